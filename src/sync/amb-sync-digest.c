/* Comparing with the server: first a sum for each scope and entity, then, where one differs, sums
 * of its buckets, then the rows of a bucket that differs. */
#include "amb-sync-digest.h"

#include "amb-error.h"
#include "amb-sync-digest-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY  (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define HOUR (G_GINT64_CONSTANT (3600) * 1000)
/* A question that somebody asked for is asked again so often when its answer never came. */
#define MAX_LOST 2
/* Answers that came too late before a comparison is put off. */
#define MAX_BEHIND 8

static AmbSyncComparison *
comparison_new (AmbSyncEngine *self, gboolean repairs)
{
  AmbSyncComparison *comparison = g_new0 (AmbSyncComparison, 1);

  comparison->repairs = repairs;
  comparison->at = amb_clock_now (amb_store_get_clock (self->store));
  comparison->differences =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_sync_difference_free);
  return comparison;
}

static AmbSyncDigest *
digest_new (AmbSyncEngine *engine, gboolean repairs)
{
  AmbSyncDigest *self = g_new0 (AmbSyncDigest, 1);

  self->result = comparison_new (engine, repairs);
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_sync_pair_free);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->buckets = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

void
amb_sync_digest_free (AmbSyncDigest *self)
{
  amb_sync_digest_forget (self);
  g_clear_pointer (&self->result, amb_sync_comparison_free);
  g_ptr_array_unref (self->pairs);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->scopes);
  g_array_unref (self->buckets);
  g_free (self);
}

static gint64
get_now (AmbSyncEngine *self)
{
  return amb_clock_now (amb_store_get_clock (self->store));
}

/* A clock that was put back makes it due, once. */
static gboolean
has_passed (gint64 since, gint64 now, gint64 span)
{
  return now < since || now - since >= span;
}

/* Each try that came to nothing leaves the server alone for an hour. */
static gboolean
is_due (AmbSyncEngine *self)
{
  gint64 now = get_now (self);
  gint64 repairs = amb_store_get_meta_int (self->store, AMB_SYNC_META_REPAIRS, 0);

  if (amb_store_get_meta_int (self->store, AMB_SYNC_META_COMPLETE, 0) == 0 ||
      (self->digest_tried != 0 && !has_passed (self->digest_tried, now, HOUR)))
    return FALSE;
  return (repairs > 0 && repairs <= AMB_SYNC_REPAIRS) ||
         has_passed (amb_store_get_meta_int (self->store, AMB_SYNC_META_COMPARED, 0), now, DAY);
}

void
amb_sync_engine_compare (AmbSyncEngine *self, gboolean repairs)
{
  g_clear_pointer (&self->digest, amb_sync_digest_free);
  g_clear_pointer (&self->digest_id, g_free);
  self->digest = digest_new (self, repairs);
  self->digest->is_asked = TRUE;
}

gboolean
amb_sync_engine_wants_comparison (AmbSyncEngine *self)
{
  return amb_sync_engine_is_connected (self) && amb_sync_check_device (self, NULL) &&
         amb_sync_check_served (self, NULL) && (self->digest || is_due (self));
}

AmbSyncComparison *
amb_sync_engine_take_comparison (AmbSyncEngine *self)
{
  return g_steal_pointer (&self->comparison);
}

void
amb_sync_digest_drop (AmbSyncEngine *self)
{
  g_clear_pointer (&self->digest, amb_sync_digest_free);
  g_clear_pointer (&self->digest_id, g_free);
}

/* An answer never came: what else there is to do must not wait for it for ever. */
static gboolean
may_ask_again (AmbSyncDigest *self)
{
  return self->is_asked && ++self->n_lost <= MAX_LOST;
}

AmbSyncRequest *
amb_sync_engine_plan_digest (AmbSyncEngine *self, GError **error)
{
  gint64 generation = amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0);
  AmbSyncDigest *digest;
  AmbSyncRequest *request;

  if (self->digest_id && !may_ask_again (self->digest))
    {
      amb_sync_digest_drop (self);
      return NULL;
    }
  g_clear_pointer (&self->digest_id, g_free);
  if (!amb_sync_engine_wants_comparison (self) || !amb_sync_engine_is_at_head (self))
    return NULL;
  if (!self->digest)
    {
      self->digest = digest_new (self, TRUE);
      self->digest_tried = get_now (self);
    }
  digest = self->digest;
  if (digest->generation != generation)
    amb_sync_digest_forget (digest);
  digest->generation = generation;
  self->digest_id = amb_clock_dup_id (amb_store_get_clock (self->store));
  request = amb_sync_request_new (AMB_SYNC_DIGEST, self->digest_id);
  request->generation = generation;
  request->cursor = amb_store_dup_meta (self->store, AMB_SYNC_META_CURSOR);
  if (digest->pair)
    {
      request->scope = g_strdup (digest->pair->scope);
      request->entity = g_strdup (digest->pair->entity->name);
      if (digest->buckets->len > 0)
        request->bucket = g_array_index (digest->buckets, int, digest->buckets->len - 1);
    }
  return request;
}

/* The last answer is in. */
static gboolean
finish (AmbSyncEngine *self, AmbSyncOutcome *outcome, GError **error)
{
  AmbSyncDigest *digest = self->digest;

  if (!amb_sync_digest_find_strays (self, digest->result, error) ||
      (digest->result->repairs &&
       !amb_sync_repair_conclude (self, digest->result, digest->is_asked, error)))
    return FALSE;
  g_clear_pointer (&self->comparison, amb_sync_comparison_free);
  self->comparison = g_steal_pointer (&digest->result);
  /* What a repair fetched may be asked about at once. */
  self->digest_tried = 0;
  outcome->compared = TRUE;
  outcome->more = self->comparison->repairs && self->comparison->differences->len > 0;
  return TRUE;
}

static gboolean
go_on (AmbSyncEngine *self,
       const AmbSyncRequest *request,
       AmbFrameReader *reader,
       AmbSyncOutcome *outcome,
       GError **error)
{
  AmbSyncDigest *digest = self->digest;

  if (!request->scope       ? !amb_sync_digest_apply_sums (self, reader, error)
      : request->bucket < 0 ? !amb_sync_digest_apply_buckets (self, reader, error)
                            : !amb_sync_digest_apply_rows (self, request->bucket, reader, error))
    return FALSE;
  if (digest->buckets->len == 0 && !amb_sync_digest_next_pair (self, error))
    return FALSE;
  if (!digest->pair)
    return finish (self, outcome, error);
  outcome->more = TRUE;
  return TRUE;
}

/* Something was committed that this profile hasn't got yet: pulls come first. */
static gboolean
fall_behind (AmbSyncEngine *self, AmbSyncOutcome *outcome, GError **error)
{
  AmbSyncDigest *digest = self->digest;

  amb_sync_digest_forget (digest);
  outcome->more = TRUE;
  if (++digest->n_behind < MAX_BEHIND)
    return amb_store_set_meta_int (self->store, AMB_SYNC_META_HEAD, 0, error);
  digest->result->gave_up = TRUE;
  g_clear_pointer (&self->comparison, amb_sync_comparison_free);
  self->comparison = g_steal_pointer (&digest->result);
  outcome->compared = TRUE;
  outcome->more = FALSE;
  return TRUE;
}

static gboolean
check_head (AmbSyncEngine *self,
            const AmbSyncRequest *request,
            AmbFrameReader *reader,
            GError **error)
{
  g_autofree char *epoch = amb_store_dup_meta (self->store, AMB_SYNC_META_EPOCH);
  g_autoptr (AmbJson) line = NULL;
  const AmbJsonNode *head, *end = amb_frame_reader_get_end (reader);
  gint64 version;

  if (!amb_frame_reader_next (reader, &line, error))
    return FALSE;
  head = line ? amb_json_get_root (line) : NULL;
  if (!head || g_strcmp0 (amb_json_node_get_member_string (head, "k"), "head") != 0 ||
      g_strcmp0 (amb_json_node_get_member_string (head, "epoch"), epoch) != 0)
    return amb_sync_digest_break (error, "no head");
  if (g_strcmp0 (amb_json_node_get_member_string (head, "req"), request->id) != 0 ||
      g_strcmp0 (amb_json_node_get_member_string (end, "req"), request->id) != 0)
    return amb_sync_digest_break (error, "the answer to another request");
  version = amb_json_node_get_member_int (head, "v", 0);
  if (version < 1)
    return amb_sync_digest_break (error, "no version");
  if (version > 1)
    amb_sync_set_too_new (error);
  return version == 1;
}

static gboolean
apply_frame (AmbSyncEngine *self,
             const AmbSyncRequest *request,
             AmbFrameReader *reader,
             AmbSyncOutcome *outcome,
             GError **error)
{
  const AmbJsonNode *fresh = amb_json_node_get_member (amb_frame_reader_get_end (reader), "fresh");

  return check_head (self, request, reader, error) &&
         (amb_json_node_get_bool (fresh, FALSE) ? go_on (self, request, reader, outcome, error)
                                                : fall_behind (self, outcome, error));
}

gboolean
amb_sync_digest_is_foreign (AmbSyncEngine *self, const char *scope)
{
  return self->digest && !g_hash_table_contains (self->digest->scopes, scope);
}

/* A server that is older than this program has no digests: it isn't asked again before tomorrow. */
gboolean
amb_sync_apply_digest_problem (AmbSyncEngine *self,
                               const AmbSyncRequest *request,
                               const AmbSyncResponse *response,
                               AmbSyncOutcome *outcome,
                               GError **error)
{
  g_autoptr (GError) problem = amb_sync_read_problem (response);
  gboolean is_asked = self->digest && self->digest->is_asked;
  gboolean is_old = problem && (problem->code == AMB_PROBLEM_NOT_FOUND ||
                                problem->code == AMB_PROBLEM_METHOD_NOT_ALLOWED);

  if (!is_old && amb_sync_apply_problem (self, request, response, outcome, error))
    return TRUE;
  amb_sync_digest_drop (self);
  if (!is_old)
    return FALSE;
  outcome->applied = TRUE;
  if (!is_asked)
    return amb_store_set_meta_int (self->store, AMB_SYNC_META_COMPARED, get_now (self), error);
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("The server is older than this program and can’t be compared with. Nothing was "
                  "changed. Ask its administrator to update it."));
  return FALSE;
}

/* A comparison whose answer can't be used is dropped: nothing else may wait for it. */
gboolean
amb_sync_apply_digest (AmbSyncEngine *self,
                       const AmbSyncRequest *request,
                       GBytes *body,
                       AmbSyncOutcome *outcome,
                       GError **error)
{
  g_autoptr (AmbFrameReader) reader = NULL;
  gboolean done;

  /* A push was answered meanwhile: what is here is no longer what was asked about. */
  if (request->generation != amb_store_get_meta_int (self->store, AMB_SYNC_META_GENERATION, 0))
    {
      outcome->more = TRUE;
      return TRUE;
    }
  reader = amb_frame_reader_new (body, "rows", error);
  done = reader && amb_db_begin (self->db, error);
  if (done && !apply_frame (self, request, reader, outcome, error))
    {
      amb_db_rollback (self->db);
      done = FALSE;
    }
  done = done && amb_db_commit (self->db, error);
  if (!done)
    g_clear_pointer (&self->comparison, amb_sync_comparison_free);
  if (!done || outcome->compared)
    amb_sync_digest_drop (self);
  outcome->applied = done;
  return done;
}
