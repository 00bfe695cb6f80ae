#include "amb-person-header.h"

#include "amb-candidates.h"
#include "amb-chip.h"
#include "amb-error.h"
#include <glib/gi18n.h>

#define REFRESH_MS 250
#define SEPARATOR  " · "

struct _AmbPersonHeader
{
  AdwBin parent_instance;

  AmbContext *context;
  char *person; /* nullable: nobody yet */

  GtkWidget *avatar;
  GtkLabel *name;
  GtkLabel *where;
  GtkWidget *state; /* of its chip */
  AmbChip *standing, *renewal, *fit;
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbPersonHeader, amb_person_header, ADW_TYPE_BIN)

typedef struct
{
  AmbRecord *record;
  char *where; /* nullable */
  char *fit;   /* nullable */
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_clear_object (&facts->record);
  g_free (facts->where);
  g_free (facts->fit);
  g_free (facts);
}

static char *
dup_where (AmbStore *store, AmbRecord *record)
{
  static const char *const fields[] = { "node-id", "department-id" };
  g_autoptr (GString) text = g_string_new (amb_record_get (record, "job-title"));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *node = amb_record_get (record, fields[i]);
      g_autofree char *name =
          node != NULL ? amb_store_dup_title (store, amb_entity_find ("node"), node) : NULL;

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? SEPARATOR : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of a candidate, for whoever may see scores; FALSE with @error. */
static gboolean
read_fit (AmbStore *store, AmbRecord *record, char **fit, GError **error)
{
  static const char *const states[] = { "nominated",   "applied",    "in_review",
                                        "shortlisted", "waitlisted", NULL };
  const char *id = amb_record_get_id (record);
  AmbCandidatesQuery query = { .seats = -1 };
  g_autofree char *call = NULL;
  g_autoptr (AmbCandidates) candidates = NULL;
  g_autoptr (GError) inner = NULL;
  const AmbCandidate *candidate;

  if (!g_strv_contains (states, amb_record_get_state (record)))
    return TRUE;
  if (!amb_candidates_find_call (store, id, &call, error))
    return FALSE;
  query.call = call;
  candidates = amb_candidates_load (store, &query, &inner);
  if (candidates == NULL && !g_error_matches (inner, AMB_ERROR, AMB_ERROR_DENIED))
    g_propagate_error (error, g_steal_pointer (&inner));
  if (candidates == NULL)
    return error == NULL || *error == NULL;
  candidate = amb_candidates_find (candidates, id);
  if (candidate != NULL && candidate->fit->fit != AMB_FIT_NONE)
    *fit = amb_fit_dup_text (candidate->fit->fit);
  return TRUE;
}

static gpointer
read_facts (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Facts *facts = g_new0 (Facts, 1);

  facts->record = amb_store_get (store, amb_entity_find ("ambassador"), data, error);
  if (facts->record != NULL && read_fit (store, facts->record, &facts->fit, error))
    {
      facts->where = dup_where (store, facts->record);
      return facts;
    }
  facts_free (facts);
  return NULL;
}

static void
set_choice (AmbChip *chip, AmbRecord *record, const char *name)
{
  const AmbField *field = amb_entity_find_field (amb_record_get_entity (record), name);

  amb_chip_set_choice (chip, amb_field_find_choice (field, amb_record_get (record, name)));
}

static void
show_facts (AmbPersonHeader *self, const Facts *facts)
{
  const char *name = amb_record_get_title (facts->record);
  g_autofree char *fit = NULL;

  gtk_label_set_label (self->name, name != NULL ? name : _ ("No name"));
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name != NULL ? name : "");
  gtk_label_set_label (self->where, facts->where);
  gtk_widget_set_visible (GTK_WIDGET (self->where), *facts->where != '\0');
  set_choice (self->standing, facts->record, "standing");
  set_choice (self->renewal, facts->record, "renewal");
  if (facts->fit != NULL)
    /* Translators: how well a candidate fits, from 0 to 100 */
    fit = g_strdup_printf (_ ("Fit %s"), facts->fit);
  amb_chip_set (self->fit, "amb-figures-symbolic", fit, "info");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbPersonHeader) self = data;
  g_autoptr (GError) error = NULL;
  Facts *facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (facts == NULL)
    return; /* the sections say what is wrong */
  if (self->context != NULL)
    show_facts (self, facts);
  facts_free (facts);
}

static void
refresh (AmbPersonHeader *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->person == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (self->context, read_facts, g_strdup (self->person), g_free, facts_free,
                          self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbPersonHeader *self = data;

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AmbPersonHeader *self)
{
  if (self->refresh_source == 0 && self->person != NULL)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
amb_person_header_dispose (GObject *object)
{
  AmbPersonHeader *self = AMB_PERSON_HEADER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_pointer (&self->person, g_free);
  G_OBJECT_CLASS (amb_person_header_parent_class)->dispose (object);
}

static void
amb_person_header_class_init (AmbPersonHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_person_header_dispose;
}

static GtkLabel *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
amb_person_header_init (AmbPersonHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  AmbChip **const all[] = { &self->standing, &self->renewal, &self->fit };

  self->state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (chips), self->state);
  self->avatar = adw_avatar_new (56, NULL, TRUE);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                               -1);
  self->name = new_label ("title-3");
  self->where = new_label ("amb-quiet");
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      *all[i] = AMB_CHIP (amb_chip_new ());
      amb_chip_set (*all[i], NULL, NULL, NULL);
      gtk_box_append (GTK_BOX (i == 0 ? self->state : chips), GTK_WIDGET (*all[i]));
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->where));
  gtk_box_append (GTK_BOX (texts), chips);
  gtk_box_append (GTK_BOX (box), self->avatar);
  gtk_box_append (GTK_BOX (box), texts);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
amb_person_header_new (AmbContext *context)
{
  AmbPersonHeader *self = g_object_new (AMB_TYPE_PERSON_HEADER, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_person_header_set_shows_state (AmbPersonHeader *self, gboolean shows)
{
  gtk_widget_set_visible (self->state, shows);
}

void
amb_person_header_set_person (AmbPersonHeader *self, const char *person)
{
  char *copy = g_strdup (person);

  g_free (self->person);
  self->person = copy;
  gtk_label_set_label (self->name, "");
  gtk_label_set_label (self->where, "");
  for (guint i = 0; i < 3; i++)
    amb_chip_set (((AmbChip *[]){ self->standing, self->renewal, self->fit })[i], NULL, NULL, NULL);
  refresh (self);
}
