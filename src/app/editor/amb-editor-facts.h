/* What the editor shows of one content item, read on a reader thread. */
#pragma once

#include "amb-content.h"

G_BEGIN_DECLS

/* A comment or a decision, in the order of time. */
typedef struct
{
  AmbRecord *record;
  char *who;          /* a name, or what stands for one */
  gboolean may_write; /* the person at this desktop */
  gboolean is_older;  /* approves texts that are no longer those of the item */
} AmbEditorRemark;

typedef struct
{
  AmbContentFacts *content;
  GPtrArray *checks;    /* of AmbContentCheck */
  GPtrArray *comments;  /* of AmbEditorRemark, the latest first */
  GPtrArray *decisions; /* the same */
  AmbRecord *pillar;    /* nullable */
  char *campaign;       /* nullable: its UTM name */
  guint who;            /* AmbWho bits of the person at this desktop, for moves of the item */
  char *unsaid;         /* nullable: all of it is out, and why that can't be said yet; "": it can */
  gboolean is_edited;   /* is approved or scheduled with a text that nobody approved */
} AmbEditorFacts;

void amb_editor_facts_free (AmbEditorFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbEditorFacts, amb_editor_facts_free)

/** amb_editor_facts_read: an AmbContextRead: @data: the id of the item */
gpointer
amb_editor_facts_read (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
