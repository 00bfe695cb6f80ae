/* The chapter on the network: roles and their steps, how many are wanted and are there. */
#include "amb-sample-tell-people.h"

#include "amb-set.h"

// clang-format off
static const struct
{
  const char *kind, *name, *level, *owner;
  int minutes;
  const char *in_use;
  const char *mission, *metrics;
} roles[] = {
  { "monitoring", "Listening post", "2", "COM", 120, "1",
    "Hears what is said about Meridiem where the ambassador lives and works, and brings in what matters.\n\nA signal is a gift to somebody: say whose it is.",
    "Qualified signals a week\nShare dismissed as noise\nDetection lag\nEscalations upheld" },
  { "curator", "Curator", "3", "MKT", 150, "1",
    "Finds what the departments already have and turns it towards an audience: one source, several uses.",
    "Proposals accepted\nDerivatives per source\nItems per audience" },
  { "producer", "Producer", "3", "MKT", 240, "1",
    "Writes, films and draws in their own voice. Shows the work rather than the product.",
    "On time\nFirst pass\nEngagement per post\nReused by others" },
  { "responder", "Responder", "3", "CUS", 180, "1",
    "Answers questions outside with a fact and a source, says who they are, and hands over what is not theirs.",
    "Time to first response\nService level met\nResolved without escalation" },
  { "space_host", "Hôte d’espace · Space host", "3", "INN", 200, "1",
    "Fait vivre un lieu d’échange entre métiers, relance les questions sans réponse et remercie.\n\nKeeps a space alive between departments, brings back questions without an answer, and thanks.",
    "Questions answered in 48 h\nCross-department threads" },
  { "trainer", "Trainer and mentor", "3", "HR", 240, "1",
    "Passes on what works: runs sessions, observes a practice, meets a newcomer every other week for three months.",
    "People certified\nPractices verified in date" },
  { "spokesperson", "Porte-parole · Spokesperson", "4", "COM", 60, "1",
    "Parle au nom du groupe quand une situation est déclarée S1 ou S2, et seulement avec des phrases approuvées.\n\nSpeaks for the group in S1 and S2, with approved lines only.",
    "Acknowledgement time\nCorrections needed" },
  { "other", "Translator", "1", "COM", 90, "1",
    "Reads a text in two languages and says where the tone is lost. No machine does this for the last line.",
    "Texts read in two days\nRemarks taken over" },
  { "other", "Event photographer", "1", "MKT", 60, "0",
    "Pictures of open days with the consent of those who are in them. Replaced by the producers last summer.",
    "Pictures with a proof of consent" },
};

/* The steps of a role in their order. */
static const struct
{
  const char *kind, *what, *rhythm;
  int minutes;
  const char *how;
} steps[] = {
  { "monitoring", "Read the sources of your topic", "daily", 10, "Ten minutes, at a fixed time. Your topic only: somebody else has the others." },
  { "monitoring", "Log what matters, with its address and its date", "each_time", 5, "One signal, one fact. Quote; don’t interpret." },
  { "monitoring", "Say whether it is true, and how you know", "each_time", 10, "First question of the triage. “I don’t know” is an answer." },
  { "monitoring", "Escalate when unsure", "each_time", 2, "The higher level, always. Nobody was ever blamed for it." },
  { "monitoring", "Go through the dismissed signals with the lead", "monthly", 30, NULL },
  { "curator", "Look through the new sources of two departments", "weekly", 20, "Yours and one that is not yours." },
  { "curator", "Check rights, confidentiality and the date", "each_time", 10, "Pictures: who took them, who is in them, until when." },
  { "curator", "Propose an item for one audience", "each_time", 25, "One sentence: what will a client, an applicant or a partner do with it?" },
  { "curator", "Credit the producing team", "each_time", 2, NULL },
  { "curator", "Clear the “never reused” shelf", "monthly", 30, "Either a use or a reason to let it go." },
  { "producer", "Choose an idea and its pillar", "weekly", 15, NULL },
  { "producer", "Gather the proof from inside", "each_time", 40, "A colleague, a figure with its source, a place that one can visit." },
  { "producer", "Write or film in your own words", "each_time", 90, "If three colleagues could have posted it unchanged, start again." },
  { "producer", "Add the disclosure line and texts for pictures", "each_time", 10, "“I work at Meridiem” comes first, not last." },
  { "producer", "Hand it in three days before its date", "each_time", 5, NULL },
  { "producer", "Read the results with your mentor", "monthly", 30, NULL },
  { "responder", "Take over the queue from the last on duty", "daily", 10, "Read the hand-over; ask before you answer." },
  { "responder", "Look for a similar case and its answer", "each_time", 10, NULL },
  { "responder", "Answer with a source, and say who you are", "each_time", 15, "Correct the fact, never the person." },
  { "responder", "Hand over what belongs to a department, with a date", "each_time", 5, "The person outside learns who will answer, and when." },
  { "responder", "Close with an outcome", "each_time", 5, NULL },
  { "space_host", "Accueillir les nouveaux membres", "weekly", 15, "Un mot personnel, une question facile." },
  { "space_host", "Relancer les questions sans réponse", "daily", 10, "Au bout de 48 heures, nommer quelqu’un." },
  { "space_host", "Inviter un autre service dans un fil", "weekly", 15, NULL },
  { "space_host", "Faire le bilan « Ce que nous avons entendu »", "monthly", 60, "Trois choses par service, dont une qui dérange." },
  { "trainer", "Meet your mentee", "weekly", 30, "They choose the subject." },
  { "trainer", "Run a session", "monthly", 90, NULL },
  { "trainer", "Observe a practice and say what you saw", "monthly", 45, "What you saw, not what you think of it. It belongs to the person." },
  { "trainer", "Verify the practices that run out", "monthly", 30, "Ninety days: try it again, or say that it has changed." },
  { "spokesperson", "Relire les phrases approuvées", "weekly", 10, "À voix haute." },
  { "spokesperson", "Confirm that you can be reached", "weekly", 2, NULL },
  { "spokesperson", "Take part in a drill", "once", 120, "Within the last twelve months, or the level sleeps." },
  { "spokesperson", "Speak from approved lines, note what was asked", "each_time", 30, NULL },
  { "other", "Read both texts side by side", "each_time", 20, NULL },
  { "other", "Say where the tone is lost", "each_time", 15, NULL },
};

/* People wanted: monitoring, curator, producer, responder, space host, trainer, spokesperson. */
static const char *const kinds[] = { "monitoring", "curator", "producer", "responder", "space_host", "trainer", "spokesperson" };
static const struct
{
  const char *node;
  guint8 wanted[G_N_ELEMENTS (kinds)];
  int due; /* 0: none */
  const char *note;
} targets[] = {
  { "FR",  { 8, 6, 6, 4, 3, 3, 2 }, 0,  "Deux personnes par site au moins ; Lyon d’abord." },
  { "DE",  { 5, 4, 4, 3, 2, 2, 2 }, 0,  NULL },
  { "ES",  { 4, 2, 2, 3, 1, 1, 1 }, 21, "One more for the nights since the battery rumour: the first posts came after 22:00." },
  { "IT",  { 2, 2, 2, 1, 1, 1, 0 }, 0,  NULL },
  { "GB",  { 3, 2, 2, 2, 1, 1, 1 }, 0,  NULL },
  { "NL",  { 1, 1, 1, 1, 0, 0, 0 }, 90, NULL },
  { "PL",  { 2, 1, 1, 0, 0, 1, 0 }, 60, "No backup for the head yet: a mentor would help." },
  { "US",  { 5, 3, 4, 3, 2, 2, 2 }, 0,  NULL },
  { "CA",  { 2, 2, 2, 1, 1, 1, 1 }, 45, "Une personne par langue et par rôle, sinon la réponse part toujours en anglais." },
  { "BR",  { 3, 2, 2, 2, 1, 1, 1 }, 0,  NULL },
  { "IN",  { 4, 3, 3, 2, 2, 2, 1 }, 0,  "The water story brought twelve volunteers; two of them could host." },
  { "JP",  { 2, 2, 1, 2, 1, 1, 1 }, -12, "Still open: answers in Japanese take two days by way of Paris." },
  { "VN",  { 2, 1, 1, 1, 0, 1, 0 }, 75, NULL },
  { "MA",  { 2, 1, 1, 1, 1, 0, 1 }, 30, "Un porte-parole qui parle aussi arabe." },
  { "ZA",  { 2, 1, 1, 1, 0, 1, 0 }, 0,  NULL },
  { "WAT", { 1, 1, 1, 1, 1, 0, 1 }, 14, "Nobody leads the water line: whoever takes it finds three stories ready to be told." },
};
// clang-format on

/* An assignment that lasts, for its ticks. */
typedef struct
{
  const AmbSampleWho *who;
  const char *id;
  const char *kind; /* interned */
} Held;

static const char *
get_node_role (AmbSampleStory *self, const char *kind)
{
  return amb_sample_story_id (self, "role:%s", kind);
}

static void
tell_roles (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *key = g_strdup_printf ("role:%s", roles[i].kind);

      amb_sample_story_add (
          self, "role", amb_sample_story_has (self, key) ? NULL : key, "name", roles[i].name,
          "kind", roles[i].kind, "mission", roles[i].mission, "metrics", roles[i].metrics, "level",
          roles[i].level, "minutes", amb_sample_story_number (self, roles[i].minutes), "owner-id",
          amb_sample_people_head_of (self, roles[i].owner), "in-use", roles[i].in_use, "position",
          amb_sample_story_number (self, i + 1), NULL);
    }
}

static void
tell_steps (AmbSampleStory *self)
{
  guint position = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *key = NULL;

      position = i > 0 && g_str_equal (steps[i].kind, steps[i - 1].kind) ? position + 1 : 1;
      key = g_strdup_printf ("step:%u", i);
      amb_sample_story_add (self, "role-step", key, "what", steps[i].what, "role-id",
                            get_node_role (self, steps[i].kind), "position",
                            amb_sample_story_number (self, position), "rhythm", steps[i].rhythm,
                            "how", steps[i].how, "minutes",
                            amb_sample_story_number (self, steps[i].minutes), NULL);
    }
}

static void
tell_targets (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (targets[i].wanted[k] > 0)
        amb_sample_story_add (self, "role-target", NULL, "role-id", get_node_role (self, kinds[k]),
                              "node-id", amb_sample_story_node (self, targets[i].node), "target",
                              amb_sample_story_number (self, targets[i].wanted[k]), "due-on",
                              targets[i].due != 0 ? amb_sample_story_day (self, targets[i].due)
                                                  : NULL,
                              "note", k == 0 ? targets[i].note : NULL, NULL);
}

/* Every half year; the last is what the node says. */
static void
tell_headcounts (AmbSampleStory *self)
{
  static const int days[] = { -545, -362, -181, -3 };
  static const int parts[] = { 955, 968, 988, 1000 }; /* of a thousand */
  gint64 scale = MAX (self->sample->n_people, AMB_SAMPLE_PEOPLE);
  guint lyon = amb_sample_story_find_node ("LYS");

  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    for (guint k = 0; k < G_N_ELEMENTS (days); k++)
      {
        gint64 count = amb_sample_nodes[i].headcount * scale / AMB_SAMPLE_PEOPLE;
        gboolean small = amb_sample_nodes[i].headcount < 400;
        gboolean last = k + 1 == G_N_ELEMENTS (days);

        /* Lyon lost people while the others grew: the rumour has a ground. */
        count = count * (i == lyon ? 2090 - parts[k] - (last ? 90 : 0) : parts[k]) / 1000;
        amb_sample_story_add (
            self, "headcount", NULL, "node-id", self->sample->node_ids[i], "counted-on",
            amb_sample_story_day (self, days[k]), "count", amb_sample_story_number (self, count),
            "provenance", k == 0 && small ? "estimated" : "imported", "source",
            k == 0 && small ? "Estimate of the head of the node"
            : i == lyon     ? "Extraction SIRH, effectif présent au dernier jour du mois"
                            : "HR system, people present on the last day of the month",
            NULL);
      }
}

static void
note_held (GArray *held, const AmbSampleWho *who, AmbRecord *record, const char *kind)
{
  Held row = { who, amb_record_get_id (record), g_intern_string (kind) };

  g_array_append_val (held, row);
}

/* Whoever holds a role today: proposed first, or taken over from before the programme kept them. */
static void
add_current (AmbSampleStory *self, const AmbSampleWho *who, const char *kind, GArray *held)
{
  gboolean walks = who->since <= 200 && g_str_equal (who->state, "active");
  const char *lead = amb_sample_people_lead (self, who->home);
  int months = amb_sample_random_between (&self->random, 1, 11);
  AmbRecord *record = amb_sample_story_add (
      self, "assignment", NULL, "ambassador-id", who->id, "role-id", get_node_role (self, kind),
      "state", walks ? "proposed" : "current", "starts-on",
      amb_sample_story_day (self, -who->since), "ends-on",
      months == 1 ? amb_sample_story_day (self, amb_sample_random_between (&self->random, 2, 75))
                  : NULL,
      "author-id", amb_sample_people_head (self, who->home), NULL);

  if (months == 2 && who->department < AMB_SAMPLE_N_NODES)
    amb_record_set (record, "node-id", self->sample->node_ids[who->department]);
  if (walks)
    amb_sample_story_walk (self, record, "current", -who->since, months % 3 == 0 ? who->name : lead,
                           NULL);
  if (g_str_equal (who->state, "suspended"))
    amb_record_set (record, "note", "Rests while the complaint is being looked into.");
  note_held (held, who, record, kind);
}

static void
add_ended (AmbSampleStory *self, const AmbSampleWho *who, const char *kind)
{
  int began = who->since + amb_sample_random_between (&self->random, 120, 330);
  AmbRecord *record = amb_sample_story_add (
      self, "assignment", NULL, "ambassador-id", who->id, "role-id", get_node_role (self, kind),
      "state", "current", "starts-on", amb_sample_story_day (self, -began), "ends-on",
      amb_sample_story_day (self, -who->since), NULL);

  amb_sample_story_walk (self, record, "ended", -who->since,
                         amb_sample_people_lead (self, who->home),
                         g_str_equal (who->state, "alumni") ? "Leaves the roster with our thanks"
                                                            : "Leaves the programme");
}

/* In onboarding a role is proposed, or agreed from a day to come on. */
static void
add_coming (AmbSampleStory *self, const AmbSampleWho *who, const char *kind)
{
  gboolean agreed = amb_sample_random_chance (&self->random, 40);
  AmbRecord *record = amb_sample_story_add (
      self, "assignment", NULL, "ambassador-id", who->id, "role-id", get_node_role (self, kind),
      "starts-on", amb_sample_story_day (self, amb_sample_random_between (&self->random, 4, 35)),
      "author-id", amb_sample_people_head (self, who->home), "note",
      agreed                              ? NULL
      : amb_sample_people_is_french (who) ? "À confirmer quand le niveau 1 sera acquis."
                                          : "To be confirmed when level 1 is passed.",
      NULL);

  if (agreed)
    amb_sample_story_walk (self, record, "current",
                           -amb_sample_random_between (&self->random, 1, CLAMP (who->since, 1, 9)),
                           who->name, NULL);
}

static void
add_for (AmbSampleStory *self, const AmbSampleWho *who, GArray *held)
{
  g_auto (GStrv) own = amb_set_to_strv (who->roles);

  for (guint i = 0; own[i] != NULL; i++)
    {
      if (amb_words_contain ("active paused suspended", who->state))
        add_current (self, who, own[i], held);
      else if (g_str_equal (who->state, "onboarding"))
        add_coming (self, who, own[i]);
      else
        add_ended (self, who, own[i]);
    }
}

static const char *
find_other_role (AmbSampleStory *self, const AmbSampleWho *who)
{
  guint start = amb_sample_random_below (&self->random, G_N_ELEMENTS (kinds) - 1);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (kinds); i++)
    {
      const char *kind = kinds[(start + i) % (G_N_ELEMENTS (kinds) - 1)];

      if (who->roles == NULL || !amb_set_contains (who->roles, kind))
        return kind;
    }
  return NULL;
}

/* Beside the roles that people hold: what they are asked to take, did not want, or held before. */
static void
tell_other_assignments (AmbSampleStory *self)
{
  // clang-format off
  static const struct
  {
    const char *path; /* nullable */
    int starts, ends, moved;
    const char *english, *french;
  } rows[] = {
    { NULL, 14, 0, 0, "You answer in the space anyway: would you take it over from next month on?", "Vous répondez déjà dans l’espace : le prendriez-vous en charge le mois prochain ?" },
    { NULL, 7, 0, 0, "Two hours a month, with a mentor for the first three.", "Deux heures par mois, avec un mentor les trois premiers mois." },
    { NULL, 30, 0, 0, "For the drill season only.", "Pour la saison des exercices seulement." },
    { "declined", 0, 0, -9, "A fine idea, but not beside the budget round.", "Une bonne idée, mais pas pendant le budget." },
    { "declined", 0, 0, -33, "Would rather write than speak.", "Préfère écrire que parler." },
    { "declined proposed", 20, 0, -2, "Said no in spring because of a move; asks to be asked again.", "A dit non au printemps à cause d’un déménagement ; souhaite être resollicité." },
    { "current ended", -260, -40, -40, "Half a year was agreed.", "Six mois étaient convenus." },
    { "current ended", -190, -12, -12, "Handed over to a colleague at the same site.", "Transmis à un collègue du même site." },
    { "current", -150, -6, -150, "Until the end of the recall watch.", "Jusqu’à la fin de la veille sur le rappel." },
    { "current", -120, 3, -120, "Stands in until Thursday’s hand-over.", "Assure l’intérim jusqu’à la passation." },
  };
  // clang-format on

  for (guint i = 0; i < 2 * G_N_ELEMENTS (rows); i++)
    {
      const guint at = i % G_N_ELEMENTS (rows);
      const AmbSampleWho *who = amb_sample_story_pick (self, "active", NULL, AMB_SAMPLE_NO_NODE);
      const char *kind = who != NULL ? find_other_role (self, who) : NULL;
      AmbRecord *record;

      if (kind == NULL)
        continue;
      record = amb_sample_story_add (
          self, "assignment", NULL, "ambassador-id", who->id, "role-id", get_node_role (self, kind),
          "starts-on", rows[at].starts != 0 ? amb_sample_story_day (self, rows[at].starts) : NULL,
          "ends-on", rows[at].ends != 0 ? amb_sample_story_day (self, rows[at].ends) : NULL,
          "author-id", amb_sample_people_head (self, who->home), "note",
          amb_sample_people_is_french (who) ? rows[at].french : rows[at].english, NULL);
      if (rows[at].path != NULL)
        amb_sample_story_walk (self, record, rows[at].path, rows[at].moved,
                               at % 2 == 0 ? who->name : amb_sample_people_lead (self, who->home),
                               NULL);
    }
}

static void
add_check (AmbSampleStory *self, const Held *held, guint step)
{
  static const char *const notes[] = {
    "Twice this week: the second time with the newcomer.",
    "Took half of the time, thanks to the template.",
    "The source had moved; new address in the practice.",
    "Nothing to report, which is a report too.",
  };
  int latest = g_str_equal (held->who->state, "active") ? 0 : held->who->since;
  int days = amb_sample_random_between (&self->random, latest, MIN (held->who->since, 70));
  gboolean behalf = amb_sample_random_chance (&self->random, 9);
  const char *head = amb_sample_people_head (self, held->who->home);

  amb_sample_story_add (
      self, "step-check", NULL, "step-id", amb_sample_story_id (self, "step:%u", step),
      "ambassador-id", held->who->id, "assignment-id", held->id, "done-on",
      amb_sample_story_day (self, -days), "by-id", behalf ? head : NULL, "note",
      behalf && head != NULL ? "Told by telephone; works without the application."
      : amb_sample_random_chance (&self->random, 12) ? AMB_SAMPLE_CHOOSE (self, notes)
                                                     : NULL,
      NULL);
}

static void
tell_checks (AmbSampleStory *self, GArray *held)
{
  guint n = MIN (held->len, 46);

  for (guint i = 0; i < n; i++)
    {
      const Held *row = &g_array_index (held, Held, (guint64) i * held->len / n);

      for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
        if (g_str_equal (row->who->state, "active") && g_str_equal (steps[k].kind, row->kind) &&
            amb_sample_random_chance (&self->random, 75))
          add_check (self, row, k);
    }
}

void
amb_sample_tell_network (AmbSampleStory *self)
{
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (Held));

  tell_roles (self);
  tell_steps (self);
  tell_targets (self);
  tell_headcounts (self);
  for (guint i = 0; i < self->people->len; i++)
    add_for (self, g_ptr_array_index (self->people, i), held);
  tell_other_assignments (self);
  tell_checks (self, held);
}
