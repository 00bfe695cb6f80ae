#include "amb-similarity.h"

#include "amb-text.h"

#include <string.h>

struct _AmbShingles
{
  GArray *groups; /* of guint64, sorted, each once */
  char *words;    /* folded, a blank between two */
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

AmbShingles *
amb_shingles_new (const char *text)
{
  g_autofree char *folded = amb_text_fold (text);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (guint64));
  AmbShingles *self;
  guint n = 0;

  for (const char *p = folded; *p != '\0';)
    {
      const char *end = skip_link (p);

      if (end == p && !g_unichar_isalnum (g_utf8_get_char (p)))
        end = g_utf8_next_char (p);
      else if (end == p)
        {
          while (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
            end = g_utf8_next_char (end);
          append_groups (groups, p, end);
          g_string_append_len (words, p, end - p);
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
  self->words = g_string_free (g_steal_pointer (&words), FALSE);
  return self;
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
