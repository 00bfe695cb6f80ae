#include "amb-editor-spelling.h"

#include "amb-display.h"
#include "amb-spelling.h"

#include <glib/gi18n.h>

struct _AmbEditorSpelling
{
  GtkBox parent_instance;

  GtkWidget *label;
  AmbSpeller *speller;
  char *language; /* nullable */
};

G_DEFINE_FINAL_TYPE (AmbEditorSpelling, amb_editor_spelling, GTK_TYPE_BOX)

static void
update (AmbEditorSpelling *self)
{
  gboolean is_unknown =
      self->language != NULL && amb_speller_is_enabled (self->speller) &&
      amb_speller_get_standing (self->speller, self->language) == AMB_LANGUAGE_UNKNOWN;

  if (is_unknown)
    {
      g_autofree char *name = amb_display_language (self->language);
      /* Translators: the name of a language */
      g_autofree char *words = g_strdup_printf (
          _ ("Spelling is not checked: no dictionary of this language is installed (%s)."), name);

      gtk_label_set_label (GTK_LABEL (self->label), words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), is_unknown);
}

void
amb_editor_spelling_check (AmbEditorSpelling *self, AmbForm *form, const char *language)
{
  static const char *const fields[] = { "body", "alternative-text" };

  g_return_if_fail (AMB_IS_EDITOR_SPELLING (self));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkTextView *view = amb_form_get_view (form, fields[i]);

      if (view != NULL)
        amb_spelling_set_language (amb_spelling_attach (view, self->speller), language);
    }
  if (g_strcmp0 (language, self->language) == 0)
    return;
  g_free (self->language);
  self->language = g_strdup (language);
  update (self);
}

static void
amb_editor_spelling_dispose (GObject *object)
{
  AmbEditorSpelling *self = AMB_EDITOR_SPELLING (object);

  g_clear_object (&self->speller);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (amb_editor_spelling_parent_class)->dispose (object);
}

static void
amb_editor_spelling_class_init (AmbEditorSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_editor_spelling_dispose;
}

static void
amb_editor_spelling_init (AmbEditorSpelling *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_add_css_class (self->label, "amb-small");
  gtk_widget_add_css_class (self->label, "amb-quiet");
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
amb_editor_spelling_new (AmbContext *context)
{
  AmbEditorSpelling *self = g_object_new (AMB_TYPE_EDITOR_SPELLING, NULL);

  self->speller = g_object_ref (amb_speller_of (context));
  g_signal_connect_object (self->speller, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speller, "notify::enabled", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
