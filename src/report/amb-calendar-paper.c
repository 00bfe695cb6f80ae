#include "amb-calendar-paper.h"

#include "amb-clock-words.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEPARATOR " · "

typedef struct
{
  const AmbCalendarPaperAsk *ask;
  AmbCalendar *calendar;
  AmbPaperTable *table;
} Paper;

static const AmbField *
get_field (const char *name)
{
  return amb_entity_find_field (amb_entity_find ("content-item"), name);
}

static char *
dup_value (const AmbCalendarItem *item, const char *name)
{
  const char *value = amb_record_get (item->record, name);

  return value != NULL ? amb_field_format (get_field (name), value) : NULL;
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? SEPARATOR : "", part);
}

/* Items. */

typedef enum
{
  WITH_STATE = 1 << 0,
  WITH_AUDIENCE = 1 << 1,
  WITH_DETAILS = 1 << 2, /* whose it is, what it belongs to */
  WITH_DAY = 1 << 3,
} Parts;

static char *
dup_time (int minutes)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new (utc, 2000, 1, 1, minutes / 60, minutes % 60, 0);

  /* Translators: the time of day, as strftime's format */
  return g_date_time_format (time, _ ("%H:%M"));
}

static char *
dup_lead (const AmbCalendarItem *item, Parts parts)
{
  g_autofree char *time = NULL;
  g_autofree char *day = NULL;

  if (item->at.day[0] == '\0')
    return g_strdup (item->missing);
  time = dup_time (item->at.minutes);
  if (item->at.is_second)
    {
      g_autofree char *once = g_steal_pointer (&time);

      time = g_strdup_printf (_ ("%s again"), once);
    }
  if ((parts & WITH_DAY) == 0)
    return g_steal_pointer (&time);
  /* Translators: a day on a printed card, as strftime's format: “Tue 24 Nov” */
  day = amb_day_format (item->at.day, _ ("%a %-d %b"));
  return g_strjoin (" ", day, time, NULL);
}

/* When it is planned by the clock of its own place: “09:00 in Sao Paulo” */
static char *
dup_own_time (const AmbCalendarItem *item)
{
  const char *wall = amb_record_get (item->record, "publish-on");
  const char *open = wall != NULL ? strchr (wall, '[') : NULL;
  g_autofree char *zone = open != NULL ? g_strndup (open + 1, strcspn (open + 1, "]")) : NULL;
  const char *slash = zone != NULL ? strrchr (zone, '/') : NULL;
  g_autofree char *city = zone != NULL ? g_strdup (slash != NULL ? slash + 1 : zone) : NULL;
  g_autofree char *day = zone != NULL ? g_strndup (wall, strlen ("2026-11-23")) : NULL;
  g_autofree char *shown = NULL;
  g_autofree char *time = NULL;

  if (zone == NULL || !item->at.is_other_clock)
    return NULL;
  g_strdelimit (city, "_", ' ');
  time = g_strndup (wall + strlen ("2026-11-23T"), strlen ("09:00"));
  shown = g_str_equal (day, item->at.day) ? NULL : amb_day_format (day, _ ("%a %-d %b"));
  if (shown != NULL)
    {
      g_autofree char *whole = g_strjoin (" ", shown, time, NULL);

      g_free (time);
      time = g_steal_pointer (&whole);
    }
  /* Translators: a time by the clock of a place: “09:00 in Paris” */
  return g_strdup_printf (_ ("%1$s in %2$s"), time, city);
}

/* The state stands in words: a page may be printed without colours. */
static char *
dup_detail (const AmbCalendarItem *item, Parts parts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *state =
      dup_value (item, amb_record_get (item->record, "standing") != NULL ? "standing" : "state");
  g_autofree char *audience = dup_value (item, "audience");
  g_autofree char *planned = dup_own_time (item);
  gboolean stands_otherwise = g_strcmp0 (amb_record_get (item->record, "standing"),
                                         amb_record_get_state (item->record)) != 0;

  append (text, (parts & WITH_AUDIENCE) != 0 ? audience : NULL);
  append (text, (parts & WITH_STATE) != 0 || stands_otherwise ? state : NULL);
  append (text, item->channel);
  append (text, planned);
  if ((parts & WITH_DETAILS) != 0)
    {
      append (text, item->pillar);
      append (text, item->campaign);
      append (text, item->department);
      append (text, item->owner);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The colours of the audiences in the window. */
static const double *
get_colour (const AmbCalendarItem *item)
{
  static const double colours[AMB_N_AUDIENCES][3] = {
    { 0.102, 0.373, 0.706 },
    { 0.702, 0.314, 0.039 },
    { 0.561, 0.227, 0.518 },
    { 0.043, 0.447, 0.380 },
  };

  return item->audience >= 0 ? colours[item->audience] : NULL;
}

static void
add_item (Paper *paper, guint row, guint column, const AmbCalendarItem *item, Parts parts)
{
  g_autofree char *lead = dup_lead (item, parts);
  g_autofree char *detail = dup_detail (item, parts);
  const char *title = amb_record_get_title (item->record);

  amb_paper_table_add_entry (paper->table, row, column, lead,
                             title != NULL ? title : _ ("Without a name"), detail,
                             get_colour (item));
}

static int
get_day_index (const Paper *paper, const AmbCalendarItem *item)
{
  return amb_date_days_between (paper->calendar->from, item->at.day);
}

/* What a day is: blocked, or a holiday somewhere. */
static char *
dup_day_note (const Paper *paper, const char *day)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append (text, g_hash_table_lookup (paper->calendar->blocked, day));
  append (text, g_hash_table_lookup (paper->calendar->notes, day));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
dup_week (const char *start)
{
  /* Translators: the number of a week */
  return g_strdup_printf (_ ("Week %d"), amb_week_get_number (start));
}

/* “26 October – 1 November 2026” */
static char *
dup_span (const char *from, guint n_days)
{
  g_autofree char *last = amb_date_add_days (from, (int) n_days - 1);
  gboolean same_year = strncmp (from, last, 4) == 0;
  /* Translators: a day, as strftime's format: “26 October” */
  g_autofree char *begin = amb_day_format (from, same_year ? _ ("%-d %B") : _ ("%-d %B %Y"));
  g_autofree char *end = amb_day_format (last, _ ("%-d %B %Y"));

  /* Translators: the first and the last day of a time */
  return g_strdup_printf (_ ("%1$s – %2$s"), begin, end);
}

/* The views. */

static void
add_weekdays (Paper *paper)
{
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *day = amb_calendar_dup_day (paper->calendar, i);
      g_autofree char *name = amb_day_format (day, "%A");

      amb_paper_table_add_column (paper->table, name, NULL);
    }
}

static void
fill_month (Paper *paper)
{
  add_weekdays (paper);
  for (guint i = 0; i < paper->calendar->n_weeks * 7; i++)
    {
      g_autofree char *day = amb_calendar_dup_day (paper->calendar, i);
      g_autofree char *note = dup_day_note (paper, day);
      gboolean is_first = i == 0 || g_str_has_suffix (day, "-01");
      /* Translators: a day in the month, as strftime's format: “1 Dec” */
      g_autofree char *name = amb_day_format (day, is_first ? _ ("%-d %b") : "%-d");
      g_autofree char *number = g_strdup_printf ("%d", amb_week_get_number (day));

      if (i % 7 == 0)
        amb_paper_table_add_row (paper->table, number, NULL);
      amb_paper_table_set_cell (paper->table, i / 7, i % 7, name, note,
                                strncmp (day, paper->ask->day, strlen ("2026-11")) != 0);
    }
  for (guint i = 0; i < paper->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (paper->calendar->items, i);
      guint day = (guint) get_day_index (paper, item);

      add_item (paper, day / 7, day % 7, item, WITH_AUDIENCE | WITH_STATE);
    }
}

#define OPENS  8 /* o'clock: what is between stands there without an item too */
#define CLOSES 18

static void
fill_week (Paper *paper)
{
  int first = OPENS, last = CLOSES;

  for (guint i = 0; i < paper->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (paper->calendar->items, i);

      first = MIN (first, item->at.minutes / 60);
      last = MAX (last, item->at.minutes / 60);
    }
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *day = amb_calendar_dup_day (paper->calendar, i);
      g_autofree char *name = amb_day_format (day, _ ("%a %-d %b"));
      g_autofree char *note = dup_day_note (paper, day);

      amb_paper_table_add_column (paper->table, name, note);
    }
  for (int hour = first; hour <= last; hour++)
    {
      g_autofree char *time = dup_time (hour * 60);

      amb_paper_table_add_row (paper->table, time, NULL);
    }
  for (guint i = 0; i < paper->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (paper->calendar->items, i);

      add_item (paper, (guint) (item->at.minutes / 60 - first), (guint) get_day_index (paper, item),
                item, WITH_AUDIENCE | WITH_STATE);
    }
}

static void
collect_state (GPtrArray *found, GPtrArray *items, const char *state)
{
  for (guint i = 0; i < items->len; i++)
    {
      AmbCalendarItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (amb_record_get_state (item->record), state) == 0)
        g_ptr_array_add (found, item);
    }
}

/* A state without an item has no column: the others have its room. */
static void
fill_board (Paper *paper)
{
  const AmbChoice *states = amb_entity_get_state_field (amb_entity_find ("content-item"))->choices;
  g_autoptr (GPtrArray) columns =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (const AmbChoice *state = states; state->id != NULL; state++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new ();
      g_autofree char *count = NULL;

      collect_state (found, paper->calendar->items, state->id);
      collect_state (found, paper->calendar->tray, state->id);
      if (found->len == 0)
        continue;
      count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item", "%u items", found->len),
                               found->len);
      amb_paper_table_add_column (paper->table, _ (state->label), count);
      g_ptr_array_add (columns, g_steal_pointer (&found));
    }
  if (columns->len > 0)
    amb_paper_table_add_row (paper->table, NULL, NULL);
  for (guint i = 0; i < columns->len; i++)
    {
      GPtrArray *found = g_ptr_array_index (columns, i);

      for (guint j = 0; j < found->len; j++)
        add_item (paper, 0, i, g_ptr_array_index (found, j), WITH_DAY | WITH_AUDIENCE);
    }
}

static void
add_lane (Paper *paper, guint audience)
{
  const AmbBalance *balance = &paper->calendar->balance;
  g_autofree char *name = amb_field_format (get_field ("audience"), amb_audience_get_id (audience));
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u item", "%u items", balance->counts[audience]),
      balance->counts[audience]);
  /* Translators: the share of an audience among all items, and the one that is meant */
  g_autofree char *share =
      g_strdup_printf (_ ("%1$.0f %%, target %2$.0f %%"), amb_balance_get_share (balance, audience),
                       amb_balance_get_target (balance, audience));
  g_autofree char *note = g_strjoin ("\n", count, share, NULL);
  guint row = amb_paper_table_add_row (paper->table, name, note);

  for (guint week = 0; week < paper->calendar->n_weeks; week++)
    if (amb_calendar_is_empty (paper->calendar, week, audience))
      amb_paper_table_set_cell (paper->table, row, week, NULL, _ ("Empty week"), TRUE);
}

static void
fill_lanes (Paper *paper)
{
  int rows[AMB_N_AUDIENCES + 1];

  for (guint week = 0; week < paper->calendar->n_weeks; week++)
    {
      g_autofree char *start = amb_calendar_dup_day (paper->calendar, week * 7);
      g_autofree char *end = amb_calendar_dup_day (paper->calendar, week * 7 + 6);
      g_autofree char *title = dup_week (start);
      g_autofree char *from = amb_day_format (start, _ ("%-d %b"));
      g_autofree char *to = amb_day_format (end, _ ("%-d %b"));
      g_autofree char *note = g_strdup_printf (_ ("%1$s – %2$s"), from, to);

      amb_paper_table_add_column (paper->table, title, note);
    }
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      rows[i] = (int) amb_paper_table_get_n_rows (paper->table);
      if (paper->ask->audiences == 0 || (paper->ask->audiences & (1U << i)) != 0)
        add_lane (paper, i);
    }
  rows[AMB_N_AUDIENCES] = -1;
  for (guint i = 0; i < paper->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (paper->calendar->items, i);
      int *row = &rows[item->audience >= 0 ? item->audience : AMB_N_AUDIENCES];

      if (*row < 0)
        *row = (int) amb_paper_table_add_row (paper->table, _ ("No audience"), NULL);
      add_item (paper, (guint) *row, (guint) get_day_index (paper, item) / 7, item,
                WITH_DAY | WITH_STATE);
    }
}

static guint
add_agenda_day (Paper *paper, const char *day)
{
  g_autofree char *name = amb_day_format (day, _ ("%A %-d %B"));
  g_autofree char *start = amb_week_get_start (day, amb_week_get_first_weekday ());
  g_autofree char *week = dup_week (start);
  g_autofree char *note = dup_day_note (paper, day);
  guint row = amb_paper_table_add_row (paper->table, name, week);

  amb_paper_table_set_cell (paper->table, row, 0, NULL, note, FALSE);
  return row;
}

static void
fill_agenda (Paper *paper)
{
  const char *day = NULL;
  guint row = 0;

  amb_paper_table_add_column (paper->table, NULL, NULL);
  for (guint i = 0; i < paper->calendar->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (paper->calendar->items, i);

      if (g_strcmp0 (day, item->at.day) != 0)
        row = add_agenda_day (paper, item->at.day);
      day = item->at.day;
      add_item (paper, row, 0, item, WITH_AUDIENCE | WITH_STATE | WITH_DETAILS);
    }
  if (paper->calendar->tray->len > 0)
    row = amb_paper_table_add_row (paper->table, _ ("Without a day"), NULL);
  for (guint i = 0; i < paper->calendar->tray->len; i++)
    add_item (paper, row, 0, g_ptr_array_index (paper->calendar->tray, i),
              WITH_AUDIENCE | WITH_STATE | WITH_DETAILS);
}

// clang-format off
static const struct
{
  const char *name, *label;
  gboolean is_landscape, fills, has_tray;
  double head_width;
  const char *corner;
  void (*fill) (Paper *paper);
} kinds[AMB_N_CALENDAR_PAPERS] = {
  [AMB_CALENDAR_PAPER_MONTH]  = { "month",  N_("Month"),          TRUE,  TRUE,  FALSE, 36,  N_("Week"), fill_month },
  [AMB_CALENDAR_PAPER_WEEK]   = { "week",   N_("Week"),           TRUE,  TRUE,  FALSE, 36,  NULL,       fill_week },
  [AMB_CALENDAR_PAPER_BOARD]  = { "board",  N_("Board by State"), TRUE,  FALSE, TRUE,  0,   NULL,       fill_board },
  [AMB_CALENDAR_PAPER_LANES]  = { "lanes",  N_("Audience Lanes"), TRUE,  TRUE,  FALSE, 74,  NULL,       fill_lanes },
  [AMB_CALENDAR_PAPER_AGENDA] = { "agenda", N_("Agenda"),         FALSE, FALSE, TRUE,  112, NULL,       fill_agenda },
};
// clang-format on

gboolean
amb_calendar_paper_find (const char *name, AmbCalendarPaperKind *kind)
{
  for (guint i = 0; i < AMB_N_CALENDAR_PAPERS; i++)
    if (g_strcmp0 (name, kinds[i].name) == 0)
      {
        *kind = (AmbCalendarPaperKind) i;
        return TRUE;
      }
  return FALSE;
}

char *
amb_calendar_paper_dup_name (AmbCalendarPaperKind kind, const char *day)
{
  g_autofree char *when =
      g_strndup (day, strlen (kind == AMB_CALENDAR_PAPER_WEEK ? "2026-11-23" : "2026-11"));

  /* Translators: the name of a file: the view of the calendar, and its month */
  return g_strdup_printf (_ ("Content, %1$s %2$s.pdf"), _ (kinds[kind].label), when);
}

/* What stands around it. */

/* “Channel: Intranet, Newsletter” */
static void
append_condition (AmbStore *store, GString *text, const AmbCondition *condition)
{
  const AmbEntity *ref =
      condition->field->ref != NULL ? amb_entity_find (condition->field->ref) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *part = NULL;

  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      const char *value = condition->values[i];
      g_autofree char *word = *value == '\0' ? g_strdup (_ ("None"))
                              : ref != NULL  ? amb_store_dup_title (store, ref, value)
                                             : amb_field_format (condition->field, value);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", word != NULL ? word : value);
    }
  /* Translators: a filter: its field, and what it lets through */
  part = g_strdup_printf (_ ("%1$s: %2$s"), _ (condition->field->label), words->str);
  append (text, part);
}

static void
append_filters (AmbStore *store, GString *text, const AmbCalendarPaperAsk *ask)
{
  const AmbQuery *filter = ask->filter;
  g_autoptr (GString) audiences = g_string_new (NULL);
  g_autofree char *node = NULL;
  g_autofree char *search = NULL;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    if ((ask->audiences & (1U << i)) != 0)
      {
        g_autofree char *word = amb_field_format (get_field ("audience"), amb_audience_get_id (i));

        g_string_append_printf (audiences, "%s%s", audiences->len > 0 ? ", " : "", word);
      }
  append (text, audiences->str);
  if (filter == NULL)
    return;
  if (filter->within != NULL)
    node = amb_store_dup_title (store, amb_entity_find ("node"), filter->within);
  append (text, node);
  for (guint i = 0; i < filter->conditions->len; i++)
    append_condition (store, text, g_ptr_array_index (filter->conditions, i));
  /* Translators: what was searched for */
  search = filter->search != NULL ? g_strdup_printf (_ ("“%s”"), filter->search) : NULL;
  append (text, search);
}

static char *
dup_title (const Paper *paper)
{
  return paper->ask->kind == AMB_CALENDAR_PAPER_WEEK
             ? dup_week (paper->calendar->from)
             : amb_day_format (paper->ask->day, _ ("%B %Y"));
}

/* “Voices of Example · 26 October – 6 December 2026 · 42 items · Channel: Intranet” */
static char *
dup_subtitle (AmbStore *store, const Paper *paper, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *programme = NULL;
  g_autofree char *span = dup_span (paper->calendar->from, paper->calendar->n_weeks * 7);
  guint n = paper->calendar->items->len;
  g_autofree char *count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item", "%u items", n), n);

  if (!amb_db_query_text (amb_store_get_db (store), &programme, error,
                          "SELECT name FROM programmes WHERE deleted = 0 LIMIT 1", ""))
    return NULL;
  append (text, programme);
  append (text, span);
  append (text, count);
  append_filters (store, text, paper->ask);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What isn't on it is said. */
static char *
dup_footer (const Paper *paper)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = amb_day_format (paper->ask->today, _ ("%-d %B %Y"));
  g_autofree char *as_of = g_strdup_printf (_ ("As of %s"), day);
  g_autofree char *last =
      amb_date_add_days (paper->calendar->from, (int) paper->calendar->n_weeks * 7 - 1);
  g_autofree char *clock = NULL;
  guint rest =
      paper->calendar->n_tray - (kinds[paper->ask->kind].has_tray ? paper->calendar->tray->len : 0);
  g_autofree char *more =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item without a day isn’t shown",
                                    "%u items without a day aren’t shown", rest),
                       rest);

  g_free (amb_clock_words (paper->ask->zone, paper->calendar->from, last, &clock));
  append (text, as_of);
  append (text, clock);
  append (text, rest > 0 ? more : NULL);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static AmbCalendar *
load_facts (AmbStore *store, const AmbCalendarPaperAsk *ask, GError **error)
{
  AmbCalendarAsk facts = {
    .zone = ask->zone, .audiences = ask->audiences, .filter = ask->filter, .n_weeks = 1
  };
  int first = amb_week_get_first_weekday ();
  g_autofree char *from = ask->kind == AMB_CALENDAR_PAPER_WEEK
                              ? amb_week_get_start (ask->day, first)
                              : amb_month_get_weeks (ask->day, first, &facts.n_weeks);

  g_strlcpy (facts.from, from, sizeof facts.from);
  return amb_calendar_load (store, &facts, error);
}

AmbPaperTable *
amb_calendar_paper_load (AmbStore *store, const AmbCalendarPaperAsk *ask, GError **error)
{
  g_autoptr (AmbCalendar) calendar = load_facts (store, ask, error);
  Paper paper = { .ask = ask, .calendar = calendar };
  g_autofree char *subtitle = calendar != NULL ? dup_subtitle (store, &paper, error) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;

  if (subtitle == NULL)
    return NULL;
  title = dup_title (&paper);
  footer = dup_footer (&paper);
  paper.table = amb_paper_table_new (&(AmbPaperTableStyle){
      .title = title,
      .kind = _ (kinds[ask->kind].label),
      .subtitle = subtitle,
      .footer = footer,
      .corner = kinds[ask->kind].corner != NULL ? _ (kinds[ask->kind].corner) : NULL,
      .head_width = kinds[ask->kind].head_width,
      .is_landscape = kinds[ask->kind].is_landscape,
      .is_rtl = ask->is_rtl,
      .fills = kinds[ask->kind].fills,
  });
  kinds[ask->kind].fill (&paper);
  if (amb_paper_table_get_n_rows (paper.table) == 0)
    amb_paper_table_add_note (paper.table, _ ("Nothing is planned here."));
  return paper.table;
}
