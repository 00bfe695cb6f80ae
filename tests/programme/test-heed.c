/* What is said before a role is given. */
#include "programme-fixture.h"

#include "amb-heed.h"

static void
test_levels (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *has, *asked; /* has: NULL: no certificate yet */
    const char *says;        /* NULL: nothing */
  } cases[] = {
    { "1", "4", "“Speaker” asks for Level 4, and Bo has Level 1." },
    { NULL, "1", "“Speaker” asks for Level 1, and Bo has no certificate yet." },
    { "3", "4", "“Speaker” asks for Level 4, and Bo has Level 3." },
    { "4", "4", NULL },
    { "3", "2", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bo = FIXTURE_ADD (f, "ambassador", "display-name", "Bo", "state", "active",
                                         cases[i].has != NULL ? "level" : NULL, cases[i].has);
      g_autofree char *role =
          FIXTURE_ADD (f, "role", "name", "Speaker", "kind", "other", "level", cases[i].asked);
      g_autoptr (AmbRecord) gift = amb_record_new (amb_entity_find ("assignment"), NULL);
      g_autofree char *said = amb_heed_dup_role (f->store, bo, role);
      g_autofree char *of_record = NULL;

      amb_record_set (gift, "ambassador-id", bo);
      amb_record_set (gift, "role-id", role);
      of_record = amb_heed_dup (f->store, gift);
      g_assert_cmpstr (said, ==, cases[i].says);
      g_assert_cmpstr (of_record, ==, cases[i].says);
    }
}

/* What isn't there asks for nothing, nor does another kind of record. */
static void
test_nothing_to_say (Fixture *f, gconstpointer data)
{
  g_autofree char *bo = FIXTURE_ADD (f, "ambassador", "display-name", "Bo", "state", "active");
  g_autoptr (AmbRecord) gift = amb_record_new (amb_entity_find ("assignment"), NULL);
  g_autoptr (AmbRecord) person = amb_store_get (f->store, f->people, bo, NULL);

  amb_record_set (gift, "ambassador-id", bo);
  g_assert_null (amb_heed_dup (f->store, gift));
  g_assert_null (amb_heed_dup_role (f->store, bo, bo));
  g_assert_null (amb_heed_dup (f->store, person));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/programme/heed/a-role-above-the-level-names-both", Fixture, NULL, fixture_set_up,
              test_levels, fixture_tear_down);
  g_test_add ("/programme/heed/nothing-is-said-of-what-is-not-there", Fixture, NULL, fixture_set_up,
              test_nothing_to_say, fixture_tear_down);
  return g_test_run ();
}
