/* Runs schedules of the simulation, from a seed on, until the time is over or a checker finds
 * something. */
#include "sim.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <unistd.h>

static gint64 first_seed = 1;
static gint64 one_seed = -1;
static gint64 step = 1;
static gint64 n_schedules = 0;
static int seconds = 20;
static gboolean verbose = FALSE;
static gboolean progress = FALSE;

/* Seconds from one line of progress to the next. */
#define PROGRESS 10

static const GOptionEntry entries[] = {
  { "first", 'f', 0, G_OPTION_ARG_INT64, &first_seed, "Begin with this seed", "SEED" },
  { "seed", 's', 0, G_OPTION_ARG_INT64, &one_seed, "Replay this one schedule", "SEED" },
  { "step", 0, 0, G_OPTION_ARG_INT64, &step, "From one seed to the next", "N" },
  { "schedules", 'n', 0, G_OPTION_ARG_INT64, &n_schedules,
    "Run this many (0: until the time is over)", "N" },
  { "seconds", 't', 0, G_OPTION_ARG_INT, &seconds, "Stop after this time (0: never)", "N" },
  { "progress", 0, 0, G_OPTION_ARG_NONE, &progress, "Say how far it is", NULL },
  { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "Tell each step", NULL },
  { NULL },
};

static char *
make_folder (void)
{
  const char *base = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();

  return g_mkdtemp (g_build_filename (base, "amb-simulation-XXXXXX", NULL));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tell_progress (gint64 done, gint64 seed)
{
  static gint64 told;
  gint64 now = g_get_monotonic_time ();

  if (!progress || now - told < PROGRESS * G_USEC_PER_SEC)
    return;
  told = now;
  g_print ("played %" G_GINT64_FORMAT ", next %" G_GINT64_FORMAT "\n", done, seed);
}

static int
run_all (const char *folder)
{
  gint64 start = g_get_monotonic_time ();
  gint64 done = 0;
  gint64 seed;

  for (seed = one_seed >= 0 ? one_seed : first_seed;; seed += step)
    {
      g_autofree char *failure = NULL;

      if (!sim_run (folder, seed, verbose, &failure))
        {
          g_print ("seed %" G_GINT64_FORMAT " (schedule %" G_GINT64_FORMAT "): %s\n"
                   "replay: simulation --seed %" G_GINT64_FORMAT " --verbose\n",
                   seed, done + 1, failure, seed);
          return 1;
        }
      done++;
      tell_progress (done, seed + step);
      if (one_seed >= 0 || (n_schedules > 0 && done >= n_schedules) ||
          (seconds > 0 && g_get_monotonic_time () - start > (gint64) seconds * G_USEC_PER_SEC))
        break;
    }
  if (progress)
    g_print ("played %" G_GINT64_FORMAT ", next %" G_GINT64_FORMAT "\n", done, seed + step);
  g_print ("%" G_GINT64_FORMAT " schedules, none failed (seeds from %" G_GINT64_FORMAT
           ", %.0f s)\n",
           done, one_seed >= 0 ? one_seed : first_seed,
           (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC);
  return 0;
}

/* One thread, and many small statements: SQLite needs no locks, counts no memory, and has a larger
 * store of small pieces. It makes a schedule cheaper and decides nothing. */
static void
tune_sqlite (void)
{
  if (sqlite3_config (SQLITE_CONFIG_SINGLETHREAD) != SQLITE_OK ||
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK ||
      sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 1200, 400) != SQLITE_OK ||
      sqlite3_config (SQLITE_CONFIG_URI, 1) != SQLITE_OK)
    g_error ("SQLite is in use already");
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- simulate clients and a server");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  int status;

  setlocale (LC_ALL, "");
  tune_sqlite ();
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  folder = make_folder ();
  if (!folder || !sim_prepare (folder, &error))
    {
      g_printerr ("%s\n", error ? error->message : "no folder");
      return 2;
    }
  status = run_all (folder);
  remove_folder (folder);
  return status;
}
