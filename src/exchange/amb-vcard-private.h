/* Lines of cards and of calendars, which are written alike (RFC 6350, 3.3; RFC 5545, 3.1): what
 * stands before the colon, and its value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint number;   /* of the file, where it begins */
  char *name;     /* upper case, without its group: “EMAIL” */
  char *types;    /* lower case words, a blank before and behind each: “ work pref ” */
  char *charset;  /* nullable */
  char *encoding; /* nullable, lower case; quoted-printable is decoded already */
  char *zone;     /* nullable: TZID */
  char *kind;     /* nullable: VALUE, lower case: “date” */
  int preference; /* 1 comes first; 0: none is given */
  GBytes *value;  /* still escaped and encoded */
} AmbVcardLine;

/* Where a file is read. */
typedef struct
{
  const char *data;
  gsize size, at;
  guint line; /* the number of the next one, from 1 */
} AmbVcardLines;

/** amb_vcard_lines_open: (transfer full): the bytes without their mark; UTF-16 as UTF-8; the rest
 * as it came */
GBytes *amb_vcard_lines_open (GBytes *bytes);
/** amb_vcard_lines_begin: does the text begin with that line, after blanks? */
gboolean amb_vcard_lines_begin (GBytes *bytes, const char *line);
/** amb_vcard_lines_next: the next line, unfolded: what begins with a blank goes on, and what ends
 * softly in quoted-printable. @number: where it begins */
gboolean amb_vcard_lines_next (AmbVcardLines *self, GString *text, guint *number);

void amb_vcard_line_free (AmbVcardLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbVcardLine, amb_vcard_line_free)

/** amb_vcard_line_parse: (transfer full) (nullable): NULL for what is no line of either; @text: one
 * line, unfolded */
AmbVcardLine *amb_vcard_line_parse (guint number, const char *text, gsize size);

gboolean amb_vcard_line_has_type (const AmbVcardLine *self, const char *type);

/** amb_vcard_line_dup_text: (transfer full) (nullable): the value as UTF-8, still escaped; NULL for
 * bytes that are no text */
char *amb_vcard_line_dup_text (const AmbVcardLine *self);

/** amb_vcard_line_is_guessed: the value says no charset and is no UTF-8, so that it is read as
 * Windows-1252 */
gboolean amb_vcard_line_is_guessed (const AmbVcardLine *self);

/** amb_vcard_dup_component: (transfer full): the @index-th of the parts between the semicolons,
 * unescaped and stripped; a value without semicolons is its first part. "" when there is none. */
char *amb_vcard_dup_component (const char *value, guint index);
/** amb_vcard_unescape: (transfer full): all of @value */
char *amb_vcard_unescape (const char *value);

/** amb_vcard_append_folded: @line in pieces of 75 bytes at most, no character cut, ended by CR LF
 */
void amb_vcard_append_folded (GString *out, const char *line);
/** amb_vcard_append_escaped: commas, semicolons and backslashes get a backslash, line breaks become
 * “\\n” */
void amb_vcard_append_escaped (GString *out, const char *text);

G_END_DECLS
