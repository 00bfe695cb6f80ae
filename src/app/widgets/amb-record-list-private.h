/* The parts of AmbRecordList: columns, views, filters, verbs. */
#pragma once

#include "amb-list-state.h"
#include "amb-record-list.h"
#include "amb-view-book.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_SECTION_DESIGNED,
  AMB_SECTION_MINE,
  AMB_SECTION_SHARED,
  AMB_SECTION_SAVING,
  AMB_SECTION_VERBS,
  AMB_N_SECTIONS
} AmbViewSection;

struct _AmbRecordList
{
  AdwBin parent_instance;

  /* Template. */
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *toolbar;
  GtkWidget *view_button;
  GtkWidget *view_label;
  GtkWidget *view_mark;
  GtkWidget *view_separator;
  GtkWidget *squeezer;
  GtkWidget *facet_box;
  GtkWidget *filter_button;
  GtkWidget *filter_box;
  GtkWidget *spinner;
  GtkWidget *count_label;
  GtkWidget *options_button;
  GtkWidget *notice_box;
  GtkWidget *notice_label;
  GtkWidget *stack;
  GtkColumnView *table;
  GtkListView *lines;
  GtkWidget *empty_page;
  GtkWidget *nobody_page;
  GtkWidget *no_result_page;
  GtkWidget *error_page;
  GtkWidget *elsewhere_page; /* made in code */
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
  const AmbField *only;        /* nullable */
  const char *today;           /* interned */

  /* Owned. */
  AmbContext *context;
  AmbListModel *model;
  AmbSelection *selection;
  AmbListState *state;
  AmbViewBook *book;
  GMenu *view_sections[AMB_N_SECTIONS]; /* of the menu of views */
  char *gone_view; /* nullable: id of the named view that went while it was shown */
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
  gboolean is_view_changed; /* not as the named view was saved */
  guint n_books;            /* how often the named views have been read */
  gboolean wants_focus;     /* when the rows are in */
  gboolean is_asking;       /* another query is on its way: the count is not yet its */
  gboolean to_top;          /* when its rows are in */
  struct _AmbBulkRun *run;  /* nullable: the verb that runs */
  const AmbField *probed;
};

/* amb-record-list.c */
void amb_record_list_apply (AmbRecordList *self); /* the state becomes the model's query */
void amb_record_list_queue_save (AmbRecordList *self);
AmbQuery *amb_record_list_dup_base (AmbRecordList *self);
AmbQuery *amb_record_list_dup_query (AmbRecordList *self); /* what is shown */
void amb_record_list_toast (AmbRecordList *self, const char *sentence, gboolean with_undo);
const char *amb_record_list_get_key (AmbRecordList *self);

/* amb-record-list-columns.c */
void amb_record_list_add_columns (AmbRecordList *self);
void amb_record_list_restore_columns (AmbRecordList *self);
void amb_record_list_restore_sort (AmbRecordList *self);
void amb_record_list_fit_columns (AmbRecordList *self);
void amb_record_list_reset_columns (AmbRecordList *self);
/** amb_record_list_take_layout: the columns that are shown, into @view */
void amb_record_list_take_layout (AmbRecordList *self, AmbView *view);
/** amb_record_list_show_layout: those of @view and no others; FALSE: it has none that are here */
gboolean amb_record_list_show_layout (AmbRecordList *self, const AmbView *view);
/** amb_record_list_has_layout: are they those of @view? */
gboolean amb_record_list_has_layout (AmbRecordList *self, const AmbView *view);
/** amb_record_list_knows_layout: has @view columns that are here? */
gboolean amb_record_list_knows_layout (AmbRecordList *self, const AmbView *view);
GMenuModel *amb_record_list_create_column_menu (AmbRecordList *self);
GtkWidget *amb_record_list_get_rows (AmbRecordList *self);
void amb_record_list_scroll_to (AmbRecordList *self, gint64 rid);

/* amb-record-list-bar.c */
void amb_record_list_add_facets (AmbRecordList *self);
void amb_record_list_update_bar (AmbRecordList *self);
void amb_record_list_add_filter_actions (AmbRecordList *self);

/* amb-record-list-views.c */
void amb_record_list_add_views (AmbRecordList *self);
void amb_record_list_update_views (AmbRecordList *self);
const AmbListView *amb_record_list_get_view (AmbRecordList *self);   /* nullable */
const AmbNamedView *amb_record_list_get_named (AmbRecordList *self); /* nullable */
/** amb_record_list_leave_named: no named view is shown; columns and sort are the person's own */
void amb_record_list_leave_named (AmbRecordList *self);
/** amb_record_list_keep_own: before a named view is shown */
void amb_record_list_keep_own (AmbRecordList *self);
void amb_record_list_reload_state (AmbRecordList *self);

/* amb-record-list-naming.c */
void amb_record_list_add_naming (AmbRecordList *self);

/* amb-record-list-hand-on.c */
void amb_record_list_add_hand_on (AmbRecordList *self);

/* amb-record-list-verbs.c */
/** amb_record_list_load_actions: the bar below the rows, from a file of its own */
void amb_record_list_load_actions (AmbRecordList *self);
void amb_record_list_add_verbs (AmbRecordList *self);
void amb_record_list_update_verbs (AmbRecordList *self);
void amb_record_list_fold_verbs (AmbRecordList *self);

G_END_DECLS
