/* Which part of an event is which field of a record. */
#include "amb-ical-table.h"

#include "amb-csv-writer.h"
#include "amb-error.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UID_END "@ambassade"

typedef enum
{
  PART_ID,
  PART_SUMMARY,
  PART_START,
  PART_DESCRIPTION,
  PART_URL,
  PART_CATEGORIES,
  PART_UID,
} Part;

static const struct
{
  Part part;
  const char *field; /* NULL: the id */
} rows[] = {
  { PART_ID, NULL },
  { PART_SUMMARY, "title" },
  { PART_START, "publish-on" },
  { PART_DESCRIPTION, "body" },
  { PART_URL, "link" },
  { PART_CATEGORIES, "tags" },
  { PART_UID, "event-uid" },
};

gboolean
amb_ical_table_has (const AmbEntity *entity)
{
  return g_str_equal (entity->name, "content-item");
}

gboolean
amb_ical_table_check (const AmbEntity *entity, GError **error)
{
  if (amb_ical_table_has (entity))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("A calendar shows content items, not %s. Use a CSV file."),
               _ (entity->label_plural));
  return FALSE;
}

const AmbField *
amb_ical_table_get_field (const AmbEntity *entity, guint column, gboolean *is_id)
{
  const char *name = column < G_N_ELEMENTS (rows) ? rows[column].field : NULL;

  *is_id = column < G_N_ELEMENTS (rows) && name == NULL;
  return name != NULL ? amb_entity_find_field (entity, name) : NULL;
}

char *
amb_ical_dup_uid (const char *id)
{
  return g_strconcat (id, UID_END, NULL);
}

/* (nullable): of an event that Ambassade wrote */
static char *
dup_id (const AmbIcalEvent *event)
{
  g_autofree char *id = event->uid != NULL && g_str_has_suffix (event->uid, UID_END)
                            ? g_strndup (event->uid, strlen (event->uid) - strlen (UID_END))
                            : NULL;

  return id != NULL && amb_id_is_valid (id) ? g_steal_pointer (&id) : NULL;
}

/* (nullable): of an event of another program, by which it is known when it comes again */
static char *
dup_foreign (const AmbIcalEvent *event)
{
  g_autofree char *own = dup_id (event);

  return own == NULL ? g_strdup (event->uid) : NULL;
}

static char *
dup_part (const AmbIcalEvent *event, Part part)
{
  switch (part)
    {
    case PART_ID:
      return dup_id (event);
    case PART_SUMMARY:
      return g_strdup (event->summary);
    case PART_START:
      return g_strdup (event->start);
    case PART_DESCRIPTION:
      return g_strdup (event->description);
    case PART_URL:
      return g_strdup (event->url);
    case PART_UID:
      return dup_foreign (event);
    case PART_CATEGORIES:
    default:
      return event->categories != NULL ? amb_set_from_strv ((const char *const *) event->categories)
                                       : NULL;
    }
}

static void
end_row (AmbCsvWriter *writer)
{
  /* The memory that it goes to refuses nothing. */
  amb_csv_writer_end_row (writer, NULL, NULL);
}

GBytes *
amb_ical_table_write (const AmbEntity *entity, GPtrArray *events)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AmbCsvWriter) writer = amb_csv_writer_new (stream, ',', TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    amb_csv_writer_add_cell (writer, rows[i].field != NULL
                                         ? _ (amb_entity_find_field (entity, rows[i].field)->label)
                                         : "id");
  amb_csv_writer_add_cell (writer, _ ("Number of the event"));
  end_row (writer);
  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        {
          g_autofree char *text = dup_part (g_ptr_array_index (events, i), rows[j].part);

          amb_csv_writer_add_cell (writer, text);
        }
      amb_csv_writer_add_cell (writer, number);
      end_row (writer);
    }
  amb_csv_writer_flush (writer, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static AmbIcalStatus
get_status (AmbRecord *record, const AmbIcalFacts *facts)
{
  static const char *const off[] = { "on_hold", "rejected", "failed", NULL };
  static const char *const on[] = { "scheduled", "published", "expired", NULL };
  const char *state = amb_record_get_state (record);

  if (amb_record_get_deleted (record) || state == NULL || g_strv_contains (off, state))
    return AMB_ICAL_CANCELLED;
  if (g_str_equal (state, "archived"))
    return facts->went_out ? AMB_ICAL_CONFIRMED : AMB_ICAL_CANCELLED;
  return g_strv_contains (on, state) ? AMB_ICAL_CONFIRMED : AMB_ICAL_TENTATIVE;
}

AmbIcalEvent *
amb_ical_table_dup_event (AmbRecord *record, GHashTable *names, const AmbIcalFacts *facts)
{
  const char *start = amb_record_get (record, "publish-on");
  const char *channel = amb_record_get (record, "channel-id");
  AmbIcalEvent *event;

  if (start == NULL)
    return NULL;
  event = amb_ical_event_new (0);
  event->uid = amb_ical_dup_uid (amb_record_get_id (record));
  event->summary = g_strdup (amb_record_get_title (record));
  event->start = g_strdup (start);
  event->description = g_strdup (amb_record_get (record, "body"));
  event->url = g_strdup (amb_record_get (record, "link"));
  event->location = channel != NULL ? g_strdup (g_hash_table_lookup (names, channel)) : NULL;
  event->categories = amb_set_to_strv (amb_record_get (record, "tags"));
  event->status = get_status (record, facts);
  event->sequence = facts->sequence;
  event->modified = facts->modified;
  return event;
}

/* Facts. */

GHashTable *
amb_ical_list_out (AmbStore *store, const char *const *ids, GError **error)
{
  g_autofree char *set = amb_set_from_strv (ids);
  g_autoptr (GHashTable) out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT DISTINCT record FROM transitions WHERE deleted = 0 AND \"to\" = 'published' AND "
      "record IN (SELECT value FROM json_each(?))",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, set != NULL ? set : "[]");
  while (amb_stmt_step (stmt, &row, error) && row)
    g_hash_table_add (out, g_strdup (amb_stmt_get_text (stmt, 0)));
  return row ? NULL : g_steal_pointer (&out);
}

#define CHANGES_SQL                                                                                \
  "SELECT j.id, max(j.at), count(*), EXISTS (SELECT 1 FROM outbox o WHERE o.entity = j.entity "    \
  "AND o.id = j.id) FROM journal j WHERE j.entity = ?1 AND j.id IN "                               \
  "(SELECT value FROM json_each(?2)) GROUP BY j.id"

typedef struct
{
  gint64 at, n;
  gboolean is_ahead;
} Changes;

/* id → Changes, of what was changed here or by a pull. */
static GHashTable *
list_changes (AmbStore *store, const AmbEntity *entity, const char *const *ids, GError **error)
{
  g_autofree char *set = amb_set_from_strv (ids);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), CHANGES_SQL, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, entity->name);
  amb_stmt_bind_text (stmt, 2, set != NULL ? set : "[]");
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      const Changes changes = { amb_stmt_get_int (stmt, 1), amb_stmt_get_int (stmt, 2),
                                amb_stmt_get_int (stmt, 3) != 0 };

      g_hash_table_insert (known, g_strdup (amb_stmt_get_text (stmt, 0)),
                           g_memdup2 (&changes, sizeof changes));
    }
  return row ? NULL : g_steal_pointer (&known);
}

static char **
list_ids (GPtrArray *records)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < records->len; i++)
    if (g_ptr_array_index (records, i) != NULL)
      g_strv_builder_add (ids, amb_record_get_id (g_ptr_array_index (records, i)));
  return g_strv_builder_end (ids);
}

static AmbIcalFacts *
new_facts (AmbRecord *record, const Changes *changes, gboolean went_out)
{
  AmbIcalFacts *facts = g_new0 (AmbIcalFacts, 1);

  facts->went_out = went_out;
  facts->modified = MAX (amb_id_get_instant (amb_record_get_id (record)), changes->at);
  facts->sequence = amb_ical_sequence (amb_record_get_ver (record), changes->is_ahead, changes->n);
  return facts;
}

GHashTable *
amb_ical_list_facts (AmbStore *store, GPtrArray *records, GError **error)
{
  static const Changes nothing = { 0 };
  g_auto (GStrv) ids = list_ids (records);
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) out = amb_ical_list_out (store, (const char *const *) ids, error);
  g_autoptr (GHashTable) known = NULL;

  if (out == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      const Changes *changes;

      if (record == NULL)
        continue;
      if (known == NULL)
        known =
            list_changes (store, amb_record_get_entity (record), (const char *const *) ids, error);
      if (known == NULL)
        return NULL;
      changes = g_hash_table_lookup (known, amb_record_get_id (record));
      g_hash_table_insert (all, g_strdup (amb_record_get_id (record)),
                           new_facts (record, changes != NULL ? changes : &nothing,
                                      g_hash_table_contains (out, amb_record_get_id (record))));
    }
  return g_steal_pointer (&all);
}
