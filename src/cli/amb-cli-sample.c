/* sample */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-sample.h"

#include <glib/gi18n-lib.h>

static AmbCliStatus
run_sample (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  int people = 600;
  const GOptionEntry entries[] = {
    { "people", 0, 0, G_OPTION_ARG_INT, &people, NULL, NULL },
    { NULL },
  };
  AmbSampleOptions options = { 0 };
  gint64 known;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (people < 1 || people > 1000000)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("--people takes a number from 1 to 1000000."));
      return AMB_CLI_USAGE;
    }
  if (!amb_cli_open_writer (self, error))
    return AMB_CLI_FAILED;
  if (!amb_db_query_int (amb_store_get_db (self->store), &known, 0, error,
                         "SELECT (SELECT count(*) FROM ambassadors) + (SELECT count(*) FROM nodes)",
                         NULL))
    return AMB_CLI_FAILED;
  if (known > 0 || amb_outbox_is_connected (self->store))
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_REFUSED,
          _ ("The sample fills an empty profile; “%s” is not empty. Name a new folder with "
             "--profile."),
          self->profile);
      return AMB_CLI_FAILED;
    }
  options.people = people;
  if (!amb_sample_fill (self->store, &options, NULL, NULL, self->cancellable, error))
    return AMB_CLI_FAILED;
  if (self->json)
    g_print ("{\"people\":%d}\n", people);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_sample_commands[] = {
  { "sample", "[--people N]", N_ ("fills an empty profile with the sample programme"), run_sample },
  { NULL },
};
