/* What is written around items: variants in other words, comments of those who read them. */
#include "amb-sample-tell-content.h"

// clang-format off
static const struct
{
  guint item;
  char audience;
  guint channel;
  const char *language;
  const char *path;
  int day;
  const char *source, *medium, *body;
} variants[] = {
  { 36, 'a', 10, "en", "released", -148, "linkedin", "advocacy", "I have watched this film three times, for the sound. If you hear leaks too, talk to me." },
  { 36, 'c', 10, "en", "released", -148, "linkedin", "advocacy", "My city loses a third of its water. Pune was worse. Eleven minutes on what they did at night." },
  { 36, 'p', 4, "en", "released", -147, "x", "social", "214 leaks, one monsoon, no money up front. The night shift of Pune tells how." },
  { 36, 'c', 10, "fr", "released", -140, "linkedin", "advocacy", "214 fuites en une mousson. Ce que l’équipe de nuit de Pune m’a appris sur nos propres rues." },
  { 37, 'a', 10, "en-IN", "released", -144, "linkedin", "advocacy", "She teaches me to listen. Sixty seats on the night shift; ask me anything about the boots." },
  { 38, 'p', 10, "en", "released", -138, "linkedin", "advocacy", "I used to think that leak search is paid for by budgets. In Pune the water paid." },
  { 38, 'p', 12, "es", "released", -135, "linkedin", "social", "La ciudad no adelantó nada: pagó con el agua que dejó de perder." },
  { 41, 'c', 10, "pt-BR", "released", -124, "linkedin", "advocacy", "Ouvi o vazamento antes de ver. Onze minutos que mudaram a minha rua." },
  { 26, 'a', 10, "fr", "released", -200, "linkedin", "advocacy", "En cent jours, j’ai partagé trois fois moins. On me répond deux fois plus." },
  { 26, 'a', 13, "de", "withdrawn", -150, "xing", "advocacy", "Hundert Tage: Ich teile weniger und lese mehr." },
  { 31, 'c', 10, "en", "released", -173, "linkedin", "advocacy", "Our detector is wrong one time in nine. I know, because I walk to the nine." },
  { 31, 'a', 10, "en-IN", "released", -172, "linkedin", "advocacy", "Proud of a curve that goes up slowly, and of the two bad weeks that we left in." },
  { 53, 'p', 4, "en", "withdrawn", -70, "x", "social", "Five places left. What the first measurement takes: six weeks, two crews, one table." },
  { 58, 'a', 10, "en", "released", -62, "linkedin", "advocacy", "I was chosen in spring. I had 140 contacts and a habit of explaining things. Apply." },
  { 58, 'a', 10, "fr", "released", -62, "linkedin", "advocacy", "J’avais 140 contacts et l’habitude d’expliquer. Cela a suffi. L’appel est ouvert." },
  { 58, 'a', 13, "de", "released", -61, "xing", "advocacy", "Ich bin seit dem Frühjahr dabei. Fragt mich, was es kostet: zwei Stunden im Monat." },
  { 58, 'a', 5, "pt-BR", "released", -60, "instagram", "social", "Sua voz, com as suas palavras. As inscrições estão abertas." },
  { 58, 'i', 9, "en", "released", -61, "intranet", "email", "You explain what you do to your neighbour? That is the whole job." },
  { 58, 'a', 10, "es", "released", -59, "linkedin", "advocacy", "No hacen falta seguidores. Hace falta contar bien lo que haces." },
  { 62, 'c', 10, "en", "released", -52, "linkedin", "advocacy", "Forty minutes late at −8 °C. Here is the curve, and what we changed on the second night." },
  { 76, 'c', 10, "de", "draft", 0, "linkedin", "advocacy", "1.200 Ladezyklen, ein Ofen, achtzehn Monate. Die Kurve ist weniger flach als gehofft." },
  { 79, 'c', 10, "fr", "released", -23, "linkedin", "advocacy", "Aucune question sur l’appareil. Dix-neuf sur qui lit les chiffres." },
  { 84, 'c', 10, "es", "released", -18, "linkedin", "advocacy", "Trabajo aquí y he leído la lista: ninguna de nuestras series está en ella. Esta es la ficha." },
  { 84, 'p', 10, "pt-BR", "withdrawn", -11, "linkedin", "advocacy", "A lista da autoridade tem quatro séries. Nenhuma é nossa." },
  { 94, 'a', 10, "en-IN", "released", -5, "linkedin", "advocacy", "Nine of fourteen. Ask me about the first winter." },
  { 96, 'p', 10, "en", "released", -3, "linkedin", "advocacy", "I read a contract for pleasure, for the first time in my life. Clause 9 is the interesting one." },
  { 97, 'a', 10, "fr", "released", -2, "linkedin", "advocacy", "Deux lecteurs, six critères, pas de nom. La feuille est publique ; la voici." },
  { 97, 'a', 10, "en", "draft", 0, "linkedin", "advocacy", "Two raters, six criteria, no names. We publish the sheet." },
  { 102, 'c', 10, "fr", "released", -1, "linkedin", "advocacy", "Avant de m’appeler : le thermostat, la vanne, le manomètre. Mon voisin a trouvé à la vanne." },
  { 104, 'a', 10, "en", "draft", 0, "linkedin", "advocacy", "Fewer adjectives, more Tuesdays." },
  { 110, 'c', 10, "fr", "draft", 0, "linkedin", "advocacy", "Le lundi à sept heures, je lis la nuit d’une ville." },
  { 118, 'a', 13, "de", "draft", 0, "xing", "advocacy", "312 Bewerbungen, zwei Leser, kein Name. So geht das." },
};

static const struct
{
  guint item;
  int day; /* relative to today */
  gboolean resolved;
  const char *body;
} comments[] = {
  { 10, -308, TRUE, "62 or 71? The draft has both. Please take the figure of the cooperative." },
  { 10, -307, TRUE, "71 it is, confirmed by telephone." },
  { 20, -246, TRUE, "The team of the umbrella would like to be named. Good sign." },
  { 23, -229, TRUE, "Two cities have not confirmed in writing yet." },
  { 23, -227, TRUE, "Both have now; the mails are with the asset." },
  { 36, -152, TRUE, "Subtitles in Marathi and English, please; the film is theirs first." },
  { 36, -151, TRUE, "Done, and checked by two people of the shift." },
  { 38, -144, TRUE, "“Public contract” needs the link." },
  { 49, -97, TRUE, "Question 17 n’a pas de réponse. On le dit ?" },
  { 49, -96, TRUE, "Oui : « nous ne savons pas encore »." },
  { 52, -86, TRUE, "Which forty wards? We promised not to name the hospitals." },
  { 57, -66, FALSE, "We do not compare ourselves with others. Start again from what a driver sees?" },
  { 58, -67, TRUE, "“No followers needed” belongs into the first line." },
  { 62, -56, TRUE, "The curve has no unit." },
  { 76, -31, TRUE, "Research agrees with the graph, not with “flat”." },
  { 76, -20, FALSE, "Held from today’s share list until the battery matter is settled." },
  { 84, -18, TRUE, "Calidad ha firmado la ficha a las 16:40." },
  { 84, -18, TRUE, "Legal: “ninguna de nuestras series” is right as of today, keep the date in the text." },
  { 91, -13, TRUE, "May go out again: the list is closed and we are not on it." },
  { 93, -12, TRUE, "El paso 7 se ve mal; pon el plano más cerca." },
  { 97, -5, TRUE, "The sheet still has the old weights (20/25)." },
  { 99, -1, FALSE, "Not sent: nobody was on duty for the page on that day. Send tomorrow at 10:00?" },
  { 100, 0, FALSE, "The network wants less than 90 seconds for a picture post. Cut, or move to the film channel?" },
  { 105, -2, FALSE, "Approved, but without a picture nobody will see the button that is gone." },
  { 107, -1, FALSE, "Question 4 is still open at Quality. Tomorrow morning." },
  { 107, -1, FALSE, "Is the apology ours to make? Legal reads it tonight." },
  { 108, -1, FALSE, "Two of the twenty-two have not signed for their portrait." },
  { 111, -2, FALSE, "« L’année quatre est écrite » : où ? Il faut le lien." },
  { 112, -19, FALSE, "On hold with everything that carries “battery”. Do we want it at all? It is an advertisement." },
  { 112, -8, FALSE, "Waits for the after-action review." },
  { 114, -1, FALSE, "Très belle fin. Accord de la mère ?" },
  { 115, -4, FALSE, "Please say which adviser laughed at what; that is the story." },
  { 115, -3, FALSE, "She would rather not. I’ll write it without names." },
  { 117, -6, TRUE, "The ceiling is 70 %, not 75 %." },
  { 117, -2, FALSE, "Second reading: better. The headline still frightens." },
  { 119, -8, FALSE, "Source is confidential: nothing leaves before the board." },
  { 122, -1, FALSE, "Could this carry the name of the hospital? She left on good terms." },
  { 124, -5, FALSE, "What about drones? Somebody always asks." },
  { 125, -2, FALSE, "Two hours is too little for line 3. Ask São Paulo." },
  { 144, -3, TRUE, "This is what we said we would never do: the same words from everybody." },
};
// clang-format on

static void
tell_variants (AmbSampleStory *self)
{
  static const char *const picture = "The author in the street, with a helmet and a notebook.";

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autofree char *key = g_strdup_printf ("variant:%u", variants[i].item);
      g_autofree char *content = g_strdup_printf ("v%u-%s", i + 1, variants[i].language);
      g_autofree char *link =
          g_strdup_printf ("https://www.meridiem.example/stories/%u", 4000 + variants[i].item * 3);
      gboolean is_share = variants[i].channel == 10 && !g_str_equal (variants[i].path, "draft");
      const char *code = amb_sample_content_get_item (variants[i].item)->department;
      const AmbSampleWho *author = amb_sample_desk_pick (self, "curator", code);
      AmbRecord *record = amb_sample_story_add (
          self, "variant", is_share && !amb_sample_story_has (self, key) ? key : NULL, "item-id",
          amb_sample_story_id (self, "item:%u", variants[i].item), "author-id",
          amb_sample_desk_get_id (author), "text-by-id", amb_sample_desk_get_id (author),
          "audience", amb_sample_content_get_audience (variants[i].audience), "channel-id",
          amb_sample_desk_get_id_of (self, "channel", variants[i].channel), "language",
          variants[i].language, "body", variants[i].body, "alternative-text",
          g_str_equal (variants[i].source, "linkedin") && i % 3 != 2 ? picture : NULL, "link", link,
          "utm-source", variants[i].source, "utm-medium", variants[i].medium, "utm-content",
          content, NULL);

      if (g_str_equal (variants[i].path, "withdrawn"))
        amb_sample_story_walk (self, record, "released withdrawn", variants[i].day,
                               amb_sample_desk_get_lead_name (self, code), NULL);
      else if (g_str_equal (variants[i].path, "released"))
        amb_sample_story_walk (self, record, "released", variants[i].day,
                               amb_sample_desk_get_lead_name (self, code), NULL);
    }
}

static void
tell_comments (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    {
      const char *code = amb_sample_content_get_item (comments[i].item)->department;
      const AmbSampleWho *author = i % 2 == 0 ? amb_sample_desk_get_head (self, code)
                                              : amb_sample_desk_pick (self, "producer", code);

      amb_sample_story_add (
          self, "comment", NULL, "item-id", amb_sample_story_id (self, "item:%u", comments[i].item),
          "author-id", amb_sample_desk_get_id (author), "at",
          amb_sample_story_instant (self, comments[i].day, comments[i].day == 0 ? 2 : 8 + i % 9,
                                    (int) (i * 17 % 60)),
          "body", comments[i].body, "resolved", comments[i].resolved ? "1" : "0", NULL);
    }
}

void
amb_sample_content_tell_words (AmbSampleStory *self)
{
  tell_variants (self);
  tell_comments (self);
}
