/* check-item, reviews, approve, request-changes; suggestions and publications of content items */
#include "amb-cli.h"

#include "amb-content-flow.h"
#include "amb-content.h"
#include "amb-error.h"
#include "amb-validate.h"

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
      g_autofree char *line = NULL;

      if (check->level == AMB_CONTENT_DONE)
        continue;
      line = check->words != NULL
                 /* Translators: what is judged, and what is wrong with it */
                 ? g_strdup_printf (_ ("%1$s: %2$s"), check->label, check->words)
                 : g_strdup (check->label);
      g_print ("%s %s\n", check->level == AMB_CONTENT_LACKS ? "-" : "!", line);
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
  if (!amb_cli_open_reader (self, error) ||
      !amb_cli_take_id (self, "content-item", &args[0], error))
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

/* What was refused, a line each; the command fails with it. */
static AmbCliStatus
finish_decisions (AmbCli *self, const AmbReviewReport *report, const char *done, GError **error)
{
  g_autoptr (GString) refused = g_string_new (NULL);

  if (!self->json)
    g_print ("%s", done);
  for (guint i = 0; i < report->refused->len; i++)
    {
      const AmbReviewRefusal *refusal = g_ptr_array_index (report->refused, i);

      g_string_append_printf (refused, "%s%s", refused->len > 0 ? "\n" : "", refusal->why);
    }
  if (refused->len == 0)
    return AMB_CLI_DONE;
  if (report->done->len > 0)
    {
      g_printerr ("%s\n", refused->str);
      return AMB_CLI_PARTLY;
    }
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, refused->str);
  return AMB_CLI_FAILED;
}

/* Each by itself: one that lacks something is in nobody’s way. */
static AmbCliStatus
decide (AmbCli *self, char **words, const char *verdict, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *reason = NULL;
  g_autofree char *done = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { NULL },
  };
  g_autoptr (AmbReviewReport) report = NULL;
  guint n;

  if (!amb_cli_parse (&args, entries, 1, -1, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  for (guint i = 0; args[i] != NULL; i++)
    if (!amb_cli_take_id (self, "content-item", &args[i], error))
      return AMB_CLI_FAILED;
  report = amb_programme_decide_items (self->programme, (const char *const *) args, verdict, reason,
                                       error);
  if (report == NULL)
    return AMB_CLI_FAILED;
  n = report->done->len;
  done = g_str_equal (verdict, "approved")
             ? g_strdup_printf (
                   ngettext ("%u item was approved.\n", "%u items were approved.\n", n), n)
             : g_strdup_printf (
                   ngettext ("%u item was sent back.\n", "%u items were sent back.\n", n), n);
  return finish_decisions (self, report, done, error);
}

static AmbCliStatus
run_approve (AmbCli *self, char **words, GError **error)
{
  return decide (self, words, "approved", error);
}

static AmbCliStatus
run_request_changes (AmbCli *self, char **words, GError **error)
{
  return decide (self, words, "changes_requested", error);
}

/* reviews */

static void
print_review (const AmbReviewItem *item, const char *title, const char *since)
{
  static const AmbField instant = { "since", "", AMB_FIELD_INSTANT };
  g_autofree char *asked = since != NULL ? amb_field_format (&instant, since) : g_strdup ("–");
  g_autofree char *planned = amb_cli_dup_wall (item->publish_on);

  /* Translators: a content item that waits for a decision: its id, its title, since when */
  g_print (_ ("%1$s\t%2$s\twaits since %3$s"), item->id, title, asked);
  if (*planned != '\0')
    /* Translators: of a content item: a day, and an hour */
    g_print (_ ("\tplanned for %s"), planned);
  if (item->is_own)
    g_print ("\t%s", _ ("your own"));
  g_print ("\n");
}

static void
show_review (AmbCli *self, JsonBuilder *builder, const AmbReviewItem *item)
{
  g_autofree char *title = amb_cli_dup_cell (item->title);
  g_autofree char *since = item->since != 0 ? amb_instant_format (item->since) : NULL;

  if (!self->json)
    {
      print_review (item, title, since);
      return;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", item->id);
  amb_cli_build_string (builder, "title", item->title);
  amb_cli_build_string (builder, "since", since);
  amb_cli_build_string (builder, "publish-on", item->publish_on);
  json_builder_set_member_name (builder, "mine");
  json_builder_add_boolean_value (builder, item->is_mine);
  json_builder_set_member_name (builder, "own");
  json_builder_add_boolean_value (builder, item->is_own);
  json_builder_end_object (builder);
}

static AmbCliStatus
run_reviews (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *person = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (!amb_cli_parse (&args, NULL, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  person = amb_store_dup_meta (self->store, "actor-person");
  items = amb_content_list_reviews (self->store, person, amb_programme_read_access (self->store),
                                    error);
  if (items == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "reviews");
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    show_review (self, builder, g_ptr_array_index (items, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

/* suggest-item, suggestions, accept-suggestion, decline-suggestion, publish */

/* Of the words from the second on: FIELD=VALUE. */
static gboolean
read_fields (AmbCli *self, char **args, AmbRecord *record, GHashTable *values, GError **error)
{
  for (guint i = 1; args[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (args[i], "=", 2);
      const AmbField *field = amb_cli_find_field (amb_record_get_entity (record), sides[0], error);
      char *value = NULL;

      if (field == NULL ||
          !amb_cli_read_field (self->store, field, sides[1] != NULL ? sides[1] : "", &value, error))
        return FALSE;
      amb_record_set (record, field->name, value);
      g_hash_table_insert (values, (gpointer) field->name, value);
    }
  return TRUE;
}

/* What all of them take: WHAT [FIELD=VALUE]… and one option. */
typedef struct
{
  char **args;
  char *option; /* nullable */
  AmbRecord *record;
  GHashTable *values;
} Words;

static void
words_clear (Words *self)
{
  g_strfreev (self->args);
  g_free (self->option);
  g_clear_object (&self->record);
  g_clear_pointer (&self->values, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static AmbCliStatus
read_words (AmbCli *self,
            Words *words,
            const char *entity,
            const char *option,
            gboolean has_fields,
            GError **error)
{
  const GOptionEntry entries[] = {
    { option, 0, 0, G_OPTION_ARG_STRING, &words->option, NULL, NULL },
    { NULL },
  };

  words->record = amb_record_new (amb_entity_find (entity), NULL);
  words->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (!amb_cli_parse (&words->args, option != NULL ? entries : NULL, 1, has_fields ? -1 : 1, error))
    return AMB_CLI_USAGE;
  return amb_cli_open_writer (self, error) &&
                 read_fields (self, words->args, words->record, words->values, error)
             ? AMB_CLI_DONE
             : AMB_CLI_FAILED;
}

static AmbCliStatus
print_id (AmbCli *self, const char *id)
{
  if (id == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"id\":\"%s\"}\n", id);
  else
    g_print ("%s\n", id);
  return AMB_CLI_DONE;
}

static AmbCliStatus
run_suggest_item (AmbCli *self, char **args, GError **error)
{
  g_auto (Words) words = { .args = args };
  AmbCliStatus status = read_words (self, &words, "content-item", "why", TRUE, error);
  g_autofree char *id = NULL;

  if (status != AMB_CLI_DONE)
    return status;
  amb_record_set (words.record, "title", words.args[0]);
  id = amb_programme_suggest_item (self->programme, words.record, words.option, error);
  return print_id (self, id);
}

static AmbCliStatus
run_accept (AmbCli *self, char **args, GError **error)
{
  g_auto (Words) words = { .args = args };
  AmbCliStatus status = read_words (self, &words, "content-item", "why", TRUE, error);

  if (status != AMB_CLI_DONE)
    return status;
  return amb_cli_take_id (self, "content-item", &words.args[0], error) &&
                 amb_programme_accept_suggestion (self->programme, words.args[0], words.values,
                                                  words.option, error)
             ? AMB_CLI_DONE
             : AMB_CLI_FAILED;
}

static AmbCliStatus
run_decline (AmbCli *self, char **args, GError **error)
{
  g_auto (Words) words = { .args = args };
  AmbCliStatus status = read_words (self, &words, "content-item", "why", FALSE, error);

  if (status != AMB_CLI_DONE)
    return status;
  return amb_cli_take_id (self, "content-item", &words.args[0], error) &&
                 amb_programme_decline_suggestion (self->programme, words.args[0], words.option,
                                                   error)
             ? AMB_CLI_DONE
             : AMB_CLI_FAILED;
}

static AmbCliStatus
run_publish (AmbCli *self, char **args, GError **error)
{
  g_auto (Words) words = { .args = args };
  AmbCliStatus status = read_words (self, &words, "publication", NULL, TRUE, error);
  const AmbField *item;
  g_autofree char *value = NULL, *id = NULL;

  if (status != AMB_CLI_DONE)
    return status;
  item = amb_entity_find_field (amb_record_get_entity (words.record), "item-id");
  if (!amb_cli_read_value (self->store, item, words.args[0], &value, error))
    return AMB_CLI_FAILED;
  amb_record_set (words.record, "item-id", value);
  id = amb_programme_record_publication (self->programme, words.record, error);
  return print_id (self, id);
}

static AmbCliStatus
run_say_out (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;

  if (!amb_cli_parse (&args, NULL, 1, 1, error))
    return AMB_CLI_USAGE;
  return amb_cli_open_writer (self, error) &&
                 amb_cli_take_id (self, "content-item", &args[0], error) &&
                 amb_programme_say_out (self->programme, args[0], error)
             ? AMB_CLI_DONE
             : AMB_CLI_FAILED;
}

static void
show_suggestion (AmbCli *self, JsonBuilder *builder, const AmbContentSuggestion *row)
{
  g_autofree char *title = amb_cli_dup_cell (row->title);
  g_autofree char *by = amb_cli_dup_cell (row->author_name);
  g_autofree char *why = amb_cli_dup_cell (row->why != NULL ? row->why : row->what_for);
  g_autofree char *at = amb_instant_format (row->at);

  if (!self->json)
    {
      static const AmbField instant = { "at", "", AMB_FIELD_INSTANT };
      g_autofree char *state = amb_cli_dup_choice ("content-item", "state", row->state);
      g_autofree char *when = amb_field_format (&instant, at);

      g_print ("%s\t%s\t%s\t%s\t%s\t%s\n", row->id, title, state, by, when, why);
      return;
    }
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", row->id);
  amb_cli_build_string (builder, "title", row->title);
  amb_cli_build_string (builder, "state", row->state);
  amb_cli_build_string (builder, "author", row->author);
  amb_cli_build_string (builder, "what-for", row->what_for);
  amb_cli_build_string (builder, "answer", row->answer);
  amb_cli_build_string (builder, "by", row->answered_by);
  amb_cli_build_string (builder, "why", row->why);
  amb_cli_build_string (builder, "at", at);
  json_builder_end_object (builder);
}

static AmbCliStatus
run_suggestions (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  gboolean mine = FALSE;
  const GOptionEntry entries[] = {
    { "mine", 0, 0, G_OPTION_ARG_NONE, &mine, NULL, NULL },
    { NULL },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *person = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error))
    return AMB_CLI_FAILED;
  person = amb_store_dup_meta (self->store, "actor-person");
  rows = mine ? amb_content_list_suggested (self->store, person, error)
              : amb_content_list_suggestions (self->store, person, error);
  if (rows == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "suggestions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    show_suggestion (self, builder, g_ptr_array_index (rows, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_content_commands[] = {
  { "check-item", "ITEM", N_ ("says what a content item lacks before it can be approved"),
    run_check_item },
  { "approve", "ITEM… [--reason TEXT]",
    N_ ("approves content items, each that may be; of the others it says why not"), run_approve },
  { "request-changes", "ITEM… --reason TEXT",
    N_ ("sends content items in review back to whoever writes them"), run_request_changes },
  { "reviews", "", N_ ("content items that wait for your decision, the longest first"),
    run_reviews },
  { "suggest-item", "TITLE [FIELD=VALUE]… [--why TEXT]",
    N_ ("suggests a content item in your name"), run_suggest_item },
  { "suggestions", "[--mine]",
    N_ ("suggested content items that wait for an answer; or yours, with what became of them"),
    run_suggestions },
  { "accept-suggestion", "ITEM [FIELD=VALUE]… [--why TEXT]",
    N_ ("a suggestion becomes a draft; its author writes it unless owner-id says who"),
    run_accept },
  { "decline-suggestion", "ITEM --why TEXT", N_ ("a suggestion is turned down, with a reason"),
    run_decline },
  { "publish", "ITEM [FIELD=VALUE]…",
    N_ ("records that a content item, or a variant of it, went out; with the last one it is "
        "published"),
    run_publish },
  { "say-out", "ITEM",
    N_ ("a content item of which every text is out already (standing “out”) is published"),
    run_say_out },
  { NULL },
};
