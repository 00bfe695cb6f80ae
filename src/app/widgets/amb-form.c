#include "amb-form.h"

#include "amb-error.h"
#include "amb-form-row.h"
#include "amb-validate.h"
#include <glib/gi18n.h>

#define DRAFT_DELAY 800  /* ms after the last key; a draft is safe within 2 s */
#define DRAFT_AFTER 1800 /* ms after the first key that is not saved, however fast one types */

struct _AmbForm
{
  GtkBox parent_instance;

  AmbContext *context;
  const AmbEntity *entity;
  char *id; /* nullable: being made */
  GPtrArray *entries;
};

G_DEFINE_FINAL_TYPE (AmbForm, amb_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_SAVED,
  SIGNAL_GONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A row of this form and what the store holds for it. */
typedef struct
{
  AmbForm *form;
  AmbFormRow *row;
  const AmbField *field;
  char *clean; /* nullable: canonical */
  gboolean is_dirty;
  gboolean is_saving;
  guint draft_source;
  gint64 dirty_since; /* monotonic, of the first key that no draft has */
} Entry;

static void
entry_free (Entry *entry)
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
write_new (AmbForm *self, const AmbField *field, const char *text, const char *value)
{
  Write *write = g_new0 (Write, 1);

  write->entity = self->entity;
  write->id = g_strdup (self->id ? self->id : "");
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

static void
keep_draft (AmbForm *self, const AmbField *field, const char *text)
{
  amb_context_write_async (self->context, write_draft, write_new (self, field, text, NULL),
                           (GDestroyNotify) write_free, NULL, NULL, NULL, NULL);
}

static gboolean
draft_cb (gpointer data)
{
  Entry *entry = data;

  entry->draft_source = 0;
  entry->dirty_since = 0;
  if (entry->is_dirty)
    keep_draft (entry->form, entry->field, amb_form_row_get_text (entry->row));
  return G_SOURCE_REMOVE;
}

/* As typed: safe within two seconds of the first key, though one never pauses. */
static void
queue_draft (Entry *entry)
{
  gint64 now = g_get_monotonic_time () / 1000;

  if (!entry->dirty_since)
    entry->dirty_since = now;
  g_clear_handle_id (&entry->draft_source, g_source_remove);
  entry->draft_source = g_timeout_add (
      (guint) CLAMP (entry->dirty_since + DRAFT_AFTER - now, 0, DRAFT_DELAY), draft_cb, entry);
}

static void
drop_draft (Entry *entry)
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

static Entry *
find_entry (AmbForm *self, const AmbField *field)
{
  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->field == field)
        return entry;
    }
  return NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Commit) commit = data;
  g_autoptr (GError) error = NULL;
  gpointer done = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  AmbForm *self = commit->form;
  Entry *entry = find_entry (self, commit->field);

  if (!entry || g_strcmp0 (self->id, commit->id) != 0)
    {
      if (done)
        g_signal_emit (self, signals[SIGNAL_SAVED], 0,
                       amb_clock_now (AMB_CLOCK (amb_context_get_clock (AMB_CONTEXT (source)))));
      return;
    }
  entry->is_saving = FALSE;
  if (!done)
    {
      amb_form_row_set_problem (entry->row, error->message);
      keep_draft (self, entry->field, commit->text);
      return;
    }
  g_free (entry->clean);
  entry->clean = g_strdup (commit->value);
  if (g_strcmp0 (amb_form_row_get_text (entry->row), commit->text) == 0)
    {
      entry->is_dirty = FALSE;
      amb_form_row_set_problem (entry->row, NULL);
      amb_form_row_set_text (entry->row, commit->value);
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0,
                 amb_clock_now (amb_context_get_clock (self->context)));
}

static void
commit (Entry *entry, const char *value)
{
  AmbForm *self = entry->form;
  Commit *commit = g_new0 (Commit, 1);

  entry->is_saving = TRUE;
  g_clear_handle_id (&entry->draft_source, g_source_remove);
  entry->dirty_since = 0;
  commit->form = g_object_ref (self);
  commit->id = g_strdup (self->id);
  commit->field = entry->field;
  commit->text = g_strdup (amb_form_row_get_text (entry->row));
  commit->value = g_strdup (value);
  amb_context_write_async (self->context, write_value, write_new (self, entry->field, NULL, value),
                           (GDestroyNotify) write_free, NULL, NULL, written_cb, commit);
}

static gboolean
check (Entry *entry, char **value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = NULL;

  if (!amb_field_normalise (entry->field, amb_form_row_get_text (entry->row), &canonical, &error) ||
      !amb_field_validate (entry->field, canonical, &error))
    {
      amb_form_row_set_problem (entry->row, error->message);
      return FALSE;
    }
  amb_form_row_set_problem (entry->row, NULL);
  if (value)
    *value = g_steal_pointer (&canonical);
  return TRUE;
}

static void
left_cb (Entry *entry)
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

static void
edited_cb (Entry *entry)
{
  entry->is_dirty = TRUE;
  queue_draft (entry);
  /* Who mends a mistake sees at once that it is mended. */
  if (amb_form_row_has_problem (entry->row))
    check (entry, NULL);
}

/* Following the record. */

static void
show_values (AmbForm *self, AmbRecord *record)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      const char *value = amb_record_get (record, entry->field->name);

      if (amb_field_same (entry->clean, value) && !entry->field->ref)
        continue;
      if (!entry->is_dirty)
        {
          amb_form_row_set_text (entry->row, value);
          amb_form_row_set_problem (entry->row, NULL);
        }
      else if (!entry->is_saving && !amb_field_same (entry->clean, value))
        {
          g_autofree char *words =
              amb_field_format (entry->field, entry->field->ref ? NULL : value);
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

static void
changed_cb (AmbForm *self, GPtrArray *changes)
{
  gboolean concerned = FALSE;
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->id)
    return;
  for (guint i = 0; i < changes->len && !concerned; i++)
    concerned = is_mine (self, g_ptr_array_index (changes, i));
  if (!concerned)
    return;
  record = amb_store_get (amb_context_get_store (self->context), self->entity, self->id, &error);
  if (record)
    show_values (self, record);
  else if (g_error_matches (error, AMB_ERROR, AMB_ERROR_NOT_FOUND))
    g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

static void
restore_drafts (AmbForm *self)
{
  g_autoptr (GHashTable) drafts = amb_draft_list (amb_context_get_store (self->context),
                                                  self->entity, self->id ? self->id : "", NULL);

  for (guint i = 0; drafts && i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      const char *draft = g_hash_table_lookup (drafts, entry->field->name);

      if (!draft)
        continue;
      entry->is_dirty = TRUE;
      amb_form_row_set_text (entry->row, draft);
      if (check (entry, NULL))
        amb_form_row_set_hint (entry->row, _ ("Typed earlier and not saved yet."));
    }
}

/* Making. */

gboolean
amb_form_can_edit (const AmbField *field)
{
  return !(field->flags & (AMB_FIELD_STATE | AMB_FIELD_COMPUTED)) && field->type != AMB_FIELD_ORDER;
}

static void
add_field (AmbForm *self, GtkWidget *group, const AmbField *field)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->form = self;
  entry->field = field;
  entry->row = amb_form_row_new (self->context, field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), amb_form_row_get_widget (entry->row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), amb_form_row_get_note (entry->row));
  g_signal_connect_swapped (entry->row, "edited", G_CALLBACK (edited_cb), entry);
  g_signal_connect_swapped (entry->row, "left", G_CALLBACK (left_cb), entry);
  g_ptr_array_add (self->entries, entry);
}

static GtkWidget *
add_group (AmbForm *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_add_css_class (group, "amb-compact");
  gtk_box_append (GTK_BOX (self), group);
  return group;
}

static void
add_groups (AmbForm *self, const AmbFormGroup *groups)
{
  GtkWidget *widget;

  for (const AmbFormGroup *group = groups; group && group->fields; group++)
    {
      widget = add_group (self, group->title ? _ (group->title) : NULL);
      for (const char *const *name = group->fields; *name; name++)
        {
          const AmbField *field = amb_entity_find_field (self->entity, *name);

          if (field && amb_form_can_edit (field))
            add_field (self, widget, field);
        }
    }
  if (groups)
    return;
  widget = add_group (self, NULL);
  for (const AmbField *field = self->entity->fields; field->name; field++)
    if (amb_form_can_edit (field))
      add_field (self, widget, field);
}

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
  g_free (AMB_FORM (object)->id);
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
}

static void
amb_form_init (AmbForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
}

GtkWidget *
amb_form_new (AmbContext *context, const AmbEntity *entity, const AmbFormGroup *groups)
{
  AmbForm *self = g_object_new (AMB_TYPE_FORM, NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  add_groups (self, groups);
  g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
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
  fresh = record ? g_object_ref (record) : amb_record_new (self->entity, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      g_clear_handle_id (&entry->draft_source, g_source_remove);
      g_clear_pointer (&entry->clean, g_free);
      entry->is_dirty = FALSE;
      entry->is_saving = FALSE;
      entry->dirty_since = 0;
      entry->clean = g_strdup (amb_record_get (fresh, entry->field->name));
      amb_form_row_set_problem (entry->row, NULL);
      amb_form_row_set_text (entry->row, entry->clean);
      amb_form_row_set_editable (entry->row, !record || !(entry->field->flags & AMB_FIELD_FIXED));
    }
  restore_drafts (self);
}

void
amb_form_flush (AmbForm *self)
{
  g_return_if_fail (AMB_IS_FORM (self));

  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->draft_source)
        {
          g_clear_handle_id (&entry->draft_source, g_source_remove);
          draft_cb (entry);
        }
      if (self->id)
        left_cb (entry);
    }
}

AmbRecord *
amb_form_create_record (AmbForm *self)
{
  g_autoptr (AmbRecord) record = NULL;
  gboolean valid = TRUE;

  g_return_val_if_fail (AMB_IS_FORM (self), NULL);

  record = amb_record_new (self->entity, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
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
      Entry *entry = g_ptr_array_index (self->entries, i);

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
      Entry *entry = g_ptr_array_index (self->entries, i);

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
  Entry *entry;

  g_return_if_fail (AMB_IS_FORM (self));

  entry = field ? find_entry (self, amb_entity_find_field (self->entity, field)) : NULL;
  if (!entry && self->entries->len > 0)
    entry = g_ptr_array_index (self->entries, 0);
  if (entry)
    amb_form_row_set_problem (entry->row, problem);
}
