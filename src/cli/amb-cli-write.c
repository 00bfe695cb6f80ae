/* write: the mails to people in their languages, as a mail program takes them */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-writing.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AmbCli *cli;
  AmbWriting *writing;
  GPtrArray *mails;
  const char *purpose;
} Run;

/* To whom: the field of a letter tells the kind. */
static const struct
{
  const char *to, *entity, *field;
} targets[] = {
  { "person", "ambassador", "ambassador-id" },
  { "contact", "contact", "contact-id" },
  { "cohort", "cohort", "cohort-id" },
  { "task", "task", "task-id" },
};

static gboolean
find_target (const char *to, guint *target, GError **error)
{
  for (*target = 0; *target < G_N_ELEMENTS (targets); ++*target)
    if (g_str_equal (targets[*target].to, to))
      return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
               _ ("“%s” is nobody to write to: it is person, contact, cohort or task."), to);
  return FALSE;
}

static char **
read_ids (AmbCli *self, guint target, char **names, GError **error)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("letter"), targets[target].field);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *id = NULL;

      if (!amb_cli_read_value (self->store, field, names[i], &id, error))
        return NULL;
      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

static gboolean
check_purpose (const char *purpose, GError **error)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("template"), "purpose");
  g_autoptr (GString) names = g_string_new (NULL);

  if (amb_field_find_choice (field, purpose) != NULL)
    return TRUE;
  for (const AmbChoice *choice = field->choices; choice->id != NULL; choice++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", choice->id);
  g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE, _ ("There is no purpose “%s”. There are: %s."),
               purpose, names->str);
  return FALSE;
}

static gboolean
check_template (const AmbWriting *writing, const char *purpose, const char *name, GError **error)
{
  g_auto (GStrv) names = amb_writing_list_names (writing, purpose);
  g_autofree char *all = g_strjoinv ("”, “", names);

  if (name == NULL || g_strv_contains ((const char *const *) names, name))
    return TRUE;
  if (names[0] != NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no template “%1$s” for this purpose. There are: “%2$s”."), name, all);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no template “%s”, nor another one for this purpose. Add one, or give "
                    "--subject and --text."),
                 name);
  return FALSE;
}

static const AmbField *
get_due (void)
{
  return amb_entity_find_field (amb_entity_find ("task"), "due-on");
}

/* What was said on the command line stands for every language. */
static void
replace (AmbWriting *writing, const char *subject, const char *body)
{
  for (guint i = 0; i < writing->texts->len; i++)
    {
      AmbWritingText *text = g_ptr_array_index (writing->texts, i);
      char **const fields[] = { &text->subject, &text->body };
      const char *const words[] = { subject, body };

      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        if (words[k] != NULL)
          {
            g_free (*fields[k]);
            *fields[k] = amb_letter_fill (words[k], writing->values);
          }
    }
}

/* Showing. */

static void
build_words (JsonBuilder *builder, const char *name, char **words)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; words[i] != NULL; i++)
    json_builder_add_string_value (builder, words[i]);
  json_builder_end_array (builder);
}

static char **
list_left (const AmbWriting *writing, AmbWritingReach reach)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < writing->people->len; i++)
    {
      const AmbWritingPerson *person = g_ptr_array_index (writing->people, i);

      if (person->reach == reach)
        g_strv_builder_add (names, person->name);
    }
  return g_strv_builder_end (names);
}

static void
build_mail (JsonBuilder *builder, const AmbWritingMail *mail)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  g_auto (GStrv) to = NULL;

  for (guint i = 0; i < mail->people->len; i++)
    g_strv_builder_add (addresses, ((AmbWritingPerson *) mail->people->pdata[i])->email);
  to = g_strv_builder_end (addresses);
  json_builder_begin_object (builder);
  amb_cli_build_string (builder, "language", mail->text->language);
  build_words (builder, "to", to);
  amb_cli_build_string (builder, "subject", mail->subject);
  amb_cli_build_string (builder, "body", mail->body);
  amb_cli_build_string (builder, "address", mail->address);
  json_builder_set_member_name (builder, "paste-body");
  json_builder_add_boolean_value (builder, mail->is_long);
  json_builder_end_object (builder);
}

static void
print_left (const char *format, char **names)
{
  g_autofree char *joined = g_strjoinv (", ", names);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (*joined != '\0')
    g_printerr (format, joined);
#pragma GCC diagnostic pop
}

/* What no mail program takes with the address follows it, to be pasted. */
static void
print_mail (const AmbWritingMail *mail)
{
  g_print ("%s\n", mail->address);
  if (!mail->is_long)
    return;
  g_printerr (_ ("The text is too long to go with the address. Paste it into the mail.\n"));
  g_print ("%s\n", mail->body);
}

static void
show (Run *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_auto (GStrv) open = amb_writing_list_open (run->writing);
  g_auto (GStrv) without = amb_writing_list_without (run->writing);
  g_auto (GStrv) addressless = list_left (run->writing, AMB_WRITING_NO_ADDRESS);
  g_auto (GStrv) opted_out = list_left (run->writing, AMB_WRITING_OPTED_OUT);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "mails");
  json_builder_begin_array (builder);
  for (guint i = 0; i < run->mails->len; i++)
    build_mail (builder, run->mails->pdata[i]);
  json_builder_end_array (builder);
  build_words (builder, "open", open);
  build_words (builder, "without-role", without);
  build_words (builder, "no-address", addressless);
  build_words (builder, "opted-out", opted_out);
  json_builder_end_object (builder);
  if (run->cli->json)
    {
      amb_cli_print_json (builder);
      return;
    }
  for (guint i = 0; i < run->mails->len; i++)
    print_mail (run->mails->pdata[i]);
  print_left (_ ("Nothing is known for %s.\n"), open);
  print_left (_ ("No role is known of: %s\n"), without);
  print_left (_ ("No e-mail address: %s\n"), addressless);
  print_left (_ ("Want no messages: %s\n"), opted_out);
}

static gboolean
record (Run *run, GError **error)
{
  g_auto (GStrv) open = amb_writing_list_open (run->writing);
  g_autofree char *names = g_strjoinv (", ", open);

  if (*names != '\0')
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("Nothing is known for %s, so nothing was written. Take it out of the text."),
                   names);
      return FALSE;
    }
  for (guint i = 0; i < run->mails->len; i++)
    {
      g_autoptr (AmbWritingNote) note =
          amb_writing_note_new (run->writing, run->mails->pdata[i], run->purpose);

      if (!amb_writing_record (run->cli->programme, note, error))
        return FALSE;
    }
  return TRUE;
}

static AmbCliStatus
run_write (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_auto (GStrv) ids = NULL;
  g_autofree char *to = NULL, *purpose = NULL, *template = NULL, *due = NULL;
  g_autofree char *subject = NULL, *text = NULL, *day = NULL;
  gboolean together = FALSE, records = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &purpose },
    { "template", 0, 0, G_OPTION_ARG_STRING, &template },
    { "due", 0, 0, G_OPTION_ARG_STRING, &due },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &subject },
    { "text", 0, 0, G_OPTION_ARG_STRING, &text },
    { "together", 0, 0, G_OPTION_ARG_NONE, &together },
    { "record", 0, 0, G_OPTION_ARG_NONE, &records },
    { NULL },
  };
  g_autoptr (AmbWriting) writing = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  guint target = 0;
  Run run = { .cli = self };

  if (!amb_cli_parse (&args, entries, 1, -1, error) ||
      !find_target (to != NULL ? to : "person", &target, error) ||
      !check_purpose (purpose != NULL ? purpose : "free", error))
    return AMB_CLI_USAGE;
  if (!(records ? amb_cli_open_writer (self, error) : amb_cli_open_reader (self, error)) ||
      (ids = read_ids (self, target, args, error)) == NULL)
    return AMB_CLI_FAILED;
  writing = amb_writing_load (self->store, amb_entity_find (targets[target].entity),
                              (const char *const *) ids, error);
  if (writing == NULL)
    return AMB_CLI_FAILED;
  run.purpose = purpose != NULL ? purpose : "free";
  if (!check_template (writing, run.purpose, template, error) ||
      (due != NULL && !amb_cli_read_value (self->store, get_due (), due, &day, error)))
    return AMB_CLI_FAILED;
  if (day != NULL)
    amb_writing_set_due (writing, day);
  amb_writing_choose (writing, run.purpose, template);
  replace (writing, subject, text);
  mails = amb_writing_list_mails (writing, together);
  run.writing = writing;
  run.mails = mails;
  if (records && !record (&run, error))
    return AMB_CLI_FAILED;
  show (&run);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_write_commands[] = {
  { "write",
    "WHO… [--to person|contact|cohort|task] [--purpose PURPOSE] [--template NAME] [--due DAY] "
    "[--subject TEXT] [--text TEXT] [--together] [--record]",
    N_ ("the mails to people, in the language of each; --together: one for each language, all in "
        "blind copy; --record: they were written"),
    run_write },
  { NULL },
};
