/* Digests: what pulls give a principal, and nothing of anybody else's. */
#include "server-fixture.h"

#include "amb-digest.h"

#include <string.h>

/* Two hubs with a person each, and a manager. */
typedef struct
{
  Server server;
  Person manager;
  char *paris, *tokyo;
  char *ada, *chie;
} Office;

static void
office_open (Office *self)
{
  server_open (&self->server);
  person_join (&self->manager, &self->server, "Manager", AMB_ACCESS_MANAGER, NULL, NULL);
  self->paris = person_add (&self->manager, "node", "\"name\":\"Paris\",\"kind\":\"hub\"");
  self->tokyo = person_add (&self->manager, "node", "\"name\":\"Tokyo\",\"kind\":\"hub\"");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *members =
          g_strdup_printf ("\"display-name\":\"%s\",\"state\":\"identified\",\"node-id\":\"%s\"",
                           i == 0 ? "Ada" : "Chie", i == 0 ? self->paris : self->tokyo);
      *(i == 0 ? &self->ada : &self->chie) = person_add (&self->manager, "ambassador", members);
    }
}

static void
office_close (Office *self)
{
  person_leave (&self->manager);
  g_free (self->paris);
  g_free (self->tokyo);
  g_free (self->ada);
  g_free (self->chie);
  server_close (&self->server);
}

static void
join_lead (Office *self, Person *lead, const char *node)
{
  const char *nodes[] = { node, NULL };

  person_join (lead, &self->server, "Lead", AMB_ACCESS_LEAD, nodes, NULL);
}

/* An answer: its lines by "k s t" or "k t id" or "k s t b", and its end. */
typedef struct
{
  GHashTable *lines; /* → "n sum" or "sum" */
  gboolean fresh;
  gboolean more;
  gint64 mark;
  guint rows;
} Answer;

static void
answer_free (Answer *self)
{
  g_hash_table_unref (self->lines);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static const char *
text (const AmbJsonNode *line, const char *name)
{
  const char *value = amb_json_node_get_member_string (line, name);

  return value != NULL ? value : "-";
}

static Answer *
ask (Person *person, const AmbDigestQuery *query, GError **error)
{
  g_autoptr (AmbPrincipal) principal =
      amb_server_core_authenticate (person->server->core, person->token, NULL);
  g_autoptr (GBytes) body =
      amb_server_core_digest (person->server->core, principal, query, "q", error);
  g_autoptr (AmbFrameReader) reader = body ? amb_frame_reader_new (body, "rows", error) : NULL;
  g_autoptr (AmbJson) line = NULL;
  const AmbJsonNode *end;
  Answer *answer;

  if (reader == NULL)
    return NULL;
  answer = g_new0 (Answer, 1);
  answer->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (amb_frame_reader_next (reader, &line, error) && line != NULL)
    {
      const AmbJsonNode *root = amb_json_get_root (line);

      g_hash_table_insert (answer->lines,
                           g_strjoin (" ", text (root, "k"), text (root, "s"), text (root, "t"),
                                      text (root, "id"), text (root, "b"), NULL),
                           g_strdup_printf ("%d %s",
                                            (int) amb_json_node_get_member_int (root, "n", 1),
                                            text (root, "sum")));
      g_clear_pointer (&line, amb_json_free);
    }
  end = amb_frame_reader_get_end (reader);
  answer->fresh = amb_json_node_get_bool (amb_json_node_get_member (end, "fresh"), FALSE);
  answer->more = amb_json_node_get_bool (amb_json_node_get_member (end, "more"), TRUE);
  answer->mark = amb_json_node_get_member_int (end, "mark", -1);
  answer->rows = amb_frame_reader_get_rows (reader);
  return answer;
}

static Answer *
ask_all (Person *person)
{
  const AmbDigestQuery query = { .bucket = -1 };
  g_autoptr (GError) error = NULL;
  Answer *answer = ask (person, &query, &error);

  g_assert_no_error (error);
  return answer;
}

static const char *
get (Answer *answer, const char *key)
{
  return g_hash_table_lookup (answer->lines, key);
}

/* What a pull brought, hashed by hand: id → hash, for one scope and entity. */
static char *
sum_pulled (Pulled *pulled, const char *scope, const char *name)
{
  g_autoptr (AmbDigestHasher) hasher = amb_digest_hasher_new ();
  AmbDigestSum sum = { 0 };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pulled->rows->len; i++)
    {
      const AmbJsonNode *line = amb_json_get_root (pulled->rows->pdata[i]);
      const AmbEntity *entity = amb_entity_find (text (line, "t"));
      g_autoptr (AmbRecord) record = NULL;
      g_autoptr (GString) versions = g_string_new (NULL);

      if (!g_str_equal (text (line, "k"), "put") || !g_str_equal (text (line, "s"), scope) ||
          !g_str_equal (text (line, "t"), name))
        continue;
      record = amb_record_new (entity, text (line, "id"));
      for (guint k = 0; entity->fields[k].name != NULL; k++)
        amb_record_set_at (record, k, NULL);
      g_assert_true (amb_record_read_json (record, amb_json_node_get_member (line, "d"), NULL));
      amb_record_set_ver (record, amb_json_node_get_member_int (line, "ver", 0));
      if (amb_json_node_get_member (line, "fv") != NULL)
        {
          amb_json_node_append (amb_json_node_get_member (line, "fv"), versions);
          amb_record_set_fv (record, versions->str);
        }
      amb_digest_sum_add (&sum, amb_digest_hasher_hash (hasher, record));
    }
  g_string_printf (out, "%d %016" G_GINT64_MODIFIER "x", (int) sum.n, sum.sum);
  return g_string_free (out, FALSE);
}

/* For everybody, every scope and entity: what the digest says is what a pull from 0 brings. */
static void
check_against_pull (Person *person)
{
  g_autoptr (Pulled) pulled = NULL;
  g_autoptr (Answer) answer = ask_all (person);
  g_autofree char *cursor = g_steal_pointer (&person->cursor);
  guint n = 0;

  pulled = person_pull_all (person);
  g_free (person->cursor);
  person->cursor = g_steal_pointer (&cursor);
  for (guint i = 0; i < pulled->rows->len; i++)
    {
      const AmbJsonNode *line = amb_json_get_root (pulled->rows->pdata[i]);
      g_autofree char *key =
          g_strjoin (" ", "sum", text (line, "s"), text (line, "t"), "-", "-", NULL);
      g_autofree char *expected = sum_pulled (pulled, text (line, "s"), text (line, "t"));

      if (!g_str_equal (text (line, "k"), "put"))
        continue;
      g_assert_cmpstr (get (answer, key), ==, expected);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < pulled->lines->len; i++)
    if (g_str_has_prefix (pulled->lines->pdata[i], "scope add "))
      {
        g_autofree char *key = g_strdup_printf ("scope %s - - -", (char *) pulled->lines->pdata[i] +
                                                                      strlen ("scope add "));
        g_assert_nonnull (get (answer, key));
      }
  g_assert_cmpint (answer->mark, ==, pulled->mark);
  g_assert_true (answer->fresh);
}

static void
test_a_digest_is_of_what_a_pull_brings (void)
{
  Office office;
  Person lead, ambassador;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  person_join (&ambassador, &office.server, "Ada", AMB_ACCESS_AMBASSADOR, NULL, office.ada);
  check_against_pull (&office.manager);
  check_against_pull (&lead);
  check_against_pull (&ambassador); /* cards of others, the own record */
  g_assert_cmpint (
      person_push_status (&office.manager, "delete", "ambassador", office.chie, "{\"base\":999}"),
      ==, AMB_PUSH_APPLIED);
  check_against_pull (&office.manager);
  check_against_pull (&ambassador);
  person_leave (&lead);
  person_leave (&ambassador);
  office_close (&office);
}

static void
test_whoever_is_behind_is_told_so (void)
{
  Office office;
  Person lead;
  AmbDigestQuery query = { .bucket = -1 };

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  query.cursor = lead.cursor;
  {
    g_autoptr (Answer) answer = ask (&lead, &query, NULL);
    g_assert_true (answer->fresh);
    g_assert_cmpuint (answer->rows, >, 0);
  }
  /* what the lead doesn't get leaves them where they are */
  g_assert_cmpint (
      person_push_status (&office.manager, "patch", "ambassador", office.chie,
                          "{\"set\":{\"job-title\":\"Kyoto\"},\"bv\":{\"job-title\":999}}"),
      ==, AMB_PUSH_APPLIED);
  {
    g_autoptr (Answer) answer = ask (&lead, &query, NULL);
    g_assert_true (answer->fresh);
  }
  g_assert_cmpint (
      person_push_status (&office.manager, "patch", "ambassador", office.ada,
                          "{\"set\":{\"job-title\":\"Lille\"},\"bv\":{\"job-title\":999}}"),
      ==, AMB_PUSH_APPLIED);
  {
    g_autoptr (Answer) answer = ask (&lead, &query, NULL);
    g_assert_false (answer->fresh);
    g_assert_cmpuint (answer->rows, ==, 0);
  }
  /* other grants without another version */
  pulled_free (person_pull_all (&lead));
  query.cursor = lead.cursor;
  {
    const char *nodes[] = { office.tokyo, NULL };
    g_autoptr (Answer) answer = NULL;

    g_assert_true (amb_server_core_set_grants (office.server.core, lead.principal->id,
                                               AMB_ACCESS_LEAD, nodes, NULL));
    answer = ask (&lead, &query, NULL);
    g_assert_false (answer->fresh);
  }
  person_leave (&lead);
  office_close (&office);
}

/* The sums of the buckets of all entities are those of the scope, and the rows those of a bucket.
 */
static void
test_buckets_and_rows_add_up (void)
{
  Office office;
  AmbDigestQuery query = { .scope = "all", .entity = "ambassador", .bucket = -1, .limit = 100 };

  office_open (&office);
  {
    g_autoptr (Answer) all = ask_all (&office.manager);
    g_autoptr (Answer) buckets = ask (&office.manager, &query, NULL);
    GHashTableIter iter;
    gpointer key, value;
    guint64 sum = 0, rows = 0;
    int n = 0;
    g_autofree char *added = NULL;

    g_hash_table_iter_init (&iter, buckets->lines);
    while (g_hash_table_iter_next (&iter, &key, &value))
      {
        g_auto (GStrv) parts = g_strsplit (value, " ", 2);

        if (!g_str_has_prefix (key, "bucket "))
          continue;
        n += atoi (parts[0]);
        sum += g_ascii_strtoull (parts[1], NULL, 16);
      }
    added = g_strdup_printf ("%d %016" G_GINT64_MODIFIER "x", n, sum);
    g_assert_cmpint (n, ==, 2);
    g_assert_cmpstr (get (all, "sum all ambassador - -"), ==, added);
    for (int b = 0; b < AMB_DIGEST_BUCKETS; b++)
      {
        g_autoptr (Answer) listed = NULL;

        query.bucket = b;
        listed = ask (&office.manager, &query, NULL);
        g_hash_table_iter_init (&iter, listed->lines);
        while (g_hash_table_iter_next (&iter, &key, &value))
          if (g_str_has_prefix (key, "row "))
            rows += g_ascii_strtoull (strchr (value, ' ') + 1, NULL, 16);
      }
    g_assert_true (rows == sum);
  }
  office_close (&office);
}

static void
test_rows_of_a_bucket_come_in_pages (void)
{
  Office office;
  g_autofree char *after = NULL;
  AmbDigestQuery query = { .scope = "all", .entity = "node", .bucket = 0x77, .limit = 2 };
  guint n = 0, pages = 0;
  gboolean more = TRUE;

  office_open (&office);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000%02u77", i);

      g_assert_cmpint (person_push_status (&office.manager, "create", "node", id,
                                           "{\"set\":{\"name\":\"N\",\"kind\":\"hub\"}}"),
                       ==, AMB_PUSH_APPLIED);
    }
  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Answer) answer = ask (&office.manager, &query, &error);
      GHashTableIter iter;
      gpointer key;

      g_assert_no_error (error);
      g_hash_table_iter_init (&iter, answer->lines);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          g_auto (GStrv) parts = g_strsplit (key, " ", -1);

          if (!g_str_equal (parts[0], "row"))
            continue;
          g_assert_true (g_str_has_suffix (parts[3], "77"));
          n++;
          if (g_strcmp0 (parts[3], after) > 0)
            {
              g_free (after);
              after = g_strdup (parts[3]);
            }
        }
      query.after = after;
      more = answer->more;
      g_assert_cmpuint (++pages, <=, 4);
    }
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpuint (pages, ==, 3);
  office_close (&office);
}

/* Whether there is such a scope is nobody's business who doesn't hold it: the answers are equal but
 * for the name that was asked. */
static void
test_a_scope_of_others_is_as_none (void)
{
  Office office;
  Person lead;
  g_autofree char *tokyo = NULL;
  g_autofree char *own = NULL;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  tokyo = g_strconcat ("node:", office.tokyo, NULL);
  own = g_strconcat ("own:", office.chie, NULL);
  {
    const char *const scopes[] = { tokyo, own,
                                   "all", "node:01900000-0000-7000-8000-000000000000",
                                   "",    "org,all" };

    for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
      {
        const AmbDigestQuery query = { .scope = scopes[i], .bucket = -1 };
        g_autoptr (GError) error = NULL;
        g_autoptr (GString) shown = g_string_new (NULL);

        g_assert_null (ask (&lead, &query, &error));
        g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_NOT_FOUND);
        g_string_append (shown, error->message);
        if (*scopes[i] != '\0')
          g_string_replace (shown, scopes[i], "", 0);
        g_assert_true (g_str_has_prefix (shown->str, "You hold no scope “”."));
      }
  }
  {
    g_autoptr (Answer) all = ask_all (&lead);
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init (&iter, all->lines);
    while (g_hash_table_iter_next (&iter, &key, NULL))
      {
        g_assert_null (strstr (key, office.tokyo));
        g_assert_null (strstr (key, "sum all"));
      }
  }
  person_leave (&lead);
  office_close (&office);
}

static void
test_a_question_that_makes_no_sense_is_refused (void)
{
  static const AmbDigestQuery queries[] = {
    { .entity = "node", .bucket = -1 },
    { .bucket = 3 },
    { .scope = "all", .bucket = 3 },
    { .scope = "all", .entity = "node", .bucket = 256 },
  };
  Office office;

  office_open (&office);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (&office.manager, &queries[i], &error));
      g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_BAD_REQUEST);
    }
  {
    const AmbDigestQuery query = { .cursor = "x", .bucket = -1 };
    g_autoptr (GError) error = NULL;

    g_assert_null (ask (&office.manager, &query, &error));
    g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_BAD_CURSOR);
  }
  {
    const AmbDigestQuery query = { .scope = "all", .entity = "nonsense", .bucket = 1 };
    g_autoptr (Answer) answer = ask (&office.manager, &query, NULL);

    g_assert_cmpuint (answer->rows, ==, 0);
  }
  office_close (&office);
}

/* A pull that asks for scopes anew gets them from their beginning; those of others it doesn't. */
static void
test_a_pull_begins_scopes_anew (void)
{
  Office office;
  Person lead;
  g_autofree char *paris = NULL;
  g_autofree char *reset = NULL;

  office_open (&office);
  join_lead (&office, &lead, office.paris);
  pulled_free (person_pull_all (&lead));
  paris = g_strconcat ("node:", office.paris, NULL);
  reset = g_strdup_printf ("node:%s,%s,all", office.tokyo, paris);
  {
    g_autoptr (AmbPrincipal) principal =
        amb_server_core_authenticate (office.server.core, lead.token, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) page = amb_server_core_pull_anew (office.server.core, principal, lead.cursor,
                                                         reset, 100, "q", &error);
    const char *lines = g_bytes_get_data (page, NULL);
    gsize length = g_bytes_get_size (page);

    g_assert_no_error (error);
    g_assert_nonnull (g_strstr_len (lines, length, "\"op\":\"reset\""));
    g_assert_nonnull (g_strstr_len (lines, length, "\"op\":\"done\""));
    g_assert_nonnull (g_strstr_len (lines, length, office.ada));
    g_assert_null (g_strstr_len (lines, length, office.chie));
    g_assert_null (g_strstr_len (lines, length, "\"s\":\"org\""));
  }
  {
    g_autoptr (Pulled) pulled = person_pull_all (&lead); /* the cursor of before still holds */
    g_assert_cmpuint (pulled->lines->len, ==, 0);
  }
  person_leave (&lead);
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/digest/is-of-what-a-pull-brings",
                   test_a_digest_is_of_what_a_pull_brings);
  g_test_add_func ("/server/digest/whoever-is-behind-is-told-so",
                   test_whoever_is_behind_is_told_so);
  g_test_add_func ("/server/digest/buckets-and-rows-add-up", test_buckets_and_rows_add_up);
  g_test_add_func ("/server/digest/rows-of-a-bucket-come-in-pages",
                   test_rows_of_a_bucket_come_in_pages);
  g_test_add_func ("/server/digest/a-scope-of-others-is-as-none",
                   test_a_scope_of_others_is_as_none);
  g_test_add_func ("/server/digest/a-question-that-makes-no-sense-is-refused",
                   test_a_question_that_makes_no_sense_is_refused);
  g_test_add_func ("/server/digest/a-pull-begins-scopes-anew", test_a_pull_begins_scopes_anew);
  return g_test_run ();
}
