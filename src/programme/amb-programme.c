#include "amb-programme.h"

#include "amb-error.h"
#include "amb-answering.h"
#include "amb-content-text.h"
#include "amb-content.h"
#include "amb-programme-private.h"
#include "amb-set.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (AmbProgramme, amb_programme, G_TYPE_OBJECT)

static void
amb_programme_finalize (GObject *object)
{
  AmbProgramme *self = AMB_PROGRAMME (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->actor_name, g_free);
  g_clear_pointer (&self->actor_person, g_free);
  g_clear_pointer (&self->tx, g_free);
  G_OBJECT_CLASS (amb_programme_parent_class)->finalize (object);
}

static void
amb_programme_class_init (AmbProgrammeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_programme_finalize;
}

static void
amb_programme_init (AmbProgramme *self)
{
  self->access = AMB_ACCESS_MANAGER;
}

AmbProgramme *
amb_programme_new (AmbStore *store)
{
  AmbProgramme *self = g_object_new (AMB_TYPE_PROGRAMME, NULL);

  self->store = g_object_ref (store);
  amb_programme_load_actor (self);
  return self;
}

AmbStore *
amb_programme_get_store (AmbProgramme *self)
{
  return self->store;
}

void
amb_programme_set_actor (AmbProgramme *self, const char *name, const char *person, AmbAccess access)
{
  char *new_name = g_strdup (name);
  char *new_person = g_strdup (person);

  g_free (self->actor_name);
  g_free (self->actor_person);
  self->actor_name = new_name;
  self->actor_person = new_person;
  g_atomic_int_set (&self->access, access);
}

AmbAccess
amb_programme_read_access (AmbStore *store)
{
  g_autofree char *access = amb_store_dup_meta (store, "actor-access");

  return access != NULL ? amb_access_from_text (access) : AMB_ACCESS_MANAGER;
}

char *
amb_programme_dup_actor_name (AmbStore *store)
{
  char *name = amb_store_dup_meta (store, "actor-name");

  return name != NULL ? name : g_strdup (g_get_real_name ());
}

void
amb_programme_load_actor (AmbProgramme *self)
{
  g_autofree char *name = amb_programme_dup_actor_name (self->store);
  g_autofree char *person = amb_store_dup_meta (self->store, "actor-person");

  amb_programme_set_actor (self, name, person, amb_programme_read_access (self->store));
}

const char *
amb_programme_get_actor_name (AmbProgramme *self)
{
  return self->actor_name;
}

AmbAccess
amb_programme_get_access (AmbProgramme *self)
{
  return (AmbAccess) g_atomic_int_get (&self->access);
}

gboolean
amb_programme_open_group (AmbProgramme *self, const char *label, GError **error)
{
  return amb_journal_spend_redo (self->store, error) &&
         amb_journal_open_group (self->store, label, &self->group, error);
}

void
amb_programme_close_group (AmbProgramme *self)
{
  gint64 used = 0;

  /* A group in which nothing happened must not be what Ctrl+Z offers. */
  amb_db_query_int (amb_store_get_db (self->store), &used, 1, NULL,
                    "SELECT EXISTS (SELECT 1 FROM journal WHERE grp = ?)", "i", self->group);
  if (!used && !amb_settled_is_used (self->store, self->group))
    amb_journal_set_group_state (self->store, self->group, AMB_GROUP_SPENT, NULL);
  self->group = 0;
}

gint64
amb_programme_get_group (AmbProgramme *self)
{
  return self->group;
}

gboolean
amb_programme_resume_group (AmbProgramme *self, gint64 group, GError **error)
{
  if (!amb_journal_spend_redo (self->store, error) ||
      !amb_journal_set_group_state (self->store, group, AMB_GROUP_DONE, error))
    return FALSE;
  self->group = group;
  return TRUE;
}

gboolean
amb_programme_check_right (AmbProgramme *self,
                           const AmbEntity *entity,
                           AmbRight right,
                           GError **error)
{
  return amb_check_right (self->access, entity, right, error);
}

static char *
describe (const char *format, AmbRecord *record)
{
  const char *title = amb_record_get_title (record);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format,
                          title != NULL ? title : _ (amb_record_get_entity (record)->label));
#pragma GCC diagnostic pop
}

/* Empty text is unset, so that keys and filters know one kind of nothing. */
static void
clear_empty (AmbRecord *record)
{
  for (guint i = 0; amb_record_get_entity (record)->fields[i].name != NULL; i++)
    if (amb_record_get_at (record, i) != NULL && *amb_record_get_at (record, i) == '\0')
      amb_record_set_at (record, i, NULL);
}

static gboolean
check_facts (
    AmbStore *store, AmbRecord *record, GHashTable *changed, AmbFactFlags flags, GError **error)
{
  const AmbField *field = NULL;

  if (amb_check_facts (store, record, changed, flags, &field, error))
    return TRUE;
  if (field != NULL)
    g_prefix_error (error, _ ("%s: "), _ (field->label));
  return FALSE;
}

/* Who adds it is known; of what is taken over only who owns it. */
static void
note_hands (AmbProgramme *self, AmbRecord *record, AmbCommandFlags flags)
{
  if ((flags & AMB_COMMAND_RUNNING) == 0)
    {
      amb_content_note_adder (record, self->actor_person);
      amb_content_note_writer (NULL, record, self->actor_person);
    }
  else if (amb_record_get_state (record) != NULL &&
           g_str_equal (amb_record_get_entity (record)->name, "content-item") &&
           amb_record_get (record, "review-owner-id") == NULL)
    amb_content_note_review (record, amb_record_get_state (record));
}

/* What a person keeps for themselves nobody else makes; where there is no server yet, the one desk
 * holds all of it. */
static gboolean
check_private (AmbProgramme *self, AmbRecord *record, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  if (!entity->is_private || !amb_outbox_is_connected (self->store))
    return TRUE;
  for (const AmbScopeRule *rule = entity->scopes; rule->kind != AMB_SCOPE_NONE; rule++)
    if (rule->kind == AMB_SCOPE_OWN && self->actor_person != NULL &&
        g_strcmp0 (amb_record_get (record, rule->path), self->actor_person) == 0)
      return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
               _ ("%s belong to the person alone, who records them. You can record only your own."),
               _ (entity->label_plural));
  return FALSE;
}

static gboolean
check_new (AmbProgramme *self, AmbRecord *record, AmbCommandFlags flags, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  gboolean begins_programme = entity->kind == AMB_KIND_SINGLETON;
  g_autoptr (AmbRecord) known = NULL;

  if (begins_programme)
    {
      known = amb_store_lookup (self->store, entity, amb_entity_get_singleton_id (entity), NULL);
      if (known != NULL || self->access != AMB_ACCESS_MANAGER)
        return amb_programme_check_right (self, entity, AMB_RIGHT_CREATE, error);
      amb_record_set_id (record, amb_entity_get_singleton_id (entity));
    }
  else if (!amb_programme_check_right (self, entity, AMB_RIGHT_CREATE, error))
    return FALSE;
  /* Those of a running programme are taken over before there is a server. */
  if (g_str_equal (entity->name, "approval") &&
      ((flags & AMB_COMMAND_RUNNING) == 0 || amb_outbox_is_connected (self->store)))
    {
      amb_content_set_decided (error);
      return FALSE;
    }
  clear_empty (record);
  note_hands (self, record, flags);
  if (!amb_record_validate (record, error) || !amb_record_check_spans (record, NULL, NULL, error))
    return FALSE;
  if ((flags & AMB_COMMAND_RUNNING) == 0 &&
      (!amb_check_begin_state (record, error) ||
       !amb_access_check_new (self->access, self->actor_person, record, error) ||
       !amb_content_check_said (self->store, self->access, self->actor_person, record, FALSE,
                                error)))
    return FALSE;
  return check_private (self, record, error) &&
         check_facts (self->store, record, NULL,
                      (flags & AMB_COMMAND_RUNNING) != 0 ? AMB_FACTS_TAKEN_OVER : AMB_FACTS_HERE,
                      error) &&
         amb_check_keys (self->store, record, NULL, NULL, error) &&
         amb_check_references (self->store, record, NULL, error) &&
         amb_check_references_are (self->store, record, NULL, error) &&
         amb_check_takes (self->store, record, error) &&
         amb_check_takes_part (self->store, self->access, self->actor_person, record, error);
}

char *
amb_programme_add (AmbProgramme *self, AmbRecord *record, AmbCommandFlags flags, GError **error)
{
  g_autofree char *label = describe (_ ("Add %s"), record);
  g_autofree char *transition = NULL;
  AmbCommand command;
  gboolean takes_over, ok;
  const gboolean again = amb_record_get_id (record) != NULL;

  if (!check_new (self, record, flags, error))
    return NULL;
  takes_over = (flags & AMB_COMMAND_RUNNING) != 0 && !amb_check_begin_state (record, NULL);
  if (amb_record_get_id (record) == NULL)
    {
      g_autofree char *id = amb_clock_dup_id (amb_store_get_clock (self->store));

      amb_record_set_id (record, id);
    }
  if (!amb_command_begin (self, label, &command, error))
    return NULL;
  ok = !again || amb_command_forget_moves (&command, record, error);
  ok = ok && (!takes_over ||
              amb_command_add_transition (&command, record, NULL, amb_record_get_state (record),
                                          _ ("Imported from a running programme"), TRUE,
                                          &transition, error));
  if (!ok ||
      ((flags & AMB_COMMAND_RUNNING) == 0 &&
       !amb_command_send_back (&command, NULL, record, error)) ||
      !amb_command_create (&command, record, transition, error) ||
      !amb_last_active_raise (&command, record, error))
    {
      amb_command_abort (&command);
      return NULL;
    }
  if (!amb_command_commit (&command, error))
    return NULL;
  return g_strdup (amb_record_get_id (record));
}

static gboolean
check_may_put (
    AmbProgramme *self, AmbRecord *record, const AmbField *field, const char *value, GError **error)
{
  const char *now = amb_record_get (record, field->name);
  g_autofree char *denied = NULL;

  if (field->flags & AMB_FIELD_FIXED && now != NULL && g_strcmp0 (now, value) != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                   _ ("%s was set when the record was made and stays as it is."), _ (field->label));
      return FALSE;
    }
  if (amb_access_may_put (self->access, self->actor_person, record, field))
    return TRUE;
  denied = amb_access_dup_denied (self->access, record, field);
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED, denied);
  return FALSE;
}

/* @after becomes @before with @values; FALSE when one of them may not be set. */
static gboolean
apply_values (AmbProgramme *self, AmbRecord *after, GHashTable *values, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (after);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const AmbField *field = amb_entity_find_field (entity, name);

      if (field == NULL)
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("%s have no field “%s”."),
                       _ (entity->label_plural), (const char *) name);
          return FALSE;
        }
      if (field->flags & (AMB_FIELD_STATE | AMB_FIELD_COMPUTED))
        {
          amb_lifecycle_set_refusal (after, error);
          return FALSE;
        }
      if (amb_content_is_noted (field) && self->types_again)
        continue; /* of whoever types it now */
      if (amb_content_is_noted (field) && !amb_field_same (amb_record_get (after, name), value))
        {
          g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                       _ ("%s: this is noted by the program and can’t be written."),
                       _ (field->label));
          return FALSE;
        }
      if (!check_may_put (self, after, field, value, error))
        return FALSE;
      if (!amb_field_validate (field, value, error))
        {
          g_prefix_error (error, _ ("%s: "), _ (field->label));
          return FALSE;
        }
      amb_record_set (after, name, value != NULL && *(char *) value != '\0' ? value : NULL);
    }
  return TRUE;
}

static gboolean
is_same (AmbRecord *a, AmbRecord *b)
{
  const AmbEntity *entity = amb_record_get_entity (a);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (amb_field_is_stored (&entity->fields[i]) &&
        !amb_field_same (amb_record_get_at (a, i), amb_record_get_at (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
amb_programme_set (
    AmbProgramme *self, const AmbEntity *entity, const char *id, GHashTable *values, GError **error)
{
  g_autoptr (AmbRecord) before = NULL;
  g_autoptr (AmbRecord) after = NULL;
  g_autofree char *label = NULL;
  AmbCommand command;

  if (!amb_programme_check_right (self, entity, AMB_RIGHT_UPDATE, error))
    return FALSE;
  before = amb_store_get (self->store, entity, id, error);
  if (before == NULL || !amb_check_place (self->store, self->access, before, error))
    return FALSE;
  after = amb_record_dup (before);
  if (!apply_values (self, after, values, error))
    return FALSE;
  if (is_same (before, after))
    return TRUE;
  amb_content_note_writer (before, after, self->actor_person);
  if (!amb_record_validate_edit (before, after, error) ||
      !amb_record_check_spans (after, values, NULL, error) ||
      !check_facts (self->store, after, values, AMB_FACTS_HERE, error) ||
      !amb_check_keys (self->store, after, values, NULL, error) ||
      !amb_check_references (self->store, after, before, error) ||
      !amb_check_references_are (self->store, after, before, error))
    return FALSE;

  label = describe (_ ("Edit %s"), after);
  if (!amb_command_begin (self, label, &command, error))
    return FALSE;
  if (!amb_command_send_back (&command, before, after, error) ||
      !amb_command_patch (&command, before, after, error))
    {
      amb_command_abort (&command);
      return FALSE;
    }
  return amb_command_commit (&command, error);
}

gboolean
amb_programme_set_field (AmbProgramme *self,
                         const AmbEntity *entity,
                         const char *id,
                         const char *field,
                         const char *value,
                         GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (char *) field, (char *) value);
  return amb_programme_set (self, entity, id, values, error);
}

/* @facts: says by whom */
static gboolean
load_facts (AmbStore *store, AmbRecord *record, AmbAccess access, AmbFacts *facts, GError **error)
{
  AmbAccess acts;

  facts->by_self = amb_record_is_of (record, facts->by_person);
  return amb_check_leads (store, record, access, &acts, error) &&
         amb_who_load (store, record, acts, facts->by_person, &facts->who, error) &&
         amb_facts_load (store, record, facts, error);
}

gboolean
amb_programme_load_facts (
    AmbProgramme *self, AmbRecord *record, const char *why, AmbFacts *facts, GError **error)
{
  *facts = (AmbFacts){
    .why = why,
    .by = g_strdup (self->actor_name),
    .by_person = g_strdup (self->actor_person),
  };
  return load_facts (self->store, record, self->access, facts, error);
}

gboolean
amb_programme_read_facts (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error)
{
  *facts = (AmbFacts){
    .by = amb_programme_dup_actor_name (store),
    .by_person = amb_store_dup_meta (store, "actor-person"),
  };
  return load_facts (store, record, amb_programme_read_access (store), facts, error);
}

gboolean
amb_programme_move_alone (AmbProgramme *self,
                          const AmbEntity *entity,
                          const char *id,
                          const char *to,
                          const char *why,
                          GError **error)
{
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (AmbContentFacts) content = NULL;
  g_autofree char *label = NULL;
  AmbFacts facts = { 0 };
  AmbCommand command;
  gboolean ok;

  if (entity->moves != NULL && !amb_programme_check_right (self, entity, AMB_RIGHT_MOVE, error))
    return FALSE;
  record = amb_store_get (self->store, entity, id, error);
  if (record == NULL || !amb_check_place (self->store, self->access, record, error) ||
      !amb_programme_load_facts (self, record, why, &facts, error) ||
      !amb_lifecycle_check_move (record, to, &facts, error) ||
      !amb_content_check_decision (self->store, record, to, &content, error) ||
      !amb_check_keys_in (self->store, record, to, NULL, error))
    {
      amb_facts_clear (&facts);
      return FALSE;
    }
  label = describe (_ ("Move %s"), record);
  if (!amb_command_begin (self, label, &command, error))
    {
      amb_facts_clear (&facts);
      return FALSE;
    }
  ok = amb_command_add_verdict (&command, record, to, why, &facts, content, error) &&
       amb_command_move (&command, record, to, why, error);
  amb_facts_clear (&facts);
  if (ok)
    return amb_command_commit (&command, error);
  amb_command_abort (&command);
  return FALSE;
}

/* A task is done in one way, whoever says so: with the programme action that it is. */
gboolean
amb_programme_move (AmbProgramme *self,
                    const AmbEntity *entity,
                    const char *id,
                    const char *to,
                    const char *why,
                    GError **error)
{
  const AmbAnswer answer = { .to = to };
  g_autoptr (AmbRecord) record = NULL;

  if (!g_str_equal (entity->name, "task") || g_strcmp0 (to, "done") != 0)
    return amb_programme_move_alone (self, entity, id, to, why, error);
  record = amb_store_get (self->store, entity, id, error);
  if (record == NULL)
    return FALSE;
  /* From elsewhere there is no such move: it says which there are. */
  if (g_strcmp0 (amb_record_get_state (record), "accepted") != 0)
    return amb_programme_move_alone (self, entity, id, to, why, error);
  return amb_programme_answer_why (self, id, &answer, why, error);
}

/* One action travels whole or not at all. */
static gboolean
check_size (AmbStore *store, AmbRecord *record, guint n, GError **error)
{
  if (n < AMB_OUTBOX_ACTION || !amb_outbox_is_connected (store))
    return TRUE;
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
      _ ("%s can’t be removed at once: %u others refer to it, and %d are the most. Let them "
         "refer to something else first."),
      amb_record_get_title (record), n, AMB_OUTBOX_ACTION - 1);
  return FALSE;
}

const AmbDependent *
amb_find_refusal (GPtrArray *dependents)
{
  const AmbDependent *found = NULL;

  for (guint i = 0; i < dependents->len; i++)
    {
      const AmbDependent *d = g_ptr_array_index (dependents, i);

      if (d->rule == AMB_REFUSE && d->entity->kind == AMB_KIND_APPEND)
        return d;
      if (d->rule == AMB_REFUSE && found == NULL)
        found = d;
    }
  return found;
}

char *
amb_dup_kept (AmbStore *store, AmbRecord *record, const AmbDependent *dependent)
{
  const AmbField *state = amb_entity_get_state_field (amb_record_get_entity (record));
  const AmbChoice *archived = state != NULL ? amb_field_find_choice (state, "archived") : NULL;
  const char *title = amb_record_get_title (record);
  g_autofree char *other = NULL;

  if (dependent->rule != AMB_REFUSE || dependent->entity->kind != AMB_KIND_APPEND)
    return NULL;
  other = amb_store_dup_title (store, dependent->entity, dependent->id);
  if (archived == NULL)
    /* Translators: a record, the kind of what was recorded about it, and that record */
    return g_strdup_printf (_ ("%1$s can’t be removed: what happened to it is recorded, and stays "
                               "(%2$s: %3$s)."),
                            title != NULL ? title : "–", _ (dependent->entity->label),
                            other != NULL ? other : "–");
  /* Translators: the same; a state of the record follows */
  return g_strdup_printf (_ ("%1$s can’t be removed: what happened to it is recorded, and stays "
                             "(%2$s: %3$s). Move it to “%4$s” instead."),
                          title != NULL ? title : "–", _ (dependent->entity->label),
                          other != NULL ? other : "–", _ (archived->label));
}

static gboolean
refuse_referred (AmbStore *store, AmbRecord *record, const AmbDependent *dependent, GError **error)
{
  g_autofree char *kept = amb_dup_kept (store, record, dependent);
  g_autofree char *other = amb_store_dup_title (store, dependent->entity, dependent->id);

  if (kept != NULL)
    g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, kept);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                 _ ("%s can’t be removed: %s still refers to it (%s). Change that first."),
                 amb_record_get_title (record),
                 other != NULL ? other : _ (dependent->entity->label), _ (dependent->field->label));
  return FALSE;
}

/* What the delete rules say happens to those who refer to the record. */
static gboolean
apply_dependents (AmbCommand *command, GPtrArray *dependents, GError **error)
{
  for (guint i = 0; i < dependents->len; i++)
    {
      const AmbDependent *d = g_ptr_array_index (dependents, i);
      g_autoptr (AmbRecord) before = amb_store_lookup (command->store, d->entity, d->id, error);
      g_autoptr (AmbRecord) after = NULL;

      if (before == NULL)
        return FALSE;
      if (amb_record_get_deleted (before))
        continue;
      if (d->rule == AMB_CASCADE)
        {
          if (!amb_command_remove (command, before, error))
            return FALSE;
          continue;
        }
      after = amb_record_dup (before);
      amb_record_set (after, d->field->name, NULL);
      if (!amb_command_patch (command, before, after, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
amb_programme_remove (AmbProgramme *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GPtrArray) dependents = NULL;
  const AmbDependent *refusal;
  g_autofree char *label = NULL;
  AmbCommand command;

  if (!amb_programme_check_right (self, entity, AMB_RIGHT_DELETE, error))
    return FALSE;
  record = amb_store_get (self->store, entity, id, error);
  if (record == NULL || !amb_check_place (self->store, self->access, record, error))
    return FALSE;
  dependents = amb_list_dependents (self->store, entity, id, error);
  if (dependents == NULL)
    return FALSE;
  refusal = amb_find_refusal (dependents);
  if (refusal != NULL)
    return refuse_referred (self->store, record, refusal, error);
  if (!check_size (self->store, record, dependents->len, error))
    return FALSE;

  label = describe (_ ("Remove %s"), record);
  if (!amb_command_begin (self, label, &command, error))
    return FALSE;
  if (!apply_dependents (&command, dependents, error) ||
      !amb_command_remove (&command, record, error))
    {
      amb_command_abort (&command);
      return FALSE;
    }
  return amb_command_commit (&command, error);
}

gboolean
amb_programme_restore (AmbProgramme *self, const AmbEntity *entity, const char *id, GError **error)
{
  g_autoptr (AmbRecord) record = NULL;
  g_autofree char *label = NULL;
  AmbCommand command;

  if (!amb_programme_check_right (self, entity, AMB_RIGHT_CREATE, error))
    return FALSE;
  record = amb_store_lookup (self->store, entity, id, error);
  if (record == NULL || !amb_record_get_deleted (record))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                     _ ("There is no removed record “%s” to bring back."), id);
      return FALSE;
    }
  if (!amb_check_keys (self->store, record, NULL, NULL, error) ||
      !amb_check_references (self->store, record, NULL, error))
    return FALSE;
  label = describe (_ ("Bring %s back"), record);
  if (!amb_command_begin (self, label, &command, error))
    return FALSE;
  if (!amb_command_restore (&command, record, error))
    {
      amb_command_abort (&command);
      return FALSE;
    }
  return amb_command_commit (&command, error);
}
