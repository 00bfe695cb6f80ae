#include "amb-palette.h"
#include "amb-places.h"
#include "amb-shortcuts.h"
#include "amb-text.h"

#include <glib/gi18n.h>

#define SEARCH_MS   150
#define MAX_RECORDS 6
#define MAX_KINDS   6

struct _AmbPalette
{
  AdwWindow parent_instance;

  /* template */
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *nothing; /* the placeholder: silent while records are looked for */

  AmbContext *context;
  GCancellable *cancellable;
  guint search_source;
};

G_DEFINE_FINAL_TYPE (AmbPalette, amb_palette, ADW_TYPE_WINDOW)

static void
append_result (
    AmbPalette *self, const char *icon, const char *title, const char *kind, const char *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *where = gtk_label_new (kind);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (where, "amb-place");
  gtk_box_append (GTK_BOX (box), where);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "action", g_strdup (action), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, kind, -1);
  gtk_list_box_append (self->list, row);
}

static gboolean
matches (const char *title, const char *folded)
{
  g_autofree char *key = amb_text_fold (title);

  return strstr (key, folded) != NULL;
}

static void
append_places (AmbPalette *self, const char *folded)
{
  for (const AmbPlace *place = amb_places (); place->id != NULL; place++)
    {
      g_autofree char *action = g_strdup_printf ("win.go-to::%s", place->id);

      const char *label = amb_place_get_label (place, self->context);

      if (matches (label, folded) && !place->is_of_one &&
          amb_place_is_visible (place, self->context))
        append_result (self, place->icon, label, _ ("Place"), action);
    }
}

/* Every action that has a key; the places stand above already. */
static void
append_actions (AmbPalette *self, const char *folded)
{
  for (const AmbShortcut *row = amb_shortcuts (); row->title != NULL; row++)
    if (row->action != NULL && !g_str_has_prefix (row->action, "win.go-to") &&
        !g_str_equal (row->action, "win.show-palette") &&
        !g_str_equal (row->action, "win.escape") && *folded != '\0' &&
        matches (_ (row->title), folded))
      append_result (self, "system-run-symbolic", _ (row->title), _ ("Action"), row->action);
}

/* Those whose name begins with what was typed stand first, then those of which a later word does:
 * a name that only contains it would take the place of the record that is meant. */
static void
append_kinds (AmbPalette *self, const char *folded)
{
  guint n = 0;

  for (guint pass = 0; pass < 2 && *folded != '\0'; pass++)
    for (const AmbEntity *const *entity = amb_entities (); *entity != NULL && n < MAX_KINDS;
         entity++)
      {
        const char *label = _ ((*entity)->label_plural);
        g_autofree char *key = amb_text_fold (label);
        g_autofree char *word = g_strconcat (" ", folded, NULL);
        const gboolean begins = g_str_has_prefix (key, folded);
        g_autofree char *action = g_strdup_printf ("win.show-kind::%s", (*entity)->name);

        if (begins != (pass == 0) || (!begins && strstr (key, word) == NULL) ||
            !amb_context_may (self->context, *entity, AMB_RIGHT_READ))
          continue;
        append_result (self, (*entity)->icon, label, _ ("Kind of records"), action);
        n++;
      }
}

/* Records come from a reader thread and join what is there. */

typedef struct
{
  const AmbEntity *entity;
  char *id;
  char *title;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->id);
  g_free (found->title);
  g_free (found);
}

static gpointer
find_records (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const names[] = { "ambassador", "person-card",  "node",     "role",
                                       "signal",     "content-item", "practice", "thread",
                                       "space",      "crisis",       NULL };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (found_free);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find (names[i]));
      g_autoptr (GPtrArray) records = NULL;

      query->search = g_strdup (data);
      records = amb_store_list (store, query, MAX_RECORDS, error);
      if (records == NULL)
        return NULL;
      for (guint j = 0; j < records->len; j++)
        {
          AmbRecord *record = g_ptr_array_index (records, j);
          Found *found = g_new0 (Found, 1);

          found->entity = query->entity;
          found->id = g_strdup (amb_record_get_id (record));
          found->title = g_strdup (amb_record_get_title (record));
          g_ptr_array_add (all, found);
        }
    }
  return g_steal_pointer (&all);
}

static void
select_first (AmbPalette *self)
{
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/* Said once it is known; shown where there is no row. */
static void
show_nothing (AmbPalette *self, gboolean known)
{
  g_autofree char *typed =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  /* Translators: what was typed into the search */
  g_autofree char *text = known ? g_strdup_printf (_ ("Nothing found for “%s”"), typed) : NULL;

  gtk_label_set_label (self->nothing, text != NULL ? text : "");
}

static void
records_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbPalette) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (all == NULL)
    return;
  show_nothing (self, TRUE);
  for (guint i = 0; i < all->len; i++)
    {
      const Found *found = g_ptr_array_index (all, i);
      g_autofree char *action =
          g_strdup_printf ("win.open-record(('%s','%s'))", found->entity->name, found->id);

      append_result (self, found->entity->icon, found->title != NULL ? found->title : "",
                     _ (found->entity->label), action);
    }
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    select_first (self);
}

static void
fill (AmbPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = amb_text_fold (text);
  GtkListBoxRow *row;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* By its rows: the placeholder is a child of the list too. */
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  show_nothing (self, FALSE);
  append_places (self, folded);
  append_actions (self, folded);
  append_kinds (self, folded);
  select_first (self);
  if (*folded == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (self->context, find_records, g_strdup (text), g_free,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, records_found_cb,
                          g_object_ref (self));
}

static gboolean
search_cb (gpointer data)
{
  AmbPalette *self = data;

  self->search_source = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
text_changed_cb (AmbPalette *self)
{
  g_clear_handle_id (&self->search_source, g_source_remove);
  self->search_source = g_timeout_add (SEARCH_MS, search_cb, self);
}

static void
row_activated_cb (AmbPalette *self, GtkListBoxRow *row)
{
  g_autofree char *action = g_strdup (g_object_get_data (G_OBJECT (row), "action"));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GtkWindow) parent = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self)));

  gtk_window_destroy (GTK_WINDOW (self));
  if (g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
}

static void
entry_activated_cb (AmbPalette *self)
{
  GtkListBoxRow *row;

  if (self->search_source != 0)
    {
      g_clear_handle_id (&self->search_source, g_source_remove);
      fill (self);
    }
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    row_activated_cb (self, row);
}

/* Up and Down choose a result while the cursor stays in the entry. */
static gboolean
key_pressed_cb (AmbPalette *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int by = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if (by == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + by);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static void
amb_palette_dispose (GObject *object)
{
  AmbPalette *self = AMB_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->search_source, g_source_remove);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_PALETTE);
  G_OBJECT_CLASS (amb_palette_parent_class)->dispose (object);
}

static void
amb_palette_class_init (AmbPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/ambassade/Ambassade/ui/shell/amb-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, AmbPalette, list);
  gtk_widget_class_bind_template_child (widget_class, AmbPalette, nothing);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amb_palette_init (AmbPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amb_palette_new (GtkWindow *parent, AmbContext *context)
{
  AmbPalette *self = g_object_new (AMB_TYPE_PALETTE, "transient-for", parent, NULL);

  g_set_object (&self->context, context);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
