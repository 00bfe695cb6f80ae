/* Problems: every code goes out and comes back; errors of other kinds get the right code. */
#include "amb-problem.h"
#include "amb-error.h"

#include <string.h>

static GError *
round_trip (const GError *error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  amb_problem_append_json (error, "/v1/x", out);
  g_autoptr (AmbJson) json = amb_json_parse (out->str, out->len, &local);
  g_assert_no_error (local);
  g_assert_cmpstr (amb_json_node_get_member_string (amb_json_get_root (json), "instance"), ==,
                   "/v1/x");
  return amb_problem_read_json (amb_json_get_root (json), 0);
}

static void
test_every_code_travels (void)
{
  for (guint code = 0; code <= AMB_PROBLEM_LAST; code++)
    {
      g_autoptr (GError) error = NULL;
      AmbProblemCode found;
      amb_problem_set_error (&error, code, "what failed, on “%s”", "x");
      g_autoptr (GError) back = round_trip (error);

      g_assert_error (back, AMB_PROBLEM_ERROR, (int) code);
      g_assert_cmpstr (back->message, ==, error->message);
      g_assert_cmpuint (amb_problem_get_status (code), >=, 400);
      g_assert_true (amb_problem_find (amb_problem_get_name (code), &found));
      g_assert_cmpuint (found, ==, code);
    }
}

static void
test_members_travel_and_are_copied (void)
{
  g_autoptr (GError) error = NULL;
  amb_problem_set_error (&error, AMB_PROBLEM_DUPLICATE, "taken");
  amb_problem_error_set_other (error, "the-other");
  amb_problem_error_set_field (error, "email");
  amb_problem_error_set_last_n (error, 41);
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) back = round_trip (copy);

  g_assert_cmpstr (amb_problem_error_get_other (back), ==, "the-other");
  g_assert_cmpstr (amb_problem_error_get_field (back), ==, "email");
  g_assert_cmpint (amb_problem_error_get_last_n (back), ==, 41);
}

static void
test_a_failure_of_the_server_keeps_its_text_to_itself (void)
{
  static const struct
  {
    AmbError kind;
    const char *status;
  } cases[] = { { AMB_ERROR_CORRUPT, "\"status\":500" },
                { AMB_ERROR_FULL, "\"status\":507" },
                { AMB_ERROR_BUSY, "\"status\":503" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          g_error_new (AMB_ERROR, (int) cases[i].kind, "/var/lib/secret.db fails");
      g_autoptr (GString) out = g_string_new (NULL);
      amb_problem_append_json (error, NULL, out);
      g_assert_null (strstr (out->str, "secret"));
      g_assert_nonnull (strstr (out->str, cases[i].status));
    }
}

static void
test_other_errors_get_the_right_code (void)
{
  static const struct
  {
    AmbError kind;
    AmbProblemCode code;
  } cases[] = {
    { AMB_ERROR_FAILED, AMB_PROBLEM_INTERNAL },     { AMB_ERROR_INVALID, AMB_PROBLEM_INVALID },
    { AMB_ERROR_NOT_FOUND, AMB_PROBLEM_NOT_FOUND }, { AMB_ERROR_REFUSED, AMB_PROBLEM_REFUSED },
    { AMB_ERROR_CONFLICT, AMB_PROBLEM_STALE },      { AMB_ERROR_DENIED, AMB_PROBLEM_FORBIDDEN },
    { AMB_ERROR_TOO_LARGE, AMB_PROBLEM_TOO_LARGE }, { AMB_ERROR_FULL, AMB_PROBLEM_FULL },
    { AMB_ERROR_CORRUPT, AMB_PROBLEM_INTERNAL },    { AMB_ERROR_BUSY, AMB_PROBLEM_UNAVAILABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (AMB_ERROR, (int) cases[i].kind, "x");
      g_assert_cmpuint (amb_problem_from_error (error), ==, cases[i].code);
    }
}

static void
test_an_unknown_code_falls_back_on_the_status (void)
{
  const char *text = "{\"code\":\"from-the-future\",\"status\":412,\"detail\":\"later\"}";
  g_autoptr (AmbJson) json = amb_json_parse (text, strlen (text), NULL);
  g_autoptr (GError) known = amb_problem_read_json (amb_json_get_root (json), 0);
  g_autoptr (GError) bare = amb_problem_read_json (NULL, 502);

  g_assert_error (known, AMB_PROBLEM_ERROR, AMB_PROBLEM_STALE);
  g_assert_cmpstr (known->message, ==, "later");
  g_assert_error (bare, AMB_PROBLEM_ERROR, AMB_PROBLEM_UNAVAILABLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/problem/every-code-travels", test_every_code_travels);
  g_test_add_func ("/protocol/problem/members-travel-and-are-copied",
                   test_members_travel_and_are_copied);
  g_test_add_func ("/protocol/problem/a-failure-of-the-server-keeps-its-text-to-itself",
                   test_a_failure_of_the_server_keeps_its_text_to_itself);
  g_test_add_func ("/protocol/problem/other-errors-get-the-right-code",
                   test_other_errors_get_the_right_code);
  g_test_add_func ("/protocol/problem/an-unknown-code-falls-back-on-the-status",
                   test_an_unknown_code_falls_back_on_the_status);
  return g_test_run ();
}
