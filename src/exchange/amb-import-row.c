/* One row of a file: its cells as canonical values, and what is wrong with them. */
#include "amb-import-choices.h"
#include "amb-import-form.h"
#include "amb-import-private.h"
#include "amb-import-value.h"
#include "amb-link.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Words kept with what they mean. */
#define MAX_CACHED 10000

static void
pending_free (AmbImportPending *self)
{
  g_free (self->text);
  g_free (self);
}

static void
add_pending (GPtrArray *list, const AmbField *field, const char *text)
{
  AmbImportPending *pending = g_new0 (AmbImportPending, 1);

  pending->field = field;
  pending->text = g_strdup (text);
  g_ptr_array_add (list, pending);
}

static void
answer_free (gpointer data)
{
  AmbImportAnswer *answer = data;

  g_free (answer->text);
  g_free (answer);
}

AmbImportRow *
amb_import_row_new (const AmbEntity *entity)
{
  AmbImportRow *self = g_new0 (AmbImportRow, 1);

  self->n_fields = amb_entity_get_n_fields (entity);
  self->values = g_new0 (char *, self->n_fields + 1);
  self->given = g_new0 (gboolean, self->n_fields + 1);
  self->missing = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_free);
  self->deferred = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_free);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->left = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_free);
  return self;
}

void
amb_import_row_free (AmbImportRow *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    g_free (self->values[i]);
  g_free (self->values);
  g_free (self->given);
  g_free (self->id);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->deferred);
  g_ptr_array_unref (self->answers);
  g_free (self->person);
  g_ptr_array_unref (self->left);
  g_free (self->reason);
  g_free (self->text);
  g_free (self);
}

void
amb_import_row_refuse (AmbImportRow *self, const AmbField *field, const char *text, char *reason)
{
  if (!self->reason)
    {
      self->bad = field;
      self->text = text ? amb_import_shorten (text) : NULL;
      self->reason = reason;
      return;
    }
  g_autofree char *first = self->reason;
  g_autofree char *next = reason;
  if (field)
    /* Translators: what is wrong with a row, then the name of another cell and what is wrong there.
     */
    self->reason = g_strdup_printf (_ ("%1$s %2$s: %3$s"), first, _ (field->label), next);
  else
    self->reason = g_strconcat (first, " ", next, NULL);
}

/* The same few words come in row after row. */
static gboolean
normalise_cached (AmbImportLookups *lookups,
                  const AmbField *field,
                  const char *text,
                  char **value,
                  GError **error)
{
  g_autofree char *key = NULL;
  const char *choice;
  gpointer known;

  if (field->type != AMB_FIELD_ENUM && field->type != AMB_FIELD_SET &&
      field->type != AMB_FIELD_COUNTRY && field->type != AMB_FIELD_LANGUAGE)
    return amb_import_normalise (field, text, value, error);
  key = g_strconcat (field->name, "\x1f", text, NULL);
  if (g_hash_table_lookup_extended (lookups->values, key, NULL, &known))
    {
      *value = g_strdup (known);
      return TRUE;
    }
  choice = amb_import_choice_find (lookups->own, field, text);
  if (choice)
    *value = g_strdup (choice);
  else if (!amb_import_normalise (field, text, value, error))
    return FALSE;
  if (g_hash_table_size (lookups->values) < MAX_CACHED)
    g_hash_table_insert (lookups->values, g_steal_pointer (&key), g_strdup (*value));
  return TRUE;
}

/* Nodes by their names; who answers a form, by their e-mail. */
static gboolean
may_make (const AmbImportPlan *plan, const AmbEntity *target, const char *text)
{
  return g_str_equal (target->name, "node") ||
         (plan->form && g_str_equal (target->name, "ambassador") && strchr (text, '@'));
}

static gboolean
read_reference (AmbImportRow *self,
                const AmbImportPlan *plan,
                AmbImportFlags flags,
                AmbImportLookups *lookups,
                guint index,
                const char *text,
                GError **error)
{
  const AmbField *field = &plan->entity->fields[index];
  const AmbEntity *target = amb_entity_get_base (amb_entity_find (field->ref));
  AmbImportLookup *lookup = amb_import_lookups_get (lookups, target, error);
  g_autoptr (GError) problem = NULL;
  g_autofree char *shown = NULL;
  const char *id = NULL;

  if (!lookup)
    return FALSE;
  self->given[index] = TRUE;
  if (!amb_import_lookup_find (lookup, text, &id, &problem))
    amb_import_row_refuse (self, field, text, g_strdup (problem->message));
  else if (id)
    {
      g_autofree char *link = amb_link_key (text);
      self->is_linked |= link != NULL;
      self->values[index] = g_strdup (id);
    }
  else if (target == plan->entity)
    {
      self->given[index] = FALSE;
      add_pending (self->deferred, field, text);
    }
  else if ((flags & AMB_IMPORT_CREATE_MISSING) && may_make (plan, target, text))
    add_pending (self->missing, field, text);
  else if (may_make (plan, target, text) && plan->form)
    {
      shown = amb_import_shorten (text);
      amb_import_row_refuse (
          self, field, text,
          g_strdup_printf (_ ("“%s” is nobody whom the programme knows. Correct the address, or "
                              "import with people who are not known."),
                           shown));
    }
  else if (plan->pieces)
    {
      self->given[index] = FALSE;
      add_pending (self->left, field, text);
    }
  else
    {
      shown = amb_import_shorten (text);
      amb_import_row_refuse (
          self, field, text,
          g_strdup_printf (
              _ ("“%1$s” was not found in %2$s. Correct the name, or create it first."), shown,
              _ (target->label_plural)));
    }
  return TRUE;
}

/* The parts of a name are joined as they come: given, then family. */
static void
add_part (AmbImportRow *self, guint index, AmbImportPart part, const char *text)
{
  g_autofree char *before = self->values[index];

  self->given[index] = TRUE;
  if (!before)
    self->values[index] = g_strdup (text);
  else if (part == AMB_IMPORT_GIVEN)
    self->values[index] = g_strconcat (text, " ", before, NULL);
  else
    self->values[index] = g_strconcat (before, " ", text, NULL);
}

/* The parts of the name of somebody whom nobody knows yet. */
static void
add_name (AmbImportRow *self, AmbImportPart part, const char *text)
{
  g_autofree char *before = self->person;

  if (!before)
    self->person = g_strdup (text);
  else if (part == AMB_IMPORT_NAME_GIVEN)
    self->person = g_strconcat (text, " ", before, NULL);
  else
    self->person = g_strconcat (before, " ", text, NULL);
}

static void
add_answer (AmbImportRow *self, const AmbImportPlan *plan, const char *header, const char *text)
{
  AmbImportAnswer *answer = g_new0 (AmbImportAnswer, 1);
  int label = plan->form ? amb_import_form_find (plan->form, header) : -1;

  answer->order = label >= 0 ? label : G_MAXINT;
  answer->text = g_strdup_printf (
      "%s\n%s", label >= 0 ? (char *) plan->form->labels->pdata[label] : header, text);
  g_ptr_array_add (self->answers, answer);
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const AmbImportAnswer *left = *(AmbImportAnswer *const *) a;
  const AmbImportAnswer *right = *(AmbImportAnswer *const *) b;

  return left->order < right->order ? -1 : left->order > right->order;
}

/* As the call asks, whatever the order of the columns. */
static void
join_answers (AmbImportRow *self, const AmbImportPlan *plan)
{
  const AmbField *field = amb_entity_find_field (plan->entity, "answers");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) problem = NULL;
  int index;

  if (!field || self->answers->len == 0)
    return;
  index = amb_entity_get_field_index (plan->entity, field->name);
  g_ptr_array_sort (self->answers, compare_answers);
  for (guint i = 0; i < self->answers->len; i++)
    g_string_append_printf (text, "%s%s", i ? "\n\n" : "",
                            ((AmbImportAnswer *) self->answers->pdata[i])->text);
  self->given[index] = TRUE;
  g_clear_pointer (&self->values[index], g_free);
  if (!amb_import_normalise (field, text->str, &self->values[index], &problem))
    amb_import_row_refuse (self, field, text->str, g_strdup (problem->message));
}

static void
read_value (AmbImportRow *self,
            AmbImportLookups *lookups,
            const AmbField *field,
            guint index,
            const char *text)
{
  g_autoptr (GError) problem = NULL;

  self->given[index] = TRUE;
  if (!normalise_cached (lookups, field, text, &self->values[index], &problem))
    amb_import_row_refuse (self, field, text, g_strdup (problem->message));
}

static gboolean
read_cell (AmbImportRow *self,
           const AmbImportPlan *plan,
           const AmbImportColumn *column,
           AmbImportFlags flags,
           AmbImportLookups *lookups,
           const char *cell,
           GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (cell));

  if (column->part == AMB_IMPORT_ID)
    {
      self->id = *text ? g_steal_pointer (&text) : NULL;
      return TRUE;
    }
  guint index = (guint) amb_entity_get_field_index (plan->entity, column->field->name);
  if (!*text)
    {
      if (flags & AMB_IMPORT_CLEAR_EMPTY)
        self->given[index] = TRUE;
      return TRUE;
    }
  if (column->part == AMB_IMPORT_ANSWER)
    add_answer (self, plan, column->header, text);
  else if (column->part >= AMB_IMPORT_NAME)
    add_name (self, column->part, text);
  else if (column->part == AMB_IMPORT_GIVEN || column->part == AMB_IMPORT_FAMILY)
    add_part (self, index, column->part, text);
  else if (column->field->type == AMB_FIELD_REF)
    return read_reference (self, plan, flags, lookups, index, text, error);
  else
    read_value (self, lookups, column->field, index, text);
  return TRUE;
}

/* A name of two parts is checked when it is whole. */
static void
check_joined (AmbImportRow *self, const AmbImportPlan *plan)
{
  const AmbField *title = amb_entity_get_title_field (plan->entity);
  int index = title ? amb_entity_get_field_index (plan->entity, title->name) : -1;
  g_autoptr (GError) problem = NULL;

  if (index >= 0 && self->values[index] &&
      !amb_field_validate (title, self->values[index], &problem))
    amb_import_row_refuse (self, title, self->values[index], g_strdup (problem->message));
}

static gboolean
has_column (const AmbImportPlan *plan, const char *name)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbImportColumn *column = plan->columns->pdata[i];
      if (column->field && g_str_equal (column->field->name, name))
        return TRUE;
    }
  return FALSE;
}

/* A network’s own file says neither on which day its totals were read, which is today, nor that
 * they came by a file. */
static void
fill_measurement (AmbImportRow *self, const AmbImportPlan *plan, AmbStore *store)
{
  const char *const filled[][2] = { { "measured-on", amb_store_get_today (store) },
                                    { "source", "imported" } };

  for (guint i = 0; i < G_N_ELEMENTS (filled); i++)
    {
      int index = amb_entity_get_field_index (plan->entity, filled[i][0]);

      if (has_column (plan, filled[i][0]))
        continue;
      self->given[index] = TRUE;
      g_free (self->values[index]);
      self->values[index] = g_strdup (filled[i][1]);
    }
}

gboolean
amb_import_row_read (AmbImportRow *self,
                     const AmbImportPlan *plan,
                     AmbImportFlags flags,
                     AmbImportLookups *lookups,
                     const char *const *cells,
                     GError **error)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbImportColumn *column = plan->columns->pdata[i];
      if ((column->field || column->part == AMB_IMPORT_ID) &&
          !read_cell (self, plan, column, flags, lookups, cells[i], error))
        return FALSE;
    }
  check_joined (self, plan);
  join_answers (self, plan);
  if (g_str_equal (plan->entity->name, "measurement"))
    fill_measurement (self, plan, lookups->store);
  return TRUE;
}
