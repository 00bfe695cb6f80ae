/* Plain REST for integrations: one set of handlers for every entity. */
#include "amb-http-route.h"

#include "amb-problem.h"
#include "amb-server-rest.h"

#include <glib/gi18n-lib.h>

#define JSON          "application/json"
#define DEFAULT_LIMIT 100
#define MAX_LIMIT     1000

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

static AmbHttpReply *
reply_record (guint status, AmbRecord *record)
{
  GString *out = g_string_new (NULL);
  AmbHttpReply *reply;

  append_record (record, out);
  reply = amb_http_reply_new (status, JSON, g_string_free_to_bytes (out));
  reply->etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", amb_record_get_ver (record));
  return reply;
}

/* A field's values, or one of the page's own parameters. */
static gboolean
take_parameter (AmbQuery *query,
                const char *name,
                const char *value,
                guint64 *after,
                guint64 *limit,
                GError **error)
{
  const AmbField *field = amb_entity_find_field (query->entity, name);
  const char *values[] = { value, NULL };

  if (g_str_equal (name, "search"))
    {
      g_free (query->search);
      query->search = g_strdup (value);
      return TRUE;
    }
  if (g_str_equal (name, "after"))
    return g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, after, error);
  if (g_str_equal (name, "limit"))
    return g_ascii_string_to_unsigned (value, 10, 1, MAX_LIMIT, limit, error);
  if (field == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("“%s” is no field of %s, nor one of search, after and limit."),
                             name, _ (query->entity->label_plural));
      return FALSE;
    }
  amb_query_where (query, field, field->type == AMB_FIELD_SET ? AMB_MATCH_CONTAINS : AMB_MATCH_IN,
                   values);
  return TRUE;
}

static gboolean
read_query (
    const AmbHttpRequest *request, AmbQuery *query, guint64 *after, guint64 *limit, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;
  g_autoptr (GError) local = NULL;

  *after = 0;
  *limit = DEFAULT_LIMIT;
  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!take_parameter (query, name, value, after, limit, &local))
      {
        amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST, "%s", local->message);
        return FALSE;
      }
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

AmbHttpReply *
amb_http_get_record (AmbServerCore *core,
                     const AmbPrincipal *principal,
                     const AmbHttpRequest *request,
                     GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_server_core_read (core, principal, get_entity (request), request->params[1], error);

  return record != NULL ? reply_record (200, record) : NULL;
}

/* Absent: 428. `*` is any version; anything that is no version of ours matches nothing. */
static gboolean
read_if_match (const AmbHttpRequest *request, gint64 *version, GError **error)
{
  const char *text = request->if_match;
  g_autofree char *digits = NULL;
  guint64 parsed = 0;

  if (text == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_IF_MATCH,
                             _ ("Say in If-Match which version you saw: the ETag of the record."));
      return FALSE;
    }
  *version = -1;
  if (g_str_equal (text, "*"))
    return TRUE;
  digits = g_strdup (text);
  g_strdelimit (digits, "\"", ' ');
  if (!g_ascii_string_to_unsigned (g_strstrip (digits), 10, 0, G_MAXINT64, &parsed, NULL))
    parsed = 0;
  *version = (gint64) parsed;
  return TRUE;
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

  if (json == NULL)
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

  if (!read_if_match (request, &version, error))
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

  if (!read_if_match (request, &version, error))
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

  if (json == NULL)
    return NULL;
  operation.to = amb_json_node_get_member_string (amb_json_get_root (json), "to");
  operation.why = amb_json_node_get_member_string (amb_json_get_root (json), "why");
  if (operation.to == NULL)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                             _ ("Say in “to” which state the record moves to."));
      return NULL;
    }
  record = amb_server_core_write (core, principal, &operation, -1, error);
  return record != NULL ? reply_record (200, record) : NULL;
}
