#include "amb-editor-compare.h"

#include "amb-display.h"
#include "amb-history.h"
#include "amb-text-merge.h"

#include <glib/gi18n.h>

#define SHOWN 500 /* entries of the journal */

struct _AmbEditorCompare
{
  AdwWindow parent_instance;

  AmbContext *context;
  AmbRecord *record;
  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *lines;
  AdwPreferencesGroup *choice;
  AmbTextVersions *versions; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbEditorCompare, amb_editor_compare, ADW_TYPE_WINDOW)

/* “Ada · Today, 14:01”, with what is known of the version. */
static char *
dup_name (AmbEditorCompare *self, guint i)
{
  const AmbTextVersion *version = g_ptr_array_index (self->versions->versions, i);
  const char *by = version->by != NULL  ? version->by
                   : version->is_remote ? _ ("A colleague")
                                        : _ ("You");
  g_autofree char *when = NULL, *name = NULL;

  if (version->at != 0)
    {
      when =
          amb_display_instant (version->at, amb_clock_now (amb_context_get_clock (self->context)));
      /* Translators: who and when */
      name = g_strdup_printf (_ ("%s · %s"), by, when);
    }
  else if (i == 0 && !self->versions->is_whole)
    name = g_strdup (_ ("As it is now"));
  else if (i + 1 == self->versions->versions->len && self->versions->is_whole)
    name = g_strdup (_ ("As it was at first"));
  else
    name = g_strdup (_ ("As it was before"));
  /* Translators: a version of a text, which somebody approved */
  return version->is_approved ? g_strdup_printf (_ ("%s · approved"), name)
                              : g_steal_pointer (&name);
}

static gpointer
read_versions (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbRecord *record = data;

  return amb_text_versions_read (store, amb_record_get_entity (record), amb_record_get_id (record),
                                 SHOWN, error);
}

/* What the versions that are here can't tell. */
static void
show_limits (AmbEditorCompare *self)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (self->versions->is_changed)
    g_ptr_array_add (sentences, (gpointer) _ ("Changed since it was approved."));
  if (!self->versions->is_whole)
    g_ptr_array_add (sentences, (gpointer) _ ("Earlier versions aren’t on this computer."));
  g_ptr_array_add (sentences, NULL);
  text = g_strjoinv (" ", (char **) sentences->pdata);
  adw_preferences_group_set_description (self->choice, *text != '\0' ? text : NULL);
}

static void
add_line_cb (AmbTextMark mark, const char *line, gpointer data)
{
  static const char *const marks[] = { " ", "−", "+" };
  AmbEditorCompare *self = data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *sign = gtk_label_new (marks[mark]);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_widget_set_size_request (sign, 16, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mark == AMB_TEXT_SAME      ? _ ("Same")
                                  : mark == AMB_TEXT_REMOVED ? _ ("Removed")
                                                             : _ ("Added"),
                                  -1);
  gtk_widget_add_css_class (box, mark == AMB_TEXT_SAME      ? "amb-same"
                                 : mark == AMB_TEXT_REMOVED ? "amb-removed"
                                                            : "amb-added");
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->lines), box);
}

static const AmbTextVersion *
get_version (AmbEditorCompare *self, GtkWidget *row)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  return i < self->versions->versions->len ? g_ptr_array_index (self->versions->versions, i) : NULL;
}

static void
compare (AmbEditorCompare *self)
{
  const AmbTextVersion *from, *to;
  GtkWidget *child;

  if (self->versions == NULL)
    return;
  from = get_version (self, self->from);
  to = get_version (self, self->to);
  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  if (from != NULL && to != NULL)
    amb_text_compare (from->text, to->text, add_line_cb, self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbEditorCompare) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbTextVersions) versions =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n;

  if (self->context == NULL)
    return;
  if (versions == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->from), error->message);
      return;
    }
  self->versions = g_steal_pointer (&versions);
  n = self->versions->versions->len;
  for (guint i = 0; i < n; i++)
    gtk_string_list_take (names, dup_name (self, i));
  show_limits (self);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->from), G_LIST_MODEL (names));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->to), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->from), MIN (1, n - 1));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->to), 0);
  compare (self);
}

static void
amb_editor_compare_dispose (GObject *object)
{
  AmbEditorCompare *self = AMB_EDITOR_COMPARE (object);

  g_clear_pointer (&self->versions, amb_text_versions_free);
  g_clear_object (&self->record);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_editor_compare_parent_class)->dispose (object);
}

static void
amb_editor_compare_class_init (AmbEditorCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_editor_compare_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
add_combo (AmbEditorCompare *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (compare), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
amb_editor_compare_init (AmbEditorCompare *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *text = adw_preferences_group_new ();

  self->choice = ADW_PREFERENCES_GROUP (group);
  self->from = add_combo (self, group, _ ("From"));
  self->to = add_combo (self, group, _ ("To"));
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (self->lines, "card");
  gtk_widget_add_css_class (self->lines, "amb-preview");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (text), self->lines);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (text));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Compare Versions"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 600);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

GtkWidget *
amb_editor_compare_new (AmbContext *context, AmbRecord *record, GtkWindow *parent)
{
  AmbEditorCompare *self = g_object_new (AMB_TYPE_EDITOR_COMPARE, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->record = g_object_ref (record);
  amb_context_read_async (context, read_versions, g_object_ref (record), g_object_unref,
                          (GDestroyNotify) amb_text_versions_free, NULL, read_cb,
                          g_object_ref (self));
  return GTK_WIDGET (self);
}
