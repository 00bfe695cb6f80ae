/* What an item lacks before it is approved: each case takes one thing from an item that has all. */
#include "amb-content-check.h"
#include "amb-content-text.h"
#include "amb-error.h"
#include "amb-set.h"

#include <string.h>

typedef struct
{
  AmbContentFacts *facts;
  AmbRecord *item, *variant, *asset, *channel;
} Case;

static AmbRecord *
new_record (const char *entity, const char *id, const char *const *values)
{
  AmbRecord *record = amb_record_new (amb_entity_find (entity), id);

  for (guint i = 0; values[i] != NULL; i += 2)
    amb_record_set (record, values[i], values[i + 1]);
  return record;
}

#define RECORD(entity, id, ...) new_record (entity, id, (const char *const[]){ __VA_ARGS__, NULL })

static void
set_up (Case *self)
{
  self->item = RECORD ("content-item", "item", "title", "Warm homes", "state", "in_review",
                       "audience", "client", "pillar-id", "p", "owner-id", "o", "department-id",
                       "d", "source", "asset", "asset-id", "asset", "language", "en", "channel-id",
                       "c", "publish-on", "2026-12-01T09:00[Europe/Paris]", "expires-on",
                       "2027-12-01", "disclosure", "I work at Meridiem; these words are my own.",
                       "body", "Text", "alternative-text", "A pump", "kind", "expertise");
  self->variant = RECORD ("variant", "variant", "item-id", "item", "audience", "client",
                          "channel-id", "c", "language", "en", "body", "Text");
  self->asset = RECORD ("asset", "asset", "title", "Film", "kind", "picture", "rights", "own",
                        "rights-until", "2026-12-01", "confidentiality", "public", "language", "en",
                        "expires-on", "2026-12-31");
  self->channel = RECORD ("channel", "c", "name", "Mill on X", "network", "x", "kind", "company");
  self->facts = amb_content_facts_new (self->item);
  self->facts->asset = g_object_ref (self->asset);
  self->facts->product_percent = 20;
  amb_content_facts_add_text (self->facts, self->item, self->channel);
  amb_content_facts_add_text (self->facts, self->variant, self->channel);
}

static void
tear_down (Case *self)
{
  amb_content_facts_free (self->facts);
  g_object_unref (self->item);
  g_object_unref (self->variant);
  g_object_unref (self->asset);
  g_object_unref (self->channel);
}

static char *
dup_long (const char *record)
{
  GString *text = g_string_new (record);

  for (guint i = 0; i < 281; i++)
    g_string_append_c (text, 'a');
  return g_string_free (text, FALSE);
}

/* “id id”: what lacks; “(id)”: what warns. */
static char *
dup_open (GPtrArray *checks)
{
  GString *open = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);

      if (check->level == AMB_CONTENT_DONE)
        continue;
      g_assert_nonnull (check->label);
      g_assert_nonnull (check->field);
      g_string_append_printf (open, check->level == AMB_CONTENT_WARNS ? "%s(%s)" : "%s%s",
                              open->len > 0 ? " " : "", check->id);
    }
  return g_string_free (open, FALSE);
}

static void
test_what_is_missing (void)
{
  static const struct
  {
    const char *record, *field, *value, *open;
  } cases[] = {
    { "item", "body", "Text", "" },
    { "item", "title", NULL, "title" },
    { "item", "audience", NULL, "audience" },
    { "item", "pillar-id", NULL, "pillar-id" },
    { "item", "owner-id", NULL, "owner-id" },
    { "item", "department-id", NULL, "department-id" },
    { "item", "source", NULL, "source" },
    { "item", "asset-id", NULL, "source" },
    { "item", "source", "derivative", "source" },
    { "item", "source", "original", "" },
    { "item", "language", NULL, "language" },
    { "item", "channel-id", NULL, "channel-id" },
    { "item", "publish-on", NULL, "publish-on" },
    { "item", "expires-on", NULL, "expires-on" },
    { "item", "disclosure", NULL, "disclosure" },
    { "item", "disclosure", " \u00a0", "disclosure" },
    { "item", "disclosure", "Je travaille chez Meridiem ; ces mots sont les miens.",
      "disclosure-language" },
    { "variant", "language", "fr", "(disclosure-language)" },
    { "asset", "rights", "unclear", "rights" },
    { "asset", "rights", NULL, "rights" },
    { "asset", "rights-until", "2026-11-30", "rights" },
    { "asset", "rights-until", NULL, "" },
    { "asset", "expires-on", "2026-11-30", "rights" },
    { "asset", "language", "fr", "(rights)" },
    { "asset", "confidentiality", "confidential", "confidentiality" },
    { "asset", "confidentiality", "internal", "confidentiality" },
    { "item", "alternative-text", NULL, "pictures" },
    { "item", "body", "LONG", "length" },
    { "variant", "body", "LONG", "length" },
    { "item", "kind", "product", "(product)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case self;
      g_autofree char *open = NULL, *value = NULL;
      g_autoptr (GPtrArray) checks = NULL;
      g_autoptr (GError) error = NULL;
      AmbRecord *record;

      set_up (&self);
      self.facts->n_month = 4;
      self.facts->n_product = 1;
      record = g_str_equal (cases[i].record, "item")      ? self.item
               : g_str_equal (cases[i].record, "variant") ? self.variant
                                                          : self.asset;
      value = g_strcmp0 (cases[i].value, "LONG") == 0 ? dup_long ("") : g_strdup (cases[i].value);
      amb_record_set (record, cases[i].field, value);
      checks = amb_content_judge (self.facts);
      open = dup_open (checks);
      g_test_message ("%s %s", cases[i].record, cases[i].field);
      g_assert_cmpstr (open, ==, cases[i].open);
      tear_down (&self);
    }
}

/* Inside, what is for inside only may be said. */
static void
test_inside (void)
{
  Case self;
  g_autofree char *open = NULL;
  g_autoptr (GPtrArray) checks = NULL;

  set_up (&self);
  amb_record_set (self.asset, "confidentiality", "internal");
  amb_record_set (self.channel, "kind", "internal");
  checks = amb_content_judge (self.facts);
  open = dup_open (checks);
  g_assert_cmpstr (open, ==, "");
  tear_down (&self);
}

static void
test_near_texts (void)
{
  Case self;
  g_autoptr (GPtrArray) checks = NULL, again = NULL, repeats = NULL;
  g_autofree char *open = NULL, *shut = NULL, *canned = NULL;

  set_up (&self);
  self.facts->n_repeats = 2;
  repeats = amb_content_judge (self.facts);
  canned = dup_open (repeats);
  g_assert_cmpstr (canned, ==, "(words)");
  self.facts->n_repeats = 0;
  amb_content_facts_add_near (self.facts, "b", "Warm flats", 71, FALSE);
  checks = amb_content_judge (self.facts);
  open = dup_open (checks);
  g_assert_cmpstr (open, ==, "(words)");
  amb_content_facts_add_near (self.facts, "c", "Warm rooms", 70, TRUE);
  again = amb_content_judge (self.facts);
  shut = dup_open (again);
  g_assert_cmpstr (shut, ==, "words");
  tear_down (&self);
}

/* 20 of 100 is the most: exactly as much is none too many. */
static void
test_product_share (void)
{
  static const struct
  {
    guint n_product, n_month;
    int most;
    gboolean warns;
  } cases[] = { { 1, 5, 20, FALSE }, { 2, 9, 20, TRUE }, { 9, 9, 0, FALSE }, { 0, 0, 20, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case self;
      g_autofree char *open = NULL;
      g_autoptr (GPtrArray) checks = NULL;

      set_up (&self);
      amb_record_set (self.item, "kind", "product");
      self.facts->n_product = cases[i].n_product;
      self.facts->n_month = cases[i].n_month;
      self.facts->product_percent = cases[i].most;
      checks = amb_content_judge (self.facts);
      open = dup_open (checks);
      g_assert_cmpstr (open, ==, cases[i].warns ? "(product)" : "");
      tear_down (&self);
    }
}

/* What is out already, or was turned down, has the day that it has. */
static void
test_the_day (void)
{
  static const struct
  {
    const char *state, *today, *holiday, *blackout, *open;
  } cases[] = {
    { "in_review", "2026-12-01", NULL, NULL, "" },
    { "in_review", "2026-12-02", NULL, NULL, "(day)" },
    { "in_review", "2026-11-01", "Noël", "Results", "(day)" },
    { "published", "2026-12-02", "Noël", NULL, "" },
    { "rejected", "2026-12-02", NULL, "Results", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case self;
      g_autofree char *open = NULL;
      g_autoptr (GPtrArray) checks = NULL;

      set_up (&self);
      amb_record_set (self.item, "state", cases[i].state);
      self.facts->today = g_strdup (cases[i].today);
      self.facts->holiday = g_strdup (cases[i].holiday);
      self.facts->blackout = g_strdup (cases[i].blackout);
      checks = amb_content_judge (self.facts);
      open = dup_open (checks);
      g_assert_cmpstr (open, ==, cases[i].open);
      tear_down (&self);
    }
}

/* Not by its code. */
static void
test_a_language_has_its_name (void)
{
  Case self;
  g_autoptr (GPtrArray) checks = NULL;
  gboolean told = FALSE;

  set_up (&self);
  amb_record_set (self.asset, "language", "es");
  checks = amb_content_judge (self.facts);
  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);

      told = told || (check->words != NULL && strstr (check->words, "speaks Spanish") != NULL);
    }
  g_assert_true (told);
  tear_down (&self);
}

static void
test_a_refusal_names_each (void)
{
  Case self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autofree char *passed = NULL;

  set_up (&self);
  g_assert_true (amb_content_check_approval (self.facts, &error));
  g_assert_no_error (error);
  amb_record_set (self.asset, "rights", "unclear");
  amb_record_set (self.item, "alternative-text", NULL);
  g_assert_false (amb_content_check_approval (self.facts, &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Warm homes"));
  g_assert_nonnull (strstr (error->message, "Rights of the asset"));
  g_assert_nonnull (strstr (error->message, "Text for pictures"));
  checks = amb_content_judge (self.facts);
  passed = amb_content_list_passed (checks);
  g_assert_cmpstr (passed, ==, "[\"confidentiality\",\"disclosure\",\"words\"]");
  tear_down (&self);
}

/* An approval holds for the texts that were read: not for one that is edited or new, but still when
 * one is gone. */
static void
test_seals (void)
{
  Case self;
  g_autofree char *seals = NULL;

  set_up (&self);
  seals = amb_content_dup_seals (self.facts->texts);
  g_assert_true (amb_content_is_sealed (seals, self.facts->texts));
  amb_record_set (self.variant, "body", "Other");
  g_assert_false (amb_content_is_sealed (seals, self.facts->texts));
  g_ptr_array_set_size (self.facts->texts, 1);
  g_assert_true (amb_content_is_sealed (seals, self.facts->texts));
  g_assert_false (amb_content_is_sealed (NULL, self.facts->texts));
  tear_down (&self);
}

static void
test_trust (void)
{
  static const struct
  {
    const char *verdicts[7]; /* latest first */
    int needed;
    gboolean is_trusted;
  } cases[] = {
    { { NULL }, 5, FALSE },
    { { "approved", "approved", "approved", "approved", NULL }, 5, FALSE },
    { { "approved", "approved", "approved", "approved", "approved", NULL }, 5, TRUE },
    { { "approved", "approved", "approved", "approved", "approved", "rejected", NULL }, 5, TRUE },
    { { "changes_requested", "approved", "approved", "approved", "approved", "approved", NULL },
      5,
      FALSE },
    { { "approved", "approved", "rejected", "approved", "approved", "approved", NULL }, 5, FALSE },
    { { "approved", NULL }, 1, TRUE },
    { { "approved", NULL }, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (amb_content_is_trusted (cases[i].verdicts, cases[i].needed), ==,
                     cases[i].is_trusted);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/content-check/what-is-missing", test_what_is_missing);
  g_test_add_func ("/model/content-check/inside", test_inside);
  g_test_add_func ("/model/content-check/near-texts", test_near_texts);
  g_test_add_func ("/model/content-check/product-share", test_product_share);
  g_test_add_func ("/model/content-check/the-day", test_the_day);
  g_test_add_func ("/model/content-check/a-language-has-its-name", test_a_language_has_its_name);
  g_test_add_func ("/model/content-check/a-refusal-names-each", test_a_refusal_names_each);
  g_test_add_func ("/model/content-check/seals", test_seals);
  g_test_add_func ("/model/content-check/trust", test_trust);
  return g_test_run ();
}
