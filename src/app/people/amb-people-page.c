#include "amb-people-page.h"

#include "amb-add-window.h"
#include "amb-list-detail.h"
#include "amb-people-designs.h"
#include <glib/gi18n.h>

struct _AmbPeoplePage
{
  AmbPage parent_instance;

  AdwViewStack *views;
  GtkWidget *roster;
  GtkWidget *selection;
  const AmbEntity *entity;
  GBindingGroup *search; /* of the view that is shown */
};

G_DEFINE_FINAL_TYPE (AmbPeoplePage, amb_people_page, AMB_TYPE_PAGE)

static AmbListDetail *
get_shown (AmbPeoplePage *self)
{
  return AMB_LIST_DETAIL (adw_view_stack_get_visible_child (self->views));
}

/* Where the list is empty its own buttons lead. */
static void
update_primary (AmbPeoplePage *self)
{
  gboolean blank;

  g_object_get (amb_list_detail_get_list (AMB_LIST_DETAIL (self->roster)), "blank", &blank, NULL);
  amb_page_set_primary (AMB_PAGE (self), _ ("Add Person"), "page.add", !blank);
}

static void
view_changed_cb (AmbPeoplePage *self)
{
  g_binding_group_set_source (self->search, amb_list_detail_get_list (get_shown (self)));
}

static void
added_cb (AmbPeoplePage *self, const char *id)
{
  amb_list_detail_open (get_shown (self), id);
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

static GtkWidget *
pill_new (const char *label, const char *action, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

static void
set_empty (AmbListDetail *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), pill_new (_ ("Import People…"), "win.import::ambassador", TRUE));
  gtk_box_append (GTK_BOX (box), pill_new (_ ("Add Person"), "page.add", FALSE));
  amb_record_list_set_empty (
      amb_list_detail_get_list (view), "amb-people-symbolic", _ ("No Ambassadors Yet"),
      _ ("Import the people who already speak for the company, or add the first one by hand."),
      box);
}

static GtkWidget *
add_view (AmbPeoplePage *self,
          const AmbListDesign *design,
          const char *name,
          const char *title,
          const char *icon)
{
  GtkWidget *view = amb_list_detail_new (amb_page_get_context (AMB_PAGE (self)), self->entity,
                                         design, amb_people_groups);

  set_empty (AMB_LIST_DETAIL (view));
  adw_view_stack_add_titled (self->views, view, name, title);
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->views, view), icon);
  return view;
}

static void
amb_people_page_context_set (AmbPage *page)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);

  self->entity = amb_entity_find ("ambassador");
  self->roster = add_view (self, &amb_people_roster_design, "roster", _ ("Roster"),
                           "view-list-bullet-symbolic");
  self->selection = add_view (self, &amb_people_selection_design, "selection", _ ("Selection"),
                              "view-dual-symbolic");
  amb_page_set_title (page, _ ("People"));
  amb_page_set_views (page, self->views);
  amb_page_set_can_search (page, TRUE);
  g_signal_connect_object (amb_list_detail_get_list (AMB_LIST_DETAIL (self->roster)),
                           "notify::blank", G_CALLBACK (update_primary), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  view_changed_cb (self);
  update_primary (self);
}

static void
amb_people_page_focus_search (AmbPage *page)
{
  amb_record_list_focus_search (amb_list_detail_get_list (get_shown (AMB_PEOPLE_PAGE (page))));
}

static void
amb_people_page_focus_content (AmbPage *page)
{
  amb_record_list_focus (amb_list_detail_get_list (get_shown (AMB_PEOPLE_PAGE (page))));
}

static gboolean
amb_people_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);

  if (entity != self->entity)
    return FALSE;
  adw_view_stack_set_visible_child (self->views, self->roster);
  return amb_list_detail_open (AMB_LIST_DETAIL (self->roster), id);
}

static void
amb_people_page_show_query (AmbPage *page, const AmbQuery *query)
{
  AmbPeoplePage *self = AMB_PEOPLE_PAGE (page);

  if (query->entity != self->entity)
    return;
  adw_view_stack_set_visible_child (self->views, self->roster);
  amb_record_list_show_query (amb_list_detail_get_list (AMB_LIST_DETAIL (self->roster)), query);
}

static gboolean
amb_people_page_go_back (AmbPage *page)
{
  return amb_list_detail_go_back (get_shown (AMB_PEOPLE_PAGE (page)));
}

static void
amb_people_page_dispose (GObject *object)
{
  g_clear_object (&AMB_PEOPLE_PAGE (object)->search);
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
amb_people_page_init (AmbPeoplePage *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->views = ADW_VIEW_STACK (adw_view_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->views));
  self->search = g_binding_group_new ();
  g_binding_group_bind (self->search, "search-mode", self, "search-mode", G_BINDING_BIDIRECTIONAL);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
}
