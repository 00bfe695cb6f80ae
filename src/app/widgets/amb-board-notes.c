#include "amb-board-notes.h"

#include "amb-candidates.h"

#include <string.h>

#define FITS_MS 500 /* what several scores in a row change is read once */

#define KEPT 2000 /* beyond which notes of cards that were scrolled away are dropped */

struct _AmbBoardNotes
{
  GObject parent_instance;

  AmbContext *context;
  const char *sql; /* nullable, static */
  gboolean has_fit;
  GHashTable *notes;    /* id → AmbBoardNote */
  GHashTable *wanted;   /* set of ids */
  GHashTable *refusals; /* rid → message */
  GHashTable *fits;     /* nullable: id → text; not read yet, or not for this person */
  guint source;
  guint fits_source;
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (AmbBoardNotes, amb_board_notes, G_TYPE_OBJECT)

static guint changed_signal;

/* A move that is not published yet is later than all that are. */
#define SINCE                                                                                      \
  "(SELECT t.at FROM transitions t WHERE t.record = j.value AND t.deleted = 0 ORDER BY ver = 0 "   \
  "DESC, ver DESC, rid DESC LIMIT 1)"
static void
note_free (gpointer data)
{
  AmbBoardNote *note = data;

  g_free (note->since);
  g_free (note->words);
  g_free (note);
}

/* The instant in a UUIDv7: what never moved has been there since it was added. */
static gint64
get_created (const char *id)
{
  g_autofree char *digits = g_strdup_printf ("%.8s%.4s", id, strlen (id) > 13 ? id + 9 : "");

  return g_ascii_strtoll (digits, NULL, 16);
}

static char *
dup_day (const char *at, const char *id)
{
  gint64 instant;

  if (at == NULL || !amb_instant_parse (at, &instant))
    instant = get_created (id);
  return amb_instant_dup_day (instant);
}

typedef struct
{
  const char *sql;
  char *ids; /* a JSON array */
} Asked;

static void
asked_free (gpointer data)
{
  g_free (((Asked *) data)->ids);
  g_free (data);
}

/* On a reader thread: in one statement. */
static gpointer
read_notes (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
  const Asked *asked = data;
  g_autofree char *sql = g_strdup_printf ("SELECT j.value, " SINCE ", %s FROM json_each(?1) j",
                                          asked->sql != NULL ? asked->sql : "NULL");
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, asked->ids);
  while (row)
    {
      AmbBoardNote *note;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        continue;
      note = g_new0 (AmbBoardNote, 1);
      note->since = dup_day (amb_stmt_get_text (stmt, 1), amb_stmt_get_text (stmt, 0));
      note->words = g_strdup (amb_stmt_get_text (stmt, 2));
      g_hash_table_insert (notes, g_strdup (amb_stmt_get_text (stmt, 0)), note);
    }
  return g_steal_pointer (&notes);
}

static void queue_read (AmbBoardNotes *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbBoardNotes) self = data;
  g_autoptr (GHashTable) read = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);
  GHashTableIter iter;
  gpointer id, note;

  self->is_reading = FALSE;
  if (self->context == NULL)
    return;
  if (read != NULL)
    {
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      g_hash_table_iter_init (&iter, read);
      while (g_hash_table_iter_next (&iter, &id, &note))
        {
          g_hash_table_iter_steal (&iter);
          g_hash_table_replace (self->notes, id, note);
          g_hash_table_add (ids, id);
        }
      g_signal_emit (self, changed_signal, 0, ids);
    }
  if (g_hash_table_size (self->wanted) > 0)
    queue_read (self);
}

static gboolean
start_read_cb (gpointer data)
{
  AmbBoardNotes *self = data;
  Asked *asked = g_new0 (Asked, 1);
  g_autoptr (GString) json = g_string_new ("[");
  GHashTableIter iter;
  gpointer id;

  self->source = 0;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_string_append_printf (json, "%s\"%s\"", json->len > 1 ? "," : "", (const char *) id);
  g_string_append_c (json, ']');
  g_hash_table_remove_all (self->wanted);
  self->is_reading = TRUE;
  asked->sql = self->sql;
  asked->ids = g_strdup (json->str);
  amb_context_read_async (self->context, read_notes, asked, asked_free,
                          (GDestroyNotify) g_hash_table_unref, NULL, read_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
queue_read (AmbBoardNotes *self)
{
  if (self->source == 0 && !self->is_reading)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, start_read_cb, self, NULL);
}

static void
want (AmbBoardNotes *self, const char *id)
{
  if (!amb_id_is_valid (id))
    return;
  g_hash_table_add (self->wanted, g_strdup (id));
  queue_read (self);
}

/* On a reader thread. */
static gpointer
read_fits (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_candidates_list_fits (store, error);
}

static void
fits_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbBoardNotes) self = data;
  GHashTable *fits = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  if (self->context == NULL || fits == NULL)
    {
      g_clear_pointer (&fits, g_hash_table_unref);
      return;
    }
  g_clear_pointer (&self->fits, g_hash_table_unref);
  self->fits = fits;
  g_signal_emit (self, changed_signal, 0, NULL);
}

static gboolean
start_fits_cb (gpointer data)
{
  AmbBoardNotes *self = data;

  self->fits_source = 0;
  amb_context_read_async (self->context, read_fits, NULL, NULL, (GDestroyNotify) g_hash_table_unref,
                          NULL, fits_read_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
queue_fits (AmbBoardNotes *self)
{
  if (self->has_fit && self->fits_source == 0 &&
      amb_context_may (self->context, amb_entity_find ("assessment"), AMB_RIGHT_READ))
    self->fits_source = g_timeout_add (FITS_MS, start_fits_cb, self);
}

/* Old notes stand until the new ones are read. */
static void
context_changed_cb (AmbBoardNotes *self)
{
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->notes) > KEPT)
    g_hash_table_remove_all (self->notes);
  g_hash_table_iter_init (&iter, self->notes);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    want (self, id);
  if (g_hash_table_size (self->notes) > 0)
    queue_fits (self);
  g_signal_emit (self, changed_signal, 0, NULL);
}

static void
amb_board_notes_dispose (GObject *object)
{
  AmbBoardNotes *self = AMB_BOARD_NOTES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->fits_source, g_source_remove);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_board_notes_parent_class)->dispose (object);
}

static void
amb_board_notes_finalize (GObject *object)
{
  AmbBoardNotes *self = AMB_BOARD_NOTES (object);

  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->refusals);
  g_clear_pointer (&self->fits, g_hash_table_unref);
  G_OBJECT_CLASS (amb_board_notes_parent_class)->finalize (object);
}

static void
amb_board_notes_class_init (AmbBoardNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_board_notes_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_board_notes_finalize;
  changed_signal = g_signal_new ("changed", AMB_TYPE_BOARD_NOTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_HASH_TABLE);
}

static void
amb_board_notes_init (AmbBoardNotes *self)
{
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refusals = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

AmbBoardNotes *
amb_board_notes_new (AmbContext *context, const char *sql, gboolean has_fit)
{
  AmbBoardNotes *self = g_object_new (AMB_TYPE_BOARD_NOTES, NULL);

  self->context = g_object_ref (context);
  self->sql = sql;
  self->has_fit = has_fit;
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

const AmbBoardNote *
amb_board_notes_get (AmbBoardNotes *self, const char *id)
{
  const AmbBoardNote *note = g_hash_table_lookup (self->notes, id);

  if (note == NULL)
    want (self, id);
  return note;
}

const char *
amb_board_notes_get_fit (AmbBoardNotes *self, const char *id)
{
  if (self->fits == NULL)
    queue_fits (self);
  return self->fits != NULL ? g_hash_table_lookup (self->fits, id) : NULL;
}

void
amb_board_notes_set_refusals (AmbBoardNotes *self, const AmbBulkReport *report)
{
  g_hash_table_remove_all (self->refusals);
  for (guint i = 0; report != NULL && i < report->refusals->len; i++)
    {
      const AmbBulkRefusal *refusal = g_ptr_array_index (report->refusals, i);

      g_hash_table_insert (self->refusals, (gpointer) (gintptr) refusal->rid,
                           g_strdup (refusal->message));
    }
  g_signal_emit (self, changed_signal, 0, NULL);
}

const char *
amb_board_notes_get_refusal (AmbBoardNotes *self, gint64 rid)
{
  return g_hash_table_lookup (self->refusals, (gpointer) (gintptr) rid);
}
