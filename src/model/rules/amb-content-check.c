#include "amb-content-check.h"

#include "amb-content-text.h"
#include "amb-error.h"
#include "amb-set.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_LENGTH 10 /* of “2026-11-30T09:00[Europe/Paris]” */

static void
text_free (gpointer data)
{
  AmbContentText *text = data;

  g_object_unref (text->record);
  g_clear_object (&text->channel);
  g_free (text);
}

static void
near_free (gpointer data)
{
  AmbContentNear *near = data;

  g_free (near->item);
  g_free (near->title);
  g_free (near);
}

AmbContentFacts *
amb_content_facts_new (AmbRecord *item)
{
  AmbContentFacts *self = g_new0 (AmbContentFacts, 1);

  self->item = g_object_ref (item);
  self->texts = g_ptr_array_new_with_free_func (text_free);
  self->near = g_ptr_array_new_with_free_func (near_free);
  return self;
}

void
amb_content_facts_free (AmbContentFacts *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->item);
  g_clear_object (&self->asset);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->near);
  g_free (self->today);
  g_free (self->holiday);
  g_free (self->blackout);
  g_free (self);
}

void
amb_content_facts_add_text (AmbContentFacts *self, AmbRecord *record, AmbRecord *channel)
{
  AmbContentText *text = g_new0 (AmbContentText, 1);

  text->record = g_object_ref (record);
  text->channel = channel != NULL ? g_object_ref (channel) : NULL;
  g_ptr_array_add (self->texts, text);
}

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const AmbContentNear *x = *(AmbContentNear *const *) a, *y = *(AmbContentNear *const *) b;

  if (x->is_same != y->is_same)
    return x->is_same ? -1 : 1;
  return x->percent != y->percent ? y->percent - x->percent : g_strcmp0 (x->item, y->item);
}

void
amb_content_facts_add_near (
    AmbContentFacts *self, const char *item, const char *title, int percent, gboolean is_same)
{
  AmbContentNear *near = g_new0 (AmbContentNear, 1);

  *near = (AmbContentNear){ g_strdup (item), g_strdup (title), percent, is_same };
  g_ptr_array_add (self->near, near);
  g_ptr_array_sort (self->near, compare_near);
}

static void
check_free (gpointer data)
{
  g_free (((AmbContentCheck *) data)->words);
  g_free (data);
}

/* @words: (transfer full) (nullable) */
static void
add (GPtrArray *checks,
     AmbRecord *record,
     const char *id,
     AmbContentLevel level,
     const char *label,
     char *words,
     const char *field)
{
  AmbContentCheck *check = g_new0 (AmbContentCheck, 1);

  *check = (AmbContentCheck){ id, level, label, words, field, amb_record_get_id (record) };
  g_ptr_array_add (checks, check);
}

static const char *
get_label (AmbRecord *record, const char *field)
{
  return _ (amb_entity_find_field (amb_record_get_entity (record), field)->label);
}

static char *
dup_value (AmbRecord *record, const char *field)
{
  return amb_field_format (amb_entity_find_field (amb_record_get_entity (record), field),
                           amb_record_get (record, field));
}

static gboolean
has (AmbRecord *record, const char *field)
{
  return !amb_text_is_blank (amb_record_get (record, field));
}

/* The record that a chosen source needs. */
static const char *
get_source_field (AmbRecord *item)
{
  const char *source = amb_record_get (item, "source");

  if (g_strcmp0 (source, "asset") == 0 && !has (item, "asset-id"))
    return "asset-id";
  if (g_strcmp0 (source, "derivative") == 0 && !has (item, "parent-id"))
    return "parent-id";
  return NULL;
}

static void
judge_fields (const AmbContentFacts *facts, GPtrArray *checks)
{
  static const char *const names[] = { "title",         "audience",   "pillar-id", "owner-id",
                                       "department-id", "source",     "language",  "channel-id",
                                       "publish-on",    "expires-on", "disclosure" };
  const char *of_source = get_source_field (facts->item);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean is_source = g_str_equal (names[i], "source") && of_source != NULL;
      gboolean there = has (facts->item, names[i]) && !is_source;

      add (checks, facts->item, names[i], there ? AMB_CONTENT_DONE : AMB_CONTENT_LACKS,
           get_label (facts->item, names[i]),
           is_source ? g_strdup (g_str_equal (of_source, "asset-id")
                                     ? _ ("Choose the asset that it is made from")
                                     : _ ("Choose the item that it is derived from"))
                     : NULL,
           is_source ? of_source : names[i]);
    }
}

/* Day of publication; NULL: none yet. */
static char *
dup_day (AmbRecord *item)
{
  const char *wall = amb_record_get (item, "publish-on");

  return wall != NULL ? g_strndup (wall, DAY_LENGTH) : NULL;
}

/* Is it still to go out? */
static gboolean
is_coming (AmbRecord *item)
{
  static const char *const over[] = { "published", "expired", "archived", "rejected", NULL };
  const char *state = amb_record_get_state (item);

  return state == NULL || !g_strv_contains (over, state);
}

static void
add_reason (GString *words, char *reason)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", reason);
  g_free (reason);
}

/* What the calendar warns of, of a day that was typed or imported. */
static void
judge_day (const AmbContentFacts *facts, GPtrArray *checks)
{
  g_autofree char *day = dup_day (facts->item);
  g_autoptr (GString) words = g_string_new (NULL);

  if (day == NULL || !is_coming (facts->item))
    return;
  if (facts->today != NULL && strcmp (day, facts->today) < 0)
    add_reason (words,
                g_strdup (_ ("That day has passed: give a later one, or record that it went out")));
  if (facts->holiday != NULL)
    /* Translators: the name of a public holiday follows */
    add_reason (words, g_strdup_printf (_ ("It is a holiday: %s"), facts->holiday));
  if (facts->blackout != NULL)
    /* Translators: the reason of a blackout day follows */
    add_reason (words, g_strdup_printf (_ ("It is a blackout day: %s"), facts->blackout));
  if (words->len > 0)
    add (checks, facts->item, "day", AMB_CONTENT_WARNS, _ ("Day"), g_strdup (words->str),
         "publish-on");
}

static gboolean
ends_before (AmbRecord *asset, const char *field, const char *day)
{
  return day != NULL && has (asset, field) && strcmp (amb_record_get (asset, field), day) < 0;
}

static void
judge_rights (const AmbContentFacts *facts, GPtrArray *checks)
{
  const char *label = _ ("Rights of the asset");
  AmbRecord *asset = facts->asset;
  g_autofree char *day = dup_day (facts->item);
  g_autofree char *until = NULL;

  if (asset == NULL)
    return;
  if (!has (asset, "rights") || g_str_equal (amb_record_get (asset, "rights"), "unclear"))
    add (checks, facts->item, "rights", AMB_CONTENT_LACKS, label,
         g_strdup (_ ("Nobody has cleared them: ask the owner of the asset")), "asset-id");
  else if (ends_before (asset, "rights-until", day) || ends_before (asset, "expires-on", day))
    {
      gboolean over = ends_before (asset, "rights-until", day);

      until = dup_value (asset, over ? "rights-until" : "expires-on");
      add (checks, facts->item, "rights", AMB_CONTENT_LACKS, label,
           g_strdup_printf (over ? _ ("They end on %s, before it is published")
                                 : _ ("The asset is out of date after %s, before it is published"),
                            until),
           "publish-on");
    }
  else if (has (asset, "language") && has (facts->item, "language") &&
           g_ascii_strncasecmp (amb_record_get (asset, "language"),
                                amb_record_get (facts->item, "language"), 2) != 0)
    {
      until = dup_value (asset, "language");
      /* Translators: a language follows */
      add (checks, facts->item, "rights", AMB_CONTENT_WARNS, label,
           g_strdup_printf (_ ("The asset speaks %s: is translating it allowed?"), until),
           "language");
    }
  else
    add (checks, facts->item, "rights", AMB_CONTENT_DONE, label, NULL, "asset-id");
}

static gboolean
goes_outside (const AmbContentText *text)
{
  const char *audience = amb_record_get (text->record, "audience");

  if (text->channel != NULL)
    return g_strcmp0 (amb_record_get (text->channel, "kind"), "internal") != 0;
  return audience != NULL && !g_str_equal (audience, "internal");
}

static void
judge_confidentiality (const AmbContentFacts *facts, GPtrArray *checks)
{
  const char *label = _ ("Confidentiality");
  const char *level =
      facts->asset != NULL ? amb_record_get (facts->asset, "confidentiality") : NULL;

  if (facts->asset == NULL)
    return;
  if (g_strcmp0 (level, "confidential") == 0)
    {
      add (checks, facts->item, "confidentiality", AMB_CONTENT_LACKS, label,
           g_strdup (_ ("The asset is confidential: choose another")), "asset-id");
      return;
    }
  for (guint i = 0; g_strcmp0 (level, "public") != 0 && i < facts->texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (facts->texts, i);

      if (!goes_outside (text))
        continue;
      add (checks, text->record, "confidentiality", AMB_CONTENT_LACKS, label,
           g_strdup (_ ("The asset is for inside only: choose an internal channel, or another "
                        "asset")),
           "channel-id");
      return;
    }
  add (checks, facts->item, "confidentiality", AMB_CONTENT_DONE, label, NULL, "asset-id");
}

/* Is the line in the language of the text that it stands under? */
static void
judge_disclosure (const AmbContentFacts *facts, GPtrArray *checks)
{
  const char *line = amb_record_get (facts->item, "disclosure");
  const char *language = amb_content_guess_language (line);

  for (guint i = 0; language != NULL && i < facts->texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (facts->texts, i);
      const char *wanted = amb_record_get (text->record, "language");
      g_autofree char *name = NULL;

      if (wanted == NULL || g_ascii_strncasecmp (wanted, language, 2) == 0)
        continue;
      name = dup_value (text->record, "language");
      /* A variant’s own words can say it too: that is for a person to see. */
      add (checks, facts->item, "disclosure-language",
           i == 0 ? AMB_CONTENT_LACKS : AMB_CONTENT_WARNS, _ ("Disclosure line"),
           /* Translators: the language of a text follows */
           g_strdup_printf (_ ("It is in another language than the text, which is in %s"), name),
           "disclosure");
      return;
    }
}

static gboolean
shows_pictures (const AmbContentFacts *facts, AmbRecord *record)
{
  const char *kind = facts->asset != NULL ? amb_record_get (facts->asset, "kind") : NULL;
  const char *body = amb_record_get (record, "body");

  return g_strcmp0 (kind, "picture") == 0 || g_strcmp0 (kind, "video") == 0 ||
         (body != NULL && strstr (body, "![") != NULL);
}

static void
judge_pictures (const AmbContentFacts *facts, GPtrArray *checks)
{
  gboolean any = FALSE;

  for (guint i = 0; i < facts->texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (facts->texts, i);

      if (!shows_pictures (facts, text->record))
        continue;
      any = TRUE;
      if (has (text->record, "alternative-text") || has (facts->item, "alternative-text"))
        continue;
      add (checks, text->record, "pictures", AMB_CONTENT_LACKS, _ ("Text for pictures"),
           g_strdup (_ ("Say what the picture shows, for those who can’t see it")),
           "alternative-text");
      return;
    }
  if (any)
    add (checks, facts->item, "pictures", AMB_CONTENT_DONE, _ ("Text for pictures"), NULL,
         "alternative-text");
}

static void
judge_lengths (const AmbContentFacts *facts, GPtrArray *checks)
{
  gboolean any = FALSE;

  for (guint i = 0; i < facts->texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (facts->texts, i);
      guint limit = amb_content_get_limit (text->channel);
      g_autofree char *plain = amb_content_dup_plain (amb_record_get (text->record, "body"));
      guint n =
          limit > 0 ? amb_content_count (amb_record_get (text->channel, "network"), plain) : 0;

      any = any || limit > 0;
      if (n <= limit)
        continue;
      add (checks, text->record, "length", AMB_CONTENT_LACKS, _ ("Length"),
           /* Translators: the name of a channel, then two numbers of characters */
           g_strdup_printf (_ ("For %s it has %u characters, and %u are the most"),
                            amb_record_get_title (text->channel), n, limit),
           "body");
      return;
    }
  if (any)
    add (checks, facts->item, "length", AMB_CONTENT_DONE, _ ("Length"), NULL, "body");
}

static void
judge_words (const AmbContentFacts *facts, GPtrArray *checks)
{
  const char *label = _ ("Own words");
  const AmbContentNear *near = facts->near->len > 0 ? g_ptr_array_index (facts->near, 0) : NULL;

  if (facts->n_repeats > 0 && (near == NULL || !near->is_same))
    add (checks, facts->item, "words", AMB_CONTENT_WARNS, label,
         g_strdup_printf (
             ngettext ("%u of its texts says word for word what another one does: write it in "
                       "other words",
                       "%u of its texts say word for word what another one does: write them in "
                       "other words",
                       facts->n_repeats),
             facts->n_repeats),
         "body");
  else if (near == NULL)
    add (checks, facts->item, "words", AMB_CONTENT_DONE, label, NULL, "body");
  else if (near->is_same)
    add (checks, facts->item, "words", AMB_CONTENT_LACKS, label,
         /* Translators: the title of another item follows */
         g_strdup_printf (_ ("Word for word what “%s” says: let each say it in their own words"),
                          near->title),
         "body");
  else
    add (checks, facts->item, "words", AMB_CONTENT_WARNS, label,
         /* Translators: a percentage, then the title of another item */
         g_strdup_printf (_ ("%d%% of it stands in “%s” too"), near->percent, near->title), "body");
}

static void
judge_product (const AmbContentFacts *facts, GPtrArray *checks)
{
  guint share = facts->n_month > 0 ? 100 * facts->n_product / facts->n_month : 0;

  if (g_strcmp0 (amb_record_get (facts->item, "kind"), "product") != 0 ||
      facts->product_percent <= 0 || share <= (guint) facts->product_percent)
    return;
  add (checks, facts->item, "product", AMB_CONTENT_WARNS, _ ("Product"),
       g_strdup_printf (_ ("%u%% of that month speaks of products, and %d%% are the most: "
                           "ambassadors embody, they don’t advertise"),
                        share, facts->product_percent),
       "kind");
}

GPtrArray *
amb_content_judge (const AmbContentFacts *facts)
{
  GPtrArray *checks = g_ptr_array_new_with_free_func (check_free);

  judge_fields (facts, checks);
  judge_disclosure (facts, checks);
  judge_rights (facts, checks);
  judge_confidentiality (facts, checks);
  judge_pictures (facts, checks);
  judge_lengths (facts, checks);
  judge_words (facts, checks);
  judge_product (facts, checks);
  judge_day (facts, checks);
  return checks;
}

static gboolean
is_lacking (GPtrArray *checks, const char *id)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);

      if (check->level == AMB_CONTENT_LACKS && g_str_has_prefix (check->id, id))
        return TRUE;
    }
  return FALSE;
}

char *
amb_content_list_passed (GPtrArray *checks)
{
  static const char *const ids[] = { "rights", "confidentiality", "disclosure", "pictures",
                                     "words" };
  const char *passed[G_N_ELEMENTS (ids) + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (!is_lacking (checks, ids[i]))
      passed[n++] = ids[i];
  return amb_set_from_strv (passed);
}

gboolean
amb_content_check_approval (const AmbContentFacts *facts, GError **error)
{
  g_autoptr (GPtrArray) checks = amb_content_judge (facts);
  g_autoptr (GString) lacks = g_string_new (NULL);
  const char *title = amb_record_get_title (facts->item);

  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);

      if (check->level != AMB_CONTENT_LACKS || check->words == NULL)
        continue;
      if (lacks->len > 0)
        g_string_append (lacks, "; ");
      /* Translators: what is missing, how to open it */
      g_string_append_printf (lacks, _ ("%s (%s)"), check->label, check->words);
    }
  if (lacks->len == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("“%s” can’t be approved yet. Still missing: %s."), title != NULL ? title : "–",
               lacks->str);
  return FALSE;
}

gboolean
amb_content_is_sealed (const char *seals, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (texts, i);
      g_autofree char *seal = amb_content_dup_seal (text->record);

      if (seal != NULL && !amb_set_contains (seals, seal))
        return FALSE;
    }
  return TRUE;
}

char *
amb_content_dup_seals (GPtrArray *texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) seals = NULL;

  for (guint i = 0; i < texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (texts, i);
      g_autofree char *seal = amb_content_dup_seal (text->record);

      if (seal != NULL)
        g_strv_builder_add (builder, seal);
    }
  seals = g_strv_builder_end (builder);
  return amb_set_from_strv ((const char *const *) seals);
}

gboolean
amb_content_is_trusted (const char *const *verdicts, int needed)
{
  int n = 0;

  while (verdicts[n] != NULL && n < needed && g_str_equal (verdicts[n], "approved"))
    n++;
  return needed > 0 && n == needed;
}
