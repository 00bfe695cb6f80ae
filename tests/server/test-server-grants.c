/* Who may do what on which row: the table of model/rules as the server enforces it, against a
 * second statement of it, written by hand. */
#include "server-fixture.h"

#include "amb-server-rest.h"

/* r read, c create, u update, d delete, m move; of a row in the principal's own place. */
static const struct
{
  const char *entity;
  const char *manager, *lead, *ambassador, *sponsor, *auditor;
} expected[] = {
  { "programme", "ru", "r", "r", "", "r" },
  { "node", "rcud", "r", "r", "", "r" },
  { "ambassador", "rcudm", "rcum", "rum", "", "r" },
  { "transition", "r", "r", "r", "", "r" },
};

typedef struct
{
  Server server;
  Person owner; /* a manager who sets the scene */
  Person people[AMB_ACCESS_AUDITOR + 1];
  char *here, *there;          /* nodes; the lead has the first */
  char *ada, *bob;             /* people there; the ambassador is ada */
  char *ada_moved, *bob_moved; /* transitions */
} Scene;

static char *
add_person (Scene *self, const char *name, const char *node)
{
  g_autofree char *members = g_strdup_printf (
      "\"display-name\":\"%s\",\"state\":\"identified\",\"node-id\":\"%s\"", name, node);

  return person_add (&self->owner, "ambassador", members);
}

static char *
add_move (Scene *self, const char *id)
{
  char *transition = server_dup_id (&self->server);
  g_autofree char *payload = g_strdup_printf (
      "{\"from\":\"identified\",\"to\":\"nominated\",\"transition\":\"%s\"}", transition);

  g_assert_cmpint (person_push_status (&self->owner, "move", "ambassador", id, payload), ==,
                   AMB_PUSH_APPLIED);
  return transition;
}

static void
scene_open (Scene *self)
{
  server_open (&self->server);
  person_join (&self->owner, &self->server, "Owner", AMB_ACCESS_MANAGER, NULL, NULL);
  self->here = person_add (&self->owner, "node", "\"name\":\"Here\",\"kind\":\"hub\"");
  self->there = person_add (&self->owner, "node", "\"name\":\"There\",\"kind\":\"hub\"");
  self->ada = add_person (self, "Ada", self->here);
  self->bob = add_person (self, "Bob", self->there);
  self->ada_moved = add_move (self, self->ada);
  self->bob_moved = add_move (self, self->bob);
  for (guint access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
    {
      const char *nodes[] = { access == AMB_ACCESS_LEAD ? self->here : NULL, NULL };

      person_join (&self->people[access], &self->server, amb_access_to_text (access), access, nodes,
                   access == AMB_ACCESS_AMBASSADOR ? self->ada : NULL);
    }
}

static void
scene_close (Scene *self)
{
  person_leave (&self->owner);
  for (guint access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
    person_leave (&self->people[access]);
  g_free (self->here);
  g_free (self->there);
  g_free (self->ada);
  g_free (self->bob);
  g_free (self->ada_moved);
  g_free (self->bob_moved);
  server_close (&self->server);
}

static const char *
get_own_row (Scene *self, const char *entity)
{
  if (g_str_equal (entity, "programme"))
    return amb_entity_get_singleton_id (amb_entity_find ("programme"));
  return g_str_equal (entity, "node")         ? self->here
         : g_str_equal (entity, "ambassador") ? self->ada
                                              : self->ada_moved;
}

/* NULL for entities that everybody who may read them reads wholly. */
static const char *
get_foreign_row (Scene *self, const char *entity)
{
  return g_str_equal (entity, "ambassador")   ? self->bob
         : g_str_equal (entity, "transition") ? self->bob_moved
                                              : NULL;
}

static gboolean
may_read (Scene *self, Person *person, const char *entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbRecord) record = amb_server_core_read (self->server.core, person->principal,
                                                       amb_entity_find (entity), id, &error);

  return record != NULL;
}

/* Anything but “you may not” and “there is none” shows that the right is there. */
static gboolean
may_push (Scene *self,
          Person *person,
          const char *kind,
          const char *entity,
          const char *id,
          const char *payload)
{
  g_autoptr (AmbPushReply) reply = person_push (person, kind, entity, id, payload);
  AmbPushResult *result = reply->results->pdata[0];

  return result->problem == NULL || (result->problem->code != AMB_PROBLEM_FORBIDDEN &&
                                     result->problem->code != AMB_PROBLEM_NOT_FOUND);
}

static gboolean
may_create (Scene *self, Person *person, const char *entity)
{
  g_autofree char *id = server_dup_id (&self->server);
  g_autofree char *payload = g_strdup_printf (
      "{\"set\":{%s\"node-id\":\"%s\"}}",
      g_str_equal (entity, "ambassador") ? "\"display-name\":\"New\",\"state\":\"identified\","
                                         : "",
      self->here);

  if (g_str_equal (entity, "programme"))
    return FALSE; /* there is one, and its create is a patch */
  return may_push (self, person, "create", entity, id, payload);
}

static gboolean
may (Scene *self, Person *person, char right, const char *entity, const char *id)
{
  switch (right)
    {
    case 'r':
      return may_read (self, person, entity, id);
    case 'c':
      return may_create (self, person, entity);
    case 'u':
      return may_push (self, person, "patch", entity, id,
                       "{\"set\":{\"country\":\"FR\"},\"bv\":{\"country\":99999}}");
    case 'm':
      return may_push (self, person, "move", entity, id,
                       "{\"from\":\"nominated\",\"to\":\"nonsense\"}");
    case 'd':
    default:
      /* in the past: a conflict, so that the row is there for the next one */
      return may_push (self, person, "delete", entity, id, "{\"base\":0}");
    }
}

static const char *
get_expected (guint row, guint access)
{
  const char *const rights[] = { "",
                                 expected[row].manager,
                                 expected[row].lead,
                                 expected[row].ambassador,
                                 expected[row].sponsor,
                                 expected[row].auditor };

  return rights[access];
}

static void
test_every_right_is_given_and_no_other (void)
{
  Scene scene;

  scene_open (&scene);
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    for (guint access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
      for (const char *right = "rcumd"; *right != '\0'; right++)
        {
          gboolean should = strchr (get_expected (row, access), *right) != NULL;
          gboolean can = may (&scene, &scene.people[access], *right, expected[row].entity,
                              get_own_row (&scene, expected[row].entity));

          if (can != should)
            g_error ("%s %s %c on %s", amb_access_to_text (access), can ? "may" : "may not", *right,
                     expected[row].entity);
        }
  scene_close (&scene);
}

/* The table itself, entry by entry. */
static void
test_the_table_says_the_same (void)
{
  static const struct
  {
    char letter;
    AmbRight right;
  } rights[] = { { 'r', AMB_RIGHT_READ },
                 { 'c', AMB_RIGHT_CREATE },
                 { 'u', AMB_RIGHT_UPDATE },
                 { 'd', AMB_RIGHT_DELETE },
                 { 'm', AMB_RIGHT_MOVE } };

  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    for (guint access = AMB_ACCESS_NONE; access <= AMB_ACCESS_AUDITOR; access++)
      for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
        {
          const AmbEntity *entity = amb_entity_find (expected[row].entity);
          gboolean should = strchr (get_expected (row, access), rights[i].letter) != NULL;

          g_assert_cmpint ((amb_access_get_rights (access, entity) & rights[i].right) != 0, ==,
                           should);
        }
}

/* Beside their place, leads and ambassadors neither read nor write, nor learn that a row is there.
 */
static void
test_elsewhere_there_is_nothing (void)
{
  static const AmbAccess bound[] = { AMB_ACCESS_LEAD, AMB_ACCESS_AMBASSADOR, AMB_ACCESS_SPONSOR };
  Scene scene;

  scene_open (&scene);
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
      for (const char *right = "rumd"; *right != '\0'; right++)
        {
          const char *id = get_foreign_row (&scene, expected[row].entity);

          if (id != NULL && may (&scene, &scene.people[bound[i]], *right, expected[row].entity, id))
            g_error ("%s may %c on %s elsewhere", amb_access_to_text (bound[i]), *right,
                     expected[row].entity);
        }
  scene_close (&scene);
}

static gboolean
is_allowed (Scene *self, guint access, const char *entity, const char *id)
{
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    if (g_str_equal (expected[row].entity, entity))
      return strchr (get_expected (row, access), 'r') != NULL &&
             (access == AMB_ACCESS_MANAGER || access == AMB_ACCESS_AUDITOR ||
              g_strcmp0 (id, get_foreign_row (self, entity)) != 0);
  return FALSE;
}

static void
test_pulls_bring_only_what_is_allowed (void)
{
  Scene scene;

  scene_open (&scene);
  for (guint access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
    {
      g_autoptr (Pulled) pulled = person_pull_all (&scene.people[access]);

      for (guint i = 0; i < pulled->rows->len; i++)
        {
          const AmbJsonNode *node = amb_json_get_root (pulled->rows->pdata[i]);

          g_assert_true (is_allowed (&scene, access, amb_json_node_get_member_string (node, "t"),
                                     amb_json_node_get_member_string (node, "id")));
        }
      g_assert_true ((pulled->rows->len > 0) == (access != AMB_ACCESS_SPONSOR));
    }
  scene_close (&scene);
}

static void
test_lists_bring_only_what_is_allowed (void)
{
  Scene scene;

  scene_open (&scene);
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    for (guint access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
      {
        g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find (expected[row].entity));
        g_autoptr (GError) error = NULL;
        gboolean more;
        g_autoptr (GPtrArray) records = amb_server_core_list (
            scene.server.core, scene.people[access].principal, query, 0, 100, &more, &error);

        if (amb_access_get_rights (access, query->entity) == 0)
          g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_FORBIDDEN);
        for (guint i = 0; records != NULL && i < records->len; i++)
          g_assert_true (is_allowed (&scene, access, expected[row].entity,
                                     amb_record_get_id (records->pdata[i])) ||
                         (access == AMB_ACCESS_AMBASSADOR &&
                          g_strcmp0 (amb_record_get_id (records->pdata[i]), scene.ada) == 0));
      }
  scene_close (&scene);
}

static void
test_a_token_is_stored_as_its_hash_and_revoked_at_once (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = NULL;

  scene_open (&scene);
  g_assert_true (amb_db_query_text (amb_store_get_db (scene.server.store), &stored, &error,
                                    "SELECT token FROM principal WHERE id = ?", "i",
                                    scene.owner.principal->id));
  g_assert_cmpstr (stored, !=, scene.owner.token);
  g_assert_cmpuint (strlen (stored), ==, 64);
  g_assert_true (amb_server_core_revoke (scene.server.core, scene.owner.principal->id, &error));
  g_assert_null (amb_server_core_authenticate (scene.server.core, scene.owner.token, &error));
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_TOKEN_REVOKED);
  scene_close (&scene);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/server-grants/" name, func)
  ADD ("every-right-is-given-and-no-other", test_every_right_is_given_and_no_other);
  ADD ("the-table-says-the-same", test_the_table_says_the_same);
  ADD ("elsewhere-there-is-nothing", test_elsewhere_there_is_nothing);
  ADD ("pulls-bring-only-what-is-allowed", test_pulls_bring_only_what_is_allowed);
  ADD ("lists-bring-only-what-is-allowed", test_lists_bring_only_what_is_allowed);
  ADD ("a-token-is-stored-as-its-hash-and-revoked-at-once",
       test_a_token_is_stored_as_its_hash_and_revoked_at_once);
  return g_test_run ();
}
