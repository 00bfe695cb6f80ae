#include "amb-role-cards-private.h"

#include "amb-error.h"
#include "amb-first-names-private.h"
#include "amb-holding-private.h"
#include "amb-sight.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Since when a holding counts. A role that was held before counts from its first day; one without a
 * day always was. */
#define SINCE "max (?2, min (COALESCE (a.starts_on, ?2)))"
#define HELD                                                                                       \
  "p.deleted = 0 AND +" IN_ROSTER " AND a.deleted = 0 AND a.state IN ('current', 'ended')"
#define TODAY_TOO "HAVING max (" HELD_TODAY ") = 1"

static void
step_free (gpointer data)
{
  AmbRoleStep *step = data;

  g_free (step->id);
  g_free (step->what);
  g_free (step->how);
  g_free (step->rhythm);
  g_free (step->ticked_on);
  g_free (step);
}

static void
holder_free (gpointer data)
{
  AmbRoleHolder *holder = data;

  g_free (holder->id);
  g_free (holder->name);
  g_free (holder);
}

void
amb_role_card_free (AmbRoleCard *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->mission);
  g_clear_pointer (&self->metrics, amb_role_metrics_free);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->holders);
  g_free (self);
}

/* Of a statement's columns id, name, kind, mission. */
static AmbRoleCard *
card_new (AmbStmt *stmt)
{
  AmbRoleCard *self = g_new0 (AmbRoleCard, 1);

  self->id = g_strdup (amb_stmt_get_text (stmt, 0));
  self->name = g_strdup (amb_stmt_get_text (stmt, 1));
  self->kind = g_strdup (amb_stmt_get_text (stmt, 2));
  self->mission = g_strdup (amb_stmt_get_text (stmt, 3));
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->holders = g_ptr_array_new_with_free_func (holder_free);
  return self;
}

/* An ambassador's desk doesn't hold what others made of their work. */
static gboolean
is_elsewhere (const AmbRoleCard *self, AmbMetricId id)
{
  return self->is_own && amb_metric_is_of_others (id);
}

AmbMetric
amb_role_card_get_metric (const AmbRoleCard *self, AmbMetricId id)
{
  return self->metrics != NULL && !is_elsewhere (self, id)
             ? amb_role_metrics_get (self->metrics, id)
             : (AmbMetric){ 0 };
}

char *
amb_role_card_dup_basis (const AmbRoleCard *self, AmbMetricId id)
{
  AmbMetric metric = amb_role_card_get_metric (self, id);

  if (is_elsewhere (self, id))
    return g_strdup (_ ("It rests on records of others: your lead sees it"));
  return amb_metric_dup_basis (id, &metric, amb_role_metrics_get_days (self->metrics));
}

gboolean
amb_role_reading_next (AmbStmt *stmt, GError **error)
{
  gboolean row = FALSE;

  return amb_stmt_step (stmt, &row, error) && row;
}

static void
holding_free (gpointer data)
{
  g_string_free (data, TRUE);
}

void
amb_role_reading_add (AmbRoleReading *self, const char *kind, const char *key, const char *since)
{
  GString *holding = g_hash_table_lookup (self->holdings, kind);

  if (holding == NULL)
    {
      holding = g_string_new ("{");
      g_hash_table_insert (self->holdings, g_strdup (kind), holding);
    }
  amb_json_append_key (holding, key);
  amb_json_append_string (holding, since);
}

/* Who holds what is found once, and handed to each statement. */
AmbStmt *
amb_role_reading_prepare (const AmbRoleReading *self,
                          const char *kind,
                          const char *sql,
                          GError **error)
{
  const GString *holding = g_hash_table_lookup (self->holdings, kind);
  g_autofree char *whole = NULL;
  g_autofree char *json = NULL;
  AmbStmt *stmt;

  if (holding == NULL)
    return NULL;
  whole = g_strconcat ("WITH h (role, id, since) AS MATERIALIZED (SELECT ",
                       self->person != NULL ? "key, ?1" : "?1, key",
                       ", value FROM json_each (?2)) ", sql, NULL);
  json = g_strconcat (holding->str, "}", NULL);
  stmt = amb_db_prepare (amb_store_get_db (self->store), whole, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, self->person != NULL ? self->person : self->role);
  amb_stmt_bind_text (stmt, 2, json);
  amb_stmt_bind_text (stmt, 3, self->now);
  return stmt;
}

AmbRoleCard *
amb_role_reading_find (const AmbRoleReading *self, const char *role)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      AmbRoleCard *card = g_ptr_array_index (self->cards, i);

      if (g_strcmp0 (card->id, role) == 0)
        return card;
    }
  return NULL;
}

static void
reading_clear (AmbRoleReading *self)
{
  g_free (self->from);
  g_free (self->today);
  g_free (self->now);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->holdings, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmbRoleReading, reading_clear)

/* What the programme's record says, else the rule's defaults. */
static gboolean
reading_init (AmbRoleReading *self, AmbStore *store, GError **error)
{
  gint64 days = AMB_METRIC_DAYS;
  gint64 hours = AMB_METRIC_ANSWER_HOURS;
  AmbDb *db = amb_store_get_db (store);

  self->store = store;
  if (!amb_db_query_int (db, &days, days, error,
                         "SELECT COALESCE (metric_days, ?) FROM programmes WHERE deleted = 0 LIMIT "
                         "1",
                         "i", days) ||
      !amb_db_query_int (db, &hours, hours, error,
                         "SELECT COALESCE (answer_hours, ?) FROM programmes WHERE deleted = 0 "
                         "LIMIT 1",
                         "i", hours))
    return FALSE;
  self->answer_hours = (int) hours;
  self->today = g_strdup (amb_store_get_today (store));
  self->now = amb_instant_format (amb_clock_now (amb_store_get_clock (store)));
  self->from = amb_date_add_days (self->today, 1 - (int) CLAMP (days, 1, 100000));
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_role_card_free);
  self->holdings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, holding_free);
  return TRUE;
}

static AmbRoleMetrics *
new_metrics (const AmbRoleReading *self, const char *kind, const char *since)
{
  return amb_role_metrics_new (kind, since != NULL ? since : self->from, self->today, self->now,
                               self->answer_hours);
}

/* A person. */

/* Does this desk hold the person's record, and may who acts read it so? */
static gboolean
check_person (const AmbRoleReading *self, GError **error)
{
  g_autofree char *me = amb_store_dup_meta (self->store, "actor-person");
  AmbAccess access = amb_programme_read_access (self->store);
  g_autoptr (AmbRecord) person = NULL;

  if (!amb_role_metrics_may_see_person (access, g_strcmp0 (me, self->person) == 0))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                   _ ("What somebody did in a role is for them, their lead and the managers."));
      return FALSE;
    }
  person = amb_store_get (self->store, amb_entity_find ("ambassador"), self->person, error);
  return person != NULL;
}

static gboolean
load_held (AmbRoleReading *self, GError **error)
{
  static const char sql[] =
      "SELECT r.id, r.name, r.kind, r.mission, " SINCE " FROM assignments a JOIN roles r ON r.id = "
      "a.role_id AND r.deleted = 0 JOIN ambassadors p ON p.id = a.ambassador_id WHERE "
      "a.ambassador_id = ?1 AND " HELD " GROUP BY r.id " TODAY_TOO
      " ORDER BY r.position IS NULL, r.position, r.name_key, r.rid";
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->store), sql, error);
  gboolean is_own = amb_programme_read_access (self->store) == AMB_ACCESS_AMBASSADOR;
  GError *inner = NULL;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, self->person);
  amb_stmt_bind_text (stmt, 2, self->from);
  while (amb_role_reading_next (stmt, &inner))
    {
      AmbRoleCard *card = card_new (stmt);

      amb_role_reading_add (self, card->kind, card->id, amb_stmt_get_text (stmt, 4));
      card->metrics = new_metrics (self, card->kind, amb_stmt_get_text (stmt, 4));
      card->is_own = is_own;
      g_ptr_array_add (self->cards, card);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

GPtrArray *
amb_role_cards_load_person (AmbStore *store, const char *person, GError **error)
{
  g_auto (AmbRoleReading) reading = { .person = person };

  if (!reading_init (&reading, store, error) || !check_person (&reading, error) ||
      !load_held (&reading, error) || !amb_role_reading_add_steps (&reading, error) ||
      !amb_role_reading_add_facts (&reading, error))
    return NULL;
  return g_steal_pointer (&reading.cards);
}

/* A role. */

static AmbRoleCard *
load_card (AmbRoleReading *self, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT id, name, kind, mission FROM roles WHERE id = ? AND deleted = 0", error);
  GError *inner = NULL;
  AmbRoleCard *card;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, self->role);
  if (!amb_role_reading_next (stmt, &inner))
    {
      if (inner != NULL)
        g_propagate_error (error, inner);
      else
        g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                     _ ("There is no such role. Choose one that exists."));
      return NULL;
    }
  card = card_new (stmt);
  g_ptr_array_add (self->cards, card);
  return card;
}

/* By name, the first of them. @rids: as amb_first_names_load() */
static gboolean
name_holders (const AmbRoleReading *self, AmbRoleCard *card, GHashTable *rids, GError **error)
{
  g_autoptr (GArray) first = amb_first_names_load (self->store, rids, AMB_ROLE_HOLDERS, error);

  card->n_holders = g_hash_table_size (rids);
  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      AmbFirstName *name = &g_array_index (first, AmbFirstName, i);
      AmbRoleHolder *holder = g_new0 (AmbRoleHolder, 1);

      holder->id = g_steal_pointer (&name->id);
      holder->name = g_steal_pointer (&name->name);
      g_ptr_array_add (card->holders, holder);
    }
  return first != NULL;
}

/* Found in two indexes: who holds it, and who they are. */
#define HOLDERS_SQL                                                                                \
  "SELECT p.rid, a.ambassador_id, " SINCE                                                          \
  " FROM assignments a CROSS JOIN ambassadors p ON p.id = "                                        \
  "a.ambassador_id WHERE a.role_id = ?1 AND " HELD " GROUP BY a.ambassador_id " TODAY_TOO

/* (out) (transfer full) (nullable) @since: when the first of them counts. */
static gboolean
load_holders (AmbRoleReading *self, AmbRoleCard *card, char **since, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->store), HOLDERS_SQL, error);
  g_autoptr (GHashTable) rids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GError *inner = NULL;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, self->role);
  amb_stmt_bind_text (stmt, 2, self->from);
  while (amb_role_reading_next (stmt, &inner))
    {
      gint64 rid = amb_stmt_get_int (stmt, 0);
      const char *day = amb_stmt_get_text (stmt, 2);

      g_hash_table_add (rids, g_memdup2 (&rid, sizeof rid));
      amb_role_reading_add (self, card->kind, amb_stmt_get_text (stmt, 1), day);
      if (*since == NULL || strcmp (day, *since) < 0)
        {
          g_free (*since);
          *since = g_strdup (day);
        }
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL && name_holders (self, card, rids, error);
}

/* TRUE: who asks may not see the sum. */
static gboolean
hide_holders (const AmbRoleReading *self, AmbRoleCard *card)
{
  AmbAccess access = amb_programme_read_access (self->store);
  gboolean seen = amb_role_metrics_may_see_role (access, card->n_holders);

  if (access == AMB_ACCESS_SPONSOR)
    g_ptr_array_set_size (card->holders, 0);
  return !seen;
}

AmbRoleCard *
amb_role_cards_load_role (AmbStore *store, const char *role, GError **error)
{
  g_auto (AmbRoleReading) reading = { .role = role };
  g_autofree char *since = NULL;
  AmbRoleCard *card;

  if (!reading_init (&reading, store, error))
    return NULL;
  card = load_card (&reading, error);
  if (card == NULL || !load_holders (&reading, card, &since, error) ||
      !amb_role_reading_add_steps (&reading, error))
    return NULL;
  card->is_partial = amb_sight_is_partial (store);
  if (!hide_holders (&reading, card))
    {
      card->metrics = new_metrics (&reading, card->kind, since);
      if (!amb_role_reading_add_facts (&reading, error))
        return NULL;
    }
  g_ptr_array_set_free_func (reading.cards, NULL);
  return card;
}
