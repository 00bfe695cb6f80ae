/* Merging a patch, field by field, against what others wrote since. */
#include "amb-server-private.h"

#include "amb-content-text.h"
#include "amb-error.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AmbServerTx *tx;
  AmbRecord *record;
  const AmbPushOperation *operation;
  AmbServerOutcome *outcome;
  GHashTable *changed; /* names of fields to be written */
} Merge;

/* A device has always seen its own writes. */
static gboolean
is_own (AmbServerTx *tx, gint64 ver, gboolean *own, GError **error)
{
  g_auto (AmbServerVersion) version = { 0 };

  *own = tx->version != 0 && ver == tx->version;
  if (*own)
    return TRUE;
  if (!amb_server_core_get_version (tx->core, ver, &version, error))
    return FALSE;
  *own = version.device != 0 && version.device == tx->device;
  return TRUE;
}

static void
append_value (GString *out, const char *name, const AmbField *field, const char *value)
{
  amb_json_append_key (out, name);
  amb_field_append_value (field, value, out);
}

/* Opens one more conflict; its members “mine” and “theirs”, where it has some, come next. */
static void
begin_conflict (AmbServerOutcome *outcome, const char *field, gint64 base, gint64 ver)
{
  GString *out = outcome->conflicts;

  g_string_append (out, out->len > 0 ? ",{" : "{");
  if (field != NULL)
    {
      amb_json_append_key (out, "field");
      amb_json_append_string (out, field);
    }
  amb_json_append_key (out, "base");
  g_string_append_printf (out, "%" G_GINT64_FORMAT ",\"ver\":%" G_GINT64_FORMAT, base, ver);
}

static gboolean
end_conflict (AmbServerTx *tx, AmbServerOutcome *outcome, gint64 ver, GError **error)
{
  GString *out = outcome->conflicts;
  g_auto (AmbServerVersion) version = { 0 };
  g_autofree char *at = NULL;

  if (!amb_server_core_get_version (tx->core, ver, &version, error))
    return FALSE;
  if (version.by != NULL)
    {
      amb_json_append_key (out, "by");
      amb_json_append_string (out, version.by);
    }
  if (version.at != 0)
    {
      at = amb_instant_format (version.at);
      amb_json_append_key (out, "at");
      amb_json_append_string (out, at);
    }
  g_string_append_c (out, '}');
  outcome->status = AMB_PUSH_CONFLICT;
  return TRUE;
}

gboolean
amb_server_append_conflict (AmbServerTx *tx,
                            AmbServerOutcome *outcome,
                            const AmbField *field,
                            gint64 base,
                            gint64 ver,
                            const char *mine,
                            const char *theirs,
                            GError **error)
{
  begin_conflict (outcome, field != NULL ? field->name : NULL, base, ver);
  if (field != NULL)
    {
      append_value (outcome->conflicts, "mine", field, mine);
      append_value (outcome->conflicts, "theirs", field, theirs);
    }
  return end_conflict (tx, outcome, ver, error);
}

static void
note_merged (AmbServerOutcome *outcome)
{
  if (outcome->status == AMB_PUSH_APPLIED)
    outcome->status = AMB_PUSH_MERGED;
}

static void
change (Merge *self, const AmbField *field, const char *value)
{
  amb_record_set (self->record, field->name, value);
  g_hash_table_add (self->changed, (gpointer) field->name);
}

/* The version that the author saw: of a singleton's create, the one with which it began here. */
static gint64
get_base (Merge *self, const char *field)
{
  if (self->operation->kind == AMB_PUSH_CREATE)
    return 1;
  return amb_json_node_get_member_int (self->operation->bv, field, 0);
}

static gboolean
merge_field (Merge *self, const AmbField *field, const char *mine, GError **error)
{
  const char *theirs = amb_record_get (self->record, field->name);
  gint64 ver = amb_record_get_field_version (self->record, field->name);
  gint64 base = get_base (self, field->name);
  gboolean own = FALSE;

  if (amb_field_same (mine, theirs))
    return TRUE;
  if (self->tx->place > 0 && ver > self->tx->place && amb_server_tx_is_past (self->tx, ver))
    {
      note_merged (self->outcome); /* it was followed by this one before the server was restored */
      return TRUE;
    }
  if (!self->tx->force && ver > base && !is_own (self->tx, ver, &own, error))
    return FALSE;
  if (self->tx->force || ver <= base || own)
    {
      change (self, field, mine);
      return TRUE;
    }
  if (field->merge == AMB_MERGE_LATEST && g_strcmp0 (mine, theirs) < 0)
    {
      note_merged (self->outcome);
      return TRUE;
    }
  if (field->merge == AMB_MERGE_REGISTER || field->merge == AMB_MERGE_LATEST)
    {
      note_merged (self->outcome);
      change (self, field, mine);
      return TRUE;
    }
  return amb_server_append_conflict (self->tx, self->outcome, field, base, ver, mine, theirs,
                                     error);
}

static gboolean
refuse_state (Merge *self, const char *mine, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (amb_field_same (mine, amb_record_get_state (self->record)))
    return TRUE;
  amb_lifecycle_set_refusal (self->record, &local);
  amb_problem_set_error (error, AMB_PROBLEM_STATE_BY_MOVE, "%s", local->message);
  return FALSE;
}

static gboolean
refuse_fixed (Merge *self, const AmbField *field, const char *mine, GError **error)
{
  if (amb_field_same (mine, amb_record_get (self->record, field->name)))
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                         _ ("%s: this is set when the record is made and doesn’t change."),
                         _ (field->label));
  return FALSE;
}

static gboolean
refuse_noted (Merge *self, const AmbField *field, const char *mine, GError **error)
{
  if (amb_field_same (mine, amb_record_get (self->record, field->name)))
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                         _ ("%s: this is noted by the program and can’t be written."),
                         _ (field->label));
  return FALSE;
}

static gboolean
is_unknown (Merge *self, const AmbJsonNode *member)
{
  return amb_entity_find_field (amb_record_get_entity (self->record),
                                amb_json_node_get_key (member)) == NULL;
}

static gboolean
sets_unknown (Merge *self)
{
  for (const AmbJsonNode *member = amb_json_node_get_first (self->operation->set); member != NULL;
       member = amb_json_node_get_next (member))
    if (is_unknown (self, member))
      return TRUE;
  return FALSE;
}

static AmbJson *
parse_own (const char *text)
{
  return text != NULL ? amb_json_parse (text, strlen (text), NULL) : NULL;
}

static void
append_member (GString *out, const AmbJsonNode *member)
{
  amb_json_append_key (out, amb_json_node_get_key (member));
  amb_json_node_append (member, out);
}

/* Names that were removed count too: their versions stay. */
static gboolean
check_n_unknown (Merge *self, const AmbJsonNode *old, GError **error)
{
  g_autoptr (AmbJson) fv = parse_own (amb_record_get_fv (self->record));
  const AmbJsonNode *const objects[] = { old, fv != NULL ? amb_json_get_root (fv) : NULL,
                                         self->operation->set, self->operation->add,
                                         self->operation->del };
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    for (const AmbJsonNode *member = amb_json_node_get_first (objects[i]); member != NULL;
         member = amb_json_node_get_next (member))
      if (is_unknown (self, member) && !g_str_equal (amb_json_node_get_key (member), "*"))
        g_hash_table_add (names, (gpointer) amb_json_node_get_key (member));
  if (g_hash_table_size (names) <= AMB_MAX_UNKNOWN_MEMBERS)
    return TRUE;
  amb_push_set_too_many_unknown (error, amb_record_get_entity (self->record));
  return FALSE;
}

static void
append_node (GString *out, const char *name, const AmbJsonNode *node)
{
  amb_json_append_key (out, name);
  if (node != NULL)
    amb_json_node_append (node, out);
  else
    g_string_append (out, "null");
}

static gboolean
append_unknown_conflict (Merge *self,
                         const char *name,
                         gint64 base,
                         gint64 ver,
                         const AmbJsonNode *mine,
                         const AmbJsonNode *theirs,
                         GError **error)
{
  begin_conflict (self->outcome, name, base, ver);
  append_node (self->outcome->conflicts, "mine", mine);
  append_node (self->outcome->conflicts, "theirs", theirs);
  return end_conflict (self->tx, self->outcome, ver, error);
}

static gboolean
is_same_node (const AmbJsonNode *a, const AmbJsonNode *b)
{
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  gboolean is_unset_a = a == NULL || amb_json_node_get_type (a) == AMB_JSON_NULL;
  gboolean is_unset_b = b == NULL || amb_json_node_get_type (b) == AMB_JSON_NULL;

  if (is_unset_a || is_unset_b)
    return is_unset_a && is_unset_b;
  amb_json_node_append (a, one);
  amb_json_node_append (b, other);
  return g_string_equal (one, other);
}

/* Is what the author of @member didn't see theirs? Nobody here knows the field's policy: it asks.
 */
static gboolean
is_unknown_in_conflict (Merge *self,
                        const AmbJsonNode *member,
                        const AmbJsonNode *theirs,
                        gboolean *conflict,
                        GError **error)
{
  const char *name = amb_json_node_get_key (member);
  gint64 ver = amb_record_get_field_version (self->record, name);
  gint64 base = get_base (self, name);
  gboolean own = FALSE;

  *conflict = FALSE;
  if (ver <= base)
    return TRUE;
  if (!is_own (self->tx, ver, &own, error))
    return FALSE;
  *conflict = !own;
  return own || append_unknown_conflict (self, name, base, ver, member, theirs, error);
}

/* The names that the patch sets of what this program does not know: those of @set that are neither
 * as they are nor in conflict. */
static GHashTable *
pick_unknown (Merge *self, const AmbJsonNode *old, GError **error)
{
  g_autoptr (GHashTable) picked = g_hash_table_new (g_str_hash, g_str_equal);

  for (const AmbJsonNode *member = amb_json_node_get_first (self->operation->set); member != NULL;
       member = amb_json_node_get_next (member))
    {
      const char *name = amb_json_node_get_key (member);
      const AmbJsonNode *theirs = amb_json_node_get_member (old, name);
      gboolean conflict;

      if (!is_unknown (self, member) || is_same_node (member, theirs))
        continue;
      if (!is_unknown_in_conflict (self, member, theirs, &conflict, error))
        return NULL;
      if (!conflict)
        g_hash_table_add (picked, (gpointer) name);
    }
  return g_steal_pointer (&picked);
}

/* A set that this program does not know: additions and removals merge as in any other. */
static gboolean
append_unknown_set (
    Merge *self, const AmbJsonNode *old, const char *name, GString *out, GError **error)
{
  static const AmbField any_set = { "set", "Set", AMB_FIELD_SET };
  const AmbJsonNode *del = amb_json_node_get_member (self->operation->del, name);
  const AmbJsonNode *add = amb_json_node_get_member (self->operation->add, name);
  const AmbJsonNode *was = amb_json_node_get_member (old, name);
  g_autofree char *removed = NULL;
  g_autofree char *added = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *merged = NULL;

  if ((del != NULL && !amb_field_read_value (&any_set, del, &removed, error)) ||
      (add != NULL && !amb_field_read_value (&any_set, add, &added, error)))
    return FALSE;
  if (was != NULL) /* what is no set counts as none: nobody checked it */
    amb_field_read_value (&any_set, was, &theirs, NULL);
  merged = amb_set_merge (removed, added, theirs);
  if (merged != NULL)
    {
      amb_json_append_key (out, name);
      g_string_append (out, merged);
    }
  if (!amb_field_same (merged, theirs))
    g_hash_table_add (self->changed, (gpointer) name);
  return TRUE;
}

/* The names of sets that this program does not know. */
static GHashTable *
list_unknown_sets (Merge *self)
{
  const AmbJsonNode *const groups[] = { self->operation->add, self->operation->del };
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const AmbJsonNode *member = amb_json_node_get_first (groups[i]); member != NULL;
         member = amb_json_node_get_next (member))
      if (is_unknown (self, member))
        g_hash_table_add (names, (gpointer) amb_json_node_get_key (member));
  return names;
}

static gboolean
write_unknown (
    Merge *self, const AmbJsonNode *old, GHashTable *picked, GHashTable *sets, GError **error)
{
  g_autoptr (GString) out = g_string_new ("{");
  GHashTableIter iter;
  gpointer name;

  for (const AmbJsonNode *member = amb_json_node_get_first (old); member != NULL;
       member = amb_json_node_get_next (member))
    if (!g_hash_table_contains (picked, amb_json_node_get_key (member)) &&
        !g_hash_table_contains (sets, amb_json_node_get_key (member)))
      append_member (out, member);
  for (const AmbJsonNode *member = amb_json_node_get_first (self->operation->set); member != NULL;
       member = amb_json_node_get_next (member))
    {
      if (!g_hash_table_contains (picked, amb_json_node_get_key (member)))
        continue;
      if (amb_json_node_get_type (member) != AMB_JSON_NULL)
        append_member (out, member);
      g_hash_table_add (self->changed, (gpointer) amb_json_node_get_key (member));
    }
  g_hash_table_iter_init (&iter, sets);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!append_unknown_set (self, old, name, out, error))
      return FALSE;
  g_string_append_c (out, '}');
  amb_record_set_extra (self->record, out->len > 2 ? out->str : NULL);
  return TRUE;
}

/* Members that this program does not know are kept verbatim for those that do. */
static gboolean
merge_unknown (Merge *self, GError **error)
{
  g_autoptr (AmbJson) extra = NULL;
  g_autoptr (GHashTable) sets = list_unknown_sets (self);
  g_autoptr (GHashTable) picked = NULL;
  const AmbJsonNode *old;

  if (!sets_unknown (self) && g_hash_table_size (sets) == 0)
    return TRUE;
  extra = parse_own (amb_record_get_extra (self->record));
  old = extra != NULL ? amb_json_get_root (extra) : NULL;
  if (!check_n_unknown (self, old, error))
    return FALSE;
  picked = pick_unknown (self, old, error);
  return picked != NULL && (g_hash_table_size (picked) + g_hash_table_size (sets) == 0 ||
                            write_unknown (self, old, picked, sets, error));
}

/* What was recorded once and for all follows a merge alone. */
static gboolean
merge_bound (Merge *self, const AmbField *field, const char *mine, GError **error)
{
  gboolean may = FALSE;

  if (!amb_server_may_lead (self->tx, self->record, field, mine, &may, error))
    return FALSE;
  if (!may)
    return refuse_fixed (self, field, mine, error);
  return (amb_field_same (mine, amb_record_get (self->record, field->name)) ||
          amb_server_note_led (self->tx, self->record, field, error)) &&
         merge_field (self, field, mine, error);
}

static gboolean
merge_set_member (Merge *self, const AmbJsonNode *member, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (self->record);
  const AmbField *field = amb_entity_find_field (entity, amb_json_node_get_key (member));
  g_autofree char *mine = NULL;

  if (field == NULL) /* merge_unknown() */
    return TRUE;
  if (!amb_field_read_value (field, member, &mine, error))
    return FALSE;
  if (field->flags & AMB_FIELD_STATE)
    return refuse_state (self, mine, error);
  if (amb_content_is_noted (field) && !self->tx->force) /* the server does that itself */
    return TRUE;
  if (amb_content_is_noted (field))
    return refuse_noted (self, field, mine, error);
  if (amb_server_is_bound (self->tx, entity, field))
    return merge_bound (self, field, mine, error);
  if (field->flags & AMB_FIELD_FIXED)
    return refuse_fixed (self, field, mine, error);
  return merge_field (self, field, mine, error);
}

/* Additions and removals of a set always merge. */
static gboolean
merge_set (Merge *self, const AmbField *field, GError **error)
{
  const char *theirs = amb_record_get (self->record, field->name);
  const AmbJsonNode *add = amb_json_node_get_member (self->operation->add, field->name);
  const AmbJsonNode *del = amb_json_node_get_member (self->operation->del, field->name);
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *merged = NULL;
  gboolean own;

  if (field->type != AMB_FIELD_SET)
    {
      amb_problem_set_error (error, AMB_PROBLEM_INVALID,
                             _ ("%s: only a set takes “add” and “del”."), _ (field->label));
      return FALSE;
    }
  if ((add != NULL && !amb_field_read_value (field, add, &added, error)) ||
      (del != NULL && !amb_field_read_value (field, del, &removed, error)))
    return FALSE;
  merged = amb_set_merge (removed, added, theirs);
  if (amb_field_same (merged, theirs))
    return TRUE;
  if (!is_own (self->tx, amb_record_get_field_version (self->record, field->name), &own, error))
    return FALSE;
  if (!own &&
      amb_record_get_field_version (self->record, field->name) > get_base (self, field->name) &&
      self->operation->bv != NULL)
    note_merged (self->outcome);
  change (self, field, merged);
  return TRUE;
}

static gboolean
merge_sets (Merge *self, const AmbJsonNode *object, const AmbJsonNode *done, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (self->record);

  for (const AmbJsonNode *member = amb_json_node_get_first (object); member != NULL;
       member = amb_json_node_get_next (member))
    {
      const AmbField *field = amb_entity_find_field (entity, amb_json_node_get_key (member));

      if (amb_json_node_get_member (done, amb_json_node_get_key (member)) != NULL)
        continue;
      if (field != NULL && !merge_set (self, field, error)) /* else: merge_unknown() */
        return FALSE;
    }
  return TRUE;
}

/* A set is changed without having been seen; its version is this device's from now on. What another
 * wrote before it stays known, to whoever deletes the record. */
static gboolean
note_hidden (Merge *self, const char *name, GError **error)
{
  gint64 known = amb_record_get_field_version (self->record, name);
  g_autofree char *key = NULL;
  gboolean own;

  /* Nobody edits a record without having seen it as it was made. */
  if (known == amb_record_get_field_version (self->record, "*"))
    return TRUE;
  if (!is_own (self->tx, known, &own, error))
    return FALSE;
  key = g_strconcat (name, AMB_SERVER_HIDDEN, NULL);
  if (!own)
    amb_record_set_field_version (self->record, key, known);
  return TRUE;
}

static gboolean
write_changes (Merge *self, GError **error)
{
  g_autofree const char **names = NULL;

  if (g_hash_table_size (self->changed) == 0)
    return TRUE;
  if (!amb_server_check_record (self->tx, self->record, self->changed, error))
    return FALSE;
  names = (const char **) g_hash_table_get_keys_as_array (self->changed, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    if ((amb_json_node_get_member (self->operation->add, names[i]) != NULL ||
         amb_json_node_get_member (self->operation->del, names[i]) != NULL) &&
        !note_hidden (self, names[i], error))
      return FALSE;
  amb_server_tx_mark (self->tx, self->record, names);
  return amb_server_tx_write (self->tx, self->record, error);
}

gboolean
amb_server_apply_patch (AmbServerTx *tx,
                        AmbRecord *record,
                        const AmbPushOperation *operation,
                        AmbServerOutcome *outcome,
                        GError **error)
{
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  Merge merge = { tx, record, operation, outcome, changed };

  for (const AmbJsonNode *member = amb_json_node_get_first (operation->set); member != NULL;
       member = amb_json_node_get_next (member))
    if (!merge_set_member (&merge, member, error))
      return FALSE;
  if (!merge_unknown (&merge, error) || !merge_sets (&merge, operation->add, NULL, error) ||
      !merge_sets (&merge, operation->del, operation->add, error) || !write_changes (&merge, error))
    return FALSE;
  outcome->ver = amb_record_get_ver (record);
  return TRUE;
}
