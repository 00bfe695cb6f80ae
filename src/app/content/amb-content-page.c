#include "amb-content-page.h"

#include "amb-add-window.h"
#include "amb-asset-view.h"
#include "amb-calendar-view.h"
#include "amb-calendar.h"
#include "amb-content-lists.h"
#include "amb-display.h"
#include "amb-hold-banner.h"
#include "amb-results-view.h"
#include "amb-review-view.h"
#include "amb-sight.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AmbContentPage
{
  AmbPage parent_instance;

  AdwViewStack *views;
  AmbCalendarView *calendar;
  AmbAssetView *assets;    /* nullable: by the access of the person at this desk */
  AmbListDetail *needs;    /* nullable: the same */
  AmbResultsView *results; /* nullable: the same */
  AmbContentLists *lists;
  AmbReviewView *review; /* nullable: not for who decides nothing */
  GBindingGroup *search; /* of the view that is shown */
};

G_DEFINE_FINAL_TYPE (AmbContentPage, amb_content_page, AMB_TYPE_PAGE)

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static gboolean
shows_lists (AmbContentPage *self)
{
  return adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->lists);
}

static gboolean
shows_review (AmbContentPage *self)
{
  return self->review != NULL &&
         adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->review);
}

/* (nullable): the view that is shown, where it is a list with a pane */
static AmbListDetail *
get_shown (AmbContentPage *self)
{
  GtkWidget *view = adw_view_stack_get_visible_child (self->views);

  if (AMB_IS_ASSET_VIEW (view))
    return amb_asset_view_get_detail (self->assets);
  if (AMB_IS_RESULTS_VIEW (view))
    return amb_results_view_get_detail (self->results);
  if (AMB_IS_LIST_DETAIL (view))
    return AMB_LIST_DETAIL (view);
  return shows_lists (self) ? amb_content_lists_get_shown (self->lists) : NULL;
}

/* What New makes: an item, and in a list what the list has. */
static const AmbEntity *
get_new (AmbContentPage *self)
{
  AmbListDetail *shown = get_shown (self);

  return shown != NULL ? amb_record_list_get_entity (amb_list_detail_get_list (shown))
                       : get_items ();
}

static void
update (AmbContentPage *self)
{
  const AmbEntity *entity = get_new (self);
  gboolean may_add =
      amb_context_may (amb_page_get_context (AMB_PAGE (self)), entity, AMB_RIGHT_CREATE);
  g_autofree char *label =
      entity == get_items () ? g_strdup (_ ("New Item")) : amb_display_add (entity);
  AmbListDetail *shown = get_shown (self);
  gboolean suggests =
      entity == get_items () &&
      amb_context_get_access (amb_page_get_context (AMB_PAGE (self))) == AMB_ACCESS_AMBASSADOR;

  if (suggests && may_add)
    amb_page_set_primary (AMB_PAGE (self), _ ("Suggest an Item…"), "win.suggest-item", TRUE);
  else
    amb_page_set_primary (AMB_PAGE (self), may_add ? label : NULL, "page.add", TRUE);
  amb_page_set_can_search (AMB_PAGE (self), !shows_review (self));
  g_binding_group_set_source (self->search, shown != NULL
                                                ? (gpointer) amb_list_detail_get_list (shown)
                                                : (gpointer) self->calendar);
}

static void
added_cb (AmbContentPage *self, const char *id)
{
  amb_page_open_record (AMB_PAGE (self), get_new (self), id);
}

/* What one begins with; the editor and its checks ask for the rest. */
static const char *const begin[] = { "title",    "audience", "kind",       "pillar-id",
                                     "need-id",  "owner-id", "channel-id", "publish-on",
                                     "language", "body",     NULL };
static const AmbFormGroup begin_groups[] = { { NULL, begin }, { NULL, NULL } };

/* @day: (nullable): that the item has from the beginning */
static void
add (AmbContentPage *self, const char *day)
{
  const AmbEntity *entity = get_new (self);
  AmbContext *context = amb_page_get_context (AMB_PAGE (self));
  gboolean is_item = entity == get_items ();
  g_autofree char *title = is_item ? g_strdup (_ ("New Item")) : amb_display_add (entity);
  g_autofree char *person = is_item ? amb_context_dup_person (context) : NULL;
  GtkWidget *window = amb_add_window_new (context, entity, title, is_item ? begin_groups : NULL,
                                          GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));

  if (person != NULL)
    amb_add_window_fill_in (AMB_ADD_WINDOW (window), "owner-id", person);
  if (day != NULL)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
      /* "2026-11-23", or a whole planned time */
      g_autofree char *wall =
          strchr (day, '[') != NULL
              ? g_strdup (day)
              : amb_wall_time_make (day, "09:00", g_time_zone_get_identifier (zone));

      amb_add_window_fill_in (AMB_ADD_WINDOW (window), "publish-on", wall);
    }
  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add (data, NULL);
}

static void
add_on_cb (GSimpleAction *action, GVariant *day, gpointer data)
{
  AmbContentPage *self = data;

  if (amb_context_may (amb_page_get_context (AMB_PAGE (self)), get_items (), AMB_RIGHT_CREATE))
    add (self, g_variant_get_string (day, NULL));
}

/* Its values come with the slot; what is typed is the rest. */
static void
add_in_slot_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbContentPage *self = data;
  AmbContext *context = amb_page_get_context (AMB_PAGE (self));
  g_autoptr (GVariantIter) values = NULL;
  const char *slot, *words, *field, *value;
  GtkWidget *window;

  if (!amb_context_may (context, get_items (), AMB_RIGHT_CREATE))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  g_variant_get (parameter, "(&s&sa{ss})", &slot, &words, &values);
  window = amb_add_window_new (context, get_items (), _ ("New in This Slot"), begin_groups,
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  amb_add_window_set_purpose (AMB_ADD_WINDOW (window), slot);
  amb_add_window_set_verb (AMB_ADD_WINDOW (window), _ ("_Add"), NULL, words);
  while (g_variant_iter_next (values, "{&s&s}", &field, &value))
    {
      amb_add_window_give (AMB_ADD_WINDOW (window), field, value);
      amb_add_window_fill_in (AMB_ADD_WINDOW (window), field, value);
    }
  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_today_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_calendar_view_show_today (AMB_CONTENT_PAGE (data)->calendar);
}

static void
review_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  AmbContentPage *self = data;

  if (self->review != NULL)
    amb_review_view_choose (self->review, g_variant_get_string (id, NULL));
}

static void
fill_gaps_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amb_calendar_view_fill_gaps (((AmbContentPage *) data)->calendar);
}

static const GActionEntry entries[] = {
  { .name = "add", .activate = add_cb },
  { .name = "add-on", .activate = add_on_cb, .parameter_type = "s" },
  { .name = "add-in-slot", .activate = add_in_slot_cb, .parameter_type = "(ssa{ss})" },
  { .name = "review", .activate = review_cb, .parameter_type = "s" },
  { .name = "fill-gaps", .activate = fill_gaps_cb },
  { .name = "show-today", .activate = show_today_cb },
};

/* A view of the place: its own file, and one line where the views are made. */
static void
append_view (
    AmbContentPage *self, GtkWidget *view, const char *name, const char *title, const char *icon)
{
  adw_view_stack_add_titled (self->views, view, name, title);
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->views, view), icon);
}

/* What content is made from, and what for. */
static void
append_sources (AmbContentPage *self, AmbContext *context)
{
  if (amb_context_may (context, amb_entity_find ("asset"), AMB_RIGHT_READ))
    {
      self->assets = AMB_ASSET_VIEW (amb_asset_view_new (context));
      append_view (self, GTK_WIDGET (self->assets), "assets",
                   /* Translators: one of six buttons side by side, 60 px each in a narrow window */
                   C_ ("narrow", "Assets"), "amb-asset-symbolic");
    }
  if (amb_context_may (context, amb_entity_find ("need"), AMB_RIGHT_READ))
    {
      self->needs = AMB_LIST_DETAIL (amb_need_list_new (context));
      append_view (self, GTK_WIDGET (self->needs), "needs", _ ("Needs"), "user-bookmarks-symbolic");
    }
}

/* What came of it. */
static void
append_results (AmbContentPage *self, AmbContext *context)
{
  if (!amb_results_view_may (context))
    return;
  self->results = AMB_RESULTS_VIEW (amb_results_view_new (context));
  append_view (self, GTK_WIDGET (self->results), "results", _ ("Results"), "amb-figures-symbolic");
}

static void
amb_content_page_context_set (AmbPage *page)
{
  AmbContentPage *self = AMB_CONTENT_PAGE (page);
  AmbContext *context = amb_page_get_context (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->calendar = AMB_CALENDAR_VIEW (amb_calendar_view_new (context));
  self->lists = AMB_CONTENT_LISTS (amb_content_lists_new (context));
  append_view (self, GTK_WIDGET (self->calendar), "calendar", _ ("Calendar"),
               "x-office-calendar-symbolic");
  append_sources (self, context);
  if (amb_review_view_may (context))
    {
      self->review = AMB_REVIEW_VIEW (amb_review_view_new (context));
      append_view (self, GTK_WIDGET (self->review), "review", _ ("To Review"),
                   "view-reveal-symbolic");
    }
  append_results (self, context);
  append_view (self, GTK_WIDGET (self->lists), "lists", _ ("Lists"), "view-list-bullet-symbolic");
  gtk_box_append (GTK_BOX (box), amb_hold_banner_new (context, TRUE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->views));
  gtk_widget_set_vexpand (GTK_WIDGET (self->views), TRUE);
  adw_bin_set_child (ADW_BIN (self), box);
  amb_page_set_views (page, self->views);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lists, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
amb_content_page_focus_search (AmbPage *page)
{
  AmbContentPage *self = AMB_CONTENT_PAGE (page);
  AmbListDetail *shown = get_shown (self);

  if (shown != NULL)
    amb_record_list_focus_search (amb_list_detail_get_list (shown));
  else if (!shows_review (self))
    amb_calendar_view_focus_search (self->calendar);
}

static void
amb_content_page_focus_content (AmbPage *page)
{
  AmbContentPage *self = AMB_CONTENT_PAGE (page);
  AmbListDetail *shown = get_shown (self);

  if (shown != NULL)
    amb_record_list_focus (amb_list_detail_get_list (shown));
  else if (shows_review (self))
    amb_review_view_focus (self->review);
  else
    amb_calendar_view_focus (self->calendar);
}

/* (nullable): the list of @entity, which is shown from now on: its own view where it has one */
static AmbListDetail *
show_list (AmbContentPage *self, const AmbEntity *entity)
{
  GtkWidget *view = GTK_WIDGET (self->lists);

  if (self->assets != NULL && g_str_equal (entity->name, "asset"))
    view = GTK_WIDGET (self->assets);
  else if (self->needs != NULL && g_str_equal (entity->name, "need"))
    view = GTK_WIDGET (self->needs);
  else if (self->results != NULL && g_str_equal (entity->name, "publication"))
    view = GTK_WIDGET (self->results);
  else if (!amb_content_lists_show (self->lists, entity))
    return NULL;
  adw_view_stack_set_visible_child (self->views, view);
  return get_shown (self);
}

static gboolean
amb_content_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  AmbContentPage *self = AMB_CONTENT_PAGE (page);
  AmbListDetail *shown;

  if (entity == get_items () && shows_review (self))
    adw_view_stack_set_visible_child (self->views, GTK_WIDGET (self->calendar));
  if (entity == get_items () && !shows_lists (self))
    {
      adw_view_stack_set_visible_child (self->views, GTK_WIDGET (self->calendar));
      return amb_calendar_view_open (self->calendar, id);
    }
  /* Of others’ publications, what came of them isn’t seen here. */
  if (!amb_sight_holds (amb_context_get_store (amb_page_get_context (page)), entity, id))
    return FALSE;
  shown = show_list (self, entity);
  return shown != NULL && amb_list_detail_open (shown, id);
}

static void
amb_content_page_show_query (AmbPage *page, const AmbQuery *query)
{
  AmbListDetail *shown = show_list (AMB_CONTENT_PAGE (page), query->entity);

  if (shown != NULL)
    amb_record_list_show_query (amb_list_detail_get_list (shown), query);
}

static gboolean
amb_content_page_go_back (AmbPage *page)
{
  AmbContentPage *self = AMB_CONTENT_PAGE (page);
  AmbListDetail *shown = get_shown (self);

  if (shown != NULL)
    return amb_list_detail_go_back (shown);
  /* The queue has nothing to go back to; the calendar behind it keeps its selection. */
  return !shows_review (self) && amb_calendar_view_go_back (self->calendar);
}

static void
amb_content_page_dispose (GObject *object)
{
  g_clear_object (&AMB_CONTENT_PAGE (object)->search);
  G_OBJECT_CLASS (amb_content_page_parent_class)->dispose (object);
}

static void
amb_content_page_class_init (AmbContentPageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_content_page_dispose;
  page_class->context_set = amb_content_page_context_set;
  page_class->focus_search = amb_content_page_focus_search;
  page_class->focus_content = amb_content_page_focus_content;
  page_class->open_record = amb_content_page_open_record;
  page_class->show_query = amb_content_page_show_query;
  page_class->go_back = amb_content_page_go_back;
}

static void
amb_content_page_init (AmbContentPage *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->views = ADW_VIEW_STACK (adw_view_stack_new ());
  self->search = g_binding_group_new ();
  g_binding_group_bind (self->search, "search-mode", self, "search-mode", G_BINDING_BIDIRECTIONAL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
  amb_page_set_can_search (AMB_PAGE (self), TRUE);
}
