/* calendar: what is planned in a month, for whom, and which weeks have nothing for somebody */
#include "amb-cli.h"

#include "amb-calendar-facts.h"
#include "amb-calendar-paper.h"
#include "amb-calendar-slots.h"
#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
dup_time (const AmbMoment *at)
{
  return g_strdup_printf ("%02d:%02d", at->minutes / 60, at->minutes % 60);
}

static void
build_item (JsonBuilder *builder, const AmbCalendarItem *item)
{
  g_autofree char *time = dup_time (&item->at);

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", amb_record_get_id (item->record));
  amb_cli_build_string (builder, "title", amb_record_get_title (item->record));
  if (item->at.day[0] != '\0')
    {
      amb_cli_build_string (builder, "day", item->at.day);
      amb_cli_build_string (builder, "time", time);
      amb_cli_build_string (builder, "publish-on", amb_record_get (item->record, "publish-on"));
    }
  amb_cli_build_string (builder, "state", amb_record_get_state (item->record));
  amb_cli_build_string (builder, "standing", amb_record_get (item->record, "standing"));
  amb_cli_build_string (builder, "audience", amb_record_get (item->record, "audience"));
  amb_cli_build_string (builder, "channel", item->channel);
  amb_cli_build_string (builder, "pillar", item->pillar);
  amb_cli_build_string (builder, "campaign", item->campaign);
  amb_cli_build_string (builder, "department", item->department);
  amb_cli_build_string (builder, "owner", item->owner);
  amb_cli_build_string (builder, "missing", item->missing);
  json_builder_end_object (builder);
}

static void
build_items (JsonBuilder *builder, const char *name, GPtrArray *items)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    build_item (builder, g_ptr_array_index (items, i));
  json_builder_end_array (builder);
}

static void
build_slots (JsonBuilder *builder, GPtrArray *slots)
{
  json_builder_set_member_name (builder, "empty-slots");
  json_builder_begin_array (builder);
  for (guint i = 0; i < slots->len; i++)
    {
      const AmbCalendarSlot *slot = g_ptr_array_index (slots, i);
      const char *audience =
          slot->audience >= 0 ? amb_audience_get_id ((guint) slot->audience) : NULL;
      g_autofree char *time = dup_time (&slot->at);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "day", slot->at.day);
      amb_cli_build_string (builder, "time", time);
      amb_cli_build_string (builder, "publish-on", slot->wall);
      amb_cli_build_string (builder, "channel-id", slot->channel_id);
      amb_cli_build_string (builder, "channel", slot->channel);
      amb_cli_build_string (builder, "department-id", slot->department_id);
      amb_cli_build_string (builder, "audience", audience);
      amb_cli_build_string (builder, "kind", slot->kind);
      amb_cli_build_string (builder, "not-offered", slot->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
build_mix (JsonBuilder *builder, const AmbCalendar *calendar)
{
  double score;

  json_builder_set_member_name (builder, "balance");
  json_builder_begin_object (builder);
  if (amb_balance_get_score (&calendar->balance, &score))
    {
      json_builder_set_member_name (builder, "score");
      json_builder_add_double_value (builder, score);
    }
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      json_builder_set_member_name (builder, amb_audience_get_id (i));
      json_builder_begin_object (builder);
      amb_cli_build_int (builder, "items", calendar->balance.counts[i]);
      amb_cli_build_int (builder, "target", calendar->balance.targets[i]);
      amb_cli_build_int (builder, "short", amb_balance_get_short (&calendar->balance, i));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
build_offers (JsonBuilder *builder, GPtrArray *offers)
{
  json_builder_set_member_name (builder, "assets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < offers->len; i++)
    {
      const AmbGapOffer *offer = g_ptr_array_index (offers, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "id", offer->id);
      amb_cli_build_string (builder, "title", offer->title);
      amb_cli_build_string (builder, "department", offer->department);
      amb_cli_build_string (builder, "language", offer->language);
      amb_cli_build_int (builder, "uses", offer->n_uses);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const AmbCalendar *calendar, GPtrArray *gaps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "from", calendar->from);
  amb_cli_build_int (builder, "weeks", calendar->n_weeks);
  build_items (builder, "items", calendar->items);
  build_items (builder, "unscheduled", calendar->tray);
  amb_cli_build_int (builder, "unscheduled-total", calendar->n_tray);
  build_slots (builder, calendar->slots);
  build_mix (builder, calendar);
  json_builder_set_member_name (builder, "empty-weeks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gaps->len; i++)
    {
      const AmbGap *gap = g_ptr_array_index (gaps, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "week", gap->week);
      amb_cli_build_int (builder, "number", amb_week_get_number (gap->week));
      amb_cli_build_string (builder, "audience", amb_audience_get_id (gap->audience));
      build_offers (builder, gap->offers);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_item (AmbCli *self, const AmbCalendarItem *item)
{
  const AmbEntity *entity = amb_record_get_entity (item->record);
  g_autofree char *time = dup_time (&item->at);
  g_autofree char *title = amb_cli_dup_cell (amb_record_get_title (item->record));
  g_autofree char *state =
      amb_cli_dup_shown (self->store, amb_entity_find_field (entity, "standing"),
                         amb_record_get (item->record, "standing"));
  g_autofree char *audience =
      amb_cli_dup_shown (self->store, amb_entity_find_field (entity, "audience"),
                         amb_record_get (item->record, "audience"));

  g_print ("%s %s\t%s\t%s\t%s\n", item->at.day, time, title, audience, state);
}

static void
print_slot (AmbCli *self, const AmbCalendarSlot *slot)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("content-item"), "audience");
  g_autofree char *time = dup_time (&slot->at);
  g_autofree char *channel = amb_cli_dup_cell (slot->channel);
  g_autofree char *reason = amb_cli_dup_cell (slot->reason != NULL ? slot->reason : "");
  g_autofree char *audience =
      slot->audience >= 0
          ? amb_cli_dup_shown (self->store, field, amb_audience_get_id ((guint) slot->audience))
          : g_strdup ("");
  g_autofree char *standing = slot->reason != NULL
                                  /* Translators: of a weekly slot: why nothing goes out then */
                                  ? g_strdup_printf (_ ("not offered: %s"), reason)
                                  : g_strdup (_ ("empty place"));

  g_print ("%s %s\t%s\t%s\t%s\n", slot->at.day, time, channel, audience, standing);
}

static void
print_text (AmbCli *self, const AmbCalendar *calendar, GPtrArray *gaps)
{
  double score;

  for (guint i = 0; i < calendar->items->len; i++)
    print_item (self, g_ptr_array_index (calendar->items, i));
  for (guint i = 0; i < calendar->slots->len; i++)
    print_slot (self, g_ptr_array_index (calendar->slots, i));
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u item without a day.\n", "%u items without a day.\n",
                        calendar->n_tray),
           calendar->n_tray);
  if (amb_balance_get_score (&calendar->balance, &score))
    /* Translators: how near the mix of audiences is to the one that is meant */
    g_print (_ ("Audience balance: %.0f %%\n"), score);
  for (guint i = 0; i < gaps->len; i++)
    {
      const AmbGap *gap = g_ptr_array_index (gaps, i);
      const AmbField *field = amb_entity_find_field (amb_entity_find ("content-item"), "audience");
      g_autofree char *audience =
          amb_cli_dup_shown (self->store, field, amb_audience_get_id (gap->audience));

      /* Translators: an audience, the number of a week, its first day */
      g_print (_ ("%s: nothing in week %d (%s)\n"), audience, amb_week_get_number (gap->week),
               gap->week);
      for (guint j = 0; j < gap->offers->len; j++)
        {
          g_autofree char *title =
              amb_cli_dup_cell (((AmbGapOffer *) gap->offers->pdata[j])->title);

          g_print ("    %s\n", title);
        }
    }
}

/* "2026-11" as its first day. */
static gboolean
read_month (AmbCli *self, const char *word, char **day, GError **error)
{
  if (word == NULL)
    *day = amb_clock_dup_today (self->clock, NULL);
  else
    *day = g_strconcat (word, "-01", NULL);
  if (!amb_date_is_valid (*day))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is not a month. Write it as 2026-08."), word);
      return FALSE;
    }
  return amb_day_check (*day, error);
}

static gboolean
read_filter (AmbCli *self, AmbQuery *filter, const char *name, const char *word, GError **error)
{
  const AmbField *field = amb_entity_find_field (filter->entity, name);
  g_autofree char *value = NULL;

  if (word == NULL)
    return TRUE;
  if (!amb_cli_read_value (self->store, field, word, &value, error))
    return FALSE;
  if (g_str_equal (name, "department-id"))
    filter->within = g_steal_pointer (&value);
  else
    amb_query_where (filter, field, AMB_MATCH_IN, (const char *const[]){ value, NULL });
  return TRUE;
}

/* @name: (nullable): of a view that the lists of content items and the calendar have in common. Its
 * condition on audiences hides items and counts them, as the window does. */
static gboolean
read_view (AmbCli *self, AmbCalendarAsk *ask, AmbQuery *filter, const char *name, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *notice = NULL;
  g_autoptr (AmbView) view =
      name != NULL ? amb_cli_read_view (self->store, filter->entity, name, &title, error) : NULL;

  if (view == NULL)
    return name == NULL;
  amb_cli_merge_view (filter, view);
  ask->audiences = amb_calendar_take_audiences (filter);
  notice = amb_view_dup_notice (view);
  if (notice != NULL)
    g_printerr ("%s\n", notice);
  return TRUE;
}

/* A form for paper: which one, and of which day's week where it shows one. */
static gboolean
read_form (const char *form,
           const char *week,
           const char *pdf,
           AmbCalendarPaperKind *kind,
           char **day,
           GError **error)
{
  if ((form != NULL || week != NULL) && pdf == NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("A form is for paper. Name its file with --pdf."));
  else if (form != NULL && !amb_calendar_paper_find (form, kind))
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("“%s” is not a form. The forms are month, week, board, lanes and agenda."),
                 form);
  else if (week != NULL && !amb_date_is_valid (week))
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("“%s” is not a day. Write a day of the week as 2026-08-31."), week);
  else if (week == NULL || amb_day_check (week, error))
    {
      if (week != NULL)
        {
          g_free (*day);
          *day = g_strdup (week);
        }
      return TRUE;
    }
  return FALSE;
}

static AmbCliStatus
save_pdf (AmbCli *self, const AmbCalendarPaperAsk *ask, const char *path, GError **error)
{
  g_autoptr (AmbPaperTable) table = amb_calendar_paper_load (self->store, ask, error);

  if (table == NULL || !amb_paper_table_save (table, path, error))
    return AMB_CLI_FAILED;
  if (!self->json)
    g_print (_ ("The calendar was saved as “%s”.\n"), path);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_calendar (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *month = NULL;
  g_autofree char *node = NULL;
  g_autofree char *channel = NULL;
  g_autofree char *pillar = NULL;
  g_autofree char *name = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *form = NULL;
  g_autofree char *week = NULL;
  AmbCalendarPaperKind kind = AMB_CALENDAR_PAPER_MONTH;
  const GOptionEntry entries[] = {
    { "month", 0, 0, G_OPTION_ARG_STRING, &month },
    { "node", 0, 0, G_OPTION_ARG_STRING, &node },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel },
    { "pillar", 0, 0, G_OPTION_ARG_STRING, &pillar },
    { "view", 0, 0, G_OPTION_ARG_STRING, &name },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf },
    { "form", 0, 0, G_OPTION_ARG_STRING, &form },
    { "week", 0, 0, G_OPTION_ARG_STRING, &week },
    { NULL },
  };
  g_autoptr (AmbQuery) filter = amb_query_new (amb_entity_find ("content-item"));
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (AmbCalendar) calendar = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  g_autofree char *today = amb_clock_dup_today (self->clock, NULL);
  g_autofree char *day = NULL;
  g_autofree char *from = NULL;
  AmbCalendarAsk ask = { .zone = zone, .filter = filter };

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!read_month (self, month, &day, error) || !read_form (form, week, pdf, &kind, &day, error) ||
      !amb_cli_open_reader (self, error) ||
      !read_filter (self, filter, "department-id", node, error) ||
      !read_filter (self, filter, "channel-id", channel, error) ||
      !read_filter (self, filter, "pillar-id", pillar, error) ||
      !read_view (self, &ask, filter, name, error))
    return AMB_CLI_FAILED;
  if (pdf != NULL)
    return save_pdf (self,
                     &(AmbCalendarPaperAsk){ kind, day, today, zone, ask.audiences, filter,
                                             amb_paper_is_rtl () },
                     pdf, error);
  from = amb_month_get_weeks (day, amb_week_get_first_weekday (), &ask.n_weeks);
  g_strlcpy (ask.from, from, sizeof ask.from);
  calendar = amb_calendar_load (self->store, &ask, error);
  gaps = calendar != NULL ? amb_calendar_load_gaps (self->store, calendar, today, G_MAXUINT, error)
                          : NULL;
  if (gaps == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    print_json (calendar, gaps);
  else
    print_text (self, calendar, gaps);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_calendar_commands[] = {
  { "calendar",
    "[--month 2026-08] [--node NODE] [--channel CHANNEL] [--pillar PILLAR] [--view VIEW] "
    "[--pdf FILE [--form month|week|board|lanes|agenda] [--week 2026-08-31]]",
    N_ ("shows the content items that are planned in the weeks of a month, the weekly slots that "
        "are still empty, the items without a day, and the weeks in which an audience has nothing, "
        "with the assets that would fill them; or "
        "writes a form of them as a PDF, for paper"),
    run_calendar },
  { NULL },
};
