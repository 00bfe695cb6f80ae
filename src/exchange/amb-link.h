/* Addresses of public profiles and of posts: two ways of writing one are the same. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** amb_link_key: (transfer full) (nullable): what every way of writing the address of @text has in
 * common: without scheme, “www.”, a country in front, query, fragment and last slash, in lower
 * case; NULL when @text is no address of something at a host. Any thread. */
char *amb_link_key (const char *text);
/** amb_link_post_key: the same of the address of a post, of which letters and query count: without
 * what only says from where somebody came, the rest of the query in order. Any thread. */
char *amb_link_post_key (const char *text);

G_END_DECLS
