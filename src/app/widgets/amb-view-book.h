/* The named views of one entity: read on a reader thread, and followed as they change. */
#pragma once

#include "amb-context.h"
#include "amb-named-views.h"

G_BEGIN_DECLS

#define AMB_TYPE_VIEW_BOOK (amb_view_book_get_type ())
G_DECLARE_FINAL_TYPE (AmbViewBook, amb_view_book, AMB, VIEW_BOOK, GObject)

/**
 * amb_view_book_new:
 *
 * Empty until amb_view_book_read(). From then on every change of a named view, made here or
 * brought by a pull, has them read anew. Signal "changed": they are in, or are others now. Main
 * thread.
 */
AmbViewBook *amb_view_book_new (AmbContext *context, const AmbEntity *entity);
/** amb_view_book_read: the first time; no more than one read is on its way */
void amb_view_book_read (AmbViewBook *self);

/** amb_view_book_get_views: of AmbNamedView; borrowed until "changed" */
GPtrArray *amb_view_book_get_views (AmbViewBook *self);
const AmbNamedView *amb_view_book_find (AmbViewBook *self, const char *id); /* (nullable) */

/* What a person does with a view; NULL: it stays as it is. */
typedef struct
{
  char *id; /* NULL: a new one */
  char *title;
  char *query;
  char *visibility;
  gboolean removes;
  int step;    /* −1: up, 1: down, among the views of its kind */
  char *label; /* what “Undo” takes back */
} AmbViewEdit;

AmbViewEdit *amb_view_edit_new (const char *id);
void amb_view_edit_free (AmbViewEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbViewEdit, amb_view_edit_free)

/** amb_view_book_write_async: one command on the writer, which one Undo takes back; @edit:
 * (transfer full) */
void amb_view_book_write_async (AmbViewBook *self,
                                AmbViewEdit *edit,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** amb_view_book_write_finish: (transfer full): the view's id */
char *amb_view_book_write_finish (AmbViewBook *self, GAsyncResult *result, GError **error);

G_END_DECLS
