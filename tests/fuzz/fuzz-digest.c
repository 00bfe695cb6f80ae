/* Answers to a comparison: any lines in a frame that is whole reach a desk that compares itself; it
 * goes on, asks for repairs or refuses them, and its rows stay. */
#include "fuzz.h"

#include "amb-frame.h"
#include "amb-store.h"
#include "amb-sync-digest.h"

#include <string.h>

#define ID    "01900000-0000-7000-8000-0000000000a1"
#define EPOCH "e"

static AmbStore *store;
static AmbSyncEngine *engine;

static void
run (const char *sql)
{
  g_assert_true (amb_db_exec (amb_store_get_db (store), sql, NULL));
}

/* A desk at the head, with one person in one scope. */
static void
open_desk (void)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (1795000000000, 7);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), ID);

  store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, NULL);
  engine = amb_sync_engine_new (store, NULL);
  g_assert_true (amb_sync_engine_begin (engine, "fuzz", ID, NULL));
  amb_record_set (record, "display-name", "Zoé");
  amb_record_set_ver (record, 7);
  g_assert_true (amb_store_put (store, record, NULL));
  run ("INSERT INTO sync_scope (name, gen) VALUES ('all', 1);"
       "INSERT INTO sync_member SELECT 'ambassador', rid, 1, 1, 0 FROM ambassadors");
}

/* As it is before each input, whatever the last one asked for. */
static void
reset_desk (void)
{
  run ("DELETE FROM sync_repair; INSERT OR IGNORE INTO sync_scope (id, name, gen)"
       " VALUES (1, 'all', 1);"
       "INSERT OR IGNORE INTO sync_member SELECT 'ambassador', rid, 1, 1, 0 FROM ambassadors");
  amb_store_set_meta (store, "epoch", EPOCH, NULL);
  amb_store_set_meta (store, "cursor", "c", NULL);
  amb_store_set_meta_int (store, "complete", 1, NULL);
  amb_store_set_meta_int (store, "at-head", 1, NULL);
}

static GBytes *
make_frame (const AmbSyncRequest *request, char **lines, gboolean fresh)
{
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  g_autofree char *end = g_strdup_printf ("\"mark\":7,\"fresh\":%s,\"more\":false,\"req\":\"%s\"",
                                          fresh ? "true" : "false", request->id);

  g_string_append_printf (
      amb_frame_writer_get_buffer (writer),
      "{\"k\":\"head\",\"v\":1,\"epoch\":\"" EPOCH "\",\"schema\":1,\"req\":\"%s\"}", request->id);
  amb_frame_writer_end_line (writer, FALSE);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      {
        g_string_append (amb_frame_writer_get_buffer (writer), lines[i]);
        amb_frame_writer_end_line (writer, TRUE);
      }
  return amb_frame_writer_finish (writer, "rows", end);
}

/* FALSE: the comparison is over. */
static gboolean
answer (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbSyncRequest) request = amb_sync_engine_plan_digest (engine, &error);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  AmbSyncOutcome outcome;
  gboolean applied;

  g_assert_no_error (error);
  if (request == NULL)
    return FALSE;
  body = make_frame (request, lines, !g_str_has_prefix (text, "stale"));
  response = amb_sync_response_new (200, body, 0);
  applied = amb_sync_engine_apply (engine, request, response, &outcome, &error);
  g_assert_true (applied == (error == NULL));
  if (outcome.compared)
    {
      g_autoptr (AmbSyncComparison) comparison = amb_sync_engine_take_comparison (engine);
      g_autofree char *sentence = amb_sync_comparison_dup_sentence (comparison);

      g_assert_nonnull (sentence);
      for (guint i = 0; i < comparison->differences->len; i++)
        g_free (amb_sync_difference_dup_text (g_ptr_array_index (comparison->differences, i)));
    }
  return applied && !outcome.compared;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_auto (GStrv) answers = g_strsplit (text, "\n%\n", 40);
  g_autoptr (AmbRecord) record = NULL;

  if (engine == NULL)
    open_desk ();
  reset_desk ();
  amb_sync_engine_compare (engine, size % 2 == 0);
  for (guint i = 0; answers[i] != NULL && answer (answers[i]); i++)
    ;
  /* what nobody has fetched again yet is still on the screen, unless the server says that the whole
   * scope is none of this profile's */
  record = amb_store_lookup (store, amb_entity_find ("ambassador"), ID, NULL);
  if (record == NULL)
    {
      g_clear_pointer (&engine, amb_sync_engine_free);
      g_clear_object (&store);
    }
  else
    g_assert_cmpstr (amb_record_get (record, "display-name"), ==, "Zoé");
  return 0;
}
