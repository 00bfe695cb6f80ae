#include "amb-sync-face.h"

#define NOW  (G_GINT64_CONSTANT (1795442520000)) /* 2026-11-23T14:02:00Z */
#define HOUR (G_GINT64_CONSTANT (3600000))

typedef struct
{
  AmbSyncFacts facts;
  const char *label;
  const char *style;
  gboolean is_busy;
  AmbSyncAction action;
} Case;

// clang-format off
static const Case cases[] = {
  { { .state = AMB_SYNC_OFF }, "This computer only", NULL, FALSE, AMB_SYNC_ACTION_CONNECT },
  { { .state = AMB_SYNC_RUNNING }, "Synchronising…", NULL, TRUE, AMB_SYNC_ACTION_NONE },
  { { .state = AMB_SYNC_RUNNING, .done = 12, .total = 40 }, "12 of 40", NULL, TRUE, AMB_SYNC_ACTION_NONE },
  { { .state = AMB_SYNC_IDLE, .waiting = 2, .last_sync = NOW }, "2 waiting", "warn", FALSE, AMB_SYNC_ACTION_NOW },
  { { .state = AMB_SYNC_IDLE }, "Connected", NULL, FALSE, AMB_SYNC_ACTION_NOW },
  { { .state = AMB_SYNC_OFFLINE }, "Offline", NULL, FALSE, AMB_SYNC_ACTION_RETRY },
  { { .state = AMB_SYNC_OFFLINE, .waiting = 3 }, "3 waiting", "warn", FALSE, AMB_SYNC_ACTION_RETRY },
  { { .state = AMB_SYNC_FAILED, .message = "No." }, "Not synchronised", "bad", FALSE, AMB_SYNC_ACTION_RETRY },
  { { .state = AMB_SYNC_IDLE, .findings = 1, .last_sync = NOW }, "1 conflict", "bad", FALSE, AMB_SYNC_ACTION_REVIEW },
  { { .state = AMB_SYNC_RUNNING, .findings = 4 }, "4 conflicts", "bad", FALSE, AMB_SYNC_ACTION_REVIEW },
};
// clang-format on

static void
test_says_where_it_stands (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbSyncFace) face = amb_sync_face_new (&cases[i].facts, NOW);

      g_test_message ("case %u: %s", i, face->label);
      g_assert_cmpstr (face->label, ==, cases[i].label);
      g_assert_cmpstr (face->style, ==, cases[i].style);
      g_assert_cmpint (face->is_busy, ==, cases[i].is_busy);
      g_assert_cmpint (face->action, ==, cases[i].action);
      g_assert_nonnull (face->icon);
      g_assert_cmpint (g_utf8_strlen (face->brief, -1), <=, 16);
      g_assert_cmpint (strlen (face->details), >, 0);
    }
}

static void
test_is_green_only_when_nothing_waits_or_conflicts (void)
{
  for (int state = AMB_SYNC_OFF; state <= AMB_SYNC_FAILED; state++)
    for (gint64 waiting = 0; waiting < 2; waiting++)
      for (gint64 findings = 0; findings < 2; findings++)
        {
          const AmbSyncFacts facts = { .state = (AmbSyncState) state,
                                       .waiting = waiting,
                                       .findings = findings,
                                       .last_sync = NOW };
          g_autoptr (AmbSyncFace) face = amb_sync_face_new (&facts, NOW);
          gboolean is_calm = state == AMB_SYNC_IDLE && waiting == 0 && findings == 0;

          g_assert_cmpint (g_strcmp0 (face->style, "good") == 0, ==, is_calm);
        }
}

static void
test_tells_the_time_today_and_the_day_before (void)
{
  AmbSyncFacts facts = { .state = AMB_SYNC_IDLE, .last_sync = NOW };
  g_autoptr (AmbSyncFace) today = amb_sync_face_new (&facts, NOW);
  g_autoptr (AmbSyncFace) later = NULL;

  g_assert_true (g_regex_match_simple ("^As of \\d\\d:\\d\\d$", today->label, 0, 0));
  later = amb_sync_face_new (&facts, NOW + 48 * HOUR);
  g_assert_true (g_regex_match_simple ("^As of \\d+ \\w+$", later->label, 0, 0));
}

static void
test_gives_the_reason_of_a_failure (void)
{
  const AmbSyncFacts facts = { .state = AMB_SYNC_FAILED,
                               .message = "The server refused the token.",
                               .waiting = 2 };
  g_autoptr (AmbSyncFace) face = amb_sync_face_new (&facts, NOW);

  g_assert_nonnull (strstr (face->details, "The server refused the token."));
  g_assert_nonnull (strstr (face->details, "2 changes"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shell/sync-face/says-where-it-stands", test_says_where_it_stands);
  g_test_add_func ("/shell/sync-face/is-green-only-when-nothing-waits-or-conflicts",
                   test_is_green_only_when_nothing_waits_or_conflicts);
  g_test_add_func ("/shell/sync-face/tells-the-time-today-and-the-day-before",
                   test_tells_the_time_today_and_the_day_before);
  g_test_add_func ("/shell/sync-face/gives-the-reason-of-a-failure",
                   test_gives_the_reason_of_a_failure);
  return g_test_run ();
}
