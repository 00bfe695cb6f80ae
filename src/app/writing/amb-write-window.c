#include "amb-write-window.h"

#include "amb-display.h"
#include "amb-form-row.h"
#include "amb-validate.h"
#include "amb-write-private.h"

#include <glib/gi18n.h>

struct _AmbWriteWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkWidget *open_button;
  GtkWidget *what_group, *text_group;
  GtkWidget *purpose_row;
  GtkWidget *template_row;
  GtkWidget *together_row;
  GtkWidget *together_switch;
  GtkWidget *day_box;
  GtkWidget *language_row;
  GtkWidget *subject_row;
  GtkWidget *body;
  GtkWidget *notes;
  GtkWidget *others_button;
  GtkWidget *problem;

  AmbContext *context;
  AmbWriting *writing; /* nullable: not read yet */
  AmbFormRow *day;     /* nullable: only where one invites */
  AmbField day_field;
  GHashTable *done; /* ids of those who were written to */
  guint n_mails;    /* that there are still to be */
  guint n_opened;
  char *purpose;       /* nullable: that all of it is for */
  gboolean is_filling; /* what changes then was not changed by a person */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (AmbWriteWindow, amb_write_window, ADW_TYPE_WINDOW)

gboolean
amb_write_may (AmbContext *context)
{
  return amb_context_may (context, amb_entity_find ("letter"), AMB_RIGHT_CREATE);
}

/* What is chosen. */

static const AmbChoice *
get_purposes (void)
{
  return amb_entity_find_field (amb_entity_find ("template"), "purpose")->choices;
}

static gboolean
is_for (AmbWriteWindow *self, const char *purpose)
{
  return g_strcmp0 (self->purpose, purpose) == 0;
}

static const char *
get_purpose (AmbWriteWindow *self)
{
  return self->purpose != NULL
             ? self->purpose
             : get_purposes ()[adw_combo_row_get_selected (ADW_COMBO_ROW (self->purpose_row))].id;
}

static AmbWritingText *
get_text (AmbWriteWindow *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->language_row));

  return self->writing != NULL && i < self->writing->texts->len
             ? g_ptr_array_index (self->writing->texts, i)
             : NULL;
}

static void
show_problem (AmbWriteWindow *self, const char *problem)
{
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/* (transfer full) (nullable): the day by which they answer */
static char *
dup_day (AmbWriteWindow *self, gboolean complains)
{
  g_autoptr (GError) error = NULL;
  char *day = NULL;

  if (self->day == NULL)
    return NULL;
  if (amb_field_normalise (&self->day_field, amb_form_row_get_text (self->day), &day, &error) &&
      amb_field_validate (&self->day_field, day, &error))
    {
      amb_form_row_set_problem (self->day, NULL);
      return day;
    }
  g_free (day);
  if (complains)
    amb_form_row_set_problem (self->day, error->message);
  return NULL;
}

/* Showing. */

static gboolean
may_open (AmbWriteWindow *self)
{
  g_auto (GStrv) open = NULL;

  if (self->writing == NULL || self->is_busy || self->n_mails == 0)
    return FALSE;
  for (guint i = 0; i < self->writing->texts->len; i++)
    {
      const AmbWritingText *text = g_ptr_array_index (self->writing->texts, i);

      if (text->n_people > 0 && *text->subject == '\0')
        return FALSE;
    }
  open = amb_writing_list_open (self->writing);
  return open[0] == NULL;
}

/* Who is to be recorded as invited, or told, in another way. */
static guint
count_others (AmbWriteWindow *self)
{
  guint n = 0;

  for (guint i = 0;
       self->purpose != NULL && self->writing != NULL && i < self->writing->people->len; i++)
    n += amb_write_is_other (g_ptr_array_index (self->writing->people, i), self->purpose) ? 1 : 0;
  return n;
}

static void
update_buttons (AmbWriteWindow *self)
{
  guint n = self->n_mails + self->n_opened;
  g_autofree char *label = n > 1 && self->n_mails > 0
                               /* Translators: which of how many mails is opened next */
                               ? g_strdup_printf (_ ("_Open Mail %u of %u"), self->n_opened + 1, n)
                               : g_strdup (_ ("_Open Mail"));
  gboolean may = may_open (self);

  gtk_button_set_label (GTK_BUTTON (self->open_button), label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "write.open", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "write.copy", may);
  gtk_widget_set_visible (self->others_button, count_others (self) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "write.others", !self->is_busy);
}

/* Above what is chosen, or where nothing is, above the text. */
static void
describe_people (AmbWriteWindow *self)
{
  const AmbWriting *writing = self->writing;
  const char *first =
      writing->people->len > 0 ? ((AmbWritingPerson *) writing->people->pdata[0])->name : NULL;
  guint n = writing->people->len;
  g_autofree char *text =
      n == 1 ? g_strdup (first) : g_strdup_printf (ngettext ("%u person", "%u people", n), n);
  g_autofree char *title = g_markup_escape_text (text, -1);
  gboolean chooses = gtk_widget_get_visible (self->purpose_row) ||
                     gtk_widget_get_visible (self->template_row) ||
                     gtk_widget_get_visible (self->together_row);

  gtk_widget_set_visible (self->what_group, chooses);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->what_group), title);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->text_group), chooses ? "" : title);
}

static void
update (AmbWriteWindow *self)
{
  gboolean together = gtk_switch_get_active (GTK_SWITCH (self->together_switch));

  if (self->writing == NULL || self->is_filling)
    return;
  self->n_mails = amb_write_count_mails (self->writing, together);
  gtk_widget_set_visible (self->together_row,
                          amb_writing_count (self->writing, AMB_WRITING_REACHED) > 1 &&
                              !amb_writing_is_personal (self->writing));
  describe_people (self);
  amb_write_notes_fill (GTK_BOX (self->notes), self->writing, self->n_mails);
  update_buttons (self);
}

static void
show_text (AmbWriteWindow *self)
{
  const AmbWritingText *text = get_text (self);

  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), text != NULL ? text->subject : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body)),
                            text != NULL ? text->body : "", -1);
  self->is_filling = FALSE;
  update (self);
}

/* “French: 14 people” */
static void
fill_languages (AmbWriteWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->writing->texts->len; i++)
    {
      const AmbWritingText *text = g_ptr_array_index (self->writing->texts, i);
      g_autofree char *language =
          text->language != NULL ? amb_display_language (text->language) : g_strdup (_ ("Any"));
      /* Translators: a language, then how many read it */
      g_autofree char *name = g_strdup_printf (
          ngettext ("%s: %u person", "%s: %u people", text->n_people), language, text->n_people);

      gtk_string_list_append (names, name);
    }
  self->is_filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->language_row), G_LIST_MODEL (names));
  self->is_filling = FALSE;
  gtk_widget_set_visible (self->language_row, self->writing->texts->len > 1);
}

/* Whoever was written to already is not written to again. */
static void
leave_done (AmbWriteWindow *self)
{
  for (guint i = 0; i < self->writing->people->len; i++)
    {
      AmbWritingPerson *person = g_ptr_array_index (self->writing->people, i);

      if (person->text < 0 || !g_hash_table_contains (self->done, person->id))
        continue;
      ((AmbWritingText *) self->writing->texts->pdata[person->text])->n_people--;
      person->text = -1;
    }
}

/* One person reads their own words at once. */
static void
fill_for_one (AmbWriteWindow *self)
{
  g_autoptr (GPtrArray) mails = NULL;
  AmbWritingText *text;
  const AmbWritingMail *mail;

  if (amb_writing_count (self->writing, AMB_WRITING_REACHED) != 1)
    return;
  mails = amb_writing_list_mails (self->writing, FALSE);
  if (mails->len != 1)
    return;
  mail = g_ptr_array_index (mails, 0);
  text = g_ptr_array_index (self->writing->texts, 0);
  g_free (text->subject);
  g_free (text->body);
  text->subject = g_strdup (mail->subject);
  text->body = g_strdup (mail->body);
}

static const char *
get_name (AmbWriteWindow *self)
{
  GtkStringObject *name = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->template_row));

  return name != NULL ? gtk_string_object_get_string (name) : NULL;
}

static void
choose (AmbWriteWindow *self)
{
  g_autofree char *day = dup_day (self, FALSE);

  if (self->day != NULL)
    amb_writing_set_due (self->writing, day);
  amb_writing_choose (self->writing, get_purpose (self), get_name (self));
  leave_done (self);
  fill_for_one (self);
  fill_languages (self);
  show_text (self);
}

static void
fill_templates (AmbWriteWindow *self)
{
  g_auto (GStrv) names = amb_writing_list_names (self->writing, get_purpose (self));
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) names);

  self->is_filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->template_row), G_LIST_MODEL (list));
  self->is_filling = FALSE;
  gtk_widget_set_visible (self->template_row, g_strv_length (names) > 1);
  choose (self);
}

static void
purpose_cb (AmbWriteWindow *self)
{
  if (self->writing != NULL && !self->is_filling)
    fill_templates (self);
}

static void
template_cb (AmbWriteWindow *self)
{
  if (self->writing != NULL && !self->is_filling)
    choose (self);
}

static void
language_cb (AmbWriteWindow *self)
{
  if (self->writing != NULL && !self->is_filling)
    show_text (self);
}

static void
edited_cb (AmbWriteWindow *self)
{
  AmbWritingText *text = get_text (self);
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (text == NULL || self->is_filling)
    return;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (text->subject);
  g_free (text->body);
  text->subject = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject_row))));
  text->body = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  update (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbWriteWindow) self = data;
  g_autoptr (GError) error = NULL;
  AmbWriting *writing = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL)
    {
      amb_writing_free (writing);
      return;
    }
  if (writing == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  self->writing = writing;
  fill_templates (self);
  gtk_widget_grab_focus (self->body);
}

/* Opening. */

static char *
dup_done (AmbWriteWindow *self, guint n)
{
  if (is_for (self, "invitation"))
    return g_strdup_printf (ngettext ("%u person is invited.", "%u people are invited.", n), n);
  if (is_for (self, "told"))
    return g_strdup_printf (
        ngettext ("It is kept that %u person was told.", "It is kept that %u people were told.", n),
        n);
  return g_strdup_printf (ngettext ("It is kept that %u person was written to.",
                                    "It is kept that %u people were written to.", n),
                          n);
}

static void
finish (AmbWriteWindow *self, guint n_people)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *sentence = dup_done (self, n_people);

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", sentence, TRUE);
  if (self->n_mails == 0 && !gtk_widget_get_visible (self->others_button))
    gtk_window_destroy (GTK_WINDOW (self));
}

typedef struct
{
  AmbWriteWindow *self; /* owned */
  char **people;
} Recording;

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Recording *recording = data;
  g_autoptr (AmbWriteWindow) self = recording->self;
  g_auto (GStrv) people = recording->people;
  g_autoptr (GError) error = NULL;

  g_free (recording);
  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (self->context == NULL)
    return;
  self->is_busy = FALSE;
  if (error != NULL)
    {
      show_problem (self, error->message);
      update_buttons (self);
      return;
    }
  for (guint i = 0; people[i] != NULL; i++)
    g_hash_table_add (self->done, g_strdup (people[i]));
  leave_done (self);
  self->n_opened++;
  update (self);
  finish (self, g_strv_length (people));
}

/* @note: (transfer full); @text: (nullable): no mail was made of it */
static void
record (AmbWriteWindow *self, AmbWritingNote *note, const char *text)
{
  AmbWriteRecord *job = g_new0 (AmbWriteRecord, 1);
  Recording *recording = g_new0 (Recording, 1);

  job->note = note;
  job->invites = is_for (self, "invitation");
  job->tells = text == NULL && is_for (self, "told");
  job->text = g_strdup (text);
  job->answer_by = dup_day (self, FALSE);
  recording->self = g_object_ref (self);
  recording->people = g_strdupv (note->people);
  self->is_busy = TRUE;
  update_buttons (self);
  amb_context_write_async (self->context, amb_write_run_record, job,
                           (GDestroyNotify) amb_write_record_free, NULL, NULL, recorded_cb,
                           recording);
}

/* The mail at hand; the list has it. (nullable) */
static const AmbWritingMail *
find_next (AmbWriteWindow *self, GPtrArray **mails)
{
  *mails = amb_writing_list_mails (self->writing,
                                   gtk_switch_get_active (GTK_SWITCH (self->together_switch)));
  return (*mails)->len > 0 ? g_ptr_array_index (*mails, 0) : NULL;
}

typedef struct
{
  AmbWriteWindow *self; /* owned */
  AmbWritingNote *note;
  char *text;
  gboolean is_long;
} Opening;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr (AmbWriteWindow) self = opening->self;
  g_autoptr (AmbWritingNote) note = opening->note;
  g_autofree char *text = opening->text;
  gboolean is_long = opening->is_long;
  g_autoptr (GError) error = NULL;

  g_free (opening);
  gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error);
  if (self->context == NULL)
    return;
  self->is_busy = FALSE;
  if (error == NULL)
    {
      if (is_long)
        show_problem (self, _ ("The text is too long to be handed over. It is on the clipboard: "
                               "paste it into the mail."));
      record (self, g_steal_pointer (&note), text);
      return;
    }
  show_problem (self, _ ("No mail program opened. Copy the mail with the button above and paste it "
                         "where you write mails."));
  update_buttons (self);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbWriteWindow *self = AMB_WRITE_WINDOW (widget);
  g_autoptr (GPtrArray) mails = NULL;
  const AmbWritingMail *mail = find_next (self, &mails);
  g_autofree char *day = dup_day (self, TRUE);
  Opening *opening;

  show_problem (self, NULL);
  if (mail == NULL || (self->day != NULL && day == NULL))
    return;
  opening = g_new0 (Opening, 1);
  opening->self = g_object_ref (self);
  opening->note = amb_writing_note_new (self->writing, mail, get_purpose (self));
  opening->text = g_strdup (mail->text->body);
  opening->is_long = mail->is_long;
  if (mail->is_long)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), mail->body);
  self->is_busy = TRUE;
  update_buttons (self);
  gtk_show_uri_full (GTK_WINDOW (self), mail->address, GDK_CURRENT_TIME, NULL, opened_cb, opening);
}

/* “To: …”, the subject, the text. */
static char *
dup_plain (const AmbWritingMail *mail)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < mail->people->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                            ((AmbWritingPerson *) mail->people->pdata[i])->email);
  g_string_append_printf (out, "\n%s\n\n%s\n", mail->subject, mail->body);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbWriteWindow *self = AMB_WRITE_WINDOW (widget);
  g_autoptr (GPtrArray) mails = NULL;
  const AmbWritingMail *mail = find_next (self, &mails);
  g_autofree char *day = dup_day (self, TRUE);
  g_autofree char *text = NULL;

  show_problem (self, NULL);
  if (mail == NULL || (self->day != NULL && day == NULL))
    return;
  text = dup_plain (mail);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  record (self, amb_writing_note_new (self->writing, mail, get_purpose (self)), mail->text->body);
}

/* Those without an address were told in another way, with the same words. */
static void
others_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbWriteWindow *self = AMB_WRITE_WINDOW (widget);
  g_autofree char *day = dup_day (self, TRUE);
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();
  AmbWritingNote *note;

  show_problem (self, NULL);
  if (self->day != NULL && day == NULL)
    return;
  for (guint i = self->writing->people->len; i > 0; i--)
    {
      AmbWritingPerson *person = g_ptr_array_index (self->writing->people, i - 1);

      if (!amb_write_is_other (person, self->purpose))
        continue;
      g_strv_builder_add (people, person->id);
      g_ptr_array_remove_index (self->writing->people, i - 1);
    }
  note = g_new0 (AmbWritingNote, 1);
  note->entity = self->writing->entity;
  note->people = g_strv_builder_end (people);
  note->purpose = g_strdup (self->purpose);
  note->cohort = g_strdup (self->writing->cohort);
  record (self, note, NULL);
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* Making. */

static void
fill_purposes (AmbWriteWindow *self, const AmbEntity *entity)
{
  const char *begin = g_str_equal (entity->name, "task") ? "reminder" : "free";
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; get_purposes ()[i].id != NULL; i++)
    {
      gtk_string_list_append (names, _ (get_purposes ()[i].label));
      if (g_str_equal (get_purposes ()[i].id, begin))
        selected = i;
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->purpose_row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->purpose_row), selected);
  gtk_widget_set_visible (self->purpose_row, self->purpose == NULL);
}

/* {due} says it in texts that nobody changed yet. */
static void
day_edited_cb (AmbWriteWindow *self)
{
  g_autofree char *day = dup_day (self, FALSE);

  if (day != NULL && self->writing != NULL && self->n_opened == 0)
    choose (self);
}

static void
add_day (AmbWriteWindow *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->day_field = *amb_entity_find_field (amb_entity_find ("invitation"), "answer-by");
  self->day_field.flags |= AMB_FIELD_REQUIRED;
  self->day = amb_form_row_new (self->context, &self->day_field);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), amb_form_row_get_widget (self->day));
  gtk_list_box_append (GTK_LIST_BOX (list), amb_form_row_get_note (self->day));
  gtk_box_append (GTK_BOX (self->day_box), list);
  g_signal_connect_object (self->day, "edited", G_CALLBACK (day_edited_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
amb_write_window_dispose (GObject *object)
{
  AmbWriteWindow *self = AMB_WRITE_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AMB_TYPE_WRITE_WINDOW);
  g_clear_object (&self->context);
  g_clear_object (&self->day);
  g_clear_pointer (&self->writing, amb_writing_free);
  g_clear_pointer (&self->done, g_hash_table_unref);
  g_clear_pointer (&self->purpose, g_free);
  G_OBJECT_CLASS (amb_write_window_parent_class)->dispose (object);
}

static void
amb_write_window_class_init (AmbWriteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_write_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/writing/amb-write-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, what_group);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, text_group);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, purpose_row);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, template_row);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, together_row);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, together_switch);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, day_box);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, language_row);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, subject_row);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, body);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, notes);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, others_button);
  gtk_widget_class_bind_template_child (widget_class, AmbWriteWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, purpose_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "write.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "write.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "write.others", NULL, others_cb);
  gtk_widget_class_install_action (widget_class, "write.close", NULL, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "write.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "write.open",
                                       NULL);
}

static void
amb_write_window_init (AmbWriteWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body)), "changed",
                           G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
}

static void
describe_purpose (AmbWriteWindow *self)
{
  gboolean tells = is_for (self, "told");

  gtk_window_set_title (GTK_WINDOW (self), tells ? _ ("Tell That We Know Them") : _ ("Invite"));
  gtk_button_set_label (GTK_BUTTON (self->others_button),
                        tells ? _ ("Record as Told in Another Way")
                              : _ ("Record as Invited in Another Way"));
}

GtkWidget *
amb_write_window_new (AmbContext *context,
                      const AmbEntity *entity,
                      const char *const *ids,
                      const char *purpose,
                      GtkWindow *parent)
{
  AmbWriteWindow *self = g_object_new (AMB_TYPE_WRITE_WINDOW, "transient-for", parent, NULL);
  gboolean invites;

  self->context = g_object_ref (context);
  self->purpose = g_strdup (purpose);
  invites = is_for (self, "invitation");
  if (self->purpose != NULL)
    describe_purpose (self);
  fill_purposes (self, entity);
  if (invites)
    add_day (self);
  gtk_widget_set_visible (self->day_box, invites);
  gtk_widget_set_visible (self->template_row, FALSE);
  gtk_widget_set_visible (self->language_row, FALSE);
  gtk_widget_set_visible (self->together_row, FALSE);
  update_buttons (self);
  amb_context_read_async (context, amb_write_read, amb_write_target_new (entity, ids, invites),
                          (GDestroyNotify) amb_write_target_free, (GDestroyNotify) amb_writing_free,
                          NULL, read_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
