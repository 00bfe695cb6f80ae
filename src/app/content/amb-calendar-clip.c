#include "amb-calendar-clip.h"

#include "amb-calendar-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AmbCalendarClip
{
  AmbCalendarModel *model;
  GdkContentProvider *content; /* nullable: what other programs get: while it is on the clipboard */
  char **ids;                  /* nullable */
  gboolean is_cut;
};

AmbCalendarClip *
amb_calendar_clip_new (AmbCalendarModel *model)
{
  AmbCalendarClip *self = g_new0 (AmbCalendarClip, 1);

  self->model = g_object_ref (model);
  return self;
}

static void
forget (AmbCalendarClip *self)
{
  g_clear_object (&self->content);
  g_clear_pointer (&self->ids, g_strfreev);
  self->is_cut = FALSE;
}

void
amb_calendar_clip_free (AmbCalendarClip *self)
{
  if (self == NULL)
    return;
  forget (self);
  g_object_unref (self->model);
  g_free (self);
}

/* A line each: when, and the title. */
static char *
dup_text (AmbCalendarClip *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->ids[i] != NULL; i++)
    {
      const AmbCalendarItem *item = amb_calendar_model_find (self->model, self->ids[i]);
      g_autofree char *whole = item != NULL ? amb_calendar_dup_whole (item) : NULL;

      if (whole != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", whole);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full): those of @ids that may go; the sentences of the others go to @said. */
static char **
take_free (AmbCalendarClip *self, const char *const *ids, GString *said)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *why = amb_calendar_model_dup_obstacle (self->model, ids[i]);

      if (why == NULL)
        g_strv_builder_add (builder, ids[i]);
      else
        g_string_append_printf (said, "%s%s", said->len > 0 ? " " : "", why);
    }
  return g_strv_builder_end (builder);
}

static char *
dup_taken (guint n, gboolean is_cut)
{
  if (n == 0)
    return g_strdup ("");
  return is_cut ? g_strdup_printf (ngettext ("%u item cut: paste it on another day.",
                                             "%u items cut: paste them on another day.", n),
                                   n)
                : g_strdup_printf (ngettext ("%u item copied: paste it on a day.",
                                             "%u items copied: paste them on a day.", n),
                                   n);
}

void
amb_calendar_clip_take (AmbCalendarClip *self,
                        GtkWidget *widget,
                        const char *const *ids,
                        gboolean is_cut)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_auto (GStrv) taken = is_cut ? take_free (self, ids, said) : g_strdupv ((char **) ids);
  guint n = g_strv_length (taken);
  g_autofree char *sentence = dup_taken (n, is_cut);
  g_autofree char *text = NULL;

  if (n > 0)
    {
      forget (self);
      self->ids = g_steal_pointer (&taken);
      self->is_cut = is_cut;
      text = dup_text (self);
      self->content = gdk_content_provider_new_typed (G_TYPE_STRING, text);
      gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), self->content);
      amb_calendar_model_set_cut (self->model, is_cut ? (const char *const *) self->ids : NULL);
    }
  if (said->len > 0 && n > 0)
    g_string_prepend (said, " ");
  g_string_prepend (said, sentence);
  amb_calendar_model_say (self->model, said->str);
}

gboolean
amb_calendar_clip_release (AmbCalendarClip *self)
{
  gboolean was_cut = self->is_cut;

  if (was_cut)
    {
      forget (self);
      amb_calendar_model_set_cut (self->model, NULL);
    }
  return was_cut;
}

void
amb_calendar_clip_paste (AmbCalendarClip *self, GtkWidget *widget, const char *when)
{
  gboolean has_hour = when != NULL && strchr (when, '[') != NULL;
  gboolean is_here = self->content != NULL &&
                     gdk_clipboard_get_content (gtk_widget_get_clipboard (widget)) == self->content;
  const char *const *ids = (const char *const *) self->ids;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  AmbMoment at = { .minutes = 0 };

  if (!is_here)
    {
      amb_calendar_clip_release (self);
      amb_calendar_model_say (self->model,
                              _ ("Nothing was copied here yet: choose items and press Ctrl+C."));
      return;
    }
  if (when == NULL)
    {
      amb_calendar_model_say (self->model, _ ("Choose the day first to which it is to come."));
      return;
    }
  if (!has_hour)
    g_strlcpy (at.day, when, sizeof at.day);
  else if (!amb_wall_time_read (when, zone, &at))
    return;
  if (!self->is_cut)
    {
      amb_calendar_model_copy_to (self->model, ids, &at, has_hour);
      return;
    }
  amb_calendar_model_set_leading (self->model, ids[0]);
  if (has_hour)
    amb_calendar_model_place_at (self->model, ids, &at);
  else
    amb_calendar_model_place (self->model, ids, at.day, NULL);
  amb_calendar_clip_release (self);
}
