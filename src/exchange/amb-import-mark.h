/* Imports that did not come to their end: which file, how far, and what undoes it. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 group;            /* of undo */
  const AmbEntity *entity; /* nullable: this program does not know it */
  char *name;              /* of the file */
  gint64 rows, total;      /* taken in, and in the file */
  gboolean is_running;     /* as far as the file tells: a writer may have died since */
  gboolean can_undo;       /* the next Undo takes it back */
} AmbImportMark;

void amb_import_mark_free (AmbImportMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportMark, amb_import_mark_free)

/** amb_import_mark_write: so far the import has come; in the transaction of its chunk, so that a
 * kill leaves the mark of what is in */
gboolean amb_import_mark_write (AmbStore *store,
                                gint64 group,
                                const AmbEntity *entity,
                                const char *name,
                                gint64 rows,
                                gint64 total,
                                GError **error);
/** amb_import_mark_finish: the file is in to its end: no mark of it stays, of earlier tries neither
 */
gboolean
amb_import_mark_finish (AmbStore *store, const AmbEntity *entity, const char *name, GError **error);
/** amb_import_mark_stop: what was running is not any longer. For whoever opens a profile to write,
 * and when an import ends early. */
gboolean amb_import_mark_stop (AmbStore *store, GError **error);
/** amb_import_mark_forget: it is to stay as it is */
gboolean amb_import_mark_forget (AmbStore *store, gint64 group, GError **error);

/** amb_import_mark_list: (transfer full): of AmbImportMark, the latest first; without those that
 * were undone. A reader's store, or any. */
GPtrArray *amb_import_mark_list (AmbStore *store, GError **error);
/** amb_import_mark_dup_title: (transfer full): “people.csv” stopped after 500 of 20,000 rows */
char *amb_import_mark_dup_title (const AmbImportMark *self);
/** amb_import_mark_get_advice: translated: what to do about one that stopped */
const char *amb_import_mark_get_advice (const AmbImportMark *self);

G_END_DECLS
