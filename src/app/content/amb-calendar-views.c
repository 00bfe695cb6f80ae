#include "amb-calendar-views.h"

#include "amb-view-book.h"
#include "amb-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_NAME 120 /* characters */

struct _AmbCalendarViews
{
  GtkWidget parent_instance;

  AmbCalendarModel *model;
  AmbViewBook *book;
  GtkWidget *button, *label;
  GSimpleActionGroup *actions;
  GMenu *everything, *mine, *shared, *saving;
};

G_DEFINE_FINAL_TYPE (AmbCalendarViews, amb_calendar_views, GTK_TYPE_WIDGET)

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static const AmbNamedView *
get_named (AmbCalendarViews *self)
{
  const char *id = amb_calendar_model_get_view (self->model);

  return id != NULL ? amb_view_book_find (self->book, id) : NULL;
}

static void
toast (AmbCalendarViews *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

/* What is shown, as JSON, on top of what the view held: its columns and its sort are the list's. */
static char *
dup_shown (AmbCalendarViews *self, const char *was)
{
  g_autoptr (AmbView) view = amb_view_from_json (get_items (), was);
  const AmbField *sort = view->query->sort;
  gboolean descending = view->query->descending;

  amb_query_free (view->query);
  view->query = amb_calendar_model_dup_query (self->model);
  g_clear_pointer (&view->query->within, g_free);
  view->query->sort = sort;
  view->query->descending = descending;
  return amb_view_to_json (view, was);
}

/* In the one order in which conditions are compared. */
static int
compare_conditions (gconstpointer a, gconstpointer b)
{
  const AmbCondition *one = *(AmbCondition *const *) a, *other = *(AmbCondition *const *) b;

  return one->field != other->field ? (one->field < other->field ? -1 : 1)
                                    : (int) one->match - (int) other->match;
}

static gboolean
has_values (const AmbCondition *condition, const AmbCondition *other)
{
  guint n = g_strv_length (condition->values);

  if (n != g_strv_length (other->values))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_strv_contains ((const char *const *) other->values, condition->values[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_same (AmbQuery *one, AmbQuery *other)
{
  if (one->conditions->len != other->conditions->len || g_strcmp0 (one->search, other->search) != 0)
    return FALSE;
  g_ptr_array_sort (one->conditions, compare_conditions);
  g_ptr_array_sort (other->conditions, compare_conditions);
  for (guint i = 0; i < one->conditions->len; i++)
    if (compare_conditions (&one->conditions->pdata[i], &other->conditions->pdata[i]) != 0 ||
        !has_values (one->conditions->pdata[i], other->conditions->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_changed (AmbCalendarViews *self, const AmbNamedView *named)
{
  g_autoptr (AmbView) view = amb_view_from_json (get_items (), named->query);
  g_autoptr (AmbQuery) shown = amb_calendar_model_dup_query (self->model);

  return !is_same (shown, view->query);
}

/* Showing. */

static void
fill_views (AmbCalendarViews *self, GMenu *menu, gboolean shared)
{
  GPtrArray *views = amb_view_book_get_views (self->book);

  g_menu_remove_all (menu);
  for (guint i = 0; i < views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (views, i);
      g_auto (GStrv) parts = g_strsplit (view->title, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (view->is_shared != shared)
        continue;
      g_menu_item_set_action_and_target (item, "views.choose", "s", view->id);
      g_menu_append_item (menu, item);
    }
}

static void
update (AmbCalendarViews *self)
{
  const AmbNamedView *named = get_named (self);
  AmbContext *context = amb_calendar_model_get_context (self->model);
  g_autofree char *person = amb_context_dup_person (context);
  gboolean changed = named != NULL && is_changed (self, named);
  const char *title = named != NULL ? named->title : _ ("Everything");
  g_autofree char *name =
      /* Translators: the name of a view follows */
      g_strdup_printf (changed ? _ ("View: %s (modified)") : _ ("View: %s"), title);
  g_autofree char *label = g_strdup_printf (changed ? "%s •" : "%s", title);

  fill_views (self, self->mine, FALSE);
  fill_views (self, self->shared, TRUE);
  g_menu_remove_all (self->saving);
  if (changed && named->may_change)
    g_menu_append (self->saving, _ ("Save Changes"), "views.update");
  if (changed)
    g_menu_append (self->saving, _ ("Revert Changes"), "views.revert");
  if (amb_named_views_may_add (amb_context_get_access (context), person))
    g_menu_append (self->saving, _ ("Save View As…"), "views.save");
  if (named != NULL && named->may_remove)
    g_menu_append (self->saving, _ ("Remove View"), "views.remove");
  gtk_label_set_label (GTK_LABEL (self->label), label);
  /* A name that somebody gave may be long; the program's own word isn't cut. */
  gtk_label_set_ellipsize (GTK_LABEL (self->label),
                           named != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_tooltip_text (self->button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "choose")),
      g_variant_new_string (named != NULL ? named->id : ""));
}

/* Choosing. */

static void
show_view (AmbCalendarViews *self, const AmbNamedView *named)
{
  g_autoptr (AmbView) view = amb_view_from_json (get_items (), named != NULL ? named->query : NULL);
  g_autofree char *notice = amb_view_dup_notice (view);

  amb_calendar_model_set_view (self->model, named != NULL ? named->id : NULL);
  amb_calendar_model_take_query (self->model, view->query);
  if (notice != NULL)
    toast (self, notice, FALSE);
  update (self);
}

static void
choose_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  AmbCalendarViews *self = data;

  show_view (self, amb_view_book_find (self->book, g_variant_get_string (id, NULL)));
}

static void
revert_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_view (data, get_named (data));
}

/* Writing. */

typedef struct
{
  AmbCalendarViews *views; /* owned */
  char *sentence;
  gboolean is_removed;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->views);
  g_free (saving->sentence);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  AmbCalendarViews *self = saving->views;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_view_book_write_finish (AMB_VIEW_BOOK (source), result, &error);

  if (self->model == NULL)
    return;
  if (id != NULL)
    amb_calendar_model_set_view (self->model, saving->is_removed ? NULL : id);
  update (self);
  toast (self, id != NULL ? saving->sentence : error->message, id != NULL);
}

/* @edit, @sentence: (transfer full) */
static void
write_edit (AmbCalendarViews *self, AmbViewEdit *edit, char *sentence)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->views = g_object_ref (self);
  saving->sentence = sentence;
  saving->is_removed = edit->removes;
  amb_view_book_write_async (self->book, edit, written_cb, saving);
}

static void
update_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarViews *self = data;
  const AmbNamedView *named = get_named (self);
  AmbViewEdit *edit;

  if (named == NULL)
    return;
  edit = amb_view_edit_new (named->id);
  edit->query = dup_shown (self, named->query);
  /* Translators: what “Undo” takes back; the name of a view follows */
  edit->label = g_strdup_printf (_ ("Save View “%s”"), named->title);
  write_edit (self, edit, g_strdup_printf (_ ("View “%s” saved."), named->title));
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarViews *self = data;
  const AmbNamedView *named = get_named (self);
  AmbViewEdit *edit;

  if (named == NULL)
    return;
  edit = amb_view_edit_new (named->id);
  edit->removes = TRUE;
  edit->label = g_strdup_printf (_ ("Remove View “%s”"), named->title);
  write_edit (self, edit, g_strdup_printf (_ ("View “%s” removed."), named->title));
}

/* Naming. */

typedef struct
{
  AmbCalendarViews *views;
  AdwMessageDialog *dialog;
  GtkWidget *entry, *everybody, *note;
} Naming;

static void
naming_free (gpointer data, GClosure *closure)
{
  g_object_unref (((Naming *) data)->views);
  g_free (data);
}

static char *
dup_name (Naming *naming)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (naming->entry))));
}

static void
name_changed_cb (Naming *naming)
{
  g_autofree char *name = dup_name (naming);
  const AmbNamedView *twin =
      amb_named_views_find_title (amb_view_book_get_views (naming->views->book), name);
  g_autofree char *note =
      twin != NULL
          ? g_strdup_printf (_ ("There is a view “%s” already. Choose another name."), twin->title)
          : NULL;

  gtk_label_set_label (GTK_LABEL (naming->note), note != NULL ? note : "");
  gtk_widget_set_visible (naming->note, note != NULL);
  adw_message_dialog_set_response_enabled (naming->dialog, "save", name[0] != '\0' && twin == NULL);
}

static void
named_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Naming *naming = data;
  AmbCalendarViews *self = naming->views;
  g_autofree char *name = dup_name (naming);
  AmbViewEdit *edit;

  if (g_strcmp0 (response, "save") != 0 || name[0] == '\0' || self->model == NULL)
    return;
  edit = amb_view_edit_new (NULL);
  edit->title = g_strdup (name);
  edit->query = dup_shown (self, NULL);
  edit->visibility =
      g_strdup (gtk_switch_get_active (GTK_SWITCH (naming->everybody)) ? "shared" : "private");
  edit->label = g_strdup_printf (_ ("Save View “%s”"), name);
  write_edit (self, edit, g_strdup_printf (_ ("View “%s” saved."), name));
}

static GtkWidget *
make_form (Naming *naming)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();

  naming->entry = adw_entry_row_new ();
  naming->everybody = gtk_switch_new ();
  naming->note = gtk_label_new (NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (naming->entry), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (naming->entry), TRUE);
  gtk_text_set_max_length (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (naming->entry))),
                           MAX_NAME);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("For everybody"));
  gtk_widget_set_valign (naming->everybody, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (naming->everybody), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("For everybody"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), naming->everybody);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), naming->everybody);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), naming->entry);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_label_set_wrap (GTK_LABEL (naming->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (naming->note), 0);
  gtk_widget_add_css_class (naming->note, "amb-late");
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), naming->note);
  return box;
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbCalendarViews *self = data;
  Naming *naming = g_new0 (Naming, 1);

  naming->views = g_object_ref (self);
  naming->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Save View"),
                              _ ("A view keeps filters and search. The list of content items, "
                                 "calendars to subscribe to and "
                                 "the command line have it too.")));
  adw_message_dialog_set_extra_child (naming->dialog, make_form (naming));
  adw_message_dialog_add_responses (naming->dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (naming->dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (naming->dialog, "save");
  adw_message_dialog_set_close_response (naming->dialog, "cancel");
  g_signal_connect_swapped (naming->entry, "changed", G_CALLBACK (name_changed_cb), naming);
  g_signal_connect_data (naming->dialog, "response", G_CALLBACK (named_cb), naming, naming_free, 0);
  name_changed_cb (naming);
  gtk_window_present (GTK_WINDOW (naming->dialog));
}

static const GActionEntry entries[] = {
  { .name = "choose", .parameter_type = "s", .state = "''", .change_state = choose_cb },
  { .name = "update", .activate = update_cb },
  { .name = "revert", .activate = revert_cb },
  { .name = "save", .activate = save_cb },
  { .name = "remove", .activate = remove_cb },
};

/* Building. */

static void
amb_calendar_views_dispose (GObject *object)
{
  AmbCalendarViews *self = AMB_CALENDAR_VIEWS (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->everything);
  g_clear_object (&self->mine);
  g_clear_object (&self->shared);
  g_clear_object (&self->saving);
  g_clear_object (&self->actions);
  g_clear_object (&self->book);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (amb_calendar_views_parent_class)->dispose (object);
}

static void
amb_calendar_views_class_init (AmbCalendarViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_views_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
make_menu (AmbCalendarViews *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  self->everything = g_menu_new ();
  self->mine = g_menu_new ();
  self->shared = g_menu_new ();
  self->saving = g_menu_new ();
  g_menu_append (self->everything, _ ("Everything"), "views.choose::");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->everything));
  g_menu_append_section (menu, _ ("My Views"), G_MENU_MODEL (self->mine));
  g_menu_append_section (menu, _ ("Shared Views"), G_MENU_MODEL (self->shared));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->saving));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), G_MENU_MODEL (menu));
}

static void
amb_calendar_views_init (AmbCalendarViews *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "views", G_ACTION_GROUP (self->actions));
  self->button = gtk_menu_button_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 18);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_widget_add_css_class (self->button, "amb-facet");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  make_menu (self);
}

GtkWidget *
amb_calendar_views_new (AmbCalendarModel *model)
{
  AmbCalendarViews *self = g_object_new (AMB_TYPE_CALENDAR_VIEWS, NULL);

  self->model = g_object_ref (model);
  self->book = amb_view_book_new (amb_calendar_model_get_context (model), get_items ());
  g_signal_connect_object (self->book, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "loaded", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  amb_view_book_read (self->book);
  update (self);
  return GTK_WIDGET (self);
}
