/* check --server: what is here beside what the server has */
#include "amb-cli.h"

#include "amb-sync.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static void
build_difference (JsonBuilder *builder, const AmbSyncDifference *difference)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "scope", difference->scope);
  amb_cli_build_string (builder, "entity",
                        difference->entity != NULL ? difference->entity->name : NULL);
  amb_cli_build_int (builder, "lacks", difference->lacks);
  amb_cli_build_int (builder, "stays", difference->stays);
  amb_cli_build_int (builder, "differs", difference->differs);
  json_builder_set_member_name (builder, "at_least");
  json_builder_add_boolean_value (builder, difference->at_least);
  json_builder_end_object (builder);
}

static void
build_differences (JsonBuilder *builder, const char *name, const AmbSyncComparison *comparison)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; comparison != NULL && i < comparison->differences->len; i++)
    build_difference (builder, g_ptr_array_index (comparison->differences, i));
  json_builder_end_array (builder);
}

static void
print_json (const AmbSyncComparison *found, const AmbSyncComparison *after)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, found->differences->len == 0 && !found->gave_up);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, !found->gave_up);
  amb_cli_build_int (builder, "compared", found->rows);
  build_differences (builder, "differences", found);
  json_builder_set_member_name (builder, "repaired");
  json_builder_add_boolean_value (builder, after != NULL && after->differences->len == 0);
  build_differences (builder, "left", after);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_differences (const AmbSyncComparison *comparison)
{
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      g_autofree char *text =
          amb_sync_difference_dup_text (g_ptr_array_index (comparison->differences, i));

      g_print ("%s\n", text);
    }
}

static void
print_text (const AmbSyncComparison *found, const AmbSyncComparison *after)
{
  g_autofree char *sentence = amb_sync_comparison_dup_sentence (found);

  print_differences (found);
  g_print ("%s\n", sentence);
  if (after == NULL)
    return;
  if (after->differences->len == 0)
    {
      g_print ("%s\n", _ ("They were fetched: everything here is as the server has it."));
      return;
    }
  g_print ("%s\n", _ ("Fetching them didn’t help. Tell the administrator of the server. What still "
                      "differs:"));
  print_differences (after);
}

AmbCliStatus
amb_cli_check_server (AmbCli *self, gboolean dry, GError **error)
{
  g_autoptr (AmbSyncComparison) found = NULL;
  g_autoptr (AmbSyncComparison) after = NULL;

  if (!amb_cli_open_writer (self, error) ||
      !amb_sync_compare (self->programme, dry ? AMB_SYNC_COMPARE_DRY_RUN : AMB_SYNC_COMPARE_DEFAULT,
                         &found, &after, self->cancellable, error))
    return AMB_CLI_FAILED;
  if (self->json)
    print_json (found, after);
  else
    print_text (found, after);
  return found->differences->len == 0 && !found->gave_up ? AMB_CLI_DONE : AMB_CLI_FAILED;
}
