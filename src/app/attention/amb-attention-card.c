#include "amb-attention-card.h"
#include "amb-icon-tile.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

struct _AmbAttentionCard
{
  AdwBin parent_instance;

  /* template */
  GtkBox *mark;
  GtkLabel *title;
  GtkLabel *what;
  GtkButton *open_button;
  GtkBox *versions;
  GtkLabel *was;
  GtkLabel *yours;
  GtkLabel *theirs;
  GtkLabel *who;
  GtkLabel *typed;
  GtkBox *typed_box;
  GtkBox *buttons;
  GtkRevealer *editor;
  GtkEntry *entry;
  GtkLabel *problem;

  gint64 key;
  const AmbField *field; /* nullable */
  char *copy;
};

G_DEFINE_FINAL_TYPE (AmbAttentionCard, amb_attention_card, ADW_TYPE_BIN)

static guint resolved;

static void
resolve (AmbAttentionCard *self, AmbResolution resolution, const char *value)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, resolved, 0, self->key, (int) resolution, value);
}

static void
button_clicked_cb (GtkButton *button, AmbAttentionCard *self)
{
  AmbResolution resolution = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "resolution"));

  if (resolution == AMB_RESOLVE_VALUE)
    {
      gtk_revealer_set_reveal_child (self->editor, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
  else
    resolve (self, resolution, NULL);
}

static void
value_given_cb (AmbAttentionCard *self)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (!amb_field_normalise (self->field, text, &value, &error) ||
      !amb_field_validate (self->field, value, &error))
    {
      gtk_label_set_label (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      return;
    }
  resolve (self, AMB_RESOLVE_VALUE, value);
}

static void
value_changed_cb (AmbAttentionCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
copy_cb (AmbAttentionCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->copy);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)",
                              _ ("What you typed is on the clipboard."), FALSE);
}

/* Leaving it as the server has it. */
static const char *
get_their_verb (const AmbAttentionItem *item)
{
  if (amb_attention_item_fits (item, AMB_RESOLVE_RESTORE_WITH_MINE))
    return _ ("Leave It Removed");
  if (!item->finding->is_conflict)
    return _ ("Leave It");
  return item->finding->field != NULL ? _ ("Keep Theirs") : _ ("Keep It");
}

static const char *
get_verb (const AmbAttentionItem *item, AmbResolution resolution)
{
  switch (resolution)
    {
    case AMB_RESOLVE_MINE:
      return item->finding->is_conflict ? _ ("Keep Mine") : _ ("Try Again");
    case AMB_RESOLVE_THEIRS:
      return get_their_verb (item);
    case AMB_RESOLVE_VALUE:
      return _ ("Edit…");
    case AMB_RESOLVE_RESTORE_WITH_MINE:
      return _ ("Restore With My Changes");
    case AMB_RESOLVE_DELETE_ANYWAY:
      return _ ("Delete Anyway");
    default:
      return "";
    }
}

static gboolean
can_be_typed (const AmbField *field)
{
  return field != NULL && field->type != AMB_FIELD_REF && field->type != AMB_FIELD_ORDER;
}

static void
append_button (AmbAttentionCard *self, const AmbAttentionItem *item, AmbResolution resolution)
{
  const char *verb = get_verb (item, resolution);
  GtkWidget *button = gtk_button_new_with_label (verb);
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, item->title);

  gtk_widget_add_css_class (button, "amb-line-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "resolution", GINT_TO_POINTER (resolution));
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  gtk_box_append (self->buttons, button);
}

static void
append_buttons (AmbAttentionCard *self, const AmbAttentionItem *item)
{
  static const AmbResolution order[] = { AMB_RESOLVE_MINE, AMB_RESOLVE_THEIRS,
                                         AMB_RESOLVE_RESTORE_WITH_MINE, AMB_RESOLVE_DELETE_ANYWAY,
                                         AMB_RESOLVE_VALUE };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (amb_attention_item_fits (item, order[i]) &&
        (order[i] != AMB_RESOLVE_VALUE || can_be_typed (item->finding->field)))
      append_button (self, item, order[i]);
}

static void
show_item (AmbAttentionCard *self, const AmbAttentionItem *item)
{
  const AmbFinding *finding = item->finding;

  gtk_box_append (self->mark, amb_icon_tile_new (finding->is_conflict ? "amb-conflict-symbolic"
                                                                      : "dialog-warning-symbolic",
                                                 finding->is_conflict ? "warn" : "bad"));
  gtk_label_set_label (self->title, item->title);
  gtk_label_set_label (self->what, item->what);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "(ss)",
                                    finding->entity->name, finding->id);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), item->yours != NULL);
  if (item->yours != NULL)
    {
      gtk_label_set_label (self->was, item->was);
      gtk_label_set_label (self->yours, item->yours);
      gtk_label_set_label (self->theirs, item->theirs);
      gtk_label_set_label (self->who, item->who != NULL ? item->who : "");
      gtk_widget_set_visible (GTK_WIDGET (self->who), item->who != NULL);
      gtk_editable_set_text (
          GTK_EDITABLE (self->entry),
          finding->mine != NULL && finding->field->choices == NULL ? finding->mine : item->yours);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->typed_box), item->typed != NULL);
  if (item->typed != NULL)
    gtk_label_set_label (self->typed, item->typed);
  append_buttons (self, item);
}

static void
amb_attention_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMB_TYPE_ATTENTION_CARD);
  G_OBJECT_CLASS (amb_attention_card_parent_class)->dispose (object);
}

static void
amb_attention_card_finalize (GObject *object)
{
  g_free (AMB_ATTENTION_CARD (object)->copy);
  G_OBJECT_CLASS (amb_attention_card_parent_class)->finalize (object);
}

static void
amb_attention_card_class_init (AmbAttentionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_attention_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_attention_card_finalize;
  resolved = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                           NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/attention/amb-attention-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, mark);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, title);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, what);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, versions);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, was);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, yours);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, theirs);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, who);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, typed);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, typed_box);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, editor);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, entry);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, problem);
  gtk_widget_class_bind_template_callback (widget_class, value_given_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
amb_attention_card_init (AmbAttentionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amb_attention_card_new (const AmbAttentionItem *item)
{
  AmbAttentionCard *self = g_object_new (AMB_TYPE_ATTENTION_CARD, NULL);

  self->key = item->finding->key;
  self->field = item->finding->field;
  self->copy = g_strdup (item->typed);
  show_item (self, item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->what, -1);
  return GTK_WIDGET (self);
}

void
amb_attention_card_set_narrow (AmbAttentionCard *self, gboolean narrow)
{
  const GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->versions), orientation);
  gtk_box_set_homogeneous (self->versions, !narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons), orientation);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}
