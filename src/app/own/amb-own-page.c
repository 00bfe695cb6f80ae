#include "amb-own-page.h"

#include "amb-add-window.h"
#include "amb-chosen-path.h"
#include "amb-display.h"
#include "amb-form.h"
#include "amb-move-button.h"
#include "amb-own-column.h"
#include "amb-own-facts.h"
#include "amb-role-figures.h"
#include "amb-section.h"
#include <glib/gi18n.h>

#define REFRESH_MS 250

struct _AmbOwnPage
{
  AmbPage parent_instance;

  GtkWidget *stack;
  GtkWidget *name;
  GtkWidget *state;
  GtkWidget *form;
  GtkWidget *roles;
  GtkWidget *consents;
  GtkWidget *requests;
  GtkWidget *kept;
  GtkWidget *failure;

  char *person; /* nullable: not read yet */
  GCancellable *cancellable;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (AmbOwnPage, amb_own_page, AMB_TYPE_PAGE)

static const char *const profile[] = { "display-name", "email", "job-title", "country",
                                       "language",     "links", NULL };
static const char *const place[] = { "node-id", "department-id", "roles",
                                     "level",   "paused-until",  NULL };

static const AmbFormGroup groups[] = {
  { N_ ("About Me"), profile },
  { N_ ("My Place in the Programme"), place },
  { NULL },
};

static const char *const add_fields[] = { "subject",       "kind",        "request",
                                          "ambassador-id", "received-on", NULL };
static const AmbFormGroup add_groups[] = { { NULL, add_fields }, { NULL } };

static AmbContext *
get_context (AmbOwnPage *self)
{
  return amb_page_get_context (AMB_PAGE (self));
}

/* Rows. */

static char *
dup_value (AmbOwnPage *self, AmbRecord *record, const char *name)
{
  const AmbField *field = amb_entity_find_field (amb_record_get_entity (record), name);
  AmbStore *store = amb_context_get_store (get_context (self));

  return amb_display_value (field, amb_record_get (record, name), NULL,
                            amb_store_get_today (store));
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
show_empty (GtkWidget *section, const char *text)
{
  gtk_list_box_append (amb_section_get_list (AMB_SECTION (section)), new_row (text, ""));
}

static gpointer
run_withdraw (AmbProgramme *programme, gpointer id, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      amb_programme_set_field (programme, amb_entity_find ("consent"), id, "withdrawn-on",
                               amb_store_get_today (amb_programme_get_store (programme)), error));
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbOwnPage) self = data;
  g_autoptr (GError) error = NULL;
  gpointer done = amb_context_write_finish (AMB_CONTEXT (source), result, &error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)",
                              done != NULL ? _ ("The consent is withdrawn. That has no consequence "
                                                "for you.")
                                           : error->message,
                              done != NULL);
}

static void
withdraw_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbOwnPage *self = data;

  amb_context_write_async (get_context (self), run_withdraw, g_variant_dup_string (target, NULL),
                           g_free, NULL, NULL, withdrawn_cb, g_object_ref (self));
}

static void
add_consent (AmbOwnPage *self, AmbRecord *consent)
{
  g_autofree char *purpose = dup_value (self, consent, "purpose");
  g_autofree char *given = dup_value (self, consent, "given-on");
  g_autofree char *standing = dup_value (self, consent, "standing");
  /* Translators: whether a consent stands, then the day on which it was given */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · given on %s"), standing, given);
  GtkWidget *row = new_row (purpose, subtitle);

  if (g_strcmp0 (amb_record_get (consent, "standing"), "given") == 0 &&
      amb_context_may_write (get_context (self), consent, AMB_RIGHT_UPDATE))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Withdraw"));
      /* Translators: for a screen reader: what a consent is about follows */
      g_autofree char *name = g_strdup_printf (_ ("Withdraw: %s"), purpose);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "amb-line-button");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.withdraw");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", amb_record_get_id (consent));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (amb_section_get_list (AMB_SECTION (self->consents)), row);
}

static void
add_request (AmbOwnPage *self, AmbRecord *request)
{
  g_autofree char *kind = dup_value (self, request, "kind");
  g_autofree char *standing = dup_value (self, request, "standing");
  g_autofree char *received = dup_value (self, request, "received-on");
  /* Translators: the state of a request, then the day on which it came in */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · received on %s"), standing, received);

  gtk_list_box_append (amb_section_get_list (AMB_SECTION (self->requests)),
                       new_row (kind, subtitle));
}

static void
add_count (AmbOwnPage *self, const AmbOwnCount *count)
{
  g_autofree char *query = amb_own_data_dup_query (count->entity, count->field, self->person);
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, count->count);
  GtkWidget *row = new_row (_ (count->entity->label_plural),
                            count->field != NULL ? _ (count->field->label) : "");
  GtkWidget *label = gtk_label_new (number);

  gtk_widget_add_css_class (label, "amb-num");
  gtk_widget_add_css_class (label, "amb-quiet");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-list");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", count->entity->name, query);
  gtk_list_box_append (amb_section_get_list (AMB_SECTION (self->kept)), row);
}

/* The record. */

static void
show_record (AmbOwnPage *self)
{
  AmbStore *store = amb_context_get_store (get_context (self));
  g_autoptr (AmbRecord) record =
      store != NULL ? amb_store_get (store, amb_entity_find ("ambassador"), self->person, NULL)
                    : NULL;

  gtk_widget_set_visible (self->form, record != NULL);
  amb_move_button_set_record (AMB_MOVE_BUTTON (self->state), record);
  gtk_label_set_label (GTK_LABEL (self->name), record != NULL ? amb_record_get_title (record) : "");
  amb_form_set_record (AMB_FORM (self->form), record);
}

static void
show_facts (AmbOwnPage *self, const AmbOwnFacts *facts)
{
  GtkWidget *const sections[] = { self->consents, self->requests, self->kept };

  if (g_strcmp0 (self->person, facts->person) != 0)
    {
      g_free (self->person);
      self->person = g_strdup (facts->person);
      show_record (self);
      amb_role_figures_set_person (AMB_ROLE_FIGURES (self->roles), self->person);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    amb_section_clear (AMB_SECTION (sections[i]));
  for (guint i = 0; i < facts->consents->len; i++)
    add_consent (self, g_ptr_array_index (facts->consents, i));
  for (guint i = 0; i < facts->requests->len; i++)
    add_request (self, g_ptr_array_index (facts->requests, i));
  for (guint i = 0; i < facts->counts->len; i++)
    add_count (self, &g_array_index (facts->counts, AmbOwnCount, i));
  if (facts->consents->len == 0)
    show_empty (self->consents, _ ("Nothing was agreed to yet"));
  if (facts->requests->len == 0)
    show_empty (self->requests, _ ("You asked nothing of the privacy desk yet"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "facts");
}

static gpointer
read_facts (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return amb_own_facts_read (store, error);
}

static void
facts_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbOwnPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbOwnFacts) facts = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *markup = NULL;

  if (self->stack == NULL || amb_context_get_store (get_context (self)) == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facts != NULL)
    {
      show_facts (self, facts);
      return;
    }
  markup = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), markup);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failure");
}

static gboolean
refresh_cb (gpointer data)
{
  AmbOwnPage *self = data;

  self->refresh_source = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amb_context_read_async (get_context (self), read_facts, NULL, NULL,
                          (GDestroyNotify) amb_own_facts_free, self->cancellable, facts_read_cb,
                          g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (AmbOwnPage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* Export. */

typedef struct
{
  char *person;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->person);
  g_free (export->path);
  g_free (export);
}

static gpointer
run_export (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Export *export = data;
  g_autofree char *json =
      amb_own_data_to_json (store, export->person, amb_programme_read_access (store), error);

  return GINT_TO_POINTER (json != NULL &&
                          g_file_set_contents_full (export->path, json, -1,
                                                    G_FILE_SET_CONTENTS_CONSISTENT, 0600, error));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbOwnPage) self = data;
  g_autoptr (GError) error = NULL;
  gpointer done = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.toast", "(sb)",
      done != NULL ? _ ("All that is kept about you here is in the file.") : error->message, FALSE);
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  AmbOwnPage *self = data;
  const char *why;
  g_autofree char *path = amb_chosen_path (chooser, response, &why);

  if (path != NULL)
    {
      Export *export = g_new0 (Export, 1);

      export->person = g_strdup (self->person);
      export->path = g_steal_pointer (&path);
      amb_context_read_async (get_context (self), run_export, export, export_free, NULL, NULL,
                              exported_cb, g_object_ref (self));
    }
  else if (why != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", why, FALSE);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

static void
export_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbOwnPage *self = data;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Export My Data"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "my-data.json");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
request_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbOwnPage *self = data;

  gtk_window_present (GTK_WINDOW (amb_add_window_new (
      get_context (self), amb_entity_find ("privacy-request"), _ ("Ask the Privacy Desk"),
      add_groups, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))));
}

/* The page. */

static GtkWidget *
new_head (AmbOwnPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_widget_add_css_class (self->name, "title-2");
  self->state = amb_move_button_new (get_context (self));
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->state);
  return head;
}

static void
build (AmbOwnPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->form = amb_form_new (get_context (self), amb_entity_find ("ambassador"), groups);
  self->roles = amb_role_figures_new (get_context (self));
  self->consents = amb_section_new (_ ("What I agreed to"));
  self->requests = amb_section_new (_ ("What I asked the privacy desk"));
  self->kept = amb_section_new (_ ("What is kept about me"));
  amb_section_set_link (AMB_SECTION (self->requests), _ ("Ask…"), _ ("Ask the Privacy Desk"),
                        "page.request", NULL);
  gtk_box_append (GTK_BOX (box), new_head (self));
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_box_append (GTK_BOX (box), self->roles);
  gtk_box_append (GTK_BOX (box), self->consents);
  gtk_box_append (GTK_BOX (box), self->requests);
  gtk_box_append (GTK_BOX (box), self->kept);
  gtk_stack_add_named (GTK_STACK (self->stack), amb_own_column_new (box), "facts");
  self->failure = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "amb-person-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("Your Data Can’t Be Read"));
  gtk_stack_add_named (GTK_STACK (self->stack), self->failure, "failure");
}

static void
amb_own_page_context_set (AmbPage *page)
{
  AmbOwnPage *self = AMB_OWN_PAGE (page);

  build (self);
  amb_page_set_primary (page, _ ("Export My Data…"), "page.export", FALSE);
  g_signal_connect_object (amb_page_get_context (page), "changed", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  refresh_cb (self);
}

static gboolean
amb_own_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  return FALSE;
}

static gboolean
amb_own_page_go_back (AmbPage *page)
{
  AmbOwnPage *self = AMB_OWN_PAGE (page);

  return self->form != NULL && amb_form_revert_invalid (AMB_FORM (self->form));
}

static void
amb_own_page_dispose (GObject *object)
{
  AmbOwnPage *self = AMB_OWN_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->stack = NULL;
  G_OBJECT_CLASS (amb_own_page_parent_class)->dispose (object);
}

static void
amb_own_page_finalize (GObject *object)
{
  g_free (AMB_OWN_PAGE (object)->person);
  G_OBJECT_CLASS (amb_own_page_parent_class)->finalize (object);
}

static void
amb_own_page_class_init (AmbOwnPageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_own_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_own_page_finalize;
  page_class->context_set = amb_own_page_context_set;
  page_class->open_record = amb_own_page_open_record;
  page_class->go_back = amb_own_page_go_back;
}

static void
amb_own_page_init (AmbOwnPage *self)
{
  static const GActionEntry entries[] = {
    { "export", export_cb },
    { "request", request_cb },
    { "withdraw", withdraw_cb, "s" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->stack = gtk_stack_new ();
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
}
