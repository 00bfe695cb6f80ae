#include "amb-attention-acts.h"

#include "amb-content-text.h"
#include "amb-error.h"
#include "amb-programme-private.h"

#include <string.h>

/* The code of what is refused because of another part of its action (docs/sync-protocol.md). */
#define ACTION_REFUSED "action-refused"

static void
act_free (gpointer data)
{
  AmbAttentionAct *self = data;

  g_ptr_array_unref (self->findings);
  g_free (self);
}

void
amb_attention_report_clear (AmbAttentionReport *self)
{
  g_clear_error (&self->why);
}

/* One that exists already is merged, alone and with all others. */
static gboolean
is_duplicate (const AmbFinding *finding)
{
  return !finding->is_conflict && finding->theirs != NULL;
}

static AmbJson *
parse_typed (const AmbFinding *finding)
{
  return finding->typed != NULL ? amb_json_parse (finding->typed, strlen (finding->typed), NULL)
                                : NULL;
}

/* Does it say nothing but what the program notes by itself? */
static gboolean
is_noted (const AmbFinding *finding)
{
  g_autoptr (AmbJson) json = parse_typed (finding);
  const AmbJsonNode *member =
      json != NULL ? amb_json_node_get_first (amb_json_get_root (json)) : NULL;
  guint n = 0;

  for (; member != NULL; member = amb_json_node_get_next (member), n++)
    {
      const AmbField *field =
          amb_entity_find_field (finding->entity, amb_json_node_get_key (member));

      if (field == NULL || !amb_content_is_noted (field))
        return FALSE;
    }
  return n > 0 && g_str_equal (finding->kind, "patch");
}

/* Is it the record of a decision that is the move of the same action? */
static gboolean
is_decision (const AmbAttentionAct *self, const AmbFinding *finding)
{
  g_autoptr (AmbJson) json = NULL;
  const char *item;

  if (!g_str_equal (finding->entity->name, "approval") || !g_str_equal (finding->kind, "create"))
    return FALSE;
  json = parse_typed (finding);
  item =
      json != NULL ? amb_json_node_get_member_string (amb_json_get_root (json), "item-id") : NULL;
  for (guint i = 0; item != NULL && i < self->findings->len; i++)
    {
      const AmbFinding *other = g_ptr_array_index (self->findings, i);

      if (g_str_equal (other->kind, "move") && g_strcmp0 (other->id, item) == 0)
        return TRUE;
    }
  return FALSE;
}

AmbAttentionRole
amb_attention_act_get_role (const AmbAttentionAct *self, const AmbFinding *finding)
{
  if (finding == self->main)
    return AMB_ATTENTION_MAIN;
  return is_noted (finding) || is_decision (self, finding) ? AMB_ATTENTION_WRITTEN
                                                           : AMB_ATTENTION_PART;
}

gboolean
amb_attention_act_has (const AmbAttentionAct *self, gint64 key)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (((const AmbFinding *) g_ptr_array_index (self->findings, i))->key == key)
      return TRUE;
  return FALSE;
}

/* The one because of which all were refused says why; it is what they are about, unless it is a
 * record of it. */
static void
choose_main (AmbAttentionAct *self)
{
  const AmbFinding *culprit = NULL, *first = NULL;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (self->findings, i);

      if (culprit == NULL && g_strcmp0 (finding->code, ACTION_REFUSED) != 0)
        culprit = finding;
      if (first == NULL && finding->entity->kind != AMB_KIND_APPEND && !is_noted (finding))
        first = finding;
    }
  self->main = culprit;
  if (first != NULL &&
      (culprit == NULL || culprit->entity->kind == AMB_KIND_APPEND || is_noted (culprit)))
    self->main = first;
  if (self->main == NULL)
    self->main = g_ptr_array_index (self->findings, 0);
  self->detail = culprit != NULL ? culprit->detail : self->main->detail;
}

/* Actions of which a part exists already: none of them is one. */
static GHashTable *
find_apart (GPtrArray *findings)
{
  GHashTable *apart = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (findings, i);

      if (finding->tx != NULL && is_duplicate (finding))
        g_hash_table_add (apart, finding->tx);
    }
  return apart;
}

GPtrArray *
amb_attention_acts_new (GPtrArray *findings)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func (act_free);
  g_autoptr (GHashTable) apart = find_apart (findings);
  g_autoptr (GHashTable) by_tx = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < findings->len; i++)
    {
      AmbFinding *finding = g_ptr_array_index (findings, i);
      const gboolean joins = !finding->is_conflict && finding->tx != NULL &&
                             !g_hash_table_contains (apart, finding->tx);
      AmbAttentionAct *act = joins ? g_hash_table_lookup (by_tx, finding->tx) : NULL;

      if (act == NULL)
        {
          act = g_new0 (AmbAttentionAct, 1);
          act->findings = g_ptr_array_new ();
          g_ptr_array_add (acts, act);
          if (joins)
            g_hash_table_insert (by_tx, finding->tx, act);
        }
      g_ptr_array_insert (act->findings, 0, finding);
    }
  for (guint i = 0; i < acts->len; i++)
    choose_main (g_ptr_array_index (acts, i));
  return acts;
}

gboolean
amb_attention_acts_count (AmbStore *store, gint64 *n, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (store, error);
  g_autoptr (GPtrArray) acts = findings != NULL ? amb_attention_acts_new (findings) : NULL;

  *n = acts != NULL ? acts->len : 0;
  return acts != NULL;
}

/* A move that another part of the action brought about is done. */
static gboolean
is_there (AmbStore *store, const AmbFinding *finding)
{
  const AmbField *state = amb_entity_get_state_field (finding->entity);
  g_autoptr (AmbJson) json = NULL;
  g_autoptr (AmbRecord) record = NULL;

  if (state == NULL || !g_str_equal (finding->kind, "move"))
    return FALSE;
  json = parse_typed (finding);
  record = amb_store_lookup (store, finding->entity, finding->id, NULL);
  return json != NULL && record != NULL && !amb_record_get_deleted (record) &&
         g_strcmp0 (amb_record_get_state (record),
                    amb_json_node_get_member_string (amb_json_get_root (json), state->name)) == 0;
}

static gboolean
settle_findings (AmbProgramme *self,
                 const AmbAttentionAct *act,
                 AmbAttentionSettle settle,
                 gpointer data,
                 GError **error)
{
  for (guint i = 0; i < act->findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (act->findings, i);
      AmbAttentionRole role = amb_attention_act_get_role (act, finding);

      if (act->findings->len > 1 && is_there (self->store, finding))
        role = AMB_ATTENTION_WRITTEN;
      if (!settle (self, finding, role, data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_act (AmbProgramme *self,
            const AmbAttentionAct *act,
            AmbAttentionSettle settle,
            gpointer data,
            GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  gboolean done;

  if (!amb_db_begin (db, error))
    return FALSE;
  self->types_again = TRUE;
  if (act->findings->len > 1)
    self->tx = amb_clock_dup_id (amb_store_get_clock (self->store));
  done = settle_findings (self, act, settle, data, error);
  g_clear_pointer (&self->tx, g_free);
  self->types_again = FALSE;
  if (done)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}

static gboolean
settle_all (AmbProgramme *self,
            GPtrArray *acts,
            AmbAttentionAccepts accepts,
            AmbAttentionSettle settle,
            gpointer data,
            AmbAttentionReport *report,
            GError **error)
{
  for (guint i = acts->len; i > 0; i--)
    {
      const AmbAttentionAct *act = g_ptr_array_index (acts, i - 1);
      g_autoptr (GError) problem = NULL;

      if (accepts != NULL && !accepts (act, data))
        continue;
      if (settle_act (self, act, settle, data, &problem))
        {
          report->n_settled++;
          continue;
        }
      if (!amb_error_is_refusal (problem))
        return g_propagate_error (error, g_steal_pointer (&problem)), FALSE;
      report->n_left++;
      if (report->why == NULL)
        report->why = g_steal_pointer (&problem);
    }
  return TRUE;
}

gboolean
amb_programme_settle_acts (AmbProgramme *self,
                           AmbAttentionAccepts accepts,
                           AmbAttentionSettle settle,
                           gpointer data,
                           const char *label,
                           AmbAttentionReport *report,
                           GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  gboolean done;

  *report = (AmbAttentionReport){ 0 };
  findings = amb_findings_list (self->store, error);
  if (findings == NULL || !amb_db_begin (db, error))
    return FALSE;
  acts = amb_attention_acts_new (findings);
  done = amb_programme_open_group (self, label, error);
  if (done)
    {
      done = settle_all (self, acts, accepts, settle, data, report, error);
      amb_programme_close_group (self);
    }
  if (done)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}
