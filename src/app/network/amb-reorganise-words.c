#include "amb-reorganise-words.h"

#include <glib/gi18n.h>

static void
line_free (gpointer data)
{
  AmbReorganiseLine *line = data;

  g_free (line->title);
  g_free (line->detail);
  g_free (line);
}

/* @title and @detail (nullable): (transfer full) */
static void
append (GPtrArray *lines, const char *icon, char *title, char *detail)
{
  AmbReorganiseLine *line = g_new0 (AmbReorganiseLine, 1);

  line->icon = icon;
  line->title = title;
  line->detail = detail;
  g_ptr_array_add (lines, line);
}

static char *
join (GPtrArray *names)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (all, names->pdata[i]);
  g_ptr_array_add (all, NULL);
  return g_strjoinv (", ", (char **) all->pdata);
}

static void
append_people (GPtrArray *lines, AmbReorganiseVerb verb, const AmbReorganisePreview *preview)
{
  char *people = g_strdup_printf (ngettext ("%'d person", "%'d people", (gulong) preview->n_people),
                                  (int) preview->n_people);
  char *nodes = NULL;

  if (verb == AMB_REORGANISE_MOVE)
    nodes = g_strdup_printf (
        ngettext ("In %'d node that moves", "In %'d nodes that move", (gulong) preview->n_nodes),
        (int) preview->n_nodes);
  else if (preview->n_nodes > 0)
    /* Translators: a node */
    nodes =
        g_strdup_printf (ngettext ("With %'d node that was below it",
                                   "With %'d nodes that were below it", (gulong) preview->n_nodes),
                         (int) preview->n_nodes);
  append (lines, "amb-people-symbolic", people, nodes);
}

static void
append_records (GPtrArray *lines, const AmbReorganisePreview *preview)
{
  if (preview->n_records > 0)
    append (lines, "amb-document-symbolic",
            g_strdup_printf (
                ngettext ("%'d further record", "%'d further records", (gulong) preview->n_records),
                (int) preview->n_records),
            /* Translators: a node */
            g_strdup_printf (_ ("Roles held, requests, items, signals: of %s from then on"),
                             preview->target));
  if (preview->n_targets > 0)
    append (lines, "amb-role-symbolic",
            g_strdup_printf (ngettext ("%'d target of a role ends", "%'d targets of roles end",
                                       (gulong) preview->n_targets),
                             (int) preview->n_targets),
            NULL);
  if (preview->n_rights > 0)
    append (lines, "dialog-password-symbolic",
            g_strdup_printf (ngettext ("%'d access right ends", "%'d access rights end",
                                       (gulong) preview->n_rights),
                             (int) preview->n_rights),
            NULL);
}

/* Heads, and whose leads see the people. */
static void
append_leads (GPtrArray *lines, const AmbReorganisePreview *preview)
{
  if (preview->offices->len > 0)
    append (lines, "amb-person-symbolic", join (preview->offices),
            /* Translators: a node */
            g_strdup_printf (_ ("No longer head or backup of %s"), preview->name));
  if (preview->loses->len > 0)
    append (lines, "changes-prevent-symbolic", join (preview->loses),
            g_strdup (_ ("Their leads no longer see these people")));
  if (preview->gains->len > 0)
    append (lines, "changes-allow-symbolic", join (preview->gains),
            g_strdup (_ ("Their leads see these people from then on")));
}

static void
append_flag (GString *text, guint gone, guint come, guint flag, const char *word)
{
  if (((gone | come) & flag) == 0)
    return;
  g_string_append (text, text->len > 0 ? " · " : "");
  if (come & flag)
    g_string_append (text, word);
  else
    /* Translators: what a node lacked until then: “No sponsor” */
    g_string_append_printf (text, _ ("no longer: %s"), word);
}

static void
append_change (GPtrArray *lines, const AmbReorganiseChange *change)
{
  guint gone = change->flags_before & ~change->flags_after;
  guint come = change->flags_after & ~change->flags_before;
  g_autoptr (GString) text = g_string_new (NULL);

  if (change->held_before != change->held_after)
    /* Translators: how many people hold a role there, before and after */
    g_string_append_printf (text, _ ("%u → %u hold a role"), change->held_before,
                            change->held_after);
  if (change->missing_before != change->missing_after)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      /* Translators: how many people are missing there, before and after */
      g_string_append_printf (text, _ ("%d → %d missing"), (int) change->missing_before,
                              (int) change->missing_after);
    }
  append_flag (text, gone, come, AMB_NODE_NO_BACKUP, _ ("No backup"));
  append_flag (text, gone, come, AMB_NODE_SILO, _ ("No exchange"));
  append_flag (text, gone, come, AMB_NODE_NO_SPONSOR, _ ("No sponsor"));
  append (lines, "amb-node-symbolic", g_strdup (change->name), g_strdup (text->str));
}

GPtrArray *
amb_reorganise_list_lines (AmbReorganiseVerb verb, const AmbReorganisePreview *preview)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  append_people (lines, verb, preview);
  append_records (lines, preview);
  append_leads (lines, preview);
  for (guint i = 0; i < preview->changes->len; i++)
    append_change (lines, g_ptr_array_index (preview->changes, i));
  if (preview->changes->len == 0)
    append (lines, "object-select-symbolic", g_strdup (_ ("Coverage stays as it is")), NULL);
  if (preview->stays)
    append (lines, "document-open-recent-symbolic",
            /* Translators: a node */
            g_strdup_printf (_ ("%s stays, empty"), preview->name),
            g_strdup_printf (ngettext ("%'d fact tells of it; what happened isn’t rewritten",
                                       "%'d facts tell of it; what happened isn’t rewritten",
                                       (gulong) preview->n_facts),
                             (int) preview->n_facts));
  return lines;
}
