#include "amb-editor-notes.h"

#include "amb-display.h"
#include "amb-editor-publish.h"
#include "amb-focus-key.h"
#include "amb-lifecycle.h"
#include "amb-text.h"
#include <adwaita.h>
#include <glib/gi18n.h>

struct _AmbEditorNotes
{
  GtkBox parent_instance;

  AmbContext *context;
  GtkWidget *steps; /* buttons of the moves that come next */
  GtkWidget *out;   /* group: all of it went out, and isn't published */
  GtkWidget *out_row;
  GtkWidget *out_button;
  GtkWidget *open;    /* group of the checks that are not done */
  GtkWidget *done;    /* row with those that are */
  GtkWidget *said;    /* group of comments */
  GtkWidget *entry;   /* a comment being written */
  GtkWidget *decided; /* group of decisions */
  GPtrArray *rows[3]; /* of GtkWidget: in open, said, decided */

  const AmbEditorFacts *facts; /* nullable */
  gboolean had_focus;          /* the entry, before it was written */
};

G_DEFINE_FINAL_TYPE (AmbEditorNotes, amb_editor_notes, GTK_TYPE_BOX)

enum
{
  SIGNAL_FILL_IN,
  SIGNAL_MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What one does next, by state; the chip in the header has every move. */
static const struct
{
  const char *from, *to, *label, *style;
} next[] = {
  { "idea", "draft", N_ ("Begin Draft"), "suggested-action" },
  { "draft", "in_review", N_ ("Send to Review"), "suggested-action" },
  { "changes_requested", "in_review", N_ ("Send to Review"), "suggested-action" },
  { "in_review", "approved", N_ ("Approve"), "suggested-action" },
  { "in_review", "changes_requested", N_ ("Request Changes…"), NULL },
  { "approved", "scheduled", N_ ("Schedule"), "suggested-action" },
  { "failed", "scheduled", N_ ("Schedule Again"), "suggested-action" },
  { "on_hold", "scheduled", N_ ("Schedule Again"), "suggested-action" },
  { "rejected", "draft", N_ ("Begin Again"), NULL },
};

static void
add_row (AmbEditorNotes *self, guint which, GtkWidget *row)
{
  GtkWidget *const groups[] = { self->open, self->said, self->decided };

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (groups[which]), row);
  g_ptr_array_add (self->rows[which], row);
}

static void
clear_rows (AmbEditorNotes *self, guint which)
{
  GtkWidget *const groups[] = { self->open, self->said, self->decided };

  for (guint i = 0; i < self->rows[which]->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (groups[which]),
                                  g_ptr_array_index (self->rows[which], i));
  g_ptr_array_set_size (self->rows[which], 0);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);
  g_autofree char *name = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  return row;
}

/* Checks. */

static void
mend_cb (AmbEditorNotes *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_FILL_IN], 0, g_object_get_data (G_OBJECT (button), "record"),
                 g_object_get_data (G_OBJECT (button), "field"));
}

static GtkWidget *
make_check (AmbEditorNotes *self, const AmbContentCheck *check)
{
  gboolean warns = check->level == AMB_CONTENT_WARNS;
  GtkWidget *row = make_row (check->label, check->words != NULL ? check->words : _ ("Missing"));
  GtkWidget *icon =
      gtk_image_new_from_icon_name (warns ? "dialog-warning-symbolic" : "amb-todo-symbolic");
  GtkWidget *button = gtk_button_new_with_label (warns ? _ ("Look") : _ ("Fill In"));
  /* Translators: what a screen reader says of a button: what it leads to */
  g_autofree char *name =
      g_strdup_printf (_ ("%s: %s"), gtk_button_get_label (GTK_BUTTON (button)), check->label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  warns ? _ ("To know") : _ ("Lacking"), -1);
  gtk_widget_add_css_class (icon, warns ? "amb-warn" : "amb-quiet");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  amb_focus_key_set (button, check->label);
  g_object_set_data_full (G_OBJECT (button), "record", g_strdup (check->record), g_free);
  g_object_set_data_full (G_OBJECT (button), "field", g_strdup (check->field), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static guint
show_checks (AmbEditorNotes *self)
{
  g_autoptr (GString) done = g_string_new (NULL);
  guint n_lacking = 0, n_done = 0;
  g_autofree char *title = NULL;
  GtkWidget *row;

  clear_rows (self, 0);
  for (guint i = 0; i < self->facts->checks->len; i++)
    {
      const AmbContentCheck *check = g_ptr_array_index (self->facts->checks, i);

      if (check->level == AMB_CONTENT_DONE)
        {
          g_string_append_printf (done, "%s%s", n_done++ > 0 ? ", " : "", check->label);
          continue;
        }
      n_lacking += check->level == AMB_CONTENT_LACKS;
      add_row (self, 0, make_check (self, check));
    }
  title = n_lacking > 0
              ? g_strdup_printf (
                    ngettext ("%u thing is missing", "%u things are missing", n_lacking), n_lacking)
              : g_strdup (_ ("Nothing is missing"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->open), title);
  if (n_done == 0)
    return n_lacking;
  g_free (title);
  title = g_strdup_printf (ngettext ("%u check is met", "%u checks are met", n_done), n_done);
  row = make_row (title, done->str);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("object-select-symbolic"));
  add_row (self, 0, row);
  return n_lacking;
}

/* Moves. */

static void
step_cb (AmbEditorNotes *self, GtkWidget *button)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, g_object_get_data (G_OBJECT (button), "to"));
}

/* What the table of moves gives to others is absent. */
static gboolean
may_step (AmbEditorNotes *self, const char *from, const char *to)
{
  const AmbMove *move = amb_lifecycle_find_move (amb_entity_find ("content-item"), from, to);

  return move != NULL && (move->who & self->facts->who) != 0;
}

static void
show_steps (AmbEditorNotes *self, gboolean may_move, guint n_lacking)
{
  const char *state = amb_record_get_state (self->facts->content->item);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps), child);
  for (guint i = 0; may_move && i < G_N_ELEMENTS (next); i++)
    {
      GtkWidget *button;
      gboolean waits = n_lacking > 0 && g_str_equal (next[i].to, "approved");

      if (g_strcmp0 (next[i].from, state) != 0 || !may_step (self, next[i].from, next[i].to))
        continue;
      button = gtk_button_new_with_label (_ (next[i].label));
      gtk_widget_set_hexpand (button, TRUE);
      if (next[i].style != NULL)
        gtk_widget_add_css_class (button, next[i].style);
      gtk_widget_set_sensitive (button, !waits);
      if (waits)
        gtk_widget_set_tooltip_text (button, _ ("What is missing stands below"));
      g_object_set_data (G_OBJECT (button), "to", (gpointer) next[i].to);
      amb_focus_key_set (button, next[i].to);
      g_signal_connect_object (button, "clicked", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->steps), button);
    }
  gtk_widget_set_visible (self->steps, gtk_widget_get_first_child (self->steps) != NULL);
}

/* Already out. */

static void
out_cb (AmbEditorNotes *self)
{
  if (self->facts != NULL)
    amb_editor_say_out (self->context, amb_record_get_id (self->facts->content->item),
                        GTK_WIDGET (self));
}

static void
show_out (AmbEditorNotes *self, gboolean may_move)
{
  const char *why = self->facts->unsaid;
  gboolean may = may_move && why != NULL && *why == '\0';
  g_autofree char *words =
      g_markup_escape_text (may || why == NULL || *why == '\0'
                                ? _ ("Every text was recorded as published, and the item isn’t.")
                                : why,
                            -1);

  gtk_widget_set_visible (self->out, why != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->out_row), words);
  gtk_widget_set_visible (self->out_button, may);
}

static void
add_out (AmbEditorNotes *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->out = adw_preferences_group_new ();
  self->out_row = make_row (_ ("Already out"), NULL);
  self->out_button = gtk_button_new_with_label (_ ("Published"));
  gtk_widget_add_css_class (icon, "amb-warn");
  gtk_widget_set_valign (self->out_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->out_button, "suggested-action");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->out_row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->out_row), self->out_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->out), self->out_row);
  g_signal_connect_swapped (self->out_button, "clicked", G_CALLBACK (out_cb), self);
  gtk_box_append (GTK_BOX (self), self->out);
}

/* Comments and decisions. */

static char *
dup_when (AmbEditorNotes *self, const AmbEditorRemark *remark)
{
  gint64 at = 0;
  g_autofree char *when = NULL;

  amb_instant_parse (amb_record_get (remark->record, "at"), &at);
  when = amb_display_instant (at, amb_clock_now (amb_context_get_clock (self->context)));
  /* Translators: who and when */
  return g_strdup_printf (_ ("%s · %s"), remark->who != NULL ? remark->who : _ ("Somebody"), when);
}

static gpointer
run_resolve (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbRecord *comment = data;

  return GINT_TO_POINTER (amb_programme_set_field (programme, amb_record_get_entity (comment),
                                                   amb_record_get_id (comment), "resolved",
                                                   amb_record_get (comment, "resolved"), error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbEditorNotes) self = data;
  g_autoptr (GError) error = NULL;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (error != NULL && self->context != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
}

static void
resolved_cb (AmbEditorNotes *self, GtkCheckButton *check)
{
  AmbRecord *comment = amb_record_dup (g_object_get_data (G_OBJECT (check), "comment"));

  amb_record_set (comment, "resolved", gtk_check_button_get_active (check) ? "1" : "0");
  amb_context_write_async (self->context, run_resolve, comment, g_object_unref, NULL, NULL,
                           written_cb, g_object_ref (self));
}

static void
show_comments (AmbEditorNotes *self)
{
  clear_rows (self, 1);
  for (guint i = 0; i < self->facts->comments->len; i++)
    {
      const AmbEditorRemark *remark = g_ptr_array_index (self->facts->comments, i);
      gboolean is_resolved = amb_record_get_int (remark->record, "resolved", 0) != 0;
      g_autofree char *when = dup_when (self, remark);
      GtkWidget *row = make_row (amb_record_get (remark->record, "body"), when);
      GtkWidget *check = gtk_check_button_new ();

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_resolved);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (check, _ ("Resolved"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Resolved"), -1);
      gtk_widget_set_sensitive (check, remark->may_write);
      amb_focus_key_set (check, amb_record_get_id (remark->record));
      g_object_set_data_full (G_OBJECT (check), "comment", g_object_ref (remark->record),
                              g_object_unref);
      g_signal_connect_object (check, "toggled", G_CALLBACK (resolved_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
      add_row (self, 1, row);
    }
}

/* Who and when, that the text is another one by now, and the reason. */
static char *
dup_decision (AmbEditorNotes *self, const AmbEditorRemark *remark)
{
  const char *reason = amb_record_get (remark->record, "reason");
  g_autofree char *when = dup_when (self, remark);
  GString *words = g_string_new (when);

  if (remark->is_older)
    g_string_append_printf (words, "\n%s", _ ("Changed since it was approved."));
  if (reason != NULL)
    g_string_append_printf (words, "\n“%s”", reason);
  return g_string_free (words, FALSE);
}

static void
show_decisions (AmbEditorNotes *self)
{
  const AmbField *verdict = amb_entity_find_field (amb_entity_find ("approval"), "verdict");

  clear_rows (self, 2);
  for (guint i = 0; i < self->facts->decisions->len; i++)
    {
      const AmbEditorRemark *remark = g_ptr_array_index (self->facts->decisions, i);
      const AmbChoice *choice =
          amb_field_find_choice (verdict, amb_record_get (remark->record, "verdict"));
      gboolean own = amb_record_get_int (remark->record, "own", 0) != 0;
      g_autofree char *title =
          own ? g_strdup_printf (_ ("%s, their own item"), choice != NULL ? _ (choice->label) : "–")
              : g_strdup (choice != NULL ? _ (choice->label) : "–");
      g_autofree char *words = dup_decision (self, remark);
      GtkWidget *row = make_row (title, words);

      if (choice != NULL)
        adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                   gtk_image_new_from_icon_name (choice->icon));
      add_row (self, 2, row);
    }
  gtk_widget_set_visible (self->decided, self->facts->decisions->len > 0);
}

void
amb_editor_notes_show (AmbEditorNotes *self, const AmbEditorFacts *facts, gboolean may_move)
{
  g_autofree char *key = NULL;

  g_return_if_fail (AMB_IS_EDITOR_NOTES (self));

  self->facts = facts;
  if (facts == NULL)
    return;
  key = amb_focus_key_dup (GTK_WIDGET (self));
  show_out (self, may_move);
  show_steps (self, may_move, show_checks (self));
  show_comments (self);
  show_decisions (self);
  gtk_widget_set_visible (
      self->entry, amb_context_may (self->context, amb_entity_find ("comment"), AMB_RIGHT_CREATE));
  amb_focus_key_give (GTK_WIDGET (self), key);
}

/* Writing one. */

static gpointer
run_add (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *at = amb_instant_format (
      amb_clock_now (amb_store_get_clock (amb_programme_get_store (programme))));
  g_autofree char *id = NULL;

  amb_record_set (data, "at", at);
  id = amb_programme_add (programme, data, AMB_COMMAND_DEFAULT, error);
  return GINT_TO_POINTER (id != NULL);
}

/* What was written stays in its entry until it is kept. */
static void
commented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbEditorNotes) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root;

  amb_context_write_finish (AMB_CONTEXT (source), result, &error);
  if (self->context == NULL)
    return;
  gtk_widget_set_sensitive (self->entry, TRUE);
  /* It can't keep the keyboard while it is being written. */
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (self->had_focus && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (self->entry);
  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
comment_cb (AmbEditorNotes *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *person = amb_context_dup_person (self->context);
  AmbRecord *comment;

  if (self->facts == NULL || amb_text_is_blank (text))
    return;
  comment = amb_record_new (amb_entity_find ("comment"), NULL);
  amb_record_set (comment, "item-id", amb_record_get_id (self->facts->content->item));
  amb_record_set (comment, "author-id", person);
  amb_record_set (comment, "body", text);
  amb_context_write_async (self->context, run_add, comment, g_object_unref, NULL, NULL,
                           commented_cb, g_object_ref (self));
  self->had_focus = gtk_widget_get_focus_child (self->entry) != NULL;
  gtk_widget_set_sensitive (self->entry, FALSE);
}

void
amb_editor_notes_flush (AmbEditorNotes *self)
{
  g_return_if_fail (AMB_IS_EDITOR_NOTES (self));

  if (gtk_widget_get_sensitive (self->entry))
    comment_cb (self);
}

static void
amb_editor_notes_dispose (GObject *object)
{
  AmbEditorNotes *self = AMB_EDITOR_NOTES (object);

  self->facts = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_editor_notes_parent_class)->dispose (object);
}

static void
amb_editor_notes_class_init (AmbEditorNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_editor_notes_dispose;
  signals[SIGNAL_FILL_IN] =
      g_signal_new ("fill-in", AMB_TYPE_EDITOR_NOTES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_MOVE] = g_signal_new ("move", AMB_TYPE_EDITOR_NOTES, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amb_editor_notes_init (AmbEditorNotes *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    self->rows[i] = g_ptr_array_new ();
  self->steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->open = adw_preferences_group_new ();
  self->said = adw_preferences_group_new ();
  self->decided = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->said), _ ("Comments"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->decided), _ ("Decisions"));
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _ ("Add a comment"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->entry), TRUE);
  g_signal_connect_swapped (self->entry, "apply", G_CALLBACK (comment_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->said), self->entry);
  add_out (self);
  gtk_box_append (GTK_BOX (self), self->steps);
  gtk_box_append (GTK_BOX (self), self->open);
  gtk_box_append (GTK_BOX (self), self->said);
  gtk_box_append (GTK_BOX (self), self->decided);
}

GtkWidget *
amb_editor_notes_new (AmbContext *context)
{
  AmbEditorNotes *self = g_object_new (AMB_TYPE_EDITOR_NOTES, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
