#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lets the calling thread give way to the program's others from now on: one that has a long work
 * before it takes a processor from the window only when there is one to spare. Its own thread only,
 * for good. Does nothing where the system has no priority for a thread of its own (anything but
 * Linux). */
void amb_thread_give_way (void);

G_END_DECLS
