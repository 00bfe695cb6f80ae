#include "amb-content.h"

#include "amb-content-text.h"
#include "amb-calendar-moves.h"
#include "amb-error.h"
#include "amb-similarity.h"

#include <glib/gi18n-lib.h>

static AmbRecord *
lookup (AmbStore *store, const char *entity, const char *id, GError **error)
{
  AmbRecord *record =
      id != NULL ? amb_store_lookup (store, amb_entity_find (entity), id, error) : NULL;

  if (record != NULL && amb_record_get_deleted (record))
    g_clear_object (&record);
  return record;
}

/* Variants with their channels. */
static gboolean
add_variants (AmbStore *store, AmbContentFacts *facts, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("variant");
  const char *const ids[] = { amb_record_get_id (facts->item), NULL };
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) variants = NULL;
  g_autoptr (GHashTable) channels =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  amb_query_where (query, amb_entity_find_field (entity, "item-id"), AMB_MATCH_IN, ids);
  variants = amb_store_list (store, query, -1, error);
  for (guint i = 0; variants != NULL && i < variants->len; i++)
    {
      AmbRecord *variant = g_ptr_array_index (variants, i);
      const char *id = amb_record_get (variant, "channel-id");
      AmbRecord *channel = id != NULL ? g_hash_table_lookup (channels, id) : NULL;

      if (id != NULL && channel == NULL && (channel = lookup (store, "channel", id, NULL)) != NULL)
        g_hash_table_insert (channels, (gpointer) amb_record_get (variant, "channel-id"), channel);
      amb_content_facts_add_text (facts, variant, channel);
    }
  return variants != NULL;
}

/* Nobody took it back. */
#define STANDS(a)                                                                                  \
  "NOT EXISTS (SELECT 1 FROM approvals t WHERE t.takes_back_id = " a ".id AND t.deleted = 0)"

AmbContentFacts *
amb_content_load_texts (AmbStore *store, AmbRecord *item, GError **error)
{
  g_autoptr (AmbContentFacts) facts = amb_content_facts_new (item);
  g_autoptr (AmbRecord) channel =
      lookup (store, "channel", amb_record_get (item, "channel-id"), NULL);

  amb_content_facts_add_text (facts, item, channel);
  return add_variants (store, facts, error) ? g_steal_pointer (&facts) : NULL;
}

/* Texts near those of @facts. */

typedef struct
{
  AmbContentFacts *facts;
  GPtrArray *own; /* of AmbShingles */
  int least;
  int best; /* of the row at hand */
  gboolean is_same;
} Nearness;

static void
compare (Nearness *self, const char *body)
{
  g_autoptr (AmbShingles) other = amb_shingles_new (body);

  for (guint i = 0; other != NULL && i < self->own->len; i++)
    {
      const AmbShingles *own = g_ptr_array_index (self->own, i);

      self->best = MAX (self->best, amb_shingles_compare (own, other));
      self->is_same = self->is_same || amb_shingles_is_same (own, other);
    }
}

/* What is or may go out, of other items; a text half as long or twice is no copy, but one may hold
 * more than is seen (PADDED times as much). */
#define PADDED 4
#define OTHERS                                                                                     \
  "SELECT i.id, i.title, i.owner_id, t.body FROM (SELECT id AS item, body FROM content_items "     \
  "WHERE deleted = 0 AND length(body) BETWEEN ?2 AND ?3 UNION ALL SELECT item_id, body FROM "      \
  "variants WHERE deleted = 0 AND state <> 'withdrawn' AND length(body) BETWEEN ?2 AND ?3) t "     \
  "JOIN content_items i ON i.id = t.item WHERE i.deleted = 0 AND i.id <> ?1 AND i.state NOT IN "   \
  "('idea', 'rejected', 'archived') ORDER BY i.id"

static void
finish_row (Nearness *self, const char *id, const char *title, const char *owner)
{
  gboolean others =
      owner == NULL || g_strcmp0 (owner, amb_record_get (self->facts->item, "owner-id")) != 0;

  if (id != NULL && (self->best >= self->least || self->is_same))
    amb_content_facts_add_near (self->facts, id, title != NULL ? title : "–", self->best,
                                self->is_same && others);
  self->best = 0;
  self->is_same = FALSE;
}

static gboolean
is_withdrawn (AmbRecord *record)
{
  return g_strcmp0 (amb_record_get_state (record), "withdrawn") == 0;
}

/* May both be read by the same people? On a channel of its own a text may say the same. */
static gboolean
is_same_place (AmbRecord *a, AmbRecord *b)
{
  const char *one = amb_record_get (a, "channel-id"), *other = amb_record_get (b, "channel-id");

  return one == NULL || other == NULL || g_str_equal (one, other);
}

/* Does it repeat one of @records, whose shingles are @own? */
static gboolean
is_repeat (AmbRecord *record, const AmbShingles *shingles, GPtrArray *own, GPtrArray *records)
{
  for (guint i = 0; i < own->len && !is_withdrawn (record); i++)
    if (!is_withdrawn (records->pdata[i]) && is_same_place (record, records->pdata[i]) &&
        amb_shingles_is_same (shingles, own->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The item's own texts, and how long the shortest and the longest of them are. */
static void
read_own (AmbContentFacts *facts, GPtrArray *own, gint64 *shortest, gint64 *longest)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  *shortest = G_MAXINT;
  *longest = 0;
  for (guint i = 0; i < facts->texts->len; i++)
    {
      AmbRecord *record = ((AmbContentText *) g_ptr_array_index (facts->texts, i))->record;
      AmbShingles *shingles = amb_shingles_new (amb_record_get (record, "body"));

      if (shingles == NULL)
        continue;
      facts->n_repeats += is_repeat (record, shingles, own, records);
      g_ptr_array_add (own, shingles);
      g_ptr_array_add (records, record);
      *shortest = MIN (*shortest, amb_shingles_get_length (shingles));
      *longest = MAX (*longest, amb_shingles_get_length (shingles));
    }
}

static gboolean
add_near (AmbStore *store, AmbContentFacts *facts, int least, GError **error)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_shingles_free);
  g_autoptr (AmbStmt) stmt = NULL;
  g_autofree char *id = NULL, *title = NULL, *owner = NULL;
  Nearness near = { .facts = facts, .own = own, .least = least };
  gint64 shortest, longest;
  gboolean row;

  read_own (facts, own, &shortest, &longest);
  if (own->len == 0)
    return TRUE;
  stmt = amb_db_prepare (amb_store_get_db (store), OTHERS, error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (facts->item));
  amb_stmt_bind_int (stmt, 2, shortest / 2);
  amb_stmt_bind_int (stmt, 3, longest * PADDED);
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row || g_strcmp0 (id, amb_stmt_get_text (stmt, 0)) != 0)
        {
          finish_row (&near, id, title, owner);
          g_free (id);
          g_free (title);
          g_free (owner);
          id = row ? g_strdup (amb_stmt_get_text (stmt, 0)) : NULL;
          title = row ? g_strdup (amb_stmt_get_text (stmt, 1)) : NULL;
          owner = row ? g_strdup (amb_stmt_get_text (stmt, 2)) : NULL;
        }
      if (!row)
        return TRUE;
      compare (&near, amb_stmt_get_text (stmt, 3));
    }
  return FALSE;
}

/* The programme's numbers, and how much of the item's month speaks of products. */
static gboolean
load_month (AmbStore *store, AmbContentFacts *facts, int *least, GError **error)
{
  const char *wall = amb_record_get (facts->item, "publish-on");
  g_autofree char *from = wall != NULL ? g_strndup (wall, 7) : NULL;
  g_autofree char *until = from != NULL ? g_strconcat (from, "~", NULL) : NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT COALESCE((SELECT similar_percent FROM programmes WHERE deleted = 0 LIMIT 1), 101), "
      "COALESCE((SELECT product_percent FROM programmes WHERE deleted = 0 LIMIT 1), 0), count(*), "
      "total(kind = 'product') FROM content_items WHERE publish_on >= ?1 AND publish_on < ?2 AND "
      "deleted = 0 AND state NOT IN ('rejected', 'archived')",
      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, from);
  amb_stmt_bind_text (stmt, 2, until);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  *least = (int) amb_stmt_get_int (stmt, 0);
  facts->product_percent = (int) amb_stmt_get_int (stmt, 1);
  facts->n_month = (guint) amb_stmt_get_int (stmt, 2);
  facts->n_product = (guint) amb_stmt_get_int (stmt, 3);
  return TRUE;
}

static gboolean
load_day (AmbStore *store, AmbContentFacts *facts, GError **error)
{
  const char *wall = amb_record_get (facts->item, "publish-on");
  g_autofree char *day = wall != NULL ? g_strndup (wall, AMB_DAY_SIZE - 1) : NULL;

  facts->today = g_strdup (amb_store_get_today (store));
  return day == NULL ||
         amb_calendar_find_closed (store, amb_record_get (facts->item, "department-id"), day,
                                   &facts->holiday, &facts->blackout, error);
}

static AmbContentFacts *
load_facts (AmbStore *store, AmbRecord *item, GError **error)
{
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (store, item, error);
  int least;

  if (facts == NULL)
    return NULL;
  facts->asset = lookup (store, "asset", amb_record_get (item, "asset-id"), NULL);
  return load_month (store, facts, &least, error) && add_near (store, facts, least, error) &&
                 load_day (store, facts, error)
             ? g_steal_pointer (&facts)
             : NULL;
}

AmbContentFacts *
amb_content_load (AmbStore *store, const char *id, GError **error)
{
  g_autoptr (AmbRecord) item = amb_store_get (store, amb_entity_find ("content-item"), id, error);

  return item != NULL ? load_facts (store, item, error) : NULL;
}

gboolean
amb_content_load_approved (
    AmbStore *store, const AmbContentFacts *facts, gboolean *known, gboolean *is, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT a.texts FROM approvals a WHERE a.item_id = ? AND a.verdict = 'approved' AND a.texts "
      "IS NOT NULL AND a.deleted = 0 AND " STANDS ("a"),
      error);
  gboolean row;

  *known = *is = FALSE;
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (facts->item));
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      *known = TRUE;
      *is = *is || amb_content_is_sealed (amb_stmt_get_text (stmt, 0), facts->texts);
    }
  return FALSE;
}

gboolean
amb_content_load_trusted (AmbStore *store, const char *person, gboolean *trusted, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) verdicts = NULL;
  g_autoptr (AmbStmt) stmt = NULL;
  gint64 needed;
  gboolean row;

  *trusted = FALSE;
  if (person == NULL)
    return TRUE;
  if (!amb_db_query_int (amb_store_get_db (store), &needed, 0, error,
                         "SELECT trusted_after FROM programmes WHERE deleted = 0 LIMIT 1", NULL))
    return FALSE;
  if (needed <= 0)
    return TRUE;
  stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT a.verdict FROM content_items i JOIN approvals a ON a.item_id = i.id WHERE i.owner_id "
      "= ?1 AND i.deleted = 0 AND a.deleted = 0 AND a.verdict <> 'taken_back' AND " STANDS (
          "a") " AND a.by_id <> ?1 AND substr(a.at, 1, 10) > "
               "COALESCE((SELECT trust_ended_on FROM ambassadors WHERE id = ?1), '') AND NOT "
               "EXISTS (SELECT "
               "1 FROM approvals b WHERE b.item_id = a.item_id AND b.deleted = 0 AND a.verdict = "
               "'approved' "
               "AND b.verdict = 'approved' AND " STANDS (
                   "b") " AND b.by_id <> ?1 AND (b.at, b.id) > (a.at, a.id)) ORDER BY a.at "
                        "DESC, a.id DESC LIMIT ?2",
      error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, person);
  amb_stmt_bind_int (stmt, 2, needed);
  while (amb_stmt_step (stmt, &row, error))
    {
      if (row)
        {
          g_strv_builder_add (builder, amb_stmt_get_text (stmt, 0));
          continue;
        }
      verdicts = g_strv_builder_end (builder);
      *trusted = amb_content_is_trusted ((const char *const *) verdicts, (int) needed);
      return TRUE;
    }
  return FALSE;
}

AmbRecord *
amb_content_find_item (AmbStore *store, AmbRecord *record, GError **error)
{
  const char *name = amb_record_get_entity (record)->name;

  if (g_str_equal (name, "content-item"))
    return g_object_ref (record);
  return g_str_equal (name, "variant")
             ? lookup (store, "content-item", amb_record_get (record, "item-id"), error)
             : NULL;
}

gboolean
amb_content_is_bound (const char *state)
{
  return g_strcmp0 (state, "approved") == 0 || g_strcmp0 (state, "scheduled") == 0;
}

char *
amb_content_dup_sent_back (void)
{
  return g_strdup (_ ("Its text was edited after it was approved"));
}

gboolean
amb_content_is_out (AmbRecord *item)
{
  return g_strcmp0 (amb_record_get_state (item), "published") == 0 ||
         g_strcmp0 (amb_record_get_state (item), "expired") == 0;
}

gboolean
amb_content_changes_out (AmbRecord *item, AmbRecord *before, AmbRecord *after)
{
  gboolean is_item = g_strcmp0 (amb_record_get_id (item), amb_record_get_id (after)) == 0;

  return amb_content_is_out (item) &&
         (before != NULL ? !amb_content_same_post (before, after) : !is_item);
}

char *
amb_content_dup_is_out (AmbRecord *item)
{
  const char *title = amb_record_get_title (item);

  return g_strdup_printf (
      _ ("“%s” is published: what is kept here is what went out. Derive another "
         "item from it, and have that approved."),
      title != NULL ? title : "–");
}

static gboolean
check_text (AmbStore *store, AmbRecord *item, GError **error)
{
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (store, item, error);
  gboolean known, is;

  if (facts == NULL || !amb_content_load_approved (store, facts, &known, &is, error))
    return FALSE;
  if (!known || is)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("The text of “%s” was edited after it was approved. Send it to review first."),
               amb_record_get_title (item) != NULL ? amb_record_get_title (item) : "–");
  return FALSE;
}

gboolean
amb_content_check_decision (
    AmbStore *store, AmbRecord *record, const char *to, AmbContentFacts **facts, GError **error)
{
  *facts = NULL;
  if (!g_str_equal (amb_record_get_entity (record)->name, "content-item"))
    return TRUE;
  if (g_strcmp0 (amb_record_get_state (record), "in_review") == 0 &&
      g_strcmp0 (to, "approved") == 0)
    {
      *facts = load_facts (store, record, error);
      return *facts != NULL && amb_content_check_approval (*facts, error);
    }
  return (!amb_content_is_bound (to) && g_strcmp0 (to, "published") != 0) ||
         check_text (store, record, error);
}

gboolean
amb_content_check_move (AmbStore *store, AmbRecord *record, const char *to, GError **error)
{
  g_autoptr (AmbContentFacts) facts = NULL;

  return amb_content_check_decision (store, record, to, &facts, error);
}

const char *
amb_content_get_verdict (AmbRecord *record, const char *to)
{
  static const char *const verdicts[] = { "approved", "changes_requested", "rejected", NULL };

  return g_str_equal (amb_record_get_entity (record)->name, "content-item") &&
                 g_strcmp0 (amb_record_get_state (record), "in_review") == 0 &&
                 g_strv_contains (verdicts, to)
             ? to
             : NULL;
}

AmbRecord *
amb_content_new_verdict (AmbStore *store,
                         AmbRecord *item,
                         const char *verdict,
                         const char *person,
                         const char *reason,
                         gboolean own,
                         GError **error)
{
  return amb_content_seal_verdict (store, item, NULL, verdict, person, reason, own, error);
}

AmbRecord *
amb_content_seal_verdict (AmbStore *store,
                          AmbRecord *item,
                          const AmbContentFacts *facts,
                          const char *verdict,
                          const char *person,
                          const char *reason,
                          gboolean own,
                          GError **error)
{
  g_autoptr (AmbContentFacts) read = facts == NULL ? load_facts (store, item, error) : NULL;
  const AmbContentFacts *known = facts != NULL ? facts : read;
  g_autoptr (GPtrArray) checks = known != NULL ? amb_content_judge (known) : NULL;
  g_autofree char *passed = checks != NULL ? amb_content_list_passed (checks) : NULL;
  g_autofree char *seals = known != NULL ? amb_content_dup_seals (known->texts) : NULL;
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, amb_record_get_ver (item));
  AmbRecord *approval;

  if (known == NULL)
    return NULL;
  approval = amb_record_new (amb_entity_find ("approval"), NULL);
  amb_record_set (approval, "item-id", amb_record_get_id (item));
  amb_record_set (approval, "by-id", person);
  amb_record_set (approval, "verdict", verdict);
  amb_record_set (approval, "reason", reason);
  amb_record_set (approval, "at", at);
  amb_record_set (approval, "version", version);
  amb_record_set (approval, "checks", passed);
  amb_record_set (approval, "texts", seals);
  amb_record_set (approval, "own", own ? "1" : "0");
  return approval;
}

static gboolean
is_person (AmbRecord *record, const char *field, const char *person)
{
  return person != NULL && g_strcmp0 (amb_record_get (record, field), person) == 0;
}

gboolean
amb_content_check_verdict (
    AmbStore *store, AmbAccess access, const char *person, AmbRecord *approval, GError **error)
{
  g_autoptr (AmbRecord) item = NULL;
  gboolean may = is_person (approval, "by-id", person), trusted = FALSE;

  if (access != AMB_ACCESS_LEAD && access != AMB_ACCESS_AMBASSADOR)
    return TRUE;
  if (may && access == AMB_ACCESS_AMBASSADOR)
    {
      item = lookup (store, "content-item", amb_record_get (approval, "item-id"), NULL);
      if (!amb_content_load_trusted (store, person, &trusted, error))
        return FALSE;
      may = item != NULL && (is_person (item, "reviewer-id", person) ||
                             (trusted && (is_person (item, "owner-id", person) ||
                                          is_person (item, "author-id", person))));
    }
  if (may)
    return TRUE;
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED,
                       _ ("An item is approved in one’s own name, by its reviewer or by who leads "
                          "there. Ask a manager of the programme."));
  return FALSE;
}
