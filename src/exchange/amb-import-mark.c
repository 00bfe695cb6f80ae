#include "amb-import-mark.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RUNNING   "import-running:"
#define STOPPED   "import-stopped:"
#define SEPARATOR "\x1f"

/* A mark is an entry of the file's own: its key ends in the group, its value is entity, rows, total
 * and name. */

void
amb_import_mark_free (AmbImportMark *self)
{
  g_free (self->name);
  g_free (self);
}

gboolean
amb_import_mark_write (AmbStore *store,
                       gint64 group,
                       const AmbEntity *entity,
                       const char *name,
                       gint64 rows,
                       gint64 total,
                       GError **error)
{
  g_autofree char *key = g_strdup_printf (RUNNING "%" G_GINT64_FORMAT, group);
  g_autofree char *value = g_strdup_printf ("%s" SEPARATOR "%" G_GINT64_FORMAT SEPARATOR
                                            "%" G_GINT64_FORMAT SEPARATOR "%s",
                                            entity->name, rows, total, name);

  return amb_store_set_meta (store, key, value, error);
}

gboolean
amb_import_mark_finish (AmbStore *store, const AmbEntity *entity, const char *name, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "DELETE FROM meta WHERE (key GLOB '" RUNNING "*' OR key GLOB '" STOPPED
                     "*') AND substr (value, 1, length (?) + 1) = ? || char (31) AND "
                     "substr (value, -length (?) - 1) = char (31) || ?",
                     "tttt", entity->name, entity->name, name, name);
}

gboolean
amb_import_mark_stop (AmbStore *store, GError **error)
{
  return amb_db_run (amb_store_get_db (store), error,
                     "UPDATE OR REPLACE meta SET key = replace (key, '" RUNNING "', '" STOPPED
                     "') WHERE key GLOB '" RUNNING "*'",
                     NULL);
}

gboolean
amb_import_mark_forget (AmbStore *store, gint64 group, GError **error)
{
  g_autofree char *key = g_strdup_printf (STOPPED "%" G_GINT64_FORMAT, group);

  return amb_store_set_meta (store, key, NULL, error);
}

/* The number of a group that was forgotten may be another's now: it is told by its name, too. */
static gboolean
is_next (AmbStore *store, gint64 group, const char *name)
{
  g_autofree char *label = NULL;

  return amb_journal_get_undo (store, FALSE, &label) == group && label != NULL &&
         strstr (label, name) != NULL;
}

/* NULL: not as this program writes it */
static AmbImportMark *
mark_new (AmbStore *store, const char *key, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, SEPARATOR, 4);
  AmbImportMark *self;

  if (g_strv_length (parts) != 4)
    return NULL;
  self = g_new0 (AmbImportMark, 1);
  self->group = g_ascii_strtoll (strchr (key, ':') + 1, NULL, 10);
  self->entity = amb_entity_find (parts[0]);
  self->rows = g_ascii_strtoll (parts[1], NULL, 10);
  self->total = g_ascii_strtoll (parts[2], NULL, 10);
  self->name = g_strdup (parts[3]);
  self->is_running = g_str_has_prefix (key, RUNNING);
  self->can_undo = is_next (store, self->group, self->name);
  return self;
}

GPtrArray *
amb_import_mark_list (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) marks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_import_mark_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT key, value FROM meta LEFT JOIN undo_group u ON u.grp = "
      "CAST (substr (key, instr (key, ':') + 1) AS INTEGER) WHERE (key GLOB '" RUNNING
      "*' OR key GLOB '" STOPPED "*') AND coalesce (u.state, 0) = 0 ORDER BY u.grp DESC",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbImportMark *mark =
          mark_new (store, amb_stmt_get_text (stmt, 0), amb_stmt_get_text (stmt, 1));

      if (mark != NULL)
        g_ptr_array_add (marks, mark);
    }
  return row ? NULL : g_steal_pointer (&marks);
}

char *
amb_import_mark_dup_title (const AmbImportMark *self)
{
  g_autofree char *rows = g_strdup_printf ("%'" G_GINT64_FORMAT, self->rows);
  g_autofree char *total = g_strdup_printf ("%'" G_GINT64_FORMAT, self->total);

  /* Translators: the import of a file, the rows that are in, and the rows of the file */
  return g_strdup_printf (_ ("“%1$s” stopped after %2$s of %3$s rows"), self->name, rows, total);
}

/* Does an import find what an earlier one of the same file brought in? */
static gboolean
recognises (const AmbEntity *entity)
{
  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    if ((field->flags & AMB_FIELD_KEY) != 0)
      return TRUE;
  return entity->once != NULL || entity->tally != NULL ||
         amb_field_is_stored (amb_entity_get_title_field (entity));
}

const char *
amb_import_mark_get_advice (const AmbImportMark *self)
{
  return self->entity != NULL && recognises (self->entity)
             ? _ ("The rows before are in, the rest is not. Import the file again: rows that are "
                  "there are recognised. Or undo the import.")
             : _ ("The rows before are in, the rest is not. Undo the import, then import the file "
                  "again: rows of this kind can’t be told from those that are there.");
}
