/* The chapter on administration: the texts that people accept, what they agreed to and what they
 * ask, named views, access rights. */
#include "amb-sample-tell-people.h"

#include "amb-set.h"

#define CHARTER_DAYS 540 /* since when the first charter is in force */

// clang-format off
static const struct
{
  const char *key; /* nullable */
  const char *kind, *version, *language, *title, *path; /* @path nullable */
  int valid, moved;
  const char *why, *body;
} texts[] = {
  { NULL, "charter", "0.9", "en", "Pilot charter", "in_force retired", -600, -540, NULL,
    "We share because we want to. We say where we work. We stop when somebody asks us to." },
  { "policy:charter", "charter", "1", "en", "Ambassador charter", "in_force", -540, -541, NULL,
    "1. **Voluntary.** You may pause or leave on any day, without a reason and without a consequence.\n2. **Your words.** Nobody writes your posts, nobody counts your likes.\n3. **Open.** “I work at Meridiem” comes first.\n4. **True.** A fact has a source; what you don’t know you don’t say.\n5. **Kind.** We correct facts, never people.\n6. **Silent when asked.** In a crisis you speak with approved lines or not at all." },
  { "policy:charter:fr", "charter", "1", "fr", "Charte des ambassadeurs", "in_force", -540, -541, NULL,
    "1. **Volontaire.** On peut faire une pause ou partir, tout jour, sans motif ni conséquence.\n2. **Vos mots.** Personne n’écrit vos posts, personne ne compte vos « j’aime ».\n3. **À découvert.** « Je travaille chez Meridiem » vient en premier.\n4. **Vrai.** Un fait a une source ; ce qu’on ignore, on ne le dit pas.\n5. **Bienveillant.** On rectifie les faits, jamais les gens.\n6. **Silence si demandé.** En crise, des phrases approuvées ou rien." },
  { "policy:charter:de", "charter", "1", "de", "Charta der Botschafterinnen und Botschafter", "in_force", -540, -538, NULL,
    "1. **Freiwillig.** 2. **In eigenen Worten.** 3. **Offen:** „Ich arbeite bei Meridiem“ steht am Anfang. 4. **Wahr.** 5. **Freundlich.** 6. **Still, wenn darum gebeten wird.**" },
  { "policy:charter:es", "charter", "1", "es", "Carta de embajadores", "in_force", -540, -536, NULL,
    "1. **Voluntario.** 2. **Con tus palabras.** 3. **A la vista:** «Trabajo en Meridiem» va primero. 4. **Verdadero.** 5. **Amable.** 6. **En silencio si se pide.**" },
  { NULL, "charter", "2", "en", "Ambassador charter, with a line on machines", "in_force", 20, -6, NULL,
    "As version 1, and:\n\n7. **By people.** A machine may translate and check; it does not write in your name." },
  { NULL, "charter", "2", "fr", "Charte des ambassadeurs, avec un mot sur les machines", "in_force", 20, -6, NULL,
    "Comme la version 1, et :\n\n7. **Par des gens.** Une machine peut traduire et relire ; elle n’écrit pas en votre nom." },
  { NULL, "charter", "2", "de", "Charta, mit einem Satz über Maschinen", NULL, 20, 0, NULL, "Entwurf; die Arbeitnehmervertretung liest mit." },
  { NULL, "privacy_notice", "1", "en", "Privacy notice", "in_force retired", -545, -200, NULL,
    "What we hold about you, why, and for how long. Raw activity is kept for 13 months." },
  { "policy:notice", "privacy_notice", "2", "en", "Privacy notice", "in_force", -200, -202, NULL,
    "**What we hold**: what you told us, what you did for the programme, what your lead noted.\n**Why**: to run the programme (legitimate interest); taking part is your choice and is recorded apart.\n**How long**: activity 13 months, then monthly sums; unselected candidates 24 months at most.\n**Your evidence of ease, attempts and observations are yours alone.**\n**Ask**: the privacy desk answers within a month." },
  { "policy:notice:fr", "privacy_notice", "2", "fr", "Information sur vos données", "in_force", -200, -202, NULL,
    "**Ce que nous conservons** : ce que vous avez dit, fait pour le programme, ce que votre responsable a noté.\n**Pourquoi** : faire vivre le programme (intérêt légitime) ; participer est votre choix, noté à part.\n**Combien de temps** : l’activité 13 mois, puis des totaux mensuels.\n**Demandes** : réponse sous un mois." },
  { "policy:disclosure", "disclosure", "1", "en", "Disclosure line", "in_force", -540, -541, NULL, "I work at Meridiem. These are my own words." },
  { NULL, "disclosure", "1", "fr", "Mention de transparence", "in_force", -540, -541, NULL, "Je travaille chez Meridiem. Ces mots sont les miens." },
  { NULL, "disclosure", "1", "de", "Offenlegung", "in_force", -540, -538, NULL, "Ich arbeite bei Meridiem. Das sind meine eigenen Worte." },
  { NULL, "disclosure", "1", "es", "Línea de transparencia", "in_force retired in_force", -540, -28, "The shorter one was not understood during the recall", "Trabajo en Meridiem. Estas palabras son mías." },
  { NULL, "disclosure", "1", "ja", "開示の一文", "in_force", -400, -402, NULL, "私はMeridiemで働いています。これは私自身の言葉です。" },
  { NULL, "disclosure", "2", "en", "Short disclosure for films", "retired", 0, -70, NULL, "#MeridiemStaff" },
  { NULL, "disclosure", "2", "fr", "Mention courte pour les vidéos", NULL, 0, 0, NULL, "Salarié de Meridiem, propos personnels." },
};

/* @states: of the person who asks; NULL: a contact. Answered and due: days after it was received. */
static const struct
{
  const char *kind, *states;
  guint contact;
  const char *name, *path; /* nullable */
  int received, answered;
  const char *request, *outcome, *why;
} requests[] = {
  { "access",  "active",       0, NULL, NULL, -1, 0, "Please send me everything that you hold about me.", NULL, NULL },
  { "erase",   "not_selected", 0, NULL, NULL, -4, 0, "Ma candidature n’a pas été retenue ; je souhaite que tout soit effacé.", NULL, NULL },
  { "object",  "identified",   0, NULL, NULL, -33, 0, "You found me by my activity in the space. I did not ask for that.", NULL, NULL },
  { "rectify", NULL,           5, "Capucine Villard", "in_progress", -9, 0, "Mon titre a changé : rédactrice en chef adjointe.", NULL, NULL },
  { "access",  "alumni",       0, NULL, "in_progress", -24, 0, "What is still kept about me, two years after I left the roster?", NULL, NULL },
  { "erase",   "withdrawn",    0, NULL, "in_progress", -38, 0, "Please erase what you hold: I have left the company.", NULL, NULL },
  { "access",  "active",       0, NULL, "in_progress answered", -60, 12, "A copy of my data for my own files.", "Export of one person handed over: 214 rows, among them 3 notes of the lead. Ease, attempts and observations came from their own machine.", NULL },
  { "rectify", "active",       0, NULL, "in_progress answered", -75, 3, "My name is written without its accent.", "Corrected in the record and in two printed lists.", NULL },
  { "erase",   "declined",     0, NULL, "in_progress answered", -110, 21, "I declined; why am I still there?", "Removed: nomination, invitation and its text. Kept: one anonymous line in the count of the cohort.", NULL },
  { "object",  NULL,          38, "Oskar Ridderstråle", "in_progress answered", -13, 4, "No more invitations, please.", "Taken out of the list of guests; the withdrawal is kept as a proof.", NULL },
  { "erase",   "suspended",    0, NULL, "in_progress refused", -46, 15, "Erase the note on the complaint.", "Kept while the complaint is being looked into; erased thirty days after its end.", "A complaint is open: Article 17(3)(e)" },
  { "access",  NULL,           6, "Gaspard Monnier", "refused", -19, 6, "Envoyez-moi les échanges internes à mon sujet.", "Notes internes de l’équipe presse : transmises au service juridique, hors du programme.", "Concerns files that the programme does not hold" },
  { "object",  "active",       0, NULL, "withdrawn", -52, 5, "I do not want figures about me.", NULL, "Talked it over with the lead; figures are for the person alone" },
  { "access",  "onboarding",   0, NULL, "withdrawn received", -7, 2, "What did my raters write?", NULL, "Asked again after the training day" },
  { "erase",   "waitlisted",   0, NULL, "in_progress answered in_progress", -40, 31, "Please remove my application.", "Removed here; a copy in last year’s export was found later.", "Found one more copy" },
};

static const struct
{
  const char *title, *entity, *query, *owner; /* @owner: a node, whose head it is */
  gboolean shared;
} views[] = {
  { "Dormant: call, don’t write", "ambassador", "{\"where\":[{\"field\":\"standing\",\"match\":\"in\",\"values\":[\"dormant\"]}],\"sort\":\"last-active-on\",\"descending\":false}", "COM", TRUE },
  { "Onboarding without a level", "ambassador", "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"onboarding\"]},{\"field\":\"level\",\"match\":\"in\",\"values\":[\"\"]}],\"descending\":false}", "HR", TRUE },
  { "Found, and not told yet", "ambassador", "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"identified\"]},{\"field\":\"told-on\",\"match\":\"in\",\"values\":[\"\"]}],\"descending\":false}", "COM", TRUE },
  { "Japanese and Vietnamese speakers", "ambassador", "{\"where\":[{\"field\":\"language\",\"match\":\"in\",\"values\":[\"ja\",\"vi\"]},{\"field\":\"state\",\"match\":\"in\",\"values\":[\"active\"]}],\"descending\":false}", "JP", FALSE },
  { "In review, second rater missing", "application", "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"in_review\"]},{\"field\":\"second-rater-id\",\"match\":\"in\",\"values\":[\"\"]}],\"sort\":\"submitted-on\",\"descending\":false}", "COM", TRUE },
  { "Invitations without an answer", "invitation", "{\"where\":[{\"field\":\"standing\",\"match\":\"in\",\"values\":[\"sent\",\"lapsed\"]}],\"sort\":\"answer-by\",\"descending\":false}", "COM", TRUE },
  { "Asked, by due day", "task", "{\"where\":[{\"field\":\"standing\",\"match\":\"in\",\"values\":[\"proposed\",\"accepted\"]}],\"sort\":\"due-on\",\"descending\":false}", "COM", TRUE },
  { "Tâches échues en France", "task", "{\"where\":[{\"field\":\"standing\",\"match\":\"in\",\"values\":[\"lapsed\"]}],\"sort\":\"due-on\",\"descending\":true}", "FR", FALSE },
  { "Roles waiting for a yes", "assignment", "{\"where\":[{\"field\":\"standing\",\"match\":\"in\",\"values\":[\"proposed\"]}],\"sort\":\"starts-on\",\"descending\":false}", "HR", TRUE },
  { "Nodes without a head", "node", "{\"where\":[{\"field\":\"head-id\",\"match\":\"in\",\"values\":[\"\"]}],\"descending\":false}", "GRP", TRUE },
  { "Consent never asked", "contact", "{\"where\":[{\"field\":\"consent\",\"match\":\"in\",\"values\":[\"unknown\"]}],\"descending\":false}", "COM", TRUE },
  { "Presse et Lyon", "contact", "{\"where\":[{\"field\":\"kind\",\"match\":\"in\",\"values\":[\"press\"]},{\"field\":\"language\",\"match\":\"in\",\"values\":[\"fr\"]}],\"descending\":false}", "LYS", FALSE },
  { "Signals on the batteries", "signal", "{\"where\":[],\"search\":\"batter\",\"sort\":\"captured-at\",\"descending\":true}", "CUS", TRUE },
  { "Publication with name and picture", "consent", "{\"where\":[{\"field\":\"purpose\",\"match\":\"in\",\"values\":[\"publication\"]},{\"field\":\"standing\",\"match\":\"in\",\"values\":[\"given\"]}],\"sort\":\"given-on\",\"descending\":true}", "COM", TRUE },
  { "Shared outside, newest first", "activity", "{\"where\":[{\"field\":\"external\",\"match\":\"in\",\"values\":[\"1\"]}],\"sort\":\"at\",\"descending\":true}", "MKT", TRUE },
};

/* Access of people without a record, or picked by chance. Heads have theirs by office. */
static const struct
{
  const char *name, *states; /* one of both */
  const char *access, *node; /* @node nullable */
  int starts, ends; /* 0: no end */
  const char *note;
} grants[] = {
  { "Inès Caradec", NULL, "manager", NULL, -548, 0, "Head of the centre of excellence" },
  { "Tomáš Novotný", NULL, "manager", NULL, -548, 0, NULL },
  { "Aiko Hayashi", NULL, "manager", NULL, -390, 0, "Asia-Pacific hours" },
  { "Kwame Mensah", NULL, "manager", NULL, -210, 0, NULL },
  { "Solveig Tennant", NULL, "manager", NULL, -548, -300, "Moved to Sales; hand-over done" },
  { "Group internal audit", NULL, "auditor", NULL, -30, 60, "Yearly audit of the programme" },
  { "Ferreira & Quist, auditors", NULL, "auditor", NULL, -420, -380, "Audit of last year" },
  { "Works council, observer", NULL, "auditor", NULL, 15, 380, "As agreed with the council" },
  { NULL, "active", "lead", "WAT", -45, 45, "Stands in: the water line has no head yet" },
  { NULL, "active", "lead", "FIN", -20, 70, "Stands in until a head is named" },
  { NULL, "active", "lead", "PL", 9, 0, "Backup from next week on" },
  { NULL, "active", "lead", "GRU", -160, -61, "Covered a parental leave" },
  { NULL, "alumni", "ambassador", NULL, -500, -20, "Ended with the farewell" },
  { NULL, "active", "ambassador", NULL, -100, 0, "First sign-in by invitation" },
  { NULL, "active", "ambassador", NULL, -64, 0, NULL },
  { NULL, "onboarding", "ambassador", NULL, -3, 0, NULL },
  { NULL, "accepted", "ambassador", NULL, 12, 0, "From the training days on" },
};
// clang-format on

static void
tell_texts (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean retired = texts[i].path != NULL && g_str_has_prefix (texts[i].path, "in_force ");
      const int days[] = { retired ? texts[i].valid - 1 : texts[i].moved,
                           g_str_has_suffix (texts[i].path != NULL ? texts[i].path : "", "in_force")
                               ? texts[i].moved - 40
                               : texts[i].moved,
                           texts[i].moved };
      AmbRecord *record = amb_sample_story_add (
          self, "policy-text", texts[i].key, "title", texts[i].title, "kind", texts[i].kind,
          "version", texts[i].version, "language", texts[i].language, "body", texts[i].body,
          "valid-from", texts[i].valid != 0 ? amb_sample_story_day (self, texts[i].valid) : NULL,
          NULL);

      if (texts[i].path != NULL)
        amb_sample_people_walk (self, record, texts[i].path, days, amb_sample_people_manager (self),
                                texts[i].why);
    }
}

static const char *
find_text (AmbSampleStory *self, const char *text, const AmbSampleWho *who)
{
  g_autofree char *tag = g_strndup (who->language != NULL ? who->language : "en", 2);
  g_autofree char *key = g_strdup_printf ("policy:%s:%s", text, tag);

  return amb_sample_story_has (self, key) ? amb_sample_story_id (self, "%s", key)
                                          : amb_sample_story_id (self, "policy:%s", text);
}

/* @given, @withdrawn: days before today; @withdrawn 0: it stands. */
static void
add_consent (AmbSampleStory *self,
             const AmbSampleWho *who,
             const char *purpose,
             int given,
             int withdrawn,
             const char *note)
{
  static const char *const channels[] = { "application", "application", "application", "email",
                                          "form",        "paper",       "spoken" };
  const char *channel = AMB_SAMPLE_CHOOSE (self, channels);
  gboolean recorded = g_str_equal (channel, "paper") || g_str_equal (channel, "spoken");
  gboolean is_charter = g_str_equal (purpose, "participation");
  gboolean has_notice = !is_charter && given <= 200;

  amb_sample_story_add (
      self, "consent", NULL, "ambassador-id", who->id, "purpose", purpose, "legal-basis",
      g_str_equal (purpose, "management") ? "legitimate_interest" : "consent", "given-on",
      amb_sample_story_day (self, -given), "withdrawn-on",
      withdrawn != 0 ? amb_sample_story_day (self, -withdrawn) : NULL, "policy-text-id",
      is_charter   ? find_text (self, "charter", who)
      : has_notice ? find_text (self, "notice", who)
                   : NULL,
      "text-version",
      is_charter   ? "1"
      : has_notice ? "2"
                   : "1",
      "channel", channel, "by-id", recorded ? amb_sample_people_head (self, who->home) : NULL,
      "note", note, NULL);
}

/* Everybody who is or was in the roster; some agreed to more, some took it back. */
static void
add_consents (AmbSampleStory *self, const AmbSampleWho *who)
{
  static const char *const more[] = { "publication", "publication", "publication", "contact",
                                      "contact",     "figures",     "management" };
  gboolean french = amb_sample_people_is_french (who);
  gboolean left = amb_words_contain ("alumni withdrawn", who->state);
  int given = MIN (who->since + (left                                     ? 160
                                 : g_str_equal (who->state, "onboarding") ? 1
                                                                          : 14),
                   CHARTER_DAYS);
  int later = amb_sample_random_between (&self->random, MIN (who->since, given), given);

  if (left && who->since >= given)
    return;
  add_consent (self, who, "participation", given, left ? who->since : 0,
               left && g_str_equal (who->state, "withdrawn")
                   ? french ? "Retiré en un clic, sans motif."
                            : "Withdrawn in one click; no reason asked."
                   : NULL);
  if (amb_sample_random_chance (&self->random, 45))
    add_consent (self, who, AMB_SAMPLE_CHOOSE (self, more), left ? given : later,
                 left ? who->since : 0, NULL);
  else if (!left && later > 4 && amb_sample_random_chance (&self->random, 12))
    add_consent (self, who, "publication", later,
                 amb_sample_random_between (&self->random, -6, later - 2),
                 french ? "Ne souhaite plus paraître en photo." : "No pictures any more, please.");
}

static void
tell_consents (AmbSampleStory *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);

      if (amb_words_contain ("onboarding active paused suspended alumni", who->state) ||
          (g_str_equal (who->state, "withdrawn") && who->roles != NULL))
        add_consents (self, who);
    }
}

static char *
dup_fingerprint (AmbSampleStory *self)
{
  GString *out = g_string_new ("sha256:");

  for (guint i = 0; i < 4; i++)
    g_string_append_printf (out, "%016" G_GINT64_MODIFIER "x",
                            amb_sample_random_next (&self->random));
  return g_string_free (out, FALSE);
}

/* Who asks: a person of the programme, or one outside. */
static const char *
find_contact (AmbSampleStory *self, guint number)
{
  g_autofree char *key = g_strdup_printf ("contact:%u", number);

  return number > 0 && amb_sample_story_has (self, key) ? amb_sample_story_id (self, "%s", key)
                                                        : NULL;
}

static void
add_request (AmbSampleStory *self, guint at)
{
  const AmbSampleWho *who =
      requests[at].states != NULL
          ? amb_sample_story_pick (self, requests[at].states, NULL, AMB_SAMPLE_NO_NODE)
          : NULL;
  const char *contact = find_contact (self, requests[at].contact);
  const char *path = requests[at].path;
  const char *owner =
      path != NULL ? amb_sample_people_head_of (self, at % 2 == 0 ? "COM" : "HR") : NULL;
  int answered = MIN (requests[at].received + requests[at].answered, -1);
  gboolean is_answered = requests[at].outcome != NULL;
  g_autofree char *proof = is_answered ? dup_fingerprint (self) : NULL;
  const int days[] = { g_strrstr (path != NULL ? path : "", " ") != NULL
                           ? requests[at].received + 1
                           : MIN (requests[at].received + MAX (requests[at].answered, 1), -1),
                       answered, MIN (answered + 5, -1) };
  AmbRecord *record;

  if ((requests[at].states != NULL && who == NULL) || (path != NULL && owner == NULL))
    return;
  record = amb_sample_story_add (
      self, "privacy-request", NULL, "subject", who != NULL ? who->name : requests[at].name, "kind",
      requests[at].kind, "ambassador-id", who != NULL ? who->id : NULL, "contact-id", contact,
      "request", requests[at].request, "received-on",
      amb_sample_story_day (self, requests[at].received), "due-on",
      amb_sample_story_day (self, requests[at].received + 30), "owner-id", owner, "answered-on",
      is_answered ? amb_sample_story_day (self, answered) : NULL, "outcome", requests[at].outcome,
      "proof", proof, NULL);
  if (path != NULL)
    amb_sample_people_walk (self, record, path, days,
                            g_str_has_prefix (path, "withdrawn") && who != NULL
                                ? who->name
                                : amb_sample_people_manager (self),
                            requests[at].why);
}

static void
tell_views (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    amb_sample_story_add (self, "named-view", NULL, "title", views[i].title, "entity",
                          views[i].entity, "query", views[i].query, "owner-id",
                          amb_sample_people_head_of (self, views[i].owner), "visibility",
                          views[i].shared ? "shared" : "private", "position",
                          amb_sample_story_number (self, i + 1), NULL);
}

/* Heads: sponsors above, leads below. */
static void
tell_office_grants (AmbSampleStory *self)
{
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    {
      gboolean is_sponsor = g_str_equal (amb_sample_nodes[i].kind, "hub") ||
                            g_str_equal (amb_sample_nodes[i].kind, "business_line");

      if (self->sample->head_ids[i] != NULL && self->sample->head_names[i] != NULL)
        amb_sample_story_add (self, "grant", NULL, "name", self->sample->head_names[i],
                              "ambassador-id", self->sample->head_ids[i], "access",
                              is_sponsor ? "sponsor" : "lead", "node-id", self->sample->node_ids[i],
                              "starts-on",
                              amb_sample_story_day (self, is_sponsor ? -540 : -500 + (int) i * 9),
                              "note", i == 0 ? "Reports only: no row about a person" : NULL, NULL);
    }
}

static void
tell_grants (AmbSampleStory *self)
{
  const char *by = amb_sample_people_head_of (self, "COM");

  tell_office_grants (self);
  for (guint i = 0; i < G_N_ELEMENTS (grants); i++)
    {
      guint node =
          grants[i].node != NULL ? amb_sample_story_find_node (grants[i].node) : AMB_SAMPLE_NO_NODE;
      const AmbSampleWho *who = grants[i].states != NULL
                                    ? amb_sample_story_pick (self, grants[i].states, NULL, node)
                                    : NULL;

      if (who == NULL && grants[i].name == NULL)
        continue;
      amb_sample_story_add (
          self, "grant", NULL, "name", who != NULL ? who->name : grants[i].name, "ambassador-id",
          who != NULL ? who->id : amb_sample_story_person (self, grants[i].name), "access",
          grants[i].access, "node-id",
          node < AMB_SAMPLE_N_NODES ? self->sample->node_ids[node] : NULL, "starts-on",
          amb_sample_story_day (self, grants[i].starts), "ends-on",
          grants[i].ends != 0 ? amb_sample_story_day (self, grants[i].ends) : NULL, "given-by-id",
          who != NULL ? by : NULL, "note", grants[i].note, NULL);
    }
}

void
amb_sample_tell_administration (AmbSampleStory *self)
{
  tell_texts (self);
  tell_consents (self);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    add_request (self, i);
  tell_views (self);
  tell_grants (self);
}
