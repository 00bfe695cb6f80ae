/* Which part of a card is which field of a record. */
#include "amb-vcard-table.h"

#include "amb-csv-writer.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AmbVcardPart part;
  const char *field;
  gboolean stays; /* told to nobody: taken in, never written */
} Row;

static const Row people[] = {
  { AMB_VCARD_NAME, "display-name" }, { AMB_VCARD_EMAIL, "email" },
  { AMB_VCARD_TITLE, "job-title" },   { AMB_VCARD_LANGUAGE, "language" },
  { AMB_VCARD_COUNTRY, "country" },   { AMB_VCARD_LINKS, "links" },
  { AMB_VCARD_NOTE, "notes", TRUE },  { AMB_VCARD_N_PARTS },
};

static const Row contacts[] = {
  { AMB_VCARD_NAME, "name" },       { AMB_VCARD_EMAIL, "email" },
  { AMB_VCARD_PHONE, "phone" },     { AMB_VCARD_ORGANISATION, "organisation-id" },
  { AMB_VCARD_TITLE, "job-title" }, { AMB_VCARD_LANGUAGE, "language" },
  { AMB_VCARD_COUNTRY, "country" }, { AMB_VCARD_LINKS, "links" },
  { AMB_VCARD_NOTE, "note", TRUE }, { AMB_VCARD_N_PARTS },
};

static const Row *
find_rows (const AmbEntity *entity)
{
  if (g_str_equal (entity->name, "ambassador"))
    return people;
  return g_str_equal (entity->name, "contact") ? contacts : NULL;
}

gboolean
amb_vcard_table_has (const AmbEntity *entity)
{
  return find_rows (entity) != NULL;
}

gboolean
amb_vcard_table_check (const AmbEntity *entity, GError **error)
{
  if (amb_vcard_table_has (entity))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("There are cards of people and of contacts, not of %s. Use a CSV file."),
               _ (entity->label_plural));
  return FALSE;
}

const AmbField *
amb_vcard_table_get_field (const AmbEntity *entity, guint column)
{
  const Row *rows = find_rows (entity);

  for (guint i = 0; rows[i].part != AMB_VCARD_N_PARTS; i++)
    if (i == column)
      return amb_entity_find_field (entity, rows[i].field);
  return NULL;
}

static void
end_row (AmbCsvWriter *writer)
{
  /* The memory that it goes to refuses nothing. */
  amb_csv_writer_end_row (writer, NULL, NULL);
}

GBytes *
amb_vcard_table_write (const AmbEntity *entity, GPtrArray *cards)
{
  const Row *rows = find_rows (entity);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AmbCsvWriter) writer = amb_csv_writer_new (stream, ',', TRUE);

  for (const Row *row = rows; row->part != AMB_VCARD_N_PARTS; row++)
    amb_csv_writer_add_cell (writer, _ (amb_entity_find_field (entity, row->field)->label));
  amb_csv_writer_add_cell (writer, _ ("Number of the card"));
  end_row (writer);
  for (guint i = 0; i < cards->len; i++)
    {
      const AmbVcard *card = g_ptr_array_index (cards, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      for (const Row *row = rows; row->part != AMB_VCARD_N_PARTS; row++)
        amb_csv_writer_add_cell (writer, card->texts[row->part]);
      amb_csv_writer_add_cell (writer, number);
      end_row (writer);
    }
  amb_csv_writer_flush (writer, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

AmbVcard *
amb_vcard_table_dup_card (AmbRecord *record, GHashTable *names, const char *company)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  AmbVcard *card = amb_vcard_new (1);
  const char *department = NULL;

  for (const Row *row = find_rows (entity); row->part != AMB_VCARD_N_PARTS; row++)
    {
      const AmbField *field = amb_entity_find_field (entity, row->field);
      const char *value = amb_record_get (record, row->field);

      if (value != NULL && field->type == AMB_FIELD_REF)
        value = g_hash_table_lookup (names, value);
      if (value != NULL && *value != '\0' && !row->stays)
        card->texts[row->part] = g_strdup (value);
    }
  card->texts[AMB_VCARD_UID] = g_strconcat ("urn:uuid:", amb_record_get_id (record), NULL);
  if (!g_str_equal (entity->name, "ambassador"))
    return card;
  department = amb_record_get (record, "department-id");
  card->texts[AMB_VCARD_ORGANISATION] = g_strdup (company);
  card->texts[AMB_VCARD_UNIT] =
      g_strdup (department != NULL ? g_hash_table_lookup (names, department) : NULL);
  return card;
}
