/* Writes what a list shows to a file that spreadsheets and scripts read. */
#include "amb-exporter.h"

#include "amb-csv-writer.h"
#include "amb-error.h"
#include "amb-ical-table.h"
#include "amb-text.h"
#include "amb-validate.h"
#include "amb-vcard-table.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

/* Rows read at a time: between two pieces the writing can be cancelled. */
#define PIECE 500

typedef struct
{
  AmbStore *store;
  const AmbQuery *query;
  const AmbExportOptions *options;
  GPtrArray *fields; /* of const AmbField * */
  gboolean with_id;
  GHashTable *titles; /* id → words, of what is referred to */
  GHashTable *shared; /* AmbEntity → set of folded titles that do not name one record */
  GOutputStream *stream;
  AmbCsvWriter *writer; /* CSV */
  char *company;        /* vCard; nullable */
  GPtrArray *events;    /* iCalendar: of AmbIcalEvent, nullable */
  gint64 written;
  gint64 only; /* row number of the one record; 0: all of the query */
} Export;

AmbExportFormat
amb_export_format_from_path (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".vcf") || g_str_has_suffix (lower, ".vcard"))
    return AMB_EXPORT_VCARD;
  if (g_str_has_suffix (lower, ".ics"))
    return AMB_EXPORT_ICAL;
  return g_str_has_suffix (lower, ".json") ? AMB_EXPORT_JSON : AMB_EXPORT_CSV;
}

gboolean
amb_export_format_find (const char *name, AmbExportFormat *format, GError **error)
{
  static const char *const names[] = { [AMB_EXPORT_CSV] = "csv",
                                       [AMB_EXPORT_JSON] = "json",
                                       [AMB_EXPORT_VCARD] = "vcard",
                                       [AMB_EXPORT_ICAL] = "ics" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *format = i;
        return TRUE;
      }
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” is no format. Choose csv, json, vcard or ics."), name);
  return FALSE;
}

gboolean
amb_export_check_path (const char *path, AmbExportFormat *format, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  *format = amb_export_format_from_path (path);
  if (!dot || dot == name || *format != AMB_EXPORT_CSV || g_ascii_strcasecmp (dot, ".csv") == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("“%1$s” can’t be written: an export is CSV, JSON, vCard or iCalendar, not "
                  "“%2$s”. Name a file that ends in .csv, .json, .vcf or .ics."),
               name, dot);
  return FALSE;
}

static gboolean
has_key (const AmbEntity *entity)
{
  for (const AmbField *field = entity->fields; field->name; field++)
    if (field->flags & AMB_FIELD_KEY)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_fields (const AmbQuery *query, const AmbExportOptions *options)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; options->fields && options->fields[i]; i++)
    g_ptr_array_add (fields, (gpointer) options->fields[i]);
  for (const AmbField *field = query->entity->fields; !options->fields && field->name; field++)
    if ((amb_field_is_stored (field) || (field->flags & AMB_FIELD_TITLE)) &&
        !(field->flags & AMB_FIELD_LOCAL))
      g_ptr_array_add (fields, (gpointer) field);
  return fields;
}

/* The titles, folded, that several records of @target have. */
static GHashTable *
get_shared (Export *self, const AmbEntity *target)
{
  GHashTable *shared = g_hash_table_lookup (self->shared, target);

  if (!shared)
    {
      shared = amb_store_list_shared_titles (self->store, target, NULL);
      if (!shared)
        shared = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (self->shared, (gpointer) target, shared);
    }
  return shared;
}

static char *
dup_key (Export *self, const AmbEntity *target, const char *id)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (self->store, target, id, NULL);

  for (const AmbField *field = target->fields; record && field->name; field++)
    if (field->flags & AMB_FIELD_KEY && amb_record_get (record, field->name))
      return g_strdup (amb_record_get (record, field->name));
  return NULL;
}

/* A name, where it names one record; else a key or the id, which an import finds it by. */
static char *
dup_reference (Export *self, const AmbField *field, const char *id)
{
  const AmbEntity *target = amb_entity_find (field->ref);
  g_autofree char *title = amb_store_dup_title (self->store, target, id);
  g_autofree char *folded = title ? amb_text_fold (title) : NULL;
  char *key;

  if (folded && !g_hash_table_contains (get_shared (self, target), folded))
    return g_steal_pointer (&title);
  key = dup_key (self, target, id);
  return key ? key : g_strdup (id);
}

static const char *
get_reference (Export *self, const AmbField *field, const char *id)
{
  char *words = g_hash_table_lookup (self->titles, id);

  if (!words)
    {
      words = dup_reference (self, field, id);
      g_hash_table_insert (self->titles, g_strdup (id), words);
    }
  return words;
}

/* What a person reads, but for days: every spreadsheet and the import know 2026-08-31. */
static char *
dup_shown (Export *self, const AmbField *field, const char *value)
{
  if (!value || self->options->raw)
    return g_strdup (value);
  switch (field->type)
    {
    case AMB_FIELD_REF:
      return g_strdup (get_reference (self, field, value));
    case AMB_FIELD_ENUM:
    case AMB_FIELD_SET:
    case AMB_FIELD_BOOL:
      return amb_field_format (field, value);
    default:
      return g_strdup (value);
    }
}

static char
get_delimiter (const AmbExportOptions *options)
{
  if (options->delimiter)
    return options->delimiter;
  return g_str_equal (nl_langinfo (RADIXCHAR), ",") ? ';' : ',';
}

/* CSV. */

static gboolean
begin_csv (Export *self, GError **error)
{
  self->writer = amb_csv_writer_new (self->stream, get_delimiter (self->options), TRUE);
  if (self->with_id)
    amb_csv_writer_add_cell (self->writer, "id");
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AmbField *field = self->fields->pdata[i];
      amb_csv_writer_add_cell (self->writer, self->options->raw ? field->name : _ (field->label));
    }
  return amb_csv_writer_end_row (self->writer, NULL, error);
}

static gboolean
add_csv (Export *self, AmbRecord *record, GError **error)
{
  if (self->with_id)
    amb_csv_writer_add_cell (self->writer, amb_record_get_id (record));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AmbField *field = self->fields->pdata[i];
      g_autofree char *shown = dup_shown (self, field, amb_record_get (record, field->name));
      amb_csv_writer_add_cell (self->writer, shown);
    }
  return amb_csv_writer_end_row (self->writer, NULL, error);
}

/* JSON. */

static void
append_text (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

static gboolean
write_text (Export *self, const GString *text, GError **error)
{
  return g_output_stream_write_all (self->stream, text->str, text->len, NULL, NULL, error);
}

static void
append_filters (Export *self, GString *out)
{
  g_autofree char *query = amb_query_to_json (self->query);

  amb_json_append_key (out, "query");
  g_string_append (out, query);
}

static gboolean
begin_json (Export *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("{");
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));

  append_text (out, "entity", self->query->entity->name);
  append_text (out, "exported", now);
  append_text (out, "as_of", self->options->as_of);
  if (self->options->view)
    {
      append_text (out, "view", self->options->view);
      amb_json_append_key (out, "view_changed");
      g_string_append (out, self->options->view_is_changed ? "true" : "false");
    }
  if (self->query->within)
    append_text (out, "node", self->query->within);
  append_filters (self, out);
  amb_json_append_key (out, "records");
  g_string_append (out, "[");
  return write_text (self, out, error);
}

static gboolean
add_json (Export *self, AmbRecord *record, GError **error)
{
  g_autoptr (GString) out = g_string_new (self->written ? ",\n{" : "\n{");

  append_text (out, "id", amb_record_get_id (record));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AmbField *field = self->fields->pdata[i];
      const char *value = amb_record_get (record, field->name);
      if (!value)
        continue;
      amb_json_append_key (out, field->name);
      amb_field_append_value (field, value, out);
    }
  g_string_append_c (out, '}');
  return write_text (self, out, error);
}

static gboolean
end_json (Export *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("\n]");

  g_string_append_printf (out, ",\"total\":%" G_GINT64_FORMAT "}\n", self->written);
  return write_text (self, out, error);
}

/* vCard. */

static gboolean
begin_cards (Export *self, GError **error)
{
  return amb_db_query_text (amb_store_get_db (self->store), &self->company, error,
                            "SELECT company FROM programmes WHERE deleted = 0 LIMIT 1", "");
}

/* The name of each record that @record refers to is looked up once in an export. */
static void
learn_names (Export *self, AmbRecord *record)
{
  for (const AmbField *field = amb_record_get_entity (record)->fields; field->name; field++)
    {
      const char *id = field->type == AMB_FIELD_REF ? amb_record_get (record, field->name) : NULL;
      if (id && !g_hash_table_contains (self->titles, id))
        g_hash_table_insert (self->titles, g_strdup (id),
                             amb_store_dup_title (self->store, amb_entity_find (field->ref), id));
    }
}

static gboolean
add_card (Export *self, AmbRecord *record, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (AmbVcard) card = NULL;

  learn_names (self, record);
  card = amb_vcard_table_dup_card (record, self->titles, self->company);
  amb_vcard_append (card, out);
  return write_text (self, out, error);
}

/* iCalendar. */

/* What was removed stays in a calendar as cancelled for so long. */
#define KEEP_MS (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * 1000)

static gboolean
is_told (Export *self, AmbRecord *record, const AmbIcalFacts *facts)
{
  gint64 now = amb_clock_now (amb_store_get_clock (self->store));

  return !amb_record_get_deleted (record) || facts->modified > now - KEEP_MS;
}

static gboolean
add_events (Export *self, GPtrArray *records, GError **error)
{
  g_autoptr (GHashTable) facts = amb_ical_list_facts (self->store, records, error);

  for (guint i = 0; facts && i < records->len; i++)
    {
      AmbRecord *record = records->pdata[i];
      const AmbIcalFacts *known =
          record ? g_hash_table_lookup (facts, amb_record_get_id (record)) : NULL;
      AmbIcalEvent *event = NULL;

      if (!record || !is_told (self, record, known))
        continue;
      learn_names (self, record);
      event = amb_ical_table_dup_event (record, self->titles, known);
      if (!event)
        continue;
      g_ptr_array_add (self->events, event);
      self->written++;
    }
  return facts != NULL;
}

static gboolean
end_events (Export *self, GError **error)
{
  g_autoptr (GBytes) bytes = amb_ical_write (self->events, self->options->view, NULL);

  return g_output_stream_write_all (self->stream, g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes), NULL, NULL, error);
}

/* All. */

static gboolean
begin_file (Export *self, GError **error)
{
  if (self->options->format == AMB_EXPORT_ICAL)
    return TRUE;
  if (self->options->format == AMB_EXPORT_VCARD)
    return begin_cards (self, error);
  return self->options->format == AMB_EXPORT_JSON ? begin_json (self, error)
                                                  : begin_csv (self, error);
}

static gboolean
add_record (Export *self, AmbRecord *record, GError **error)
{
  if (self->options->format == AMB_EXPORT_VCARD)
    return add_card (self, record, error);
  return self->options->format == AMB_EXPORT_JSON ? add_json (self, record, error)
                                                  : add_csv (self, record, error);
}

static gboolean
end_file (Export *self, GError **error)
{
  if (self->options->format == AMB_EXPORT_VCARD)
    return TRUE;
  if (self->options->format == AMB_EXPORT_ICAL)
    return end_events (self, error);
  return self->options->format == AMB_EXPORT_JSON
             ? end_json (self, error)
             : amb_csv_writer_flush (self->writer, NULL, error);
}

static gboolean
write_piece (Export *self, const gint64 *rids, guint n, GError **error)
{
  g_autoptr (GPtrArray) records = amb_store_load (self->store, self->query->entity, rids, n, error);

  if (records && self->options->format == AMB_EXPORT_ICAL)
    return add_events (self, records, error);
  for (guint i = 0; records && i < records->len; i++)
    {
      AmbRecord *record = records->pdata[i];
      if (!record)
        continue;
      if (!add_record (self, record, error))
        return FALSE;
      self->written++;
    }
  return records != NULL;
}

/* A calendar tells of what was removed, too. */
static gboolean
add_removed (Export *self, GArray *rids, GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_copy (self->query);
  g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->options->format != AMB_EXPORT_ICAL)
    return TRUE;
  query->deleted = TRUE;
  if (!amb_store_list_rids (self->store, query, 0, -1, removed, error))
    return FALSE;
  g_array_append_vals (rids, removed->data, removed->len);
  return TRUE;
}

static gboolean
write_records (Export *self, GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->only != 0)
    g_array_append_val (rids, self->only);
  else if (!amb_store_list_rids (self->store, self->query, 0, -1, rids, error))
    return FALSE;
  if (!add_removed (self, rids, error) || !begin_file (self, error))
    return FALSE;
  for (guint at = 0; at < rids->len; at += PIECE)
    if (g_cancellable_set_error_if_cancelled (self->options->cancellable, error) ||
        !write_piece (self, &g_array_index (rids, gint64, at), MIN (PIECE, rids->len - at), error))
      return FALSE;
  return end_file (self, error);
}

/* The second file. */

/* Values of one filter, each in quotation marks. */
static char *
dup_values (Export *self, const AmbCondition *condition)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; condition->values[i]; i++)
    {
      g_autofree char *shown = dup_shown (self, condition->field, condition->values[i]);
      g_string_append_printf (out, "%s“%s”", i ? ", " : "",
                              shown && *shown ? shown : _ ("not set"));
    }
  return g_string_free (out, FALSE);
}

static void
append_condition (Export *self, const AmbCondition *condition, GString *out)
{
  g_autofree char *values = dup_values (self, condition);
  const char *label = _ (condition->field->label);

  switch (condition->match)
    {
    case AMB_MATCH_NOT_IN:
      g_string_append_printf (out, _ ("%1$s: not %2$s\n"), label, values);
      break;
    case AMB_MATCH_FROM:
      g_string_append_printf (out, _ ("%1$s: from %2$s on\n"), label, values);
      break;
    case AMB_MATCH_TO:
      g_string_append_printf (out, _ ("%1$s: up to %2$s\n"), label, values);
      break;
    case AMB_MATCH_IN:
    case AMB_MATCH_CONTAINS:
    default:
      g_string_append_printf (out, "%s: %s\n", label, values);
    }
}

static void
append_node (Export *self, GString *out)
{
  g_autofree char *name =
      amb_store_dup_title (self->store, amb_entity_find ("node"), self->query->within);

  /* Translators: a node */
  g_string_append_printf (out, _ ("Only %s and what is below it\n"), name ? name : "–");
}

static gboolean
write_about (Export *self, const char *path, GError **error)
{
  g_autofree char *about = g_strconcat (path, ".about.txt", NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  g_autofree char *total = g_strdup_printf ("%" G_GINT64_FORMAT, self->written);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, _ ("File: %s\n"), name);
  g_string_append_printf (out, _ ("Records: %s\n"), total);
  g_string_append_printf (out, _ ("Exported: %s\n"), now);
  if (self->options->as_of)
    g_string_append_printf (out, _ ("Data as of: %s\n"), self->options->as_of);
  if (self->options->view)
    g_string_append_printf (out,
                            self->options->view_is_changed
                                ? _ ("View: “%s”, with other filters than were saved in it\n")
                                : _ ("View: “%s”\n"),
                            self->options->view);
  if (self->query->within)
    append_node (self, out);
  if (self->query->search)
    g_string_append_printf (out, _ ("Search: “%s”\n"), self->query->search);
  for (guint i = 0; i < self->query->conditions->len; i++)
    append_condition (self, self->query->conditions->pdata[i], out);
  return g_file_set_contents_full (about, out->str, (gssize) out->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
explain (GError *problem, const char *path, GError **error)
{
  if (problem->domain == AMB_ERROR || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, problem);
  else
    {
      g_set_error (error, AMB_ERROR,
                   g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? AMB_ERROR_FULL
                                                                              : AMB_ERROR_FAILED,
                   _ ("The export could not be written to “%1$s”: %2$s"), path, problem->message);
      g_error_free (problem);
    }
}

/* All of it or nothing: what was there before stays until it is whole. */
static gboolean
write_file (Export *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const gboolean is_new = !g_file_query_exists (file, NULL);
  g_autoptr (GCancellable) abandon = g_cancellable_new ();
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);

  if (!stream)
    return FALSE;
  self->stream = G_OUTPUT_STREAM (stream);
  if (write_records (self, error) && g_output_stream_close (self->stream, NULL, error))
    return TRUE;
  /* Closing a replaced file renames the new one over the old, unless it is cancelled. */
  g_cancellable_cancel (abandon);
  g_output_stream_close (self->stream, abandon, NULL);
  /* Where there was none to replace, it was written in its place. */
  if (is_new)
    g_file_delete (file, NULL, NULL);
  return FALSE;
}

static gboolean
write_stream (Export *self, GError **error)
{
  self->stream = self->options->stream;
  return write_records (self, error) && g_output_stream_flush (self->stream, NULL, error);
}

static gboolean
export_records (AmbStore *store,
                const AmbQuery *query,
                gint64 only,
                const char *path,
                const AmbExportOptions *options,
                gint64 *count,
                GError **error)
{
  static const AmbExportOptions nothing = { 0 };
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_ical_event_free);
  g_autoptr (GHashTable) shared =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  GError *problem = NULL;
  Export self = {
    .store = store, .query = query, .options = options ? options : &nothing, .only = only
  };
  gboolean done;

  if (self.options->format == AMB_EXPORT_VCARD && !amb_vcard_table_check (query->entity, error))
    return FALSE;
  if (self.options->format == AMB_EXPORT_ICAL && !amb_ical_table_check (query->entity, error))
    return FALSE;
  fields = list_fields (query, self.options);
  self.events = events;
  self.fields = fields;
  self.titles = titles;
  self.shared = shared;
  self.with_id = self.options->with_id || !has_key (query->entity);
  done = (self.options->stream ? write_stream (&self, &problem)
                               : write_file (&self, path, &problem)) &&
         (self.options->format == AMB_EXPORT_JSON || !self.options->with_provenance ||
          write_about (&self, path, &problem));
  g_clear_pointer (&self.writer, amb_csv_writer_free);
  g_free (self.company);
  if (count)
    *count = self.written;
  if (!done)
    explain (problem, path, error);
  return done;
}

gboolean
amb_export_query (AmbStore *store,
                  const AmbQuery *query,
                  const char *path,
                  const AmbExportOptions *options,
                  gint64 *count,
                  GError **error)
{
  return export_records (store, query, 0, path, options, count, error);
}

gboolean
amb_export_card (
    AmbStore *store, const AmbEntity *entity, const char *id, const char *path, GError **error)
{
  const AmbExportOptions options = { .format = AMB_EXPORT_VCARD };
  g_autoptr (AmbRecord) record = amb_store_get (store, entity, id, error);
  g_autoptr (AmbQuery) query = record ? amb_query_new (entity) : NULL;

  return record &&
         export_records (store, query, amb_record_get_rid (record), path, &options, NULL, error);
}
