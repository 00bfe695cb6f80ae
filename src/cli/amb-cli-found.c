/* suggest, identify, not-now, tell, untold: people found by activity */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-suggestions.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

static gboolean
read_ref (AmbCli *self, const char *field, const char *word, char **id, GError **error)
{
  const AmbField *ref = amb_entity_find_field (amb_entity_find ("assignment"), field);

  *id = NULL;
  return word == NULL || amb_cli_read_value (self->store, ref, word, id, error);
}

static gboolean
read_kind (const char *word, int *kind, GError **error)
{
  *kind = word != NULL ? amb_found_find (word) : -1;
  if (word == NULL || *kind >= 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("There is no kind “%s”. There are: enthusiast, outside, inside."), word);
  return FALSE;
}

/* suggest */

static void
build_suggestion (JsonBuilder *builder, const AmbSuggestions *found, const AmbSuggestion *one)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", one->id);
  amb_cli_build_string (builder, "name", one->name);
  amb_cli_build_string (builder, "email", one->email);
  amb_cli_build_string (builder, "node", one->node);
  json_builder_set_member_name (builder, "kinds");
  json_builder_begin_array (builder);
  for (guint kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
    if ((one->kinds & (1u << kind)) != 0)
      {
        g_autofree char *evidence = amb_suggestion_dup_evidence (found, one, 1u << kind);

        json_builder_begin_object (builder);
        amb_cli_build_string (builder, "kind", amb_found_get_id (kind));
        amb_cli_build_string (builder, "evidence", evidence);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_kind (const AmbSuggestions *found, AmbFoundKind kind)
{
  g_print ("%s\n", amb_found_get_title (kind));
  for (guint i = 0; i < found->people->len; i++)
    {
      const AmbSuggestion *one = g_ptr_array_index (found->people, i);
      g_autofree char *name = amb_cli_dup_cell (one->name);
      g_autofree char *node = amb_cli_dup_cell (one->node);
      g_autofree char *evidence = NULL;

      if ((one->kinds & (1u << kind)) == 0)
        continue;
      evidence = amb_suggestion_dup_evidence (found, one, 1u << kind);
      g_print ("    %s\t%s\t%s\t%s\n", one->id, name, node, evidence);
    }
}

static AmbCliStatus
run_suggest (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *node_word = NULL, *kind_word = NULL, *node = NULL;
  const GOptionEntry entries[] = {
    { "node", 0, 0, G_OPTION_ARG_STRING, &node_word },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_word },
    { NULL },
  };
  g_autoptr (AmbSuggestions) found = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  int only;

  if (!amb_cli_parse (&args, entries, 0, 0, error) || !read_kind (kind_word, &only, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error) || !read_ref (self, "node-id", node_word, &node, error))
    return AMB_CLI_FAILED;
  found = amb_suggestions_load (self->store, node, error);
  if (found == NULL)
    return AMB_CLI_FAILED;
  if (!self->json)
    {
      for (int kind = 0; kind < AMB_FOUND_N_KINDS; kind++)
        if (only < 0 || only == kind)
          print_kind (found, kind);
      return AMB_CLI_DONE;
    }
  builder = json_builder_new_immutable ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->people->len; i++)
    {
      const AmbSuggestion *one = g_ptr_array_index (found->people, i);

      if (only < 0 || (one->kinds & (1u << only)) != 0)
        build_suggestion (builder, found, one);
    }
  json_builder_end_array (builder);
  amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* What is done about them. */

typedef gboolean (*RunFound) (AmbProgramme *programme,
                              const char *const *ids,
                              AmbFoundReport *report,
                              GError **error);

static AmbCliStatus
print_report (AmbCli *self, const AmbFoundReport *report)
{
  for (guint i = 0; i < report->left->len; i++)
    g_printerr ("%s\n", (char *) g_ptr_array_index (report->left, i));
  if (self->json)
    g_print ("{\"done\":%u,\"left\":%u}\n", report->n_done, report->left->len);
  return report->left->len > 0 ? AMB_CLI_PARTLY : AMB_CLI_DONE;
}

static AmbCliStatus
run_act (AmbCli *self, char **words, RunFound run, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (AmbFoundReport) report = { 0 };

  if (!amb_cli_parse (&args, NULL, 1, -1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  for (guint i = 0; args[i] != NULL; i++)
    {
      char *id = NULL;

      if (!read_ref (self, "ambassador-id", args[i], &id, error))
        return AMB_CLI_FAILED;
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);
  if (!run (self->programme, (const char *const *) ids->pdata, &report, error))
    return AMB_CLI_FAILED;
  return print_report (self, &report);
}

static AmbCliStatus
run_identify (AmbCli *self, char **words, GError **error)
{
  return run_act (self, words, amb_programme_identify, error);
}

static AmbCliStatus
run_not_now (AmbCli *self, char **words, GError **error)
{
  return run_act (self, words, amb_programme_put_off, error);
}

static AmbCliStatus
run_tell (AmbCli *self, char **words, GError **error)
{
  return run_act (self, words, amb_programme_tell, error);
}

/* untold */

static void
print_untold (const AmbUntold *one)
{
  static const AmbField field = { "day", "", AMB_FIELD_DATE };
  g_autofree char *tell_by = amb_field_format (&field, one->tell_by);
  g_autofree char *remove_on = amb_field_format (&field, one->remove_on);
  g_autofree char *name = amb_cli_dup_cell (one->name);
  g_autofree char *node = amb_cli_dup_cell (one->node);

  /* Translators: a person’s id, their name, a node, two days */
  g_print (_ ("%1$s\t%2$s\t%3$s\tto be told by %4$s\tremoved on %5$s"), one->id, name, node,
           tell_by, remove_on);
  g_print ("%s\n", one->is_removable ? _ ("\tto remove") : one->is_late ? _ ("\tlate") : "");
}

static void
build_untold (JsonBuilder *builder, const AmbUntold *one)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", one->id);
  amb_cli_build_string (builder, "name", one->name);
  amb_cli_build_string (builder, "node", one->node);
  amb_cli_build_string (builder, "why", one->why);
  amb_cli_build_string (builder, "since", one->since);
  amb_cli_build_string (builder, "tell-by", one->tell_by);
  amb_cli_build_string (builder, "remove-on", one->remove_on);
  json_builder_end_object (builder);
}

static void
print_all_untold (AmbCli *self, GPtrArray *untold)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < untold->len; i++)
    if (self->json)
      build_untold (builder, g_ptr_array_index (untold, i));
    else
      print_untold (g_ptr_array_index (untold, i));
  json_builder_end_array (builder);
  if (self->json)
    amb_cli_print_json (builder);
}

/* The list is what was shown before: nobody else is removed. */
static AmbCliStatus
remove_all (AmbCli *self, GPtrArray *untold, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (AmbFoundReport) report = { 0 };

  for (guint i = 0; i < untold->len; i++)
    if (((AmbUntold *) untold->pdata[i])->is_removable)
      g_ptr_array_add (ids, ((AmbUntold *) untold->pdata[i])->id);
  g_ptr_array_add (ids, NULL);
  if (!amb_programme_remove_untold (self->programme, (const char *const *) ids->pdata, &report,
                                    error))
    return AMB_CLI_FAILED;
  return print_report (self, &report);
}

static AmbCliStatus
run_untold (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *node_word = NULL, *node = NULL;
  gboolean removes = FALSE;
  const GOptionEntry entries[] = {
    { "node", 0, 0, G_OPTION_ARG_STRING, &node_word },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &removes },
    { NULL },
  };
  g_autoptr (GPtrArray) untold = NULL;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!(removes ? amb_cli_open_writer (self, error) : amb_cli_open_reader (self, error)) ||
      !read_ref (self, "node-id", node_word, &node, error))
    return AMB_CLI_FAILED;
  untold = amb_untold_load (self->store, node, error);
  if (untold == NULL)
    return AMB_CLI_FAILED;
  if (removes)
    return remove_all (self, untold, error);
  print_all_untold (self, untold);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_found_commands[] = {
  { "suggest", "[--node NODE] [--kind enthusiast|outside|inside]",
    N_ ("who could be an ambassador by what they do, and the evidence; by name"), run_suggest },
  { "identify", "PERSON…", N_ ("people who are suggested become “identified”, with the evidence"),
    run_identify },
  { "not-now", "PERSON…", N_ ("people are not suggested for a time"), run_not_now },
  { "tell", "PERSON…", N_ ("people were told today that the programme knows them"), run_tell },
  { "untold", "[--node NODE] [--remove]",
    N_ ("who was identified and not told: told by, removed on; --remove removes whose day has "
        "come"),
    run_untold },
  { NULL },
};
