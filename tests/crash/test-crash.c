/* A crash, a torn write, a power cut, an I/O error and a full disk at every boundary between the
 * programs and the files, on the desktop's and on the server's.
 *   test-crash [--self-test]      AMB_TEST_LONG=1: errors at every boundary too
 *
 * One run is written down, write by write; what a crash leaves on the disk is cut from that record.
 * Each such state is recovered by SQLite; one whose bytes were not seen before at that step is
 * opened, checked and told to the end. Errors are real runs. */
#define _GNU_SOURCE /* memmem */

#include "crash-vfs.h"
#include "crash-world.h"

#include "amb-error.h"
#include "amb-problem.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of the boundaries, one in so many gets an error, and one in so many a live crash. */
#define ERROR_EVERY 40
#define LIVE_EVERY  80

typedef enum
{
  CUT_DIE,
  CUT_TORN,
  CUT_LOST,
  CUTS
} Cut;

static const char *const cut_names[CUTS] = { "die", "torn write", "lost unsynced writes" };
static const char *const error_names[] = { "crash, live", "EIO", "ENOSPC" };

/* What a crash left while @step was going on: what SQLite makes of it is of these bytes alone. */
typedef struct
{
  guint step;
  GBytes *database;
  GBytes *log;    /* what of it is committed */
  GBytes *folded; /* nullable: the two in one file */
} Seen;

typedef struct
{
  char *folder;
  CrashSide side;
  CrashDefect defect;
  CrashImage *start[CRASH_SIDES];
  CrashImage *opened;      /* the side's files when the record begins */
  GPtrArray *ops;          /* of CrashOp */
  GPtrArray *others;       /* of CrashImage: the other side's files, by step */
  GPtrArray *dumps;        /* of GPtrArray: the side's rows, by step, and at the end */
  char *ends[CRASH_SIDES]; /* what people see when all is told */
  GPtrArray *seen;         /* of Seen */
  GBytes *database;        /* nullable: as it stands where crashes are recovered */
  guint cuts[CUTS], errors[3];
  guint32 seed;
  guint failures;
} Trial;

static char *
dup_path (Trial *self, CrashSide side)
{
  g_autofree char *name = g_strconcat (crash_side_names[side], ".db", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static void
seen_free (Seen *self)
{
  g_clear_pointer (&self->database, g_bytes_unref);
  g_clear_pointer (&self->log, g_bytes_unref);
  g_clear_pointer (&self->folded, g_bytes_unref);
  g_free (self);
}

static void
fail (Trial *self, const char *when, guint boundary, guint step, const char *what)
{
  self->failures++;
  if (self->defect == CRASH_SOUND && self->failures <= 10)
    g_printerr ("%s, boundary %u (%s), %s: %s\n", crash_side_names[self->side], boundary,
                step < crash_world_get_n_steps () ? crash_world_get_step_name (step) : "at the end",
                when, what);
  else if (self->defect != CRASH_SOUND)
    g_print ("found at boundary %u (%s), %s: %s\n", boundary, crash_world_get_step_name (step),
             when, what);
}

static void
write_files (Trial *self, CrashSide side, const CrashImage *image)
{
  g_autofree char *path = dup_path (self, side);

  crash_image_write (image, path);
}

/* The whole of it, written down. */
static void
record (Trial *self)
{
  g_autofree char *path = dup_path (self, self->side);
  g_autofree char *other = dup_path (self, !self->side);
  g_autofree char *failure = NULL;
  CrashWorld *world;

  for (guint i = 0; i < CRASH_SIDES; i++)
    write_files (self, i, self->start[i]);
  crash_vfs_watch (path);
  world = crash_world_new (self->folder, 2, self->defect);
  self->opened = crash_image_new (path);
  crash_vfs_watch (path);
  crash_vfs_record (self->ops);
  for (guint i = 0; i < crash_world_get_n_steps (); i++)
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (self->dumps, crash_world_dump (world, self->side));
      g_ptr_array_add (self->others, crash_image_new (other));
      crash_vfs_set_step (i);
      if (!crash_world_run_step (world, i, &error))
        g_error ("%s: %s", crash_world_get_step_name (i), error->message);
    }
  g_ptr_array_add (self->dumps, crash_world_dump (world, self->side));
  crash_vfs_watch (NULL);
  if (!crash_world_finish (world, crash_world_get_n_steps (), &failure) ||
      (self->defect == CRASH_SOUND && (failure = crash_world_check_end (world))))
    fail (self, "without a fault", 0, crash_world_get_n_steps (), failure);
  for (guint i = 0; i < CRASH_SIDES; i++)
    self->ends[i] = crash_world_dup_content (world, i);
  crash_world_free (world);
}

/* All is told: do both sides show what they show without a crash? */
static char *
check_end (Trial *self, CrashWorld *world)
{
  char *failure = crash_world_check_end (world);

  for (guint i = 0; i < CRASH_SIDES && !failure; i++)
    {
      g_autofree char *end = crash_world_dup_content (world, i);

      if (!g_str_equal (end, self->ends[i]))
        failure = g_strdup_printf ("the %s shows\n%s  instead of\n%s", crash_side_names[i], end,
                                   self->ends[i]);
    }
  return failure;
}

/* What the desktop may no longer have is not in its file either. */
static char *
check_forgotten (Trial *self)
{
  g_autofree char *path = dup_path (self, CRASH_CLIENT);
  g_autoptr (CrashImage) image = crash_image_new (path);

  for (guint i = 0; i < CRASH_FILES; i++)
    if (image->files[i]->len > 0 &&
        memmem (image->files[i]->data, image->files[i]->len, CRASH_SECRET, strlen (CRASH_SECRET)))
      return g_strdup ("the file still holds what was taken away");
  return NULL;
}

/* Opens what a crash in @step left: it is what was before the step or after it, and from there all
 * comes to the same end. */
static char *
examine (Trial *self, const CrashImage *image, guint step)
{
  CrashWorld *world;
  g_autoptr (GPtrArray) dump = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  char *failure;

  write_files (self, self->side, image);
  write_files (self, !self->side, self->others->pdata[step]);
  world = crash_world_new (self->folder, self->seed++, CRASH_SOUND);
  failure = crash_world_check_file (world, self->side);
  dump = crash_world_dump (world, self->side);
  before = crash_world_dup_difference (dump, self->dumps->pdata[step]);
  after = crash_world_dup_difference (dump, self->dumps->pdata[step + 1]);
  if (!failure && before && after)
    failure = g_strdup_printf ("neither before (%s) nor after (%s)", before, after);
  if (!failure && crash_world_finish (world, before ? step + 1 : step, &failure))
    failure = check_end (self, world);
  crash_world_free (world);
  return failure ? failure : check_forgotten (self);
}

/* What SQLite takes for committed of the log that stands there: frames, from its own index. */
static gboolean
recover (const char *path, guint32 *frames, char **failure)
{
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *index = NULL;
  gsize size = 0;
  sqlite3 *db = NULL;

  *frames = 0;
  if (sqlite3_open (path, &db) != SQLITE_OK ||
      sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK ||
      sqlite3_exec (db, "PRAGMA user_version", NULL, NULL, NULL) != SQLITE_OK)
    *failure = g_strdup_printf ("SQLite can't recover it: %s", sqlite3_errmsg (db));
  else if (g_file_get_contents (shm, &index, &size, NULL) && size > 20)
    memcpy (frames, index + 16, sizeof *frames); /* mxFrame of the WAL index's header */
  sqlite3_close (db);
  return *failure == NULL;
}

/* The bytes that count, of @image as a crash left it. */
static gboolean
read_image (Trial *self, const CrashImage *image, Seen *seen, char **failure)
{
  g_autofree char *path = g_build_filename (self->folder, "recovered.db", NULL);
  const GByteArray *file = image->files[CRASH_DATABASE];
  const GByteArray *log = image->files[CRASH_WAL];
  guint32 frames = 0;
  guint page = file->data[16] << 8 | file->data[17];

  /* The database itself changes at checkpoints only. */
  if (!self->database || g_bytes_get_size (self->database) != file->len ||
      memcmp (g_bytes_get_data (self->database, NULL), file->data, file->len) != 0)
    {
      g_clear_pointer (&self->database, g_bytes_unref);
      self->database = g_bytes_new (file->data, file->len);
      crash_image_write (image, path);
    }
  else
    crash_image_write_logs (image, path);
  if (!recover (path, &frames, failure))
    return FALSE;
  seen->database = g_bytes_ref (self->database);
  seen->log = g_bytes_new (log->data, frames > 0 ? 32 + frames * (24 + page) : 0);
  return TRUE;
}

/* The log goes into the database: two files that differ may be one and the same then. */
static GBytes *
fold_log (Trial *self, char **failure)
{
  g_autofree char *path = g_build_filename (self->folder, "recovered.db", NULL);
  sqlite3 *db = NULL;
  char *content = NULL;
  gsize size = 0;

  g_clear_pointer (&self->database, g_bytes_unref);
  if (sqlite3_open (path, &db) != SQLITE_OK ||
      sqlite3_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL) != SQLITE_OK)
    *failure = g_strdup_printf ("SQLite can't fold its log: %s", sqlite3_errmsg (db));
  sqlite3_close (db);
  if (!*failure && !g_file_get_contents (path, &content, &size, NULL))
    *failure = g_strdup ("there is no file");
  return *failure ? NULL : g_bytes_new_take (content, size);
}

static gboolean
is_seen (Trial *self, Seen *now)
{
  for (guint i = self->seen->len; i > 0; i--)
    {
      const Seen *other = self->seen->pdata[i - 1];

      if (other->step != now->step)
        continue;
      if (now->folded ? g_bytes_equal (other->folded, now->folded)
                      : g_bytes_equal (other->log, now->log) &&
                            (other->database == now->database ||
                             g_bytes_equal (other->database, now->database)))
        return TRUE;
    }
  return FALSE;
}

static void
check_image (Trial *self, const CrashImage *image, guint boundary, guint step, const char *when)
{
  g_autofree char *failure = NULL;
  Seen *seen = g_new0 (Seen, 1);
  gboolean known;

  seen->step = step;
  known = read_image (self, image, seen, &failure) && is_seen (self, seen);
  if (!known && !failure && (seen->folded = fold_log (self, &failure)))
    known = is_seen (self, seen);
  if (!known && !failure)
    failure = examine (self, image, step);
  if (failure)
    fail (self, when, boundary, step, failure);
  if (known || failure)
    seen_free (seen);
  else
    g_ptr_array_add (self->seen, seen);
}

/* Every boundary of the record, cut in each way. */
static void
cut_all (Trial *self)
{
  g_autoptr (CrashImage) now = crash_image_copy (self->opened);
  g_autoptr (CrashImage) synced = crash_image_copy (self->opened);
  gboolean is_new = TRUE;
  guint step = 0;

  for (guint i = 0; i < self->ops->len; i++)
    {
      const CrashOp *op = self->ops->pdata[i];

      check_image (self, now, i + 1, op->step, cut_names[CUT_DIE]);
      self->cuts[CUT_DIE]++;
      /* The very files that were looked at before, in the same step, need no second look. */
      if (is_new || op->step != step)
        check_image (self, synced, i + 1, op->step, cut_names[CUT_LOST]);
      self->cuts[CUT_LOST]++;
      is_new = op->kind == CRASH_SYNC;
      step = op->step;
      if (op->kind == CRASH_WRITE)
        {
          /* The whole of it goes over the half. */
          crash_image_apply (now, op, TRUE);
          check_image (self, now, i + 1, op->step, cut_names[CUT_TORN]);
          self->cuts[CUT_TORN]++;
        }
      crash_image_apply (now, op, FALSE);
      if (op->kind == CRASH_SYNC)
        crash_image_sync (synced, now, op->file);
      if (self->failures > 0 && self->defect != CRASH_SOUND)
        return;
    }
}

/* The sentence for people, its kind, and that nothing has changed. */
static char *
check_error (Trial *self, CrashWorld *world, guint step, CrashFault fault, const GError *error)
{
  g_autoptr (GPtrArray) dump = crash_world_dump (world, self->side);
  g_autofree char *before = crash_world_dup_difference (dump, self->dumps->pdata[step]);
  guint status = amb_problem_get_status (amb_problem_from_error (error));

  if (!crash_vfs_has_fired ())
    return g_strdup_printf ("an error before the fault: %s", error->message);
  if (error->domain != AMB_ERROR || !g_str_has_suffix (error->message, "."))
    return g_strdup_printf ("no error of the store's: %s", error->message);
  if (fault == CRASH_FULL &&
      (error->code != AMB_ERROR_FULL || (self->side == CRASH_SERVER && status != 507)))
    return g_strdup_printf ("a full disk isn't told as such (%u): %s", status, error->message);
  return before ? g_strdup_printf ("an error (%s), but it changed %s", error->message, before)
                : NULL;
}

/* Steps with a fault at boundary @n; what fails is done once more. FALSE: it died, in *@step. */
static gboolean
run_steps (
    Trial *self, CrashWorld *world, CrashFault fault, guint *step, gboolean *failed, char **failure)
{
  for (*step = 0; *step < crash_world_get_n_steps () && !*failure;)
    {
      g_autoptr (GError) error = NULL;
      gboolean done = crash_world_run_step (world, *step, &error);

      if (fault == CRASH_DIE && crash_vfs_has_fired ())
        return FALSE;
      if (done)
        {
          (*step)++;
          continue;
        }
      *failure = *failed ? g_strdup_printf ("again: %s", error->message)
                         : check_error (self, world, *step, fault, error);
      *failed = TRUE;
      *step = crash_world_get_retry (*step);
    }
  return TRUE;
}

static void
run_with_fault (Trial *self, guint n, CrashFault fault)
{
  g_autofree char *path = dup_path (self, self->side);
  g_autofree char *failure = NULL;
  guint step = ((CrashOp *) self->ops->pdata[n - 1])->step;
  guint at = 0;
  gboolean failed = FALSE;
  gboolean lives;
  CrashWorld *world;

  for (guint i = 0; i < CRASH_SIDES; i++)
    write_files (self, i, self->start[i]);
  crash_vfs_watch (path);
  world = crash_world_new (self->folder, 2, CRASH_SOUND);
  crash_vfs_watch (path);
  crash_vfs_arm (n, fault);
  lives = run_steps (self, world, fault, &at, &failed, &failure);
  if (lives && !failure && !crash_vfs_has_fired ())
    failure = g_strdup ("the boundary wasn't reached");
  if (lives && !failure && crash_world_finish (world, crash_world_get_n_steps (), &failure))
    failure = check_end (self, world);
  if (lives && !failure)
    failure = crash_world_check_file (world, self->side);
  crash_world_free (world);
  crash_vfs_watch (NULL);
  if (lives && !failure)
    failure = check_forgotten (self);
  self->errors[fault]++;
  if (failure)
    fail (self, error_names[fault], n, step, failure);
  else if (!lives)
    {
      g_autoptr (CrashImage) image = crash_image_new (path);

      check_image (self, image, n, step, error_names[fault]);
    }
}

static void
run_errors (Trial *self)
{
  gboolean is_long = g_getenv ("AMB_TEST_LONG") != NULL;

  for (guint i = 0; i < self->ops->len; i++)
    {
      const CrashOp *op = self->ops->pdata[i];
      gboolean is_first = i == 0 || ((CrashOp *) self->ops->pdata[i - 1])->step != op->step;
      gboolean is_rare = op->kind != CRASH_WRITE || op->file != CRASH_WAL;

      if (is_long || i % ERROR_EVERY == 0 || is_first || (is_rare && i % 8 == 0))
        run_with_fault (self, i + 1, CRASH_EIO);
      if (op->kind == CRASH_WRITE && (is_long || is_first || i % ERROR_EVERY == ERROR_EVERY / 2))
        run_with_fault (self, i + 1, CRASH_FULL);
      if (is_long || i % LIVE_EVERY == LIVE_EVERY / 4)
        run_with_fault (self, i + 1, CRASH_DIE);
    }
}

static Trial *
trial_new (const char *folder, const char *from, CrashSide side, CrashDefect defect)
{
  static const char *const tokens[] = { "desktop", "manager" };
  Trial *self = g_new0 (Trial, 1);

  self->folder = g_build_filename (folder, crash_side_names[side], NULL);
  self->side = side;
  self->defect = defect;
  self->seed = 100;
  g_mkdir_with_parents (self->folder, 0700);
  for (guint i = 0; i < CRASH_SIDES; i++)
    {
      g_autofree char *name = g_strconcat (crash_side_names[i], ".db", NULL);
      g_autofree char *path = g_build_filename (from, name, NULL);
      g_autofree char *token = g_build_filename (from, tokens[i], NULL);
      g_autofree char *copy = g_build_filename (self->folder, tokens[i], NULL);
      g_autofree char *text = NULL;

      self->start[i] = crash_image_new (path);
      if (!g_file_get_contents (token, &text, NULL, NULL) ||
          !g_file_set_contents (copy, text, -1, NULL))
        g_error ("%s can't be copied", token);
    }
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) crash_op_free);
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) crash_image_free);
  self->dumps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) seen_free);
  return self;
}

static void
trial_free (Trial *self)
{
  for (guint i = 0; i < CRASH_SIDES; i++)
    {
      crash_image_free (self->start[i]);
      g_free (self->ends[i]);
    }
  g_clear_pointer (&self->opened, crash_image_free);
  g_ptr_array_unref (self->ops);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->dumps);
  g_ptr_array_unref (self->seen);
  g_clear_pointer (&self->database, g_bytes_unref);
  g_free (self->folder);
  g_free (self);
}

static void
report (Trial *self, gint64 begun)
{
  guint kinds[4] = { 0 };

  for (guint i = 0; i < self->ops->len; i++)
    kinds[((CrashOp *) self->ops->pdata[i])->kind]++;
  g_print (
      "%s: %u boundaries (%u writes, %u truncations, %u syncs, %u deletions)\n"
      "  cut from the record: die %u, torn %u, lost %u (%u states looked into); real runs: EIO %u,"
      " ENOSPC %u, crashes %u\n"
      "  left out: EIO at %u boundaries, ENOSPC at %u writes%s; %u failures, %.0f s\n",
      crash_side_names[self->side], self->ops->len, kinds[CRASH_WRITE], kinds[CRASH_TRUNCATE],
      kinds[CRASH_SYNC], kinds[CRASH_DELETE], self->cuts[CUT_DIE], self->cuts[CUT_TORN],
      self->cuts[CUT_LOST], self->seen->len, self->errors[CRASH_EIO], self->errors[CRASH_FULL],
      self->errors[CRASH_DIE], self->ops->len - self->errors[CRASH_EIO],
      kinds[CRASH_WRITE] - self->errors[CRASH_FULL],
      g_getenv ("AMB_TEST_LONG") ? "" : " (AMB_TEST_LONG=1 does all)", self->failures,
      (g_get_monotonic_time () - begun) / 1e6);
}

static gboolean
try_side (const char *folder, CrashSide side)
{
  gint64 begun = g_get_monotonic_time ();
  Trial *trial = trial_new (folder, folder, side, CRASH_SOUND);
  gboolean sound;

  record (trial);
  cut_all (trial);
  run_errors (trial);
  report (trial, begun);
  sound = trial->failures == 0;
  trial_free (trial);
  return sound;
}

/* Each defect must be found. */
static gboolean
self_test (const char *folder)
{
  static const char *const names[] = { "", "synchronous=OFF", "a page in two transactions" };
  gboolean found = TRUE;

  for (guint i = CRASH_NO_SYNC; i <= CRASH_HALF_PAGES; i++)
    {
      Trial *trial = trial_new (folder, folder, CRASH_CLIENT, i);

      g_print ("%s: ", names[i]);
      record (trial);
      cut_all (trial);
      if (trial->failures == 0)
        g_print ("not found\n");
      found = found && trial->failures > 0;
      trial_free (trial);
    }
  return found;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  gboolean is_self_test = argc > 1 && g_str_equal (argv[1], "--self-test");
  g_autofree char *folder = g_strdup ("/dev/shm/amb-crash-XXXXXX");
  gboolean sound = TRUE;
  pid_t children[CRASH_SIDES];

  if (!g_mkdtemp (folder))
    g_error ("%s can't be made", folder);
  crash_vfs_register ();
  crash_world_prepare (folder);
  if (is_self_test)
    sound = self_test (folder);
  /* A process a side: each watches one database. */
  for (guint i = 0; i < CRASH_SIDES && !is_self_test; i++)
    {
      children[i] = fork ();
      if (children[i] == 0)
        exit (try_side (folder, i) ? 0 : 1);
    }
  for (guint i = 0; i < CRASH_SIDES && !is_self_test; i++)
    {
      int status = 1;

      sound = waitpid (children[i], &status, 0) == children[i] && status == 0 && sound;
    }
  remove_folder (folder);
  return sound ? 0 : 1;
}
