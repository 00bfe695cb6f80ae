/* Every entity, row by row: what a lead and an ambassador hold of a row of their own place and of
 * one of another's, and that nobody writes what they may not. What tests expect is written by hand.
 */
#include "server-fixture.h"

#include "amb-server-rest.h"
#include "amb-set.h"

#include <string.h>

typedef enum
{
  NONE, /* neither row */
  OWN,  /* the row of their own place */
  BOTH, /* reference data, in whatever state the rows are */
} Sight;

// clang-format off
static const struct
{
  const char *entities;
  Sight lead, ambassador;
} expected[] = {
  { "node organisation role role-step criterion track module session practice-trial "
    "space need pillar term channel campaign asset publication slot-template blackout-day "
    "holiday kpi-target ",
    BOTH, BOTH },
  { "ambassador transition contact call nomination application assignment step-check "
    "task activity letter evidence enrolment module-result attendance certificate mentoring "
    "centre-question practice membership exchange content-item variant comment "
    "approval measurement signal approved-line response hand-over rota playbook crisis "
    "crisis-task timeline-entry hold-order receipt review-action sponsorship "
    "commitment ask thanks meeting decision risk coherence-gap consent ",
    OWN, OWN },
  { "role-target headcount cohort seat invitation feed keyword-rule ",
    OWN, NONE },
  { "assessment quiz-attempt observation ease-rating thread post inject "
    "privacy-request named-view ",
    NONE, OWN },
  { "template ", BOTH, NONE },
  { "pulse policy-text grant record-merge ",
    NONE, NONE },
};
// clang-format on

typedef struct
{
  Server server;
  Person owner, lead, ambassador, manager, auditor, sponsor;
  GHashTable *ids[2]; /* entity name → id: own, foreign */
} Scene;

static const char *
get_id (Scene *self, guint place, const char *entity)
{
  return g_hash_table_lookup (self->ids[place], entity);
}

static char *
dup_value (Scene *self, guint place, const AmbField *field)
{
  switch (field->type)
    {
    case AMB_FIELD_REF:
      return g_strdup (get_id (self, place, field->ref));
    case AMB_FIELD_ENUM:
      return g_strdup (field->initial != NULL ? field->initial : field->choices[0].id);
    case AMB_FIELD_TEXT:
    case AMB_FIELD_LONG_TEXT:
    case AMB_FIELD_MARKDOWN:
      return g_strdup_printf ("%s %u", field->name, place);
    default:
      return g_strdup (field->initial);
    }
}

/* Written past the rules, as a sample is, and published. */
static void
put_row (Scene *self, guint place, const AmbEntity *entity)
{
  g_autofree char *id = server_dup_id (&self->server);
  g_autoptr (AmbRecord) record = amb_record_new (entity, id);
  g_autoptr (GError) error = NULL;

  for (const AmbField *field = entity->fields; field->name != NULL; field++)
    if (amb_field_is_stored (field))
      {
        g_autofree char *value = dup_value (self, place, field);

        amb_record_set (record, field->name, value);
      }
  if (g_str_equal (entity->name, "transition"))
    {
      amb_record_set (record, "entity", "ambassador");
      amb_record_set (record, "record", get_id (self, place, "ambassador"));
    }
  g_assert_true (amb_store_put (self->server.store, record, &error));
  g_hash_table_insert (self->ids[place], (char *) entity->name, g_steal_pointer (&id));
}

static gboolean
has_rows (const AmbEntity *entity)
{
  return entity->kind == AMB_KIND_ORDINARY || entity->kind == AMB_KIND_APPEND;
}

static void
scene_open (Scene *self)
{
  g_autoptr (GError) error = NULL;

  server_open (&self->server);
  person_join (&self->owner, &self->server, "Owner", AMB_ACCESS_MANAGER, NULL, NULL);
  g_assert_true (amb_db_begin (amb_store_get_db (self->server.store), &error));
  for (guint place = 0; place < 2; place++)
    {
      self->ids[place] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
      for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
        if (has_rows (*entity))
          put_row (self, place, *entity);
    }
  g_assert_true (amb_db_commit (amb_store_get_db (self->server.store), &error));
  g_assert_true (amb_server_core_adopt (self->server.core, &error));
  const char *nodes[] = { get_id (self, 0, "node"), NULL };
  const char *ada = get_id (self, 0, "ambassador");
  person_join (&self->lead, &self->server, "Lead", AMB_ACCESS_LEAD, nodes, NULL);
  person_join (&self->ambassador, &self->server, "Ada", AMB_ACCESS_AMBASSADOR, NULL, ada);
  person_join (&self->manager, &self->server, "Manager", AMB_ACCESS_MANAGER, NULL, NULL);
  person_join (&self->auditor, &self->server, "Auditor", AMB_ACCESS_AUDITOR, NULL, NULL);
  person_join (&self->sponsor, &self->server, "Sponsor", AMB_ACCESS_SPONSOR, NULL, NULL);
}

static void
scene_close (Scene *self)
{
  Person *people[] = { &self->owner,   &self->lead,    &self->ambassador,
                       &self->manager, &self->auditor, &self->sponsor };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    person_leave (people[i]);
  for (guint place = 0; place < 2; place++)
    g_hash_table_unref (self->ids[place]);
  server_close (&self->server);
}

static gboolean
may_read (Scene *self, Person *person, const AmbEntity *entity, const char *id)
{
  g_autoptr (AmbRecord) record =
      amb_server_core_read (self->server.core, person->principal, entity, id, NULL);

  return record != NULL;
}

static Sight
get_sight (Scene *self, Person *person, const AmbEntity *entity)
{
  gboolean own = may_read (self, person, entity, get_id (self, 0, entity->name));
  gboolean foreign = may_read (self, person, entity, get_id (self, 1, entity->name));

  g_assert_true (own || !foreign);
  return own ? (foreign ? BOTH : OWN) : NONE;
}

static Sight
get_expected (const char *entity, gboolean lead)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (amb_words_contain (expected[i].entities, entity))
      return lead ? expected[i].lead : expected[i].ambassador;
  g_error ("%s is not in the table of this test", entity);
}

static void
test_sight (void)
{
  static const char *const words[] = { "NONE", "OWN", "BOTH" };
  Scene scene;
  guint n_wrong = 0;

  scene_open (&scene);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if (has_rows (*e))
      {
        Sight lead = get_sight (&scene, &scene.lead, *e);
        Sight ambassador = get_sight (&scene, &scene.ambassador, *e);

        g_test_message ("SIGHT %s %s %s", (*e)->name, words[lead], words[ambassador]);
        n_wrong += lead != get_expected ((*e)->name, TRUE) ||
                   ambassador != get_expected ((*e)->name, FALSE);
        g_assert_cmpint (get_sight (&scene, &scene.sponsor, *e), ==, NONE);
        g_assert_cmpint (get_sight (&scene, &scene.manager, *e), ==,
                         (*e)->is_private ? NONE : BOTH);
        g_assert_cmpint (get_sight (&scene, &scene.auditor, *e), ==,
                         (*e)->is_private ? NONE : BOTH);
      }
  g_assert_cmpuint (n_wrong, ==, 0);
  scene_close (&scene);
}

/* What the feed brings is what may be read, and nothing else: nothing of it is in the client's
 * file. */
static void
test_pull (void)
{
  Scene scene;

  scene_open (&scene);
  Person *people[] = { &scene.lead, &scene.ambassador, &scene.sponsor };
  for (guint p = 0; p < G_N_ELEMENTS (people); p++)
    {
      g_autoptr (Pulled) pulled = person_pull_all (people[p]);

      for (guint i = 0; i < pulled->rows->len; i++)
        {
          const AmbJsonNode *row = amb_json_get_root (pulled->rows->pdata[i]);
          const AmbEntity *entity = amb_entity_find (amb_json_node_get_member_string (row, "t"));
          const char *id = amb_json_node_get_member_string (row, "id");

          if (entity->kind != AMB_KIND_PROJECTION && entity->kind != AMB_KIND_SINGLETON &&
              !may_read (&scene, people[p], entity, id))
            g_error ("%s is sent a %s that they may not read", people[p]->principal->name,
                     entity->name);
        }
    }
  scene_close (&scene);
}

/* Where a lead holds the one without the other, and why. */
static const struct
{
  const char *entity, *field, *why;
} apart[] = {
  { "quiz-attempt", "ambassador-id", "private: nobody but the person" },
  { "observation", "ambassador-id", "private: nobody but the two" },
  { "ease-rating", "ambassador-id", "private: nobody but the person" },
  { "assessment", "ambassador-id",
    "raters don't see each other's scores, and leads decide nothing" },
  { "assessment", "application-id", "the same" },
  { "assessment", "by-id", "the same" },
  { "approval", "by-id", "it is about the item; who gave it is not its parent" },
  { "approval", "takes-back-id", "both are about one item" },
  { "membership", "ambassador-id", "who is in a space is the space's: it may be private" },
  { "membership", "contact-id", "the same" },
  { "thread", "space-id", "what is said in a space is its members': a lead joins to read" },
  { "post", "space-id", "the same" },
  { "inject", "crisis-id", "those who take part in a drill don't know what comes" },
  { "grant", "ambassador-id", "who may do what is managers' to know" },
};

static gboolean
is_apart (const char *entity, const char *field, guint *used)
{
  for (guint i = 0; i < G_N_ELEMENTS (apart); i++)
    if (g_str_equal (apart[i].entity, entity) && g_str_equal (apart[i].field, field))
      {
        *used |= 1u << i;
        return TRUE;
      }
  return FALSE;
}

/* Does the lead hold the row by a node, not just as everybody does? */
static gboolean
is_led (Scene *self, const AmbEntity *entity, const char *id)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (self->server.store, entity, id, NULL);
  g_autofree char *scope = g_strconcat ("node:", get_id (self, 0, "node"), NULL);
  gint64 n = 0;

  g_assert_true (amb_db_query_int (amb_store_get_db (self->server.store), &n, 0, NULL,
                                   "SELECT count(*) FROM feed JOIN scope ON sid = scope JOIN "
                                   "feed_entity f ON code = entity WHERE f.name = ? AND row = ? "
                                   "AND scope.name = ? AND why IS NULL",
                                   "tit", entity->name, amb_record_get_rid (record), scope));
  return n > 0;
}

/* One belongs to the other and goes with it. */
static gboolean
is_parent (const AmbField *field)
{
  return field->type == AMB_FIELD_REF &&
         ((field->flags & AMB_FIELD_REQUIRED) != 0 || field->on_delete == AMB_CASCADE);
}

/* A row of another place in everything but @parent, which is the lead's. */
static char *
put_child (Scene *self, const AmbEntity *entity, const AmbField *parent)
{
  g_autofree char *foreign = g_strdup (get_id (self, 1, entity->name));
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  char *child;

  put_row (self, 1, entity);
  child = g_strdup (get_id (self, 1, entity->name));
  record = amb_store_lookup (self->server.store, entity, child, &error);
  amb_record_set (record, parent->name, get_id (self, 0, parent->ref));
  g_assert_true (amb_store_put (self->server.store, record, &error));
  g_hash_table_insert (self->ids[1], (char *) entity->name, g_steal_pointer (&foreign));
  return child;
}

/* Of every record that a lead holds by a node, the lead holds what belongs to it: no record shows
 * half. */
static void
test_children (void)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint used = 0, n_wrong = 0;
  Scene scene;

  scene_open (&scene);
  g_assert_true (amb_db_begin (amb_store_get_db (scene.server.store), &error));
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbField *field = (*e)->fields; has_rows (*e) && field->name != NULL; field++)
      if (is_parent (field) &&
          is_led (&scene, amb_entity_find (field->ref), get_id (&scene, 0, field->ref)))
        {
          g_ptr_array_add (children, put_child (&scene, *e, field));
          g_ptr_array_add (fields, (gpointer) field);
          g_ptr_array_add (entities, (gpointer) *e);
        }
  g_assert_true (amb_db_commit (amb_store_get_db (scene.server.store), &error));
  g_assert_true (amb_server_core_adopt (scene.server.core, &error));
  for (guint i = 0; i < children->len; i++)
    {
      const AmbEntity *entity = entities->pdata[i];
      const AmbField *field = fields->pdata[i];
      gboolean holds = may_read (&scene, &scene.lead, entity, children->pdata[i]);

      if (holds == is_apart (entity->name, field->name, &used))
        {
          g_test_message ("%s of %s: %s", entity->name, field->name, holds ? "held" : "not held");
          n_wrong++;
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_cmpuint (children->len, >, 40);
  g_assert_cmphex (used, ==, (1u << G_N_ELEMENTS (apart)) - 1);
  scene_close (&scene);
}

/* FORBIDDEN and NOT_FOUND are “no”; any other answer shows that the right is there. */
static gboolean
may_write (Person *person, const char *kind, const AmbEntity *entity, const char *id)
{
  const char *payload = g_str_equal (kind, "patch")  ? "{\"set\":{},\"bv\":{}}"
                        : g_str_equal (kind, "move") ? "{\"from\":\"x\",\"to\":\"y\"}"
                                                     : "{\"base\":0}";
  g_autoptr (AmbPushReply) reply = person_push (person, kind, entity->name, id, payload);
  AmbPushResult *result = reply->results->pdata[0];

  return result->problem == NULL || (result->problem->code != AMB_PROBLEM_FORBIDDEN &&
                                     result->problem->code != AMB_PROBLEM_NOT_FOUND);
}

static void
test_writing (void)
{
  static const struct
  {
    const char *kind;
    AmbRight right;
  } kinds[] = { { "patch", AMB_RIGHT_UPDATE },
                { "move", AMB_RIGHT_MOVE },
                { "delete", AMB_RIGHT_DELETE } };
  Scene scene;

  scene_open (&scene);
  Person *people[] = { &scene.lead, &scene.ambassador, &scene.auditor, &scene.sponsor };
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (guint k = 0; has_rows (*e) && k < G_N_ELEMENTS (kinds); k++)
      {
        for (guint p = 0; p < G_N_ELEMENTS (people); p++)
          {
            AmbAccess access = people[p]->principal->access;
            guint rights = amb_access_get_rights (access, *e);

            g_test_message ("%s: %s %s", amb_access_to_text (access), kinds[k].kind, (*e)->name);
            g_assert_false (
                may_write (people[p], kinds[k].kind, *e, get_id (&scene, 1, (*e)->name)));
            if (may_write (people[p], kinds[k].kind, *e, get_id (&scene, 0, (*e)->name)))
              g_assert_true ((rights & kinds[k].right) != 0);
          }
        g_assert_cmpint (
            may_write (&scene.manager, kinds[k].kind, *e, get_id (&scene, 1, (*e)->name)), ==,
            (amb_access_get_rights (AMB_ACCESS_MANAGER, *e) & kinds[k].right) != 0 &&
                !(*e)->is_private);
      }
  scene_close (&scene);
}

/* A manager who is a person of the programme has private rows like anybody, and nobody else's. */
static void
test_private_rows_of_a_manager (void)
{
  Scene scene;
  Person ada;
  guint n_private = 0;

  scene_open (&scene);
  person_join (&ada, &scene.server, "Ada, a manager", AMB_ACCESS_MANAGER, NULL,
               get_id (&scene, 0, "ambassador"));
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      static const char *const kinds[] = { "patch", "delete" };

      if (!(*e)->is_private)
        continue;
      g_test_message ("%s", (*e)->name);
      g_assert_cmpint (get_sight (&scene, &ada, *e), ==, OWN);
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_assert_false (may_write (&ada, kinds[k], *e, get_id (&scene, 1, (*e)->name)));
          g_assert_true (may_write (&ada, kinds[k], *e, get_id (&scene, 0, (*e)->name)));
        }
      n_private++;
    }
  g_assert_cmpuint (n_private, ==, 3);
  g_autoptr (Pulled) pulled = person_pull_all (&ada);
  g_autofree char *own =
      g_strdup_printf ("put own:%s quiz-attempt %s", get_id (&scene, 0, "ambassador"),
                       get_id (&scene, 0, "quiz-attempt"));
  g_assert_true (pulled_has (pulled, "%s", own));
  for (guint i = 0; i < pulled->rows->len; i++)
    g_assert_cmpstr (
        amb_json_node_get_member_string (amb_json_get_root (pulled->rows->pdata[i]), "id"), !=,
        get_id (&scene, 1, "quiz-attempt"));
  /* nor is one made for somebody else */
  g_autofree char *id = server_dup_id (&scene.server);
  g_autofree char *payload =
      g_strdup_printf ("{\"set\":{\"ambassador-id\":\"%s\",\"track-id\":\"%s\",\"rating\":3,"
                       "\"rated-on\":\"2026-11-20\"}}",
                       get_id (&scene, 1, "ambassador"), get_id (&scene, 0, "track"));
  g_autoptr (AmbPushReply) reply = person_push (&ada, "create", "ease-rating", id, payload);
  g_test_message ("%s", ((AmbPushResult *) reply->results->pdata[0])->problem->message);
  g_assert_cmpint (((AmbPushResult *) reply->results->pdata[0])->problem->code, ==,
                   AMB_PROBLEM_FORBIDDEN);
  person_leave (&ada);
  scene_close (&scene);
}

/* Who sees a person as a card refers to them; who doesn't see them at all can't. */
static void
test_references (void)
{
  Scene scene;

  scene_open (&scene);
  g_autofree char *seen = g_strdup_printf (
      "\"topic\":\"Heat "
      "pumps\",\"from-node-id\":\"%s\",\"to-node-id\":\"%s\",\"ambassador-id\":\"%s\"",
      get_id (&scene, 0, "node"), get_id (&scene, 0, "node"), get_id (&scene, 0, "ambassador"));
  g_autofree char *unseen = g_strdup_printf (
      "\"topic\":\"Heat "
      "pumps\",\"from-node-id\":\"%s\",\"to-node-id\":\"%s\",\"ambassador-id\":\"%s\"",
      get_id (&scene, 0, "node"), get_id (&scene, 0, "node"), get_id (&scene, 1, "ambassador"));
  g_autofree char *one = server_dup_id (&scene.server);
  g_autofree char *other = server_dup_id (&scene.server);
  g_autofree char *good = g_strdup_printf ("{\"set\":{%s,\"happened-on\":\"2026-11-20\"}}", seen);
  g_autofree char *bad = g_strdup_printf ("{\"set\":{%s,\"happened-on\":\"2026-11-20\"}}", unseen);

  g_assert_cmpint (person_push_status (&scene.lead, "create", "exchange", one, good), ==,
                   AMB_PUSH_APPLIED);
  g_assert_cmpint (person_push_problem (&scene.lead, "create", "exchange", other, bad), ==,
                   AMB_PROBLEM_INVALID);
  scene_close (&scene);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/server/server-rights/" name, func)
  ADD ("each-holds-of-each-entity-what-is-stated", test_sight);
  ADD ("a-pull-brings-only-what-may-be-read", test_pull);
  ADD ("a-lead-holds-what-belongs-to-what-they-hold", test_children);
  ADD ("nobody-writes-what-they-may-not", test_writing);
  ADD ("a-manager-has-private-rows-of-their-own-only", test_private_rows_of_a_manager);
  ADD ("a-reference-needs-to-be-seen", test_references);
  return g_test_run ();
}
