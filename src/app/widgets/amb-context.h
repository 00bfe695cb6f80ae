/* What every page is given: the profile's threads, its change bus, its sync. */
#pragma once

#include "amb-programme.h"
#include "amb-sync-service.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_CONTEXT (amb_context_get_type ())
G_DECLARE_FINAL_TYPE (AmbContext, amb_context, AMB, CONTEXT, GObject)

/**
 * amb_context_new:
 * @profile: the profile's folder, made when missing (0700); its file is DIR/cache.db
 *
 * Takes the profile's lock, opens the store and starts the threads. Errors as amb_store_open() and
 * AMB_ERROR_BUSY, which says who holds the profile.
 */
AmbContext *amb_context_new (const char *profile, AmbClock *clock, GError **error);
void amb_context_close (AmbContext *self);

AmbClock *amb_context_get_clock (AmbContext *self);
AmbSyncService *amb_context_get_sync (AmbContext *self);
/** amb_context_get_access: of the person at this desk; a manager where there is no server. Main
 * thread. */
AmbAccess amb_context_get_access (AmbContext *self);
/** amb_context_may: has the person at this desk @right on @entity? What they have no right to is
 * absent. */
gboolean amb_context_may (AmbContext *self, const AmbEntity *entity, AmbRight right);
/** amb_context_dup_person: (transfer full) (nullable): id of the ambassador who sits at this desk.
 * Main thread. */
char *amb_context_dup_person (AmbContext *self);
/** amb_context_may_write: has the person at this desk @right on this record, where it is? Main
 * thread: reads single rows by key. */
gboolean amb_context_may_write (AmbContext *self, AmbRecord *record, AmbRight right);
/** amb_context_get_store: (nullable once closed): the main thread's read-only connection: single
 * rows by id and titles, nothing longer */
AmbStore *amb_context_get_store (AmbContext *self);

/* A write runs on the writer thread with the one programme. Afterwards "changed" is emitted, then
 * the callback is called. */
typedef gpointer (*AmbContextWrite) (AmbProgramme *programme,
                                     gpointer data,
                                     GCancellable *cancellable,
                                     GError **error);
void amb_context_write_async (AmbContext *self,
                              AmbContextWrite job,
                              gpointer data,
                              GDestroyNotify free_data,
                              GDestroyNotify free_result,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer amb_context_write_finish (AmbContext *self, GAsyncResult *result, GError **error);

/* A read runs on one of the two reader threads with a read-only store. */
typedef gpointer (*AmbContextRead) (AmbStore *store,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);
void amb_context_read_async (AmbContext *self,
                             AmbContextRead job,
                             gpointer data,
                             GDestroyNotify free_data,
                             GDestroyNotify free_result,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer amb_context_read_finish (AmbContext *self, GAsyncResult *result, GError **error);

/* What waits for the network or the keyring runs on a thread of its own, without the profile;
 * closing the context cancels it. */
void amb_context_ask_async (AmbContext *self,
                            AmbWorkerJob job,
                            gpointer data,
                            GDestroyNotify free_data,
                            GDestroyNotify free_result,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer amb_context_ask_finish (AmbContext *self, GAsyncResult *result, GError **error);

/* Signal "changed" (GPtrArray of AmbChange): after every commit here and every applied pull, on the
 * main thread; never once the context is closed. Signal "undo-changed": what Ctrl+Z would undo is
 * another. */

/** amb_context_get_undo_label: (nullable): what undo (@redo FALSE) or redo would take back */
const char *amb_context_get_undo_label (AmbContext *self, gboolean redo);
/** amb_context_may_undo: is there something to undo (@redo FALSE) or to redo, or may there be once
 * the writes on their way are done? An undo that is asked for meanwhile comes behind them. */
gboolean amb_context_may_undo (AmbContext *self, gboolean redo);
/** amb_context_get_undo_group: which group undo would take back: two may have one label; 0: none */
gint64 amb_context_get_undo_group (AmbContext *self);

/** amb_context_get_node: (nullable): the node that every place is narrowed to, with what is below
 * it; NULL: everything. Remembered by the profile. Signal "node-changed": it is another. */
const char *amb_context_get_node (AmbContext *self);
/** amb_context_set_node: @node: (nullable): everything */
void amb_context_set_node (AmbContext *self, const char *node);

/* View state of this desktop (columns, filters, window size): JSON by key, in the profile's file.
 */
char *amb_context_dup_view_state (AmbContext *self, const char *key);
void amb_context_set_view_state (AmbContext *self, const char *key, const char *json);

G_END_DECLS
