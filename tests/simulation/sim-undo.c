/* Undo and redo: what an action changed is changed back, and what was taken back is done again, or
 * a sentence says what was left. */
#include "sim.h"

#include <string.h>

struct _SimUndo
{
  GHashTable
      *undone[SIM_CLIENTS]; /* group → key → the value that doing it again leaves (nullable) */
};

static GHashTable *
new_values (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SimUndo *
sim_undo_new (void)
{
  SimUndo *self = g_new0 (SimUndo, 1);

  for (guint i = 0; i < SIM_CLIENTS; i++)
    self->undone[i] = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                             (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
sim_undo_free (SimUndo *self)
{
  for (guint i = 0; i < SIM_CLIENTS; i++)
    g_hash_table_unref (self->undone[i]);
  g_free (self);
}

/* (transfer full): what stood before where something else stands now. */
static GHashTable *
list_changed (GHashTable *before, GHashTable *after)
{
  GHashTable *changed = new_values ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (after, key) ||
        g_strcmp0 (g_hash_table_lookup (after, key), value) != 0)
      g_hash_table_insert (changed, g_strdup (key), g_strdup (value));
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (before, key))
      g_hash_table_insert (changed, g_strdup (key), NULL);
  return changed;
}

/* Who takes a removal back wants the record as they saw it last. */
static void
note_brought_back (SimWorld *self, GHashTable *before, GHashTable *after)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (before, key))
      sim_oracle_again (self, key);
}

static void
note_left (SimWorld *self, SimClient *client, const AmbUndoReport *report)
{
  for (guint i = 0; i < report->left->len; i++)
    sim_note (self, "client %u is told: %s", client->index,
              (const char *) g_ptr_array_index (report->left, i));
}

/* What others wrote meanwhile may stand where the action's own stood. */
static void
check_redone (SimWorld *self, SimClient *client, GHashTable *values, GHashTable *shown)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *now = g_hash_table_lookup (shown, key);

      if (value && g_strcmp0 (now, value) == 0)
        sim_oracle_again (self, key);
      else if (g_hash_table_contains (shown, key)
                   ? sim_oracle_has_fallen_back (self, client, key, value, now)
                   : value != NULL)
        sim_fail (self, "I9: client %u did its action again: %s is “%s”, not “%s”", client->index,
                  (char *) key, now ? now : "gone", value ? (char *) value : "gone");
    }
}

/* Somebody is said to have changed it since: somebody has, and not to what it was to be. */
static void
check_left (
    SimWorld *self, SimClient *client, GHashTable *values, GHashTable *shown, const char *sentence)
{
  gboolean is_told = FALSE, is_true = FALSE;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *now = g_hash_table_lookup (shown, key);
      const char *label = sim_oracle_get_label (key);
      g_autofree char *since = label ? g_strdup_printf ("“%s” was changed since", label) : NULL;

      if (!since || !strstr (sentence, since))
        continue;
      is_told = TRUE;
      is_true = is_true || !g_hash_table_contains (shown, key) ||
                !sim_oracle_has_typed (self, client, key, value) ||
                (g_strcmp0 (now, value) != 0 &&
                 !sim_oracle_has_fallen_back (self, client, key, value, now));
    }
  if (is_told && !is_true)
    sim_fail (self, "I9: client %u is told “%s”, and nobody has", client->index, sentence);
}

gboolean
sim_undo_has_redo (SimClient *client)
{
  return amb_journal_get_undo (client->store, TRUE, NULL) != 0;
}

gboolean
sim_undo (SimWorld *self, SimClient *client, GError **error)
{
  g_autoptr (GHashTable) before = sim_look (client->store);
  gint64 group = amb_journal_get_undo (client->store, FALSE, NULL);
  g_autoptr (AmbUndoReport) report = amb_programme_undo (client->programme, error);
  g_autoptr (GHashTable) after = NULL;

  if (!report)
    return FALSE;
  note_left (self, client, report);
  after = sim_look (client->store);
  note_brought_back (self, before, after);
  g_hash_table_replace (self->undo->undone[client->index], GINT_TO_POINTER (group),
                        list_changed (before, after));
  return TRUE;
}

gboolean
sim_redo (SimWorld *self, SimClient *client, GError **error)
{
  gint64 group = amb_journal_get_undo (client->store, TRUE, NULL);
  GHashTable *values =
      g_hash_table_lookup (self->undo->undone[client->index], GINT_TO_POINTER (group));
  g_autoptr (AmbUndoReport) report = amb_programme_redo (client->programme, error);
  g_autoptr (GHashTable) shown = NULL;

  if (!report)
    return FALSE;
  note_left (self, client, report);
  shown = sim_look (client->store);
  /* A file that was damaged has lost its history. */
  if (client->damage)
    values = NULL;
  if (values && report->left->len == 0)
    check_redone (self, client, values, shown);
  for (guint i = 0; values && i < report->left->len; i++)
    check_left (self, client, values, shown, g_ptr_array_index (report->left, i));
  g_hash_table_remove (self->undo->undone[client->index], GINT_TO_POINTER (group));
  return TRUE;
}
