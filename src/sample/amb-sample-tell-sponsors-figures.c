/* Targets, the figures of the past months, and the pulse surveys. */
#include "amb-sample-tell-sponsors.h"

#include <stdio.h>
#include <string.h>

#define N_MONTHS   18
#define N_QUARTERS 6

// clang-format off
static const struct
{
  const char *kpi, *node;
  int months; /* it applies from the first of that month, so many months ago */
  const char *direction, *target, *unit, *note;
} targets[] = {
  { "K1", NULL, 18, "higher", "1", "percent", "First year: one in a hundred." },
  { "K1", NULL, 6, "higher", "2", "percent", "Set by the steering committee with the spring cohort." },
  { "K2", NULL, 18, "higher", "80", "percent", NULL },
  { "K3", NULL, 18, "higher", "60", "percent", "A pause is no failure: those who pause are not counted." },
  { "K3", "APA", 9, "higher", "50", "percent", "Two languages, two time zones, no sponsor in sight." },
  { "K5", NULL, 12, "higher", "45", "percent", NULL },
  { "K6", NULL, 12, "higher", "2", "number", "Two a month are enough; more looks like a campaign." },
  { "K7", NULL, 12, "higher", "75", "percent", NULL },
  { "K10", NULL, 12, "higher", "25", "number", NULL },
  { "K15", NULL, 18, "higher", "85", "percent", NULL },
  { "K16", NULL, 12, "lower", "48", "hours", "Median from submitted to approved." },
  { "K17", NULL, 18, "higher", "30", "percent", NULL },
  { "K17", NULL, 3, "higher", "40", "percent", "Raised in the fifth quarter: three departments were above it." },
  { "K18", NULL, 12, "higher", "80", "percent", NULL },
  { "K19", NULL, 12, "lower", "120", "minutes", "First human reply; at night the clock stands still." },
  { "K19", "ES", 1, "lower", "60", "minutes", "After the battery rumour, for half a year." },
  { "K20", NULL, 12, "higher", "90", "percent", NULL },
  { "K22", NULL, 6, "higher", "85", "percent", NULL },
  { "K23", NULL, 12, "higher", "70", "percent", "What we say outside matches what I live here." },
  { "K25", NULL, 12, "higher", "80", "percent", NULL },
  { "K26", NULL, 12, "higher", "75", "percent", "Asks answered by their date." },
  { "K27", NULL, 6, "higher", "80", "percent", NULL },
};

/* From the first month to the last, in a straight line with some noise. */
static const struct
{
  const char *kpi, *node;
  double first, last, noise;
  int denominator;       /* of the last month; 0: none */
  int decimals, since;   /* months for which it is known */
  const char *provenance;
} figures[] = {
  { "K1", NULL, 0.3, 1.7, 0.05, 24800, 1, 18, "measured" },
  { "K2", NULL, 64, 83, 6, 42, 0, 18, "measured" },
  { "K3", NULL, 48, 63, 4, 281, 0, 18, "measured" },
  { "K4", NULL, 30, 19, 3, 281, 0, 14, "measured" },
  { "K5", NULL, 28, 44, 4, 281, 0, 18, "measured" },
  { "K6", NULL, 3.4, 2.2, 0.3, 124, 1, 18, "measured" },
  { "K7", NULL, 61, 76, 5, 38, 0, 14, "measured" },
  { "K8", NULL, 42000, 318000, 24000, 0, 0, 18, "estimated" },
  { "K9", NULL, 8000, 71000, 6000, 0, 0, 15, "imported" },
  { "K10", NULL, 14, 27, 3, 41, 1, 15, "imported" },
  { "K12", NULL, 220, 1740, 160, 0, 0, 12, "imported" },
  { "K15", NULL, 55, 81, 6, 58, 0, 18, "measured" },
  { "K16", NULL, 96, 41, 8, 33, 0, 16, "measured" },
  { "K17", NULL, 12, 34, 3, 41, 0, 16, "measured" },
  { "K18", NULL, 58, 77, 5, 41, 0, 16, "measured" },
  { "K19", NULL, 410, 138, 40, 64, 0, 15, "measured" },
  { "K20", NULL, 68, 87, 4, 64, 0, 15, "measured" },
  { "K22", NULL, 71, 82, 3, 41, 0, 12, "measured" },
  { "K25", NULL, 35, 68, 2, 40, 0, 18, "measured" },
  { "K27", NULL, 52, 74, 6, 23, 0, 10, "measured" },
  { "K3", "EUR", 50, 66, 4, 162, 0, 12, "measured" },
  { "K3", "AME", 46, 64, 5, 61, 0, 12, "measured" },
  { "K3", "APA", 55, 47, 5, 44, 0, 12, "measured" },
  { "K3", "MEA", 40, 58, 8, 14, 0, 12, "measured" },
  { "K3", "VN", 50, 50, 20, 4, 0, 6, "measured" }, /* fewer than five people */
};

/* By quarter; what is asked of people by a pulse is known from the second year on. */
static const struct
{
  const char *kpi;
  const char *values[N_QUARTERS]; /* oldest first; NULL: unknown */
  const char *denominators[N_QUARTERS];
  const char *provenance;
} quarters[] = {
  { "K3", { "49", "52", "55", "57", "60", "62" }, { "88", "131", "176", "214", "259", "281" }, "measured" },
  { "K17", { "14", "18", "23", "27", "31", "33" }, { "44", "71", "86", "97", "112", "119" }, "measured" },
  { "K20", { NULL, "69", "74", "81", "79", "87" }, { NULL, "58", "102", "143", "166", "171" }, "measured" },
  { "K23", { NULL, NULL, "58", "61", "66", "64" }, { NULL, NULL, "92", "118", "141", "150" }, "measured" },
  { "K25", { "35", "42", "50", "57", "62", "68" }, { "40", "40", "40", "40", "40", "40" }, "measured" },
  { "K26", { "50", "67", "75", "80", "71", "60" }, { "2", "3", "4", "5", "7", "10" }, "measured" },
  { "K14", { NULL, NULL, NULL, "8200", "9100", "12400" }, { NULL, NULL, NULL, NULL, NULL, NULL }, "estimated" },
};

static const struct
{
  const char *question, *node;
  int opens, closes; /* 0 both: not known yet */
  int answers[5];
  const char *path; /* "": draft */
} pulses[] = {
  { "What we say outside matches what I live here", NULL, -388, -374, { 6, 11, 22, 35, 18 }, "open closed" },
  { "What we say outside matches what I live here", NULL, -297, -283, { 7, 13, 26, 47, 25 }, "open closed" },
  { "What we say outside matches what I live here", NULL, -206, -192, { 6, 12, 30, 60, 33 }, "open closed" },
  { "What we say outside matches what I live here", NULL, -115, -101, { 9, 14, 31, 61, 35 }, "open closed open closed" },
  { "What we say outside matches what I live here", NULL, -9, 5, { 4, 7, 15, 31, 17 }, "open" },
  { "Ce que nous disons dehors correspond à ce que je vis à Lyon", "LYS", -3, 11, { 3, 4, 5, 6, 2 }, "open" },
  { "The programme asks no more of me than I am glad to give", NULL, -40, -26, { 3, 9, 20, 49, 41 }, "open" },
  { "I know whom to ask when I am unsure", "VN", -60, -46, { 0, 1, 1, 1, 1 }, "open closed" },
  { "I would recommend the programme to a colleague", NULL, 14, 28, { 0, 0, 0, 0, 0 }, "open" },
  { "Our spaces save me time", NULL, 0, 0, { 0, 0, 0, 0, 0 }, "" },
};
// clang-format on

/* The first day of the month that began so many months before this one. */
static const char *
month_day (AmbSampleStory *self, int months)
{
  int year = 1970, month = 1, index;
  g_autofree char *day = NULL;

  sscanf (self->sample->today, "%d-%d", &year, &month);
  index = year * 12 + month - 1 - months;
  day = g_strdup_printf ("%04d-%02d-01", index / 12, index % 12 + 1);
  return g_string_chunk_insert_const (self->words, day);
}

/* The first day of the quarter that began so many quarters before this one. */
static const char *
quarter_day (AmbSampleStory *self, int quarters_ago)
{
  int year, month = 1;

  sscanf (self->sample->today, "%d-%d", &year, &month);
  return month_day (self, (month - 1) % 3 + 3 * quarters_ago);
}

/* Canonical decimals have no trailing zeros. */
static const char *
decimal (AmbSampleStory *self, double value, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  g_ascii_formatd (buffer, sizeof buffer, decimals == 0 ? "%.0f" : "%.1f", MAX (value, 0));
  end = buffer + strlen (buffer);
  if (strchr (buffer, '.') != NULL)
    {
      while (end[-1] == '0')
        *--end = '\0';
      if (end[-1] == '.')
        end[-1] = '\0';
    }
  return g_string_chunk_insert_const (self->words, buffer);
}

static void
tell_targets (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    amb_sample_story_add (self, "kpi-target", NULL, "kpi", targets[i].kpi, "node-id",
                          amb_sample_tell_node (self, targets[i].node), "period-from",
                          month_day (self, targets[i].months), "direction", targets[i].direction,
                          "target", targets[i].target, "unit", targets[i].unit, "note",
                          targets[i].note, NULL);
}

/* Raw rows are kept for thirteen months. */
static void
add_figure (AmbSampleStory *self,
            const char *kpi,
            const char *grain,
            const char *from,
            const char *node,
            const char *value,
            const char *denominator,
            const char *provenance)
{
  amb_sample_story_add (self, "aggregate", NULL, "kpi", kpi, "grain", grain, "period-from", from,
                        "node-id", amb_sample_tell_node (self, node), "value", value, "denominator",
                        denominator, "provenance", provenance, "rows-from", month_day (self, 13),
                        "computed-at", amb_sample_story_instant (self, 0, 3, 20), NULL);
}

static void
tell_months (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    for (int ago = N_MONTHS; ago > 0; ago--)
      {
        double way = (double) (N_MONTHS - ago) / (N_MONTHS - 1);
        double noise =
            (amb_sample_random_below (&self->random, 201) / 100.0 - 1) * figures[i].noise;
        double value = figures[i].first + (figures[i].last - figures[i].first) * way + noise;
        int denominator = figures[i].denominator;

        /* People come with time; the headcount was there from the start. */
        if (denominator > 0 && denominator < 1000)
          denominator = MAX (1, (int) (denominator * (0.3 + 0.7 * way)));
        add_figure (self, figures[i].kpi, "month", month_day (self, ago), figures[i].node,
                    ago <= figures[i].since ? decimal (self, value, figures[i].decimals) : NULL,
                    denominator > 0 ? amb_sample_story_number (self, denominator) : NULL,
                    figures[i].provenance);
      }
}

static void
tell_quarters (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (quarters); i++)
    for (int ago = N_QUARTERS; ago > 0; ago--)
      add_figure (self, quarters[i].kpi, "quarter", quarter_day (self, ago), NULL,
                  quarters[i].values[N_QUARTERS - ago], quarters[i].denominators[N_QUARTERS - ago],
                  quarters[i].provenance);
}

static void
tell_pulses (AmbSampleStory *self)
{
  static const char *const fields[] = { "a1", "a2", "a3", "a4", "a5" };

  for (guint i = 0; i < G_N_ELEMENTS (pulses); i++)
    {
      gboolean dated = pulses[i].opens != 0;
      gboolean closed = g_str_has_suffix (pulses[i].path, "closed");
      AmbRecord *pulse = amb_sample_story_add (
          self, "pulse", NULL, "question", pulses[i].question, "node-id",
          amb_sample_tell_node (self, pulses[i].node), "opens-on",
          dated ? amb_sample_story_day (self, pulses[i].opens) : NULL, "closes-on",
          dated ? amb_sample_story_day (self, pulses[i].closes) : NULL, NULL);

      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        amb_record_set (pulse, fields[j], amb_sample_story_number (self, pulses[i].answers[j]));
      if (*pulses[i].path != '\0')
        amb_sample_story_walk (self, pulse, pulses[i].path,
                               closed ? pulses[i].closes + 1 : MIN (-1, pulses[i].opens),
                               AMB_SAMPLE_MANAGER,
                               g_str_has_suffix (pulses[i].path, "open closed") && i == 3
                                   ? "Open for three days more, for the night shifts"
                                   : NULL);
    }
}

void
amb_sample_tell_figures (AmbSampleStory *self)
{
  tell_targets (self);
  tell_months (self);
  tell_quarters (self);
  tell_pulses (self);
}
