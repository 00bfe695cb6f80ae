#include "amb-editor-texts.h"

#include "amb-content-flow.h"
#include "amb-content-text.h"
#include "amb-display.h"
#include "amb-editor-spelling.h"
#include "amb-form.h"
#include "amb-text.h"
#include <adwaita.h>
#include <glib/gi18n.h>

struct _AmbEditorTexts
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *tabs;
  GtkWidget *add_button;
  GtkWidget *stack;
  GtkWidget *forms[2];      /* of the item, of the variant at hand */
  GtkWidget *derive_button; /* the way on from what is out */
  GtkWidget *length;
  GtkWidget *spelling;
  GtkWidget *link_row;
  GtkWidget *preview_group;
  GtkWidget *preview_name;
  GtkWidget *preview;

  const AmbEditorFacts *facts; /* nullable */
  char *chosen;                /* nullable: id of the variant at hand; NULL: the item's own text */
  char *shown;                 /* nullable: id of the variant in its form */
  char *named;                 /* nullable: what the tabs say, as one text */
  char *wanted;                /* nullable: variant that was added and is to be chosen */
};

G_DEFINE_FINAL_TYPE (AmbEditorTexts, amb_editor_texts, GTK_TYPE_BOX)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const of_item[] = { "title", "body",       "alternative-text",
                                       "link",  "disclosure", NULL };
static const char *const of_variant[] = { "audience",         "channel-id", "language", "body",
                                          "alternative-text", "link",       NULL };
static const char *const of_link[] = { "utm-source", "utm-medium", "utm-content", NULL };

static const AmbFormGroup item_groups[] = { { NULL, of_item }, { NULL, NULL } };
static const AmbFormGroup variant_groups[] = { { NULL, of_variant },
                                               { N_ ("For web analytics"), of_link },
                                               { NULL, NULL } };

static const AmbContentText *
get_text (AmbEditorTexts *self)
{
  for (guint i = 0; self->facts != NULL && i < self->facts->content->texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (self->facts->content->texts, i);

      if (self->chosen == NULL || g_strcmp0 (amb_record_get_id (text->record), self->chosen) == 0)
        return text;
    }
  return NULL;
}

static gboolean
has_text (const AmbEditorFacts *facts, const char *id)
{
  for (guint i = 0; i < facts->content->texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (facts->content->texts, i);

      if (g_strcmp0 (amb_record_get_id (text->record), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static AmbForm *
get_form (AmbEditorTexts *self)
{
  return AMB_FORM (self->forms[self->chosen != NULL]);
}

/* What is typed, else what is stored. */
static const char *
get_typed (AmbEditorTexts *self, const char *field)
{
  const AmbContentText *text = get_text (self);
  const char *typed = amb_form_get_text (get_form (self), field);

  return typed != NULL ? typed : text != NULL ? amb_record_get (text->record, field) : NULL;
}

/* What is said of the text at hand. */

static void
show_length (AmbEditorTexts *self, const AmbContentText *text, const char *plain)
{
  guint limit = amb_content_get_limit (text->channel);
  guint n = amb_content_count (
      text->channel != NULL ? amb_record_get (text->channel, "network") : NULL, plain);
  g_autofree char *words = NULL;

  if (limit == 0)
    words = g_strdup_printf (ngettext ("%u character", "%u characters", n), n);
  else if (n <= limit)
    /* Translators: the length of a text, the most that it may have, the name of a channel */
    words = g_strdup_printf (_ ("%u of %u characters for %s"), n, limit,
                             amb_record_get_title (text->channel));
  else
    /* Translators: how many characters a text is too long by, the name of a channel */
    words = g_strdup_printf (
        ngettext ("%u character too long for %s", "%u characters too long for %s", n - limit),
        n - limit, amb_record_get_title (text->channel));
  gtk_label_set_label (GTK_LABEL (self->length), words);
  if (limit > 0 && n > limit)
    gtk_widget_add_css_class (self->length, "amb-warn");
  else
    gtk_widget_remove_css_class (self->length, "amb-warn");
}

/* In the language of the text, else in the one that its words are taken for. */
static void
check_spelling (AmbEditorTexts *self, const AmbContentText *text, const char *plain)
{
  const char *language = amb_record_get (text->record, "language");

  if (language == NULL || *language == '\0')
    language = amb_content_guess_language (plain);
  amb_editor_spelling_check (AMB_EDITOR_SPELLING (self->spelling), get_form (self), language);
}

static char *
dup_link (AmbEditorTexts *self)
{
  const AmbContentText *text = get_text (self);

  return amb_content_dup_measured_link (self->facts->content->item, text->record, text->channel,
                                        self->facts->campaign, get_typed (self, "link"));
}

char *
amb_editor_texts_dup_post (AmbEditorTexts *self)
{
  const AmbContentText *text = get_text (self);

  g_return_val_if_fail (AMB_IS_EDITOR_TEXTS (self), NULL);

  if (text == NULL)
    return g_strdup ("");
  return amb_content_dup_post (self->facts->content->item, text->record, text->channel,
                               self->facts->campaign, get_typed (self, "body"),
                               get_typed (self, "link"),
                               amb_form_get_text (AMB_FORM (self->forms[0]), "disclosure"));
}

static void
update (AmbEditorTexts *self)
{
  const AmbContentText *text = get_text (self);
  g_autofree char *plain = NULL, *link = NULL, *post = NULL, *name = NULL;

  if (text == NULL)
    return;
  plain = amb_content_dup_plain (get_typed (self, "body"));
  show_length (self, text, plain);
  check_spelling (self, text, plain);
  link = dup_link (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->link_row), link != NULL ? link : "");
  gtk_widget_set_visible (self->link_row, link != NULL);
  post = amb_editor_texts_dup_post (self);
  gtk_label_set_label (GTK_LABEL (self->preview), post);
  gtk_widget_set_visible (self->preview_group, *post != '\0');
  name = text->channel != NULL ? g_markup_escape_text (amb_record_get_title (text->channel), -1)
                               : g_strdup (_ ("No channel yet"));
  gtk_label_set_markup (GTK_LABEL (self->preview_name), name);
}

/* Choosing a text. */

/* “Applicants · LinkedIn · French” */
static char *
dup_name (const AmbContentText *text, gboolean is_item)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const AmbField *audience =
      amb_entity_find_field (amb_record_get_entity (text->record), "audience");
  const char *language = amb_record_get (text->record, "language");
  char *name;

  if (amb_record_get (text->record, "audience") != NULL)
    g_ptr_array_add (
        parts, amb_display_value (audience, amb_record_get (text->record, "audience"), NULL, NULL));
  if (text->channel != NULL)
    g_ptr_array_add (parts, g_strdup (amb_record_get_title (text->channel)));
  if (language != NULL)
    g_ptr_array_add (parts, amb_display_language (language));
  if (parts->len == 0)
    return g_strdup (is_item ? _ ("Main text") : _ ("New variant"));
  g_ptr_array_add (parts, NULL);
  name = g_strjoinv (" · ", (char **) parts->pdata);
  return name;
}

static void
show_form (AmbEditorTexts *self)
{
  const AmbContentText *text = get_text (self);

  if (text == NULL)
    return;
  if (self->chosen != NULL && g_strcmp0 (self->shown, self->chosen) != 0)
    {
      amb_form_set_record (AMB_FORM (self->forms[1]), text->record);
      g_free (self->shown);
      self->shown = g_strdup (self->chosen);
    }
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (get_form (self)));
  update (self);
}

static void
choose (AmbEditorTexts *self, const char *variant)
{
  char *id = g_strdup (variant);

  amb_form_flush (get_form (self));
  g_free (self->chosen);
  self->chosen = id;
  show_form (self);
}

static void
tab_cb (AmbEditorTexts *self, GtkToggleButton *tab)
{
  const char *id = g_object_get_data (G_OBJECT (tab), "variant");

  if (gtk_toggle_button_get_active (tab) && g_strcmp0 (id, self->chosen) != 0)
    choose (self, id);
}

/* The tabs stay, and the focus in them, as long as they say the same. */
static gboolean
are_named (AmbEditorTexts *self)
{
  GPtrArray *texts = self->facts->content->texts;
  GString *names = g_string_new (NULL);
  gboolean same;

  for (guint i = 0; i < texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (texts, i);
      g_autofree char *name = dup_name (text, i == 0);

      g_string_append_printf (names, "%s %s\n", amb_record_get_id (text->record), name);
    }
  same = g_strcmp0 (names->str, self->named) == 0;
  g_free (self->named);
  self->named = g_string_free (names, FALSE);
  return same;
}

static void
choose_tab (AmbEditorTexts *self)
{
  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (tab), "variant"), self->chosen) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
}

static void
fill_tabs (AmbEditorTexts *self)
{
  GPtrArray *texts = self->facts->content->texts;
  GtkToggleButton *first = NULL;
  GtkWidget *child;

  if (are_named (self))
    {
      choose_tab (self);
      return;
    }
  while ((child = gtk_widget_get_first_child (self->tabs)) != NULL)
    gtk_box_remove (GTK_BOX (self->tabs), child);
  for (guint i = 0; i < texts->len; i++)
    {
      const AmbContentText *text = g_ptr_array_index (texts, i);
      g_autofree char *name = dup_name (text, i == 0);
      GtkWidget *tab = gtk_toggle_button_new_with_label (name);
      const char *id = i > 0 ? amb_record_get_id (text->record) : NULL;

      g_object_set_data_full (G_OBJECT (tab), "variant", g_strdup (id), g_free);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (tab);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), first);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), g_strcmp0 (id, self->chosen) == 0);
      g_signal_connect_object (tab, "toggled", G_CALLBACK (tab_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->tabs), tab);
    }
}

void
amb_editor_texts_show (AmbEditorTexts *self, const AmbEditorFacts *facts)
{
  gboolean is_first = self->facts == NULL;
  gboolean is_new, is_out;
  GtkRoot *root;

  g_return_if_fail (AMB_IS_EDITOR_TEXTS (self));

  self->facts = facts;
  if (facts == NULL)
    return;
  /* What was read may be from before the new variant. */
  is_new = self->wanted != NULL && has_text (facts, self->wanted);
  if (is_new)
    {
      g_free (self->chosen);
      self->chosen = g_steal_pointer (&self->wanted);
    }
  if (get_text (self) == NULL)
    g_clear_pointer (&self->chosen, g_free);
  if (is_first)
    amb_form_set_record (AMB_FORM (self->forms[0]), facts->content->item);
  fill_tabs (self);
  is_out = amb_content_is_out (facts->content->item);
  gtk_widget_set_visible (
      self->derive_button,
      is_out &&
          amb_context_may (self->context, amb_entity_find ("content-item"), AMB_RIGHT_CREATE));
  gtk_widget_set_visible (
      self->add_button,
      !is_out && amb_context_may (self->context, amb_entity_find ("variant"), AMB_RIGHT_CREATE) &&
          amb_context_may_write (self->context, facts->content->item, AMB_RIGHT_UPDATE));
  show_form (self);
  /* What was typed into is read now. */
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (is_out && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (self->derive_button);
  if (is_new && self->chosen != NULL)
    amb_form_focus_field (get_form (self), "channel-id");
}

/* A variant more. */

static gpointer
run_add (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_programme_add (programme, data, AMB_COMMAND_DEFAULT, error);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbEditorTexts) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;
  if (id == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
      return;
    }
  g_free (self->wanted);
  self->wanted = g_steal_pointer (&id);
}

static void
add_cb (AmbEditorTexts *self)
{
  AmbRecord *variant = amb_record_new (amb_entity_find ("variant"), NULL);
  AmbRecord *item = self->facts->content->item;
  g_autofree char *person = amb_context_dup_person (self->context);

  amb_record_set (variant, "item-id", amb_record_get_id (item));
  amb_record_set (variant, "author-id", person);
  amb_record_set (variant, "audience", amb_record_get (item, "audience"));
  amb_record_set (variant, "language", amb_record_get (item, "language"));
  amb_context_write_async (self->context, run_add, variant, g_object_unref, g_free, NULL, added_cb,
                           g_object_ref (self));
}

gboolean
amb_editor_texts_focus (AmbEditorTexts *self, const char *record, const char *field)
{
  const char *item;

  g_return_val_if_fail (AMB_IS_EDITOR_TEXTS (self), FALSE);

  if (self->facts == NULL)
    return FALSE;
  item = amb_record_get_id (self->facts->content->item);
  if (g_strcmp0 (record, item) == 0 && !g_strv_contains (of_item, field))
    return FALSE;
  choose (self, g_strcmp0 (record, item) == 0 ? NULL : record);
  fill_tabs (self);
  return amb_form_focus_field (get_form (self), field);
}

void
amb_editor_texts_flush (AmbEditorTexts *self)
{
  g_return_if_fail (AMB_IS_EDITOR_TEXTS (self));

  amb_form_flush (AMB_FORM (self->forms[0]));
  amb_form_flush (AMB_FORM (self->forms[1]));
}

AmbRecord *
amb_editor_texts_get_record (AmbEditorTexts *self)
{
  const AmbContentText *text = get_text (self);

  return text != NULL ? text->record : NULL;
}

static void
saved_cb (AmbEditorTexts *self, gint64 instant)
{
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, instant);
}

static void
amb_editor_texts_dispose (GObject *object)
{
  AmbEditorTexts *self = AMB_EDITOR_TEXTS (object);

  self->facts = NULL;
  g_clear_object (&self->context);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->named, g_free);
  G_OBJECT_CLASS (amb_editor_texts_parent_class)->dispose (object);
}

static void
amb_editor_texts_class_init (AmbEditorTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_editor_texts_dispose;
  signals[SIGNAL_SAVED] = g_signal_new ("saved", AMB_TYPE_EDITOR_TEXTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkWidget *
make_tabs (AmbEditorTexts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->tabs);
  gtk_widget_set_hexpand (scroller, TRUE);
  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_tooltip_text (self->add_button,
                               _ ("Add a variant: other words for another audience, "
                                  "channel or language"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add Variant"), -1);
  gtk_widget_set_valign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "flat");
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->add_button);
  return box;
}

static GtkWidget *
make_preview (AmbEditorTexts *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->preview_group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->preview_group),
                                   _ ("As it goes out"));
  self->preview_name = gtk_label_new (NULL);
  self->preview = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->preview_name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->preview_name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->preview_name, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->preview), 0);
  gtk_label_set_wrap (GTK_LABEL (self->preview), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->preview), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->preview), TRUE);
  /* By the keyboard it is copied as a whole; all of it would be marked wherever the focus is lost.
   */
  gtk_widget_set_can_focus (self->preview, FALSE);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "amb-preview");
  gtk_box_append (GTK_BOX (card), self->preview_name);
  gtk_box_append (GTK_BOX (card), self->preview);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->preview_group), card);
  return self->preview_group;
}

static GtkWidget *
make_link (AmbEditorTexts *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->link_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->link_row),
                                 _ ("Link as it is measured"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->link_row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->link_row), 3);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->link_row);
  g_object_bind_property (self->link_row, "visible", list, "visible", G_BINDING_SYNC_CREATE);
  return list;
}

static void
amb_editor_texts_init (AmbEditorTexts *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-editor-texts");
}

GtkWidget *
amb_editor_texts_new (AmbContext *context)
{
  AmbEditorTexts *self = g_object_new (AMB_TYPE_EDITOR_TEXTS, NULL);
  static const char *const entities[] = { "content-item", "variant" };
  static const AmbFormGroup *const groups[] = { item_groups, variant_groups };

  self->context = g_object_ref (context);
  gtk_box_append (GTK_BOX (self), make_tabs (self));
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (self->forms); i++)
    {
      self->forms[i] = amb_form_new (context, amb_entity_find (entities[i]), groups[i]);
      gtk_stack_add_child (GTK_STACK (self->stack), self->forms[i]);
      g_signal_connect_object (self->forms[i], "edited", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->forms[i], "saved", G_CALLBACK (saved_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->length = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->length), 1);
  gtk_label_set_wrap (GTK_LABEL (self->length), TRUE);
  gtk_widget_add_css_class (self->length, "amb-small");
  gtk_widget_add_css_class (self->length, "amb-num");
  gtk_box_append (GTK_BOX (self), self->stack);
  self->derive_button = gtk_button_new_with_label (_ ("Derive Another Item"));
  gtk_widget_set_halign (self->derive_button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->derive_button), "editor.derive");
  gtk_box_append (GTK_BOX (self), self->derive_button);
  gtk_box_append (GTK_BOX (self), self->length);
  self->spelling = amb_editor_spelling_new (context);
  gtk_box_append (GTK_BOX (self), self->spelling);
  gtk_box_append (GTK_BOX (self), make_link (self));
  gtk_box_append (GTK_BOX (self), make_preview (self));
  return GTK_WIDGET (self);
}
