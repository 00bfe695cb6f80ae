/* Cursors: opaque, whole or refused, and good for one principal only. */
#include "amb-cursor.h"
#include "amb-problem.h"

static const guint8 key[AMB_CURSOR_KEY_SIZE] = "0123456789abcdef0123456789abcde";
static const guint8 other_key[AMB_CURSOR_KEY_SIZE] = "another key of the same size....";

static char *
make_cursor (void)
{
  g_autoptr (AmbCursor) cursor = amb_cursor_new ("e1", 4, 90);
  amb_cursor_add_scope (cursor, "all", 120, 40, 4);
  amb_cursor_add_scope (cursor, "node:0190-\"é", 121, 100, 3);
  return amb_cursor_encode (cursor, key, 7);
}

static void
test_reads_what_it_wrote (void)
{
  g_autofree char *text = make_cursor ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCursor) cursor = amb_cursor_decode (text, key, 7, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cursor->epoch, ==, "e1");
  g_assert_cmpint (cursor->gen, ==, 4);
  g_assert_cmpint (cursor->pos, ==, 90);
  g_assert_cmpuint (cursor->scopes->len, ==, 2);
  AmbCursorScope *scope = amb_cursor_find_scope (cursor, "node:0190-\"é");
  g_assert_cmpint (scope->start, ==, 121);
  g_assert_cmpint (scope->pos, ==, 100);
  g_assert_cmpint (scope->gen, ==, 3);
}

static void
test_the_mark_is_the_least_position (void)
{
  g_autofree char *text = make_cursor ();
  g_autoptr (AmbCursor) cursor = amb_cursor_decode (text, key, 7, NULL);

  g_assert_cmpint (amb_cursor_get_mark (cursor), ==, 40);
  amb_cursor_remove_scope (cursor, "all");
  g_assert_cmpint (amb_cursor_get_mark (cursor), ==, 90);
}

static void
assert_refused (const char *text, const guint8 *with_key, gint64 principal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCursor) cursor = amb_cursor_decode (text, with_key, principal, &error);
  g_assert_null (cursor);
  g_assert_error (error, AMB_PROBLEM_ERROR, AMB_PROBLEM_BAD_CURSOR);
}

static void
test_refuses_another_principal_and_another_key (void)
{
  g_autofree char *text = make_cursor ();
  assert_refused (text, key, 8);
  assert_refused (text, other_key, 7);
}

static void
test_refuses_every_change (void)
{
  g_autofree char *text = make_cursor ();

  for (char *p = text; *p != '\0'; p++)
    {
      /* the last character of a group may carry bits that decode to nothing */
      if (p[1] == '.' || p[1] == '\0')
        continue;
      char was = *p;
      *p = was == 'A' ? 'B' : 'A';
      assert_refused (text, key, 7);
      *p = '%';
      assert_refused (text, key, 7);
      *p = was;
    }
}

static void
test_refuses_what_is_no_cursor (void)
{
  static const char *const texts[] = {
    "", ".", "a", "a.b", "....", "0", "-1", "\xff\xfe", "e30.e30"
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], key, 7);

  g_autofree char *huge = g_strnfill (1024 * 1024, 'A');
  assert_refused (huge, key, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/cursor/reads-what-it-wrote", test_reads_what_it_wrote);
  g_test_add_func ("/protocol/cursor/the-mark-is-the-least-position",
                   test_the_mark_is_the_least_position);
  g_test_add_func ("/protocol/cursor/refuses-another-principal-and-another-key",
                   test_refuses_another_principal_and_another_key);
  g_test_add_func ("/protocol/cursor/refuses-every-change", test_refuses_every_change);
  g_test_add_func ("/protocol/cursor/refuses-what-is-no-cursor", test_refuses_what_is_no_cursor);
  return g_test_run ();
}
