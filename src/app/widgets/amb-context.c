#include "amb-context.h"
#include "amb-error.h"
#include "amb-import-mark.h"
#include "amb-lock.h"
#include "amb-thread.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define N_READERS 2

typedef struct
{
  AmbWorker *worker;
  AmbStore *store; /* opened by the first job on its thread */
  guint queued;
} Reader;

struct _AmbContext
{
  GObject parent_instance;

  char *profile;
  char *path;
  AmbClock *clock;
  AmbLock *lock;

  AmbWorker *writer;
  AmbProgramme *programme; /* belongs to the writer; its access may be asked from here */
  Reader readers[N_READERS];
  AmbStore *store; /* belongs to the main thread */
  AmbSyncService *sync;
  AmbWorker *network;
  GCancellable *closing; /* cancelled with the context: what waits outside must not hold it up */
  gboolean is_closed;

  char *undo_label;
  char *redo_label;
  gint64 undo_group;
  gint64 redo_group;
  guint acts;             /* writes on their way: what is undone next isn't known yet */
  GHashTable *view_state; /* what was set since the start: key → JSON */
  char *node;             /* nullable: that every place is narrowed to */
};

G_DEFINE_FINAL_TYPE (AmbContext, amb_context, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_UNDO_CHANGED,
  SIGNAL_NODE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* One write on its way: what was asked for, and what came out. */
typedef struct
{
  AmbContext *context;
  AmbContextWrite job;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;

  gpointer result;
  GError *error;
  GPtrArray *changes;
  char *undo_label;
  char *redo_label;
  gint64 undo_group; /* two groups may have one label */
  gint64 redo_group;
} Write;

typedef struct
{
  AmbContext *context;
  Reader *reader;
  AmbContextRead job;
  gpointer data;
  GDestroyNotify free_data;
} Read;

static void
write_free (Write *write)
{
  if (write->free_data != NULL)
    write->free_data (write->data);
  if (write->result != NULL && write->free_result != NULL)
    write->free_result (write->result);
  g_clear_error (&write->error);
  g_clear_pointer (&write->changes, g_ptr_array_unref);
  g_free (write->undo_label);
  g_free (write->redo_label);
  g_object_unref (write->context);
  g_free (write);
}

static void
read_free (Read *read)
{
  if (read->free_data != NULL)
    read->free_data (read->data);
  g_object_unref (read->context);
  g_free (read);
}

/* On the writer thread. The labels are read there because the journal is. */
static gpointer
run_write (gpointer data, GCancellable *cancellable, GError **error)
{
  Write *write = data;
  AmbStore *store = amb_programme_get_store (write->context->programme);

  if (write->job != NULL)
    write->result = write->job (write->context->programme, write->data, cancellable, &write->error);
  write->changes = amb_store_take_changes (store);
  write->undo_group = amb_journal_get_undo (store, FALSE, &write->undo_label);
  write->redo_group = amb_journal_get_undo (store, TRUE, &write->redo_label);
  return NULL;
}

/* Whoever asks after the end, or gets an answer after it, must not go on: there is no store. */
static void
set_closed (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The profile is closed."));
}

/* Takes @data of a job that will not run. */
static void
refuse_closed (GTask *task, gpointer data, GDestroyNotify free_data)
{
  GError *error = NULL;

  if (free_data != NULL)
    free_data (data);
  set_closed (&error);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static gboolean
take_label (char **label, char **value)
{
  if (g_strcmp0 (*label, *value) == 0)
    return FALSE;
  g_free (*label);
  *label = g_steal_pointer (value);
  return TRUE;
}

static gboolean
take_undo (AmbContext *self, Write *write)
{
  gboolean changed = self->undo_group != write->undo_group || self->redo_group != write->redo_group;

  changed = take_label (&self->undo_label, &write->undo_label) || changed;
  changed = take_label (&self->redo_label, &write->redo_label) || changed;
  self->undo_group = write->undo_group;
  self->redo_group = write->redo_group;
  return changed;
}

static gpointer write_view_state (AmbProgramme *programme,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

/* How a page looks is no act: nobody undoes it. */
static gboolean
is_act (const Write *write)
{
  return write->job != NULL && write->job != write_view_state;
}

/* An undo waits behind the acts on their way, so that there is one as long as they are. */
static void
count_act (AmbContext *self, int by)
{
  const gboolean was_none = self->acts == 0;

  self->acts = (guint) ((int) self->acts + by);
  if (was_none != (self->acts == 0) && !self->is_closed)
    g_signal_emit (self, signals[SIGNAL_UNDO_CHANGED], 0);
}

/* Those who listen read the store: after the end nobody is told. What was settled without an edit
 * changes no row, but the number of what needs attention, which the sync tells. */
static void
tell (AmbContext *self, Write *write)
{
  const gboolean undo_changed = take_undo (self, write);

  if (write->changes->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, write->changes);
  if ((write->changes->len > 0 || undo_changed) && self->sync != NULL)
    amb_sync_service_kick (self->sync);
  if (undo_changed)
    g_signal_emit (self, signals[SIGNAL_UNDO_CHANGED], 0);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Write *write = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  amb_worker_run_finish (AMB_WORKER (source), result, &error);
  if (error == NULL && !write->context->is_closed)
    tell (write->context, write);
  if (is_act (write))
    count_act (write->context, -1);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (write->error != NULL)
    g_task_return_error (task, g_steal_pointer (&write->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&write->result), write->free_result);
}

/* The writer already took these changes when it applied the pull: they come by signal. */
static void
applied_cb (AmbSyncService *sync, GPtrArray *changes, AmbContext *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
  amb_context_write_async (self, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
interrupt_cb (GCancellable *cancellable, gpointer data)
{
  amb_db_interrupt (data);
}

/* On a reader thread. */
static gpointer
run_read (gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  Reader *reader = read->reader;
  gulong handler = 0;
  gpointer result;

  if (reader->store == NULL)
    reader->store =
        amb_store_open (read->context->path, AMB_STORE_READ_ONLY, read->context->clock, error);
  if (reader->store == NULL)
    return NULL;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb),
                                     amb_store_get_db (reader->store), NULL);
  result = read->job (reader->store, read->data, cancellable, error);
  g_cancellable_disconnect (cancellable, handler);
  return result;
}

/* An interrupted statement is an error of its own kind: callers see the cancellation. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  GDestroyNotify free_result = g_object_get_data (G_OBJECT (task), "free-result");
  g_autoptr (GError) error = NULL;
  gpointer value = amb_worker_run_finish (AMB_WORKER (source), result, &error);

  read->reader->queued--;
  if (read->context->is_closed && error == NULL)
    {
      if (value != NULL && free_result != NULL)
        free_result (value);
      set_closed (&error);
    }
  if (error == NULL)
    {
      g_task_return_pointer (task, value, free_result);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_error (task, g_steal_pointer (&error));
}

static gpointer
open_programme (gpointer data, GCancellable *cancellable, GError **error)
{
  AmbContext *self = data;
  g_autoptr (AmbStore) store = amb_store_open (self->path, AMB_STORE_DEFAULT, self->clock, error);

  if (store == NULL)
    return NULL;
  if (!amb_import_mark_stop (store, error))
    return NULL;
  self->programme = amb_programme_new (store);
  self->undo_group = amb_journal_get_undo (store, FALSE, &self->undo_label);
  self->redo_group = amb_journal_get_undo (store, TRUE, &self->redo_label);
  return self->programme;
}

static gpointer
close_programme (gpointer data, GCancellable *cancellable, GError **error)
{
  AmbContext *self = data;

  g_clear_object (&self->programme);
  return NULL;
}

static gpointer
close_reader (gpointer data, GCancellable *cancellable, GError **error)
{
  Reader *reader = data;

  g_clear_object (&reader->store);
  return NULL;
}

static void
amb_context_finalize (GObject *object)
{
  AmbContext *self = AMB_CONTEXT (object);

  amb_context_close (self);
  g_hash_table_unref (self->view_state);
  g_clear_object (&self->closing);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->node);
  g_clear_object (&self->clock);
  g_free (self->profile);
  g_free (self->path);
  G_OBJECT_CLASS (amb_context_parent_class)->finalize (object);
}

static void
amb_context_class_init (AmbContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_context_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_UNDO_CHANGED] =
      g_signal_new ("undo-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NODE_CHANGED] =
      g_signal_new ("node-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
amb_context_init (AmbContext *self)
{
  self->closing = g_cancellable_new ();
  self->view_state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

#define NODE_KEY "node"

/* A node that is there: a name, which has to be known where it is shown. */
static gboolean
has_node (AmbContext *self, const char *id)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (self->store, amb_entity_find ("node"), id, NULL);

  return record != NULL && !amb_record_get_deleted (record);
}

static void
read_node (AmbContext *self)
{
  g_autofree char *text = amb_context_dup_view_state (self, NODE_KEY);
  g_autoptr (AmbJson) json = text != NULL ? amb_json_parse (text, strlen (text), NULL) : NULL;
  const char *id = json != NULL ? amb_json_node_get_string (amb_json_get_root (json)) : NULL;

  if (id != NULL && has_node (self, id))
    self->node = g_strdup (id);
}

/* A page of a thousand records is written behind what is painted. */
static gpointer
give_way (gpointer data, GCancellable *cancellable, GError **error)
{
  amb_thread_give_way ();
  return NULL;
}

AmbContext *
amb_context_new (const char *profile, AmbClock *clock, GError **error)
{
  g_autoptr (AmbContext) self = g_object_new (AMB_TYPE_CONTEXT, NULL);

  self->profile = g_strdup (profile);
  self->path = g_build_filename (profile, "cache.db", NULL);
  self->clock = g_object_ref (clock);
  if (g_mkdir_with_parents (profile, 0700) != 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
                   _ ("The profile’s folder “%s” can’t be made: %s."), profile, g_strerror (errno));
      return NULL;
    }
  self->lock = amb_lock_take (profile, "ambassade", error);
  if (self->lock == NULL)
    return NULL;

  self->writer = amb_worker_new ("amb-writer");
  amb_worker_post (self->writer, give_way, NULL);
  if (amb_worker_run (self->writer, open_programme, self, NULL, error) == NULL)
    return NULL;
  self->store = amb_store_open (self->path, AMB_STORE_READ_ONLY, clock, error);
  if (self->store == NULL)
    return NULL;
  for (guint i = 0; i < N_READERS; i++)
    self->readers[i].worker = amb_worker_new ("amb-reader");
  self->network = amb_worker_new ("amb-network");

  self->sync = amb_sync_service_new (self->writer, self->programme);
  g_signal_connect (self->sync, "applied", G_CALLBACK (applied_cb), self);
  read_node (self);
  return g_steal_pointer (&self);
}

/**
 * amb_context_close:
 *
 * Stops the threads after what is queued, closes the file and gives the profile's lock back. From
 * then on no signal comes, and reads and writes, also those on their way, end with
 * G_IO_ERROR_CLOSED; only what a write on its way did is still told to its caller. May be called
 * twice. Main thread.
 */
void
amb_context_close (AmbContext *self)
{
  self->is_closed = TRUE;
  if (self->sync != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->sync, applied_cb, self);
      amb_sync_service_stop (self->sync);
    }
  g_cancellable_cancel (self->closing);
  if (self->network != NULL)
    amb_worker_stop (self->network); /* before the writer, whom its jobs may use */
  g_clear_object (&self->network);
  g_clear_object (&self->sync);
  for (guint i = 0; i < N_READERS; i++)
    if (self->readers[i].worker != NULL)
      {
        amb_worker_run (self->readers[i].worker, close_reader, &self->readers[i], NULL, NULL);
        amb_worker_stop (self->readers[i].worker);
        g_clear_object (&self->readers[i].worker);
      }
  g_clear_object (&self->store);
  if (self->writer != NULL)
    {
      amb_worker_run (self->writer, close_programme, self, NULL, NULL);
      amb_worker_stop (self->writer);
    }
  g_clear_object (&self->writer);
  g_clear_pointer (&self->lock, amb_lock_free);
}

AmbClock *
amb_context_get_clock (AmbContext *self)
{
  return self->clock;
}

AmbSyncService *
amb_context_get_sync (AmbContext *self)
{
  return self->sync;
}

AmbAccess
amb_context_get_access (AmbContext *self)
{
  return self->programme != NULL ? amb_programme_get_access (self->programme) : AMB_ACCESS_NONE;
}

gboolean
amb_context_may (AmbContext *self, const AmbEntity *entity, AmbRight right)
{
  return (amb_access_get_rights (amb_context_get_access (self), entity) & right) != 0;
}

char *
amb_context_dup_person (AmbContext *self)
{
  return self->store != NULL ? amb_store_dup_meta (self->store, "actor-person") : NULL;
}

gboolean
amb_context_may_write (AmbContext *self, AmbRecord *record, AmbRight right)
{
  return amb_context_may (self, amb_record_get_entity (record), right) &&
         amb_check_place (self->store, amb_context_get_access (self), record, NULL);
}

AmbStore *
amb_context_get_store (AmbContext *self)
{
  return self->store;
}

/**
 * amb_context_write_async:
 * @job: (nullable): runs on the writer; NULL only reads again what undo would do
 * @free_data: (nullable): called when the write is over
 * @free_result: (nullable): frees a result that nobody took
 *
 * Main thread only.
 */
void
amb_context_write_async (AmbContext *self,
                         AmbContextWrite job,
                         gpointer data,
                         GDestroyNotify free_data,
                         GDestroyNotify free_result,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Write *write;

  g_task_set_source_tag (task, amb_context_write_async);
  if (self->is_closed)
    {
      refuse_closed (task, data, free_data);
      return;
    }
  write = g_new0 (Write, 1);
  write->context = g_object_ref (self);
  write->job = job;
  write->data = data;
  write->free_data = free_data;
  write->free_result = free_result;
  /* What was committed is told even when the caller has lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, write, (GDestroyNotify) write_free);
  if (is_act (write))
    count_act (self, 1);
  amb_worker_run_async (self->writer, AMB_WORKER_NORMAL, run_write, write, NULL, NULL, cancellable,
                        written_cb, task);
}

gpointer
amb_context_write_finish (AmbContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * amb_context_read_async:
 * @cancellable: (nullable): cancelling it interrupts the statement that runs; a newer query of the
 *   same list cancels the older one's
 *
 * Main thread only. A cancelled read ends with G_IO_ERROR_CANCELLED, one of a closed context with
 * G_IO_ERROR_CLOSED.
 */
void
amb_context_read_async (AmbContext *self,
                        AmbContextRead job,
                        gpointer data,
                        GDestroyNotify free_data,
                        GDestroyNotify free_result,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reader *reader = &self->readers[0];
  Read *read;

  g_task_set_source_tag (task, amb_context_read_async);
  if (self->is_closed)
    {
      refuse_closed (task, data, free_data);
      return;
    }
  for (guint i = 1; i < N_READERS; i++)
    if (self->readers[i].queued < reader->queued)
      reader = &self->readers[i];
  reader->queued++;

  read = g_new0 (Read, 1);
  read->context = g_object_ref (self);
  read->reader = reader;
  read->job = job;
  read->data = data;
  read->free_data = free_data;
  g_task_set_task_data (task, read, (GDestroyNotify) read_free);
  g_object_set_data (G_OBJECT (task), "free-result", free_result);
  amb_worker_run_async (reader->worker, AMB_WORKER_NORMAL, run_read, read, NULL, free_result,
                        cancellable, read_cb, task);
}

gpointer
amb_context_read_finish (AmbContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AmbContext *self = g_task_get_source_object (task);
  GDestroyNotify free_result = g_object_get_data (G_OBJECT (task), "free-result");
  g_autoptr (GError) error = NULL;
  gpointer value = amb_worker_run_finish (AMB_WORKER (source), result, &error);

  /* Whoever asked must not go on with a context that is closed. */
  if (error == NULL && g_cancellable_set_error_if_cancelled (self->closing, &error) &&
      value != NULL && free_result != NULL)
    free_result (value);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, value, free_result);
}

/**
 * amb_context_ask_async:
 * @free_data: (nullable): called when the job is over
 * @free_result: (nullable): frees a result that nobody took
 *
 * Main thread only. Jobs run one after the other.
 */
void
amb_context_ask_async (AmbContext *self,
                       AmbWorkerJob job,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (self->network == NULL)
    {
      if (free_data != NULL)
        free_data (data);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_object_unref (task);
      return;
    }
  if (cancellable != NULL)
    g_signal_connect_object (self->closing, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             cancellable, G_CONNECT_SWAPPED);
  g_task_set_source_tag (task, amb_context_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  g_object_set_data (G_OBJECT (task), "free-result", free_result);
  amb_worker_run_async (self->network, AMB_WORKER_NORMAL, job, data, free_data, free_result,
                        cancellable != NULL ? cancellable : self->closing, asked_cb, task);
}

gpointer
amb_context_ask_finish (AmbContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
amb_context_get_undo_label (AmbContext *self, gboolean redo)
{
  return redo ? self->redo_label : self->undo_label;
}

gboolean
amb_context_may_undo (AmbContext *self, gboolean redo)
{
  return self->acts > 0 || amb_context_get_undo_label (self, redo) != NULL;
}

gint64
amb_context_get_undo_group (AmbContext *self)
{
  return self->undo_group;
}

const char *
amb_context_get_node (AmbContext *self)
{
  return self->node;
}

void
amb_context_set_node (AmbContext *self, const char *node)
{
  g_autoptr (GString) json = g_string_new (NULL);
  char *copy = g_strdup (node);

  if (g_strcmp0 (self->node, node) == 0)
    {
      g_free (copy);
      return;
    }
  g_free (self->node);
  self->node = copy;
  amb_json_append_string (json, copy != NULL ? copy : "");
  amb_context_set_view_state (self, NODE_KEY, json->str);
  g_signal_emit (self, signals[SIGNAL_NODE_CHANGED], 0);
}

/** amb_context_dup_view_state: (transfer full) (nullable): what was set last, in this run or an
 * earlier one */
char *
amb_context_dup_view_state (AmbContext *self, const char *key)
{
  g_autofree char *name = g_strconcat ("view:", key, NULL);
  const char *json = g_hash_table_lookup (self->view_state, name);

  if (json != NULL)
    return g_strdup (json);
  return self->store != NULL ? amb_store_dup_meta (self->store, name) : NULL;
}

typedef struct
{
  char *key;
  char *json;
} ViewState;

static void
view_state_free (gpointer data)
{
  ViewState *state = data;

  g_free (state->key);
  g_free (state->json);
  g_free (state);
}

static gpointer
write_view_state (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  ViewState *state = data;

  amb_store_set_meta (amb_programme_get_store (programme), state->key, state->json, error);
  return NULL;
}

/** amb_context_set_view_state: kept at once for this run, in the file a moment later */
void
amb_context_set_view_state (AmbContext *self, const char *key, const char *json)
{
  ViewState *state = g_new0 (ViewState, 1);

  state->key = g_strconcat ("view:", key, NULL);
  state->json = g_strdup (json);
  g_hash_table_replace (self->view_state, g_strdup (state->key), g_strdup (json));
  amb_context_write_async (self, write_view_state, state, view_state_free, NULL, NULL, NULL, NULL);
}
