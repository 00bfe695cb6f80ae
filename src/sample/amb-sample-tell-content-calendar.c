/* What the calendar of content knows beforehand: weekly slots, blackout days, public holidays. */
#include "amb-sample-tell-content.h"

#include <string.h>

// clang-format off
static const struct
{
  guint channel;
  const char *weekday, *time, *zone;
  char audience;
  const char *note;
} slots[] = {
  { 1, "tuesday", "09:00", "Europe/Paris", 'c', "Clients read it on the way to the first meeting." },
  { 1, "thursday", "17:30", "Europe/Paris", 'a', "Applicants read in the evening." },
  { 2, "wednesday", "08:30", "Europe/Paris", 'c', "En français seulement." },
  { 2, "friday", "12:15", "Europe/Paris", 'a', NULL },
  { 3, "tuesday", "10:00", "Europe/Berlin", 'c', NULL },
  { 5, "thursday", "18:00", "America/Sao_Paulo", 'a', "Pictures from the factory, never of visitors." },
  { 8, "monday", "07:00", "Europe/Paris", 'p', "Every second Monday." },
  { 9, "monday", "11:00", "Europe/Paris", 'i', "After the weekly meeting." },
  { 9, "thursday", "11:00", "Europe/Paris", 'i', NULL },
  { 11, "wednesday", "10:30", "Asia/Kolkata", 'a', NULL },
  { 12, "tuesday", "09:30", "Europe/Madrid", 'p', "Installers; not in August." },
  { 7, "thursday", "07:45", "Europe/Paris", 'c', "Le billet de la semaine." },
};

static const struct
{
  const char *reason, *country, *node;
  int first, last;
} blackouts[] = {
  { "Quiet period before the half-year results", NULL, NULL, -128, -118 },
  { "National mourning", "ES", NULL, -163, -161 },
  { "Election of the works council", "DE", NULL, -12, -11 },
  { "Freeze after the rumour of a battery recall", NULL, "ES", AMB_SAMPLE_RECALL_DAY, AMB_SAMPLE_RECALL_LIFTED },
  { "Quiet period before the yearly results", NULL, NULL, 20, 29 },
  { "Inventory: nobody answers", NULL, "CUS", 9, 10 },
  { "Municipal elections", "BR", NULL, 16, 17 },
  { "Move to the new campus", NULL, "LYS", 37, 41 },
};

/* Those that fall on the same day every year. */
static const struct
{
  const char *name, *country, *day, *note;
} holidays[] = {
  { "Jour de l’an", "FR", "01-01", NULL },
  { "Fête du Travail", "FR", "05-01", NULL },
  { "Fête nationale", "FR", "07-14", NULL },
  { "Armistice de 1918", "FR", "11-11", NULL },
  { "Noël", "FR", "12-25", NULL },
  { "Tag der Arbeit", "DE", "05-01", NULL },
  { "Tag der Deutschen Einheit", "DE", "10-03", NULL },
  { "Zweiter Weihnachtstag", "DE", "12-26", NULL },
  { "Heilige Drei Könige", "DE", "01-06", "Baden-Württemberg, Bayern, Sachsen-Anhalt" },
  { "Fiesta Nacional", "ES", "10-12", NULL },
  { "Día de la Constitución", "ES", "12-06", NULL },
  { "Inmaculada Concepción", "ES", "12-08", NULL },
  { "Festa della Liberazione", "IT", "04-25", NULL },
  { "Immacolata Concezione", "IT", "12-08", NULL },
  { "Boxing Day", "GB", "12-26", NULL },
  { "Koningsdag", "NL", "04-27", NULL },
  { "Narodowe Święto Niepodległości", "PL", "11-11", NULL },
  { "Sveriges nationaldag", "SE", "06-06", NULL },
  { "Cumhuriyet Bayramı", "TR", "10-29", NULL },
  { "Independence Day", "US", "07-04", NULL },
  { "Christmas Day", "US", "12-25", NULL },
  { "Fête nationale du Québec", "CA", "06-24", "Québec" },
  { "Consciência Negra", "BR", "11-20", NULL },
  { "Independência do Brasil", "BR", "09-07", NULL },
  { "Día de la Independencia", "MX", "09-16", NULL },
  { "Republic Day", "IN", "01-26", NULL },
  { "Gandhi Jayanti", "IN", "10-02", NULL },
  { "勤労感謝の日", "JP", "11-23", NULL },
  { "Quốc khánh", "VN", "09-02", NULL },
  { "Fête de l’Indépendance", "MA", "11-18", NULL },
  { "Day of Reconciliation", "ZA", "12-16", NULL },
};
// clang-format on

static void
tell_slots (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    amb_sample_story_add (self, "slot-template", NULL, "channel-id",
                          amb_sample_desk_get_id_of (self, "channel", slots[i].channel), "weekday",
                          slots[i].weekday, "local-time", slots[i].time, "zone", slots[i].zone,
                          "audience", amb_sample_content_get_audience (slots[i].audience), "note",
                          slots[i].note, NULL);
}

static void
tell_blackouts (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (blackouts); i++)
    amb_sample_story_add (
        self, "blackout-day", NULL, "reason", blackouts[i].reason, "first-day",
        amb_sample_story_day (self, blackouts[i].first), "last-day",
        amb_sample_story_day (self, blackouts[i].last), "country", blackouts[i].country, "node-id",
        blackouts[i].node != NULL ? amb_sample_story_node (self, blackouts[i].node) : NULL, NULL);
}

/* Of each the latest one within two months, or else the next. */
static void
tell_holidays (AmbSampleStory *self)
{
  const char *since = amb_sample_story_day (self, -60);
  int first = atoi (since);

  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      g_autofree char *this_year = g_strdup_printf ("%04d-%s", first, holidays[i].day);
      g_autofree char *next_year = g_strdup_printf ("%04d-%s", first + 1, holidays[i].day);

      amb_sample_story_add (self, "holiday", NULL, "name", holidays[i].name, "day",
                            strcmp (this_year, since) >= 0 ? this_year : next_year, "country",
                            holidays[i].country, "note", holidays[i].note, NULL);
    }
}

void
amb_sample_content_tell_calendar (AmbSampleStory *self)
{
  tell_slots (self);
  tell_blackouts (self);
  tell_holidays (self);
}
