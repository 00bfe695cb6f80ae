#include "amb-calendar-words.h"

#include "amb-calendar.h"
#include "amb-clock-words.h"
#include "amb-display.h"

#include <glib/gi18n.h>

static const struct
{
  const char *label, *mark, *colour;
} audiences[AMB_N_AUDIENCES] = {
  { N_ ("Clients"), "amb-mark-client-symbolic", "aud_client" },
  { N_ ("Applicants"), "amb-mark-applicant-symbolic", "aud_applicant" },
  { N_ ("Partners"), "amb-mark-partner-symbolic", "aud_partner" },
  { N_ ("Internal"), "amb-mark-internal-symbolic", "aud_internal" },
};

/* A tile has little room: what must not be missed has its word beside the icon. */
static const struct
{
  const char *standing, *icon, *word;
} standings[] = {
  { "idea", "dialog-information-symbolic", NULL },
  { "draft", "document-edit-symbolic", NULL },
  { "in_review", "view-reveal-symbolic", NULL },
  { "changes_requested", "edit-undo-symbolic", N_ ("Changes") },
  { "approved", "object-select-symbolic", NULL },
  { "scheduled", "alarm-symbolic", NULL },
  { "published", "emblem-default-symbolic", NULL },
  { "expired", "amb-clock-symbolic", NULL },
  { "archived", "amb-done-symbolic", NULL },
  { "rejected", "action-unavailable-symbolic", NULL },
  { "on_hold", "media-playback-pause-symbolic", N_ ("On hold") },
  { "failed", "dialog-warning-symbolic", N_ ("Failed") },
  { "overdue", "amb-clock-symbolic", N_ ("Overdue") },
  { "out", "document-send-symbolic", N_ ("Already out") },
};

const char *
amb_calendar_get_audience (guint audience)
{
  return _ (audiences[audience].label);
}

const char *
amb_calendar_get_mark (guint audience)
{
  return audiences[audience].mark;
}

const char *
amb_calendar_get_colour (guint audience)
{
  return audiences[audience].colour;
}

GtkWidget *
amb_calendar_new_mark (void)
{
  GtkWidget *mark = gtk_image_new ();

  gtk_widget_add_css_class (mark, "amb-calendar-mark");
  return mark;
}

void
amb_calendar_set_mark (GtkWidget *mark, int audience)
{
  gtk_widget_set_visible (mark, audience >= 0);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    if ((int) i == audience)
      gtk_widget_add_css_class (mark, amb_audience_get_id (i));
    else
      gtk_widget_remove_css_class (mark, amb_audience_get_id (i));
  if (audience >= 0)
    gtk_image_set_from_icon_name (GTK_IMAGE (mark), audiences[audience].mark);
}

void
amb_calendar_set_hollow (GtkWidget *mark, guint audience, gboolean hollow)
{
  g_autofree char *icon =
      g_strdup_printf ("amb-mark-%s-hollow-symbolic", amb_audience_get_id (audience));

  gtk_image_set_from_icon_name (GTK_IMAGE (mark), hollow ? icon : audiences[audience].mark);
}

static const char *
get_standing (const AmbCalendarItem *item)
{
  const char *standing = amb_record_get (item->record, "standing");

  return standing != NULL ? standing : amb_record_get_state (item->record);
}

static guint
find_standing (const AmbCalendarItem *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    if (g_strcmp0 (standings[i].standing, get_standing (item)) == 0)
      return i;
  return 0;
}

const char *
amb_calendar_get_icon (const AmbCalendarItem *item)
{
  return standings[find_standing (item)].icon;
}

const char *
amb_calendar_get_word (const AmbCalendarItem *item)
{
  const char *word = standings[find_standing (item)].word;

  return word != NULL ? _ (word) : NULL;
}

char *
amb_calendar_dup_state (const AmbCalendarItem *item)
{
  const AmbField *field = amb_entity_find_field (amb_record_get_entity (item->record), "standing");

  return amb_display_value (field, get_standing (item), NULL, NULL);
}

char *
amb_calendar_dup_time_at (int minutes)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new (utc, 2000, 1, 1, minutes / 60, minutes % 60, 0);

  /* Translators: the time of day, as strftime's format */
  return g_date_time_format (time, _ ("%H:%M"));
}

char *
amb_calendar_dup_moment (const AmbMoment *at)
{
  g_autofree char *time = amb_calendar_dup_time_at (at->minutes);

  /* Translators: a time of the day that the clock shows twice, for the second time: as short as it
   * gets */
  return at->is_second ? g_strdup_printf (_ ("%s again"), time) : g_steal_pointer (&time);
}

char *
amb_calendar_dup_axis_time (const AmbMoment *at)
{
  g_autofree char *time = amb_calendar_dup_time_at (at->minutes);

  /* Translators: the same in two lines, in a narrow column */
  return at->is_second ? g_strdup_printf (_ ("%s\nagain"), time) : g_steal_pointer (&time);
}

char *
amb_calendar_dup_clock (const char *first, const char *last, char **words)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return amb_clock_words (zone, first, last, words);
}

char *
amb_calendar_dup_time (const AmbCalendarItem *item)
{
  return amb_calendar_dup_moment (&item->at);
}

char *
amb_calendar_format_day (const char *day, const char *format)
{
  return amb_day_format (day, format);
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

/* When it is by its own clock: with the day where that isn't @day. */
static char *
dup_there (const char *wall, const char *day)
{
  g_autofree char *date = g_strndup (wall, AMB_DAY_SIZE - 1);
  g_autofree char *zone = g_strndup (strchr (wall, '[') + 1, strlen (strchr (wall, '[')) - 2);
  g_autofree char *midnight = g_strconcat (date, "T00:00[", zone, "]", NULL);
  g_autofree char *time = amb_calendar_dup_time_at (amb_wall_time_get_minutes (midnight, wall));
  g_autofree char *name = NULL;

  if (g_str_equal (date, day))
    /* Translators: a time of the day, and the time zone whose clocks show it */
    return g_strdup_printf (_ ("%s (%s)"), time, zone);
  name = amb_calendar_format_day (date, _ ("%A %-d %B"));
  return g_strdup_printf (_ ("%s, %s (%s)"), name, time, zone);
}

char *
amb_calendar_dup_where (const AmbCalendarItem *item)
{
  if (item->channel == NULL || item->owner == NULL)
    return g_strdup (item->channel != NULL ? item->channel : item->owner);
  return g_strdup_printf ("%s · %s", item->channel, item->owner);
}

/* A tile shows pieces of this, which it may have to cut: each stands here as it does there. */
char *
amb_calendar_dup_whole (const AmbCalendarItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *state = amb_calendar_dup_state (item);
  g_autofree char *where = amb_calendar_dup_where (item);
  const char *planned = amb_record_get (item->record, "publish-on");
  const char *own = item->at.is_other_clock && planned != NULL ? planned : NULL;

  append (text, amb_record_get_title (item->record));
  if (item->at.day[0] != '\0')
    {
      g_autofree char *day = amb_calendar_format_day (item->at.day, _ ("%A %-d %B"));
      g_autofree char *time = amb_calendar_dup_time (item);

      append (text, day);
      append (text, time);
    }
  if (own != NULL)
    {
      g_autofree char *there = dup_there (own, item->at.day);

      append (text, there);
    }
  append (text, item->audience >= 0 ? amb_calendar_get_audience ((guint) item->audience) : NULL);
  append (text, state);
  append (text, where);
  append (text, item->pillar);
  append (text, item->campaign);
  append (text, item->department);
  append (text, item->missing);
  /* Translators: of an item that whoever reads this may not change */
  append (text, item->is_foreign ? _ ("only to read") : NULL);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
amb_calendar_dup_slot (const AmbCalendarSlot *slot)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = amb_calendar_format_day (slot->at.day, _ ("%A %-d %B"));
  g_autofree char *time = amb_calendar_dup_time_at (slot->at.minutes);

  append (text, day);
  append (text, time);
  if (slot->at.is_other_clock)
    {
      g_autofree char *there = dup_there (slot->wall, slot->at.day);

      append (text, there);
    }
  append (text, slot->channel);
  append (text, slot->audience >= 0 ? amb_calendar_get_audience ((guint) slot->audience) : NULL);
  if (slot->reason != NULL)
    /* Translators: why nothing goes out on that day, then weekday, hour, channel and audience of a
     * weekly slot */
    return g_strdup_printf (_ ("Not offered (%s): %s"), slot->reason, text->str);
  /* Translators: a weekly slot without an item yet: weekday, hour, channel and audience */
  return g_strdup_printf (_ ("Empty place: %s"), text->str);
}

void
amb_calendar_set_class (GtkWidget *widget, const char *css, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css);
  else
    gtk_widget_remove_css_class (widget, css);
}

/* Tooltips. */

#define TIP       "amb-calendar-tip"
#define TIP_CHARS 36

const char *
amb_calendar_get_tip (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), TIP);
}

static gboolean
tip_cb (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer data)
{
  const char *text = amb_calendar_get_tip (widget);
  GtkWidget *label;

  if (text == NULL)
    return FALSE;
  /* GTK's own label, which it hides beside another one, is wider than a narrow window. */
  gtk_tooltip_set_text (tooltip, text);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TIP_CHARS);
  gtk_tooltip_set_custom (tooltip, label);
  return TRUE;
}

void
amb_calendar_set_tip (GtkWidget *widget, const char *text)
{
  const char *former = amb_calendar_get_tip (widget);

  if (g_strcmp0 (text, former) == 0)
    return;
  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, (gpointer) tip_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (tip_cb), NULL);
  gtk_widget_set_has_tooltip (widget, text != NULL);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_object_set_data_full (G_OBJECT (widget), TIP, g_strdup (text), g_free);
}
