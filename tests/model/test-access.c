/* The access table against a statement written by hand: R read, C create, U update, D delete, M
 * move, – nothing. */
#include "amb-access.h"

#include <string.h>

static const struct
{
  const char *entity;
  const char *rights[6]; /* none manager lead ambassador sponsor auditor */
} statement[] = {
  { "programme", { "", "RU", "R", "R", "", "R" } },
  { "node", { "", "RCUDM", "R", "R", "", "R" } },
  { "ambassador", { "", "RCUDM", "RCUM", "RUM", "", "R" } },
  { "transition", { "", "R", "R", "R", "", "R" } },
};

static void
test_table (void)
{
  guint n = 0;

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (guint i = 0; i < G_N_ELEMENTS (statement); i++)
      {
        if (!g_str_equal (statement[i].entity, (*e)->name))
          continue;
        n++;
        for (AmbAccess a = AMB_ACCESS_NONE; a <= AMB_ACCESS_AUDITOR; a++)
          {
            guint expected = 0;

            for (guint bit = 0; bit < 5; bit++)
              if (strchr (statement[i].rights[a], "RCUDM"[bit]) != NULL)
                expected |= 1u << bit;
            g_test_message ("%s of %s", amb_access_to_text (a), (*e)->name);
            g_assert_cmphex (amb_access_get_rights (a, *e), ==, expected);
          }
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (statement));
}

static void
test_every_entity_is_stated (void)
{
  guint n = 0;

  while (amb_entities ()[n] != NULL)
    n++;
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (statement));
}

static void
test_unknown_entity_is_denied (void)
{
  const AmbEntity other = { .name = "secret", .collection = "secrets" };

  for (AmbAccess a = AMB_ACCESS_NONE; a <= AMB_ACCESS_AUDITOR; a++)
    g_assert_cmphex (amb_access_get_rights (a, &other), ==, 0);
}

static void
test_words (void)
{
  for (AmbAccess a = AMB_ACCESS_MANAGER; a <= AMB_ACCESS_AUDITOR; a++)
    g_assert_cmpint (amb_access_from_text (amb_access_to_text (a)), ==, a);
  g_assert_cmpint (amb_access_from_text ("none"), ==, AMB_ACCESS_NONE);
  g_assert_cmpint (amb_access_from_text ("root"), ==, AMB_ACCESS_NONE);
  g_assert_cmpint (amb_access_from_text (NULL), ==, AMB_ACCESS_NONE);
}

static void
test_who (void)
{
  static const struct
  {
    AmbAccess access;
    guint who;
  } cases[] = {
    { AMB_ACCESS_NONE, 0 },
    { AMB_ACCESS_MANAGER, AMB_WHO_MANAGER | AMB_WHO_LEAD },
    { AMB_ACCESS_LEAD, AMB_WHO_LEAD },
    { AMB_ACCESS_AMBASSADOR, 0 },
    { AMB_ACCESS_SPONSOR, 0 },
    { AMB_ACCESS_AUDITOR, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmphex (amb_access_get_who (cases[i].access, FALSE), ==, cases[i].who);
      g_assert_cmphex (amb_access_get_who (cases[i].access, TRUE), ==, cases[i].who | AMB_WHO_SELF);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/access/each-right-is-as-stated", test_table);
  g_test_add_func ("/model/access/every-entity-is-stated", test_every_entity_is_stated);
  g_test_add_func ("/model/access/what-is-not-in-the-table-is-denied",
                   test_unknown_entity_is_denied);
  g_test_add_func ("/model/access/words-and-back", test_words);
  g_test_add_func ("/model/access/a-manager-may-what-a-lead-may", test_who);
  return g_test_run ();
}
