/* Countries and languages by their names in English and French, for files that people write. */
#include "amb-country-names.h"

#include "amb-text.h"

#include <string.h>

/* Less alike is no suggestion: “Syldavie” is not “Moldavie”. */
#define LIKE 0.75

/* Names are separated by bars: English, French, then what else is written. */
typedef struct
{
  const char *code;
  const char *alpha3;
  const char *names;
} NameRow;

// clang-format off
static const NameRow countries[] = {
  { "AD", "AND", "Andorra|Andorre" },
  { "AE", "ARE", "United Arab Emirates|Émirats arabes unis|UAE|Émirats|EAU" },
  { "AF", "AFG", "Afghanistan" },
  { "AG", "ATG", "Antigua and Barbuda|Antigua-et-Barbuda" },
  { "AI", "AIA", "Anguilla" },
  { "AL", "ALB", "Albania|Albanie" },
  { "AM", "ARM", "Armenia|Arménie" },
  { "AO", "AGO", "Angola" },
  { "AQ", "ATA", "Antarctica|Antarctique" },
  { "AR", "ARG", "Argentina|Argentine" },
  { "AS", "ASM", "American Samoa|Samoa américaines" },
  { "AT", "AUT", "Austria|Autriche|Österreich" },
  { "AU", "AUS", "Australia|Australie" },
  { "AW", "ABW", "Aruba" },
  { "AX", "ALA", "Åland Islands|Åland, Îles|Åland" },
  { "AZ", "AZE", "Azerbaijan|Azerbaïdjan" },
  { "BA", "BIH", "Bosnia and Herzegovina|Bosnie-Herzégovine" },
  { "BB", "BRB", "Barbados|Barbade" },
  { "BD", "BGD", "Bangladesh" },
  { "BE", "BEL", "Belgium|Belgique|België" },
  { "BF", "BFA", "Burkina Faso" },
  { "BG", "BGR", "Bulgaria|Bulgarie" },
  { "BH", "BHR", "Bahrain|Bahreïn" },
  { "BI", "BDI", "Burundi" },
  { "BJ", "BEN", "Benin|Bénin" },
  { "BL", "BLM", "Saint Barthélemy|Saint-Barthélemy" },
  { "BM", "BMU", "Bermuda|Bermudes" },
  { "BN", "BRN", "Brunei Darussalam|Brunéi Darussalam|Brunei" },
  { "BO", "BOL", "Bolivia|Bolivie|Bolivia, Plurinational State of|Bolivie, état plurinational de" },
  { "BQ", "BES", "Bonaire, Sint Eustatius and Saba|Bonaire, Saint-Eustache et Saba" },
  { "BR", "BRA", "Brazil|Brésil|Brasil" },
  { "BS", "BHS", "Bahamas" },
  { "BT", "BTN", "Bhutan|Bhoutan" },
  { "BV", "BVT", "Bouvet Island|île Bouvet" },
  { "BW", "BWA", "Botswana" },
  { "BY", "BLR", "Belarus|Bélarus|Biélorussie" },
  { "BZ", "BLZ", "Belize" },
  { "CA", "CAN", "Canada" },
  { "CC", "CCK", "Cocos (Keeling) Islands|Cocos (Keeling), Îles|Cocos (Keeling)" },
  { "CD", "COD", "Congo, The Democratic Republic of the|République démocratique du Congo|DR Congo|RD Congo" },
  { "CF", "CAF", "Central African Republic|République centrafricaine" },
  { "CG", "COG", "Congo|République du Congo|Congo-Brazzaville" },
  { "CH", "CHE", "Switzerland|Suisse|Schweiz" },
  { "CI", "CIV", "Côte d'Ivoire|Côte d’Ivoire|Ivory Coast" },
  { "CK", "COK", "Cook Islands|îles Cook" },
  { "CL", "CHL", "Chile|Chili" },
  { "CM", "CMR", "Cameroon|Cameroun" },
  { "CN", "CHN", "China|Chine|PRC" },
  { "CO", "COL", "Colombia|Colombie" },
  { "CR", "CRI", "Costa Rica" },
  { "CU", "CUB", "Cuba" },
  { "CV", "CPV", "Cabo Verde|Cap-Vert|Cape Verde" },
  { "CW", "CUW", "Curaçao" },
  { "CX", "CXR", "Christmas Island|Christmas, Île|Christmas" },
  { "CY", "CYP", "Cyprus|Chypre" },
  { "CZ", "CZE", "Czechia|Tchéquie|Czech Republic|République tchèque" },
  { "DE", "DEU", "Germany|Allemagne|Deutschland" },
  { "DJ", "DJI", "Djibouti" },
  { "DK", "DNK", "Denmark|Danemark" },
  { "DM", "DMA", "Dominica|Dominique" },
  { "DO", "DOM", "Dominican Republic|République dominicaine" },
  { "DZ", "DZA", "Algeria|Algérie" },
  { "EC", "ECU", "Ecuador|Équateur" },
  { "EE", "EST", "Estonia|Estonie" },
  { "EG", "EGY", "Egypt|Égypte" },
  { "EH", "ESH", "Western Sahara|Sahara occidental" },
  { "ER", "ERI", "Eritrea|Érythrée" },
  { "ES", "ESP", "Spain|Espagne|España" },
  { "ET", "ETH", "Ethiopia|Éthiopie" },
  { "FI", "FIN", "Finland|Finlande" },
  { "FJ", "FJI", "Fiji|Fidji" },
  { "FK", "FLK", "Falkland Islands (Malvinas)|Malouines, Îles (Falkland)|Malouines" },
  { "FM", "FSM", "Micronesia, Federated States of|Micronésie, États fédérés de|Micronésie|Micronesia" },
  { "FO", "FRO", "Faroe Islands|îles Féroé" },
  { "FR", "FRA", "France" },
  { "GA", "GAB", "Gabon" },
  { "GB", "GBR", "United Kingdom|Royaume-Uni|Great Britain|UK|Grande-Bretagne|England|Angleterre|Scotland|Écosse|Wales" },
  { "GD", "GRD", "Grenada|Grenade" },
  { "GE", "GEO", "Georgia|Géorgie" },
  { "GF", "GUF", "French Guiana|Guyane française" },
  { "GG", "GGY", "Guernsey|Guernesey" },
  { "GH", "GHA", "Ghana" },
  { "GI", "GIB", "Gibraltar" },
  { "GL", "GRL", "Greenland|Groënland" },
  { "GM", "GMB", "Gambia|Gambie" },
  { "GN", "GIN", "Guinea|Guinée" },
  { "GP", "GLP", "Guadeloupe" },
  { "GQ", "GNQ", "Equatorial Guinea|Guinée Équatoriale" },
  { "GR", "GRC", "Greece|Grèce" },
  { "GS", "SGS", "South Georgia and the South Sandwich Islands|Géorgie du Sud et les îles Sandwich du Sud" },
  { "GT", "GTM", "Guatemala" },
  { "GU", "GUM", "Guam" },
  { "GW", "GNB", "Guinea-Bissau|Guinée-Bissau" },
  { "GY", "GUY", "Guyana" },
  { "HK", "HKG", "Hong Kong" },
  { "HM", "HMD", "Heard Island and McDonald Islands|îles Heard-et-MacDonald" },
  { "HN", "HND", "Honduras" },
  { "HR", "HRV", "Croatia|Croatie" },
  { "HT", "HTI", "Haiti|Haïti" },
  { "HU", "HUN", "Hungary|Hongrie" },
  { "ID", "IDN", "Indonesia|Indonésie" },
  { "IE", "IRL", "Ireland|Irlande" },
  { "IL", "ISR", "Israel|Israël" },
  { "IM", "IMN", "Isle of Man|Île de Man" },
  { "IN", "IND", "India|Inde" },
  { "IO", "IOT", "British Indian Ocean Territory|Territoire britannique de l’océan Indien" },
  { "IQ", "IRQ", "Iraq|Irak" },
  { "IR", "IRN", "Iran|Iran, Islamic Republic of|Iran, République islamique d’" },
  { "IS", "ISL", "Iceland|Islande" },
  { "IT", "ITA", "Italy|Italie|Italia" },
  { "JE", "JEY", "Jersey" },
  { "JM", "JAM", "Jamaica|Jamaïque" },
  { "JO", "JOR", "Jordan|Jordanie" },
  { "JP", "JPN", "Japan|Japon" },
  { "KE", "KEN", "Kenya" },
  { "KG", "KGZ", "Kyrgyzstan|Kirghizistan" },
  { "KH", "KHM", "Cambodia|Cambodge" },
  { "KI", "KIR", "Kiribati" },
  { "KM", "COM", "Comoros|Comores" },
  { "KN", "KNA", "Saint Kitts and Nevis|Saint-Christophe-et-Niévès" },
  { "KP", "PRK", "North Korea|Corée du Nord|Korea, Democratic People’s Republic of|Corée, République populaire démocratique de" },
  { "KR", "KOR", "South Korea|Corée du Sud|Korea, Republic of|Corée, République de|Korea|Corée" },
  { "KW", "KWT", "Kuwait|Koweït" },
  { "KY", "CYM", "Cayman Islands|îles Caïmans" },
  { "KZ", "KAZ", "Kazakhstan" },
  { "LA", "LAO", "Laos|Lao People’s Democratic Republic|Lao, République démocratique populaire|Lao" },
  { "LB", "LBN", "Lebanon|Liban" },
  { "LC", "LCA", "Saint Lucia|Sainte-Lucie" },
  { "LI", "LIE", "Liechtenstein" },
  { "LK", "LKA", "Sri Lanka" },
  { "LR", "LBR", "Liberia|Libéria" },
  { "LS", "LSO", "Lesotho" },
  { "LT", "LTU", "Lithuania|Lituanie" },
  { "LU", "LUX", "Luxembourg" },
  { "LV", "LVA", "Latvia|Lettonie" },
  { "LY", "LBY", "Libya|Libye" },
  { "MA", "MAR", "Morocco|Maroc" },
  { "MC", "MCO", "Monaco" },
  { "MD", "MDA", "Moldova|Moldavie|Moldova, Republic of|Moldova, République de" },
  { "ME", "MNE", "Montenegro|Monténégro" },
  { "MF", "MAF", "Saint Martin (French part)|Saint-Martin (partie française)" },
  { "MG", "MDG", "Madagascar" },
  { "MH", "MHL", "Marshall Islands|Îles Marshall" },
  { "MK", "MKD", "North Macedonia|Macédoine du Nord|Macedonia|Macédoine" },
  { "ML", "MLI", "Mali" },
  { "MM", "MMR", "Myanmar|Birmanie|Burma" },
  { "MN", "MNG", "Mongolia|Mongolie" },
  { "MO", "MAC", "Macao|Macau" },
  { "MP", "MNP", "Northern Mariana Islands|Îles Mariannes du Nord" },
  { "MQ", "MTQ", "Martinique" },
  { "MR", "MRT", "Mauritania|Mauritanie" },
  { "MS", "MSR", "Montserrat" },
  { "MT", "MLT", "Malta|Malte" },
  { "MU", "MUS", "Mauritius|Maurice" },
  { "MV", "MDV", "Maldives" },
  { "MW", "MWI", "Malawi" },
  { "MX", "MEX", "Mexico|Mexique|México" },
  { "MY", "MYS", "Malaysia|Malaisie" },
  { "MZ", "MOZ", "Mozambique" },
  { "NA", "NAM", "Namibia|Namibie" },
  { "NC", "NCL", "New Caledonia|Nouvelle-Calédonie" },
  { "NE", "NER", "Niger" },
  { "NF", "NFK", "Norfolk Island|île Norfolk" },
  { "NG", "NGA", "Nigeria" },
  { "NI", "NIC", "Nicaragua" },
  { "NL", "NLD", "Netherlands|Pays-Bas|Holland|Hollande|The Netherlands" },
  { "NO", "NOR", "Norway|Norvège" },
  { "NP", "NPL", "Nepal|Népal" },
  { "NR", "NRU", "Nauru" },
  { "NU", "NIU", "Niue|Nioue" },
  { "NZ", "NZL", "New Zealand|Nouvelle-Zélande" },
  { "OM", "OMN", "Oman" },
  { "PA", "PAN", "Panama" },
  { "PE", "PER", "Peru|Pérou|Perú" },
  { "PF", "PYF", "French Polynesia|Polynésie française" },
  { "PG", "PNG", "Papua New Guinea|Papouasie-Nouvelle-Guinée" },
  { "PH", "PHL", "Philippines" },
  { "PK", "PAK", "Pakistan" },
  { "PL", "POL", "Poland|Pologne" },
  { "PM", "SPM", "Saint Pierre and Miquelon|Saint-Pierre-et-Miquelon" },
  { "PN", "PCN", "Pitcairn|Îles Pitcairn" },
  { "PR", "PRI", "Puerto Rico|Porto Rico" },
  { "PS", "PSE", "Palestine, State of|Palestine, État de|Palestine" },
  { "PT", "PRT", "Portugal" },
  { "PW", "PLW", "Palau|Palaos" },
  { "PY", "PRY", "Paraguay" },
  { "QA", "QAT", "Qatar" },
  { "RE", "REU", "Réunion|Réunion, Île de la" },
  { "RO", "ROU", "Romania|Roumanie" },
  { "RS", "SRB", "Serbia|Serbie" },
  { "RU", "RUS", "Russian Federation|Russie, Fédération de|Russie|Russia" },
  { "RW", "RWA", "Rwanda" },
  { "SA", "SAU", "Saudi Arabia|Arabie saoudite|KSA" },
  { "SB", "SLB", "Solomon Islands|Salomon, Îles|Salomon" },
  { "SC", "SYC", "Seychelles" },
  { "SD", "SDN", "Sudan|Soudan" },
  { "SE", "SWE", "Sweden|Suède" },
  { "SG", "SGP", "Singapore|Singapour" },
  { "SH", "SHN", "Saint Helena, Ascension and Tristan da Cunha|Sainte-Hélène, Ascension et Tristan da Cunha" },
  { "SI", "SVN", "Slovenia|Slovénie" },
  { "SJ", "SJM", "Svalbard and Jan Mayen|Svalbard et île Jan Mayen" },
  { "SK", "SVK", "Slovakia|Slovaquie" },
  { "SL", "SLE", "Sierra Leone" },
  { "SM", "SMR", "San Marino|Saint-Marin" },
  { "SN", "SEN", "Senegal|Sénégal" },
  { "SO", "SOM", "Somalia|Somalie" },
  { "SR", "SUR", "Suriname|Surinam" },
  { "SS", "SSD", "South Sudan|Soudan du Sud" },
  { "ST", "STP", "Sao Tome and Principe|Sao Tomé-et-Principe" },
  { "SV", "SLV", "El Salvador|Salvador" },
  { "SX", "SXM", "Sint Maarten (Dutch part)|Saint-Martin (partie néerlandaise)" },
  { "SY", "SYR", "Syria|Syrian Arab Republic|Syrienne, République arabe|Syrienne|Syrie" },
  { "SZ", "SWZ", "Eswatini|Swaziland" },
  { "TC", "TCA", "Turks and Caicos Islands|îles Turques-et-Caïques" },
  { "TD", "TCD", "Chad|Tchad" },
  { "TF", "ATF", "French Southern Territories|Terres australes françaises" },
  { "TG", "TGO", "Togo" },
  { "TH", "THA", "Thailand|Thaïlande" },
  { "TJ", "TJK", "Tajikistan|Tadjikistan" },
  { "TK", "TKL", "Tokelau" },
  { "TL", "TLS", "Timor-Leste|Timor oriental" },
  { "TM", "TKM", "Turkmenistan|Turkménistan" },
  { "TN", "TUN", "Tunisia|Tunisie" },
  { "TO", "TON", "Tonga" },
  { "TR", "TUR", "Türkiye|Turkey|Turquie" },
  { "TT", "TTO", "Trinidad and Tobago|Trinité-et-Tobago" },
  { "TV", "TUV", "Tuvalu" },
  { "TW", "TWN", "Taiwan|Taïwan|Taiwan, Province of China|Taïwan, province de Chine" },
  { "TZ", "TZA", "Tanzania|Tanzanie|Tanzania, United Republic of|Tanzanie, République unie de" },
  { "UA", "UKR", "Ukraine" },
  { "UG", "UGA", "Uganda|Ouganda" },
  { "UM", "UMI", "United States Minor Outlying Islands|Îles mineures éloignées des États-Unis" },
  { "US", "USA", "United States|États-Unis|USA|United States of America|États-Unis d’Amérique|U.S.A.|America" },
  { "UY", "URY", "Uruguay" },
  { "UZ", "UZB", "Uzbekistan|Ouzbékistan" },
  { "VA", "VAT", "Holy See (Vatican City State)|Saint-Siège (état de la cité du Vatican)|Vatican" },
  { "VC", "VCT", "Saint Vincent and the Grenadines|Saint-Vincent-et-les-Grenadines" },
  { "VE", "VEN", "Venezuela|Vénézuela|Venezuela, Bolivarian Republic of|Vénézuela, république bolivarienne du" },
  { "VG", "VGB", "Virgin Islands, British|Îles Vierges britanniques" },
  { "VI", "VIR", "Virgin Islands, U.S.|Îles Vierges, États-Unis" },
  { "VN", "VNM", "Vietnam|Viêt Nam|Viet Nam" },
  { "VU", "VUT", "Vanuatu" },
  { "WF", "WLF", "Wallis and Futuna|Wallis et Futuna" },
  { "WS", "WSM", "Samoa" },
  { "YE", "YEM", "Yemen|Yémen" },
  { "YT", "MYT", "Mayotte" },
  { "ZA", "ZAF", "South Africa|Afrique du Sud" },
  { "ZM", "ZMB", "Zambia|Zambie" },
  { "ZW", "ZWE", "Zimbabwe" },
  { NULL }
};

static const NameRow languages[] = {
  { "ar", "ara", "Arabic|arabe|العربية" },
  { "bg", "bul", "Bulgarian|bulgare|Български" },
  { "bn", "ben", "Bengali|bengali|বাংলা" },
  { "ca", "cat", "Catalan|catalan|Català" },
  { "cs", "ces", "Czech|tchèque|Čeština" },
  { "da", "dan", "Danish|danois|Dansk" },
  { "de", "deu", "German|allemand|Deutsch" },
  { "el", "ell", "Greek|grec|Ελληνικά|Modern Greek" },
  { "en", "eng", "English|anglais" },
  { "es", "spa", "Spanish|espagnol|Español|Castilian|Castillan" },
  { "et", "est", "Estonian|estonien|Eesti" },
  { "fa", "fas", "Persian|persan|فارسی|Farsi" },
  { "fi", "fin", "Finnish|finnois|Suomi" },
  { "fr", "fra", "French|français|Français" },
  { "he", "heb", "Hebrew|hébreu|עברית" },
  { "hi", "hin", "Hindi|hindi|हिन्दी" },
  { "hr", "hrv", "Croatian|croate|Hrvatski" },
  { "hu", "hun", "Hungarian|hongrois|Magyar" },
  { "id", "ind", "Indonesian|indonésien|Bahasa Indonesia" },
  { "it", "ita", "Italian|italien|Italiano" },
  { "ja", "jpn", "Japanese|japonais|日本語" },
  { "ko", "kor", "Korean|coréen|한국어" },
  { "lt", "lit", "Lithuanian|lituanien|Lietuvių" },
  { "lv", "lav", "Latvian|letton|Latviešu" },
  { "ms", "msa", "Malay|malais|Bahasa Melayu" },
  { "nb", "nob", "Norwegian Bokmål|norvégien bokmål|Norsk bokmål" },
  { "nl", "nld", "Dutch|néerlandais|Nederlands|Flemish|Flamand" },
  { "no", "nor", "Norwegian|norvégien|Norsk" },
  { "pl", "pol", "Polish|polonais|Polski" },
  { "pt", "por", "Portuguese|portugais|Português" },
  { "ro", "ron", "Romanian|roumain|Română" },
  { "ru", "rus", "Russian|russe|Русский" },
  { "sk", "slk", "Slovak|slovaque|Slovenčina" },
  { "sl", "slv", "Slovenian|slovène|Slovenščina" },
  { "sr", "srp", "Serbian|serbe|Српски" },
  { "sv", "swe", "Swedish|suédois|Svenska" },
  { "sw", "swa", "Swahili|swahili|Kiswahili" },
  { "th", "tha", "Thai|thaï|ไทย" },
  { "tr", "tur", "Turkish|turc|Türkçe" },
  { "uk", "ukr", "Ukrainian|ukrainien|Українська" },
  { "ur", "urd", "Urdu|ourdou|اردو" },
  { "vi", "vie", "Vietnamese|vietnamien|Tiếng Việt" },
  { "zh", "zho", "Chinese|chinois|中文|Mandarin" },
  { NULL }
};
// clang-format on

char *
amb_words_key (const char *text)
{
  g_autofree char *folded = amb_text_fold (text);
  GString *key = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isalnum (c))
        g_string_append_unichar (key, c);
    }
  return g_string_free (key, FALSE);
}

static GHashTable *
index_rows (const NameRow *rows)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const NameRow *row = rows; row->code; row++)
    {
      g_auto (GStrv) names = g_strsplit (row->names, "|", -1);
      g_hash_table_insert (index, g_ascii_strdown (row->code, -1), (gpointer) row);
      g_hash_table_insert (index, g_ascii_strdown (row->alpha3, -1), (gpointer) row);
      for (char **name = names; *name; name++)
        g_hash_table_insert (index, amb_words_key (*name), (gpointer) row);
    }
  return index;
}

static const NameRow *
find_country (const char *text)
{
  static gsize index;
  g_autofree char *key = amb_words_key (text);

  if (g_once_init_enter (&index))
    g_once_init_leave (&index, (gsize) index_rows (countries));
  return g_hash_table_lookup ((GHashTable *) index, key);
}

static const NameRow *
find_language (const char *text)
{
  static gsize index;
  g_autofree char *key = amb_words_key (text);

  if (g_once_init_enter (&index))
    g_once_init_leave (&index, (gsize) index_rows (languages));
  return g_hash_table_lookup ((GHashTable *) index, key);
}

const char *
amb_country_find (const char *text)
{
  const NameRow *row = find_country (text);

  return row ? row->code : NULL;
}

char *
amb_country_suggest (const char *text)
{
  g_autofree char *folded = amb_text_fold (text);
  g_autofree char *like = NULL;
  double best = LIKE;

  for (const NameRow *row = countries; row->code; row++)
    {
      g_auto (GStrv) names = g_strsplit (row->names, "|", -1);
      for (char **name = names; *name; name++)
        {
          g_autofree char *other = amb_text_fold (*name);
          double score = amb_text_similarity (folded, other);
          if (score <= best)
            continue;
          best = score;
          g_free (like);
          like = g_strdup (*name);
        }
    }
  return g_steal_pointer (&like);
}

char *
amb_language_find (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "-_", 2);
  const NameRow *row = find_language (text);

  if (row)
    return g_strdup (row->code);
  if (!parts[0] || !parts[1] || strlen (parts[0]) > 3)
    return NULL;
  row = find_language (parts[0]);
  if (!row || strlen (parts[1]) != 2 || !amb_country_find (parts[1]))
    return NULL;
  g_autofree char *region = g_ascii_strup (parts[1], -1);
  return g_strconcat (row->code, "-", region, NULL);
}
