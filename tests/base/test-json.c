/* What the strict reader takes, what it refuses and where, and what it says about the values. */
#include "amb-error.h"
#include "amb-json.h"

#include <string.h>

static AmbJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AmbJson *json = amb_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);

  return json;
}

static char *
write_back (const AmbJson *json)
{
  GString *out = g_string_new (NULL);

  amb_json_node_append (amb_json_get_root (json), out);

  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *compact; /* NULL: the same */
} accepted[] = {
  { "null", NULL },
  { "true", NULL },
  { " \t\r\nfalse \n", "false" },
  { "0", NULL },
  { "-0", NULL },
  { "9223372036854775807", NULL },
  { "-9223372036854775808", NULL },
  { "1.50", NULL },
  { "-0.0", NULL },
  { "0e1", NULL },
  { "1E+2", NULL },
  { "123e-10000000", NULL },
  { "123456789012345678901234567890.0", NULL },
  { "\"\"", NULL },
  { "\"plain\"", NULL },
  { "\"exactly8\"", NULL },
  { "\"a longer text, of more than one word of eight bytes\"", NULL },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
  { "\"\\u0041\\u00e9\\u20ac\\uD83D\\uDE00\"", "\"Aé€😀\"" },
  { "\"\\u001f\\u007f\"", "\"\\u001f\x7f\"" },
  { "\"é€😀 and more of it\"", NULL },
  { "\"\xf4\x8f\xbf\xbf\xee\x80\x80\xed\x9f\xbf\xe0\xa0\x80\xf0\x90\x80\x80\xc2\x80\"", NULL },
  { "\"\\uffff\"", "\"\xef\xbf\xbf\"" },
  { "\"\\\\u0000\"", NULL },
  { "[]", NULL },
  { "[ ]", "[]" },
  { "{}", NULL },
  { "{ }", "{}" },
  { "[1,2,3]", NULL },
  { "[ 1 , [ ] , { } ]", "[1,[],{}]" },
  { "{\"a\":1,\"b\":[true,null],\"c\":{\"a\":\"x\"}}", NULL },
  { "{ \"a\" : 1 , \"\" : 2 }", "{\"a\":1,\"\":2}" },
  { "{\"b\":1,\"a\":2}", NULL }, /* the order stays */
  { "[{\"a\":1},{\"a\":1}]", NULL },
  { "{\"a\":{\"a\":{\"a\":1}}}", NULL },
  { "{\"A\":1,\"a\":2}", NULL },
  { "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", NULL }, /* 16 */
};

static void
test_accepts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr (AmbJson) json = NULL;
      g_autofree char *out = NULL;

      g_test_message ("case %u", i);
      json = parse (accepted[i].text);
      out = write_back (json);
      g_assert_cmpstr (out, ==,
                       accepted[i].compact != NULL ? accepted[i].compact : accepted[i].text);
    }
}

static const struct
{
  const char *text;
  gsize offset;
} refused[] = {
  { "", 0 },
  { "  ", 2 },
  { "nul", 3 },
  { "nulL", 0 },
  { "True", 0 },
  { "tru\n", 0 },
  { "NaN", 0 },
  { "Infinity", 0 },
  { "-Infinity", 1 },
  { "undefined", 0 },
  { "1 2", 2 },
  { "{}{}", 2 },
  { "[]x", 2 },
  { "\xef\xbb\xbf{}", 0 }, /* a byte order mark */
  { "012", 0 },
  { "-012", 0 },
  { "00", 0 },
  { "+1", 0 },
  { "-", 1 },
  { "--1", 1 },
  { ".5", 0 },
  { "1.", 2 },
  { "1.e5", 2 },
  { "1e", 2 },
  { "1e+", 3 },
  { "1e+-2", 3 },
  { "0x10", 1 },
  { "1_000", 1 },
  { "9223372036854775808", 0 },
  { "-9223372036854775809", 0 },
  { "[99999999999999999999]", 1 },
  { "'a'", 0 },
  { "\"", 1 },
  { "\"abc", 4 },
  { "\"abc\\", 5 },
  { "\"abc\\\"", 6 },
  { "\"a\nb\"", 2 },
  { "\"a\tb and a lot more\"", 2 },
  { "\"\x1f\"", 1 },
  { "\"in a\x1fword of eight\"", 5 },
  { "\"\\x41\"", 1 },
  { "\"\\'\"", 1 },
  { "\"\\u\"", 3 },
  { "\"\\u12", 5 },
  { "\"\\u12g4\"", 5 },
  { "\"ab\\u0000\"", 3 },
  { "\"\\ud800\"", 1 },
  { "\"\\ud800x\"", 1 },
  { "\"\\ud800\\n\"", 1 },
  { "\"\\ud800\\u0041\"", 1 },
  { "\"\\ud800\\ud800\"", 1 },
  { "\"\\ud800\\ue000\"", 1 },
  { "\"\\udc00\"", 1 },
  { "\"\\udc00\\ud800\"", 1 },
  { "\"\x80\"", 1 },
  { "\"\xc0\x80\"", 1 },
  { "\"\xc1\xbf\"", 1 },
  { "\"\xc3\"", 1 },
  { "\"\xc3", 1 },
  { "\"\xe0\x9f\xbf\"", 1 },
  { "\"\xe2\x82\"", 1 },
  { "\"\xe2\x82", 1 },
  { "\"\xed\xa0\x80\"", 1 },
  { "\"\xf0\x8f\xbf\xbf\"", 1 },
  { "\"\xf4\x90\x80\x80\"", 1 },
  { "\"\xf5\x80\x80\x80\"", 1 },
  { "\"\xff\"", 1 },
  { "\"twelve bytes\xc3(\"", 13 },
  { "[", 1 },
  { "[1", 2 },
  { "[1,", 3 },
  { "[1,]", 3 },
  { "[,1]", 1 },
  { "[1 2]", 3 },
  { "[1;2]", 2 },
  { "[1}", 2 },
  { "]", 0 },
  { "{", 1 },
  { "{\"a\"", 4 },
  { "{\"a\":", 5 },
  { "{\"a\":1", 6 },
  { "{\"a\":1,", 7 },
  { "{\"a\":1,}", 7 },
  { "{,}", 1 },
  { "{\"a\"}", 4 },
  { "{\"a\",1}", 4 },
  { "{\"a\":}", 5 },
  { "{\"a\" 1}", 5 },
  { "{a:1}", 1 },
  { "{1:1}", 1 },
  { "{'a':1}", 1 },
  { "{\"a\":1 \"b\":2}", 7 },
  { "{\"a\":1]", 6 },
  { "{\"a\":1,\"a\":1}", 7 },
  { "{\"a\":1,\"\\u0061\":2}", 7 },
  { "{\"x\":{\"b\":1,\"c\":2,\"b\":3}}", 18 },
  { "// c\n1", 0 },
  { "/* c */1", 0 },
  { "1 # c", 2 },
  { "var x = 1;", 0 },
  { "\v1", 0 },
  { "\xc2\xa0"
    "1",
    0 },
  { "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", 16 }, /* 17 */
  { "[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]", 16 },
};

static void
test_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbJson) json = NULL;
      g_autofree char *where = g_strdup_printf ("byte %zu.", refused[i].offset);

      g_test_message ("case %u", i);
      json = amb_json_parse (refused[i].text, strlen (refused[i].text), &error);
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_null (json);
      g_assert_nonnull (strstr (error->message, where));
    }
}

static void
test_refuses_nul_bytes (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } cases[] = {
    { "\0", 1 },
    { "1\0", 2 },
    { "\"a\0b\"", 5 },
    { "\"\\\0\"", 4 },
    { "\"eight by\0te\"", 13 },
    { "[1,\0]", 5 },
    { "{\"a\"\0:1}", 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbJson) json = amb_json_parse (cases[i].bytes, cases[i].length, &error);

      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_null (json);
    }
}

static void
test_refuses_every_truncation (void)
{
  static const char text[] =
      "{\"k\":\"put\",\"n\":[-12,3.5e+7,true,null],\"é\":\"\\ud83d\\ude00 x\"}";
  g_autoptr (AmbJson) json = parse (text);

  for (gsize length = 0; length < strlen (text); length++)
    {
      /* An exact copy, so that a read behind the end is found by the address sanitizer. */
      g_autofree char *copy = g_memdup2 (text, MAX (length, 1));
      g_autoptr (GError) error = NULL;
      g_autoptr (AmbJson) truncated = amb_json_parse (copy, length, &error);

      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_null (truncated);
    }
}

static void
test_refuses_deep_nesting_without_a_crash (void)
{
  g_autofree char *text = g_strnfill (100000, '[');
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbJson) json = amb_json_parse (text, 100000, &error);

  g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
  g_assert_null (json);
}

static GString *
object_with_members (guint count)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = g_strdup_printf ("k%u", i);

      amb_json_append_key (text, name);
      g_string_append_printf (text, "%u", i);
    }

  return text;
}

/* Both sides of the number of keys at which the reader changes how it looks for a double. */
static void
test_duplicate_keys_in_objects_of_all_sizes (void)
{
  static const guint sizes[] = { 1, 2, 16, 31, 32, 33, 34, 100, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GString) text = object_with_members (sizes[i]);
      gsize length = text->len;
      g_autofree char *middle = g_strdup_printf ("k%u", sizes[i] / 2);
      g_autofree char *last = g_strdup_printf ("k%u", sizes[i] - 1);
      const char *const names[] = { "k0", middle, last, "new" };

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (AmbJson) json = NULL;

          g_string_truncate (text, length);
          amb_json_append_key (text, names[j]);
          g_string_append (text, "0}");
          json = amb_json_parse (text->str, text->len, &error);
          if (j < 3)
            g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
          else
            g_assert_no_error (error);
        }
    }
}

static void
test_walks_the_document (void)
{
  g_autoptr (AmbJson) json =
      parse ("{\"a\":[1,[2,3],{\"x\":4}],\"b\":\"text\",\"c\":true,\"d\":1.5,"
             "\"e\":null}");
  const AmbJsonNode *root = amb_json_get_root (json);
  const AmbJsonNode *a = amb_json_node_get_member (root, "a");
  const AmbJsonNode *item = amb_json_node_get_first (a);
  const AmbJsonNode *member = amb_json_node_get_first (root);
  static const char *const names[] = { "a", "b", "c", "d", "e" };
  static const AmbJsonType types[] = { AMB_JSON_ARRAY, AMB_JSON_STRING, AMB_JSON_BOOL,
                                       AMB_JSON_DECIMAL, AMB_JSON_NULL };

  g_assert_cmpuint (amb_json_node_get_length (root), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (amb_json_node_get_key (member), ==, names[i]);
      g_assert_cmpint (amb_json_node_get_type (member), ==, types[i]);
      g_assert_true (amb_json_node_get_member (root, names[i]) == member);
      member = amb_json_node_get_next (member);
    }
  g_assert_null (member);

  g_assert_cmpuint (amb_json_node_get_length (a), ==, 3);
  g_assert_null (amb_json_node_get_key (item));
  g_assert_cmpint (amb_json_node_get_int (item, -1), ==, 1);
  item = amb_json_node_get_next (item);
  g_assert_cmpuint (amb_json_node_get_length (item), ==, 2);
  g_assert_cmpint (amb_json_node_get_int (amb_json_node_get_first (item), -1), ==, 2);
  item = amb_json_node_get_next (item);
  g_assert_cmpint (amb_json_node_get_member_int (item, "x", -1), ==, 4);
  g_assert_null (amb_json_node_get_next (item));

  g_assert_cmpstr (amb_json_node_get_member_string (root, "b"), ==, "text");
  g_assert_true (amb_json_node_get_bool (amb_json_node_get_member (root, "c"), FALSE));
  g_assert_cmpstr (amb_json_node_get_number_text (amb_json_node_get_member (root, "d")), ==, "1.5");
}

static void
test_other_types_give_the_fallback (void)
{
  g_autoptr (AmbJson) json =
      parse ("{\"s\":\"1\",\"n\":1,\"d\":2.0,\"b\":false,\"z\":null,\"o\":{}}");
  const AmbJsonNode *root = amb_json_get_root (json);

  g_assert_cmpint (amb_json_node_get_member_int (root, "s", 7), ==, 7);
  g_assert_cmpint (amb_json_node_get_member_int (root, "d", 7), ==, 7);
  g_assert_cmpint (amb_json_node_get_member_int (root, "absent", 7), ==, 7);
  g_assert_null (amb_json_node_get_member_string (root, "n"));
  g_assert_null (amb_json_node_get_member_string (root, "absent"));
  g_assert_false (amb_json_node_get_bool (amb_json_node_get_member (root, "b"), TRUE));
  g_assert_true (amb_json_node_get_bool (amb_json_node_get_member (root, "n"), TRUE));
  g_assert_null (amb_json_node_get_number_text (amb_json_node_get_member (root, "s")));
  g_assert_cmpuint (amb_json_node_get_length (amb_json_node_get_member (root, "s")), ==, 0);
  g_assert_null (amb_json_node_get_first (amb_json_node_get_member (root, "o")));
  g_assert_null (amb_json_node_get_first (amb_json_node_get_member (root, "b")));
  g_assert_null (amb_json_node_get_member (amb_json_node_get_member (root, "n"), "x"));
}

static void
test_no_node_is_a_null (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_null (amb_json_get_root (NULL));
  g_assert_cmpint (amb_json_node_get_type (NULL), ==, AMB_JSON_NULL);
  g_assert_null (amb_json_node_get_member (NULL, "a"));
  g_assert_null (amb_json_node_get_first (NULL));
  g_assert_null (amb_json_node_get_next (NULL));
  g_assert_null (amb_json_node_get_key (NULL));
  g_assert_null (amb_json_node_get_string (NULL));
  g_assert_null (amb_json_node_get_number_text (NULL));
  g_assert_cmpuint (amb_json_node_get_length (NULL), ==, 0);
  g_assert_cmpint (amb_json_node_get_int (NULL, 3), ==, 3);
  g_assert_true (amb_json_node_get_bool (NULL, TRUE));
  amb_json_node_append (NULL, out);
  g_assert_cmpstr (out->str, ==, "null");
}

static void
test_integers_are_exact (void)
{
  static const struct
  {
    const char *text;
    gint64 value;
  } cases[] = {
    { "0", 0 },
    { "-0", 0 },
    { "-1", -1 },
    { "9007199254740993", G_GINT64_CONSTANT (9007199254740993) }, /* no double holds it */
    { "999999999999999999", G_GINT64_CONSTANT (999999999999999999) },
    { "9223372036854775807", G_MAXINT64 },
    { "-9223372036854775808", G_MININT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbJson) json = parse (cases[i].text);

      g_assert_cmpint (amb_json_node_get_type (amb_json_get_root (json)), ==, AMB_JSON_INT);
      g_assert_cmpint (amb_json_node_get_int (amb_json_get_root (json), 42), ==, cases[i].value);
      g_assert_cmpstr (amb_json_node_get_number_text (amb_json_get_root (json)), ==, cases[i].text);
    }
}

/* Every special byte at every place of a word of eight. */
static void
test_strings_at_every_alignment (void)
{
  static const char *const specials[] = { "\\n", "é", "€", "😀", "\\\"", "\\u20ac" };
  static const char *const meant[] = { "\n", "é", "€", "😀", "\"", "€" };

  for (guint before = 0; before < 20; before++)
    for (guint after = 0; after < 20; after++)
      for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
        {
          g_autofree char *head = g_strnfill (before, 'h');
          g_autofree char *tail = g_strnfill (after, 't');
          g_autofree char *text = g_strdup_printf ("\"%s%s%s\"", head, specials[i], tail);
          g_autofree char *expected = g_strdup_printf ("%s%s%s", head, meant[i], tail);
          g_autoptr (AmbJson) json = parse (text);

          g_assert_cmpstr (amb_json_node_get_string (amb_json_get_root (json)), ==, expected);
        }
}

static void
test_writes_strings (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { NULL, "null" },
    { "", "\"\"" },
    { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
    { "\b\t\n\v\f\r", "\"\\b\\t\\n\\u000b\\f\\r\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "é😀", "\"é😀\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (AmbJson) json = NULL;

      amb_json_append_string (out, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].json);
      json = parse (out->str);
      g_assert_cmpstr (amb_json_node_get_string (amb_json_get_root (json)), ==, cases[i].text);
    }
}

static void
test_writes_keys (void)
{
  g_autoptr (GString) out = g_string_new ("{");

  amb_json_append_key (out, "a");
  g_string_append (out, "1");
  amb_json_append_key (out, "b\"");
  g_string_append (out, "{");
  amb_json_append_key (out, "c");
  amb_json_append_string (out, NULL);
  g_string_append (out, "}");
  amb_json_append_key (out, "d");
  g_string_append (out, "[]}");

  g_assert_cmpstr (out->str, ==, "{\"a\":1,\"b\\\"\":{\"c\":null},\"d\":[]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/json/accepts", test_accepts);
  g_test_add_func ("/base/json/refuses", test_refuses);
  g_test_add_func ("/base/json/refuses-nul-bytes", test_refuses_nul_bytes);
  g_test_add_func ("/base/json/refuses-every-truncation", test_refuses_every_truncation);
  g_test_add_func ("/base/json/refuses-deep-nesting-without-a-crash",
                   test_refuses_deep_nesting_without_a_crash);
  g_test_add_func ("/base/json/duplicate-keys-in-objects-of-all-sizes",
                   test_duplicate_keys_in_objects_of_all_sizes);
  g_test_add_func ("/base/json/walks-the-document", test_walks_the_document);
  g_test_add_func ("/base/json/other-types-give-the-fallback", test_other_types_give_the_fallback);
  g_test_add_func ("/base/json/no-node-is-a-null", test_no_node_is_a_null);
  g_test_add_func ("/base/json/integers-are-exact", test_integers_are_exact);
  g_test_add_func ("/base/json/strings-at-every-alignment", test_strings_at_every_alignment);
  g_test_add_func ("/base/json/writes-strings", test_writes_strings);
  g_test_add_func ("/base/json/writes-keys", test_writes_keys);

  return g_test_run ();
}
