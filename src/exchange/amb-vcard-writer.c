/* Writes a card of version 4.0. */
#include "amb-vcard-private.h"
#include "amb-vcard.h"

static void
append_line (GString *out, const char *name, const char *text)
{
  g_autoptr (GString) line = g_string_new (name);

  amb_vcard_append_escaped (line, text);
  amb_vcard_append_folded (out, line->str);
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
        amb_vcard_append_folded (out, line);
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
  amb_vcard_append_escaped (line, organisation != NULL ? organisation : "");
  if (unit != NULL)
    {
      g_string_append_c (line, ';');
      amb_vcard_append_escaped (line, unit);
    }
  amb_vcard_append_folded (out, line->str);
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
