#include "list-fixture.h"

typedef struct
{
  guint n_told;
  guint n_called;
  gpointer result;
  GError *error;
} Heard;

static void
heard_clear (Heard *heard)
{
  g_clear_error (&heard->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Heard, heard_clear)

static void
told_cb (Heard *heard)
{
  heard->n_told++;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Heard *heard = data;

  heard->n_called++;
  heard->result = amb_context_write_finish (AMB_CONTEXT (source), result, &heard->error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Heard *heard = data;

  heard->n_called++;
  heard->result = amb_context_read_finish (AMB_CONTEXT (source), result, &heard->error);
}

static gpointer
rename_node (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      amb_programme_set_field (programme, amb_entity_find ("node"), data, "name", "Kenya", error));
}

static gpointer
add_node (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbRecord) node = amb_record_new (amb_entity_find ("node"), NULL);

  amb_record_set (node, "name", "Kenya");
  g_free (amb_programme_add (programme, node, AMB_COMMAND_DEFAULT, error));
  return NULL;
}

static gpointer
undo_once (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbUndoReport) report = amb_programme_undo (programme, error);

  return NULL;
}

static gpointer
read_nothing (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup ("read");
}

/* Ctrl+Q right after typing: the write ends when the store is closed. */
static void
test_nobody_is_told_after_the_end (ListFixture *fixture, gconstpointer data)
{
  g_auto (Heard) heard = { 0 };

  amb_context_write_async (fixture->context, rename_node, fixture->node_id, NULL, NULL, NULL,
                           written_cb, &heard);
  g_signal_connect_swapped (fixture->context, "changed", G_CALLBACK (told_cb), &heard);
  g_signal_connect_swapped (fixture->context, "undo-changed", G_CALLBACK (told_cb), &heard);
  amb_context_close (fixture->context);
  list_fixture_iterate ();
  g_assert_cmpuint (heard.n_called, ==, 1);
  g_assert_no_error (heard.error);
  g_assert_nonnull (heard.result);
  g_assert_cmpuint (heard.n_told, ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->context, &heard);
}

static void
test_a_read_on_its_way_is_refused (ListFixture *fixture, gconstpointer data)
{
  g_auto (Heard) heard = { 0 };

  amb_context_read_async (fixture->context, read_nothing, NULL, NULL, g_free, NULL, read_cb,
                          &heard);
  amb_context_close (fixture->context);
  list_fixture_iterate ();
  g_assert_cmpuint (heard.n_called, ==, 1);
  g_assert_null (heard.result);
  g_assert_error (heard.error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_later_work_is_refused_quietly (ListFixture *fixture, gconstpointer data)
{
  g_auto (Heard) heard = { 0 }, written = { 0 };

  amb_context_close (fixture->context);
  amb_context_read_async (fixture->context, read_nothing, g_strdup ("data"), g_free, g_free, NULL,
                          read_cb, &heard);
  amb_context_write_async (fixture->context, rename_node, fixture->node_id, NULL, NULL, NULL,
                           written_cb, &written);
  amb_context_set_view_state (fixture->context, "list.nodes", "{}");
  list_fixture_iterate ();
  g_assert_error (heard.error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_error (written.error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_null (amb_context_get_store (fixture->context));
  g_assert_false (amb_context_may (fixture->context, fixture->node, AMB_RIGHT_READ));
}

static gboolean
is_called (gpointer data)
{
  return ((Heard *) data)->n_called > 0;
}

static void
undo (ListFixture *fixture)
{
  g_auto (Heard) heard = { 0 };

  amb_context_write_async (fixture->context, undo_once, NULL, NULL, NULL, NULL, written_cb, &heard);
  list_fixture_wait (is_called, &heard);
}

static void
undone_cb (AmbContext *context, gboolean *may)
{
  *may = amb_context_may_undo (context, FALSE);
}

/* Nothing was there to undo before the write that is on its way; how a list looks is no act. */
static void
test_what_is_being_written_can_be_undone (ListFixture *fixture, gconstpointer data)
{
  g_auto (Heard) heard = { 0 };
  gboolean may = FALSE;

  while (amb_context_get_undo_label (fixture->context, FALSE) != NULL)
    undo (fixture);
  g_assert_false (amb_context_may_undo (fixture->context, FALSE));
  g_signal_connect (fixture->context, "undo-changed", G_CALLBACK (undone_cb), &may);
  amb_context_set_view_state (fixture->context, "list.nodes", "{}");
  g_assert_false (may);
  amb_context_write_async (fixture->context, add_node, NULL, NULL, NULL, NULL, written_cb, &heard);
  g_assert_true (may);
  g_assert_null (amb_context_get_undo_label (fixture->context, FALSE));
  undo (fixture);
  g_assert_cmpuint (heard.n_called, ==, 1);
  g_assert_no_error (heard.error);
  g_assert_null (amb_context_get_undo_label (fixture->context, FALSE));
  g_assert_false (may);
  g_assert_true (amb_context_may_undo (fixture->context, TRUE));
  g_signal_handlers_disconnect_by_data (fixture->context, &may);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/context/" path, ListFixture, NULL, list_fixture_set_up, test,                  \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-write-that-ends-after-the-end-tells-nobody", test_nobody_is_told_after_the_end);
  ADD ("a-read-that-ends-after-the-end-is-refused", test_a_read_on_its_way_is_refused);
  ADD ("what-is-being-written-can-be-undone", test_what_is_being_written_can_be_undone);
  ADD ("what-begins-after-the-end-is-refused-quietly", test_later_work_is_refused_quietly);
  return g_test_run ();
}
