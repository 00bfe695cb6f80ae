/* Reading the answers of a comparison: sums, buckets and rows beside what is here. */
#include "amb-sync-digest-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Questions about single buckets in one comparison; what is left is told by its sums. */
#define MAX_QUESTIONS 32

void
amb_sync_pair_free (AmbSyncPair *self)
{
  g_free (self->scope);
  g_free (self);
}

static AmbSyncPair *
pair_copy (const AmbSyncPair *pair)
{
  AmbSyncPair *copy = g_memdup2 (pair, sizeof *pair);

  copy->scope = g_strdup (pair->scope);
  return copy;
}

void
amb_sync_digest_forget (AmbSyncDigest *self)
{
  self->has_sums = FALSE;
  self->n_questions = 0;
  if (self->result)
    {
      self->result->rows = 0;
      g_ptr_array_set_size (self->result->differences, 0);
    }
  g_ptr_array_set_size (self->pairs, 0);
  g_array_set_size (self->buckets, 0);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->scopes);
  g_clear_pointer (&self->pair, amb_sync_pair_free);
  g_clear_pointer (&self->difference, amb_sync_difference_free);
}

gboolean
amb_sync_digest_break (GError **error, const char *what)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_PROTOCOL,
               _ ("The server sent a digest that breaks the protocol (%s). It was thrown away, and "
                  "nothing was changed; tell its administrator."),
               what);
  return FALSE;
}

/* Here. */

static char *
dup_key (const char *scope, const AmbEntity *entity)
{
  return g_strconcat (scope, " ", entity->name, NULL);
}

static AmbSyncPair *
get_pair (GHashTable *pairs, const char *scope, const AmbEntity *entity)
{
  g_autofree char *key = dup_key (scope, entity);
  AmbSyncPair *pair = g_hash_table_lookup (pairs, key);

  if (pair)
    return pair;
  pair = g_new0 (AmbSyncPair, 1);
  pair->scope = g_strdup (scope);
  pair->entity = entity;
  g_hash_table_insert (pairs, g_steal_pointer (&key), pair);
  return pair;
}

static void
add_mine_cb (
    const char *scope, const AmbEntity *entity, const char *id, guint64 hash, gpointer data)
{
  amb_digest_sum_add (&get_pair (data, scope, entity)->mine, hash);
}

static void
keep_mine_cb (
    const char *scope, const AmbEntity *entity, const char *id, guint64 hash, gpointer data)
{
  g_hash_table_replace (data, g_strdup (id), g_memdup2 (&hash, sizeof hash));
}

/* There. */

/* The first answer: which scopes, and what each entity in them comes to. An entity that this
 * program doesn't know is none that it holds rows of. */
static gboolean
read_sums (AmbSyncDigest *self, AmbFrameReader *reader, GHashTable *pairs, GError **error)
{
  for (;;)
    {
      g_autoptr (AmbJson) line = NULL;
      const AmbJsonNode *root;
      const char *kind, *scope, *name;
      const AmbEntity *entity;

      if (!amb_frame_reader_next (reader, &line, error))
        return FALSE;
      if (!line)
        return TRUE;
      root = amb_json_get_root (line);
      kind = amb_json_node_get_member_string (root, "k");
      scope = amb_json_node_get_member_string (root, "s");
      if (g_strcmp0 (kind, "scope") == 0 && scope)
        g_hash_table_add (self->scopes, g_strdup (scope));
      if (g_strcmp0 (kind, "sum") != 0)
        continue;
      name = amb_json_node_get_member_string (root, "t");
      entity = name ? amb_entity_find (name) : NULL;
      if (!scope || !name || !g_hash_table_contains (self->scopes, scope))
        return amb_sync_digest_break (error, "a sum without its scope");
      if (entity && !amb_digest_sum_read (&get_pair (pairs, scope, entity)->theirs, root))
        return amb_sync_digest_break (error, "a sum without its digits");
    }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const AmbSyncPair *x = *(AmbSyncPair *const *) a;
  const AmbSyncPair *y = *(AmbSyncPair *const *) b;
  int order = g_strcmp0 (y->scope, x->scope);

  return order != 0 ? order : g_strcmp0 (y->entity->name, x->entity->name);
}

static AmbSyncDifference *
difference_new (const char *scope, const AmbEntity *entity)
{
  AmbSyncDifference *difference = g_new0 (AmbSyncDifference, 1);

  difference->scope = g_strdup (scope);
  difference->entity = entity;
  return difference;
}

void
amb_sync_digest_add_difference (AmbSyncComparison *comparison,
                                const char *scope,
                                const AmbEntity *entity,
                                gint64 stays)
{
  AmbSyncDifference *difference = difference_new (scope, entity);

  difference->stays = stays;
  g_ptr_array_add (comparison->differences, difference);
}

static gboolean
has_rows (GHashTable *pairs, const char *scope)
{
  GHashTableIter iter;
  gpointer pair;

  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, NULL, &pair))
    if (g_str_equal (((AmbSyncPair *) pair)->scope, scope))
      return TRUE;
  return FALSE;
}

/* The names of @held that aren't @others', but those whose rows say so. */
static void
add_scopes (AmbSyncDigest *self, GHashTable *held, GHashTable *others, GHashTable *pairs)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (others, name) && !has_rows (pairs, name))
      amb_sync_digest_add_difference (self->result, name, NULL, 0);
}

/* Scopes that one side only holds. */
static gboolean
compare_scopes (AmbSyncEngine *self, GHashTable *pairs, GError **error)
{
  AmbSyncDigest *digest = self->digest;
  g_autoptr (GHashTable) mine = amb_sync_digest_list_scopes (self, error);

  if (!mine)
    return FALSE;
  add_scopes (digest, mine, digest->scopes, pairs);
  add_scopes (digest, digest->scopes, mine, pairs);
  return TRUE;
}

gboolean
amb_sync_digest_apply_sums (AmbSyncEngine *self, AmbFrameReader *reader, GError **error)
{
  AmbSyncDigest *digest = self->digest;
  g_autoptr (GHashTable) pairs =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amb_sync_pair_free);
  GHashTableIter iter;
  gpointer value;

  amb_sync_digest_forget (digest);
  if (!read_sums (digest, reader, pairs, error) ||
      !amb_sync_digest_scan (self, NULL, NULL, add_mine_cb, pairs, error) ||
      !compare_scopes (self, pairs, error))
    return FALSE;
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AmbSyncPair *pair = value;

      digest->result->rows += pair->mine.n;
      if (!amb_digest_sum_equals (&pair->mine, &pair->theirs))
        g_ptr_array_add (digest->pairs, pair_copy (pair));
    }
  g_ptr_array_sort (digest->pairs, compare_pairs);
  digest->has_sums = TRUE;
  return TRUE;
}

/* What sums alone tell. */
static void
count_sums (AmbSyncDifference *difference, const AmbDigestSum *mine, const AmbDigestSum *theirs)
{
  difference->lacks += MAX (0, theirs->n - mine->n);
  difference->stays += MAX (0, mine->n - theirs->n);
  difference->differs += mine->n == theirs->n ? 1 : 0;
  difference->at_least = TRUE;
}

static gboolean
read_bucket (const AmbJsonNode *line, int *bucket)
{
  const char *text = amb_json_node_get_member_string (line, "b");

  if (!text || strlen (text) != 2 || !g_ascii_isxdigit (text[0]) || !g_ascii_isxdigit (text[1]))
    return FALSE;
  *bucket = g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]);
  return TRUE;
}

static gboolean
read_buckets (AmbFrameReader *reader, AmbDigestSum *theirs, GError **error)
{
  for (;;)
    {
      g_autoptr (AmbJson) line = NULL;
      int bucket;

      if (!amb_frame_reader_next (reader, &line, error))
        return FALSE;
      if (!line)
        return TRUE;
      if (g_strcmp0 (amb_json_node_get_member_string (amb_json_get_root (line), "k"), "bucket"))
        continue;
      if (!read_bucket (amb_json_get_root (line), &bucket) ||
          !amb_digest_sum_read (&theirs[bucket], amb_json_get_root (line)))
        return amb_sync_digest_break (error, "a bucket without its digits");
    }
}

static void
sum_rows (GHashTable *rows, AmbDigestSum *mine)
{
  GHashTableIter iter;
  gpointer id, hash;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &id, &hash))
    amb_digest_sum_add (&mine[amb_digest_get_bucket (id)], *(guint64 *) hash);
}

gboolean
amb_sync_digest_apply_buckets (AmbSyncEngine *self, AmbFrameReader *reader, GError **error)
{
  AmbSyncDigest *digest = self->digest;
  AmbDigestSum theirs[AMB_DIGEST_BUCKETS] = { 0 };
  AmbDigestSum mine[AMB_DIGEST_BUCKETS] = { 0 };

  if (!read_buckets (reader, theirs, error))
    return FALSE;
  sum_rows (digest->rows, mine);
  for (int i = 0; i < AMB_DIGEST_BUCKETS; i++)
    {
      if (amb_digest_sum_equals (&mine[i], &theirs[i]))
        continue;
      if (digest->n_questions + digest->buckets->len < MAX_QUESTIONS)
        g_array_append_val (digest->buckets, i);
      else
        count_sums (digest->difference, &mine[i], &theirs[i]);
    }
  return TRUE;
}

/* One row of a bucket, as the server has it; what is left of @mine afterwards it has not. */
static gboolean
compare_row (AmbSyncDigest *self, GHashTable *mine, const AmbJsonNode *line, GError **error)
{
  const char *id = amb_json_node_get_member_string (line, "id");
  const guint64 *known = id ? g_hash_table_lookup (mine, id) : NULL;
  guint64 hash;

  if (!id || !amb_digest_read_hash (line, &hash))
    return amb_sync_digest_break (error, "a row without its digits");
  if (!known)
    self->difference->lacks++;
  else if (*known != hash)
    self->difference->differs++;
  g_hash_table_remove (mine, id);
  return TRUE;
}

static GHashTable *
list_bucket (AmbSyncDigest *self, int bucket)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id, hash;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &hash))
    if (amb_digest_get_bucket (id) == bucket)
      g_hash_table_insert (rows, g_strdup (id), g_memdup2 (hash, sizeof (guint64)));
  return rows;
}

gboolean
amb_sync_digest_apply_rows (AmbSyncEngine *self, int bucket, AmbFrameReader *reader, GError **error)
{
  AmbSyncDigest *digest = self->digest;
  g_autoptr (GHashTable) mine = list_bucket (digest, bucket);
  gboolean more = amb_json_node_get_bool (
      amb_json_node_get_member (amb_frame_reader_get_end (reader), "more"), FALSE);

  for (;;)
    {
      g_autoptr (AmbJson) line = NULL;

      if (!amb_frame_reader_next (reader, &line, error))
        return FALSE;
      if (!line)
        break;
      if (g_strcmp0 (amb_json_node_get_member_string (amb_json_get_root (line), "k"), "row") == 0 &&
          !compare_row (digest, mine, amb_json_get_root (line), error))
        return FALSE;
    }
  if (more)
    digest->difference->at_least = TRUE;
  else
    digest->difference->stays += g_hash_table_size (mine);
  digest->n_questions++;
  g_array_set_size (digest->buckets, digest->buckets->len - 1);
  return TRUE;
}

/* Takes the next pair that is to be looked into; those that are too many are told by their sums. */
gboolean
amb_sync_digest_next_pair (AmbSyncEngine *self, GError **error)
{
  AmbSyncDigest *digest = self->digest;

  if (digest->difference)
    g_ptr_array_add (digest->result->differences, g_steal_pointer (&digest->difference));
  g_clear_pointer (&digest->pair, amb_sync_pair_free);
  g_hash_table_remove_all (digest->rows);
  while (digest->pairs->len > 0)
    {
      digest->pair = g_ptr_array_steal_index (digest->pairs, digest->pairs->len - 1);
      digest->difference = difference_new (digest->pair->scope, digest->pair->entity);
      if (digest->n_questions < MAX_QUESTIONS &&
          g_hash_table_contains (digest->scopes, digest->pair->scope))
        {
          digest->n_questions++;
          return amb_sync_digest_scan (self, digest->pair->scope, digest->pair->entity,
                                       keep_mine_cb, digest->rows, error);
        }
      count_sums (digest->difference, &digest->pair->mine, &digest->pair->theirs);
      g_ptr_array_add (digest->result->differences, g_steal_pointer (&digest->difference));
      g_clear_pointer (&digest->pair, amb_sync_pair_free);
    }
  return TRUE;
}
