/* Calendars: made and revoked by whoever signs in, asked for by programs that hold their address.
 */
#include "amb-http-route.h"

#include "amb-http-etag.h"
#include "amb-ical-table.h"
#include "amb-problem.h"
#include "amb-server-calendar.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define JSON     "application/json"
#define CALENDAR "text/calendar; charset=utf-8"
#define ENDING   ".ics"
#define REFRESH  "PT1H"

#define DAY_MS    G_GINT64_CONSTANT (86400000)
#define KEEP_DAYS 30  /* what is shown no longer stays as cancelled */
#define BACK_DAYS 366 /* what was planned before is nobody's concern */

/* Making. */

static void
append_feed (const AmbCalendarFeed *feed, const AmbPrincipal *principal, GString *out)
{
  g_autofree char *made = amb_instant_format (feed->made);
  g_autofree char *used = feed->used != 0 ? amb_instant_format (feed->used) : NULL;

  g_string_append_printf (out, "{\"id\":%" PRId64, feed->id);
  amb_json_append_key (out, "name");
  amb_json_append_string (out, feed->name);
  amb_json_append_key (out, "owner");
  amb_json_append_string (out, feed->owner);
  amb_json_append_key (out, "own");
  g_string_append (out, feed->principal == principal->id ? "true" : "false");
  amb_json_append_key (out, "view");
  amb_json_append_string (out, feed->view);
  amb_json_append_key (out, "made");
  amb_json_append_string (out, made);
  amb_json_append_key (out, "used");
  amb_json_append_string (out, used);
  g_string_append_c (out, '}');
}

AmbHttpReply *
amb_http_list_calendars (AmbServerCore *core,
                         const AmbPrincipal *principal,
                         const AmbHttpRequest *request,
                         GError **error)
{
  g_autoptr (GPtrArray) feeds = amb_server_calendar_list (core, principal, error);
  GString *out;

  if (feeds == NULL)
    return NULL;
  out = g_string_new ("{\"calendars\":[");
  for (guint i = 0; i < feeds->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_feed (g_ptr_array_index (feeds, i), principal, out);
    }
  g_string_append (out, "]}");
  return amb_http_reply_new (200, JSON, g_string_free_to_bytes (out));
}

AmbHttpReply *
amb_http_post_calendar (AmbServerCore *core,
                        const AmbPrincipal *principal,
                        const AmbHttpRequest *request,
                        GError **error)
{
  g_autoptr (AmbJson) json = amb_http_request_read_json (request, error);
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  g_autofree char *token = NULL;
  AmbHttpReply *reply;
  GString *out;
  gint64 id;

  if (root == NULL)
    return NULL;
  token = amb_server_calendar_make (core, principal, amb_json_node_get_member_string (root, "name"),
                                    amb_json_node_get_member_string (root, "view"),
                                    amb_json_node_get_member_string (root, "query"), &id, error);
  if (token == NULL)
    return NULL;
  out = g_string_new (NULL);
  g_string_append_printf (out, "{\"id\":%" PRId64 ",\"path\":\"/calendar/%s" ENDING "\"}", id,
                          token);
  reply = amb_http_reply_new (201, JSON, g_string_free_to_bytes (out));
  reply->location = g_strdup_printf ("/v1/calendars/%" PRId64, id);
  return reply;
}

AmbHttpReply *
amb_http_delete_calendar (AmbServerCore *core,
                          const AmbPrincipal *principal,
                          const AmbHttpRequest *request,
                          GError **error)
{
  guint64 id;

  if (!g_ascii_string_to_unsigned (request->params[0], 10, 1, G_MAXINT64, &id, NULL))
    {
      amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND,
                             _ ("“%s” is no number of a calendar. GET /v1/calendars lists them."),
                             request->params[0]);
      return NULL;
    }
  if (!amb_server_calendar_revoke (core, principal, (gint64) id, error))
    return NULL;
  return amb_http_reply_new (204, NULL, NULL);
}

/* Asking. */

/* One answer in the making. */
typedef struct
{
  AmbServerCore *core;
  AmbCalendarFeed *feed;
  AmbPrincipal *principal;
  gint64 now;
  char *from;           /* day */
  GPtrArray *items;     /* of AmbCalendarItem */
  GHashTable *known;    /* id → AmbCalendarTold: the answers before */
  GPtrArray *events;    /* of AmbIcalEvent */
  GPtrArray *told;      /* of AmbCalendarTold: new, or other than it was */
  GPtrArray *forgotten; /* of char * */
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->feed, amb_calendar_feed_free);
  g_clear_pointer (&self->principal, amb_principal_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_pointer (&self->forgotten, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
tell (Answer *self, const char *item, const char *start, gint64 sequence, gint64 shift, gint64 gone)
{
  AmbCalendarTold *told = g_new0 (AmbCalendarTold, 1);

  told->item = g_strdup (item);
  told->start = g_strdup (start);
  told->sequence = sequence;
  told->shift = shift;
  told->gone = gone;
  g_ptr_array_add (self->told, told);
}

/* A number above all that this calendar said of the item: one that comes back is a revision, too.
 */
static void
add_shown (Answer *self, const AmbCalendarItem *item, GHashTable *names, GHashTable *out)
{
  const char *id = amb_record_get_id (item->record);
  const AmbCalendarTold *before = g_hash_table_lookup (self->known, id);
  AmbIcalFacts facts = {
    .modified = MAX (item->at, amb_id_get_instant (id)),
    .sequence = amb_ical_sequence (amb_record_get_ver (item->record), FALSE, 0),
    .went_out = g_hash_table_contains (out, id),
  };
  gint64 shift = before != NULL ? before->shift : 0;
  AmbIcalEvent *event;

  if (before != NULL && before->gone != 0)
    shift = MAX (shift, before->sequence + 1 - facts.sequence);
  facts.sequence += shift;
  event = amb_ical_table_dup_event (item->record, names, &facts);
  if (event->summary == NULL)
    event->summary = g_strdup (_ ("Content item"));
  g_ptr_array_add (self->events, event);
  if (before == NULL || before->gone != 0 || before->sequence != facts.sequence ||
      !g_str_equal (before->start, event->start))
    tell (self, id, event->start, facts.sequence, shift, 0);
}

static void
add_gone (Answer *self, const AmbCalendarTold *before, const char *title)
{
  AmbIcalEvent *event;
  gboolean is_new = before->gone == 0;
  gint64 gone = is_new ? self->now : before->gone;

  if (strcmp (before->start, self->from) < 0 || gone <= self->now - KEEP_DAYS * DAY_MS)
    {
      g_ptr_array_add (self->forgotten, g_strdup (before->item));
      return;
    }
  event = amb_ical_event_new (0);
  event->uid = amb_ical_dup_uid (before->item);
  /* What its owner may no longer see has no title here either. */
  event->summary = g_strdup (title != NULL ? title : _ ("Content item"));
  event->start = g_strdup (before->start);
  event->status = AMB_ICAL_CANCELLED;
  event->sequence = before->sequence + (is_new ? 1 : 0);
  event->modified = gone;
  g_ptr_array_add (self->events, event);
  if (is_new)
    tell (self, before->item, before->start, event->sequence, before->shift, gone);
}

static GHashTable *
list_channels (const Answer *self, GError **error)
{
  const AmbEntity *channels = amb_entity_find ("channel");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **strv = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      const AmbCalendarItem *item = g_ptr_array_index (self->items, i);
      const char *id = amb_record_get (item->record, "channel-id");

      if (id != NULL)
        g_hash_table_add (ids, (char *) id);
    }
  strv = (const char **) g_hash_table_get_keys_as_array (ids, NULL);
  return amb_store_list_titles (amb_server_core_get_store (self->core), channels, strv, error);
}

static GHashTable *
list_out (const Answer *self, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (ids, (char *) amb_record_get_id (
                              ((AmbCalendarItem *) g_ptr_array_index (self->items, i))->record));
  g_ptr_array_add (ids, NULL);
  return amb_ical_list_out (amb_server_core_get_store (self->core),
                            (const char *const *) ids->pdata, error);
}

static gboolean
add_all_shown (Answer *self, GError **error)
{
  g_autoptr (GHashTable) names = list_channels (self, error);
  g_autoptr (GHashTable) out = names != NULL ? list_out (self, error) : NULL;

  for (guint i = 0; out != NULL && i < self->items->len; i++)
    add_shown (self, g_ptr_array_index (self->items, i), names, out);
  return out != NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/* What was told and is not shown any longer, in the order of its ids. */
static gboolean
add_all_gone (Answer *self, GError **error)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) titles = NULL;
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (self->known), compare_ids);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_add (shown, (char *) amb_record_get_id (
                                 ((AmbCalendarItem *) g_ptr_array_index (self->items, i))->record));
  for (GList *link = ids; link != NULL; link = link->next)
    {
      if (g_hash_table_contains (shown, link->data))
        continue;
      if (titles == NULL)
        titles = amb_server_calendar_list_titles (self->core, self->feed, self->principal, error);
      if (titles == NULL)
        return FALSE;
      add_gone (self, g_hash_table_lookup (self->known, link->data),
                g_hash_table_lookup (titles, link->data));
    }
  return TRUE;
}

static gboolean
load (Answer *self, const char *token, GError **error)
{
  AmbClock *clock = amb_store_get_clock (amb_server_core_get_store (self->core));
  g_autofree char *today = amb_clock_dup_today (clock, NULL);

  self->now = amb_clock_now (clock);
  self->from = amb_date_add_days (today, -BACK_DAYS);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_ical_event_free);
  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_calendar_told_free);
  self->forgotten = g_ptr_array_new_with_free_func (g_free);
  self->feed = amb_server_calendar_open (self->core, token, &self->principal, error);
  if (self->feed != NULL)
    self->items =
        amb_server_calendar_read (self->core, self->feed, self->principal, self->from, error);
  if (self->items != NULL)
    self->known = amb_server_calendar_list_told (self->core, self->feed->id, error);
  return self->known != NULL;
}

static gboolean
is_known_by_client (const AmbHttpRequest *request,
                    const char *etag,
                    gint64 changed,
                    gboolean *is_known,
                    GError **error)
{
  *is_known = request->if_none_match == NULL && request->if_modified_since != 0 &&
              changed / 1000 <= request->if_modified_since / 1000;
  if (request->if_none_match == NULL ||
      amb_http_etag_is_listed (request->if_none_match, etag, TRUE, is_known))
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("%s holds “%s”, which is no list of entity tags. Write them as \"7\", "
                            "in their quotes, or * alone."),
                         "If-None-Match", request->if_none_match);
  return FALSE;
}

AmbHttpReply *
amb_http_get_calendar (AmbServerCore *core,
                       const AmbPrincipal *principal,
                       const AmbHttpRequest *request,
                       GError **error)
{
  g_auto (Answer) self = { .core = core };
  g_autofree char *token =
      g_strndup (request->params[0], g_str_has_suffix (request->params[0], ENDING)
                                         ? strlen (request->params[0]) - strlen (ENDING)
                                         : 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *etag = NULL;
  gboolean is_known;
  AmbHttpReply *reply;

  if (!load (&self, token, error) || !add_all_shown (&self, error) || !add_all_gone (&self, error))
    return NULL;
  bytes = amb_ical_write (self.events, self.feed->name, REFRESH);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  etag = g_strdup_printf ("\"%s\"", digest);
  if (!amb_server_calendar_tell (core, self.feed, self.told, self.forgotten, digest, self.now,
                                 error) ||
      !is_known_by_client (request, etag, self.feed->changed, &is_known, error))
    return NULL;
  reply = amb_http_reply_new (is_known ? 304 : 200, CALENDAR,
                              is_known ? NULL : g_steal_pointer (&bytes));
  reply->etag = g_steal_pointer (&etag);
  reply->modified = self.feed->changed;
  return reply;
}
