/* Texts as networks get and count them, links with what analytics know them by, and seals. */
#include "amb-content-text.h"

static void
test_plain (void)
{
  static const struct
  {
    const char *markdown, *plain;
  } cases[] = {
    { "", "" },
    { "# Heading\n\nText", "Heading\n\nText" },
    { "#hashtag stays, and C# too", "#hashtag stays, and C# too" },
    { "**bold**, *slanted*, `code`", "bold, slanted, code" },
    { "2 * 3 and snake_case_name", "2 * 3 and snake_case_name" },
    { "_so_ it is", "so it is" },
    { "> Somebody said", "Somebody said" },
    { "See [the page](https://a.example/x).", "See the page (https://a.example/x)." },
    { "[https://a.example](https://a.example)", "https://a.example" },
    { "![A pump](pump.png) runs", "A pump (pump.png) runs" },
    { "[no link] (really)", "[no link] (really)" },
    { "- one\n- two", "- one\n- two" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = amb_content_dup_plain (cases[i].markdown);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* Worked out by hand from what the networks publish (see the header). */
static void
test_count (void)
{
  static const struct
  {
    const char *text;
    guint x, mastodon, linkedin, clusters;
  } cases[] = {
    { "", 0, 0, 0, 0 },
    { "café", 4, 4, 4, 4 },
    { "cafe\u0301", 4, 4, 5, 4 }, /* an accent of its own */
    { "日本", 4, 2, 2, 2 },       /* heavy at X */
    { "“so” – …", 9, 8, 8, 8 },   /* – and quotes light; … heavy */
    { "👍", 2, 1, 2, 1 },
    { "👍🏽", 2, 1, 4, 1 },           /* with the colour of a skin */
    { "👩‍👩‍👧", 2, 1, 8, 1 }, /* a family */
    { "🇫🇷🇩🇪", 4, 2, 8, 2 },               /* two flags */
    { "1️⃣", 2, 1, 3, 1 },
    { "한국", 4, 2, 2, 2 },
    { "\u1112\u1161\u11ab", 2, 1, 3, 1 }, /* the same syllable in its parts */
    { "a\r\nb", 4, 3, 4, 3 },
    { "https://a.example", 23, 23, 17, 17 },
    { "see https://a.example/aaaaaaaaaaaaaaaaaaaaaaaaaa.", 28, 28, 49, 49 },
    { "(https://a.example/b_(c)) so", 28, 28, 28, 28 },
    { "xhttps://a.example", 18, 18, 18, 18 }, /* inside a word */
    { "https:// is none", 16, 16, 16, 16 },
    { "@ada@tooting.example hi", 23, 7, 23, 23 },
    { "ada@tooting.example hi", 22, 22, 22, 22 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (amb_content_count ("x", cases[i].text), ==, cases[i].x);
      g_assert_cmpuint (amb_content_count ("mastodon", cases[i].text), ==, cases[i].mastodon);
      g_assert_cmpuint (amb_content_count ("linkedin", cases[i].text), ==, cases[i].linkedin);
      g_assert_cmpuint (amb_content_count_clusters (cases[i].text), ==, cases[i].clusters);
    }
  g_assert_cmpuint (amb_content_count (NULL, "abc"), ==, 3);
  g_assert_cmpuint (amb_content_count ("x", NULL), ==, 0);
}

static void
test_limits (void)
{
  static const struct
  {
    const char *network, *own;
    guint limit;
  } cases[] = {
    { "x", NULL, 280 },        { "mastodon", NULL, 500 }, { "mastodon", "5000", 5000 },
    { "linkedin", "0", 3000 }, { "website", NULL, 0 },    { "website", "900", 900 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbRecord) channel = amb_record_new (amb_entity_find ("channel"), NULL);

      amb_record_set (channel, "network", cases[i].network);
      amb_record_set (channel, "length-limit", cases[i].own);
      g_assert_cmpuint (amb_content_get_limit (channel), ==, cases[i].limit);
    }
  g_assert_cmpuint (amb_content_get_limit (NULL), ==, 0);
}

static void
test_links (void)
{
  static const struct
  {
    const char *link, *source, *medium, *campaign, *content, *result;
  } cases[] = {
    { NULL, "x", "social", NULL, NULL, NULL },
    { "  ", "x", "social", NULL, NULL, NULL },
    { "https://a.example", NULL, NULL, NULL, NULL, "https://a.example" },
    { "https://a.example/p", "linkedin", "advocacy", "warm-homes", "v1",
      "https://a.example/p?utm_source=linkedin&utm_medium=advocacy&utm_campaign=warm-homes&"
      "utm_content=v1" },
    { "https://a.example/p?id=7&x=%20#part-2", "x", "social", NULL, NULL,
      "https://a.example/p?id=7&x=%20&utm_source=x&utm_medium=social#part-2" },
    { "https://a.example/#a?b", "x", NULL, NULL, NULL, "https://a.example/?utm_source=x#a?b" },
    { "https://a.example/?utm_source=old&utm_term=kept&utm_sources=other", "x", NULL, NULL, NULL,
      "https://a.example/?utm_term=kept&utm_sources=other&utm_source=x" },
    { "https://a.example/?", "x", NULL, NULL, NULL, "https://a.example/?utm_source=x" },
    { "https://a.example/", "x", NULL, "été & #1/2=ok", NULL,
      "https://a.example/?utm_source=x&utm_campaign=%C3%A9t%C3%A9%20%26%20%231%2F2%3Dok" },
    { "mailto:a@b.example", "x", NULL, NULL, NULL, "mailto:a@b.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = amb_content_dup_link (cases[i].link, cases[i].source, cases[i].medium,
                                                    cases[i].campaign, cases[i].content);

      g_assert_cmpstr (link, ==, cases[i].result);
    }
}

/* What changes the seal of an item, and what doesn't; of a variant. */
static void
test_seals (void)
{
  static const struct
  {
    const char *entity, *field, *value;
    gboolean other;
  } cases[] = {
    { "content-item", "body", "Another", TRUE },
    { "content-item", "title", "Another", TRUE },
    { "content-item", "link", "https://a", TRUE },
    { "content-item", "disclosure", "Mine", TRUE },
    { "content-item", "channel-id", "c", TRUE },
    { "content-item", "asset-id", "a", TRUE },
    { "content-item", "language", "fr", TRUE },
    { "content-item", "alternative-text", "A", TRUE },
    { "content-item", "state", "scheduled", FALSE },
    { "content-item", "publish-on", "2", FALSE },
    { "content-item", "tags", "[\"a\"]", FALSE },
    { "content-item", "owner-id", "o", FALSE },
    { "content-item", "campaign-id", "o", FALSE },
    { "variant", "body", "Another", TRUE },
    { "variant", "state", "released", FALSE },
    { "variant", "utm-content", "b", FALSE },
    { "variant", "audience", "client", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (cases[i].entity), "i");
      g_autofree char *before = NULL, *after = NULL;

      amb_record_set (record, "body", "Text");
      before = amb_content_dup_seal (record);
      amb_record_set (record, cases[i].field, cases[i].value);
      after = amb_content_dup_seal (record);
      g_test_message ("%s %s", cases[i].entity, cases[i].field);
      g_assert_cmpint (g_strcmp0 (before, after) != 0, ==, cases[i].other);
    }
}

static void
test_seals_are_of_one_record (void)
{
  g_autoptr (AmbRecord) a = amb_record_new (amb_entity_find ("variant"), "a");
  g_autoptr (AmbRecord) b = amb_record_new (amb_entity_find ("variant"), "b");
  g_autofree char *of_a = NULL, *of_b = NULL, *moved = NULL;

  g_assert_null (amb_content_dup_seal (a));
  amb_record_set (a, "body", "Text");
  amb_record_set (b, "body", "Text");
  of_a = amb_content_dup_seal (a);
  of_b = amb_content_dup_seal (b);
  g_assert_cmpstr (of_a, !=, of_b);
  /* The same words in another field are another text. */
  amb_record_set (a, "alternative-text", "Text");
  amb_record_set (a, "body", NULL);
  moved = amb_content_dup_seal (a);
  g_assert_cmpstr (of_a, !=, moved);
}

static void
test_languages (void)
{
  static const struct
  {
    const char *text, *language;
  } cases[] = {
    { "I work at Meridiem; these words are my own.", "en" },
    { "Je travaille chez Meridiem ; ces mots sont les miens.", "fr" },
    { "Ich arbeite bei Meridiem; dies ist meine Sicht.", "de" },
    { "Trabajo en Meridiem; hablo en mi nombre.", "es" },
    { "Trabalho na Meridiem; falo em meu nome.", "pt" },
    { "Lavoro in Meridiem; parlo a nome mio.", "it" },
    { "Ik werk bij Meridiem; dit zijn mijn eigen woorden.", "nl" },
    { "Mine", NULL },
    { "#Werbung", NULL },
    { "メリディエムで働いています", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (amb_content_guess_language (cases[i].text), ==, cases[i].language);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/content-text/plain", test_plain);
  g_test_add_func ("/model/content-text/count", test_count);
  g_test_add_func ("/model/content-text/limits", test_limits);
  g_test_add_func ("/model/content-text/links", test_links);
  g_test_add_func ("/model/content-text/seals", test_seals);
  g_test_add_func ("/model/content-text/seals-are-of-one-record", test_seals_are_of_one_record);
  g_test_add_func ("/model/content-text/languages", test_languages);
  return g_test_run ();
}
