/* Writing cards: what is written is read again as it was, whatever the words. */
#include "amb-vcard.h"

#include <string.h>

#define ROUNDS 2000

static char *
write_one (const AmbVcard *card)
{
  g_autoptr (GString) out = g_string_new (NULL);

  amb_vcard_append (card, out);
  return g_strdup (out->str);
}

static void
test_whole (void)
{
  g_autoptr (AmbVcard) card = amb_vcard_new (1);
  g_autofree char *text = NULL;

  card->texts[AMB_VCARD_NAME] = g_strdup ("Ana, Costa");
  card->texts[AMB_VCARD_EMAIL] = g_strdup ("a@x.com");
  card->texts[AMB_VCARD_UNIT] = g_strdup ("Sales; West");
  card->texts[AMB_VCARD_COUNTRY] = g_strdup ("FR");
  card->texts[AMB_VCARD_LINKS] = g_strdup ("https://a.example/x,y\nhttps://b.example");
  text = write_one (card);
  g_assert_cmpstr (text, ==,
                   "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana\\, Costa\r\nEMAIL;TYPE=work:a@x.com\r\n"
                   "ADR;TYPE=work:;;;;;;FR\r\nORG:;Sales\\; West\r\nURL:https://a.example/x,y\r\n"
                   "URL:https://b.example\r\nEND:VCARD\r\n");
}

/* A line is 75 bytes at most, and no character is cut. */
static void
test_folds (void)
{
  g_autoptr (AmbVcard) card = amb_vcard_new (1);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  card->texts[AMB_VCARD_NAME] = g_strnfill (74, 'x');
  g_free (card->texts[AMB_VCARD_NAME]);
  card->texts[AMB_VCARD_NAME] =
      g_strdup ("éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
                "🙂🙂🙂🙂🙂");
  text = write_one (card);
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 5);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

/* What one line holds is one line. */
static gboolean
is_one_line (AmbVcardPart part)
{
  return part != AMB_VCARD_NOTE && part != AMB_VCARD_LINKS;
}

/* Words of all that could be mistaken for something else; never blank at an end, as texts are. */
static char *
dup_words (GRand *random, AmbVcardPart part)
{
  static const char *const bits[] = { "a",    "Z",           " ",   ",",  ";",  ":",
                                      "\\",   "\\n",         "\n",  "\"", "é",  "日本",
                                      "🙂", "BEGIN:VCARD", "\n ", "=",  "^n", "\t" };
  static const char *const link_bits[] = { "a", "/", "?", "é", ",", ";", "%20", "\nhttps://" };
  g_autoptr (GString) text = g_string_new (part == AMB_VCARD_LINKS ? "https://" : NULL);
  guint n = (guint) g_rand_int_range (random, 0, 40);

  for (guint i = 0; i < n; i++)
    g_string_append (text, part == AMB_VCARD_LINKS
                               ? link_bits[g_rand_int_range (random, 0, G_N_ELEMENTS (link_bits))]
                               : bits[g_rand_int_range (random, 0, G_N_ELEMENTS (bits))]);
  if (is_one_line (part))
    g_strdelimit (text->str, "\n", ' ');
  g_strstrip (text->str);
  return *text->str != '\0' ? g_strdup (text->str) : NULL;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261126);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (AmbVcard) first = amb_vcard_new (1), second = amb_vcard_new (1);
      AmbVcard *const cards[] = { first, second };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) read = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
        {
          for (guint part = 0; part < AMB_VCARD_N_PARTS; part++)
            cards[i]->texts[part] = dup_words (random, part);
          if (cards[i]->texts[AMB_VCARD_NAME] == NULL)
            cards[i]->texts[AMB_VCARD_NAME] = g_strdup ("x");
          amb_vcard_append (cards[i], text);
        }
      bytes = g_bytes_new_static (text->str, text->len);
      read = amb_vcard_read (bytes, NULL);
      g_assert_nonnull (read);
      g_assert_cmpuint (read->len, ==, G_N_ELEMENTS (cards));
      for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
        {
          const AmbVcard *card = g_ptr_array_index (read, i);

          g_assert_cmpstr (card->reason, ==, NULL);
          g_assert_cmpuint (card->notices->len, ==, 0);
          for (guint part = 0; part < AMB_VCARD_N_PARTS; part++)
            g_assert_cmpstr (card->texts[part], ==, cards[i]->texts[part]);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/vcard-writer/a-card-as-others-read-it", test_whole);
  g_test_add_func ("/exchange/vcard-writer/lines-fold-between-characters", test_folds);
  g_test_add_func ("/exchange/vcard-writer/what-is-written-is-read-again", test_round_trip);
  return g_test_run ();
}
