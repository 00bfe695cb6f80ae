/* Which named views one finds, and which of them one may change. */
#include "amb-named-views.h"
#include "programme-fixture.h"

#include <string.h>

static char *
add_view (Fixture *f, const char *title, const char *owner, const char *visibility)
{
  return fixture_add (f,
                      fixture_new (f, amb_entity_find ("named-view"), "title", title, "entity",
                                   "ambassador", "owner-id", owner, "visibility", visibility, NULL),
                      0);
}

static void
act_as (Fixture *f, const char *person, const char *access)
{
  g_assert_true (amb_store_set_meta (f->store, "actor-person", person, NULL));
  g_assert_true (amb_store_set_meta (f->store, "actor-access", access, NULL));
  amb_programme_load_actor (f->programme);
}

/* “Mine:mine+ Shared:shared-”: name, whose, whether it may be changed. */
static char *
dup_found (Fixture *f, const AmbEntity *entity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = amb_named_views_list (f->store, entity, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (views, i);

      g_assert_cmpint (view->may_change, ==, view->may_remove);
      g_string_append_printf (out, "%s%s:%s%s%s", i > 0 ? " " : "", view->title,
                              view->is_mine ? "mine" : "theirs", view->is_shared ? "-shared" : "",
                              view->may_change ? "+" : "");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* As a page of the server brings it: the row with the scope that it came by. */
static void
bring_by (Fixture *f, const char *id, const char *scope)
{
  g_autoptr (AmbRecord) record = amb_store_get (f->store, amb_entity_find ("named-view"), id, NULL);

  g_assert_true (amb_db_run (amb_store_get_db (f->store), NULL,
                             "INSERT OR IGNORE INTO sync_scope (name, gen) VALUES (?, 1)", "t",
                             scope));
  g_assert_true (amb_db_run (amb_store_get_db (f->store), NULL,
                             "INSERT INTO sync_member (scope, entity, rid, gen) SELECT id, "
                             "'named-view', ?, 1 FROM sync_scope WHERE name = ?",
                             "it", amb_record_get_rid (record), scope));
}

static void
test_who_finds_what (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *access;
    gboolean is_ama; /* else nobody of the programme */
    const char *found;
  } cases[] = {
    { NULL, FALSE, "Nobody’s:mine+ All:theirs-shared+ Zoé’s:theirs-shared+" },
    { "manager", TRUE, "Ama’s:mine+ Nobody’s:mine+ All:mine-shared+ Zoé’s:theirs-shared+" },
    { "lead", TRUE, "Ama’s:mine+ All:mine-shared+ Zoé’s:theirs-shared" },
    { "ambassador", TRUE, "Ama’s:mine+ All:mine-shared+ Zoé’s:theirs-shared" },
    { "auditor", TRUE, "Ama’s:mine All:mine-shared Zoé’s:theirs-shared" },
    { "sponsor", TRUE, "" },
    { "none", TRUE, "" },
  };
  g_autofree char *ama = fixture_add_person (f, "Ama");
  g_autofree char *zoe = fixture_add_person (f, "Zoé");
  g_autofree char *ids[] = { add_view (f, "Zoé’s", zoe, "shared"),
                             add_view (f, "All", ama, "shared"),
                             add_view (f, "Nobody’s", NULL, "private"),
                             add_view (f, "Ama’s", ama, "private"),
                             add_view (f, "Zoé’s own", zoe, "private") };
  g_autofree char *others = dup_found (f, f->nodes);

  g_assert_cmpstr (others, ==, "");
  bring_by (f, ids[0], "org");
  bring_by (f, ids[1], "org");
  bring_by (f, ids[1], "own:ama");
  bring_by (f, ids[3], "own:ama");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;

      act_as (f, cases[i].is_ama ? ama : NULL, cases[i].access);
      found = dup_found (f, f->people);
      g_test_message ("%s", cases[i].access);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
  for (guint i = 1; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_autofree char *c = add_view (f, "ça", NULL, "shared");
  g_autofree char *b = add_view (f, "B", NULL, "shared");
  g_autofree char *z = add_view (f, "Z", NULL, "shared");
  g_autofree char *found = NULL;

  fixture_set (f, amb_entity_find ("named-view"), z, "position", "1");
  found = dup_found (f, f->people);
  g_assert_cmpstr (found, ==, "Z:mine-shared+ B:mine-shared+ ça:mine-shared+");
}

static void
test_a_removed_one_is_gone_and_comes_back (Fixture *f, gconstpointer data)
{
  g_autofree char *id = add_view (f, "A", NULL, "private");
  g_autofree char *gone = NULL, *back = NULL, *left = NULL;

  g_assert_true (amb_programme_remove (f->programme, amb_entity_find ("named-view"), id, NULL));
  gone = dup_found (f, f->people);
  left = fixture_undo (f, 1, 0);
  back = dup_found (f, f->people);
  g_assert_cmpstr (gone, ==, "");
  g_assert_cmpstr (back, ==, "A:mine+");
}

static void
test_choose (Fixture *f, gconstpointer data)
{
  g_autofree char *mine = add_view (f, "Dormant", NULL, "private");
  g_autofree char *shared = add_view (f, "dörmant ", NULL, "shared");
  g_autofree char *other = add_view (f, "Écoute", NULL, "shared");
  g_autoptr (GPtrArray) views = amb_named_views_list (f->store, f->people, NULL);
  g_autoptr (GPtrArray) none = amb_named_views_list (f->store, f->nodes, NULL);
  const struct
  {
    GPtrArray *views;
    const char *name;
    const char *id; /* NULL: refused */
    AmbError code;
    const char *words[3];
  } cases[] = {
    { views, "Écoute", other, 0, { NULL } },
    { views, "ecoute", other, 0, { NULL } },
    { views, shared, shared, 0, { NULL } },
    { views, "Dormant", NULL, AMB_ERROR_CONFLICT, { "“Dormant”", mine, shared } },
    { views, "Asleep", NULL, AMB_ERROR_NOT_FOUND, { "“Asleep”", "“Écoute”", "People" } },
    { views, "", NULL, AMB_ERROR_NOT_FOUND, { "“”" } },
    { none, "Écoute", NULL, AMB_ERROR_NOT_FOUND, { "Nodes", "none yet" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const AmbNamedView *view = amb_named_views_choose (
          cases[i].views, cases[i].views == none ? f->nodes : f->people, cases[i].name, &error);

      g_test_message ("%s: %s", cases[i].name, error != NULL ? error->message : "");
      g_assert_cmpstr (view != NULL ? view->id : NULL, ==, cases[i].id);
      if (cases[i].id != NULL)
        continue;
      g_assert_error (error, AMB_ERROR, (int) cases[i].code);
      for (guint k = 0; k < 3 && cases[i].words[k] != NULL; k++)
        g_assert_nonnull (strstr (error->message, cases[i].words[k]));
    }
}

/* Without a person the one at this desk is a manager; others need to be somebody. */
static void
test_who_may_add (Fixture *f, gconstpointer data)
{
  static const struct
  {
    AmbAccess access;
    gboolean without_person, with_person;
  } cases[] = {
    { AMB_ACCESS_MANAGER, TRUE, TRUE },     { AMB_ACCESS_LEAD, FALSE, TRUE },
    { AMB_ACCESS_AMBASSADOR, FALSE, TRUE }, { AMB_ACCESS_AUDITOR, FALSE, FALSE },
    { AMB_ACCESS_SPONSOR, FALSE, FALSE },   { AMB_ACCESS_NONE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (amb_named_views_may_add (cases[i].access, NULL), ==,
                       cases[i].without_person);
      g_assert_cmpint (amb_named_views_may_add (cases[i].access, "x"), ==, cases[i].with_person);
    }
}

static void
test_added_is_mine (Fixture *f, gconstpointer data)
{
  g_autofree char *ama = fixture_add_person (f, "Ama");
  g_autofree char *id = NULL, *refused = NULL, *found = NULL;
  g_autoptr (GError) error = NULL;

  act_as (f, ama, "ambassador");
  id = amb_named_view_add (f->programme, f->people, "A", "{}", FALSE, &error);
  g_assert_no_error (error);
  fixture_assert (f, amb_entity_find ("named-view"), id, "owner-id", ama);
  fixture_assert (f, amb_entity_find ("named-view"), id, "entity", "ambassador");
  found = dup_found (f, f->people);
  g_assert_cmpstr (found, ==, "A:mine+");

  refused = amb_named_view_add (f->programme, f->people, "", "{}", FALSE, &error);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_clear_error (&error);
  act_as (f, ama, "auditor");
  refused = amb_named_view_add (f->programme, f->people, "B", "{}", FALSE, &error);
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
}

static char *
dup_titles (Fixture *f)
{
  g_autoptr (GPtrArray) views = amb_named_views_list (f->store, f->people, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    g_string_append (out, ((AmbNamedView *) g_ptr_array_index (views, i))->title);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Own and shared ones each have an order of their own. */
static void
test_step (Fixture *f, gconstpointer data)
{
  g_autofree char *a = add_view (f, "A", NULL, "private");
  g_autofree char *b = add_view (f, "B", NULL, "private");
  g_autofree char *c = add_view (f, "C", NULL, "private");
  g_autofree char *s = add_view (f, "S", NULL, "shared");
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;

  g_assert_true (amb_named_view_step (f->programme, f->people, a, 1, NULL));
  first = dup_titles (f);
  g_assert_cmpstr (first, ==, "BACS");
  g_assert_true (amb_named_view_step (f->programme, f->people, c, -1, NULL));
  second = dup_titles (f);
  g_assert_cmpstr (second, ==, "BCAS");
  g_assert_false (amb_named_view_step (f->programme, f->people, b, -1, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (amb_named_view_step (f->programme, f->people, s, 1, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
}

/* The order of shared views is of all of them: whoever may not change each one leaves it. */
static void
test_step_of_others (Fixture *f, gconstpointer data)
{
  g_autofree char *ama = fixture_add_person (f, "Ama");
  g_autofree char *bo = fixture_add_person (f, "Bo");
  g_autofree char *theirs = add_view (f, "A", bo, "shared");
  g_autofree char *mine = add_view (f, "B", ama, "shared");
  g_autoptr (GPtrArray) views = NULL;

  bring_by (f, theirs, "org");
  act_as (f, ama, "lead");
  views = amb_named_views_list (f->store, f->people, NULL);
  g_assert_cmpuint (views->len, ==, 2);
  g_assert_false (amb_named_views_can_step (views, mine, -1));
  g_assert_false (amb_named_view_step (f->programme, f->people, mine, -1, NULL));
  act_as (f, NULL, "manager");
  g_assert_true (amb_named_view_step (f->programme, f->people, mine, -1, NULL));
}

#define ADD(path, test)                                                                            \
  g_test_add ("/programme/named-views/" path, Fixture, NULL, fixture_set_up, test,                 \
              fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-finds-own-ones-and-the-shared-and-changes-what-one-may", test_who_finds_what);
  ADD ("they-stand-by-position-then-by-name", test_order);
  ADD ("a-removed-one-is-gone-and-comes-back", test_a_removed_one_is_gone_and_comes_back);
  ADD ("one-is-chosen-by-id-or-by-a-unique-name", test_choose);
  ADD ("who-is-nobody-keeps-none-unless-a-manager", test_who_may_add);
  ADD ("what-one-adds-is-ones-own", test_added_is_mine);
  ADD ("two-change-places", test_step);
  ADD ("nobody-reorders-what-others-share", test_step_of_others);
  return g_test_run ();
}
