/* The chapter of spaces: the spaces and who belongs to them. */
#include "amb-sample-tell-spaces.h"

#define MAX_MEMBERS 16

// clang-format off
static const struct
{
  const char *name, *purpose, *host, *backup, *node, *joining, *visibility, *link;
  guint members;
  const char *from; /* codes of the nodes whose people belong to it */
  const char *path; /* nullable */
  int moved;
} spaces[] = {
  { "R&D meets Marketing", "Where a result becomes a story before the laboratory has forgotten it, and where a promise is checked before it is printed.", "RND", "MKT", "RND", "open", "members", NULL, 14, "RND MKT INN BLR", NULL, 0 },
  { "Water stories", "From the leak search of Pune and Bengaluru: who reuses it, for whom, in which language.", "BLR", "INN", "INN", "open", "public", NULL, 12, "BLR IN INN WAT MA", NULL, 0 },
  { "What applicants ask", "Questions of applicants, answered by those who do the work. Human resources and engineers, no recruiter’s words.", "HR", "RND", "HR", "request", "public", NULL, 10, "HR RND DIG DE", NULL, 0 },
  { "Réponses aux clients", "Une réponse qui règle l’affaire : cas vécus, formulations, sources. Service client, ventes et juridique.", "CUS", "FR", "CUS", "request", "members", NULL, 10, "CUS FR SAL CA", NULL, 0 },
  { "Battery rumour in Iberia: facts only", "Checked facts about the authority’s list and who said them when. No opinions, no forwarding.", "ES", "COM", "ES", "invite", "private", NULL, 9, "ES COM MOB CUS", NULL, 0 },
  { "Partners’ table", "Suppliers, schools and towns at one table with us. Guests read and write here.", "NRG", "SAL", "NRG", "invite", "public", NULL, 7, "NRG SAL MOB FR", NULL, 0 },
  { "Ambassadeurs de France", "Le fil des ambassadrices et ambassadeurs de France : rendez-vous, entraide, petites réussites.", "FR", "LYS", "FR", "open", "members", NULL, 12, "FR LYS", NULL, 0 },
  { "Spring cohort", "The people of last spring’s cohort: what works, what does not, who helps whom.", "HR", "COM", "HR", "invite", "members", NULL, 11, "HR DE GB BLR LYS", NULL, 0 },
  { "Digital corner", "The conversation lives in the developers’ forum; here are its exchanges.", "DIG", "RND", "DIG", "open", "public", "https://forum.meridiem.example/c/ambassadors", 5, "DIG RND NL", NULL, 0 },
  { "Open day of the Lyon campus", "Preparation of the open day: 1,400 visitors, 31 ambassadors.", "LYS", "FR", "LYS", "request", "members", NULL, 6, "LYS FR", "archived", -140 },
  { "Quality circle Mobility", "Was archived after the spring and opened again for the battery rumour.", "MOB", "CUS", "MOB", "request", "members", NULL, 5, "MOB CUS DE", "archived open", -18 },
};

static const struct
{
  const char *path; /* "": asked */
  guint space;
  int day;
  const char *node, *note;
} requests[] = {
  { "", 1, -1, "SAL", "I sell what they build; I would like to read along before I promise." },
  { "", 4, -2, "MA", "Nous recevons les mêmes questions à Casablanca." },
  { "", 3, -5, "JP", "Our applicants ask about languages first." },
  { "", 6, 0, "HEA", "Two hospitals would like to sit at the table." },
  { "", 7, -9, "CA", "Pour comparer avec le studio de Montréal." },
  { "refused", 5, -17, "SAL", "To know what I may tell my customers." },
  { "refused", 8, -60, "US", "Curious." },
  { "member left", 1, -25, "FIN", NULL },
  { "member left", 2, -70, "HEA", NULL },
  { "left", 3, -33, "PL", "Asked twice, then wrote to human resources directly." },
  { "member left", 11, -15, "INN", NULL },
  { "refused asked member", 4, -20, "SAL", "Now responsible for the answers of the account team." },
  { "member left asked", 2, -3, "ZA", "Back from leave." },
};
// clang-format on

static void
tell_member (AmbSampleStory *self,
             guint space,
             const char *person,
             const char *kind,
             int day,
             const char *by)
{
  AmbRecord *membership = amb_sample_story_add (self, "membership", NULL, "space-id",
                                                amb_sample_story_id (self, "space:%u", space),
                                                "ambassador-id", person, "kind", kind, NULL);

  amb_sample_story_walk (self, membership, "member", day, by, NULL);
}

/* Host and backup first, then people of the nodes that meet there; everybody once. */
static void
tell_members (AmbSampleStory *self,
              guint index,
              const AmbSampleWho *host,
              const AmbSampleWho *backup)
{
  g_auto (GStrv) codes = g_strsplit (spaces[index].from, " ", -1);
  const AmbSampleWho *known[MAX_MEMBERS] = { host, backup };
  const char *by = host != NULL ? host->name : AMB_SAMPLE_MANAGER;
  guint n_codes = g_strv_length (codes);

  if (host != NULL)
    tell_member (self, index + 1, host->id, "host", -400, AMB_SAMPLE_MANAGER);
  if (backup != NULL && backup != host)
    tell_member (self, index + 1, backup->id, "host", -395, by);
  for (guint i = 2; i < MIN (spaces[index].members, MAX_MEMBERS); i++)
    {
      const AmbSampleWho *who = amb_sample_tell_who (self, NULL, codes[i % n_codes]);
      gboolean is_known = who == NULL;

      for (guint j = 0; j < i && !is_known; j++)
        is_known = known[j] == who;
      if (is_known)
        continue;
      known[i] = who;
      tell_member (self, index + 1, who->id, "member",
                   -amb_sample_random_between (&self->random, 4, MIN (380, MAX (5, who->since))),
                   by);
    }
}

static void
tell_requests (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      const AmbSampleWho *who = amb_sample_tell_who (self, NULL, requests[i].node);
      AmbRecord *membership;

      if (who == NULL)
        continue;
      membership = amb_sample_story_add (self, "membership", NULL, "space-id",
                                         amb_sample_story_id (self, "space:%u", requests[i].space),
                                         "ambassador-id", who->id, "note", requests[i].note, NULL);
      if (*requests[i].path != '\0')
        amb_sample_story_walk (self, membership, requests[i].path, requests[i].day,
                               amb_sample_tell_head_name (self, spaces[requests[i].space - 1].node),
                               NULL);
    }
}

/* Partners and schools, as far as the chapter of people knows them. */
static void
tell_guests (AmbSampleStory *self)
{
  static const struct
  {
    guint space, contact;
    const char *path;
    int day;
  } guests[] = {
    { 6, 7, "member", -210 }, { 6, 8, "member", -180 },  { 6, 11, "member", -96 },
    { 6, 27, "member", -40 }, { 6, 37, "", 0 },          { 6, 12, "member left", -30 },
    { 2, 15, "member", -51 }, { 2, 35, "", 0 },          { 2, 16, "refused", -12 },
    { 3, 9, "member", -66 },  { 2, 13, "member", -140 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    {
      const char *contact = amb_sample_tell_numbered (self, "contact:", guests[i].contact);
      AmbRecord *membership;

      if (contact == NULL)
        continue;
      membership = amb_sample_story_add (self, "membership", NULL, "space-id",
                                         amb_sample_story_id (self, "space:%u", guests[i].space),
                                         "contact-id", contact, "kind", "guest", "note",
                                         "Invited by a member of the space.", NULL);
      if (*guests[i].path != '\0')
        amb_sample_story_walk (self, membership, guests[i].path, guests[i].day,
                               amb_sample_tell_head_name (self, spaces[guests[i].space - 1].node),
                               NULL);
    }
}

void
amb_sample_tell_spaces (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      const AmbSampleWho *host = amb_sample_tell_who (self, "space_host", spaces[i].host);
      const AmbSampleWho *backup = amb_sample_tell_who (self, NULL, spaces[i].backup);
      g_autofree char *key = g_strdup_printf ("space:%u", i + 1);
      AmbRecord *space = amb_sample_story_add (
          self, "space", key, "name", spaces[i].name, "purpose", spaces[i].purpose, "host-id",
          amb_sample_tell_who_id (host), "backup-id",
          backup != host ? amb_sample_tell_who_id (backup) : NULL, "node-id",
          amb_sample_tell_node (self, spaces[i].node), "joining", spaces[i].joining, "visibility",
          spaces[i].visibility, "link", spaces[i].link, NULL);

      if (spaces[i].path != NULL)
        amb_sample_story_walk (self, space, spaces[i].path, spaces[i].moved,
                               host != NULL ? host->name : AMB_SAMPLE_MANAGER, NULL);
      tell_members (self, i, host, backup);
    }
  tell_requests (self);
  tell_guests (self);
  amb_sample_tell_threads (self);
  amb_sample_tell_exchanges (self);
}
