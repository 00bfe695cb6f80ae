/* Encodings: always UTF-8, replacements counted, and iconv agrees. */
#include "fuzz.h"

#include "amb-encoding.h"

#include <string.h>

static gboolean
is_utf8 (const char *text, gsize size)
{
  const char *end = text + size;

  for (const char *p = text; p < end; p++)
    {
      if (g_utf8_validate_len (p, (gsize) (end - p), &p))
        return TRUE;
      if (*p != '\0')
        return FALSE;
    }

  return TRUE;
}

static gsize
count_replacements (const char *text, gsize size)
{
  gsize count = 0;

  for (gsize i = 0; i + 2 < size; i++)
    count += memcmp (text + i, "\xef\xbf\xbd", 3) == 0 ? 1 : 0;

  return count;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  AmbEncoding encoding;
  gsize n_replaced;
  gsize text_size;
  g_autoptr (GBytes) utf8 = amb_encoding_to_utf8 (bytes, &encoding, &n_replaced);
  const char *text = g_bytes_get_data (utf8, &text_size);
  gsize mark = encoding == AMB_ENCODING_UTF16LE || encoding == AMB_ENCODING_UTF16BE ? 2 : 0;
  g_autofree char *expected = NULL;
  gsize expected_size;

  if (encoding == AMB_ENCODING_UTF8 && size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  g_assert_true (is_utf8 (text, text_size));
  g_assert_cmpuint (n_replaced, <=, count_replacements (text, text_size));

  if (size == mark)
    {
      g_assert_cmpuint (text_size, ==, 0);
      return 0;
    }
  expected = g_convert ((const char *) data + mark, (gssize) (size - mark), "UTF-8",
                        amb_encoding_get_name (encoding), NULL, &expected_size, NULL);
  g_assert_true ((expected == NULL) == (n_replaced > 0));
  if (expected != NULL)
    g_assert_cmpmem (text, text_size, expected, expected_size);

  return 0;
}
