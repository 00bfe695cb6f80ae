/* The strict JSON reader: one pass, nodes in one block, strings unescaped into one arena. */
#include "amb-json.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Lengths and distances are 32-bit, and nothing we read is near it. */
#define MAX_BYTES ((gsize) 256 * 1024 * 1024)

/* Strings are copied in words of this many bytes; the arena has room for one word more. */
#define WORD sizeof (guint64)

/* Up to here a new key is compared with its siblings at once, beyond it keys are sorted at the end:
 * ten thousand keys cost no ten thousand squared. */
#define MAX_COMPARED_KEYS 32

struct _AmbJsonNode
{
  const char *key;     /* in the arena, of a member of an object */
  const char *text;    /* in the arena: a string unescaped, a number as written */
  guint32 next;        /* distance to the next sibling, 0: none */
  guint32 length : 29; /* members or items; of a BOOL its value */
  guint32 type : 3;
};

struct _AmbJson
{
  AmbJsonNode *nodes; /* the document in its order: a container, then its children */
  char *arena;
};

typedef struct
{
  const char *start;
  const char *end;
  const char *p;

  AmbJsonNode *nodes;
  guint32 n_nodes;
  guint32 n_allocated;
  char *out; /* into the arena, which never moves: text and its NUL need no more than the source */

  GError **error;
} Parser;

/* What an object or array knows while its children are read. */
typedef struct
{
  guint32 container;
  guint32 last; /* index of the latest child */
  guint32 count;
  guint64 seen; /* a bit for each kind of key that was there */
} Frame;

static gboolean parse_value (Parser *self, guint depth);

/* @problem is marked, not translated yet: that costs time, and mostly there is none. */
static gboolean
fail_at (Parser *self, const char *where, const char *problem)
{
  g_set_error (self->error, AMB_ERROR, AMB_ERROR_INVALID, _ ("Invalid JSON at byte %zu. %s"),
               (gsize) (where - self->start), _ (problem));

  return FALSE;
}

static gboolean
fail (Parser *self, const char *problem)
{
  return fail_at (self, self->p, problem);
}

static gboolean
fail_truncated (Parser *self)
{
  return fail_at (self, self->end, N_ ("The text ends too early."));
}

static inline AmbJsonNode *
node_at (Parser *self, guint32 index)
{
  return &self->nodes[index];
}

static inline guint32
add_node (Parser *self, AmbJsonType type)
{
  if (G_UNLIKELY (self->n_nodes == self->n_allocated))
    {
      self->n_allocated *= 2;
      self->nodes = g_renew (AmbJsonNode, self->nodes, self->n_allocated);
    }
  self->nodes[self->n_nodes] = (AmbJsonNode){ .type = type };

  return self->n_nodes++;
}

static inline void
skip_space (Parser *self)
{
  while (self->p < self->end &&
         (*self->p == ' ' || *self->p == '\n' || *self->p == '\r' || *self->p == '\t'))
    self->p++;
}

static inline gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static int
hex_value (char c)
{
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;

  return is_digit (c) ? c - '0' : -1;
}

/* The four digits after `\u`; p stands on the first and then behind the last. */
static gboolean
read_hex (Parser *self, guint32 *unit)
{
  guint32 value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit;

      if (self->p == self->end)
        return fail_truncated (self);
      digit = hex_value (*self->p);
      if (digit < 0)
        return fail (self, N_ ("Four hexadecimal digits must follow \\u."));
      value = value << 4 | (guint32) digit;
      self->p++;
    }
  *unit = value;

  return TRUE;
}

static gboolean
read_unicode_escape (Parser *self, const char *escape)
{
  guint32 c;
  guint32 low;

  if (!read_hex (self, &c))
    return FALSE;
  if (c == 0)
    return fail_at (self, escape, N_ ("Text must not contain the character U+0000."));
  if (c >= 0xdc00 && c <= 0xdfff)
    return fail_at (self, escape, N_ ("Half of a surrogate pair stands alone."));
  if (c >= 0xd800 && c <= 0xdbff)
    {
      if (self->end - self->p < 2 || self->p[0] != '\\' || self->p[1] != 'u')
        return fail_at (self, escape, N_ ("Half of a surrogate pair stands alone."));
      self->p += 2;
      if (!read_hex (self, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail_at (self, escape, N_ ("Half of a surrogate pair stands alone."));
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  self->out += g_unichar_to_utf8 (c, self->out);

  return TRUE;
}

static gboolean
read_escape (Parser *self)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *escape = self->p++;
  const char *found;

  if (self->p == self->end)
    return fail_truncated (self);
  if (*self->p == 'u')
    {
      self->p++;
      return read_unicode_escape (self, escape);
    }

  found = *self->p != '\0' ? strchr (letters, *self->p) : NULL;
  if (found == NULL)
    return fail_at (self, escape, N_ ("This character must not follow a backslash."));
  *self->out++ = values[found - letters];
  self->p++;

  return TRUE;
}

/* One character of two to four bytes: RFC 3629, shortest form, no surrogates, up to U+10FFFF. */
static gboolean
read_multibyte (Parser *self)
{
  const guint8 *s = (const guint8 *) self->p;
  gsize left = (gsize) (self->end - self->p);
  guint8 low = 0x80;
  guint8 high = 0xbf;
  gsize size;

  if (s[0] >= 0xc2 && s[0] <= 0xdf)
    size = 2;
  else if (s[0] >= 0xe0 && s[0] <= 0xef)
    size = 3;
  else if (s[0] >= 0xf0 && s[0] <= 0xf4)
    size = 4;
  else
    return fail (self, N_ ("The text is not UTF-8."));

  if (s[0] == 0xe0)
    low = 0xa0;
  else if (s[0] == 0xed)
    high = 0x9f;
  else if (s[0] == 0xf0)
    low = 0x90;
  else if (s[0] == 0xf4)
    high = 0x8f;

  if (left < 2 || s[1] < low || s[1] > high)
    return fail (self, N_ ("The text is not UTF-8."));
  for (gsize i = 2; i < size; i++)
    {
      if (i >= left || (s[i] & 0xc0) != 0x80)
        return fail (self, N_ ("The text is not UTF-8."));
    }

  for (gsize i = 0; i < size; i++)
    *self->out++ = *self->p++;

  return TRUE;
}

/* The number of bytes at the start of @word that are plain: ASCII, no control, quote or backslash.
 */
static inline guint
count_plain (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 quote = word ^ (ones * '"');
  guint64 slash = word ^ (ones * '\\');
  guint64 special = (quote - ones) | (slash - ones) | (word - ones * 0x20) | word;

  special &= tops;
  if (special == 0)
    return WORD;

  return (guint) __builtin_ctzll (special) / 8;
}

static inline void
copy_plain (Parser *self)
{
  while ((gsize) (self->end - self->p) >= WORD)
    {
      guint64 word;
      guint plain;

      memcpy (&word, self->p, WORD);
      memcpy (self->out, &word, WORD);
      plain = count_plain (GUINT64_FROM_LE (word));
      self->p += plain;
      self->out += plain;
      if (plain < WORD)
        return;
    }
}

/* The character at p, which copy_plain() did not take or had no whole word to look at. */
static gboolean
read_character (Parser *self)
{
  guint8 c = (guint8) *self->p;

  if (c >= 0x80)
    return read_multibyte (self);
  if (c == '\\')
    return read_escape (self);
  if (c < 0x20)
    return fail (self, N_ ("A control character in a text must be escaped."));
  *self->out++ = *self->p++;

  return TRUE;
}

/* A string from behind its opening quote; it ends up in the arena. */
static gboolean
read_string (Parser *self, const char **text)
{
  *text = self->out;
  for (copy_plain (self); self->p < self->end && *self->p != '"'; copy_plain (self))
    {
      if (!read_character (self))
        return FALSE;
    }
  if (self->p == self->end)
    return fail_truncated (self);
  self->p++;
  *self->out++ = '\0';

  return TRUE;
}

static void
skip_digits (Parser *self)
{
  while (self->p < self->end && is_digit (*self->p))
    self->p++;
}

static gboolean
read_digits (Parser *self)
{
  if (self->p == self->end)
    return fail_truncated (self);
  if (!is_digit (*self->p))
    return fail (self, N_ ("A digit must stand here."));
  skip_digits (self);

  return TRUE;
}

/* Do the digits of a whole number (without its sign) fit in 64 bits? */
static gboolean
fits_int64 (const char *digits, gsize count, gboolean is_negative)
{
  const char *limit = is_negative ? "9223372036854775808" : "9223372036854775807";

  return count < 19 || (count == 19 && memcmp (digits, limit, 19) <= 0);
}

static gboolean
parse_number (Parser *self)
{
  const char *start = self->p;
  gboolean is_negative = *start == '-';
  AmbJsonType type = AMB_JSON_INT;
  const char *digits;
  gsize size;

  digits = self->p += is_negative ? 1 : 0;
  if (!read_digits (self))
    return FALSE;
  if (*digits == '0' && self->p > digits + 1)
    return fail_at (self, start, N_ ("A number must not begin with a zero."));
  size = (gsize) (self->p - digits);

  if (self->p < self->end && *self->p == '.')
    {
      type = AMB_JSON_DECIMAL;
      self->p++;
      if (!read_digits (self))
        return FALSE;
    }
  if (self->p < self->end && (*self->p == 'e' || *self->p == 'E'))
    {
      type = AMB_JSON_DECIMAL;
      self->p++;
      if (self->p < self->end && (*self->p == '+' || *self->p == '-'))
        self->p++;
      if (!read_digits (self))
        return FALSE;
    }
  if (type == AMB_JSON_INT && !fits_int64 (digits, size, is_negative))
    return fail_at (self, start, N_ ("A whole number must fit in 64 bits."));

  size = (gsize) (self->p - start);
  node_at (self, add_node (self, type))->text = self->out;
  memcpy (self->out, start, size);
  self->out += size;
  *self->out++ = '\0';

  return TRUE;
}

static gboolean
parse_word (Parser *self, const char *word, AmbJsonType type, gboolean value)
{
  gsize size = strlen (word);
  gsize left = (gsize) (self->end - self->p);

  if (memcmp (self->p, word, MIN (size, left)) != 0)
    return fail (self, N_ ("A value must stand here."));
  if (left < size)
    return fail_truncated (self);
  self->p += size;
  node_at (self, add_node (self, type))->length = value ? 1 : 0;

  return TRUE;
}

static gboolean
parse_string (Parser *self)
{
  guint32 index = add_node (self, AMB_JSON_STRING);
  const char *text;

  self->p++;
  if (!read_string (self, &text))
    return FALSE;
  node_at (self, index)->text = text;

  return TRUE;
}

static Frame
open_container (Parser *self, AmbJsonType type)
{
  Frame frame = { .container = add_node (self, type) };

  self->p++;

  return frame;
}

/* The node that is added next is the frame's next child. */
static inline void
link_child (Parser *self, Frame *frame)
{
  guint32 child = self->n_nodes;

  if (frame->count > 0)
    node_at (self, frame->last)->next = child - frame->last;
  frame->last = child;
  frame->count++;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
check_many_keys (Parser *self, Frame *frame)
{
  g_autofree const char **keys = g_new (const char *, frame->count);
  const AmbJsonNode *child = node_at (self, frame->container + 1);

  for (guint32 i = 0; i < frame->count; i++, child += child->next)
    keys[i] = child->key;
  qsort (keys, frame->count, sizeof *keys, compare_keys);
  for (guint32 i = 1; i < frame->count; i++)
    {
      if (strcmp (keys[i - 1], keys[i]) == 0)
        return fail (self, N_ ("An object names a member twice."));
    }

  return TRUE;
}

/* Keys with another bit than all before them are new without a look at them. */
static inline gboolean
is_new_key (Parser *self, Frame *frame, const char *key)
{
  gsize size = (gsize) (self->out - key);
  guint hash = (guint) size * 5 + (guint8) key[0] * 7 + (guint8) key[size / 2] * 11;
  guint64 bit = G_GUINT64_CONSTANT (1) << (hash & 63);
  const AmbJsonNode *child;

  if ((frame->seen & bit) == 0)
    {
      frame->seen |= bit;
      return TRUE;
    }
  if (frame->count >= MAX_COMPARED_KEYS)
    return TRUE;

  child = node_at (self, frame->container + 1);
  for (guint32 i = 0; i < frame->count; i++, child += child->next)
    {
      if (strcmp (child->key, key) == 0)
        return FALSE;
    }

  return TRUE;
}

/* Behind a child: TRUE to go on, FALSE at the end of the container or with a problem. */
static gboolean
go_on (Parser *self, char close, const char *problem, gboolean *is_valid)
{
  *is_valid = FALSE;
  skip_space (self);
  if (self->p == self->end)
    return fail_truncated (self);
  if (*self->p == close)
    {
      *is_valid = TRUE;
      return FALSE;
    }
  if (*self->p != ',')
    return fail (self, problem);
  self->p++;
  skip_space (self);

  return TRUE;
}

static gboolean
parse_member (Parser *self, Frame *frame, guint depth)
{
  const char *start = self->p;
  const char *key;

  if (self->p == self->end)
    return fail_truncated (self);
  if (*self->p != '"')
    return fail (self, N_ ("A name in double quotes must stand here."));
  self->p++;
  if (!read_string (self, &key))
    return FALSE;
  if (!is_new_key (self, frame, key))
    return fail_at (self, start, N_ ("An object names a member twice."));

  skip_space (self);
  if (self->p == self->end)
    return fail_truncated (self);
  if (*self->p != ':')
    return fail (self, N_ ("A colon must stand here."));
  self->p++;
  skip_space (self);

  link_child (self, frame);
  if (!parse_value (self, depth))
    return FALSE;
  node_at (self, frame->last)->key = key;

  return TRUE;
}

static gboolean
parse_object (Parser *self, guint depth)
{
  Frame frame = open_container (self, AMB_JSON_OBJECT);
  gboolean is_valid = TRUE;

  skip_space (self);
  if (self->p == self->end)
    return fail_truncated (self);
  if (*self->p != '}')
    {
      do
        if (!parse_member (self, &frame, depth))
          return FALSE;
      while (go_on (self, '}', N_ ("A comma or a closing brace must stand here."), &is_valid));
    }
  if (!is_valid || (frame.count > MAX_COMPARED_KEYS && !check_many_keys (self, &frame)))
    return FALSE;
  self->p++;
  node_at (self, frame.container)->length = frame.count;

  return TRUE;
}

static gboolean
parse_array (Parser *self, guint depth)
{
  Frame frame = open_container (self, AMB_JSON_ARRAY);
  gboolean is_valid = TRUE;

  skip_space (self);
  if (self->p == self->end)
    return fail_truncated (self);
  if (*self->p != ']')
    {
      do
        {
          link_child (self, &frame);
          if (!parse_value (self, depth))
            return FALSE;
        }
      while (go_on (self, ']', N_ ("A comma or a closing bracket must stand here."), &is_valid));
    }
  if (!is_valid)
    return FALSE;
  self->p++;
  node_at (self, frame.container)->length = frame.count;

  return TRUE;
}

/* A value at p, with @depth containers around it. */
static gboolean
parse_value (Parser *self, guint depth)
{
  if (self->p == self->end)
    return fail_truncated (self);

  switch (*self->p)
    {
    case '"':
      return parse_string (self);
    case '{':
    case '[':
      if (depth == AMB_JSON_MAX_DEPTH)
        return fail (self, N_ ("Objects and arrays are nested too deeply."));
      return *self->p == '{' ? parse_object (self, depth + 1) : parse_array (self, depth + 1);
    case 't':
      return parse_word (self, "true", AMB_JSON_BOOL, TRUE);
    case 'f':
      return parse_word (self, "false", AMB_JSON_BOOL, FALSE);
    case 'n':
      return parse_word (self, "null", AMB_JSON_NULL, FALSE);
    default:
      if (*self->p != '-' && !is_digit (*self->p))
        return fail (self, N_ ("A value must stand here."));
      return parse_number (self);
    }
}

static gboolean
parse_document (Parser *self)
{
  skip_space (self);
  if (!parse_value (self, 0))
    return FALSE;
  skip_space (self);
  if (self->p < self->end)
    return fail (self, N_ ("Nothing may follow the value."));

  return TRUE;
}

AmbJson *
amb_json_parse (const char *data, gsize length, GError **error)
{
  g_autoptr (AmbJson) self = NULL;
  Parser parser = { .error = error };
  gboolean is_valid;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length > MAX_BYTES)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("This JSON document has %zu bytes; the limit is %zu. Send it in parts."),
                   length, MAX_BYTES);
      return NULL;
    }

  self = g_new0 (AmbJson, 1);
  self->arena = g_malloc (length + 1 + WORD);
  parser.start = parser.p = length > 0 ? data : "";
  parser.end = parser.start + length;
  parser.out = self->arena;
  parser.n_allocated = (guint32) (length / 24 + 4);
  parser.nodes = g_new (AmbJsonNode, parser.n_allocated);
  is_valid = parse_document (&parser);
  self->nodes = parser.nodes;

  return is_valid ? g_steal_pointer (&self) : NULL;
}

void
amb_json_free (AmbJson *self)
{
  if (self == NULL)
    return;

  g_free (self->nodes);
  g_free (self->arena);
  g_free (self);
}

const AmbJsonNode *
amb_json_get_root (const AmbJson *self)
{
  return self != NULL ? self->nodes : NULL;
}

AmbJsonType
amb_json_node_get_type (const AmbJsonNode *node)
{
  return node != NULL ? (AmbJsonType) node->type : AMB_JSON_NULL;
}

static gboolean
is_container (const AmbJsonNode *node)
{
  return node != NULL && (node->type == AMB_JSON_ARRAY || node->type == AMB_JSON_OBJECT);
}

const AmbJsonNode *
amb_json_node_get_member (const AmbJsonNode *node, const char *name)
{
  if (node == NULL || node->type != AMB_JSON_OBJECT)
    return NULL;

  for (const AmbJsonNode *child = amb_json_node_get_first (node); child != NULL;
       child = amb_json_node_get_next (child))
    {
      if (strcmp (child->key, name) == 0)
        return child;
    }

  return NULL;
}

const AmbJsonNode *
amb_json_node_get_first (const AmbJsonNode *node)
{
  return is_container (node) && node->length > 0 ? node + 1 : NULL;
}

const AmbJsonNode *
amb_json_node_get_next (const AmbJsonNode *node)
{
  return node != NULL && node->next != 0 ? node + node->next : NULL;
}

guint
amb_json_node_get_length (const AmbJsonNode *node)
{
  return is_container (node) ? node->length : 0;
}

const char *
amb_json_node_get_key (const AmbJsonNode *node)
{
  return node != NULL ? node->key : NULL;
}

const char *
amb_json_node_get_string (const AmbJsonNode *node)
{
  return node != NULL && node->type == AMB_JSON_STRING ? node->text : NULL;
}

const char *
amb_json_node_get_number_text (const AmbJsonNode *node)
{
  return node != NULL && (node->type == AMB_JSON_INT || node->type == AMB_JSON_DECIMAL) ? node->text
                                                                                        : NULL;
}

gint64
amb_json_node_get_int (const AmbJsonNode *node, gint64 fallback)
{
  return node != NULL && node->type == AMB_JSON_INT ? g_ascii_strtoll (node->text, NULL, 10)
                                                    : fallback;
}

gboolean
amb_json_node_get_bool (const AmbJsonNode *node, gboolean fallback)
{
  return node != NULL && node->type == AMB_JSON_BOOL ? node->length == 1 : fallback;
}

const char *
amb_json_node_get_member_string (const AmbJsonNode *node, const char *name)
{
  return amb_json_node_get_string (amb_json_node_get_member (node, name));
}

gint64
amb_json_node_get_member_int (const AmbJsonNode *node, const char *name, gint64 fallback)
{
  return amb_json_node_get_int (amb_json_node_get_member (node, name), fallback);
}

static void
append_children (const AmbJsonNode *node, GString *out)
{
  gboolean is_object = node->type == AMB_JSON_OBJECT;

  g_string_append_c (out, is_object ? '{' : '[');
  for (const AmbJsonNode *child = amb_json_node_get_first (node); child != NULL;
       child = amb_json_node_get_next (child))
    {
      if (child != node + 1)
        g_string_append_c (out, ',');
      if (is_object)
        {
          amb_json_append_string (out, child->key);
          g_string_append_c (out, ':');
        }
      amb_json_node_append (child, out);
    }
  g_string_append_c (out, is_object ? '}' : ']');
}

void
amb_json_node_append (const AmbJsonNode *node, GString *out)
{
  switch (amb_json_node_get_type (node))
    {
    case AMB_JSON_NULL:
      g_string_append (out, "null");
      break;
    case AMB_JSON_BOOL:
      g_string_append (out, node->length == 1 ? "true" : "false");
      break;
    case AMB_JSON_INT:
    case AMB_JSON_DECIMAL:
      g_string_append (out, node->text);
      break;
    case AMB_JSON_STRING:
      amb_json_append_string (out, node->text);
      break;
    case AMB_JSON_ARRAY:
    case AMB_JSON_OBJECT:
      append_children (node, out);
      break;
    }
}

static void
append_escape (GString *out, guint8 c)
{
  static const char letters[] = "btn\0fr"; /* from U+0008 on */

  g_string_append_c (out, '\\');
  if (c == '"' || c == '\\')
    g_string_append_c (out, (char) c);
  else if (c >= '\b' && c <= '\r' && letters[c - '\b'] != '\0')
    g_string_append_c (out, letters[c - '\b']);
  else
    g_string_append_printf (out, "u%04x", c);
}

void
amb_json_append_string (GString *out, const char *text)
{
  const char *run = text;
  const char *p;

  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }

  g_string_append_c (out, '"');
  for (p = text; *p != '\0'; p++)
    {
      if ((guint8) *p >= 0x20 && *p != '"' && *p != '\\')
        continue;
      g_string_append_len (out, run, p - run);
      append_escape (out, (guint8) *p);
      run = p + 1;
    }
  g_string_append_len (out, run, p - run);
  g_string_append_c (out, '"');
}

void
amb_json_append_key (GString *out, const char *name)
{
  if (out->len > 0 && strchr ("{[:", out->str[out->len - 1]) == NULL)
    g_string_append_c (out, ',');
  amb_json_append_string (out, name);
  g_string_append_c (out, ':');
}
