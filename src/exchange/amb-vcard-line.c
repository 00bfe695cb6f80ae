/* Lines of cards and of calendars: unfolded, taken apart, and written again. */
#include "amb-vcard-private.h"

#include "amb-encoding.h"

#include <string.h>

#define MOST_BYTES 75 /* of a line, its end apart: RFC 6350, 3.2; RFC 5545, 3.1 */

static gboolean
has_mark_of_16 (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0);
}

GBytes *
amb_vcard_lines_open (GBytes *bytes)
{
  gsize size;
  const char *data;

  if (has_mark_of_16 (bytes))
    return amb_encoding_to_utf8 (bytes, NULL, NULL);
  data = g_bytes_get_data (bytes, &size);
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return g_bytes_new_from_bytes (bytes, 3, size - 3);
  return g_bytes_ref (bytes);
}

gboolean
amb_vcard_lines_begin (GBytes *bytes, const char *line)
{
  g_autoptr (GBytes) text = amb_vcard_lines_open (bytes);
  gsize size;
  const char *data = g_bytes_get_data (text, &size);

  while (size > 0 && g_ascii_isspace (*data))
    data++, size--;
  return size >= strlen (line) && g_ascii_strncasecmp (data, line, strlen (line)) == 0;
}

/* The place behind the line that begins at @at, and the length of that line. */
static gsize
end_line (const AmbVcardLines *self, gsize at, gsize *length)
{
  gsize end = at;

  while (end < self->size && self->data[end] != '\n' && self->data[end] != '\r')
    end++;
  *length = end - at;
  if (end + 1 < self->size && self->data[end] == '\r' && self->data[end + 1] == '\n')
    return end + 2;
  return MIN (end + 1, self->size);
}

/* The colon behind name and parameters; one between quotation marks belongs to a parameter. */
static const char *
find_colon (const char *text, gsize size)
{
  gboolean is_quoted = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      if (text[i] == '"')
        is_quoted = !is_quoted;
      else if (text[i] == ':' && !is_quoted)
        return text + i;
    }
  return NULL;
}

/* A value as quoted-printable (version 2.1) that ends in “=” goes on in the next line, all of which
 * counts. */
static gboolean
ends_softly (const GString *text)
{
  const char *colon =
      text->len > 0 && text->str[text->len - 1] == '=' ? find_colon (text->str, text->len) : NULL;
  g_autofree char *head =
      colon != NULL ? g_ascii_strup (text->str, (gssize) (colon - text->str)) : NULL;

  return head != NULL && strstr (head, "QUOTED-PRINTABLE") != NULL;
}

gboolean
amb_vcard_lines_next (AmbVcardLines *self, GString *text, guint *number)
{
  gboolean is_soft = FALSE;
  gsize length;

  g_string_truncate (text, 0);
  if (self->at == self->size)
    return FALSE;
  *number = self->line;
  do
    {
      gboolean goes_on = !is_soft && (text->len > 0 || self->line > *number);
      gsize next = end_line (self, self->at, &length);

      g_string_append_len (text, self->data + self->at + (goes_on ? 1 : 0),
                           (gssize) (length - (goes_on ? 1 : 0)));
      self->at = next;
      self->line++;
      is_soft = ends_softly (text);
      if (is_soft)
        g_string_truncate (text, text->len - 1);
    }
  while (self->at < self->size &&
         (is_soft || self->data[self->at] == ' ' || self->data[self->at] == '\t'));
  return TRUE;
}

void
amb_vcard_line_free (AmbVcardLine *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->types);
  g_free (self->charset);
  g_free (self->encoding);
  g_free (self->zone);
  g_free (self->kind);
  g_bytes_unref (self->value);
  g_free (self);
}

/* Splits at @separator outside of quotation marks, which are taken away. */
static char **
split_quoted (const char *text, char separator)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr (GString) part = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        is_quoted = !is_quoted;
      if (*p == separator && !is_quoted)
        {
          g_strv_builder_add (parts, part->str);
          g_string_truncate (part, 0);
        }
      else
        g_string_append_c (part, *p);
    }
  g_strv_builder_add (parts, part->str);
  return g_strv_builder_end (parts);
}

static void
take_types (AmbVcardLine *self, const char *value)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);
  g_autofree char *all = NULL;

  g_strdelimit (lower, "\",", ' ');
  all = g_strconcat (self->types, lower, " ", NULL);
  g_free (self->types);
  self->types = g_steal_pointer (&all);
}

static char *
dup_plain (const char *value)
{
  g_autofree char *plain = g_strdup (value);

  g_strdelimit (plain, "\"", ' ');
  return g_strdup (g_strstrip (plain));
}

/* Version 2.1 writes them without ENCODING. */
static gboolean
is_encoding (const char *word)
{
  static const char *const words[] = { "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", NULL };

  return g_strv_contains (words, word);
}

/* “TYPE=work,voice”; version 2.1, and some of 3.0, write “WORK” alone. */
static void
take_parameter (AmbVcardLine *self, const char *text)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name =
      g_ascii_strup (text, equals != NULL ? (gssize) (equals - text) : (gssize) strlen (text));
  g_autofree char *value = dup_plain (equals != NULL ? equals + 1 : text);

  g_strstrip (name);
  if ((equals == NULL && is_encoding (name)) || g_str_equal (name, "ENCODING"))
    {
      g_autofree char *lower = g_ascii_strdown (value, -1);

      g_free (self->encoding);
      self->encoding = g_utf8_make_valid (lower, -1);
    }
  else if (equals == NULL || g_str_equal (name, "TYPE"))
    take_types (self, equals != NULL ? equals + 1 : text);
  else if (g_str_equal (name, "PREF"))
    self->preference = (int) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 100);
  else if (g_str_equal (name, "CHARSET"))
    {
      g_free (self->charset);
      self->charset = g_steal_pointer (&value);
    }
  else if (g_str_equal (name, "TZID"))
    {
      g_free (self->zone);
      self->zone = g_utf8_make_valid (value, -1);
    }
  else if (g_str_equal (name, "VALUE"))
    {
      g_free (self->kind);
      self->kind = g_ascii_strdown (value, -1);
    }
}

/* “=C3=A9” is two bytes; what is no such sign stands as it is. A line break is “=0D=0A”. */
static void
decode_quoted (AmbVcardLine *self)
{
  gsize size;
  const char *data = g_bytes_get_data (self->value, &size);
  GByteArray *out = g_byte_array_new ();

  for (gsize i = 0; i < size; i++)
    {
      const gboolean is_sign = data[i] == '=' && i + 2 < size && g_ascii_isxdigit (data[i + 1]) &&
                               g_ascii_isxdigit (data[i + 2]);
      const guint8 byte = is_sign ? (guint8) (g_ascii_xdigit_value (data[i + 1]) << 4 |
                                              g_ascii_xdigit_value (data[i + 2]))
                                  : (guint8) data[i];

      if (is_sign)
        i += 2;
      if (!is_sign || byte != '\r')
        g_byte_array_append (out, &byte, 1);
    }
  g_bytes_unref (self->value);
  self->value = g_byte_array_free_to_bytes (out);
  g_clear_pointer (&self->encoding, g_free);
}

/* Letters, digits and hyphens. */
static gboolean
is_name (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return TRUE;
}

AmbVcardLine *
amb_vcard_line_parse (guint number, const char *text, gsize size)
{
  const char *colon = find_colon (text, size);
  g_autofree char *head = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_auto (GStrv) parts = head != NULL ? split_quoted (head, ';') : NULL;
  g_autoptr (AmbVcardLine) self = NULL;
  const char *dot;

  if (parts == NULL)
    return NULL;
  dot = strrchr (g_strstrip (parts[0]), '.');
  if (!is_name (dot != NULL ? dot + 1 : parts[0]))
    return NULL;
  self = g_new0 (AmbVcardLine, 1);
  self->number = number;
  self->name = g_ascii_strup (dot != NULL ? dot + 1 : parts[0], -1);
  self->types = g_strdup (" ");
  self->value = g_bytes_new (colon + 1, size - (gsize) (colon + 1 - text));
  for (guint i = 1; parts[i] != NULL; i++)
    take_parameter (self, parts[i]);
  if (g_strcmp0 (self->encoding, "quoted-printable") == 0)
    decode_quoted (self);
  return g_steal_pointer (&self);
}

gboolean
amb_vcard_line_has_type (const AmbVcardLine *self, const char *type)
{
  g_autofree char *word = g_strconcat (" ", type, " ", NULL);

  return strstr (self->types, word) != NULL;
}

static gboolean
says_utf8 (const AmbVcardLine *self)
{
  return self->charset == NULL || g_ascii_strcasecmp (self->charset, "utf-8") == 0;
}

gboolean
amb_vcard_line_is_guessed (const AmbVcardLine *self)
{
  gsize size;
  const char *data = g_bytes_get_data (self->value, &size);

  return size > 0 && says_utf8 (self) && !g_utf8_validate_len (data, size, NULL);
}

char *
amb_vcard_line_dup_text (const AmbVcardLine *self)
{
  gsize size;
  const char *data = g_bytes_get_data (self->value, &size);
  g_autofree char *text = NULL;
  gboolean is_utf8 = says_utf8 (self);

  if (size == 0)
    return g_strdup ("");
  if (memchr (data, '\0', size) != NULL)
    return NULL;
  if (is_utf8 && g_utf8_validate_len (data, size, NULL))
    return g_strndup (data, size);
  text = g_convert (data, (gssize) size, "UTF-8", is_utf8 ? "WINDOWS-1252" : self->charset, NULL,
                    NULL, NULL);
  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

static char *
unescape (const char *text, gsize size)
{
  g_autoptr (GString) out = g_string_sized_new (size);

  for (gsize i = 0; i < size; i++)
    {
      if (text[i] != '\\' || i + 1 == size)
        g_string_append_c (out, text[i]);
      else if (text[++i] == 'n' || text[i] == 'N')
        g_string_append_c (out, '\n');
      else
        {
          if (strchr ("\\,;:", text[i]) == NULL)
            g_string_append_c (out, '\\');
          g_string_append_c (out, text[i]);
        }
    }
  return g_strdup (g_strstrip (out->str));
}

char *
amb_vcard_unescape (const char *value)
{
  return unescape (value, strlen (value));
}

static gsize
find_semicolon (const char *value)
{
  gsize i = 0;

  while (value[i] != '\0' && value[i] != ';')
    i += value[i] == '\\' && value[i + 1] != '\0' ? 2 : 1;
  return i;
}

char *
amb_vcard_dup_component (const char *value, guint index)
{
  gsize end = find_semicolon (value);

  for (guint i = 0; i < index; i++)
    {
      if (value[end] == '\0')
        return g_strdup ("");
      value += end + 1;
      end = find_semicolon (value);
    }
  return unescape (value, end);
}

void
amb_vcard_append_escaped (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\n' || *p == '\r')
        g_string_append (out, "\\n");
      else
        {
          if (strchr ("\\,;", *p) != NULL)
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
    }
}

/* A line that goes on begins with a blank, which counts. */
void
amb_vcard_append_folded (GString *out, const char *line)
{
  gsize room = MOST_BYTES;

  while (*line != '\0')
    {
      gsize size = (gsize) (g_utf8_next_char (line) - line);

      if (size > room)
        {
          g_string_append (out, "\r\n ");
          room = MOST_BYTES - 1;
        }
      g_string_append_len (out, line, (gssize) size);
      room -= size;
      line += size;
    }
  g_string_append (out, "\r\n");
}
