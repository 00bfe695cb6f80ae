/* What the parts of the writing window share. */
#pragma once

#include "amb-context.h"
#include "amb-writing.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To whom, read on a reader thread. */
typedef struct
{
  const AmbEntity *entity;
  char **ids;
  gboolean invites; /* then only those who can be invited */
} AmbWriteTarget;

AmbWriteTarget *
amb_write_target_new (const AmbEntity *entity, const char *const *ids, gboolean invites);
void amb_write_target_free (AmbWriteTarget *self);

/** amb_write_read: an AmbContextRead; @target: AmbWriteTarget. Returns: (transfer full): AmbWriting
 */
gpointer
amb_write_read (AmbStore *store, gpointer target, GCancellable *cancellable, GError **error);

/* That one mail was written. */
typedef struct
{
  AmbWritingNote *note;
  gboolean invites;
  gboolean tells;  /* in another way: there is no letter */
  char *text;      /* nullable: of the invitations; NULL: the template’s */
  char *answer_by; /* nullable */
} AmbWriteRecord;

void amb_write_record_free (AmbWriteRecord *self);
/** amb_write_run_record: an AmbContextWrite; @record: AmbWriteRecord */
gpointer amb_write_run_record (AmbProgramme *programme,
                               gpointer record,
                               GCancellable *cancellable,
                               GError **error);

/** amb_write_is_other: isn’t the person reached by a mail, and is to learn it in another way?
 * @purpose: of the letter */
gboolean amb_write_is_other (const AmbWritingPerson *person, const char *purpose);

/** amb_write_count_mails: how many there will be */
guint amb_write_count_mails (const AmbWriting *writing, gboolean together);

/** amb_write_notes_fill: @box: what is to be known before: who isn’t reached, what isn’t known,
 * what happens */
void amb_write_notes_fill (GtkBox *box, const AmbWriting *writing, guint n_mails);

G_END_DECLS
