/* The chapter of sponsors: who they are, what they promised, what is asked of them, whom they
 * thanked. The sponsor of Asia-Pacific has not acted for 63 days; Water has lost its sponsor. */
#include "amb-sample-tell-sponsors.h"

#include "amb-text.h"

// clang-format off
static const struct
{
  const char *node, *name; /* name: where nobody heads the node */
  const char *job_title;
  int starts, ends; /* 0: no end */
  const char *path; /* "": proposed */
  int moved;
  const char *note;
} sponsors[] = {
  { "GRP", "Hélène Vasseur-Ruiz", "Chief executive officer", -535, 0, "active", -535, "Opens each cohort; wants one page, not ten." },
  { "EUR", "Anneke van Loon", "Executive vice president, Europe", -500, 0, "active", -500, NULL },
  { "AME", "Marcus Ellery", "Executive vice president, Americas", -430, 0, "active", -430, "Prefers to be asked by telephone." },
  { "APA", "Naoko Ishida", "Executive vice president, Asia-Pacific", -470, 0, "active", -470, "Between two reorganisations; nobody has had a word since the summer." },
  { "MEA", "Youssef Benkirane", "Executive vice president, Middle East and Africa", -300, 0, "active", -300, NULL },
  { "NRG", "Sunniva Haugen", "Executive vice president, Energy", -410, 0, "active", -410, "Partners and schools." },
  { "MOB", "Rafael Ibarra", "Executive vice president, Mobility", -260, 0, "active", -260, "In the crisis cell of the battery rumour." },
  { "WAT", "Bertrand Lacaze", "Executive vice president, Water", -520, -130, "active ended", -130, "Retired; Water has had no sponsor since." },
  { "WAT", "Ngozi Adeyemi", "Managing director, Water", 25, 0, "", 0, "Was asked by the chief executive; to be confirmed." },
  { "HEA", "Clara Oyelaran", "Executive vice president, Health", 12, 380, "active", -4, "Begins after the board meeting." },
  { "DIG", "Pietro Sandri", "Executive vice president, Digital services", -400, -20, "active", -400, "For a year; whether to renew it is to be decided." },
};

static const struct
{
  guint sponsor;
  const char *what;
  int due, done; /* done 0: not yet */
  const char *path; /* "": promised */
  const char *note;
} commitments[] = {
  { 1, "Open the autumn cohort in person", 26, 0, "", NULL },
  { 1, "Answer three questions of ambassadors on the intranet each month", 5, 0, "", "Two of three are written." },
  { 1, "Name the programme in the half-year letter", -128, -131, "kept", NULL },
  { 1, "Two hours a month for every ambassador, in working time", -300, -296, "missed kept", "Signed a week late, by all business lines." },
  { 2, "Bring the programme to the European management meeting", -12, 0, "", "The meeting was moved once." },
  { 2, "One mentor from each country board", -90, -97, "kept", NULL },
  { 2, "Travel budget for the spring cohort", -190, -204, "kept", NULL },
  { 3, "Host the ambassadors of São Paulo for half a day", 16, 0, "", NULL },
  { 3, "Studio of Montréal open to producers one day a week", -150, -160, "kept", NULL },
  { 3, "A spokesperson for each country", -35, 0, "missed", "Mexico has none yet." },
  { 4, "Translate level 1 into Japanese and Vietnamese", -30, 0, "", "No answer to two reminders." },
  { 4, "Record a message for the autumn call", -45, 0, "missed", NULL },
  { 4, "Invite the Pune team to the regional meeting", -63, -63, "kept", "The last that we heard." },
  { 5, "Charter in Arabic", 30, 0, "", "With Legal since last month." },
  { 5, "A backup for each head of a node", -14, 0, "missed promised", "Promised again for the end of the quarter." },
  { 6, "Partners’ table twice a year", -55, -56, "kept", NULL },
  { 6, "Show the second-life project to two schools", 2, 0, "", NULL },
  { 7, "Say within an hour which series are ours, next time", 60, 0, "", "From the after-action review." },
  { 7, "Two hours of the quality team for each drill", -8, -9, "kept", NULL },
  { 8, "Water stories in the annual report", -210, -220, "kept", NULL },
  { 11, "Forum exchanges counted with the programme’s", -100, -80, "missed kept", NULL },
  { 11, "One developer a team in the digital corner", -25, 0, "missed", NULL },
};

static const struct
{
  guint sponsor;
  const char *what, *why;
  int due, answered; /* answered 0: not yet */
  const char *owner;
  const char *path; /* "": open */
  const char *answer, *because;
} asks[] = {
  { 1, "Name a sponsor for Water", "Water makes our best stories and has had no sponsor for four months.", 4, 0, "COM", "", NULL, NULL },
  { 1, "Release level-4 people for one drill a quarter", "During the battery rumour two of nine could not be reached.", 12, 0, "HR", "", NULL, NULL },
  { 1, "Twelve seats more in the autumn cohort", "312 applications for sixty seats; three countries have no monitoring.", 19, 0, "HR", "", NULL, NULL },
  { 1, "Say in your own name that no closing of Lyon is decided", "The line is approved; colleagues, a member of parliament and the radio wait for the top to say it.", -2, 0, "COM", "", NULL, NULL },
  { 4, "Choose who heads Viet Nam while the post is free", "The node has no backup: a single point of failure.", -21, 0, "HR", "", NULL, NULL },
  { 4, "Ten minutes in the regional meeting", "Nobody has spoken of the programme there since the summer.", -34, 0, "COM", "", NULL, NULL },
  { 2, "One working language for the European drills", "Three languages in one room cost eleven minutes.", 0, 0, "COM", "", NULL, NULL },
  { 7, "Who may say which series are ours", "It took a day until somebody could say that none is on the list.", 6, 0, "ES", "", NULL, NULL },
  { 11, "Renew your sponsorship for a year", "It ended three weeks ago.", -5, 0, "DIG", "", NULL, NULL },
  { 1, "A second manager for the programme", "Nobody may lift a suspension alone on the same day.", -95, -99, "HR", "answered", "Yes, from the first of next month; Tomáš Novotný for half of his time.", NULL },
  { 1, "Rankings of people stay off", "Two business lines asked for a leaderboard.", -205, -207, "COM", "answered", "They stay off. I don’t want people to be compared for a voluntary thing.", NULL },
  { 2, "A budget for translation", "Half of the items exist in one language only.", -140, -132, "MKT", "answered", "Half of what was asked; come back with what it changed.", NULL },
  { 3, "Two days a month of the Montréal studio", "Producers of the Americas have no camera.", -165, -166, "YUL", "answered", "Oui, le mardi et le jeudi.", NULL },
  { 5, "Legal reads the Arabic charter", "Forty people in Casablanca read Arabic first.", -42, -40, "MA", "answered", "Agreed; it costs us two days.", NULL },
  { 6, "Guests may write in the partners’ table", "They could only read.", -230, -236, "NRG", "answered", "Yes, under their own names.", NULL },
  { 7, "One approver in each language of a crisis", "The second line in Spanish waited for an hour.", -17, -18, "ES", "answered", "Done the same evening.", NULL },
  { 4, "Regional video with the Pune team", "To let people hear a leak.", -66, -64, "IN", "answered", "Yes, but no longer than two minutes.", NULL },
  { 8, "A page in the annual report", "For the water stories.", -215, -219, "INN", "answered", "One page, two pictures.", NULL },
  { 3, "An office for the ambassadors of Philadelphia", "They meet in the corridor.", -80, 0, "US", "withdrawn", NULL, "A meeting room can be booked now" },
  { 6, "A stand at the energy fair", "To meet partners.", -26, 0, "SAL", "withdrawn open withdrawn", NULL, "The fair was called off" },
};

static const struct
{
  guint sponsor;            /* 0: a colleague */
  const char *to, *person;  /* node, or a person of that node with @person as role ("" for any) */
  int day;
  const char *text;
} thanks[] = {
  { 1, "ES", NULL, -11, "Three days and two nights, and not one invented fact. Thank you, all of you in Iberia." },
  { 1, "BLR", NULL, -30, "214 leaks, nine pages, three audiences: thank you for writing down what you did." },
  { 1, "LYS", "space_host", -139, "The open day was yours. I heard four visitors say so." },
  { 1, NULL, "trainer", -88, "You have brought thirty-one people through level 1 beside your own work. Thank you." },
  { 1, "FR", NULL, -4, "Merci d’avoir dit « je ne sais pas » quand vous ne saviez pas." },
  { 2, "DE", NULL, -75, "Thank you for the patience with the works council, and for what came of it." },
  { 2, "IT", "responder", -52, "Your answer to the hospital in Turin is now in our training." },
  { 2, "PL", NULL, -18, "Five people, four articles, one drill: thank you." },
  { 3, "YUL", NULL, -103, "Merci au studio : le film a été vu par tous nos clients du Québec." },
  { 3, "BR", "producer", -36, "I showed your film from the telephone to the board. Twice." },
  { 3, "US", NULL, -9, "Thank you for answering on a holiday weekend, in your own words." },
  { 4, "IN", NULL, -63, "The visitors from Osaka still talk about the night with your crew. Thank you." },
  { 4, "JP", "curator", -120, "Your digest is the one that I read to the end." },
  { 5, "MA", NULL, -48, "Merci d’avoir relu la charte trois fois, en deux langues." },
  { 5, "ZA", "monitoring", -21, "You saw it two hours before the press did. Thank you." },
  { 6, "NRG", NULL, -54, "Two schools, one town, one evening: well done." },
  { 7, "CUS", NULL, -12, "Four hundred calls with the same three sentences, and each of you sounded human." },
  { 7, "MOB", "spokesperson", -13, "Thank you for standing there with what we knew, and nothing more." },
  { 8, "WAT", NULL, -150, "It was an honour to be your sponsor. Keep writing." },
  { 11, "DIG", NULL, -58, "Forty answers on heat pumps. Thank you for letting the forum be a forum." },
  { 0, "LYS", "trainer", -11, "Thank you for staying an hour longer with me before the interview." },
  { 0, "HR", "", -15, "Your Tuesday is now on the careers page. Thank you for the two hours of waiting in it!" },
  { 0, "RND", "", -17, "For the napkin. It is framed now." },
  { 0, "CUS", "responder", -29, "Merci pour le relais un dimanche soir." },
  { 0, "MKT", "curator", -46, "You cut my text in half, and it is twice as good." },
  { 0, "BLR", "producer", -70, "Thank you for the pictures of the night shift, and for asking everybody in them." },
  { 0, "SAL", "", -7, "For telling me what the customer really asked." },
  { 0, "COM", "spokesperson", -12, "I was less afraid because you stood behind the camera." },
  { 0, "CA", "monitoring", -2, "Merci d’avoir signalé la fausse offre avant qu’on y réponde." },
};
// clang-format on

static void
tell_commitments (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (commitments); i++)
    {
      int moved = commitments[i].done != 0 ? commitments[i].done : commitments[i].due + 3;
      AmbRecord *record = amb_sample_story_add (
          self, "commitment", NULL, "what", commitments[i].what, "sponsorship-id",
          amb_sample_story_id (self, "sponsorship:%u", commitments[i].sponsor), "due-on",
          amb_sample_story_day (self, commitments[i].due), "done-on",
          commitments[i].done != 0 ? amb_sample_story_day (self, commitments[i].done) : NULL,
          "note", commitments[i].note, NULL);

      if (g_str_has_suffix (commitments[i].path, "promised"))
        {
          amb_record_set (record, "due-on", amb_sample_story_day (self, 35));
          moved = commitments[i].due + 6;
        }
      if (*commitments[i].path != '\0')
        amb_sample_story_walk (self, record, commitments[i].path, moved, AMB_SAMPLE_MANAGER, NULL);
    }
}

static void
tell_asks (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      const AmbSampleWho *owner = amb_sample_tell_who (self, NULL, asks[i].owner);
      g_autofree char *key = g_strdup_printf ("ask:%u", i + 1);
      AmbRecord *record = amb_sample_story_add (
          self, "ask", key, "what", asks[i].what, "why", asks[i].why, "sponsorship-id",
          amb_sample_story_id (self, "sponsorship:%u", asks[i].sponsor), "due-on",
          amb_sample_story_day (self, asks[i].due), "owner-id", amb_sample_tell_who_id (owner),
          "answer", asks[i].answer, "answered-on",
          asks[i].answered != 0 ? amb_sample_story_day (self, asks[i].answered) : NULL, NULL);

      if (*asks[i].path != '\0')
        amb_sample_story_walk (self, record, asks[i].path,
                               asks[i].answered != 0 ? asks[i].answered : asks[i].due - 8,
                               AMB_SAMPLE_MANAGER, asks[i].because);
    }
}

/* Thanks of a sponsor are signed by the sponsor; a colleague’s by a person of the programme. */
static void
tell_thanks (AmbSampleStory *self, const char *const *names)
{
  for (guint i = 0; i < G_N_ELEMENTS (thanks); i++)
    {
      const char *role =
          thanks[i].person != NULL && *thanks[i].person != '\0' ? thanks[i].person : NULL;
      const AmbSampleWho *to =
          thanks[i].person != NULL ? amb_sample_tell_who (self, role, thanks[i].to) : NULL;
      const AmbSampleWho *by =
          thanks[i].sponsor == 0 ? amb_sample_tell_who (self, NULL, NULL) : NULL;

      if ((thanks[i].person != NULL && to == NULL) ||
          (thanks[i].sponsor == 0 && (by == NULL || by == to)))
        continue;
      amb_sample_story_add (
          self, "thanks", NULL, "signature", by != NULL ? by->name : names[thanks[i].sponsor - 1],
          "text", thanks[i].text, "sponsorship-id",
          amb_sample_tell_numbered (self, "sponsorship:", thanks[i].sponsor), "by-id",
          amb_sample_tell_who_id (by), "ambassador-id", amb_sample_tell_who_id (to), "node-id",
          to == NULL ? amb_sample_story_node (self, thanks[i].to) : NULL, "at",
          amb_sample_story_instant (self, thanks[i].day, 7 + (int) i % 10, (int) i * 11 % 60),
          NULL);
    }
}

/* “Ngozi Adeyemi” → ngozi.adeyemi@…; a person of the programme has an address there. */
static char *
dup_email (const char *name)
{
  g_autofree char *folded = amb_text_fold (name);

  g_strdelimit (folded, " ", '.');
  return g_strconcat (folded, "@meridiem.example", NULL);
}

void
amb_sample_tell_sponsors (AmbSampleStory *self)
{
  const char *names[G_N_ELEMENTS (sponsors)];

  for (guint i = 0; i < G_N_ELEMENTS (sponsors); i++)
    {
      const char *head = amb_sample_tell_head (self, sponsors[i].node);
      g_autofree char *key = g_strdup_printf ("sponsorship:%u", i + 1);
      g_autofree char *email = dup_email (sponsors[i].name);
      AmbRecord *record;

      names[i] =
          head != NULL ? amb_sample_tell_head_name (self, sponsors[i].node) : sponsors[i].name;
      record = amb_sample_story_add (
          self, "sponsorship", key, "name", names[i], "ambassador-id", head, "job-title",
          sponsors[i].job_title, "email", head == NULL ? email : NULL, "node-id",
          i == 0 ? NULL : amb_sample_story_node (self, sponsors[i].node), "starts-on",
          amb_sample_story_day (self, sponsors[i].starts), "ends-on",
          sponsors[i].ends != 0 ? amb_sample_story_day (self, sponsors[i].ends) : NULL, "note",
          sponsors[i].note, NULL);
      if (g_str_equal (sponsors[i].path, "active ended"))
        amb_sample_story_walk (self, record, "active", sponsors[i].starts, AMB_SAMPLE_MANAGER,
                               NULL);
      if (*sponsors[i].path != '\0')
        amb_sample_story_walk (self, record,
                               g_str_equal (sponsors[i].path, "active ended") ? "ended" : "active",
                               sponsors[i].moved, AMB_SAMPLE_MANAGER, NULL);
    }
  tell_commitments (self);
  tell_asks (self);
  tell_thanks (self, names);
  amb_sample_tell_governance (self);
  amb_sample_tell_figures (self);
}
