/* The rows of a form: which fields it has, in which order, and which of them are only read. */
#include "amb-form-private.h"

#include "amb-content-text.h"
#include "amb-content.h"

#include <glib/gi18n.h>

gboolean
amb_form_can_edit (const AmbField *field)
{
  return !(field->flags & (AMB_FIELD_STATE | AMB_FIELD_COMPUTED)) &&
         field->type != AMB_FIELD_ORDER && !amb_content_is_noted (field);
}

/* Kept as written, computed, or part of another record: nobody edits it here. */
static gboolean
is_read_only (AmbForm *self)
{
  return (self->entity->kind != AMB_KIND_ORDINARY && self->entity->kind != AMB_KIND_SINGLETON) ||
         self->is_foreign || !amb_context_may (self->context, self->entity, AMB_RIGHT_UPDATE);
}

static const char *
get_why (AmbForm *self)
{
  switch (self->entity->kind)
    {
    case AMB_KIND_APPEND:
      return _ ("This was written once and is kept as it is.");
    case AMB_KIND_DERIVED:
      return _ ("This is computed from other records and changes with them.");
    case AMB_KIND_PROJECTION:
      return _ ("This is part of another record and changes with it.");
    case AMB_KIND_ORDINARY:
    case AMB_KIND_SINGLETON:
    default:
      return _ ("You can read this, but not change it.");
    }
}

/* What is set once, and what one has no right to change, is shown and not edited. */
static gboolean
may_edit (AmbForm *self, const AmbField *field)
{
  return self->is_for_new ||
         (!(field->flags & AMB_FIELD_FIXED) && !is_read_only (self) &&
          !(self->is_out && amb_content_is_of_post (field)) &&
          !(self->is_said && amb_words_contain (self->entity->words, field->name)) &&
          amb_access_may_write (amb_context_get_access (self->context), self->entity, field));
}

/* The header shows the name and the state; an order is no value to read. */
static gboolean
is_fact_of_interest (AmbForm *self, const AmbField *field)
{
  if (field->type == AMB_FIELD_ORDER)
    return FALSE;
  if (field->flags & AMB_FIELD_COMPUTED)
    return !(field->flags & AMB_FIELD_TITLE) &&
           !(self->entity->moves && g_str_equal (field->name, "standing"));
  return !(field->flags & AMB_FIELD_STATE) || !self->entity->moves;
}

static gboolean
is_shown (AmbForm *self, const AmbField *field)
{
  if (self->is_for_new &&
      !amb_access_may_begin (amb_context_get_access (self->context), self->entity, field))
    return FALSE;
  return amb_form_can_edit (field) || (!self->is_for_new && is_fact_of_interest (self, field));
}

static void
add_field (AmbForm *self, GtkWidget *group, const AmbField *field)
{
  AmbFormEntry *entry;

  if (!is_shown (self, field))
    return;
  entry = g_new0 (AmbFormEntry, 1);
  entry->form = self;
  entry->field = field;
  entry->is_fact = !amb_form_can_edit (field) || !may_edit (self, field);
  entry->row = entry->is_fact ? amb_form_row_new_fact (self->context, field)
                              : amb_form_row_new (self->context, field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), amb_form_row_get_widget (entry->row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), amb_form_row_get_note (entry->row));
  g_signal_connect_swapped (entry->row, "edited", G_CALLBACK (amb_form_entry_edited), entry);
  g_signal_connect_swapped (entry->row, "left", G_CALLBACK (amb_form_entry_left), entry);
  g_ptr_array_add (self->entries, entry);
}

static GtkWidget *
add_group (AmbForm *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_add_css_class (group, "amb-compact");
  gtk_box_append (GTK_BOX (self), group);
  return group;
}

/* One row of the same name says it already. */
static const char *
get_group_title (AmbForm *self, const AmbFormGroup *group)
{
  const AmbField *only = group->fields[0] && !group->fields[1]
                             ? amb_entity_find_field (self->entity, group->fields[0])
                             : NULL;

  if (!group->title || (only && g_str_equal (_ (only->label), _ (group->title))))
    return NULL;
  return _ (group->title);
}

static void
add_designed (AmbForm *self)
{
  for (const AmbFormGroup *group = self->groups; group->fields; group++)
    {
      GtkWidget *widget = add_group (self, get_group_title (self, group));

      for (const char *const *name = group->fields; *name; name++)
        {
          const AmbField *field = amb_entity_find_field (self->entity, *name);

          if (field)
            add_field (self, widget, field);
        }
    }
}

/* From the table: what must be there first, what is only read last. */
static guint
get_rank (AmbForm *self, const AmbField *field)
{
  if (!amb_form_can_edit (field))
    return 2;
  return field->flags & (AMB_FIELD_REQUIRED | AMB_FIELD_TITLE) ? 0 : 1;
}

static void
add_from_table (AmbForm *self)
{
  GtkWidget *widget = add_group (self, NULL);

  for (guint rank = 0; rank < 3; rank++)
    for (const AmbField *field = self->entity->fields; field->name; field++)
      if (get_rank (self, field) == rank)
        add_field (self, widget, field);
}

static void
add_why (AmbForm *self, const char *why)
{
  GtkWidget *label = gtk_label_new (why);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "amb-quiet");
  gtk_widget_add_css_class (label, "amb-small");
  gtk_box_append (GTK_BOX (self), label);
}

static void
clear_rows (AmbForm *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_box_remove (GTK_BOX (self), child);
}

/* (transfer full) (nullable): the item of @record, which is one or a variant of one, that is out */
static AmbRecord *
find_out (AmbForm *self, AmbRecord *record)
{
  AmbStore *store = amb_context_get_store (self->context);
  g_autoptr (AmbRecord) item =
      record != NULL && store != NULL ? amb_content_find_item (store, record, NULL) : NULL;

  return item != NULL && amb_content_is_out (item) ? g_steal_pointer (&item) : NULL;
}

/* Did somebody else say it, whose words only they and managers change? */
static gboolean
is_said (AmbForm *self, AmbRecord *record)
{
  g_autofree char *person = NULL;
  const AmbAccess access = amb_context_get_access (self->context);

  if (record == NULL || self->entity->words == NULL)
    return FALSE;
  person = amb_context_dup_person (self->context);
  for (guint i = 0; self->entity->fields[i].name != NULL; i++)
    if (amb_words_contain (self->entity->words, self->entity->fields[i].name) &&
        !amb_access_may_put (access, person, record, &self->entity->fields[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_body (AmbForm *self)
{
  gboolean has = self->groups == NULL;

  for (const AmbFormGroup *group = self->groups; group && group->fields; group++)
    has = has || g_strv_contains (group->fields, "body");
  return has;
}

gboolean
amb_form_fits (AmbForm *self, AmbRecord *record)
{
  g_autoptr (AmbRecord) out = find_out (self, record);

  return self->is_built && self->is_for_new == (record == NULL) &&
         self->access == amb_context_get_access (self->context) &&
         self->is_foreign ==
             (record && !amb_context_may_write (self->context, record, AMB_RIGHT_UPDATE)) &&
         self->is_said == is_said (self, record) && self->is_out == (out != NULL);
}

void
amb_form_ensure_rows (AmbForm *self, AmbRecord *record)
{
  g_autoptr (AmbRecord) out = find_out (self, record);

  if (amb_form_fits (self, record))
    return;
  clear_rows (self);
  self->is_built = TRUE;
  self->is_for_new = record == NULL;
  self->access = amb_context_get_access (self->context);
  self->is_foreign = record && !amb_context_may_write (self->context, record, AMB_RIGHT_UPDATE);
  self->is_said = is_said (self, record);
  self->is_out = out != NULL;
  if (!self->is_for_new && is_read_only (self))
    add_why (self, get_why (self));
  else if (self->is_out && has_body (self))
    {
      g_autofree char *why = amb_content_dup_is_out (out);

      add_why (self, why);
    }
  if (self->groups)
    add_designed (self);
  else
    add_from_table (self);
}
