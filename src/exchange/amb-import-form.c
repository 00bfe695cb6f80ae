#include "amb-import-form.h"

#include "amb-error.h"
#include "amb-import-value.h"
#include "amb-import-words.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ALIKE      0.8
#define A_QUESTION 30 /* letters from which on a header is one */

static void
form_clear (gpointer data)
{
  AmbImportForm *self = data;

  g_free (self->call);
  g_free (self->name);
  g_ptr_array_unref (self->labels);
}

AmbImportForm *
amb_import_form_ref (AmbImportForm *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
amb_import_form_unref (AmbImportForm *self)
{
  g_atomic_rc_box_release_full (self, form_clear);
}

int
amb_import_form_find (const AmbImportForm *self, const char *header)
{
  g_autofree char *folded = amb_text_fold (header);
  double best = 0;
  int found = -1;

  for (guint i = 0; i < self->labels->len; i++)
    {
      g_autofree char *label = amb_text_fold (self->labels->pdata[i]);
      double alike = g_str_equal (label, folded) ? 1 : amb_text_similarity (label, folded);

      if (alike < ALIKE || alike <= best)
        continue;
      best = alike;
      found = (int) i;
    }
  return found;
}

/* The call. */

static void
add_questions (AmbImportForm *self, const char *questions)
{
  g_auto (GStrv) lines = g_strsplit (questions ? questions : "", "\n", -1);

  for (char **line = lines; *line; line++)
    if (*g_strstrip (*line))
      g_ptr_array_add (self->labels, g_strdup (*line));
}

/* Those of the call, else those of the programme. */
static gboolean
add_criteria (AmbImportForm *self, AmbStore *store, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT name FROM criteria c WHERE deleted = 0 AND in_use = 1 AND (call_id = ?1 OR (call_id "
      "IS NULL AND NOT EXISTS (SELECT 1 FROM criteria WHERE call_id = ?1 AND deleted = 0 AND "
      "in_use = 1))) ORDER BY position IS NULL, position, rid",
      error);
  gboolean row = TRUE;

  if (!stmt)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, self->call);
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (self->labels, g_strdup (amb_stmt_get_text (stmt, 0)));
    }
  return FALSE;
}

static AmbImportForm *
form_new (AmbStore *store, const char *call, GError **error)
{
  g_autoptr (AmbRecord) record = amb_store_get (store, amb_entity_find ("call"), call, error);
  AmbImportForm *self;

  if (!record)
    return NULL;
  if (!amb_words_contain ("published closed", amb_record_get_state (record)))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("“%s” is not published, so nobody can have applied to it. Publish it first, "
                      "or choose another call."),
                   amb_record_get_title (record));
      return NULL;
    }
  self = g_atomic_rc_box_new0 (AmbImportForm);
  self->call = g_strdup (call);
  self->name = g_strdup (amb_record_get_title (record));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  add_questions (self, amb_record_get (record, "questions"));
  if (!add_criteria (self, store, error))
    g_clear_pointer (&self, amb_import_form_unref);
  return self;
}

/* The columns. */

/* What only the programme says of an application. */
static gboolean
is_ours (const AmbField *field)
{
  return field && amb_words_contain ("call-id state source nomination-id first-rater-id "
                                     "second-rater-id feedback",
                                     field->name);
}

static AmbImportColumn *
find (AmbImportPlan *plan, const AmbField *field)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (((AmbImportColumn *) plan->columns->pdata[i])->field == field)
      return plan->columns->pdata[i];
  return NULL;
}

/* Names and addresses are called as in a list of people. */
static void
map_people (AmbImportPlan *plan)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  const AmbField *person = amb_entity_find_field (plan->entity, "ambassador-id");
  const AmbField *email = amb_entity_find_field (people, "email");
  const AmbField *name = amb_entity_get_title_field (people);
  g_autoptr (AmbImportPlan) as_people = amb_import_plan_copy (plan);

  for (guint i = 0; i < plan->columns->len; i++)
    amb_import_plan_set_column (as_people, i, NULL, AMB_IMPORT_WHOLE);
  for (guint i = 0; i < plan->columns->len; i++)
    ((AmbImportColumn *) as_people->columns->pdata[i])->confidence = 0;
  amb_import_words_map (people, as_people->columns);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbImportColumn *seen = as_people->columns->pdata[i];
      AmbImportColumn *column = plan->columns->pdata[i], *rival = find (plan, person);

      if (seen->field == email && rival && rival != column && rival->part == AMB_IMPORT_WHOLE &&
          rival->confidence < 1)
        rival->field = NULL;
      if (seen->field != email && (seen->field != name || seen->confidence <= 0.9))
        continue;
      column->field = person;
      column->confidence = seen->confidence;
      column->part = seen->field == email              ? AMB_IMPORT_WHOLE
                     : seen->part == AMB_IMPORT_GIVEN  ? AMB_IMPORT_NAME_GIVEN
                     : seen->part == AMB_IMPORT_FAMILY ? AMB_IMPORT_NAME_FAMILY
                                                       : AMB_IMPORT_NAME;
    }
}

/* A header that is a question is one, though the call does not ask it: nothing is lost. */
static gboolean
is_question (const char *header)
{
  return g_str_has_suffix (header, "?") || g_utf8_strlen (header, -1) >= A_QUESTION;
}

static void
map_answers (AmbImportPlan *plan)
{
  const AmbField *answers = amb_entity_find_field (plan->entity, "answers");

  for (guint i = 0; i < plan->columns->len; i++)
    {
      AmbImportColumn *column = plan->columns->pdata[i];
      int label = amb_import_form_find (plan->form, column->header);

      if (column->field == answers || is_ours (column->field))
        {
          column->field = NULL;
          column->confidence = 0;
        }
      if (column->field && column->confidence > 0.9)
        continue;
      if (label < 0 && !is_question (column->header))
        continue;
      column->field = answers;
      column->part = AMB_IMPORT_ANSWER;
      column->confidence = label >= 0 ? 0.95 : 0.6;
    }
}

gboolean
amb_import_plan_set_call (AmbImportPlan *self, AmbStore *store, const char *call, GError **error)
{
  if (!g_str_equal (self->entity->name, "application"))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("Only applications are imported for a call."));
      return FALSE;
    }
  g_clear_pointer (&self->form, amb_import_form_unref);
  self->form = form_new (store, call, error);
  if (!self->form)
    return FALSE;
  map_people (self);
  map_answers (self);
  return TRUE;
}

/* Who answers more than once. */

typedef struct
{
  gint64 line;
  char *at; /* canonical instant, "" where the file says none */
} Answer;

struct _AmbImportAnswers
{
  GHashTable *latest; /* folded cell of the person → Answer */
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->at);
  g_free (answer);
}

static int
find_cell (const AmbImportPlan *plan, const char *field)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmbImportColumn *column = plan->columns->pdata[i];

      if (column->field && column->part == AMB_IMPORT_WHOLE &&
          g_str_equal (column->field->name, field))
        return (int) i;
    }
  return -1;
}

static char *
dup_person (const AmbImportPlan *plan, const AmbCsvRow *row)
{
  int cell = find_cell (plan, "ambassador-id");

  return row->problem == AMB_CSV_GOOD && cell >= 0 ? amb_text_fold (row->cells[cell]) : NULL;
}

static char *
dup_instant (const AmbImportPlan *plan, const AmbCsvRow *row)
{
  static const AmbField field = { "at", "", AMB_FIELD_INSTANT };
  int cell = find_cell (plan, "submitted-on");
  char *value = NULL;

  if (cell >= 0)
    amb_import_normalise (&field, row->cells[cell], &value, NULL);
  return value ? value : g_strdup ("");
}

AmbImportAnswers *
amb_import_answers_scan (const AmbImportPlan *plan, AmbCsvReader *reader, GError **error)
{
  AmbImportAnswers *self = g_new0 (AmbImportAnswers, 1);
  g_autoptr (GError) problem = NULL;
  AmbCsvRow row;

  self->latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  while (amb_csv_reader_next (reader, &row, &problem))
    {
      g_autofree char *person = dup_person (plan, &row);
      g_autofree char *at = person ? dup_instant (plan, &row) : NULL;
      const Answer *known = person ? g_hash_table_lookup (self->latest, person) : NULL;
      Answer *answer;

      if (!person || !*person || (known && strcmp (known->at, at) > 0))
        continue;
      answer = g_new0 (Answer, 1);
      answer->line = row.line;
      answer->at = g_steal_pointer (&at);
      g_hash_table_insert (self->latest, g_steal_pointer (&person), answer);
    }
  amb_csv_reader_rewind (reader);
  if (!problem)
    return self;
  g_propagate_error (error, g_steal_pointer (&problem));
  amb_import_answers_free (self);
  return NULL;
}

void
amb_import_answers_free (AmbImportAnswers *self)
{
  g_hash_table_unref (self->latest);
  g_free (self);
}

gint64
amb_import_answers_find_later (AmbImportAnswers *self,
                               const AmbImportPlan *plan,
                               const AmbCsvRow *row)
{
  g_autofree char *person = dup_person (plan, row);
  const Answer *latest = person ? g_hash_table_lookup (self->latest, person) : NULL;

  return latest && latest->line != row->line ? latest->line : 0;
}
