#include "amb-similarity.h"

#include "amb-text.h"

#include <string.h>

struct _AmbShingles
{
  GArray *groups; /* of guint64, sorted, each once */
  char *words;    /* as they are seen, a blank behind each that has spaces around it */
  glong length;   /* in characters that are seen */
};

void
amb_shingles_free (AmbShingles *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->groups);
  g_free (self->words);
  g_free (self);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* Three code points of 21 bits each. */
static void
append_groups (GArray *groups, const char *word, const char *end)
{
  guint64 group = '^';

  for (const char *p = word; p < end; p = g_utf8_next_char (p))
    {
      group = (group << 21 | g_utf8_get_char (p)) & ((G_GUINT64_CONSTANT (1) << 63) - 1);
      if (p != word)
        g_array_append_val (groups, group);
    }
  group = (group << 21 | '$') & ((G_GUINT64_CONSTANT (1) << 63) - 1);
  g_array_append_val (groups, group);
}

static void
sort_once (GArray *groups)
{
  guint n = 0;

  g_array_sort (groups, compare_groups);
  for (guint i = 0; i < groups->len; i++)
    if (i == 0 || g_array_index (groups, guint64, i) != g_array_index (groups, guint64, n - 1))
      g_array_index (groups, guint64, n++) = g_array_index (groups, guint64, i);
  g_array_set_size (groups, n);
}

static const char *
skip_link (const char *p)
{
  if (!g_str_has_prefix (p, "https://") && !g_str_has_prefix (p, "http://"))
    return p;
  while (*p != '\0' && *p != ')' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Letters of other scripts that look like Latin ones, in lower case. Both texts are read so: one
 * that is in Cyrillic altogether stays as near to another as it was. */
static const struct
{
  gunichar letter;
  char latin;
} look_alikes[] = {
  { 0x0251, 'a' }, { 0x0261, 'g' }, { 0x03b1, 'a' }, { 0x03b2, 'b' }, { 0x03b5, 'e' },
  { 0x03b6, 'z' }, { 0x03b7, 'h' }, { 0x03b9, 'i' }, { 0x03ba, 'k' }, { 0x03bc, 'm' },
  { 0x03bd, 'v' }, { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x03c4, 't' }, { 0x03c5, 'u' },
  { 0x03c7, 'x' }, { 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0435, 'e' }, { 0x043a, 'k' },
  { 0x043c, 'm' }, { 0x043d, 'h' }, { 0x043e, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' },
  { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' }, { 0x0456, 'i' },
  { 0x0458, 'j' }, { 0x04bb, 'h' }, { 0x0501, 'd' }, { 0x051b, 'q' }, { 0x051d, 'w' },
};

static gunichar
get_latin (gunichar c)
{
  guint from = 0, to = G_N_ELEMENTS (look_alikes);

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (look_alikes[middle].letter == c)
        return (guchar) look_alikes[middle].latin;
      if (look_alikes[middle].letter < c)
        from = middle + 1;
      else
        to = middle;
    }
  return c;
}

/* What nobody sees: zero-width characters, marks of direction, variation selectors, fillers. */
static gboolean
is_unseen (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x034f || c == 0x115f || c == 0x1160 ||
         (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) ||
         (c >= 0xe0100 && c <= 0xe01ef);
}

/* As it is read: without accents, case and what isn't seen, in the letters that one sees. */
static char *
dup_seen (const char *text)
{
  g_autofree char *folded = amb_text_fold (text);
  g_autoptr (GString) seen = NULL;
  const char *p = folded;

  while (*p != '\0' && (guchar) *p < 0x80)
    p++;
  if (*p == '\0')
    return g_steal_pointer (&folded);
  seen = g_string_new_len (folded, p - folded);
  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_unseen (c))
        g_string_append_unichar (seen, get_latin (c));
    }
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

/* Scripts that put no spaces between words: how many letters one compares together, and how many
 * are a word, about. */
typedef struct
{
  guint group, word;
} Script;

static const Script *
find_script (gunichar c)
{
  static const Script signs = { 2, 3 }, letters = { 3, 6 };

  if (c < 0x0e00)
    return NULL;
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
      return &signs;
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return &letters;
    default:
      /* The long vowel of kana is common to both; within a run it is one of its letters. */
      return c == 0x30fc ? &signs : NULL;
    }
}

/* Overlapping groups of its letters, and what is left where it is shorter than one. */
static guint
append_run (GArray *groups, const char *run, const char *end, const Script *script)
{
  guint64 mask = (G_GUINT64_CONSTANT (1) << (21 * script->group)) - 1, group = 0;
  guint n = 0;

  for (const char *p = run; p < end; p = g_utf8_next_char (p))
    {
      group = (group << 21 | g_utf8_get_char (p)) & mask;
      if (++n >= script->group)
        g_array_append_val (groups, group);
    }
  if (n < script->group)
    g_array_append_val (groups, group);
  return n;
}

/* Marks, vowel signs among them, are part of the letter before them. */
static const char *
find_end (const char *p, const Script *script)
{
  gunichar c;

  do
    {
      p = g_utf8_next_char (p);
      c = g_utf8_get_char (p);
    }
  while (c != 0 && (g_unichar_ismark (c) || (g_unichar_isalnum (c) && find_script (c) == script)));
  return p;
}

AmbShingles *
amb_shingles_new (const char *text)
{
  g_autofree char *seen = dup_seen (text);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (guint64));
  AmbShingles *self;
  double n = 0;

  for (const char *p = seen; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);
      const Script *script = find_script (c);
      const char *end = skip_link (p);

      if (end > p || !g_unichar_isalnum (c))
        {
          p = end > p ? end : g_utf8_next_char (p);
          continue;
        }
      end = find_end (p, script);
      g_string_append_len (words, p, end - p);
      if (script != NULL)
        n += (double) append_run (groups, p, end, script) / script->word;
      else
        {
          append_groups (groups, p, end);
          g_string_append_c (words, ' ');
          n++;
        }
      p = end;
    }
  if (n < AMB_SIMILARITY_WORDS)
    return NULL;
  sort_once (groups);
  self = g_new0 (AmbShingles, 1);
  self->groups = g_steal_pointer (&groups);
  self->length = g_utf8_strlen (seen, -1);
  self->words = g_string_free (g_steal_pointer (&words), FALSE);
  return self;
}

glong
amb_shingles_get_length (const AmbShingles *self)
{
  return self->length;
}

int
amb_shingles_compare (const AmbShingles *a, const AmbShingles *b)
{
  guint i = 0, j = 0, both = 0;

  if (a == NULL || b == NULL)
    return 0;
  while (i < a->groups->len && j < b->groups->len)
    {
      guint64 x = g_array_index (a->groups, guint64, i);
      guint64 y = g_array_index (b->groups, guint64, j);

      both += x == y;
      i += x <= y;
      j += y <= x;
    }
  return (int) (100 * both / (a->groups->len + b->groups->len - both));
}

gboolean
amb_shingles_is_same (const AmbShingles *a, const AmbShingles *b)
{
  return a != NULL && b != NULL && g_str_equal (a->words, b->words);
}
