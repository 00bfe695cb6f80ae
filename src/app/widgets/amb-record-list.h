/* Any list of records: columns, filters, search, named views, selection with its verbs. */
#pragma once

#include "amb-selection.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_RECORD_LIST (amb_record_list_get_type ())
G_DECLARE_FINAL_TYPE (AmbRecordList, amb_record_list, AMB, RECORD_LIST, AdwBin)

/* What a page made for purpose says of a column or a filter; the generic list takes the table's. */
typedef struct
{
  const char *field;
  const char *label; /* N_(), nullable: the field's */
  int width;         /* px at the usual text size, 0: by type */
  const char *unset; /* N_(), nullable: what an unset value shows */
  const char *told;  /* nullable: a field of choices that stands beside the value, as a chip: how
                        much is known of it */
} AmbListColumn;

typedef struct
{
  const char *field;
  const char *label; /* N_(), nullable: the field's */
} AmbListFacet;

/* A view that is always there. */
typedef struct
{
  const char *id;
  const char *label;         /* N_() */
  const char *field;         /* nullable: everything */
  const char *const *values; /* NULL-terminated: the field is one of these */
  const char *empty;         /* N_(), nullable: the title when nobody is in it */
} AmbListView;

typedef struct
{
  const char *key;              /* under which the state is kept; NULL: the entity's name */
  const AmbListColumn *columns; /* nullable; ends with a NULL field; those named first are shown */
  const AmbListFacet *facets;   /* nullable; ends with a NULL field */
  const AmbListView *views;     /* nullable; ends with a NULL id; the first is the default */
  const char *set_verb;         /* nullable: a field that has a button in the action bar */
  const char *set_label;        /* N_(): “Set Node…” */
} AmbListDesign;

/**
 * amb_record_list_setup:
 * @design: (nullable): static; NULL: everything from the entity's table
 *
 * To be called once; the list is read when the widget is first mapped. Properties: "search-mode"
 * (boolean), "blank" (boolean: the entity has no record at all, the empty page leads).
 *
 * Signals: "record-chosen" (int64 rid, 0: none): one row is selected, show it;
 * "record-activated" (int64): Enter or double click.
 */
void amb_record_list_setup (AmbRecordList *self,
                            AmbContext *context,
                            const AmbEntity *entity,
                            const AmbListDesign *design);

/** amb_record_list_set_empty: the page of an entity without records; @buttons: (transfer floating)
 * (nullable) */
void amb_record_list_set_empty (AmbRecordList *self,
                                const char *icon,
                                const char *title,
                                const char *description,
                                GtkWidget *buttons);

/** amb_record_list_set_only: rows of which @field is 1, in every view; before it is shown */
void amb_record_list_set_only (AmbRecordList *self, const AmbField *field);

/** amb_record_list_show_query: these filters, search and sort, in the view of everything */
void amb_record_list_show_query (AmbRecordList *self, const AmbQuery *query);
/** amb_record_list_choose: selects the record and scrolls to it; widens the view when it is not in
 * it. FALSE: no such record */
gboolean amb_record_list_choose (AmbRecordList *self, const char *id);
/** amb_record_list_step: chooses the row @by places from the chosen one; FALSE at the ends */
gboolean amb_record_list_step (AmbRecordList *self, int by);

/** amb_record_list_focus: the focus goes to the rows, or will when they are read */
void amb_record_list_focus (AmbRecordList *self);
/** amb_record_list_focus_row: the focus goes to the row @rid where it is in sight, else to the rows
 */
void amb_record_list_focus_row (AmbRecordList *self, gint64 rid);
void amb_record_list_focus_search (AmbRecordList *self);
/** amb_record_list_go_back: clears the selection, else the search; FALSE when there was neither */
gboolean amb_record_list_go_back (AmbRecordList *self);

const AmbEntity *amb_record_list_get_entity (AmbRecordList *self);
AmbSelection *amb_record_list_get_selection (AmbRecordList *self);
AmbListModel *amb_record_list_get_model (AmbRecordList *self);

G_END_DECLS
