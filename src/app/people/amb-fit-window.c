#include "amb-fit-window.h"

#include "amb-escape.h"
#include "amb-chip.h"
#include "amb-fit-item.h"
#include "amb-fit-paper.h"
#include "amb-fit-sheet.h"
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

struct _AmbFitWindow
{
  AdwWindow parent_instance;

  GtkWidget *back, *save, *print, *toasts, *pages, *sheet, *status, *view;
  GtkWidget *call_row, *role_row, *hide_row, *seats;
  GtkSwitch *hide;
  GListStore *items;

  AmbContext *context;
  GCancellable *cancellable;
  GPtrArray *calls;    /* of AmbCandidatesCall, as in the row */
  GPtrArray *roles;    /* of char *: ids, as in the row; the first is NULL */
  AmbCandidates *list; /* nullable: until the first is read */
  char *call;          /* nullable */
  gboolean has_call;   /* it was chosen */
  char *role;          /* nullable */
  char *candidate;     /* nullable: whose sheet is shown */
  gboolean is_direct;  /* opened on a sheet: closing that closes the window */
  gboolean is_reading, is_stale, is_filling;
};

G_DEFINE_FINAL_TYPE (AmbFitWindow, amb_fit_window, ADW_TYPE_WINDOW)

/* Reading. */

typedef struct
{
  char *call, *role, *candidate; /* nullable */
  gboolean has_call;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->call);
  g_free (request->role);
  g_free (request->candidate);
  g_free (request);
}

typedef struct
{
  GPtrArray *calls;
  AmbCandidates *list;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->calls, g_ptr_array_unref);
  g_clear_pointer (&answer->list, amb_candidates_free);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* Without a choice: the call of the candidate, else the latest with candidates. */
static gboolean
choose_call (AmbStore *store, Request *request, const Answer *answer, GError **error)
{
  if (request->has_call)
    return TRUE;
  if (request->candidate != NULL)
    return amb_candidates_find_call (store, request->candidate, &request->call, error);
  if (answer->calls->len > 0)
    request->call = g_strdup (((AmbCandidatesCall *) g_ptr_array_index (answer->calls, 0))->id);
  return TRUE;
}

static gpointer
read_candidates (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->calls = amb_candidates_list_calls (store, error);
  if (answer->calls == NULL || !choose_call (store, request, answer, error))
    return NULL;
  answer->list = amb_candidates_load (
      store, &(AmbCandidatesQuery){ request->call, request->role, request->candidate, -1 }, error);
  return answer->list != NULL ? g_steal_pointer (&answer) : NULL;
}

static void read_again (AmbFitWindow *self);

/* Showing. */

static void
show_status (AmbFitWindow *self, const char *icon, const char *title, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), markup);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer container): ids in an order that no rank gives away */
static GPtrArray *
list_ids (const AmbCandidates *list)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < list->candidates->len; i++)
    g_ptr_array_add (ids, ((AmbCandidate *) g_ptr_array_index (list->candidates, i))->id);
  g_ptr_array_sort (ids, compare_ids);
  return ids;
}

static char *
dup_title (AmbFitWindow *self, const AmbCandidate *candidate, GPtrArray *ids)
{
  const char **found;

  if (candidate->name == NULL || !gtk_switch_get_active (self->hide))
    return amb_candidate_dup_title (self->list, candidate);
  found = bsearch (&candidate->id, ids->pdata, ids->len, sizeof (char *), compare_ids);
  /* Translators: somebody whose name is hidden, by a number */
  return g_strdup_printf (_ ("Candidate %u"), (guint) (found - (const char **) ids->pdata) + 1);
}

static void
show_items (AmbFitWindow *self, GPtrArray *ids)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < self->list->candidates->len; i++)
    {
      const AmbCandidate *candidate = g_ptr_array_index (self->list->candidates, i);
      g_autofree char *title = dup_title (self, candidate, ids);

      g_ptr_array_add (items, amb_fit_item_new (self->list, candidate, title));
    }
  if (n != items->len)
    {
      g_list_store_splice (self->items, 0, n, items->pdata, items->len);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmbFitItem) old = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!amb_fit_item_equal (old, g_ptr_array_index (items, i)))
        g_list_store_splice (self->items, i, 1, &items->pdata[i], 1);
    }
}

static AmbCandidate *
get_candidate (AmbFitWindow *self)
{
  AmbCandidate *candidate = self->list != NULL && self->candidate != NULL
                                ? amb_candidates_find (self->list, self->candidate)
                                : NULL;

  return candidate != NULL && candidate->answers != NULL ? candidate : NULL;
}

static const char *
choose_page (AmbFitWindow *self)
{
  if (self->candidate != NULL)
    return get_candidate (self) != NULL ? "sheet" : "status";
  return self->list->candidates->len > 0 ? "list" : "nobody";
}

static void
show (AmbFitWindow *self)
{
  g_autoptr (GPtrArray) ids = list_ids (self->list);
  g_autofree char *seats = amb_candidates_dup_seats (self->list);
  AmbCandidate *candidate = get_candidate (self);

  gtk_label_set_label (GTK_LABEL (self->seats), seats);
  show_items (self, ids);
  if (candidate != NULL)
    {
      g_autofree char *title = dup_title (self, candidate, ids);

      amb_fit_sheet_show (AMB_FIT_SHEET (self->sheet), self->list, candidate, title);
    }
  else if (self->candidate != NULL)
    show_status (self, "amb-people-symbolic", _ ("Not a Candidate"),
                 _ ("Only people who are nominated, applied, in review, shortlisted or waitlisted "
                    "are rated."));
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), choose_page (self));
  gtk_widget_set_visible (self->back, self->candidate != NULL && !self->is_direct);
  gtk_widget_set_visible (self->save, candidate != NULL);
  gtk_widget_set_visible (self->print, candidate != NULL);
}

static char *
dup_call_title (const AmbCandidatesCall *call)
{
  /* Translators: a call, and how many candidates stand in it */
  return g_strdup_printf (_ ("%1$s (%2$d)"), call->name, (int) call->count);
}

static void
fill_calls (AmbFitWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->calls->len; i++)
    {
      const AmbCandidatesCall *call = g_ptr_array_index (self->calls, i);

      gtk_string_list_take (names, dup_call_title (call));
      if (g_strcmp0 (call->id, self->call) == 0)
        chosen = i;
    }
  self->is_filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->call_row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->call_row), chosen);
  self->is_filling = FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  return g_utf8_collate (g_hash_table_lookup (names, *(char *const *) a),
                         g_hash_table_lookup (names, *(char *const *) b));
}

static void
fill_roles (AmbFitWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n, chosen = 0;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->list->roles, &n);

  g_qsort_with_data (ids, (int) n, sizeof (gpointer), compare_names, self->list->roles);
  g_ptr_array_set_size (self->roles, 0);
  g_ptr_array_add (self->roles, NULL);
  gtk_string_list_append (names, _ ("The one that each wishes"));
  for (guint i = 0; i < n; i++)
    {
      const char *id = ids[i];

      gtk_string_list_append (names, g_hash_table_lookup (self->list->roles, id));
      g_ptr_array_add (self->roles, g_strdup (id));
      if (g_strcmp0 (id, self->role) == 0)
        chosen = i + 1;
    }
  self->is_filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->role_row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->role_row), chosen);
  self->is_filling = FALSE;
}

static gboolean
has_names (const AmbCandidates *list)
{
  for (guint i = 0; i < list->candidates->len; i++)
    if (((AmbCandidate *) g_ptr_array_index (list->candidates, i))->name != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_other_call (AmbFitWindow *self, const Answer *answer)
{
  return self->list == NULL || g_strcmp0 (self->list->call, answer->list->call) != 0;
}

static gboolean
has_other_calls (AmbFitWindow *self, const Answer *answer)
{
  if (self->calls == NULL || self->calls->len != answer->calls->len)
    return TRUE;
  for (guint i = 0; i < self->calls->len; i++)
    {
      const AmbCandidatesCall *a = g_ptr_array_index (self->calls, i);
      const AmbCandidatesCall *b = g_ptr_array_index (answer->calls, i);

      if (g_strcmp0 (a->id, b->id) != 0 || g_strcmp0 (a->name, b->name) != 0 ||
          a->count != b->count)
        return TRUE;
    }
  return FALSE;
}

static void
take_answer (AmbFitWindow *self, Answer *answer)
{
  gboolean other_call = is_other_call (self, answer);
  gboolean other_calls = other_call || has_other_calls (self, answer);

  g_clear_pointer (&self->calls, g_ptr_array_unref);
  self->calls = g_steal_pointer (&answer->calls);
  g_clear_pointer (&self->list, amb_candidates_free);
  self->list = g_steal_pointer (&answer->list);
  g_free (self->call);
  self->call = g_strdup (self->list->call);
  self->has_call = TRUE;
  if (other_calls)
    {
      fill_calls (self);
      fill_roles (self);
    }
  gtk_widget_set_visible (self->hide_row, has_names (self->list));
  if (other_call)
    {
      self->is_filling = TRUE;
      gtk_switch_set_active (self->hide, self->list->is_blind && has_names (self->list));
      self->is_filling = FALSE;
    }
  show (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFitWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  self->is_reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (answer != NULL)
    take_answer (self, answer);
  else
    {
      show_status (self, "dialog-error-symbolic", _ ("The Candidates Can’t Be Read"),
                   error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "status");
    }
  if (self->is_stale)
    read_again (self);
}

static void
read_again (AmbFitWindow *self)
{
  Request *request;

  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  request = g_new0 (Request, 1);
  request->call = g_strdup (self->call);
  request->has_call = self->has_call;
  request->role = g_strdup (self->role);
  request->candidate = g_strdup (self->candidate);
  amb_context_read_async (self->context, read_candidates, request, request_free, answer_free,
                          self->cancellable, read_cb, g_object_ref (self));
}

/* Choosing. */

static void
call_chosen_cb (AmbFitWindow *self)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->call_row));

  if (self->is_filling || at >= self->calls->len)
    return;
  g_free (self->call);
  self->call = g_strdup (((AmbCandidatesCall *) g_ptr_array_index (self->calls, at))->id);
  read_again (self);
}

static void
role_chosen_cb (AmbFitWindow *self)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->role_row));

  if (self->is_filling || at >= self->roles->len)
    return;
  g_free (self->role);
  self->role = g_strdup (g_ptr_array_index (self->roles, at));
  read_again (self);
}

static void
hide_cb (AmbFitWindow *self)
{
  if (!self->is_filling && self->list != NULL)
    show (self);
}

static void
activate_cb (AmbFitWindow *self, guint position)
{
  g_autoptr (AmbFitItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  g_free (self->candidate);
  self->candidate = g_strdup (item->id);
  read_again (self);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  AmbFitWindow *self = AMB_FIT_WINDOW (widget);

  if (self->candidate == NULL || self->is_direct)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_clear_pointer (&self->candidate, g_free);
  if (self->list != NULL)
    show (self);
  gtk_widget_grab_focus (self->view);
}

static void
tell (GtkWindow *window, const char *message)
{
  AmbFitWindow *self = AMB_FIT_WINDOW (window);
  g_autofree char *markup = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), adw_toast_new (markup));
}

/* (transfer full) (nullable) */
static AmbFitReport *
new_report (AmbFitWindow *self)
{
  AmbCandidate *candidate = get_candidate (self);
  g_autoptr (GPtrArray) ids = list_ids (self->list);
  g_autofree char *title = candidate != NULL ? dup_title (self, candidate, ids) : NULL;

  if (candidate == NULL)
    return NULL;
  return amb_fit_report_new (self->list, candidate, title,
                             amb_store_get_today (amb_context_get_store (self->context)));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  AmbFitWindow *self = AMB_FIT_WINDOW (widget);
  AmbFitReport *report = self->list != NULL ? new_report (self) : NULL;

  if (report != NULL)
    amb_fit_paper_save (GTK_WINDOW (self), self->context, report, tell);
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  AmbFitWindow *self = AMB_FIT_WINDOW (widget);
  AmbFitReport *report = self->list != NULL ? new_report (self) : NULL;

  if (report != NULL)
    amb_fit_paper_print (GTK_WINDOW (self), report, tell);
}

static void
failed_cb (AmbFitWindow *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
  read_again (self);
}

/* The rows. */

static GtkWidget *
append_label (GtkWidget *box, const char *class, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *rank = append_label (box, "amb-num", 1);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = append_label (texts, "amb-written", 0);
  GtkWidget *facts = append_label (texts, "amb-small", 0);
  GtkWidget *chip = amb_chip_new ();
  GtkWidget *fit;

  gtk_label_set_width_chars (GTK_LABEL (rank), 3);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (facts), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (facts), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (facts, "amb-quiet");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), chip);
  fit = append_label (box, "amb-num", 1);
  gtk_label_set_width_chars (GTK_LABEL (fit), 6);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  AmbFitItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *rank = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *texts = gtk_widget_get_next_sibling (rank);
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *chip = gtk_widget_get_next_sibling (texts);
  GtkWidget *fit = gtk_widget_get_next_sibling (chip);

  gtk_label_set_label (GTK_LABEL (rank), item->rank);
  gtk_label_set_label (GTK_LABEL (title), item->title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), item->facts);
  amb_chip_set (AMB_CHIP (chip), "object-select-symbolic", item->is_above ? _ ("Seat") : NULL,
                "good");
  gtk_label_set_label (GTK_LABEL (fit), item->fit);
}

/* Making. */

static GtkWidget *
new_view (AmbFitWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->items = g_list_store_new (AMB_TYPE_FIT_ITEM);
  self->view = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)))),
      factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), TRUE);
  gtk_widget_add_css_class (self->view, "rich-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Candidates by fit"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
new_choices (AmbFitWindow *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->call_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->call_row), _ ("Call"));
  g_signal_connect_swapped (self->call_row, "notify::selected", G_CALLBACK (call_chosen_cb), self);
  self->role_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->role_row), _ ("Fit for the role"));
  g_signal_connect_swapped (self->role_row, "notify::selected", G_CALLBACK (role_chosen_cb), self);
  self->hide_row = adw_action_row_new ();
  self->hide = GTK_SWITCH (gtk_switch_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hide_row), _ ("Hide names"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->hide_row),
      _ ("Only a choice of display on this screen: this desk holds the names all the same."));
  gtk_widget_set_valign (GTK_WIDGET (self->hide), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->hide_row), GTK_WIDGET (self->hide));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->hide_row), GTK_WIDGET (self->hide));
  g_signal_connect_swapped (self->hide, "notify::active", G_CALLBACK (hide_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->call_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->role_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->hide_row);
  return group;
}

static GtkWidget *
new_list_page (AmbFitWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *choices = new_choices (self);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (choices, 12);
  gtk_widget_set_margin_end (choices, 12);
  gtk_widget_set_margin_top (choices, 12);
  gtk_widget_set_margin_bottom (choices, 3);
  /* Where there is little room, the list keeps some of it. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), choices);
  gtk_box_append (GTK_BOX (box), scroller);
  self->seats = append_label (box, "heading", 0);
  gtk_label_set_wrap (GTK_LABEL (self->seats), TRUE);
  gtk_widget_set_margin_start (self->seats, 18);
  gtk_widget_set_margin_end (self->seats, 18);
  gtk_box_append (GTK_BOX (box), new_view (self));
  return box;
}

static GtkWidget *
new_nobody_page (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "amb-people-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Candidates at the Moment"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Who applies to a call, or is nominated for it, is ranked "
                                      "here once somebody rates them."));
  return page;
}

static GtkWidget *
new_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_visible (button, FALSE);
  return button;
}

static void
make_header (AmbFitWindow *self, GtkBox *box)
{
  GtkWidget *bar = adw_header_bar_new ();

  self->back = new_button ("go-previous-symbolic", _ ("Back to the list"), "fit.back");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  self->save = new_button ("document-save-symbolic", _ ("Save as PDF…"), "fit.save");
  self->print = new_button ("printer-symbolic", _ ("Print…"), "fit.print");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->print);
  gtk_box_append (box, bar);
}

static void
amb_fit_window_dispose (GObject *object)
{
  AmbFitWindow *self = AMB_FIT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_fit_window_parent_class)->dispose (object);
}

static void
amb_fit_window_finalize (GObject *object)
{
  AmbFitWindow *self = AMB_FIT_WINDOW (object);

  g_clear_object (&self->items);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_ptr_array_unref (self->roles);
  g_clear_pointer (&self->list, amb_candidates_free);
  g_free (self->call);
  g_free (self->role);
  g_free (self->candidate);
  G_OBJECT_CLASS (amb_fit_window_parent_class)->finalize (object);
}

static void
amb_fit_window_class_init (AmbFitWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_fit_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_fit_window_finalize;
  gtk_widget_class_install_action (widget_class, "fit.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "fit.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "fit.print", NULL, print_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "fit.back", NULL);
}

static void
amb_fit_window_init (AmbFitWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *spinner = gtk_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->roles = g_ptr_array_new_with_free_func (g_free);
  self->toasts = adw_toast_overlay_new ();
  self->pages = gtk_stack_new ();
  self->status = adw_status_page_new ();
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_stack_add_named (GTK_STACK (self->pages), spinner, "wait");
  gtk_stack_add_named (GTK_STACK (self->pages), new_list_page (self), "list");
  gtk_stack_add_named (GTK_STACK (self->pages), new_nobody_page (), "nobody");
  gtk_stack_add_named (GTK_STACK (self->pages), self->status, "status");
  gtk_stack_set_hhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_widget_set_vexpand (self->pages, TRUE);
  make_header (self, GTK_BOX (box));
  gtk_box_append (GTK_BOX (box), self->pages);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), box);
  amb_escape_add (box, "window.close");
  adw_window_set_content (ADW_WINDOW (self), self->toasts);
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 780);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Candidates by Fit"));
}

GtkWidget *
amb_fit_window_new (GtkWindow *parent, AmbContext *context, const char *candidate)
{
  AmbFitWindow *self = g_object_new (AMB_TYPE_FIT_WINDOW, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->candidate = g_strdup (candidate);
  self->is_direct = candidate != NULL;
  self->sheet = amb_fit_sheet_new (context);
  gtk_stack_add_named (GTK_STACK (self->pages), self->sheet, "sheet");
  g_signal_connect_object (self->sheet, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  return GTK_WIDGET (self);
}

gboolean
amb_fit_window_may_open (AmbContext *context)
{
  return amb_context_may (context, amb_entity_find ("assessment"), AMB_RIGHT_READ);
}
