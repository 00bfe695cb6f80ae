/* The next page is on its way while this one is applied; what nobody plans is let go. */
#include "amb-ahead-transport.h"

#include <string.h>

/* A network of which a test decides what it answers, and that may hold an answer back until it is
 * cancelled. */
#define TEST_TYPE_NET (test_net_get_type ())
G_DECLARE_FINAL_TYPE (TestNet, test_net, TEST, NET, GObject)

struct _TestNet
{
  GObject parent_instance;

  GMutex mutex;
  GCond cond;
  GPtrArray *asked; /* ids; under the mutex, as the next */
  guint n_cancelled;
  gboolean holds; /* the second answer */
  gboolean fails; /* the same */
};

static const char *const bodies[] = {
  "{\"k\":\"head\"}\n{\"k\":\"end\",\"cursor\":\"c1\",\"more\":true}\n",
  "{\"k\":\"head\"}\n{\"k\":\"end\",\"cursor\":\"c2\",\"more\":false}\n",
};

static AmbSyncResponse *
dup_answer (const char *text, guint status)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return amb_sync_response_new (status, body, 0);
}

static AmbSyncResponse *
test_net_send (AmbTransport *transport,
               const AmbSyncRequest *request,
               GCancellable *cancellable,
               GError **error)
{
  TestNet *self = TEST_NET (transport);
  guint n;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->asked, g_strdup (request->id));
  n = self->asked->len;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  while (n == 2 && self->holds && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_mutex_lock (&self->mutex);
      self->n_cancelled++;
      g_mutex_unlock (&self->mutex);
      return NULL;
    }
  if (n == 2 && self->fails)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no network");
      return NULL;
    }
  return dup_answer (bodies[n > 1], 200);
}

static void
test_net_iface_init (AmbTransportInterface *iface)
{
  iface->send = test_net_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNet,
                               test_net,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMB_TYPE_TRANSPORT, test_net_iface_init))

static void
test_net_finalize (GObject *object)
{
  TestNet *self = TEST_NET (object);

  g_ptr_array_unref (self->asked);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  G_OBJECT_CLASS (test_net_parent_class)->finalize (object);
}

static void
test_net_class_init (TestNetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_net_finalize;
}

static void
test_net_init (TestNet *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->asked = g_ptr_array_new_with_free_func (g_free);
}

/* Waits until so many requests have left; then their ids, joined. */
static char *
dup_asked (TestNet *self, guint n)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  g_mutex_lock (&self->mutex);
  while (self->asked->len < n)
    g_cond_wait (&self->cond, &self->mutex);
  for (guint i = 0; i < self->asked->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (self->asked, i));
  g_mutex_unlock (&self->mutex);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static AmbSyncRequest *
new_request (AmbSyncKind kind, const char *id, const char *cursor, const char *next_id)
{
  AmbSyncRequest *request = amb_sync_request_new (kind, id);

  request->cursor = g_strdup (cursor);
  request->next_id = g_strdup (next_id);
  request->limit = 5;
  return request;
}

typedef struct
{
  TestNet *net;
  AmbTransport *transport;
} Fixture;

/* The first page is in, and the next one is asked for. */
static void
set_up (Fixture *self, gboolean holds, gboolean fails)
{
  g_autoptr (AmbSyncRequest) first = new_request (AMB_SYNC_PULL, "p1", "", "p2");
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *asked = NULL;

  self->net = g_object_new (TEST_TYPE_NET, NULL);
  self->net->holds = holds;
  self->net->fails = fails;
  self->transport =
      AMB_TRANSPORT (amb_ahead_transport_new (g_object_ref (AMB_TRANSPORT (self->net))));
  response = amb_transport_send (self->transport, first, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (response->status, ==, 200);
  asked = dup_asked (self->net, 2);
  g_assert_cmpstr (asked, ==, "p1 p2");
}

static void
tear_down (Fixture *self)
{
  g_object_unref (self->transport);
  g_object_unref (self->net);
}

static AmbSyncResponse *
ask (Fixture *self, AmbSyncKind kind, const char *id, const char *cursor, GError **error)
{
  g_autoptr (AmbSyncRequest) request = new_request (kind, id, cursor, "later");

  return amb_transport_send (self->transport, request, NULL, error);
}

static void
test_taken (void)
{
  Fixture fixture;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autofree char *asked = NULL;

  set_up (&fixture, FALSE, FALSE);
  response = ask (&fixture, AMB_SYNC_PULL, "p2", "c1", NULL);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body),
                   bodies[1], strlen (bodies[1]));
  asked = dup_asked (fixture.net, 2);
  g_assert_cmpstr (asked, ==, "p1 p2");
  tear_down (&fixture);
}

static void
test_push_between (void)
{
  Fixture fixture;
  g_autoptr (AmbSyncResponse) pushed = NULL;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autofree char *asked = NULL;

  set_up (&fixture, FALSE, FALSE);
  pushed = ask (&fixture, AMB_SYNC_PUSH, "push", NULL, NULL);
  response = ask (&fixture, AMB_SYNC_PULL, "p2", "c1", NULL);
  g_assert_nonnull (response);
  asked = dup_asked (fixture.net, 3);
  g_assert_cmpstr (asked, ==, "p1 p2 push");
  g_assert_cmpuint (fixture.net->n_cancelled, ==, 0);
  tear_down (&fixture);
}

/* A plan that is another one. */
static void
test_let_go (gconstpointer data)
{
  const char *const *plan = data;
  Fixture fixture;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (AmbSyncRequest) request = NULL;
  g_autofree char *asked = NULL;

  set_up (&fixture, TRUE, FALSE);
  request = new_request (AMB_SYNC_PULL, plan[0], plan[1], NULL);
  response = amb_transport_send (fixture.transport, request, NULL, NULL);
  g_assert_nonnull (response);
  g_assert_cmpuint (fixture.net->n_cancelled, ==, 1);
  asked = dup_asked (fixture.net, 3);
  g_assert_true (g_str_has_prefix (asked, "p1 p2 "));
  g_assert_true (g_str_has_suffix (asked, plan[0]));
  tear_down (&fixture);
}

static void
test_failure (void)
{
  Fixture fixture;
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, FALSE, TRUE);
  response = ask (&fixture, AMB_SYNC_PULL, "p2", "c1", &error);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  response = ask (&fixture, AMB_SYNC_PULL, "p2", "c1", NULL); /* tried again, it is asked again */
  g_assert_nonnull (response);
  tear_down (&fixture);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  Fixture fixture;
  g_autoptr (AmbSyncRequest) request = new_request (AMB_SYNC_PULL, "p2", "c1", NULL);
  g_autoptr (AmbSyncResponse) response = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  set_up (&fixture, TRUE, FALSE);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  response = amb_transport_send (fixture.transport, request, cancellable, &error);
  g_thread_join (thread);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tear_down (&fixture);
}

static void
test_closed (void)
{
  Fixture fixture;

  set_up (&fixture, TRUE, FALSE);
  g_object_unref (fixture.transport); /* returns: what was asked ahead is not waited for */
  g_assert_cmpuint (fixture.net->n_cancelled, ==, 1);
  g_object_unref (fixture.net);
}

typedef struct
{
  const char *name;
  AmbSyncKind kind;
  guint status;
  const char *body;
} End;

#define MORE "{\"k\":\"end\",\"cursor\":\"c\",\"more\":true}\n"

static const End ends[] = {
  { "no-more", AMB_SYNC_PULL, 200, "{\"k\":\"end\",\"cursor\":\"c\",\"more\":false}\n" },
  { "no-cursor", AMB_SYNC_PULL, 200, "{\"k\":\"end\",\"more\":true}\n" },
  { "cut", AMB_SYNC_PULL, 200, "{\"k\":\"end\",\"cursor\":\"c\",\"more\":true}" },
  { "empty", AMB_SYNC_PULL, 200, "" },
  { "a-line-feed", AMB_SYNC_PULL, 200, "\n" },
  { "no-json", AMB_SYNC_PULL, 200, "<html>\n" },
  { "no-object", AMB_SYNC_PULL, 200, "[true]\n" },
  { "a-problem", AMB_SYNC_PULL, 429, MORE },
  { "a-push", AMB_SYNC_PUSH, 200, MORE },
};

static void
test_nothing_to_ask (gconstpointer data)
{
  const End *end = data;
  g_autoptr (AmbSyncRequest) request = new_request (end->kind, "p1", "", "p2");
  g_autoptr (AmbSyncResponse) response = dup_answer (end->body, end->status);

  g_assert_null (amb_sync_request_dup_next (request, response));
}

static void
test_next (void)
{
  g_autoptr (AmbSyncRequest) request = new_request (AMB_SYNC_PULL, "p1", "", "p2");
  g_autoptr (AmbSyncResponse) response = dup_answer (MORE, 200);
  g_autoptr (AmbSyncRequest) next = amb_sync_request_dup_next (request, response);

  g_assert_cmpstr (next->id, ==, "p2");
  g_assert_cmpstr (next->cursor, ==, "c");
  g_assert_cmpuint (next->limit, ==, 5);
  g_clear_pointer (&request->next_id, g_free);
  g_assert_null (amb_sync_request_dup_next (request, response));
}

int
main (int argc, char **argv)
{
  static const char *const plans[][2] = { { "p3", "c1" }, { "p2", "c9" }, { "p3", "" } };
  static const char *const names[] = { "another-id", "another-cursor", "from-the-beginning" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/ahead-transport/next/follows-the-end", test_next);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync/ahead-transport/asks-nothing/", ends[i].name, NULL);

      g_test_add_data_func (path, &ends[i], test_nothing_to_ask);
    }
  g_test_add_func ("/sync/ahead-transport/the-page-is-there-when-it-is-planned", test_taken);
  g_test_add_func ("/sync/ahead-transport/a-push-between-leaves-it", test_push_between);
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/ahead-transport/is-let-go/", names[i], NULL);

      g_test_add_data_func (path, plans[i], test_let_go);
    }
  g_test_add_func ("/sync/ahead-transport/a-failure-is-told-once", test_failure);
  g_test_add_func ("/sync/ahead-transport/cancelling-reaches-it", test_cancelled);
  g_test_add_func ("/sync/ahead-transport/closing-does-not-wait", test_closed);
  return g_test_run ();
}
