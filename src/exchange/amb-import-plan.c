/* How a file is read: its columns, and the field that each of them goes into. */
#include "amb-import-plan.h"

#include "amb-access.h"
#include "amb-csv-file.h"
#include "amb-error.h"
#include "amb-exporter.h"
#include "amb-ical-table.h"
#include "amb-import-form.h"
#include "amb-import-value.h"
#include "amb-import-words.h"
#include "amb-text.h"
#include "amb-vcard-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_ROWS  20
#define MAX_EXAMPLES 5
#define MAX_HEADERS  20

static void
column_free (AmbImportColumn *self)
{
  g_free (self->header);
  g_ptr_array_unref (self->examples);
  g_free (self);
}

static AmbImportColumn *
column_new (const char *header)
{
  AmbImportColumn *self = g_new0 (AmbImportColumn, 1);

  self->header = g_strdup (header);
  self->examples = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
add_example (AmbImportColumn *column, const char *cell)
{
  if (!*cell || column->examples->len == MAX_EXAMPLES ||
      g_ptr_array_find_with_equal_func (column->examples, cell, g_str_equal, NULL))
    return;
  g_ptr_array_add (column->examples, g_strdup (cell));
}

static gboolean
read_sample (AmbImportPlan *self, AmbCsvReader *reader, GError **error)
{
  const char *const *header = amb_csv_reader_get_header (reader);
  g_autoptr (GError) problem = NULL;
  AmbCsvRow row;

  for (guint i = 0; header[i]; i++)
    g_ptr_array_add (self->columns, column_new (header[i]));
  for (guint n = 0; n < SAMPLE_ROWS && amb_csv_reader_next (reader, &row, &problem); n++)
    for (guint i = 0; row.problem == AMB_CSV_GOOD && i < self->columns->len; i++)
      add_example (self->columns->pdata[i], row.cells[i]);
  if (!problem)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* What a file may bring in: not what is computed, shown, kept once or written by moves alone. */
static gboolean
check_entity (const AmbEntity *entity, GError **error)
{
  const char *plural = _ (entity->label_plural);

  if (entity->kind == AMB_KIND_DERIVED)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("%s are computed from other records, so a file can’t bring them in. Import the "
                    "records behind them."),
                 plural);
  else if (entity->kind == AMB_KIND_PROJECTION)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("%1$s only show a part of other records, so a file can’t bring them in. Import "
                    "“%2$s” instead."),
                 plural, _ (amb_entity_get_base (entity)->label_plural));
  else if (entity->kind == AMB_KIND_SINGLETON)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("There is one record of the kind “%s”, so a file can’t bring more. Change its "
                    "fields instead."),
                 _ (entity->label));
  else if (entity->kind == AMB_KIND_APPEND &&
           !(amb_access_get_rights (AMB_ACCESS_MANAGER, entity) & AMB_RIGHT_CREATE))
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("%s are written by the program when something happens, so a file can’t bring "
                    "them in."),
                 plural);
  else
    return TRUE;
  return FALSE;
}

static void
piece_free (AmbImportPiece *self)
{
  g_free (self->reason);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

static void
add_piece (AmbImportPlan *self, guint line, const char *reason, GPtrArray *notices)
{
  AmbImportPiece *piece = g_new0 (AmbImportPiece, 1);

  piece->line = line;
  piece->reason = g_strdup (reason);
  piece->notices = g_ptr_array_ref (notices);
  g_ptr_array_add (self->pieces, piece);
}

/* (nullable): the table of the cards */
static GBytes *
read_cards (AmbImportPlan *self, GError **error)
{
  g_autoptr (GPtrArray) cards = NULL;

  if (amb_vcard_table_check (self->entity, error))
    cards = amb_vcard_read (self->bytes, error);
  if (!cards)
    return NULL;
  self->kind = AMB_IMPORT_OF_CARDS;
  for (guint i = 0; i < cards->len; i++)
    {
      const AmbVcard *card = cards->pdata[i];
      add_piece (self, card->line, card->reason, card->notices);
    }
  return amb_vcard_table_write (self->entity, cards);
}

/* (nullable): the table of the events */
static GBytes *
read_events (AmbImportPlan *self, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;

  if (amb_ical_table_check (self->entity, error))
    events = amb_ical_read (self->bytes, error);
  if (!events)
    return NULL;
  self->kind = AMB_IMPORT_OF_EVENTS;
  for (guint i = 0; i < events->len; i++)
    {
      const AmbIcalEvent *event = events->pdata[i];
      add_piece (self, event->line, event->reason, event->notices);
    }
  return amb_ical_table_write (self->entity, events);
}

/* Its name says cards or events, and there is none in it. */
static gboolean
check_ending (AmbImportPlan *self, GError **error)
{
  const AmbExportFormat format = amb_export_format_from_path (self->name);

  if (format == AMB_EXPORT_VCARD)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("“%s” is no vCard file: it doesn’t begin with BEGIN:VCARD. Export the cards "
                    "again, or name a table’s file .csv."),
                 self->name);
  else if (format == AMB_EXPORT_ICAL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("“%s” is no iCalendar file: it doesn’t begin with BEGIN:VCALENDAR. Export the "
                    "calendar again, or name a table’s file .csv."),
                 self->name);
  else
    return TRUE;
  return FALSE;
}

/* Cards and events become a table, and each of its columns has its field. */
static gboolean
take_pieces (AmbImportPlan *self, GError **error)
{
  gboolean of_events = amb_ical_is (self->bytes);
  g_autoptr (GBytes) table = NULL;
  g_autoptr (GError) local = NULL;

  if (!of_events && !amb_vcard_is (self->bytes))
    return check_ending (self, error);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  table = of_events ? read_events (self, &local) : read_cards (self, &local);
  if (!table)
    {
      g_set_error (error, local->domain, local->code, _ ("The file “%s” can’t be used. %s"),
                   self->name, local->message);
      return FALSE;
    }
  g_bytes_unref (self->bytes);
  self->bytes = g_steal_pointer (&table);
  return TRUE;
}

static void
map_columns (AmbImportPlan *self)
{
  if (!self->pieces)
    amb_import_words_map (self->entity, self->columns);
  for (guint i = 0; self->pieces && i < self->columns->len; i++)
    {
      gboolean is_id = FALSE;
      const AmbField *field = self->kind == AMB_IMPORT_OF_EVENTS
                                  ? amb_ical_table_get_field (self->entity, i, &is_id)
                                  : amb_vcard_table_get_field (self->entity, i);
      amb_import_plan_set_column (self, i, field, is_id ? AMB_IMPORT_ID : AMB_IMPORT_WHOLE);
    }
}

AmbImportPlan *
amb_import_plan_new (const AmbEntity *entity, const char *path, GError **error)
{
  g_autoptr (AmbImportPlan) self = g_new0 (AmbImportPlan, 1);
  g_autoptr (AmbCsvReader) reader = NULL;

  self->entity = entity;
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  if (!check_entity (entity, error))
    return NULL;
  self->bytes = amb_csv_file_read (path, NULL, error);
  if (!self->bytes || !take_pieces (self, error))
    return NULL;
  reader = amb_csv_file_open (self->bytes, path, 0, error);
  if (!reader)
    return NULL;
  self->delimiter = amb_csv_reader_get_delimiter (reader);
  self->encoding = amb_csv_reader_get_encoding (reader);
  if (!read_sample (self, reader, error))
    return NULL;
  map_columns (self);
  return g_steal_pointer (&self);
}

AmbImportPlan *
amb_import_plan_copy (const AmbImportPlan *self)
{
  AmbImportPlan *copy = g_new0 (AmbImportPlan, 1);

  *copy = *self;
  copy->form = self->form ? amb_import_form_ref (self->form) : NULL;
  copy->path = g_strdup (self->path);
  copy->name = g_strdup (self->name);
  copy->bytes = g_bytes_ref (self->bytes);
  copy->pieces = self->pieces ? g_ptr_array_ref (self->pieces) : NULL;
  copy->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AmbImportColumn *from = self->columns->pdata[i];
      AmbImportColumn *column = column_new (from->header);
      column->field = from->field;
      column->part = from->part;
      column->confidence = from->confidence;
      for (guint j = 0; j < from->examples->len; j++)
        g_ptr_array_add (column->examples, g_strdup (from->examples->pdata[j]));
      g_ptr_array_add (copy->columns, column);
    }
  return copy;
}

void
amb_import_plan_free (AmbImportPlan *self)
{
  g_clear_pointer (&self->form, amb_import_form_unref);
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

GPtrArray *
amb_import_plan_list_fields (const AmbEntity *entity)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (const AmbField *field = entity->fields; field->name; field++)
    if (amb_import_words_may_fill (field))
      g_ptr_array_add (fields, (gpointer) field);
  return fields;
}

void
amb_import_plan_set_column (AmbImportPlan *self,
                            guint column,
                            const AmbField *field,
                            AmbImportPart part)
{
  AmbImportColumn *target = self->columns->pdata[column];

  target->field = field;
  target->part = part;
  target->confidence = 1;
}

/* A header as it stands, else a header by its letters, else a number. */
static int
find_column (const AmbImportPlan *self, const char *text)
{
  g_autofree char *folded = amb_text_fold (text);
  guint64 number;

  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((AmbImportColumn *) self->columns->pdata[i])->header, text))
      return (int) i;
  for (guint i = 0; i < self->columns->len; i++)
    {
      AmbImportColumn *column = self->columns->pdata[i];
      g_autofree char *other = amb_text_fold (column->header);
      if (g_str_equal (other, folded))
        return (int) i;
    }
  if (g_ascii_string_to_unsigned (text, 10, 1, self->columns->len, &number, NULL))
    return (int) number - 1;
  return -1;
}

static const AmbField *
find_field (const AmbEntity *entity, const char *text, AmbImportPart *part)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  const AmbField *field = amb_entity_find_field (entity, text);
  g_autofree char *folded = amb_text_fold (text);
  const char *dot = strrchr (text, '.');

  *part = AMB_IMPORT_WHOLE;
  if (field)
    return amb_import_words_may_fill (field) ? field : NULL;
  if (title && dot && strlen (title->name) == (gsize) (dot - text) &&
      g_str_has_prefix (text, title->name) &&
      (g_str_equal (dot, ".given") || g_str_equal (dot, ".family")))
    {
      *part = g_str_equal (dot, ".given") ? AMB_IMPORT_GIVEN : AMB_IMPORT_FAMILY;
      return title;
    }
  for (field = entity->fields; field->name; field++)
    {
      g_autofree char *label = amb_text_fold (field->label);
      g_autofree char *translated = amb_text_fold (_ (field->label));
      if (amb_import_words_may_fill (field) &&
          (g_str_equal (label, folded) || g_str_equal (translated, folded)))
        return field;
    }
  return NULL;
}

/* Of the answers of a form. */
static gboolean
find_form_field (const AmbEntity *entity,
                 const char *text,
                 AmbImportPart *part,
                 const AmbField **field)
{
  static const struct
  {
    const char *text, *field;
    AmbImportPart part;
  } words[] = {
    { "answers", "answers", AMB_IMPORT_ANSWER },
    { "name", "ambassador-id", AMB_IMPORT_NAME },
    { "name.given", "ambassador-id", AMB_IMPORT_NAME_GIVEN },
    { "name.family", "ambassador-id", AMB_IMPORT_NAME_FAMILY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].text, text))
      {
        *field = amb_entity_find_field (entity, words[i].field);
        *part = words[i].part;
        return TRUE;
      }
  return FALSE;
}

char *
amb_import_plan_dup_headers (const AmbImportPlan *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->columns->len, MAX_HEADERS); i++)
    {
      const AmbImportColumn *column = self->columns->pdata[i];
      g_autofree char *shown = amb_import_shorten (column->header);
      g_string_append_printf (out, "%s“%s”", i ? ", " : "", shown);
    }
  if (self->columns->len > MAX_HEADERS)
    g_string_append (out, ", …");
  return g_string_free (out, FALSE);
}

static char *
dup_field_names (const AmbEntity *entity)
{
  g_autoptr (GPtrArray) fields = amb_import_plan_list_fields (entity);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (out, "%s%s", i ? ", " : "", ((AmbField *) fields->pdata[i])->name);
  return g_string_free (out, FALSE);
}

static gboolean
are_rivals (const AmbImportColumn *a, const AmbImportColumn *b)
{
  /* Answers stand below each other; a name is not whom it names. */
  if (a->part == AMB_IMPORT_ANSWER || b->part == AMB_IMPORT_ANSWER)
    return FALSE;
  if (a->part >= AMB_IMPORT_NAME || b->part >= AMB_IMPORT_NAME)
    return a->field == b->field && a->part == b->part;
  if (!a->field && !b->field)
    return a->part == AMB_IMPORT_ID && b->part == AMB_IMPORT_ID;
  return a->field == b->field &&
         (a->part == b->part || a->part == AMB_IMPORT_WHOLE || b->part == AMB_IMPORT_WHOLE);
}

gboolean
amb_import_plan_map (AmbImportPlan *self, const char *text, GError **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *column = equals ? g_strstrip (g_strndup (text, (gsize) (equals - text))) : NULL;
  g_autofree char *name = equals ? g_strstrip (g_strdup (equals + 1)) : NULL;
  g_autofree char *choices = NULL;
  AmbImportPart part = AMB_IMPORT_WHOLE;
  const AmbField *field = NULL;
  int index;

  if (!column || !*column)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” maps no column to a field. Write it as “COLUMN=FIELD”."), text);
      return FALSE;
    }
  index = find_column (self, column);
  if (index < 0)
    {
      choices = amb_import_plan_dup_headers (self);
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%1$s” has no column “%2$s”. Its columns are %3$s."), self->name, column,
                   choices);
      return FALSE;
    }
  if (g_str_equal (name, "id"))
    part = AMB_IMPORT_ID;
  else if (self->form && find_form_field (self->entity, name, &part, &field))
    ;
  else if (*name && !(field = find_field (self->entity, name, &part)))
    {
      choices = dup_field_names (self->entity);
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("There is no field “%1$s” that a file may fill. The fields are %2$s."), name,
                   choices);
      return FALSE;
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      /* A guess gives way to what a person says. */
      const AmbImportColumn chosen = { .field = field, .part = part };
      AmbImportColumn *other = self->columns->pdata[i];
      if (other->confidence < 1 && are_rivals (&chosen, other))
        amb_import_plan_set_column (self, i, NULL, AMB_IMPORT_WHOLE);
    }
  amb_import_plan_set_column (self, (guint) index, field, part);
  return TRUE;
}

/* A file without a header loses its first row, and nobody would see it. */
gboolean
amb_import_plan_check_header (const AmbImportPlan *self, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *header = ((AmbImportColumn *) self->columns->pdata[i])->header;
      const char *at = strchr (header, '@');
      if (!at || at == header || !strchr (at, '.') || strpbrk (header, " \t\n()<>"))
        continue;
      g_autofree char *shown = amb_import_shorten (header);
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("The first row of “%1$s” holds values, as “%2$s”, and no names of columns. "
                      "Put a row of names above it."),
                   self->name, shown);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_rivals (const AmbImportPlan *self, GError **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const AmbImportColumn *column = self->columns->pdata[i], *other = self->columns->pdata[j];
        if (!are_rivals (column, other))
          continue;
        g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                     _ ("The columns “%1$s” and “%2$s” both go into %3$s. Choose one of them."),
                     other->header, column->header,
                     column->field ? _ (column->field->label) : "id");
        return FALSE;
      }
  return TRUE;
}

gboolean
amb_import_plan_check (const AmbImportPlan *self, GError **error)
{
  const AmbField *title = amb_entity_get_title_field (self->entity);
  gboolean is_named = title && amb_field_is_stored (title);
  gboolean is_told = FALSE;

  if (!amb_import_plan_check_header (self, error) || !check_rivals (self, error))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AmbImportColumn *column = self->columns->pdata[i];
      is_told |= column->part == AMB_IMPORT_ID ||
                 (column->field &&
                  (!is_named || column->field == title || (column->field->flags & AMB_FIELD_KEY)));
    }
  if (is_told)
    return TRUE;
  if (is_named)
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_INVALID,
        _ ("No column goes into %s, so nobody can tell what the rows are about. Choose the "
           "column that holds it."),
        _ (title->label));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("No column goes into a field of “%s”. Choose what the columns hold."),
                 _ (self->entity->label_plural));
  return FALSE;
}
