/* The bar over a list: its filters. */
#include "amb-record-list-private.h"

#include "amb-display.h"
#include "amb-facet-button.h"
#include <glib/gi18n.h>

#define MAX_CHIP_VALUES 4

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
    {
      AmbFacetButton *facet = g_ptr_array_index (self->facets, i);

      if (amb_facet_button_get_field (facet) == condition->field &&
          amb_facet_button_get_match (facet) == condition->match)
        return TRUE;
    }
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
dup_more (guint n)
{
  /* Translators: at the end of a list of values: “Ghana, France, 7 more” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more", "%u more", n), n);
}

static char *
dup_chip_text (AmbRecordList *self, const AmbCondition *condition)
{
  const char *label = _ (condition->field->label);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  guint n = g_strv_length (condition->values);
  g_autofree char *text = NULL;

  for (guint i = 0; i < n && (n <= MAX_CHIP_VALUES || i + 1 < MAX_CHIP_VALUES); i++)
    g_ptr_array_add (values, dup_chip_value (self, condition->field, condition->values[i]));
  if (n > values->len)
    g_ptr_array_add (values, dup_more (n - values->len));
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
  g_autoptr (AmbQuery) query = amb_record_list_dup_query (self);
  guint n = self->state->query->conditions->len;
  g_autofree char *label = NULL;

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
  amb_record_list_update_views (self);
  update_filters (self);
}

static const GActionEntry entries[] = {
  { .name = "clear-filters", .activate = clear_filters_cb },
};

void
amb_record_list_add_filter_actions (AmbRecordList *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}
