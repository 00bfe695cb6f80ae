/* metrics, tick: what shows that a role is held well, and the steps of its process */
#include "amb-cli.h"

#include "amb-error.h"
#include "amb-role-cards.h"

#include <glib/gi18n-lib.h>

static const char *const units[] = { "percent", "count", "rate", "minutes" };

/* An id, a name or a key of what @field of @entity refers to. */
static gboolean
read_reference (AmbCli *self,
                const char *entity,
                const char *field,
                const char *text,
                char **id,
                GError **error)
{
  return text == NULL ||
         amb_cli_read_value (self->store, amb_entity_find_field (amb_entity_find (entity), field),
                             text, id, error);
}

static gboolean
is_of (const AmbRoleCard *card, AmbMetricId id)
{
  return card->metrics != NULL && g_strcmp0 (amb_metric_get_role (id), card->kind) == 0;
}

/* JSON. */

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

/* Exactly: no float comes in between. */
static void
append_metric (const AmbRoleCard *card, AmbMetricId id, GString *out)
{
  AmbMetric metric = amb_role_card_get_metric (card, id);

  amb_json_append_key (out, amb_metric_get_name (id));
  g_string_append_c (out, '{');
  append_string (out, "unit", units[amb_metric_get_unit (id)]);
  amb_json_append_key (out, "value");
  if (!metric.known)
    {
      g_string_append (out, "null}");
      return;
    }
  if (amb_metric_get_unit (id) == AMB_METRIC_MINUTES)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, metric.value);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT ".%02d", metric.value / 100,
                            (int) (metric.value % 100));
  append_int (out, "numerator", metric.numerator);
  append_int (out, "denominator", metric.denominator);
  g_string_append_c (out, '}');
}

static void
append_steps (const AmbRoleCard *card, GString *out)
{
  amb_json_append_key (out, "steps");
  g_string_append_c (out, '[');
  for (guint i = 0; i < card->steps->len; i++)
    {
      const AmbRoleStep *step = g_ptr_array_index (card->steps, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "id", step->id);
      append_string (out, "what", step->what);
      append_string (out, "rhythm", step->rhythm);
      append_string (out, "ticked-on", step->ticked_on);
      amb_json_append_key (out, "ticked");
      g_string_append (out, step->is_ticked ? "true}" : "false}");
    }
  g_string_append_c (out, ']');
}

static void
append_card (const AmbRoleCard *card, GString *out)
{
  append_string (out, "id", card->id);
  append_string (out, "name", card->name);
  append_string (out, "kind", card->kind);
  append_string (out, "mission", card->mission);
  amb_json_append_key (out, "metrics");
  if (card->metrics == NULL)
    g_string_append (out, "null");
  else
    {
      g_string_append_c (out, '{');
      for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
        if (is_of (card, id))
          append_metric (card, id, out);
      g_string_append_c (out, '}');
      append_int (out, "days", amb_role_metrics_get_days (card->metrics));
    }
  append_steps (card, out);
}

static void
print_person_json (const char *person, GPtrArray *cards)
{
  g_autoptr (GString) out = g_string_new ("{");

  append_string (out, "person", person);
  amb_json_append_key (out, "roles");
  g_string_append_c (out, '[');
  for (guint i = 0; i < cards->len; i++)
    {
      g_string_append (out, i > 0 ? ",{" : "{");
      append_card (g_ptr_array_index (cards, i), out);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  amb_cli_print_document (out->str);
}

static void
print_role_json (const AmbRoleCard *card)
{
  g_autoptr (GString) out = g_string_new ("{");

  append_card (card, out);
  append_string (out, "of", amb_cli_get_extent (card->is_partial));
  append_int (out, "holders-total", card->n_holders);
  amb_json_append_key (out, "holders");
  g_string_append_c (out, '[');
  for (guint i = 0; i < card->holders->len; i++)
    {
      const AmbRoleHolder *holder = g_ptr_array_index (card->holders, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_string (out, "id", holder->id);
      append_string (out, "name", holder->name);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  amb_cli_print_document (out->str);
}

/* Text. */

static void
print_card (const AmbRoleCard *card, gboolean is_ticked)
{
  g_autofree char *name = amb_cli_dup_cell (card->name);

  g_print ("%s\n", name);
  for (AmbMetricId id = 0; id < AMB_N_METRICS; id++)
    if (is_of (card, id))
      {
        AmbMetric metric = amb_role_card_get_metric (card, id);
        g_autofree char *value = amb_metric_dup_value (id, &metric);
        g_autofree char *basis = amb_role_card_dup_basis (card, id);

        /* Translators: a metric, its value, what it was counted from */
        g_print (_ ("    %s: %s (%s)\n"), amb_metric_get_label (id), value, basis);
      }
  for (guint i = 0; i < card->steps->len; i++)
    {
      const AmbRoleStep *step = g_ptr_array_index (card->steps, i);
      g_autofree char *what = amb_cli_dup_cell (step->what);

      g_print ("    %s %s\n", !is_ticked ? "-" : step->is_ticked ? "[x]" : "[ ]", what);
    }
}

static void
print_role (const AmbRoleCard *card)
{
  amb_cli_print_extent (card->is_partial);
  print_card (card, FALSE);
  if (card->metrics == NULL)
    g_print (_ ("    What is done in a role is for its holders, their leads and the managers.\n"));
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u person holds it:\n", "%u people hold it:\n",
                        card->n_holders),
           card->n_holders);
  for (guint i = 0; i < card->holders->len; i++)
    {
      const AmbRoleHolder *holder = g_ptr_array_index (card->holders, i);
      g_autofree char *name = amb_cli_dup_cell (holder->name);

      g_print ("    %s\t%s\n", holder->id, name);
    }
}

static gboolean
show_person (AmbCli *self, const char *person, GError **error)
{
  g_autoptr (GPtrArray) cards = amb_role_cards_load_person (self->store, person, error);

  if (cards == NULL)
    return FALSE;
  if (self->json)
    print_person_json (person, cards);
  else if (cards->len == 0)
    g_print (_ ("They hold no role today.\n"));
  for (guint i = 0; !self->json && i < cards->len; i++)
    print_card (g_ptr_array_index (cards, i), TRUE);
  return TRUE;
}

static gboolean
show_role (AmbCli *self, const char *role, GError **error)
{
  g_autoptr (AmbRoleCard) card = amb_role_cards_load_role (self->store, role, error);

  if (card == NULL)
    return FALSE;
  if (self->json)
    print_role_json (card);
  else
    print_role (card);
  return TRUE;
}

static AmbCliStatus
run_metrics (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *role_word = NULL;
  g_autofree char *role = NULL;
  g_autofree char *person = NULL;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_word },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 0, 1, error))
    return AMB_CLI_USAGE;
  if ((role_word != NULL) == (args[0] != NULL))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_USAGE,
                   _ ("Whose? Say a person, or --role ROLE for all who hold one."));
      return AMB_CLI_USAGE;
    }
  if (!amb_cli_open_reader (self, error) ||
      !read_reference (self, "assignment", "role-id", role_word, &role, error) ||
      !read_reference (self, "assignment", "ambassador-id", args[0], &person, error))
    return AMB_CLI_FAILED;
  return (role != NULL ? show_role (self, role, error) : show_person (self, person, error))
             ? AMB_CLI_DONE
             : AMB_CLI_FAILED;
}

static AmbCliStatus
run_tick (AmbCli *self, char **words, GError **error)
{
  g_auto (GStrv) args = words;
  g_autofree char *person = NULL;
  g_autofree char *step = NULL;
  gboolean back = FALSE;
  const GOptionEntry entries[] = {
    { "back", 0, 0, G_OPTION_ARG_NONE, &back },
    { NULL },
  };

  if (!amb_cli_parse (&args, entries, 2, 2, error))
    return AMB_CLI_USAGE;
  if (!amb_cli_open_writer (self, error) ||
      !read_reference (self, "assignment", "ambassador-id", args[0], &person, error) ||
      !read_reference (self, "step-check", "step-id", args[1], &step, error) ||
      !amb_programme_tick_step (self->programme, person, step, !back, error))
    return AMB_CLI_FAILED;
  if (self->json)
    return show_person (self, person, error) ? AMB_CLI_DONE : AMB_CLI_FAILED;
  return AMB_CLI_DONE;
}

const AmbCliCommand amb_cli_metrics_commands[] = {
  { "metrics", "PERSON | --role ROLE",
    N_ ("shows what was done in the roles that a person holds, or by all who hold a role, and the "
        "steps of each"),
    run_metrics },
  { "tick", "PERSON STEP [--back]",
    N_ ("says that a person did a step of a role today; --back takes it back"), run_tick },
  { NULL },
};
