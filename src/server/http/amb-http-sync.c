/* The endpoints of the sync protocol. */
#include "amb-http-route.h"

#include "amb-frame.h"
#include "amb-http-query.h"
#include "amb-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define JSON     "application/json"
#define MAX_WAIT 25

/* Who doesn't say which schema it knows is taken to know this server's. */
static gboolean
check_schema (const AmbHttpRequest *request, GError **error)
{
  guint64 schema = 0;

  if (request->schema == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (request->schema, 10, 1, G_MAXINT32, &schema, NULL))
    return amb_server_core_check_schema ((guint) schema, error);
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("X-Schema is the number of the schema that the client knows, such as "
                            "1; “%s” is none."),
                         request->schema);
  return FALSE;
}

static AmbHttpReply *
reply_text (guint status, GString *text)
{
  return amb_http_reply_new (status, JSON, g_string_free_to_bytes (text));
}

AmbHttpReply *
amb_http_get_meta (AmbServerCore *core,
                   const AmbPrincipal *principal,
                   const AmbHttpRequest *request,
                   GError **error)
{
  GString *out = g_string_new ("{");
  g_autofree char *now =
      amb_instant_format (amb_clock_now (amb_store_get_clock (amb_server_core_get_store (core))));

  amb_json_append_key (out, "program");
  amb_json_append_string (out, "ambassade-server " AMB_VERSION);
  g_string_append_printf (out, ",\"protocol\":1,\"schema\":{\"min\":%u,\"max\":%u}",
                          amb_server_core_get_least_schema (), amb_schema_version ());
  g_string_append_printf (out,
                          ",\"limits\":{\"push-operations\":%d,\"push-bytes\":%d,"
                          "\"action-operations\":%d,\"action-bytes\":%d,\"page-rows\":%d,"
                          "\"wait\":%d}",
                          AMB_MAX_PUSH_OPERATIONS, AMB_MAX_PUSH_BYTES, AMB_MAX_TX_OPERATIONS,
                          AMB_MAX_TX_BYTES, AMB_PAGE_ROWS, MAX_WAIT);
  amb_json_append_key (out, "epoch");
  amb_json_append_string (out, amb_server_core_get_epoch (core));
  amb_json_append_key (out, "time");
  amb_json_append_string (out, now);
  g_string_append_c (out, '}');
  return reply_text (200, out);
}

AmbHttpReply *
amb_http_post_device (AmbServerCore *core,
                      const AmbPrincipal *principal,
                      const AmbHttpRequest *request,
                      GError **error)
{
  g_autoptr (AmbJson) json = amb_http_request_read_json (request, error);
  const char *device;
  gboolean empty = FALSE;
  GString *out;

  if (json == NULL || !check_schema (request, error))
    return NULL;
  device = amb_json_node_get_member_string (amb_json_get_root (json), "id");
  if (!amb_server_core_register_device (core, principal, device, error) ||
      (principal->access == AMB_ACCESS_MANAGER && !amb_server_core_is_empty (core, &empty, error)))
    return NULL;
  out = g_string_new ("{");
  amb_json_append_key (out, "id");
  amb_json_append_string (out, device);
  amb_json_append_key (out, "name");
  amb_json_append_string (out, principal->name);
  amb_json_append_key (out, "access");
  amb_json_append_string (out, amb_access_to_text (principal->access));
  if (principal->person != NULL)
    {
      amb_json_append_key (out, "person");
      amb_json_append_string (out, principal->person);
    }
  if (principal->access == AMB_ACCESS_MANAGER)
    {
      amb_json_append_key (out, "empty");
      g_string_append (out, empty ? "true" : "false");
    }
  amb_json_append_key (out, "epoch");
  amb_json_append_string (out, amb_server_core_get_epoch (core));
  g_string_append_printf (out, ",\"schema\":%u}", amb_schema_version ());
  return reply_text (201, out);
}

AmbHttpReply *
amb_http_delete_device (AmbServerCore *core,
                        const AmbPrincipal *principal,
                        const AmbHttpRequest *request,
                        GError **error)
{
  if (!amb_server_core_revoke_device (core, principal, request->params[0], error))
    return NULL;
  return amb_http_reply_new (204, NULL, NULL);
}

AmbHttpReply *
amb_http_get_changes (AmbServerCore *core,
                      const AmbPrincipal *principal,
                      const AmbHttpRequest *request,
                      GError **error)
{
  const char *cursor, *reset;
  guint64 limit, wait;
  GBytes *page;

  if (!check_schema (request, error) ||
      !amb_http_query_read_text (request->query, "cursor", &cursor, error) ||
      !amb_http_query_read_text (request->query, "reset", &reset, error) ||
      !amb_http_query_read_number (request->query, "limit", 0, AMB_PAGE_ROWS, AMB_PAGE_ROWS, &limit,
                                   error) ||
      !amb_http_query_read_number (request->query, "wait", 0, MAX_WAIT, 0, &wait, error))
    return NULL;
  if (request->may_hold && wait > 0 && reset == NULL &&
      !amb_server_core_has_news (core, principal, cursor))
    {
      AmbHttpReply *reply = amb_http_reply_new (200, NULL, NULL);

      reply->hold = (guint) wait;
      return reply;
    }
  page =
      amb_server_core_pull_anew (core, principal, cursor, reset, (guint) limit, request->id, error);
  return page != NULL ? amb_http_reply_new (200, AMB_FRAME_TYPE, page) : NULL;
}

/* "0a": two digits that name a bucket; *@bucket is −1 without any. */
static gboolean
read_bucket (const char *prefix, int *bucket, GError **error)
{
  *bucket = -1;
  if (prefix == NULL)
    return TRUE;
  if (strlen (prefix) == 2 && g_ascii_isxdigit (prefix[0]) && g_ascii_isxdigit (prefix[1]))
    {
      *bucket = g_ascii_xdigit_value (prefix[0]) << 4 | g_ascii_xdigit_value (prefix[1]);
      return TRUE;
    }
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST,
                         _ ("“%s” names no bucket: a prefix is two hexadecimal digits."), prefix);
  return FALSE;
}

AmbHttpReply *
amb_http_get_digest (AmbServerCore *core,
                     const AmbPrincipal *principal,
                     const AmbHttpRequest *request,
                     GError **error)
{
  AmbDigestQuery query = { 0 };
  const char *prefix;
  guint64 limit;
  GBytes *digest;

  if (!check_schema (request, error) ||
      !amb_http_query_read_text (request->query, "cursor", &query.cursor, error) ||
      !amb_http_query_read_text (request->query, "scope", &query.scope, error) ||
      !amb_http_query_read_text (request->query, "entity", &query.entity, error) ||
      !amb_http_query_read_text (request->query, "prefix", &prefix, error) ||
      !amb_http_query_read_text (request->query, "after", &query.after, error) ||
      !amb_http_query_read_number (request->query, "limit", 1, AMB_PAGE_ROWS, AMB_PAGE_ROWS, &limit,
                                   error) ||
      !read_bucket (prefix, &query.bucket, error))
    return NULL;
  query.limit = (guint) limit;
  digest = amb_server_core_digest (core, principal, &query, request->id, error);
  return digest != NULL ? amb_http_reply_new (200, AMB_FRAME_TYPE, digest) : NULL;
}

AmbHttpReply *
amb_http_post_push (AmbServerCore *core,
                    const AmbPrincipal *principal,
                    const AmbHttpRequest *request,
                    GError **error)
{
  GBytes *answer = check_schema (request, error)
                       ? amb_server_core_push (core, principal, request->body, error)
                       : NULL;

  return answer != NULL ? amb_http_reply_new (200, AMB_FRAME_TYPE, answer) : NULL;
}
