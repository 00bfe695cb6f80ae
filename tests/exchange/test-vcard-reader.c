/* Reading cards: versions, folding, escapes, character sets, parameters, and what is not taken. */
#include "amb-error.h"
#include "amb-vcard.h"

#include <string.h>

static GPtrArray *
read_text (const char *text, gssize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, size < 0 ? strlen (text) : (gsize) size);
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = amb_vcard_read (bytes, &error);

  g_assert_no_error (error);
  return cards;
}

#define CARD(lines)    "BEGIN:VCARD\r\nVERSION:4.0\r\n" lines "END:VCARD\r\n"
#define CARD_21(lines) "BEGIN:VCARD\r\nVERSION:2.1\r\n" lines "END:VCARD\r\n"

static void
test_parts (void)
{
  static const struct
  {
    const char *lines;
    AmbVcardPart part;
    const char *text; /* NULL: unset */
  } cases[] = {
    { CARD ("FN:Ana\r\n"), AMB_VCARD_NAME, "Ana" },
    { CARD ("fn:Ana\r\n"), AMB_VCARD_NAME, "Ana" },
    { CARD ("item1.FN:Ana\r\n"), AMB_VCARD_NAME, "Ana" },
    { CARD ("FN;LANGUAGE=fr:Ana\r\n"), AMB_VCARD_NAME, "Ana" },
    { CARD ("N:Costa;Ana;Maria;;\r\n"), AMB_VCARD_NAME, "Ana Maria Costa" },
    { CARD ("FN:\r\nN:Costa;Ana;;;\r\n"), AMB_VCARD_NAME, "Ana Costa" },
    { CARD ("FN:A\r\n n\r\n\ta\r\n"), AMB_VCARD_NAME, "Ana" },
    { CARD ("FN:\xc3\r\n \xa9lodie\r\n"), AMB_VCARD_NAME, "\xc3\xa9lodie" },
    { CARD ("FN:a\\, b\\; c\\\\d\\: e\\n f\r\n"), AMB_VCARD_NAME, "a, b; c\\d: e f" },
    { CARD ("FN:a;b\r\n"), AMB_VCARD_NAME, "a;b" },
    { CARD ("FN:Ana\r\nEMAIL:a@x.com\r\n"), AMB_VCARD_EMAIL, "a@x.com" },
    { CARD ("FN:Ana\r\nEMAIL;TYPE=home:h@x.com\r\nEMAIL;TYPE=work:w@x.com\r\n"), AMB_VCARD_EMAIL,
      "w@x.com" },
    { CARD ("FN:Ana\r\nEMAIL;WORK:w@x.com\r\nEMAIL;type=HOME,pref:h@x.com\r\n"), AMB_VCARD_EMAIL,
      "h@x.com" },
    { CARD ("FN:Ana\r\nEMAIL;PREF=2:two@x.com\r\nEMAIL;PREF=1:one@x.com\r\n"), AMB_VCARD_EMAIL,
      "one@x.com" },
    { CARD ("FN:Ana\r\nTEL;TYPE=\"voice,work\":+33 1\r\n"), AMB_VCARD_PHONE, "+33 1" },
    { CARD ("FN:Ana\r\nTEL;X-A=\"a:b;c\":+33 1\r\n"), AMB_VCARD_PHONE, "+33 1" },
    { CARD ("FN:Ana\r\nORG:Meridiem\\; Co;Sales\r\n"), AMB_VCARD_ORGANISATION, "Meridiem; Co" },
    { CARD ("FN:Ana\r\nORG:Meridiem;Sales;West\r\n"), AMB_VCARD_UNIT, "Sales" },
    { CARD ("FN:Ana\r\nORG:Meridiem\r\n"), AMB_VCARD_UNIT, NULL },
    { CARD ("FN:Ana\r\nADR;TYPE=work:;;1 rue X;Lyon;;69000;France\r\n"), AMB_VCARD_COUNTRY,
      "France" },
    { CARD ("FN:Ana\r\nADR:;;1 rue X\r\n"), AMB_VCARD_COUNTRY, NULL },
    { CARD ("FN:Ana\r\nLANG;PREF=2:en\r\nLANG;PREF=1:fr\r\n"), AMB_VCARD_LANGUAGE, "fr" },
    { CARD ("FN:Ana\r\nURL:https://a.example/\r\nX-SOCIALPROFILE;TYPE=x:https://b.example\r\n"),
      AMB_VCARD_LINKS, "https://a.example/\nhttps://b.example" },
    { CARD ("FN:Ana\r\nNOTE;CHARSET=ISO-8859-1:\xe9t\xe9\r\n"), AMB_VCARD_NOTE,
      "\xc3\xa9t\xc3\xa9" },
    { CARD ("FN:Ana\r\nTITLE:A\\;B\\nC\r\n"), AMB_VCARD_TITLE, "A;B C" },
    { CARD ("FN:Ana\\n \\NMeyer\r\n"), AMB_VCARD_NAME, "Ana Meyer" },
    { CARD ("FN:Ana\r\nORG:Meridiem\\nCo;Sales\\nWest\r\n"), AMB_VCARD_UNIT, "Sales West" },
    { CARD ("FN:Ana\r\nNOTE:One\\nTwo\r\n"), AMB_VCARD_NOTE, "One\nTwo" },
    { CARD ("FN:Ana\r\nNOTE:\x93x\x94\r\n"), AMB_VCARD_NOTE, "“x”" },
    { CARD_21 ("N:Costa;Ana\r\n"), AMB_VCARD_NAME, "Ana Costa" },
    { CARD_21 ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r\n"),
      AMB_VCARD_NAME, "J\xc3\xb6rg M\xc3\xbcller" },
    { CARD_21 ("N;QUOTED-PRINTABLE;CHARSET=windows-1252:M=FCller;J=f6rg\r\n"), AMB_VCARD_NAME,
      "J\xc3\xb6rg M\xc3\xbcller" },
    { CARD_21 ("N:C;A\r\nTITLE;ENCODING=quoted-printable:Head of =\r\nlistening\r\n"),
      AMB_VCARD_TITLE, "Head of listening" },
    { CARD_21 ("N:C;A\r\nTITLE;QUOTED-PRINTABLE:Head=\r\n of=\r\n=20listening\r\n"),
      AMB_VCARD_TITLE, "Head of listening" },
    { CARD_21 ("N:C;A\r\nNOTE;ENCODING=QUOTED-PRINTABLE:One=0D=0ATwo =3D 2=\r\n\r\n"),
      AMB_VCARD_NOTE, "One\nTwo = 2" },
    { CARD_21 ("N:C;A\r\nTITLE;QUOTED-PRINTABLE:100 % = all =G1=4\r\n"), AMB_VCARD_TITLE,
      "100 % = all =G1=4" },
    { CARD_21 ("N:C;A\r\nEMAIL;INTERNET:i@x.com\r\nEMAIL;PREF;INTERNET:p@x.com\r\n"),
      AMB_VCARD_EMAIL, "p@x.com" },
    { CARD_21 ("N:C;A\r\nADR;WORK;ENCODING=QUOTED-PRINTABLE:;;1 rue X=0D=0ABP 2;Lyon;;69000;"
               "France\r\n"),
      AMB_VCARD_COUNTRY, "France" },
    { CARD_21 ("N;8BIT:Costa;Ana\r\n"), AMB_VCARD_NAME, "Ana Costa" },
    { CARD ("FN:Ana\r\nURL:https://a.example/?q=\r\n"), AMB_VCARD_LINKS, "https://a.example/?q=" },
    { "begin:vcard\nversion:3.0\nfn:Ana\nend:vcard\n", AMB_VCARD_NAME, "Ana" },
    { "BEGIN:VCARD\rVERSION:3.0\rFN:Ana\rEND:VCARD", AMB_VCARD_NAME, "Ana" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) cards = read_text (cases[i].lines, -1);
      const AmbVcard *card = g_ptr_array_index (cards, 0);

      g_assert_cmpuint (cards->len, ==, 1);
      g_assert_cmpstr (card->reason, ==, NULL);
      g_assert_cmpstr (card->texts[cases[i].part], ==, cases[i].text);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *reason;
    guint line;
  } cases[] = {
    { "BEGIN:VCARD\nVERSION:1.0\nFN:Ana\nEND:VCARD\n", "“1.0”", 1 },
    { "BEGIN:VCARD\nVERSION:2.1\nTITLE;QUOTED-PRINTABLE:Lost=\n", "does not end", 1 },
    { "BEGIN:VCARD\nVERSION:2.1\nN;QUOTED-PRINTABLE:Ana=00\nEND:VCARD\n", "Line 3", 1 },
    { "BEGIN:VCARD\nFN:Ana\nEND:VCARD\n", "version", 1 },
    { "\n\nBEGIN:VCARD\nVERSION:4.0\nEMAIL:a@x.com\nEND:VCARD\n", "no name", 3 },
    { "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All\nEND:VCARD\n", "“group”", 1 },
    { "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\n", "does not end", 1 },
    { "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nBEGIN:VCARD\nVERSION:4.0\nFN:Bo\nEND:VCARD\n",
      "does not end", 1 },
    { "Name;Mail\nAna;a\nBEGIN:VCARD\nVERSION:4.0\nFN:Ana\nEND:VCARD\n", "Line 1", 1 },
    { "BEGIN:VCARD\nVERSION:4.0\nFN:Ana\x81\nEND:VCARD\n", "Line 3", 1 },
    { "BEGIN:VCARD\nVERSION:4.0\nFN;CHARSET=KLINGON:Ana\nEND:VCARD\n", "Line 3", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) cards = read_text (cases[i].text, -1);
      const AmbVcard *card = g_ptr_array_index (cards, 0);

      g_assert_cmpuint (card->line, ==, cases[i].line);
      g_assert_nonnull (card->reason);
      g_assert_nonnull (strstr (card->reason, cases[i].reason));
    }
}

/* The one behind a broken card is as good as ever. */
static void
test_the_next (void)
{
  g_autoptr (GPtrArray) cards =
      read_text ("stray\nmore\nBEGIN:VCARD\nVERSION:4.0\nFN:Ana\nBEGIN:VCARD\nVERSION:3.0\nFN:Bo\n"
                 "END:VCARD\nstray\n",
                 -1);
  const AmbVcard *bo;

  g_assert_cmpuint (cards->len, ==, 4); /* text outside is told once a place */
  bo = g_ptr_array_index (cards, 2);
  g_assert_cmpuint (bo->line, ==, 6);
  g_assert_cmpstr (bo->reason, ==, NULL);
  g_assert_cmpstr (bo->texts[AMB_VCARD_NAME], ==, "Bo");
}

static void
test_notices (void)
{
  g_autoptr (GPtrArray) cards = read_text (
      CARD (
          "FN:Ana\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nEMAIL:a@x.com\r\nEMAIL:b@x.com\r\n"
          "no colon\r\nURL:ftp://x\r\nTITLE;ENCODING=BASE64:QQ==\r\n"),
      -1);
  const AmbVcard *card = g_ptr_array_index (cards, 0);
  const char *const wanted[] = { "PHOTO on line 4", "1 more line EMAIL", "Line 8 can’t",
                                 "Line 9 is no web", "Line 10 (TITLE)" };

  g_assert_cmpstr (card->reason, ==, NULL);
  g_assert_cmpstr (card->texts[AMB_VCARD_TITLE], ==, NULL);
  g_assert_cmpuint (card->notices->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < card->notices->len; k++)
        found = found || strstr (g_ptr_array_index (card->notices, k), wanted[i]) != NULL;
      g_assert_true (found);
    }
}

static void
test_utf16 (void)
{
  g_autofree char *text = NULL;
  gsize size;

  text = g_convert ("\xef\xbb\xbf" CARD ("FN:\xc3\x89lodie\r\n"), -1, "UTF-16LE", "UTF-8", NULL,
                    &size, NULL);
  g_autoptr (GPtrArray) cards = read_text (text, (gssize) size);
  g_assert_cmpstr (((AmbVcard *) cards->pdata[0])->texts[AMB_VCARD_NAME], ==, "\xc3\x89lodie");
}

static void
test_no_card (void)
{
  static const char *const texts[] = { "", "\n \n", "\xef\xbb\xbf" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (amb_vcard_read (bytes, &error));
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      g_assert_false (amb_vcard_is (bytes));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/vcard-reader/parts-are-taken-whatever-their-dress", test_parts);
  g_test_add_func ("/exchange/vcard-reader/a-card-that-cannot-be-used-says-why-and-where",
                   test_refused);
  g_test_add_func ("/exchange/vcard-reader/a-broken-card-leaves-the-next-alone", test_the_next);
  g_test_add_func ("/exchange/vcard-reader/what-is-not-taken-is-named", test_notices);
  g_test_add_func ("/exchange/vcard-reader/a-mark-tells-utf-16", test_utf16);
  g_test_add_func ("/exchange/vcard-reader/a-file-without-cards-is-none", test_no_card);
  return g_test_run ();
}
