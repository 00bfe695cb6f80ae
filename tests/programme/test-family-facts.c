/* What was made of an asset, for which needs, and what came of it: counted by hand. */
#include "programme-fixture.h"

#include "amb-asset-acts.h"
#include "amb-asset-facts.h"
#include "amb-family-facts.h"
#include "amb-need-facts.h"
#include "amb-rights.h"

typedef struct
{
  Fixture f;
  char *lab, *sales, *hr, *channel, *need;
  char *study, *film, *photo; /* assets: of the lab; one that ends soon, one that nobody used */
  char *post, *story, *teaser, *original; /* story is made of post, teaser of story */
  char *variant;
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__, NULL)

static void
publish (World *self, const char *item, const char *variant, const char *reach, const char *source)
{
  g_autofree char *publication =
      ADD (self, "publication", "item-id", item, "variant-id", variant, "channel-id", self->channel,
           "kind", "company", "published-at", "2026-11-10T09:00:00.000Z", "audience-size", reach);
  g_autofree char *measurement =
      source != NULL ? ADD (self, "measurement", "publication-id", publication, "measured-on",
                            "2026-11-12", "source", source, "reactions", "10")
                     : NULL;
}

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->f, data);
  self->lab = ADD (self, "node", "name", "Lab", "kind", "department");
  self->sales = ADD (self, "node", "name", "Sales", "kind", "department");
  self->hr = ADD (self, "node", "name", "People", "kind", "department");
  self->channel = ADD (self, "channel", "name", "Page", "network", "linkedin");
  self->need = ADD (self, "need", "title", "Twelve cities", "node-id", self->sales, "audience",
                    "client", "wanted-by", "2026-12-31");
  self->study = ADD (self, "asset", "title", "Study", "department-id", self->lab, "rights", "own",
                     "confidentiality", "public", "language", "en");
  self->film = ADD (self, "asset", "title", "Film", "department-id", self->lab, "rights", "consent",
                    "rights-until", "2026-12-10", "confidentiality", "public");
  self->photo = ADD (self, "asset", "title", "Photo", "department-id", self->hr, "rights", "own",
                     "confidentiality", "public");
  self->post = ADD (self, "content-item", "title", "Post", "department-id", self->sales, "asset-id",
                    self->study, "source", "asset", "audience", "client", "need-id", self->need);
  self->story = ADD (self, "content-item", "title", "Story", "department-id", self->hr, "parent-id",
                     self->post, "source", "derivative", "audience", "applicant");
  self->teaser = ADD (self, "content-item", "title", "Teaser", "department-id", self->lab,
                      "parent-id", self->story, "source", "derivative");
  self->original = ADD (self, "content-item", "title", "Original", "department-id", self->lab,
                        "source", "original", "need-id", self->need, "asset-id", self->film);
  self->variant = ADD (self, "variant", "item-id", self->post, "audience", "client", "channel-id",
                       self->channel, "language", "en", "body", "Read it");
  publish (self, self->post, self->variant, "1000", "measured");
  publish (self, self->post, NULL, "500", "estimated");
  publish (self, self->story, NULL, NULL, NULL);
}

static void
tear_down (World *self, gconstpointer data)
{
  char **texts[] = { &self->lab,    &self->sales,    &self->hr,     &self->channel, &self->need,
                     &self->study,  &self->film,     &self->photo,  &self->post,    &self->story,
                     &self->teaser, &self->original, &self->variant };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  fixture_tear_down (&self->f, data);
}

static AmbFamily *
load (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  AmbFamily *family = amb_family_load (self->f.store, id, &error);

  g_assert_no_error (error);
  return family;
}

/* "Study > Post > …": depth and title, or the kind of what has none. */
static char *
draw (const AmbFamily *family)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < family->relatives->len; i++)
    {
      guint at = family->order[i];
      const AmbRelative *relative = amb_family_get (family, at);

      g_string_append_printf (out, "%u%s ", family->links[at].depth,
                              relative->title != NULL                  ? relative->title
                              : relative->kind == AMB_RELATIVE_VARIANT ? "variant"
                                                                       : "published");
    }
  return g_string_free (out, FALSE);
}

static void
test_family (World *self, gconstpointer data)
{
  static const char whole[] =
      "0Study 1Post 2Story 3Teaser 3published 2variant 3published 2published ";
  const char *const asked[] = { self->study, self->post, self->teaser, self->variant };

  /* Whoever is asked for, the family is the same. */
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (AmbFamily) family = load (self, asked[i]);
      g_autofree char *drawn = draw (family);

      g_assert_cmpstr (drawn, ==, whole);
      g_assert_cmpstr (amb_family_get (family, family->asked)->id, ==, asked[i]);
      g_assert_cmpuint (family->n_items, ==, 3);
      g_assert_cmpuint (family->n_departments, ==, 3);
    }
}

static void
test_sums (World *self, gconstpointer data)
{
  g_autoptr (AmbFamily) family = load (self, self->study);
  const AmbRelative *study = amb_family_get (family, family->order[0]);
  const AmbRelative *story = amb_family_get (family, family->order[2]);

  g_assert_cmpuint (study->total.n, ==, 3);
  g_assert_cmpint (study->total.reach, ==, 1500);
  g_assert_cmpuint (study->total.n_reach_unknown, ==, 1);
  g_assert_cmpint (study->total.engagement, ==, 10);
  g_assert_cmpint (study->total.estimated, ==, 10);
  g_assert_cmpuint (study->total.n_unknown, ==, 1);
  g_assert_cmpuint (story->total.n, ==, 1);
  g_assert_cmpuint (story->total.n_unknown, ==, 1);
  g_assert_cmpuint (family->total.n, ==, 3);
  g_assert_cmpstr (study->state, ==, "in_rights");
  g_assert_cmpstr (study->department, ==, "Lab");
}

/* What two desks brought about that were apart: a rule keeps one desk from it. */
static void
test_circle (World *self, gconstpointer data)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE content_items SET asset_id = NULL, parent_id = '%s' WHERE id = '%s'",
                       self->teaser, self->post);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbFamily) family = NULL;
  g_autofree char *drawn = NULL;

  g_assert_false (amb_programme_set_field (self->f.programme, amb_entity_find ("content-item"),
                                           self->post, "parent-id", self->teaser, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_clear_error (&error);
  amb_db_exec (amb_store_get_db (self->f.store), sql, &error);
  g_assert_no_error (error);
  family = load (self, self->story);
  drawn = draw (family);
  g_assert_cmpstr (drawn, ==, "0Post 1Story 2Teaser 2published 1variant 2published 1published ");
  g_free (sql);
  sql =
      g_strdup_printf ("UPDATE content_items SET asset_id = '%s', parent_id = NULL WHERE id = '%s'",
                       self->study, self->post);
  amb_db_exec (amb_store_get_db (self->f.store), sql, &error);
  g_assert_no_error (error);
}

static void
test_nobody (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amb_family_load (self->f.store, self->sales, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND);
}

/* The list says of each asset what the rule says. */
static void
test_standings (World *self, gconstpointer data)
{
  static const char *const days[] = { NULL, "2026-11-22", "2026-11-23", "2026-12-23",
                                      "2026-12-24" };
  static const char *const rights[] = { NULL, "own", "unclear" };
  const AmbEntity *assets = amb_entity_find ("asset");

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (guint j = 0; j < G_N_ELEMENTS (days); j++)
      for (guint k = 0; k < G_N_ELEMENTS (rights); k++)
        {
          const AmbRights rule = { rights[k], days[i], days[j] };

          fixture_set (&self->f, assets, self->photo, "rights-until", days[i]);
          fixture_set (&self->f, assets, self->photo, "expires-on", days[j]);
          fixture_set (&self->f, assets, self->photo, "rights", rights[k]);
          fixture_assert (&self->f, assets, self->photo, "standing",
                          amb_rights_get_standing (&rule, "2026-11-23"));
        }
  fixture_assert (&self->f, assets, self->photo, "reuse", "never");
  fixture_assert (&self->f, assets, self->film, "reuse", "own");
  fixture_assert (&self->f, assets, self->study, "reuse", "others");
}

static void
test_shelves (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbShelves) shelves = amb_shelves_load (self->f.store, NULL, 2, &error);
  g_autoptr (AmbShelves) of_hr = amb_shelves_load (self->f.store, self->hr, 2, &error);
  const AmbShelved *most;

  g_assert_no_error (error);
  g_assert_cmpuint (shelves->n_assets, ==, 3);
  for (guint i = 0; i < AMB_N_SHELVES; i++)
    {
      g_assert_cmpuint (shelves->n[i], ==, 1);
      g_assert_cmpuint (shelves->shelves[i]->len, ==, 1);
    }
  g_assert_cmpstr (((AmbShelved *) shelves->shelves[AMB_SHELF_NEVER]->pdata[0])->title, ==,
                   "Photo");
  g_assert_cmpstr (((AmbShelved *) shelves->shelves[AMB_SHELF_ENDS_SOON]->pdata[0])->title, ==,
                   "Film");
  most = shelves->shelves[AMB_SHELF_MOST]->pdata[0];
  g_assert_cmpstr (most->title, ==, "Study");
  g_assert_cmpuint (most->n_others, ==, 1);
  g_assert_cmpuint (of_hr->n_assets, ==, 1);
  g_assert_cmpuint (of_hr->n[AMB_SHELF_MOST], ==, 0);
}

static void
test_shelves_are_short (World *self, gconstpointer data)
{
  static const char *const days[] = { NULL, "2027-03-01", "2027-01-01", "2027-02-01" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbShelves) shelves = NULL, all = NULL;
  const AmbShelved *last;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *id =
          ADD (self, "asset", "title", days[i] != NULL ? days[i] : "Z", "department-id", self->hr,
               "rights", "own", "rights-until", days[i]);
    }
  g_free (ADD (self, "asset", "title", "Unclear", "department-id", self->hr, "rights", "unclear",
               "rights-until", "2026-12-01"));
  all = amb_shelves_load (self->f.store, NULL, 10, &error);
  shelves = amb_shelves_load (self->f.store, NULL, 3, &error);
  g_assert_no_error (error);
  /* What is counted is there, behind what may be used. */
  g_assert_cmpuint (all->n[AMB_SHELF_NEVER], ==, 6);
  g_assert_cmpuint (all->shelves[AMB_SHELF_NEVER]->len, ==, 6);
  last = all->shelves[AMB_SHELF_NEVER]->pdata[5];
  g_assert_cmpstr (last->title, ==, "Unclear");
  g_assert_true (last->is_barred);
  g_assert_false (((AmbShelved *) all->shelves[AMB_SHELF_NEVER]->pdata[4])->is_barred);
  g_assert_cmpuint (shelves->n[AMB_SHELF_NEVER], ==, 6);
  g_assert_cmpuint (shelves->shelves[AMB_SHELF_NEVER]->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const sorted[] = { "2027-01-01", "2027-02-01", "2027-03-01" };

      g_assert_cmpstr (((AmbShelved *) shelves->shelves[AMB_SHELF_NEVER]->pdata[i])->title, ==,
                       sorted[i]);
    }
}

static void
test_reuse (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nobodys =
      ADD (self, "content-item", "title", "Nobody’s", "asset-id", self->study, "source", "asset");
  g_autoptr (GPtrArray) sharers = amb_reuse_load (self->f.store, NULL, &error);
  const AmbSharer *lab;

  g_assert_no_error (error);
  g_assert_cmpuint (sharers->len, ==, 2);
  lab = sharers->pdata[0];
  g_assert_cmpstr (lab->name, ==, "Lab");
  g_assert_cmpuint (lab->n_assets, ==, 2);
  g_assert_cmpuint (lab->n_never, ==, 0);
  /* The original out of the film, and the teaser of the story of the post of the study. */
  g_assert_cmpuint (lab->n_own, ==, 2);
  g_assert_cmpuint (lab->n_others, ==, 2);
  g_assert_cmpuint (lab->reusers->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (((AmbReuser *) lab->reusers->pdata[i])->n_items, ==, 1);
  g_assert_null (((AmbReuser *) lab->reusers->pdata[0])->name);
  g_assert_cmpuint (((AmbSharer *) sharers->pdata[1])->n_never, ==, 1);
}

/* Items of one asset and of several add up to one line of their department. */
static void
test_reuse_adds_up (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *house = ADD (self, "node", "name", "House", "kind", "department");
  g_autofree char *shop = ADD (self, "node", "name", "Shop", "kind", "department");
  g_autofree char *song =
      ADD (self, "asset", "title", "Song", "department-id", house, "confidentiality", "internal");
  g_autofree char *dance =
      ADD (self, "asset", "title", "Dance", "department-id", house, "confidentiality", "internal");
  const char *const assets[] = { song, song, dance };
  const AmbReuser *reuser;
  g_autoptr (GPtrArray) sharers = NULL;
  const AmbSharer *sharer;

  for (guint i = 0; i < G_N_ELEMENTS (assets); i++)
    g_free (ADD (self, "content-item", "title", "Item", "asset-id", assets[i], "source", "asset",
                 "department-id", shop));
  g_assert_true (amb_db_exec (amb_store_get_db (self->f.store),
                              "UPDATE content_items SET state = 'published' WHERE title = 'Item' "
                              "AND rid <> (SELECT max (rid) FROM content_items)",
                              &error));
  sharers = amb_reuse_load (self->f.store, house, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sharers->len, ==, 1);
  sharer = sharers->pdata[0];
  g_assert_cmpuint (sharer->n_assets, ==, 2);
  g_assert_cmpuint (sharer->reusers->len, ==, 1);
  reuser = sharer->reusers->pdata[0];
  g_assert_cmpstr (reuser->name, ==, "Shop");
  g_assert_cmpuint (reuser->n_items, ==, 3);
  g_assert_cmpuint (reuser->n_published, ==, 2);
  g_assert_cmpuint (sharer->n_others, ==, 3);
}

static void
test_need (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbNeedFacts) facts = amb_need_load (self->f.store, self->need, &error);
  const AmbNeedItem *item;

  g_assert_no_error (error);
  g_assert_cmpstr (facts->department, ==, "Sales");
  g_assert_cmpuint (facts->items->len, ==, 2);
  item = facts->items->pdata[1];
  g_assert_cmpstr (item->title, ==, "Post");
  g_assert_cmpuint (item->outcome.n, ==, 2);
  g_assert_cmpuint (facts->n_published, ==, 1);
  g_assert_cmpint (facts->total.reach, ==, 1500);
  g_assert_cmpint (facts->total.engagement, ==, 10);
  g_assert_cmpint (facts->total.estimated, ==, 10);
  /* Film and study serve it already; the photo would. */
  g_assert_cmpuint (facts->offers->len, ==, 1);
  g_assert_cmpstr (((AmbGapOffer *) facts->offers->pdata[0])->title, ==, "Photo");
}

static void
test_need_standings (World *self, gconstpointer data)
{
  const AmbEntity *needs = amb_entity_find ("need"), *items = amb_entity_find ("content-item");
  g_autofree char *bare = ADD (self, "need", "title", "Bare", "node-id", self->sales);

  fixture_assert (&self->f, needs, self->need, "standing", "published");
  fixture_assert (&self->f, needs, bare, "standing", "without");
  fixture_set (&self->f, needs, bare, "wanted-by", "2026-11-22");
  fixture_assert (&self->f, needs, bare, "standing", "late");
  fixture_set (&self->f, needs, bare, "wanted-by", "2026-11-23");
  fixture_set (&self->f, items, self->teaser, "need-id", bare);
  fixture_assert (&self->f, needs, bare, "standing", "planned");
}

/* Each is one undo. */

static void
test_derive (World *self, gconstpointer data)
{
  const AmbEntity *items = amb_entity_find ("content-item");
  const AmbDerivation of_asset = { self->photo, "partner", NULL };
  const AmbDerivation of_item = { self->post, NULL, NULL };
  const AmbDerivation for_need = { NULL, NULL, self->need };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = amb_programme_derive (self->f.programme, &of_asset, &error);
  g_autofree char *second = amb_programme_derive (self->f.programme, &of_item, &error);
  g_autofree char *third = amb_programme_derive (self->f.programme, &for_need, &error);

  g_assert_no_error (error);
  fixture_assert (&self->f, items, first, "title", "Photo");
  fixture_assert (&self->f, items, first, "source", "asset");
  fixture_assert (&self->f, items, first, "asset-id", self->photo);
  fixture_assert (&self->f, items, first, "department-id", self->hr);
  fixture_assert (&self->f, items, first, "audience", "partner");
  fixture_assert (&self->f, items, first, "kind", NULL);
  fixture_assert (&self->f, items, second, "source", "derivative");
  fixture_assert (&self->f, items, second, "parent-id", self->post);
  fixture_assert (&self->f, items, second, "asset-id", self->study);
  fixture_assert (&self->f, items, second, "audience", "client");
  fixture_assert (&self->f, items, second, "need-id", NULL);
  fixture_assert (&self->f, items, third, "title", "Twelve cities");
  fixture_assert (&self->f, items, third, "need-id", self->need);
  fixture_assert (&self->f, items, third, "department-id", self->sales);
  g_free (fixture_undo (&self->f, 1, 0));
  g_assert_false (fixture_lives (&self->f, items, third));
  g_assert_true (fixture_lives (&self->f, items, second));
}

static void
test_acts (World *self, gconstpointer data)
{
  const AmbEntity *assets = amb_entity_find ("asset"), *needs = amb_entity_find ("need");
  const AmbEntity *items = amb_entity_find ("content-item");
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_programme_renew_rights (self->f.programme, self->film, 1, &error));
  fixture_assert (&self->f, assets, self->film, "rights-until", "2027-12-10");
  g_free (fixture_undo (&self->f, 1, 0));
  fixture_assert (&self->f, assets, self->film, "rights-until", "2026-12-10");
  fixture_set (&self->f, assets, self->film, "rights", "unclear");
  g_assert_false (amb_programme_renew_rights (self->f.programme, self->film, 1, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);

  fixture_set (&self->f, items, self->teaser, "no-need", "1");
  g_assert_true (amb_programme_serve_need (self->f.programme, self->need, self->teaser, &error));
  fixture_assert (&self->f, items, self->teaser, "need-id", self->need);
  fixture_assert (&self->f, items, self->teaser, "no-need", "0");
  g_free (fixture_undo (&self->f, 2, 0));
  fixture_assert (&self->f, items, self->teaser, "no-need", "1");

  g_assert_true (amb_programme_answer_need (self->f.programme, self->need, "partly",
                                            "Seven of twelve", &error));
  fixture_assert (&self->f, needs, self->need, "met", "partly");
  fixture_assert (&self->f, needs, self->need, "outcome", "Seven of twelve");
  g_free (fixture_undo (&self->f, 2, 0));
  fixture_assert (&self->f, needs, self->need, "met", NULL);
}

/* Its owner says so, and no other ambassador. */
static void
test_who_answers (World *self, gconstpointer data)
{
  const AmbEntity *needs = amb_entity_find ("need");
  g_autofree char *owner = fixture_add_person (&self->f, "Ada");
  g_autofree char *other = fixture_add_person (&self->f, "Ben");
  g_autoptr (GError) error = NULL;

  fixture_set (&self->f, needs, self->need, "owner-id", owner);
  amb_programme_set_actor (self->f.programme, "Ben", other, AMB_ACCESS_AMBASSADOR);
  g_assert_false (amb_programme_answer_need (self->f.programme, self->need, "no", NULL, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_DENIED);
  g_clear_error (&error);
  amb_programme_set_actor (self->f.programme, "Ada", owner, AMB_ACCESS_AMBASSADOR);
  amb_programme_answer_need (self->f.programme, self->need, "no", NULL, &error);
  g_assert_no_error (error);
  fixture_assert (&self->f, needs, self->need, "met", "no");
}

#define TEST(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/family-facts/the-same-from-wherever-it-is-asked", test_family);
  TEST ("/family-facts/results-add-up-to-the-asset", test_sums);
  TEST ("/family-facts/a-circle-is-cut", test_circle);
  TEST ("/family-facts/what-is-no-content-is-not-found", test_nobody);
  TEST ("/family-facts/lists-and-rule-say-the-same-of-rights", test_standings);
  TEST ("/family-facts/shelves", test_shelves);
  TEST ("/family-facts/a-shelf-shows-what-ends-first", test_shelves_are_short);
  TEST ("/family-facts/reuse-by-department", test_reuse);
  TEST ("/family-facts/reuse-adds-up", test_reuse_adds_up);
  TEST ("/family-facts/outcome-of-a-need", test_need);
  TEST ("/family-facts/content-of-a-need", test_need_standings);
  TEST ("/family-facts/an-idea-out-of-an-asset-an-item-a-need", test_derive);
  TEST ("/family-facts/acts-are-undone", test_acts);
  TEST ("/family-facts/who-stated-a-need-says-whether-it-was-met", test_who_answers);
  return g_test_run ();
}
