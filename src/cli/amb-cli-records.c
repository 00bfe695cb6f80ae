/* entities, list, show, add, set, move, remove */
#include "amb-cli.h"

#include "amb-access.h"
#include "amb-calendar.h"
#include "amb-error.h"
#include "amb-heed.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const char *const type_names[] = {
  "text",  "long-text", "markdown", "int",       "decimal",  "bool",  "enum", "ref",     "set",
  "order", "date",      "instant",  "wall-time", "duration", "email", "url",  "country", "language",
};

static const char *const gate_names[] = {
  "reason",   "raters",         "cohort",      "proof",    "charter",
  "notice",   "voluntary",      "certificate", "role",     "home",
  "end-date", "second-manager", "not-own",     "admitted", "two-raters",
};

static const char *const kind_names[] = { "ordinary", "append", "singleton", "derived",
                                          "projection" };

static void
build_names (
    JsonBuilder *builder, const char *member, guint bits, const char *const *names, guint n_names)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_names; i++)
    if (bits & (1u << i))
      json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

static void
build_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

/* Words that are separated by spaces, as an array. */
static void
build_words (JsonBuilder *builder, const char *member, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words != NULL ? words : "", " ", -1);

  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0')
      json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

static void
build_field (JsonBuilder *builder, const AmbField *field)
{
  static const char *const flags[] = {
    "required", "key",  "search", "personal", "local", "title",   "state",
    "computed", "list", "facet",  "fixed",    "index", "indexed", "past",
  };
  static const char *const merges[] = { "ask", "register", "set", "text", "latest" };
  static const char *const forms[] = { "any", "time", "zone", "kpi" };

  json_builder_begin_object (builder);
  build_text (builder, "name", field->name);
  build_text (builder, "label", _ (field->label));
  build_text (builder, "type", type_names[field->type]);
  build_text (builder, "merge", merges[field->merge]);
  build_names (builder, "flags", field->flags, flags, G_N_ELEMENTS (flags));
  if (field->initial != NULL)
    build_text (builder, "initial", field->initial);
  if (field->ref != NULL)
    build_text (builder, "ref", field->ref);
  if (field->most != 0)
    amb_cli_build_int (builder, "most", field->most);
  if (field->form != AMB_FORM_ANY)
    build_text (builder, "form", forms[field->form]);
  if (field->choices != NULL)
    {
      json_builder_set_member_name (builder, "choices");
      json_builder_begin_array (builder);
      for (const AmbChoice *c = field->choices; c->id != NULL; c++)
        json_builder_add_string_value (builder, c->id);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
build_move (JsonBuilder *builder, const AmbMove *move)
{
  static const char *const who[] = { "self", "lead", "manager", "keeper" };

  json_builder_begin_object (builder);
  build_text (builder, "from", move->from);
  build_text (builder, "to", move->to);
  build_names (builder, "who", move->who, who, G_N_ELEMENTS (who));
  build_names (builder, "gates", move->gates, gate_names, G_N_ELEMENTS (gate_names));
  build_words (builder, "needs", move->needs);
  json_builder_end_object (builder);
}

/* Who may do what, as docs/access.md has it. */
static void
build_rights (JsonBuilder *builder, const AmbEntity *entity)
{
  static const char *const rights[] = { "read", "create", "update", "delete", "move" };

  json_builder_set_member_name (builder, "rights");
  json_builder_begin_object (builder);
  for (AmbAccess access = AMB_ACCESS_MANAGER; access <= AMB_ACCESS_AUDITOR; access++)
    build_names (builder, amb_access_to_text (access), amb_access_get_rights (access, entity),
                 rights, G_N_ELEMENTS (rights));
  json_builder_end_object (builder);
}

/* Of which fields together there is one record. */
static void
build_once (JsonBuilder *builder, const AmbEntity *entity)
{
  json_builder_set_member_name (builder, "once");
  json_builder_begin_array (builder);
  for (const AmbOnce *once = entity->once; once != NULL && once->fields != NULL; once++)
    {
      json_builder_begin_object (builder);
      build_words (builder, "fields", once->fields);
      build_words (builder, "also", once->also);
      if (once->when != NULL)
        build_text (builder, "when", once->when);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Which fields never come before which. */
static void
build_spans (JsonBuilder *builder, const AmbEntity *entity)
{
  json_builder_set_member_name (builder, "spans");
  json_builder_begin_array (builder);
  for (const AmbSpan *span = entity->spans; span != NULL && span->from != NULL; span++)
    {
      json_builder_begin_object (builder);
      build_text (builder, "from", span->from);
      build_text (builder, "to", span->to);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Which fields stay within those of another record. */
static void
build_bounds (JsonBuilder *builder, const AmbEntity *entity)
{
  json_builder_set_member_name (builder, "bounds");
  json_builder_begin_array (builder);
  for (const AmbBound *bound = entity->bounds; bound != NULL && bound->field != NULL; bound++)
    {
      json_builder_begin_object (builder);
      build_text (builder, "field", bound->field);
      if (bound->from != NULL)
        build_text (builder, "from", bound->from);
      if (bound->to != NULL)
        build_text (builder, "to", bound->to);
      if (bound->when != NULL)
        build_text (builder, "when", bound->when);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* States in which a record may begin. */
static void
build_begins (JsonBuilder *builder, const AmbEntity *entity)
{
  const AmbField *state = amb_entity_get_state_field (entity);

  json_builder_set_member_name (builder, "begins");
  json_builder_begin_array (builder);
  for (const AmbChoice *c = state != NULL ? state->choices : NULL; c != NULL && c->id != NULL; c++)
    if (amb_entity_can_begin (entity, c->id))
      json_builder_add_string_value (builder, c->id);
  json_builder_end_array (builder);
}

static void
build_entity (JsonBuilder *builder, const AmbEntity *entity)
{
  json_builder_begin_object (builder);
  build_text (builder, "name", entity->name);
  build_text (builder, "collection", entity->collection);
  build_text (builder, "label", _ (entity->label));
  build_text (builder, "kind", kind_names[entity->kind]);
  json_builder_set_member_name (builder, "private");
  json_builder_add_boolean_value (builder, entity->is_private);
  build_rights (builder, entity);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    build_field (builder, f);
  json_builder_end_array (builder);
  build_once (builder, entity);
  build_spans (builder, entity);
  build_bounds (builder, entity);
  build_words (builder, "any", entity->any);
  if (entity->takes != NULL)
    build_text (builder, "takes", entity->takes);
  build_begins (builder, entity);
  json_builder_set_member_name (builder, "transitions");
  json_builder_begin_array (builder);
  for (const AmbMove *m = entity->moves; m != NULL && m->to != NULL; m++)
    build_move (builder, m);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_entity (const AmbEntity *entity)
{
  g_print ("%s (%s)\n", entity->name, _ (entity->label_plural));
  for (const AmbField *f = entity->fields; f->name != NULL; f++)
    g_print ("  %-18s %-10s %s\n", f->name, type_names[f->type], _ (f->label));
  for (const AmbMove *m = entity->moves; m != NULL && m->to != NULL; m++)
    g_print ("  %s → %s\n", m->from, m->to);
}

static AmbCliStatus
run_entities (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!self->json)
    {
      for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
        print_entity (*e);
      return AMB_CLI_DONE;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "entities");
  json_builder_begin_array (builder);
  for (const AmbEntity *const *e = amb_entities (); *e != NULL; e++)
    build_entity (builder, *e);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* FIELD=VALUE, FIELD>=VALUE, FIELD<=VALUE; several of one field: any of them. */
static gboolean
add_condition (AmbStore *store, AmbQuery *query, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  const AmbCondition *known;
  const AmbField *field;
  AmbMatch match = AMB_MATCH_IN;

  if (equals == NULL || equals == text)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("“%s” should look like FIELD=VALUE."),
                   text);
      return FALSE;
    }
  if (equals[-1] == '>' || equals[-1] == '<')
    match = equals[-1] == '>' ? AMB_MATCH_FROM : AMB_MATCH_TO;
  name = g_strndup (text, equals - text - (match == AMB_MATCH_IN ? 0 : 1));
  field = amb_cli_find_field (query->entity, name, error);
  if (field == NULL)
    return FALSE;
  if (equals[1] != '\0')
    {
      AmbField optional = *field;

      optional.flags &= ~AMB_FIELD_REQUIRED;
      if (field->type == AMB_FIELD_SET)
        value = g_strdup (equals + 1);
      else if (!amb_cli_read_value (store, &optional, equals + 1, &value, error))
        return FALSE;
    }
  known = match == AMB_MATCH_IN ? amb_query_find_condition (query, field, match) : NULL;
  if (known != NULL)
    g_strv_builder_addv (values, (const char **) known->values);
  g_strv_builder_add (values, value != NULL ? value : "");
  list = g_strv_builder_end (values);
  amb_query_where (query, field, match, (const char *const *) list);
  return TRUE;
}

static gboolean
set_sort (AmbQuery *query, const char *text, GError **error)
{
  if (text == NULL)
    return TRUE;
  query->descending = *text == '-';
  query->sort = amb_cli_find_field (query->entity, text + (*text == '-'), error);
  return query->sort != NULL;
}

/* Only what belongs to that node or to one below it. */
static gboolean
set_node (AmbStore *store, AmbQuery *query, const char *text, GError **error)
{
  static const AmbField field = { "node", N_ ("Node"), AMB_FIELD_REF, .ref = "node" };

  if (text == NULL)
    return TRUE;
  if (amb_entity_reaches_nodes (query->entity))
    return amb_cli_read_value (store, &field, text, &query->within, error);
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” belong to no node: they are the same for all. Leave --node out."),
               _ (query->entity->label_plural));
  return FALSE;
}

/* The columns of the view, where it has some. */
static GPtrArray *
list_columns (const AmbEntity *entity, const AmbView *view)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; view != NULL && i < view->columns->len; i++)
    g_ptr_array_add (columns,
                     (gpointer) ((AmbViewColumn *) g_ptr_array_index (view->columns, i))->field);
  for (const AmbField *field = entity->fields;
       (view == NULL || view->columns->len == 0) && field->name != NULL; field++)
    if (field->flags & AMB_FIELD_LIST)
      g_ptr_array_add (columns, (gpointer) field);
  return columns;
}

static void
print_line (AmbStore *store, AmbRecord *record, GPtrArray *columns)
{
  g_print ("%s", amb_record_get_id (record));
  for (guint i = 0; i < columns->len; i++)
    {
      const AmbField *field = g_ptr_array_index (columns, i);
      g_autofree char *text =
          amb_cli_dup_shown (store, field, amb_record_get (record, field->name));
      g_autofree char *cell = amb_cli_dup_cell (text);

      g_print ("\t%s", cell);
    }
  g_print ("\n");
}

static gboolean
print_list (AmbCli *self, const AmbQuery *query, const AmbView *view, int limit, GError **error)
{
  g_autoptr (GPtrArray) columns = list_columns (query->entity, view);
  g_autoptr (GPtrArray) records = amb_store_list (self->store, query, limit, error);
  g_autoptr (GString) out = g_string_new ("{\"records\":[");
  gint64 total;

  if (records == NULL || !amb_store_count (self->store, query, &total, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);

      if (!self->json)
        {
          print_line (self->store, record, columns);
          continue;
        }
      if (i > 0)
        g_string_append_c (out, ',');
      amb_cli_append_record (record, out);
    }
  g_string_append_printf (out, "],\"total\":%" G_GINT64_FORMAT "}", total);
  if (self->json)
    amb_cli_print_document (out->str);
  return TRUE;
}

/* What a view asks for that is not known here is said, and the rest is listed. */
static gboolean
apply_view (AmbStore *store, AmbQuery *query, const char *name, AmbView **view, GError **error)
{
  g_autofree char *title = NULL, *notice = NULL;

  if (name == NULL)
    return TRUE;
  *view = amb_cli_read_view (store, query->entity, name, &title, error);
  if (*view == NULL)
    return FALSE;
  notice = amb_view_dup_notice (*view);
  if (notice != NULL)
    g_printerr (_ ("The view “%1$s”: %2$s\n"), title, notice);
  amb_cli_merge_view (query, *view);
  return TRUE;
}

static AmbCliStatus
run_list (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_auto (GStrv) where = NULL;
  g_autofree char *name = NULL;
  g_autofree char *search = NULL;
  g_autofree char *sort = NULL;
  g_autofree char *node = NULL;
  int limit = G_MAXINT;
  const GOptionEntry entries[] = {
    { "view", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, &where, NULL, NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, NULL, NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, NULL, NULL },
    { "node", 0, 0, G_OPTION_ARG_STRING, &node, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    { NULL },
  };
  const AmbEntity *entity;
  g_autoptr (AmbQuery) query = NULL;
  g_autoptr (AmbView) view = NULL;

  if (!amb_cli_parse (&args, entries, 1, 1, error) ||
      !amb_cli_check_number ("--limit", limit, 0, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  query = amb_query_new (entity);
  query->search = g_strdup (search);
  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    if (!add_condition (self->store, query, where[i], error))
      return AMB_CLI_FAILED;
  if (!set_sort (query, sort, error) || !set_node (self->store, query, node, error) ||
      !apply_view (self->store, query, name, &view, error) ||
      !print_list (self, query, view, limit, error))
    return AMB_CLI_FAILED;
  return AMB_CLI_DONE;
}

/* Further lines of a long text stand under the first, where no field's name can stand. */
static void
print_value (AmbStore *store, const AmbField *field, const char *value)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (value == NULL)
    return;
  text = field->type == AMB_FIELD_REF
             ? amb_store_dup_title (store, amb_entity_find (field->ref), value)
             : amb_field_format (field, value);
  lines = g_strsplit (text != NULL ? text : _ ("Not visible to you"), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("%-20s %s\n", i == 0 ? field->name : "", lines[i]);
}

static void
print_record (AmbCli *self, AmbRecord *record)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->json)
    {
      amb_cli_append_record (record, out);
      amb_cli_print_document (out->str);
      return;
    }
  g_print ("%-20s %s\n", "id", amb_record_get_id (record));
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    print_value (self->store, &entity->fields[i], amb_record_get_at (record, i));
}

/* What a write made of the record: for scripts only. */
static AmbCliStatus
print_written (AmbCli *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (AmbRecord) record = NULL;

  if (!self->json)
    return AMB_CLI_DONE;
  record = amb_store_get (self->store, entity, id, error);
  if (record == NULL)
    return AMB_CLI_FAILED;
  print_record (self, record);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_show (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  const AmbEntity *entity;
  g_autoptr (AmbRecord) record = NULL;

  if (!amb_cli_parse (&args, NULL, 2, 2, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  record = amb_store_get (self->store, entity, args[1], error);
  if (record == NULL)
    return AMB_CLI_FAILED;
  print_record (self, record);
  return AMB_CLI_DONE;
}

/* A time that the clocks leave out or show twice: how it is read. */
static void
tell_hour (const AmbField *field, const char *value)
{
  g_autofree char *note = amb_wall_time_dup_note (value);

  if (note != NULL)
    /* Translators: a field, and something to know about what was given for it */
    g_printerr (_ ("%1$s: %2$s\n"), _ (field->label), note);
}

/* FIELD=VALUE; an empty value clears. */
static gboolean
read_assignment (AmbStore *store,
                 const AmbEntity *entity,
                 const char *text,
                 const AmbField **field,
                 char **value,
                 GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : NULL;

  if (name == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("“%s” should look like FIELD=VALUE."),
                   text);
      return FALSE;
    }
  *field = amb_cli_find_field (entity, name, error);
  if (*field == NULL)
    return FALSE;
  if (((*field)->flags & AMB_FIELD_COMPUTED) == 0)
    {
      if (!amb_cli_read_field (store, *field, equals + 1, value, error))
        return FALSE;
      if ((*field)->type == AMB_FIELD_WALL_TIME)
        tell_hour (*field, *value);
      return TRUE;
    }
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, _ ("“%s” is computed; it can’t be set."), name);
  return FALSE;
}

/* FIELD=VALUE words as field name → value; a field that is given twice is a mistake. */
static GHashTable *
read_assignments (AmbStore *store, const AmbEntity *entity, char **words, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const AmbField *field;
      char *value = NULL;

      if (!read_assignment (store, entity, words[i], &field, &value, error))
        return NULL;
      if (!g_hash_table_insert (values, (char *) field->name, value))
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                       _ ("“%s” is given twice. Give each field once."), field->name);
          return NULL;
        }
    }
  return g_steal_pointer (&values);
}

/* Before its values are read: no other ones would help. */
static gboolean
check_added (const AmbEntity *entity, GError **error)
{
  g_autofree char *reason = entity->kind == AMB_KIND_DERIVED || entity->kind == AMB_KIND_PROJECTION
                                ? amb_access_dup_reason (entity, AMB_RIGHT_CREATE)
                                : NULL;

  if (reason != NULL)
    g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, reason);
  return reason == NULL;
}

static AmbCliStatus
run_add (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  const AmbEntity *entity;
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (AmbRecord) record = NULL;
  g_autofree char *id = NULL;
  g_autofree char *heed = NULL;
  GHashTableIter iter;
  gpointer name, value;

  if (!amb_cli_parse (&args, NULL, 1, -1, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !check_added (entity, error) || !amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  values = read_assignments (self->store, entity, args + 1, error);
  if (values == NULL)
    return AMB_CLI_FAILED;
  record = amb_record_new (entity, NULL);
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    amb_record_set (record, name, value);
  heed = amb_heed_dup (self->store, record);
  if (heed != NULL)
    g_printerr ("%s\n", heed);
  id = amb_programme_add (self->programme, record, AMB_COMMAND_DEFAULT, error);
  if (id == NULL)
    return AMB_CLI_FAILED;
  if (!self->json)
    g_print ("%s\n", id);
  return print_written (self, entity, id, error);
}

static AmbCliStatus
run_set (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (GHashTable) values = NULL;
  const AmbEntity *entity;

  if (!amb_cli_parse (&args, NULL, 3, -1, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !check_added (entity, error) || !amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  values = read_assignments (self->store, entity, args + 2, error);
  if (values == NULL || !amb_programme_set (self->programme, entity, args[1], values, error))
    return AMB_CLI_FAILED;
  return print_written (self, entity, args[1], error);
}

static AmbCliStatus
run_move (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "why", 0, 0, G_OPTION_ARG_STRING, &why, NULL, NULL },
    { NULL },
  };
  const AmbEntity *entity;

  if (!amb_cli_parse (&args, entries, 3, 3, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_writer (self, error) ||
      !amb_programme_move (self->programme, entity, args[1], args[2], why, error))
    return AMB_CLI_FAILED;
  return print_written (self, entity, args[1], error);
}

static AmbCliStatus
run_remove (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  const AmbEntity *entity;

  if (!amb_cli_parse (&args, NULL, 2, 2, error))
    return AMB_CLI_USAGE;
  entity = amb_cli_find_entity (args[0], error);
  if (entity == NULL || !amb_cli_open_writer (self, error) ||
      !amb_programme_remove (self->programme, entity, args[1], error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"id\":\"%s\",\"removed\":true}\n", args[1]);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_record_commands[] = {
  { "entities", "", N_ ("entities, fields and moves, from the tables"), run_entities },
  { "list",
    "ENTITY [--view NAME] [--where FIELD=VALUE]… [--node NODE] [--search TEXT] [--sort "
    "FIELD|-FIELD] "
    "[--limit N]",
    N_ ("records; FIELD>=VALUE and FIELD<=VALUE work too, an empty VALUE means unset; --node: what "
        "belongs to it or is below it; --view takes a named view’s name or id, and the other "
        "options change what it asks for"),
    run_list },
  { "show", "ENTITY ID", N_ ("one record"), run_show },
  { "add", "ENTITY FIELD=VALUE…", N_ ("a new record; prints its id"), run_add },
  { "set", "ENTITY ID FIELD=VALUE…", N_ ("changes fields; an empty VALUE clears"), run_set },
  { "move", "ENTITY ID STATE [--why TEXT]", N_ ("the only way to change a state"), run_move },
  { "remove", "ENTITY ID", N_ ("removes a record; “undo” brings it back"), run_remove },
  { NULL },
};
