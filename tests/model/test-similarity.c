/* How near two texts are: a reworded copy is caught, a translation and another text on the same
 * matter pass. The percentages were worked out beside this code from the groups of three letters.
 */
#include "amb-similarity.h"

#define ORIGINAL                                                                                   \
  "Our boiler room in Lyon now heats 400 homes with the warmth of the sewer. Three engineers and " \
  "one stubborn pump made it happen. Here is what did not work at first, and what we learned."
#define REWORDED                                                                                    \
  "400 homes in Lyon are now heated by our boiler room, with warmth taken from the sewer. A "       \
  "stubborn pump and three engineers made it happen – and this is what we learned from what did " \
  "not work."
#define FRENCH                                                                                            \
  "Notre chaufferie de Lyon chauffe désormais 400 logements avec la chaleur des égouts. Trois "         \
  "ingénieurs et une pompe têtue y sont parvenus. Voici ce qui n’a pas marché d’abord, et ce que " \
  "nous avons appris."
#define SPANISH                                                                                    \
  "La bomba de calor de Lyon calienta 400 hogares con el calor de las alcantarillas. Tres "        \
  "ingenieros y una bomba terca lo lograron. Esto es lo que no funcionó al principio."
#define PORTUGUESE                                                                                 \
  "A bomba de calor de Lião aquece 400 lares com o calor dos esgotos. Três engenheiros e uma "   \
  "bomba teimosa conseguiram. Eis o que não funcionou no início e o que aprendemos."
#define OTHER                                                                                      \
  "Three engineers from our Lyon team explain how a heat pump works, and why it is often the "     \
  "wrong answer. Join the open workshop on Thursday, bring your questions and your doubts."

#define JAPANESE "リヨンの新しいヒートポンプ工場が土曜日に扉を開きます。コーヒーもあります。"
#define JAPANESE_REWORDED                                                                          \
  "土曜日に、リヨンの新しいヒートポンプ工場が扉を開きます。コーヒーとお茶もあります。"
#define JAPANESE_OTHER                                                                                                                            \
  "ヒートポンプの仕組みを、リヨンの技術者三人が木曜日の公開講座で説明します。質問をお待ちしていま" \
  "す。"
#define CHINESE          "里昂的新热泵工厂星期六向公众开放，欢迎大家来喝咖啡，和工程师聊一聊。"
#define CHINESE_REWORDED "星期六，里昂的新热泵工厂向公众开放。欢迎大家来喝咖啡、和工程师聊聊。"
#define CHINESE_OTHER    "三位工程师将在星期四的讲座上介绍热泵的原理，请带上您的问题。"
#define THAI             "โรงงานปั๊มความร้อนแห่งใหม่ในลียงเปิดประตูวันเสาร์นี้ มีกาแฟให้ดื่มด้วย"
#define THAI_REWORDED    "วันเสาร์นี้ โรงงานปั๊มความร้อนแห่งใหม่ในลียงเปิดประตู และมีกาแฟให้ดื่มด้วย"
#define THAI_OTHER       "วิศวกรสามคนจะอธิบายหลักการทำงานของเครื่องนี้ในงานบรรยายวันพฤหัสบดี"
#define RUSSIAN          "Наша котельная в Лионе теперь обогревает четыреста домов теплом сточных вод."
#define RUSSIAN_REWORDED                                                                           \
  "Четыреста домов в Лионе теперь обогревает наша котельная – теплом сточных вод."
#define GREEK "Το λεβητοστάσιό μας στη Λυών ζεσταίνει τώρα τετρακόσια σπίτια με τη θερμότητα."
/* а, е, о of Cyrillic, ο of Greek, letters of full width, zero-width spaces and joiners. */
#define LOOK_ALIKES                                                                                            \
  "Оur bоiler rооm in Lyοn nоw hеаts 400 hоmеs with thе wаrmth оf thе sеwеr. Ｔｈｒｅｅ " \
  "engineers and "                                                                                             \
  "one stubborn pump made it happen. Here is what did not work at first, and what we learned."
#define UNSEEN                                                                                     \
  "Our boi\u200bler ro\u200dom in Ly\u2060on now he\u00adats 400 ho\ufeffmes with the warmth of "  \
  "the "                                                                                           \
  "sewer. Three engi\u200bneers and one stub\u200bborn pump made it hap\u200cpen. Here is what "   \
  "did "                                                                                           \
  "not work at first, and what we lear\u200bned."

#define THRESHOLD 50 /* what a new programme says */

static void
test_copies_and_translations (void)
{
  static const struct
  {
    const char *name, *a, *b;
    gboolean is_near;
  } cases[] = {
    { "itself", ORIGINAL, ORIGINAL, TRUE },
    { "reworded", ORIGINAL, REWORDED, TRUE },
    { "an opening of one's own", ORIGINAL, "I was there that night! " ORIGINAL, TRUE },
    { "another link", ORIGINAL " https://meridiem.example/a?b=c",
      ORIGINAL " https://elsewhere.example/zzzzzzzzzzzzzzzzzzzzzzzzzzz", TRUE },
    { "French", ORIGINAL, FRENCH, FALSE },
    { "neighbours by language", SPANISH, PORTUGUESE, FALSE },
    { "the same matter", ORIGINAL, OTHER, FALSE },
    { "letters that look alike", ORIGINAL, LOOK_ALIKES, TRUE },
    { "what isn't seen", ORIGINAL, UNSEEN, TRUE },
    { "Japanese", JAPANESE, JAPANESE, TRUE },
    { "Japanese, reworded", JAPANESE, JAPANESE_REWORDED, TRUE },
    { "Japanese, the same matter", JAPANESE, JAPANESE_OTHER, FALSE },
    { "Chinese, reworded", CHINESE, CHINESE_REWORDED, TRUE },
    { "Chinese, the same matter", CHINESE, CHINESE_OTHER, FALSE },
    { "neighbours by script", JAPANESE, CHINESE, FALSE },
    { "Thai, reworded", THAI, THAI_REWORDED, TRUE },
    { "Thai, the same matter", THAI, THAI_OTHER, FALSE },
    { "Russian, reworded", RUSSIAN, RUSSIAN_REWORDED, TRUE },
    { "Russian beside English", ORIGINAL, RUSSIAN, FALSE },
    { "Greek beside Russian", GREEK, RUSSIAN, FALSE },
    { "Greek beside English", ORIGINAL, GREEK, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbShingles) a = amb_shingles_new (cases[i].a);
      g_autoptr (AmbShingles) b = amb_shingles_new (cases[i].b);
      int percent = amb_shingles_compare (a, b);

      g_test_message ("%s: %d", cases[i].name, percent);
      g_assert_cmpint (percent >= THRESHOLD, ==, cases[i].is_near);
      g_assert_cmpint (percent, ==, amb_shingles_compare (b, a));
    }
}

/* “ab cd”: ^ab, ab$, ^cd, cd$; six words of two letters have twelve groups. */
static void
test_exact (void)
{
  static const struct
  {
    const char *a, *b;
    int percent;
    gboolean is_same;
  } cases[] = {
    { "ab cd ef gh ij kl", "ab cd ef gh ij kl", 100, TRUE },
    { "ab cd ef gh ij kl", "AB, Cd – éf gh. ij kl!", 100, TRUE },
    { "ab cd ef gh ij kl", "kl ij gh ef cd ab", 100, FALSE },
    { "ab cd ef gh ij kl", "ab cd ef mn op qr", 33, FALSE }, /* 6 of 18 */
    { "ab cd ef gh ij kl", "ab cd ef gh ij mn", 71, FALSE }, /* 10 of 14 */
    { "ab cd ef gh ij kl", "mn op qr st uv wx", 0, FALSE },
    { "ab cd ef gh ij kl", "a\u200bb c\u2060d ef g\u00adh ij \ufeffkl", 100, TRUE },
    { "ax ce po yh ij km", "ах се ро ун іј км", 100, TRUE }, /* Cyrillic */
    { "av ko pu xh im tz", "αν κο ρυ χη ιμ τζ", 100, TRUE }, /* Greek */
    { "ab cd ef gh ij kl", "ａｂ ｃｄ ｅｆ ｇｈ ｉｊ ｋｌ", 100, TRUE },
    /* 15 of 17 pairs, punctuation and blanks aside; 8 of 26 */
    { "一二三四五六七八九十百千万円日月火水", "一二三四五六七八九、十百千万円日月 火水", 88, TRUE },
    { "一二三四五六七八九十百千万円日月火水", "一二三四五六七八九木金土上下左右大小", 30, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmbShingles) a = amb_shingles_new (cases[i].a);
      g_autoptr (AmbShingles) b = amb_shingles_new (cases[i].b);

      g_assert_cmpint (amb_shingles_compare (a, b), ==, cases[i].percent);
      g_assert_cmpint (amb_shingles_is_same (a, b), ==, cases[i].is_same);
    }
}

static void
test_too_little_is_not_compared (void)
{
  g_autoptr (AmbShingles) six = amb_shingles_new ("One two three four five six");

  g_assert_nonnull (six);
  g_assert_null (amb_shingles_new ("One two three four five"));
  g_assert_null (amb_shingles_new ("Read this: https://a.example/one/two/three/four/five/six"));
  g_assert_null (amb_shingles_new ("こんにちは。よろしくお願いします。"));
  g_assert_null (amb_shingles_new ("欢迎大家！"));
  g_assert_null (amb_shingles_new ("สวัสดีครับ ขอบคุณมาก"));
  g_assert_null (amb_shingles_new (""));
  g_assert_null (amb_shingles_new (NULL));
  g_assert_cmpint (amb_shingles_compare (six, NULL), ==, 0);
  g_assert_false (amb_shingles_is_same (NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/similarity/copies-and-translations", test_copies_and_translations);
  g_test_add_func ("/model/similarity/exact", test_exact);
  g_test_add_func ("/model/similarity/too-little-is-not-compared", test_too_little_is_not_compared);
  return g_test_run ();
}
