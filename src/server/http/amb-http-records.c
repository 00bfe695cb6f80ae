/* Plain REST for integrations: one set of handlers for every entity. */
#include "amb-http-route.h"

#include "amb-http-etag.h"
#include "amb-http-query.h"
#include "amb-problem.h"
#include "amb-server-rest.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define JSON          "application/json"
#define DEFAULT_LIMIT 100
#define MAX_LIMIT     1000
#define MAX_KEY       255

static const AmbEntity *
get_entity (const AmbHttpRequest *request)
{
  return amb_entity_find (request->params[0]);
}

static void
append_record (AmbRecord *record, GString *out)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  amb_record_append_json (record, fields);
  g_string_append_printf (out, "{\"id\":\"%s\",\"ver\":%" G_GINT64_FORMAT,
                          amb_record_get_id (record), amb_record_get_ver (record));
  if (fields->len > 2)
    g_string_append_printf (out, ",%s", fields->str + 1);
  else
    g_string_append_c (out, '}');
}

static char *
dup_etag (AmbRecord *record)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", amb_record_get_ver (record));
}

static AmbHttpReply *
reply_record (guint status, AmbRecord *record)
{
  GString *out = g_string_new (NULL);
  AmbHttpReply *reply;

  append_record (record, out);
  reply = amb_http_reply_new (status, JSON, g_string_free_to_bytes (out));
  reply->etag = dup_etag (record);
  return reply;
}

/* A value as it is stored, which is how it is compared; "" is unset. */
static char *
read_value (const AmbField *field, const char *value, GError **error)
{
  const char *const item[] = { value, NULL };
  g_autofree char *stored = NULL;
  g_autoptr (GError) local = NULL;
  GError *problem = NULL;

  if (*value == '\0')
    return g_strdup (value);
  if (field->type == AMB_FIELD_SET)
    stored = amb_set_from_strv (item);
  else if (field->type == AMB_FIELD_BOOL && g_str_equal (value, "true"))
    stored = g_strdup ("1");
  else if (field->type == AMB_FIELD_BOOL && g_str_equal (value, "false"))
    stored = g_strdup ("0");
  else
    stored = g_strdup (value);
  if (amb_field_validate (field, stored, &local))
    return field->type == AMB_FIELD_SET ? g_strdup (value) : g_steal_pointer (&stored);
  amb_problem_set_error (&problem, AMB_PROBLEM_BAD_REQUEST,
                         _ ("The parameter “%s” doesn’t take “%s”. %s"), field->name, value,
                         local->message);
  amb_problem_error_set_field (problem, field->name);
  g_propagate_error (error, problem);
  return NULL;
}

static gboolean
is_own_parameter (const char *name)
{
  return g_str_equal (name, "search") || g_str_equal (name, "after") || g_str_equal (name, "limit");
}

/* A field's values, of which a record has one. */
static gboolean
take_filter (AmbQuery *query, const char *name, GPtrArray *values, GError **error)
{
  const AmbField *field = amb_entity_find_field (query->entity, name);
  g_autoptr (GStrvBuilder) stored = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  if (field == NULL || field->flags & AMB_FIELD_LOCAL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("“%s” is no field of %s, nor one of search, after and limit."),
                             name, _ (query->entity->label_plural));
      return FALSE;
    }
  for (guint i = 0; i < values->len; i++)
    {
      g_autofree char *value = read_value (field, g_ptr_array_index (values, i), error);

      if (value == NULL)
        return FALSE;
      g_strv_builder_add (stored, value);
    }
  strv = g_strv_builder_end (stored);
  amb_query_where (query, field, field->type == AMB_FIELD_SET ? AMB_MATCH_CONTAINS : AMB_MATCH_IN,
                   (const char *const *) strv);
  return TRUE;
}

static gboolean
read_query (
    const AmbHttpRequest *request, AmbQuery *query, guint64 *after, guint64 *limit, GError **error)
{
  GHashTableIter iter;
  gpointer name, values;
  const char *search;

  if (!amb_http_query_read_text (request->query, "search", &search, error) ||
      !amb_http_query_read_number (request->query, "after", 0, G_MAXINT64, 0, after, error) ||
      !amb_http_query_read_number (request->query, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT, limit,
                                   error))
    return FALSE;
  query->search = g_strdup (search);
  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &values))
    if (!is_own_parameter (name) && !take_filter (query, name, values, error))
      return FALSE;
  return TRUE;
}

AmbHttpReply *
amb_http_list_records (AmbServerCore *core,
                       const AmbPrincipal *principal,
                       const AmbHttpRequest *request,
                       GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_entity (request));
  g_autoptr (GPtrArray) records = NULL;
  gint64 last = 0;
  guint64 after, limit;
  gboolean more;
  GString *out;

  if (!read_query (request, query, &after, &limit, error))
    return NULL;
  records =
      amb_server_core_list (core, principal, query, (gint64) after, (guint) limit, &more, error);
  if (records == NULL)
    return NULL;
  out = g_string_new ("{\"records\":[");
  for (guint i = 0; i < records->len; i++)
    if (records->pdata[i] != NULL)
      {
        if (last != 0)
          g_string_append_c (out, ',');
        append_record (records->pdata[i], out);
        last = amb_record_get_rid (records->pdata[i]);
      }
  g_string_append_printf (out, "],\"more\":%s", more ? "true" : "false");
  if (more)
    g_string_append_printf (out, ",\"after\":%" G_GINT64_FORMAT, last);
  g_string_append_c (out, '}');
  return amb_http_reply_new (200, JSON, g_string_free_to_bytes (out));
}

static gboolean
fail_tags (const char *header, const char *value, GError **error)
{
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("%s holds “%s”, which is no list of entity tags. Write them as \"7\", "
                            "in their quotes, or * alone."),
                         header, value);
  return FALSE;
}

AmbHttpReply *
amb_http_get_record (AmbServerCore *core,
                     const AmbPrincipal *principal,
                     const AmbHttpRequest *request,
                     GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_server_core_read (core, principal, get_entity (request), request->params[1], error);
  g_autofree char *etag = record != NULL ? dup_etag (record) : NULL;
  gboolean is_known = FALSE;

  if (record == NULL)
    return NULL;
  if (request->if_none_match != NULL &&
      !amb_http_etag_is_listed (request->if_none_match, etag, TRUE, &is_known))
    {
      fail_tags ("If-None-Match", request->if_none_match, error);
      return NULL;
    }
  return reply_record (is_known ? 304 : 200, record);
}

/* The version that the author saw, −1: any. Absent: 428 when it is @needed. */
static gboolean
read_if_match (AmbServerCore *core,
               const AmbPrincipal *principal,
               const AmbHttpRequest *request,
               gboolean needed,
               gint64 *version,
               GError **error)
{
  g_autoptr (AmbRecord) record = NULL;
  g_autofree char *etag = NULL;
  gboolean is_listed;

  *version = -1;
  if (request->if_match == NULL && needed)
    amb_problem_set_error (error, AMB_PROBLEM_IF_MATCH,
                           _ ("Say in If-Match which version you saw: the ETag of the record."));
  if (request->if_match == NULL)
    return !needed;
  record = amb_server_core_read (core, principal, get_entity (request), request->params[1], error);
  if (record == NULL)
    return FALSE;
  etag = dup_etag (record);
  if (!amb_http_etag_is_listed (request->if_match, etag, FALSE, &is_listed))
    return fail_tags ("If-Match", request->if_match, error);
  if (!g_str_equal (request->if_match, "*"))
    *version = amb_record_get_ver (record);
  if (!is_listed)
    amb_problem_set_error (error, AMB_PROBLEM_STALE,
                           _ ("The record is at version %" PRId64
                              ", which If-Match doesn’t name. Read it again and decide anew."),
                           amb_record_get_ver (record));
  return is_listed;
}

/* A singleton's record began with the server, and there is no second one. */
static gboolean
check_not_single (const AmbEntity *entity, GError **error)
{
  const char *id = amb_entity_get_singleton_id (entity);
  GError *problem = NULL;

  if (id == NULL)
    return TRUE;
  amb_problem_set_error (&problem, AMB_PROBLEM_DUPLICATE,
                         _ ("There is one programme, and it is there already. Change it with PATCH "
                            "/v1/%s/%s."),
                         entity->collection, id);
  amb_problem_error_set_other (problem, id);
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
check_key (const char *key, GError **error)
{
  gsize length = key != NULL ? strlen (key) : 1;
  gboolean ok = length >= 1 && length <= MAX_KEY;

  for (const char *p = key; ok && p != NULL && *p != '\0'; p++)
    ok = g_ascii_isprint (*p);
  if (!ok)
    amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                           _ ("An Idempotency-Key is of 1 to %d printable characters of ASCII. "
                              "Take another one."),
                           MAX_KEY);
  return ok;
}

AmbHttpReply *
amb_http_post_record (AmbServerCore *core,
                      const AmbPrincipal *principal,
                      const AmbHttpRequest *request,
                      GError **error)
{
  g_autoptr (AmbJson) json = amb_http_request_read_json (request, error);
  g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (amb_server_core_get_store (core)));
  g_autofree char *content = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (AmbRecord) record = NULL;
  AmbPushOperation operation = { .entity = get_entity (request),
                                 .kind = AMB_PUSH_CREATE,
                                 .id = id };
  AmbHttpReply *reply;

  if (json == NULL || !check_not_single (operation.entity, error) ||
      !check_key (request->key, error))
    return NULL;
  operation.set = amb_json_get_root (json);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);
  content = g_strconcat (request->path, " ", hash, NULL);
  record = amb_server_core_create (core, principal, &operation, request->key, content, error);
  if (record == NULL)
    return NULL;
  reply = reply_record (201, record);
  reply->location =
      g_strdup_printf ("/v1/%s/%s", operation.entity->collection, amb_record_get_id (record));
  return reply;
}

AmbHttpReply *
amb_http_patch_record (AmbServerCore *core,
                       const AmbPrincipal *principal,
                       const AmbHttpRequest *request,
                       GError **error)
{
  g_autoptr (AmbJson) json = NULL;
  g_autoptr (AmbRecord) record = NULL;
  AmbPushOperation operation = { .entity = get_entity (request),
                                 .kind = AMB_PUSH_PATCH,
                                 .id = request->params[1] };
  gint64 version;

  if (!read_if_match (core, principal, request, TRUE, &version, error))
    return NULL;
  json = amb_http_request_read_json (request, error);
  if (json == NULL)
    return NULL;
  operation.set = amb_json_get_root (json);
  record = amb_server_core_write (core, principal, &operation, version, error);
  return record != NULL ? reply_record (200, record) : NULL;
}

AmbHttpReply *
amb_http_delete_record (AmbServerCore *core,
                        const AmbPrincipal *principal,
                        const AmbHttpRequest *request,
                        GError **error)
{
  AmbPushOperation operation = { .entity = get_entity (request),
                                 .kind = AMB_PUSH_DELETE,
                                 .id = request->params[1] };
  g_autoptr (AmbRecord) record = NULL;
  gint64 version;

  if (!read_if_match (core, principal, request, TRUE, &version, error))
    return NULL;
  record = amb_server_core_write (core, principal, &operation, version, error);
  return record != NULL ? amb_http_reply_new (204, NULL, NULL) : NULL;
}

AmbHttpReply *
amb_http_post_move (AmbServerCore *core,
                    const AmbPrincipal *principal,
                    const AmbHttpRequest *request,
                    GError **error)
{
  g_autoptr (AmbJson) json = amb_http_request_read_json (request, error);
  g_autoptr (AmbRecord) record = NULL;
  AmbPushOperation operation = { .entity = get_entity (request),
                                 .kind = AMB_PUSH_MOVE,
                                 .id = request->params[1] };
  gint64 version;

  if (json == NULL || !read_if_match (core, principal, request, FALSE, &version, error))
    return NULL;
  operation.to = amb_json_node_get_member_string (amb_json_get_root (json), "to");
  operation.why = amb_json_node_get_member_string (amb_json_get_root (json), "why");
  if (operation.to == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("Say in “to” which state the record moves to."));
      return NULL;
    }
  record = amb_server_core_write (core, principal, &operation, version, error);
  return record != NULL ? reply_record (200, record) : NULL;
}
