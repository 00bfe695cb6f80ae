#include "amb-reorganise.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

static const AmbEntity *
get_nodes (void)
{
  return amb_entity_find ("node");
}

static void
change_free (gpointer data)
{
  AmbReorganiseChange *change = data;

  g_free (change->id);
  g_free (change->name);
  g_free (change);
}

void
amb_reorganise_preview_free (AmbReorganisePreview *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->target);
  g_ptr_array_unref (self->offices);
  g_ptr_array_unref (self->loses);
  g_ptr_array_unref (self->gains);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/* What becomes of a record that refers to a node that is merged: told by the tables. */
typedef enum
{
  FATE_NONE,   /* computed from others */
  FATE_MOVES,  /* belongs to the other node from then on */
  FATE_GOES,   /* says something of this node alone: with it, when it goes */
  FATE_RIGHTS, /* whoever leads this node leads no other by that */
  FATE_TARGET, /* what was wanted of an empty node would be a hole */
  FATE_FACT,   /* happened, and isn't rewritten */
} Fate;

static Fate
get_fate (const AmbEntity *entity, const AmbField *field)
{
  if (entity->kind == AMB_KIND_DERIVED || entity->kind == AMB_KIND_PROJECTION)
    return FATE_NONE;
  if (g_str_equal (entity->name, "grant"))
    return FATE_RIGHTS;
  if (g_str_equal (entity->name, "role-target"))
    return FATE_TARGET;
  if (field->on_delete == AMB_CASCADE)
    return FATE_GOES;
  if (entity->kind == AMB_KIND_APPEND || (field->flags & AMB_FIELD_FIXED) != 0)
    return FATE_FACT;
  return FATE_MOVES;
}

typedef gboolean (*ForReference) (
    const AmbEntity *entity, const AmbField *field, Fate fate, gpointer data, GError **error);

static gboolean
for_each_reference (ForReference each, gpointer data, GError **error)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
    for (const AmbField *field = (*entity)->fields; field->name != NULL; field++)
      {
        Fate fate = field->type == AMB_FIELD_REF && g_strcmp0 (field->ref, "node") == 0
                        ? get_fate (*entity, field)
                        : FATE_NONE;

        if (fate != FATE_NONE && !each (*entity, field, fate, data, error))
          return FALSE;
      }
  return TRUE;
}

/* The preview. */

static gboolean
append_count (
    const AmbEntity *entity, const AmbField *field, Fate fate, gpointer data, GError **error)
{
  g_autofree char *column = amb_field_dup_column (field);

  /* People are counted by themselves, each once; so are nodes. */
  if (g_str_equal (entity->name, "ambassador") || entity == get_nodes ())
    return TRUE;
  g_string_append_printf (
      data, "%sSELECT %d, count (*) FROM \"%s\" WHERE deleted = 0 AND \"%s\" = ?1",
      ((GString *) data)->len > 0 ? " UNION ALL " : "", fate, entity->collection, column);
  return TRUE;
}

/* One statement, however many kinds of records refer to nodes. */
static gboolean
count_references (AmbStore *store, AmbReorganisePreview *self, const char *node, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (AmbStmt) stmt = NULL;
  gint64 n[FATE_FACT + 1] = { 0 };
  gboolean row = TRUE;

  for_each_reference (append_count, sql, NULL);
  stmt = amb_db_prepare (amb_store_get_db (store), sql->str, error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, node);
  while (amb_stmt_step (stmt, &row, error) && row)
    n[amb_stmt_get_int (stmt, 0)] += amb_stmt_get_int (stmt, 1);
  self->n_records = n[FATE_MOVES];
  self->n_targets = n[FATE_TARGET];
  self->n_facts = n[FATE_FACT];
  self->stays = self->n_facts > 0;
  self->n_rights = self->stays ? 0 : n[FATE_RIGHTS];
  return !row;
}

static const AmbCoverageNode *
find_node (const AmbCoverage *coverage, const char *id)
{
  int place = amb_coverage_find_node (coverage, id);

  return place >= 0 ? g_ptr_array_index (coverage->nodes, (guint) place) : NULL;
}

/* @node and those above it. */
static GPtrArray *
list_chain (const AmbCoverage *coverage, const AmbCoverageNode *node)
{
  GPtrArray *chain = g_ptr_array_new ();

  for (guint steps = 0; node != NULL && steps <= coverage->nodes->len; steps++)
    {
      g_ptr_array_add (chain, (gpointer) node);
      node = node->parent >= 0 ? g_ptr_array_index (coverage->nodes, (guint) node->parent) : NULL;
    }
  return chain;
}

static gboolean
has_node (GPtrArray *chain, const char *id)
{
  for (guint i = 0; i < chain->len; i++)
    if (g_str_equal (((AmbCoverageNode *) chain->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* Whoever leads a node leads what is below: nodes of @there that are not in @here. */
static void
list_leads (GPtrArray *names, GPtrArray *there, GPtrArray *here)
{
  for (guint i = 0; i < there->len; i++)
    {
      const AmbCoverageNode *node = g_ptr_array_index (there, i);

      if (!has_node (here, node->id))
        g_ptr_array_add (names, g_strdup (node->name));
    }
}

static void
list_scopes (AmbReorganisePreview *self,
             const AmbCoverage *before,
             const AmbCoverage *after,
             const char *node,
             const char *now)
{
  g_autoptr (GPtrArray) was = list_chain (before, find_node (before, node));
  g_autoptr (GPtrArray) is = list_chain (after, find_node (after, now));

  list_leads (self->loses, was, is);
  list_leads (self->gains, is, was);
}

static void
list_changes (GPtrArray *changes, const AmbCoverage *before, const AmbCoverage *after)
{
  for (guint i = 0; i < before->nodes->len; i++)
    {
      const AmbCoverageNode *was = g_ptr_array_index (before->nodes, i);
      const AmbCoverageNode *is = find_node (after, was->id);
      AmbReorganiseChange *change;

      if (is == NULL ||
          (was->n_held == is->n_held && was->n_missing == is->n_missing && was->flags == is->flags))
        continue;
      change = g_new0 (AmbReorganiseChange, 1);
      *change = (AmbReorganiseChange){
        g_strdup (was->id), g_strdup (was->name), was->n_held, is->n_held,
        was->n_missing,     is->n_missing,        was->flags,  is->flags,
      };
      g_ptr_array_add (changes, change);
    }
}

#define BELOW                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT n.id FROM nodes n JOIN below ON "          \
  "n.parent_id = below.id WHERE n.deleted = 0) "
#define PEOPLE_IN(nodes)                                                                           \
  "SELECT count (*) FROM (SELECT rid FROM ambassadors WHERE deleted = 0 AND node_id IN " nodes     \
  " UNION SELECT rid FROM ambassadors WHERE deleted = 0 AND department_id IN " nodes ")"

static gboolean
count_moved (AmbStore *store, AmbReorganisePreview *self, const char *node, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  return amb_db_query_int (db, &self->n_nodes, 0, error, BELOW "SELECT count (*) FROM below", "t",
                           node) &&
         amb_db_query_int (db, &self->n_people, 0, error, BELOW PEOPLE_IN ("below"), "t", node);
}

static gboolean
count_merged (AmbStore *store, AmbReorganisePreview *self, const char *node, GError **error)
{
  AmbDb *db = amb_store_get_db (store);

  return count_references (store, self, node, error) &&
         amb_db_query_int (db, &self->n_nodes, 0, error, BELOW "SELECT count (*) - 1 FROM below",
                           "t", node) &&
         amb_db_query_int (db, &self->n_people, 0, error, PEOPLE_IN ("(?1)"), "t", node);
}

static void
list_offices (AmbStore *store, AmbReorganisePreview *self, AmbRecord *node)
{
  static const char *const fields[] = { "head-id", "backup-id" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *person = amb_record_get (node, fields[i]);
      char *name = person != NULL
                       ? amb_store_dup_title (store, amb_entity_find ("ambassador"), person)
                       : NULL;

      if (name != NULL)
        g_ptr_array_add (self->offices, name);
    }
}

/* The node that gets everything; NULL with @error where there is none. */
static const char *
find_target (AmbReorganiseVerb verb, AmbRecord *node, const char *target, GError **error)
{
  const char *above = amb_record_get (node, "parent-id");

  if (verb == AMB_REORGANISE_MERGE)
    return target;
  if (above == NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("Nothing stands above %s, so nobody would get what it has. Merge it into "
                    "another node."),
                 amb_record_get_title (node));
  return above;
}

static AmbReorganisePreview *
new_preview (AmbStore *store, AmbRecord *node, const char *target)
{
  AmbReorganisePreview *self = g_new0 (AmbReorganisePreview, 1);

  self->name = g_strdup (amb_record_get_title (node));
  self->target = target != NULL ? amb_store_dup_title (store, get_nodes (), target) : NULL;
  self->offices = g_ptr_array_new_with_free_func (g_free);
  self->loses = g_ptr_array_new_with_free_func (g_free);
  self->gains = g_ptr_array_new_with_free_func (g_free);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  return self;
}

/* Of those who refer to @node by a field that asks for its kind: is the other node such a one, too?
 */
typedef struct
{
  AmbStore *store;
  const char *node, *target;
} Taking;

static gboolean
check_kind (
    const AmbEntity *entity, const AmbField *field, Fate fate, gpointer data, GError **error)
{
  const Taking *self = data;
  g_autoptr (AmbRecord) after = NULL;
  g_autofree char *column = NULL, *sql = NULL;
  gint64 n = 0;

  if (field->ref_is == NULL || fate != FATE_MOVES)
    return TRUE;
  column = amb_field_dup_column (field);
  sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE deleted = 0 AND \"%s\" = ?)",
                         entity->collection, column);
  if (!amb_db_query_int (amb_store_get_db (self->store), &n, 0, error, sql, "t", self->node))
    return FALSE;
  if (n == 0)
    return TRUE;
  after = amb_record_new (entity, NULL);
  amb_record_set (after, field->name, self->target);
  return amb_check_references_are (self->store, after, NULL, error);
}

/* What the order would be refused for, whatever is counted. */
static gboolean
check_verb (
    AmbStore *store, AmbReorganiseVerb verb, AmbRecord *node, const char *target, GError **error)
{
  AmbAccess access = amb_programme_read_access (store);
  Taking taking = { store, amb_record_get_id (node), target };

  return amb_check_right (access, get_nodes (), AMB_RIGHT_UPDATE, error) &&
         (verb == AMB_REORGANISE_MOVE ||
          amb_check_right (access, get_nodes (), AMB_RIGHT_DELETE, error)) &&
         amb_check_place (store, access, node, error) &&
         (verb == AMB_REORGANISE_MOVE || for_each_reference (check_kind, &taking, error));
}

AmbReorganisePreview *
amb_reorganise_preview (
    AmbStore *store, AmbReorganiseVerb verb, const char *node, const char *target, GError **error)
{
  gboolean moves = verb == AMB_REORGANISE_MOVE;
  g_autoptr (AmbRecord) record = amb_store_get (store, get_nodes (), node, error);
  g_autoptr (AmbReorganisePreview) self = NULL;
  g_autoptr (AmbCoverage) after = NULL, before = NULL;

  if (record != NULL && !moves)
    target = find_target (verb, record, target, error);
  if (record == NULL || (!moves && target == NULL) ||
      !check_verb (store, verb, record, target, error))
    return NULL;
  self = new_preview (store, record, target);
  if (!(moves ? count_moved (store, self, node, error) : count_merged (store, self, node, error)))
    return NULL;
  after = moves ? amb_coverage_load_moved (store, node, target, error)
                : amb_coverage_load_merged (store, node, target, self->stays, error);
  before = after != NULL ? amb_coverage_load (store, NULL, NULL, NULL, error) : NULL;
  if (before == NULL)
    return NULL;
  if (!moves)
    list_offices (store, self, record);
  list_scopes (self, before, after, node, moves ? node : target);
  list_changes (self->changes, before, after);
  return g_steal_pointer (&self);
}

/* Doing it. */

typedef struct
{
  AmbProgramme *programme;
  const char *node, *target;
  gboolean stays;
} Merging;

/* (transfer full): ids of living records of @entity whose @field is the node */
static GPtrArray *
list_ids (const Merging *self, const AmbEntity *entity, const AmbField *field, GError **error)
{
  g_autofree char *column = amb_field_dup_column (field);
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE deleted = 0 AND \"%s\" = ? ORDER BY rid",
                       entity->collection, column);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (self->programme->store), sql, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, self->node);
  while (amb_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (ids, g_strdup (amb_stmt_get_text (stmt, 0)));
  return row ? NULL : g_steal_pointer (&ids);
}

static gboolean
merge_one (const AmbEntity *entity, const AmbField *field, Fate fate, gpointer data, GError **error)
{
  const Merging *self = data;
  gboolean goes = fate == FATE_TARGET || (fate == FATE_RIGHTS && !self->stays);
  g_autoptr (GPtrArray) ids =
      goes || fate == FATE_MOVES ? list_ids (self, entity, field, error) : g_ptr_array_new ();

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (goes ? !amb_programme_remove (self->programme, entity, ids->pdata[i], error)
             : !amb_programme_set_field (self->programme, entity, ids->pdata[i], field->name,
                                         self->target, error))
      return FALSE;
  return ids != NULL;
}

/* An empty part of the other node, led by nobody of its own. */
static gboolean
keep_empty (const Merging *self, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) "parent-id", (gpointer) self->target);
  g_hash_table_insert (values, (gpointer) "head-id", NULL);
  g_hash_table_insert (values, (gpointer) "backup-id", NULL);
  return amb_programme_set (self->programme, get_nodes (), self->node, values, error);
}

static gboolean
run_merge (const Merging *self, GError **error)
{
  if (!for_each_reference (merge_one, (gpointer) self, error))
    return FALSE;
  return self->stays ? keep_empty (self, error)
                     : amb_programme_remove (self->programme, get_nodes (), self->node, error);
}

static char *
dup_label (AmbReorganiseVerb verb, const AmbReorganisePreview *preview)
{
  if (verb == AMB_REORGANISE_CLOSE)
    /* Translators: what “Undo” takes back; a node follows */
    return g_strdup_printf (_ ("Close %s"), preview->name);
  if (verb == AMB_REORGANISE_MERGE)
    /* Translators: what “Undo” takes back; two nodes */
    return g_strdup_printf (_ ("Merge %s into %s"), preview->name, preview->target);
  /* Translators: what “Undo” takes back; a node follows */
  return g_strdup_printf (_ ("Move %s in the network"), preview->name);
}

gboolean
amb_programme_reorganise (AmbProgramme *self,
                          AmbReorganiseVerb verb,
                          const char *node,
                          const char *target,
                          GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (AmbReorganisePreview) preview =
      amb_reorganise_preview (self->store, verb, node, target, error);
  g_autoptr (AmbRecord) record =
      preview != NULL ? amb_store_get (self->store, get_nodes (), node, error) : NULL;
  g_autofree char *label = NULL;
  Merging merging = { self, node, target, FALSE };
  gboolean ok;

  if (record == NULL)
    return FALSE;
  if (verb != AMB_REORGANISE_MOVE)
    merging.target = find_target (verb, record, target, error);
  merging.stays = preview->stays;
  label = dup_label (verb, preview);
  if (!amb_db_begin (db, error))
    return FALSE;
  ok = amb_programme_open_group (self, label, error) &&
       (verb == AMB_REORGANISE_MOVE
            ? amb_programme_set_field (self, get_nodes (), node, "parent-id", target, error)
            : run_merge (&merging, error));
  amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}
