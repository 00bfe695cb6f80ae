#include "amb-text-merge.h"

#include <string.h>

/* Pairs of lines that are compared at most, after what is the same at both ends. */
#define MAX_PAIRS (4 * 1000 * 1000)

typedef struct
{
  char **lines;
  guint n;
} Text;

static Text
split (const char *text)
{
  Text self = { g_strsplit (text != NULL ? text : "", "\n", -1), 0 };

  /* The empty text has no line; “a” has one, “a\n” two. */
  self.n = text != NULL && *text != '\0' ? g_strv_length (self.lines) : 0;
  return self;
}

static void
clear_text (Text *self)
{
  g_strfreev (self->lines);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Text, clear_text)

static gboolean
is_same (const Text *a, guint i, const Text *b, guint k)
{
  return strcmp (a->lines[i], b->lines[k]) == 0;
}

/* The longest common subsequence of what lies between @start and the two ends. */
static void
match_middle (
    const Text *base, guint base_end, const Text *other, guint other_end, guint start, int *match)
{
  guint n = base_end - start;
  guint m = other_end - start;
  gsize width = (gsize) m + 1;
  g_autofree guint *length = g_new0 (guint, ((gsize) n + 1) * width);

  for (guint i = n; i > 0; i--)
    for (guint k = m; k > 0; k--)
      length[(i - 1) * width + k - 1] =
          is_same (base, start + i - 1, other, start + k - 1)
              ? length[i * width + k] + 1
              : MAX (length[i * width + k - 1], length[(i - 1) * width + k]);
  for (guint i = 0, k = 0; i < n && k < m;)
    if (is_same (base, start + i, other, start + k))
      match[start + i++] = (int) (start + k++);
    else if (length[(i + 1) * width + k] >= length[i * width + k + 1])
      i++;
    else
      k++;
}

/* (transfer full) (nullable): for each line of @base its line in @other, -1: it is gone. */
static int *
match_lines (const Text *base, const Text *other)
{
  g_autofree int *match = g_new (int, base->n + 1);
  guint start = 0;
  guint base_end = base->n;
  guint other_end = other->n;

  for (guint i = 0; i < base->n; i++)
    match[i] = -1;
  for (; start < base_end && start < other_end && is_same (base, start, other, start); start++)
    match[start] = (int) start;
  for (;
       base_end > start && other_end > start && is_same (base, base_end - 1, other, other_end - 1);
       base_end--, other_end--)
    match[base_end - 1] = (int) other_end - 1;
  if ((gsize) (base_end - start) * (other_end - start) > MAX_PAIRS)
    return NULL;
  match_middle (base, base_end, other, other_end, start, match);
  match[base->n] = (int) other->n;
  return g_steal_pointer (&match);
}

static gboolean
is_same_run (const Text *a, guint a_from, guint a_to, const Text *b, guint b_from, guint b_to)
{
  if (a_to - a_from != b_to - b_from)
    return FALSE;
  for (guint i = a_from; i < a_to; i++)
    if (!is_same (a, i, b, b_from + i - a_from))
      return FALSE;
  return TRUE;
}

static void
append_run (GPtrArray *out, const Text *text, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_ptr_array_add (out, text->lines[i]);
}

/* Between two lines that all three share, one side at most may have changed something. */
static gboolean
merge_runs (GPtrArray *out, const Text *texts, const guint *from, const guint *to)
{
  const Text *base = &texts[0];

  if (is_same_run (base, from[0], to[0], &texts[1], from[1], to[1]) ||
      is_same_run (&texts[1], from[1], to[1], &texts[2], from[2], to[2]))
    append_run (out, &texts[2], from[2], to[2]);
  else if (is_same_run (base, from[0], to[0], &texts[2], from[2], to[2]))
    append_run (out, &texts[1], from[1], to[1]);
  else
    return FALSE;
  return TRUE;
}

char *
amb_text_merge (const char *base, const char *mine, const char *theirs)
{
  g_auto (Text) base_text = split (base);
  g_auto (Text) my_text = split (mine);
  g_auto (Text) their_text = split (theirs);
  const Text texts[] = { base_text, my_text, their_text };
  g_autofree int *in_mine = match_lines (&base_text, &my_text);
  g_autofree int *in_theirs = match_lines (&base_text, &their_text);
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  guint from[3] = { 0 };

  if (in_mine == NULL || in_theirs == NULL)
    return NULL;
  for (guint i = 0; i <= base_text.n; i++)
    {
      guint to[3];

      if (in_mine[i] < 0 || in_theirs[i] < 0)
        continue;
      to[0] = i;
      to[1] = (guint) in_mine[i];
      to[2] = (guint) in_theirs[i];
      if (!merge_runs (out, texts, from, to))
        return NULL;
      if (i < base_text.n)
        g_ptr_array_add (out, base_text.lines[i]);
      for (guint k = 0; k < G_N_ELEMENTS (from); k++)
        from[k] = to[k] + 1;
    }
  g_ptr_array_add (out, NULL);
  return g_strjoinv ("\n", (char **) out->pdata);
}

static void
tell_lines (
    const Text *text, guint from, guint to, AmbTextMark mark, AmbTextLineFunc func, gpointer data)
{
  for (guint i = from; i < to; i++)
    func (mark, text->lines[i], data);
}

void
amb_text_compare (const char *from, const char *to, AmbTextLineFunc func, gpointer data)
{
  g_auto (Text) old = split (from);
  g_auto (Text) new = split (to);
  g_autofree int *match = match_lines (&old, &new);
  guint told_old = 0;
  guint told_new = 0;

  for (guint i = 0; match != NULL && i < old.n; i++)
    {
      if (match[i] < 0)
        continue;
      tell_lines (&old, told_old, i, AMB_TEXT_REMOVED, func, data);
      tell_lines (&new, told_new, (guint) match[i], AMB_TEXT_ADDED, func, data);
      func (AMB_TEXT_SAME, old.lines[i], data);
      told_old = i + 1;
      told_new = (guint) match[i] + 1;
    }
  tell_lines (&old, told_old, old.n, AMB_TEXT_REMOVED, func, data);
  tell_lines (&new, told_new, new.n, AMB_TEXT_ADDED, func, data);
}
