/* Which delimiter wins. */
#include "amb-csv-delimiter.h"

#include <string.h>

static const struct
{
  const char *text;
  char delimiter;
} cases[] = {
  { "", ',' },
  { "one column\nx\ny\n", ',' },
  { "a,b\n1,2\n", ',' },
  { "a;b\n1;2\n", ';' },
  { "a\tb\n1\t2\n", '\t' },
  { "a|b\n1|2\n", '|' },
  { "a;b", ';' },
  { "a;b\r\n1;2\r\n", ';' },
  { "a;b\r1;2\r", ';' },
  { "name;price\nx;1,50\ny;2,50\n", ';' },        /* decimal commas */
  { "name,note\nx,a; b; c\ny,d\n", ',' },         /* lists in cells */
  { "name;note\nx;\"a, b\"\ny;\"c, d\"\n", ';' }, /* commas in quotes */
  { "\"a;b\",c\n\"1;2\",3\n", ',' },              /* delimiters in a quoted header */
  { "a,b\n\"1\n2;3\n4\",5\n", ',' },              /* line breaks in quotes */
  { "a,b\n\"say \"\"x;y\"\" z\",5\n", ',' },      /* doubled quotes */
  { "size;note\n24\" a,b;x\n27\" a,b;y\n", ';' }, /* inches */
  { "a,b,c;d\n1,2,3;4\n", ',' },                  /* both agree: more columns */
  { "a;b,c\n1;2,3\n", ';' },                      /* both agree: the order decides */
  { "a, b; c\n1; 2\n3; 4\n", ';' },               /* the rows agree with one only */
  { "\n\n  \na|b\n1|2\n", '|' },                  /* blank lines first */
  { "first name\tlast name\nAda\tLovelace, Lady\n", '\t' },
};

static void
test_detects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (amb_csv_detect_delimiter (cases[i].text, strlen (cases[i].text)), ==,
                       cases[i].delimiter);
    }
}

static void
test_looks_at_the_beginning_only (void)
{
  g_autoptr (GString) text = g_string_new ("a;b\n");

  for (guint i = 0; i < 100; i++)
    g_string_append (text, i < 30 ? "1;2\n" : "1,2,3,4\n");
  g_assert_cmpint (amb_csv_detect_delimiter (text->str, text->len), ==, ';');
}

static void
test_a_header_larger_than_the_sample (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "column|");
  g_assert_cmpint (amb_csv_detect_delimiter (text->str, text->len), ==, '|');
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange/csv-delimiter/detects", test_detects);
  g_test_add_func ("/exchange/csv-delimiter/looks-at-the-beginning-only",
                   test_looks_at_the_beginning_only);
  g_test_add_func ("/exchange/csv-delimiter/a-header-larger-than-the-sample",
                   test_a_header_larger_than_the_sample);

  return g_test_run ();
}
