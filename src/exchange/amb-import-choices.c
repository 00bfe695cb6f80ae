#include "amb-import-choices.h"

#include "amb-text.h"

// clang-format off
static const struct
{
  const char *entity, *field, *choice;
  const char *words; /* separated by bars; English and French */
} choices[] = {
  { "activity", "kind", "share", "shared|shares|reshare|repost|reposted|reposts|forward|forwarded|retweet|partage|partages|a partagé|partagé|repartage|republication" },
  { "activity", "kind", "creation", "post|posts|posted|article|articles|published|publication|publications|created|a publié|publié|a posté|posté|message|messages|billet|document|video|vidéo|photo|blog post" },
  { "activity", "kind", "reply", "reply|replies|replied|answer|answers|answered|comment|comments|commented|response|responses|réponse|réponses|a répondu|répondu|commentaire|commentaires|a commenté|commenté|solution" },
  { "activity", "kind", "exchange", "question|questions|asked|discussion|discussions|conversation|thread|a demandé|demande|a échangé|échanges" },
  { "activity", "kind", "reading", "read|reads|view|views|viewed|opened|visit|visits|lu|a lu|lecture|lectures|vue|vues|consulté|consultation" },
  { "activity", "kind", "mention", "mention|mentions|mentioned|tagged|tag|mentionné|a été mentionné|cité|citation|citations" },
  { "activity", "kind", "click", "click|clicks|clicked|link click|link clicks|clic|clics|clics sur le lien" },
};
// clang-format on

static gboolean
has_word (const char *words, const char *folded)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (char **word = list; *word; word++)
    {
      g_autofree char *key = amb_text_fold (*word);
      if (g_str_equal (key, folded))
        return TRUE;
    }
  return FALSE;
}

const char *
amb_import_choice_find (const AmbEntity *entity, const AmbField *field, const char *text)
{
  g_autofree char *folded = NULL;

  if (field->type != AMB_FIELD_ENUM || !g_utf8_validate (text, -1, NULL))
    return NULL;
  folded = amb_text_fold (text);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].entity, entity->name) &&
        g_str_equal (choices[i].field, field->name) && has_word (choices[i].words, folded))
      return choices[i].choice;
  return NULL;
}
