/* Cards of people, as address books exchange them: reads vCard 3.0 and 4.0, writes 4.0 (RFC 6350).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is taken from a card. */
typedef enum
{
  AMB_VCARD_NAME,
  AMB_VCARD_EMAIL,
  AMB_VCARD_PHONE,
  AMB_VCARD_TITLE,
  AMB_VCARD_ORGANISATION,
  AMB_VCARD_UNIT, /* of the organisation: a department */
  AMB_VCARD_LANGUAGE,
  AMB_VCARD_COUNTRY,
  AMB_VCARD_LINKS, /* one web address a line */
  AMB_VCARD_NOTE,
  AMB_VCARD_UID,
  AMB_VCARD_N_PARTS,
} AmbVcardPart;

typedef struct
{
  guint line;                     /* of the file where the card begins, from 1 */
  char *texts[AMB_VCARD_N_PARTS]; /* each nullable, never empty; valid UTF-8 */
  char *reason;        /* nullable: a sentence: why the card can’t be used, and what to do */
  GPtrArray *notices;  /* of char *: what of the card was not taken */
  gboolean is_guessed; /* a notice says so: it is no UTF-8 */
} AmbVcard;

/* A file with more cards is refused. */
#define AMB_VCARD_MAX_CARDS 1000000

AmbVcard *amb_vcard_new (guint line);
void amb_vcard_free (AmbVcard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbVcard, amb_vcard_free)

/** amb_vcard_is: does the text begin as a file of cards does? */
gboolean amb_vcard_is (GBytes *bytes);

/**
 * amb_vcard_read:
 * @bytes: a whole file
 *
 * Lines are unfolded as bytes before they are decoded: by their CHARSET, else as UTF-8, else as
 * Windows-1252; a file in UTF-16 has a mark. Of several addresses the preferred one is taken, then
 * one of work, then the first; what is left out of a card (pictures, further addresses, lines that
 * can’t be read) is named in its notices. A card that can’t be used (an older version, no end, no
 * name, a group) is there with its reason. Any thread. Errors: AMB_ERROR_INVALID: there is no card;
 * AMB_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): of AmbVcard, in their order
 */
GPtrArray *amb_vcard_read (GBytes *bytes, GError **error);

/** amb_vcard_append: @self as a card of version 4.0: folded at 75 bytes, never within a character,
 * lines ended by CR LF. Its reason and its notices are no part of it. */
void amb_vcard_append (const AmbVcard *self, GString *out);

G_END_DECLS
