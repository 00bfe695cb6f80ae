#include "amb-view-book.h"

struct _AmbViewBook
{
  GObject parent_instance;

  AmbContext *context;
  const AmbEntity *entity;
  GPtrArray *views; /* of AmbNamedView */
  GCancellable *closing;
  gboolean is_asked_for;
  gboolean is_reading;
  gboolean is_stale; /* something changed while they were read */
};

G_DEFINE_FINAL_TYPE (AmbViewBook, amb_view_book, G_TYPE_OBJECT)

static guint changed_signal;

/* On a reader thread. */
static gpointer
read_views (AmbStore *store, gpointer entity, GCancellable *cancellable, GError **error)
{
  return amb_named_views_list (store, entity, error);
}

static void start_reading (AmbViewBook *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbViewBook) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  self->is_reading = FALSE;
  if (!self->context)
    return;
  /* What was read before a change would take back what the person sees of it. */
  if (self->is_stale)
    {
      start_reading (self);
      return;
    }
  /* They stay as they were where they can't be read: the list itself says so. */
  if (!views)
    return;
  g_ptr_array_unref (self->views);
  self->views = g_steal_pointer (&views);
  g_signal_emit (self, changed_signal, 0);
}

static void
start_reading (AmbViewBook *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  amb_context_read_async (self->context, read_views, (gpointer) self->entity, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->closing, read_cb,
                          g_object_ref (self));
}

static void
changed_cb (AmbViewBook *self, GPtrArray *changes)
{
  for (guint i = 0; self->is_asked_for && i < changes->len; i++)
    {
      const AmbChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->entity->name, "named-view"))
        {
          start_reading (self);
          return;
        }
    }
}

static void
amb_view_book_dispose (GObject *object)
{
  AmbViewBook *self = AMB_VIEW_BOOK (object);

  g_cancellable_cancel (self->closing);
  if (self->context)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_view_book_parent_class)->dispose (object);
}

static void
amb_view_book_finalize (GObject *object)
{
  AmbViewBook *self = AMB_VIEW_BOOK (object);

  g_ptr_array_unref (self->views);
  g_object_unref (self->closing);
  G_OBJECT_CLASS (amb_view_book_parent_class)->finalize (object);
}

static void
amb_view_book_class_init (AmbViewBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_view_book_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_view_book_finalize;
  changed_signal = g_signal_new ("changed", AMB_TYPE_VIEW_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
amb_view_book_init (AmbViewBook *self)
{
  self->views = g_ptr_array_new ();
  self->closing = g_cancellable_new ();
}

AmbViewBook *
amb_view_book_new (AmbContext *context, const AmbEntity *entity)
{
  AmbViewBook *self = g_object_new (AMB_TYPE_VIEW_BOOK, NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  g_signal_connect_swapped (context, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
amb_view_book_read (AmbViewBook *self)
{
  g_return_if_fail (AMB_IS_VIEW_BOOK (self));

  if (self->is_asked_for)
    return;
  self->is_asked_for = TRUE;
  start_reading (self);
}

GPtrArray *
amb_view_book_get_views (AmbViewBook *self)
{
  g_return_val_if_fail (AMB_IS_VIEW_BOOK (self), NULL);

  return self->views;
}

const AmbNamedView *
amb_view_book_find (AmbViewBook *self, const char *id)
{
  g_return_val_if_fail (AMB_IS_VIEW_BOOK (self), NULL);

  return amb_named_views_find (self->views, id);
}

/* Writing. */

AmbViewEdit *
amb_view_edit_new (const char *id)
{
  AmbViewEdit *self = g_new0 (AmbViewEdit, 1);

  self->id = g_strdup (id);
  return self;
}

void
amb_view_edit_free (AmbViewEdit *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->query);
  g_free (self->visibility);
  g_free (self->label);
  g_free (self);
}

typedef struct
{
  const AmbEntity *entity;
  AmbViewEdit *edit;
} Write;

static void
write_free (Write *write)
{
  amb_view_edit_free (write->edit);
  g_free (write);
}

static gboolean
set_fields (AmbProgramme *programme, const AmbViewEdit *edit, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  if (edit->title)
    g_hash_table_insert (values, (char *) "title", edit->title);
  if (edit->query)
    g_hash_table_insert (values, (char *) "query", edit->query);
  if (edit->visibility)
    g_hash_table_insert (values, (char *) "visibility", edit->visibility);
  return amb_programme_set (programme, amb_entity_find ("named-view"), edit->id, values, error);
}

static char *
run_edit (AmbProgramme *programme, const Write *write, GError **error)
{
  const AmbViewEdit *edit = write->edit;
  gboolean done;

  if (!edit->id)
    return amb_named_view_add (programme, write->entity, edit->title, edit->query,
                               g_strcmp0 (edit->visibility, "shared") == 0, error);
  if (edit->removes)
    done = amb_programme_remove (programme, amb_entity_find ("named-view"), edit->id, error);
  else if (edit->step != 0)
    done = amb_named_view_step (programme, write->entity, edit->id, edit->step, error);
  else
    done = set_fields (programme, edit, error);
  return done ? g_strdup (edit->id) : NULL;
}

/* On the writer thread. */
static gpointer
run_write (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Write *write = data;
  char *id;

  if (!amb_programme_open_group (programme, write->edit->label, error))
    return NULL;
  id = run_edit (programme, write, error);
  amb_programme_close_group (programme);
  return id;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *id = amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  if (id)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

void
amb_view_book_write_async (AmbViewBook *self,
                           AmbViewEdit *edit,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Write *write;

  g_return_if_fail (AMB_IS_VIEW_BOOK (self));
  g_return_if_fail (self->context != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, amb_view_book_write_async);
  write = g_new0 (Write, 1);
  write->entity = self->entity;
  write->edit = edit;
  amb_context_write_async (self->context, run_write, write, (GDestroyNotify) write_free, g_free,
                           NULL, written_cb, task);
}

char *
amb_view_book_write_finish (AmbViewBook *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
