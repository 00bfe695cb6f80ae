#include "amb-content-text.h"

#include "amb-text.h"
#include "amb-validate.h"

#include <string.h>

#define LINK_LENGTH 23

/* Plain text. */

/* “[word](address)” at @p: (out) where it ends. */
static gboolean
read_link (const char *p, const char **word_end, const char **address, const char **end)
{
  *word_end = *p == '[' ? strstr (p, "](") : NULL;
  if (*word_end == NULL || memchr (p, '\n', *word_end - p) != NULL)
    return FALSE;
  *address = *word_end + 2;
  *end = strchr (*address, ')');
  return *end != NULL && memchr (*address, ' ', *end - *address) == NULL;
}

static gboolean
is_line_start (const char *text, const char *p)
{
  return p == text || p[-1] == '\n';
}

/* The marks at the beginning of a line that are no text: headings and quotations. */
static const char *
skip_marks (const char *p)
{
  const char *q = p;

  while (*q == '#')
    q++;
  if (q != p && q - p <= 6 && *q == ' ')
    return q + 1;
  return *p == '>' && p[1] == ' ' ? p + 2 : p;
}

/* How many marks of emphasis stand at @p; “2 * 3” and snake_case have none. */
static gsize
count_emphasis (const char *text, const char *p)
{
  gboolean opens = (p == text || !g_ascii_isalnum (p[-1]));
  gsize n = strspn (p, *p == '*' ? "*" : *p == '_' ? "_" : "`");
  gboolean before = p != text && !g_ascii_isspace (p[-1]);
  gboolean after = p[n] != '\0' && !g_ascii_isspace (p[n]);

  if (n == 0 || n > 3 || (!before && !after))
    return 0;
  return *p != '_' || opens || !g_ascii_isalnum (p[n]) ? n : 0;
}

char *
amb_content_dup_plain (const char *markdown)
{
  const char *text = markdown != NULL ? markdown : "";
  GString *plain = g_string_new (NULL);
  const char *word_end, *address, *end;

  for (const char *p = text; *p != '\0';)
    {
      const char *mark = is_line_start (text, p) ? skip_marks (p) : p;
      const char *word = *mark == '!' && mark[1] == '[' ? mark + 1 : mark;
      gsize n;

      if (read_link (word, &word_end, &address, &end))
        {
          g_string_append_len (plain, word + 1, word_end - word - 1);
          if (strncmp (word + 1, address, MAX (word_end - word - 1, end - address)) != 0)
            g_string_append_printf (plain, " (%.*s)", (int) (end - address), address);
          p = end + 1;
          continue;
        }
      p = mark;
      n = count_emphasis (text, p);
      if (n == 0 && *p != '\0')
        g_string_append_c (plain, *p++);
      p += n;
    }
  return g_string_free (plain, FALSE);
}

/* Letters as one sees them. */

static gboolean
is_extending (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_COMBINING_MARK:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
    case G_UNICODE_BREAK_EMOJI_MODIFIER:
      return TRUE;
    default:
      return g_unichar_ismark (c) || (c >= 0xe0020 && c <= 0xe007f);
    }
}

static gboolean
is_pictograph (gunichar c)
{
  return c >= 0x1f000 || (c >= 0x2190 && c <= 0x2bff) || c == 0x3030 || c == 0x303d ||
         c == 0x3297 || c == 0x3299 || c == 0xa9 || c == 0xae || c == 0x203c || c == 0x2049 ||
         c == 0x2122 || c == 0x2139;
}

static gboolean
is_hangul_joined (gunichar before, gunichar c)
{
  GUnicodeBreakType a = g_unichar_break_type (before), b = g_unichar_break_type (c);
  gboolean lv = a == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE || a == G_UNICODE_BREAK_HANGUL_V_JAMO;

  if (a == G_UNICODE_BREAK_HANGUL_L_JAMO)
    return b == G_UNICODE_BREAK_HANGUL_L_JAMO || b == G_UNICODE_BREAK_HANGUL_V_JAMO ||
           b == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE || b == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE;
  return (lv && (b == G_UNICODE_BREAK_HANGUL_V_JAMO || b == G_UNICODE_BREAK_HANGUL_T_JAMO)) ||
         ((a == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE || a == G_UNICODE_BREAK_HANGUL_T_JAMO) &&
          b == G_UNICODE_BREAK_HANGUL_T_JAMO);
}

/* Where the letter at @p ends, which is no '\0'. */
static const char *
skip_cluster (const char *p)
{
  gunichar first = g_utf8_get_char (p), before = first;
  gboolean flag = g_unichar_break_type (first) == G_UNICODE_BREAK_REGIONAL_INDICATOR;
  gboolean joins = FALSE;

  p = g_utf8_next_char (p);
  if (first == '\r' && *p == '\n')
    return p + 1;
  if (g_unichar_iscntrl (first))
    return p;
  for (gunichar c; *p != '\0'; p = g_utf8_next_char (p))
    {
      c = g_utf8_get_char (p);
      if (flag && before == first && g_unichar_break_type (c) == G_UNICODE_BREAK_REGIONAL_INDICATOR)
        flag = FALSE;
      else if (!is_extending (c) && !is_hangul_joined (before, c) &&
               !(joins && is_pictograph (first) && is_pictograph (c)))
        return p;
      joins = c == 0x200d;
      before = c;
    }
  return p;
}

guint
amb_content_count_clusters (const char *text)
{
  guint n = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = skip_cluster (p))
    n++;
  return n;
}

/* Lengths. */

static gboolean
is_light (gunichar c)
{
  return c <= 0x10ff || (c >= 0x2000 && c <= 0x200d) || (c >= 0x2010 && c <= 0x201f) ||
         (c >= 0x2032 && c <= 0x2037);
}

static guint
weigh_cluster (const char *p, const char *end)
{
  guint n = 0;
  gboolean is_emoji = g_utf8_get_char (p) >= 0x1f000;

  for (const char *q = p; q < end; q = g_utf8_next_char (q))
    {
      gunichar c = g_utf8_get_char (q);

      is_emoji = is_emoji || c == 0xfe0f || c == 0x20e3;
      n += is_light (c) ? 1 : 2;
    }
  return is_emoji ? 2 : n;
}

/* A web address at @p, whose end is no punctuation of the sentence; NULL: none */
static const char *
find_link_end (const char *text, const char *p)
{
  const char *end = p;
  int depth = 0;

  if ((p != text && g_ascii_isalnum (p[-1])) ||
      (g_ascii_strncasecmp (p, "https://", 8) != 0 && g_ascii_strncasecmp (p, "http://", 7) != 0))
    return NULL;
  for (; *end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)); end = g_utf8_next_char (end))
    {
      depth += *end == '(';
      if (*end == ')' && --depth < 0)
        break;
    }
  while (end > p && strchr (".,;:!?'\"", end[-1]) != NULL)
    end--;
  return end > strstr (p, "://") + 3 ? end : NULL;
}

/* The server of “@name@server” at @p, which others don't see. */
static const char *
skip_server (const char *text, const char *p)
{
  const char *q = p;

  if (*p != '@' || p == text || !(g_ascii_isalnum (p[-1]) || p[-1] == '_'))
    return p;
  for (q = p - 1; q > text && (g_ascii_isalnum (*q) || *q == '_' || *q == '-' || *q == '.'); q--)
    continue;
  if (*q != '@' || (q != text && g_ascii_isalnum (q[-1])))
    return p;
  q = p + 1;
  while (g_ascii_isalnum (*q) || ((*q == '.' || *q == '-') && g_ascii_isalnum (q[1])))
    q++;
  return q > p + 1 ? q : p;
}

static guint
count_x (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  guint n = 0;

  for (const char *p = composed != NULL ? composed : ""; *p != '\0';)
    {
      const char *link = find_link_end (composed, p);
      const char *end = link != NULL ? link : skip_cluster (p);

      n += link != NULL ? LINK_LENGTH : weigh_cluster (p, end);
      p = end;
    }
  return n;
}

static guint
count_mastodon (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0';)
    {
      const char *link = find_link_end (text, p);
      const char *server = skip_server (text, p);

      n += link != NULL ? LINK_LENGTH : server != p ? 0 : 1;
      p = link != NULL ? link : server != p ? server : skip_cluster (p);
    }
  return n;
}

static guint
count_units (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_utf8_get_char (p) > 0xffff ? 2 : 1;
  return n;
}

guint
amb_content_count (const char *network, const char *text)
{
  if (text == NULL)
    return 0;
  if (g_strcmp0 (network, "x") == 0)
    return count_x (text);
  if (g_strcmp0 (network, "mastodon") == 0)
    return count_mastodon (text);
  return count_units (text);
}

guint
amb_content_get_limit (AmbRecord *channel)
{
  static const struct
  {
    const char *network;
    guint limit;
  } known[] = {
    { "linkedin", 3000 }, { "x", 280 },       { "facebook", 63206 }, { "instagram", 2200 },
    { "youtube", 5000 },  { "tiktok", 2200 }, { "mastodon", 500 },
  };
  gint64 own = channel != NULL ? amb_record_get_int (channel, "length-limit", 0) : 0;

  if (own > 0)
    return (guint) MIN (own, G_MAXINT);
  for (guint i = 0; channel != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (amb_record_get (channel, "network"), known[i].network) == 0)
      return known[i].limit;
  return 0;
}

/* Links. */

static gboolean
is_replaced (const char *parameter, const char *const names[4], const char *const values[4])
{
  for (guint i = 0; i < 4; i++)
    {
      gsize length = strlen (names[i]);

      if (!amb_text_is_blank (values[i]) && strncmp (parameter, names[i], length) == 0 &&
          (parameter[length] == '=' || parameter[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

static void
append_parameter (GString *query, const char *text)
{
  if (query->len > 0)
    g_string_append_c (query, '&');
  g_string_append (query, text);
}

char *
amb_content_dup_link (const char *link,
                      const char *source,
                      const char *medium,
                      const char *campaign,
                      const char *content)
{
  static const char *const names[4] = { "utm_source", "utm_medium", "utm_campaign", "utm_content" };
  const char *const values[4] = { source, medium, campaign, content };
  g_autofree char *trimmed = link != NULL ? g_strstrip (g_strdup (link)) : NULL;
  g_autofree char *base = NULL;
  g_autoptr (GString) query = g_string_new (NULL);
  g_auto (GStrv) had = NULL;
  const char *fragment, *mark;

  if (trimmed == NULL || *trimmed == '\0')
    return NULL;
  if (!g_str_has_prefix (trimmed, "https://") && !g_str_has_prefix (trimmed, "http://"))
    return g_steal_pointer (&trimmed);
  fragment = strchr (trimmed, '#');
  base = fragment != NULL ? g_strndup (trimmed, fragment - trimmed) : g_strdup (trimmed);
  mark = strchr (base, '?');
  had = g_strsplit (mark != NULL ? mark + 1 : "", "&", -1);
  for (guint i = 0; had[i] != NULL; i++)
    if (*had[i] != '\0' && !is_replaced (had[i], names, values))
      append_parameter (query, had[i]);
  for (guint i = 0; i < 4; i++)
    if (!amb_text_is_blank (values[i]))
      {
        g_autofree char *value = g_uri_escape_string (values[i], NULL, FALSE);
        g_autofree char *parameter = g_strconcat (names[i], "=", value, NULL);

        append_parameter (query, parameter);
      }
  return g_strdup_printf ("%.*s%s%s%s", (int) (mark != NULL ? mark - base : (int) strlen (base)),
                          base, query->len > 0 ? "?" : "", query->str,
                          fragment != NULL ? fragment : "");
}

/* Seals. */

char *
amb_content_dup_seal (AmbRecord *record)
{
  static const char *const of_item[] = { "title",      "body",     "alternative-text", "link",
                                         "disclosure", "language", "channel-id",       "asset-id",
                                         "audience",   NULL };
  static const char *const of_variant[] = { "body",       "alternative-text", "link", "language",
                                            "channel-id", "audience",         NULL };
  gboolean is_variant = g_str_equal (amb_record_get_entity (record)->name, "variant");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *id = amb_record_get_id (record);

  if (is_variant && amb_text_is_blank (amb_record_get (record, "body")) &&
      amb_text_is_blank (amb_record_get (record, "alternative-text")))
    return NULL;
  g_checksum_update (sum, (const guchar *) id, -1);
  for (const char *const *name = is_variant ? of_variant : of_item; *name != NULL; name++)
    {
      const char *value = amb_record_get (record, *name);

      /* With what no text has: “ab”, “” is not “a”, “b”. */
      g_checksum_update (sum, (const guchar *) "\x01", 1);
      if (value != NULL)
        g_checksum_update (sum, (const guchar *) value, -1);
    }
  return g_strndup (g_checksum_get_string (sum), 32);
}

gboolean
amb_content_has_words (AmbRecord *record)
{
  return !amb_text_is_blank (amb_record_get (record, "body")) ||
         !amb_text_is_blank (amb_record_get (record, "alternative-text"));
}

static gboolean
is_same_in (AmbRecord *a, AmbRecord *b, const char *const *names)
{
  const AmbEntity *entity = amb_record_get_entity (a);

  for (const char *const *name = names; *name != NULL; name++)
    if (amb_entity_find_field (entity, *name) != NULL &&
        !amb_field_same (amb_record_get (a, *name), amb_record_get (b, *name)))
      return FALSE;
  return TRUE;
}

gboolean
amb_content_same_words (AmbRecord *a, AmbRecord *b)
{
  static const char *const names[] = { "body", "alternative-text", NULL };

  return is_same_in (a, b, names);
}

static const char *const of_post[] = { "title",    "body", "alternative-text", "link", "disclosure",
                                       "audience", NULL };

gboolean
amb_content_same_post (AmbRecord *a, AmbRecord *b)
{
  return is_same_in (a, b, of_post);
}

gboolean
amb_content_is_of_post (const AmbField *field)
{
  return g_strv_contains (of_post, field->name);
}

gboolean
amb_content_is_noted (const AmbField *field)
{
  return g_str_equal (field->name, "text-by-id") || g_str_equal (field->name, "review-owner-id");
}

/* Languages, by words that hardly any of the others has. */

const char *
amb_content_guess_language (const char *text)
{
  static const char *const words[][2] = {
    { "en", " the and of is are my our with this for own words work at i we not it they was " },
    { "fr", " le les des une et est je mes mots sont chez nous du dans pour que ces pas mon "
            "travaille ma au aux " },
    { "de", " der die das und ist ich meine nicht mit bei wir fur dies sind ein eine mein arbeite "
            "zu auf " },
    { "es", " el los las y es en mi una con por para trabajo hablo nombre del que mis yo " },
    { "pt", " o os as e meu minha em uma com na no falo nome para trabalho do da sao nao " },
    { "it", " il lo gli e mio mia in una con per lavoro parlo nome della che sono del non " },
    { "nl", " de het een en is ik mijn bij dit zijn eigen woorden werk van met niet wij op " },
  };
  g_autofree char *folded = amb_text_fold (text);
  guint counts[G_N_ELEMENTS (words)] = { 0 };
  guint best = 0, second = G_N_ELEMENTS (words);

  for (const char *p = folded, *end; *p != '\0'; p = end)
    {
      g_autofree char *word = NULL;

      for (end = p; *end != '\0' && g_unichar_isalpha (g_utf8_get_char (end));)
        end = g_utf8_next_char (end);
      if (end == p)
        {
          end = g_utf8_next_char (p);
          continue;
        }
      word = g_strdup_printf (" %.*s ", (int) (end - p), p);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        counts[i] += strstr (words[i][1], word) != NULL;
    }
  for (guint i = 1; i < G_N_ELEMENTS (words); i++)
    if (counts[i] > counts[best])
      best = i;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (i != best && (second == G_N_ELEMENTS (words) || counts[i] > counts[second]))
      second = i;
  return counts[best] >= 3 && counts[best] > counts[second] ? words[best][0] : NULL;
}
