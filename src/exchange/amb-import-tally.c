#include "amb-import-tally.h"

#include "amb-text.h"

typedef struct
{
  gint64 stored; /* before this file */
  gint64 seen;   /* in this one */
} Sum;

struct _AmbImportTally
{
  const AmbEntity *entity;
  guint *fields; /* indexes */
  guint n_fields;
  GHashTable *sums; /* values of the fields, joined by US → Sum */
};

static void
set_silent (const AmbEntity *entity, AmbImportRow *row, const char *name, const char *value)
{
  int index = amb_entity_get_field_index (entity, name);

  if (index < 0 || row->values[index] || row->given[index])
    return;
  row->values[index] = g_strdup (value);
  row->given[index] = TRUE;
}

static const char *
get (const AmbEntity *entity, const AmbImportRow *row, const char *name)
{
  int index = amb_entity_get_field_index (entity, name);

  return index >= 0 ? row->values[index] : NULL;
}

/* What anybody can read: found by a public profile, or in a network that is known as such. */
static gboolean
is_public (const AmbEntity *entity, const AmbImportRow *row)
{
  static const char *const networks[] = { "linkedin",  "x",      "twitter", "facebook",
                                          "instagram", "tiktok", "youtube", "mastodon",
                                          "bluesky",   "xing",   "threads", NULL };
  const char *kind = get (entity, row, "kind");
  g_autofree char *place = amb_text_fold (get (entity, row, "place"));

  return row->is_linked || g_strcmp0 (kind, "mention") == 0 || g_strcmp0 (kind, "click") == 0 ||
         g_strv_contains (networks, place);
}

void
amb_import_tally_fill (const AmbEntity *entity, AmbImportRow *row)
{
  set_silent (entity, row, "external", is_public (entity, row) ? "1" : "0");
  set_silent (entity, row, "source", "file");
  set_silent (entity, row, "provenance", "imported");
}

static Sum *
get_sum (AmbImportTally *self, const char *const *values)
{
  g_autoptr (GString) key = g_string_new (NULL);
  Sum *sum;

  for (guint i = 0; i < self->n_fields; i++)
    g_string_append_printf (key, "%s\x1f", values[i] ? values[i] : "");
  sum = g_hash_table_lookup (self->sums, key->str);
  if (!sum)
    {
      sum = g_new0 (Sum, 1);
      g_hash_table_insert (self->sums, g_string_free (g_steal_pointer (&key), FALSE), sum);
    }
  return sum;
}

static void
set_fields (AmbImportTally *self)
{
  g_auto (GStrv) names = g_strsplit (self->entity->tally, " ", -1);

  self->n_fields = g_strv_length (names);
  self->fields = g_new (guint, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++)
    self->fields[i] = (guint) amb_entity_get_field_index (self->entity, names[i]);
}

static gboolean
load (AmbImportTally *self, AmbStore *store, GError **error)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autofree const char **values = g_new0 (const char *, self->n_fields);
  g_autofree char *sql = NULL;
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row = TRUE;

  for (guint i = 0; i < self->n_fields; i++)
    {
      g_autofree char *column = amb_field_dup_column (&self->entity->fields[self->fields[i]]);
      g_string_append_printf (columns, "%s\"%s\"", i ? ", " : "", column);
    }
  sql = g_strdup_printf ("SELECT %1$s, SUM (coalesce (\"count\", 1)) FROM \"%2$s\" WHERE "
                         "deleted = 0 GROUP BY %1$s",
                         columns->str, self->entity->collection);
  stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  while (stmt && amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      for (guint i = 0; i < self->n_fields; i++)
        values[i] = amb_stmt_get_text (stmt, (int) i);
      get_sum (self, values)->stored += amb_stmt_get_int (stmt, (int) self->n_fields);
    }
  return FALSE;
}

AmbImportTally *
amb_import_tally_new (AmbStore *store, const AmbEntity *entity, GError **error)
{
  AmbImportTally *self = g_new0 (AmbImportTally, 1);

  self->entity = entity;
  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  set_fields (self);
  if (!load (self, store, error))
    g_clear_pointer (&self, amb_import_tally_free);
  return self;
}

void
amb_import_tally_free (AmbImportTally *self)
{
  g_hash_table_unref (self->sums);
  g_free (self->fields);
  g_free (self);
}

gint64
amb_import_tally_take (AmbImportTally *self, AmbRecord *record)
{
  g_autofree const char **values = g_new0 (const char *, self->n_fields);
  gint64 count = amb_record_get_int (record, "count", 1);
  Sum *sum;

  for (guint i = 0; i < self->n_fields; i++)
    values[i] = amb_record_get_at (record, self->fields[i]);
  sum = get_sum (self, values);
  sum->seen += count;
  return CLAMP (sum->seen - sum->stored, 0, count);
}
