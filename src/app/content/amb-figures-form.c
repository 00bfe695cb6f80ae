#include "amb-figures-form.h"

#include "amb-add-window.h"
#include "amb-results.h"

#include <glib/gi18n.h>

#define SOURCE "measured" /* as long as nothing else is said */

static const char *const figures[] = { "impressions", "reactions",     "comments",    "reposts",
                                       "clicks",      "unique-clicks", "conversions", NULL };
static const char *const about[] = { "measured-on", "source", "note", NULL };
static const AmbFormGroup groups[] = { { N_ ("Figures"), figures },
                                       { N_ ("Where They Come From"), about },
                                       { NULL } };

typedef struct
{
  AmbContext *context;
  GtkWindow *parent;
  char *id;
  char *today;
} Asked;

static void
asked_free (Asked *self)
{
  g_object_unref (self->context);
  g_object_unref (self->parent);
  g_free (self->id);
  g_free (self->today);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/* What is there before it is asked. */
typedef struct
{
  AmbRecord *publication;
  AmbRecord *measurement; /* nullable: of today */
} There;

static void
there_free (There *self)
{
  g_clear_object (&self->publication);
  g_clear_object (&self->measurement);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (There, there_free)

static gpointer
read_there (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  g_autoptr (GError) failed = NULL;
  g_autoptr (There) there = g_new0 (There, 1);

  there->publication = amb_store_get (store, amb_entity_find ("publication"), asked->id, error);
  if (there->publication == NULL)
    return NULL;
  there->measurement =
      amb_results_find_measurement (store, asked->id, asked->today, SOURCE, &failed);
  if (failed == NULL)
    return g_steal_pointer (&there);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static gpointer
write_figures (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_programme_record_figures (programme, data, error);
}

static void
fill_in (AmbAddWindow *window, const Asked *asked, AmbRecord *measurement)
{
  for (guint i = 0; figures[i] != NULL; i++)
    {
      const char *value = measurement != NULL ? amb_record_get (measurement, figures[i]) : NULL;

      amb_add_window_fill_in (window, figures[i], value != NULL ? value : "");
    }
  amb_add_window_fill_in (window, "measured-on", asked->today);
  amb_add_window_fill_in (window, "source", SOURCE);
  amb_add_window_fill_in (window, "note",
                          measurement != NULL && amb_record_get (measurement, "note") != NULL
                              ? amb_record_get (measurement, "note")
                              : "");
}

static void
there_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (There) there = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *note = NULL;
  AmbAddWindow *window;

  if (there == NULL)
    {
      if (error != NULL)
        gtk_widget_activate_action (GTK_WIDGET (asked->parent), "win.toast", "(sb)", error->message,
                                    FALSE);
      return;
    }
  window = AMB_ADD_WINDOW (amb_add_window_new (asked->context, amb_entity_find ("measurement"),
                                               _ ("Record Figures"), groups, asked->parent));
  note = g_strdup_printf (
      /* Translators: the title of a publication */
      _ ("%s: totals since it went out. A 0 is a figure; what is unknown stays empty."),
      amb_record_get_title (there->publication) != NULL ? amb_record_get_title (there->publication)
                                                        : "–");
  amb_add_window_set_purpose (window, asked->id);
  amb_add_window_give (window, "publication-id", asked->id);
  if (there->measurement != NULL)
    amb_add_window_set_id (window, amb_record_get_id (there->measurement));
  fill_in (window, asked, there->measurement);
  amb_add_window_set_verb (window, _ ("_Record"), _ ("The figures are recorded."), note);
  amb_add_window_set_write (window, write_figures);
  gtk_window_present (GTK_WINDOW (window));
}

void
amb_figures_form_ask (AmbContext *context, const char *publication, GtkWindow *parent)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->context = g_object_ref (context);
  asked->parent = g_object_ref (parent);
  asked->id = g_strdup (publication);
  asked->today = amb_clock_dup_today (amb_context_get_clock (context), NULL);
  /* The callback comes after the job, and frees what the job reads. */
  amb_context_read_async (context, read_there, asked, NULL, (GDestroyNotify) there_free, NULL,
                          there_cb, asked);
}
