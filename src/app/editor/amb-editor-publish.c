#include "amb-editor-publish.h"

#include "amb-add-window.h"
#include "amb-content-flow.h"
#include "amb-display.h"

#include <glib/gi18n.h>

static const char *const suggested[] = { "title", "need-id",  "audience", "body",
                                         "link",  "asset-id", "kind",     NULL };
static const char *const accepted[] = { "title",      "owner-id",  "reviewer-id", "publish-on",
                                        "channel-id", "pillar-id", "expires-on",  NULL };
static const char *const published[] = { "link",  "published-at",  "channel-id",
                                         "by-id", "audience-size", NULL };
static const AmbFormGroup suggest_groups[] = { { NULL, suggested }, { NULL } };
static const char *const said[] = { "body", NULL };
static const AmbFormGroup said_groups[] = { { NULL, said }, { NULL } };
static const AmbFormGroup accept_groups[] = { { NULL, accepted }, { NULL } };
static const AmbFormGroup publish_groups[] = { { NULL, published }, { NULL } };

/* Suggesting. */

static gpointer
write_suggestion (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_programme_suggest_item (programme, data, amb_add_window_get_words (data), error);
}

void
amb_editor_suggest (AmbContext *context, GtkWindow *parent)
{
  GtkWidget *window = amb_add_window_new (context, amb_entity_find ("content-item"),
                                          _ ("Suggest an Item"), suggest_groups, parent);

  amb_add_window_set_purpose (AMB_ADD_WINDOW (window), "suggestion");
  amb_add_window_set_verb (
      AMB_ADD_WINDOW (window), _ ("_Suggest"),
      _ ("Suggested. “To Review” shows what becomes of it, and it keeps your name."),
      _ ("Whoever leads your department reads it, and says yes, or no with a reason."));
  amb_add_window_ask_words (AMB_ADD_WINDOW (window), amb_entity_find ("comment"), said_groups,
                            _ ("What it is for"));
  amb_add_window_set_write (AMB_ADD_WINDOW (window), write_suggestion);
  gtk_window_present (GTK_WINDOW (window));
}

/* Accepting. */

static gpointer
write_acceptance (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbRecord *record = data;
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; accepted[i] != NULL; i++)
    g_hash_table_insert (values, (gpointer) accepted[i],
                         (gpointer) amb_record_get (record, accepted[i]));
  return amb_programme_accept_suggestion (programme, amb_record_get_id (record), values, NULL,
                                          error)
             ? g_strdup (amb_record_get_id (record))
             : NULL;
}

void
amb_editor_accept (AmbContext *context, const char *id, GtkWindow *parent)
{
  AmbStore *store = amb_context_get_store (context);
  g_autoptr (AmbRecord) item =
      store != NULL ? amb_store_lookup (store, amb_entity_find ("content-item"), id, NULL) : NULL;
  g_autofree char *person = amb_context_dup_person (context);
  GtkWidget *window;

  if (item == NULL)
    return;
  window = amb_add_window_new (context, amb_entity_find ("content-item"), _ ("Accept Suggestion"),
                               accept_groups, parent);
  amb_add_window_set_purpose (AMB_ADD_WINDOW (window), id);
  for (guint i = 0; accepted[i] != NULL; i++)
    if (amb_record_get (item, accepted[i]) != NULL)
      amb_add_window_fill_in (AMB_ADD_WINDOW (window), accepted[i],
                              amb_record_get (item, accepted[i]));
  if (amb_record_get (item, "author-id") != NULL)
    amb_add_window_fill_in (AMB_ADD_WINDOW (window), "owner-id",
                            amb_record_get (item, "author-id"));
  if (person != NULL)
    amb_add_window_fill_in (AMB_ADD_WINDOW (window), "reviewer-id", person);
  amb_add_window_set_id (AMB_ADD_WINDOW (window), id);
  amb_add_window_set_verb (AMB_ADD_WINDOW (window), _ ("_Accept"),
                           _ ("Accepted. Whoever suggested it sees it, and stays its author."),
                           _ ("It becomes a draft. The owner writes it; the reviewer decides."));
  amb_add_window_set_write (AMB_ADD_WINDOW (window), write_acceptance);
  gtk_window_present (GTK_WINDOW (window));
}

/* Recording a publication. */

static gpointer
write_publication (AmbProgramme *programme,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  return amb_programme_record_publication (programme, data, error);
}

typedef struct
{
  AmbContext *context;
  GtkWindow *parent;
  char *id;
  char *variant; /* nullable */
} Asked;

static void
asked_free (Asked *self)
{
  g_object_unref (self->context);
  g_object_unref (self->parent);
  g_free (self->id);
  g_free (self->variant);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static gpointer
read_outlets (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_content_list_outlets (store, data, error);
}

static const AmbContentOutlet *
choose (const Asked *asked, GPtrArray *outlets)
{
  const AmbContentOutlet *first = NULL;

  for (guint i = 0; i < outlets->len; i++)
    {
      const AmbContentOutlet *outlet = g_ptr_array_index (outlets, i);
      const char *id = amb_record_get_id (outlet->record);
      gboolean is_item = g_str_equal (id, asked->id);

      if (asked->variant != NULL &&
          (is_item ? *asked->variant == '\0' : g_str_equal (asked->variant, id)))
        return outlet;
      if (first == NULL || (first->n_out > 0 && outlet->n_out == 0))
        first = outlet;
    }
  return first;
}

/* “Voices on X had 12,400 followers or readers on 3 Nov. 1 of 2 texts is out.” */
static char *
dup_note (AmbContext *context, const AmbContentOutlet *outlet, GPtrArray *outlets)
{
  AmbStore *store = amb_context_get_store (context);
  const char *size =
      outlet->channel != NULL ? amb_record_get (outlet->channel, "audience-size") : NULL;
  const char *day = outlet->channel != NULL ? amb_record_get (outlet->channel, "counted-on") : NULL;
  g_autofree char *when = day != NULL && store != NULL
                              ? amb_display_date (day, amb_store_get_today (store))
                              : g_strdup (_ ("a day that nobody noted"));
  GString *note = g_string_new (NULL);
  guint n_out = 0;

  if (size != NULL)
    /* Translators: the name of a channel, a number, a day */
    g_string_append_printf (note, _ ("%1$s: %2$s followers or readers, counted on %3$s."),
                            amb_record_get_title (outlet->channel), size, when);
  else
    g_string_append (note,
                     _ ("How many follow the channel was never counted: say it here, or leave "
                        "it unknown."));
  for (guint i = 0; i < outlets->len; i++)
    n_out += ((AmbContentOutlet *) g_ptr_array_index (outlets, i))->n_out > 0;
  if (outlets->len > 1)
    {
      g_string_append_c (note, ' ');
      g_string_append_printf (
          note, ngettext ("%1$u of %2$u text is out.", "%1$u of %2$u texts are out.", outlets->len),
          n_out, outlets->len);
    }
  return g_string_free (note, FALSE);
}

static void
ask_publication (const Asked *asked, const AmbContentOutlet *outlet, GPtrArray *outlets)
{
  GtkWidget *window = amb_add_window_new (asked->context, amb_entity_find ("publication"),
                                          _ ("Record Publication"), publish_groups, asked->parent);
  AmbAddWindow *self = AMB_ADD_WINDOW (window);
  g_autofree char *now =
      amb_instant_format (amb_clock_now (amb_context_get_clock (asked->context)));
  g_autofree char *person = amb_context_dup_person (asked->context);
  g_autofree char *note = dup_note (asked->context, outlet, outlets);

  amb_add_window_set_purpose (self, amb_record_get_id (outlet->record));
  amb_add_window_give (self, "item-id", asked->id);
  if (!g_str_equal (amb_record_get_id (outlet->record), asked->id))
    amb_add_window_give (self, "variant-id", amb_record_get_id (outlet->record));
  amb_add_window_fill_in (self, "published-at", now);
  if (person != NULL)
    amb_add_window_fill_in (self, "by-id", person);
  if (outlet->channel != NULL)
    {
      amb_add_window_fill_in (self, "channel-id", amb_record_get_id (outlet->channel));
      if (amb_record_get (outlet->channel, "audience-size") != NULL)
        amb_add_window_fill_in (self, "audience-size",
                                amb_record_get (outlet->channel, "audience-size"));
    }
  amb_add_window_set_verb (self, _ ("_Record"), _ ("The publication is recorded."), note);
  amb_add_window_set_write (self, write_publication);
  gtk_window_present (GTK_WINDOW (window));
}

static void
outlets_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) outlets = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  const AmbContentOutlet *outlet = outlets != NULL ? choose (asked, outlets) : NULL;

  if (outlet != NULL)
    ask_publication (asked, outlet, outlets);
  else if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (asked->parent), "win.toast", "(sb)", error->message,
                                FALSE);
}

void
amb_editor_publish (AmbContext *context, const char *id, const char *variant, GtkWindow *parent)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->context = g_object_ref (context);
  asked->parent = g_object_ref (parent);
  asked->id = g_strdup (id);
  asked->variant = g_strdup (variant);
  amb_context_read_async (context, read_outlets, g_strdup (id), g_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, outlets_read_cb, asked);
}

/* That it is out already. */

static gpointer
write_out (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (amb_programme_say_out (programme, data, error));
}

static void
out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  gtk_widget_activate_action (
      from, "win.toast", "(sb)",
      error != NULL ? error->message : _ ("It is published, as it went out."), error == NULL);
}

void
amb_editor_say_out (AmbContext *context, const char *id, GtkWidget *from)
{
  amb_context_write_async (context, write_out, g_strdup (id), g_free, NULL, NULL, out_cb,
                           g_object_ref (from));
}
