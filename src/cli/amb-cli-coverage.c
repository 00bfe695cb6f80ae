/* coverage: which roles are held where, what is missing, who could take it */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-reorganise.h"
#include "amb-sight.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define FITS 20 /* of a hole that is asked for */

/* The choice of a field by its name; AMB_ERROR_INVALID quotes it. */
static gboolean
read_word (AmbCli *self,
           const char *entity,
           const char *field,
           const char *text,
           char **value,
           GError **error)
{
  return text == NULL ||
         amb_cli_read_value (self->store, amb_entity_find_field (amb_entity_find (entity), field),
                             text, value, error);
}

static void
build_flags (JsonBuilder *builder, guint flags)
{
  static const char *const names[] = { "no-backup", "silo", "no-sponsor" };

  json_builder_set_member_name (builder, "flags");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & (1u << i))
      json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

static void
build_node (JsonBuilder *builder, const AmbCoverageNode *node)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", node->id);
  amb_cli_build_string (builder, "name", node->name);
  amb_cli_build_string (builder, "kind", node->kind);
  amb_cli_build_int (builder, "depth", node->depth);
  json_builder_set_member_name (builder, "visible");
  json_builder_add_boolean_value (builder, node->seen);
  if (node->headcount >= 0)
    amb_cli_build_int (builder, "headcount", node->headcount);
  amb_cli_build_string (builder, "counted-on", node->counted_on);
  if (node->seen)
    {
      amb_cli_build_int (builder, "held", node->n_held);
      amb_cli_build_int (builder, "missing", node->n_missing);
    }
  build_flags (builder, node->flags);
  json_builder_end_object (builder);
}

static void
build_role (JsonBuilder *builder, const AmbCoverageRole *role)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", role->id);
  amb_cli_build_string (builder, "name", role->name);
  amb_cli_build_int (builder, "level", role->level);
  amb_cli_build_int (builder, "held", role->n_held);
  amb_cli_build_int (builder, "missing", role->n_missing);
  json_builder_end_object (builder);
}

/* A cell in which there is something to tell. */
static void
build_cell (JsonBuilder *builder,
            const AmbCoverageRole *role,
            const AmbCoverageNode *node,
            const AmbCoverageCell *cell)
{
  if (cell->n_held == 0 && cell->wanted < 0 && cell->next < 0)
    return;
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "role", role->id);
  amb_cli_build_string (builder, "node", node->id);
  amb_cli_build_int (builder, "held", cell->n_held);
  if (cell->wanted >= 0)
    amb_cli_build_int (builder, "wanted", cell->wanted);
  amb_cli_build_int (builder, "missing", amb_coverage_get_missing (cell));
  if (cell->next >= 0)
    {
      amb_cli_build_int (builder, "next", cell->next);
      amb_cli_build_string (builder, "next-due", cell->next_due);
    }
  json_builder_end_object (builder);
}

static void
build_people (JsonBuilder *builder, GPtrArray *people)
{
  json_builder_set_member_name (builder, "fits");
  json_builder_begin_array (builder);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AmbCoveragePerson *person = g_ptr_array_index (people, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "id", person->id);
      amb_cli_build_string (builder, "name", person->name);
      amb_cli_build_string (builder, "state", person->state);
      amb_cli_build_string (builder, "level", person->level);
      amb_cli_build_string (builder, "node", person->node);
      amb_cli_build_int (builder, "roles", person->n_roles);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
print_json (const AmbCoverage *coverage, GPtrArray *fits, gint64 n_fits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "of", amb_cli_get_extent (!coverage->of_all));
  begin_list (builder, "roles");
  for (guint i = 0; i < coverage->roles->len; i++)
    build_role (builder, g_ptr_array_index (coverage->roles, i));
  json_builder_end_array (builder);
  begin_list (builder, "nodes");
  for (guint i = 0; i < coverage->nodes->len; i++)
    if (((AmbCoverageNode *) coverage->nodes->pdata[i])->shown)
      build_node (builder, g_ptr_array_index (coverage->nodes, i));
  json_builder_end_array (builder);
  begin_list (builder, "cells");
  for (guint i = 0; i < coverage->nodes->len; i++)
    for (guint k = 0; k < coverage->roles->len; k++)
      if (((AmbCoverageNode *) coverage->nodes->pdata[i])->shown)
        build_cell (builder, g_ptr_array_index (coverage->roles, k),
                    g_ptr_array_index (coverage->nodes, i), amb_coverage_get_cell (coverage, k, i));
  json_builder_end_array (builder);
  if (fits != NULL)
    {
      build_people (builder, fits);
      amb_cli_build_int (builder, "fits-total", n_fits);
    }
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_cell (const AmbCoverageRole *role, const AmbCoverageCell *cell)
{
  g_autofree char *name = amb_cli_dup_cell (role->name);

  if (amb_coverage_get_missing (cell) > 0)
    /* Translators: a role, how many hold it, how many are wanted, how many are missing */
    g_print (_ ("    %s: %u of %" PRId64 ", %" PRId64 " missing\n"), name, cell->n_held,
             cell->wanted, amb_coverage_get_missing (cell));
  else if (amb_coverage_get_coming (cell) > 0)
    /* Translators: a role, how many hold it, how many are wanted and by which day */
    g_print (_ ("    %s: %u of %" PRId64 " by %s\n"), name, cell->n_held, cell->next,
             cell->next_due);
  else if (cell->wanted >= 0)
    g_print (_ ("    %s: %u of %" PRId64 "\n"), name, cell->n_held, cell->wanted);
  else if (cell->n_held > 0)
    g_print (_ ("    %s: %u, without a target\n"), name, cell->n_held);
}

static void
print_node (const AmbCoverage *coverage, guint index)
{
  static const char *const words[] = { N_ ("no backup"), N_ ("no exchange with others"),
                                       N_ ("no sponsor") };
  const AmbCoverageNode *node = g_ptr_array_index (coverage->nodes, index);
  g_autofree char *name = amb_cli_dup_cell (node->name);

  g_print ("%s", name);
  if (!node->seen)
    g_print ("  [%s]", _ ("who holds which role there isn’t visible to you"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (node->flags & (1u << i))
      g_print ("  [%s]", _ (words[i]));
  g_print ("\n");
  for (guint i = 0; i < coverage->roles->len; i++)
    print_cell (g_ptr_array_index (coverage->roles, i), amb_coverage_get_cell (coverage, i, index));
}

/* A sum over nodes of which nothing is visible would be a 0 that nobody counted. */
static gboolean
counts_any (const AmbCoverage *coverage)
{
  for (guint i = 0; i < coverage->nodes->len; i++)
    {
      const AmbCoverageNode *node = g_ptr_array_index (coverage->nodes, i);

      if (node->shown && node->seen)
        return TRUE;
    }
  return coverage->of_all;
}

static void
print_text (const AmbCoverage *coverage, GPtrArray *fits, gint64 n_fits)
{
  gint64 missing = 0;

  amb_cli_print_extent (!coverage->of_all);
  for (guint i = 0; i < coverage->nodes->len; i++)
    if (((AmbCoverageNode *) coverage->nodes->pdata[i])->shown)
      print_node (coverage, i);
  for (guint i = 0; i < coverage->roles->len; i++)
    missing += ((AmbCoverageRole *) coverage->roles->pdata[i])->n_missing;
  if (counts_any (coverage))
    g_print (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " person is missing.\n",
                          "%" PRId64 " people are missing.\n", (gulong) missing),
             missing);
  if (fits == NULL || !counts_any (coverage))
    return;
  g_print (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " person could take the role:\n",
                        "%" PRId64 " people could take the role:\n", (gulong) n_fits),
           n_fits);
  for (guint i = 0; i < fits->len; i++)
    {
      const AmbCoveragePerson *person = g_ptr_array_index (fits, i);
      g_autofree char *name = amb_cli_dup_cell (person->name);
      g_autofree char *node = amb_cli_dup_cell (person->node);
      g_autofree char *state = amb_cli_dup_choice ("ambassador", "state", person->state);

      g_print ("    %s\t%s\t%s\t%s\n", person->id, name, state, node);
    }
}

static AmbCliStatus
run_coverage (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *node_word = NULL;
  g_autofree char *role_word = NULL;
  g_autofree char *kind_word = NULL;
  g_autofree char *node = NULL;
  g_autofree char *role = NULL;
  g_autofree char *kind = NULL;
  const GOptionEntry entries[] = {
    { "node", 0, 0, G_OPTION_ARG_STRING, &node_word },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_word },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_word },
    { NULL },
  };
  g_autoptr (AmbCoverage) coverage = NULL;
  g_autoptr (GPtrArray) fits = NULL;
  gint64 n_fits = 0;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error) ||
      !amb_sight_check (self->store, amb_entity_find ("node"), error) ||
      !read_word (self, "assignment", "node-id", node_word, &node, error) ||
      !read_word (self, "assignment", "role-id", role_word, &role, error) ||
      !read_word (self, "node", "kind", kind_word, &kind, error))
    return AMB_CLI_FAILED;
  coverage = amb_coverage_load (self->store, node, kind, role, error);
  if (coverage == NULL)
    return AMB_CLI_FAILED;
  if (node != NULL && role != NULL)
    {
      fits = amb_coverage_list_fits (self->store, role, node, FITS, &n_fits, error);
      if (fits == NULL)
        return AMB_CLI_FAILED;
    }
  if (self->json)
    print_json (coverage, fits, n_fits);
  else
    print_text (coverage, fits, n_fits);
  return AMB_CLI_DONE;
}

/* reorganise */

static void
build_names (JsonBuilder *builder, const char *member, GPtrArray *names)
{
  begin_list (builder, member);
  for (guint i = 0; i < names->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (names, i));
  json_builder_end_array (builder);
}

static void
print_preview_json (const AmbReorganisePreview *preview)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_int (builder, "nodes", preview->n_nodes);
  amb_cli_build_int (builder, "people", preview->n_people);
  amb_cli_build_int (builder, "records", preview->n_records);
  amb_cli_build_int (builder, "targets", preview->n_targets);
  amb_cli_build_int (builder, "rights", preview->n_rights);
  amb_cli_build_int (builder, "facts", preview->n_facts);
  json_builder_set_member_name (builder, "stays");
  json_builder_add_boolean_value (builder, preview->stays);
  build_names (builder, "offices", preview->offices);
  build_names (builder, "loses", preview->loses);
  build_names (builder, "gains", preview->gains);
  begin_list (builder, "changes");
  for (guint i = 0; i < preview->changes->len; i++)
    {
      const AmbReorganiseChange *change = g_ptr_array_index (preview->changes, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "node", change->id);
      amb_cli_build_string (builder, "name", change->name);
      amb_cli_build_int (builder, "held-before", change->held_before);
      amb_cli_build_int (builder, "held-after", change->held_after);
      amb_cli_build_int (builder, "missing-before", change->missing_before);
      amb_cli_build_int (builder, "missing-after", change->missing_after);
      build_flags (builder, change->flags_after);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_preview (const AmbReorganisePreview *preview)
{
  g_print (_ ("Nodes that move: %d; people in them: %d\n"), (int) preview->n_nodes,
           (int) preview->n_people);
  if (preview->n_records + preview->n_targets + preview->n_rights + preview->n_facts > 0)
    g_print (_ ("Records that move: %d; targets that end: %d; access rights that end: %d; facts "
                "that stay: %d\n"),
             (int) preview->n_records, (int) preview->n_targets, (int) preview->n_rights,
             (int) preview->n_facts);
  for (guint i = 0; i < preview->offices->len; i++)
    /* Translators: a person */
    g_print (_ ("    %s no longer leads it\n"), (char *) g_ptr_array_index (preview->offices, i));
  for (guint i = 0; i < preview->loses->len; i++)
    g_print (_ ("    no longer seen by the leads of %s\n"),
             (char *) g_ptr_array_index (preview->loses, i));
  for (guint i = 0; i < preview->gains->len; i++)
    g_print (_ ("    from then on seen by the leads of %s\n"),
             (char *) g_ptr_array_index (preview->gains, i));
  for (guint i = 0; i < preview->changes->len; i++)
    {
      const AmbReorganiseChange *change = g_ptr_array_index (preview->changes, i);
      g_autofree char *name = amb_cli_dup_cell (change->name);

      /* Translators: a node; people who hold a role there, before and after; people who are
       * missing, before and after */
      g_print (_ ("%s: %u → %u hold a role, %d → %d missing\n"), name, change->held_before,
               change->held_after, (int) change->missing_before, (int) change->missing_after);
    }
}

static AmbCliStatus
run_reorganise (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *under_word = NULL, *into_word = NULL;
  g_autofree char *node = NULL, *under = NULL;
  gboolean top = FALSE, close = FALSE, dry = FALSE;
  AmbReorganiseVerb verb;
  const GOptionEntry entries[] = {
    { "under", 0, 0, G_OPTION_ARG_STRING, &under_word },
    { "into", 0, 0, G_OPTION_ARG_STRING, &into_word },
    { "top", 0, 0, G_OPTION_ARG_NONE, &top },
    { "close", 0, 0, G_OPTION_ARG_NONE, &close },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry },
    { NULL },
  };
  g_autoptr (AmbReorganisePreview) preview = NULL;

  if (!amb_cli_parse (&args, entries, 1, 1, error))
    return AMB_CLI_USAGE;
  if (top + close + (under_word != NULL) + (into_word != NULL) != 1)
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_USAGE,
          _ ("Where to? Say --under NODE, or --top for a node that is part of none, --into "
             "NODE to merge it, --close to give what it has to the node above."));
      return AMB_CLI_USAGE;
    }
  verb = close               ? AMB_REORGANISE_CLOSE
         : into_word != NULL ? AMB_REORGANISE_MERGE
                             : AMB_REORGANISE_MOVE;
  if (!(dry ? amb_cli_open_reader (self, error) : amb_cli_open_writer (self, error)) ||
      !read_word (self, "assignment", "node-id", args[0], &node, error) ||
      !read_word (self, "assignment", "node-id", into_word != NULL ? into_word : under_word, &under,
                  error))
    return AMB_CLI_FAILED;
  preview = amb_reorganise_preview (self->store, verb, node, under, error);
  if (preview == NULL ||
      (!dry && !amb_programme_reorganise (self->programme, verb, node, under, error)))
    return AMB_CLI_FAILED;
  if (self->json)
    print_preview_json (preview);
  else
    print_preview (preview);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_coverage_commands[] = {
  { "coverage", "[--node NODE] [--role ROLE] [--kind KIND]",
    N_ ("shows which roles are held where and what is missing; with a node and a role, who could "
        "take it"),
    run_coverage },
  { "reorganise", "NODE --under NODE | --top | --into NODE | --close [--dry-run]",
    N_ ("makes a node part of another one, merges it into one or closes it; tells what that "
        "changes, with --dry-run before it is done"),
    run_reorganise },
  { NULL },
};
