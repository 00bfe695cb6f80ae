#include "amb-hold-window.h"

#include "amb-display.h"
#include "amb-facet-button.h"
#include "amb-hold-list.h"
#include "amb-reference-picker.h"
#include "amb-set.h"

#include <glib/gi18n.h>

#define SHOWN 50 /* rows of the preview; the count is of all */

/* The fields of a content item that a scope narrows by. */
static const struct
{
  const char *field;
  AmbHoldKind kind;
} facets[] = {
  { "channel-id", AMB_HOLD_CHANNEL },
  { "audience", AMB_HOLD_AUDIENCE },
  { "department-id", AMB_HOLD_DEPARTMENT },
  { "language", AMB_HOLD_LANGUAGE },
  { "tags", AMB_HOLD_TAG },
};

struct _AmbHoldWindow
{
  AdwWindow parent_instance;

  AmbContext *context;
  char *first;       /* nullable: the crisis that is chosen at first */
  GPtrArray *crises; /* nullable until read: of AmbRecord */
  char *approver;    /* nullable: id */
  GCancellable *reading;

  GtkWidget *button;
  GtkWidget *crisis, *what, *severity;
  GtkWidget *reason, *approver_row;
  GtkWidget *facets[G_N_ELEMENTS (facets)];
  AdwPreferencesGroup *preview;
  GtkWidget *list;
  GtkWidget *error;
  gboolean is_writing;
  gboolean is_refused; /* what would be held can’t be */
};

G_DEFINE_FINAL_TYPE (AmbHoldWindow, amb_hold_window, ADW_TYPE_WINDOW)

gboolean
amb_hold_window_may_open (AmbContext *context)
{
  return amb_hold_may (context);
}

/* (nullable): NULL: a new one */
static AmbRecord *
get_crisis (AmbHoldWindow *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->crisis));

  return self->crises != NULL && i < self->crises->len ? self->crises->pdata[i] : NULL;
}

static char *
dup_scope (AmbHoldWindow *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      const char *const *values = amb_facet_button_get_values (AMB_FACET_BUTTON (self->facets[i]));

      for (guint j = 0; values != NULL && values[j] != NULL; j++)
        if (*values[j] != '\0')
          g_ptr_array_add (words, amb_hold_make_word (facets[i].kind, values[j]));
    }
  g_ptr_array_add (words, NULL);
  return amb_set_from_strv ((const char *const *) words->pdata);
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
update (AmbHoldWindow *self)
{
  gboolean is_new = get_crisis (self) == NULL;

  gtk_widget_set_visible (self->what, is_new);
  gtk_widget_set_visible (self->severity, is_new);
  gtk_widget_set_sensitive (self->button, !self->is_writing && !self->is_refused &&
                                              self->crises != NULL &&
                                              *get_text (self->reason) != '\0' &&
                                              (!is_new || *get_text (self->what) != '\0'));
}

static void
show_error (AmbHoldWindow *self, const GError *error)
{
  gtk_label_set_label (GTK_LABEL (self->error), error->message);
  gtk_widget_show (self->error);
}

/* A hold that is on its way may be refused: the window stays until it is known. */
static gboolean
close_request_cb (AmbHoldWindow *self)
{
  return self->is_writing;
}

/* What would be held. */

static void
free_items (gpointer data)
{
  g_ptr_array_unref (data);
}

static gpointer
read_preview (AmbStore *store, gpointer scope, GCancellable *cancellable, GError **error)
{
  return amb_holds_preview (store, scope, error);
}

static void
append_note (GtkWidget *list, const char *note, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail != NULL ? detail : "");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* Those that can’t be held: how many, and why the first can’t. Returns: how many can be. */
static guint
append_refused (GtkWidget *list, GPtrArray *items)
{
  const char *why = NULL;
  guint n = 0;

  for (guint i = items->len; i > 0; i--)
    {
      const AmbHoldItem *item = items->pdata[i - 1];

      n += item->refusal != NULL;
      why = item->refusal != NULL ? item->refusal : why;
    }
  if (n > 0)
    {
      g_autofree char *note =
          g_strdup_printf (ngettext ("%u stays as it is", "%u stay as they are", n), n);

      append_note (list, note, why);
    }
  return items->len - n;
}

static void
show_items (AmbHoldWindow *self, GPtrArray *items)
{
  g_autofree char *today = amb_clock_dup_today (amb_context_get_clock (self->context), NULL);
  GtkWidget *list = gtk_list_box_new ();
  guint n = append_refused (list, items);
  guint n_shown = 0;
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u publication is held", "%u publications are held", n), n);

  adw_preferences_group_set_title (self->preview, title);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < items->len && n_shown < SHOWN; i++)
    if (((AmbHoldItem *) items->pdata[i])->refusal == NULL)
      {
        gtk_list_box_append (GTK_LIST_BOX (list), amb_hold_row_new (items->pdata[i], today));
        n_shown++;
      }
  if (n > SHOWN)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("And %u more", "And %u more", n - SHOWN), n - SHOWN);

      append_note (list, more, NULL);
    }
  if (self->list != NULL)
    adw_preferences_group_remove (self->preview, self->list);
  self->list = items->len > 0 ? list : NULL;
  if (self->list != NULL)
    adw_preferences_group_add (self->preview, self->list);
  else
    g_object_unref (g_object_ref_sink (list));
  adw_preferences_group_set_description (
      self->preview,
      items->len > 0
          ? _ ("From now until the hold is lifted. What is out stays out.")
          : _ ("Nothing is approved or scheduled here. The hold stands all the same, and "
               "says so to those who plan."));
}

static void
show_refusal (AmbHoldWindow *self, const char *why)
{
  g_autofree char *markup = g_markup_escape_text (why, -1);

  if (self->list != NULL)
    adw_preferences_group_remove (self->preview, self->list);
  self->list = NULL;
  adw_preferences_group_set_title (self->preview, _ ("Nothing Can Be Held"));
  adw_preferences_group_set_description (self->preview, markup);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHoldWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_refused = items == NULL;
  if (items != NULL)
    show_items (self, items);
  else
    show_refusal (self, error->message);
  update (self);
}

static void
preview (AmbHoldWindow *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, read_preview, dup_scope (self), g_free, free_items,
                          self->reading, previewed_cb, g_object_ref (self));
}

/* The crises for which one may hold. */

static gpointer
read_crises (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const AmbEntity *entity = amb_entity_find ("crisis");
  g_autoptr (AmbQuery) query = amb_query_new (entity);
  g_autoptr (GPtrArray) crises = NULL;

  query->sort = amb_entity_find_field (entity, "declared-at");
  query->descending = TRUE;
  crises = amb_store_list (store, query, -1, error);
  for (guint i = crises != NULL ? crises->len : 0; i > 0; i--)
    {
      AmbRecord *crisis = crises->pdata[i - 1];

      if (crisis == NULL || !amb_hold_check_crisis (
                                amb_record_get (crisis, "severity"), amb_record_get_state (crisis),
                                g_strcmp0 (amb_record_get (crisis, "drill"), "1") == 0, NULL))
        g_ptr_array_remove_index (crises, i - 1);
    }
  return g_steal_pointer (&crises);
}

static void
crises_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHoldWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) crises = amb_context_read_finish (AMB_CONTEXT (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  if (crises == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  for (guint i = 0; i < crises->len; i++)
    {
      gtk_string_list_append (names, amb_record_get_title (crises->pdata[i]));
      if (g_strcmp0 (amb_record_get_id (crises->pdata[i]), self->first) == 0)
        chosen = i;
    }
  gtk_string_list_append (names, _ ("A new crisis"));
  self->crises = g_steal_pointer (&crises);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->crisis), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->crisis), chosen);
  update (self);
}

/* Holding. */

typedef struct
{
  char *crisis, *title, *scope, *reason, *approver;
  const char *severity;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->crisis);
  g_free (job->title);
  g_free (job->scope);
  g_free (job->reason);
  g_free (job->approver);
  g_free (job);
}

static gpointer
run_hold (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  const AmbHoldAsk ask = { job->crisis, job->title,  job->severity,
                           job->scope,  job->reason, job->approver };

  return amb_programme_hold (programme, &ask, error);
}

static void
free_report (gpointer data)
{
  amb_hold_report_free (data);
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbHoldWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbHoldReport) report =
      amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *done = NULL;

  self->is_writing = FALSE;
  if (report == NULL)
    {
      show_error (self, error);
      update (self);
      return;
    }
  done = g_strdup_printf (
      ngettext ("%u publication is on hold.", "%u publications are on hold.", report->n_done),
      report->n_done);
  amb_hold_tell (GTK_WINDOW (self), done, report);
  gtk_window_close (GTK_WINDOW (self));
}

static void
hold_cb (AmbHoldWindow *self)
{
  static const char *const severities[] = { "s2", "s1" };
  AmbRecord *crisis = get_crisis (self);
  Job *job = g_new0 (Job, 1);

  job->crisis = crisis != NULL ? g_strdup (amb_record_get_id (crisis)) : NULL;
  job->title = g_strdup (get_text (self->what));
  job->severity = severities[adw_combo_row_get_selected (ADW_COMBO_ROW (self->severity))];
  job->scope = dup_scope (self);
  job->reason = g_strdup (get_text (self->reason));
  job->approver = g_strdup (self->approver);
  self->is_writing = TRUE;
  update (self);
  amb_context_write_async (self->context, run_hold, job, job_free, free_report, NULL, held_cb,
                           g_object_ref (self));
}

/* Building. */

static void
picked_cb (AmbHoldWindow *self, const char *id, const char *title, GtkWidget *picker)
{
  g_free (self->approver);
  self->approver = g_strdup (id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->approver_row),
                               title != NULL ? title : _ ("The approver of the crisis"));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (picker, GTK_TYPE_POPOVER)));
}

static GtkWidget *
make_approver (AmbHoldWindow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker =
      amb_reference_picker_new (self->context, amb_entity_find ("ambassador"), _ ("None"));

  self->approver_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->approver_row), _ ("Approved by"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->approver_row),
                               _ ("The approver of the crisis"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->approver_row), button);
  return self->approver_row;
}

static GtkWidget *
make_entry (AmbHoldWindow *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_combo (AmbHoldWindow *self, const char *title, const char *const *words)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return row;
}

static AdwPreferencesGroup *
make_why (AmbHoldWindow *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *const severities[] = { _ ("S2 Escalate"), _ ("S1 Crisis"), NULL };

  self->what = make_entry (self, _ ("What happened"));
  self->reason = make_entry (self, _ ("Reason, as those whose posts wait read it"));
  self->severity = make_combo (self, _ ("Severity"), severities);
  self->crisis = make_combo (self, _ ("Crisis"), NULL);
  adw_preferences_group_add (group, self->crisis);
  adw_preferences_group_add (group, self->what);
  adw_preferences_group_add (group, self->severity);
  adw_preferences_group_add (group, self->reason);
  adw_preferences_group_add (group, make_approver (self));
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_set_margin_top (self->error, 12);
  gtk_widget_add_css_class (self->error, "error");
  gtk_widget_hide (self->error);
  adw_preferences_group_add (group, self->error);
  return group;
}

static AdwPreferencesGroup *
make_scope (AmbHoldWindow *self)
{
  static const char *const states[] = { "approved", "scheduled", NULL };
  const AmbEntity *items = amb_entity_find ("content-item");
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *flow = gtk_flow_box_new ();
  g_autoptr (AmbQuery) query = amb_query_new (items);

  amb_query_where (query, amb_entity_get_state_field (items), AMB_MATCH_IN, states);
  adw_preferences_group_set_title (group, _ ("What is held"));
  adw_preferences_group_set_description (
      group, _ ("Everything that is approved or scheduled, or only what is chosen here."));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), G_N_ELEMENTS (facets));
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      const AmbField *field = amb_entity_find_field (items, facets[i].field);
      GtkWidget *child = gtk_flow_box_child_new ();

      self->facets[i] = amb_facet_button_new (self->context, field, _ (field->label));
      amb_facet_button_set_query (AMB_FACET_BUTTON (self->facets[i]), query);
      g_signal_connect_object (self->facets[i], "values-changed", G_CALLBACK (preview), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_halign (self->facets[i], GTK_ALIGN_START);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), self->facets[i]);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
    }
  adw_preferences_group_add (group, flow);
  return group;
}

static void
amb_hold_window_dispose (GObject *object)
{
  AmbHoldWindow *self = AMB_HOLD_WINDOW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  g_clear_pointer (&self->crises, g_ptr_array_unref);
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->approver, g_free);
  G_OBJECT_CLASS (amb_hold_window_parent_class)->dispose (object);
}

static void
amb_hold_window_class_init (AmbHoldWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_hold_window_dispose;
}

static void
amb_hold_window_init (AmbHoldWindow *self)
{
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

GtkWidget *
amb_hold_window_new (AmbContext *context, const char *crisis, GtkWindow *parent)
{
  AmbHoldWindow *self = g_object_new (AMB_TYPE_HOLD_WINDOW, "transient-for", parent, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->context = g_object_ref (context);
  self->first = g_strdup (crisis);
  self->preview = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->button = amb_hold_window_fill (ADW_WINDOW (self), _ ("Hold Publications"), _ ("_Hold"),
                                       GTK_WIDGET (page));
  adw_preferences_page_add (page, make_why (self));
  adw_preferences_page_add (page, make_scope (self));
  adw_preferences_page_add (page, self->preview);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (hold_cb), self, G_CONNECT_SWAPPED);
  update (self);
  amb_context_read_async (context, read_crises, NULL, NULL, free_items, NULL, crises_cb,
                          g_object_ref (self));
  preview (self);
  return GTK_WIDGET (self);
}
