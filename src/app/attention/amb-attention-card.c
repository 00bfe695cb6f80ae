#include "amb-attention-card.h"

#include "amb-attention-merge.h"
#include "amb-attention-editor.h"
#include "amb-icon-tile.h"

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
  GtkLabel *was, *was_who;
  GtkLabel *yours, *yours_who;
  GtkLabel *theirs, *theirs_who;
  GtkBox *typed;
  GtkBox *typed_box;
  GtkButton *copy_button;
  GtkLabel *waiting;
  GtkBox *buttons;
  GtkRevealer *editor;

  const AmbAttentionEntry *entry;
  const AmbAttentionItem *item; /* of the entry */
  gboolean is_decided;          /* its answer is on the way */
};

G_DEFINE_FINAL_TYPE (AmbAttentionCard, amb_attention_card, ADW_TYPE_BIN)

static guint resolved, unfolded;

/* Parts of an action that are shown. */
#define PARTS 20

/* The order of the buttons. */
static const AmbResolution order[] = {
  AMB_RESOLVE_MERGE,         AMB_RESOLVE_MINE,   AMB_RESOLVE_RESTORE_WITH_MINE,
  AMB_RESOLVE_DELETE_ANYWAY, AMB_RESOLVE_THEIRS, AMB_RESOLVE_VALUE
};

static void
resolve (AmbAttentionCard *self, AmbResolution resolution, const char *value)
{
  if (self->is_decided)
    return;
  self->is_decided = TRUE;
  g_signal_emit (self, resolved, 0, self->item->finding->key, (int) resolution, value);
}

/* What was refused because the KEY is taken is refused again as it is. */
static gboolean
is_offered (const AmbAttentionItem *item, AmbResolution resolution)
{
  if (!amb_attention_item_fits (item, resolution))
    return FALSE;
  if (resolution == AMB_RESOLVE_VALUE)
    return amb_attention_editor_can_edit (item);
  if (resolution != AMB_RESOLVE_MINE && resolution != AMB_RESOLVE_MERGE)
    return TRUE;
  for (guint i = 0; i < item->fields->len; i++)
    if (((AmbAttentionField *) g_ptr_array_index (item->fields, i))->is_taken)
      return resolution == AMB_RESOLVE_MERGE;
  return resolution == AMB_RESOLVE_MINE;
}

static void
choose (AmbAttentionCard *self, AmbResolution resolution)
{
  if (resolution != AMB_RESOLVE_VALUE)
    {
      resolve (self, resolution, NULL);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->editor), TRUE);
  gtk_revealer_set_reveal_child (self->editor, TRUE);
  gtk_widget_grab_focus (gtk_revealer_get_child (self->editor));
  g_signal_emit (self, unfolded, 0);
}

static void
button_clicked_cb (GtkButton *button, AmbAttentionCard *self)
{
  choose (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "resolution")));
}

static void
saved_cb (AmbAttentionCard *self, const char *value)
{
  resolve (self, AMB_RESOLVE_VALUE, value);
}

static void
left_cb (AmbAttentionCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_revealer_set_reveal_child (self->editor, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), FALSE);
}

/* The first of the wanted ones that this card offers. */
static gboolean
choose_first (GtkWidget *widget, GVariant *wanted, gpointer data)
{
  AmbAttentionCard *self = AMB_ATTENTION_CARD (widget);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const gboolean is_mine = order[i] != AMB_RESOLVE_THEIRS && order[i] != AMB_RESOLVE_VALUE;
      const char *kind = is_mine ? "mine" : order[i] == AMB_RESOLVE_THEIRS ? "theirs" : "value";

      if (g_str_equal (kind, g_variant_get_string (wanted, NULL)) &&
          is_offered (self->item, order[i]))
        {
          choose (self, order[i]);
          return TRUE;
        }
    }
  return FALSE;
}

static const char *
get_key_name (AmbResolution resolution)
{
  return resolution == AMB_RESOLVE_THEIRS ? "T" : resolution == AMB_RESOLVE_VALUE ? "E" : "M";
}

/* The words, and the key that does the same. */
static GtkWidget *
new_words (const char *verb, const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *letter = gtk_label_new (key);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (letter, "amb-version-who");
  gtk_box_append (GTK_BOX (box), gtk_label_new (verb));
  gtk_box_append (GTK_BOX (box), letter);
  return box;
}

static void
copy_cb (AmbAttentionCard *self)
{
  g_autofree char *typed =
      self->item->finding->is_conflict ? NULL : amb_attention_entry_dup_typed (self->entry);
  const char *text = typed != NULL ? typed : self->item->yours;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)",
                              _ ("What you typed is on the clipboard."), FALSE);
}

static gboolean
copy_by_key (GtkWidget *widget, GVariant *unused, gpointer data)
{
  copy_cb (AMB_ATTENTION_CARD (widget));
  return TRUE;
}

static void
append_buttons (AmbAttentionCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GtkWidget *button;
      g_autofree char *name = NULL;
      g_autofree char *tip = NULL;

      if (!is_offered (self->item, order[i]))
        continue;
      button = gtk_button_new ();
      gtk_button_set_child (
          GTK_BUTTON (button),
          new_words (amb_attention_item_get_verb (self->item, order[i]), get_key_name (order[i])));
      name = amb_attention_item_dup_outcome (self->item, order[i]);
      /* Translators: the key that does the same */
      tip = g_strdup_printf (_ ("Key %s"), get_key_name (order[i]));
      gtk_widget_set_tooltip_text (button, tip);
      gtk_widget_add_css_class (button, "amb-line-button");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_object_set_data (G_OBJECT (button), "resolution", GINT_TO_POINTER (order[i]));
      g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
      gtk_box_append (self->buttons, button);
    }
}

static void
show_version (GtkLabel *label, GtkLabel *who, const char *text, const char *marked, const char *by)
{
  if (marked != NULL)
    gtk_label_set_markup (label, marked);
  else
    gtk_label_set_label (label, text);
  gtk_label_set_label (who, by != NULL ? by : "");
  gtk_widget_set_visible (GTK_WIDGET (who), by != NULL);
}

static void
attach (GtkGrid *grid, const char *text, const char *class, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, column > 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/* What comes of a field in a merge, in words. */
static char *
describe_field (const AmbAttentionField *field)
{
  if (field->is_taken)
    /* Translators: the value that two records have */
    return g_strdup_printf (_ ("%s (the same)"), field->theirs);
  if (field->fills)
    /* Translators: what is there, and what a merge makes of it: “Nothing → Painter” */
    return g_strdup_printf (_ ("%s → %s"), field->theirs, field->mine);
  if (amb_attention_drops (field))
    /* Translators: a value of the existing record that a merge leaves as it is */
    return g_strdup_printf (_ ("%s (stays)"), field->theirs);
  return g_strdup (field->theirs);
}

/* (nullable): what of mine a merge doesn't take. */
static char *
describe_dropped (const AmbAttentionItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < item->fields->len; i++)
    {
      const AmbAttentionField *field = g_ptr_array_index (item->fields, i);

      if (!amb_attention_drops (field))
        continue;
      g_string_append (text, text->len > 0 ? " · " : "");
      /* Translators: a field and its value: “Name: Ama Boateng” */
      g_string_append_printf (text, _ ("%s: %s"), _ (field->field->label), field->mine);
    }
  if (text->len == 0)
    return NULL;
  /* Translators: fields with my values, which a merge leaves out */
  return g_strdup_printf (_ ("A merge keeps what the existing one has. It doesn’t take: %s"),
                          text->str);
}

/* With the record that exists, or (of a removal) with what others have made of it. */
static gboolean
is_compared (const AmbAttentionItem *item)
{
  return item->fields->len > 0 &&
         ((AmbAttentionField *) g_ptr_array_index (item->fields, 0))->theirs != NULL;
}

static int
attach_fields (GtkGrid *grid, const AmbAttentionItem *item, int row)
{
  const gboolean compares = is_compared (item);

  for (guint i = 0; i < item->fields->len; i++, row++)
    {
      const AmbAttentionField *field = g_ptr_array_index (item->fields, i);
      g_autofree char *theirs = compares ? describe_field (field) : NULL;

      attach (grid, _ (field->field->label), "amb-version-who", 0, row);
      attach (grid, field->mine, NULL, 1, row);
      if (compares)
        attach (grid, theirs, field->fills ? "amb-attention-fills" : NULL, 2, row);
    }
  return row;
}

/* What was done with it: of which record, if it is another one. */
static void
attach_parts (GtkGrid *grid, const AmbAttentionEntry *entry, int row)
{
  for (guint i = 0; i < MIN (entry->parts->len, PARTS); i++)
    {
      const AmbAttentionItem *part = g_ptr_array_index (entry->parts, i);

      if (!amb_attention_item_is_same_record (entry->item, part))
        {
          attach (grid, _ (part->finding->entity->label), "amb-version-name", 0, row);
          attach (grid, part->title, "amb-version-name", 1, row++);
        }
      row = attach_fields (grid, part, row);
    }
  if (entry->parts->len > PARTS)
    {
      const guint more = entry->parts->len - PARTS;
      g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", more), more);

      attach (grid, text, "amb-version-name", 1, row);
    }
}

static void
attach_sentence (GtkGrid *grid, const char *text, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_grid_attach (grid, label, 0, row, 3, 1);
}

/* A move, which nobody types. */
static gboolean
is_done (const AmbAttentionEntry *entry)
{
  return g_strcmp0 (entry->item->finding->kind, "move") == 0 && entry->parts->len == 0;
}

static GtkWidget *
new_typed (const AmbAttentionEntry *entry)
{
  const AmbAttentionItem *item = entry->item;
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  const gboolean compares = is_compared (item);
  const gboolean is_conflict = item->finding->is_conflict;
  g_autofree char *dropped = compares && amb_attention_item_fits (item, AMB_RESOLVE_MERGE)
                                 ? describe_dropped (item)
                                 : NULL;
  int row;

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 3);
  attach (grid,
          compares          ? ""
          : is_done (entry) ? _ ("What you did")
                            : _ ("What you typed"),
          "amb-version-name", 0, 0);
  if (compares)
    {
      attach (grid, is_conflict ? _ ("Was") : _ ("Yours"), "amb-version-name", 1, 0);
      attach (grid, is_conflict ? _ ("Theirs") : _ ("The existing one"), "amb-version-name", 2, 0);
    }
  row = attach_fields (grid, item, 1);
  attach_parts (grid, entry, row);
  /* A duplicate, which has no parts. */
  if (dropped != NULL)
    attach_sentence (grid, dropped, row);
  return GTK_WIDGET (grid);
}

static void
show_typed (AmbAttentionCard *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->typed));
  g_autofree char *typed =
      self->item->finding->is_conflict ? NULL : amb_attention_entry_dup_typed (self->entry);
  const gboolean has_any = self->item->fields->len > 0 || self->entry->parts->len > 0;

  if (child != NULL)
    gtk_box_remove (self->typed, child);
  gtk_widget_set_visible (GTK_WIDGET (self->typed_box), has_any);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), typed != NULL);
  if (has_any)
    gtk_box_append (self->typed, new_typed (self->entry));
}

static void
show_waiting (AmbAttentionCard *self)
{
  const guint n = self->item->waiting->len;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->waiting), n > 0);
  if (n == 0)
    return;
  for (guint i = 0; i < MIN (n, 5); i++)
    g_ptr_array_add (names, g_ptr_array_index (self->item->waiting, i));
  if (n > names->len)
    g_ptr_array_add (names, (gpointer) "…");
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  text = g_strdup_printf (ngettext ("%u more change waits for this one and goes on with it: %s",
                                    "%u more changes wait for this one and go on with it: %s", n),
                          n, list);
  gtk_label_set_label (self->waiting, text);
}

static void
show_editor (AmbAttentionCard *self)
{
  GtkWidget *editor = NULL;

  if (amb_attention_editor_can_edit (self->item))
    {
      editor = amb_attention_editor_new (self->item);
      g_signal_connect_swapped (editor, "saved", G_CALLBACK (saved_cb), self);
      g_signal_connect_swapped (editor, "left", G_CALLBACK (left_cb), self);
    }
  gtk_revealer_set_child (self->editor, editor);
}

static void
show_item (AmbAttentionCard *self)
{
  const AmbAttentionItem *item = self->item;
  const AmbFinding *finding = item->finding;
  const gboolean is_duplicate = !finding->is_conflict && is_compared (item);

  gtk_label_set_label (self->what, item->what);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "(ss)",
                                    finding->entity->name,
                                    is_duplicate ? finding->theirs : finding->id);
  /* What the server never took is no record yet. */
  gtk_widget_set_visible (GTK_WIDGET (self->open_button),
                          finding->is_conflict || is_duplicate ||
                              g_strcmp0 (finding->kind, "create") != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), item->yours != NULL);
  if (item->yours != NULL)
    {
      show_version (self->was, self->was_who, item->was, NULL, item->was_who);
      show_version (self->yours, self->yours_who, item->yours, item->yours_marked, item->yours_who);
      show_version (self->theirs, self->theirs_who, item->theirs, item->theirs_marked, item->who);
    }
  show_typed (self);
  show_waiting (self);
  append_buttons (self);
}

static void
amb_attention_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMB_TYPE_ATTENTION_CARD);
  G_OBJECT_CLASS (amb_attention_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/attention/amb-attention-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, mark);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, title);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, what);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, versions);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, was);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, was_who);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, yours);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, yours_who);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, theirs);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, theirs_who);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, typed);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, typed_box);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, copy_button);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, waiting);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, AmbAttentionCard, editor);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
amb_attention_card_class_init (AmbAttentionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_attention_card_dispose;
  resolved = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                           NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT, G_TYPE_STRING);
  unfolded = g_signal_new ("unfolded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                           NULL, G_TYPE_NONE, 0);

  /* The bin's own passes over the card itself: Tab stops at it, then at what is in it. */
  widget_class->focus = GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_m, 0, choose_first, "s", "mine");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, choose_first, "s", "theirs");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_e, 0, choose_first, "s", "value");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, 0, copy_by_key, NULL);
  bind_template (widget_class);
}

static void
amb_attention_card_init (AmbAttentionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amb_attention_card_new (const AmbAttentionEntry *entry)
{
  AmbAttentionCard *self = g_object_new (AMB_TYPE_ATTENTION_CARD, NULL);

  gtk_box_append (self->mark,
                  amb_icon_tile_new (entry->item->finding->is_conflict ? "amb-conflict-symbolic"
                                                                       : "dialog-warning-symbolic",
                                     entry->item->finding->is_conflict ? "warn" : "bad"));
  amb_attention_card_set_entry (self, entry);
  show_editor (self);
  return GTK_WIDGET (self);
}

const AmbAttentionItem *
amb_attention_card_get_item (AmbAttentionCard *self)
{
  return self->item;
}

void
amb_attention_card_set_entry (AmbAttentionCard *self, const AmbAttentionEntry *entry)
{
  const AmbAttentionItem *item = entry->item;

  self->entry = entry;
  self->item = item;
  self->is_decided = FALSE;
  show_item (self);
  amb_attention_card_set_grouped (self, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->what, -1);
}

void
amb_attention_card_release (AmbAttentionCard *self)
{
  self->is_decided = FALSE;
}

void
amb_attention_card_set_grouped (AmbAttentionCard *self, gboolean grouped)
{
  const AmbField *field = self->item->finding->field;

  gtk_label_set_label (self->title,
                       grouped && field != NULL ? _ (field->label) : self->item->title);
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
