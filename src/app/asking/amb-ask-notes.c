#include "amb-ask-notes.h"

#include <glib/gi18n.h>

#define NAMES 3 /* of those whom a note is about */

/* A note that stands there, seen or not, so that the focus stays on its button. */
typedef struct
{
  GtkWidget *row;
  GtkWidget *title;
  GtkWidget *names;
  GtkWidget *button; /* nullable: nobody has the choice */
} Note;

static const struct
{
  AmbRequestNote note;
  const char *icon;
} kinds[] = {
  { AMB_REQUEST_OUTSIDE, "action-unavailable-symbolic" },
  { AMB_REQUEST_PAUSED, "media-playback-pause-symbolic" },
  { AMB_REQUEST_BUDGET, "dialog-warning-symbolic" },
  { AMB_REQUEST_QUIET, "weather-clear-night-symbolic" },
};

struct _AmbAskNotes
{
  AdwBin parent_instance;

  AmbContext *context;
  GtkWidget *group;
  GtkWidget *list; /* without a note it would be a line */
  Note notes[G_N_ELEMENTS (kinds)];
  guint leave_out;
  guint n_asked;
  gboolean is_setting;
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (AmbAskNotes, amb_ask_notes, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_READ,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_title (const AmbAskPreview *preview, AmbRequestNote note, guint n)
{
  switch (note)
    {
    case AMB_REQUEST_OUTSIDE:
      return g_strdup_printf (ngettext ("%'u is not in the roster, and is not asked",
                                        "%'u are not in the roster, and are not asked", n),
                              n);
    case AMB_REQUEST_PAUSED:
      return g_strdup_printf (ngettext ("%'u has paused", "%'u have paused", n), n);
    case AMB_REQUEST_BUDGET:
      /* Translators: how many people, then the request budget of the programme */
      return g_strdup_printf (ngettext ("%'u has the most requests of this month: %d",
                                        "%'u have the most requests of this month: %d", n),
                              n, preview->budget);
    case AMB_REQUEST_QUIET:
    default:
      /* Translators: how many people, then a time of day */
      return g_strdup_printf (
          ngettext ("%'u has quiet hours until %s", "%'u have quiet hours until %s", n), n,
          preview->quiet_until);
    }
}

static guint
get_count (const AmbAskPreview *preview, AmbRequestNote note)
{
  switch (note)
    {
    case AMB_REQUEST_OUTSIDE:
      return preview->n_outside;
    case AMB_REQUEST_PAUSED:
      return preview->n_paused;
    case AMB_REQUEST_BUDGET:
      return preview->n_budget;
    case AMB_REQUEST_QUIET:
    default:
      return preview->n_quiet;
    }
}

/* “Ada, Ben, Cleo and 12 more”; in quiet hours with what their clocks show. */
static char *
dup_names (const AmbAskPreview *preview, AmbRequestNote note, guint n)
{
  GString *names = g_string_new (NULL);
  guint shown = 0;

  for (guint i = 0; i < preview->people->len && shown < NAMES; i++)
    {
      const AmbAskPerson *person = g_ptr_array_index (preview->people, i);

      if ((person->notes & note) == 0)
        continue;
      g_string_append_printf (names, "%s%s", shown > 0 ? ", " : "", person->name);
      if (note == AMB_REQUEST_QUIET)
        g_string_append_printf (names, " (%s)", person->time);
      shown++;
    }
  if (n > shown)
    {
      g_autofree char *some = g_string_free (names, FALSE);

      /* Translators: names, then how many others */
      return g_strdup_printf (ngettext ("%s and %'u more", "%s and %'u more", n - shown), some,
                              n - shown);
    }
  return g_string_free (names, FALSE);
}

static void
show_note (AmbAskNotes *self, guint index, const AmbAskPreview *preview)
{
  Note *note = &self->notes[index];
  guint n = preview != NULL ? get_count (preview, kinds[index].note) : 0;
  g_autofree char *title = NULL, *names = NULL;

  gtk_widget_set_visible (note->row, n > 0);
  if (n == 0)
    return;
  title = dup_title (preview, kinds[index].note, n);
  names = dup_names (preview, kinds[index].note, n);
  gtk_label_set_label (GTK_LABEL (note->title), title);
  gtk_label_set_label (GTK_LABEL (note->names), names);
  if (note->button == NULL)
    return;
  self->is_setting = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (note->button),
                               (self->leave_out & kinds[index].note) != 0);
  self->is_setting = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (note->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

static char *
dup_summary (const AmbAskPreview *preview)
{
  guint n = preview->n_asked;

  if (preview->n_people == 0)
    return g_strdup (_ ("Nobody is addressed yet."));
  if (n == preview->n_people)
    return g_strdup_printf (ngettext ("%'u person will be asked.", "%'u people will be asked.", n),
                            n);
  /* Translators: how many people will be asked, of how many who are addressed */
  return g_strdup_printf (ngettext ("%'u of %'u will be asked; the others are left out.",
                                    "%'u of %'u will be asked; the others are left out.", n),
                          n, preview->n_people);
}

static void
show (AmbAskNotes *self, const AmbAskPreview *preview, const char *problem)
{
  g_autofree char *summary = preview != NULL ? dup_summary (preview) : NULL;

  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      show_note (self, i, preview);
      any = any || gtk_widget_get_visible (self->notes[i].row);
    }
  gtk_widget_set_visible (self->list, any);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                         summary != NULL ? summary : problem);
}

static gpointer
run_preview (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_ask_preview_short (store, data, NAMES, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbAskNotes) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbAskPreview) preview =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *markup = NULL;

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    markup = g_markup_escape_text (error->message, -1);
  self->n_asked = preview != NULL ? preview->n_asked : 0;
  show (self, preview, markup);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

static void
stop_reading (AmbAskNotes *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

void
amb_ask_notes_read (AmbAskNotes *self, AmbAsk *ask)
{
  ask->leave_out = self->leave_out;
  stop_reading (self);
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, run_preview, amb_ask_copy (ask),
                          (GDestroyNotify) amb_ask_free, (GDestroyNotify) amb_ask_preview_free,
                          self->reading, read_cb, g_object_ref (self));
}

guint
amb_ask_notes_get_n_asked (AmbAskNotes *self)
{
  return self->n_asked;
}

static void
toggled_cb (AmbAskNotes *self, GtkCheckButton *button)
{
  guint note = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "note"));

  if (self->is_setting)
    return;
  if (gtk_check_button_get_active (button))
    self->leave_out |= note;
  else
    self->leave_out &= ~note;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_note (AmbAskNotes *self, guint index)
{
  Note *note = &self->notes[index];
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (kinds[index].icon);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  note->title = new_label (NULL);
  note->names = new_label ("amb-quiet");
  gtk_widget_add_css_class (note->names, "amb-small");
  gtk_box_append (GTK_BOX (texts), note->title);
  gtk_box_append (GTK_BOX (texts), note->names);
  if (kinds[index].note != AMB_REQUEST_OUTSIDE)
    {
      note->button = gtk_check_button_new_with_label (_ ("Leave them out"));
      gtk_widget_set_halign (note->button, GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (note->button), "note", GUINT_TO_POINTER (kinds[index].note));
      g_signal_connect_swapped (note->button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (texts), note->button);
    }
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_widget_add_css_class (line, "amb-ask-note");
  note->row = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (note->row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (note->row), FALSE);
  gtk_widget_set_focusable (note->row, FALSE);
  gtk_widget_set_visible (note->row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), note->row);
}

static void
amb_ask_notes_dispose (GObject *object)
{
  AmbAskNotes *self = AMB_ASK_NOTES (object);

  stop_reading (self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_ask_notes_parent_class)->dispose (object);
}

static void
amb_ask_notes_class_init (AmbAskNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_ask_notes_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AMB_TYPE_ASK_NOTES, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_READ] = g_signal_new ("read", AMB_TYPE_ASK_NOTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
amb_ask_notes_init (AmbAskNotes *self)
{
  self->leave_out = AMB_REQUEST_PAUSED | AMB_REQUEST_BUDGET;
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Before You Send"));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->list);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_note (self, i);
  adw_bin_set_child (ADW_BIN (self), self->group);
}

GtkWidget *
amb_ask_notes_new (AmbContext *context)
{
  AmbAskNotes *self = g_object_new (AMB_TYPE_ASK_NOTES, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
