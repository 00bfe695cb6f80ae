#include "amb-lock.h"

#include "amb-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _AmbLock
{
  int fd;
};

static char *
read_holder (int fd)
{
  char text[128];
  ssize_t n = pread (fd, text, sizeof text - 1, 0);

  text[MAX (n, 0)] = '\0';
  if (n <= 0 || !g_utf8_validate (text, -1, NULL))
    return g_strdup (_ ("another program"));
  return g_strdup (g_strstrip (text));
}

AmbLock *
amb_lock_take (const char *dir, const char *who, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "lock", NULL);
  g_autofree char *text = NULL;
  AmbLock *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_FAILED,
          _ ("The folder “%s” can’t be written to: %s. Check that it exists and is yours."), dir,
          g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_autofree char *holder = read_holder (fd);

      g_set_error (error, AMB_ERROR, AMB_ERROR_BUSY,
                   _ ("“%s” is in use by %s. Close that first, or only read."), dir, holder);
      close (fd);
      return NULL;
    }

  text = g_strdup_printf ("%s (%d)\n", who, (int) getpid ());
  /* The name is a courtesy to whoever waits; the lock holds without it. */
  if (ftruncate (fd, 0) == 0)
    {
      ssize_t ignored = pwrite (fd, text, strlen (text), 0);
      (void) ignored;
    }
  self = g_new0 (AmbLock, 1);
  self->fd = fd;
  return self;
}

void
amb_lock_free (AmbLock *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}
