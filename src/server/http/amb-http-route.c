/* The table of routes. docs/openapi.yaml describes the same, and a test compares them. */
#include "amb-http-route.h"

#include "amb-access.h"
#include "amb-frame.h"
#include "amb-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define JSON        "application/json"
#define MERGE_PATCH "application/merge-patch+json " JSON

// clang-format off
static const AmbHttpRoute routes[] = {
  { "GET",    "/v1/meta",                      AMB_HTTP_PUBLIC,    AMB_HTTP_READER, NULL,           amb_http_get_meta },
  { "POST",   "/v1/devices",                   AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, JSON,           amb_http_post_device },
  { "DELETE", "/v1/devices/{id}",              AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, NULL,           amb_http_delete_device },
  { "GET",    "/v1/changes",                   AMB_HTTP_SIGNED_IN, AMB_HTTP_READER, NULL,           amb_http_get_changes },
  { "GET",    "/v1/digest",                    AMB_HTTP_SIGNED_IN, AMB_HTTP_READER, NULL,           amb_http_get_digest },
  { "POST",   "/v1/push",                      AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, AMB_FRAME_TYPE, amb_http_post_push },
  { "GET",    "/v1/calendars",                 AMB_HTTP_SIGNED_IN, AMB_HTTP_READER, NULL,           amb_http_list_calendars },
  { "POST",   "/v1/calendars",                 AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, JSON,           amb_http_post_calendar },
  { "DELETE", "/v1/calendars/{id}",            AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, NULL,           amb_http_delete_calendar },
  { "GET",    "/calendar/{token}",             AMB_HTTP_PUBLIC,    AMB_HTTP_WRITER, NULL,           amb_http_get_calendar },
  { "GET",    "/v1/{collection}",              AMB_HTTP_SIGNED_IN, AMB_HTTP_READER, NULL,           amb_http_list_records },
  { "POST",   "/v1/{collection}",              AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, JSON,           amb_http_post_record },
  { "GET",    "/v1/{collection}/{id}",         AMB_HTTP_SIGNED_IN, AMB_HTTP_READER, NULL,           amb_http_get_record },
  { "PATCH",  "/v1/{collection}/{id}",         AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, MERGE_PATCH,    amb_http_patch_record },
  { "DELETE", "/v1/{collection}/{id}",         AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, NULL,           amb_http_delete_record },
  { "POST",   "/v1/{collection}/{id}/moves",   AMB_HTTP_SIGNED_IN, AMB_HTTP_WRITER, JSON,           amb_http_post_move },
  { NULL }
};
// clang-format on

const AmbHttpRoute *
amb_http_routes (void)
{
  return routes;
}

void
amb_http_request_free (AmbHttpRequest *self)
{
  g_free (self->path);
  g_strfreev (self->params);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_free (self->token);
  g_free (self->id);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->key);
  g_free (self->schema);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

AmbJson *
amb_http_request_read_json (const AmbHttpRequest *request, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (data != NULL ? data : "", size, &local);

  if (json != NULL && amb_json_node_get_type (amb_json_get_root (json)) == AMB_JSON_OBJECT)
    return g_steal_pointer (&json);
  amb_problem_set_error (error, AMB_PROBLEM_BAD_REQUEST, "%s",
                         local != NULL ? local->message : _ ("The body must be a JSON object."));
  return NULL;
}

AmbHttpReply *
amb_http_reply_new (guint status, const char *type, GBytes *body)
{
  AmbHttpReply *self = g_new0 (AmbHttpReply, 1);

  self->status = status;
  self->type = type;
  self->body = body;
  return self;
}

void
amb_http_reply_free (AmbHttpReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->etag);
  g_free (self->location);
  g_free (self);
}

gboolean
amb_http_is_served (const AmbEntity *entity)
{
  return entity->kind != AMB_KIND_DERIVED && entity->kind != AMB_KIND_PROJECTION;
}

static gboolean
is_collection (const char *name)
{
  const AmbEntity *entity = amb_entity_find (name);

  return entity != NULL && g_str_equal (entity->collection, name) && amb_http_is_served (entity);
}

/* What stood for each {…}; NULL when the path is another one. */
static char **
match_path (const AmbHttpRoute *route, char **segments)
{
  g_auto (GStrv) pattern = g_strsplit (route->path, "/", -1);
  g_autoptr (GStrvBuilder) params = g_strv_builder_new ();

  if (g_strv_length (pattern) != g_strv_length (segments))
    return NULL;
  for (guint i = 0; pattern[i] != NULL; i++)
    {
      if (pattern[i][0] != '{')
        {
          if (!g_str_equal (pattern[i], segments[i]))
            return NULL;
          continue;
        }
      if (segments[i][0] == '\0' ||
          (g_str_equal (pattern[i], "{collection}") && !is_collection (segments[i])))
        return NULL;
      g_strv_builder_add (params, segments[i]);
    }
  return g_strv_builder_end (params);
}

static const AmbHttpRoute *
find_method (const AmbHttpRoute *first, const char *method, char **allow)
{
  g_autoptr (GString) methods = g_string_new (NULL);
  const char *wanted = g_str_equal (method, "HEAD") ? "GET" : method;

  for (const AmbHttpRoute *route = first; route->method != NULL; route++)
    {
      if (!g_str_equal (route->path, first->path))
        continue;
      if (g_str_equal (route->method, wanted))
        return route;
      g_string_append_printf (methods, "%s%s%s", methods->len > 0 ? ", " : "", route->method,
                              g_str_equal (route->method, "GET") ? ", HEAD" : "");
    }
  *allow = g_string_free (g_steal_pointer (&methods), FALSE);
  return NULL;
}

/* An entity without a collection says why there is none. */
static void
set_nothing (char **segments, GError **error)
{
  const AmbEntity *entity = g_strv_length (segments) > 2 ? amb_entity_find (segments[2]) : NULL;
  g_autofree char *reason = entity != NULL && !amb_http_is_served (entity) &&
                                    g_str_equal (entity->collection, segments[2])
                                ? amb_access_dup_reason (entity, AMB_RIGHT_UPDATE)
                                : NULL;

  if (reason != NULL)
    amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND,
                           _ ("The server keeps no such collection. %s"), reason);
  else
    amb_problem_set_error (error, AMB_PROBLEM_NOT_FOUND,
                           _ ("There is nothing at this address. See /v1/meta and the "
                              "documentation."));
}

const AmbHttpRoute *
amb_http_route_find (
    const char *method, const char *path, char ***params, char **allow, GError **error)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", 8);

  *allow = NULL;
  for (const AmbHttpRoute *route = routes; route->method != NULL; route++)
    {
      g_auto (GStrv) found = match_path (route, segments);
      const AmbHttpRoute *exact;

      if (found == NULL)
        continue;
      exact = find_method (route, method, allow);
      if (exact != NULL)
        *params = g_steal_pointer (&found);
      else
        amb_problem_set_error (error, AMB_PROBLEM_METHOD_NOT_ALLOWED,
                               _ ("Here one may %s, not %s."), *allow, method);
      return exact;
    }
  set_nothing (segments, error);
  return NULL;
}
