#include "levels.h"

#include "amb-entity-levels.h"

/* What is new since level 1. @field NULL: the entity; @choice: one of the field's choices. */
static const struct
{
  const char *entity, *field, *choice;
  TestLevel since;
} news[] = {
  { "ambassador", "links", NULL, TEST_LEVEL_TWO },  /* asks */
  { "ambassador", "roles", NULL, TEST_LEVEL_TWO },  /* a set */
  { "person-card", "roles", NULL, TEST_LEVEL_TWO }, /* copied from it */
  { "node", "kind", NULL, TEST_LEVEL_TWO },         /* required, with an initial value */
  { "ambassador", "level", "4", TEST_LEVEL_TWO },   /* a choice */
  { "pillar", NULL, NULL, TEST_LEVEL_TWO },         /* an entity */
  { "ambassador", "told-on", NULL, TEST_LEVEL_THREE },
};

static TestLevel used;
static const char *const *kept_entities;

static TestLevel
get_since (const char *entity, const char *field, const char *choice)
{
  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    if (g_str_equal (news[i].entity, entity) && g_strcmp0 (news[i].field, field) == 0 &&
        g_strcmp0 (news[i].choice, choice) == 0)
      return news[i].since;
  return TEST_LEVEL_ONE;
}

static const AmbChoice *
copy_choices (const AmbEntity *entity, const AmbField *field, TestLevel level)
{
  GArray *copy;

  if (field->choices == NULL)
    return NULL;
  copy = g_array_new (TRUE, FALSE, sizeof (AmbChoice));
  for (const AmbChoice *c = field->choices; c->id != NULL; c++)
    if (get_since (entity->name, field->name, c->id) <= level)
      {
        AmbChoice choice = *c;

        choice.since = get_since (entity->name, field->name, c->id);
        g_array_append_val (copy, choice);
      }
  return (const AmbChoice *) g_array_free (copy, FALSE);
}

static const AmbField *
copy_fields (const AmbEntity *entity, TestLevel level, int without)
{
  GArray *copy = g_array_new (TRUE, FALSE, sizeof (AmbField));

  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    if (get_since (entity->name, f->name, NULL) <= level && f - entity->fields != without)
      {
        AmbField field = *f;

        field.since = get_since (entity->name, f->name, NULL);
        field.choices = copy_choices (entity, f, level);
        g_array_append_val (copy, field);
      }
  return (const AmbField *) g_array_free (copy, FALSE);
}

/* Rules about what there is once, but those of a field that isn't there. */
static const AmbOnce *
copy_once (const AmbEntity *entity, const AmbEntity *copy)
{
  GArray *rules = g_array_new (TRUE, TRUE, sizeof (AmbOnce));

  for (const AmbOnce *rule = entity->once; rule != NULL && rule->fields != NULL; rule++)
    {
      g_autofree char *all = g_strjoin (" ", rule->fields, rule->also, NULL);
      g_auto (GStrv) names = g_strsplit (all, " ", -1);
      gboolean is_whole = TRUE;

      for (guint i = 0; names[i] != NULL; i++)
        is_whole = is_whole && amb_entity_find_field (copy, names[i]) != NULL;
      if (is_whole)
        g_array_append_val (rules, *rule);
    }
  return (const AmbOnce *) g_array_free (rules, FALSE);
}

static const AmbEntity *
copy_entity (const AmbEntity *entity, TestLevel level, const char *suffix, int without)
{
  AmbEntity *copy = g_memdup2 (entity, sizeof *entity);

  copy->type_name = g_strconcat (entity->type_name, suffix, NULL);
  copy->since = get_since (entity->name, NULL, NULL);
  copy->fields = copy_fields (entity, level, without);
  copy->once = copy_once (entity, copy);
  return copy;
}

static const AmbEntity *const *
make_tables (TestLevel level, const char *suffix, int without)
{
  GPtrArray *tables = g_ptr_array_new ();

  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    if (get_since ((*e)->name, NULL, NULL) <= level &&
        (kept_entities == NULL || g_strv_contains (kept_entities, (*e)->name)))
      g_ptr_array_add (tables, (gpointer) copy_entity (*e, level, suffix, without));
  g_ptr_array_add (tables, NULL);
  return (const AmbEntity *const *) g_ptr_array_free (tables, FALSE);
}

void
test_levels_use (TestLevel level)
{
  static const AmbEntity *const *tables[TEST_LEVELS];

  used = level;
  if (level != TEST_LEVEL_OWN && tables[level] == NULL)
    {
      g_autofree char *suffix = g_strdup_printf ("Level%d", level);

      amb_entities_use (NULL, 0);
      tables[level] = make_tables (level, suffix, -1);
    }
  amb_entities_use (tables[level], level);
}

const char *const test_levels_people[] = {
  "programme",   "node",       "ambassador", "transition",  "record-merge",
  "person-card", "space",      "membership", "pillar",      "application",
  "assessment",  "assignment", "call",       "certificate", "cohort",
  "consent",     "contact",    "criterion",  "invitation",  "role",
  "seat",        "track",      NULL
};

void
test_levels_keep (const char *const *entities)
{
  kept_entities = entities;
}

TestLevel
test_levels_get (void)
{
  return used;
}

void
test_levels_use_without (guint nth)
{
  static GPtrArray *kept;
  g_autofree char *suffix = g_strdup_printf ("Without%u", nth);

  if (kept == NULL)
    kept = g_ptr_array_new ();
  used = TEST_LEVEL_OWN;
  amb_entities_use (NULL, 0);
  g_ptr_array_add (kept, (gpointer) make_tables (TEST_LEVELS, suffix, (int) nth));
  amb_entities_use (g_ptr_array_index (kept, kept->len - 1), AMB_SCHEMA_VERSION);
}
