/* Names of the sample: from many cultures, so that accents are met everywhere. */
#include "amb-sample-private.h"

#include "amb-text.h"

#include <string.h>

/* No family name stands in two cultures, no name twice in one (folded): so no two people share an
 * address. */
// clang-format off
static const struct
{
  const char *given[AMB_SAMPLE_N_NAMES];
  const char *family[AMB_SAMPLE_N_NAMES];
} cultures[] = {
  /* F: French */
  { { "Amélie", "Benoît", "Cécile", "Damien", "Élodie", "François", "Gaëlle", "Hélène", "Inès", "Jérôme", "Léa", "Loïc",
      "Margaux", "Noël", "Océane", "Pénélope", "Rémi", "Solène", "Théo", "Valérie", "Yann", "Zoé", "Anaïs", "Mathéo" },
    { "Lefèvre", "Bœuf", "Chevallier", "Dubois", "Étienne", "Fournier", "Garçon", "Hervé", "Jacquet", "Lemaître", "Moreau", "Noël",
      "Perrin", "Quéré", "Rousseau", "Sénéchal", "Thévenet", "Vasseur", "Béranger", "Caradec", "Delorme", "Guérin", "Marchand", "L’Hôte" } },
  /* D: German */
  { { "Jürgen", "Käthe", "Björn", "Anneliese", "Günther", "Heike", "Jörg", "Klaus", "Lieselotte", "Matthias", "Ömer", "Petra",
      "Ralf", "Sabine", "Thorsten", "Ulrike", "Volker", "Wiebke", "Lukas", "Friederike", "Sören", "Antje", "Rüdiger", "Änne" },
    { "Müller", "Weiß", "Schröder", "Groß", "Köhler", "Jäger", "Böhm", "Krüger", "Lüdtke", "Straßburger", "Fuchs", "Kühn",
      "Becker", "Hoffmann", "Schäfer", "Vogel", "Zimmermann", "Brandt", "Möller", "Seidel", "Thiel", "Winkler", "Ziegler", "Neumann" } },
  /* S: Spanish */
  { { "Álvaro", "Begoña", "César", "Débora", "Esteban", "Fátima", "Gonzalo", "Héctor", "Íñigo", "Jesús", "Lucía", "Martín",
      "Nuria", "Óscar", "Paloma", "Raúl", "Sofía", "Tomás", "Úrsula", "Verónica", "Ximena", "Yolanda", "Andrés", "Concepción" },
    { "García", "Muñoz", "Ibáñez", "López", "Núñez", "Peña", "Ramírez", "Sánchez", "Vázquez", "Zúñiga", "Álvarez", "Domínguez",
      "Fernández", "Giménez", "Hernández", "Jiménez", "Márquez", "Ordóñez", "Quiñones", "Suárez", "Téllez", "Ulloa", "Castañeda", "Bermúdez" } },
  /* I: Italian */
  { { "Niccolò", "Chiara", "Davide", "Elettra", "Fabrizio", "Giulia", "Ilaria", "Lorenzo", "Matteo", "Noè", "Ottavia", "Pietro",
      "Rosalìa", "Salvatore", "Teresa", "Umberto", "Vittoria", "Beatrice", "Alessio", "Cosimo", "Donatella", "Ludovica", "Raffaele", "Simone" },
    { "Bianchi", "D’Angelo", "Esposito", "Ferrari", "Galli", "Lo Presti", "Marchetti", "Nicolì", "Orlandi", "Pellegrini", "Ricci", "Santoro",
      "Tedesco", "Vitale", "Zanetti", "Bellini", "Conti", "De Luca", "Fontana", "Greco", "Mancini", "Rinaldi", "Sartori", "Villa" } },
  /* E: English */
  { { "Alice", "Benjamin", "Chloë", "Dylan", "Eleanor", "Fergus", "Georgia", "Harriet", "Isaac", "Jocelyn", "Keira", "Liam",
      "Megan", "Nathan", "Olivia", "Patrick", "Quentin", "Rosalind", "Siân", "Tobias", "Una", "Victoria", "William", "Zoë" },
    { "Ashworth", "Brontë", "Carter", "Davies", "Ellison", "Fitzgerald", "Griffiths", "Hughes", "Irving", "Jenkins", "Kensington", "Llewellyn",
      "MacDonald", "Nightingale", "O’Connor", "Pemberton", "Quigley", "Robertson", "Stewart", "Thompson", "Underwood", "Vaughan", "Whitaker", "Yates" } },
  /* H: Dutch */
  { { "Anouk", "Bram", "Cornelia", "Daniël", "Eefje", "Floris", "Geertje", "Hendrik", "Ilse", "Joost", "Koen", "Lieke",
      "Maarten", "Noor", "Pieter", "Roos", "Sjoerd", "Tijn", "Wouter", "Yvonne", "Daphne", "Gijs", "Marijke", "Zoëy" },
    { "van den Berg", "de Groot", "Bakker", "Coenraad", "van Dijk", "Geërts", "Hoekstra", "Jansen", "Kuipers", "Leeuwenhoek", "Meijer", "Nijhuis",
      "Postma", "Ruijter", "Smit", "ter Haar", "Vermeulen", "de Wit", "Zijlstra", "Brouwer", "Dekker", "Huisman", "van Leeuwen", "Visser" } },
  /* P: Polish */
  { { "Łukasz", "Agnieszka", "Bożena", "Czesław", "Dorota", "Elżbieta", "Grażyna", "Henryk", "Iwona", "Józef", "Krzysztof", "Leokadia",
      "Małgorzata", "Natalia", "Paweł", "Róża", "Stanisław", "Tadeusz", "Urszula", "Wacław", "Zdzisława", "Żaneta", "Michał", "Świętosława" },
    { "Wójcik", "Kowalczyk", "Dąbrowska", "Błaszczyk", "Żak", "Gołębiewski", "Jabłońska", "Kłos", "Lewandowski", "Mróz", "Nowak", "Ostrowska",
      "Pająk", "Rączka", "Sikorska", "Śliwa", "Tomczyk", "Urbańska", "Wiśniewska", "Zając", "Źrebiec", "Głowacka", "Szczęsny", "Piątek" } },
  /* N: Nordic */
  { { "Åsa", "Bjørn", "Cecilia", "Dag", "Elín", "Frøya", "Göran", "Håkan", "Ingrid", "Jørgen", "Karin", "Linnéa",
      "Märta", "Niklas", "Øyvind", "Pär", "Ragnhild", "Søren", "Torbjörn", "Ulla", "Viggo", "Ylva", "Ægir", "Þóra" },
    { "Ångström", "Bergström", "Dahlgren", "Eriksson", "Forsgård", "Grønlund", "Håkansson", "Isaksen", "Jónsdóttir", "Kjærgaard", "Lindqvist", "Mørk",
      "Nyström", "Öberg", "Pålsson", "Rasmussen", "Sjöberg", "Thorvaldsen", "Uggla", "Västerlund", "Wikström", "Åkesson", "Ødegård", "Søndergaard" } },
  /* T: Turkish */
  { { "Ayşe", "Barış", "Çağla", "Deniz", "Elif", "Ferhat", "Gülşen", "Hüseyin", "Işıl", "İbrahim", "Kağan", "Leyla",
      "Mert", "Nuray", "Özlem", "Pınar", "Rıza", "Şebnem", "Tuğçe", "Uğur", "Vildan", "Yiğit", "Zeynep", "Ömür" },
    { "Yılmaz", "Çelik", "Demir", "Erdoğan", "Fidan", "Güneş", "Hacıoğlu", "Işık", "Kılıç", "Öztürk", "Polat", "Şahin",
      "Taş", "Uçar", "Yıldırım", "Zengin", "Aydın", "Bulut", "Doğan", "Koç", "Özdemir", "Şimşek", "Toprak", "Yavuz" } },
  /* B: Brazilian and Portuguese */
  { { "Antônio", "Bárbara", "Cauã", "Dália", "Emília", "Fabrício", "Gláucia", "Heloísa", "Iara", "João", "Kauê", "Luísa",
      "Mônica", "Nélson", "Olívia", "Patrícia", "Rogério", "Simão", "Thaís", "Vinícius", "Zélia", "Conceição", "Gonçalo", "Estêvão" },
    { "Araújo", "Brandão", "Conceição", "D’Ávila", "Estrêla", "Falcão", "Gonçalves", "Henriques", "Leitão", "Magalhães", "Nóbrega", "Oliveira",
      "Patrício", "Quintão", "Rebouças", "Simões", "Teixeira", "Valadão", "Xavier", "Assunção", "Brites", "Câmara", "Mourão", "Sertão" } },
  /* K: Indian */
  { { "Aarav", "Bhavna", "Chandra", "Divya", "Esha", "Farhan", "Gauri", "Harish", "Indira", "Jaya", "Kavita", "Lakshmi",
      "Manoj", "Nandini", "Omkar", "Priya", "Rajesh", "Sunita", "Tanvi", "Uday", "Vikram", "Yash", "Zara", "Ananya" },
    { "Agarwal", "Banerjee", "Chatterjee", "Deshpande", "Eapen", "Fernandes", "Gupta", "Hegde", "Iyer", "Joshi", "Kulkarni", "Lal",
      "Mukherjee", "Nair", "Ojha", "Patel", "Qureshi", "Reddy", "Sharma", "Thakur", "Upadhyay", "Venkataraman", "Wadhwa", "Yadav" } },
  /* J: Japanese */
  { { "Aiko", "Chiyo", "Daichi", "Emi", "Fumiko", "Gorō", "Haruka", "Ichirō", "Jun", "Kenji", "Mei", "Naoki",
      "Ōka", "Reiko", "Shōta", "Takumi", "Umeko", "Wataru", "Yūko", "Ryō", "Sakura", "Tomohiro", "Kōji", "Yuki" },
    { "Abe", "Chiba", "Endō", "Fujimoto", "Gotō", "Hayashi", "Itō", "Katō", "Kōno", "Matsumoto", "Nakamura", "Ōno",
      "Satō", "Shimizu", "Takahashi", "Ueda", "Watanabe", "Yamaguchi", "Inoue", "Kimura", "Mori", "Ōtsuka", "Saitō", "Yoshida" } },
  /* V: Vietnamese */
  { { "An", "Bảo", "Cẩm", "Dũng", "Đức", "Giang", "Hằng", "Hương", "Khánh", "Lan", "Linh", "Minh",
      "Ngọc", "Nhung", "Phúc", "Quỳnh", "Sơn", "Thảo", "Thịnh", "Trúc", "Tuấn", "Uyên", "Vinh", "Xuân" },
    { "Nguyễn", "Trần", "Lê Thị", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
      "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Đoàn", "Lâm", "Mai", "Tạ", "Châu", "Quách" } },
  /* A: Maghrebi and Arab */
  { { "Amira", "Bilal", "Chaïma", "Driss", "Emna", "Faïza", "Ghizlane", "Hicham", "Imane", "Jamal", "Khadija", "Leïla",
      "Mehdi", "Naïma", "Othmane", "Rachid", "Samira", "Tarek", "Wafaâ", "Yasmine", "Zineb", "Ilyès", "Nadia", "Hanaâ" },
    { "Alaoui", "Bennani", "Cherkaoui", "Daoudi", "El Amrani", "Fassi", "Ghazali", "Haddad", "Idrissi", "Jebbour", "Kettani", "Lahlou",
      "Mansouri", "Naciri", "Ouazzani", "Raïs", "Saïdi", "Tazi", "Wahbi", "Yacoubi", "Zerouali", "Benkirane", "Chraïbi", "Slaoui" } },
  /* Z: South and West African */
  { { "Amara", "Bongani", "Chidi", "Dineo", "Ẹniọlá", "Folasadé", "Gugulethu", "Ifé", "Jabulani", "Kwame", "Lerato", "Mpho",
      "Naledi", "Olúmídé", "Palesa", "Refilwe", "Sipho", "Thandiwe", "Uché", "Vusi", "Wanjikũ", "Yaw", "Zanele", "Adébáyọ̀" },
    { "Abara", "Botha", "Chukwu", "Dlamini", "Ekwueme", "Fashola", "Gumede", "Hlongwane", "Ìdòwú", "Jali", "Khumalo", "Langa",
      "Mokoena", "Ndlovu", "Ọbasanjọ́", "Phiri", "Radebe", "Sithole", "Tshabalala", "Udo", "Venter", "Wiredu", "Xaba", "Zungu" } },
};
// clang-format on

G_STATIC_ASSERT (G_N_ELEMENTS (cultures) == sizeof AMB_SAMPLE_CULTURES - 1);

const char *
amb_sample_get_given_name (guint culture, guint index)
{
  return cultures[culture].given[index];
}

const char *
amb_sample_get_family_name (guint culture, guint index)
{
  return cultures[culture].family[index];
}

/* The part of an address that a name gives: ASCII letters only. */
static char *
dup_ascii (const char *name)
{
  char *folded = amb_text_fold (name);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    if (g_ascii_isalnum (*from))
      *to++ = *from;
  *to = '\0';
  return folded;
}

char *
amb_sample_dup_name (AmbSample *self, char culture, char **email)
{
  const guint n = AMB_SAMPLE_N_NAMES;
  guint c = strchr (AMB_SAMPLE_CULTURES, culture) - AMB_SAMPLE_CULTURES;
  guint round = self->n_named[c] / (n * n);
  /* 121 has no factor in common with 24 × 24: each pair of names comes once before the first comes
   * again. */
  guint pair = (self->n_named[c]++ * 121 + self->seed % (n * n)) % (n * n);
  const char *given = cultures[c].given[pair % n];
  const char *family = cultures[c].family[pair / n];
  g_autofree char *first = dup_ascii (given);
  g_autofree char *last = dup_ascii (family);

  *email = round == 0 ? g_strdup_printf ("%s.%s@meridiem.example", first, last)
                      : g_strdup_printf ("%s.%s%u@meridiem.example", first, last, round + 1);
  return g_strdup_printf ("%s %s", given, family);
}
