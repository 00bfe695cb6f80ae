/* Pushes: any lines in a frame that is whole reach the server's core; it answers each, or refuses
 * the push, and its file stays as it should be. */
#include "fuzz.h"

#include "amb-server-core.h"
#include "amb-push.h"

#include <string.h>

#define DEVICE "01900000-0000-7000-8000-0000000000d1"

static AmbClock *clock_of_ids;
static gint64 next_n = 1; /* of DEVICE; a push that is refused as a whole leaves it */
static AmbServerCore *core;
static AmbPrincipal *principal;

static void
open_core (void)
{
  g_autoptr (AmbStore) store = NULL;
  g_autofree char *token = NULL;

  clock_of_ids = amb_clock_new_manual (1795000000000, 7);
  store = amb_store_open (":memory:", AMB_STORE_SERVER, clock_of_ids, NULL);
  core = amb_server_core_new (store, NULL);
  token = amb_server_core_create_token (core, "fuzz", AMB_ACCESS_MANAGER, NULL, NULL, NULL, NULL);
  principal = amb_server_core_authenticate (core, token, NULL);
  g_assert_nonnull (principal);
}

/* Lines of a push, as they are. */
static GBytes *
make_raw (char **lines)
{
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (amb_frame_writer_get_buffer (writer), lines[i]);
      amb_frame_writer_end_line (writer, i > 0);
    }
  return amb_frame_writer_finish (writer, "ops", NULL);
}

/* Each line is what follows number, op and tx of an operation: so it reaches the tables. A line
 * that begins with a blank belongs to the action of the one before. */
static GBytes *
make_numbered (char **lines)
{
  gint64 n = next_n;
  g_autofree char *tx = NULL;
  g_autoptr (AmbFrameWriter) writer = amb_push_writer_new (DEVICE, n, "r");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *op = amb_clock_dup_id (clock_of_ids);

      if (tx == NULL || lines[i][0] != ' ')
        {
          g_free (tx);
          tx = amb_clock_dup_id (clock_of_ids);
        }
      g_string_append_printf (amb_frame_writer_get_buffer (writer),
                              "{\"n\":%d,\"op\":\"%s\",\"tx\":\"%s\",%s", (int) n++, op, tx,
                              lines[i]);
      amb_frame_writer_end_line (writer, TRUE);
    }
  return amb_frame_writer_finish (writer, "ops", NULL);
}

static GBytes *
make_frame (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return text[0] == '{' ? make_raw (lines) : make_numbered (lines);
}

static void
check_rows (void)
{
  g_autoptr (GBytes) page = amb_server_core_pull (core, principal, NULL, 5000, "r", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbFrameReader) reader = amb_frame_reader_new (page, "rows", &error);
  AmbJson *line = NULL;

  g_assert_no_error (error);
  while (amb_frame_reader_next (reader, &line, &error) && line != NULL)
    amb_json_free (line);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static guint inputs;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (AmbPushReply) reply = NULL;

  /* the same file grows: what one input left behind is what the next one meets */
  if (core == NULL)
    open_core ();
  body = make_frame (data, size);
  answer = amb_server_core_push (core, principal, body, &error);
  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    return 0;
  reply = amb_push_reply_read (answer, &error);
  g_assert_no_error (error);
  if (size > 0 && data[0] != '{')
    next_n = reply->through + 1;
  if (inputs++ % 50 == 0)
    check_rows ();
  return 0;
}
