/* What AmbForm is made of: its rows are made in amb-form-rows.c, what is typed is kept in
 * amb-form.c. */
#pragma once

#include "amb-form-row.h"
#include "amb-form.h"

G_BEGIN_DECLS

struct _AmbForm
{
  GtkBox parent_instance;

  AmbContext *context;
  const AmbEntity *entity;
  const AmbFormGroup *groups; /* nullable */
  char *id;                   /* nullable: being made */
  char *purpose;              /* nullable: of the one being made; its drafts stand under it */
  GPtrArray *entries;

  /* What the rows were made for. */
  gboolean is_built;
  gboolean is_for_new;
  gboolean is_foreign; /* of a place in which one only reads */
  gboolean is_said;    /* by somebody else, whose words these are */
  gboolean is_out;     /* a text that was published: what is kept is what went out */
  AmbAccess access;
};

/* A row of this form and what the store holds for it. */
typedef struct
{
  AmbForm *form;
  AmbFormRow *row;
  const AmbField *field;
  gboolean is_fact;      /* shown and not edited */
  gboolean may_be_blank; /* though the field is required */
  char *clean;           /* nullable: canonical */
  gboolean is_dirty;
  gboolean is_saving;
  gboolean is_refused; /* though it is right for its field */
  guint draft_source;
  gint64 dirty_since; /* monotonic, of the first key that no draft has */
} AmbFormEntry;

/* amb-form.c */
void amb_form_entry_edited (AmbFormEntry *entry);
void amb_form_entry_left (AmbFormEntry *entry);

/** amb_form_ensure_rows: rows are made when the first record comes, and anew when they have to be
 * of another kind: for a new record (@record NULL), for one that is only read, for another access
 */
void amb_form_ensure_rows (AmbForm *self, AmbRecord *record);
/** amb_form_fits: are the rows those that @record (nullable) needs? */
gboolean amb_form_fits (AmbForm *self, AmbRecord *record);

G_END_DECLS
