/* conflicts, resolve: what needs attention, in the words of the window */
#include "amb-cli.h"

#include "amb-attention-entry.h"
#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const struct
{
  const char *word;
  AmbResolution resolution;
} resolutions[] = {
  { "mine", AMB_RESOLVE_MINE },
  { "theirs", AMB_RESOLVE_THEIRS },
  { "value", AMB_RESOLVE_VALUE },
  { "restore", AMB_RESOLVE_RESTORE_WITH_MINE },
  { "delete", AMB_RESOLVE_DELETE_ANYWAY },
  { "merge", AMB_RESOLVE_MERGE },
};

static void
build_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
build_words (JsonBuilder *builder, const AmbAttentionItem *item)
{
  build_list (builder, "answers");
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (amb_attention_item_fits (item, resolutions[i].resolution))
      json_builder_add_string_value (builder, resolutions[i].word);
  json_builder_end_array (builder);
  build_list (builder, "waiting");
  for (guint i = 0; i < item->waiting->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (item->waiting, i));
  json_builder_end_array (builder);
  build_list (builder, "fills");
  for (guint i = 0; i < item->fields->len; i++)
    if (((AmbAttentionField *) item->fields->pdata[i])->fills)
      json_builder_add_string_value (builder,
                                     ((AmbAttentionField *) item->fields->pdata[i])->field->name);
  json_builder_end_array (builder);
}

static void
build_parts (JsonBuilder *builder, const AmbAttentionEntry *entry)
{
  build_list (builder, "parts");
  for (guint i = 0; i < entry->parts->len; i++)
    {
      const AmbAttentionItem *part = g_ptr_array_index (entry->parts, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "entity", part->finding->entity->name);
      amb_cli_build_string (builder, "id", part->finding->id);
      amb_cli_build_string (builder, "title", part->title);
      amb_cli_build_string (builder, "kind", part->finding->kind);
      amb_cli_build_string (builder, "typed", part->finding->typed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
build_entry (JsonBuilder *builder, const AmbAttentionEntry *entry)
{
  const AmbAttentionItem *item = entry->item;
  const AmbFinding *finding = item->finding;
  g_autofree char *by_at = finding->by_at > 0 ? amb_instant_format (finding->by_at) : NULL;

  json_builder_begin_object (builder);
  amb_cli_build_int (builder, "key", finding->key);
  amb_cli_build_string (builder, "type", finding->is_conflict ? "conflict" : "refused");
  amb_cli_build_string (builder, "entity", finding->entity->name);
  amb_cli_build_string (builder, "id", finding->id);
  amb_cli_build_string (builder, "title", item->title);
  amb_cli_build_string (builder, "what", item->what);
  amb_cli_build_string (builder, "field", finding->field != NULL ? finding->field->name : NULL);
  amb_cli_build_string (builder, "base", finding->base);
  amb_cli_build_string (builder, "mine", finding->mine);
  amb_cli_build_string (builder, "theirs", finding->is_conflict ? finding->theirs : NULL);
  amb_cli_build_string (builder, "other", finding->is_conflict ? NULL : finding->theirs);
  amb_cli_build_string (builder, "by", finding->by);
  amb_cli_build_string (builder, "by_at", by_at);
  amb_cli_build_string (builder, "kind", finding->kind);
  amb_cli_build_string (builder, "code", finding->code);
  amb_cli_build_string (builder, "detail", finding->detail);
  amb_cli_build_string (builder, "typed", finding->typed);
  build_words (builder, item);
  build_parts (builder, entry);
  json_builder_end_object (builder);
}

/* (transfer full): a value in quotes; that there is none is no value. */
static char *
dup_quoted (const char *shown)
{
  return g_str_equal (shown, _ ("Nothing")) ? g_strdup (_ ("nothing"))
                                            : g_strdup_printf (_ ("“%s”"), shown);
}

static void
print_field (const AmbAttentionItem *item, const AmbAttentionField *field)
{
  const char *label = _ (field->field->label);
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  if (field->theirs == NULL)
    {
      g_print (_ ("    %s: %s\n"), label, field->mine);
      return;
    }
  mine = dup_quoted (field->mine);
  theirs = dup_quoted (field->theirs);
  if (item->finding->is_conflict)
    g_print (_ ("    %s: was %s, theirs %s\n"), label, mine, theirs);
  else if (field->fills)
    g_print (_ ("    %s: yours %s, theirs %s; a merge takes yours\n"), label, mine, theirs);
  else
    g_print (_ ("    %s: yours %s, theirs %s\n"), label, mine, theirs);
}

static void
print_versions (const AmbAttentionItem *item)
{
  if (item->yours != NULL)
    {
      g_print (_ ("    Was: %s\n"), item->was);
      g_print (_ ("    Yours: %s\n"), item->yours);
      g_print (_ ("    Theirs: %s (%s)\n"), item->theirs, item->who != NULL ? item->who : "–");
    }
  for (guint i = 0; i < item->fields->len; i++)
    print_field (item, g_ptr_array_index (item->fields, i));
}

/* As the card of the window: what happened, the values, what waits, what can be done. */
static void
print_entry (const AmbAttentionEntry *entry)
{
  const AmbAttentionItem *item = entry->item;

  g_print ("%" G_GINT64_FORMAT "  %s\n    %s\n", item->finding->key, item->title, item->what);
  print_versions (item);
  for (guint i = 0; i < entry->parts->len; i++)
    {
      const AmbAttentionItem *part = g_ptr_array_index (entry->parts, i);

      if (!amb_attention_item_is_same_record (item, part))
        /* Translators: the kind of a record, and its name, that were part of the same action */
        g_print (_ ("    With it, %s: %s\n"), _ (part->finding->entity->label), part->title);
      print_versions (part);
    }
  for (guint i = 0; i < item->waiting->len; i++)
    g_print (_ ("    Waits for it: %s\n"), (char *) g_ptr_array_index (item->waiting, i));
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (amb_attention_item_fits (item, resolutions[i].resolution))
      g_print ("    %s: %s\n", resolutions[i].word,
               amb_attention_item_get_verb (item, resolutions[i].resolution));
}

static AmbCliStatus
run_conflicts (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GPtrArray) entries = NULL;
  guint total;

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  entries = amb_attention_entries_read (self->store, 0, &total, error);
  if (entries == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  build_list (builder, "conflicts");
  for (guint i = 0; i < entries->len; i++)
    {
      build_entry (builder, g_ptr_array_index (entries, i));
      if (!self->json)
        print_entry (g_ptr_array_index (entries, i));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (entries->len == 0)
    g_printerr ("%s\n", _ ("Nothing needs attention."));
  if (self->json)
    amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* By its key, or by the record's id when that has one only; what it is about. */
static const AmbFinding *
find_finding (GPtrArray *acts, const char *text, GError **error)
{
  const AmbFinding *found = NULL;
  gint64 key = 0;
  guint n = 0;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &key, NULL))
    key = 0;
  for (guint i = 0; i < acts->len; i++)
    {
      const AmbAttentionAct *act = g_ptr_array_index (acts, i);

      if (key != 0 ? amb_attention_act_has (act, key) : g_strcmp0 (act->main->id, text) == 0)
        {
          found = act->main;
          n++;
        }
    }
  if (n == 1)
    return found;
  if (key != 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("This is settled already. Nothing was changed."));
  else
    g_set_error (
        error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
        n == 0 ? _ ("Nothing needs attention at “%s”. “ambassadectl conflicts” lists what does.")
               : _ ("“%s” has several findings: give the key that “ambassadectl conflicts” "
                    "prints."),
        text);
  return NULL;
}

static gboolean
find_word (const char *word, AmbResolution *resolution, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (g_str_equal (word, resolutions[i].word))
      {
        *resolution = resolutions[i].resolution;
        return TRUE;
      }
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” is no answer. Say mine, theirs, value TEXT, restore, delete or merge."),
               word);
  return FALSE;
}

/* A text that is missing must not erase both answers, one too many must not be passed over. */
static gboolean
find_resolution (char **args, AmbResolution *resolution, GError **error)
{
  if (!find_word (args[1], resolution, error))
    return FALSE;
  if ((*resolution == AMB_RESOLVE_VALUE) == (args[2] != NULL))
    return TRUE;
  if (*resolution == AMB_RESOLVE_VALUE)
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("“value” needs the text behind it; an empty text clears the field."));
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                 _ ("“%1$s” takes no text, so “%2$s” is too much."), args[1], args[2]);
  return FALSE;
}

/* (transfer full) (nullable) @value: as amb_sync_resolve() takes it: of what was refused,
 * “field=text” becomes a JSON object. */
static gboolean
read_value (const AmbFinding *finding, const char *text, char **value, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (text, "=", 2);
  const AmbField *field = finding->field;
  g_autofree char *canonical = NULL;
  GString *json;

  if (!finding->is_conflict)
    field = pair[0] != NULL && pair[1] != NULL ? amb_entity_find_field (finding->entity, pair[0])
                                               : NULL;
  if (field == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("“%s” names no field. Of what was refused, say value FIELD=TEXT."), text);
      return FALSE;
    }
  if (finding->is_conflict)
    return amb_field_normalise (field, text, value, error);
  if (!amb_field_normalise (field, pair[1], &canonical, error))
    return FALSE;
  json = g_string_new ("{");
  amb_json_append_key (json, field->name);
  amb_field_append_value (field, canonical, json);
  g_string_append_c (json, '}');
  *value = g_string_free (json, FALSE);
  return TRUE;
}

static gboolean
is_duplicate (const AmbAttentionAct *act, gpointer data)
{
  return amb_sync_is_duplicate (act->main);
}

static gboolean
answer (AmbCli *self, const AmbSyncAnswer *said, AmbAttentionReport *report, GError **error)
{
  return amb_sync_answer (self->programme, said, _ ("settle what needed attention"), report, error);
}

static gboolean
resolve_one (
    AmbCli *self, const char *name, AmbResolution resolution, const char *text, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (self->store, error);
  g_autoptr (GPtrArray) acts = findings != NULL ? amb_attention_acts_new (findings) : NULL;
  const AmbFinding *finding = acts != NULL ? find_finding (acts, name, error) : NULL;
  g_autofree char *value = NULL;
  AmbSyncAnswer said = { .resolution = resolution };
  AmbAttentionReport report;
  gboolean done;

  if (finding == NULL || (resolution == AMB_RESOLVE_VALUE && amb_sync_fits (finding, resolution) &&
                          !read_value (finding, text, &value, error)))
    return FALSE;
  said.key = finding->key;
  said.value = value;
  done = answer (self, &said, &report, error);
  if (done && report.why != NULL)
    g_propagate_error (error, g_steal_pointer (&report.why));
  done = done && report.n_settled > 0;
  amb_attention_report_clear (&report);
  return done;
}

static AmbCliStatus
resolve_many (AmbCli *self, AmbResolution resolution, gboolean duplicates, GError **error)
{
  const AmbSyncAnswer said = { .accepts = duplicates ? is_duplicate : NULL,
                               .resolution = resolution };
  AmbAttentionReport report;
  AmbCliStatus status;

  if (!amb_cli_open_writer (self, error) || !answer (self, &said, &report, error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"settled\":%u,\"left\":%u}\n", report.n_settled, report.n_left);
  else
    g_print (_ ("Settled: %u. Left: %u.\n"), report.n_settled, report.n_left);
  if (report.why != NULL)
    g_printerr ("%s\n", report.why->message);
  status = report.n_left == 0 ? AMB_CLI_DONE : AMB_CLI_FAILED;
  amb_attention_report_clear (&report);
  return status;
}

static AmbCliStatus
run_resolve (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean all = FALSE, duplicates = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
    { "all-duplicates", 0, 0, G_OPTION_ARG_NONE, &duplicates, NULL, NULL },
    { NULL },
  };
  AmbResolution resolution;

  if (!amb_cli_parse (&args, entries, 1, 3, error))
    return AMB_CLI_USAGE;
  if (all || duplicates)
    {
      if (!find_word (args[0], &resolution, error))
        return AMB_CLI_USAGE;
      if (args[1] == NULL &&
          (all ? resolution == AMB_RESOLVE_MINE || resolution == AMB_RESOLVE_THEIRS
               : resolution == AMB_RESOLVE_MERGE || resolution == AMB_RESOLVE_THEIRS))
        return resolve_many (self, resolution, duplicates, error);
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("Many are settled at once by: --all mine, --all theirs, --all-duplicates "
                      "merge or --all-duplicates theirs."));
      return AMB_CLI_USAGE;
    }
  if (args[1] == NULL)
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_USAGE,
          _ ("Say how “%s” is settled: mine, theirs, value TEXT, restore, delete or merge."),
          args[0]);
      return AMB_CLI_USAGE;
    }
  if (!find_resolution (args, &resolution, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !resolve_one (self, args[0], resolution, args[2], error))
    return AMB_CLI_FAILED;
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_attention_commands[] = {
  { "conflicts", "", N_ ("what needs attention"), run_conflicts },
  { "resolve",
    "KEY|ID mine|theirs|value TEXT|restore|delete|merge, or --all mine|theirs, or --all-duplicates "
    "merge|theirs",
    N_ ("settles one of them, or all; “undo” brings them back"), run_resolve },
  { NULL },
};
