/* For programs that are built with AddressSanitizer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What <sanitizer/lsan_interface.h> says of them. */
void __lsan_disable (void);
void __lsan_enable (void);

/**
 * amb_sanitizer_prepare:
 * Call it first in main(). GLib keeps names (quarks) in an array that grows by 2,048; it leaves the
 * former one to readers without locks, and no frame of that leak has a name to which a suppression
 * could be given. So the array grows here, where nobody looks, beyond what a program needs.
 */
static inline void
amb_sanitizer_prepare (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
  for (guint i = 0; i < 3 * 2048; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "amb-sanitizer-%u", i);
      g_quark_from_string (name);
    }
  __lsan_enable ();
#endif
}

G_END_DECLS
