#include "amb-found-view.h"

#include "amb-calls-window.h"
#include "amb-found-acts.h"
#include "amb-found-rows.h"
#include "amb-section.h"
#include "amb-width-bin.h"

#include <glib/gi18n.h>

#define REFRESH_MS 250
#define SHOWN      50 /* of a list, before “Show More” */
#define WAITING    5  /* the same, of who waits to be told */
#define WIDTH      860
#define NARROW     560

/* The lists: each kind, and who waits to be told, which stands above them. */
#define UNTOLD  AMB_FOUND_N_KINDS
#define N_LISTS (AMB_FOUND_N_KINDS + 1)

struct _AmbFoundView
{
  AdwBin parent_instance;

  AmbContext *context;
  AmbWidthBin *bin;
  GtkBox *bar;
  GtkWidget *buttons; /* at the end of it */
  GtkDropDown *kinds, *places;
  GtkStack *stack;
  AmbSection *lists[N_LISTS];
  GtkWidget *tell_button, *remove_button;
  GtkWidget *clear_button;
  GtkActionBar *chosen_bar;
  GtkLabel *chosen_label;
  AdwStatusPage *nobody;

  AmbSuggestions *found; /* nullable: not read yet */
  GPtrArray *untold;     /* nullable: of AmbUntold */
  GHashTable *chosen;    /* set of ids */
  GPtrArray *place_ids;  /* of char *: of the drop-down, without its first */
  guint shown[N_LISTS];
  guint rights;
  guint refresh_source;
  GCancellable *cancellable;
  gboolean is_stale;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (AmbFoundView, amb_found_view, ADW_TYPE_BIN)

/* Reading. */

typedef struct
{
  char *root; /* nullable: asked for, and read */
  AmbSuggestions *found;
  GPtrArray *untold;
  GPtrArray *names, *ids; /* of the nodes that have something below them */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->root);
  g_clear_pointer (&reading->found, amb_suggestions_free);
  g_clear_pointer (&reading->untold, g_ptr_array_unref);
  g_clear_pointer (&reading->names, g_ptr_array_unref);
  g_clear_pointer (&reading->ids, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_places (AmbStore *store, Reading *reading, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT id, name FROM nodes WHERE deleted = 0 ORDER BY name_key, rid", error);
  gboolean row = TRUE;

  reading->names = g_ptr_array_new_with_free_func (g_free);
  reading->ids = g_ptr_array_new_with_free_func (g_free);
  while (stmt != NULL && amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (reading->ids, g_strdup (amb_stmt_get_text (stmt, 0)));
      g_ptr_array_add (reading->names, g_strdup (amb_stmt_get_text (stmt, 1)));
    }
  return FALSE;
}

/* On a reader thread. */
static gpointer
read_found (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reading *asked = data;
  Reading *reading = g_new0 (Reading, 1);

  reading->root = g_strdup (asked->root);
  reading->found = amb_suggestions_load (store, asked->root, error);
  if (reading->found != NULL)
    reading->untold = amb_untold_load (store, asked->root, error);
  if (reading->untold != NULL && read_places (store, reading, error))
    return reading;
  reading_free (reading);
  return NULL;
}

static void
toast (AmbFoundView *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

/* Choosing. */

static void
update_chosen (AmbFoundView *self)
{
  guint n = g_hash_table_size (self->chosen);
  g_autofree char *text = g_strdup_printf (ngettext ("%u person chosen", "%u people chosen", n), n);

  gtk_label_set_label (self->chosen_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->chosen_bar), n > 0);
}

static void
toggled_cb (AmbFoundView *self, GtkCheckButton *check)
{
  const char *id = g_object_get_data (G_OBJECT (check), "id");
  gboolean active = gtk_check_button_get_active (check);

  if (self->is_filling)
    return;
  if (active)
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  /* Somebody may stand in two lists. */
  self->is_filling = TRUE;
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    for (GtkWidget *row =
             gtk_widget_get_first_child (GTK_WIDGET (amb_section_get_list (self->lists[kind])));
         row != NULL; row = gtk_widget_get_next_sibling (row))
      if (g_strcmp0 (amb_found_row_get_id (row), id) == 0 && amb_found_row_get_check (row) != NULL)
        gtk_check_button_set_active (amb_found_row_get_check (row), active);
  self->is_filling = FALSE;
  update_chosen (self);
}

/* Showing. */

static int
get_kind (AmbFoundView *self)
{
  guint selected = gtk_drop_down_get_selected (self->kinds);

  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected - 1;
}

static gboolean
has_filter (AmbFoundView *self)
{
  return get_kind (self) >= 0 || gtk_drop_down_get_selected (self->places) > 0;
}

static void
append_more (AmbFoundView *self, guint list, guint rest)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u More", "Show %u More", rest), rest);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), gtk_label_new (text));
  gtk_widget_set_margin_top (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), 12);
  gtk_widget_set_margin_bottom (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", list);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "found.more");
  gtk_list_box_append (amb_section_get_list (self->lists[list]), row);
}

static void
append_suggestion (AmbFoundView *self, const AmbSuggestion *one, AmbFoundKind kind)
{
  GtkWidget *row = amb_found_row_new (self->found, one, kind, self->rights);
  GtkCheckButton *check = amb_found_row_get_check (row);

  gtk_list_box_append (amb_section_get_list (self->lists[kind]), row);
  if (check == NULL)
    return;
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (one->id), g_free);
  gtk_check_button_set_active (check, g_hash_table_contains (self->chosen, one->id));
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static guint
fill_kind (AmbFoundView *self, AmbFoundKind kind)
{
  guint n = 0;
  gboolean is_asked = get_kind (self) < 0 || get_kind (self) == (int) kind;

  amb_section_clear (self->lists[kind]);
  for (guint i = 0; is_asked && i < self->found->people->len; i++)
    {
      const AmbSuggestion *one = g_ptr_array_index (self->found->people, i);

      if ((one->kinds & (1u << kind)) != 0 && n++ < self->shown[kind])
        append_suggestion (self, one, kind);
    }
  if (n > self->shown[kind])
    append_more (self, kind, n - self->shown[kind]);
  amb_section_set_count (self->lists[kind], n);
  gtk_widget_set_visible (GTK_WIDGET (self->lists[kind]), n > 0);
  return n;
}

static guint
fill_untold (AmbFoundView *self)
{
  guint n_removable = 0;
  g_autofree char *label = NULL;

  amb_section_clear (self->lists[UNTOLD]);
  for (guint i = 0; i < self->untold->len; i++)
    {
      const AmbUntold *one = g_ptr_array_index (self->untold, i);

      n_removable += one->is_removable ? 1 : 0;
      if (i < self->shown[UNTOLD])
        gtk_list_box_append (amb_section_get_list (self->lists[UNTOLD]),
                             amb_untold_row_new (one, self->found->today, self->rights));
    }
  if (self->untold->len > self->shown[UNTOLD])
    append_more (self, UNTOLD, self->untold->len - self->shown[UNTOLD]);
  label = g_strdup_printf (ngettext ("Remove %u Person Whom Nobody Told…",
                                     "Remove %u People Whom Nobody Told…", n_removable),
                           n_removable);
  gtk_button_set_label (GTK_BUTTON (self->remove_button), label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->remove_button))), TRUE);
  gtk_widget_set_visible (self->remove_button,
                          n_removable > 0 && (self->rights & AMB_FOUND_MAY_REMOVE) != 0);
  gtk_widget_set_visible (self->tell_button,
                          self->untold->len > 1 && (self->rights & AMB_FOUND_MAY_CHANGE) != 0);
  amb_section_set_count (self->lists[UNTOLD], self->untold->len);
  gtk_widget_set_visible (GTK_WIDGET (self->lists[UNTOLD]), self->untold->len > 0);
  return self->untold->len;
}

static void
describe_nobody (AmbFoundView *self)
{
  gboolean filtered = has_filter (self);

  adw_status_page_set_title (self->nobody, filtered ? _ ("Nobody Is Suggested Here")
                                                    : _ ("Nobody Is Suggested Yet"));
  adw_status_page_set_description (
      self->nobody,
      filtered ? NULL
               : _ ("Import who posted, answered or shared in the internal network, or what "
                    "analytics saw of the profiles that people declared."));
  gtk_widget_set_visible (self->clear_button, filtered);
}

/* Whose line had the focus, and who stands there now. */
typedef struct
{
  int list, index;
} Place;

static Place
find_focus (AmbFoundView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  for (int list = 0; row != NULL && list < N_LISTS; list++)
    if (gtk_widget_is_ancestor (row, GTK_WIDGET (self->lists[list])))
      return (Place){ list, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) };
  return (Place){ -1, -1 };
}

static void
restore_focus (AmbFoundView *self, Place place)
{
  GtkListBoxRow *row = NULL;

  if (place.list < 0)
    return;
  for (int index = place.index; index >= 0 && row == NULL; index--)
    row = gtk_list_box_get_row_at_index (amb_section_get_list (self->lists[place.list]), index);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
fill (AmbFoundView *self)
{
  Place place = find_focus (self);
  guint n = 0;

  self->is_filling = TRUE;
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    n += fill_kind (self, kind);
  self->is_filling = FALSE;
  n += fill_untold (self);
  describe_nobody (self);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "lists" : "nobody");
  update_chosen (self);
  restore_focus (self, place);
}

static void
fill_places (AmbFoundView *self, const Reading *reading)
{
  g_autoptr (GtkStringList) names =
      gtk_string_list_new ((const char *[]){ _ ("Everywhere"), NULL });
  guint selected = 0;

  for (guint i = 0; i < reading->ids->len; i++)
    {
      gtk_string_list_append (names, g_ptr_array_index (reading->names, i));
      if (g_strcmp0 (g_ptr_array_index (reading->ids, i), reading->root) == 0)
        selected = i + 1;
    }
  g_ptr_array_unref (self->place_ids);
  self->place_ids = g_ptr_array_ref (reading->ids);
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->places, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->places, selected);
  self->is_filling = FALSE;
}

/* Nobody stays chosen who isn't suggested any longer. */
static void
prune_chosen (AmbFoundView *self)
{
  g_autoptr (GHashTable) still = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->found->people->len; i++)
    {
      const char *id = ((AmbSuggestion *) self->found->people->pdata[i])->id;

      if (g_hash_table_contains (self->chosen, id))
        g_hash_table_add (still, g_strdup (id));
    }
  g_hash_table_unref (self->chosen);
  self->chosen = g_steal_pointer (&still);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFoundView) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        toast (self, error->message, FALSE);
      return;
    }
  g_clear_pointer (&self->found, amb_suggestions_free);
  g_clear_pointer (&self->untold, g_ptr_array_unref);
  self->found = g_steal_pointer (&reading->found);
  self->untold = g_steal_pointer (&reading->untold);
  prune_chosen (self);
  fill_places (self, reading);
  fill (self);
  reading_free (reading);
}

/* The window's node, where it has one; else that of the page's own filter. */
static char *
dup_root (AmbFoundView *self)
{
  const char *node = amb_context_get_node (self->context);
  guint selected = gtk_drop_down_get_selected (self->places);

  gtk_widget_set_visible (GTK_WIDGET (self->places), node == NULL);
  if (node != NULL)
    return g_strdup (node);
  return selected > 0 && selected <= self->place_ids->len
             ? g_strdup (g_ptr_array_index (self->place_ids, selected - 1))
             : NULL;
}

static void
update_rights (AmbFoundView *self)
{
  const AmbEntity *people = amb_entity_find ("ambassador");

  self->rights =
      (amb_context_get_access (self->context) == AMB_ACCESS_MANAGER ? AMB_FOUND_MAY_IDENTIFY : 0) |
      (amb_context_may (self->context, people, AMB_RIGHT_UPDATE) ? AMB_FOUND_MAY_CHANGE : 0) |
      (amb_context_may (self->context, people, AMB_RIGHT_DELETE) ? AMB_FOUND_MAY_REMOVE : 0);
}

static void
refresh (AmbFoundView *self)
{
  Reading *asked = g_new0 (Reading, 1);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->is_stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  asked->root = dup_root (self);
  update_rights (self);
  amb_context_read_async (self->context, read_found, asked, reading_free, reading_free,
                          self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbFoundView *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* What nobody looks at is read when it is shown. */
static void
changed_cb (AmbFoundView *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
amb_found_view_map (GtkWidget *widget)
{
  AmbFoundView *self = AMB_FOUND_VIEW (widget);

  GTK_WIDGET_CLASS (amb_found_view_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
reset_shown (AmbFoundView *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    self->shown[i] = i == UNTOLD ? WAITING : SHOWN;
}

static void
filter_changed_cb (AmbFoundView *self)
{
  if (self->is_filling)
    return;
  reset_shown (self);
  refresh (self);
}

/* What is done. */

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFoundView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = amb_found_act_finish (AMB_CONTEXT (source), result, &error);

  if (done != NULL)
    toast (self, done, TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, error->message, FALSE);
}

/* @ids: (transfer full) */
static void
act_on (AmbFoundView *self, AmbFoundVerb verb, char **ids)
{
  amb_found_act_async (self->context, verb, ids, acted_cb, g_object_ref (self));
}

static char **
dup_one (const char *id)
{
  const char *const ids[] = { id, NULL };

  return g_strdupv ((char **) ids);
}

/* In the order of the lists, so that what is said and undone is the same each time. */
static char **
dup_chosen (AmbFoundView *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; self->found != NULL && i < self->found->people->len; i++)
    {
      const char *id = ((AmbSuggestion *) self->found->people->pdata[i])->id;

      if (g_hash_table_contains (self->chosen, id))
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

static void
calls_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbFoundView *self = data;

  gtk_window_present (GTK_WINDOW (
      amb_calls_window_new (self->context, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))));
}

static void
identify_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act_on (data, AMB_FOUND_IDENTIFY, dup_one (g_variant_get_string (target, NULL)));
}

static void
not_now_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act_on (data, AMB_FOUND_PUT_OFF, dup_one (g_variant_get_string (target, NULL)));
}

static void
identify_chosen_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act_on (data, AMB_FOUND_IDENTIFY, dup_chosen (data));
}

static void
put_off_chosen_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  act_on (data, AMB_FOUND_PUT_OFF, dup_chosen (data));
}

/* Who may write is asked how they learn it; else it is recorded here. */
static void
tell (AmbFoundView *self, char **ids)
{
  g_auto (GStrv) all = ids;

  if (amb_context_may (self->context, amb_entity_find ("letter"), AMB_RIGHT_CREATE))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "^as", all);
  else
    act_on (self, AMB_FOUND_TELL, g_steal_pointer (&all));
}

static void
tell_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  tell (data, dup_one (g_variant_get_string (target, NULL)));
}

static void
tell_all_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbFoundView *self = data;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; self->untold != NULL && i < self->untold->len; i++)
    g_strv_builder_add (ids, ((AmbUntold *) self->untold->pdata[i])->id);
  tell (self, g_strv_builder_end (ids));
}

static void
more_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbFoundView *self = data;
  guint list = g_variant_get_uint32 (target);

  if (list >= N_LISTS || self->found == NULL)
    return;
  self->shown[list] += 4 * SHOWN;
  fill (self);
}

static void
clear_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbFoundView *self = data;

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->kinds, 0);
  gtk_drop_down_set_selected (self->places, 0);
  self->is_filling = FALSE;
  filter_changed_cb (self);
}

static void
unchoose_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  amb_found_view_go_back (data);
}

static void
removal_answered_cb (AmbFoundView *self, const char *response, AdwMessageDialog *dialog)
{
  if (g_str_equal (response, "remove"))
    act_on (self, AMB_FOUND_REMOVE, g_strdupv (amb_found_removal_get_ids (dialog)));
}

static void
remove_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbFoundView *self = data;
  GtkWidget *dialog;

  if (self->untold == NULL)
    return;
  dialog =
      amb_found_removal_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->untold);
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Building. */

static GtkDropDown *
new_filter (GtkBox *bar, GtkStringList *model, const char *name)
{
  GtkDropDown *filter = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (model), NULL));

  gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (bar, GTK_WIDGET (filter));
  return filter;
}

static void
build_bar (AmbFoundView *self)
{
  GtkStringList *kinds = gtk_string_list_new ((const char *[]){ _ ("All Kinds"), NULL });
  GtkStringList *places = gtk_string_list_new ((const char *[]){ _ ("Everywhere"), NULL });
  GtkWidget *import = gtk_button_new_with_label (_ ("Import Activity…"));
  GtkWidget *calls = gtk_button_new_with_label (_ ("Calls…"));

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    gtk_string_list_append (kinds, amb_found_get_title (kind));
  self->bar = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "amb-toolbar");
  self->kinds = new_filter (self->bar, kinds, _ ("Kind"));
  self->places = new_filter (self->bar, places, _ ("Part of the network"));
  gtk_widget_set_hexpand (self->buttons, TRUE);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (calls), "found.calls");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (import), "s", "activity");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "win.import");
  gtk_box_append (GTK_BOX (self->buttons), calls);
  gtk_box_append (GTK_BOX (self->buttons), import);
  gtk_box_append (self->bar, self->buttons);
}

static GtkWidget *
build_lists (AmbFoundView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  for (guint i = 0; i < N_LISTS; i++)
    {
      self->lists[i] = AMB_SECTION (amb_section_new (i == UNTOLD ? _ ("To tell that we know them")
                                                                 : amb_found_get_title (i)));
      gtk_widget_set_visible (GTK_WIDGET (self->lists[i]), FALSE);
    }
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists[UNTOLD]));
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists[kind]));
  self->tell_button = gtk_button_new_with_label (_ ("Tell All…"));
  gtk_widget_set_halign (self->tell_button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->tell_button), "found.tell-all");
  gtk_box_append (GTK_BOX (self->lists[UNTOLD]), self->tell_button);
  self->remove_button = gtk_button_new ();
  gtk_widget_set_halign (self->remove_button, GTK_ALIGN_START);
  gtk_widget_set_visible (self->remove_button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove_button), "found.remove");
  gtk_box_append (GTK_BOX (self->lists[UNTOLD]), self->remove_button);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 30);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static GtkWidget *
build_nobody (AmbFoundView *self)
{
  self->nobody = ADW_STATUS_PAGE (adw_status_page_new ());
  self->clear_button = gtk_button_new_with_label (_ ("Clear Filters"));
  adw_status_page_set_icon_name (self->nobody, "edit-find-symbolic");
  gtk_widget_add_css_class (self->clear_button, "pill");
  gtk_widget_set_halign (self->clear_button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear_button), "found.clear");
  adw_status_page_set_child (self->nobody, self->clear_button);
  return GTK_WIDGET (self->nobody);
}

static void
append_chosen_button (
    AmbFoundView *self, const char *label, const char *name, const char *action, gboolean leads)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  if (leads)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_action_bar_pack_end (self->chosen_bar, button);
}

static void
build_chosen_bar (AmbFoundView *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->chosen_bar = GTK_ACTION_BAR (gtk_action_bar_new ());
  self->chosen_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_tooltip_text (close, _ ("Clear Selection"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clear Selection"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "found.unchoose");
  gtk_action_bar_pack_start (self->chosen_bar, close);
  gtk_action_bar_pack_start (self->chosen_bar, GTK_WIDGET (self->chosen_label));
  append_chosen_button (self, _ ("Identify"), _ ("Identify those chosen"), "found.identify-chosen",
                        TRUE);
  append_chosen_button (self, _ ("Not Now"), _ ("Not now for those chosen"), "found.put-off-chosen",
                        FALSE);
  /* One that is not revealed takes its width all the same. */
  gtk_widget_set_visible (GTK_WIDGET (self->chosen_bar), FALSE);
}

static void
compact_changed_cb (AmbFoundView *self)
{
  const gboolean is_compact = amb_width_bin_get_compact (self->bin);
  const GtkOrientation direction =
      is_compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar), direction);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), direction);
  gtk_widget_set_halign (self->buttons, is_compact ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

static void
amb_found_view_dispose (GObject *object)
{
  AmbFoundView *self = AMB_FOUND_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_found_view_parent_class)->dispose (object);
}

static void
amb_found_view_finalize (GObject *object)
{
  AmbFoundView *self = AMB_FOUND_VIEW (object);

  g_clear_pointer (&self->found, amb_suggestions_free);
  g_clear_pointer (&self->untold, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->place_ids, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_found_view_parent_class)->finalize (object);
}

static void
amb_found_view_class_init (AmbFoundViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_found_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_found_view_finalize;
  GTK_WIDGET_CLASS (klass)->map = amb_found_view_map;
}

static void
amb_found_view_init (AmbFoundView *self)
{
  static const GActionEntry entries[] = {
    { "identify", identify_cb, "s" },
    { "not-now", not_now_cb, "s" },
    { "tell", tell_cb, "s" },
    { "tell-all", tell_all_cb },
    { "more", more_cb, "u" },
    { "identify-chosen", identify_chosen_cb },
    { "put-off-chosen", put_off_chosen_cb },
    { "unchoose", unchoose_cb },
    { "clear", clear_cb },
    { "calls", calls_cb },
    { "remove", remove_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "found", G_ACTION_GROUP (actions));
  self->is_stale = TRUE;
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->place_ids = g_ptr_array_new_with_free_func (g_free);
  reset_shown (self);
  build_bar (self);
  build_chosen_bar (self);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, build_lists (self), "lists");
  gtk_stack_add_named (self->stack, build_nobody (self), "nobody");
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->chosen_bar));
  self->bin = g_object_new (AMB_TYPE_WIDTH_BIN, "child", whole, "natural-width", WIDTH,
                            "compact-width", NARROW, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bin));
  g_signal_connect_object (self->bin, "notify::compact", G_CALLBACK (compact_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "notify::selected", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  compact_changed_cb (self);
}

GtkWidget *
amb_found_view_new (AmbContext *context)
{
  AmbFoundView *self = g_object_new (AMB_TYPE_FOUND_VIEW, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "node-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

gboolean
amb_found_view_go_back (AmbFoundView *self)
{
  if (g_hash_table_size (self->chosen) == 0)
    return FALSE;
  g_hash_table_remove_all (self->chosen);
  fill (self);
  return TRUE;
}
