#include "amb-form.h"

#include "amb-asks.h"
#include "amb-calendar.h"
#include "amb-display.h"
#include "amb-error.h"
#include "amb-form-private.h"
#include "amb-reference.h"
#include "amb-text.h"
#include "amb-typed.h"
#include "amb-undo-keys.h"
#include "amb-validate.h"
#include <glib/gi18n.h>

#define DRAFT_DELAY 800  /* ms after the last key; a draft is safe within 2 s */
#define DRAFT_AFTER 1800 /* ms after the first key that is not saved, however fast one types */

G_DEFINE_FINAL_TYPE (AmbForm, amb_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_SAVED,
  SIGNAL_GONE,
  SIGNAL_EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
entry_free (AmbFormEntry *entry)
{
  g_clear_handle_id (&entry->draft_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (entry->row, entry);
  g_object_unref (entry->row);
  g_free (entry->clean);
  g_free (entry);
}

/* Drafts. */

typedef struct
{
  const AmbEntity *entity;
  char *id;
  char *field;
  char *text;  /* a draft: as typed; NULL removes it */
  char *value; /* a commit: canonical, nullable */
} Write;

static void
write_free (Write *write)
{
  g_free (write->id);
  g_free (write->field);
  g_free (write->text);
  g_free (write->value);
  g_free (write);
}

static Write *
write_new (const AmbEntity *entity,
           const char *id,
           const AmbField *field,
           const char *text,
           const char *value)
{
  Write *write = g_new0 (Write, 1);

  write->entity = entity;
  write->id = g_strdup (id ? id : "");
  write->field = field ? g_strdup (field->name) : NULL;
  write->text = g_strdup (text);
  write->value = g_strdup (value);
  return write;
}

static gpointer
write_draft (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Write *write = data;
  AmbStore *store = amb_programme_get_store (programme);

  if (write->text)
    amb_draft_set (store, write->entity, write->id, write->field, write->text, error);
  else
    amb_draft_remove (store, write->entity, write->id, write->field, error);
  return NULL;
}

/* Of two records of one kind that are made for different purposes, neither gets the other's words.
 */
static const char *
get_draft_id (AmbForm *self)
{
  return self->id != NULL ? self->id : self->purpose;
}

static void
keep_draft (AmbForm *self, const AmbField *field, const char *text)
{
  amb_context_write_async (self->context, write_draft,
                           write_new (self->entity, get_draft_id (self), field, text, NULL),
                           (GDestroyNotify) write_free, NULL, NULL, NULL, NULL);
}

static gboolean
draft_cb (gpointer data)
{
  AmbFormEntry *entry = data;

  entry->draft_source = 0;
  entry->dirty_since = 0;
  if (entry->is_dirty)
    keep_draft (entry->form, entry->field, amb_form_row_get_text (entry->row));
  return G_SOURCE_REMOVE;
}

/* As typed: safe within two seconds of the first key, though one never pauses. */
static void
queue_draft (AmbFormEntry *entry)
{
  gint64 now = g_get_monotonic_time () / 1000;

  if (!entry->dirty_since)
    entry->dirty_since = now;
  g_clear_handle_id (&entry->draft_source, g_source_remove);
  entry->draft_source = g_timeout_add (
      (guint) CLAMP (entry->dirty_since + DRAFT_AFTER - now, 0, DRAFT_DELAY), draft_cb, entry);
}

static void
drop_draft (AmbFormEntry *entry)
{
  g_clear_handle_id (&entry->draft_source, g_source_remove);
  entry->dirty_since = 0;
  keep_draft (entry->form, entry->field, NULL);
}

/* Commits. */

static gpointer
write_value (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Write *write = data;
  AmbStore *store = amb_programme_get_store (programme);
  AmbDb *db = amb_store_get_db (store);

  if (!amb_db_begin (db, error))
    return NULL;
  if (amb_programme_set_field (programme, write->entity, write->id, write->field, write->value,
                               error) &&
      amb_draft_remove (store, write->entity, write->id, write->field, error))
    return amb_db_commit (db, error) ? GINT_TO_POINTER (TRUE) : NULL;
  amb_db_rollback (db);
  return NULL;
}

typedef struct
{
  AmbForm *form;
  char *id;
  const AmbField *field;
  char *text;
  char *value;
} Commit;

static void
commit_free (Commit *commit)
{
  g_object_unref (commit->form);
  g_free (commit->id);
  g_free (commit->text);
  g_free (commit->value);
  g_free (commit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Commit, commit_free)

static AmbFormEntry *
find_entry (AmbForm *self, const AmbField *field)
{
  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->field == field)
        return entry;
    }
  return NULL;
}

/* Where the person no longer sees the field, the reason is told with the record's name. */
static void
tell_refused (AmbContext *context, const Commit *commit, const char *reason)
{
  AmbForm *self = commit->form;
  AmbStore *store = amb_context_get_store (context);
  g_autofree char *title = store ? amb_store_dup_title (store, self->entity, commit->id) : NULL;
  /* Translators: a record's name, a field, and a sentence that says why */
  g_autofree char *sentence =
      g_strdup_printf (_ ("%s: “%s” was not saved, what you typed is kept there. %s"),
                       title ? title : _ (self->entity->label), _ (commit->field->label), reason);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, FALSE);
}

/* The form shows another record by now, or is gone: what was typed stays with its own record as a
 * draft. */
static void
keep_refused (AmbContext *context, const Commit *commit, const char *reason)
{
  amb_context_write_async (
      context, write_draft,
      write_new (commit->form->entity, commit->id, commit->field, commit->text, NULL),
      (GDestroyNotify) write_free, NULL, NULL, NULL, NULL);
  tell_refused (context, commit, reason);
}

static void
show_refused (AmbFormEntry *entry, const Commit *commit, const char *reason)
{
  AmbForm *self = entry->form;

  /* Shown anew meanwhile: as it was typed, not as it is stored. */
  if (!entry->is_dirty)
    amb_form_row_set_text (entry->row, commit->text);
  entry->is_dirty = TRUE;
  entry->is_refused = TRUE;
  amb_form_row_set_problem (entry->row, reason);
  keep_draft (self, entry->field, amb_form_row_get_text (entry->row));
  if (gtk_widget_get_root (GTK_WIDGET (self)) && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    tell_refused (self->context, commit, reason);
}

static void
show_saved (AmbFormEntry *entry, const Commit *commit)
{
  entry->is_saving = FALSE;
  g_free (entry->clean);
  entry->clean = g_strdup (commit->value);
  if (g_strcmp0 (amb_form_row_get_text (entry->row), commit->text) != 0)
    return;
  entry->is_dirty = FALSE;
  amb_form_row_set_problem (entry->row, NULL);
  amb_form_row_set_text (entry->row, commit->value);
}

/* A day that came after the end no longer does when the end is another. */
static void
try_refused_again (AmbForm *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->is_refused)
        amb_form_entry_left (entry);
    }
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Commit) commit = data;
  g_autoptr (GError) error = NULL;
  AmbContext *context = AMB_CONTEXT (source);
  gpointer done = amb_context_write_finish (context, result, &error);
  AmbForm *self = commit->form;
  gboolean is_shown = g_strcmp0 (self->id, commit->id) == 0;
  AmbFormEntry *entry = is_shown ? find_entry (self, commit->field) : NULL;

  if (!done)
    {
      if (entry)
        entry->is_saving = FALSE;
      if (entry && !entry->is_fact)
        show_refused (entry, commit, error->message);
      else
        keep_refused (context, commit, error->message);
      return;
    }
  if (entry && !entry->is_fact)
    {
      show_saved (entry, commit);
      try_refused_again (self);
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, amb_clock_now (amb_context_get_clock (context)));
}

static void
commit (AmbFormEntry *entry, const char *value)
{
  AmbForm *self = entry->form;
  Commit *commit = g_new0 (Commit, 1);

  entry->is_saving = TRUE;
  entry->is_refused = FALSE;
  g_clear_handle_id (&entry->draft_source, g_source_remove);
  entry->dirty_since = 0;
  commit->form = g_object_ref (self);
  commit->id = g_strdup (self->id);
  commit->field = entry->field;
  commit->text = g_strdup (amb_form_row_get_text (entry->row));
  commit->value = g_strdup (value);
  amb_context_write_async (self->context, write_value,
                           write_new (self->entity, self->id, entry->field, NULL, value),
                           (GDestroyNotify) write_free, NULL, NULL, written_cb, commit);
}

static gboolean
check (AmbFormEntry *entry, char **value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = NULL;
  const char *text = amb_form_row_get_text (entry->row);

  if (!(entry->may_be_blank && amb_text_is_blank (text)) &&
      (!amb_field_normalise (entry->field, text, &canonical, &error) ||
       !amb_field_validate (entry->field, canonical, &error)))
    {
      g_autofree char *words = amb_typed_dup_problem (entry->field, text);

      amb_form_row_set_problem (entry->row, words ? words : error->message);
      return FALSE;
    }
  amb_form_row_set_problem (entry->row, NULL);
  if (value)
    *value = g_steal_pointer (&canonical);
  return TRUE;
}

void
amb_form_entry_left (AmbFormEntry *entry)
{
  g_autofree char *value = NULL;

  if (!entry->is_dirty || entry->is_saving)
    return;
  if (!check (entry, &value))
    {
      if (entry->draft_source)
        {
          g_clear_handle_id (&entry->draft_source, g_source_remove);
          draft_cb (entry);
        }
      return;
    }
  if (!entry->form->id)
    return;
  if (amb_field_same (value, entry->clean))
    {
      entry->is_dirty = FALSE;
      amb_form_row_set_text (entry->row, value);
      drop_draft (entry);
      return;
    }
  commit (entry, value);
}

/* A time that the clocks leave out or show twice: how it is read. */
static void
tell_hour (AmbFormEntry *entry)
{
  g_autofree char *note = entry->field->type == AMB_FIELD_WALL_TIME
                              ? amb_wall_time_dup_note (amb_form_row_get_text (entry->row))
                              : NULL;

  if (entry->field->type == AMB_FIELD_WALL_TIME)
    amb_form_row_set_hint (entry->row, note);
}

void
amb_form_entry_edited (AmbFormEntry *entry)
{
  entry->is_dirty = TRUE;
  entry->is_refused = FALSE; /* it is tried when it is left */
  tell_hour (entry);
  queue_draft (entry);
  /* Who mends a mistake sees at once that it is mended. */
  if (amb_form_row_has_problem (entry->row))
    check (entry, NULL);
  g_signal_emit (entry->form, signals[SIGNAL_EDITED], 0);
}

/* Following the record. */

static void
show_fact (AmbFormEntry *entry, AmbRecord *record)
{
  AmbStore *store = amb_context_get_store (entry->form->context);
  guint index = (guint) amb_entity_get_field_index (entry->form->entity, entry->field->name);
  g_autofree char *title = amb_reference_dup_title (store, record, index);
  g_autofree char *words =
      amb_display_record_value (record, index, title, amb_store_get_today (store));

  amb_form_row_set_words (entry->row, words);
}

/* What two people changed at the same time waits for a person. */
static void
show_conflicts (AmbForm *self)
{
  AmbStore *store = self->context ? amb_context_get_store (self->context) : NULL;
  g_autoptr (GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AmbStmt) stmt =
      store && self->id
          ? amb_db_prepare (
                amb_store_get_db (store),
                "SELECT field FROM finding WHERE conflict = 1 AND entity = ? AND id = ?", NULL)
          : NULL;
  gboolean row = stmt != NULL;

  if (stmt)
    {
      amb_stmt_bind_text (stmt, 1, self->entity->name);
      amb_stmt_bind_text (stmt, 2, self->id);
    }
  while (row && amb_stmt_step (stmt, &row, NULL) && row)
    if (amb_stmt_get_text (stmt, 0))
      g_hash_table_add (fields, g_strdup (amb_stmt_get_text (stmt, 0)));
  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      amb_form_row_set_conflict (entry->row, g_hash_table_contains (fields, entry->field->name));
    }
}

static void
show_values (AmbForm *self, AmbRecord *record)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);
      const char *value = amb_record_get (record, entry->field->name);

      if (entry->is_fact)
        {
          show_fact (entry, record);
          continue;
        }
      if (amb_field_same (entry->clean, value) && !entry->field->ref)
        continue;
      if (!entry->is_dirty)
        {
          amb_form_row_set_text (entry->row, value);
          amb_form_row_set_problem (entry->row, NULL);
          tell_hour (entry);
        }
      else if (!entry->is_saving && !amb_field_same (entry->clean, value))
        {
          AmbStore *store = amb_context_get_store (self->context);
          g_autofree char *title =
              entry->field->ref ? amb_reference_dup_value (store, entry->field, value) : NULL;
          g_autofree char *words =
              amb_display_value (entry->field, value, title, amb_store_get_today (store));
          g_autofree char *hint =
              g_strdup_printf (_ ("Changed elsewhere meanwhile to “%s”."), words);

          amb_form_row_set_hint (entry->row, hint);
        }
      g_free (entry->clean);
      entry->clean = g_strdup (value);
    }
}

static gboolean
is_mine (AmbForm *self, const AmbChange *change)
{
  return change->entity == self->entity && (!change->id || g_strcmp0 (change->id, self->id) == 0);
}

/* A variant is read only once its item is out. */
static gboolean
is_around (AmbForm *self, const AmbChange *change)
{
  return g_str_equal (self->entity->name, "variant") &&
         g_str_equal (change->entity->name, "content-item");
}

/* What is being typed stays where it is typed until it is written, or refused. */
static gboolean
is_typed (AmbForm *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((AmbFormEntry *) g_ptr_array_index (self->entries, i))->is_dirty)
      return TRUE;
  return FALSE;
}

static void
changed_cb (AmbForm *self, GPtrArray *changes)
{
  gboolean concerned = FALSE;
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->id || !amb_context_get_store (self->context))
    return;
  for (guint i = 0; i < changes->len && !concerned; i++)
    {
      const AmbChange *change = g_ptr_array_index (changes, i);

      concerned = is_mine (self, change) || amb_asks (self->entity, change->entity) ||
                  is_around (self, change);
    }
  if (!concerned)
    return;
  show_conflicts (self);
  record = amb_store_get (amb_context_get_store (self->context), self->entity, self->id, &error);
  if (record && !amb_form_fits (self, record) && !is_typed (self))
    amb_form_set_record (self, record);
  else if (record)
    show_values (self, record);
  else if (g_error_matches (error, AMB_ERROR, AMB_ERROR_NOT_FOUND))
    g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

static void
restore_drafts (AmbForm *self)
{
  const char *id = get_draft_id (self);
  g_autoptr (GHashTable) drafts = amb_draft_list (amb_context_get_store (self->context),
                                                  self->entity, id != NULL ? id : "", NULL);

  for (guint i = 0; drafts && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);
      const char *draft = g_hash_table_lookup (drafts, entry->field->name);

      if (!draft || entry->is_fact)
        continue;
      entry->is_dirty = TRUE;
      amb_form_row_set_text (entry->row, draft);
      if (check (entry, NULL))
        amb_form_row_set_hint (entry->row, _ ("Typed earlier and not saved yet."));
    }
}

/* Making. */

static void
amb_form_dispose (GObject *object)
{
  AmbForm *self = AMB_FORM (object);

  if (self->context)
    {
      amb_form_flush (self);
      g_signal_handlers_disconnect_by_data (self->context, self);
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_form_parent_class)->dispose (object);
}

static void
amb_form_finalize (GObject *object)
{
  AmbForm *self = AMB_FORM (object);

  g_free (self->id);
  g_free (self->purpose);
  G_OBJECT_CLASS (amb_form_parent_class)->finalize (object);
}

static void
amb_form_class_init (AmbFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_form_finalize;
  signals[SIGNAL_SAVED] = g_signal_new ("saved", AMB_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_GONE] =
      g_signal_new ("gone", AMB_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", AMB_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static gboolean
holds_typing (GtkWidget *widget)
{
  AmbForm *self = AMB_FORM (widget);

  return self->entries && is_typed (self);
}

static void
amb_form_init (AmbForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  amb_undo_keys_add (GTK_WIDGET (self), holds_typing);
}

GtkWidget *
amb_form_new (AmbContext *context, const AmbEntity *entity, const AmbFormGroup *groups)
{
  AmbForm *self = g_object_new (AMB_TYPE_FORM, NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  self->groups = groups;
  g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
  if (amb_context_get_sync (context))
    g_signal_connect_object (amb_context_get_sync (context), "notify::findings",
                             G_CALLBACK (show_conflicts), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_form_set_record (AmbForm *self, AmbRecord *record)
{
  g_autoptr (AmbRecord) fresh = NULL;

  g_return_if_fail (AMB_IS_FORM (self));

  amb_form_flush (self);
  g_free (self->id);
  self->id = record ? g_strdup (amb_record_get_id (record)) : NULL;
  amb_form_ensure_rows (self, record);
  fresh = record ? g_object_ref (record) : amb_record_new (self->entity, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      g_clear_handle_id (&entry->draft_source, g_source_remove);
      g_clear_pointer (&entry->clean, g_free);
      entry->is_dirty = FALSE;
      entry->is_saving = FALSE;
      entry->dirty_since = 0;
      entry->clean = g_strdup (amb_record_get (fresh, entry->field->name));
      amb_form_row_set_problem (entry->row, NULL);
      if (entry->is_fact)
        show_fact (entry, fresh);
      else
        {
          amb_form_row_set_text (entry->row, entry->clean);
          tell_hour (entry);
        }
    }
  show_conflicts (self);
  restore_drafts (self);
}

void
amb_form_set_purpose (AmbForm *self, const char *purpose)
{
  g_return_if_fail (AMB_IS_FORM (self));
  g_return_if_fail (self->id == NULL);

  amb_form_flush (self);
  g_free (self->purpose);
  self->purpose = g_strdup (purpose);
  amb_form_set_record (self, NULL);
}

void
amb_form_fill_in (AmbForm *self, const char *field, const char *value)
{
  g_return_if_fail (AMB_IS_FORM (self));

  for (guint i = 0; !self->id && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      if (!g_str_equal (entry->field->name, field) || entry->is_fact)
        continue;
      if (self->purpose != NULL && entry->is_dirty)
        return;
      drop_draft (entry);
      amb_form_row_set_text (entry->row, value);
    }
}

const char *
amb_form_get_text (AmbForm *self, const char *field)
{
  g_return_val_if_fail (AMB_IS_FORM (self), NULL);

  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->field->name, field))
        return entry->is_fact ? NULL : amb_form_row_get_text (entry->row);
    }
  return NULL;
}

void
amb_form_set_words (AmbForm *self, const char *field, const char *label)
{
  AmbFormEntry *entry = find_entry (self, amb_entity_find_field (self->entity, field));

  if (entry == NULL)
    return;
  entry->may_be_blank = TRUE;
  amb_form_row_set_label (entry->row, label);
}

GtkTextView *
amb_form_get_view (AmbForm *self, const char *field)
{
  AmbFormEntry *entry;

  g_return_val_if_fail (AMB_IS_FORM (self), NULL);

  entry = find_entry (self, amb_entity_find_field (self->entity, field));
  return entry != NULL ? amb_form_row_get_view (entry->row) : NULL;
}

gboolean
amb_form_revert_invalid (AmbForm *self)
{
  gboolean any = FALSE;

  g_return_val_if_fail (AMB_IS_FORM (self), FALSE);

  for (guint i = 0; self->id && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      /* A refused value is right for its field, and still not what is stored. */
      if (!entry->is_dirty || entry->is_saving ||
          (!amb_form_row_has_problem (entry->row) && check (entry, NULL)))
        continue;
      any = TRUE;
      entry->is_dirty = FALSE;
      amb_form_row_set_problem (entry->row, NULL);
      amb_form_row_set_text (entry->row, entry->clean);
      drop_draft (entry);
    }
  return any;
}

void
amb_form_flush (AmbForm *self)
{
  g_return_if_fail (AMB_IS_FORM (self));

  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->draft_source)
        {
          g_clear_handle_id (&entry->draft_source, g_source_remove);
          draft_cb (entry);
        }
      if (self->id)
        amb_form_entry_left (entry);
    }
}

/* Where the table's initial state is not one to begin in, the first that is. */
static void
set_begin_state (AmbRecord *record)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  const AmbField *field = amb_entity_get_state_field (entity);
  const char *state = field ? amb_record_get_state (record) : NULL;
  g_auto (GStrv) begins = NULL;

  if (!field || !entity->begins || (state && amb_entity_can_begin (entity, state)))
    return;
  begins = g_strsplit (entity->begins, " ", 2);
  amb_record_set (record, field->name, begins[0]);
}

AmbRecord *
amb_form_create_record (AmbForm *self)
{
  g_autoptr (AmbRecord) record = NULL;
  gboolean valid = TRUE;

  g_return_val_if_fail (AMB_IS_FORM (self), NULL);

  record = amb_record_new (self->entity, NULL);
  set_begin_state (record);
  for (guint i = 0; i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *value = NULL;

      if (check (entry, &value))
        {
          amb_record_set (record, entry->field->name, value);
          continue;
        }
      if (valid)
        amb_form_row_focus (entry->row);
      valid = FALSE;
    }
  return valid ? g_steal_pointer (&record) : NULL;
}

void
amb_form_discard (AmbForm *self)
{
  g_return_if_fail (AMB_IS_FORM (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      g_clear_handle_id (&entry->draft_source, g_source_remove);
      entry->is_dirty = FALSE;
    }
  keep_draft (self, NULL, NULL);
}

gboolean
amb_form_focus_field (AmbForm *self, const char *field)
{
  g_return_val_if_fail (AMB_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      AmbFormEntry *entry = g_ptr_array_index (self->entries, i);

      if (field && !g_str_equal (entry->field->name, field))
        continue;
      amb_form_row_focus (entry->row);
      return TRUE;
    }
  return FALSE;
}

void
amb_form_set_problem (AmbForm *self, const char *field, const char *problem)
{
  AmbFormEntry *entry;

  g_return_if_fail (AMB_IS_FORM (self));

  entry = field ? find_entry (self, amb_entity_find_field (self->entity, field)) : NULL;
  if (!entry && self->entries->len > 0)
    entry = g_ptr_array_index (self->entries, 0);
  if (entry)
    amb_form_row_set_problem (entry->row, problem);
}
