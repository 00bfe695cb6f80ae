/* Which profiles may be connected to a server, and what becomes of what they hold. */
#include "sync-fixture.h"

#include "amb-error.h"
#include "amb-sync-apart.h"
#include "amb-sync-connection.h"
#include "amb-sync-send-all.h"

#include <glib/gstdio.h>

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
  g_assert_no_error (error);
  g_assert_cmpint (amb_sync_connection_count_records (connection), ==,
                   self->adds && !self->removes);
  g_assert_cmpint (amb_sync_connection_is_sample (connection), ==, self->is_sample);
  amb_sync_connection_check (connection, AMB_OWN_NONE, NULL, &error);
  if (self->may_connect)
    g_assert_no_error (error);
  else
    g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);
  /* Not before the server has said that it is empty. */
  g_assert_cmpint (amb_sync_connection_choose (connection, AMB_OWN_SEND, NULL, NULL), ==,
                   self->may_connect);
}

/* A profile in a folder, and one beside it. */
typedef struct
{
  char *root, *profile, *apart;
  AmbClock *clock;
  AmbStore *store;
  AmbProgramme *programme;
} Profile;

static void
open_profile (Profile *self)
{
  g_autofree char *path = NULL;
  static const Case people = { .adds = TRUE };
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("amb-apart-XXXXXX", NULL);
  self->profile = g_build_filename (self->root, "profile", NULL);
  self->apart = amb_sync_dup_apart (self->profile);
  g_mkdir (self->profile, 0700);
  path = g_build_filename (self->profile, "cache.db", NULL);
  self->clock = amb_clock_new_manual (1795435200000, 1);
  self->store = amb_store_open (path, AMB_STORE_DEFAULT, self->clock, &error);
  g_assert_no_error (error);
  self->programme = amb_programme_new (self->store);
  fill (self->programme, &people);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_tree (below);
    }
  g_remove (path);
}

static void
close_profile (Profile *self)
{
  g_object_unref (self->programme);
  g_object_unref (self->store);
  g_object_unref (self->clock);
  remove_tree (self->root);
  g_free (self->root);
  g_free (self->profile);
  g_free (self->apart);
}

static gint64
count_people (AmbStore *store)
{
  gint64 n = -1;

  amb_sync_count_records (store, &n, NULL);
  return n;
}

static void
test_a_copy_apart_is_whole_and_each_knows_the_other (void)
{
  Profile self = { 0 };
  g_autofree char *file = NULL;
  g_autofree char *taken = NULL;
  g_autoptr (AmbStore) copy = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) beside = NULL;

  open_profile (&self);
  g_assert_true (amb_sync_copy_apart (self.store, self.profile, self.apart, &error));
  g_assert_no_error (error);
  file = g_build_filename (self.apart, "cache.db", NULL);
  copy = amb_store_open (file, AMB_STORE_DEFAULT, self.clock, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_people (copy), ==, 1);
  problems = amb_store_check (copy, &error);
  g_assert_cmpuint (problems->len, ==, 0);
  beside = amb_sync_list_apart (copy);
  g_assert_cmpuint (g_strv_length (beside), ==, 1);
  g_assert_cmpstr (beside[0], ==, self.profile);
  /* The name is taken by now. */
  g_assert_false (amb_sync_copy_apart (self.store, self.profile, self.apart, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  taken = amb_sync_dup_apart (self.profile);
  g_assert_cmpstr (taken, !=, self.apart);
  g_clear_object (&copy);
  close_profile (&self);
}

static void
test_a_folder_that_holds_anything_is_not_taken (void)
{
  Profile self = { 0 };
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  open_profile (&self);
  g_mkdir (self.apart, 0700);
  g_assert_true (amb_sync_check_apart (self.apart, &error));
  file = g_build_filename (self.apart, "letter.txt", NULL);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_false (amb_sync_check_apart (self.apart, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  close_profile (&self);
}

/* Another programme came first: what was to be sent goes beside it, with nothing of the server. */
static void
test_what_was_not_taken_is_kept_apart_afterwards (void)
{
  Profile self = { 0 };
  g_autofree char *file = NULL;
  g_autofree char *url = NULL;
  g_autoptr (AmbSyncEngine) engine = NULL;
  g_autoptr (AmbStore) copy = NULL;
  g_autoptr (GError) error = NULL;

  open_profile (&self);
  g_assert_false (amb_sync_keep_apart (self.programme, self.apart, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_clear_error (&error);
  engine = amb_sync_engine_new (self.store, &error);
  amb_db_begin (amb_store_get_db (self.store), &error);
  amb_sync_engine_begin (engine, "https://ambassade.example", self.root, &error);
  amb_sync_send_all (self.store, &error);
  amb_store_set_meta_int (self.store, "sending", AMB_SENDING_REFUSED, &error);
  amb_db_commit (amb_store_get_db (self.store), &error);
  g_assert_true (amb_sync_keep_apart (self.programme, self.apart, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_people (self.store), ==, 0);
  g_assert_cmpint (amb_outbox_count_waiting (self.store), ==, 0);
  g_assert_cmpint (amb_sync_get_sending (self.store), ==, AMB_SENDING_NOT);
  g_assert_true (amb_outbox_is_connected (self.store));
  file = g_build_filename (self.apart, "cache.db", NULL);
  copy = amb_store_open (file, AMB_STORE_DEFAULT, self.clock, &error);
  g_assert_cmpint (count_people (copy), ==, 1);
  g_assert_cmpint (amb_outbox_count_waiting (copy), ==, 0);
  g_assert_false (amb_outbox_is_connected (copy));
  g_clear_object (&copy);
  g_clear_pointer (&engine, amb_sync_engine_free);
  close_profile (&self);
}

/* A kill while it was copied leaves no profile, and is no obstacle. */
static void
test_a_copy_that_was_cut_off_is_begun_anew (void)
{
  Profile self = { 0 };
  g_autofree char *part = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  open_profile (&self);
  g_mkdir (self.apart, 0700);
  part = g_build_filename (self.apart, "cache.db.part", NULL);
  g_assert_true (g_file_set_contents (part, "half of it", -1, NULL));
  g_assert_true (amb_sync_copy_apart (self.store, self.profile, self.apart, &error));
  g_assert_no_error (error);
  file = g_build_filename (self.apart, "cache.db", NULL);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  close_profile (&self);
}

static void
test_a_copy_that_fails_leaves_nothing (void)
{
  Profile self = { 0 };
  g_autofree char *below = NULL;
  g_autofree char *blocked = NULL;
  g_autoptr (GError) error = NULL;

  open_profile (&self);
  blocked = g_build_filename (self.root, "file", NULL);
  g_assert_true (g_file_set_contents (blocked, "x", 1, NULL));
  below = g_build_filename (blocked, "profile", NULL);
  g_assert_false (amb_sync_copy_apart (self.store, self.profile, below, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count_people (self.store), ==, 1);
  close_profile (&self);
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
  g_test_add_func ("/sync/connection/a-copy-apart-is-whole-and-each-knows-the-other",
                   test_a_copy_apart_is_whole_and_each_knows_the_other);
  g_test_add_func ("/sync/connection/a-folder-that-holds-anything-is-not-taken",
                   test_a_folder_that_holds_anything_is_not_taken);
  g_test_add_func ("/sync/connection/what-was-not-taken-is-kept-apart-afterwards",
                   test_what_was_not_taken_is_kept_apart_afterwards);
  g_test_add_func ("/sync/connection/a-copy-that-was-cut-off-is-begun-anew",
                   test_a_copy_that_was_cut_off_is_begun_anew);
  g_test_add_func ("/sync/connection/a-copy-that-fails-leaves-nothing",
                   test_a_copy_that_fails_leaves_nothing);
  return g_test_run ();
}
