/* Reads the cards of a file, each with what was not taken from it. */
#include "amb-vcard.h"

#include "amb-error.h"
#include "amb-vcard-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AmbVcardLines text; /* the file */

  GPtrArray *cards;
  AmbVcard *card;      /* nullable: the one that is open; owned */
  GPtrArray *lines;    /* of AmbVcardLine: of the open card */
  gboolean is_outside; /* text outside of cards was told already */
} Reader;

AmbVcard *
amb_vcard_new (guint line)
{
  AmbVcard *self = g_new0 (AmbVcard, 1);

  self->line = line;
  self->notices = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
amb_vcard_free (AmbVcard *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < AMB_VCARD_N_PARTS; i++)
    g_free (self->texts[i]);
  g_free (self->reason);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

static void
refuse (AmbVcard *card, char *reason)
{
  if (card->reason == NULL)
    card->reason = reason;
  else
    g_free (reason);
}

static void
notice (AmbVcard *card, char *text)
{
  g_ptr_array_add (card->notices, text);
}

/* What is taken. */

static int
weigh (const AmbVcardLine *line)
{
  if (line->preference > 0)
    return line->preference;
  if (amb_vcard_line_has_type (line, "pref"))
    return 1;
  return amb_vcard_line_has_type (line, "work") ? 101 : 102;
}

static AmbVcardLine *
find_best (GPtrArray *lines, const char *name, guint *n)
{
  AmbVcardLine *best = NULL;

  *n = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      AmbVcardLine *line = g_ptr_array_index (lines, i);

      if (!g_str_equal (line->name, name) || g_bytes_get_size (line->value) == 0)
        continue;
      ++*n;
      if (best == NULL || weigh (line) < weigh (best))
        best = line;
    }
  return best;
}

/* Once a card: what is read otherwise than it is written is said. */
static void
tell_guess (AmbVcard *card, const AmbVcardLine *line)
{
  if (card->is_guessed || !amb_vcard_line_is_guessed (line))
    return;
  card->is_guessed = TRUE;
  notice (card,
          g_strdup_printf (_ ("Line %u (%s) is not UTF-8 and was read as Windows-1252. Look "
                              "whether its accents are right; if they aren’t, save the file as "
                              "UTF-8 and import it again."),
                           line->number, line->name));
}

/* (nullable): the value of @line; what is no text spoils the card */
static char *
dup_value (AmbVcard *card, const AmbVcardLine *line)
{
  g_autofree char *text = amb_vcard_line_dup_text (line);
  gboolean is_encoded = line->encoding != NULL && *line->encoding != '\0' &&
                        !g_str_equal (line->encoding, "8bit") &&
                        !g_str_equal (line->encoding, "7bit");

  if (text != NULL && !is_encoded)
    {
      tell_guess (card, line);
      return g_steal_pointer (&text);
    }
  if (is_encoded)
    notice (card, g_strdup_printf (_ ("Line %u (%s) is encoded as “%s” and was not taken. Export "
                                      "the card as vCard 4.0 to have it."),
                                   line->number, line->name, line->encoding));
  else
    refuse (card, g_strdup_printf (_ ("Line %u (%s) contains bytes that are no text. Save the file "
                                      "as UTF-8 and try again."),
                                   line->number, line->name));
  return NULL;
}

/* Everything but a note and the links is one line. */
static char *
join_lines (char *text)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);

  if (text == NULL || strpbrk (text, "\r\n") == NULL)
    return text;
  lines = g_strsplit_set (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", lines[i]);
  g_free (text);
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
take (AmbVcard *card, AmbVcardPart part, char *text)
{
  if (part != AMB_VCARD_NOTE && part != AMB_VCARD_LINKS)
    text = join_lines (text);
  g_free (card->texts[part]);
  card->texts[part] = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  g_free (text);
}

/* The @component of the best line; −1: all of it. */
static void
take_best (AmbVcard *card, GPtrArray *lines, const char *name, AmbVcardPart part, int component)
{
  guint n;
  const AmbVcardLine *line = find_best (lines, name, &n);
  g_autofree char *value = line != NULL ? dup_value (card, line) : NULL;

  if (value == NULL)
    return;
  take (card, part,
        component < 0 ? amb_vcard_unescape (value)
                      : amb_vcard_dup_component (value, (guint) component));
  if (n > 1)
    notice (card, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                "%d more line %s was not taken: there is room for "
                                                "one.",
                                                "%d more lines %s were not taken: there is room "
                                                "for one.",
                                                n - 1),
                                   (int) n - 1, name));
}

/* A name as it is said, from “Family;Given;More;…”. */
static void
take_name_parts (AmbVcard *card, GPtrArray *lines)
{
  static const guint order[] = { 1, 2, 0 };
  guint n;
  const AmbVcardLine *line = find_best (lines, "N", &n);
  g_autofree char *value = line != NULL ? dup_value (card, line) : NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *part = amb_vcard_dup_component (value, order[i]);

      g_string_append_printf (name, "%s%s", name->len > 0 && *part != '\0' ? " " : "", part);
    }
  take (card, AMB_VCARD_NAME, g_strdup (name->str));
}

/* Of the same line as the organisation. */
static void
take_unit (AmbVcard *card, GPtrArray *lines)
{
  guint n;
  const AmbVcardLine *line = find_best (lines, "ORG", &n);
  g_autofree char *value = line != NULL ? amb_vcard_line_dup_text (line) : NULL;

  if (value != NULL && card->reason == NULL)
    take (card, AMB_VCARD_UNIT, amb_vcard_dup_component (value, 1));
}

static gboolean
is_link (const AmbVcardLine *line)
{
  return g_str_equal (line->name, "URL") || g_str_equal (line->name, "SOCIALPROFILE") ||
         g_str_equal (line->name, "X-SOCIALPROFILE");
}

/* One address is one line of the field. */
static gboolean
is_address (const char *link)
{
  return (g_str_has_prefix (link, "http://") || g_str_has_prefix (link, "https://")) &&
         strpbrk (link, " \t\n\v\f\r") == NULL;
}

static void
take_links (AmbVcard *card, GPtrArray *lines)
{
  g_autoptr (GString) links = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const AmbVcardLine *line = g_ptr_array_index (lines, i);
      g_autofree char *value = is_link (line) ? dup_value (card, line) : NULL;
      g_autofree char *link = value != NULL ? amb_vcard_unescape (value) : NULL;

      if (link == NULL || *link == '\0')
        continue;
      if (is_address (link))
        g_string_append_printf (links, "%s%s", links->len > 0 ? "\n" : "", link);
      else
        notice (card,
                g_strdup_printf (_ ("Line %u is no web address and was not taken."), line->number));
    }
  take (card, AMB_VCARD_LINKS, g_strdup (links->str));
}

static void
tell_pictures (AmbVcard *card, GPtrArray *lines)
{
  static const char *const names[] = { "PHOTO", "LOGO", "SOUND", "KEY", NULL };

  for (guint i = 0; i < lines->len; i++)
    {
      const AmbVcardLine *line = g_ptr_array_index (lines, i);

      if (g_strv_contains (names, line->name))
        notice (card, g_strdup_printf (
                          _ ("%s on line %u was not taken: pictures and sounds are not kept."),
                          line->name, line->number));
    }
}

/* Which cards. */

static char *
dup_first (AmbVcard *card, GPtrArray *lines, const char *name)
{
  guint n;
  const AmbVcardLine *line = find_best (lines, name, &n);
  g_autofree char *value = line != NULL ? dup_value (card, line) : NULL;

  return value != NULL ? amb_vcard_unescape (value) : NULL;
}

static void
check_card (AmbVcard *card, GPtrArray *lines)
{
  static const char *const versions[] = { "2.1", "3.0", "4.0", NULL };
  g_autofree char *version = dup_first (card, lines, "VERSION");
  g_autofree char *kind = dup_first (card, lines, "KIND");

  if (version == NULL)
    refuse (card, g_strdup (_ ("The card does not say its version. Export it again as vCard 3.0 or "
                               "4.0.")));
  else if (!g_strv_contains (versions, version))
    refuse (card, g_strdup_printf (_ ("The card is of version “%s”. Export it again as vCard 3.0 "
                                      "or 4.0."),
                                   version));
  if (kind != NULL && g_ascii_strcasecmp (kind, "individual") != 0)
    refuse (card, g_strdup_printf (_ ("The card is of the kind “%s” and of no person. Leave it out "
                                      "of the file."),
                                   kind));
}

static void
read_card (AmbVcard *card, GPtrArray *lines)
{
  check_card (card, lines);
  take_best (card, lines, "FN", AMB_VCARD_NAME, -1);
  if (card->texts[AMB_VCARD_NAME] == NULL)
    take_name_parts (card, lines);
  if (card->texts[AMB_VCARD_NAME] == NULL)
    refuse (card, g_strdup (_ ("The card has no name. Give it one in the address book that it "
                               "comes from (FN).")));
  take_best (card, lines, "EMAIL", AMB_VCARD_EMAIL, -1);
  take_best (card, lines, "TEL", AMB_VCARD_PHONE, -1);
  take_best (card, lines, "TITLE", AMB_VCARD_TITLE, -1);
  take_best (card, lines, "ORG", AMB_VCARD_ORGANISATION, 0);
  take_unit (card, lines);
  take_best (card, lines, "LANG", AMB_VCARD_LANGUAGE, -1);
  take_best (card, lines, "ADR", AMB_VCARD_COUNTRY, 6);
  take_best (card, lines, "NOTE", AMB_VCARD_NOTE, -1);
  take_best (card, lines, "UID", AMB_VCARD_UID, -1);
  take_links (card, lines);
  tell_pictures (card, lines);
}

/* The file. */

static void
end_card (Reader *self, gboolean is_whole)
{
  if (!is_whole)
    refuse (self->card, g_strdup_printf (_ ("The card that begins on line %u does not end. Put "
                                            "END:VCARD behind it."),
                                         self->card->line));
  read_card (self->card, self->lines);
  g_ptr_array_set_size (self->lines, 0);
  g_ptr_array_add (self->cards, g_steal_pointer (&self->card));
  self->is_outside = FALSE;
}

static gboolean
is_frame (const AmbVcardLine *line, const char *name)
{
  g_autofree char *text = g_str_equal (line->name, name) ? amb_vcard_line_dup_text (line) : NULL;

  return text != NULL && g_ascii_strcasecmp (g_strstrip (text), "vcard") == 0;
}

static void
tell_outside (Reader *self, guint number)
{
  AmbVcard *card;

  if (self->is_outside)
    return;
  self->is_outside = TRUE;
  card = amb_vcard_new (number);
  refuse (card, g_strdup_printf (_ ("Line %u belongs to no card. Take it out, or put BEGIN:VCARD "
                                    "before it."),
                                 number));
  g_ptr_array_add (self->cards, card);
}

/* @line: (transfer full) (nullable) */
static void
take_line (Reader *self, AmbVcardLine *line, guint number)
{
  g_autoptr (AmbVcardLine) owned = line;

  if (line != NULL && is_frame (line, "BEGIN"))
    {
      if (self->card != NULL)
        end_card (self, FALSE);
      self->card = amb_vcard_new (number);
    }
  else if (self->card == NULL)
    tell_outside (self, number);
  else if (line == NULL)
    notice (self->card, g_strdup_printf (_ ("Line %u can’t be read and was passed over: a line is "
                                            "NAME:VALUE."),
                                         number));
  else if (is_frame (line, "END"))
    end_card (self, TRUE);
  else
    g_ptr_array_add (self->lines, g_steal_pointer (&owned));
}

gboolean
amb_vcard_is (GBytes *bytes)
{
  return amb_vcard_lines_begin (bytes, "BEGIN:VCARD");
}

GPtrArray *
amb_vcard_read (GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) text = amb_vcard_lines_open (bytes);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_vcard_free);
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_vcard_line_free);
  g_autoptr (GString) line = g_string_new (NULL);
  Reader self = { .text = { .line = 1 }, .cards = cards, .lines = lines };
  guint number;

  self.text.data = g_bytes_get_data (text, &self.text.size);
  while (cards->len <= AMB_VCARD_MAX_CARDS && amb_vcard_lines_next (&self.text, line, &number))
    {
      const char *p = line->str;

      while (g_ascii_isspace (*p))
        p++;
      if (p < line->str + line->len)
        take_line (&self, amb_vcard_line_parse (number, line->str, line->len), number);
    }
  if (self.card != NULL)
    end_card (&self, FALSE);
  if (cards->len > 0 && cards->len <= AMB_VCARD_MAX_CARDS)
    return g_steal_pointer (&cards);
  if (cards->len == 0)
    g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID,
                         _ ("There is no card in it. Export the contacts as vCard 4.0."));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
                 _ ("There are more than %d cards in it. Split it into several files."),
                 AMB_VCARD_MAX_CARDS);
  return NULL;
}
