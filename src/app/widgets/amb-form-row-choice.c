/* Fields that are chosen: one of a list, yes or no, another record, several of a list. */
#include "amb-form-row-private.h"

#include "amb-codes.h"
#include "amb-display.h"
#include "amb-reference.h"
#include "amb-reference-picker.h"
#include "amb-set.h"
#include "amb-text.h"
#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define SEARCH_FROM 12 /* choices from which their popover has a search entry */

/* A drop-down beside or below the label. */
static void
build_drop_down (AmbFormRow *self, GtkStringList *names, gboolean search)
{
  GtkWidget *control = gtk_drop_down_new (
      G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (control), search);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (control, "flat");
  gtk_widget_add_css_class (control, "amb-form-value");
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->field->label), -1);
  amb_form_row_build_fold (self, control);
}

/* One of the choices; “None” first where it may be unset. */

static gboolean
has_none (const AmbField *field)
{
  return !(field->flags & AMB_FIELD_REQUIRED);
}

static void
choice_selected_cb (AmbFormRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));
  guint offset = has_none (self->field) ? 1 : 0;

  if (self->is_setting || selected == GTK_INVALID_LIST_POSITION)
    return;
  amb_form_row_take (self, selected < offset ? "" : self->field->choices[selected - offset].id);
  amb_form_row_leave (self);
}

static void
show_choice (AmbFormRow *self)
{
  guint offset = has_none (self->field) ? 1 : 0;
  guint selected = offset ? 0 : GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->field->choices[i].id; i++)
    if (strcmp (self->field->choices[i].id, self->text) == 0)
      selected = i + offset;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

void
amb_form_row_build_choice (AmbFormRow *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  self->show = show_choice;
  if (has_none (self->field))
    gtk_string_list_append (labels, _ ("None"));
  for (const AmbChoice *choice = self->field->choices; choice->id; choice++)
    gtk_string_list_append (labels, _ (choice->label));
  build_drop_down (self, labels, g_list_model_get_n_items (G_LIST_MODEL (labels)) >= SEARCH_FROM);
  g_signal_connect_object (self->control, "notify::selected", G_CALLBACK (choice_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Countries and languages by their names, with search. */

typedef struct
{
  char *code;
  char *name;
  char *key;
} Code;

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Code *) a)->key, ((const Code *) b)->key);
}

static void
clear_code (gpointer data)
{
  Code *code = data;

  g_free (code->code);
  g_free (code->name);
  g_free (code->key);
}

/* Made once a type: sorted by name. */
static GArray *
get_codes (AmbFieldType type)
{
  static GArray *countries = NULL, *languages = NULL;
  GArray **codes = type == AMB_FIELD_COUNTRY ? &countries : &languages;
  g_auto (GStrv) list = NULL;

  if (*codes)
    return *codes;
  *codes = g_array_new (FALSE, FALSE, sizeof (Code));
  g_array_set_clear_func (*codes, clear_code);
  list = type == AMB_FIELD_COUNTRY ? amb_country_list () : amb_language_list ();
  for (char **item = list; *item; item++)
    {
      Code code = { .code = g_strdup (*item) };

      code.name =
          type == AMB_FIELD_COUNTRY ? amb_display_country (*item) : amb_display_language (*item);
      code.key = amb_text_fold (code.name);
      g_array_append_val (*codes, code);
    }
  g_array_sort (*codes, compare_codes);
  return *codes;
}

static void
code_selected_cb (AmbFormRow *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->control)));
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));
  GArray *codes = get_codes (self->field->type);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  if (self->is_setting || selected >= n)
    return;
  /* A last, extra name is that of a value that is not among the codes (“pt-BR”): unchanged. */
  if (selected > codes->len)
    return;
  amb_form_row_take (self, selected == 0 ? "" : g_array_index (codes, Code, selected - 1).code);
  amb_form_row_leave (self);
}

static void
show_code (AmbFormRow *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->control)));
  GArray *codes = get_codes (self->field->type);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < codes->len; i++)
    if (strcmp (g_array_index (codes, Code, i).code, self->text) == 0)
      selected = i + 1;
  if (self->text[0] == '\0')
    selected = 0;
  gtk_string_list_splice (names, codes->len + 1,
                          g_list_model_get_n_items (G_LIST_MODEL (names)) - codes->len - 1, NULL);
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      g_autofree char *name = amb_display_language (self->text);

      gtk_string_list_append (names, name);
      selected = codes->len + 1;
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

void
amb_form_row_build_code (AmbFormRow *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GArray *codes = get_codes (self->field->type);

  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < codes->len; i++)
    gtk_string_list_append (names, g_array_index (codes, Code, i).name);
  self->show = show_code;
  build_drop_down (self, names, TRUE);
  g_signal_connect_object (self->control, "notify::selected", G_CALLBACK (code_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Yes or no. */

static void
switched_cb (AmbFormRow *self)
{
  if (self->is_setting)
    return;
  amb_form_row_take (self, gtk_switch_get_active (GTK_SWITCH (self->control)) ? "1" : "0");
  amb_form_row_leave (self);
}

static void
show_switch (AmbFormRow *self)
{
  gtk_switch_set_active (GTK_SWITCH (self->control), strcmp (self->text, "1") == 0);
}

void
amb_form_row_build_switch (AmbFormRow *self)
{
  self->widget = adw_action_row_new ();
  self->control = gtk_switch_new ();
  self->show = show_switch;
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->field->label), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->widget), self->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->widget), self->control);
  g_signal_connect_object (self->control, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A value in words with a popover to choose from: references and sets. */

static void
build_value_button (AmbFormRow *self, GtkWidget *content)
{
  GtkWidget *control = gtk_menu_button_new ();

  self->popover = gtk_popover_new ();
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (control), TRUE);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (control, "flat");
  gtk_widget_add_css_class (control, "amb-form-value");
  gtk_popover_set_child (GTK_POPOVER (self->popover), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (control), self->popover);
  amb_form_row_build_fold (self, control);
}

static void
show_value (AmbFormRow *self, const char *words)
{
  const char *shown = words[0] != '\0' ? words : _ ("None");
  GtkWidget *label = gtk_label_new (shown);
  g_autofree char *name = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->control), label);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->control), words) != 0)
    gtk_widget_set_tooltip_text (self->control, words[0] != '\0' ? words : NULL);
  /* Translators: a field and its value, for a screen reader: “Node: Ghana” */
  name = g_strdup_printf (_ ("%s: %s"), _ (self->field->label), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
show_reference (AmbFormRow *self)
{
  AmbStore *store = amb_context_get_store (self->context);
  g_autofree char *words =
      self->text[0] != '\0' && store
          ? amb_reference_dup_words (store, amb_entity_find (self->field->ref), self->text)
          : NULL;

  show_value (self, words ? words : "");
}

static void
picked_cb (AmbFormRow *self, const char *id)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  amb_form_row_take (self, id ? id : "");
  amb_form_row_set_text (self, self->text);
  amb_form_row_leave (self);
}

void
amb_form_row_build_reference (AmbFormRow *self)
{
  GtkWidget *picker = amb_reference_picker_new_for (self->context, self->field,
                                                    has_none (self->field) ? _ ("None") : NULL);

  build_value_button (self, picker);
  self->show = show_reference;
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

static void
show_set (AmbFormRow *self)
{
  g_autofree char *words =
      amb_display_value (self->field, self->text[0] != '\0' ? self->text : NULL, NULL, "");
  GtkWidget *box = gtk_popover_get_child (GTK_POPOVER (self->popover));

  show_value (self, words);
  for (GtkWidget *check = gtk_widget_get_first_child (box); check;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (
        GTK_CHECK_BUTTON (check),
        self->text[0] != '\0' &&
            amb_set_contains (self->text, g_object_get_data (G_OBJECT (check), "id")));
}

static void
set_toggled_cb (AmbFormRow *self)
{
  GtkWidget *box = gtk_popover_get_child (GTK_POPOVER (self->popover));
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autofree char *set = NULL;

  if (self->is_setting)
    return;
  for (GtkWidget *check = gtk_widget_get_first_child (box); check;
       check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_ptr_array_add (values, g_object_get_data (G_OBJECT (check), "id"));
  g_ptr_array_add (values, NULL);
  set = amb_set_from_strv ((const char *const *) values->pdata);
  amb_form_row_take (self, set ? set : "");
  amb_form_row_set_text (self, self->text);
}

void
amb_form_row_build_set (AmbFormRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (const AmbChoice *choice = self->field->choices; choice->id; choice++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (_ (choice->label));

      g_object_set_data (G_OBJECT (check), "id", (gpointer) choice->id);
      g_signal_connect_object (check, "toggled", G_CALLBACK (set_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), check);
    }
  build_value_button (self, box);
  self->show = show_set;
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (amb_form_row_leave), self,
                           G_CONNECT_SWAPPED);
}
