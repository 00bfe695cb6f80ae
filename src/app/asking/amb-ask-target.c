#include "amb-ask-target.h"

#include "amb-reference-picker.h"
#include <glib/gi18n.h>

#define SHOWN 6 /* people with a row of their own */

struct _AmbAskTarget
{
  AdwBin parent_instance;

  AmbContext *context;
  GtkWidget *group;
  GtkWidget *kind;
  GtkWidget *choose;  /* the row with the button that opens the picker */
  GtkWidget *chooser; /* that button */
  GPtrArray *rows;    /* of GtkWidget, borrowed: the chosen */
  GArray *kinds;      /* of AmbAskTo: those that one may read */
  GPtrArray *ids;     /* of char * */
  AmbAskTo to;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (AmbAskTarget, amb_ask_target, ADW_TYPE_BIN)

static guint changed_signal;

static const char *const kind_labels[] = {
  [AMB_ASK_PEOPLE] = N_ ("Persons"),
  [AMB_ASK_ROLE] = N_ ("Who holds a role"),
  [AMB_ASK_NODE] = N_ ("A node, with all below it"),
  [AMB_ASK_COHORT] = N_ ("A cohort"),
};

static const char *const choose_labels[] = {
  [AMB_ASK_PEOPLE] = N_ ("Add a person"),
  [AMB_ASK_ROLE] = N_ ("Which role"),
  [AMB_ASK_NODE] = N_ ("Which node"),
  [AMB_ASK_COHORT] = N_ ("Which cohort"),
};

static void show (AmbAskTarget *self);

static void
tell (AmbAskTarget *self)
{
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
remove_cb (AmbAskTarget *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  g_ptr_array_remove_index (self->ids, index);
  tell (self);
  gtk_widget_grab_focus (self->chooser);
}

static void
clear_cb (AmbAskTarget *self)
{
  g_ptr_array_set_size (self->ids, 0);
  tell (self);
  gtk_widget_grab_focus (self->chooser);
}

static GtkWidget *
new_row (AmbAskTarget *self, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (row, "amb-written");
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_button (GtkWidget *row, const char *icon, const char *name, GCallback clicked, gpointer self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "index", g_object_get_data (G_OBJECT (row), "index"));
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_record_row (AmbAskTarget *self, guint index)
{
  AmbStore *store = amb_context_get_store (self->context);
  g_autofree char *title = store != NULL
                               ? amb_store_dup_title (store, amb_ask_get_target_entity (self->to),
                                                      g_ptr_array_index (self->ids, index))
                               : NULL;
  GtkWidget *row = new_row (self, title != NULL ? title : _ ("Without a name"));
  /* Translators: for a screen reader: somebody is not to be asked after all */
  g_autofree char *name =
      g_strdup_printf (_ ("Remove %s"), title != NULL ? title : _ ("Without a name"));

  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  add_button (row, "window-close-symbolic", name, G_CALLBACK (remove_cb), self);
  return row;
}

static GtkWidget *
new_many_row (AmbAskTarget *self)
{
  guint n = self->ids->len;
  g_autofree char *title = g_strdup_printf (ngettext ("%'u person", "%'u people", n), n);
  GtkWidget *row = new_row (self, title);

  add_button (row, "window-close-symbolic", _ ("Remove All"), G_CALLBACK (clear_cb), self);
  return row;
}

static void
show_chooser (AmbAskTarget *self)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->chooser)));
  const char *title = _ (choose_labels[self->to]);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choose), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

/* The rows of the chosen stand between the kind and the button. */
static void
show (AmbAskTarget *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self->group);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_object_ref (self->choose);
  adw_preferences_group_remove (group, self->choose);
  if (self->ids->len > SHOWN)
    adw_preferences_group_add (group, new_many_row (self));
  for (guint i = 0; self->ids->len <= SHOWN && i < self->ids->len; i++)
    adw_preferences_group_add (group, new_record_row (self, i));
  adw_preferences_group_add (group, self->choose);
  g_object_unref (self->choose);
  show_chooser (self);
}

static gboolean
has (AmbAskTarget *self, const char *id)
{
  return g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, NULL);
}

static void
picked_cb (AmbAskTarget *self, const char *id, const char *title)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->chooser));

  gtk_popover_popdown (popover);
  if (id == NULL || has (self, id))
    return;
  if (self->to != AMB_ASK_PEOPLE)
    g_ptr_array_set_size (self->ids, 0);
  g_ptr_array_add (self->ids, g_strdup (id));
  tell (self);
  gtk_widget_grab_focus (self->chooser);
}

/* The picker is of one kind of record. */
static void
make_picker (AmbAskTarget *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker =
      amb_reference_picker_new (self->context, amb_ask_get_target_entity (self->to), NULL);

  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->chooser), popover);
}

static void
kind_changed_cb (AmbAskTarget *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind));

  if (self->is_setting || selected >= self->kinds->len)
    return;
  self->to = g_array_index (self->kinds, AmbAskTo, selected);
  g_ptr_array_set_size (self->ids, 0);
  make_picker (self);
  tell (self);
}

static void
amb_ask_target_dispose (GObject *object)
{
  AmbAskTarget *self = AMB_ASK_TARGET (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_ask_target_parent_class)->dispose (object);
}

static void
amb_ask_target_finalize (GObject *object)
{
  AmbAskTarget *self = AMB_ASK_TARGET (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ids);
  g_array_unref (self->kinds);
  G_OBJECT_CLASS (amb_ask_target_parent_class)->finalize (object);
}

static void
amb_ask_target_class_init (AmbAskTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_ask_target_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_ask_target_finalize;
  changed_signal = g_signal_new ("changed", AMB_TYPE_ASK_TARGET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
amb_ask_target_init (AmbAskTarget *self)
{
  self->rows = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->kinds = g_array_new (FALSE, FALSE, sizeof (AmbAskTo));
  self->group = adw_preferences_group_new ();
  self->kind = adw_combo_row_new ();
  self->choose = adw_action_row_new ();
  self->chooser = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->chooser), _ ("Choose…"));
  gtk_widget_set_valign (self->chooser, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->choose), self->chooser);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->choose), self->chooser);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Of Whom"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _ ("Asked"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->kind);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->choose);
  adw_bin_set_child (ADW_BIN (self), self->group);
}

static void
list_kinds (AmbAskTarget *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (AmbAskTo to = AMB_ASK_PEOPLE; to <= AMB_ASK_COHORT; to++)
    if (amb_context_may (self->context, amb_ask_get_target_entity (to), AMB_RIGHT_READ))
      {
        g_array_append_val (self->kinds, to);
        gtk_string_list_append (labels, _ (kind_labels[to]));
      }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (labels));
}

GtkWidget *
amb_ask_target_new (AmbContext *context)
{
  AmbAskTarget *self = g_object_new (AMB_TYPE_ASK_TARGET, NULL);

  self->context = g_object_ref (context);
  list_kinds (self);
  make_picker (self);
  show (self);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_ask_target_set (AmbAskTarget *self, AmbAskTo to, const char *const *ids)
{
  self->to = to;
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_ptr_array_add (self->ids, g_strdup (ids[i]));
  self->is_setting = TRUE;
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_array_index (self->kinds, AmbAskTo, i) == to)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), i);
  self->is_setting = FALSE;
  make_picker (self);
  show (self);
}

void
amb_ask_target_apply (AmbAskTarget *self, AmbAsk *ask)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->ids->len; i++)
    g_ptr_array_add (ids, g_ptr_array_index (self->ids, i));
  g_ptr_array_add (ids, NULL);
  amb_ask_set_target (ask, self->to, (const char *const *) ids->pdata);
}
