/* Text: validity, the folded key, initials, similarity. */
#include "amb-text.h"

#include <string.h>

/* Letters that no decomposition takes apart but that people type without. */
static const struct
{
  gunichar letter;
  const char *plain;
} plain_letters[] = {
  { 0x00e6, "ae" }, /* æ */
  { 0x00f8, "o" },  /* ø */
  { 0x0111, "d" },  /* đ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
};

/* Accents and points, but not the marks that make another letter in their script: the voicing of
 * kana, nukta and virama (classes 7 to 9), vowel signs of South and South-East Asia. */
static gboolean
is_accent (gunichar c)
{
  int class = g_unichar_combining_class (c);

  return class >= 200 || (class >= 10 && class <= 35);
}

static char *
strip_accents (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  GString *out = g_string_sized_new (strlen (decomposed));

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_accent (c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static void
append_folded (GString *out, gunichar c)
{
  if (g_unichar_isspace (c) || c == '\v')
    {
      if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      return;
    }

  for (guint i = 0; c >= 0x80 && i < G_N_ELEMENTS (plain_letters); i++)
    {
      if (plain_letters[i].letter == c)
        {
          g_string_append (out, plain_letters[i].plain);
          return;
        }
    }
  g_string_append_unichar (out, c);
}

/* Accents go before the case does: folding turns the iota below Greek vowels into a letter. */
static char *
fold_unicode (const char *text)
{
  g_autofree char *stripped = strip_accents (text);
  g_autofree char *lower = g_utf8_casefold (stripped, -1);
  g_autoptr (GString) out = g_string_sized_new (strlen (lower));

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (out, g_utf8_get_char (p));
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  /* What stays decomposed (Hangul, voiced kana) gets back the form in which people store it. */
  return g_utf8_normalize (out->str, -1, G_NORMALIZE_NFC);
}

/* Letters of Latin-1 and Latin Extended-A, of which most names are, fold by themselves: nothing
 * among them combines with its neighbour. */
#define FIRST_LATIN  0xa0
#define LAST_LATIN   0x17f
#define FOLDED_BYTES 8 /* “1⁄4” of U+00BC is the longest, with its NUL */

static char latin[LAST_LATIN - FIRST_LATIN + 1][FOLDED_BYTES];

static void
fold_latin_letters (void)
{
  for (gunichar c = FIRST_LATIN; c <= LAST_LATIN; c++)
    {
      char text[8] = { 0 };
      g_autofree char *stripped = NULL;
      g_autofree char *lower = NULL;
      g_autoptr (GString) out = g_string_new (NULL);

      g_unichar_to_utf8 (c, text);
      stripped = strip_accents (text);
      lower = g_utf8_casefold (stripped, -1);
      for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
        if (g_unichar_isspace (g_utf8_get_char (p)))
          g_string_append_c (out, ' ');
        else
          append_folded (out, g_utf8_get_char (p));
      g_assert (out->len < FOLDED_BYTES);
      memcpy (latin[c - FIRST_LATIN], out->str, out->len);
    }
}

static inline char *
put_space (char *out, const char *start)
{
  if (out > start && out[-1] != ' ')
    *out++ = ' ';
  return out;
}

/* The letter of two bytes at @p, folded; NULL when there is none. */
static const char *
get_latin (const char *p)
{
  const guint8 *s = (const guint8 *) p;
  gunichar c;

  if (s[0] < 0xc2 || s[0] > 0xc5 || (s[1] & 0xc0) != 0x80)
    return NULL;
  c = (gunichar) (s[0] & 0x1f) << 6 | (s[1] & 0x3f);
  return c >= FIRST_LATIN ? latin[c - FIRST_LATIN] : NULL;
}

/* (nullable): NULL when there is another letter than those. */
static char *
fold_latin (const char *text)
{
  static gsize once;
  char *folded = g_malloc (strlen (text) / 2 * FOLDED_BYTES + FOLDED_BYTES);
  char *out = folded;

  if (g_once_init_enter (&once))
    {
      fold_latin_letters ();
      g_once_init_leave (&once, 1);
    }
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *letter;

      if (g_ascii_isspace (*p) || *p == '\v')
        out = put_space (out, folded);
      else if ((guint8) *p < 0x80)
        *out++ = g_ascii_tolower (*p);
      else if ((letter = get_latin (p++)) == NULL)
        {
          g_free (folded);
          return NULL;
        }
      else
        for (; *letter != '\0'; letter++)
          if (*letter == ' ')
            out = put_space (out, folded);
          else
            *out++ = *letter;
    }
  if (out > folded && out[-1] == ' ')
    out--;
  *out = '\0';

  return folded;
}

char *
amb_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  char *folded;

  if (text == NULL)
    return g_strdup ("");
  folded = fold_latin (text);
  if (folded != NULL)
    return folded;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  return fold_unicode (text);
}

gboolean
amb_text_is_valid (const char *text, gssize length)
{
  if (text == NULL)
    return FALSE;

  return length < 0 ? g_utf8_validate (text, -1, NULL)
                    : g_utf8_validate_len (text, (gsize) length, NULL);
}

gboolean
amb_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isgraph (c) && !g_unichar_iszerowidth (c))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_text_has_controls (const char *text, gboolean lines)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_line = c == '\n' || c == '\r' || c == '\t';

      if ((g_unichar_iscntrl (c) && !(lines && is_line)) || (c >= 0x202a && c <= 0x202e) ||
          (c >= 0x2066 && c <= 0x2069))
        return TRUE;
    }
  return FALSE;
}

static gunichar
first_letter (const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        return g_unichar_toupper (c);
    }

  return 0;
}

char *
amb_text_initials (const char *name)
{
  g_autofree char *composed = NULL;
  g_auto (GStrv) words = NULL;
  GString *initials = g_string_new (NULL);
  gunichar first = 0;
  gunichar last = 0;

  if (name != NULL)
    composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  if (composed == NULL)
    return g_string_free (initials, FALSE);

  words = g_strsplit_set (composed, " \t\n\r", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gunichar letter = first_letter (words[i]);

      if (letter != 0 && first == 0)
        first = letter;
      else if (letter != 0)
        last = letter;
    }
  if (first != 0)
    g_string_append_unichar (initials, first);
  if (last != 0)
    g_string_append_unichar (initials, last);

  return g_string_free (initials, FALSE);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* The pairs of neighbouring letters inside words, sorted. */
static GArray *
letter_pairs (const char *text)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  gunichar previous = ' ';

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != ' ' && previous != ' ')
        {
          guint64 pair = (guint64) previous << 32 | c;
          g_array_append_val (pairs, pair);
        }
      previous = c;
    }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

static guint
count_common (GArray *a, GArray *b)
{
  guint common = 0;

  for (guint i = 0, j = 0; i < a->len && j < b->len;)
    {
      guint64 x = g_array_index (a, guint64, i);
      guint64 y = g_array_index (b, guint64, j);

      common += x == y ? 1 : 0;
      i += x <= y ? 1 : 0;
      j += y <= x ? 1 : 0;
    }

  return common;
}

double
amb_text_similarity (const char *a, const char *b)
{
  g_autoptr (GArray) pairs_a = NULL;
  g_autoptr (GArray) pairs_b = NULL;

  if (a == NULL || b == NULL)
    return 0.0;
  if (strcmp (a, b) == 0)
    return 1.0;

  pairs_a = letter_pairs (a);
  pairs_b = letter_pairs (b);
  if (pairs_a->len + pairs_b->len == 0)
    return 0.0;

  return 2.0 * count_common (pairs_a, pairs_b) / (pairs_a->len + pairs_b->len);
}
