#include "amb-review-text.h"

#include "amb-content-flow.h"
#include "amb-content-text.h"
#include "amb-content.h"
#include "amb-display.h"
#include "amb-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _AmbReviewText
{
  GtkBox parent_instance;

  AmbContext *context;
  char *id;    /* nullable: what was asked for */
  char *note;  /* nullable */
  char *shown; /* nullable: id of what stands there */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (AmbReviewText, amb_review_text, GTK_TYPE_BOX)

typedef struct
{
  AmbContentFacts *facts;
  GPtrArray *checks;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->checks, g_ptr_array_unref);
  g_clear_pointer (&reading->facts, amb_content_facts_free);
  g_free (reading);
}

static gpointer
read_item (AmbStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  AmbContentFacts *facts = amb_content_load (store, id, error);
  Reading *reading;

  if (facts == NULL)
    return NULL;
  reading = g_new0 (Reading, 1);
  reading->facts = facts;
  reading->checks = amb_content_judge (facts);
  return reading;
}

/* One label of it. */
typedef struct
{
  char *text;
  const char *style;   /* nullable */
  gboolean is_heading; /* stands a little apart */
} Line;

static void
line_free (gpointer data)
{
  g_free (((Line *) data)->text);
  g_free (data);
}

static Line *
add_line (GPtrArray *lines, const char *text, const char *style)
{
  Line *line = g_new0 (Line, 1);

  line->text = g_strdup (text);
  line->style = style;
  g_ptr_array_add (lines, line);
  return line;
}

/* “Client · Voices on X · English · 12 of 280 characters” */
static char *
dup_heading (const AmbContentText *text, const char *plain)
{
  const AmbField *audience =
      amb_entity_find_field (amb_record_get_entity (text->record), "audience");
  const char *language = amb_record_get (text->record, "language");
  guint limit = amb_content_get_limit (text->channel);
  guint n = amb_content_count (
      text->channel != NULL ? amb_record_get (text->channel, "network") : NULL, plain);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *words;

  if (amb_record_get (text->record, "audience") != NULL)
    g_ptr_array_add (
        parts, amb_display_value (audience, amb_record_get (text->record, "audience"), NULL, NULL));
  if (text->channel != NULL)
    g_ptr_array_add (parts, g_strdup (amb_record_get_title (text->channel)));
  if (language != NULL)
    g_ptr_array_add (parts, amb_display_language (language));
  if (limit > 0)
    /* Translators: the length of a text, the most that it may have */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%1$u of %2$u characters"), n, limit));
  else
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u character", "%u characters", n), n));
  g_ptr_array_add (parts, NULL);
  words = g_strjoinv (" · ", (char **) parts->pdata);
  return words;
}

static void
add_text (GPtrArray *lines, const AmbContentText *text, gboolean is_only)
{
  g_autofree char *plain = amb_content_dup_plain (amb_record_get (text->record, "body"));
  g_autofree char *heading = dup_heading (text, plain);
  const char *pictures = amb_record_get (text->record, "alternative-text");
  const char *link = amb_record_get (text->record, "link");

  if (amb_text_is_blank (plain) && !is_only)
    return;
  add_line (lines, heading, "heading")->is_heading = TRUE;
  add_line (lines, amb_text_is_blank (plain) ? _ ("It has no text yet.") : plain, NULL);
  if (!amb_text_is_blank (link))
    add_line (lines, link, "amb-quiet");
  if (!amb_text_is_blank (pictures))
    {
      g_autofree char *words = g_strdup_printf (_ ("Pictures: %s"), pictures);

      add_line (lines, words, "amb-quiet");
    }
}

static void
add_checks (GPtrArray *lines, GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (checks, i);
      g_autofree char *words = check->words != NULL
                                   ? g_strdup_printf (_ ("%s: %s"), check->label, check->words)
                                   : g_strdup (check->label);

      if (check->level == AMB_CONTENT_LACKS)
        add_line (lines, words, "amb-refused");
      else if (check->level == AMB_CONTENT_WARNS)
        add_line (lines, words, "amb-warn");
    }
}

static GPtrArray *
make_lines (AmbReviewText *self, const Reading *reading)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  AmbRecord *item = reading->facts->item;
  GPtrArray *texts = reading->facts->texts;
  const char *disclosure = amb_record_get (item, "disclosure");

  add_line (lines, amb_record_get_title (item), "title-2");
  if (self->note != NULL)
    add_line (lines, self->note, "amb-quiet");
  if (amb_content_is_unsaid (item))
    add_line (lines,
              _ ("It went out already. What stands here has to be approved once more "
                 "before it is published."),
              "amb-warn");
  if (g_strcmp0 (amb_record_get_state (item), "in_review") == 0)
    add_checks (lines, reading->checks);
  for (guint i = 0; i < texts->len; i++)
    add_text (lines, g_ptr_array_index (texts, i), texts->len == 1);
  if (!amb_text_is_blank (disclosure))
    add_line (lines, disclosure, "amb-quiet")->is_heading = TRUE;
  return lines;
}

static GtkWidget *
add_label (AmbReviewText *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_box_append (GTK_BOX (self), label);
  return label;
}

/* A label that says the same already keeps what is marked in it. */
static void
set_label (GtkWidget *label, const Line *line)
{
  const char *const styles[] = { line->style, NULL };

  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), line->text) != 0)
    gtk_label_set_label (GTK_LABEL (label), line->text != NULL ? line->text : "");
  gtk_widget_set_css_classes (label, (const char **) styles);
  gtk_widget_set_margin_top (label, line->is_heading ? 12 : 0);
}

/* @lines: (nullable): nothing */
static void
show_lines (AmbReviewText *self, GPtrArray *lines)
{
  GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      if (label == NULL)
        label = add_label (self);
      set_label (label, g_ptr_array_index (lines, i));
      label = gtk_widget_get_next_sibling (label);
    }
  while (label != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (label);

      gtk_box_remove (GTK_BOX (self), label);
      label = next;
    }
}

/* Another text is read from its beginning. */
static void
go_to_start (AmbReviewText *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scroller != NULL)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                              0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbReviewText) self = data;
  g_autoptr (GError) error = NULL;
  Reading *reading = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  AmbRecord *item = reading != NULL ? reading->facts->item : NULL;
  g_autoptr (GPtrArray) lines = NULL;

  /* Another one was chosen meanwhile, or it is read again. */
  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (item != NULL && g_strcmp0 (amb_record_get_id (item), self->id) != 0))
    {
      g_clear_pointer (&reading, reading_free);
      return;
    }
  if (item != NULL)
    lines = make_lines (self, reading);
  else
    {
      lines = g_ptr_array_new_with_free_func (line_free);
      add_line (lines, error->message, "amb-quiet");
    }
  show_lines (self, lines);
  if (g_strcmp0 (self->shown, self->id) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (self->id);
      go_to_start (self);
    }
  g_clear_pointer (&reading, reading_free);
}

void
amb_review_text_show (AmbReviewText *self, const char *id, const char *note)
{
  char *new_id = g_strdup (id), *new_note = g_strdup (note);

  g_return_if_fail (AMB_IS_REVIEW_TEXT (self));

  g_free (self->id);
  g_free (self->note);
  self->id = new_id;
  self->note = new_note;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (id == NULL || self->context == NULL)
    {
      show_lines (self, NULL);
      g_clear_pointer (&self->shown, g_free);
      return;
    }
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, read_item, g_strdup (id), g_free, reading_free,
                          self->reading, read_cb, g_object_ref (self));
}

static void
amb_review_text_dispose (GObject *object)
{
  AmbReviewText *self = AMB_REVIEW_TEXT (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (amb_review_text_parent_class)->dispose (object);
}

static void
amb_review_text_class_init (AmbReviewTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_review_text_dispose;
}

static void
amb_review_text_init (AmbReviewText *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
amb_review_text_new (AmbContext *context)
{
  AmbReviewText *self = g_object_new (AMB_TYPE_REVIEW_TEXT, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
