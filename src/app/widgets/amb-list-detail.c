#include "amb-list-detail.h"

#define PANE_WIDTH  360
#define BESIDE_FROM 860 /* px from which the pane stands beside the list */

struct _AmbListDetail
{
  AdwBin parent_instance;

  GtkWidget *flap;
  GtkWidget *list;
  GtkWidget *pane;

  AmbContext *context;
  const AmbEntity *entity;
  int width;
  guint layout_source;
};

G_DEFINE_FINAL_TYPE (AmbListDetail, amb_list_detail, ADW_TYPE_BIN)

static void
close_pane (AmbListDetail *self)
{
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  amb_detail_pane_show (AMB_DETAIL_PANE (self->pane), NULL);
}

static void
record_chosen_cb (AmbListDetail *self, gint64 rid)
{
  g_autoptr (GPtrArray) records = NULL;
  AmbRecord *record;

  if (rid != 0)
    records = amb_store_load (amb_context_get_store (self->context), self->entity, &rid, 1, NULL);
  record = records && records->len > 0 ? g_ptr_array_index (records, 0) : NULL;
  if (!record)
    {
      close_pane (self);
      return;
    }
  amb_detail_pane_show (AMB_DETAIL_PANE (self->pane), record);
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), TRUE);
}

static void
closed_cb (AmbListDetail *self)
{
  close_pane (self);
  gtk_selection_model_unselect_all (
      GTK_SELECTION_MODEL (amb_record_list_get_selection (AMB_RECORD_LIST (self->list))));
}

static void
step_cb (AmbListDetail *self, int by)
{
  amb_record_list_step (AMB_RECORD_LIST (self->list), by);
}

/* A folded pane that was swiped away leaves no row selected behind it. */
static void
revealed_cb (AmbListDetail *self)
{
  if (!adw_flap_get_reveal_flap (ADW_FLAP (self->flap)) &&
      amb_detail_pane_get_record (AMB_DETAIL_PANE (self->pane)))
    closed_cb (self);
}

static gboolean
layout_cb (gpointer data)
{
  AmbListDetail *self = data;
  gboolean beside = self->width >= BESIDE_FROM;

  self->layout_source = 0;
  adw_flap_set_fold_policy (ADW_FLAP (self->flap),
                            beside ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_ALWAYS);
  gtk_widget_set_size_request (self->pane, MIN (PANE_WIDTH, self->width), -1);
  return G_SOURCE_REMOVE;
}

static void
amb_list_detail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbListDetail *self = AMB_LIST_DETAIL (widget);

  gtk_widget_allocate (self->flap, width, height, baseline, NULL);
  if (self->width == width)
    return;
  self->width = width;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

/* The pane's width must not keep the window wide: where it is over the list it follows. */
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

  gtk_widget_measure (self->flap, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 320);
  *minimum_baseline = *natural_baseline = -1;
}

static void
amb_list_detail_dispose (GObject *object)
{
  AmbListDetail *self = AMB_LIST_DETAIL (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->pane)
    amb_detail_pane_flush (AMB_DETAIL_PANE (self->pane));
  if (self->flap)
    g_signal_handlers_disconnect_by_data (self->flap, self);
  if (self->list)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->flap = self->list = self->pane = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
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
}

static void
amb_list_detail_init (AmbListDetail *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->flap = adw_flap_new ();
  self->list = g_object_new (AMB_TYPE_RECORD_LIST, "hexpand", TRUE, NULL);
  self->pane = g_object_new (AMB_TYPE_DETAIL_PANE, NULL);
  gtk_widget_set_size_request (self->pane, PANE_WIDTH, -1);
  adw_flap_set_flap_position (ADW_FLAP (self->flap), GTK_PACK_END);
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_swipe_to_open (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_fold_policy (ADW_FLAP (self->flap), ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_content (ADW_FLAP (self->flap), self->list);
  adw_flap_set_flap (ADW_FLAP (self->flap), self->pane);
  adw_bin_set_child (ADW_BIN (self), self->flap);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self);
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

  if (adw_flap_get_reveal_flap (ADW_FLAP (self->flap)))
    {
      closed_cb (self);
      return TRUE;
    }
  return amb_record_list_go_back (AMB_RECORD_LIST (self->list));
}
