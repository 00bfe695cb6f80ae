/* The bar over a list: views, filters, count, options. */
#include "amb-record-list-private.h"

#include "amb-display.h"
#include "amb-facet-button.h"
#include <glib/gi18n.h>

/* Views: those of the design, then those that the person named. An action's target tells them
 * apart: "=id" and "name". */

const AmbListView *
amb_record_list_get_view (AmbRecordList *self)
{
  const AmbListView *views = self->design ? self->design->views : NULL;

  for (const AmbListView *view = views; view && view->id; view++)
    if (g_strcmp0 (view->id, self->state->view) == 0)
      return view;
  return views;
}

static GMenuModel *
create_view_menu (AmbRecordList *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) designed = g_menu_new ();
  g_autoptr (GMenu) named = g_menu_new ();
  g_autoptr (GMenu) verbs = g_menu_new ();

  for (const AmbListView *view = self->design ? self->design->views : NULL; view && view->id;
       view++)
    {
      g_autofree char *target = g_strconcat ("=", view->id, NULL);
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (view->label), NULL);

      g_menu_item_set_action_and_target (item, "records.view", "s", target);
      g_menu_append_item (designed, item);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (designed)) == 0)
    g_menu_append (designed, _ ("Everything"), "records.view::=");
  for (guint i = 0; i < self->state->views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (self->state->views, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (view->name, NULL);

      g_menu_item_set_action_and_target (item, "records.view", "s", view->name);
      g_menu_append_item (named, item);
    }
  g_menu_append (verbs, _ ("Save View As…"), "records.save-view");
  if (self->state->name)
    {
      g_menu_append (verbs, _ ("Save Changes to This View"), "records.update-view");
      g_menu_append (verbs, _ ("Rename View…"), "records.rename-view");
      g_menu_append (verbs, _ ("Delete View"), "records.delete-view");
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (designed));
  if (self->state->views->len > 0)
    g_menu_append_section (menu, _ ("My Views"), G_MENU_MODEL (named));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (verbs));
  return G_MENU_MODEL (menu);
}

static void
update_views (AmbRecordList *self)
{
  const AmbListView *view = amb_record_list_get_view (self);
  g_autoptr (GMenuModel) menu = create_view_menu (self);
  g_autofree char *target = self->state->name ? g_strdup (self->state->name)
                                              : g_strconcat ("=", view ? view->id : "", NULL);

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->view_button), menu);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->view_button), self->state->name
                                                                      ? self->state->name
                                                                  : view ? _ (view->label)
                                                                         : _ ("Everything"));
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "view")),
      g_variant_new_string (target));
}

static void
reload_state (AmbRecordList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry),
                         self->state->query->search ? self->state->query->search : "");
  if (self->state->columns->len > 0)
    amb_record_list_restore_columns (self);
  amb_record_list_restore_sort (self);
  amb_record_list_apply (self);
}

static void
view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const char *name = g_variant_get_string (target, NULL);

  if (name[0] != '=')
    {
      if (amb_list_state_open_view (self->state, name))
        reload_state (self);
      return;
    }
  g_free (self->state->view);
  self->state->view = g_strdup (name + 1);
  g_clear_pointer (&self->state->name, g_free);
  for (guint i = self->state->query->conditions->len; i > 0; i--)
    g_ptr_array_remove_index (self->state->query->conditions, i - 1);
  reload_state (self);
}

/* Naming a view. */

typedef struct
{
  AmbRecordList *list;
  char *renamed; /* nullable: a new view is saved */
  GtkWidget *entry;
} Naming;

static void
naming_free (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  g_free (naming->renamed);
  g_free (naming);
}

static char *
dup_name (Naming *naming)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (naming->entry))));
}

static void
name_changed_cb (AdwMessageDialog *dialog, GtkEditable *entry)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "save", name[0] != '\0' && name[0] != '=');
}

static void
named_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Naming *naming = data;
  AmbRecordList *self = naming->list;
  g_autofree char *name = dup_name (naming);

  if (g_strcmp0 (response, "save") != 0 || name[0] == '\0')
    return;
  if (naming->renamed)
    amb_list_state_rename_view (self->state, naming->renamed, name);
  else
    amb_list_state_save_view (self->state, name);
  amb_record_list_update_bar (self);
  amb_record_list_queue_save (self);
}

static void
ask_name (AmbRecordList *self, const char *renamed)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      renamed ? _ ("Rename View") : _ ("Save View"),
      _ ("A view keeps filters, search, sort and columns. Only you see it."));
  GtkWidget *list = gtk_list_box_new ();
  Naming *naming = g_new0 (Naming, 1);

  naming->list = self;
  naming->renamed = g_strdup (renamed);
  naming->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (naming->entry), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (naming->entry), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), naming->entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save",
                                    renamed ? _ ("_Rename") : _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (naming->entry, "changed", G_CALLBACK (name_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (named_cb), naming, naming_free, 0);
  gtk_editable_set_text (GTK_EDITABLE (naming->entry), renamed ? renamed : "");
  name_changed_cb (ADW_MESSAGE_DIALOG (dialog), GTK_EDITABLE (naming->entry));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
save_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  ask_name (data, NULL);
}

static void
update_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;

  if (self->state->name)
    amb_list_state_save_view (self->state, self->state->name);
  amb_record_list_queue_save (self);
}

static void
rename_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;

  if (self->state->name)
    ask_name (self, self->state->name);
}

static void
delete_view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;

  if (!self->state->name)
    return;
  amb_list_state_remove_view (self->state, self->state->name);
  amb_record_list_update_bar (self);
  amb_record_list_queue_save (self);
}

/* Filters. */

static void
clear_filters_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;

  for (guint i = self->state->query->conditions->len; i > 0; i--)
    g_ptr_array_remove_index (self->state->query->conditions, i - 1);
  g_clear_pointer (&self->state->query->search, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  amb_record_list_apply (self);
}

static void
facet_changed_cb (AmbRecordList *self, AmbFacetButton *facet)
{
  amb_query_where (self->state->query, amb_facet_button_get_field (facet),
                   amb_facet_button_get_match (facet), amb_facet_button_get_values (facet));
  amb_record_list_apply (self);
}

static void
add_facet (AmbRecordList *self, const AmbField *field, const char *label)
{
  GtkWidget *boxes[] = { self->facet_box, self->filter_box };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *facet = amb_facet_button_new (self->context, field, label);

      g_signal_connect_swapped (facet, "values-changed", G_CALLBACK (facet_changed_cb), self);
      gtk_box_append (GTK_BOX (boxes[i]), facet);
      g_ptr_array_add (self->facets, facet);
    }
}

static void
add_clear (AmbRecordList *self)
{
  GtkWidget *boxes[] = { self->facet_box, self->filter_box };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Clear"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "records.clear-filters");
      gtk_widget_set_tooltip_text (button, _ ("Clear All Filters"));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "amb-clear");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (boxes[i]), button);
    }
}

void
amb_record_list_add_facets (AmbRecordList *self)
{
  const AmbListFacet *facets = self->design ? self->design->facets : NULL;

  self->facets = g_ptr_array_new ();
  for (const AmbListFacet *facet = facets; facet && facet->field; facet++)
    {
      const AmbField *field = amb_entity_find_field (self->entity, facet->field);

      if (field)
        add_facet (self, field, _ (facet->label ? facet->label : field->label));
    }
  for (const AmbField *field = self->entity->fields; !facets && field->name; field++)
    if (field->flags & AMB_FIELD_FACET)
      add_facet (self, field, _ (field->label));
  add_clear (self);
  gtk_widget_set_visible (self->squeezer, self->facets->len > 0);
  /* The count stands at the end, with or without filters before it. */
  gtk_widget_set_hexpand (self->count_label, self->facets->len == 0);
}

/* A filter that no button shows, as one that Today asks with, has a chip, with which it goes. */

static gboolean
has_facet (AmbRecordList *self, const AmbCondition *condition)
{
  for (guint i = 0; i < self->facets->len; i++)
    if (amb_facet_button_get_field (g_ptr_array_index (self->facets, i)) == condition->field)
      return TRUE;
  return FALSE;
}

static char *
dup_chip_value (AmbRecordList *self, const AmbField *field, const char *value)
{
  g_autofree char *title = NULL;

  if (*value == '\0')
    return g_strdup (_ ("not set"));
  if (field->type == AMB_FIELD_REF)
    title = amb_store_dup_title (amb_context_get_store (self->context),
                                 amb_entity_find (field->ref), value);
  return amb_display_value (field, value, title, self->today);
}

static char *
dup_chip_text (AmbRecordList *self, const AmbCondition *condition)
{
  const char *label = _ (condition->field->label);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (char **value = condition->values; *value; value++)
    g_ptr_array_add (values, dup_chip_value (self, condition->field, *value));
  g_ptr_array_add (values, NULL);
  text = g_strjoinv (", ", (char **) values->pdata);
  switch (condition->match)
    {
    case AMB_MATCH_FROM:
      /* Translators: a filter: “Paused until: from 21 Nov” */
      return g_strdup_printf (_ ("%s: from %s"), label, text);
    case AMB_MATCH_TO:
      /* Translators: a filter: “Paused until: up to 21 Nov” */
      return g_strdup_printf (_ ("%s: up to %s"), label, text);
    case AMB_MATCH_NOT_IN:
      /* Translators: a filter: “Head: not Ama Boateng”; of an empty value only: “Head: set” */
      return condition->values[0][0] == '\0' && !condition->values[1]
                 ? g_strdup_printf (_ ("%s: set"), label)
                 : g_strdup_printf (_ ("%s: not %s"), label, text);
    case AMB_MATCH_IN:
    case AMB_MATCH_CONTAINS:
    default:
      /* Translators: a filter: “State: Shortlisted, In review” */
      return g_strdup_printf (_ ("%s: %s"), label, text);
    }
}

static void
chip_clicked_cb (AmbRecordList *self, GtkWidget *chip)
{
  amb_query_where (self->state->query, g_object_get_data (G_OBJECT (chip), "field"),
                   GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "match")), NULL);
  amb_record_list_apply (self);
}

static GtkWidget *
chip_new (AmbRecordList *self, const AmbCondition *condition)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = dup_chip_text (self, condition);
  g_autofree char *name = g_strdup_printf (_ ("Remove the filter “%s”"), text);

  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "amb-facet");
  gtk_widget_add_css_class (chip, "on");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), "field", (gpointer) condition->field);
  g_object_set_data (G_OBJECT (chip), "match", GINT_TO_POINTER (condition->match));
  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  return chip;
}

static void
update_chips (AmbRecordList *self)
{
  GtkWidget *boxes[] = { self->facet_box, self->filter_box };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *clear = gtk_widget_get_last_child (boxes[i]);
      GtkWidget *before = gtk_widget_get_prev_sibling (clear);

      while (before && g_object_get_data (G_OBJECT (before), "field"))
        {
          gtk_box_remove (GTK_BOX (boxes[i]), before);
          before = gtk_widget_get_prev_sibling (clear);
        }
      for (guint j = 0; j < self->state->query->conditions->len; j++)
        {
          const AmbCondition *condition = g_ptr_array_index (self->state->query->conditions, j);

          if (has_facet (self, condition))
            continue;
          gtk_widget_insert_before (chip_new (self, condition), boxes[i], clear);
          any = TRUE;
        }
    }
  gtk_widget_set_visible (self->squeezer, any || self->facets->len > 0);
}

static void
update_filters (AmbRecordList *self)
{
  g_autoptr (AmbQuery) query = amb_record_list_dup_base (self);
  guint n = self->state->query->conditions->len;
  g_autofree char *label = NULL;

  for (guint i = 0; i < n; i++)
    {
      const AmbCondition *condition = g_ptr_array_index (self->state->query->conditions, i);

      amb_query_where (query, condition->field, condition->match,
                       (const char *const *) condition->values);
    }
  query->search = g_strdup (self->state->query->search);
  update_chips (self);
  for (guint i = 0; i < self->facets->len; i++)
    amb_facet_button_set_query (g_ptr_array_index (self->facets, i), query);

  if (n > 0)
    label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Filter", "%u Filters", n), n);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->filter_button), n > 0 ? label : _ ("Filters"));
  if (n > 0)
    gtk_widget_add_css_class (self->filter_button, "on");
  else
    gtk_widget_remove_css_class (self->filter_button, "on");
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "clear-filters")),
      n > 0 || self->state->query->search);
  gtk_widget_set_visible (gtk_widget_get_last_child (self->facet_box), n > 0);
}

void
amb_record_list_update_bar (AmbRecordList *self)
{
  update_views (self);
  update_filters (self);
}

static const GActionEntry entries[] = {
  { .name = "view", .activate = view_cb, .parameter_type = "s", .state = "''" },
  { .name = "save-view", .activate = save_view_cb },
  { .name = "update-view", .activate = update_view_cb },
  { .name = "rename-view", .activate = rename_view_cb },
  { .name = "delete-view", .activate = delete_view_cb },
  { .name = "clear-filters", .activate = clear_filters_cb },
};

void
amb_record_list_add_view_actions (AmbRecordList *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
