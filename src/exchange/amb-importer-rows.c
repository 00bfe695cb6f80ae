/* The importer's rows: which record one is about, and what becomes of it. */
#include "amb-importer-private.h"

#include "amb-calls.h"
#include "amb-error.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How sure two records of one name in one node are the same. */
#define SCORE_NO_KEY      0.9
#define SCORE_KEY_IS_NEW  0.8
#define SCORE_KEYS_DIFFER 0.3 /* two people, or one who came back under another number */

/* Matching. */

static const char *
get_title (const AmbImporter *self, const AmbImportRow *row)
{
  const AmbField *title = amb_entity_get_title_field (self->plan->entity);

  return title ? row->values[amb_entity_get_field_index (self->plan->entity, title->name)] : NULL;
}

static const char *
get_node (const AmbImporter *self, const AmbImportRow *row)
{
  int index = amb_entity_get_field_index (self->plan->entity, "node-id");

  return index >= 0 ? row->values[index] : NULL;
}

/* Notes the record that a row names, though the row itself may be left out. */
static void
note_present (AmbImporter *self, const char *id)
{
  if (self->flags & AMB_IMPORT_COMPLETE)
    g_hash_table_add (self->present, (gpointer) id);
}

static int
get_line (const AmbImporter *self, const char *id)
{
  return id ? GPOINTER_TO_INT (g_hash_table_lookup (self->taken, id)) : 0;
}

/* A KEY value of the row: taken by an earlier line, or by a record other than *@id? */
static void
match_key (
    AmbImporter *self, AmbImportRow *row, const AmbField *field, const char *value, const char **id)
{
  const char *found = amb_import_lookup_find_key (self->own, field, value);
  int line = get_line (self, found);

  if (!found)
    return;
  note_present (self, found);
  if (line)
    amb_import_row_refuse (
        row, field, value,
        g_strdup_printf (
            _ ("Line %d of the file is already about “%s”. Keep one of the two lines."), line,
            value));
  else if (*id && *id != found)
    amb_import_row_refuse (
        row, field, value,
        g_strdup_printf (_ ("“%s” belongs to another record than the one that the rest of the row "
                            "names. Correct one of the two."),
                         value));
  else
    *id = found;
}

/* The record that the row is about; NULL when it is a new one. */
static const char *
match_row (AmbImporter *self, AmbImportRow *row)
{
  const AmbEntity *entity = self->plan->entity;
  const char *id = row->id ? amb_import_lookup_find_id (self->own, row->id) : NULL;

  if (row->id && !id)
    amb_import_row_refuse (
        row, NULL, row->id,
        g_strdup (_ ("There is no record with this id here. Empty the cell to create a new one.")));
  for (guint i = 0; i < row->n_fields; i++)
    if ((entity->fields[i].flags & AMB_FIELD_KEY) && row->values[i])
      match_key (self, row, &entity->fields[i], row->values[i], &id);
  if (!id && !row->id)
    id = amb_import_lookup_find_once (self->own, row->values, row->given);
  if (id)
    note_present (self, id);
  if (get_line (self, id) && !row->reason)
    amb_import_row_refuse (
        row, NULL, NULL,
        g_strdup_printf (_ ("Line %d of the file is about the same record. Keep one of the two "
                            "lines."),
                         get_line (self, id)));
  return id;
}

/* What the row says of the record. */

static gboolean
has_key_value (const AmbImporter *self, const AmbImportRow *row)
{
  for (guint i = 0; i < row->n_fields; i++)
    if ((self->plan->entity->fields[i].flags & AMB_FIELD_KEY) && row->values[i])
      return TRUE;
  return FALSE;
}

/* What refers to a later line is seen to when that has come. */
static gboolean
is_same (const AmbImportRow *row, AmbRecord *record)
{
  for (guint i = 0; i < row->n_fields; i++)
    if (row->given[i] && !amb_field_same (row->values[i], amb_record_get_at (record, i)))
      return FALSE;
  return row->missing->len == 0;
}

/* A state is only taken from a running programme, or where it changes nothing, or to begin with. */
static void
check_state (AmbImporter *self, AmbImportRow *row, AmbRecord *record, gboolean is_new)
{
  const AmbField *field = amb_entity_get_state_field (self->plan->entity);
  int index = field ? amb_entity_get_field_index (self->plan->entity, field->name) : -1;
  g_autoptr (GError) refusal = NULL;
  g_autofree char *before = NULL;
  const char *state;

  if (index < 0 || !row->given[index])
    return;
  state = row->values[index];
  before = g_strdup (amb_record_get_at (record, (guint) index));
  if (!state || amb_field_same (state, before))
    {
      row->given[index] = FALSE;
      return;
    }
  if (is_new && (self->flags & AMB_IMPORT_RUNNING))
    return;
  amb_record_set_at (record, (guint) index, state);
  if (is_new && amb_check_begin_state (record, NULL))
    return;
  amb_record_set_at (record, (guint) index, before);
  amb_lifecycle_set_refusal (record, &refusal);
  amb_import_row_refuse (row, field, state, g_strdup (refusal->message));
}

/* “zoe.lambert@example.com” is called zoe.lambert until somebody says otherwise. */
static char *
dup_name_of (const char *email)
{
  return g_strndup (email, strcspn (email, "@"));
}

/* What a field asks of the record that it refers to, that one gets: also where another cell of the
 * row names the same. */
static void
set_kind (AmbRecord *record, const AmbImportRow *row, const char *text)
{
  for (guint i = 0; i < row->missing->len; i++)
    {
      const AmbImportPending *pending = row->missing->pdata[i];
      g_auto (GStrv) words = NULL;

      if (!pending->field->ref_is || !g_str_equal (pending->text, text))
        continue;
      words = g_strsplit_set (pending->field->ref_is, "= ", -1);
      amb_record_set (record, words[0], words[1]);
    }
}

/* Records that the row refers to and nobody has yet. */
static gboolean
make_missing (AmbImporter *self, AmbProgramme *programme, AmbImportRow *row, GError **error)
{
  for (guint i = 0; i < row->missing->len && !row->reason; i++)
    {
      const AmbImportPending *pending = row->missing->pdata[i];
      const AmbEntity *target = amb_entity_find (pending->field->ref);
      AmbImportLookup *lookup = amb_import_lookups_get (&self->lookups, target, error);
      const AmbField *title = amb_entity_get_title_field (target);
      g_autoptr (AmbRecord) record = amb_record_new (target, NULL);
      g_autofree char **values = g_new0 (char *, amb_entity_get_n_fields (target));
      g_autoptr (GError) problem = NULL;
      g_autofree char *made = NULL;
      const char *id = NULL;

      if (!lookup)
        return FALSE;
      /* Two cells of one row may name the same. */
      if (!amb_import_lookup_find (lookup, pending->text, &id, &problem) || !id)
        {
          g_autofree char *name = NULL, *email = NULL;

          if (g_str_equal (target->name, "ambassador"))
            {
              name = row->person ? g_strdup (row->person) : dup_name_of (pending->text);
              email = g_utf8_strdown (pending->text, -1);
              amb_record_set (record, "email", email);
              amb_record_set (record, "state", "associate");
              values[amb_entity_get_field_index (target, "email")] = email;
            }
          else
            {
              name = g_strdup (pending->text);
              set_kind (record, row, pending->text);
            }
          amb_record_set (record, title->name, name);
          if (programme)
            made = amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, &problem);
          else if (amb_record_validate (record, &problem))
            made = g_strdup_printf ("new:%s", pending->text);
          if (!made)
            {
              amb_import_row_refuse (row, pending->field, pending->text,
                                     g_strdup (problem->message));
              return TRUE;
            }
          values[amb_entity_get_field_index (target, title->name)] = name;
          amb_import_lookup_add (lookup, made, values);
          g_ptr_array_add (self->report->made, g_strdup (name));
          self->report->made_of = target;
          id = made;
        }
      guint index = (guint) amb_entity_get_field_index (self->plan->entity, pending->field->name);
      g_free (row->values[index]);
      row->values[index] = g_strdup (id);
    }
  return TRUE;
}

static void
take_problem (AmbImportRow *row, GError *problem, GError **error)
{
  if (amb_import_error_is_of_row (problem))
    {
      amb_import_row_refuse (row, NULL, NULL, g_strdup (problem->message));
      g_error_free (problem);
    }
  else
    g_propagate_error (error, problem);
}

/* A reference to a record that is made with the row. */
static gboolean
is_missing (const AmbImportRow *row, const AmbField *field)
{
  for (guint i = 0; i < row->missing->len; i++)
    if (((AmbImportPending *) row->missing->pdata[i])->field == field)
      return TRUE;
  return FALSE;
}

static void
check_kinds (AmbStore *store, AmbImportRow *row, AmbRecord *record, GHashTable *changed)
{
  for (guint i = 0; i < row->n_fields; i++)
    {
      const AmbField *field = &amb_record_get_entity (record)->fields[i];
      g_autoptr (GError) problem = NULL;
      g_autofree char *title = NULL;

      if (!field->ref_is || (changed && !g_hash_table_contains (changed, field->name)) ||
          amb_check_reference_is (store, record, field, &problem))
        continue;
      title = amb_store_dup_title (store, amb_entity_find (field->ref), row->values[i]);
      amb_import_row_refuse (row, field, title, g_strdup (problem->message));
    }
}

/* @changed: (nullable): names of the fields that an update changes */
static void
check_values (
    AmbImporter *self, AmbStore *store, AmbImportRow *row, AmbRecord *record, GHashTable *changed)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const AmbField *late = NULL;
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < row->n_fields; i++)
    {
      const AmbField *field = &entity->fields[i];
      if ((field->flags & AMB_FIELD_REQUIRED) && amb_field_is_stored (field) &&
          !amb_record_get_at (record, i) && !is_missing (row, field))
        amb_import_row_refuse (
            row, field, NULL,
            g_strdup_printf (_ ("“%s” is empty, and every record needs it. Fill in the cell."),
                             _ (field->label)));
    }
  check_kinds (store, row, record, changed);
  if (!amb_record_check_spans (record, NULL, &late, &problem) ||
      !amb_check_facts (store, record, changed,
                        self->flags & AMB_IMPORT_RUNNING ? AMB_FACTS_TAKEN_OVER : AMB_FACTS_HERE,
                        &late, &problem))
    amb_import_row_refuse (row, late, late != NULL ? amb_record_get (record, late->name) : NULL,
                           g_strdup (problem->message));
}

/* Accounting. */

static void
defer_references (
    AmbImporter *self, AmbImportRow *row, const char *id, AmbRecord *before, gboolean is_unchanged)
{
  for (guint i = 0; i < row->deferred->len; i++)
    {
      AmbImportPending *pending = row->deferred->pdata[i];
      AmbImportDeferred *deferred = g_new0 (AmbImportDeferred, 1);
      deferred->line = row->line;
      deferred->id = id;
      deferred->field = pending->field;
      deferred->before = before ? g_strdup (amb_record_get (before, pending->field->name)) : NULL;
      deferred->is_unchanged = is_unchanged;
      deferred->text = g_strdup (pending->text);
      g_ptr_array_add (self->deferred, deferred);
    }
}

/* From now on later rows that say the same are about this one. */
static void
note_taken (AmbImporter *self, const AmbImportRow *row, const char *id)
{
  const AmbEntity *entity = self->plan->entity;

  for (guint i = 0; i < row->n_fields; i++)
    if ((entity->fields[i].flags & AMB_FIELD_KEY) && row->values[i] &&
        amb_import_lookup_find_key (self->own, &entity->fields[i], row->values[i]) != id)
      amb_import_lookup_add_key (self->own, id, &entity->fields[i], row->values[i]);
  g_hash_table_insert (self->taken, (gpointer) id, GINT_TO_POINTER ((int) row->line));
  note_present (self, id);
}

static char *
dup_shown (AmbStore *store, const AmbField *field, const char *value)
{
  g_autofree char *shown = NULL;

  if (value && field->type == AMB_FIELD_REF)
    shown = amb_store_dup_title (store, amb_entity_find (field->ref), value);
  else if (value)
    shown = amb_field_format (field, value);
  return shown && *shown ? g_steal_pointer (&shown) : g_strdup ("–");
}

static void
add_example (AmbImporter *self,
             AmbStore *store,
             const AmbImportRow *row,
             AmbImportAction action,
             AmbRecord *before)
{
  const AmbEntity *entity = self->plan->entity;
  g_autoptr (GString) details = g_string_new (NULL);
  AmbImportExample *example;

  if (self->report->examples->len == AMB_IMPORT_MAX_EXAMPLES)
    return;
  for (guint i = 0; i < row->n_fields; i++)
    {
      const AmbField *field = &entity->fields[i];
      const char *old = before ? amb_record_get_at (before, i) : NULL;
      if (!row->given[i] || amb_field_same (row->values[i], old) ||
          (!before && (field->flags & AMB_FIELD_TITLE)))
        continue;
      g_autofree char *was = dup_shown (store, field, old);
      g_autofree char *is = dup_shown (store, field, row->values[i]);
      g_string_append (details, details->len ? " · " : "");
      if (before)
        /* Translators: a field of a record, what it was, what it becomes. */
        g_string_append_printf (details, _ ("%1$s: %2$s → %3$s"), _ (field->label), was, is);
      else
        g_string_append (details, is);
    }
  example = g_new0 (AmbImportExample, 1);
  example->line = row->line;
  example->action = action;
  example->title =
      g_strdup (get_title (self, row)                     ? get_title (self, row)
                : before && amb_record_get_title (before) ? amb_record_get_title (before)
                                                          : _ (entity->label));
  example->details = g_strdup (details->str);
  g_ptr_array_add (self->report->examples, example);
}

/* Creating. */

/* A record of that name and node of which the row says nothing new, and which no other row is
 * about: two lines of one file that say the same are two people until a person says otherwise. */
static gboolean
find_same (AmbImporter *self,
           AmbStore *store,
           const AmbImportRow *row,
           AmbImportTwins *twins,
           const char **same,
           AmbRecord **record,
           GError **error)
{
  for (GList *link = twins->free.head, *next; link; link = next)
    {
      g_autoptr (AmbRecord) twin = NULL;
      next = link->next;
      if (get_line (self, link->data))
        {
          g_queue_delete_link (&twins->free, link);
          continue;
        }
      twin = amb_store_get (store, self->plan->entity, link->data, error);
      if (!twin)
        return FALSE;
      if (!is_same (row, twin))
        continue;
      *same = link->data;
      *record = g_steal_pointer (&twin);
      g_queue_delete_link (&twins->free, link);
      return TRUE;
    }
  return TRUE;
}

/* The record that a new one is most likely to repeat. */
static const char *
choose_twin (const AmbImporter *self,
             const AmbImportRow *row,
             const AmbImportTwins *twins,
             double *score)
{
  if (!has_key_value (self, row))
    {
      *score = SCORE_NO_KEY;
      return twins->oldest;
    }
  *score = twins->keyless ? SCORE_KEY_IS_NEW : SCORE_KEYS_DIFFER;
  return twins->keyless ? twins->keyless : twins->oldest;
}

static void
add_duplicate (
    AmbImporter *self, const AmbImportRow *row, const char *id, const char *twin, double score)
{
  AmbImportDuplicate *duplicate = g_new0 (AmbImportDuplicate, 1);

  duplicate->line = row->line;
  duplicate->id = g_str_has_prefix (id, "new:") ? NULL : g_strdup (id);
  duplicate->title = g_strdup (get_title (self, row));
  duplicate->other_id = g_str_has_prefix (twin, "new:") ? NULL : g_strdup (twin);
  duplicate->score = score;
  g_ptr_array_add (self->report->duplicates, duplicate);
}

static char *
add_record (AmbImporter *self,
            AmbProgramme *programme,
            AmbImportRow *row,
            AmbRecord *record,
            GError **error)
{
  AmbCommandFlags flags =
      self->flags & AMB_IMPORT_RUNNING ? AMB_COMMAND_RUNNING : AMB_COMMAND_DEFAULT;
  GError *problem = NULL;
  char *id = NULL;

  if (programme && self->plan->form)
    id = amb_programme_apply (programme, record, &problem);
  else if (programme)
    id = amb_programme_add (programme, record, flags, &problem);
  else
    id = g_strdup_printf ("new:%" G_GINT64_FORMAT, row->line);
  if (!id)
    take_problem (row, problem, error);
  return id;
}

/* People are found again by a key alone (names repeat): a file that has a column for one and leaves
 * it empty would bring the person in anew every month. */
static void
check_has_key (AmbImporter *self, AmbImportRow *row)
{
  const guint flags = AMB_FIELD_KEY | AMB_FIELD_PERSONAL;
  const AmbField *first = NULL;

  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const AmbImportColumn *column = g_ptr_array_index (self->plan->columns, i);
      int index =
          column->field ? amb_entity_get_field_index (self->plan->entity, column->field->name) : -1;

      if (index < 0 || (column->field->flags & flags) != flags)
        continue;
      if (row->values[index])
        return;
      first = first ? first : column->field;
    }
  if (first)
    amb_import_row_refuse (row, first, NULL,
                           g_strdup (_ ("This is empty, so the next file could not find the person "
                                        "again. Fill it in.")));
}

/* A row without a key that an earlier import of the same file brought in already. */
static gboolean
take_same (AmbImporter *self,
           AmbStore *store,
           AmbImportRow *row,
           AmbImportTwins *twins,
           gboolean *taken,
           GError **error)
{
  g_autoptr (AmbRecord) record = NULL;
  const char *same = NULL;

  *taken = FALSE;
  if (has_key_value (self, row))
    return TRUE;
  if (!find_same (self, store, row, twins, &same, &record, error))
    return FALSE;
  if (!same)
    return TRUE;
  defer_references (self, row, same, record, TRUE);
  note_taken (self, row, same);
  self->report->unchanged++;
  *taken = TRUE;
  return TRUE;
}

/* The row's values as a new record; what is wrong with them goes to the row. */
static AmbRecord *
build_record (AmbImporter *self, AmbStore *store, AmbImportRow *row)
{
  AmbRecord *record = amb_record_new (self->plan->entity, NULL);

  check_state (self, row, record, TRUE);
  check_has_key (self, row);
  for (guint i = 0; i < row->n_fields; i++)
    if (row->given[i] && row->values[i])
      amb_record_set_at (record, i, row->values[i]);
  check_values (self, store, row, record, NULL);
  return record;
}

static void
set_missing (AmbImporter *self, const AmbImportRow *row, AmbRecord *record)
{
  for (guint i = 0; i < row->missing->len; i++)
    {
      const char *name = ((AmbImportPending *) row->missing->pdata[i])->field->name;
      amb_record_set (record, name,
                      row->values[amb_entity_get_field_index (self->plan->entity, name)]);
    }
}

static void
set_silent (AmbImporter *self, AmbImportRow *row, const char *name, const char *value)
{
  guint index = (guint) amb_entity_get_field_index (self->plan->entity, name);

  if (row->given[index] && row->values[index])
    return;
  g_free (row->values[index]);
  row->values[index] = g_strdup (value);
  row->given[index] = TRUE;
}

/* What the answer of a form says without saying it. */
static void
fill_application (AmbImporter *self, AmbStore *store, AmbImportRow *row)
{
  set_silent (self, row, "source", "form");
  set_silent (self, row, "submitted-on", amb_store_get_today (store));
}

/* Of facts that count together: FALSE when all of the row is there already. */
static gboolean
take_new (AmbImporter *self, AmbImportRow *row, AmbRecord *record)
{
  int index = amb_entity_get_field_index (self->plan->entity, "count");
  gint64 n;

  if (!self->tally)
    return TRUE;
  n = amb_import_tally_take (self->tally, record);
  if (n != amb_record_get_int (record, "count", 1))
    {
      g_free (row->values[index]);
      row->values[index] = g_strdup_printf ("%" G_GINT64_FORMAT, n);
      amb_record_set_at (record, (guint) index, row->values[index]);
    }
  return n > 0;
}

static gboolean
create_record (
    AmbImporter *self, AmbStore *store, AmbProgramme *programme, AmbImportRow *row, GError **error)
{
  const char *title = get_title (self, row);
  AmbImportTwins *twins =
      title ? amb_import_lookup_find_twins (self->own, title, get_node (self, row)) : NULL;
  g_autoptr (AmbRecord) record = NULL;
  g_autofree char *made = NULL;
  const char *id, *twin = NULL;
  double score = 0;
  gboolean taken = FALSE;

  if (twins && !take_same (self, store, row, twins, &taken, error))
    return FALSE;
  if (taken)
    return TRUE;
  if (self->plan->form)
    fill_application (self, store, row);
  if (self->tally)
    amb_import_tally_fill (self->plan->entity, row);
  record = build_record (self, store, row);
  if (row->reason)
    return TRUE;
  if (!take_new (self, row, record))
    {
      self->report->unchanged++;
      return TRUE;
    }
  if (!make_missing (self, programme, row, error))
    return FALSE;
  if (row->reason)
    return TRUE;
  set_missing (self, row, record);
  made = add_record (self, programme, row, record, error);
  if (!made)
    return row->reason != NULL;
  if (twins)
    twin = choose_twin (self, row, twins, &score);
  amb_import_lookup_add (self->own, made, row->values);
  id = amb_import_lookup_find_id (self->own, made);
  if (twin)
    add_duplicate (self, row, id, twin, score);
  defer_references (self, row, id, NULL, FALSE);
  note_taken (self, row, id);
  amb_import_lookup_add_once (self->own, id, row->values, row->given);
  add_example (self, store, row, AMB_IMPORT_CREATED, NULL);
  self->report->created++;
  return TRUE;
}

/* Updating. */

static gboolean
set_values (AmbImporter *self,
            AmbStore *store,
            AmbProgramme *programme,
            AmbImportRow *row,
            AmbRecord *before,
            guint *n_changed,
            GError **error)
{
  const AmbEntity *entity = self->plan->entity;
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AmbRecord) after = amb_record_dup (before);
  GError *problem = NULL;

  for (guint i = 0; i < row->n_fields; i++)
    if (row->given[i] && !amb_field_same (row->values[i], amb_record_get_at (before, i)))
      {
        g_hash_table_insert (values, (gpointer) entity->fields[i].name, row->values[i]);
        amb_record_set_at (after, i, row->values[i]);
        if ((entity->fields[i].flags & AMB_FIELD_FIXED) && amb_record_get_at (before, i))
          amb_import_row_refuse (
              row, &entity->fields[i], row->values[i],
              g_strdup_printf (_ ("%s was set when the record was made and stays as it is."),
                               _ (entity->fields[i].label)));
      }
  *n_changed = g_hash_table_size (values);
  check_values (self, store, row, after, values);
  if (*n_changed && entity->kind == AMB_KIND_APPEND)
    amb_import_row_refuse (
        row, NULL, NULL,
        g_strdup_printf (
            _ ("This record is there already, and %s are never changed. Empty the id to "
               "create a new one."),
            _ (entity->label_plural)));
  if (row->reason || *n_changed == 0 || !programme ||
      amb_programme_set (programme, entity, amb_record_get_id (before), values, &problem))
    return TRUE;
  take_problem (row, problem, error);
  return row->reason != NULL;
}

/* Raters rate what they read; and the later answer counts, whichever file comes last. */
static void
check_application (AmbImportRow *row, AmbRecord *before)
{
  const AmbEntity *entity = amb_record_get_entity (before);
  const AmbField *on = amb_entity_find_field (entity, "submitted-on");
  guint index = (guint) amb_entity_get_field_index (entity, on->name);
  const char *state = amb_record_get_state (before);
  g_autofree char *day = amb_field_format (on, amb_record_get (before, on->name));
  g_autofree char *word = amb_field_format (amb_entity_get_state_field (entity), state);

  if (is_same (row, before))
    return;
  if (!g_str_equal (state, "submitted"))
    amb_import_row_refuse (
        row, NULL, NULL,
        g_strdup_printf (_ ("This application is “%s” already, so its answers stay as they were "
                            "read. Change them by hand if they must be others."),
                         word));
  else if (row->given[index] && row->values[index] &&
           g_strcmp0 (row->values[index], amb_record_get (before, on->name)) < 0)
    amb_import_row_refuse (
        row, on, row->values[index],
        g_strdup_printf (_ ("A later answer of the same person is there already, of %s."), day));
}

static gboolean
update_record (AmbImporter *self,
               AmbStore *store,
               AmbProgramme *programme,
               AmbImportRow *row,
               const char *id,
               GError **error)
{
  g_autoptr (AmbRecord) before = amb_store_get (store, self->plan->entity, id, error);
  guint n_changed = 0;

  if (!before)
    return FALSE;
  check_state (self, row, before, FALSE);
  if (self->plan->form)
    check_application (row, before);
  if (row->reason)
    return TRUE;
  if (!make_missing (self, programme, row, error))
    return FALSE;
  if (row->reason)
    return TRUE;
  if (!set_values (self, store, programme, row, before, &n_changed, error))
    return FALSE;
  if (row->reason)
    return TRUE;
  defer_references (self, row, id, before, n_changed == 0);
  note_taken (self, row, id);
  if (n_changed == 0)
    {
      self->report->unchanged++;
      return TRUE;
    }
  add_example (self, store, row, AMB_IMPORT_UPDATED, before);
  self->report->updated++;
  return TRUE;
}

/* Leaving out. */

/* Whoever a row seems to be about has not left, though the row can't be taken. */
static void
note_spoiled (AmbImporter *self, const AmbCsvRow *from, const AmbImportRow *row)
{
  const char *title = get_title (self, row);
  gpointer line = GINT_TO_POINTER ((int) row->line);

  for (guint i = 0; i < from->n_cells; i++)
    {
      const char *id = amb_import_lookup_find_any_key (self->own, from->cells[i]);
      if (id)
        note_present (self, id);
      else if (*from->cells[i])
        g_hash_table_insert (self->spoiled, amb_text_fold (from->cells[i]), line);
    }
  if (title)
    g_hash_table_insert (self->spoiled, amb_text_fold (title), line);
}

static void
skip_row (AmbImporter *self, const AmbCsvRow *from, AmbImportRow *row)
{
  AmbImportSkip *skip = g_new0 (AmbImportSkip, 1);

  skip->line = row->line;
  skip->field = row->bad;
  skip->reason = g_steal_pointer (&row->reason);
  skip->text = g_steal_pointer (&row->text);
  skip->cells = g_strdupv ((char **) from->cells);
  g_ptr_array_add (self->report->skipped, skip);
  if (self->flags & AMB_IMPORT_COMPLETE)
    note_spoiled (self, from, row);
}

/* NULL unless one cell of a column that is taken is to blame. */
static const AmbField *
get_bad_field (const AmbImporter *self, const AmbCsvRow *from)
{
  if (from->problem != AMB_CSV_UNREADABLE || from->problem_cell >= self->plan->columns->len)
    return NULL;
  return ((AmbImportColumn *) self->plan->columns->pdata[from->problem_cell])->field;
}

/* Of the answers of a form: it is about the call, and the later answer of somebody counts. */
static void
refuse_former (AmbImporter *self, const AmbCsvRow *from, AmbImportRow *row)
{
  gint64 later;

  if (!self->plan->form)
    return;
  set_silent (self, row, "call-id", self->plan->form->call);
  later = amb_import_answers_find_later (self->answers, self->plan, from);
  if (later)
    amb_import_row_refuse (
        row, NULL, NULL,
        g_strdup_printf (_ ("Line %d of the file is a later answer of the same person, and counts. "
                            "This one was left out."),
                         (int) later));
}

static void
warn (AmbImporter *self, const AmbImportRow *row, const AmbImportPending *left, char *reason)
{
  AmbImportSkip *warning = g_new0 (AmbImportSkip, 1);

  warning->line = row->line;
  warning->field = left ? left->field : NULL;
  warning->text = left ? g_strdup (left->text) : NULL;
  warning->reason = reason;
  g_ptr_array_add (self->report->warnings, warning);
}

/* What of a piece that was taken was not. */
static void
tell_left (AmbImporter *self, const AmbImportRow *row, const AmbImportPiece *piece)
{
  for (guint i = 0; piece && i < piece->notices->len; i++)
    warn (self, row, NULL, g_strdup (piece->notices->pdata[i]));
  for (guint i = 0; i < row->left->len; i++)
    {
      const AmbImportPending *left = row->left->pdata[i];
      const AmbEntity *target = amb_entity_find (left->field->ref);
      warn (self, row, left,
            g_strdup_printf (_ ("“%1$s” was not found in %2$s. The field was left as it is; add it "
                                "there and import the file again."),
                             left->text, _ (target->label_plural)));
    }
}

gboolean
amb_importer_take_row (AmbImporter *self,
                       AmbStore *store,
                       AmbProgramme *programme,
                       const AmbCsvRow *from,
                       const AmbImportPiece *piece,
                       GError **error)
{
  g_autoptr (AmbImportRow) row = amb_import_row_new (self->plan->entity);
  const char *id = NULL;

  row->line = piece ? piece->line : from->line;
  if (piece && piece->reason)
    amb_import_row_refuse (row, NULL, NULL, g_strdup (piece->reason));
  else if (from->problem != AMB_CSV_GOOD)
    amb_import_row_refuse (row, get_bad_field (self, from), NULL,
                           amb_csv_reader_dup_reason (self->reader, from));
  else if (!amb_import_row_read (row, self->plan, self->flags, &self->lookups, from->cells, error))
    return FALSE;
  else
    {
      refuse_former (self, from, row);
      id = match_row (self, row);
    }
  if (!row->reason && !(id ? update_record (self, store, programme, row, id, error)
                           : create_record (self, store, programme, row, error)))
    return FALSE;
  if (row->reason)
    skip_row (self, from, row);
  else
    tell_left (self, row, piece);
  return TRUE;
}
