/* Whom one writes to, and with which words. */
#include "amb-writing.h"

#include "amb-error.h"
#include "amb-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
person_free (gpointer data)
{
  AmbWritingPerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person->email);
  g_free (person->language);
  g_free (person->role);
  g_free (person->evidence);
  g_free (person);
}

static void
text_free (gpointer data)
{
  AmbWritingText *text = data;

  g_free (text->language);
  g_free (text->template_id);
  g_free (text->subject);
  g_free (text->body);
  g_free (text);
}

static void
template_free (gpointer data)
{
  AmbWritingTemplate *template = data;

  g_free (template->id);
  g_free (template->name);
  g_free (template->purpose);
  g_free (template->language);
  g_free (template->subject);
  g_free (template->body);
  g_free (template);
}

void
amb_writing_free (AmbWriting *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->values);
  g_free (self->due);
  g_strfreev (self->languages);
  g_free (self->cohort);
  g_free (self->task);
  g_free (self);
}

/* People. */

/* Taken back, and not given again. */
#define OPTED_OUT                                                                                  \
  "EXISTS (SELECT 1 FROM consents c WHERE c.ambassador_id = p.id AND c.purpose = 'contact' AND "   \
  "c.deleted = 0 AND c.withdrawn_on <= ?2) AND NOT EXISTS (SELECT 1 FROM consents c WHERE "        \
  "c.ambassador_id = p.id AND c.purpose = 'contact' AND c.deleted = 0 AND (c.withdrawn_on IS "     \
  "NULL OR c.withdrawn_on > ?2))"
#define HELD                                                                                       \
  "(SELECT r.name FROM assignments h JOIN roles r ON r.id = h.role_id AND r.deleted = 0 WHERE "    \
  "h.ambassador_id = p.id AND h.deleted = 0 AND h.state = 'current' AND COALESCE (h.starts_on, "   \
  "'') <= ?2 AND (h.ends_on IS NULL OR h.ends_on >= ?2) ORDER BY h.starts_on DESC, h.rid LIMIT 1)"
#define FOUND_BY                                                                                   \
  "(SELECT t.why FROM transitions t WHERE t.record = p.id AND t.entity = 'ambassador' AND "        \
  "t.\"to\" = 'identified' AND "                                                                   \
  "t.deleted = 0 ORDER BY t.at DESC LIMIT 1)"
#define PERSON(role)                                                                               \
  "SELECT p.id, p.display_name, p.email, p.language, " role ", " OPTED_OUT ", " FOUND_BY " FROM "

#define OFFERED "(SELECT r.name FROM roles r WHERE r.id = s.role_id AND r.deleted = 0)"

#define CHOSEN                                                                                     \
  "json_each (?1) j JOIN ambassadors p ON p.id = j.value WHERE p.deleted = 0 ORDER BY "            \
  "p.display_name_key, p.rid"
#define SEATED                                                                                     \
  "json_each (?1) j JOIN seats s ON s.cohort_id = j.value AND s.deleted = 0 AND s.kind = 'seat' "  \
  "JOIN ambassadors p ON p.id = s.ambassador_id WHERE p.deleted = 0 ORDER BY s.position IS NULL, " \
  "s.position, s.id"
/* A task of nobody yet is open to a node, to a cohort, to those of a role. */
#define ASKED                                                                                      \
  "json_each (?1) j JOIN tasks t ON t.id = j.value AND t.deleted = 0 JOIN ambassadors p ON "       \
  "p.deleted = 0 AND (p.id = t.ambassador_id OR (t.ambassador_id IS NULL AND p.state IN "          \
  "('onboarding', 'active', 'paused') AND (p.node_id = t.node_id OR p.department_id = t.node_id "  \
  "OR EXISTS (SELECT 1 FROM seats s WHERE s.cohort_id = t.cohort_id AND s.ambassador_id = p.id "   \
  "AND s.kind = 'seat' AND s.deleted = 0) OR EXISTS (SELECT 1 FROM assignments h WHERE h.role_id " \
  "= t.role_id AND h.ambassador_id = p.id AND h.deleted = 0 AND h.state = 'current')))) ORDER BY " \
  "p.display_name_key, p.rid"
#define OUTSIDE                                                                                    \
  "SELECT p.id, p.name, p.email, p.language, NULL, p.consent IN ('refused', 'withdrawn'), NULL "   \
  "FROM "                                                                                          \
  "json_each (?1) j JOIN contacts p ON p.id = j.value WHERE p.deleted = 0 AND ?2 IS NOT NULL "     \
  "ORDER BY p.name_key, p.rid"

static const struct
{
  const char *entity, *people, *sql;
} sources[] = {
  { "ambassador", "ambassador", PERSON (HELD) CHOSEN },
  { "contact", "contact", OUTSIDE },
  { "cohort", "ambassador", PERSON (OFFERED) SEATED },
  { "task", "ambassador", PERSON (HELD) ASKED },
};

static char *
dup_json (const char *const *ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      amb_json_append_string (json, ids[i]);
    }
  return g_string_free (g_string_append_c (json, ']'), FALSE);
}

/* (transfer full) (nullable): without the words that stand before it where somebody is identified
 */
static char *
dup_evidence (const char *why)
{
  g_auto (GStrv) around = g_strsplit (_ ("Found by activity: %s"), "%s", 2);

  return g_strdup (why != NULL && g_str_has_prefix (why, around[0]) ? why + strlen (around[0])
                                                                    : why);
}

static void
take_person (AmbWriting *self, AmbStmt *stmt, GHashTable *seen)
{
  AmbWritingPerson *person;
  const char *id = amb_stmt_get_text (stmt, 0);

  if (g_hash_table_contains (seen, id))
    return;
  person = g_new0 (AmbWritingPerson, 1);
  person->id = g_strdup (id);
  person->name = g_strdup (amb_stmt_get_text (stmt, 1));
  person->email = g_strdup (amb_stmt_get_text (stmt, 2));
  person->language = g_strdup (amb_stmt_get_text (stmt, 3));
  person->role = g_strdup (amb_stmt_get_text (stmt, 4));
  person->evidence = dup_evidence (amb_stmt_get_text (stmt, 6));
  person->text = -1;
  if (amb_stmt_get_int (stmt, 5) != 0)
    person->reach = AMB_WRITING_OPTED_OUT;
  else if (person->email == NULL)
    person->reach = AMB_WRITING_NO_ADDRESS;
  g_hash_table_add (seen, person->id);
  g_ptr_array_add (self->people, person);
}

static gboolean
load_people (AmbWriting *self, AmbStore *store, const char *sql, const char *ids, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, ids);
  amb_stmt_bind_text (stmt, 2, amb_store_get_today (store));
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        take_person (self, stmt, seen);
    }
  return TRUE;
}

/* Templates, and what is the same for all. */

static gboolean
load_templates (AmbWriting *self, AmbStore *store, GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT id, name, purpose, language, subject, body FROM templates WHERE "
                      "deleted = 0 ORDER BY name_key, language, rid",
                      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      AmbWritingTemplate *template;

      if (!amb_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      template = g_new0 (AmbWritingTemplate, 1);
      template->id = g_strdup (amb_stmt_get_text (stmt, 0));
      template->name = g_strdup (amb_stmt_get_text (stmt, 1));
      template->purpose = g_strdup (amb_stmt_get_text (stmt, 2));
      template->language = g_strdup (amb_stmt_get_text (stmt, 3));
      template->subject = g_strdup (amb_stmt_get_text (stmt, 4));
      template->body = g_strdup (amb_stmt_get_text (stmt, 5));
      g_ptr_array_add (self->templates, template);
    }
  return TRUE;
}

/* @value: (transfer full) (nullable) */
static void
take_value (AmbWriting *self, const char *name, char *value)
{
  if (value != NULL)
    g_hash_table_insert (self->values, (char *) name, value);
}

static void
read_programme (AmbWriting *self, AmbStore *store)
{
  const AmbEntity *entity = amb_entity_find ("programme");
  g_autoptr (AmbRecord) programme =
      amb_store_lookup (store, entity, amb_entity_get_singleton_id (entity), NULL);
  g_autofree char *me = amb_store_dup_meta (store, "actor-person");

  self->languages =
      amb_set_to_strv (programme != NULL ? amb_record_get (programme, "languages") : NULL);
  if (programme != NULL)
    take_value (self, "programme", g_strdup (amb_record_get (programme, "name")));
  take_value (self, "sender",
              me != NULL ? amb_store_dup_title (store, amb_entity_find ("ambassador"), me)
                         : amb_programme_dup_actor_name (store));
}

static gboolean
read_cohort (AmbWriting *self, AmbStore *store, const char *id, GError **error)
{
  g_autoptr (AmbRecord) cohort = amb_store_get (store, amb_entity_find ("cohort"), id, error);
  const char *call = cohort != NULL ? amb_record_get (cohort, "call-id") : NULL;

  if (cohort == NULL)
    return FALSE;
  self->cohort = g_strdup (id);
  take_value (self, "cohort", g_strdup (amb_record_get_title (cohort)));
  if (call != NULL)
    take_value (self, "call", amb_store_dup_title (store, amb_entity_find ("call"), call));
  return TRUE;
}

static gboolean
read_task (AmbWriting *self, AmbStore *store, const char *id, GError **error)
{
  g_autoptr (AmbRecord) task = amb_store_get (store, amb_entity_find ("task"), id, error);

  if (task == NULL)
    return FALSE;
  self->task = g_strdup (id);
  take_value (self, "task", g_strdup (amb_record_get_title (task)));
  amb_writing_set_due (self, amb_record_get (task, "due-on"));
  return TRUE;
}

/* What one letter is about: one cohort, one task. */
static gboolean
read_subject (AmbWriting *self, AmbStore *store, const char *entity, const char *id, GError **error)
{
  if (g_str_equal (entity, "cohort"))
    return read_cohort (self, store, id, error);
  return !g_str_equal (entity, "task") || read_task (self, store, id, error);
}

AmbWriting *
amb_writing_load (AmbStore *store, const AmbEntity *entity, const char *const *ids, GError **error)
{
  g_autoptr (AmbWriting) self = NULL;
  g_autofree char *json = dup_json (ids);
  guint i = 0;

  while (i < G_N_ELEMENTS (sources) && !g_str_equal (sources[i].entity, entity->name))
    i++;
  if (i == G_N_ELEMENTS (sources))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("One writes to people, contacts, a cohort or about a task, not to %s."),
                   _ (entity->label_plural));
      return NULL;
    }
  self = g_new0 (AmbWriting, 1);
  self->entity = amb_entity_find (sources[i].people);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->templates = g_ptr_array_new_with_free_func (template_free);
  self->texts = g_ptr_array_new_with_free_func (text_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  read_programme (self, store);
  if ((ids[0] != NULL && !read_subject (self, store, entity->name, ids[0], error)) ||
      !load_people (self, store, sources[i].sql, json, error) ||
      !load_templates (self, store, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
amb_writing_set_due (AmbWriting *self, const char *day)
{
  char *copy = g_strdup (day);

  g_free (self->due);
  self->due = copy;
}

/* Choosing. */

/* The months are named in the desk’s language alone: elsewhere the day stands as all can read it.
 */
static char *
dup_due (const AmbWriting *self, const char *language)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = self->due != NULL ? g_strdup_printf ("%sT00:00:00Z", self->due) : NULL;
  /* Translators: the code of the language into which you translate, as “fr” or “pt-BR” */
  const char *desk = _ ("en");

  day = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  if (day == NULL)
    return g_strdup (self->due);
  if (language != NULL && strncmp (language, desk, 2) != 0)
    return g_strdup (self->due);
  /* Translators: a day in a letter, as g_date_time_format() takes it: “1 December 2026” */
  return g_date_time_format (day, _ ("%-e %B %Y"));
}

static gboolean
is_chosen (const AmbWritingTemplate *template, const char *purpose, const char *name)
{
  return name != NULL ? g_str_equal (template->name, name)
                      : g_str_equal (template->purpose, purpose);
}

static const AmbWritingTemplate *
find_template (const AmbWriting *self, const char *name, const char *language)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      const AmbWritingTemplate *template = g_ptr_array_index (self->templates, i);

      if (g_str_equal (template->name, name) && g_str_equal (template->language, language))
        return template;
    }
  return NULL;
}

static void
add_text (AmbWriting *self, const AmbWritingTemplate *template)
{
  AmbWritingText *text = g_new0 (AmbWritingText, 1);
  g_autofree char *due = dup_due (self, template != NULL ? template->language : NULL);

  if (due != NULL)
    take_value (self, "due", g_steal_pointer (&due));
  else
    g_hash_table_remove (self->values, "due");
  text->language = template != NULL ? g_strdup (template->language) : NULL;
  text->template_id = template != NULL ? g_strdup (template->id) : NULL;
  text->subject =
      template != NULL ? amb_letter_fill (template->subject, self->values) : g_strdup ("");
  text->body = template != NULL ? amb_letter_fill (template->body, self->values) : g_strdup ("");
  g_ptr_array_add (self->texts, text);
}

static int
find_text (const AmbWriting *self, const char *language)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (g_strcmp0 (((AmbWritingText *) self->texts->pdata[i])->language, language) == 0)
      return (int) i;
  return -1;
}

/* Of the templates of that purpose the first name; or of that name. */
static const char *
choose_name (const AmbWriting *self, const char *purpose, const char *name)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      const AmbWritingTemplate *template = g_ptr_array_index (self->templates, i);

      if (is_chosen (template, purpose, name))
        return template->name;
    }
  return NULL;
}

static char **
list_languages (const AmbWriting *self, const char *name)
{
  g_autoptr (GStrvBuilder) languages = g_strv_builder_new ();

  for (guint i = 0; name != NULL && i < self->templates->len; i++)
    {
      const AmbWritingTemplate *template = g_ptr_array_index (self->templates, i);

      if (g_str_equal (template->name, name))
        g_strv_builder_add (languages, template->language);
    }
  return g_strv_builder_end (languages);
}

void
amb_writing_choose (AmbWriting *self, const char *purpose, const char *name)
{
  const char *chosen = choose_name (self, purpose, name);
  g_auto (GStrv) there = list_languages (self, chosen);

  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < self->people->len; i++)
    {
      AmbWritingPerson *person = g_ptr_array_index (self->people, i);
      const char *language;

      person->text = -1;
      if (person->reach != AMB_WRITING_REACHED)
        continue;
      language = amb_letter_choose_language (
          person->language, (const char *const *) self->languages, (const char *const *) there);
      if (find_text (self, language) < 0)
        add_text (self, language != NULL ? find_template (self, chosen, language) : NULL);
      person->text = find_text (self, language);
      ((AmbWritingText *) self->texts->pdata[person->text])->n_people++;
    }
}

char **
amb_writing_list_names (const AmbWriting *self, const char *purpose)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const char *last = NULL;

  for (guint i = 0; i < self->templates->len; i++)
    {
      const AmbWritingTemplate *template = g_ptr_array_index (self->templates, i);

      if (!g_str_equal (template->purpose, purpose) || g_strcmp0 (template->name, last) == 0)
        continue;
      last = template->name;
      g_strv_builder_add (names, last);
    }
  return g_strv_builder_end (names);
}

guint
amb_writing_count (const AmbWriting *self, AmbWritingReach reach)
{
  guint n = 0;

  for (guint i = 0; i < self->people->len; i++)
    n += ((AmbWritingPerson *) self->people->pdata[i])->reach == reach;
  return n;
}
