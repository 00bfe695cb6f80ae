/* What bytes are taken for, and what becomes of them. */
#include "amb-encoding.h"

#include <string.h>

#define BYTES(literal) literal, sizeof (literal) - 1

static const struct
{
  const char *bytes;
  gsize size;
  AmbEncoding encoding;
  const char *text;
  gsize text_size;
  gsize n_replaced;
} cases[] = {
  { BYTES (""), AMB_ENCODING_UTF8, BYTES (""), 0 },
  { BYTES ("plain"), AMB_ENCODING_UTF8, BYTES ("plain"), 0 },
  { BYTES ("caf\xc3\xa9 \xf0\x9f\x98\x80"), AMB_ENCODING_UTF8, BYTES ("café 😀"), 0 },
  { BYTES ("a\0é\0"), AMB_ENCODING_UTF8, BYTES ("a\0é\0"), 0 },
  { BYTES ("\xef\xbb\xbf"
           "caf\xc3\xa9"),
    AMB_ENCODING_UTF8, BYTES ("café"), 0 },
  { BYTES ("\xef\xbb\xbf"), AMB_ENCODING_UTF8, BYTES (""), 0 },
  { BYTES ("\xef\xbb\xbf"
           "a\xe9\0b\xe2\x82"),
    AMB_ENCODING_UTF8, BYTES ("a\xef\xbf\xbd\0b\xef\xbf\xbd\xef\xbf\xbd"), 3 },
  { BYTES ("\xff\xfe"
           "a\0\xe9\0\x3d\xd8\x00\xde"),
    AMB_ENCODING_UTF16LE, BYTES ("aé😀"), 0 },
  { BYTES ("\xfe\xff"
           "\0a\0\xe9\xd8\x3d\xde\x00"),
    AMB_ENCODING_UTF16BE, BYTES ("aé😀"), 0 },
  { BYTES ("\xff\xfe"), AMB_ENCODING_UTF16LE, BYTES (""), 0 },
  { BYTES ("\xff\xfe"
           "a\0b"),
    AMB_ENCODING_UTF16LE, BYTES ("a\xef\xbf\xbd"), 1 },
  { BYTES ("\xff\xfe"
           "\x3d\xd8"
           "a\0\0\xdc"
           "\x3d\xd8"),
    AMB_ENCODING_UTF16LE,
    BYTES ("\xef\xbf\xbd"
           "a\xef\xbf\xbd\xef\xbf\xbd"),
    3 },
  { BYTES ("\xff\xfe"
           "\0\0"),
    AMB_ENCODING_UTF16LE, BYTES ("\0"), 0 },
  { BYTES ("caf\xe9"), AMB_ENCODING_WINDOWS_1252, BYTES ("café"), 0 },
  { BYTES ("\x80 \x93quoted\x94 \x9cuvre \xff"), AMB_ENCODING_WINDOWS_1252,
    BYTES ("€ “quoted” œuvre ÿ"), 0 },
  { BYTES ("\x81\x8d\x8f\x90\x9d"), AMB_ENCODING_WINDOWS_1252,
    BYTES ("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"), 5 },
  { BYTES ("\xed\xa0\x80"), AMB_ENCODING_WINDOWS_1252, BYTES ("í\xc2\xa0€"), 0 },
  { BYTES ("\xc3\xa9\xc3\xa8 one \xe9 bad"), AMB_ENCODING_UTF8,
    BYTES ("éè one \xef\xbf\xbd"
           " bad"),
    1 },
  { BYTES ("\xc3\xa9\xc3\xa8\xc3\xa0, cut off \xc3"), AMB_ENCODING_UTF8,
    BYTES ("éèà, cut off \xef\xbf\xbd"), 1 },
  { BYTES ("\xc3\xa9 a \xe9t\xe9"), AMB_ENCODING_WINDOWS_1252, BYTES ("Ã© a été"), 0 },
  { BYTES ("utf-8 \xc3\xa9, cut off \xc3"), AMB_ENCODING_UTF8,
    BYTES ("utf-8 é, cut off \xef\xbf\xbd"), 1 },
};

static void
test_converts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].bytes, cases[i].size);
      g_autoptr (GBytes) text = NULL;
      AmbEncoding encoding;
      gsize n_replaced;
      gsize size;
      const char *data;

      g_test_message ("case %u", i);
      text = amb_encoding_to_utf8 (bytes, &encoding, &n_replaced);
      data = g_bytes_get_data (text, &size);
      g_assert_cmpmem (data, size, cases[i].text, cases[i].text_size);
      g_assert_cmpint (encoding, ==, cases[i].encoding);
      g_assert_cmpuint (n_replaced, ==, cases[i].n_replaced);
    }
}

/* GLib's own tables are the second opinion. */
static void
test_windows_1252_agrees_with_iconv (void)
{
  for (guint c = 0x80; c <= 0xff; c++)
    {
      const char source[] = { (char) c, 'x', '\0' };
      g_autofree char *expected = g_convert (source, 2, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (source, 2);
      g_autoptr (GBytes) text = amb_encoding_to_utf8 (bytes, NULL, NULL);
      gsize size;
      const char *data = g_bytes_get_data (text, &size);

      if (expected == NULL)
        expected = g_strdup ("\xef\xbf\xbdx");
      g_assert_cmpmem (data, size, expected, strlen (expected));
    }
}

static void
test_utf8_is_not_copied (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xef\xbb\xbf"
                                                 "text",
                                                 7);
  g_autoptr (GBytes) text = amb_encoding_to_utf8 (bytes, NULL, NULL);

  g_assert_true ((const char *) g_bytes_get_data (text, NULL) ==
                 (const char *) g_bytes_get_data (bytes, NULL) + 3);
}

static void
test_names (void)
{
  g_assert_cmpstr (amb_encoding_get_name (AMB_ENCODING_UTF8), ==, "UTF-8");
  g_assert_cmpstr (amb_encoding_get_name (AMB_ENCODING_UTF16LE), ==, "UTF-16LE");
  g_assert_cmpstr (amb_encoding_get_name (AMB_ENCODING_UTF16BE), ==, "UTF-16BE");
  g_assert_cmpstr (amb_encoding_get_name (AMB_ENCODING_WINDOWS_1252), ==, "Windows-1252");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/encoding/converts", test_converts);
  g_test_add_func ("/exchange/encoding/windows-1252-agrees-with-iconv",
                   test_windows_1252_agrees_with_iconv);
  g_test_add_func ("/exchange/encoding/utf8-is-not-copied", test_utf8_is_not_copied);
  g_test_add_func ("/exchange/encoding/names", test_names);

  return g_test_run ();
}
