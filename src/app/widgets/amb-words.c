#include "amb-words.h"

#include <string.h>

#define SHORT 5 /* letters: what is all in capitals and no longer is taken for an abbreviation */

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

/* Part of a token that begins with a letter or a figure. */
static gboolean
is_inner (gunichar c)
{
  return is_letter (c) || g_unichar_isdigit (c) || c == '_' || c == 0xad;
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011;
}

static gboolean
is_dot (gunichar c)
{
  return c == 0xb7 || c == 0x2027;
}

/* Holds two letters together to one word. */
static gboolean
is_joint (gunichar c)
{
  return is_apostrophe (c) || is_hyphen (c) || is_dot (c);
}

/* Single letters and abbreviations in capitals are right by themselves. */
static gboolean
is_worth (const char *text, gsize length)
{
  guint n = 0;
  gboolean is_capital = TRUE;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      n += g_unichar_isalpha (c) != 0;
      is_capital = is_capital && (!g_unichar_isalpha (c) || g_unichar_isupper (c));
    }
  return n > 1 && !(is_capital && n <= SHORT);
}

static gboolean
is_fence (const char *line)
{
  while (*line == ' ')
    line++;
  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

/* Behind the code that begins at @p: “`so`”, “``so`` ”; without an end only its marks are passed.
 */
static const char *
skip_code (const char *p)
{
  gsize n = strspn (p, "`");

  for (const char *end = strchr (p + n, '`'); end != NULL; end = strchr (end, '`'))
    {
      gsize closing = strspn (end, "`");

      end += closing;
      if (closing == n)
        return end;
    }
  return p + n;
}

/* “@name@server”, “#OpenDoors”; @p itself where it is neither. */
static const char *
skip_name (const char *p)
{
  const char *end = p + 1;

  if (!is_inner (g_utf8_get_char (end)))
    return p;
  while (*end != '\0')
    {
      gunichar c = g_utf8_get_char (end);

      if (!is_inner (c) && !((c == '@' || c == '.' || c == '-') &&
                             is_inner (g_utf8_get_char (g_utf8_next_char (end)))))
        break;
      end = g_utf8_next_char (end);
    }
  return end;
}

static gboolean
is_address (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalnum (p[n]) || p[n] == '+')
    n++;
  return n > 0 && (g_str_has_prefix (p + n, "://") || g_ascii_strncasecmp (p, "www.", 4) == 0 ||
                   g_ascii_strncasecmp (p, "mailto:", 7) == 0);
}

static const char *
skip_address (const char *p)
{
  while (*p != '\0' && *p != '<' && *p != '>' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Behind the token at @p, which begins with a letter or a figure; @is_word: nothing of it says that
 * it is none. “shop.example”, “ada@shop.example”, “4G” and “snake_case” are not. */
static const char *
read_token (const char *p, gboolean *is_word)
{
  *is_word = TRUE;
  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p), next = g_utf8_get_char (g_utf8_next_char (p));
      gboolean is_joined = is_letter (next) || g_unichar_isdigit (next);

      if (g_unichar_isdigit (c) || (c == '_' && is_joined))
        *is_word = FALSE;
      else if ((c == '.' || c == '@') && is_joined)
        *is_word = FALSE;
      else if (!is_letter (c) && c != 0xad && !(is_joint (c) && is_joined))
        break;
      p = g_utf8_next_char (p);
    }
  return p;
}

GArray *
amb_words_find (const char *line, gboolean *in_code)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (AmbWord));
  const char *p = line;

  if (is_fence (line))
    *in_code = !*in_code;
  else if (!*in_code)
    while (*p != '\0')
      {
        gunichar c = g_utf8_get_char (p);
        const char *end = p;
        gboolean is_word = FALSE;

        if (c == '`')
          end = skip_code (p);
        else if (c == ']' && p[1] == '(')
          end = p + strcspn (p, ")");
        else if (c == '@' || c == '#')
          end = skip_name (p);
        else if (is_address (p))
          end = skip_address (p);
        else if (is_letter (c) || g_unichar_isdigit (c))
          end = read_token (p, &is_word);
        if (is_word && is_worth (p, (gsize) (end - p)))
          {
            AmbWord word = { (gsize) (p - line), (gsize) (end - line) };

            g_array_append_val (words, word);
          }
        p = end > p ? end : g_utf8_next_char (p);
      }
  return words;
}

/* Where “l’” stands for an article or a pronoun. */
static gboolean
does_elide (const char *language)
{
  static const char *const those[] = { "fr", "it", "ca", "oc" };

  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (those); i++)
    if (g_ascii_strncasecmp (language, those[i], 2) == 0 && !g_ascii_isalpha (language[2]))
      return TRUE;
  return FALSE;
}

GArray *
amb_words_split (const char *line, const AmbWord *word, const char *language)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (AmbWord));
  gboolean elides = does_elide (language);
  const char *end = line + word->end, *start = line + word->start;

  for (const char *p = start; p <= end; p = g_utf8_next_char (p))
    {
      gunichar c = p < end ? g_utf8_get_char (p) : '-';
      gboolean is_elided = elides && is_apostrophe (c);
      AmbWord part = { (gsize) (start - line), (gsize) (p - line) };

      if (!is_elided && !is_hyphen (c) && !is_dot (c))
        continue;
      if (!is_elided && is_worth (start, (gsize) (p - start)))
        g_array_append_val (parts, part);
      if (p == end || is_dot (c))
        break;
      start = g_utf8_next_char (p);
    }
  return parts;
}
