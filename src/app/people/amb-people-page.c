#include "amb-people-page.h"

#include "amb-add-window.h"
#include "amb-people-board.h"
#include "amb-composer-view.h"
#include "amb-found-view.h"
#include "amb-people-designs.h"
#include "amb-people-view.h"
#include <glib/gi18n.h>

#define COUNT_MS 250

struct _AmbPeoplePage
{
  AmbPage parent_instance;

  GtkStack *pages; /* the views, or the page of a programme without anybody else */
  AdwViewStack *views;
  AdwStatusPage *alone_page;
  GtkWidget *alone_buttons;

  AmbPeopleView *roster;     /* nullable: by the access of the person at this desk */
  AmbBoard *board;           /* nullable */
  AmbPeopleView *selection;  /* nullable */
  AmbComposerView *composer; /* nullable: of those who hold cohorts */
  AmbFoundView *found;       /* nullable: of those who hold activity of others */
  AmbListDetail *cards;      /* nullable: what an ambassador sees of colleagues… */
  AmbListDetail *own;        /* nullable: …and their own data */

  const AmbEntity *entity;
  AmbAccess access;      /* that the views are made for */
  GBindingGroup *search; /* of the view that is shown */
  guint count_source;
  gboolean is_alone;
  gboolean is_asked; /* for a list, although nobody else is there */
};

G_DEFINE_FINAL_TYPE (AmbPeoplePage, amb_people_page, AMB_TYPE_PAGE)

static gboolean
shows_board (AmbPeoplePage *self)
{
  return self->board != NULL &&
         adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->board);
}

/* (nullable): the board, the composer and the suggestions are no lists */
static AmbListDetail *
get_shown (AmbPeoplePage *self)
{
  GtkWidget *view = adw_view_stack_get_visible_child (self->views);

  if (AMB_IS_COMPOSER_VIEW (view) || AMB_IS_FOUND_VIEW (view) || AMB_IS_BOARD (view))
    return NULL;
  return AMB_IS_PEOPLE_VIEW (view) ? amb_people_view_get_detail (AMB_PEOPLE_VIEW (view))
                                   : AMB_LIST_DETAIL (view);
}

static gboolean
may_add (AmbPeoplePage *self)
{
  return amb_context_may (amb_page_get_context (AMB_PAGE (self)), self->entity, AMB_RIGHT_CREATE);
}

/* Where nobody is, the page's own buttons lead. */
static void
update_primary (AmbPeoplePage *self)
{
  GtkWidget *view = adw_view_stack_get_visible_child (self->views);
  gboolean has_nobody = FALSE;

  if (AMB_IS_PEOPLE_VIEW (view))
    g_object_get (view, "nobody", &has_nobody, NULL);
  amb_page_set_primary (AMB_PAGE (self), may_add (self) ? _ ("Add Person") : NULL, "page.add",
                        !has_nobody && !self->is_alone);
}

static void
update_pages (AmbPeoplePage *self)
{
  gboolean is_alone = self->is_alone && !self->is_asked;

  gtk_stack_set_visible_child_name (self->pages, is_alone ? "alone" : "views");
  update_primary (self);
}

static void
view_changed_cb (AmbPeoplePage *self)
{
  AmbListDetail *shown = get_shown (self);

  g_binding_group_set_source (self->search, shows_board (self) ? (gpointer) self->board
                                            : shown != NULL    ? amb_list_detail_get_list (shown)
                                                               : NULL);
  update_primary (self);
}

/* Adding. */

static void
added_cb (AmbPeoplePage *self, const char *id)
{
  amb_page_open_record (AMB_PAGE (self), self->entity, id);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbPeoplePage *self = data;
  GtkWidget *window = amb_add_window_new (amb_page_get_context (AMB_PAGE (self)), self->entity,
                                          _ ("Add Person"), amb_people_add_groups,
                                          GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { .name = "add", .activate = add_cb },
};

/* Who is there. */

typedef struct
{
  char *me; /* nullable: who acts here */
  gint64 pool;
  gboolean is_alone;
} Counts;

static void
counts_free (gpointer data)
{
  Counts *counts = data;

  g_free (counts->me);
  g_free (counts);
}

/* On a reader thread. Whoever began the programme is in it, and counts for nobody. */
static gpointer
count_people (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const pool[] = { "identified", NULL };
  const AmbEntity *entity = amb_entity_find ("ambassador");
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) first = amb_store_list (store, query, 2, error);
  Counts *counts = g_new0 (Counts, 1);

  if (first == NULL)
    {
      counts_free (counts);
      return NULL;
    }
  counts->me = amb_store_dup_meta (store, "actor-person");
  counts->is_alone =
      first->len == 0 ||
      (first->len == 1 &&
       g_strcmp0 (amb_record_get_id (g_ptr_array_index (first, 0)), counts->me) == 0);
  amb_query_where (query, amb_entity_get_state_field (entity), AMB_MATCH_IN, pool);
  if (!amb_store_count (store, query, &counts->pool, error))
    g_clear_pointer (&counts, counts_free);
  return counts;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbPeoplePage) self = data;
  Counts *counts = amb_context_read_finish (AMB_CONTEXT (source), result, NULL);

  if (counts == NULL)
    return;
  if (self->roster != NULL)
    {
      amb_people_view_set_pool (self->roster, counts->pool);
      amb_people_view_set_pool (self->selection, counts->pool);
      self->is_alone = counts->is_alone;
      update_pages (self);
    }
  counts_free (counts);
}

static void
count (AmbPeoplePage *self)
{
  amb_context_read_async (amb_page_get_context (AMB_PAGE (self)), count_people, NULL, NULL,
                          counts_free, NULL, counted_cb, g_object_ref (self));
}

/* The views. */

static void
append_view (
    AmbPeoplePage *self, GtkWidget *view, const char *name, const char *title, const char *icon)
{
  adw_view_stack_add_titled (self->views, view, name, title);
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->views, view), icon);
}

static AmbPeopleView *
append_people (AmbPeoplePage *self,
               const AmbListDesign *design,
               const char *name,
               const char *title,
               const char *icon)
{
  GtkWidget *view = amb_people_view_new (amb_page_get_context (AMB_PAGE (self)), design);

  append_view (self, view, name, title, icon);
  g_signal_connect_object (view, "notify::nobody", G_CALLBACK (update_primary), self,
                           G_CONNECT_SWAPPED);
  return AMB_PEOPLE_VIEW (view);
}

static AmbListDetail *
append_generic (AmbPeoplePage *self,
                const AmbEntity *entity,
                const char *name,
                const char *title,
                const char *icon)
{
  GtkWidget *view =
      amb_list_detail_new (amb_page_get_context (AMB_PAGE (self)), entity, NULL, NULL);

  append_view (self, view, name, title, icon);
  return AMB_LIST_DETAIL (view);
}

static void
append_composer (AmbPeoplePage *self)
{
  AmbContext *context = amb_page_get_context (AMB_PAGE (self));

  if (!amb_context_may (context, amb_entity_find ("cohort"), AMB_RIGHT_READ))
    return;
  self->composer = AMB_COMPOSER_VIEW (amb_composer_view_new (context));
  append_view (self, GTK_WIDGET (self->composer), "cohorts", _ ("Cohorts"),
               "system-users-symbolic");
}

static void
append_found (AmbPeoplePage *self)
{
  AmbContext *context = amb_page_get_context (AMB_PAGE (self));

  if (!amb_context_may (context, amb_entity_find ("activity"), AMB_RIGHT_READ) ||
      !amb_context_may (context, self->entity, AMB_RIGHT_UPDATE))
    return;
  self->found = AMB_FOUND_VIEW (amb_found_view_new (context));
  append_view (self, GTK_WIDGET (self->found), "suggestions", _ ("Suggestions"),
               "edit-find-symbolic");
}

static void
clear_views (AmbPeoplePage *self)
{
  GtkWidget *view;

  g_binding_group_set_source (self->search, NULL);
  self->roster = self->selection = NULL;
  self->board = NULL;
  self->cards = self->own = NULL;
  self->composer = NULL;
  self->found = NULL;
  while ((view = gtk_widget_get_first_child (GTK_WIDGET (self->views))) != NULL)
    adw_view_stack_remove (self->views, view);
}

static void
fill_alone (AmbPeoplePage *self)
{
  GtkBox *box = GTK_BOX (self->alone_buttons);
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (self->alone_buttons)) != NULL)
    gtk_box_remove (box, button);
  if (!may_add (self))
    return;
  gtk_box_append (box, amb_people_pill_new (_ ("Import People…"), "win.import::ambassador", TRUE));
  gtk_box_append (box, amb_people_pill_new (_ ("Add Person"), "page.add", FALSE));
}

static void
narrow_changed_cb (AmbPeoplePage *self)
{
  gboolean narrow = amb_page_get_narrow (AMB_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->alone_buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (self->roster == NULL)
    return;
  amb_board_set_narrow (self->board, narrow);
  amb_people_view_set_narrow (self->roster, narrow);
  amb_people_view_set_narrow (self->selection, narrow);
}

static void
build (AmbPeoplePage *self)
{
  self->access = amb_context_get_access (amb_page_get_context (AMB_PAGE (self)));
  g_signal_handlers_block_by_func (self->views, view_changed_cb, self);
  clear_views (self);
  self->is_alone = FALSE;
  if (self->access == AMB_ACCESS_AMBASSADOR)
    {
      self->cards = append_generic (self, amb_entity_find ("person-card"), "cards", _ ("Cards"),
                                    "amb-people-symbolic");
      self->own = append_generic (self, self->entity, "own", _ ("My Data"), "amb-person-symbolic");
    }
  else
    {
      self->roster = append_people (self, &amb_people_roster_design, "roster", _ ("Roster"),
                                    "view-list-bullet-symbolic");
      self->board = AMB_BOARD (
          amb_board_new (amb_page_get_context (AMB_PAGE (self)), &amb_people_board_design));
      append_view (self, GTK_WIDGET (self->board), "board", _ ("Selection"),
                   "amb-columns-symbolic");
      self->selection = append_people (self, &amb_people_selection_design, "selection",
                                       _ ("Candidates"), "view-dual-symbolic");
      append_composer (self);
      append_found (self);
    }
  g_signal_handlers_unblock_by_func (self->views, view_changed_cb, self);
  fill_alone (self);
  narrow_changed_cb (self);
  view_changed_cb (self);
  update_pages (self);
}

static gboolean
count_cb (gpointer data)
{
  AmbPeoplePage *self = data;

  self->count_source = 0;
  count (self);
  return G_SOURCE_REMOVE;
}

/* Signing in makes somebody else of the person at this desk. */
static void
changed_cb (AmbPeoplePage *self)
{
  if (self->access != amb_context_get_access (amb_page_get_context (AMB_PAGE (self))))
    build (self);
  if (self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_MS, count_cb, self);
}

static void
amb_people_page_context_set (AmbPage *page)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);

  self->entity = amb_entity_find ("ambassador");
  amb_page_set_title (page, _ ("People"));
  amb_page_set_can_search (page, TRUE);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  build (self);
  amb_page_set_views (page, self->views);
  g_signal_connect_object (amb_page_get_context (page), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_changed_cb), NULL);
  count (self);
}

/* What the shell asks. */

static void
ask_for_list (AmbPeoplePage *self)
{
  self->is_asked = TRUE;
  update_pages (self);
}

static void
amb_people_page_focus_search (AmbPage *page)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);

  AmbListDetail *shown = get_shown (self);

  ask_for_list (self);
  if (shows_board (self))
    amb_board_focus_search (self->board);
  else if (shown != NULL)
    amb_record_list_focus_search (amb_list_detail_get_list (shown));
  else if (AMB_IS_COMPOSER_VIEW (adw_view_stack_get_visible_child (self->views)))
    amb_composer_view_focus_search (self->composer);
  else
    amb_page_set_search_mode (page, FALSE);
}

static void
amb_people_page_focus_content (AmbPage *page)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);
  GtkWidget *view = adw_view_stack_get_visible_child (self->views);

  self->is_asked = FALSE;
  update_pages (self);
  if (self->is_alone)
    gtk_widget_child_focus (GTK_WIDGET (self->alone_page), GTK_DIR_TAB_FORWARD);
  else if (shows_board (self))
    amb_board_focus (self->board);
  else if (AMB_IS_PEOPLE_VIEW (view))
    amb_people_view_focus (AMB_PEOPLE_VIEW (view));
  else if (AMB_IS_COMPOSER_VIEW (view) || AMB_IS_FOUND_VIEW (view))
    gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
  else
    amb_record_list_focus (amb_list_detail_get_list (get_shown (self)));
}

static gboolean
amb_people_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);
  GtkWidget *view = self->roster != NULL ? GTK_WIDGET (self->roster) : GTK_WIDGET (self->own);

  if (self->composer != NULL && entity == amb_entity_find ("cohort"))
    {
      ask_for_list (self);
      adw_view_stack_set_visible_child (self->views, GTK_WIDGET (self->composer));
      return amb_composer_view_open (self->composer, id);
    }
  if (self->cards != NULL && entity == amb_entity_find ("person-card"))
    view = GTK_WIDGET (self->cards);
  else if (entity != self->entity)
    return FALSE;
  ask_for_list (self);
  adw_view_stack_set_visible_child (self->views, view);
  if (AMB_IS_PEOPLE_VIEW (view))
    return amb_people_view_open (AMB_PEOPLE_VIEW (view), id);
  return amb_list_detail_open (AMB_LIST_DETAIL (view), id);
}

static void
amb_people_page_show_query (AmbPage *page, const AmbQuery *query)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);
  AmbPeopleView *const views[] = { self->roster, self->selection };

  if (query->entity != self->entity)
    return;
  ask_for_list (self);
  for (guint i = 0; self->roster != NULL && i < G_N_ELEMENTS (views); i++)
    if (amb_people_view_show_query (views[i], query))
      {
        adw_view_stack_set_visible_child (self->views, GTK_WIDGET (views[i]));
        return;
      }
  adw_view_stack_set_visible_child (self->views, self->roster != NULL ? GTK_WIDGET (self->roster)
                                                                      : GTK_WIDGET (self->own));
  amb_record_list_show_query (amb_list_detail_get_list (get_shown (self)), query);
}

static gboolean
amb_people_page_go_back (AmbPage *page)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);
  AmbListDetail *shown = get_shown (self);
  gboolean is_back = shows_board (self) ? amb_board_go_back (self->board)
                                        : shown != NULL && amb_list_detail_go_back (shown);

  if (self->found != NULL &&
      adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->found))
    is_back = amb_found_view_go_back (self->found);
  self->is_asked = FALSE;
  update_pages (self);
  return is_back;
}

static void
amb_people_page_dispose (GObject *object)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->search);
  self->roster = self->selection = NULL;
  self->board = NULL;
  self->composer = NULL;
  self->found = NULL;
  G_OBJECT_CLASS (amb_people_page_parent_class)->dispose (object);
}

static void
amb_people_page_class_init (AmbPeoplePageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_people_page_dispose;
  page_class->context_set = amb_people_page_context_set;
  page_class->focus_search = amb_people_page_focus_search;
  page_class->open_record = amb_people_page_open_record;
  page_class->show_query = amb_people_page_show_query;
  page_class->go_back = amb_people_page_go_back;
  page_class->focus_content = amb_people_page_focus_content;
}

static void
make_alone (AmbPeoplePage *self)
{
  self->alone_page = ADW_STATUS_PAGE (adw_status_page_new ());
  self->alone_buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_halign (self->alone_buttons, GTK_ALIGN_CENTER);
  adw_status_page_set_icon_name (self->alone_page, "amb-people-symbolic");
  adw_status_page_set_title (self->alone_page, _ ("No Ambassadors Yet"));
  adw_status_page_set_description (
      self->alone_page,
      _ ("Import the people who already speak for the company, or add the first one by hand."));
  adw_status_page_set_child (self->alone_page, self->alone_buttons);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->alone_page), "alone");
}

static void
amb_people_page_init (AmbPeoplePage *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->pages, FALSE);
  gtk_stack_set_vhomogeneous (self->pages, FALSE);
  self->views = ADW_VIEW_STACK (adw_view_stack_new ());
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->views), "views");
  make_alone (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
  self->search = g_binding_group_new ();
  g_binding_group_bind (self->search, "search-mode", self, "search-mode", G_BINDING_BIDIRECTIONAL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
}
