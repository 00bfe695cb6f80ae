/* figures: what the content of a period brought */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-results.h"
#include "amb-sight.h"

#include <glib/gi18n-lib.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static void
append_string (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

static void
append_int (GString *out, const char *name, gint64 value)
{
  amb_json_append_key (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

static void
append_hundredths (GString *out, gint64 value)
{
  g_string_append_printf (out, "%" G_GINT64_FORMAT ".%02d", value / 100, (int) (value % 100));
}

/* Exactly: no float comes in between. */
static void
append_value (GString *out, const AmbFigure *figure)
{
  amb_json_append_key (out, "value");
  if (figure->known)
    append_hundredths (out, figure->value);
  else
    g_string_append (out, "null");
  append_int (out, "numerator", figure->numerator);
  append_int (out, "denominator", figure->denominator);
}

static void
append_figure (GString *out, const char *name, const AmbFigure *figure, gint64 n_unknown)
{
  amb_json_append_key (out, name);
  g_string_append_c (out, '{');
  append_value (out, figure);
  append_int (out, "unknown", n_unknown);
  g_string_append_c (out, '}');
}

static void
append_engagement (GString *out, const AmbEngagement *engagement)
{
  amb_json_append_key (out, "K10");
  g_string_append_c (out, '{');
  append_value (out, &engagement->known);
  append_int (out, "partial", engagement->n_partial);
  append_int (out, "unknown", engagement->n_unknown);
  amb_json_append_key (out, "estimated");
  g_string_append_c (out, '{');
  append_value (out, &engagement->estimated);
  g_string_append (out, "}}");
}

/* Hundredths of a per cent; FALSE: unknown */
static gboolean
get_balance (const AmbContentResults *results, gint64 *value)
{
  double score = 0;

  if (!amb_balance_get_score (&results->balance, &score))
    return FALSE;
  *value = (gint64) (score * 100 + 0.5);
  return TRUE;
}

static void
append_balance (GString *out, const AmbContentResults *results)
{
  gint64 value;

  amb_json_append_key (out, "K18");
  g_string_append (out, "{");
  amb_json_append_key (out, "value");
  if (get_balance (results, &value))
    append_hundredths (out, value);
  else
    g_string_append (out, "null");
  append_int (out, "unknown", results->n_no_audience);
  g_string_append_c (out, '}');
}

static void
append_hours (GString *out, const char *name, gboolean known, gint64 ms)
{
  amb_json_append_key (out, name);
  if (known)
    append_hundredths (out, (ms * 100 + HOUR_MS / 2) / HOUR_MS);
  else
    g_string_append (out, "null");
}

static void
append_lead (GString *out, const AmbLead *lead)
{
  amb_json_append_key (out, "K16");
  g_string_append_c (out, '{');
  append_hours (out, "median-hours", lead->known, lead->median);
  append_hours (out, "p90-hours", lead->known, lead->p90);
  append_int (out, "approvals", lead->n);
  append_int (out, "unknown", lead->n_unknown);
  amb_json_append_key (out, "first-pass");
  g_string_append_c (out, '{');
  append_value (out, &lead->first_pass);
  g_string_append (out, "}}");
}

static void
append_publication (GString *out, const AmbPublicationResults *one)
{
  g_string_append_c (out, '{');
  append_string (out, "id", one->id);
  append_string (out, "item", one->item);
  append_string (out, "title", one->title);
  append_string (out, "channel", one->channel);
  append_string (out, "at", one->at);
  amb_json_append_key (out, "potential-reach");
  if (one->reach >= 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, one->reach);
  else
    g_string_append (out, "null");
  amb_json_append_key (out, "results");
  g_string_append_c (out, '{');
  for (guint id = 0; id < AMB_N_RESULTS; id++)
    if (one->results.results[id].origin != AMB_ORIGIN_UNKNOWN)
      {
        const AmbResult *result = &one->results.results[id];

        amb_json_append_key (out, amb_result_get_field (id));
        g_string_append_c (out, '{');
        append_int (out, "value", result->value);
        append_string (out, "origin", amb_origin_get_id (result->origin));
        append_string (out, "on", result->day);
        g_string_append_c (out, '}');
      }
  g_string_append (out, "}}");
}

static void
print_json (const AmbContentResults *results, const char *from, const char *to)
{
  g_autoptr (GString) out = g_string_new ("{");

  append_string (out, "from", from);
  append_string (out, "to", to);
  append_string (out, "of", amb_cli_get_extent (results->is_partial));
  append_int (out, "items", results->n_items);
  append_engagement (out, &results->engagement);
  append_lead (out, &results->lead);
  append_figure (out, "K17", &results->reuse, results->n_reuse_unknown);
  append_balance (out, results);
  amb_json_append_key (out, "publications");
  g_string_append_c (out, '[');
  for (guint i = 0; i < results->publications->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      append_publication (out, g_ptr_array_index (results->publications, i));
    }
  g_string_append (out, "]}");
  amb_cli_print_document (out->str);
}

/* In words. */

/* As the locale writes it. */
static char *
dup_hundredths (gint64 value)
{
  return g_strdup_printf ("%.2f", (double) value / 100);
}

static void
print_figure (const char *label, const AmbFigure *figure, const char *unit)
{
  g_autofree char *value = dup_hundredths (figure->value);

  g_print ("%s\t%s%s\t%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "\n", label,
           figure->known ? value : _ ("unknown"), figure->known ? unit : "", figure->numerator,
           figure->denominator);
}

static void
print_words (const AmbContentResults *results)
{
  const AmbEngagement *engagement = &results->engagement;
  const AmbLead *lead = &results->lead;
  gint64 balance;

  amb_cli_print_extent (results->is_partial);
  print_figure (_ ("K10 Engagement per post"), &engagement->known, "");
  if (engagement->estimated.known)
    print_figure (_ ("K10 the same, estimated"), &engagement->estimated, "");
  g_print (g_dngettext (GETTEXT_PACKAGE, "%d publication without known results\n",
                        "%d publications without known results\n", engagement->n_unknown),
           (int) engagement->n_unknown);
  if (lead->known)
    g_print (_ ("K16 Approval lead time\tmedian %1$.1f h, nine of ten within %2$.1f h\tof %3$d\n"),
             (double) lead->median / (double) HOUR_MS, (double) lead->p90 / (double) HOUR_MS,
             (int) lead->n);
  else
    g_print (_ ("K16 Approval lead time\tunknown\n"));
  print_figure (_ ("K16 Approved at the first go"), &lead->first_pass, " %");
  print_figure (_ ("K17 Reuse ratio"), &results->reuse, " %");
  if (get_balance (results, &balance))
    {
      g_autofree char *text = dup_hundredths (balance);

      g_print ("%s\t%s %%\n", _ ("K18 Audience balance"), text);
    }
  else
    g_print ("%s\t%s\n", _ ("K18 Audience balance"), _ ("unknown"));
}

static gboolean
read_node (AmbCli *self, const char *word, char **id, GError **error)
{
  return word == NULL ||
         amb_cli_read_value (self->store,
                             amb_entity_find_field (amb_entity_find ("publication"), "node-id"),
                             word, id, error);
}

static AmbCliStatus
run_figures (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *from = NULL, *to = NULL, *node_word = NULL, *node = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },
    { "node", 0, 0, G_OPTION_ARG_STRING, &node_word, NULL, NULL },
    { NULL },
  };
  g_autoptr (AmbContentResults) results = NULL;

  if (!amb_cli_parse (&args, entries, 0, 0, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_reader (self, error) ||
      !amb_sight_check (self->store, amb_entity_find ("publication"), error) ||
      !read_node (self, node_word, &node, error))
    return AMB_CLI_FAILED;
  if (to == NULL)
    to = g_strdup (amb_store_get_today (self->store));
  if (from == NULL) /* that day's month so far */
    from = g_strdup_printf ("%.8s01", to);
  results = amb_content_results_load (self->store, from, to, node, error);
  if (results == NULL)
    return AMB_CLI_FAILED;
  if (self->json)
    print_json (results, from, to);
  else
    print_words (results);
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_figures_commands[] = {
  { "figures", "[--from DAY] [--to DAY] [--node NODE]",
    N_ ("what content brought and how it came about: K10, K16, K17, K18 of a period, this month "
        "where none is given; --json lists the publications with their results"),
    run_figures },
  { NULL },
};
