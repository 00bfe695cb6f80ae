/* The tables themselves: what every entity and every field must keep. */
#include "amb-codes.h"
#include "amb-lifecycle.h"
#include "amb-record.h"
#include "amb-validate.h"

#include <string.h>

static void
test_registry_is_in_reference_order (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_hash_table_add (seen, (char *) (*e)->name);
      g_assert_true (amb_entity_find ((*e)->name) == *e);
      g_assert_true (amb_entity_find ((*e)->collection) == *e);
      /* A node's head is an ambassador whose home is a node: one of the two must come first. */
      for (const AmbField *f = (*e)->fields; f->name != NULL; f++)
        if (f->type == AMB_FIELD_REF && (f->flags & AMB_FIELD_REQUIRED) != 0)
          g_assert_true (g_hash_table_contains (seen, f->ref));
    }
  g_assert_null (amb_entity_find ("nothing"));
  g_assert_null (amb_entity_find (NULL));
}

static void
check_field (const AmbEntity *entity, const AmbField *field)
{
  g_test_message ("%s.%s", entity->name, field->name);
  g_assert_nonnull (field->label);
  g_assert_cmpuint (field->since, >=, 1);
  g_assert_cmpuint (field->since, <=, AMB_SCHEMA_VERSION);
  g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9-]*$", field->name, 0, 0));
  g_assert_cmpint (field->ref != NULL, ==, field->type == AMB_FIELD_REF);
  g_assert_true (field->ref == NULL || amb_entity_find (field->ref) != NULL);
  g_assert_cmpint (field->sql != NULL, ==, (field->flags & AMB_FIELD_COMPUTED) != 0);
  g_assert_true (field->type != AMB_FIELD_ENUM || field->choices != NULL);
  g_assert_cmpint (field->merge == AMB_MERGE_SET, ==, field->type == AMB_FIELD_SET);
  if (field->initial != NULL)
    g_assert_true (amb_field_validate (field, field->initial, NULL));
}

static void
test_fields (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_titles = 0, n_states = 0;

      for (const AmbField *f = (*e)->fields; f->name != NULL; f++)
        {
          check_field (*e, f);
          g_assert_true (g_hash_table_add (names, (char *) f->name));
          n_titles += (f->flags & AMB_FIELD_TITLE) != 0;
          n_states += (f->flags & AMB_FIELD_STATE) != 0;
        }
      g_assert_cmpuint (n_titles, ==, 1);
      g_assert_cmpuint (n_states, ==, (*e)->moves != NULL ? 1 : 0);
      g_assert_cmpint (amb_entity_get_singleton_id (*e) != NULL, ==,
                       (*e)->kind == AMB_KIND_SINGLETON);
    }
}

/* What the path of a rule of each kind must end in. */
static const char *const ends[] = {
  [AMB_SCOPE_NODE] = "node",
  [AMB_SCOPE_CARD] = "node",
  [AMB_SCOPE_SPACE] = "space",
  [AMB_SCOPE_OWN] = "ambassador",
};

static gboolean
has_rule (const AmbEntity *entity, AmbScopeKind kind, const char *path)
{
  for (const AmbScopeRule *rule = entity->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    if (rule->kind == kind && rule->when == NULL && g_strcmp0 (rule->path, path) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_led (const AmbEntity *entity)
{
  for (const AmbScopeRule *rule = entity->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
       rule++)
    if (rule->kind == AMB_SCOPE_NODE || rule->kind == AMB_SCOPE_NODES)
      return TRUE;
  return FALSE;
}

/* The other record has nodes, and stands earlier in the registry: no circle. */
static void
check_parent (const AmbEntity *entity, const AmbField *field)
{
  g_assert_nonnull (field);
  g_assert_cmpint (field->type, ==, AMB_FIELD_REF);
  g_assert_true (is_led (amb_entity_find (field->ref)));
  for (const AmbEntity *const *e = amb_entities (); *e != amb_entity_find (field->ref); e++)
    g_assert_true (*e != entity);
}

static void
check_path (const AmbEntity *entity, const AmbScopeRule *rule)
{
  g_auto (GStrv) path = g_strsplit (rule->path, ".", 2);
  const AmbField *field = amb_entity_find_field (entity, path[0]);

  g_test_message ("%s: %s", entity->name, rule->path);
  if (g_str_equal (rule->path, "id"))
    {
      g_assert_cmpstr (entity->name, ==, ends[rule->kind]);
      return;
    }
  if (rule->kind == AMB_SCOPE_NODES)
    {
      check_parent (entity, field);
      return;
    }
  g_assert_nonnull (field);
  if (path[1] != NULL)
    {
      const AmbEntity *target = amb_entity_find (field->ref);

      /* What belongs to a record goes to all its nodes, a department too: AMB_SCOPE_NODES. */
      g_assert_cmpint (rule->kind, !=, AMB_SCOPE_NODE);

      /* What the other record's own scopes go by: when it changes, those who hop there follow. */
      g_assert_true (has_rule (target, rule->kind, path[1]));
      field = amb_entity_find_field (target, path[1]);
    }
  g_assert_nonnull (field);
  g_assert_true (amb_field_is_stored (field));
  g_assert_cmpstr (field->ref, ==, ends[rule->kind]);
}

static void
check_condition (const AmbEntity *entity, const char *when)
{
  g_auto (GStrv) parts = g_strsplit (when, "=", 2);
  g_auto (GStrv) values = g_strsplit (parts[1], " ", -1);
  const AmbField *field = amb_entity_find_field (amb_entity_get_base (entity), parts[0]);

  g_test_message ("%s: %s", entity->name, when);
  g_assert_nonnull (field);
  for (guint i = 0; values[i] != NULL; i++)
    g_assert_true (amb_field_validate (field, values[i], NULL));
}

static void
test_scopes (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_assert_true (!(*e)->is_private || (*e)->scopes != NULL);
      for (const AmbScopeRule *rule = (*e)->scopes; rule != NULL && rule->kind != AMB_SCOPE_NONE;
           rule++)
        {
          g_assert_cmpint (rule->path == NULL, ==,
                           rule->kind == AMB_SCOPE_ORG || rule->kind == AMB_SCOPE_SUBJECT ||
                               rule->kind == AMB_SCOPE_SPACES);
          if (rule->kind == AMB_SCOPE_SPACES)
            g_assert_true (amb_entity_get_base (*e) == amb_entity_find ("ambassador"));
          if (rule->path != NULL)
            check_path (amb_entity_get_base (*e), rule);
          if (rule->when != NULL)
            check_condition (*e, rule->when);
        }
    }
}

/* A projection has fields of its base, of the same name and type. */
static void
test_projections (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbEntity *base = amb_entity_get_base (*e);

      g_assert_cmpint ((*e)->of != NULL, ==, (*e)->kind == AMB_KIND_PROJECTION);
      g_assert_nonnull (base);
      for (const AmbField *f = (*e)->fields; base != *e && f->name != NULL; f++)
        {
          const AmbField *same = amb_entity_find_field (base, f->name);

          g_test_message ("%s.%s", (*e)->name, f->name);
          if (!amb_field_is_stored (f))
            continue;
          g_assert_nonnull (same);
          g_assert_cmpint (same->type, ==, f->type);
          g_assert_cmpstr (same->ref, ==, f->ref);
        }
    }
}

/* Who looks after a record holds it as their own: else they could not write it. */
static void
test_keepers (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      g_auto (GStrv) paths = g_strsplit ((*e)->keepers != NULL ? (*e)->keepers : "", " ", -1);
      guint used = 0;

      for (guint i = 0; paths[i] != NULL; i++)
        g_assert_true (has_rule (*e, AMB_SCOPE_OWN, paths[i]));
      for (const AmbMove *move = (*e)->moves; move != NULL && move->to != NULL; move++)
        used |= move->who & AMB_WHO_KEEPER;
      g_assert_true (used == 0 || (*e)->keepers != NULL);
      g_assert_true (!(*e)->of_members || amb_entity_find_field (*e, "space-id") != NULL);
    }
}

static gboolean
is_reached (const AmbEntity *entity, const char *state)
{
  for (const AmbMove *move = entity->moves; move->to != NULL; move++)
    if (g_str_equal (move->to, state))
      return TRUE;
  return amb_entity_can_begin (entity, state);
}

static gboolean
is_known_word (const AmbEntity *entity, const char *word)
{
  return *word == '\0' || amb_entity_find_field (entity, word) != NULL;
}

/* Moves lead from states to states, each once; each state can be reached; what a move needs and
 * what a person may write are fields. */
static void
test_machines (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      const AmbField *state = amb_entity_get_state_field (*e);
      g_auto (GStrv) own = g_strsplit ((*e)->own_fields != NULL ? (*e)->own_fields : "", " ", -1);
      g_auto (GStrv) words = g_strsplit ((*e)->words != NULL ? (*e)->words : "", " ", -1);

      g_assert_true ((*e)->self == NULL || g_str_equal ((*e)->self, "id") ||
                     g_strcmp0 (amb_entity_find_field (*e, (*e)->self)->ref, "ambassador") == 0);
      for (guint i = 0; own[i] != NULL; i++)
        g_assert_true (is_known_word (*e, own[i]));
      g_assert_true ((*e)->words == NULL || (*e)->self != NULL);
      for (guint i = 0; words[i] != NULL; i++)
        g_assert_true (is_known_word (*e, words[i]));
      for (const AmbMove *move = (*e)->moves; move != NULL && move->to != NULL; move++)
        {
          g_auto (GStrv) needs = g_strsplit (move->needs != NULL ? move->needs : "", " ", -1);

          g_test_message ("%s: %s → %s", (*e)->name, move->from, move->to);
          g_assert_nonnull (amb_field_find_choice (state, move->from));
          g_assert_nonnull (amb_field_find_choice (state, move->to));
          g_assert_cmpint (move->who, !=, 0);
          g_assert_true (amb_lifecycle_find_move (*e, move->from, move->to) == move);
          for (guint i = 0; needs[i] != NULL; i++)
            g_assert_true (is_known_word (*e, needs[i]));
        }
      for (const AmbChoice *c = state != NULL ? state->choices : NULL; c != NULL && c->id != NULL;
           c++)
        {
          g_test_message ("%s: %s", (*e)->name, c->id);
          g_assert_true (is_reached (*e, c->id));
        }
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *words;
    const char *word;
    gboolean contains;
  } cases[] = {
    { "draft in_review", "draft", TRUE },
    { "draft in_review", "in_review", TRUE },
    { "draft in_review", "review", FALSE },
    { "in_review review", "review", TRUE },
    { "draft", "", FALSE },
    { "draft", NULL, FALSE },
    { NULL, "draft", FALSE },
    { "drafts draft", "draft", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s in %s", cases[i].word, cases[i].words);
      g_assert_cmpint (amb_words_contain (cases[i].words, cases[i].word), ==, cases[i].contains);
    }
}

static void
test_columns (void)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("ambassador"), "last-active-on");
  g_autofree char *column = amb_field_dup_column (field);

  g_assert_cmpstr (column, ==, "last_active_on");
  g_assert_null (amb_entity_find_field (amb_entity_find ("ambassador"), "nothing"));
  g_assert_null (amb_entity_find_field (amb_entity_find ("ambassador"), NULL));
}

static void
test_codes (void)
{
  static const struct
  {
    const char *code;
    gboolean country, language;
  } cases[] = {
    { "FR", TRUE, FALSE },    { "fr", FALSE, TRUE },         { "XX", FALSE, FALSE },
    { "F", FALSE, FALSE },    { "", FALSE, FALSE },          { "FRA", FALSE, FALSE },
    { "pt-BR", FALSE, TRUE }, { "fr-", FALSE, FALSE },       { "fr-C", FALSE, FALSE },
    { "fra", FALSE, FALSE },  { "zh-Hant-TW", FALSE, TRUE }, { "en-123456789", FALSE, FALSE },
    { "R ", FALSE, FALSE },   { " A", FALSE, FALSE },        { NULL, FALSE, FALSE },
  };
  g_auto (GStrv) countries = amb_country_list ();
  g_auto (GStrv) languages = amb_language_list ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (amb_country_is_valid (cases[i].code), ==, cases[i].country);
      g_assert_cmpint (amb_language_is_valid (cases[i].code), ==, cases[i].language);
    }
  g_assert_cmpuint (g_strv_length (countries), ==, 249);
  g_assert_cmpuint (g_strv_length (languages), >=, 180);
  for (guint i = 0; countries[i] != NULL; i++)
    g_assert_true (amb_country_is_valid (countries[i]));
  for (guint i = 0; languages[i] != NULL; i++)
    g_assert_true (amb_language_is_valid (languages[i]));
}

static void
check_words (const AmbEntity *entity, const char *words)
{
  g_auto (GStrv) names = g_strsplit (words, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const AmbField *field = amb_entity_find_field (entity, names[i]);

      g_test_message ("%s.%s", entity->name, names[i]);
      g_assert_nonnull (field);
      g_assert_true (amb_field_is_stored (field));
      /* its values are compared as text */
      g_assert_false (amb_field_is_number (field));
    }
}

static void
check_when (const AmbEntity *entity, const char *when)
{
  g_auto (GStrv) sides = g_strsplit (when, "=", 2);
  g_auto (GStrv) values = g_strsplit (sides[1], " ", -1);
  const AmbField *field = amb_entity_find_field (entity, sides[0]);

  g_assert_nonnull (field);
  for (guint i = 0; values[i] != NULL; i++)
    g_assert_true (*values[i] == '\0' || amb_field_validate (field, values[i], NULL));
}

static void
test_once (void)
{
  guint n = 0;

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbOnce *once = (*e)->once; once != NULL && once->fields != NULL; once++)
      {
        check_words (*e, once->fields);
        if (once->also != NULL)
          check_words (*e, once->also);
        if (once->when != NULL)
          check_when (*e, once->when);
        n++;
      }
  g_assert_cmpuint (n, >, 20);
}

static gboolean
is_point_in_time (const AmbField *field)
{
  return field != NULL && (field->type == AMB_FIELD_DATE || field->type == AMB_FIELD_INSTANT ||
                           field->type == AMB_FIELD_WALL_TIME);
}

static void
test_spans (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    for (const AmbSpan *span = (*e)->spans; span != NULL && span->from != NULL; span++)
      {
        g_test_message ("%s: %s, %s", (*e)->name, span->from, span->to);
        g_assert_true (is_point_in_time (amb_entity_find_field (*e, span->from)));
        g_assert_true (is_point_in_time (amb_entity_find_field (*e, span->to)));
      }
}

/* What belongs to a record that no longer takes any: the path and the states exist. */
static void
test_takes (void)
{
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if ((*e)->takes != NULL)
      {
        g_auto (GStrv) steps = g_strsplit ((*e)->takes, ".", 2);
        const AmbField *field = amb_entity_find_field (*e, steps[0]);

        g_assert_nonnull (field);
        g_assert_nonnull (amb_entity_get_state_field (amb_entity_find (field->ref)));
        check_when (amb_entity_find (field->ref), steps[1]);
      }
}

/* Of what an index stands over; a word that is no field is a column of every table, or SQL's. */
static void
check_indexed (const AmbEntity *entity, const char *words)
{
  g_autofree char *names = g_strdelimit (g_strdup (words), ",\"", ' ');
  g_auto (GStrv) list = NULL;

  g_strdelimit (names, "_", '-');
  list = g_strsplit (names, " ", -1);
  for (char **name = list; *name != NULL; name++)
    {
      const AmbField *field = amb_entity_find_field (entity, *name);

      g_test_message ("%s.%s", entity->name, *name);
      if (field != NULL && field->type != AMB_FIELD_REF)
        g_assert_true (field->flags &
                       (AMB_FIELD_TITLE | AMB_FIELD_INDEX | AMB_FIELD_INDEXED | AMB_FIELD_KEY));
    }
}

/* Else an update that leaves them alone would write the index anew. */
static void
test_indexed (void)
{
  guint n = 0;

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    {
      if ((*e)->covers != NULL)
        check_indexed (*e, (*e)->covers);
      for (const AmbIndex *index = (*e)->indexes; index != NULL && index->name != NULL; index++)
        {
          check_indexed (*e, index->columns);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 0);
}

/* Else the first page would wait for every row. */
static void
test_order (void)
{
  guint n = 0;

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if ((*e)->order != NULL)
      {
        const AmbField *field =
            amb_entity_find_field (*e, (*e)->order + g_str_has_prefix ((*e)->order, "-"));

        g_test_message ("%s", (*e)->name);
        g_assert_nonnull (field);
        g_assert_true (field->flags & AMB_FIELD_INDEX);
        g_assert_true (field->flags & AMB_FIELD_LIST);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
}

static void
test_meets (void)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("consent"), NULL);

  g_assert_true (amb_record_meets (record, NULL));
  g_assert_true (amb_record_meets (record, "withdrawn-on="));
  amb_record_set (record, "withdrawn-on", "2026-11-01");
  g_assert_false (amb_record_meets (record, "withdrawn-on="));
  g_assert_true (amb_record_meets (record, "channel=paper application"));
  g_assert_false (amb_record_meets (record, "channel=paper"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/entity/registry-finds-and-orders", test_registry_is_in_reference_order);
  g_test_add_func ("/model/entity/every-field-is-whole", test_fields);
  g_test_add_func ("/model/entity/scopes-lead-to-what-they-are-named-after", test_scopes);
  g_test_add_func ("/model/entity/a-projection-shows-fields-of-its-base", test_projections);
  g_test_add_func ("/model/entity/who-looks-after-a-record-holds-it", test_keepers);
  g_test_add_func ("/model/entity/machines-are-whole", test_machines);
  g_test_add_func ("/model/entity/words-are-found-whole", test_words);
  g_test_add_func ("/model/entity/columns-are-named-after-fields", test_columns);
  g_test_add_func ("/model/entity/codes-of-countries-and-languages", test_codes);
  g_test_add_func ("/model/entity/what-there-is-once-names-fields", test_once);
  g_test_add_func ("/model/entity/spans-are-points-in-time", test_spans);
  g_test_add_func ("/model/entity/what-takes-no-more-names-states", test_takes);
  g_test_add_func ("/model/entity/what-an-index-holds-is-marked", test_indexed);
  g_test_add_func ("/model/entity/a-list-begins-in-an-order-that-an-index-has", test_order);
  g_test_add_func ("/model/entity/a-record-meets-what-a-rule-asks", test_meets);
  return g_test_run ();
}
