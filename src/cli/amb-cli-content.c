/* check-item, approve */
#include "amb-cli.h"

#include "amb-content.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

static const char *const levels[] = {
  [AMB_CONTENT_DONE] = "done", [AMB_CONTENT_WARNS] = "warns", [AMB_CONTENT_LACKS] = "lacks"
};

static void
print_json (const AmbContentFacts *facts, GPtrArray *checks)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  gboolean may = TRUE;

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", amb_record_get_id (facts->item));
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);

      may = may && check->level != AMB_CONTENT_LACKS;
      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "check", check->id);
      amb_cli_build_string (builder, "is", levels[check->level]);
      if (check->words != NULL)
        amb_cli_build_string (builder, "words", check->words);
      amb_cli_build_string (builder, "record", check->record);
      amb_cli_build_string (builder, "field", check->field);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, may);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_words (GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);

      if (check->level == AMB_CONTENT_DONE)
        continue;
      g_print (check->level == AMB_CONTENT_LACKS ? "- %s%s%s\n" : "! %s%s%s\n", check->label,
               check->words != NULL ? ": " : "", check->words != NULL ? check->words : "");
    }
}

static AmbCliStatus
run_check_item (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (AmbContentFacts) facts = NULL;
  g_autoptr (GPtrArray) checks = NULL;

  if (!amb_cli_parse (&args, entries, 1, 1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  facts = amb_content_load (self->store, args[0], error);
  if (facts == NULL)
    return AMB_CLI_FAILED;
  checks = amb_content_judge (facts);
  if (self->json)
    print_json (facts, checks);
  else
    print_words (checks);
  return AMB_CLI_DONE;
}

/* Each by itself: one that lacks something is in nobody’s way. */
static AmbCliStatus
run_approve (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };
  g_autoptr (GString) refused = g_string_new (NULL);
  guint n = 0;

  if (!amb_cli_parse (&args, entries, 1, -1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !amb_programme_open_group (self->programme, _ ("Approve"), error))
    return AMB_CLI_FAILED;
  for (guint i = 0; args[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;

      if (amb_programme_move (self->programme, amb_entity_find ("content-item"), args[i],
                              "approved", reason, &local))
        n++;
      else
        g_string_append_printf (refused, "%s%s", refused->len > 0 ? "\n" : "", local->message);
    }
  amb_programme_close_group (self->programme);
  if (!self->json)
    g_print (ngettext ("%u item was approved.\n", "%u items were approved.\n", n), n);
  if (refused->len == 0)
    return AMB_CLI_DONE;
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, refused->str);
  return AMB_CLI_FAILED;
}

const AmbCliCommand amb_cli_content_commands[] = {
  { "check-item", "ITEM", N_ ("says what a content item lacks before it can be approved"),
    run_check_item },
  { "approve", "ITEM… [--reason TEXT]",
    N_ ("approves content items, each that may be; of the others it says why not"), run_approve },
  { NULL },
};
