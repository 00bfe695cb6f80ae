/* Preloaded into a GTK program: each time in which its main loop came to nothing else for longer
 * than AMB_BENCH_GAP microseconds, as "gap END MICROSECONDS WORKED" in AMB_BENCH_OUT, WORKED being
 * what it was on a processor of it; and each frame, as "frame END BEGIN 0". */
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static FILE *out;
static gint64 least;
static gint64 left; /* when the loop last had something to do; 0: not yet */
static gint64 left_worked;
static GPollFunc poll_func;

/* Microseconds of this thread on a processor. */
static gint64
get_worked (void)
{
  struct timespec worked;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &worked);
  return worked.tv_sec * G_USEC_PER_SEC + worked.tv_nsec / 1000;
}

static gint
poll_cb (GPollFD *fds, guint n, gint timeout)
{
  gint64 now = g_get_monotonic_time ();
  gint ready;

  if (left > 0 && now - left > least)
    fprintf (out, "gap %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", now,
             now - left, get_worked () - left_worked);
  ready = poll_func (fds, n, timeout);
  left = g_get_monotonic_time ();
  left_worked = get_worked ();
  return ready;
}

static gboolean
painted_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  fprintf (out, "frame %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " 0\n", g_get_monotonic_time (),
           gdk_frame_clock_get_frame_time (g_value_get_object (values)));
  return TRUE;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("AMB_BENCH_OUT");
  const char *gap = g_getenv ("AMB_BENCH_GAP");
  gpointer class;

  out = path && gap ? fopen (path, "ae") : NULL;
  if (!out)
    return;
  setvbuf (out, NULL, _IOLBF, 0);
  least = atoll (gap);
  poll_func = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
  class = g_type_class_ref (GDK_TYPE_FRAME_CLOCK); /* stays: the signal needs it */
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, painted_cb,
                              class, NULL);
}
