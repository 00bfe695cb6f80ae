/* How the programme is steered: meetings, the decision log, the risk register, and what is said
 * outside but not lived inside. */
#include "amb-sample-tell-sponsors.h"

// clang-format off
static const struct
{
  const char *title, *kind, *node, *owner;
  int day;
  const char *attendees, *minutes; /* minutes NULL: still ahead */
} meetings[] = {
  { "Steering committee: start", "steering", "GRP", "COM", -533, "Inès Caradec\nTomáš Novotný\nAiko Hayashi\nKwame Mensah", "## Agreed\n- One programme for the group, hubs and spokes\n- Voluntary, and it stays so\n\n## Open\n- Charter in which languages?" },
  { "Steering committee: first quarter", "steering", "GRP", "HR", -440, "Inès Caradec\nAiko Hayashi\nKwame Mensah", "- Level 1 is open, in English first\n- Selection: two raters, no exception" },
  { "Steering committee: second quarter", "steering", "GRP", "COM", -350, "Inès Caradec\nTomáš Novotný\nKwame Mensah", "- 140 active; five countries without a backup\n- No ranking of people" },
  { "Steering committee: third quarter", "steering", "GRP", "HR", -258, "Inès Caradec\nTomáš Novotný\nAiko Hayashi\nKwame Mensah", "- Spring cohort: sixty seats, frozen on Friday\n- Water makes the best stories and has the fewest people" },
  { "Steering committee: fourth quarter", "steering", "GRP", "COM", -167, "Inès Caradec\nAiko Hayashi", "- Spring cohort: 58 colleagues from 21 countries\n- Water’s sponsor retires: who follows?" },
  { "Steering committee: fifth quarter", "steering", "GRP", "HR", -76, "Inès Caradec\nTomáš Novotný\nKwame Mensah", "- Autumn call “Voices of Meridiem”: texts approved\n- Reuse: a third of the published items, the target is forty per cent" },
  { "Steering committee: sixth quarter", "steering", "GRP", "COM", 15, "Inès Caradec\nTomáš Novotný\nAiko Hayashi\nKwame Mensah", NULL },
  { "Battery rumour: first hour", "crisis", "ES", "ES", -19, "Crisis lead\nScribe\nApprover\nSpokesperson\nMobility\nCustomer service", "06:40 the authority’s list: four series.\n07:02 first line out.\n11:00 Mobility: none of the four is ours." },
  { "Battery rumour: second day", "crisis", "ES", "COM", -18, "Crisis lead\nScribe\nMobility\nLegal", "- None of the four series is ours, signed\n- Updates every two hours instead of every hour" },
  { "Battery rumour: after-action review, part one", "crisis", "ES", "COM", -8, "Crisis lead\nScribe\nSpokesperson\nCustomer service", "- What cost time: comparing the series, and one approver for two languages\n- Actions are with their owners; part two next week" },
  { "Battery rumour: after-action review, part two", "crisis", "ES", "COM", 3, "Crisis lead\nScribe\nSpokesperson\nSponsor", NULL },
  { "Heads of the European nodes", "network", "EUR", "DE", -62, "Heads of nine countries", "- Poland and Türkiye look for a backup\n- One drill together, in one language?" },
  { "Réunion du réseau France", "network", "FR", "FR", -28, "Responsables de site\nReprésentante du campus de Lyon", "- Relecture à deux : essai de six semaines\n- Déménagement du campus : qui répond quoi" },
  { "Heads of the nodes of the Americas", "network", "AME", "US", -19, "Heads of four countries\nMontréal studio", "- Mexico has no spokesperson\n- Studio days are booked until the end of the quarter" },
  { "Asia-Pacific: call of the nodes", "network", "APA", "IN", -99, "India\nJapan\nBengaluru", "- Viet Nam could not join\n- The sponsor’s place was empty" },
  { "Water: looking for a sponsor", "sponsor", "GRP", "COM", -6, "Chief executive officer\nInès Caradec", "The chief executive asks the managing director of Water; answer within two weeks." },
  { "Mobility after the battery rumour", "sponsor", "MOB", "MOB", -9, "Executive vice president\nCrisis lead", "Series within an hour next time; the quality team joins each drill." },
  { "Autumn call: raters compare notes", "other", "HR", "HR", -1, "Aiko Hayashi\nKwame Mensah\nFour raters", "- Seventeen applications have one rater only\n- A spread above 1.5 is talked through" },
  { "Weekly meeting of the centre", "other", "COM", "COM", 1, "Inès Caradec\nTomáš Novotný\nAiko Hayashi", NULL },
};

static const struct
{
  guint meeting; /* 0: none */
  const char *what, *why, *owner, *node;
  int day;
  const char *path; /* "": proposed */
  const char *because;
} decisions[] = {
  { 1, "One programme, hubs and spokes", "Nobody can serve thirteen countries from one office.", "COM", NULL, -533, "taken", NULL },
  { 1, "Taking part is voluntary and is never in an appraisal", "What is asked of people must be free to be refused.", "HR", NULL, -533, "taken", NULL },
  { 2, "Two raters for each candidate", "One person’s taste is not a criterion.", "HR", NULL, -440, "taken", NULL },
  { 2, "A leaderboard for the first year", "To encourage sharing.", "SAL", NULL, -438, "taken revoked", "It shamed more people than it encouraged" },
  { 3, "Rankings of people are off", "See the leaderboard of Sales.", "COM", NULL, -350, "taken", NULL },
  { 3, "Product items stay under a fifth", "Ambassadors embody the brand, they don’t advertise.", "MKT", NULL, -349, "taken", NULL },
  { 4, "Spring cohort: sixty seats, with eighteen for Asia-Pacific and Africa", "Monitoring had nobody there.", "HR", NULL, -258, "taken", NULL },
  { 4, "Sources in the library name the producing team", "Who made it should see what became of it.", "INN", NULL, -257, "taken", NULL },
  { 5, "French and English for every level-1 module", "A third of us read French first.", "HR", "FR", -167, "taken", NULL },
  { 5, "Guests write under their own names", "A table at which only we speak is a stage.", "NRG", "NRG", -166, "taken", NULL },
  { 6, "Autumn call opens with sixty seats", "What the mentors can carry.", "HR", NULL, -76, "taken", NULL },
  { 6, "Reuse target: forty per cent", "It was thirty; three departments are above it.", "MKT", NULL, -75, "taken", NULL },
  { 6, "Paid reach for ambassadors’ posts", "To be seen more.", "MKT", NULL, -75, "revoked", "A paid post is an advertisement, and would have to say so" },
  { 8, "Hold every scheduled item about batteries", "In S2 one action holds them.", "COM", "ES", -19, "taken", NULL },
  { 9, "Updates every two hours", "Hourly ones had nothing new to say.", "ES", "ES", -18, "taken", NULL },
  { 10, "One approver a language", "The second line in Spanish waited for an hour.", "COM", "ES", -8, "taken", NULL },
  { 10, "A drill with two countries, before the end of the quarter", "The review asked for it.", "COM", "ES", -8, "taken", NULL },
  { 12, "European drills in English", "Three languages in one room cost eleven minutes.", "DE", "EUR", -60, "", NULL },
  { 13, "Relecture à deux pendant six semaines", "Trop de propositions revenaient deux fois.", "FR", "FR", -28, "taken", NULL },
  { 16, "Water’s stories stay under the Innovation department", "Until there is a sponsor.", "INN", "WAT", -6, "taken", NULL },
  { 18, "A third rater where the spread is above 1.5", "Talking it through takes longer.", "HR", NULL, -1, "", NULL },
  { 0, "Viet Nam is served from Bengaluru for the time being", "There is no head and no backup.", "BLR", "VN", -13, "", NULL },
  { 0, "A charter in Arabic", "Forty people read it first.", "MA", "MA", -20, "taken revoked proposed", NULL },
};

static const struct
{
  const char *what, *probability, *impact, *owner, *node, *mitigation;
  int due;
  const char *path; /* "": open */
  int moved;
  const char *because, *crisis;
} risks[] = {
  { "Water has no sponsor: its best people turn to other things", "4", "4", "COM", "WAT", "The chief executive asks the managing director; Innovation hosts in the meantime.", 14, "", 0, NULL, NULL },
  { "Viet Nam depends on one person", "4", "3", "HR", "VN", NULL, -10, "", 0, NULL, NULL },
  { "The Lyon rumour becomes a story before there is an answer", "4", "5", "COM", "LYS", "Signal with an owner, approved line; an ask to the chief executive, late by two days.", 3, "", 0, NULL, NULL },
  { "Too many requests to the same ten people", "3", "3", "HR", NULL, "Request budget; the picker shows it before sending.", 45, "", 0, NULL, NULL },
  { "Asia-Pacific loses its sponsor without anybody noticing", "3", "3", "COM", "APA", NULL, 20, "", 0, NULL, NULL },
  { "A recall by an authority is taken for ours", "4", "5", "ES", "ES", "One list of our series, one owner, two names under it.", -60, "occurred", -19, NULL, "crisis:recall" },
  { "A false job offer with our name", "5", "3", "HR", "HR", "Page with the true addresses; applicants are answered within a day.", 30, "occurred", -1, NULL, NULL },
  { "Identical posts by many people", "3", "4", "MKT", NULL, "Variants, a warning about similarity, no fixed hour.", -200, "mitigated", -205, NULL, NULL },
  { "A post without disclosure", "3", "4", "COM", NULL, "A required line on each item; level 1 has it in the quiz.", -240, "mitigated", -250, NULL, NULL },
  { "Drill data in the figures", "2", "4", "COM", NULL, "Drills are marked, and left out everywhere.", -150, "mitigated closed", -140, NULL, NULL },
  { "Personal networks close without notice", "3", "2", "MKT", NULL, NULL, 90, "accepted", -120, "Nothing of ours lives there alone", NULL },
  { "Guests read more than they should", "2", "3", "NRG", "NRG", NULL, 120, "accepted", -90, "The table is public by choice", NULL },
  { "The works council stops the programme in Germany", "2", "5", "DE", "DE", "Agreement signed; a yearly talk.", -330, "mitigated closed", -310, NULL, NULL },
  { "Mentors leave faster than they come", "3", "3", "HR", NULL, "Half of a session is given by the next trainer.", 60, "mitigated open", -25, NULL, NULL },
  { "The fair of Hanover without ambassadors", "1", "1", "SAL", "DE", NULL, -70, "closed", -72, "Six people have said yes", NULL },
};

static const struct
{
  const char *promise, *lived, *owner, *node, *action;
  guint pillar;
  int due;
  const char *path; /* "": open */
  int moved;
  const char *because;
} gaps[] = {
  { "“Choose your project”", "In two of five teams of R&D nobody has chosen a project for two years.", "RND", "RND", "Projects are shown for a week before they are given out; if that fails, the sentence goes.", 6, 25, "acting", -4, NULL },
  { "“We answer within a day”", "Customer service does in four of five cases; applicants wait for eleven days.", "HR", "HR", "A rota for applicants’ questions, from the beginning of next month.", 5, -9, "acting", -40, NULL },
  { "“Every drop counts”", "The taps of the São Paulo factory have dripped since January.", "GRU", "GRU", "Forty taps changed in a week; the meter is on the wall of the canteen.", 4, -30, "acting settled", -33, NULL },
  { "“Two hours a month, in working time”", "Sales counts them as absence.", "SAL", "SAL", NULL, 6, 10, "", 0, NULL },
  { "« Un site où l’on reste »", "À Lyon, trois intérimaires sur dix partent avant six mois.", "LYS", "LYS", NULL, 6, -3, "", 0, NULL },
  { "“Everybody may speak up”", "In São Paulo the suggestion box was emptied once this year.", "GRU", "GRU", "The factory’s manager answers each note on the wall, on Fridays.", 6, 40, "acting", -18, NULL },
  { "“Paperless since last year”", "Release notes of two factories are on paper, for good reasons.", "MOB", "MOB", NULL, 2, -60, "dropped", -75, "The sentence was taken off the page" },
  { "“Repair before replacing”", "Field engineers are paid by replacements.", "NRG", "NRG", "The bonus counts repairs from the new year on.", 1, 50, "acting settled acting", -12, NULL },
  { "“Languages are welcome”", "The level-1 quiz exists in English only.", "HR", "FR", "French in review, Spanish and Portuguese afterwards.", 6, 15, "acting", -21, NULL },
  { "“Made with our neighbours”", "The neighbours of Durban heard of the works from the newspaper.", "ZA", "ZA", "An evening each quarter, before the works begin.", 4, -120, "acting settled", -130, NULL },
  { "“No meeting without an agenda”", NULL, "COM", NULL, NULL, 6, 0, "dropped open", -28, NULL },
};
// clang-format on

static const char *
pick_owner (AmbSampleStory *self, const char *code)
{
  return amb_sample_tell_who_id (amb_sample_tell_who (self, NULL, code));
}

static void
tell_meetings (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (meetings); i++)
    {
      g_autofree char *key = g_strdup_printf ("meeting:%u", i + 1);

      amb_sample_story_add (
          self, "meeting", key, "title", meetings[i].title, "held-on",
          amb_sample_story_day (self, amb_sample_tell_weekday (self, meetings[i].day)), "kind",
          meetings[i].kind, "node-id", amb_sample_tell_node (self, meetings[i].node), "owner-id",
          pick_owner (self, meetings[i].owner), "attendees", meetings[i].attendees, "minutes",
          meetings[i].minutes, NULL);
    }
}

/* A decision that is taken needs an owner: without anybody it stays put forward. */
static void
tell_decisions (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      const char *owner = pick_owner (self, decisions[i].owner);
      gboolean decided = *decisions[i].path != '\0';
      AmbRecord *record = amb_sample_story_add (
          self, "decision", NULL, "what", decisions[i].what, "why", decisions[i].why, "meeting-id",
          amb_sample_tell_numbered (self, "meeting:", decisions[i].meeting), "owner-id", owner,
          "node-id", amb_sample_tell_node (self, decisions[i].node), "decided-on",
          decided ? amb_sample_story_day (self, decisions[i].day) : NULL, NULL);

      if (decided && owner != NULL)
        amb_sample_story_walk (self, record, decisions[i].path, decisions[i].day,
                               amb_sample_tell_head_name (self, decisions[i].node),
                               decisions[i].because);
    }
}

static void
tell_risks (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    {
      AmbRecord *record = amb_sample_story_add (
          self, "risk", NULL, "what", risks[i].what, "probability", risks[i].probability, "impact",
          risks[i].impact, "owner-id", pick_owner (self, risks[i].owner), "node-id",
          amb_sample_tell_node (self, risks[i].node), "mitigation", risks[i].mitigation, "due-on",
          amb_sample_story_day (self, risks[i].due), "crisis-id",
          amb_sample_tell_id (self, "", risks[i].crisis), NULL);

      if (*risks[i].path != '\0')
        amb_sample_story_walk (self, record, risks[i].path, risks[i].moved,
                               amb_sample_tell_head_name (self, risks[i].node), risks[i].because);
    }
}

static void
tell_gaps (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      const char *owner = pick_owner (self, gaps[i].owner);
      gboolean acts = g_str_has_prefix (gaps[i].path, "acting");
      AmbRecord *record = amb_sample_story_add (
          self, "coherence-gap", NULL, "promise", gaps[i].promise, "lived", gaps[i].lived,
          "pillar-id", amb_sample_tell_numbered (self, "pillar:", gaps[i].pillar), "node-id",
          amb_sample_tell_node (self, gaps[i].node), "author-id", pick_owner (self, NULL),
          "owner-id", owner, "action", gaps[i].action, "due-on",
          gaps[i].due != 0 ? amb_sample_story_day (self, gaps[i].due) : NULL, NULL);

      if (*gaps[i].path != '\0' && (owner != NULL || !acts))
        amb_sample_story_walk (self, record, gaps[i].path, gaps[i].moved,
                               amb_sample_tell_head_name (self, gaps[i].node), gaps[i].because);
    }
}

void
amb_sample_tell_governance (AmbSampleStory *self)
{
  tell_meetings (self);
  tell_decisions (self);
  tell_risks (self);
  tell_gaps (self);
}
