/* One line of a card: what stands before its colon, and its value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint number;   /* of the file, where it begins */
  char *name;     /* upper case, without its group: “EMAIL” */
  char *types;    /* lower case words, a blank before and behind each: “ work pref ” */
  char *charset;  /* nullable */
  char *encoding; /* nullable, lower case */
  int preference; /* 1 comes first; 0: none is given */
  GBytes *value;  /* still escaped and encoded */
} AmbVcardLine;

void amb_vcard_line_free (AmbVcardLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbVcardLine, amb_vcard_line_free)

/** amb_vcard_line_parse: (transfer full) (nullable): NULL for what is no line of a card; @text: one
 * line, unfolded */
AmbVcardLine *amb_vcard_line_parse (guint number, const char *text, gsize size);

gboolean amb_vcard_line_has_type (const AmbVcardLine *self, const char *type);

/** amb_vcard_line_dup_text: (transfer full) (nullable): the value as UTF-8, still escaped; NULL for
 * bytes that are no text */
char *amb_vcard_line_dup_text (const AmbVcardLine *self);

/** amb_vcard_dup_component: (transfer full): the @index-th of the parts between the semicolons,
 * unescaped and stripped; a value without semicolons is its first part. "" when there is none. */
char *amb_vcard_dup_component (const char *value, guint index);
/** amb_vcard_unescape: (transfer full): all of @value */
char *amb_vcard_unescape (const char *value);

G_END_DECLS
