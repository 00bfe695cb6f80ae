/* The chapter on crises: the crises and drills themselves; the other files tell what happened in
 * them. */
#include "amb-sample-tell-crises.h"

#include "amb-sample-tell-content.h"

#include <string.h>

#define DAY 1440 /* minutes */

// clang-format off
static const struct
{
  const char *key, *title, *severity, *node, *playbook;
  int day, hour;
  int detected, acknowledged, contained; /* minutes before, after, after the declaration; 0: never */
  const char *path;
  int minutes[7]; /* of each step, after the declaration */
  const char *tags, *sponsor, *why, *summary, *lessons;
  gboolean is_drill;
} crises[AMB_SAMPLE_N_CRISES] = {
  { "crisis:recall", "Rumour in Iberia: our batteries are said to be recalled", "s2", "ES", "playbook:S2",
    AMB_SAMPLE_RECALL_DAY, 15, 48, 17, 21 * 60 + 20, "assessing responding contained recovering in_review",
    { 9, 34, 21 * 60 + 20, -AMB_SAMPLE_RECALL_DAY * DAY + AMB_SAMPLE_RECALL_LIFTED * DAY, -AMB_SAMPLE_RECALL_DAY * DAY + AMB_SAMPLE_RECALL_REVIEW * DAY },
    "battery|iberia", "EUR", NULL,
    "The Spanish authority has listed four series of batteries. A chain message added ours. None of our series is on the list: checked by serial number, signed by Quality, published after 3 h 10.", NULL, FALSE },
  { "crisis:drill", "Spring drill: a false figure about patients goes round", "s2", "HEA", "playbook:S2",
    -140, 9, 12, 21, 170, "assessing responding contained recovering in_review closed",
    { 8, 40, 170, 200, 225, 6 * DAY }, "health", NULL, NULL,
    "A made-up survey says that one alarm in four is lost. The trade press asks within the hour.",
    "- The scribe was alone: a second one is named from now on.\n- The holding line took 52 minutes; the target is 60, but two people had waited for a third.\n- Montréal learnt of it from a colleague, not from the order.", TRUE },
  { "crisis:next-drill", "Winter drill: an accident at the São Paulo factory", "s1", "GRU", "playbook:S1",
    16, 13, 0, 0, 0, "", { 0 }, "factory", "AME", NULL,
    "Planned. The injects are with the director; those who take part know the day, not the hour.", NULL, TRUE },
  { "crisis:bus", "An old photograph of a burning bus goes round in Warsaw", "s3", "PL", "playbook:S3",
    -1, 18, 35, 0, 0, "", { 0 }, NULL, NULL, NULL,
    "The picture is six years old and shows a bus of another maker. 340 shares in two hours.", NULL, FALSE },
  { "crisis:page", "A false job page asks applicants for money", "s3", "GB", "playbook:S3",
    -2, 10, 220, 41, 0, "assessing", { 55 }, NULL, NULL, NULL,
    "Copies the page of the autumn call; asks for 40 pounds for “a file”. Eleven people have written, two have paid.", NULL, FALSE },
  { "crisis:taps", "Casablanca: brown water after the night works", "s3", "MA", "playbook:S3",
    -1, 7, 130, 38, 0, "assessing responding", { 25, 95 }, NULL, "MEA", NULL,
    "Deux quartiers, 4 000 abonnés. L’eau est trouble mais saine : analyse de 5 h 40. Purge en cours.", NULL, FALSE },
  { "crisis:film", "A film of the line shows people without glasses", "s4", "GRU", "playbook:S4",
    -5, 14, 300, 180, 26 * 60, "assessing responding contained", { 60, 240, 26 * 60 }, NULL, NULL, NULL,
    "The film is ours; the scene is a pause. It was taken down and cut.", NULL, FALSE },
  { "crisis:nights", "A thread on unpaid nights in Bengaluru", "s3", "BLR", "playbook:S3",
    -16, 6, 700, 50, 44 * 60, "assessing responding contained recovering", { 30, 200, 44 * 60, 9 * DAY }, NULL, "APA", NULL,
    "Three reviews and a thread with 210 answers. Two nights were not written down; both are paid now.", NULL, FALSE },
  { "crisis:chargers", "Chargers in Hamburg: a second article", "s3", "DE", "playbook:S3",
    -33, 8, 90, 45, 30 * 60, "assessing responding contained recovering in_review closed reopened",
    { 20, 110, 30 * 60, 5 * DAY, 8 * DAY, 13 * DAY, 32 * DAY }, NULL, NULL, "A second article with a photograph of last night",
    "Eighteen of twenty chargers are checked. The article counts all twenty.",
    "- The client should hear from us before the paper does.\n- A photograph needs a date.", FALSE },
  { "crisis:quote", "Our spokesperson is misquoted in Milan", "s4", "IT", "playbook:S4",
    -120, 11, 45, 100, 20 * 60, "assessing responding contained recovering in_review closed",
    { 40, 120, 20 * 60, 2 * DAY, 4 * DAY, 7 * DAY }, NULL, NULL, NULL,
    "“We can’t” became “we won’t”. The paper corrected it the next morning.",
    "- Send the sentence in writing while one is still on the telephone.", FALSE },
  { "crisis:server", "Are there patient data on a test server?", "s2", "HEA", "playbook:S2",
    -84, 14, 25, 14, 0, "assessing stood_down", { 12, 190 }, "health", "HEA", "Invented data: proof accepted by the agency",
    "A news agency found a server without a key. The data are invented; the server is off.", NULL, FALSE },
  { "crisis:fire", "Fire in the paint shop of São Paulo, nobody hurt", "s1", "GRU", "playbook:S1",
    -250, 5, 9, 11, 19 * 60, "assessing responding contained recovering in_review closed",
    { 6, 15, 19 * 60, 3 * DAY, 10 * DAY, 24 * DAY }, "factory", "AME", NULL,
    "Fire out after 70 minutes; line 1 stood still for nine days. No one was hurt.",
    "- The first line went out after 13 minutes because it was ready. Keep it ready.\n- Families wanted a number to call, not a statement.\n- The plant’s own people were the most believed voices.", FALSE },
};
// clang-format on

void
amb_sample_crises_cast (AmbSampleStory *self, const char *code, AmbSampleCrisis *crisis)
{
  const AmbSampleWho **parts = crisis->parts;

  parts[AMB_SAMPLE_LEAD] = amb_sample_desk_get_head (self, code);
  if (parts[AMB_SAMPLE_LEAD] == NULL)
    parts[AMB_SAMPLE_LEAD] = amb_sample_desk_pick (self, "responder", code);
  parts[AMB_SAMPLE_BACKUP] =
      amb_sample_desk_pick_other (self, "responder", code, parts[AMB_SAMPLE_LEAD]);
  parts[AMB_SAMPLE_SCRIBE] =
      amb_sample_desk_pick_other (self, "curator", code, parts[AMB_SAMPLE_BACKUP]);
  parts[AMB_SAMPLE_APPROVER] = amb_sample_desk_get_head (self, "COM");
  if (parts[AMB_SAMPLE_APPROVER] == parts[AMB_SAMPLE_LEAD])
    parts[AMB_SAMPLE_APPROVER] =
        amb_sample_desk_pick_other (self, NULL, "COM", parts[AMB_SAMPLE_LEAD]);
  parts[AMB_SAMPLE_SPOKESPERSON] =
      amb_sample_desk_pick_other (self, "spokesperson", NULL, parts[AMB_SAMPLE_LEAD]);
}

static const char *
get_after (AmbSampleStory *self, const char *instant, int minutes)
{
  return minutes != 0 ? amb_sample_desk_get_later (self, instant, minutes) : NULL;
}

static void
set_parts (AmbRecord *record, const AmbSampleCrisis *crisis)
{
  static const char *const fields[AMB_SAMPLE_N_PARTS] = { "lead-id", "backup-id", "scribe-id",
                                                          "approver-id", "spokesperson-id" };

  for (guint i = 0; i < AMB_SAMPLE_N_PARTS; i++)
    amb_record_set (record, fields[i], amb_sample_desk_get_id (crisis->parts[i]));
}

static void
lead (AmbSampleStory *self, AmbRecord *record, guint i, const AmbSampleCrisis *crisis)
{
  g_auto (GStrv) states = g_strsplit (crises[i].path, " ", -1);
  const AmbSampleWho *who = crisis->parts[AMB_SAMPLE_LEAD];

  for (guint k = 0; states[k] != NULL && who != NULL; k++)
    amb_sample_desk_move (self, record, states[k],
                          amb_sample_desk_get_later (self, crisis->declared, crises[i].minutes[k]),
                          who->name, states[k + 1] == NULL ? crises[i].why : NULL);
}

static void
tell_crisis (AmbSampleStory *self, guint i, AmbSampleCrisis *crisis)
{
  const char *declared = amb_sample_story_instant (self, crises[i].day, crises[i].hour, 12);
  AmbRecord *record = amb_sample_story_add (
      self, "crisis", crises[i].key, "title", crises[i].title, "severity", crises[i].severity,
      "drill", crises[i].is_drill ? "1" : "0", "node-id",
      amb_sample_story_node (self, crises[i].node), "playbook-id",
      amb_sample_story_id (self, "%s", crises[i].playbook), "detected-at",
      get_after (self, declared, -crises[i].detected), "declared-at", declared, "acknowledged-at",
      get_after (self, declared, crises[i].acknowledged), "contained-at",
      get_after (self, declared, crises[i].contained), "summary", crises[i].summary, "hold-tags",
      amb_sample_desk_get_set (crises[i].tags), "lessons", crises[i].lessons, "sponsor-id",
      crises[i].sponsor != NULL ? amb_sample_desk_get_sponsor (self, crises[i].sponsor) : NULL,
      NULL);

  crisis->id = amb_record_get_id (record);
  crisis->declared = declared;
  crisis->node = crises[i].node;
  crisis->is_drill = crises[i].is_drill;
  amb_sample_crises_cast (self, crises[i].node, crisis);
  set_parts (record, crisis);
  lead (self, record, i, crisis);
}

void
amb_sample_tell_crises (AmbSampleStory *self)
{
  AmbSampleCrisis told[AMB_SAMPLE_N_CRISES] = { 0 };

  amb_sample_crises_tell_playbooks (self);
  for (guint i = 0; i < AMB_SAMPLE_N_CRISES; i++)
    tell_crisis (self, i, &told[i]);
  amb_sample_crises_tell_signals (self, told);
  amb_sample_crises_tell_timeline (self, told);
  amb_sample_crises_tell_tasks (self, told);
  amb_sample_crises_tell_orders (self, told);
  amb_sample_crises_tell_lessons (self, told);
}
