#include "amb-reorganise-window.h"

#include "amb-reference-picker.h"
#include "amb-reorganise-words.h"
#include "amb-section.h"

#include <glib/gi18n.h>

#define WIDTH  520
#define HEIGHT 560

struct _AmbReorganiseWindow
{
  AdwWindow parent_instance;

  AmbContext *context;
  char *node;
  char *target; /* nullable: not chosen yet, or the top */
  gboolean is_chosen;

  GtkWidget *verbs;
  GtkWidget *target_row;
  GtkWidget *section;
  GtkWidget *hint; /* until there is something to be told */
  GtkWidget *problem;
  GtkWidget *button;
  GCancellable *reading;
  gboolean is_known; /* what is shown is what would happen */
  gboolean is_doing;
};

G_DEFINE_FINAL_TYPE (AmbReorganiseWindow, amb_reorganise_window, ADW_TYPE_WINDOW)

static const AmbEntity *
get_nodes (void)
{
  return amb_entity_find ("node");
}

gboolean
amb_reorganise_may (AmbContext *context)
{
  return amb_context_may (context, get_nodes (), AMB_RIGHT_UPDATE) &&
         amb_context_may (context, get_nodes (), AMB_RIGHT_DELETE);
}

/* What is asked, for the other threads. */
typedef struct
{
  AmbReorganiseVerb verb;
  char *node, *target;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->node);
  g_free (question->target);
  g_free (question);
}

static AmbReorganiseVerb
get_verb (AmbReorganiseWindow *self)
{
  return (AmbReorganiseVerb) adw_combo_row_get_selected (ADW_COMBO_ROW (self->verbs));
}

static Question *
new_question (AmbReorganiseWindow *self)
{
  Question *question = g_new0 (Question, 1);

  question->verb = get_verb (self);
  question->node = g_strdup (self->node);
  question->target = g_strdup (self->target);
  return question;
}

static void
show_problem (AmbReorganiseWindow *self, const char *problem)
{
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

static void
update_button (AmbReorganiseWindow *self)
{
  static const char *const labels[] = { N_ ("_Move"), N_ ("M_erge"), N_ ("C_lose Node") };

  gtk_button_set_label (GTK_BUTTON (self->button), _ (labels[get_verb (self)]));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reorganise.do",
                                 self->is_known && !self->is_doing);
}

/* What would change. */

static void
append_line (AmbReorganiseWindow *self, const AmbReorganiseLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (line->title, -1);
  g_autofree char *detail = g_markup_escape_text (line->detail != NULL ? line->detail : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), line->icon);
  gtk_list_box_append (amb_section_get_list (AMB_SECTION (self->section)), row);
}

static void
show_preview (AmbReorganiseWindow *self, const AmbReorganisePreview *preview)
{
  g_autoptr (GPtrArray) lines = amb_reorganise_list_lines (get_verb (self), preview);

  amb_section_clear (AMB_SECTION (self->section));
  for (guint i = 0; i < lines->len; i++)
    append_line (self, g_ptr_array_index (lines, i));
  gtk_widget_set_visible (self->section, lines->len > 0);
}

static gpointer
read_preview (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return amb_reorganise_preview (store, question->verb, question->node, question->target, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbReorganiseWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbReorganisePreview) preview =
      amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_known = preview != NULL;
  show_problem (self, preview == NULL ? error->message : NULL);
  gtk_widget_set_visible (self->section, preview != NULL);
  if (preview != NULL)
    show_preview (self, preview);
  update_button (self);
}

static void
read_again (AmbReorganiseWindow *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->is_known = FALSE;
  show_problem (self, NULL);
  gtk_widget_set_visible (self->target_row, get_verb (self) != AMB_REORGANISE_CLOSE);
  gtk_widget_set_visible (self->hint, get_verb (self) != AMB_REORGANISE_CLOSE && !self->is_chosen);
  update_button (self);
  if (get_verb (self) != AMB_REORGANISE_CLOSE && !self->is_chosen)
    {
      gtk_widget_set_visible (self->section, FALSE);
      return;
    }
  if (get_verb (self) == AMB_REORGANISE_MERGE && self->target == NULL)
    {
      gtk_widget_set_visible (self->section, FALSE);
      show_problem (self, _ ("Choose the node that gets what this one has."));
      return;
    }
  self->reading = g_cancellable_new ();
  amb_context_read_async (self->context, read_preview, new_question (self), question_free,
                          (GDestroyNotify) amb_reorganise_preview_free, self->reading, read_cb,
                          g_object_ref (self));
}

static void
choose (AmbReorganiseWindow *self, const char *target, const char *title)
{
  g_autofree char *markup = g_markup_escape_text (title, -1);
  char *copy = g_strdup (target);

  g_free (self->target);
  self->target = copy;
  self->is_chosen = TRUE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->target_row), markup);
  read_again (self);
}

static void
picked_cb (AmbReorganiseWindow *self, const char *id, const char *title, GtkWidget *picker)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (picker, GTK_TYPE_POPOVER)));
  choose (self, id, title != NULL ? title : _ ("The top of the network"));
}

/* Doing it. */

static gpointer
run_reorganise (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return GINT_TO_POINTER (amb_programme_reorganise (programme, question->verb, question->node,
                                                    question->target, error));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbReorganiseWindow) self = data;
  g_autoptr (GError) error = NULL;
  gpointer done = amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->context == NULL)
    return;
  self->is_doing = FALSE;
  update_button (self);
  if (done == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)",
                                _ ("The network is reorganised."), TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
do_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AmbReorganiseWindow *self = AMB_REORGANISE_WINDOW (widget);

  self->is_doing = TRUE;
  update_button (self);
  amb_context_write_async (self->context, run_reorganise, new_question (self), question_free, NULL,
                           NULL, done_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

/* What others do meanwhile changes what this would do. */
static void
changed_cb (AmbReorganiseWindow *self)
{
  if (!self->is_doing)
    read_again (self);
}

/* Building. */

static GtkWidget *
build_target (AmbReorganiseWindow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker =
      amb_reference_picker_new (self->context, get_nodes (), _ ("The top of the network"));

  self->target_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target_row), _ ("Node"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->target_row), _ ("Not chosen yet"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->target_row), button);
  return self->target_row;
}

static GtkWidget *
build_question (AmbReorganiseWindow *self)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GtkStringList) verbs = gtk_string_list_new (
      (const char *[]){ _ ("Becomes part of"), _ ("Is merged into"), _ ("Is closed"), NULL });

  self->verbs = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verbs), _ ("What happens"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->verbs), G_LIST_MODEL (verbs));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->verbs);
  gtk_list_box_append (GTK_LIST_BOX (list), build_target (self));
  g_signal_connect_object (self->verbs, "notify::selected", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  return list;
}

static GtkWidget *
build_header (AmbReorganiseWindow *self, const char *name)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->button = gtk_button_new_with_mnemonic (_ ("_Move"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "reorganise.cancel");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "reorganise.do");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (_ ("Reorganise"), name));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->button);
  return header;
}

static void
build (AmbReorganiseWindow *self, const char *name)
{
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "amb-late");
  self->hint =
      gtk_label_new (_ ("Choose the other node. What changes for people, leads and targets "
                        "is told here before anything is done."));
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "amb-quiet");
  self->section = amb_section_new (_ ("What changes"));
  gtk_box_append (GTK_BOX (box), build_question (self));
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), self->section);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (whole), build_header (self, name));
  gtk_box_append (GTK_BOX (whole), scrolled);
  adw_window_set_content (ADW_WINDOW (self), whole);
}

static void
amb_reorganise_window_dispose (GObject *object)
{
  AmbReorganiseWindow *self = AMB_REORGANISE_WINDOW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  g_clear_pointer (&self->node, g_free);
  g_clear_pointer (&self->target, g_free);
  G_OBJECT_CLASS (amb_reorganise_window_parent_class)->dispose (object);
}

static void
amb_reorganise_window_class_init (AmbReorganiseWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_reorganise_window_dispose;
  gtk_widget_class_install_action (widget_class, "reorganise.do", NULL, do_cb);
  gtk_widget_class_install_action (widget_class, "reorganise.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "reorganise.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "reorganise.do", NULL);
}

static void
amb_reorganise_window_init (AmbReorganiseWindow *self)
{
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, -1);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Reorganise"));
}

GtkWidget *
amb_reorganise_window_new (GtkWindow *parent,
                           AmbContext *context,
                           const char *node,
                           const char *target)
{
  AmbReorganiseWindow *self =
      g_object_new (AMB_TYPE_REORGANISE_WINDOW, "transient-for", parent, NULL);
  AmbStore *store = amb_context_get_store (context);
  g_autofree char *name = amb_store_dup_title (store, get_nodes (), node);
  g_autofree char *title =
      target != NULL ? amb_store_dup_title (store, get_nodes (), target) : NULL;

  self->context = g_object_ref (context);
  self->node = g_strdup (node);
  build (self, name != NULL ? name : "");
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (title != NULL)
    choose (self, target, title);
  else
    read_again (self);
  return GTK_WIDGET (self);
}
