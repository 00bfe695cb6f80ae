#include "amb-sync-chip.h"
#include "amb-action.h"
#include "amb-attention-acts.h"
#include "amb-sync-face.h"

#include <glib/gi18n.h>

struct _AmbSyncChip
{
  AdwBin parent_instance;

  /* template */
  GtkMenuButton *menu_button;
  GtkButton *review_button;
  GtkStack *icon_stack;
  GtkImage *icon;
  GtkSpinner *spinner;
  AdwSqueezer *squeezer; /* the words whole, or those that are never left out, or none */
  GtkLabel *text;
  GtkLabel *few;
  GtkWidget *none;
  GtkImage *review_icon;
  AdwSqueezer *review_squeezer;
  GtkLabel *review_text;
  GtkLabel *review_few;
  GtkLabel *details;
  GtkButton *action_button;

  AmbContext *context;
  AmbSyncService *sync;
  AmbSyncFace *face;
  gint64 cards; /* of “Needs attention”; −1: not counted yet */
  GCancellable *cancellable;
  gboolean is_compact;
};

G_DEFINE_FINAL_TYPE (AmbSyncChip, amb_sync_chip, ADW_TYPE_BIN)

enum
{
  PROP_BRIEF = 1,
  PROP_IS_CALM,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const char *const facts_properties[] = { "state",     "message", "waiting", "findings",
                                                "last-sync", "done",    "total",   NULL };

static gint64
read_number (AmbSyncService *sync, const char *property)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_object_get_property (G_OBJECT (sync), property, &value);
  return g_value_get_int64 (&value);
}

static void
show_action (AmbSyncChip *self)
{
  static const struct
  {
    const char *label;
    const char *action;
  } actions[] = {
    [AMB_SYNC_ACTION_NOW] = { N_ ("Synchronise Now"), "win.synchronise" },
    [AMB_SYNC_ACTION_RETRY] = { N_ ("Try Again"), "win.synchronise" },
    [AMB_SYNC_ACTION_REVIEW] = { N_ ("Review"), "win.go-to::attention" },
    [AMB_SYNC_ACTION_CONNECT] = { N_ ("Connect…"), "win.show-preferences" },
  };
  AmbSyncAction action = self->face->action;

  gtk_widget_set_visible (GTK_WIDGET (self->action_button), action != AMB_SYNC_ACTION_NONE);
  if (action == AMB_SYNC_ACTION_NONE)
    return;
  gtk_button_set_label (self->action_button, _ (actions[action].label));
  amb_action_set (GTK_ACTIONABLE (self->action_button), actions[action].action);
}

/* What isn't calm is told by a word or a number beside its icon, however little room there is. */
static void
show_words (AmbSyncChip *self)
{
  const char *few = self->face->few;
  const gboolean has_words = !self->is_compact || few != NULL;

  gtk_label_set_label (self->few, few != NULL ? few : "");
  gtk_label_set_label (self->review_few, few != NULL ? few : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), !self->is_compact);
  gtk_widget_set_visible (GTK_WIDGET (self->review_text), !self->is_compact);
  gtk_widget_set_visible (GTK_WIDGET (self->few), few != NULL);
  gtk_widget_set_visible (self->none, few == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->squeezer), has_words);
  gtk_widget_set_visible (GTK_WIDGET (self->review_squeezer), has_words);
}

static void
show_face (AmbSyncChip *self)
{
  const AmbSyncFace *face = self->face;
  gboolean is_review = face->action == AMB_SYNC_ACTION_REVIEW;
  GtkWidget *shown = is_review ? GTK_WIDGET (self->review_button) : GTK_WIDGET (self->menu_button);

  gtk_image_set_from_icon_name (self->icon, face->icon);
  gtk_stack_set_visible_child_name (self->icon_stack, face->is_busy ? "spinner" : "icon");
  gtk_spinner_set_spinning (self->spinner, face->is_busy);
  gtk_label_set_label (self->text, face->label);
  gtk_image_set_from_icon_name (self->review_icon, face->icon);
  gtk_label_set_label (self->review_text, face->label);
  show_words (self);
  gtk_label_set_label (self->details, face->details);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), !is_review);
  gtk_widget_set_visible (GTK_WIDGET (self->review_button), is_review);

  for (guint i = 0; i < 2; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), i == 0 ? "warn" : "bad");
  if (g_strcmp0 (face->style, "warn") == 0 || g_strcmp0 (face->style, "bad") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), face->style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (shown), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  face->label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, face->details,
                                  -1);
  gtk_widget_set_tooltip_text (shown,
                               is_review ? _ ("See what needs attention") : _ ("Synchronisation"));
  show_action (self);
}

static void
update (AmbSyncChip *self)
{
  g_autofree char *message = NULL;
  AmbSyncFacts facts = { 0 };

  if (self->sync == NULL)
    return;
  g_object_get (self->sync, "message", &message, NULL);
  facts.state = amb_sync_service_get_state (self->sync);
  facts.waiting = read_number (self->sync, "waiting");
  facts.findings = read_number (self->sync, "findings");
  if (facts.findings > 0 && self->cards >= 0)
    facts.findings = self->cards;
  facts.last_sync = read_number (self->sync, "last-sync");
  facts.done = read_number (self->sync, "done");
  facts.total = read_number (self->sync, "total");
  facts.message = message;

  g_clear_pointer (&self->face, amb_sync_face_free);
  self->face = amb_sync_face_new (&facts, amb_clock_now (amb_context_get_clock (self->context)));
  show_face (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BRIEF]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CALM]);
}

static gpointer
count_cards (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *n = g_new0 (gint64, 1);

  if (amb_attention_acts_count (store, n, error))
    return n;
  g_free (n);
  return NULL;
}

static void
cards_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbSyncChip) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (n == NULL || self->sync == NULL)
    return;
  self->cards = *n;
  update (self);
}

/* The service counts what was refused by operations, the page by what a person did. */
static void
count (AmbSyncChip *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (self->context, count_cards, NULL, NULL, g_free, self->cancellable,
                          cards_counted_cb, g_object_ref (self));
}

static void
action_clicked_cb (AmbSyncChip *self)
{
  gtk_menu_button_popdown (self->menu_button);
}

static void
amb_sync_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbSyncChip *self = AMB_SYNC_CHIP (object);

  switch (id)
    {
    case PROP_BRIEF:
      g_value_set_string (value, self->face != NULL ? self->face->brief : NULL);
      break;
    case PROP_IS_CALM:
      g_value_set_boolean (
          value, self->face != NULL && !self->face->is_busy &&
                     (self->face->style == NULL || g_str_equal (self->face->style, "good")));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_sync_chip_dispose (GObject *object)
{
  AmbSyncChip *self = AMB_SYNC_CHIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  g_clear_object (&self->context);
  g_clear_pointer (&self->face, amb_sync_face_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_SYNC_CHIP);
  G_OBJECT_CLASS (amb_sync_chip_parent_class)->dispose (object);
}

static void
amb_sync_chip_class_init (AmbSyncChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = amb_sync_chip_get_property;
  object_class->dispose = amb_sync_chip_dispose;
  properties[PROP_BRIEF] = g_param_spec_string ("brief", NULL, NULL, NULL, flags);
  properties[PROP_IS_CALM] = g_param_spec_boolean ("is-calm", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/shell/amb-sync-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, review_button);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, icon);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, spinner);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, squeezer);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, text);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, few);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, none);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, review_few);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, review_icon);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, review_squeezer);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, review_text);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, details);
  gtk_widget_class_bind_template_child (widget_class, AmbSyncChip, action_button);
  gtk_widget_class_bind_template_callback (widget_class, action_clicked_cb);
}

static void
amb_sync_chip_init (AmbSyncChip *self)
{
  self->cards = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amb_sync_chip_set_context (AmbSyncChip *self, AmbContext *context)
{
  g_set_object (&self->context, context);
  g_set_object (&self->sync, amb_context_get_sync (context));
  for (guint i = 0; facts_properties[i] != NULL; i++)
    {
      g_autofree char *detail = g_strconcat ("notify::", facts_properties[i], NULL);
      g_signal_connect_swapped (self->sync, detail, G_CALLBACK (update), self);
    }
  g_signal_connect_object (self->sync, "notify::findings", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "undo-changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  update (self);
  count (self);
}

void
amb_sync_chip_set_compact (AmbSyncChip *self, gboolean compact)
{
  if (self->is_compact == compact)
    return;
  self->is_compact = compact;
  if (self->face != NULL)
    show_face (self);
}
