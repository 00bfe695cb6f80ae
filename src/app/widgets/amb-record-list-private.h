/* The parts of AmbRecordList: columns, bar of views and filters, verbs. */
#pragma once

#include "amb-list-state.h"
#include "amb-record-list.h"

G_BEGIN_DECLS

struct _AmbRecordList
{
  AdwBin parent_instance;

  /* Template. */
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *toolbar;
  GtkWidget *view_button;
  GtkWidget *view_separator;
  GtkWidget *squeezer;
  GtkWidget *facet_box;
  GtkWidget *filter_button;
  GtkWidget *filter_box;
  GtkWidget *spinner;
  GtkWidget *count_label;
  GtkWidget *options_button;
  GtkWidget *stack;
  GtkColumnView *table;
  GtkListView *lines;
  GtkWidget *empty_page;
  GtkWidget *nobody_page;
  GtkWidget *no_result_page;
  GtkWidget *error_page;
  GtkWidget *action_revealer;
  GtkWidget *action_bar;
  GtkWidget *selected_label;
  GtkWidget *verb_box;
  GtkWidget *verb_menu_button;
  GtkMenuButton *set_button; /* nullable; made in code, as the two that follow */
  GtkWidget *progress_box;
  GtkWidget *progress_bar;

  /* Borrowed. */
  const AmbEntity *entity;
  const AmbListDesign *design; /* nullable */
  const char *today;           /* interned */

  /* Owned. */
  AmbContext *context;
  AmbListModel *model;
  AmbSelection *selection;
  AmbListState *state;
  GSimpleActionGroup *actions;
  GPtrArray *columns; /* of Column: amb-record-list-columns.c */
  GPtrArray *facets;  /* of AmbFacetButton, borrowed: those of the bar, then those of the popover */
  GtkSorter *sorter;  /* of the table; watched */

  gint64 chosen;         /* rid, 0: none */
  gboolean is_elsewhere; /* another view is shown to find what is to be chosen */
  gint64 to_choose;      /* rid to select and scroll to when the rows are in */
  gint64 scroll_to;
  guint scroll_source;
  guint save_source;
  guint layout_source;
  guint busy_source;
  int width;
  double stretch; /* of designed widths, ≥ 1 */
  gboolean is_set_up;
  gboolean is_restoring; /* state goes to the widgets, not back */
  gboolean is_blank;
  gboolean is_narrow;
  gboolean is_probing;
  gboolean wants_focus;    /* when the rows are in */
  gboolean is_asking;      /* another query is on its way: the count is not yet its */
  gboolean to_top;         /* when its rows are in */
  struct _AmbBulkRun *run; /* nullable: the verb that runs */
  const AmbField *probed;
};

/* amb-record-list.c */
void amb_record_list_apply (AmbRecordList *self); /* the state becomes the model's query */
void amb_record_list_queue_save (AmbRecordList *self);
AmbQuery *amb_record_list_dup_base (AmbRecordList *self);
const char *amb_record_list_get_key (AmbRecordList *self);

/* amb-record-list-columns.c */
void amb_record_list_add_columns (AmbRecordList *self);
void amb_record_list_restore_columns (AmbRecordList *self);
void amb_record_list_restore_sort (AmbRecordList *self);
void amb_record_list_fit_columns (AmbRecordList *self);
void amb_record_list_reset_columns (AmbRecordList *self);
GMenuModel *amb_record_list_create_column_menu (AmbRecordList *self);
GtkWidget *amb_record_list_get_rows (AmbRecordList *self);
void amb_record_list_scroll_to (AmbRecordList *self, gint64 rid);

/* amb-record-list-bar.c */
void amb_record_list_add_facets (AmbRecordList *self);
void amb_record_list_update_bar (AmbRecordList *self);
void amb_record_list_add_view_actions (AmbRecordList *self);
const AmbListView *amb_record_list_get_view (AmbRecordList *self); /* nullable */

/* amb-record-list-verbs.c */
void amb_record_list_add_verbs (AmbRecordList *self);
void amb_record_list_update_verbs (AmbRecordList *self);
void amb_record_list_fold_verbs (AmbRecordList *self);

G_END_DECLS
