/* Which profiles may be connected to a server. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-sync-connection.h"

typedef struct
{
  const char *name;
  gboolean adds;
  gboolean moves;
  gboolean removes;
  gboolean is_sample;
  gboolean may_connect;
} Case;

static const Case cases[] = {
  { "a-new-profile-may-connect", .may_connect = TRUE },
  { "a-profile-with-records-is-kept-apart", .adds = TRUE },
  { "an-emptied-profile-may-connect", .adds = TRUE, .removes = TRUE, .may_connect = TRUE },
  { "moves-of-removed-records-keep-nothing-apart", .adds = TRUE, .moves = TRUE, .removes = TRUE,
    .may_connect = TRUE },
  { "the-sample-is-never-sent", .is_sample = TRUE },
};

static void
fill (AmbProgramme *programme, const Case *self)
{
  const AmbEntity *people = amb_entity_find ("ambassador");
  g_autoptr (AmbRecord) record = amb_record_new (people, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  amb_record_set (record, "display-name", "Zoé Martin");
  id = amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, &error);
  g_assert_no_error (error);
  if (self->moves)
    amb_programme_move (programme, people, id, "nominated", NULL, &error);
  g_assert_no_error (error);
  if (self->removes)
    amb_programme_remove (programme, people, id, &error);
  g_assert_no_error (error);
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (AmbClock) clock = amb_clock_new_manual (1795435200000, 1);
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, NULL);
  g_autoptr (AmbProgramme) programme = amb_programme_new (store);
  g_autoptr (AmbSyncConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (self->adds)
    fill (programme, self);
  if (self->is_sample)
    g_assert_true (amb_store_set_meta_int (store, "sample", 1, NULL));
  connection = amb_sync_connection_new (programme, "https://ambassade.example", "token", &error);
  if (self->may_connect)
    g_assert_no_error (error);
  else
    g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_true ((connection != NULL) == self->may_connect);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/connection/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
