/* Lists: search, conditions, order, facets, titles, and the plan behind each. */
#include "amb-lifecycle.h"
#include "amb-sample.h"
#include "amb-set.h"
#include "amb-text.h"
#include "store-fixture.h"

#include <string.h>

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static AmbQuery *
new_query (Fixture *f, const char *sort, gboolean descending, const char *search)
{
  AmbQuery *query = amb_query_new (f->people);

  query->sort = sort != NULL ? fixture_field (f, sort) : NULL;
  query->descending = descending;
  query->search = g_strdup (search);
  return query;
}

static void
assert_titles (Fixture *f, const AmbQuery *query, const char *expected)
{
  g_autofree char *titles = fixture_titles (f, query);
  g_autoptr (GError) error = NULL;
  gint64 count;
  guint n = 0;

  g_assert_cmpstr (titles, ==, expected);
  for (const char *p = expected; *p != '\0'; p++)
    n += *p == ',';
  amb_store_count (f->store, query, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, *expected != '\0' ? n + 1 : 0);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *search, *found;
  } cases[] = {
    { "zoe", "Zoé Müller" },
    { "ZOÉ", "Zoé Müller" },
    { "mul", "Zoé Müller" },
    { "muller zo", "Zoé Müller" },
    { "strasse", "Straße Œuvre" },
    { "straße", "Straße Œuvre" },
    { "oeuv", "Straße Œuvre" },
    { "œuvre", "Straße Œuvre" },
    { "aerø", "Ærø Łódź" },
    { "aero lodz", "Ærø Łódź" },
    { "ISIL", "Işıl Ağa" },
    { "nguyen", "Nguyễn Thị Hương" },
    { "o’connor", "Ann O’Connor" },
    { "o'connor", "Ann O’Connor" },
    { "connor", "Ann O’Connor" },
    { "ann.oconnor@a.example", "Ann O’Connor" },
    { "curate", "" },
    { "zoe lodz", "" },
    { "uller", "" },
  };

  g_object_unref (fixture_put (f, f->people, "display-name", "Zoé Müller", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "Straße Œuvre", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "Ærø Łódź", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "Işıl Ağa", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "Nguyễn Thị Hương", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "Ann O’Connor", "email",
                               "ann.oconnor@a.example", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbQuery) query = new_query (f, NULL, FALSE, cases[i].search);

      g_test_message ("%s", cases[i].search);
      assert_titles (f, query, cases[i].found);
    }
}

/* Whatever is typed is words, never an expression, and never an error. */
static void
test_hostile_search (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "\"",     "a OR b",   "NEAR(a b)", "text:a", "*",
                                       "^a",     "a AND",    "-a",        "()",     "'; DROP",
                                       "a\"b",   "ａ",       "½",         "①",      "a\u0301",
                                       "नमस्ते",   "日本",     "𞤀𞤁",  "a𞤀b", "ꟁ",
                                       "\u200d", "🙂 zoe", "%",         "_",      "x\u0345y" };

  g_object_unref (fixture_put (f, f->people, "display-name", "Zoé", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AmbQuery) query = new_query (f, NULL, FALSE, texts[i]);
      g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      amb_store_list_rids (f->store, query, 0, -1, rids, &error);
      g_assert_no_error (error);
    }
}

/* What is stored in any script is found by itself. */
static void
test_every_script (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "Ελένη", "Юлия", "نادية", "日本太郎", "한국", "नमस्ते",
                                       "ไทย",   "Đặng", "ǅ",     "ﬁne",      "Å" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", names[i], NULL);
      g_autoptr (AmbQuery) query = new_query (f, NULL, FALSE, names[i]);

      g_test_message ("%s", names[i]);
      assert_titles (f, query, names[i]);
    }
}

static void
test_search_follows_edits (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) person = fixture_put (f, f->people, "display-name", "Zoé", NULL);
  g_autoptr (AmbQuery) zoe = new_query (f, NULL, FALSE, "zoe");
  g_autoptr (AmbQuery) lea = new_query (f, NULL, FALSE, "lea");

  amb_record_set (person, "display-name", "Léa");
  fixture_save (f, person);
  assert_titles (f, zoe, "");
  assert_titles (f, lea, "Léa");
  amb_record_set_deleted (person, TRUE);
  fixture_save (f, person);
  assert_titles (f, lea, "");
  lea->deleted = TRUE;
  assert_titles (f, lea, "Léa");
}

static void
put_three (Fixture *f)
{
  g_autoptr (AmbRecord) node = fixture_put (f, f->nodes, "name", "zulu", NULL);
  g_autoptr (AmbRecord) other = fixture_put (f, f->nodes, "name", "Élan", NULL);

  g_object_unref (fixture_put (f, f->people, "display-name", "b", "state", "active", "roles",
                               "[\"curator\",\"producer\"]", "last-active-on", "2026-11-20",
                               "country", "FR", "node-id", amb_record_get_id (node), "job-title",
                               "éb", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "Á", "state", "identified", "roles",
                               "[\"trainer\"]", "last-active-on", "2026-01-01", "country", "DE",
                               "node-id", amb_record_get_id (other), "job-title", "Ea", NULL));
  g_object_unref (fixture_put (f, f->people, "display-name", "C", "state", "alumni", NULL));
}

static void
test_order (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *sort;
    gboolean descending;
    const char *titles;
  } cases[] = {
    { NULL, FALSE, "Á,b,C" },
    { NULL, TRUE, "C,b,Á" },
    { "display-name", FALSE, "Á,b,C" },
    { "state", FALSE, "Á,b,C" },
    { "state", TRUE, "C,b,Á" },
    { "last-active-on", FALSE, "Á,b,C" },
    { "last-active-on", TRUE, "b,Á,C" },
    { "node-id", FALSE, "Á,b,C" },
    { "node-id", TRUE, "b,Á,C" },
    { "job-title", FALSE, "Á,b,C" },
    { "country", TRUE, "b,Á,C" },
    { "standing", FALSE, "Á,b,C" },
  };

  put_three (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbQuery) query = new_query (f, cases[i].sort, cases[i].descending, NULL);

      g_test_message ("%s %d", cases[i].sort, cases[i].descending);
      assert_titles (f, query, cases[i].titles);
    }
}

static void
test_conditions (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *field;
    AmbMatch match;
    const char *values[4];
    const char *titles;
  } cases[] = {
    { "state", AMB_MATCH_IN, { "active" }, "b" },
    { "state", AMB_MATCH_IN, { "active", "alumni" }, "b,C" },
    { "state", AMB_MATCH_NOT_IN, { "active" }, "Á,C" },
    { "country", AMB_MATCH_IN, { "" }, "C" },
    { "country", AMB_MATCH_IN, { "FR", "" }, "b,C" },
    { "country", AMB_MATCH_NOT_IN, { "FR" }, "Á,C" },
    { "country", AMB_MATCH_NOT_IN, { "" }, "Á,b" },
    { "country", AMB_MATCH_NOT_IN, { "FR", "" }, "Á" },
    { "country", AMB_MATCH_IN, { "FR' OR 1=1 --" }, "" },
    { "roles", AMB_MATCH_CONTAINS, { "producer" }, "b" },
    { "roles", AMB_MATCH_CONTAINS, { "producer", "trainer" }, "Á,b" },
    { "roles", AMB_MATCH_CONTAINS, { "" }, "C" },
    { "roles", AMB_MATCH_CONTAINS, { "trainer", "" }, "Á,C" },
    { "roles", AMB_MATCH_IN, { "producer" }, "b" },
    { "roles", AMB_MATCH_NOT_IN, { "producer" }, "Á,C" },
    { "roles", AMB_MATCH_NOT_IN, { "" }, "Á,b" },
    { "last-active-on", AMB_MATCH_FROM, { "2026-11-20" }, "b" },
    { "last-active-on", AMB_MATCH_TO, { "2026-11-20" }, "Á,b" },
    { "standing", AMB_MATCH_IN, { "active" }, "b" },
    { "standing", AMB_MATCH_IN, { "dormant" }, "" },
  };

  put_three (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbQuery) query = new_query (f, NULL, FALSE, NULL);

      amb_query_where (query, fixture_field (f, cases[i].field), cases[i].match, cases[i].values);
      g_test_message ("%s %d %s", cases[i].field, cases[i].match, cases[i].values[0]);
      assert_titles (f, query, cases[i].titles);
    }
}

static void
test_numbers_compare_as_numbers (Fixture *f, gconstpointer data)
{
  const AmbField *headcount = amb_entity_find_field (f->nodes, "headcount");
  g_autoptr (AmbQuery) query = amb_query_new (f->nodes);

  g_object_unref (fixture_put (f, f->nodes, "name", "A", "headcount", "9", NULL));
  g_object_unref (fixture_put (f, f->nodes, "name", "B", "headcount", "10", NULL));
  g_object_unref (fixture_put (f, f->nodes, "name", "C", "headcount", "100", NULL));
  query->sort = headcount;
  assert_titles (f, query, "A,B,C");
  amb_query_where (query, headcount, AMB_MATCH_FROM, VALUES ("10"));
  assert_titles (f, query, "B,C");
  amb_query_where (query, headcount, AMB_MATCH_TO, VALUES ("99"));
  assert_titles (f, query, "B");
  amb_query_where (query, headcount, AMB_MATCH_FROM, NULL);
  amb_query_where (query, headcount, AMB_MATCH_TO, NULL);
  amb_query_where (query, headcount, AMB_MATCH_IN, VALUES ("9", "100"));
  assert_titles (f, query, "A,C");
}

static void
fill (Fixture *f, guint people)
{
  const AmbSampleOptions options = { people, 1 };
  g_autoptr (GError) error = NULL;

  amb_sample_fill (f->store, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
dup_since (Fixture *f, AmbRecord *record)
{
  char *day = NULL;

  amb_db_query_text (amb_store_get_db (f->store), &day, NULL,
                     "SELECT max (substr (at, 1, 10)) FROM transitions WHERE record = ? AND "
                     "\"to\" = 'active' AND \"from\" <> ''",
                     "t", amb_record_get_id (record));
  return day;
}

/* Does the record meet the condition? Written without the SQL of lists. */
static gboolean
meets (Fixture *f, AmbRecord *record, const char *standing, const char *role, const char *from)
{
  const char *last = amb_record_get (record, "last-active-on");
  g_autofree char *since = dup_since (f, record);

  return (standing == NULL ||
          g_strcmp0 (amb_lifecycle_get_standing (record, since, "2026-11-23", 30), standing) ==
              0) &&
         (role == NULL || amb_set_contains (amb_record_get (record, "roles"), role)) &&
         (from == NULL || g_strcmp0 (last, from) >= 0);
}

static void
test_sql_agrees_with_c (Fixture *f, gconstpointer data)
{
  static const char *const standings[] = { NULL, "active", "dormant", "paused", "alumni" };
  static const char *const roles[] = { NULL, "curator", "spokesperson" };
  static const char *const froms[] = { NULL, "2026-10-24", "2026-11-20" };
  g_autoptr (AmbQuery) all = new_query (f, NULL, FALSE, NULL);
  g_autoptr (GPtrArray) records = NULL;

  fill (f, 600);
  records = amb_store_list (f->store, all, -1, NULL);
  g_assert_cmpuint (records->len, ==, 600);
  for (guint i = 0; i < G_N_ELEMENTS (standings) * G_N_ELEMENTS (roles) * G_N_ELEMENTS (froms); i++)
    {
      const char *standing = standings[i % 5];
      const char *role = roles[i / 5 % 3];
      const char *from = froms[i / 15];
      g_autoptr (AmbQuery) query = new_query (f, NULL, FALSE, NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *titles = NULL;

      amb_query_where (query, fixture_field (f, "standing"), AMB_MATCH_IN, VALUES (standing));
      amb_query_where (query, fixture_field (f, "roles"), AMB_MATCH_CONTAINS, VALUES (role));
      amb_query_where (query, fixture_field (f, "last-active-on"), AMB_MATCH_FROM, VALUES (from));
      for (guint k = 0; k < records->len; k++)
        if (meets (f, records->pdata[k], standing, role, from))
          g_string_append_printf (expected, "%s%s", expected->len > 0 ? "," : "",
                                  amb_record_get_title (records->pdata[k]));
      titles = fixture_titles (f, query);
      g_assert_cmpstr (titles, ==, expected->str);
    }
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  static const char *const sorts[] = { NULL, "state", "last-active-on", "node-id", "level" };

  fill (f, 200);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (AmbQuery) query = new_query (f, sorts[i], i % 2 == 1, NULL);
      g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (gint64));

      g_assert_true (amb_store_list_rids (f->store, query, 0, -1, all, NULL));
      g_assert_cmpuint (all->len, ==, 200);
      for (guint offset = 0; offset < 220; offset += 30)
        {
          g_assert_true (amb_store_list_rids (f->store, query, offset, 30, page, NULL));
          g_assert_cmpuint (page->len, ==, CLAMP (200 - (int) offset, 0, 30));
          if (page->len > 0)
            g_assert_cmpmem (page->data, page->len * 8, (gint64 *) all->data + offset,
                             page->len * 8);
        }
    }
}

static gint64
get_count (GHashTable *counts, const char *value)
{
  const gint64 *n = g_hash_table_lookup (counts, value);

  return n != NULL ? *n : 0;
}

static void
test_facets (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbQuery) query = new_query (f, NULL, FALSE, NULL);
  g_autoptr (GHashTable) roles = NULL;
  g_autoptr (GHashTable) countries = NULL;
  g_autoptr (GHashTable) states = NULL;

  put_three (f);
  amb_query_where (query, fixture_field (f, "country"), AMB_MATCH_IN, VALUES ("FR"));
  amb_query_where (query, fixture_field (f, "state"), AMB_MATCH_NOT_IN, VALUES ("identified"));
  countries = amb_store_count_values (f->store, query, fixture_field (f, "country"), NULL);
  states = amb_store_count_values (f->store, query, fixture_field (f, "standing"), NULL);
  roles = amb_store_count_values (f->store, query, fixture_field (f, "roles"), NULL);
  g_assert_cmpint (get_count (countries, "FR"), ==, 1);
  g_assert_cmpint (get_count (countries, ""), ==, 1);
  g_assert_cmpint (get_count (countries, "DE"), ==, 0);
  g_assert_cmpint (get_count (states, "active"), ==, 1);
  g_assert_cmpuint (g_hash_table_size (states), ==, 1);
  g_assert_cmpint (get_count (roles, "curator"), ==, 1);
  g_assert_cmpint (get_count (roles, "producer"), ==, 1);
  g_assert_cmpint (get_count (roles, "trainer"), ==, 0);
}

static void
test_titles (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) a = fixture_put (f, f->nodes, "name", "France", NULL);
  g_autoptr (AmbRecord) b = fixture_put (f, f->nodes, "name", "Gone", NULL);
  g_autoptr (GHashTable) some = NULL;
  g_autoptr (GHashTable) all = NULL;
  g_autofree char *title = amb_store_dup_title (f->store, f->nodes, amb_record_get_id (a));
  g_autofree char *none = amb_store_dup_title (f->store, f->nodes, "nothing");
  g_autofree char *unset = amb_store_dup_title (f->store, f->nodes, NULL);

  amb_record_set_deleted (b, TRUE);
  fixture_save (f, b);
  some = amb_store_list_titles (f->store, f->nodes,
                                VALUES (amb_record_get_id (b), "nothing", "\"x"), NULL);
  all = amb_store_list_titles (f->store, f->nodes, NULL, NULL);
  g_assert_cmpstr (title, ==, "France");
  g_assert_null (none);
  g_assert_null (unset);
  g_assert_cmpuint (g_hash_table_size (some), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (some, amb_record_get_id (b)), ==, "Gone");
  g_assert_cmpuint (g_hash_table_size (all), ==, 1);
}

static void
test_find (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbRecord) a = fixture_put (f, f->people, "display-name", "Zoé Dubois", "email",
                                         "z@a.example", "job-title", "Élève", NULL);
  static const struct
  {
    const char *field, *value;
    gboolean folded;
    guint n;
  } cases[] = {
    { "email", "z@a.example", FALSE, 1 },       { "email", "Z@a.example", FALSE, 0 },
    { "display-name", "ZOE  dubois", TRUE, 1 }, { "display-name", "zoe dubois", FALSE, 0 },
    { "job-title", "eleve", TRUE, 1 },          { "job-title", "x", TRUE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) ids =
          amb_store_find (f->store, f->people, fixture_field (f, cases[i].field), cases[i].value,
                          cases[i].folded, NULL);

      g_test_message ("%s %s", cases[i].field, cases[i].value);
      g_assert_cmpuint (ids->len, ==, cases[i].n);
    }
}

static char *
explain (Fixture *f, const AmbQuery *query)
{
  g_autofree char *sql = amb_store_dup_list_sql (f->store, query);
  g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (f->store), text, &error);
  GString *plan = g_string_new ("\n");
  gboolean row;

  g_assert_no_error (error);
  while (amb_stmt_step (stmt, &row, NULL) && row)
    g_string_append_printf (plan, "%s\n", amb_stmt_get_text (stmt, 3));
  return g_string_free (plan, FALSE);
}

/* Search is never a join: its rows are a list, made once by the index. No list reads the table
 * without an index, and the order of names needs no sorting. */
static void
test_plans (Fixture *f, gconstpointer data)
{
  static const char *const sorts[] = { NULL,    "display-name", "state", "standing",
                                       "roles", "node-id",      "level", "last-active-on" };
  static const char *const searches[] = { NULL, "zoe", "a b" };

  fill (f, 600);
  for (guint i = 0; i < G_N_ELEMENTS (sorts) * G_N_ELEMENTS (searches) * 4; i++)
    {
      const char *search = searches[i % 3];
      g_autoptr (AmbQuery) query = new_query (f, sorts[i / 3 % 8], i & 1, search);
      g_autofree char *plan = NULL;

      if (i / 24 >= 1)
        amb_query_where (query, fixture_field (f, "standing"), AMB_MATCH_IN, VALUES ("dormant"));
      if (i / 24 >= 2)
        amb_query_where (query, fixture_field (f, "roles"), AMB_MATCH_CONTAINS, VALUES ("curator"));
      if (i / 24 >= 3)
        amb_query_where (query, fixture_field (f, "node-id"), AMB_MATCH_IN, VALUES ("x", "y"));
      plan = explain (f, query);
      g_test_message ("%s, search %s, %u conditions:%s", sorts[i / 3 % 8], search, i / 24, plan);
      g_assert_null (strstr (plan, "\nSCAN ambassadors\n"));
      g_assert_null (strstr (plan, "AUTOMATIC"));
      if (search != NULL)
        {
          g_assert_nonnull (strstr (plan, "LIST SUBQUERY"));
          g_assert_nonnull (strstr (plan, "SCAN ambassadors_fts VIRTUAL TABLE INDEX 0:M"));
        }
      if (i / 3 % 8 <= 1 && search == NULL && i / 24 <= 1)
        g_assert_null (strstr (plan, "TEMP B-TREE"));
    }
}

/* Whose node decides whether a row belongs to a place is looked up in an index, not in their row.
 */
static void
test_plan_of_a_place (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find ("assignment"));
  g_autofree char *plan = NULL;

  query->within = g_strdup ("0193a000-0000-7000-8000-000000000001");
  plan = explain (f, query);
  g_test_message ("%s", plan);
  g_assert_nonnull (strstr (plan, "USING COVERING INDEX ambassadors_covers (id=?)"));
}

/* When somebody was renewed last is looked up once for each row. */
static void
test_renewal_asks_once (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbQuery) query = new_query (f, "renewal", FALSE, NULL);
  g_autofree char *plan = explain (f, query);
  const char *first = strstr (plan, "transitions_renewed");

  g_test_message ("%s", plan);
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "transitions_renewed"));
}

/* By their numbers, and not as words. */
static void
test_order_of_kpis (Fixture *f, gconstpointer data)
{
  static const char *const codes[] = { "K10", "K2", "K1", "K27" };
  const AmbEntity *targets = amb_entity_find ("kpi-target");
  g_autoptr (AmbQuery) query = amb_query_new (targets);
  g_autofree char *up = NULL, *down = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (AmbRecord) record = fixture_put (f, targets, "kpi", codes[i], "period-from",
                                                  "2026-01-01", "target", "1", NULL);
    }
  up = fixture_titles (f, query);
  g_assert_cmpstr (up, ==, "K1,K2,K10,K27");
  query->sort = amb_entity_find_field (targets, "kpi");
  query->descending = TRUE;
  down = fixture_titles (f, query);
  g_assert_cmpstr (down, ==, "K27,K10,K2,K1");
}

/* Europe › France, and Asia; a person in each, one whose department is France. */
static void
put_places (Fixture *f, char **europe, char **france)
{
  g_autoptr (AmbRecord) above = fixture_put (f, f->nodes, "name", "Europe", NULL);
  g_autoptr (AmbRecord) below =
      fixture_put (f, f->nodes, "name", "France", "parent-id", amb_record_get_id (above), NULL);
  g_autoptr (AmbRecord) other = fixture_put (f, f->nodes, "name", "Asia", NULL);
  static const char *const names[] = { "Ann", "Bob", "Cid", "Dan" };
  const char *nodes[] = { amb_record_get_id (above), amb_record_get_id (below),
                          amb_record_get_id (other), NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AmbRecord) person =
          fixture_put (f, f->people, "display-name", names[i], "node-id", nodes[i], "state",
                       i < 3 ? "active" : "alumni", NULL);
      g_autofree char *title = g_strconcat ("of ", names[i], NULL);

      if (i == 3)
        {
          amb_record_set (person, "department-id", nodes[1]);
          fixture_save (f, person);
        }
      g_object_unref (fixture_put (f, amb_entity_find ("task"), "title", title, "ambassador-id",
                                   amb_record_get_id (person), NULL));
    }
  g_object_unref (fixture_put (f, amb_entity_find ("task"), "title", "of all France", "node-id",
                               nodes[1], NULL));
  g_object_unref (fixture_put (f, amb_entity_find ("role"), "name", "Curator", NULL));
  *europe = g_strdup (nodes[0]);
  *france = g_strdup (nodes[1]);
}

static void
put_empty_nodes (Fixture *f)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Empty %u", i);

      g_object_unref (fixture_put (f, f->nodes, "name", name, NULL));
    }
}

/* A node and what is below it, by the paths of the scopes; what reaches no node is of every one. */
static void
test_within (Fixture *f, gconstpointer data)
{
  g_autofree char *europe = NULL, *france = NULL;
  const struct
  {
    const char *entity;
    char *const *node;
    const char *found;
  } cases[] = {
    { "ambassador", &europe, "Ann,Bob,Dan" },
    { "ambassador", &france, "Bob,Dan" },
    { "node", &europe, "Europe,France" },
    { "node", &france, "France" },
    { "task", &europe, "of all France,of Ann,of Bob,of Dan" },
    { "task", &france, "of all France,of Bob,of Dan" },
    { "role", &france, "Curator" },
  };

  put_places (f, &europe, &france);
  /* The second time most of the network is elsewhere. */
  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint which = i % G_N_ELEMENTS (cases);
      g_autoptr (AmbQuery) query = amb_query_new (amb_entity_find (cases[which].entity));

      if (i == G_N_ELEMENTS (cases))
        put_empty_nodes (f);
      query->within = g_strdup (*cases[which].node);
      g_test_message ("%u: %s", i, cases[which].entity);
      assert_titles (f, query, cases[which].found);
    }
  g_assert_true (amb_entity_reaches_nodes (amb_entity_find ("task")));
  g_assert_false (amb_entity_reaches_nodes (amb_entity_find ("role")));
}

static void
test_within_counts_and_filters (Fixture *f, gconstpointer data)
{
  g_autoptr (AmbQuery) query = new_query (f, NULL, TRUE, "d");
  g_autofree char *europe = NULL, *france = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GError) error = NULL;

  put_places (f, &europe, &france);
  query->within = g_strdup (france);
  assert_titles (f, query, "Dan");
  g_clear_pointer (&query->search, g_free);
  amb_query_where (query, fixture_field (f, "state"), AMB_MATCH_IN, VALUES ("active"));
  assert_titles (f, query, "Bob");
  counts = amb_store_count_values (f->store, query, fixture_field (f, "state"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 2);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (counts, "active"), ==, 1);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (counts, "alumni"), ==, 1);
}

/* Two sound moves of two desks may make a circle. */
static void
test_within_a_circle_ends (Fixture *f, gconstpointer data)
{
  g_autofree char *europe = NULL, *france = NULL;
  g_autoptr (AmbQuery) query = amb_query_new (f->nodes);
  g_autoptr (AmbRecord) above = NULL;

  put_places (f, &europe, &france);
  above = fixture_lookup (f, f->nodes, europe);
  amb_record_set (above, "parent-id", france);
  fixture_save (f, above);
  query->within = g_strdup (france);
  assert_titles (f, query, "Europe,France");
}

/* The tables say how each entity reaches nodes; all of them make sound SQL without reading a whole
 * table of people. */
static void
test_within_every_entity (Fixture *f, gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    {
      for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
        {
          g_autoptr (AmbQuery) query = amb_query_new (*entity);
          g_autoptr (GError) error = NULL;
          gint64 count;

          query->within = g_strdup ("0193a000-0000-7000-8000-000000000001");
          g_test_message ("%u: %s", round, (*entity)->name);
          g_assert_true (amb_store_count (f->store, query, &count, &error));
          g_assert_no_error (error);
          g_assert_cmpint (count, ==, 0);
        }
      put_empty_nodes (f); /* beside them the one that is asked for is little of the network */
    }
}

static GArray *
list_rids (Fixture *f, const AmbQuery *query, gint64 limit)
{
  GArray *rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  amb_store_list_rids (f->store, query, 0, limit, rids, &error);
  g_assert_no_error (error);
  return rids;
}

/* Every row is found in another way than the first of them, by each column, and in a node too. */
static void
test_all_as_in_pages (Fixture *f, gconstpointer data)
{
  g_autofree char *europe = NULL, *france = NULL;

  fill (f, 300);
  put_places (f, &europe, &france);
  amb_db_exec (
      amb_store_get_db (f->store),
      "UPDATE ambassadors SET node_id = (SELECT id FROM nodes WHERE name = 'France') WHERE "
      "rid % 3 = 0",
      NULL);
  for (const AmbField *field = f->people->fields; field->name != NULL; field++)
    for (guint i = 0; i < 8; i++)
      {
        g_autoptr (AmbQuery) query = new_query (f, field->name, i & 1, NULL);
        g_autoptr (GArray) all = NULL, page = NULL;

        if (i & 2)
          amb_query_where (query, fixture_field (f, "state"), AMB_MATCH_IN,
                           VALUES ("active", "paused"));
        query->within = i & 4 ? g_strdup (europe) : NULL;
        all = list_rids (f, query, -1);
        page = list_rids (f, query, 100000);
        g_test_message ("%s %u", field->name, i);
        g_assert_cmpmem (all->data, all->len * sizeof (gint64), page->data,
                         page->len * sizeof (gint64));
        g_assert_cmpuint (all->len, >, 1);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/lists/search-is-blind-to-accents-and-ligatures", test_search);
  ADD ("/store/lists/whatever-is-typed-is-words", test_hostile_search);
  ADD ("/store/lists/every-script-finds-itself", test_every_script);
  ADD ("/store/lists/search-follows-edits-and-removal", test_search_follows_edits);
  ADD ("/store/lists/order-puts-unset-last-and-choices-in-their-order", test_order);
  ADD ("/store/lists/conditions-hold-for-unset-too", test_conditions);
  ADD ("/store/lists/numbers-compare-as-numbers", test_numbers_compare_as_numbers);
  ADD ("/store/lists/sql-agrees-with-c", test_sql_agrees_with_c);
  ADD ("/store/lists/pages-are-pieces-of-the-whole", test_pages);
  ADD ("/store/lists/facets-count-without-their-own-condition", test_facets);
  ADD ("/store/lists/titles-of-references-removed-ones-too", test_titles);
  ADD ("/store/lists/find-by-value-or-folded", test_find);
  ADD ("/store/lists/kpis-stand-by-their-numbers", test_order_of_kpis);
  ADD ("/store/lists/within-a-node-and-what-is-below", test_within);
  ADD ("/store/lists/within-a-node-with-filters", test_within_counts_and_filters);
  ADD ("/store/lists/every-row-is-as-in-its-pages", test_all_as_in_pages);
  ADD ("/store/lists/within-a-circle-ends", test_within_a_circle_ends);
  ADD ("/store/lists/within-a-node-for-every-entity", test_within_every_entity);
  ADD ("/store/lists/no-plan-reads-the-whole-table", test_plans);
  ADD ("/store/lists/a-place-is-looked-up-in-an-index", test_plan_of_a_place);
  ADD ("/store/lists/renewal-asks-once", test_renewal_asks_once);
  return g_test_run ();
}
