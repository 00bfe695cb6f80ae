/* The rules of scopes and the access table against docs/access.md, and the bound of one commit. */
#include "server-fixture.h"

#include <string.h>

static const char *const words[] = {
  [AMB_SCOPE_ORG] = "org",        [AMB_SCOPE_NODE] = "node of",
  [AMB_SCOPE_CARD] = "card of",   [AMB_SCOPE_SPACE] = "space of",
  [AMB_SCOPE_OWN] = "own of",     [AMB_SCOPE_SUBJECT] = "those of the record that it is about",
  [AMB_SCOPE_NODES] = "nodes of", [AMB_SCOPE_SPACES] = "spaces of the person",
};

static char *
describe_scopes (const AmbEntity *entity)
{
  GString *text = g_string_new (NULL);

  if (!entity->is_private && entity->kind != AMB_KIND_PROJECTION &&
      entity->kind != AMB_KIND_DERIVED)
    g_string_append (text, "all");
  for (const AmbScopeRule *rule = entity->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    {
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words[rule->kind]);
      if (rule->path != NULL)
        g_string_append_printf (text, " %s", rule->path);
      if (rule->when != NULL)
        g_string_append_printf (text, " while %s", rule->when);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_entity (const AmbEntity *entity)
{
  g_autofree char *scopes = describe_scopes (entity);
  GString *line = g_string_new (NULL);

  g_string_printf (line, "| %s | %s |", entity->name, scopes);
  for (AmbAccess access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
    {
      guint rights = amb_access_get_rights (access, entity);

      g_string_append_c (line, ' ');
      for (guint bit = 0; bit < 5; bit++)
        if (rights & 1u << bit)
          g_string_append_c (line, "RCUDM"[bit]);
      g_string_append (line, rights != 0 ? " |" : "– |");
    }
  return g_string_free (line, FALSE);
}

/* All lines are printed, so that the table can be put into the document as it should be. */
static void
test_the_table_of_the_documents_is_true (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "access.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n_missing = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
    {
      g_autofree char *line = describe_entity (*entity);
      g_autofree char *whole = g_strdup_printf ("\n%s\n", line);

      g_test_message ("%s", line);
      n_missing += strstr (text, whole) == NULL;
    }
  if (n_missing > 0)
    g_error ("docs/access.md lacks %u of the lines above", n_missing);
}

static guint
count_feed (Server *server)
{
  gint64 n;

  amb_db_query_int (amb_store_get_db (server->store), &n, 0, NULL, "SELECT count(*) FROM feed",
                    NULL);
  return (guint) n;
}

/* One entry for each scope and row, however often the row changes. */
static void
test_the_feed_is_compacted (void)
{
  Server server;
  Person ada;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autofree char *paris = person_add (&ada, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  g_autofree char *lyon = person_add (&ada, "node", "\"name\":\"Lyon\",\"kind\":\"hub\"");
  g_autofree char *members = g_strdup_printf (
      "\"display-name\":\"Zoë\",\"state\":\"identified\",\"node-id\":\"%s\"", paris);
  g_autofree char *zoe = person_add (&ada, "ambassador", members);
  guint before = count_feed (&server);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *payload = g_strdup_printf (
          "{\"set\":{\"node-id\":\"%s\"},\"bv\":{\"node-id\":9999}}", i % 2 == 0 ? lyon : paris);
      person_push_status (&ada, "patch", "ambassador", zoe, payload);
    }
  /* all and two nodes, of which one says that she left */
  g_assert_cmpuint (count_feed (&server), ==, before + 1);
  person_leave (&ada);
  server_close (&server);
}

static void
add_people (Server *server, const char *node, const char *department, guint n)
{
  const AmbEntity *entity = amb_entity_find ("ambassador");
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_db_begin (amb_store_get_db (server->store), &error));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = server_dup_id (server);
      g_autoptr (AmbRecord) record = amb_record_new (entity, id);

      amb_record_set (record, "display-name", "Zoë");
      amb_record_set (record, "node-id", node);
      amb_record_set (record, "department-id", department);
      g_assert_true (amb_store_put (server->store, record, &error));
    }
  g_assert_true (amb_db_commit (amb_store_get_db (server->store), &error));
  g_assert_true (amb_server_core_adopt (server->core, &error));
}

static void
test_a_commit_that_is_too_large_is_refused_as_a_whole (void)
{
  Server server;
  Person ada;

  server_open (&server);
  person_join (&ada, &server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autofree char *node = person_add (&ada, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  g_autofree char *other = person_add (&ada, "node", "\"name\":\"IT\",\"kind\":\"department\"");
  add_people (&server, node, other, AMB_MAX_COMMIT_ROWS / 3 + 1);
  gint64 head = amb_server_core_get_head (server.core);

  g_assert_cmpint (person_push_problem (&ada, "delete", "node", node, "{\"base\":9999}"), ==,
                   AMB_PROBLEM_TOO_LARGE);
  g_assert_cmpint (amb_server_core_get_head (server.core), ==, head);
  g_autoptr (AmbRecord) record = server_get (&server, "node", node);
  g_assert_false (amb_record_get_deleted (record));
  person_leave (&ada);
  server_close (&server);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/server-feed/the-table-of-the-documents-is-true",
                   test_the_table_of_the_documents_is_true);
  g_test_add_func ("/server/server-feed/the-feed-is-compacted", test_the_feed_is_compacted);
  g_test_add_func ("/server/server-feed/a-commit-that-is-too-large-is-refused-as-a-whole",
                   test_a_commit_that_is_too_large_is_refused_as_a_whole);
  return g_test_run ();
}
