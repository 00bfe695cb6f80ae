#include "amb-page.h"

#define NARROW_WIDTH 600

typedef struct
{
  AmbContext *context;
  char *title;
  char *subtitle;
  AdwViewStack *views;
  char *primary_label;
  char *primary_action;
  gboolean primary_suggested;
  gboolean can_search;
  gboolean search_mode;
  gboolean narrow;
  guint narrow_source;
  GActionGroup *actions;
} AmbPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmbPage, amb_page, ADW_TYPE_BIN)

enum
{
  PROP_CONTEXT = 1,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_VIEWS,
  PROP_PRIMARY_LABEL,
  PROP_PRIMARY_ACTION,
  PROP_PRIMARY_SUGGESTED,
  PROP_CAN_SEARCH,
  PROP_SEARCH_MODE,
  PROP_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static AmbPagePrivate *
get_private (AmbPage *self)
{
  return amb_page_get_instance_private (self);
}

static void
replace_text (AmbPage *self, char **text, const char *value, guint property)
{
  if (g_strcmp0 (*text, value) == 0)
    return;
  g_free (*text);
  *text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
replace_flag (AmbPage *self, gboolean *flag, gboolean value, guint property)
{
  if (*flag == !!value)
    return;
  *flag = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
narrow_changed_cb (gpointer data)
{
  AmbPage *self = data;
  AmbPagePrivate *priv = get_private (self);

  priv->narrow_source = 0;
  replace_flag (self, &priv->narrow, gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH,
                PROP_NARROW);
  return G_SOURCE_REMOVE;
}

/* A layout that changes while it is being allocated would loop: the property follows when idle. */
static void
amb_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmbPagePrivate *priv = get_private (AMB_PAGE (widget));
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, baseline, NULL);
  if (priv->narrow != (width < NARROW_WIDTH) && priv->narrow_source == 0)
    priv->narrow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_changed_cb, widget, NULL);
}

static void
amb_page_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline,
                        natural_baseline);
}

static void
amb_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbPagePrivate *priv = get_private (AMB_PAGE (object));

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, priv->context);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_VIEWS:
      g_value_set_object (value, priv->views);
      break;
    case PROP_PRIMARY_LABEL:
      g_value_set_string (value, priv->primary_label);
      break;
    case PROP_PRIMARY_ACTION:
      g_value_set_string (value, priv->primary_action);
      break;
    case PROP_PRIMARY_SUGGESTED:
      g_value_set_boolean (value, priv->primary_suggested);
      break;
    case PROP_CAN_SEARCH:
      g_value_set_boolean (value, priv->can_search);
      break;
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, priv->search_mode);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmbPage *self = AMB_PAGE (object);
  AmbPagePrivate *priv = get_private (self);

  switch (id)
    {
    case PROP_CONTEXT:
      g_set_object (&priv->context, g_value_get_object (value));
      break;
    case PROP_TITLE:
      amb_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      amb_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_VIEWS:
      amb_page_set_views (self, g_value_get_object (value));
      break;
    case PROP_CAN_SEARCH:
      amb_page_set_can_search (self, g_value_get_boolean (value));
      break;
    case PROP_SEARCH_MODE:
      amb_page_set_search_mode (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_page_constructed (GObject *object)
{
  AmbPage *self = AMB_PAGE (object);

  G_OBJECT_CLASS (amb_page_parent_class)->constructed (object);
  if (get_private (self)->context != NULL && AMB_PAGE_GET_CLASS (self)->context_set != NULL)
    AMB_PAGE_GET_CLASS (self)->context_set (self);
}

static void
amb_page_dispose (GObject *object)
{
  AmbPagePrivate *priv = get_private (AMB_PAGE (object));

  g_clear_handle_id (&priv->narrow_source, g_source_remove);
  g_clear_object (&priv->views);
  g_clear_object (&priv->actions);
  g_clear_object (&priv->context);
  G_OBJECT_CLASS (amb_page_parent_class)->dispose (object);
}

static void
amb_page_finalize (GObject *object)
{
  AmbPagePrivate *priv = get_private (AMB_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_free (priv->primary_label);
  g_free (priv->primary_action);
  G_OBJECT_CLASS (amb_page_parent_class)->finalize (object);
}

static void
amb_page_class_init (AmbPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = amb_page_get_property;
  object_class->set_property = amb_page_set_property;
  object_class->constructed = amb_page_constructed;
  object_class->dispose = amb_page_dispose;
  object_class->finalize = amb_page_finalize;
  widget_class->measure = amb_page_measure;
  widget_class->size_allocate = amb_page_size_allocate;

  properties[PROP_CONTEXT] =
      g_param_spec_object ("context", NULL, NULL, AMB_TYPE_CONTEXT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, writable);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, writable);
  properties[PROP_VIEWS] = g_param_spec_object ("views", NULL, NULL, ADW_TYPE_VIEW_STACK, writable);
  properties[PROP_PRIMARY_LABEL] =
      g_param_spec_string ("primary-label", NULL, NULL, NULL, readable);
  properties[PROP_PRIMARY_ACTION] =
      g_param_spec_string ("primary-action", NULL, NULL, NULL, readable);
  properties[PROP_PRIMARY_SUGGESTED] =
      g_param_spec_boolean ("primary-suggested", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_SEARCH] = g_param_spec_boolean ("can-search", NULL, NULL, FALSE, writable);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, writable);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amb_page_init (AmbPage *self)
{
  /* GtkBinLayout would allocate without asking size_allocate () */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

AmbContext *
amb_page_get_context (AmbPage *self)
{
  return get_private (self)->context;
}

const char *
amb_page_get_title (AmbPage *self)
{
  return get_private (self)->title;
}

void
amb_page_set_title (AmbPage *self, const char *title)
{
  replace_text (self, &get_private (self)->title, title, PROP_TITLE);
}

const char *
amb_page_get_subtitle (AmbPage *self)
{
  return get_private (self)->subtitle;
}

void
amb_page_set_subtitle (AmbPage *self, const char *subtitle)
{
  replace_text (self, &get_private (self)->subtitle, subtitle, PROP_SUBTITLE);
}

AdwViewStack *
amb_page_get_views (AmbPage *self)
{
  return get_private (self)->views;
}

void
amb_page_set_views (AmbPage *self, AdwViewStack *views)
{
  if (g_set_object (&get_private (self)->views, views))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEWS]);
}

void
amb_page_set_primary (AmbPage *self, const char *label, const char *action, gboolean suggested)
{
  AmbPagePrivate *priv = get_private (self);

  g_object_freeze_notify (G_OBJECT (self));
  replace_text (self, &priv->primary_label, label, PROP_PRIMARY_LABEL);
  replace_text (self, &priv->primary_action, action, PROP_PRIMARY_ACTION);
  replace_flag (self, &priv->primary_suggested, suggested, PROP_PRIMARY_SUGGESTED);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
amb_page_get_primary_label (AmbPage *self)
{
  return get_private (self)->primary_label;
}

const char *
amb_page_get_primary_action (AmbPage *self)
{
  return get_private (self)->primary_action;
}

void
amb_page_set_can_search (AmbPage *self, gboolean can_search)
{
  replace_flag (self, &get_private (self)->can_search, can_search, PROP_CAN_SEARCH);
}

gboolean
amb_page_get_search_mode (AmbPage *self)
{
  return get_private (self)->search_mode;
}

void
amb_page_set_search_mode (AmbPage *self, gboolean search_mode)
{
  replace_flag (self, &get_private (self)->search_mode, search_mode, PROP_SEARCH_MODE);
}

gboolean
amb_page_get_narrow (AmbPage *self)
{
  return get_private (self)->narrow;
}

void
amb_page_set_actions (AmbPage *self, GActionGroup *actions)
{
  g_set_object (&get_private (self)->actions, actions);
}

GActionGroup *
amb_page_get_actions (AmbPage *self)
{
  return get_private (self)->actions;
}

void
amb_page_focus_search (AmbPage *self)
{
  if (!get_private (self)->can_search)
    return;
  amb_page_set_search_mode (self, TRUE);
  if (AMB_PAGE_GET_CLASS (self)->focus_search != NULL)
    AMB_PAGE_GET_CLASS (self)->focus_search (self);
}

gboolean
amb_page_open_record (AmbPage *self, const AmbEntity *entity, const char *id)
{
  AmbPageClass *klass = AMB_PAGE_GET_CLASS (self);

  return klass->open_record != NULL && klass->open_record (self, entity, id);
}

void
amb_page_show_query (AmbPage *self, const AmbQuery *query)
{
  AmbPageClass *klass = AMB_PAGE_GET_CLASS (self);

  if (klass->show_query != NULL)
    klass->show_query (self, query);
}

gboolean
amb_page_go_back (AmbPage *self)
{
  AmbPageClass *klass = AMB_PAGE_GET_CLASS (self);

  return klass->go_back != NULL && klass->go_back (self);
}

void
amb_page_focus_content (AmbPage *self)
{
  if (AMB_PAGE_GET_CLASS (self)->focus_content != NULL)
    AMB_PAGE_GET_CLASS (self)->focus_content (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
