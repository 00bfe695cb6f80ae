/* Flows in and out: what was handed to a department and came back; who is on duty. */
#include "amb-sample-tell-listening.h"

#include <string.h>

// clang-format off
static const struct
{
  int day, due; /* relative to today */
  const char *kind, *department;
  guint signal, contact;
  const char *path; /* blank: waits to be taken */
  const char *title, *details, *answer, *outcome, *why;
} handovers[] = {
  { -238, -231, "lead", "WAT", 7, 3, "accepted answered closed", "A city of 90,000 asks for the price of a leak search", "Wants a fixed price and a name in Casablanca.", "Fixed price for six weeks, sent with the contract of Pune.", "Signed; first measurement done.", NULL },
  { -158, -151, "application", "HR", 12, 0, "accepted answered closed", "Eleven applications name one thread", "Please read them together.", "Nine invited, two told why not.", "Four start in spring.", NULL },
  { -146, -139, "partnership", "WAT", 13, 4, "accepted answered closed", "A historian of water offers a lecture in Pune", NULL, "Date agreed with the night shift.", "Lecture held; 300 listeners.", NULL },
  { -137, -136, "question", "MOB", 14, 5, "accepted answered closed", "Why did the old charging plan run?", "Client expects a call at nine.", "A plan of the day before was not switched off; a person checks it now at three.", "Client stays.", NULL },
  { -101, -96, "application", "HR", 17, 0, "accepted answered closed", "A file that was lost for five weeks", NULL, "Invited, with an apology.", "Was taken.", NULL },
  { -90, -80, "lead", "WAT", 18, 6, "accepted answered", "Leak search where pipes run under shacks", "No map that can be trusted.", "Two wards of Pune were mapped on foot; visit proposed.", NULL, NULL },
  { -84, -83, "question", "HEA", 19, 7, "accepted answered closed", "Press: are there real patients on the test server?", "Needed before 18:00.", "No. Invented data; proof attached.", "Agency did not publish.", NULL },
  { -75, -61, "lead", "DIG", 0, 9, "accepted answered closed", "Hospital group wants to see a model card", NULL, "Card and a visit offered.", "No budget this year.", NULL },
  { -66, -56, "partnership", "INN", 0, 10, "declined closed", "Start-up offers a sensor for free", "Asks for our data in return.", NULL, NULL, "We don’t pay with data" },
  { -41, -34, "partnership", "SAL", 26, 8, "accepted answered closed", "A guild wants to teach our course", NULL, "Agreement proposed.", "Two courses a year.", NULL },
  { -33, -26, "question", "FIN", 0, 11, "accepted answered", "Supplier asks what the carbon clause will say", NULL, "Text after the board; a meeting is offered.", NULL, NULL },
  { -31, -29, "question", "HEA", 28, 9, "accepted answered closed", "Report on the late night alarm", NULL, "Restart of a node; report sent.", "Accepted.", NULL },
  { -24, -17, "lead", "SAL", 31, 10, "accepted answered", "A workshop in Porto wants twelve pumps", NULL, "Offer sent on the third day.", NULL, NULL },
  { -20, -13, "question", "MOB", 0, 5, "closed accepted", "Does the recall touch the spare parts?", "Asked again by two clients.", "No; list by part number attached.", "Both clients were told; the list has an English text only.", "Two clients ask for the list in German" },
  { -15, -8, "application", "HR", 0, 0, "declined", "Eight applications sent to Customer service", "They came as answers to a post.", NULL, NULL, "Belongs to the country, not to the group" },
  { -12, -3, "lead", "WAT", 37, 12, "", "Visit of six engineers to Pune", "Dates in February asked for.", NULL, NULL, NULL },
  { -9, -2, "question", "MOB", 40, 2, "accepted", "Two chargers that give nothing", "Second repair failed.", NULL, NULL, NULL },
  { -8, 0, "question", "CUS", 0, 0, "accepted", "How many calls mention the number 08?", "For the after-action review.", NULL, NULL, NULL },
  { -6, 1, "lead", "NRG", 0, 0, "", "Housing cooperative, 210 flats, wants a date", "They have read both articles.", NULL, NULL, NULL },
  { -4, 3, "partnership", "RND", 0, 0, "accepted", "University offers two doctoral theses on membranes", NULL, NULL, NULL, NULL },
  { -3, 0, "question", "HEA", 48, 9, "", "Who changed the thresholds of the alarm?", "The clinic wants it in writing.", NULL, NULL, NULL },
  { -2, 5, "partnership", "SAL", 51, 8, "", "Technical school of Porto asks for a pump on loan", NULL, NULL, NULL, NULL },
  { -1, 6, "lead", "MOB", 63, 1, "", "Forty yellow buses and one transformer", "Came through a colleague in Ohio.", NULL, NULL, NULL },
  { -1, 2, "question", "COM", 59, 7, "accepted", "Live interview on Lyon, tomorrow 7:40", "Level 4 only.", NULL, NULL, NULL },
};

/* One node, one duty of a week each, from so many weeks back to so many ahead. */
static const struct
{
  const char *node, *role, *zone;
  int from, to; /* weeks */
  gboolean has_backup;
} duties[] = {
  { "EUR", "monitoring", "Europe/Paris", -4, 4, TRUE },
  { "AME", "monitoring", "America/New_York", -3, 3, TRUE },
  { "APA", "monitoring", "Asia/Tokyo", -3, 2, FALSE },
  { "FR", "responder", "Europe/Paris", -2, 3, TRUE },
  { "ES", "responder", "Europe/Madrid", -4, 1, TRUE },
  { "CUS", "responder", "Europe/Paris", -1, 2, FALSE },
};
// clang-format on

/* Closed once, taken up again: the steps before that went in between. */
static const char *
get_path (const char *path)
{
  return g_str_equal (path, "closed accepted") ? "accepted answered closed accepted" : path;
}

static void
lead_hand_over (AmbSampleStory *self, AmbRecord *record, guint i, const AmbSampleWho *owner)
{
  g_auto (GStrv) states = g_strsplit (get_path (handovers[i].path), " ", -1);
  const char *at = amb_record_get (record, "at");

  for (guint k = 0; states[k] != NULL; k++)
    {
      int span = MAX (handovers[i].due - handovers[i].day, 2);
      gboolean is_final = states[k + 1] == NULL;
      gboolean is_lead = g_str_equal (states[k], "declined") || k == 3 ||
                         g_str_equal (amb_record_get_state (record), "declined");

      at = amb_sample_desk_get_later (
          self, at,
          k == 0 ? 200 + 40 * (int) i
                 : amb_sample_random_between (&self->random, 500, span * 1440 / 2));
      amb_sample_desk_move (
          self, record, states[k], at,
          is_lead ? amb_sample_desk_get_lead_name (self, handovers[i].department) : owner->name,
          is_final || g_str_equal (states[k], "declined") ? handovers[i].why : NULL);
    }
}

static void
tell_hand_overs (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (handovers); i++)
    {
      g_autofree char *key = g_strdup_printf ("hand-over:%u", i + 1);
      gboolean is_taken = strstr (handovers[i].path, "accepted") != NULL;
      const AmbSampleWho *owner = amb_sample_desk_pick (self, NULL, handovers[i].department);
      const AmbSampleWho *author =
          amb_sample_desk_pick_other (self, i % 2 == 0 ? "monitoring" : "responder", NULL, owner);
      AmbRecord *record = amb_sample_story_add (
          self, "hand-over", key, "title", handovers[i].title, "kind", handovers[i].kind,
          "signal-id", amb_sample_desk_get_id_of (self, "signal", handovers[i].signal),
          "contact-id", amb_sample_desk_get_id_of (self, "contact", handovers[i].contact),
          "department-id", amb_sample_story_node (self, handovers[i].department), "owner-id",
          is_taken ? amb_sample_desk_get_id (owner) : NULL, "author-id",
          amb_sample_desk_get_id (author), "at",
          amb_sample_story_instant (self, handovers[i].day, 9, (int) i * 2), "due-on",
          amb_sample_story_day (self, handovers[i].due), "details", handovers[i].details, "answer",
          handovers[i].answer, "outcome", handovers[i].outcome, NULL);

      if (handovers[i].path[0] != '\0' && owner != NULL)
        lead_hand_over (self, record, i, owner);
    }
}

static void
tell_duty (AmbSampleStory *self, guint i, int week)
{
  static const char *const notes[] = {
    "The man with the bill writes every day: agreed not to answer until Friday.",
    "Lyon: nothing before the line of Communication, whoever calls.",
    "The forum of hospital managers can’t be read; look by hand at noon.",
    NULL,
  };
  const AmbSampleWho *who = amb_sample_desk_pick (self, duties[i].role, duties[i].node);
  const AmbSampleWho *backup =
      duties[i].has_backup && week != 2
          ? amb_sample_desk_pick_other (self, duties[i].role, duties[i].node, who)
          : NULL;
  g_autofree char *role = g_strconcat ("role:", duties[i].role, NULL);
  int monday = -amb_sample_desk_get_weekday (self, 0);

  if (who == NULL)
    return;
  amb_sample_story_add (
      self, "rota", NULL, "ambassador-id", who->id, "node-id",
      amb_sample_story_node (self, duties[i].node), "role-id",
      amb_sample_story_has (self, role) ? amb_sample_story_id (self, "%s", role) : NULL,
      "starts-at", amb_sample_story_wall (self, monday + 7 * week, 8, 0, duties[i].zone), "ends-at",
      amb_sample_story_wall (self, monday + 7 * week + 6, 20, 0, duties[i].zone), "backup-id",
      amb_sample_desk_get_id (backup), "note",
      week <= 0 ? notes[(i + (guint) (week + 8)) % G_N_ELEMENTS (notes)] : NULL, NULL);
}

void
amb_sample_listening_tell_flows (AmbSampleStory *self)
{
  tell_hand_overs (self);
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    for (int week = duties[i].from; week <= duties[i].to; week++)
      tell_duty (self, i, week);
}
