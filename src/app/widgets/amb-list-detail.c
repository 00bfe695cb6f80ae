#include "amb-list-detail.h"

#include "amb-text-scale.h"

/* px at the usual text size */
#define PANE_WIDTH   360
#define BESIDE_FROM  860 /* from which the pane stands beside the list */
#define COVERS_UNDER 600 /* under which it covers it */

struct _AmbListDetail
{
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *pane;

  AmbContext *context;
  const AmbEntity *entity;
};

G_DEFINE_FINAL_TYPE (AmbListDetail, amb_list_detail, ADW_TYPE_BIN)

static void
close_pane (AmbListDetail *self)
{
  gtk_widget_set_visible (self->pane, FALSE);
  gtk_widget_set_child_visible (self->list, TRUE);
  amb_detail_pane_show (AMB_DETAIL_PANE (self->pane), NULL);
}

/* The focus, when it is in @child; nullable */
static GtkWidget *
get_focus_in (AmbListDetail *self, GtkWidget *child)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && (focus == child || gtk_widget_is_ancestor (focus, child)) ? focus : NULL;
}

/* A list of which nothing is seen isn't there: neither for the Tab key nor for a screen reader. */
static void
cover_list (AmbListDetail *self, gboolean covered)
{
  gboolean had_focus = get_focus_in (self, self->list) != NULL;

  if (gtk_widget_get_child_visible (self->list) == !covered)
    return;
  gtk_widget_set_child_visible (self->list, !covered);
  if (covered && had_focus)
    gtk_widget_child_focus (self->pane, GTK_DIR_TAB_FORWARD);
}

static void
record_chosen_cb (AmbListDetail *self, gint64 rid)
{
  g_autoptr (GPtrArray) records = NULL;
  AmbStore *store = amb_context_get_store (self->context);
  AmbRecord *record;

  if (rid != 0 && store)
    records = amb_store_load (store, self->entity, &rid, 1, NULL);
  record = records && records->len > 0 ? g_ptr_array_index (records, 0) : NULL;
  if (!record)
    {
      close_pane (self);
      return;
    }
  amb_detail_pane_show (AMB_DETAIL_PANE (self->pane), record);
  gtk_widget_set_visible (self->pane, TRUE);
}

/* What has a window of its own: a content item is written in its editor. */
static void
activated_cb (AmbListDetail *self, gint64 rid)
{
  AmbStore *store = amb_context_get_store (self->context);
  const char *action = amb_detail_pane_get_opener (self->entity, NULL);
  g_autoptr (GPtrArray) records = NULL;

  if (!store || action == NULL)
    return;
  records = amb_store_load (store, self->entity, &rid, 1, NULL);
  if (records && records->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s",
                                amb_record_get_id (g_ptr_array_index (records, 0)));
}

/* What the chosen one descends from, and what was made of it. */
static gboolean
family_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  AmbListDetail *self = AMB_LIST_DETAIL (widget);
  AmbRecord *record = amb_detail_pane_get_record (AMB_DETAIL_PANE (self->pane));
  static const char *const of[] = { "asset", "content-item", "variant", "publication", NULL };

  return record && g_strv_contains (of, self->entity->name) &&
         gtk_widget_activate_action (widget, "win.family", "s", amb_record_get_id (record));
}

/* Is the focus in the pane, or nowhere? */
static gboolean
pane_has_focus (AmbListDetail *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root && (!gtk_root_get_focus (root) || get_focus_in (self, self->pane));
}

/* The focus goes back to where the person came from. */
static void
closed_cb (AmbListDetail *self)
{
  AmbSelection *selection = amb_record_list_get_selection (AMB_RECORD_LIST (self->list));
  gint64 rid = amb_selection_get_only (selection);
  gboolean wants_focus = pane_has_focus (self);

  close_pane (self);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  if (wants_focus && gtk_widget_get_mapped (self->list))
    amb_record_list_focus_row (AMB_RECORD_LIST (self->list), rid);
}

static void
step_cb (AmbListDetail *self, int by)
{
  amb_record_list_step (AMB_RECORD_LIST (self->list), by);
}

static gboolean
is_beside (AmbListDetail *self, int width)
{
  return width >= amb_text_scale_px (GTK_WIDGET (self), BESIDE_FROM) &&
         gtk_widget_get_visible (self->pane);
}

static int
get_pane_width (AmbListDetail *self, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int minimum;

  gtk_widget_measure (self->pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (width < amb_text_scale_px (widget, COVERS_UNDER))
    return MAX (width, minimum);
  return MIN (MAX (amb_text_scale_px (widget, PANE_WIDTH), minimum), width);
}

static void
amb_list_detail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbListDetail *self = AMB_LIST_DETAIL (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean has_pane = gtk_widget_get_visible (self->pane);
  int pane = has_pane ? get_pane_width (self, width) : 0;
  int list = is_beside (self, width) ? width - pane : width, minimum;
  GtkAllocation place = { 0, 0, 0, height };

  gtk_widget_measure (self->list, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  place.width = MAX (list, minimum);
  place.x = rtl ? width - place.width : 0;
  gtk_widget_size_allocate (self->list, &place, -1);
  if (has_pane)
    {
      place.width = pane;
      place.x = rtl ? 0 : width - pane;
      gtk_widget_size_allocate (self->pane, &place, -1);
    }
  cover_list (self, has_pane && pane >= width);
}

/* Did the focus come to a part of the list that the pane hides? */
static gboolean
is_behind (AmbListDetail *self)
{
  GtkWidget *focus = gtk_widget_get_visible (self->pane) ? get_focus_in (self, self->list) : NULL;
  graphene_rect_t own, pane, shared;

  return focus && gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &own) &&
         gtk_widget_compute_bounds (self->pane, GTK_WIDGET (self), &pane) &&
         graphene_rect_intersection (&own, &pane, &shared) &&
         shared.size.width >= own.size.width - 1;
}

/* From the list to the pane and on, and back; what is hidden is passed over. */
static gboolean
amb_list_detail_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AmbListDetail *self = AMB_LIST_DETAIL (widget);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_LEFT;
  GtkWidget *order[] = { back ? self->pane : self->list, back ? self->list : self->pane };
  guint i = get_focus_in (self, order[1]) ? 1 : 0;

  for (; i < G_N_ELEMENTS (order); i++)
    while (gtk_widget_get_mapped (order[i]) && gtk_widget_child_focus (order[i], direction))
      if (!is_behind (self))
        return TRUE;
  return FALSE;
}

static void
amb_list_detail_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  AmbListDetail *self = AMB_LIST_DETAIL (widget);
  int pane_minimum = 0, pane_natural = 0;

  gtk_widget_measure (self->list, orientation, -1, minimum, natural, NULL, NULL);
  if (gtk_widget_get_visible (self->pane))
    gtk_widget_measure (self->pane, orientation, -1, &pane_minimum, &pane_natural, NULL, NULL);
  *minimum = MAX (*minimum, pane_minimum);
  *natural = MAX (*natural, pane_natural);
  /* Its parts scroll: the window may be as narrow as a telephone. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 320);
  *natural = MAX (*natural, *minimum);
  *minimum_baseline = *natural_baseline = -1;
}

static void
amb_list_detail_dispose (GObject *object)
{
  AmbListDetail *self = AMB_LIST_DETAIL (object);

  if (self->pane)
    amb_detail_pane_flush (AMB_DETAIL_PANE (self->pane));
  if (self->list)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_pointer (&self->pane, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_list_detail_parent_class)->dispose (object);
}

static void
amb_list_detail_class_init (AmbListDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_list_detail_dispose;
  widget_class->size_allocate = amb_list_detail_size_allocate;
  widget_class->measure = amb_list_detail_measure;
  widget_class->focus = amb_list_detail_focus;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_g,
                                GDK_CONTROL_MASK | GDK_SHIFT_MASK, family_cb, NULL);
}

static void
amb_list_detail_init (AmbListDetail *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->list = g_object_new (AMB_TYPE_RECORD_LIST, NULL);
  self->pane = g_object_new (AMB_TYPE_DETAIL_PANE, "visible", FALSE, NULL);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  gtk_widget_set_parent (self->pane, GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "record-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "record-chosen", G_CALLBACK (record_chosen_cb), self);
  g_signal_connect_swapped (self->pane, "closed", G_CALLBACK (closed_cb), self);
  g_signal_connect_swapped (self->pane, "step", G_CALLBACK (step_cb), self);
}

GtkWidget *
amb_list_detail_new (AmbContext *context,
                     const AmbEntity *entity,
                     const AmbListDesign *design,
                     const AmbFormGroup *groups)
{
  AmbListDetail *self = g_object_new (AMB_TYPE_LIST_DETAIL, NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  amb_record_list_setup (AMB_RECORD_LIST (self->list), context, entity, design);
  amb_detail_pane_setup (AMB_DETAIL_PANE (self->pane), context, entity, groups);
  return GTK_WIDGET (self);
}

AmbRecordList *
amb_list_detail_get_list (AmbListDetail *self)
{
  g_return_val_if_fail (AMB_IS_LIST_DETAIL (self), NULL);

  return AMB_RECORD_LIST (self->list);
}

AmbDetailPane *
amb_list_detail_get_pane (AmbListDetail *self)
{
  g_return_val_if_fail (AMB_IS_LIST_DETAIL (self), NULL);

  return AMB_DETAIL_PANE (self->pane);
}

gboolean
amb_list_detail_open (AmbListDetail *self, const char *id)
{
  g_return_val_if_fail (AMB_IS_LIST_DETAIL (self), FALSE);

  return amb_record_list_choose (AMB_RECORD_LIST (self->list), id);
}

gboolean
amb_list_detail_go_back (AmbListDetail *self)
{
  g_return_val_if_fail (AMB_IS_LIST_DETAIL (self), FALSE);

  if (gtk_widget_get_visible (self->pane))
    {
      if (!amb_detail_pane_revert (AMB_DETAIL_PANE (self->pane)))
        closed_cb (self);
      return TRUE;
    }
  return amb_record_list_go_back (AMB_RECORD_LIST (self->list));
}
