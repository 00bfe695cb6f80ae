/* calendar-feed: calendars that programs subscribe to, on the server */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-rest.h"
#include "amb-sync.h"

#include <glib/gi18n-lib.h>

#define ADDRESS "/v1/calendars"

/* Whose server it is; the token is looked up for each run. */
static AmbJson *
ask (AmbCli *self,
     const char *method,
     const char *path,
     const char *body,
     char **base,
     GError **error)
{
  g_autoptr (AmbSyncStatus) status = NULL;
  g_autofree char *token = NULL;

  status = amb_sync_status (self->programme, error);
  if (status == NULL)
    return NULL;
  if (status->url == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("Calendars to subscribe to are the server’s, and this profile is connected "
                      "to none. Use “connect”, or “export content-item FILE.ics”."));
      return NULL;
    }
  token = amb_credentials_lookup (status->server, NULL, self->cancellable, error);
  if (token == NULL)
    return NULL;
  if (base != NULL)
    *base = g_strdup (status->url);
  return amb_rest_ask (status->url, token, method, path, body, self->cancellable, error);
}

static gboolean
read_view_id (AmbCli *self, const char *word, char **id, GError **error)
{
  const AmbEntity *items = amb_entity_find ("content-item");
  g_autoptr (GPtrArray) views = NULL;
  const AmbNamedView *view;

  if (word == NULL)
    return TRUE;
  views = amb_named_views_list (self->store, items, error);
  view = views != NULL ? amb_named_views_choose (views, items, word, error) : NULL;
  *id = view != NULL ? g_strdup (view->id) : NULL;
  return view != NULL;
}

static AmbCliStatus
make_feed (AmbCli *self, const char *name, const char *view_word, GError **error)
{
  g_autofree char *view = NULL, *base = NULL, *address = NULL;
  g_autoptr (GString) body = g_string_new ("{");
  g_autoptr (AmbJson) made = NULL;
  const AmbJsonNode *root;

  if (!read_view_id (self, view_word, &view, error))
    return AMB_CLI_FAILED;
  amb_json_append_key (body, "name");
  amb_json_append_string (body, name);
  if (view != NULL)
    {
      amb_json_append_key (body, "view");
      amb_json_append_string (body, view);
    }
  g_string_append_c (body, '}');
  made = ask (self, "POST", ADDRESS, body->str, &base, error);
  if (made == NULL)
    return AMB_CLI_FAILED;
  root = amb_json_get_root (made);
  address = g_strconcat (base, amb_json_node_get_member_string (root, "path"), NULL);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      amb_cli_build_int (builder, "id", amb_json_node_get_member_int (root, "id", 0));
      amb_cli_build_string (builder, "address", address);
      json_builder_end_object (builder);
      amb_cli_print_json (builder);
    }
  else
    g_print (_ ("%s\nWhoever has this address sees what you may see of the calendar. It is told "
                "this once.\n"),
             address);
  return AMB_CLI_DONE;
}

static void
print_feeds (const AmbJsonNode *feeds)
{
  for (const AmbJsonNode *feed = amb_json_node_get_first (feeds); feed != NULL;
       feed = amb_json_node_get_next (feed))
    {
      g_autofree char *name = amb_cli_dup_cell (amb_json_node_get_member_string (feed, "name"));
      g_autofree char *owner = amb_cli_dup_cell (amb_json_node_get_member_string (feed, "owner"));
      const char *used = amb_json_node_get_member_string (feed, "used");

      g_print ("%d\t%s\t%s\t%s\n", (int) amb_json_node_get_member_int (feed, "id", 0), name, owner,
               used != NULL ? used : "–");
    }
}

static AmbCliStatus
list_feeds (AmbCli *self, GError **error)
{
  g_autoptr (AmbJson) listed = ask (self, "GET", ADDRESS, NULL, NULL, error);

  if (listed == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      amb_json_node_append (amb_json_get_root (listed), text);
      amb_cli_print_document (text->str);
    }
  else
    print_feeds (amb_json_node_get_member (amb_json_get_root (listed), "calendars"));
  return AMB_CLI_DONE;
}

static AmbCliStatus
revoke_feed (AmbCli *self, const char *number, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (AmbJson) answer = NULL;
  guint64 id;

  if (!g_ascii_string_to_unsigned (number, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” is no number of a calendar. “calendar-feed list” shows them."), number);
      return AMB_CLI_USAGE;
    }
  path = g_strdup_printf (ADDRESS "/%" G_GUINT64_FORMAT, id);
  answer = ask (self, "DELETE", path, NULL, NULL, error);
  return answer != NULL ? AMB_CLI_DONE : AMB_CLI_FAILED;
}

static gboolean
check_words (char **args, const char *view, GError **error)
{
  gboolean lists = g_str_equal (args[0], "list");
  gboolean revokes = g_str_equal (args[0], "revoke");

  if (lists ? args[1] == NULL && view == NULL
            : args[1] != NULL && (g_str_equal (args[0], "make") || (revokes && view == NULL)))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("Say “make NAME”, “list” or “revoke NUMBER”."));
  return FALSE;
}

static AmbCliStatus
run_calendar_feed (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *view = NULL;
  const GOptionEntry entries[] = {
    { "view", 0, 0, G_OPTION_ARG_STRING, &view, NULL, NULL },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 1, 2, error))
    return AMB_CLI_USAGE;
  if (!check_words (args, view, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  if (g_str_equal (args[0], "list"))
    return list_feeds (self, error);
  return g_str_equal (args[0], "make") ? make_feed (self, args[1], view, error)
                                       : revoke_feed (self, args[1], error);
}

const AmbCliCommand amb_cli_calendar_feed_commands[] = {
  { "calendar-feed", "make NAME [--view VIEW] | list | revoke NUMBER",
    N_ ("calendars of content items that other programs subscribe to: the address that “make” "
        "prints is a secret"),
    run_calendar_feed },
  { NULL },
};
