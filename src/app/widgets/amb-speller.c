#include "amb-speller.h"

#include "amb-worker.h"

#include <enchant.h>
#include <string.h>

#define MOST_KNOWN  50000 /* words of a language; what is more is forgotten and asked again */
#define SUGGESTIONS 6

/* What the thread has; nobody else touches it. */
typedef struct
{
  EnchantBroker *broker;    /* nullable: nothing was asked yet */
  GHashTable *dictionaries; /* language → EnchantDict, NULL: there is none */
} Desk;

/* What is known of a language here. */
typedef struct
{
  AmbLanguageStanding standing;
  gboolean is_asking;  /* whether there is a dictionary */
  GHashTable *words;   /* word → AmbVerdict; AMB_WORD_UNASKED: it is on its way */
  GHashTable *ignored; /* words */
} Lexicon;

struct _AmbSpeller
{
  GObject parent_instance;

  AmbWorker *worker;
  Desk *desk;
  GHashTable *lexicons; /* language → Lexicon */
  gboolean is_enabled;
};

G_DEFINE_FINAL_TYPE (AmbSpeller, amb_speller, G_TYPE_OBJECT)

enum
{
  PROP_ENABLED = 1,
};

static guint changed_signal;

static void
lexicon_free (gpointer data)
{
  Lexicon *lexicon = data;

  g_hash_table_unref (lexicon->words);
  g_hash_table_unref (lexicon->ignored);
  g_free (lexicon);
}

static Lexicon *
get_lexicon (AmbSpeller *self, const char *language)
{
  Lexicon *lexicon = g_hash_table_lookup (self->lexicons, language);

  if (lexicon != NULL)
    return lexicon;
  lexicon = g_new0 (Lexicon, 1);
  lexicon->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lexicon->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->lexicons, g_strdup (language), lexicon);
  return lexicon;
}

/* Which dictionary. */

static gboolean
is_of (const char *tag, const char *language, gsize length)
{
  return g_ascii_strncasecmp (tag, language, length) == 0 && !g_ascii_isalpha (tag[length]);
}

static const char *
find_tag (const char *const *tags, const char *wanted)
{
  for (; *tags != NULL; tags++)
    if (g_ascii_strcasecmp (*tags, wanted) == 0)
      return *tags;
  return NULL;
}

const char *
amb_speller_pick (const char *language, const char *const *tags, const char *const *wished)
{
  /* Where the country doesn't have the language's letters: the one whose spelling most write. */
  static const char *const firsts[] = {
    "en_US", "pt_BR", "sv_SE", "da_DK", "cs_CZ", "uk_UA", NULL
  };
  g_autofree char *name = g_strdelimit (g_strdup (language), "-", '_');
  gsize length = strcspn (name, "_");
  const char *tag = find_tag (tags, name);

  for (guint i = 0; tag == NULL && wished != NULL && wished[i] != NULL; i++)
    if (is_of (wished[i], name, length))
      tag = find_tag (tags, wished[i]);
  for (guint i = 0; tag == NULL && firsts[i] != NULL; i++)
    if (is_of (firsts[i], name, length))
      tag = find_tag (tags, firsts[i]);
  if (tag == NULL)
    {
      g_autofree char *main_name = g_strndup (name, length);
      g_autofree char *country = g_ascii_strup (main_name, -1);
      g_autofree char *own = g_strconcat (main_name, "_", country, NULL);

      tag = find_tag (tags, own);
    }
  for (; tag == NULL && *tags != NULL; tags++)
    if (is_of (*tags, name, length))
      tag = *tags;
  return tag;
}

/* On the thread. */

static void
list_cb (const char *tag, const char *name, const char *words, const char *file, void *tags)
{
  g_ptr_array_add (tags, g_strdup (tag));
}

static EnchantDict *
find_dictionary (Desk *desk, const char *language)
{
  gpointer found;
  g_autoptr (GPtrArray) tags = NULL;
  const char *tag;
  EnchantDict *dictionary;

  if (g_hash_table_lookup_extended (desk->dictionaries, language, NULL, &found))
    return found;
  if (desk->broker == NULL)
    desk->broker = enchant_broker_init ();
  tags = g_ptr_array_new_with_free_func (g_free);
  enchant_broker_list_dicts (desk->broker, list_cb, tags);
  g_ptr_array_add (tags, NULL);
  tag = amb_speller_pick (language, (const char *const *) tags->pdata, g_get_language_names ());
  dictionary = tag != NULL ? enchant_broker_request_dict (desk->broker, tag) : NULL;
  g_hash_table_insert (desk->dictionaries, g_strdup (language), dictionary);
  return dictionary;
}

static gpointer
close_desk (gpointer data, GCancellable *cancellable, GError **error)
{
  Desk *desk = data;
  GHashTableIter iter;
  gpointer dictionary;

  g_hash_table_iter_init (&iter, desk->dictionaries);
  while (g_hash_table_iter_next (&iter, NULL, &dictionary))
    if (dictionary != NULL)
      enchant_broker_free_dict (desk->broker, dictionary);
  g_clear_pointer (&desk->broker, enchant_broker_free);
  g_hash_table_unref (desk->dictionaries);
  g_free (desk);
  return NULL;
}

typedef struct
{
  Desk *desk;
  char *language;
  GPtrArray *words;
} Question;

static Question *
question_new (AmbSpeller *self, const char *language, GPtrArray *words)
{
  Question *question = g_new0 (Question, 1);

  question->desk = self->desk;
  question->language = g_strdup (language);
  question->words = words;
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->language);
  g_ptr_array_unref (question->words);
  g_free (question);
}

/* Answers with one character a word: is it right? */
static gpointer
run_check (gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  EnchantDict *dictionary = find_dictionary (question->desk, question->language);
  char *answer;

  if (dictionary == NULL)
    return NULL;
  answer = g_malloc0 (question->words->len + 1);
  for (guint i = 0; i < question->words->len; i++)
    {
      const char *word = g_ptr_array_index (question->words, i);

      answer[i] = enchant_dict_check (dictionary, word, (gssize) strlen (word)) > 0 ? 'n' : 'y';
    }
  return answer;
}

static gpointer
run_suggest (gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  EnchantDict *dictionary = find_dictionary (question->desk, question->language);
  const char *word = g_ptr_array_index (question->words, 0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **found;
  size_t n = 0;

  if (dictionary == NULL)
    return NULL;
  found = enchant_dict_suggest (dictionary, word, (gssize) strlen (word), &n);
  for (size_t i = 0; i < MIN (n, SUGGESTIONS); i++)
    g_strv_builder_add (builder, found[i]);
  if (found != NULL)
    enchant_dict_free_string_list (dictionary, found);
  return g_strv_builder_end (builder);
}

static gpointer
run_add (gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  EnchantDict *dictionary = find_dictionary (question->desk, question->language);
  const char *word = g_ptr_array_index (question->words, 0);

  if (dictionary != NULL)
    enchant_dict_add (dictionary, word, (gssize) strlen (word));
  return NULL;
}

/* Asking. */

typedef struct
{
  AmbSpeller *self;
  char *language;
  GPtrArray *words;
} Asking;

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr (AmbSpeller) self = asking->self;
  g_autofree char *language = asking->language;
  g_autoptr (GPtrArray) words = asking->words;
  g_autofree char *answer = amb_worker_run_finish (AMB_WORKER (source), result, NULL);
  Lexicon *lexicon = get_lexicon (self, language);

  lexicon->standing = answer != NULL ? AMB_LANGUAGE_KNOWN : AMB_LANGUAGE_UNKNOWN;
  lexicon->is_asking = FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      gboolean is_right =
          answer == NULL || answer[i] == 'y' || g_hash_table_contains (lexicon->ignored, word);

      g_hash_table_replace (lexicon->words, g_strdup (word),
                            GINT_TO_POINTER (is_right ? AMB_WORD_RIGHT : AMB_WORD_WRONG));
    }
  g_signal_emit (self, changed_signal, 0, language, FALSE);
}

void
amb_speller_ask (AmbSpeller *self, const char *language, GPtrArray *words)
{
  Lexicon *lexicon = get_lexicon (self, language);
  GPtrArray *asked = g_ptr_array_new_with_free_func (g_free);
  Asking *asking;

  if (g_hash_table_size (lexicon->words) > MOST_KNOWN)
    g_hash_table_remove_all (lexicon->words);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (g_hash_table_contains (lexicon->words, word))
        continue;
      g_hash_table_insert (lexicon->words, g_strdup (word), GINT_TO_POINTER (AMB_WORD_UNASKED));
      g_ptr_array_add (asked, g_strdup (word));
    }
  g_ptr_array_unref (words);
  if (asked->len == 0 && (lexicon->is_asking || lexicon->standing != AMB_LANGUAGE_UNASKED))
    {
      g_ptr_array_unref (asked);
      return;
    }
  lexicon->is_asking = TRUE;
  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->language = g_strdup (language);
  asking->words = g_ptr_array_ref (asked);
  amb_worker_run_async (self->worker, AMB_WORKER_NORMAL, run_check,
                        question_new (self, language, asked), question_free, g_free, NULL,
                        checked_cb, asking);
}

AmbLanguageStanding
amb_speller_get_standing (AmbSpeller *self, const char *language)
{
  return get_lexicon (self, language)->standing;
}

AmbVerdict
amb_speller_get_verdict (AmbSpeller *self, const char *language, const char *word)
{
  return (AmbVerdict) GPOINTER_TO_INT (
      g_hash_table_lookup (get_lexicon (self, language)->words, word));
}

static GPtrArray *
new_word (const char *word)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (word));
  return words;
}

static void
free_strv (gpointer data)
{
  g_strfreev (data);
}

void
amb_speller_suggest_async (AmbSpeller *self,
                           const char *language,
                           const char *word,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  amb_worker_run_async (self->worker, AMB_WORKER_NORMAL, run_suggest,
                        question_new (self, language, new_word (word)), question_free, free_strv,
                        NULL, callback, data);
}

char **
amb_speller_suggest_finish (GObject *source, GAsyncResult *result)
{
  return amb_worker_run_finish (AMB_WORKER (source), result, NULL);
}

/* Both at once here; the thread writes it down when its turn comes. */
void
amb_speller_ignore (AmbSpeller *self, const char *language, const char *word)
{
  Lexicon *lexicon = get_lexicon (self, language);

  g_hash_table_add (lexicon->ignored, g_strdup (word));
  g_hash_table_replace (lexicon->words, g_strdup (word), GINT_TO_POINTER (AMB_WORD_RIGHT));
  g_signal_emit (self, changed_signal, 0, language, TRUE);
}

void
amb_speller_add (AmbSpeller *self, const char *language, const char *word)
{
  amb_worker_run_async (self->worker, AMB_WORKER_NORMAL, run_add,
                        question_new (self, language, new_word (word)), question_free, NULL, NULL,
                        NULL, NULL);
  amb_speller_ignore (self, language, word);
}

gboolean
amb_speller_is_enabled (AmbSpeller *self)
{
  return self->is_enabled;
}

/* Making. */

static void
amb_speller_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  AmbSpeller *self = AMB_SPELLER (object);

  if (self->is_enabled == g_value_get_boolean (value))
    return;
  self->is_enabled = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, spec);
}

static void
amb_speller_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, AMB_SPELLER (object)->is_enabled);
}

static void
amb_speller_dispose (GObject *object)
{
  AmbSpeller *self = AMB_SPELLER (object);

  if (self->worker != NULL)
    {
      amb_worker_post (self->worker, close_desk, self->desk);
      amb_worker_stop (self->worker);
      g_clear_object (&self->worker);
    }
  g_clear_pointer (&self->lexicons, g_hash_table_unref);
  G_OBJECT_CLASS (amb_speller_parent_class)->dispose (object);
}

static void
amb_speller_class_init (AmbSpellerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amb_speller_dispose;
  object_class->set_property = amb_speller_set_property;
  object_class->get_property = amb_speller_get_property;
  g_object_class_install_property (
      object_class, PROP_ENABLED,
      g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
  changed_signal = g_signal_new ("changed", AMB_TYPE_SPELLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
amb_speller_init (AmbSpeller *self)
{
  self->is_enabled = TRUE;
  self->worker = amb_worker_new ("spelling");
  self->desk = g_new0 (Desk, 1);
  self->desk->dictionaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lexicons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, lexicon_free);
}

AmbSpeller *
amb_speller_new (void)
{
  return g_object_new (AMB_TYPE_SPELLER, NULL);
}

AmbSpeller *
amb_speller_of (AmbContext *context)
{
  AmbSpeller *speller = g_object_get_data (G_OBJECT (context), "amb-speller");

  if (speller == NULL)
    {
      speller = amb_speller_new ();
      g_object_set_data_full (G_OBJECT (context), "amb-speller", speller, g_object_unref);
    }
  return speller;
}
