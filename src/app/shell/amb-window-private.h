/* What the files of the window share. */
#pragma once

#include "amb-node-bar.h"
#include "amb-places.h"
#include "amb-sidebar.h"
#include "amb-sync-chip.h"
#include "amb-view-switch.h"
#include "amb-width-bin.h"
#include "amb-window.h"

G_BEGIN_DECLS

/* What the header bar gives up, one after the other, where it would be cut. */
typedef enum
{
  AMB_HEADER_WHOLE,
  AMB_HEADER_NO_SUBTITLE,
  AMB_HEADER_ICON,    /* the page's button has no words, but a tooltip */
  AMB_HEADER_TIGHT,   /* each view is as wide as its own word */
  AMB_HEADER_COMPACT, /* the views are below the page */
} AmbHeaderRoom;

struct _AmbWindow
{
  AdwApplicationWindow parent_instance;

  /* template */
  GtkStack *root;
  AdwFlap *flap;
  AmbSidebar *sidebar;
  AmbWidthBin *content;
  AdwHeaderBar *header;
  GtkToggleButton *sidebar_button;
  GtkWidget *title_box;
  GtkLabel *title;
  GtkLabel *subtitle;
  AmbViewSwitch *view_switch;
  AdwWindowTitle *compact_title;
  GtkButton *primary_button;
  GtkToggleButton *search_button;
  AmbSyncChip *sync_chip;
  AmbNodeBar *node_bar;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  AdwViewSwitcherBar *switcher_bar;

  /* owned */
  AmbContext *context;
  GSettings *settings; /* nullable: no schema is installed */
  GBindingGroup *page_bindings;
  GSignalGroup *page_signals;
  GQueue history;  /* of char *: places left, the latest first */
  AdwToast *toast; /* nullable: the latest */

  /* borrowed */
  AmbPage *page; /* the one that is shown */
  const AmbPlace *place;

  AmbHeaderRoom header_room;
  int header_width; /* for which that was found; 0: not yet */
};

/** amb_window_go_to: "people" or "people/selection"; remembers where one was for
 * amb_window_go_back() */
void amb_window_go_to (AmbWindow *self, const char *target);
void amb_window_go_back (AmbWindow *self);
/** amb_window_get_page: the page of @place, made when it is asked for the first time */
AmbPage *amb_window_get_page (AmbWindow *self, const AmbPlace *place);
/** amb_window_focus_content: the keyboard is in what the page is about */
void amb_window_focus_content (AmbWindow *self);
/** amb_window_show_toast: @with_undo adds the button that takes the last group back */
void amb_window_show_toast (AmbWindow *self, const char *text, gboolean with_undo);
/** amb_window_show_places: leaves the first run */
void amb_window_show_places (AmbWindow *self);

/** amb_window_update_header: what the header bar shows of the page, in as many words as there is
 * room for */
void amb_window_update_header (AmbWindow *self);
/** amb_window_fit_header: the same, where the room has become another one */
void amb_window_fit_header (AmbWindow *self);
/** amb_window_update_calm: the compact header has the state of the synchronisation below its title
 * as long as nothing is asked */
void amb_window_update_calm (AmbWindow *self);

/** amb_window_install_actions: the `win.` actions */
void amb_window_install_actions (AmbWindow *self);
/** amb_window_update_actions: the one place where actions are enabled and disabled */
void amb_window_update_actions (AmbWindow *self);

G_END_DECLS
