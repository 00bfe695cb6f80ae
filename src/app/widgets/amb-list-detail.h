/* A list of records with the chosen one beside it, or over it where there is little room. */
#pragma once

#include "amb-detail-pane.h"
#include "amb-record-list.h"

G_BEGIN_DECLS

#define AMB_TYPE_LIST_DETAIL (amb_list_detail_get_type ())
G_DECLARE_FINAL_TYPE (AmbListDetail, amb_list_detail, AMB, LIST_DETAIL, AdwBin)

/** amb_list_detail_new: @design and @groups as amb_record_list_setup() and amb_detail_pane_setup()
 * take them */
GtkWidget *amb_list_detail_new (AmbContext *context,
                                const AmbEntity *entity,
                                const AmbListDesign *design,
                                const AmbFormGroup *groups);

AmbRecordList *amb_list_detail_get_list (AmbListDetail *self);
AmbDetailPane *amb_list_detail_get_pane (AmbListDetail *self);
/** amb_list_detail_open: shows the record; FALSE when there is none of this id */
gboolean amb_list_detail_open (AmbListDetail *self, const char *id);
/** amb_list_detail_go_back: puts invalid values back, then closes the pane, then the selection,
 * then the search; FALSE when all were closed */
gboolean amb_list_detail_go_back (AmbListDetail *self);

G_END_DECLS
