/* family, assets, reuse, need, derive, renew, answer: what became of assets, and of needs */
#include "amb-cli.h"

#include "amb-asset-acts.h"
#include "amb-asset-facts.h"
#include "amb-error.h"
#include "amb-validate.h"
#include "amb-family-facts.h"
#include "amb-need-facts.h"
#include "amb-sight.h"

#include <glib/gi18n-lib.h>

/* What came of it: what isn't known is no 0. */
static void
build_outcome (JsonBuilder *builder, const AmbOutcome *outcome)
{
  json_builder_set_member_name (builder, "outcome");
  json_builder_begin_object (builder);
  amb_cli_build_int (builder, "publications", outcome->n);
  if (outcome->n > outcome->n_reach_unknown)
    amb_cli_build_int (builder, "potential-reach", outcome->reach);
  amb_cli_build_int (builder, "reach-unknown", outcome->n_reach_unknown);
  if (outcome->n_known > 0)
    amb_cli_build_int (builder, "engagement", outcome->engagement);
  amb_cli_build_int (builder, "known", outcome->n_known);
  amb_cli_build_int (builder, "partial", outcome->n_partial);
  if (outcome->n_estimated > 0)
    amb_cli_build_int (builder, "estimated-engagement", outcome->estimated);
  amb_cli_build_int (builder, "estimated", outcome->n_estimated);
  amb_cli_build_int (builder, "unknown", outcome->n_unknown);
  json_builder_end_object (builder);
}

/* (transfer full): “3 publications · potential reach 1500 · engagement 10, estimated 10, unknown 1”
 */
static char *
dup_outcome (const AmbOutcome *outcome)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (outcome->n == 0)
    return g_strdup (_ ("not published"));
  g_string_printf (text,
                   g_dngettext (GETTEXT_PACKAGE, "%u publication", "%u publications", outcome->n),
                   outcome->n);
  if (outcome->n > outcome->n_reach_unknown)
    /* Translators: how many people a post may have reached */
    g_string_append_printf (text, _ (" · potential reach %lld"), (long long) outcome->reach);
  if (outcome->n_known > 0)
    g_string_append_printf (text, _ (" · engagement %lld"), (long long) outcome->engagement);
  if (outcome->n_estimated > 0)
    g_string_append_printf (text, _ (" · estimated %lld"), (long long) outcome->estimated);
  if (outcome->n_unknown > 0)
    /* Translators: of so many publications nothing is known */
    g_string_append_printf (text, _ (" · unknown of %u"), outcome->n_unknown);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Families. */

static void
build_relative (JsonBuilder *builder, const AmbFamily *family, guint at)
{
  const AmbRelative *relative = amb_family_get (family, at);
  guint parent = family->links[at].parent;

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "entity", amb_relative_get_entity (relative->kind)->name);
  amb_cli_build_string (builder, "id", relative->id);
  amb_cli_build_string (builder, "made-from",
                        parent != AMB_FAMILY_NONE ? amb_family_get (family, parent)->id : NULL);
  amb_cli_build_int (builder, "depth", family->links[at].depth);
  amb_cli_build_int (builder, "descendants", family->links[at].n_below);
  amb_cli_build_string (builder, "title", relative->title);
  amb_cli_build_string (builder, "state", relative->state);
  amb_cli_build_string (builder, "department", relative->department);
  amb_cli_build_string (builder, "language", relative->language);
  amb_cli_build_string (builder, "audience", relative->audience);
  amb_cli_build_string (builder, "channel", relative->channel);
  amb_cli_build_string (builder, "day", relative->day);
  amb_cli_build_string (builder, "link", relative->link);
  build_outcome (builder, &relative->total);
  json_builder_end_object (builder);
}

static void
print_family_json (const AmbFamily *family)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "asked", amb_family_get (family, family->asked)->id);
  amb_cli_build_int (builder, "items", family->n_items);
  amb_cli_build_int (builder, "departments", family->n_departments);
  build_outcome (builder, &family->total);
  json_builder_set_member_name (builder, "relatives");
  json_builder_begin_array (builder);
  for (guint i = 0; i < family->relatives->len; i++)
    build_relative (builder, family, family->order[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

/* “├─ ” and what leads to it, as trees are drawn in a terminal. */
static void
append_branches (GString *line, const AmbFamily *family, guint at, const guint *n_left)
{
  guint depth = family->links[at].depth;

  for (guint level = 1; level < depth; level++)
    g_string_append (line, n_left[level] > 0 ? "│  " : "   ");
  if (depth > 0)
    g_string_append (line, n_left[depth] > 0 ? "├─ " : "└─ ");
}

static void
print_relative (AmbCli *self, const AmbFamily *family, guint at, const guint *n_left)
{
  const AmbRelative *relative = amb_family_get (family, at);
  const AmbEntity *entity = amb_relative_get_entity (relative->kind);
  const AmbField *state =
      amb_entity_find_field (entity, relative->kind == AMB_RELATIVE_VARIANT ? "state" : "standing");
  g_autofree char *title =
      amb_cli_dup_cell (relative->title != NULL ? relative->title : _ (entity->label));
  g_autofree char *word = state != NULL ? amb_cli_dup_shown (self->store, state, relative->state)
                                        : g_strdup (relative->day);
  g_autofree char *outcome = relative->total.n > 0 ? dup_outcome (&relative->total) : g_strdup ("");
  g_autoptr (GString) line = g_string_new (NULL);
  const char *const parts[] = { relative->department, relative->channel, word, outcome };

  append_branches (line, family, at, n_left);
  g_string_append (line, title);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      {
        g_autofree char *cell = amb_cli_dup_cell (parts[i]);

        g_string_append_printf (line, " · %s", cell);
      }
  g_print ("%s\n", line->str);
}

static void
print_family (AmbCli *self, const AmbFamily *family)
{
  guint n = family->relatives->len;
  g_autofree guint *n_left = g_new0 (guint, n + 2);
  g_autofree char *outcome = dup_outcome (&family->total);

  for (guint i = 0; i < n; i++)
    {
      guint at = family->order[i], depth = family->links[at].depth;

      if (depth > 0)
        n_left[depth]--;
      print_relative (self, family, at, n_left);
      n_left[depth + 1] = family->links[at].n_children;
    }
  /* Translators: items of a family, then what came of them: “3 publications · …” */
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u item: %s\n", "%u items: %s\n", family->n_items),
           family->n_items, outcome);
}

static AmbCliStatus
run_family (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (AmbFamily) family = NULL;

  if (!amb_cli_parse (&args, NULL, 1, 1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  family = amb_family_load (self->store, args[0], error);
  if (family == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    print_family_json (family);
  else
    print_family (self, family);
  return AMB_CLI_DONE;
}

/* Shelves. */

#define SHELF_MOST 10

static const char *
get_shelf_label (AmbShelfId id)
{
  const char *const labels[AMB_N_SHELVES] = { _ ("Never reused"), _ ("Rights end soon"),
                                              _ ("Most reused") };

  return labels[id];
}

static void
build_shelved (JsonBuilder *builder, const AmbShelved *asset)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", asset->id);
  amb_cli_build_string (builder, "title", asset->title);
  amb_cli_build_string (builder, "kind", asset->kind);
  amb_cli_build_string (builder, "department", asset->department);
  amb_cli_build_string (builder, "last-day", asset->last_day);
  json_builder_set_member_name (builder, "usable");
  json_builder_add_boolean_value (builder, !asset->is_barred);
  amb_cli_build_int (builder, "items", asset->n_items);
  amb_cli_build_int (builder, "items-of-others", asset->n_others);
  json_builder_end_object (builder);
}

static void
print_shelves_json (const AmbShelves *shelves, gboolean is_partial)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "of", amb_cli_get_extent (is_partial));
  amb_cli_build_int (builder, "assets", shelves->n_assets);
  for (AmbShelfId id = 0; id < AMB_N_SHELVES; id++)
    {
      json_builder_set_member_name (builder, amb_shelf_get_id (id));
      json_builder_begin_object (builder);
      amb_cli_build_int (builder, "total", shelves->n[id]);
      json_builder_set_member_name (builder, "first");
      json_builder_begin_array (builder);
      for (guint i = 0; i < shelves->shelves[id]->len; i++)
        build_shelved (builder, g_ptr_array_index (shelves->shelves[id], i));
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_shelved (const AmbShelved *asset, const char *title, const char *department)
{
  static const AmbField field = { "day", "", AMB_FIELD_DATE };
  g_autofree char *day =
      asset->last_day != NULL ? amb_field_format (&field, asset->last_day) : NULL;

  g_print ("    %s\t%s", title, department);
  if (day != NULL)
    /* Translators: the last day on which an asset may be used */
    g_print (_ ("\tuntil %s"), day);
  g_print (g_dngettext (GETTEXT_PACKAGE, "\t%u item\n", "\t%u items\n", asset->n_items),
           asset->n_items);
}

static void
print_shelves (const AmbShelves *shelves, gboolean is_partial)
{
  amb_cli_print_extent (is_partial);
  for (AmbShelfId id = 0; id < AMB_N_SHELVES; id++)
    {
      g_print ("%s: %u\n", get_shelf_label (id), shelves->n[id]);
      for (guint i = 0; i < shelves->shelves[id]->len; i++)
        {
          const AmbShelved *asset = g_ptr_array_index (shelves->shelves[id], i);
          g_autofree char *title = amb_cli_dup_cell (asset->title);
          g_autofree char *department = amb_cli_dup_cell (asset->department);

          print_shelved (asset, title, department);
        }
    }
}

static gboolean
read_node (AmbCli *self, const char *word, char **node, GError **error)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("asset"), "department-id");

  return word == NULL || amb_cli_read_value (self->store, field, word, node, error);
}

static AmbCliStatus
run_assets (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *word = NULL;
  g_autofree char *node = NULL;
  const GOptionEntry entries[] = { { "node", 0, 0, G_OPTION_ARG_STRING, &word }, { NULL } };
  g_autoptr (AmbShelves) shelves = NULL;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error) ||
      !amb_sight_check (self->store, amb_entity_find ("asset"), error) ||
      !read_node (self, word, &node, error))
    return AMB_CLI_FAILED;
  shelves = amb_shelves_load (self->store, node, SHELF_MOST, error);
  if (shelves == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    print_shelves_json (shelves, amb_sight_is_partial (self->store));
  else
    print_shelves (shelves, amb_sight_is_partial (self->store));
  return AMB_CLI_DONE;
}

/* Reuse by department. */

static void
build_sharer (JsonBuilder *builder, const AmbSharer *sharer)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "department", sharer->name);
  amb_cli_build_int (builder, "assets", sharer->n_assets);
  amb_cli_build_int (builder, "never-reused", sharer->n_never);
  amb_cli_build_int (builder, "own-items", sharer->n_own);
  amb_cli_build_int (builder, "items-of-others", sharer->n_others);
  amb_cli_build_int (builder, "published-by-others", sharer->n_published);
  json_builder_set_member_name (builder, "reused-by");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sharer->reusers->len; i++)
    {
      const AmbReuser *reuser = g_ptr_array_index (sharer->reusers, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "department", reuser->name);
      amb_cli_build_int (builder, "items", reuser->n_items);
      amb_cli_build_int (builder, "published", reuser->n_published);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_sharer (const AmbSharer *sharer)
{
  g_autofree char *name = amb_cli_dup_cell (sharer->name);

  /* Translators: a department; assets, those nobody used, items of its own, of others */
  g_print (_ ("%s: assets: %u, never reused: %u; items: %u own, %u of others\n"), name,
           sharer->n_assets, sharer->n_never, sharer->n_own, sharer->n_others);
  for (guint i = 0; i < sharer->reusers->len; i++)
    {
      const AmbReuser *reuser = g_ptr_array_index (sharer->reusers, i);
      g_autofree char *other =
          amb_cli_dup_cell (reuser->name != NULL ? reuser->name : _ ("No department"));

      /* Translators: a department, then how many items it made of another’s assets */
      g_print (
          g_dngettext (GETTEXT_PACKAGE, "    %s\t%u item\n", "    %s\t%u items\n", reuser->n_items),
          other, reuser->n_items);
    }
}

static AmbCliStatus
run_reuse (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *word = NULL;
  g_autofree char *node = NULL;
  const GOptionEntry entries[] = { { "node", 0, 0, G_OPTION_ARG_STRING, &word }, { NULL } };
  g_autoptr (GPtrArray) sharers = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error) ||
      !amb_sight_check (self->store, amb_entity_find ("asset"), error) ||
      !read_node (self, word, &node, error))
    return AMB_CLI_FAILED;
  sharers = amb_reuse_load (self->store, node, error);
  if (sharers == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "of", amb_cli_get_extent (amb_sight_is_partial (self->store)));
  if (!self->json)
    amb_cli_print_extent (amb_sight_is_partial (self->store));
  json_builder_set_member_name (builder, "departments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sharers->len; i++)
    if (self->json)
      build_sharer (builder, g_ptr_array_index (sharers, i));
    else
      print_sharer (g_ptr_array_index (sharers, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* Needs. */

static void
print_need_json (const AmbNeedFacts *facts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", amb_record_get_id (facts->need));
  amb_cli_build_string (builder, "title", amb_record_get_title (facts->need));
  amb_cli_build_string (builder, "department", facts->department);
  amb_cli_build_string (builder, "met", amb_record_get (facts->need, "met"));
  amb_cli_build_int (builder, "published", facts->n_published);
  build_outcome (builder, &facts->total);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->items->len; i++)
    {
      const AmbNeedItem *item = g_ptr_array_index (facts->items, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "id", item->id);
      amb_cli_build_string (builder, "title", item->title);
      amb_cli_build_string (builder, "state", item->standing);
      amb_cli_build_string (builder, "department", item->department);
      amb_cli_build_string (builder, "day", item->day);
      build_outcome (builder, &item->outcome);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "assets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < facts->offers->len; i++)
    {
      const AmbGapOffer *offer = g_ptr_array_index (facts->offers, i);

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "id", offer->id);
      amb_cli_build_string (builder, "title", offer->title);
      amb_cli_build_string (builder, "department", offer->department);
      amb_cli_build_int (builder, "uses", offer->n_uses);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static void
print_need (AmbCli *self, const AmbNeedFacts *facts)
{
  const AmbField *met = amb_entity_find_field (amb_entity_find ("need"), "met");
  const AmbField *standing = amb_entity_find_field (amb_entity_find ("content-item"), "standing");
  g_autofree char *title = amb_cli_dup_cell (amb_record_get_title (facts->need));
  g_autofree char *outcome = dup_outcome (&facts->total);
  g_autofree char *answer =
      amb_cli_dup_shown (self->store, met, amb_record_get (facts->need, "met"));

  g_print ("%s: %s\n", title, outcome);
  if (answer != NULL && answer[0] != '\0')
    g_print ("%s\n", answer);
  for (guint i = 0; i < facts->items->len; i++)
    {
      const AmbNeedItem *item = g_ptr_array_index (facts->items, i);
      g_autofree char *name = amb_cli_dup_cell (item->title);
      g_autofree char *state = amb_cli_dup_shown (self->store, standing, item->standing);
      g_autofree char *came = dup_outcome (&item->outcome);

      g_print ("    %s\t%s\t%s\n", name, state, came);
    }
  if (facts->offers->len > 0)
    g_print (_ ("Assets that would serve it:\n"));
  for (guint i = 0; i < facts->offers->len; i++)
    {
      g_autofree char *name =
          amb_cli_dup_cell (((AmbGapOffer *) g_ptr_array_index (facts->offers, i))->title);

      g_print ("    %s\n", name);
    }
}

static AmbCliStatus
run_need (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (AmbNeedFacts) facts = NULL;

  if (!amb_cli_parse (&args, NULL, 1, 1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  facts = amb_need_load (self->store, args[0], error);
  if (facts == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    print_need_json (facts);
  else
    print_need (self, facts);
  return AMB_CLI_DONE;
}

/* Acts. */

static gboolean
read_choice (const char *entity, const char *field, const char *word, GError **error)
{
  const AmbField *of = amb_entity_find_field (amb_entity_find (entity), field);
  g_autoptr (GString) known = g_string_new (NULL);

  for (const AmbChoice *choice = of->choices; choice->id != NULL; choice++)
    {
      if (word == NULL || g_str_equal (choice->id, word))
        return TRUE;
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", choice->id);
    }
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("“%1$s” is none of these: %2$s."), word,
               known->str);
  return FALSE;
}

static void
print_id (AmbCli *self, const char *id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  if (!self->json)
    {
      g_print ("%s\n", id);
      return;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", id);
  json_builder_end_object (builder);
  amb_cli_print_json (builder);
}

static AmbCliStatus
run_derive (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *audience = NULL;
  g_autofree char *need = NULL;
  g_autofree char *id = NULL;
  const GOptionEntry entries[] = {
    { "audience", 0, 0, G_OPTION_ARG_STRING, &audience },
    { "need", 0, 0, G_OPTION_ARG_STRING, &need },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 0, 1, error) ||
      !read_choice ("content-item", "audience", audience, error))
    return AMB_CLI_USAGE;
  if (args[0] == NULL && need == NULL)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_USAGE,
                           _ ("Name an asset or an item that it is made of, or a need."));
      return AMB_CLI_USAGE;
    }
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  id = amb_programme_derive (self->programme, &(AmbDerivation){ args[0], audience, need }, error);
  if (id == NULL)
    return AMB_CLI_FAILED;
  print_id (self, id);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_renew (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  int years = 1;
  const GOptionEntry entries[] = { { "years", 0, 0, G_OPTION_ARG_INT, &years }, { NULL } };

  if (!amb_cli_parse (&args, entries, 1, 1, error))
    return AMB_CLI_USAGE;
  if (years < 1 || years > 99)
    {
      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_USAGE,
                           _ ("Rights are renewed for 1 to 99 years."));
      return AMB_CLI_USAGE;
    }
  if (!amb_cli_open_writer (self, error) || !amb_cli_take_id (self, "asset", &args[0], error) ||
      !amb_programme_renew_rights (self->programme, args[0], years, error))
    return AMB_CLI_FAILED;
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_answer (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *outcome = NULL;
  const GOptionEntry entries[] = { { "outcome", 0, 0, G_OPTION_ARG_STRING, &outcome }, { NULL } };

  if (!amb_cli_parse (&args, entries, 2, 2, error) || !read_choice ("need", "met", args[1], error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) || !amb_cli_take_id (self, "need", &args[0], error) ||
      !amb_programme_answer_need (self->programme, args[0], args[1], outcome, error))
    return AMB_CLI_FAILED;
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_asset_commands[] = {
  { "family", "ID",
    N_ ("shows what was made of an asset or an item, its variants and publications, and what came "
        "of them"),
    run_family },
  { "assets", "[--node NODE]",
    N_ ("shows the assets that were never reused, those whose rights end soon, and those that "
        "other departments reuse most"),
    run_assets },
  { "reuse", "[--node NODE]", N_ ("shows which departments reuse the assets of which"), run_reuse },
  { "need", "ID",
    N_ ("shows the items that serve a need, what came of them, and assets that would serve it"),
    run_need },
  { "derive", "[SOURCE] [--audience AUDIENCE] [--need NEED]",
    N_ ("makes an idea out of an asset or another item, for a need"), run_derive },
  { "renew", "ASSET [--years N]", N_ ("the rights of an asset end so many years later"),
    run_renew },
  { "answer-need", "NEED yes|partly|no [--outcome TEXT]",
    N_ ("says whether a need was met, and what came of it"), run_answer },
  { NULL },
};
