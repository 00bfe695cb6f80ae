/* One record beside its list: edited in place, moved, removed, with its checklist and history. */
#pragma once

#include "amb-form.h"

G_BEGIN_DECLS

#define AMB_TYPE_DETAIL_PANE (amb_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (AmbDetailPane, amb_detail_pane, AMB, DETAIL_PANE, GtkBox)

/**
 * amb_detail_pane_setup:
 * @groups: (nullable): static: how the form is cut; NULL: as the entity's table
 *
 * To be called once. Signals: "step" (int, −1 or 1): previous or next row; "closed": the person
 * wants it closed, or the record is gone.
 */
void amb_detail_pane_setup (AmbDetailPane *self,
                            AmbContext *context,
                            const AmbEntity *entity,
                            const AmbFormGroup *groups);

/** amb_detail_pane_add: @extra stands above the form from now on, and is told what is shown by its
 * property "record" (AmbRecord, nullable). To be called once. */
void amb_detail_pane_add (AmbDetailPane *self, GtkWidget *extra);
/** amb_detail_pane_show: NULL shows nothing; what was typed before is written or kept as a draft */
void amb_detail_pane_show (AmbDetailPane *self, AmbRecord *record);
AmbRecord *amb_detail_pane_get_record (AmbDetailPane *self); /* (nullable) */
/** amb_detail_pane_flush: writes what is dirty and valid, keeps the rest as drafts */
void amb_detail_pane_flush (AmbDetailPane *self);
/** amb_detail_pane_revert: puts stored values back where what was typed is not valid; FALSE when
 * all is */
gboolean amb_detail_pane_revert (AmbDetailPane *self);

/** amb_detail_pane_get_opener: (nullable): the window’s action that opens a record of @entity in a
 * window of its own, by its id; @label: (out) (nullable): its button, translated */
const char *amb_detail_pane_get_opener (const AmbEntity *entity, const char **label);

G_END_DECLS
