#include "amb-people-view.h"
#include "amb-people-designs.h"

#include <glib/gi18n.h>

struct _AmbPeopleView
{
  AdwBin parent_instance;

  GtkStack *stack;
  AmbListDetail *detail;
  AdwStatusPage *page;
  GtkWidget *buttons;
  GtkWidget *pool_button;
  GtkWidget *everyone_button; /* nullable: the design has no such view */

  const AmbListDesign *design;
  gint64 pool;
  char *to_open; /* nullable: id, asked for before the rows were in */
  gboolean has_nobody;
};

G_DEFINE_FINAL_TYPE (AmbPeopleView, amb_people_view, ADW_TYPE_BIN)

enum
{
  PROP_NOBODY = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static AmbRecordList *
get_list (AmbPeopleView *self)
{
  return amb_list_detail_get_list (self->detail);
}

/* Does @condition ask what @view shows, in whatever order? */
static gboolean
is_of_view (const AmbCondition *condition, const AmbListView *view)
{
  const char *const *values = (const char *const *) condition->values;

  if (view->field == NULL || !g_str_equal (condition->field->name, view->field) ||
      condition->match != AMB_MATCH_IN ||
      g_strv_length ((char **) values) != g_strv_length ((char **) view->values))
    return FALSE;
  for (guint i = 0; view->values[i] != NULL; i++)
    if (!g_strv_contains (values, view->values[i]))
      return FALSE;
  return TRUE;
}

/* Is the list in the view that it begins with, and nobody in that? A search is left to the list. */
static gboolean
find_nobody (AmbPeopleView *self)
{
  AmbListModel *model = amb_record_list_get_model (get_list (self));
  const AmbQuery *query = amb_list_model_get_query (model);
  gboolean is_searching;

  g_object_get (get_list (self), "search-mode", &is_searching, NULL);
  if (query == NULL || query->within != NULL || is_searching ||
      amb_list_model_get_total (model) != 0 || amb_list_model_get_message (model) != NULL)
    return FALSE;
  for (guint i = 0; i < query->conditions->len; i++)
    if (is_of_view (g_ptr_array_index (query->conditions, i), self->design->views))
      return TRUE;
  return FALSE;
}

static void
describe (AmbPeopleView *self)
{
  g_autofree char *text = NULL;

  if (self->pool > 0)
    text = g_strdup_printf (ngettext ("%'d person is in the pool: known, and not asked yet.",
                                      "%'d people are in the pool: known, and not asked yet.",
                                      (gulong) self->pool),
                            (int) self->pool);
  adw_status_page_set_description (
      self->page, text != NULL ? text : _ ("Import the people who speak for the company already."));
  gtk_widget_set_visible (self->pool_button, self->pool > 0);
  if (self->everyone_button != NULL)
    gtk_widget_set_visible (self->everyone_button, self->pool == 0);
}

static void
update (AmbPeopleView *self)
{
  AmbListModel *model = amb_record_list_get_model (get_list (self));
  gboolean has_nobody;

  /* Until all is read it is as it was. */
  if (amb_list_model_get_query (model) == NULL || amb_list_model_get_loading (model))
    return;
  has_nobody = find_nobody (self);
  if (self->has_nobody == has_nobody)
    return;
  self->has_nobody = has_nobody;
  gtk_stack_set_visible_child (self->stack,
                               has_nobody ? GTK_WIDGET (self->page) : GTK_WIDGET (self->detail));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOBODY]);
}

/* A list that was never seen can't know whether the record is in the view that it begins with; now
 * it can, and widens it. */
static void
refreshed_cb (AmbPeopleView *self)
{
  g_autofree char *id = g_steal_pointer (&self->to_open);

  if (id != NULL)
    amb_list_detail_open (self->detail, id);
  update (self);
}

static void
show_view (AmbPeopleView *self, const char *id)
{
  g_autofree char *target = g_strconcat ("=", id, NULL);

  gtk_widget_activate_action (GTK_WIDGET (get_list (self)), "records.view", "s", target);
  amb_record_list_focus (get_list (self));
}

static void
show_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  show_view (AMB_PEOPLE_VIEW (widget), g_variant_get_string (target, NULL));
}

/* Enter, or a double click. */
static void
activated_cb (AmbPeopleView *self, gint64 rid)
{
  AmbListModel *model = amb_record_list_get_model (get_list (self));
  AmbStore *store = amb_context_get_store (amb_list_model_get_context (model));
  g_autoptr (GPtrArray) records =
      store != NULL ? amb_store_load (store, amb_entity_find ("ambassador"), &rid, 1, NULL) : NULL;
  AmbRecord *record = records != NULL ? g_ptr_array_index (records, 0) : NULL;

  if (record != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.person", "s", amb_record_get_id (record));
}

static void
amb_people_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, AMB_PEOPLE_VIEW (object)->has_nobody);
}

static void
amb_people_view_finalize (GObject *object)
{
  g_free (AMB_PEOPLE_VIEW (object)->to_open);
  G_OBJECT_CLASS (amb_people_view_parent_class)->finalize (object);
}

static void
amb_people_view_class_init (AmbPeopleViewClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = amb_people_view_get_property;
  G_OBJECT_CLASS (klass)->finalize = amb_people_view_finalize;
  properties[PROP_NOBODY] =
      g_param_spec_boolean ("nobody", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "people.show", "s", show_cb);
}

static void
amb_people_view_init (AmbPeopleView *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
amb_people_pill_new (const char *label, const char *action, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

static gboolean
has_view (const AmbListDesign *design, const char *id)
{
  for (const AmbListView *view = design->views; view->id != NULL; view++)
    if (g_str_equal (view->id, id))
      return TRUE;
  return FALSE;
}

/* “34 people are in the pool”, and the ways there. */
static void
make_page (AmbPeopleView *self, AmbContext *context)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));

  self->buttons = GTK_WIDGET (box);
  self->page = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->page, "amb-people-symbolic");
  adw_status_page_set_title (self->page, _ (self->design->views->empty));
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_CENTER);
  self->pool_button = amb_people_pill_new (_ ("Show Pool"), "people.show::pool", TRUE);
  gtk_box_append (box, self->pool_button);
  if (has_view (self->design, "everyone"))
    {
      self->everyone_button =
          amb_people_pill_new (_ ("Show Everyone"), "people.show::everyone", TRUE);
      gtk_box_append (box, self->everyone_button);
    }
  if (amb_context_may (context, amb_entity_find ("ambassador"), AMB_RIGHT_CREATE))
    gtk_box_append (box,
                    amb_people_pill_new (_ ("Import People…"), "win.import::ambassador", FALSE));
  adw_status_page_set_child (self->page, self->buttons);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->page));
  describe (self);
}

GtkWidget *
amb_people_view_new (AmbContext *context, const AmbListDesign *design)
{
  AmbPeopleView *self = g_object_new (AMB_TYPE_PEOPLE_VIEW, NULL);
  AmbListModel *model;

  self->design = design;
  self->detail = AMB_LIST_DETAIL (
      amb_list_detail_new (context, amb_entity_find ("ambassador"), design, amb_people_groups));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->detail));
  make_page (self, context);
  model = amb_record_list_get_model (get_list (self));
  g_signal_connect_object (model, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::total", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_list (self), "record-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_list (self), "notify::search-mode", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

AmbListDetail *
amb_people_view_get_detail (AmbPeopleView *self)
{
  return self->detail;
}

void
amb_people_view_set_pool (AmbPeopleView *self, gint64 pool)
{
  self->pool = pool;
  describe (self);
}

void
amb_people_view_set_narrow (AmbPeopleView *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

gboolean
amb_people_view_show_query (AmbPeopleView *self, const AmbQuery *query)
{
  if (query->conditions->len != 1 || query->search != NULL)
    return FALSE;
  for (const AmbListView *view = self->design->views; view->id != NULL; view++)
    if (is_of_view (g_ptr_array_index (query->conditions, 0), view))
      {
        show_view (self, view->id);
        return TRUE;
      }
  return FALSE;
}

gboolean
amb_people_view_open (AmbPeopleView *self, const char *id)
{
  AmbListModel *model = amb_record_list_get_model (get_list (self));

  if (amb_list_model_get_query (model) == NULL || amb_list_model_get_loading (model))
    {
      g_free (self->to_open);
      self->to_open = g_strdup (id);
    }
  return amb_list_detail_open (self->detail, id);
}

void
amb_people_view_focus (AmbPeopleView *self)
{
  if (self->has_nobody)
    gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
  else
    amb_record_list_focus (get_list (self));
}
