/* Text files of the usual encodings as UTF-8. */
#include "amb-encoding.h"

#include <string.h>

#define REPLACEMENT 0xfffd

static const char *const names[] = {
  [AMB_ENCODING_UTF8] = "UTF-8",
  [AMB_ENCODING_UTF16LE] = "UTF-16LE",
  [AMB_ENCODING_UTF16BE] = "UTF-16BE",
  [AMB_ENCODING_WINDOWS_1252] = "Windows-1252",
};

/* Windows-1252 from 0x80 to 0x9f; 0 where it defines nothing. All else is Latin 1. */
static const guint16 windows_1252[32] = {
  // clang-format off
  0x20ac,      0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,      0, 0x017d,      0,
       0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153,      0, 0x017e, 0x0178,
  // clang-format on
};

const char *
amb_encoding_get_name (AmbEncoding encoding)
{
  g_return_val_if_fail (encoding < G_N_ELEMENTS (names), NULL);

  return names[encoding];
}

/* g_utf8_validate_len() stops at U+0000, which is not ours to judge here. */
static gboolean
is_utf8 (const char *data, gsize size)
{
  const char *end = data + size;

  for (const char *p = data; p < end; p++)
    {
      if (g_utf8_validate_len (p, (gsize) (end - p), &p))
        return TRUE;
      if (*p != '\0')
        return FALSE;
    }

  return TRUE;
}

/* One bad byte does not make another encoding of a whole file: the sequences of UTF-8 that are
 * right are counted against the bytes that are not. In Windows-1252 two letters that look like one
 * of them hardly ever follow each other. */
static gboolean
is_mostly_utf8 (const char *data, gsize size)
{
  const char *end = data + size;
  gsize valid = 0, invalid = 0;

  for (const char *p = data; p < end;)
    {
      gunichar c = (guchar) *p < 0x80 ? 0 : g_utf8_get_char_validated (p, end - p);

      if (c == 0)
        p++;
      else if (c == (gunichar) -1 || c == (gunichar) -2)
        invalid++, p++;
      else
        valid++, p = g_utf8_next_char (p);
    }

  return valid > 0 && valid >= invalid;
}

static AmbEncoding
detect (const guint8 *data, gsize size, gsize *mark)
{
  *mark = 0;
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      *mark = 3;
      return AMB_ENCODING_UTF8;
    }
  if (size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      *mark = 2;
      return data[0] == 0xff ? AMB_ENCODING_UTF16LE : AMB_ENCODING_UTF16BE;
    }

  return is_utf8 ((const char *) data, size) || is_mostly_utf8 ((const char *) data, size)
             ? AMB_ENCODING_UTF8
             : AMB_ENCODING_WINDOWS_1252;
}

static void
append_replacement (GString *out, gsize *n_replaced)
{
  g_string_append_unichar (out, REPLACEMENT);
  (*n_replaced)++;
}

static void
append_utf8 (GString *out, const char *data, gsize size, gsize *n_replaced)
{
  const char *end = data + size;
  const char *p = data;

  while (p < end)
    {
      const char *stop;

      if (!g_utf8_validate_len (p, (gsize) (end - p), &stop) && *stop == '\0')
        stop++;
      g_string_append_len (out, p, stop - p);
      if (stop < end && stop == p)
        {
          append_replacement (out, n_replaced);
          stop++;
        }
      p = stop;
    }
}

static void
append_windows_1252 (GString *out, const guint8 *data, gsize size, gsize *n_replaced)
{
  for (gsize i = 0; i < size; i++)
    {
      gunichar c = data[i];

      if (c < 0x80)
        g_string_append_c (out, (char) c);
      else if (c >= 0xa0)
        g_string_append_unichar (out, c);
      else if (windows_1252[c - 0x80] != 0)
        g_string_append_unichar (out, windows_1252[c - 0x80]);
      else
        append_replacement (out, n_replaced);
    }
}

static void
append_utf16 (GString *out, const guint8 *data, gsize size, gboolean is_big, gsize *n_replaced)
{
  for (gsize i = 0; i < size; i += 2)
    {
      gunichar c = i + 1 < size ? (gunichar) data[i + !is_big] << 8 | data[i + is_big] : 0xd800;

      if (c >= 0xd800 && c <= 0xdbff && i + 3 < size)
        {
          gunichar low = (gunichar) data[i + 2 + !is_big] << 8 | data[i + 2 + is_big];

          if (low >= 0xdc00 && low <= 0xdfff)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      if (c >= 0xd800 && c <= 0xdfff)
        append_replacement (out, n_replaced);
      else
        g_string_append_unichar (out, c);
    }
}

GBytes *
amb_encoding_to_utf8 (GBytes *bytes, AmbEncoding *encoding, gsize *n_replaced)
{
  gsize size;
  const guint8 *data;
  gsize mark;
  gsize replaced = 0;
  AmbEncoding found;
  GString *out;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  found = detect (data, size, &mark);
  if (encoding != NULL)
    *encoding = found;
  if (n_replaced != NULL)
    *n_replaced = 0;
  if (found == AMB_ENCODING_UTF8 && is_utf8 ((const char *) data + mark, size - mark))
    return g_bytes_new_from_bytes (bytes, mark, size - mark);

  out = g_string_sized_new (size + size / 8);
  if (found == AMB_ENCODING_UTF8)
    append_utf8 (out, (const char *) data + mark, size - mark, &replaced);
  else if (found == AMB_ENCODING_WINDOWS_1252)
    append_windows_1252 (out, data, size, &replaced);
  else
    append_utf16 (out, data + mark, size - mark, found == AMB_ENCODING_UTF16BE, &replaced);
  if (n_replaced != NULL)
    *n_replaced = replaced;

  return g_string_free_to_bytes (out);
}
