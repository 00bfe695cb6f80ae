/* Addresses of public profiles. */
#include "amb-link.h"

static void
test_key (void)
{
  static const struct
  {
    const char *text, *key; /* @key nullable */
  } cases[] = {
    { "https://www.linkedin.com/in/Zoe-Lambert/", "linkedin.com/in/zoe-lambert" },
    { "http://fr.linkedin.com/in/zoe-lambert?trk=feed#top", "linkedin.com/in/zoe-lambert" },
    { "linkedin.com/in/zoe-lambert", "linkedin.com/in/zoe-lambert" },
    { "  //LinkedIn.com/in/zoe-lambert// ", "linkedin.com/in/zoe-lambert" },
    { "https://x.com/zoe", "x.com/zoe" },
    { "https://ab.com/zoe", "ab.com/zoe" }, /* two letters that are the name itself */
    { "https://mastodon.example/@zoe", "mastodon.example/@zoe" },
    { "https://linkedin.com/", NULL }, /* nobody’s */
    { "zoe@example.com", NULL },
    { "zoe@example.com/x", NULL },
    { "Zoé Lambert", NULL },
    { "12/11/2026", NULL },
    { "and/or", NULL },
    { ".com/zoe", NULL },
    { "", NULL },
    { "///", NULL },
    { "example.com/\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = amb_link_key (cases[i].text);
      g_autofree char *again = key != NULL ? amb_link_key (key) : NULL;

      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_cmpstr (again, ==, key);
    }
}

static void
test_post_key (void)
{
  static const struct
  {
    const char *text, *key; /* @key nullable */
  } cases[] = {
    { "https://www.linkedin.com/feed/update/urn:li:activity:712/",
      "linkedin.com/feed/update/urn:li:activity:712" },
    { "HTTPS://X.com/Zoe/status/12?s=20&utm_source=a", "x.com/Zoe/status/12?s=20" },
    { "https://x.com/Zoe/status/12?utm_campaign=b#m", "x.com/Zoe/status/12" },
    { "https://www.youtube.com/watch?v=AbC&si=x", "youtube.com/watch?v=AbC" },
    { "https://youtube.com/watch?v=aBc", "youtube.com/watch?v=aBc" },
    { "https://facebook.com/permalink.php?story_fbid=2&id=1",
      "facebook.com/permalink.php?id=1&story_fbid=2" },
    { "https://www.facebook.com/permalink.php?id=1&fbclid=z&story_fbid=2",
      "facebook.com/permalink.php?id=1&story_fbid=2" },
    { "https://linkedin.com/", NULL },
    { "a post", NULL },
    { "example.com/\xff", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = amb_link_post_key (cases[i].text);
      g_autofree char *again = key != NULL ? amb_link_post_key (key) : NULL;

      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_cmpstr (again, ==, key);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/link/one-profile-written-many-ways", test_key);
  g_test_add_func ("/exchange/link/of-a-post-letters-and-query-count", test_post_key);
  return g_test_run ();
}
