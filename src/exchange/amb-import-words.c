/* The words by which files call our fields: which column goes where. */
#include "amb-import-words.h"

#include "amb-country-names.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How sure each way of matching is; below ENOUGH a column is passed over. */
#define SURE      1.0
#define COMPUTED  0.99 /* an export has it, no file fills it: it must not go elsewhere */
#define SYNONYM   0.95
#define CONTAINED 0.7
#define ALIKE     0.65
#define BY_CELLS  0.5
#define ENOUGH    0.5

typedef struct
{
  const char *entity; /* NULL: any */
  const char *field;
  AmbImportPart part;
  const char *words; /* separated by bars; English, French, and what HR systems write */
} Synonyms;

// clang-format off
static const Synonyms synonyms[] = {
  { "ambassador", "display-name", AMB_IMPORT_WHOLE, "name|full name|display name|nom|nom complet|nom affiché|nom et prénom|nom prénom|prénom nom|prénom et nom|employee|employee name|employé|collaborateur|salarié|personne|person|ambassadeur|ambassador|worker|worker name|legal name|preferred name|nom d’affichage|nom complet du salarié|nom du salarié|nom salarié|nom de l’employé|nom employé|nom du collaborateur|nom collaborateur|nom et prénoms|staff name|employee full name|associate name" },
  { "ambassador", "display-name", AMB_IMPORT_GIVEN, "first name|given name|forename|prénom|prénoms|prénom usuel|vorname|prénom salarié|prénom du salarié|prénom employé|prénom de l’employé|prénom du collaborateur|prénom collaborateur|preferred first name|legal first name|christian name|nombre de pila" },
  { "ambassador", "display-name", AMB_IMPORT_FAMILY, "last name|family name|surname|nom de famille|nom usuel|nom d’usage|nachname|apellido|cognome|nom patronymique|nom de naissance|nom d’épouse|nom marital|legal last name|preferred last name|apellidos|familienname" },
  { "ambassador", "email", AMB_IMPORT_WHOLE, "mail|e-mail address|mail address|work e-mail|business e-mail|courriel|courrier électronique|adresse e-mail|adresse mail|adresse électronique|adresse de courriel|messagerie|mél|courriel professionnel|e-mail professionnel|mail professionnel|upn|user principal name|e-mail pro|mail pro|adresse mail professionnelle|adresse e-mail professionnelle|adresse électronique professionnelle|courriel pro|email work|company e-mail|corporate e-mail|office e-mail|primary e-mail|work mail|internet address|e-mail entreprise|mail entreprise|courriel entreprise|correo electrónico|posta elettronica" },
  { "ambassador", "employee-number", AMB_IMPORT_WHOLE, "matricule|n° matricule|no matricule|numéro de matricule|numéro matricule|employee id|employee no|staff id|staff no|personnel number|payroll number|worker id|hr id|id rh|identifiant rh|numéro d’employé|numéro employé|numéro de salarié|personalnummer|n° d’employé|no d’employé|n° employé|n° de l’employé|num employé|id employé|id de l’employé|id d’employé|identifiant employé|identifiant de l’employé|code employé|n° de salarié|n° salarié|n° du salarié|no salarié|id salarié|identifiant salarié|identifiant du salarié|code salarié|n° collaborateur|n° de collaborateur|id collaborateur|identifiant collaborateur|numéro de collaborateur|n° agent|matricule agent|matricule salarié|matricule employé|matricule collaborateur|matricule rh|n° rh|numéro rh|code rh|numéro de personnel|n° de personnel|n° paie|numéro de paie|matricule paie|numéro de badge|n° badge|employee number|employee code|employee key|emp id|emp no|emp number|staff number|staff code|personnel id|personnel no|person number|person id|payroll id|worker number|associate id|hr number|badge number|badge id|sap id|workday id|número de empleado|personalnr|mitarbeiternummer" },
  { "ambassador", "job-title", AMB_IMPORT_WHOLE, "job|position|title|titre|function|fonction|poste|intitulé du poste|intitulé de poste|emploi|libellé emploi|métier|profession|occupation|business title|job profile|job name|job function|libellé poste|libellé du poste|libellé de l’emploi|libellé fonction|libellé de fonction|intitulé poste|intitulé de fonction|intitulé de l’emploi|emploi occupé|poste occupé|qualification|designation|puesto|cargo|berufsbezeichnung" },
  { "ambassador", "state", AMB_IMPORT_WHOLE, "status|statut|état|lifecycle|étape|stage" },
  { "ambassador", "roles", AMB_IMPORT_WHOLE, "role|rôle|rôles|ambassador role|rôle d’ambassadeur" },
  { "ambassador", "node-id", AMB_IMPORT_WHOLE, "nœud|entity|entité|unit|unité|site|business unit|business line|ligne métier|branche|company|société|filiale|subsidiary|office|bureau|agence|organisation|établissement|division|home node|nœud d’attache|entité de rattachement|legal entity|entité juridique|entité légale|lieu de travail|work location|site de travail|site d’affectation|usine" },
  { "ambassador", "department-id", AMB_IMPORT_WHOLE, "dept|département|service|direction|team|équipe|abteilung|department name|department code|org unit|organization unit|organisation unit|unité organisationnelle|pôle|libellé service|nom du service|code service|libellé direction|direction métier|cost center name|departamento|reparto" },
  { "ambassador", "manager-id", AMB_IMPORT_WHOLE, "line manager|supervisor|reports to|responsable|responsable hiérarchique|n+1|supérieur|supérieur hiérarchique|manager name|manager e-mail|e-mail du manager|e-mail manager|courriel du responsable|matricule du manager|matricule manager|manager id|manager employee id|manager name|supervisor name|supervisor id|nom du manager|nom manager|nom du responsable|responsable direct|responsable n+1|chef de service|manager direct|direct manager|id du manager|id manager|n° matricule du manager|vorgesetzter" },
  { NULL, "country", AMB_IMPORT_WHOLE, "country code|country name|pays|code pays|nom du pays|pays de travail|work country|land|país|paese|pays de résidence|pays d’affectation|pays du site|country of work|country of residence|location country|country/region|iso country|code iso pays|work location country" },
  { NULL, "language", AMB_IMPORT_WHOLE, "preferred language|working language|langue|langue préférée|langue de travail|langue de correspondance|lang|sprache|idioma|lingua|native language|langue maternelle|correspondence language|preferred locale|langue principale|langue parlée|user language" },
  { "ambassador", "level", AMB_IMPORT_WHOLE, "level|niveau|training level|niveau de formation|formation" },
  { "ambassador", "last-active-on", AMB_IMPORT_WHOLE, "last active|last active on|dernière activité|active le" },
  { "ambassador", "charter-version", AMB_IMPORT_WHOLE, "charter|charter version|charte|charte acceptée|version de la charte" },
  { "ambassador", "notice-on", AMB_IMPORT_WHOLE, "privacy notice|notice de confidentialité|information rgpd" },
  { "ambassador", "voluntary-on", AMB_IMPORT_WHOLE, "voluntary|volontariat|volontaire le|confirmation du volontariat" },
  { "ambassador", "told-on", AMB_IMPORT_WHOLE, "informé le|informed on" },
  { "ambassador", "paused-until", AMB_IMPORT_WHOLE, "en pause jusqu’au|pause until|fin de pause" },
  { "ambassador", "links", AMB_IMPORT_WHOLE, "links|social links|profiles|linkedin|linkedin url|profil linkedin|liens|profils publics|réseaux sociaux" },
  { NULL, "notes", AMB_IMPORT_WHOLE, "note|remarks|comments|comment|remarque|remarques|commentaire|commentaires|observations" },
  { "application", "ambassador-id", AMB_IMPORT_WHOLE, "e-mail|mail|e-mail address|your e-mail|username|user name|nom d’utilisateur|adresse e-mail|adresse mail|courriel|votre e-mail|votre adresse e-mail|employee id|staff number|matricule" },
  { "application", "submitted-on", AMB_IMPORT_WHOLE, "timestamp|horodateur|submitted|submitted at|submission time|completion time|date|answered on|heure de fin|horodatage|envoyé le|date de réponse|date d’envoi" },
  { "application", "role-id", AMB_IMPORT_WHOLE, "role|wished role|role wished|which role|rôle|rôle souhaité" },
  { "application", "motivation", AMB_IMPORT_WHOLE, "your motivation|why|pourquoi|votre motivation" },
  { "application", "availability", AMB_IMPORT_WHOLE, "availability|minutes a month|disponibilité|temps disponible" },
  { "application", "manager-informed", AMB_IMPORT_WHOLE, "manager knows|my manager is informed|mon responsable est informé|responsable informé" },
  { "activity", "ambassador-id", AMB_IMPORT_WHOLE, "person|employee|user|author|posted by|answered by|shared by|member|e-mail|mail|e-mail address|user e-mail|author e-mail|upn|user principal name|employee id|employee number|staff number|profile|profile url|public profile|personne|auteur|auteure|utilisateur|collaborateur|salarié|membre|courriel|adresse e-mail|adresse mail|e-mail de l’auteur|matricule|profil|profil public|url du profil|lien du profil" },
  { "activity", "kind", AMB_IMPORT_WHOLE, "type|action|activity|activity type|event|event type|nature|activité|type d’activité|évènement|événement" },
  { "activity", "at", AMB_IMPORT_WHOLE, "date|day|when|time|timestamp|created|created at|posted on|posted at|published on|jour|quand|horodatage|date et heure|créé le|publié le|date de publication" },
  { "activity", "count", AMB_IMPORT_WHOLE, "count|number|quantity|total|n|nb|nombre|quantité|combien" },
  { "activity", "place", AMB_IMPORT_WHOLE, "where|space|group|community|team|forum|network|platform|page|site|où|espace|groupe|communauté|équipe|réseau|plateforme" },
  { "activity", "url", AMB_IMPORT_WHOLE, "link|post url|post link|permalink|address|lien|lien du post|adresse" },
  { "activity", "what", AMB_IMPORT_WHOLE, "what|subject|title|text|sujet|objet|titre|texte" },
  { "activity", "external", AMB_IMPORT_WHOLE, "external|public|externe|visible dehors" },
  { "activity", "audience-size", AMB_IMPORT_WHOLE, "followers|audience|reach|abonnés|portée" },
  { "measurement", "publication-id", AMB_IMPORT_WHOLE, "post|post url|post link|post permalink|permalink|url|link|tweet permalink|tweet link|video url|lien|lien du post|lien de la publication|lien permanent|url du post|url de la publication" },
  { "measurement", "measured-on", AMB_IMPORT_WHOLE, "as of|date|day|jour|export date|exported on|measured|mesuré le|relevé le|date du relevé|date d’export|à la date du" },
  { "measurement", "impressions", AMB_IMPORT_WHOLE, "views|post impressions|post views|tweet impressions|organic impressions|total impressions|lifetime post total impressions|vues|affichages|impressions du post|impressions organiques|impressions totales" },
  { "measurement", "reactions", AMB_IMPORT_WHOLE, "likes|like|favorites|favourites|total reactions|reaction count|j’aime|mentions j’aime|nombre de j’aime|réactions|favoris" },
  { "measurement", "comments", AMB_IMPORT_WHOLE, "replies|comment count|commentaires|réponses" },
  { "measurement", "reposts", AMB_IMPORT_WHOLE, "shares|share count|retweets|reshares|boosts|republications|partages|repartages" },
  { "measurement", "clicks", AMB_IMPORT_WHOLE, "link clicks|url clicks|total clicks|clics|clics sur le lien|clics sur l’url|clics sur des liens|clics totaux" },
  { "measurement", "unique-clicks", AMB_IMPORT_WHOLE, "unique link clicks|clics uniques|clics uniques sur le lien" },
  { "measurement", "conversions", AMB_IMPORT_WHOLE, "goals|goal completions|leads|objectifs atteints|prospects" },
  { "node", "name", AMB_IMPORT_WHOLE, "node|node name|nom|nœud|nom du nœud|intitulé|libellé|entité|entity|title|titre" },
  { "node", "code", AMB_IMPORT_WHOLE, "identifier|identifiant|code entité|code site|sigle|short code" },
  { "node", "kind", AMB_IMPORT_WHOLE, "type|nature|genre|node type|type de nœud" },
  { "node", "parent-id", AMB_IMPORT_WHOLE, "parent|parent node|rattachement|rattaché à|fait partie de|entité mère|nœud parent" },
  { "node", "head-id", AMB_IMPORT_WHOLE, "responsable|directeur|director|manager|leader" },
  { "node", "backup-id", AMB_IMPORT_WHOLE, "suppléant|adjoint|deputy" },
  { "node", "headcount", AMB_IMPORT_WHOLE, "effectif|effectifs|fte|etp|staff|employees|nombre d’employés|number of employees" },
  { NULL }
};
// clang-format on

gboolean
amb_import_words_may_fill (const AmbField *field)
{
  return amb_field_is_stored (field) && !(field->flags & AMB_FIELD_LOCAL) &&
         field->type != AMB_FIELD_ORDER;
}

/* One way of naming one field, ready to be compared. */
typedef struct
{
  const AmbField *field;
  AmbImportPart part;
  char *key;    /* letters and digits only */
  char *folded; /* words */
  double sure;
} Word;

static void
word_free (Word *self)
{
  g_free (self->key);
  g_free (self->folded);
  g_free (self);
}

static void
add_word (
    GPtrArray *words, const AmbField *field, AmbImportPart part, const char *text, double sure)
{
  Word *word = g_new0 (Word, 1);

  word->field = field;
  word->part = part;
  word->key = amb_words_key (text);
  word->folded = amb_text_fold (text);
  word->sure = sure;
  g_ptr_array_add (words, word);
}

static GPtrArray *
list_words (const AmbEntity *entity)
{
  GPtrArray *words = g_ptr_array_new_with_free_func ((GDestroyNotify) word_free);

  add_word (words, NULL, AMB_IMPORT_ID, "id", SURE);
  for (const AmbField *field = entity->fields; field->name; field++)
    {
      double sure = amb_import_words_may_fill (field) ? SURE : COMPUTED;
      add_word (words, field, AMB_IMPORT_WHOLE, field->name, sure);
      add_word (words, field, AMB_IMPORT_WHOLE, field->label, sure);
      add_word (words, field, AMB_IMPORT_WHOLE, _ (field->label), sure);
    }
  for (const Synonyms *row = synonyms; row->words; row++)
    {
      const AmbField *field = amb_entity_find_field (entity, row->field);
      if (!field || (row->entity && g_strcmp0 (row->entity, entity->name) != 0))
        continue;
      g_auto (GStrv) list = g_strsplit (row->words, "|", -1);
      for (char **text = list; *text; text++)
        add_word (words, field, row->part, *text, SYNONYM);
    }
  return words;
}

/* Does @words hold @word between its spaces and punctuation? */
static gboolean
holds_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (words, word); p; p = strstr (p + 1, word))
    if ((p == words || !g_ascii_isalnum (p[-1])) && !g_ascii_isalnum (p[length]))
      return TRUE;
  return FALSE;
}

static double
compare (const Word *word, const char *key, const char *folded)
{
  if (g_strcmp0 (word->key, key) == 0)
    return word->sure;
  if (word->part == AMB_IMPORT_ID || word->sure == COMPUTED)
    return 0;
  if (strlen (word->key) >= 4 && holds_word (folded, word->folded))
    return CONTAINED + 0.001 * MIN (strlen (word->key), 40);
  if (strlen (key) >= 5 && amb_text_similarity (word->key, key) >= 0.8)
    return ALIKE * amb_text_similarity (word->key, key);
  return 0;
}

typedef struct
{
  guint column;
  const AmbField *field;
  AmbImportPart part;
  double score;
} Match;

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *left = a, *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return (int) left->column - (int) right->column;
}

static gboolean
are_all (const GPtrArray *examples, AmbFieldType type)
{
  if (examples->len < 2)
    return FALSE;
  for (guint i = 0; i < examples->len; i++)
    {
      const char *text = examples->pdata[i];
      g_autofree char *language = NULL;
      if (type == AMB_FIELD_EMAIL && !(strchr (text, '@') && !strchr (text, ' ')))
        return FALSE;
      if (type == AMB_FIELD_COUNTRY && (strlen (text) < 4 || !amb_country_find (text)))
        return FALSE;
      if (type == AMB_FIELD_LANGUAGE &&
          (strlen (text) < 4 || !(language = amb_language_find (text))))
        return FALSE;
    }
  return type == AMB_FIELD_EMAIL || type == AMB_FIELD_COUNTRY || type == AMB_FIELD_LANGUAGE;
}

static void
match_cells (const AmbEntity *entity, GPtrArray *columns, GArray *matches)
{
  for (guint i = 0; i < columns->len; i++)
    for (const AmbField *field = entity->fields; field->name; field++)
      {
        AmbImportColumn *column = columns->pdata[i];
        Match match = { i, field, AMB_IMPORT_WHOLE, BY_CELLS };
        if (amb_import_words_may_fill (field) && are_all (column->examples, field->type))
          g_array_append_val (matches, match);
      }
}

static void
match_headers (const AmbEntity *entity, GPtrArray *columns, GArray *matches)
{
  g_autoptr (GPtrArray) words = list_words (entity);

  for (guint i = 0; i < columns->len; i++)
    {
      AmbImportColumn *column = columns->pdata[i];
      g_autofree char *key = amb_words_key (column->header);
      g_autofree char *folded = amb_text_fold (column->header);
      for (guint j = 0; j < words->len; j++)
        {
          const Word *word = words->pdata[j];
          Match match = { i, word->field, word->part, compare (word, key, folded) };
          if (match.score >= ENOUGH)
            g_array_append_val (matches, match);
        }
    }
}

static AmbImportColumn *
find_column (GPtrArray *columns, const AmbField *field, AmbImportPart part)
{
  for (guint i = 0; i < columns->len; i++)
    {
      AmbImportColumn *column = columns->pdata[i];
      if (column->field == field && column->part == part && (field || part == AMB_IMPORT_ID))
        return column;
    }
  return NULL;
}

/* “Nom” beside “Prénom” is the family name; a whole name beside its parts makes them needless. */
static void
settle_names (const AmbEntity *entity, GPtrArray *columns)
{
  const AmbField *title = amb_entity_get_title_field (entity);
  AmbImportColumn *whole = find_column (columns, title, AMB_IMPORT_WHOLE);
  AmbImportColumn *given = find_column (columns, title, AMB_IMPORT_GIVEN);
  AmbImportColumn *family = find_column (columns, title, AMB_IMPORT_FAMILY);

  if (whole && given && family && whole->confidence < MIN (given->confidence, family->confidence))
    {
      /* “Employee type” beside both parts. */
      whole->field = NULL;
      whole->confidence = 0;
      return;
    }
  if (whole && given && !family)
    whole->part = AMB_IMPORT_FAMILY;
  else if (whole && given && family)
    given->field = family->field = NULL;
  else
    return;
  if (!given->field)
    {
      given->part = family->part = AMB_IMPORT_WHOLE;
      given->confidence = family->confidence = 0;
    }
}

/* X and Meta tell in a column of this name when the post was published, or that its figures are of
 * its whole life; their files name the post by an id or its text, which no other network does. */
static gboolean
dates_posts (GPtrArray *columns)
{
  static const char *const of_post[] = { "postid",    "tweetid",     "posttext",
                                         "tweettext", "publishtime", NULL };

  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *key = amb_words_key (((AmbImportColumn *) columns->pdata[i])->header);

      if (g_strv_contains (of_post, key))
        return TRUE;
    }
  return FALSE;
}

/* “Created date”, “Post date”: of the post, whoever's file it is. */
static gboolean
says_post (const char *key)
{
  static const char *const words[] = { "creat", "post", "publi", "cree" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (key, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
settle_dates (const AmbEntity *entity, GPtrArray *columns)
{
  static const char *const plain[] = { "date", "day", "jour", NULL };
  const AmbField *field = g_str_equal (entity->name, "measurement")
                              ? amb_entity_find_field (entity, "measured-on")
                              : NULL;
  AmbImportColumn *column = field ? find_column (columns, field, AMB_IMPORT_WHOLE) : NULL;
  g_autofree char *key = column ? amb_words_key (column->header) : NULL;

  if (!key || (!says_post (key) && (!g_strv_contains (plain, key) || !dates_posts (columns))))
    return;
  column->field = NULL;
  column->confidence = 0;
}

/* The first two columns of a file of failed rows (amb_import_report_save_failed()). */
static guint
count_own_columns (GPtrArray *columns)
{
  const AmbImportColumn *line, *reason;

  if (columns->len < 3)
    return 0;
  line = columns->pdata[0];
  reason = columns->pdata[1];
  /* Written in either language, read in either. */
  if ((g_str_equal (line->header, "Line") || g_str_equal (line->header, "Ligne") ||
       g_str_equal (line->header, _ ("Line"))) &&
      (g_str_equal (reason->header, "Reason") || g_str_equal (reason->header, "Raison") ||
       g_str_equal (reason->header, _ ("Reason"))))
    return 2;
  return 0;
}

void
amb_import_words_map (const AmbEntity *entity, GPtrArray *columns)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  guint first = count_own_columns (columns);

  match_headers (entity, columns, matches);
  match_cells (entity, columns, matches);
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);
      AmbImportColumn *column = columns->pdata[match->column];
      if (match->column < first || column->confidence > 0 ||
          find_column (columns, match->field, match->part))
        continue;
      column->field =
          match->field && amb_import_words_may_fill (match->field) ? match->field : NULL;
      column->part = match->part;
      column->confidence = match->score;
    }
  settle_names (entity, columns);
  settle_dates (entity, columns);
}
