/* The outbox: what is kept for the server, and how edits become one. */
#include "store-fixture.h"

#include <string.h>

#define TX "01890000-0000-7000-8000-000000000001"

static void
set_up (Fixture *f, gconstpointer data)
{
  fixture_set_up (f, data);
  g_assert_true (amb_store_set_meta (f->store, "server-url", "https://a.example", NULL));
}

/* A person that the server has at version 5. */
static AmbRecord *
put_known (Fixture *f)
{
  AmbRecord *person = fixture_put (f, f->people, "display-name", "Zoé", "email", "a@a.example",
                                   "roles", "[\"curator\"]", NULL);

  amb_record_set_ver (person, 5);
  fixture_save (f, person);
  return person;
}

/* Sets @field as a command does: operation, then row. */
static void
edit (Fixture *f, AmbRecord *person, const char *field, const char *value)
{
  g_autoptr (AmbRecord) before = amb_record_dup (person);
  g_autoptr (GError) error = NULL;

  amb_record_set (person, field, value);
  amb_outbox_add_patch (f->store, TX, before, person, &error);
  g_assert_no_error (error);
  fixture_save (f, person);
}

static void
move (Fixture *f, AmbRecord *person, const char *to, const char *transition, const char *reverts)
{
  g_autoptr (GError) error = NULL;

  amb_outbox_add_move (f->store, TX, person, to, "why", transition, reverts, &error);
  g_assert_no_error (error);
  amb_record_set (person, "state", to);
  fixture_save (f, person);
}

static void
create (Fixture *f, AmbRecord *person)
{
  g_assert_true (amb_outbox_add_create (f->store, TX, person, NULL, NULL));
}

static AmbOperation *
get_operation (Fixture *f, guint index, guint n_expected)
{
  g_autoptr (GPtrArray) list = amb_outbox_list (f->store, -1, -1, NULL);

  g_assert_cmpuint (list->len, ==, n_expected);
  return n_expected > 0 ? g_ptr_array_steal_index (list, index) : NULL;
}

/* @expected: the payload, without what is for this desk alone: what the fields were, and which were
 * typed on top of something outstanding. */
static void
assert_payload (Fixture *f, guint index, guint n_expected, const char *kind, const char *expected)
{
  g_autoptr (AmbOperation) operation = get_operation (f, index, n_expected);
  g_autoptr (GRegex) was = g_regex_new ("\"(was|piled)\":\\{[^}]*\\},", 0, 0, NULL);
  g_autofree char *payload = g_regex_replace (was, operation->payload, -1, 0, "", 0, NULL);

  g_assert_cmpstr (operation->kind, ==, kind);
  g_assert_cmpstr (payload, ==, expected);
}

static void
send_all (Fixture *f)
{
  fixture_run (f, "UPDATE outbox SET state = 1");
}

static void
test_edits_become_one (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);

  edit (f, person, "email", "b@a.example");
  assert_payload (
      f, 0, 1, "patch",
      "{\"set\":{\"email\":\"b@a.example\"},\"bv\":{\"email\":5},\"add\":{},\"del\":{}}");
  edit (f, person, "email", NULL);
  edit (f, person, "notes", "x");
  assert_payload (f, 0, 1, "patch",
                  "{\"set\":{\"email\":null,\"notes\":\"x\"},\"bv\":{\"email\":5,\"notes\":5},"
                  "\"add\":{},\"del\":{}}");
}

static void
test_sets_become_one (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);

  edit (f, person, "roles", "[\"curator\",\"producer\"]");
  assert_payload (
      f, 0, 1, "patch",
      "{\"set\":{},\"bv\":{},\"add\":{\"roles\":[\"producer\"]},\"del\":{\"roles\":[]}}");
  edit (f, person, "roles", "[\"producer\",\"trainer\"]");
  assert_payload (f, 0, 1, "patch",
                  "{\"set\":{},\"bv\":{},\"add\":{\"roles\":[\"producer\",\"trainer\"]},\"del\":{"
                  "\"roles\":[\"curator\"]}}");
  edit (f, person, "roles", "[\"curator\"]");
  assert_payload (
      f, 0, 1, "patch",
      "{\"set\":{},\"bv\":{},\"add\":{\"roles\":[\"curator\"]},\"del\":{\"roles\":[\"producer\","
      "\"trainer\"]}}");
}

typedef struct
{
  const char *what;
  const char *edits; /* after the restore: notes; "-": none */
  guint n_sent;      /* of the first operations */
  gboolean cancelled;
  guint n_left;
  gboolean deleted;   /* here before the restore, and not told by the server */
  const char *told;   /* what the server told last: "living", "dead", NULL: nothing */
  const char *before; /* notes before the deletion, in an operation of their own */
} CancelCase;

static const CancelCase cancels[] = {
  { "nothing was typed", "", 0, TRUE, 0 },
  { "what was typed was taken back", "x -", 0, TRUE, 0 },
  { "what was typed must be told", "x", 0, FALSE, 2 },
  { "the restore was sent", "", 1, FALSE, 1 },
  { "what was typed was sent", "x -", 2, FALSE, 2 },
  { "the server has it deleted", "", 0, TRUE, 0, FALSE, "dead" },
  { "somebody else restored it meanwhile", "", 0, FALSE, 1, FALSE, "living" },
  { "the server doesn't know the deletion yet", "", 0, TRUE, 1, TRUE, "living" },
  { "the deletion is sent", "", 1, TRUE, 1, TRUE, "living" },
  { "what an operation before the deletion typed is taken back", "-", 0, FALSE, 4, TRUE, NULL,
    "x" },
};

static void
test_cancel_undelete (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cancels); i++)
    {
      const CancelCase *c = &cancels[i];
      g_autoptr (AmbRecord) person = put_known (f);
      g_auto (GStrv) edits = g_strsplit (c->edits, " ", -1);
      g_autofree char *sent = g_strdup_printf (
          "UPDATE outbox SET state = 1 WHERE n IN (SELECT n FROM outbox ORDER BY n LIMIT %u)",
          c->n_sent);
      gboolean cancelled = !c->cancelled;

      g_test_message ("%s", c->what);
      fixture_run (f, "DELETE FROM outbox; DELETE FROM sync_member; DELETE FROM sync_scope");
      if (c->told != NULL)
        {
          g_autofree char *told =
              g_strdup_printf ("INSERT INTO sync_scope (id, name, gen) VALUES (1, 'all', 1);"
                               "INSERT INTO sync_member (entity, rid, scope, gen, dead)"
                               " VALUES ('ambassador', %" G_GINT64_FORMAT ", 1, 1, %d)",
                               amb_record_get_rid (person), g_str_equal (c->told, "dead"));

          fixture_run (f, told);
        }
      if (c->before != NULL)
        edit (f, person, "notes", c->before);
      if (c->deleted)
        g_assert_true (amb_outbox_add_delete (f->store, TX, person, NULL));
      g_assert_true (amb_outbox_add_undelete (f->store, TX, person, NULL));
      for (char **value = edits; *value != NULL; value++)
        edit (f, person, "notes", g_str_equal (*value, "-") ? NULL : *value);
      fixture_run (f, sent);
      g_assert_true (amb_outbox_cancel_undelete (f->store, person, &cancelled, NULL));
      g_assert_cmpint (cancelled, ==, c->cancelled);
      g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM outbox"), ==, c->n_left);
    }
}

/* What was typed earlier and was refused is typed again: its person had seen no more than then. */
static void
test_age (Fixture *f, gconstpointer data)
{
  static const char earlier[] =
      "{\"set\":{\"email\":\"b\",\"notes\":\"n\"},\"bv\":{\"email\":3,\"notes\":9,\"job-title\":1},"
      "\"was\":{\"email\":\"seen\",\"notes\":\"later\"}}";
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbJson) json = amb_json_parse (earlier, strlen (earlier), NULL);
  g_autoptr (AmbOperation) operation = NULL;

  g_assert_true (amb_outbox_age_patch (f->store, f->people, amb_record_get_id (person),
                                       amb_json_get_root (json), 0, NULL));
  get_operation (f, 0, 0);
  edit (f, person, "email", "b@a.example");
  edit (f, person, "notes", "n");
  g_assert_true (amb_outbox_age_patch (f->store, f->people, amb_record_get_id (person),
                                       amb_json_get_root (json), 0, NULL));
  operation = get_operation (f, 0, 1);
  g_assert_cmpstr (
      operation->payload, ==,
      "{\"set\":{\"email\":\"b@a.example\",\"notes\":\"n\"},\"bv\":{\"notes\":5,\"email\":3},"
      "\"was\":{\"notes\":null,\"email\":\"seen\"},\"piled\":{},\"add\":{},\"del\":{}}");
}

/* A conflict shows what the person saw before the first of the edits. */
static void
test_was (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbOperation) operation = NULL;

  edit (f, person, "email", "b@a.example");
  edit (f, person, "email", "c@a.example");
  edit (f, person, "notes", "x");
  operation = get_operation (f, 0, 1);
  g_assert_nonnull (
      strstr (operation->payload, "\"was\":{\"email\":\"a@a.example\",\"notes\":null}"));
}

/* What is typed before anything is sent has the server's base, what is typed after it has not. */
static void
test_piled (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbOperation) first = NULL;
  g_autoptr (AmbOperation) second = NULL;

  edit (f, person, "notes", "a");
  edit (f, person, "notes", "b");
  send_all (f);
  edit (f, person, "notes", "c");
  edit (f, person, "email", "b@a.example");
  first = get_operation (f, 0, 2);
  second = get_operation (f, 1, 2);
  g_assert_nonnull (strstr (first->payload, "\"piled\":{}"));
  g_assert_nonnull (strstr (second->payload, "\"piled\":{\"notes\":true}"));
}

static void
test_what_was_sent_is_frozen (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbOperation) first = NULL;

  edit (f, person, "email", "b@a.example");
  send_all (f);
  edit (f, person, "email", "c@a.example");
  first = get_operation (f, 0, 2);
  g_assert_nonnull (strstr (first->payload, "b@a.example"));
  g_assert_cmpint (first->state, ==, AMB_OPERATION_SENT);
  assert_payload (
      f, 1, 2, "patch",
      "{\"set\":{\"email\":\"c@a.example\"},\"bv\":{\"email\":5},\"add\":{},\"del\":{}}");
}

/* The base version is that of the moment of writing, whatever a pull brings meanwhile. */
static void
test_base_is_fixed_at_authoring (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);

  edit (f, person, "email", "b@a.example");
  amb_record_set_field_version (person, "email", 9);
  fixture_save (f, person);
  edit (f, person, "email", "c@a.example");
  edit (f, person, "notes", "x");
  assert_payload (f, 0, 1, "patch",
                  "{\"set\":{\"email\":\"c@a.example\",\"notes\":\"x\"},\"bv\":{\"email\":5,"
                  "\"notes\":5},\"add\":{},\"del\":{}}");
}

static void
test_create_is_read_when_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbOperation) operation = NULL;
  g_autofree char *payload = NULL;

  create (f, person);
  edit (f, person, "email", "a@a.example");
  operation = get_operation (f, 0, 1);
  g_assert_null (operation->payload);
  payload = amb_outbox_dup_create_payload (f->store, operation, NULL);
  g_assert_cmpstr (payload, ==,
                   "{\"set\":{\"display-name\":\"Zoé\",\"email\":\"a@a.example\",\"state\":"
                   "\"identified\"}}");
}

static void
test_create_says_the_state_it_began_in (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbOperation) operation = NULL;
  g_autofree char *payload = NULL;

  create (f, person);
  move (f, person, "applied", "t1", NULL);
  move (f, person, "in_review", "t2", NULL);
  operation = get_operation (f, 0, 3);
  payload = amb_outbox_dup_create_payload (f->store, operation, NULL);
  g_assert_cmpstr (payload, ==, "{\"set\":{\"display-name\":\"Zoé\",\"state\":\"identified\"}}");
  assert_payload (
      f, 1, 3, "move",
      "{\"from\":\"identified\",\"to\":\"applied\",\"why\":\"why\",\"transition\":\"t1\","
      "\"bv\":{\"state\":0}}");
}

static void
test_create_that_takes_over (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person =
      fixture_put (f, f->people, "display-name", "Zoé", "state", "active", NULL);
  g_autoptr (AmbOperation) operation = NULL;
  g_autofree char *payload = NULL;

  g_assert_true (amb_outbox_add_create (f->store, TX, person, "t1", NULL));
  operation = get_operation (f, 0, 1);
  payload = amb_outbox_dup_create_payload (f->store, operation, NULL);
  g_assert_cmpstr (payload, ==,
                   "{\"set\":{\"display-name\":\"Zoé\",\"state\":\"active\"},\"imported\":true,"
                   "\"transition\":\"t1\"}");
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  gboolean cancelled;

  create (f, person);
  move (f, person, "applied", "t1", NULL);
  edit (f, person, "email", "a@a.example");
  g_assert_true (amb_outbox_knows (f->store, person));
  g_assert_true (
      amb_outbox_cancel (f->store, f->people, amb_record_get_id (person), &cancelled, NULL));
  g_assert_true (cancelled);
  g_assert_false (amb_outbox_knows (f->store, person));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM shadow"), ==, 0);
}

static void
test_cancel_only_what_was_never_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) sent = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbRecord) known = put_known (f);
  gboolean cancelled;

  create (f, sent);
  send_all (f);
  edit (f, known, "notes", "x");
  g_assert_true (
      amb_outbox_cancel (f->store, f->people, amb_record_get_id (sent), &cancelled, NULL));
  g_assert_false (cancelled);
  g_assert_true (
      amb_outbox_cancel (f->store, f->people, amb_record_get_id (known), &cancelled, NULL));
  g_assert_false (cancelled);
  g_assert_cmpint (amb_outbox_count_waiting (f->store), ==, 2);
}

static void
test_cancel_move (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  gboolean cancelled;
  gboolean found;

  move (f, person, "applied", "t1", NULL);
  move (f, person, "in_review", "t2", NULL);
  g_assert_true (amb_outbox_cancel_move (f->store, person, "t1", &cancelled, NULL));
  g_assert_false (cancelled);
  g_assert_true (amb_outbox_cancel_move (f->store, person, "t2", &cancelled, NULL));
  g_assert_true (cancelled);
  g_assert_true (amb_shadow_get (f->store, f->people, amb_record_get_id (person), "state", &found,
                                 NULL, NULL, NULL));
  g_assert_true (found);
  g_assert_true (amb_outbox_cancel_move (f->store, person, "t1", &cancelled, NULL));
  g_assert_true (cancelled);
  g_assert_true (amb_shadow_get (f->store, f->people, amb_record_get_id (person), "state", &found,
                                 NULL, NULL, NULL));
  g_assert_false (found);
  g_assert_cmpint (amb_outbox_count_waiting (f->store), ==, 0);
}

static void
test_sent_move_is_not_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  gboolean cancelled;

  move (f, person, "applied", "t1", NULL);
  send_all (f);
  g_assert_true (amb_outbox_cancel_move (f->store, person, "t1", &cancelled, NULL));
  g_assert_false (cancelled);
  move (f, person, "identified", "t2", "t1");
  assert_payload (
      f, 1, 2, "move",
      "{\"from\":\"applied\",\"to\":\"identified\",\"why\":\"why\",\"transition\":\"t2\","
      "\"reverts\":\"t1\",\"bv\":{\"state\":5}}");
}

static void
test_shadows (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  const char *id = amb_record_get_id (person);
  g_autofree char *value = NULL;
  g_autoptr (GHashTable) all = NULL;
  gboolean found;
  gint64 ver;

  edit (f, person, "email", "b@a.example");
  edit (f, person, "email", "c@a.example");
  edit (f, person, "notes", "x");
  g_assert_true (amb_shadow_get (f->store, f->people, id, "email", &found, &value, &ver, NULL));
  g_assert_true (found);
  g_assert_cmpstr (value, ==, "a@a.example");
  g_assert_cmpint (ver, ==, 5);
  all = amb_shadow_list (f->store, f->people, id, NULL);
  g_assert_cmpuint (g_hash_table_size (all), ==, 2);
  g_assert_true (g_hash_table_contains (all, "notes"));
  g_assert_null (g_hash_table_lookup (all, "notes"));
  g_assert_true (amb_shadow_remove (f->store, f->people, id, "email", NULL));
  g_assert_true (amb_shadow_get (f->store, f->people, id, "email", &found, NULL, NULL, NULL));
  g_assert_false (found);
}

static void
test_delete_and_undelete (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);

  g_assert_true (amb_outbox_add_delete (f->store, TX, person, NULL));
  g_assert_true (amb_outbox_add_undelete (f->store, TX, person, NULL));
  assert_payload (f, 0, 2, "delete", "{\"base\":5}");
  assert_payload (f, 1, 2, "undelete", "{}");
}

/* The person's new node may be made behind the pending edit: the reference goes in a patch of its
 * own, after it. */
static void
test_a_reference_follows_its_target (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbRecord) node = NULL;

  edit (f, person, "notes", "x");
  node = fixture_put (f, f->nodes, "name", "France", NULL);
  create (f, node);
  edit (f, person, "node-id", amb_record_get_id (node));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AmbOperation) operation = get_operation (f, i, 3);

      g_assert_cmpstr (operation->kind, ==, i == 1 ? "create" : "patch");
      g_assert_cmpint (strstr (operation->payload != NULL ? operation->payload : "", "node-id") !=
                           NULL,
                       ==, i == 2);
    }
}

static void
test_numbers_and_order (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbOperation) first = NULL;
  g_autoptr (AmbOperation) second = NULL;

  edit (f, person, "notes", "x");
  first = get_operation (f, 0, 1);
  g_assert_true (amb_id_is_valid (first->op));
  g_assert_cmpint (first->at, ==, NOW);
  g_assert_true (amb_outbox_remove (f->store, first->n, NULL));
  edit (f, person, "notes", "y");
  second = get_operation (f, 0, 1);
  g_assert_cmpint (second->n, ==, first->n + 1);
}

static void
test_states (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);
  g_autoptr (AmbOperation) operation = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) acked = NULL;

  edit (f, person, "notes", "x");
  operation = get_operation (f, 0, 1);
  operation->state = AMB_OPERATION_ACKED;
  operation->mark = 42;
  g_assert_true (amb_outbox_update (f->store, operation, NULL));
  pending = amb_outbox_list (f->store, AMB_OPERATION_PENDING, -1, NULL);
  acked = amb_outbox_list (f->store, AMB_OPERATION_ACKED, -1, NULL);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (acked->len, ==, 1);
  g_assert_cmpint (((AmbOperation *) acked->pdata[0])->mark, ==, 42);
  g_assert_cmpint (amb_outbox_count_waiting (f->store), ==, 0);
}

static void
test_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = put_known (f);

  g_assert_true (amb_store_set_meta (f->store, "server-url", NULL, NULL));
  create (f, person);
  edit (f, person, "notes", "x");
  move (f, person, "applied", "t1", NULL);
  g_assert_true (amb_outbox_add_delete (f->store, TX, person, NULL));
  g_assert_true (amb_outbox_add_undelete (f->store, TX, person, NULL));
  get_operation (f, 0, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM shadow"), ==, 0);
}

static void
test_findings (Fixture *f, gconstpointer data)
{
  AmbFinding finding = {
    .is_conflict = TRUE,
    .entity = f->people,
    .id = (char *) "p",
    .field = fixture_field (f, "email"),
    .base = (char *) "base",
    .mine = (char *) "mine",
    .theirs = (char *) "theirs",
    .by = (char *) "Aiko",
    .by_at = 3,
    .at = NOW,
  };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (AmbFinding) one = NULL;

  g_assert_true (amb_findings_add (f->store, &finding, NULL));
  finding.base = (char *) "later";
  finding.mine = (char *) "mine2";
  finding.theirs = NULL;
  g_assert_true (amb_findings_add (f->store, &finding, NULL));
  finding.field = NULL;
  g_assert_true (amb_findings_add (f->store, &finding, NULL));
  finding.is_conflict = FALSE;
  finding.code = (char *) "refused";
  g_assert_true (amb_findings_add (f->store, &finding, NULL));
  g_assert_true (amb_findings_add (f->store, &finding, NULL));
  g_assert_cmpint (amb_findings_count (f->store), ==, 4);
  list = amb_findings_list (f->store, NULL);
  one = amb_findings_get (f->store, ((AmbFinding *) list->pdata[3])->key, NULL);
  g_assert_true (one->is_conflict);
  g_assert_cmpstr (one->base, ==, "base");
  g_assert_cmpstr (one->mine, ==, "mine2");
  g_assert_null (one->theirs);
  g_assert_true (one->field == fixture_field (f, "email"));
  g_assert_null (((AmbFinding *) list->pdata[2])->field);
  g_assert_cmpstr (((AmbFinding *) list->pdata[0])->code, ==, "refused");
  g_assert_true (amb_findings_remove (f->store, one->key, NULL));
  g_assert_null (amb_findings_get (f->store, one->key, NULL));
  g_assert_cmpint (amb_findings_count (f->store), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("/store/outbox/edits-of-a-record-become-one-patch", test_edits_become_one);
  ADD ("/store/outbox/additions-and-removals-become-one", test_sets_become_one);
  ADD ("/store/outbox/a-patch-keeps-what-was-seen-first", test_was);
  ADD ("/store/outbox/what-is-typed-on-top-of-what-was-sent-is-marked", test_piled);
  ADD ("/store/outbox/what-was-sent-is-frozen", test_what_was_sent_is_frozen);
  ADD ("/store/outbox/the-base-version-is-fixed-at-authoring", test_base_is_fixed_at_authoring);
  ADD ("/store/outbox/a-create-is-read-when-it-is-sent", test_create_is_read_when_sent);
  ADD ("/store/outbox/a-create-says-the-state-it-began-in", test_create_says_the_state_it_began_in);
  ADD ("/store/outbox/a-record-taken-over-says-so", test_create_that_takes_over);
  ADD ("/store/outbox/a-record-that-was-never-sent-leaves-no-trace", test_cancel);
  ADD ("/store/outbox/a-restore-that-was-never-sent-is-cancelled", test_cancel_undelete);
  ADD ("/store/outbox/what-is-typed-again-is-as-old-as-at-first", test_age);
  ADD ("/store/outbox/what-was-sent-is-not-cancelled", test_cancel_only_what_was_never_sent);
  ADD ("/store/outbox/the-latest-unsent-move-can-be-cancelled", test_cancel_move);
  ADD ("/store/outbox/a-sent-move-is-reverted-by-another", test_sent_move_is_not_cancelled);
  ADD ("/store/outbox/shadows-keep-the-servers-value", test_shadows);
  ADD ("/store/outbox/delete-names-its-base", test_delete_and_undelete);
  ADD ("/store/outbox/a-reference-follows-its-target", test_a_reference_follows_its_target);
  ADD ("/store/outbox/numbers-are-never-used-again", test_numbers_and_order);
  ADD ("/store/outbox/operations-move-on-through-their-states", test_states);
  ADD ("/store/outbox/without-a-server-nothing-is-kept", test_alone);
  ADD ("/store/outbox/findings-keep-the-first-base", test_findings);
  return g_test_run ();
}
