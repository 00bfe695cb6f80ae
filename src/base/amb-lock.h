/* One writer per profile and per data folder: an flock that names its holder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AmbLock AmbLock;

/**
 * amb_lock_take:
 * @dir: the folder; its file “lock” is made when missing (0600)
 * @who: the program's name, written into the file for others to read
 *
 * Returns: (transfer full): held until freed or until the process ends, however it ends; NULL with
 * AMB_ERROR_BUSY whose message says who holds it
 */
AmbLock *amb_lock_take (const char *dir, const char *who, GError **error);
void amb_lock_free (AmbLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbLock, amb_lock_free)

G_END_DECLS
