/* Verbs that hand what is selected on to another part of the window: ask them, write to them. */
#include "amb-record-list-private.h"

#include <glib/gi18n.h>

/* Of people: a verb, of which lists, whose right it is, and the action of the window that takes
 * `(sas)`. */
static const struct
{
  const char *label, *lists, *entity;
  AmbRight right;
  const char *action;
} verbs[] = {
  { N_ ("Ask…"), "ambassador", "task", AMB_RIGHT_CREATE, "win.ask" },
  { N_ ("Write To…"), "ambassador contact", "letter", AMB_RIGHT_CREATE, "win.write" },
};

typedef struct
{
  AmbRecordList *list;
  char *action;
} HandOn;

typedef struct
{
  const AmbEntity *entity;
  AmbRowSet *rows;
} Chosen;

static void
chosen_free (gpointer data)
{
  Chosen *chosen = data;

  amb_row_set_free (chosen->rows);
  g_free (chosen);
}

static gpointer
read_ids (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Chosen *chosen = data;
  g_autoptr (GArray) rids = amb_row_set_list (chosen->rows, store, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (AmbStmt) stmt = NULL;
  g_autofree char *sql = NULL;
  gboolean row = TRUE;

  if (rids == NULL)
    return NULL;
  for (guint i = 0; i < rids->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (rids, gint64, i));
  g_string_append_c (json, ']');
  sql = g_strdup_printf ("SELECT a.id FROM json_each (?) j JOIN \"%s\" a ON a.rid = j.value WHERE "
                         "a.deleted = 0 ORDER BY j.key",
                         chosen->entity->collection);
  stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, json->str);
  while (row)
    {
      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
    }
  g_ptr_array_add (ids, NULL);
  return g_ptr_array_steal (ids, NULL);
}

static void
ids_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree HandOn *hand_on = data;
  g_autoptr (AmbRecordList) self = hand_on->list;
  g_autofree char *action = hand_on->action;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->model == NULL)
    return;
  if (ids == NULL)
    amb_record_list_toast (self, error->message, FALSE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(s^as)", self->entity->name, ids);
}

static void
hand_on_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  HandOn *hand_on = g_new0 (HandOn, 1);
  Chosen *chosen = g_new0 (Chosen, 1);

  chosen->entity = self->entity;
  chosen->rows = amb_selection_dup_rows (self->selection);
  hand_on->list = g_object_ref (self);
  hand_on->action = g_variant_dup_string (target, NULL);
  amb_context_read_async (self->context, read_ids, chosen, chosen_free, (GDestroyNotify) g_strfreev,
                          NULL, ids_read_cb, hand_on);
}

static const GActionEntry entries[] = {
  { .name = "hand-on", .activate = hand_on_cb, .parameter_type = "s" },
};

void
amb_record_list_add_hand_on (AmbRecordList *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      GtkWidget *button;

      if (!amb_words_contain (verbs[i].lists, self->entity->name) ||
          !amb_context_may (self->context, amb_entity_find (verbs[i].entity), verbs[i].right))
        continue;
      button = gtk_button_new_with_label (_ (verbs[i].label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "records.hand-on");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", verbs[i].action);
      gtk_box_append (GTK_BOX (self->verb_box), button);
    }
}
