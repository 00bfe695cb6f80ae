/* Where the people are, when they are not in the view that the page begins with. */
#include "amb-people-page.h"
#include "amb-people-view.h"
#include "list-fixture.h"

typedef struct
{
  ListFixture list;
  GtkWidget *window;
  AmbPage *page;
} Fixture;

static gpointer
run_begin (AmbProgramme *programme, gpointer access, GCancellable *cancellable, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbRecord) owner = amb_record_new (amb_entity_find ("ambassador"), NULL);
  g_autofree char *id = NULL;

  amb_record_set (owner, "display-name", "Fatou Diop");
  amb_record_set (owner, "state", "associate");
  id = amb_programme_add (programme, owner, AMB_COMMAND_DEFAULT, error);
  if (id == NULL || !amb_store_set_meta (store, "actor-person", id, error) ||
      !amb_store_set_meta (store, "actor-access", access, error))
    return NULL;
  amb_programme_load_actor (programme);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
run_fill_pool (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < 34; i++)
    {
      g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("ambassador"), NULL);
      g_autofree char *name = g_strdup_printf ("Person %02u", i);
      g_autofree char *id = NULL;

      amb_record_set (record, "display-name", name);
      amb_record_set (record, "state", "identified");
      id = amb_programme_add (programme, record, AMB_COMMAND_RUNNING, error);
      if (id == NULL)
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
write_job (Fixture *fixture, AmbContextWrite job, const char *data)
{
  g_autoptr (GError) error = NULL;

  list_fixture_write (&fixture->list, job, (gpointer) data, &error);
  g_assert_no_error (error);
}

static void
make_page (Fixture *fixture)
{
  fixture->page = g_object_new (AMB_TYPE_PEOPLE_PAGE, "context", fixture->list.context, NULL);
}

static void
show_page (Fixture *fixture)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_widget_insert_action_group (fixture->window, "page", amb_page_get_actions (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
open_page (Fixture *fixture)
{
  make_page (fixture);
  show_page (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  list_fixture_set_up (&fixture->list, data);
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  list_fixture_wait (is_null, &fixture->page);
  list_fixture_tear_down (&fixture->list, data);
}

/* The page without records that is on the screen. */
static AdwStatusPage *
find_status (GtkWidget *widget)
{
  if (ADW_IS_STATUS_PAGE (widget) && gtk_widget_get_mapped (widget))
    return ADW_STATUS_PAGE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwStatusPage *found = find_status (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The pane with a record in it that is on the screen. */
static GtkWidget *
find_pane (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (AMB_IS_DETAIL_PANE (widget))
    return gtk_widget_get_mapped (widget) &&
                   amb_detail_pane_get_record (AMB_DETAIL_PANE (widget)) != NULL
               ? widget
               : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_pane (child);
  return found;
}

static gboolean
has_title (Fixture *fixture, const char *title)
{
  AdwStatusPage *status = find_status (GTK_WIDGET (fixture->page));

  return status != NULL && g_str_equal (adw_status_page_get_title (status), title);
}

static gboolean
says_no_ambassadors (gpointer fixture)
{
  return has_title (fixture, "No Ambassadors Yet");
}

static gboolean
tells_of_the_pool (gpointer fixture)
{
  return has_title (fixture, "Nobody Is in the Roster Yet") &&
         g_str_has_prefix (adw_status_page_get_description (
                               find_status (GTK_WIDGET (((Fixture *) fixture)->page))),
                           "34 people are in the pool");
}

static AmbPeopleView *
get_roster (Fixture *fixture)
{
  return AMB_PEOPLE_VIEW (
      adw_view_stack_get_child_by_name (amb_page_get_views (fixture->page), "roster"));
}

static gboolean
shows_34 (gpointer fixture)
{
  AmbListDetail *detail = amb_people_view_get_detail (get_roster (fixture));
  AmbListModel *model = amb_record_list_get_model (amb_list_detail_get_list (detail));

  return g_list_model_get_n_items (G_LIST_MODEL (model)) == 34 &&
         gtk_widget_get_mapped (GTK_WIDGET (detail));
}

static void
test_whoever_began_is_nobody_yet (Fixture *fixture, gconstpointer data)
{
  write_job (fixture, run_begin, "manager");
  open_page (fixture);
  list_fixture_wait (says_no_ambassadors, fixture);
}

static void
test_imported_people_are_told_of_and_one_click_away (Fixture *fixture, gconstpointer data)
{
  write_job (fixture, run_begin, "manager");
  open_page (fixture);
  list_fixture_wait (says_no_ambassadors, fixture);
  write_job (fixture, run_fill_pool, NULL);
  list_fixture_wait (tells_of_the_pool, fixture);
  gtk_widget_activate_action (GTK_WIDGET (get_roster (fixture)), "people.show", "s", "pool");
  list_fixture_wait (shows_34, fixture);
}

static void
test_what_today_asks_opens_in_the_view_of_that_name (Fixture *fixture, gconstpointer data)
{
  static const char *const pool[] = { "identified", NULL };
  g_autoptr (AmbQuery) query = amb_query_new (fixture->list.person);

  write_job (fixture, run_begin, "manager");
  write_job (fixture, run_fill_pool, NULL);
  open_page (fixture);
  amb_query_where (query, amb_entity_get_state_field (fixture->list.person), AMB_MATCH_IN, pool);
  amb_page_show_query (fixture->page, query);
  list_fixture_wait (shows_34, fixture);
}

static gboolean
shows_the_pane (gpointer fixture)
{
  return find_pane (GTK_WIDGET (((Fixture *) fixture)->page)) != NULL;
}

static void
test_a_person_of_the_pool_opens_before_the_list_was_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbQuery) query = amb_query_new (fixture->list.person);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  write_job (fixture, run_fill_pool, NULL);
  records = amb_store_list (amb_context_get_store (fixture->list.context), query, 1, &error);
  g_assert_no_error (error);
  make_page (fixture);
  g_assert_true (amb_page_open_record (fixture->page, fixture->list.person,
                                       amb_record_get_id (g_ptr_array_index (records, 0))));
  show_page (fixture);
  list_fixture_wait (shows_the_pane, fixture);
}

static void
test_an_ambassador_sees_cards (Fixture *fixture, gconstpointer data)
{
  AdwViewStack *views;

  write_job (fixture, run_begin, "ambassador");
  open_page (fixture);
  views = amb_page_get_views (fixture->page);
  g_assert_nonnull (adw_view_stack_get_child_by_name (views, "cards"));
  g_assert_nonnull (adw_view_stack_get_child_by_name (views, "own"));
  g_assert_null (adw_view_stack_get_child_by_name (views, "roster"));
  g_assert_null (amb_page_get_primary_label (fixture->page));
}

static void
test_signing_in_changes_the_views (Fixture *fixture, gconstpointer data)
{
  write_job (fixture, run_begin, "manager");
  open_page (fixture);
  g_assert_cmpstr (amb_page_get_primary_label (fixture->page), ==, "Add Person");
  write_job (fixture, run_begin, "ambassador");
  g_assert_nonnull (adw_view_stack_get_child_by_name (amb_page_get_views (fixture->page), "cards"));
  g_assert_null (amb_page_get_primary_label (fixture->page));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/people/people-page/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (!gtk_init_check ())
    return 77;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("whoever-began-is-nobody-yet", test_whoever_began_is_nobody_yet);
  ADD ("imported-people-are-told-of-and-one-click-away",
       test_imported_people_are_told_of_and_one_click_away);
  ADD ("what-today-asks-opens-in-the-view-of-that-name",
       test_what_today_asks_opens_in_the_view_of_that_name);
  ADD ("a-person-of-the-pool-opens-before-the-list-was-seen",
       test_a_person_of_the_pool_opens_before_the_list_was_seen);
  ADD ("an-ambassador-sees-cards", test_an_ambassador_sees_cards);
  ADD ("signing-in-changes-the-views", test_signing_in_changes_the_views);
  return g_test_run ();
}
