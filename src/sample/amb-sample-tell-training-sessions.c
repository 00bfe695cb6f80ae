/* Sessions of the tracks, and who came. */
#include "amb-sample-tell-training.h"

#define MAX_SEATS 12

// clang-format off
static const struct
{
  const char *title;
  guint track;
  const char *module; /* nullable */
  int day, hour, minute;
  const char *zone, *minutes, *place;
  gboolean online;
  const char *node, *language, *seats;
  char fate; /* p: planned, h: held, c: called off, r: called off and planned again */
  guint people;
  const char *note;
} sessions[] = {
  { "Level 1 for the spring cohort, Lyon", 1, NULL, -172, 9, 30, "Europe/Paris", "180", "Lyon campus, Rhône room", FALSE, "LYS", "fr", "14", 'h', 9, "Deux groupes ; l’exercice sur le profil a pris plus de temps que prévu." },
  { "Level 1 for the spring cohort, online", 1, NULL, -168, 15, 0, "Europe/Paris", "150", "online", TRUE, "EUR", "en", "20", 'h', 8, "Recorded. The question about quiet hours came from three countries." },
  { "Level 1, Bengaluru", 1, NULL, -161, 10, 0, "Asia/Kolkata", "180", "Bengaluru engineering centre, Kaveri hall", FALSE, "BLR", "en", "16", 'h', 8, NULL },
  { "Signals: what is worth a line", 2, "3", -118, 14, 0, "Europe/Madrid", "60", "online", TRUE, "ES", "en", "25", 'h', 7, "Asked for by the Iberian team before the summer." },
  { "Une source, trois publics", 3, "1", -96, 9, 0, "Europe/Paris", "90", "Lyon campus, atelier 2", FALSE, "FR", "fr", "12", 'h', 6, "La recherche de fuites de Pune a servi d’exemple ; les trois textes sont publiés." },
  { "Hosting a space: the first 48 hours", 3, "4", -74, 11, 0, "Europe/London", "60", "online", TRUE, "GB", "en", NULL, 'h', 6, NULL },
  { "Replies that settle a matter", 3, "3", -52, 16, 0, "America/Toronto", "90", "Montréal studio", FALSE, "YUL", "fr-CA", "10", 'h', 5, "Quatre réponses observées, trois validées." },
  { "Facing a camera, second group", 4, "3", -6, 9, 0, "Europe/Paris", "240", "Paris head office, studio", FALSE, "COM", "en", "6", 'h', 4, "After the battery rumour: everybody asked for the interruption exercise twice." },
  { "Level 1 for latecomers", 1, NULL, -12, 13, 0, "Europe/Berlin", "150", "online", TRUE, "DE", "en", "20", 'h', 7, NULL },
  { "Triage tree, refresher", 2, "4", -3, 17, 0, "Europe/Paris", "45", "online", TRUE, "CUS", "en", "30", 'p', 8, "Held without a list of who came: the list is still to be filled in." },
  { "Level 1, open house", 1, NULL, 0, 14, 0, "Europe/Paris", "120", "Lyon campus, Saône room", FALSE, "LYS", "fr", "14", 'p', 9, "Apporter un profil à relire." },
  { "Level 3 clinic: bring one draft", 3, NULL, 2, 11, 0, "Europe/Paris", "60", "online", TRUE, "MKT", "en", "8", 'p', 6, "One draft each, twenty minutes a draft." },
  { "Enthusiasts of Brazil", 2, NULL, 4, 10, 0, "America/Sao_Paulo", "150", "São Paulo factory, training room", FALSE, "GRU", "pt-BR", "18", 'p', 7, NULL },
  { "Drill: a rumour before lunch", 3, "6", 9, 10, 30, "Europe/Paris", "90", "online", TRUE, "COM", "en", "12", 'p', 8, "With the crisis cell as observers. Drill data enter no figure." },
  { "Drill: recall in two countries", 4, "6", 23, 9, 0, "Europe/Madrid", "120", "Madrid office", FALSE, "ES", "en", "10", 'p', 5, "Planned with what the after-action review of the battery rumour asked for." },
  { "Level 1 for the autumn cohort, Casablanca", 1, NULL, 34, 9, 30, "Africa/Casablanca", "180", "Casablanca, salle Anfa", FALSE, "MA", "fr", "14", 'p', 4, "Ouvert dès que la composition de la cohorte est gelée." },
  { "Level 1 for the autumn cohort, Tokyo", 1, NULL, 41, 10, 0, "Asia/Tokyo", "180", "Tokyo, Shinagawa office", FALSE, "JP", "en", "12", 'p', 3, NULL },
  { "Editing without flattening", 3, "2", -44, 15, 0, "Europe/Amsterdam", "60", "online", TRUE, "NL", "en", "15", 'c', 4, "The trainer was ill; see the clinic of this week." },
  { "On camera, first group of the Americas", 4, "3", 15, 9, 0, "America/New_York", "240", "Philadelphia office", FALSE, "US", "en", "6", 'r', 3, "Was called off for a storm, then planned again." },
};
// clang-format on

static const char *
choose_presence (AmbSampleStory *self, char fate)
{
  static const char *const presences[] = { "present", "present", "present", "present",
                                           "present", "present", "excused", "absent" };

  return fate == 'h' ? AMB_SAMPLE_CHOOSE (self, presences) : fate == 'c' ? "excused" : "signed_up";
}

/* Nobody sits on two chairs. */
static void
tell_attendances (AmbSampleStory *self, AmbRecord *session, guint index)
{
  const char *seated[MAX_SEATS] = { NULL };
  guint node = amb_sample_story_find_node (sessions[index].node);

  for (guint i = 0; i < sessions[index].people; i++)
    {
      const AmbSampleWho *who =
          amb_sample_story_pick (self, sessions[index].track == 1 ? "active onboarding" : "active",
                                 NULL, i % 3 == 2 ? AMB_SAMPLE_NO_NODE : node);
      const char *presence = choose_presence (self, sessions[index].fate);
      gboolean known = who == NULL;

      for (guint j = 0; j < i && !known; j++)
        known = g_strcmp0 (seated[j], who->id) == 0;
      if (known)
        continue;
      seated[i] = who->id;
      amb_sample_story_add (self, "attendance", NULL, "session-id", amb_record_get_id (session),
                            "ambassador-id", who->id, "presence", presence, "note",
                            g_str_equal (presence, "excused") && sessions[index].fate == 'h'
                                ? "Travelling for a customer; watches the recording."
                                : NULL,
                            NULL);
    }
}

static void
walk (AmbSampleStory *self, AmbRecord *session, guint index, int day, const char *by)
{
  switch (sessions[index].fate)
    {
    case 'h':
      amb_sample_story_walk (self, session, "held", day, by, NULL);
      break;
    case 'c':
      amb_sample_story_walk (self, session, "cancelled", day - 1, by, "The trainer is ill");
      break;
    case 'r':
      amb_sample_story_walk (self, session, "cancelled", -9, by,
                             "A storm is announced for that day");
      amb_sample_story_walk (self, session, "planned", -6, by, NULL);
      break;
    default:
      break;
    }
}

void
amb_sample_tell_sessions (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    {
      const AmbSampleWho *trainer = amb_sample_tell_who (self, "trainer", sessions[i].node);
      int day = amb_sample_tell_weekday (self, sessions[i].day);
      g_autofree char *key = g_strdup_printf ("session:%u", i + 1);
      g_autofree char *module = g_strdup_printf (
          "%u.%s", sessions[i].track, sessions[i].module != NULL ? sessions[i].module : "0");
      AmbRecord *session = amb_sample_story_add (
          self, "session", key, "title", sessions[i].title, "track-id",
          amb_sample_story_id (self, "track:%u", sessions[i].track), "module-id",
          amb_sample_tell_id (self, "module:", module), "starts-at",
          amb_sample_story_wall (self, day, sessions[i].hour, sessions[i].minute, sessions[i].zone),
          "minutes", sessions[i].minutes, "place", sessions[i].place, "link",
          sessions[i].online ? "https://rooms.meridiem.example/ambassadors" : NULL, "trainer-id",
          amb_sample_tell_who_id (trainer), "node-id",
          amb_sample_story_node (self, sessions[i].node), "language", sessions[i].language, "seats",
          sessions[i].seats, "note", sessions[i].note, NULL);

      walk (self, session, i, day,
            trainer != NULL ? trainer->name : amb_sample_tell_head_name (self, sessions[i].node));
      tell_attendances (self, session, i);
    }
}
