/* Bytes of a text file, of whatever encoding, as UTF-8. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AMB_ENCODING_UTF8,
  AMB_ENCODING_UTF16LE,
  AMB_ENCODING_UTF16BE,
  AMB_ENCODING_WINDOWS_1252, /* what is none of the others */
} AmbEncoding;

/** amb_encoding_get_name: "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252" */
const char *amb_encoding_get_name (AmbEncoding encoding);

/**
 * amb_encoding_to_utf8:
 * @bytes: a whole file
 * @encoding: (out) (optional): what it was taken for
 * @n_replaced: (out) (optional): characters that could not be read
 *
 * A byte order mark decides (UTF-8, UTF-16), else text that is UTF-8, or that has at least as
 * many characters beyond ASCII which are UTF-8 as bytes which are not, is UTF-8, else it is
 * Windows-1252, which knows nearly every byte. What the encoding does not know (its five undefined
 * bytes 81, 8D, 8F, 90, 9D, half of a surrogate pair, a broken sequence of UTF-8) becomes U+FFFD
 * and is counted: the CSV reader then refuses the rows in which it stands, and only those. The mark
 * itself is dropped; U+0000 stays.
 *
 * Returns: (transfer full): valid UTF-8, not ended by a NUL; shares memory with @bytes where
 * nothing had to change. Any thread.
 */
GBytes *amb_encoding_to_utf8 (GBytes *bytes, AmbEncoding *encoding, gsize *n_replaced);

G_END_DECLS
