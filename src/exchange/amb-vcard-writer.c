/* Writes a card of version 4.0. */
#include "amb-vcard.h"

#include <string.h>

#define MOST_BYTES 75 /* of a line, its end apart: RFC 6350, 3.2 */

/* Commas, semicolons and backslashes get a backslash, line breaks become “\n”. */
static void
append_escaped (GString *out, const char *text)
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
static void
append_folded (GString *out, const char *line)
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

static void
append_line (GString *out, const char *name, const char *text)
{
  g_autoptr (GString) line = g_string_new (name);

  append_escaped (line, text);
  append_folded (out, line->str);
}

/* An address of the web stands as it is. */
static void
append_links (GString *out, const char *links)
{
  g_auto (GStrv) lines = g_strsplit (links, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strconcat ("URL:", g_strstrip (lines[i]), NULL);

      if (*lines[i] != '\0')
        append_folded (out, line);
    }
}

static void
append_organisation (GString *out, const AmbVcard *self)
{
  const char *organisation = self->texts[AMB_VCARD_ORGANISATION];
  const char *unit = self->texts[AMB_VCARD_UNIT];
  g_autoptr (GString) line = g_string_new ("ORG:");

  if (organisation == NULL && unit == NULL)
    return;
  append_escaped (line, organisation != NULL ? organisation : "");
  if (unit != NULL)
    {
      g_string_append_c (line, ';');
      append_escaped (line, unit);
    }
  append_folded (out, line->str);
}

void
amb_vcard_append (const AmbVcard *self, GString *out)
{
  static const struct
  {
    AmbVcardPart part;
    const char *name;
  } rows[] = {
    { AMB_VCARD_UID, "UID:" },
    { AMB_VCARD_NAME, "FN:" },
    { AMB_VCARD_EMAIL, "EMAIL;TYPE=work:" },
    { AMB_VCARD_PHONE, "TEL;TYPE=work:" },
    { AMB_VCARD_TITLE, "TITLE:" },
    { AMB_VCARD_LANGUAGE, "LANG:" },
    { AMB_VCARD_COUNTRY, "ADR;TYPE=work:;;;;;;" },
    { AMB_VCARD_NOTE, "NOTE:" },
  };

  g_string_append (out, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (self->texts[rows[i].part] != NULL)
      append_line (out, rows[i].name, self->texts[rows[i].part]);
  append_organisation (out, self);
  if (self->texts[AMB_VCARD_LINKS] != NULL)
    append_links (out, self->texts[AMB_VCARD_LINKS]);
  g_string_append (out, "END:VCARD\r\n");
}
