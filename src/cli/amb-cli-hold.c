/* hold, lift: publications wait while a crisis lasts, and go on */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-holds.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const helds[] = {
  [AMB_HELD_WAITS] = "waits",
  [AMB_HELD_PASSED] = "passed",
  [AMB_HELD_MOVED] = "moved",
  [AMB_HELD_GONE] = "gone",
};

static const char *
get_held_words (AmbHeld held)
{
  static const char *const words[] = {
    [AMB_HELD_WAITS] = N_ ("on hold"),
    [AMB_HELD_PASSED] = N_ ("on hold, and its time has passed"),
    [AMB_HELD_MOVED] = N_ ("somebody moved it meanwhile"),
    [AMB_HELD_GONE] = N_ ("not here any more"),
  };

  return _ (words[held]);
}

/* @is_held: of a restore list, else of what would be held. */
static void
build_items (JsonBuilder *builder, GPtrArray *items, gboolean is_held)
{
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      const AmbHoldItem *item = items->pdata[i];

      json_builder_begin_object (builder);
      amb_cli_build_string (builder, "id", item->id);
      amb_cli_build_string (builder, "title", item->title);
      amb_cli_build_string (builder, "state", item->state);
      amb_cli_build_string (builder, "publish-on", item->publish_on);
      amb_cli_build_string (builder, "audience", item->audience);
      if (is_held)
        {
          amb_cli_build_string (builder, "was", item->was);
          amb_cli_build_string (builder, "standing", helds[item->held]);
        }
      else
        amb_cli_build_string (builder, "refusal", item->refusal);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_items (GPtrArray *items, gboolean is_held)
{
  for (guint i = 0; i < items->len; i++)
    {
      const AmbHoldItem *item = items->pdata[i];
      g_autofree char *title = amb_cli_dup_cell (item->title != NULL ? item->title : item->id);

      g_autofree char *day = amb_cli_dup_wall (item->publish_on);
      const char *words = is_held ? get_held_words (item->held) : item->refusal;

      g_print ("  %s\t%s%s%s\n", day, title, words != NULL ? "\t" : "", words != NULL ? words : "");
    }
}

static void
build_hold (JsonBuilder *builder, const AmbHold *hold)
{
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", amb_record_get_id (hold->order));
  amb_cli_build_string (builder, "title", amb_record_get_title (hold->order));
  amb_cli_build_string (builder, "crisis", hold->crisis);
  amb_cli_build_string (builder, "since", amb_record_get (hold->order, "sent-at"));
  amb_cli_build_string (builder, "reason", amb_record_get (hold->order, "reason"));
  amb_cli_build_string (builder, "author", hold->author);
  amb_cli_build_string (builder, "approver", hold->approver);
  amb_cli_build_string (builder, "scope", amb_record_get (hold->order, "scope"));
  build_items (builder, hold->items, TRUE);
  amb_cli_build_int (builder, "not-held", hold->n_joined);
  json_builder_end_object (builder);
}

static void
print_hold (const AmbHold *hold)
{
  g_autofree char *title = amb_cli_dup_cell (amb_record_get_title (hold->order));
  g_autofree char *crisis = amb_cli_dup_cell (hold->crisis);
  g_autofree char *reason = amb_cli_dup_cell (amb_record_get (hold->order, "reason"));

  g_print ("%s  %s\n  %s – %s\n", amb_record_get_id (hold->order), title, crisis, reason);
  print_items (hold->items, TRUE);
  if (hold->n_joined > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "  %u item has come since and isn’t held. “hold --more” holds it.\n",
                          "  %u items have come since and aren’t held. “hold --more” holds them.\n",
                          hold->n_joined),
             hold->n_joined);
}

static AmbCliStatus
list_holds (AmbCli *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GPtrArray) holds =
      amb_cli_open_reader (self, error) ? amb_holds_list (self->store, error) : NULL;

  if (holds == NULL)
    return AMB_CLI_FAILED;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "holds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < holds->len; i++)
    {
      build_hold (builder, holds->pdata[i]);
      if (!self->json)
        print_hold (holds->pdata[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  else if (holds->len == 0)
    g_print ("%s\n", _ ("No publication is held."));
  return AMB_CLI_DONE;
}

static gboolean
check_crisis (AmbCli *self, const char *id, GError **error)
{
  g_autoptr (AmbRecord) crisis =
      id != NULL ? amb_store_get (self->store, amb_entity_find ("crisis"), id, error) : NULL;

  return id == NULL ||
         (crisis != NULL &&
          amb_hold_check_crisis (amb_record_get (crisis, "severity"), amb_record_get_state (crisis),
                                 g_strcmp0 (amb_record_get (crisis, "drill"), "1") == 0, error));
}

static AmbCliStatus
show_preview (AmbCli *self, const char *crisis, const char *scope, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GPtrArray) items =
      check_crisis (self, crisis, error) ? amb_holds_preview (self->store, scope, error) : NULL;
  guint n = 0;

  if (items == NULL)
    return AMB_CLI_FAILED;
  for (guint i = 0; i < items->len; i++)
    n += ((AmbHoldItem *) items->pdata[i])->refusal == NULL;
  json_builder_begin_object (builder);
  build_items (builder, items, FALSE);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  else
    {
      g_print (
          g_dngettext (GETTEXT_PACKAGE, "%u item would be held.\n", "%u items would be held.\n", n),
          n);
      print_items (items, FALSE);
    }
  return AMB_CLI_DONE;
}

/* What was done, then what was not; partly when something was left alone. */
static AmbCliStatus
print_report (AmbCli *self, const AmbHoldReport *report, const char *done)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "id", report->order);
  amb_cli_build_string (builder, "crisis", report->crisis);
  amb_cli_build_int (builder, "done", report->n_done);
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->refused->len; i++)
    json_builder_add_string_value (builder, report->refused->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    amb_cli_print_json (builder);
  else
    {
      g_print ("%s  %s\n", report->order, done);
      for (guint i = 0; i < report->refused->len; i++)
        g_print ("  %s\n", (const char *) report->refused->pdata[i]);
    }
  return report->refused->len == 0 ? AMB_CLI_DONE : AMB_CLI_PARTLY;
}

static AmbCliStatus
print_held (AmbCli *self, AmbHoldReport *report)
{
  g_autoptr (AmbHoldReport) owned = report;
  g_autofree char *done = NULL;

  if (report == NULL)
    return AMB_CLI_FAILED;
  done = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u item is on hold.", "%u items are on hold.", report->n_done),
      report->n_done);
  return print_report (self, report, done);
}

/* Words of the scope: the value of each option, as a cell of a file would be read. */
static gboolean
read_scope (AmbCli *self, char **const *lists, char **scope, GError **error)
{
  static const char *const fields[AMB_HOLD_N_KINDS] = {
    [AMB_HOLD_CHANNEL] = "channel-id",
    [AMB_HOLD_AUDIENCE] = "audience",
    [AMB_HOLD_DEPARTMENT] = "department-id",
    [AMB_HOLD_LANGUAGE] = "language",
    [AMB_HOLD_TAG] = NULL,
  };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint kind = 0; kind < AMB_HOLD_N_KINDS; kind++)
    for (guint i = 0; lists[kind] != NULL && lists[kind][i] != NULL; i++)
      {
        const AmbField *field =
            fields[kind] != NULL
                ? amb_entity_find_field (amb_entity_find ("content-item"), fields[kind])
                : NULL;
        g_autofree char *value = NULL;

        if (field != NULL &&
            !amb_cli_read_value (self->store, field, lists[kind][i], &value, error))
          return FALSE;
        g_ptr_array_add (words, amb_hold_make_word (kind, value != NULL ? value : lists[kind][i]));
      }
  g_ptr_array_add (words, NULL);
  *scope = amb_set_from_strv ((const char *const *) words->pdata);
  return TRUE;
}

static gboolean
read_reference (AmbCli *self, const char *name, const char *word, char **value, GError **error)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("hold-order"), name);

  return word == NULL || amb_cli_read_value (self->store, field, word, value, error);
}

/* Does one of the options say something, --dry-run apart? */
static gboolean
is_asked (const GOptionEntry *entries)
{
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    if (entry->arg != G_OPTION_ARG_NONE && *(gpointer *) entry->arg_data != NULL)
      return TRUE;
  return FALSE;
}

static AmbCliStatus
refuse_aimless (GError **error)
{
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_USAGE,
                       _ ("Nothing was held. Say for which crisis: --crisis CRISIS, or --declare "
                          "WHAT; --dry-run only shows what would be held."));
  return AMB_CLI_USAGE;
}

static AmbCliStatus
run_hold (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_auto (GStrv) channels = NULL;
  g_auto (GStrv) audiences = NULL;
  g_auto (GStrv) departments = NULL;
  g_auto (GStrv) languages = NULL;
  g_auto (GStrv) tags = NULL;
  g_autofree char *crisis = NULL;
  g_autofree char *declare = NULL;
  g_autofree char *severity = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *approver = NULL;
  g_autofree char *more = NULL;
  gboolean dry = FALSE;
  const GOptionEntry entries[] = {
    { "crisis", 0, 0, G_OPTION_ARG_STRING, &crisis },
    { "declare", 0, 0, G_OPTION_ARG_STRING, &declare },
    { "severity", 0, 0, G_OPTION_ARG_STRING, &severity },
    { "why", 0, 0, G_OPTION_ARG_STRING, &reason },
    { "approver", 0, 0, G_OPTION_ARG_STRING, &approver },
    { "channel", 0, 0, G_OPTION_ARG_STRING_ARRAY, &channels },
    { "audience", 0, 0, G_OPTION_ARG_STRING_ARRAY, &audiences },
    { "department", 0, 0, G_OPTION_ARG_STRING_ARRAY, &departments },
    { "language", 0, 0, G_OPTION_ARG_STRING_ARRAY, &languages },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags },
    { "more", 0, 0, G_OPTION_ARG_STRING, &more },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry },
    { NULL },
  };
  g_autofree char *scope = NULL;
  g_autofree char *crisis_id = NULL;
  g_autofree char *approver_id = NULL;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!dry && more == NULL && crisis == NULL && declare == NULL)
    return is_asked (entries) ? refuse_aimless (error) : list_holds (self, error);
  if (!(dry ? amb_cli_open_reader (self, error) : amb_cli_open_writer (self, error)))
    return AMB_CLI_FAILED;
  if (more != NULL && !dry)
    return print_held (self, amb_programme_hold_more (self->programme, more, error));
  if (!read_scope (self, (char **const[]){ channels, audiences, departments, languages, tags },
                   &scope, error) ||
      !read_reference (self, "crisis-id", crisis, &crisis_id, error) ||
      !read_reference (self, "approver-id", approver, &approver_id, error))
    return AMB_CLI_FAILED;
  if (dry)
    return show_preview (self, crisis_id, scope, error);
  return print_held (self, amb_programme_hold (self->programme,
                                               &(AmbHoldAsk){ crisis_id, declare, severity, scope,
                                                              reason, approver_id },
                                               error));
}

static gboolean
take_choices (GArray *choices, char **dates, char **drops, GError **error)
{
  for (guint i = 0; dates != NULL && dates[i] != NULL; i++)
    {
      char *sign = strchr (dates[i], '=');

      if (sign == NULL || !amb_date_is_valid (sign + 1))
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                       _ ("“%s” is no item with a day. Write it as ID=2026-12-03."), dates[i]);
          return FALSE;
        }
      if (!amb_day_check (sign + 1, error))
        return FALSE;
      *sign = '\0';
      g_array_append_vals (choices, &(AmbLiftChoice){ dates[i], sign + 1, FALSE }, 1);
    }
  for (guint i = 0; drops != NULL && drops[i] != NULL; i++)
    g_array_append_vals (choices, &(AmbLiftChoice){ drops[i], NULL, TRUE }, 1);
  return TRUE;
}

/* The order that is named, else the one that stands. */
static char *
find_order (AmbCli *self, const char *word, GError **error)
{
  g_autoptr (GPtrArray) holds = NULL;

  if (word != NULL)
    return g_strdup (word);
  holds = amb_holds_list (self->store, error);
  if (holds == NULL)
    return NULL;
  if (holds->len == 1)
    return g_strdup (amb_record_get_id (((AmbHold *) holds->pdata[0])->order));
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                       holds->len == 0
                           ? _ ("No publication is held.")
                           : _ ("Several holds stand. Name one of them; “hold” lists them."));
  return NULL;
}

static AmbCliStatus
run_lift (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_auto (GStrv) dates = NULL;
  g_auto (GStrv) drops = NULL;
  g_autofree char *why = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING_ARRAY, &dates },
    { "drop", 0, 0, G_OPTION_ARG_STRING_ARRAY, &drops },
    { "why", 0, 0, G_OPTION_ARG_STRING, &why },
    { NULL },
  };
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (AmbLiftChoice));
  g_autoptr (AmbHoldReport) report = NULL;
  g_autofree char *order = NULL;
  g_autofree char *done = NULL;

  if (!amb_cli_parse (&args, entries, 0, 1, error) || !take_choices (choices, dates, drops, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  order = find_order (self, args[0], error);
  report = order != NULL ? amb_programme_lift (self->programme, order,
                                               (const AmbLiftChoice *) (gpointer) choices->data,
                                               choices->len, why, error)
                         : NULL;
  if (report == NULL)
    return AMB_CLI_FAILED;
  done = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u item goes on.", "%u items go on.", report->n_done),
      report->n_done);
  return print_report (self, report, done);
}

const AmbCliCommand amb_cli_hold_commands[] = {
  { "hold",
    "[--crisis CRISIS | --declare WHAT [--severity s1]] [--why REASON] [--approver PERSON] "
    "[--channel C]… [--audience A]… [--department D]… [--language L]… [--tag T]… [--dry-run] | "
    "--more HOLD",
    N_ ("holds what is approved or scheduled, all or what the options name, until “lift”; alone it "
        "shows the holds that stand, with what they hold"),
    run_hold },
  { "lift", "[HOLD] [--date ITEM=2026-12-03]… [--drop ITEM]… [--why REASON]",
    N_ ("lifts a hold: everything becomes what it was, but what is given a new day or dropped"),
    run_lift },
  { NULL },
};
