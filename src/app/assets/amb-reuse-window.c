#include "amb-reuse-window.h"

#include "amb-asset-facts.h"
#include "amb-asset-words.h"
#include <glib/gi18n.h>

typedef struct
{
  AdwWindow *window; /* a reference */
  AdwPreferencesPage *page;
  AdwWindowTitle *title;
  gboolean of_all; /* items that are not visible may be made of an asset, too */
} Showing;

static GtkWidget *
new_reuser (const AmbReuser *reuser)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name =
      g_markup_escape_text (reuser->name != NULL ? reuser->name : _ ("No department"), -1);
  g_autofree char *items =
      g_strdup_printf (ngettext ("%u item", "%u items", reuser->n_items), reuser->n_items);
  g_autofree char *line = g_strdup_printf (
      ngettext ("%u of them published", "%u of them published", reuser->n_published),
      reuser->n_published);
  GtkWidget *count = gtk_label_new (items);

  gtk_widget_add_css_class (count, "amb-num");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (reuser->n_published > 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  return row;
}

static char *
dup_line (const AmbSharer *sharer)
{
  g_autofree char *assets =
      g_strdup_printf (ngettext ("%u asset", "%u assets", sharer->n_assets), sharer->n_assets);
  g_autofree char *never = g_strdup_printf (
      ngettext ("%u never reused", "%u never reused", sharer->n_never), sharer->n_never);
  g_autofree char *own = g_strdup_printf (
      ngettext ("%u item of its own", "%u items of its own", sharer->n_own), sharer->n_own);

  return g_strjoin (" · ", assets, never, own, NULL);
}

static GtkWidget *
new_sharer (const AmbSharer *sharer)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *name = g_markup_escape_text (sharer->name, -1);
  g_autofree char *line = dup_line (sharer);
  g_autofree char *others = g_strdup_printf (
      ngettext ("%u item of others", "%u items of others", sharer->n_others), sharer->n_others);
  GtkWidget *count = gtk_label_new (others);

  gtk_widget_add_css_class (count, "amb-num");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), line);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), count);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), sharer->reusers->len > 0);
  for (guint i = 0; i < sharer->reusers->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              new_reuser (g_ptr_array_index (sharer->reusers, i)));
  return row;
}

static void
show (Showing *self, GPtrArray *sharers)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  guint n_others = 0, n_assets = 0;
  g_autofree char *line = NULL;

  for (guint i = 0; i < sharers->len; i++)
    {
      const AmbSharer *sharer = g_ptr_array_index (sharers, i);

      n_others += sharer->n_others;
      n_assets += sharer->n_assets;
      adw_preferences_group_add (group, new_sharer (sharer));
    }
  line = g_strdup_printf (ngettext ("%u item made of another department’s asset",
                                    "%u items made of other departments’ assets", n_others),
                          n_others);
  adw_preferences_group_set_description (
      group, n_assets == 0 ? _ ("No department has shared an asset yet.")
             : self->of_all
                 ? _ ("Each department with what it shares. An item counts for the asset that it "
                      "is made of, also by way of another item.")
                 : _ ("Each department with what it shares, as far as you see it: other items may "
                      "be made of these assets, too."));
  adw_window_title_set_subtitle (self->title, line);
  adw_preferences_page_add (self->page, group);
}

static gpointer
read_reuse (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_reuse_load (store, data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Showing *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sharers = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (sharers != NULL)
    show (self, sharers);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    amb_asset_window_say (self->window, error->message, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  g_object_unref (self->window);
  g_free (self);
}

void
amb_reuse_window_open (AmbContext *context, GtkWindow *parent)
{
  Showing *self = g_new0 (Showing, 1);

  self->of_all =
      amb_access_sees_all (amb_context_get_access (context), amb_entity_find ("content-item"));
  self->window = g_object_ref (ADW_WINDOW (adw_window_new ()));
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 620, 680);
  self->title =
      amb_asset_window_fill (self->window, _ ("Reuse by Department"), GTK_WIDGET (self->page));
  amb_asset_window_place (self->window, "reuse", parent);
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_present (GTK_WINDOW (self->window));
  amb_context_read_async (context, read_reuse, g_strdup (amb_context_get_node (context)), g_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, self);
}
