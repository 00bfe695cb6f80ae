/* Cursors: any text is refused, unless this server made it for this principal. The first byte
 * chooses: the text itself, or the text as the content of a cursor that is sealed as it should be.
 */
#include "fuzz.h"

#include "amb-cursor.h"

#include <string.h>

static const guint8 key[AMB_CURSOR_KEY_SIZE] = "0123456789abcdef0123456789abcde";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 1 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbCursor) made = NULL;
  g_autoptr (AmbCursor) read = NULL;
  g_autofree char *sealed = NULL;

  if (size == 0 || data[0] % 2 == 0 || !g_utf8_validate (text, -1, NULL))
    {
      read = amb_cursor_decode (text, key, 7, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      return 0;
    }
  made = amb_cursor_new (text, (gint64) size, (gint64) strlen (text));
  amb_cursor_add_scope (made, text, 1, 2, 3);
  sealed = amb_cursor_encode (made, key, 7);
  read = amb_cursor_decode (sealed, key, 7, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->epoch, ==, text);
  g_assert_nonnull (amb_cursor_find_scope (read, text));
  return 0;
}
