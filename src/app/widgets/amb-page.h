/* A page of the window: what the shell shows of it in the header bar, and asks of it. */
#pragma once

#include "amb-context.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define AMB_TYPE_PAGE (amb_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmbPage, amb_page, AMB, PAGE, AdwBin)

/**
 * AmbPageClass:
 * @context_set: the construct property "context" is there: load; called once, on the main thread
 * @focus_search: (nullable): Ctrl+F: put the cursor into the search entry; :search-mode is already
 * TRUE
 * @open_record: (nullable): show that record (select it, open its pane); FALSE when it can't
 * @show_query: (nullable): show the list with these filters, sort and search
 * @go_back: (nullable): Esc and Alt+Left: close what is open inside (pane, selection, search);
 * FALSE when there is nothing to close
 * @focus_content: (nullable): the place was entered: put the focus where the keyboard works;
 * without it, the first thing that can have it
 *
 * A page folder exports one type per page, made by the shell as
 * `g_object_new (AMB_TYPE_X_PAGE, "context", context, NULL)`: AMB_TYPE_PEOPLE_PAGE
 * (src/app/people), AMB_TYPE_RECORDS_PAGE (src/app/records). The places' table of the shell names
 * them.
 *
 * A page never calls the shell: it activates, from any widget of its own, the window's actions:
 *
 * | action            | target | what | | ----------------- | ------ |
 * ----------------------------------------------------------------- | | `win.go-to`       | `s` | a
 * place: "today", "people", "people/selection" (place/view)      | | `win.open-record` | `(ss)` |
 * entity, id                                                        | | `win.show-list`   | `(ss)`
 * | entity, AmbQuery as JSON ("" for everything)                      | | `win.toast`       |
 * `(sb)` | a finished sentence; TRUE adds the button Undo (of the last group) | | `win.import` |
 * `s`    | entity, "" for people                                             | | `win.ask` |
 * `(sas)` | person, role, node or cohort ("": nobody yet), ids: asks them | | `win.answer` | `(ss)`
 * | a task, "accepted", "declined", "done", "": to be chosen | | `win.fit` | `s` | id of a
 * candidate, "" for all | | `win.person` | `s` | id of the person
 * whose page it is | | `win.show-node` | `s` | id of the node that every place is narrowed to,
 * "" for everything | | `win.hold` | `s` | id of a crisis, "" to be chosen | | `win.lift` | `s` |
 * id of a hold that stands | | `win.undo` `win.redo` | –  | what Ctrl+Z and Ctrl+Shift+Z do |
 *
 * Its own actions stand in a group that it gives with amb_page_set_actions(); while the page is
 * shown they are `page.…` for the whole window, menus of the header bar included. Accelerators are
 * in the shell's table (amb-shortcuts.c): Ctrl+N activates :primary-action; Delete and Ctrl+A are
 * the list's own.
 */
struct _AmbPageClass
{
  AdwBinClass parent_class;
  void (*context_set) (AmbPage *self);
  void (*focus_search) (AmbPage *self);
  gboolean (*open_record) (AmbPage *self, const AmbEntity *entity, const char *id);
  void (*show_query) (AmbPage *self, const AmbQuery *query);
  gboolean (*go_back) (AmbPage *self);
  void (*focus_content) (AmbPage *self);
};

/* Properties: "context" (construct-only), "title", "subtitle", "views", "primary-label",
 * "primary-action", "primary-suggested", "can-search", "search-mode", "narrow". All notify. */

AmbContext *amb_page_get_context (AmbPage *self);

/** amb_page_get_title: "People"; the place's label unless the page sets another */
const char *amb_page_get_title (AmbPage *self);
void amb_page_set_title (AmbPage *self, const char *title);
/** amb_page_get_subtitle: (nullable): one quiet line beside the title (a date, a count) */
const char *amb_page_get_subtitle (AmbPage *self);
void amb_page_set_subtitle (AmbPage *self, const char *subtitle);

/** amb_page_get_views: (nullable): the views that the switcher of the header bar offers; each has a
 * title and an icon */
AdwViewStack *amb_page_get_views (AmbPage *self);
void amb_page_set_views (AmbPage *self, AdwViewStack *views);

/**
 * amb_page_set_primary:
 * @label: (nullable): the button's text, "Add Person"; NULL: no button
 * @action: detailed action name, "page.add"
 * @suggested: blue; FALSE where the page itself leads (an empty page, Today)
 */
void
amb_page_set_primary (AmbPage *self, const char *label, const char *action, gboolean suggested);
const char *amb_page_get_primary_label (AmbPage *self);  /* nullable */
const char *amb_page_get_primary_action (AmbPage *self); /* nullable */

/* Search: the header bar's toggle (and Ctrl+F) is bound to :search-mode; the page owns its search
 * bar. */
void amb_page_set_can_search (AmbPage *self, gboolean can_search);
gboolean amb_page_get_search_mode (AmbPage *self);
void amb_page_set_search_mode (AmbPage *self, gboolean search_mode);

/** amb_page_get_narrow: is the page under 600 px wide? A list shows two lines a row then. */
gboolean amb_page_get_narrow (AmbPage *self);

/** amb_page_set_actions: the group that is `page.…` while this page is shown */
void amb_page_set_actions (AmbPage *self, GActionGroup *actions);
GActionGroup *amb_page_get_actions (AmbPage *self); /* nullable */

/* What the shell calls. */
void amb_page_focus_search (AmbPage *self);
gboolean amb_page_open_record (AmbPage *self, const AmbEntity *entity, const char *id);
void amb_page_show_query (AmbPage *self, const AmbQuery *query);
gboolean amb_page_go_back (AmbPage *self);
void amb_page_focus_content (AmbPage *self);

G_END_DECLS
