#include "amb-list-item.h"

struct _AmbListItem
{
  GObject parent_instance;

  gint64 rid;
  AmbRecord *record;
  GPtrArray *texts; /* of nullable char *, by index of the field */
};

G_DEFINE_FINAL_TYPE (AmbListItem, amb_list_item, G_TYPE_OBJECT)

enum
{
  PROP_RECORD = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
amb_list_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbListItem *self = AMB_LIST_ITEM (object);

  if (id == PROP_RECORD)
    g_value_set_object (value, self->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amb_list_item_finalize (GObject *object)
{
  AmbListItem *self = AMB_LIST_ITEM (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_list_item_parent_class)->finalize (object);
}

static void
amb_list_item_class_init (AmbListItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = amb_list_item_get_property;
  object_class->finalize = amb_list_item_finalize;
  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, AMB_TYPE_RECORD,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
amb_list_item_init (AmbListItem *self)
{
}

AmbListItem *
amb_list_item_new (gint64 rid)
{
  AmbListItem *self = g_object_new (AMB_TYPE_LIST_ITEM, NULL);

  self->rid = rid;
  return self;
}

gint64
amb_list_item_get_rid (AmbListItem *self)
{
  g_return_val_if_fail (AMB_IS_LIST_ITEM (self), 0);

  return self->rid;
}

AmbRecord *
amb_list_item_get_record (AmbListItem *self)
{
  g_return_val_if_fail (AMB_IS_LIST_ITEM (self), NULL);

  return self->record;
}

const char *
amb_list_item_get_text (AmbListItem *self, guint index)
{
  g_return_val_if_fail (AMB_IS_LIST_ITEM (self), NULL);

  return self->texts && index < self->texts->len ? g_ptr_array_index (self->texts, index) : NULL;
}

void
amb_list_item_load (AmbListItem *self, AmbRecord *record, GPtrArray *texts)
{
  g_return_if_fail (AMB_IS_LIST_ITEM (self));

  g_set_object (&self->record, record);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  self->texts = texts;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
}
