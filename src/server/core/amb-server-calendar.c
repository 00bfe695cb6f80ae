/* Calendars that programs subscribe to. */
#include "amb-server-calendar.h"

#include "amb-server-private.h"
#include "amb-server-rest.h"
#include "amb-text.h"
#include "amb-view.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define PAGE 1000

/* A token's first digits say which feed it is of; the rest is secret and compared as a hash. */
#define SELECTOR 16

#define DAY_MS G_GINT64_CONSTANT (86400000)

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS calendar_feed (id INTEGER PRIMARY KEY AUTOINCREMENT,"
  " principal INTEGER NOT NULL, name TEXT NOT NULL, view TEXT, query TEXT,"
  " selector TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, at INTEGER NOT NULL,"
  " used INTEGER NOT NULL DEFAULT 0, digest TEXT, changed INTEGER NOT NULL DEFAULT 0,"
  " revoked INTEGER NOT NULL DEFAULT 0) STRICT;",
  "CREATE TABLE IF NOT EXISTS calendar_told (feed INTEGER NOT NULL, item TEXT NOT NULL,"
  " start TEXT NOT NULL, sequence INTEGER NOT NULL, shift INTEGER NOT NULL, gone INTEGER NOT NULL,"
  " PRIMARY KEY (feed, item)) STRICT, WITHOUT ROWID;",
};

gboolean
amb_server_calendar_create_tables (AmbDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!amb_db_exec (db, tables[i], error))
      return FALSE;
  return TRUE;
}

void
amb_calendar_feed_free (AmbCalendarFeed *self)
{
  g_free (self->owner);
  g_free (self->name);
  g_free (self->view);
  g_free (self->query);
  g_free (self->digest);
  g_free (self);
}

void
amb_calendar_told_free (AmbCalendarTold *self)
{
  g_free (self->item);
  g_free (self->start);
  g_free (self);
}

static void
item_free (AmbCalendarItem *self)
{
  g_object_unref (self->record);
  g_free (self);
}

#define FEED_COLUMNS                                                                               \
  "f.id, f.principal, p.name, f.name, f.view, f.query, f.at, f.used, f.digest, f.changed"
#define FEED_TABLES "calendar_feed f JOIN principal p ON p.id = f.principal"

static AmbCalendarFeed *
read_feed (AmbStmt *stmt)
{
  AmbCalendarFeed *self = g_new0 (AmbCalendarFeed, 1);

  self->id = amb_stmt_get_int (stmt, 0);
  self->principal = amb_stmt_get_int (stmt, 1);
  self->owner = g_strdup (amb_stmt_get_text (stmt, 2));
  self->name = g_strdup (amb_stmt_get_text (stmt, 3));
  self->view = g_strdup (amb_stmt_get_text (stmt, 4));
  self->query = g_strdup (amb_stmt_get_text (stmt, 5));
  self->made = amb_stmt_get_int (stmt, 6);
  self->used = amb_stmt_get_int (stmt, 7);
  self->digest = g_strdup (amb_stmt_get_text (stmt, 8));
  self->changed = amb_stmt_get_int (stmt, 9);
  return self;
}

/* Making. */

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

/* (transfer full): what @json can't be applied of is a refusal: it would show more. */
static AmbView *
read_view (const char *json, GError **error)
{
  g_autoptr (AmbView) view = amb_view_from_json (get_items (), json);
  g_autofree char *notice = amb_view_dup_notice (view);

  if (notice == NULL)
    return g_steal_pointer (&view);
  amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                         _ ("The view can’t be shown as it was meant. %s"), notice);
  return NULL;
}

/* (transfer full) (nullable): the JSON of a named view; AMB_PROBLEM_NOT_FOUND: it is not seen */
static char *
dup_named (AmbServerCore *self, const AmbPrincipal *principal, const char *id, GError **error)
{
  const AmbEntity *views = amb_entity_find ("named-view");
  g_autoptr (AmbRecord) record = amb_server_core_read (self, principal, views, id, error);

  if (record == NULL)
    return NULL;
  if (g_strcmp0 (amb_record_get (record, "entity"), get_items ()->name) == 0)
    return g_strdup (amb_record_get (record, "query"));
  amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                         _ ("A calendar shows content items. Choose a view of theirs."));
  return NULL;
}

static gboolean
check_filters (AmbServerCore *self,
               const AmbPrincipal *principal,
               const char *view,
               const char *query,
               GError **error)
{
  g_autofree char *named = NULL;
  g_autoptr (AmbView) read = NULL;

  if (view == NULL && query == NULL)
    return TRUE;
  if (view != NULL && query != NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_INVALID, _ ("Name a view or filters, not both."));
      return FALSE;
    }
  named = view != NULL ? dup_named (self, principal, view, error) : g_strdup (query);
  read = named != NULL ? read_view (named, error) : NULL;
  return read != NULL;
}

static gboolean
check_new (AmbServerCore *self,
           const AmbPrincipal *principal,
           const char *name,
           const char *view,
           const char *query,
           GError **error)
{
  gint64 n;

  if (!(amb_access_get_rights (principal->access, get_items ()) & AMB_RIGHT_READ))
    {
      amb_problem_set_error (error, AMB_PROBLEM_FORBIDDEN,
                             _ ("%s: your access doesn’t allow this. Ask a manager of the "
                                "programme."),
                             _ (get_items ()->label_plural));
      return FALSE;
    }
  if (name == NULL || amb_text_is_blank (name) || strlen (name) > 200)
    {
      amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                             _ ("A calendar needs a name of at most 200 bytes."));
      return FALSE;
    }
  if (!check_filters (self, principal, view, query, error) ||
      !amb_db_query_int (self->db, &n, 0, error,
                         "SELECT count(*) FROM calendar_feed WHERE principal = ? AND revoked = 0",
                         "i", principal->id))
    return FALSE;
  if (n < AMB_CALENDAR_MAX_FEEDS)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                         _ ("You have %d calendars. Revoke one of them first."),
                         AMB_CALENDAR_MAX_FEEDS);
  return FALSE;
}

char *
amb_server_calendar_make (AmbServerCore *self,
                          const AmbPrincipal *principal,
                          const char *name,
                          const char *view,
                          const char *query,
                          gint64 *id,
                          GError **error)
{
  g_autofree char *token = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *selector = NULL;

  if (!check_new (self, principal, name, view, query, error))
    return NULL;
  token = amb_server_dup_secret (error);
  if (token == NULL)
    return NULL;
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  selector = g_strndup (token, SELECTOR);
  if (!amb_db_run (self->db, error,
                   "INSERT INTO calendar_feed (principal, name, view, query, selector, hash, at) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?)",
                   "itttt"
                   "ti",
                   principal->id, name, view, query, selector, hash,
                   amb_clock_now (amb_store_get_clock (self->store))))
    return NULL;
  *id = amb_db_get_last_rowid (self->db);
  return g_steal_pointer (&token);
}

GPtrArray *
amb_server_calendar_list (AmbServerCore *self, const AmbPrincipal *principal, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_calendar_feed_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db,
      "SELECT " FEED_COLUMNS " FROM " FEED_TABLES
      " WHERE f.revoked = 0 AND p.revoked = 0 AND (?2 OR f.principal = ?1) ORDER BY f.id",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, principal->id);
  amb_stmt_bind_int (stmt, 2, principal->access == AMB_ACCESS_MANAGER);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (list, read_feed (stmt));
  return row ? NULL : g_steal_pointer (&list);
}

gboolean
amb_server_calendar_revoke (AmbServerCore *self,
                            const AmbPrincipal *principal,
                            gint64 id,
                            GError **error)
{
  gboolean is_known;

  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (amb_db_run (self->db, error,
                  "UPDATE calendar_feed SET revoked = 1 WHERE id = ?1 AND revoked = 0 AND (?3 OR "
                  "principal = ?2)",
                  "iii", id, principal->id, (gint64) (principal->access == AMB_ACCESS_MANAGER)))
    {
      is_known = amb_db_get_changes (self->db) > 0;
      if ((!is_known ||
           amb_db_run (self->db, error, "DELETE FROM calendar_told WHERE feed = ?", "i", id)) &&
          amb_db_commit (self->db, error))
        {
          if (!is_known)
            amb_problem_set_error (
                error, AMB_PROBLEM_NOT_FOUND,
                _ ("There is no calendar with the number %" PRId64 ", or it is revoked already."),
                id);
          return is_known;
        }
    }
  amb_server_core_rollback (self);
  return FALSE;
}

/* Asking. */

/* Takes as long whatever differs. */
static gboolean
is_same_hash (const char *a, const char *b)
{
  guint differences = strlen (a) == strlen (b) ? 0 : 1;

  for (gsize i = 0; a[i] != '\0' && b[i] != '\0'; i++)
    differences |= (guint) (guchar) a[i] ^ (guint) (guchar) b[i];
  return differences == 0;
}

static AmbCalendarFeed *
find_feed (AmbServerCore *self, const char *token, GError **error)
{
  g_autofree char *selector = g_strndup (token, SELECTOR);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (self->db,
                                             "SELECT " FEED_COLUMNS ", f.hash FROM " FEED_TABLES
                                             " WHERE f.selector = ? AND f.revoked = 0",
                                             error);
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, selector);
  if (!amb_stmt_step (stmt, &row, error))
    return NULL;
  if (row && is_same_hash (amb_stmt_get_text (stmt, 10), hash))
    return read_feed (stmt);
  amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND,
                         _ ("There is no calendar at this address. Ask whoever gave it to you for "
                            "a new one."));
  return NULL;
}

AmbCalendarFeed *
amb_server_calendar_open (AmbServerCore *self,
                          const char *token,
                          AmbPrincipal **principal,
                          GError **error)
{
  g_autoptr (AmbCalendarFeed) feed = find_feed (self, token, error);
  g_autoptr (GPtrArray) principals =
      feed != NULL ? amb_server_core_list_principals (self, error) : NULL;

  for (guint i = 0; principals != NULL && i < principals->len; i++)
    if (((AmbPrincipal *) g_ptr_array_index (principals, i))->id == feed->principal)
      {
        *principal = g_ptr_array_steal_index (principals, i);
        return g_steal_pointer (&feed);
      }
  if (principals != NULL)
    amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND,
                           _ ("Whoever made this calendar has no access any longer. Ask a manager "
                              "of the programme."));
  return NULL;
}

static gboolean
is_refused (const GError *error)
{
  return g_error_matches (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_NOT_FOUND) ||
         g_error_matches (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_FORBIDDEN);
}

/* (out) (nullable) @query: NULL: nothing is shown */
static gboolean
read_query (AmbServerCore *self,
            const AmbCalendarFeed *feed,
            const AmbPrincipal *principal,
            AmbQuery **query,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbView) view = NULL;
  g_autofree char *json =
      feed->view != NULL ? dup_named (self, principal, feed->view, &local) : g_strdup (feed->query);

  *query = NULL;
  if (local == NULL)
    view = json != NULL ? read_view (json, &local) : amb_view_new (get_items ());
  if (view != NULL)
    {
      *query = amb_query_copy (view->query);
      return TRUE;
    }
  if (is_refused (local))
    return TRUE;
  if (g_error_matches (local, AMB_PROBLEM_ERROR, AMB_PROBLEM_INVALID))
    amb_problem_set_error (error, AMB_PROBLEM_UNAVAILABLE, "%s", local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* (transfer full): all that @principal may see of @query */
static GPtrArray *
list_all (AmbServerCore *self, const AmbPrincipal *principal, const AmbQuery *query, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local = NULL;
  gboolean more = TRUE;
  gint64 after = 0;

  while (more)
    {
      g_autoptr (GPtrArray) page =
          amb_server_core_list (self, principal, query, after, PAGE, &more, &local);

      if (page == NULL && is_refused (local))
        break;
      if (page == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      for (guint i = 0; i < page->len; i++)
        if (g_ptr_array_index (page, i) != NULL)
          {
            after = amb_record_get_rid (g_ptr_array_index (page, i));
            g_ptr_array_add (all, g_object_ref (g_ptr_array_index (page, i)));
          }
      more = more && page->len > 0;
    }
  return g_steal_pointer (&all);
}

/* Version → when it was written. */
static GHashTable *
list_times (AmbServerCore *self, GPtrArray *records, GError **error)
{
  g_autoptr (GHashTable) times =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GString) versions = g_string_new ("[");
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT ver, at FROM version WHERE ver IN (SELECT value FROM json_each(?))", error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (versions, "%s%" PRId64, i > 0 ? "," : "",
                            amb_record_get_ver (g_ptr_array_index (records, i)));
  g_string_append_c (versions, ']');
  amb_stmt_bind_text (stmt, 1, versions->str);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      gint64 pair[] = { amb_stmt_get_int (stmt, 0), amb_stmt_get_int (stmt, 1) };

      g_hash_table_insert (times, g_memdup2 (&pair[0], sizeof pair[0]),
                           g_memdup2 (&pair[1], sizeof pair[1]));
    }
  return row ? NULL : g_steal_pointer (&times);
}

GPtrArray *
amb_server_calendar_read (AmbServerCore *self,
                          const AmbCalendarFeed *feed,
                          const AmbPrincipal *principal,
                          const char *from,
                          GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  g_autoptr (AmbQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GHashTable) times = NULL;

  if (!read_query (self, feed, principal, &query, error))
    return NULL;
  if (query == NULL)
    return g_steal_pointer (&items);
  records = list_all (self, principal, query, error);
  times = records != NULL ? list_times (self, records, error) : NULL;
  for (guint i = 0; times != NULL && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      const char *start = amb_record_get (record, "publish-on");
      gint64 ver = amb_record_get_ver (record);
      const gint64 *at = g_hash_table_lookup (times, &ver);
      AmbCalendarItem *item;

      if (start == NULL || strcmp (start, from) < 0)
        continue;
      item = g_new0 (AmbCalendarItem, 1);
      item->record = g_object_ref (record);
      item->at = at != NULL ? *at : 0;
      g_ptr_array_add (items, item);
    }
  return times != NULL ? g_steal_pointer (&items) : NULL;
}

static void
add_title (GHashTable *titles, AmbRecord *record)
{
  g_hash_table_insert (titles, g_strdup (amb_record_get_id (record)),
                       g_strdup (amb_record_get_title (record)));
}

/* Of what was told and deleted: as it was, for who could see it as it was. */
static gboolean
add_deleted (AmbServerCore *self,
             const AmbCalendarFeed *feed,
             const AmbPrincipal *principal,
             GHashTable *titles,
             GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_items ());
  g_autofree char *narrow =
      g_strdup_printf ("id IN (SELECT item FROM calendar_told WHERE feed = %" PRId64 ")", feed->id);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = NULL;

  query->deleted = TRUE;
  if (!amb_store_list_rids_after (self->store, query, narrow, 0, G_MAXINT32, rids, error))
    return FALSE;
  records =
      amb_store_load (self->store, get_items (), (const gint64 *) rids->data, rids->len, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      gboolean can = FALSE;

      if (record == NULL)
        continue;
      if (!amb_server_grants_can_see (self, principal, record, &can, error))
        return FALSE;
      if (can)
        add_title (titles, record);
    }
  return records != NULL;
}

GHashTable *
amb_server_calendar_list_titles (AmbServerCore *self,
                                 const AmbCalendarFeed *feed,
                                 const AmbPrincipal *principal,
                                 GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_items ());
  g_autoptr (GPtrArray) records = list_all (self, principal, query, error);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    add_title (titles, g_ptr_array_index (records, i));
  return add_deleted (self, feed, principal, titles, error) ? g_steal_pointer (&titles) : NULL;
}

/* What was told. */

GHashTable *
amb_server_calendar_list_told (AmbServerCore *self, gint64 feed, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                      (GDestroyNotify) amb_calendar_told_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      self->db, "SELECT item, start, sequence, shift, gone FROM calendar_told WHERE feed = ?",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_int (stmt, 1, feed);
  while (amb_stmt_step (stmt, &row, error) && row)
    {
      AmbCalendarTold *told = g_new0 (AmbCalendarTold, 1);

      told->item = g_strdup (amb_stmt_get_text (stmt, 0));
      told->start = g_strdup (amb_stmt_get_text (stmt, 1));
      told->sequence = amb_stmt_get_int (stmt, 2);
      told->shift = amb_stmt_get_int (stmt, 3);
      told->gone = amb_stmt_get_int (stmt, 4);
      g_hash_table_insert (all, told->item, told);
    }
  return row ? NULL : g_steal_pointer (&all);
}

static gboolean
write_told (AmbServerCore *self, gint64 feed, GPtrArray *told, GPtrArray *forgotten, GError **error)
{
  for (guint i = 0; i < told->len; i++)
    {
      const AmbCalendarTold *one = g_ptr_array_index (told, i);

      if (!amb_db_run (self->db, error,
                       "INSERT OR REPLACE INTO calendar_told (feed, item, start, sequence, shift, "
                       "gone) VALUES (?, ?, ?, ?, ?, ?)",
                       "ittiii", feed, one->item, one->start, one->sequence, one->shift, one->gone))
        return FALSE;
    }
  for (guint i = 0; i < forgotten->len; i++)
    if (!amb_db_run (self->db, error, "DELETE FROM calendar_told WHERE feed = ? AND item = ?", "it",
                     feed, (const char *) g_ptr_array_index (forgotten, i)))
      return FALSE;
  return TRUE;
}

gboolean
amb_server_calendar_tell (AmbServerCore *self,
                          AmbCalendarFeed *feed,
                          GPtrArray *told,
                          GPtrArray *forgotten,
                          const char *digest,
                          gint64 now,
                          GError **error)
{
  gboolean is_other = g_strcmp0 (feed->digest, digest) != 0;
  gint64 today = now - now % DAY_MS;

  if (!is_other && told->len == 0 && forgotten->len == 0 && feed->used == today)
    return TRUE;
  if (is_other)
    {
      g_free (feed->digest);
      feed->digest = g_strdup (digest);
      feed->changed = MAX (now, feed->changed + 1000);
    }
  if (!amb_db_begin (self->db, error))
    return FALSE;
  if (write_told (self, feed->id, told, forgotten, error) &&
      amb_db_run (self->db, error,
                  "UPDATE calendar_feed SET used = ?, digest = ?, changed = ? WHERE id = ?", "itii",
                  today, feed->digest, feed->changed, feed->id) &&
      amb_db_commit (self->db, error))
    return TRUE;
  amb_server_core_rollback (self);
  return FALSE;
}
