/* A text goes to whoever publishes it. */
#include "amb-editor-publish.h"

#include "amb-chosen-path.h"
#include "amb-content-flow.h"
#include "amb-error.h"
#include "amb-ical-table.h"
#include "amb-letter.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  AmbContext *context;
  GtkWindow *window;
  AmbHandedBy how;
  char *item;
  char *variant; /* nullable */
  char *person;  /* nullable: to whom */
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_object_unref (note->context);
  g_object_unref (note->window);
  g_free (note->item);
  g_free (note->variant);
  g_free (note->person);
  g_free (note);
}

static void
toast (GtkWindow *window, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "(sb)", text, FALSE);
}

static gpointer
run_note (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Note *note = data;

  return GINT_TO_POINTER (amb_programme_note_hand_over (programme, note->item, note->variant,
                                                        note->person, note->how, error));
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer window)
{
  g_autoptr (GtkWindow) held = window;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (error != NULL)
    toast (held, error->message);
}

static void
keep (Note *note)
{
  amb_context_write_async (note->context, run_note, note, note_free, NULL, NULL, noted_cb,
                           g_object_ref (note->window));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Note *note = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    {
      keep (note);
      return;
    }
  toast (note->window,
         _ ("No mail program opened. The text is on the clipboard: paste it where you "
            "write mails."));
  note_free (note);
}

/* Who publishes: whoever owns the channel, else the item. */
static AmbRecord *
find_publisher (AmbStore *store, AmbRecord *item, AmbRecord *record)
{
  const char *channel_id = amb_record_get (record, "channel-id");
  g_autoptr (AmbRecord) channel =
      channel_id != NULL ? amb_store_lookup (store, amb_entity_find ("channel"), channel_id, NULL)
                         : NULL;
  const char *person = channel != NULL ? amb_record_get (channel, "owner-id") : NULL;

  if (person == NULL)
    person = amb_record_get (item, "owner-id");
  return person != NULL ? amb_store_lookup (store, amb_entity_find ("ambassador"), person, NULL)
                        : NULL;
}

static void
open_mail (Note *note, AmbRecord *publisher, AmbRecord *item, const char *post)
{
  const char *email = publisher != NULL ? amb_record_get (publisher, "email") : NULL;
  const char *const to[] = { email, NULL };
  /* Translators: the subject of a mail: the title of a content item */
  g_autofree char *subject = g_strdup_printf (_ ("To publish: %s"), amb_record_get_title (item));
  g_autofree char *address =
      amb_letter_dup_address (email != NULL ? to : NULL, NULL, subject, post);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (note->window)), post);
  if (strlen (address) > AMB_LETTER_MAX_ADDRESS)
    {
      g_free (address);
      address = amb_letter_dup_address (email != NULL ? to : NULL, NULL, subject,
                                        _ ("(The text is on the clipboard: paste it here.)"));
    }
  gtk_show_uri_full (note->window, address, GDK_CURRENT_TIME, NULL, opened_cb, note);
}

/* The entry for a calendar, saved where the person says. */

typedef struct
{
  Note *note;
  char *post;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_pointer (&saving->note, note_free);
  g_free (saving->post);
  g_free (saving->path);
  g_free (saving);
}

static gpointer
run_save (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Saving *saving = data;
  g_autoptr (AmbRecord) item =
      amb_store_get (store, amb_entity_find ("content-item"), saving->note->item, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal), facts = NULL;
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_ical_event_free);
  g_autoptr (GBytes) bytes = NULL;
  AmbIcalEvent *event;

  if (item == NULL)
    return NULL;
  g_ptr_array_add (records, item);
  facts = amb_ical_list_facts (store, records, error);
  if (facts == NULL)
    return NULL;
  event =
      amb_ical_table_dup_event (item, names, g_hash_table_lookup (facts, amb_record_get_id (item)));
  if (event == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("“%s” has no day yet, so no calendar could show it. Plan it first."),
                   amb_record_get_title (item));
      return NULL;
    }
  g_free (event->description);
  event->description = g_strdup (saving->post);
  g_ptr_array_add (events, event);
  bytes = amb_ical_write (events, NULL, NULL);
  return GINT_TO_POINTER (g_file_set_contents_full (saving->path, g_bytes_get_data (bytes, NULL),
                                                    (gssize) g_bytes_get_size (bytes),
                                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Note *note = data;
  g_autoptr (GError) error = NULL;

  if (amb_context_read_finish (AMB_CONTEXT (source), result, &error) != NULL)
    {
      toast (note->window, _ ("The calendar entry is saved. Send it to whoever publishes it."));
      keep (note);
      return;
    }
  toast (note->window, error->message);
  note_free (note);
}

static Note *
note_dup (const Note *note)
{
  Note *copy = g_new0 (Note, 1);

  copy->context = g_object_ref (note->context);
  copy->window = g_object_ref (note->window);
  copy->how = note->how;
  copy->item = g_strdup (note->item);
  copy->variant = g_strdup (note->variant);
  copy->person = g_strdup (note->person);
  return copy;
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  Saving *saving = data;
  const char *why;

  saving->path = amb_chosen_path (chooser, response, &why);
  if (saving->path != NULL)
    amb_context_read_async (saving->note->context, run_save, saving, saving_free, NULL, NULL,
                            saved_cb, note_dup (saving->note));
  else
    {
      if (why != NULL)
        toast (saving->note->window, why);
      saving_free (saving);
    }
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static void
save_entry (Note *note, AmbRecord *item, const char *post)
{
  const char *title = amb_record_get_title (item);
  g_autofree char *name = g_strconcat (title != NULL ? title : "item", ".ics", NULL);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Save as Calendar Entry"), note->window,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  Saving *saving = g_new0 (Saving, 1);

  saving->note = note;
  saving->post = g_strdup (post);
  g_strdelimit (name, "/", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
amb_editor_hand_over (AmbContext *context,
                      AmbRecord *item,
                      AmbRecord *record,
                      const char *post,
                      AmbEditorWay way,
                      GtkWindow *window)
{
  static const AmbHandedBy hows[] = {
    [AMB_EDITOR_BY_COPY] = AMB_HANDED_BY_COPY,
    [AMB_EDITOR_BY_MAIL] = AMB_HANDED_BY_MAIL,
    [AMB_EDITOR_BY_CALENDAR] = AMB_HANDED_BY_CALENDAR,
  };
  AmbStore *store = amb_context_get_store (context);
  g_autoptr (AmbRecord) publisher = store != NULL ? find_publisher (store, item, record) : NULL;
  Note *note = g_new0 (Note, 1);

  note->context = g_object_ref (context);
  note->window = g_object_ref (window);
  note->how = hows[way];
  note->item = g_strdup (amb_record_get_id (item));
  if (record != item && g_strcmp0 (amb_record_get_id (record), note->item) != 0)
    note->variant = g_strdup (amb_record_get_id (record));
  note->person = publisher != NULL ? g_strdup (amb_record_get_id (publisher)) : NULL;
  if (way == AMB_EDITOR_BY_MAIL)
    {
      open_mail (note, publisher, item, post);
      return;
    }
  if (way == AMB_EDITOR_BY_CALENDAR)
    {
      save_entry (note, item, post);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), post);
  toast (window, _ ("The text is on the clipboard, with its link and its disclosure line."));
  keep (note);
}
