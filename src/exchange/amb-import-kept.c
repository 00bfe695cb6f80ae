#include "amb-import-kept.h"

#include "amb-set.h"
#include "amb-text.h"

#include <string.h>

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* (transfer full): what files with the same columns are known by, in whatever order these stand. */
static char *
dup_key (const AmbImportPlan *plan)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;
  g_autofree char *hash = NULL;

  for (guint i = 0; i < plan->columns->len; i++)
    g_ptr_array_add (words, amb_text_fold (((AmbImportColumn *) plan->columns->pdata[i])->header));
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  all = g_strjoinv ("\n", (char **) words->pdata);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
  return g_strdup_printf ("import-columns %s %s", plan->entity->name, hash);
}

guint
amb_import_kept_apply (AmbImportPlan *plan, AmbStore *store)
{
  g_autofree char *key = plan->form == NULL ? dup_key (plan) : NULL;
  g_autofree char *kept = key != NULL ? amb_store_dup_meta (store, key) : NULL;
  g_auto (GStrv) words = amb_set_to_strv (kept);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += amb_import_plan_map (plan, words[i], NULL);
  return n;
}

/* (nullable) (transfer full): as amb_import_plan_map() reads it */
static char *
dup_choice (const AmbImportColumn *column)
{
  if (column->confidence < 1)
    return NULL;
  if (column->part == AMB_IMPORT_ID)
    return g_strconcat (column->header, "=id", NULL);
  if (column->part == AMB_IMPORT_WHOLE)
    return g_strconcat (column->header, "=", column->field != NULL ? column->field->name : "",
                        NULL);
  return NULL;
}

gboolean
amb_import_kept_save (const AmbImportPlan *plan, AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;

  for (guint i = 0; plan->form == NULL && i < plan->columns->len; i++)
    {
      char *choice = dup_choice (plan->columns->pdata[i]);

      if (choice != NULL)
        g_ptr_array_add (words, choice);
    }
  if (words->len == 0)
    return TRUE;
  g_ptr_array_add (words, NULL);
  key = dup_key (plan);
  kept = amb_set_from_strv ((const char *const *) words->pdata);
  before = amb_store_dup_meta (store, key);
  return g_strcmp0 (before, kept) == 0 || amb_store_set_meta (store, key, kept, error);
}
