/* Deleting with references: what refers to the row refuses, is cleared, or goes with it. */
#include "server-fixture.h"

typedef struct
{
  Server server;
  Person ada;
  char *hub, *spoke, *person;
} Office;

static void
office_open (Office *self)
{
  server_open (&self->server);
  person_join (&self->ada, &self->server, "Ada", AMB_ACCESS_MANAGER, NULL, NULL);
  self->hub = person_add (&self->ada, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  g_autofree char *spoke =
      g_strdup_printf ("\"name\":\"Lyon\",\"kind\":\"spoke\",\"parent-id\":\"%s\"", self->hub);
  self->spoke = person_add (&self->ada, "node", spoke);
  g_autofree char *person = g_strdup_printf (
      "\"display-name\":\"Zoë\",\"state\":\"identified\",\"node-id\":\"%s\"", self->spoke);
  self->person = person_add (&self->ada, "ambassador", person);
}

static void
office_close (Office *self)
{
  person_leave (&self->ada);
  g_free (self->hub);
  g_free (self->spoke);
  g_free (self->person);
  server_close (&self->server);
}

static void
test_a_row_that_is_needed_is_refused_and_names_who_needs_it (void)
{
  Office office;

  office_open (&office);
  g_autoptr (AmbPushReply) reply =
      person_push (&office.ada, "delete", "node", office.hub, "{\"base\":9999}");
  AmbPushResult *result = reply->results->pdata[0];
  g_assert_error (result->problem, AMB_PROBLEM_ERROR, AMB_PROBLEM_REFUSED);
  g_assert_nonnull (g_strstr_len (result->problem->message, -1, "Lyon"));
  office_close (&office);
}

static void
test_a_reference_is_cleared_in_the_same_version (void)
{
  Office office;

  office_open (&office);
  g_autoptr (AmbPushReply) reply =
      person_push (&office.ada, "delete", "node", office.spoke, "{\"base\":9999}");
  AmbPushResult *result = reply->results->pdata[0];
  g_autoptr (AmbRecord) person = server_get (&office.server, "ambassador", office.person);

  g_assert_cmpint (result->status, ==, AMB_PUSH_APPLIED);
  g_assert_null (amb_record_get (person, "node-id"));
  g_assert_cmpint (amb_record_get_field_version (person, "node-id"), ==, result->ver);
  office_close (&office);
}

static void
test_a_row_comes_back_only_if_what_it_refers_to_is_there (void)
{
  Office office;

  office_open (&office);
  person_push_status (&office.ada, "delete", "node", office.spoke, "{\"base\":9999}");
  person_push_status (&office.ada, "delete", "node", office.hub, "{\"base\":9999}");
  g_assert_cmpint (person_push_problem (&office.ada, "undelete", "node", office.spoke, NULL), ==,
                   AMB_PROBLEM_INVALID);
  g_assert_cmpint (person_push_status (&office.ada, "undelete", "node", office.hub, NULL), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_status (&office.ada, "undelete", "node", office.spoke, NULL), ==,
                   AMB_PUSH_APPLIED);
  office_close (&office);
}

typedef struct
{
  const char *name;
  const char *writers; /* of roles, in order: "a" Ada, "b" Ben */
  gboolean by_ben;     /* who deletes, having seen the record as it was made */
  AmbPushStatus status;
} SetCase;

static const SetCase sets[] = {
  { "a-set-of-ones-own-may-go", "aa", FALSE, AMB_PUSH_APPLIED },
  { "what-another-put-into-a-set-is-asked-about", "b", FALSE, AMB_PUSH_CONFLICT },
  { "what-one-adds-oneself-hides-nothing", "ba", FALSE, AMB_PUSH_CONFLICT },
  { "nor-when-it-is-twice", "baa", FALSE, AMB_PUSH_CONFLICT },
  { "whoever-was-hidden-is-asked-too", "ba", TRUE, AMB_PUSH_CONFLICT },
};

static void
test_sets (gconstpointer data)
{
  static const char *const roles[] = { "curator", "trainer", "producer" };
  const SetCase *c = data;
  Office office;
  Person ben;

  office_open (&office);
  person_join (&ben, &office.server, "Ben", AMB_ACCESS_MANAGER, NULL, NULL);
  g_autoptr (AmbRecord) made = server_get (&office.server, "ambassador", office.person);
  g_autofree char *base =
      g_strdup_printf ("{\"base\":%" G_GINT64_FORMAT "}", amb_record_get_ver (made));

  for (guint i = 0; c->writers[i] != '\0'; i++)
    {
      g_autofree char *patch = g_strdup_printf ("{\"add\":{\"roles\":[\"%s\"]}}", roles[i]);

      person_push_status (c->writers[i] == 'a' ? &office.ada : &ben, "patch", "ambassador",
                          office.person, patch);
    }
  g_assert_cmpint (person_push_status (c->by_ben ? &ben : &office.ada, "delete", "ambassador",
                                       office.person, base),
                   ==, c->status);
  person_leave (&ben);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/server-delete/a-row-that-is-needed-is-refused-and-names-who-needs-it",
                   test_a_row_that_is_needed_is_refused_and_names_who_needs_it);
  g_test_add_func ("/server/server-delete/a-reference-is-cleared-in-the-same-version",
                   test_a_reference_is_cleared_in_the_same_version);
  g_test_add_func ("/server/server-delete/a-row-comes-back-only-if-what-it-refers-to-is-there",
                   test_a_row_comes_back_only_if_what_it_refers_to_is_there);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strconcat ("/server/server-delete/", sets[i].name, NULL);

      g_test_add_data_func (path, &sets[i], test_sets);
    }
  return g_test_run ();
}
