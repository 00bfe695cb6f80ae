/* What a hold covers, for which crisis it may be made, and how what it held stands: tables. */
#include "amb-error.h"
#include "amb-hold.h"

#include <locale.h>
#include <string.h>

static void
test_words (void)
{
  static const struct
  {
    const char *word;
    int kind; /* −1: none */
    const char *value;
  } cases[] = {
    { "channel:0190", AMB_HOLD_CHANNEL, "0190" },
    { "audience:client", AMB_HOLD_AUDIENCE, "client" },
    { "department:0190", AMB_HOLD_DEPARTMENT, "0190" },
    { "language:pt-BR", AMB_HOLD_LANGUAGE, "pt-BR" },
    { "tag:battery:old", AMB_HOLD_TAG, "battery:old" },
    { "tag:", -1, NULL },
    { "tags:battery", -1, NULL },
    { "tag", -1, NULL },
    { "all", -1, NULL },
    { "", -1, NULL },
    { ":client", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbHoldKind kind;
      const char *value = NULL;
      gboolean is = amb_hold_read_word (cases[i].word, &kind, &value);
      g_autofree char *again = is ? amb_hold_make_word (kind, value) : NULL;

      g_assert_cmpint (is ? (int) kind : -1, ==, cases[i].kind);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_true (!is || g_str_equal (again, cases[i].word));
    }
}

static void
test_scopes (void)
{
  static const struct
  {
    const char *scope;
    const char *says; /* nullable: it is one */
  } cases[] = {
    { NULL, NULL },
    { "[\"all\"]", NULL },
    { "[\"audience:client\",\"language:fr\"]", NULL },
    { "[\"all\",\"language:fr\"]", "no other scope" },
    { "[\"clients\"]", "“clients”" },
    { "[\"audience:client\",\"colour:red\"]", "“colour:red”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is = amb_hold_check_scope (cases[i].scope, &error);

      g_assert_cmpint (is, ==, cases[i].says == NULL);
      g_assert_true (is || strstr (error->message, cases[i].says) != NULL);
    }
}

static void
test_crises (void)
{
  static const struct
  {
    const char *severity, *state;
    gboolean drill;
    const char *says; /* nullable: it may hold */
  } cases[] = {
    { "s1", "declared", FALSE, NULL },
    { "s2", "responding", FALSE, NULL },
    { "s2", "reopened", FALSE, NULL },
    { "s3", "responding", FALSE, "Raise the severity" },
    { "s4", "declared", FALSE, "Raise the severity" },
    { NULL, "declared", FALSE, "Raise the severity" },
    { "s1", "closed", FALSE, "is over" },
    { "s2", "stood_down", FALSE, "is over" },
    { "s1", "declared", TRUE, "is a drill" },
    { "s3", "closed", TRUE, "is a drill" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean may =
          amb_hold_check_crisis (cases[i].severity, cases[i].state, cases[i].drill, &error);

      g_assert_cmpint (may, ==, cases[i].says == NULL);
      g_assert_true (may || (g_error_matches (error, AMB_ERROR, AMB_ERROR_REFUSED) &&
                             strstr (error->message, cases[i].says) != NULL));
    }
}

static void
test_entries (void)
{
  static const char *const wrong[] = { "", "a", "=approved", "a=", "a=draft", "a=on_hold" };
  g_autofree char *entry = amb_hold_make_entry ("a", "scheduled");
  g_autofree char *id = NULL;
  g_autofree char *state = NULL;

  g_assert_true (amb_hold_read_entry (entry, &id, &state));
  g_assert_cmpstr (id, ==, "a");
  g_assert_cmpstr (state, ==, "scheduled");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      char *none = NULL, *nothing = NULL;

      g_assert_false (amb_hold_read_entry (wrong[i], &none, &nothing));
      g_assert_null (none);
    }
}

static void
test_standing (void)
{
  static const AmbMoment now = { "2026-11-23", 720, FALSE };
  static const struct
  {
    const char *state, *publish_on;
    AmbHeld held;
  } cases[] = {
    { "on_hold", NULL, AMB_HELD_WAITS },
    { "on_hold", "2026-11-24T09:00[Europe/Paris]", AMB_HELD_WAITS },
    { "on_hold", "2026-11-22T09:00[Europe/Paris]", AMB_HELD_PASSED },
    /* noon by the clock of UTC is 13:00 in Paris and 7:00 in New York */
    { "on_hold", "2026-11-23T13:00[Europe/Paris]", AMB_HELD_WAITS },
    { "on_hold", "2026-11-23T12:59[Europe/Paris]", AMB_HELD_PASSED },
    { "on_hold", "2026-11-23T08:00[America/New_York]", AMB_HELD_WAITS },
    { "on_hold", "2026-11-23T23:00[Pacific/Auckland]", AMB_HELD_PASSED },
    { "in_review", "2026-11-22T09:00[Europe/Paris]", AMB_HELD_MOVED },
    { "scheduled", "2026-11-24T09:00[Europe/Paris]", AMB_HELD_MOVED },
    { NULL, NULL, AMB_HELD_GONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (amb_hold_judge (cases[i].state, cases[i].publish_on, &now), ==, cases[i].held);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/hold/words-of-a-scope", test_words);
  g_test_add_func ("/model/hold/a-scope-is-all-or-its-words", test_scopes);
  g_test_add_func ("/model/hold/only-a-crisis-of-s1-or-s2-holds", test_crises);
  g_test_add_func ("/model/hold/an-entry-says-the-state-that-was", test_entries);
  g_test_add_func ("/model/hold/how-what-is-held-stands", test_standing);
  return g_test_run ();
}
