/* For programs that are built with AddressSanitizer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amb_sanitizer_prepare:
 * Call it first in main(); without AddressSanitizer it does nothing. GLib keeps names (quarks) in
 * an array that grows by 2,048, and leaves the former one to readers without locks. No frame of
 * that leak has a name to which a suppression could be given. So the first array stays known here,
 * and the next ones are made where nobody looks for leaks, beyond what a program needs.
 */
void amb_sanitizer_prepare (void);

G_END_DECLS
