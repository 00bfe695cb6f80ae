#include "amb-asset-words.h"

#include "amb-escape.h"
#include "amb-display.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static void
add (GPtrArray *parts, char *text)
{
  if (text != NULL && text[0] != '\0')
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

static char *
join (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
amb_outcome_describe (const AmbOutcome *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (self->n == 0)
    return g_strdup (_ ("Not published"));
  add (parts, g_strdup_printf (ngettext ("%u publication", "%u publications", self->n), self->n));
  if (self->n > self->n_reach_unknown)
    /* Translators: how many people posts may have reached */
    add (parts, g_strdup_printf (_ ("potential reach %'" PRId64), self->reach));
  if (self->n_known > 0)
    /* Translators: reactions, comments and reposts */
    add (parts, g_strdup_printf (_ ("engagement %'" PRId64), self->engagement));
  if (self->n_estimated > 0)
    /* Translators: engagement, estimated */
    add (parts, g_strdup_printf (_ ("estimated %'" PRId64), self->estimated));
  if (self->n_unknown > 0)
    /* Translators: of so many publications it isn't known what they brought */
    add (parts,
         g_strdup_printf (ngettext ("%u without results", "%u without results", self->n_unknown),
                          self->n_unknown));
  return join (parts);
}

char *
amb_relative_dup_title (const AmbRelative *self)
{
  if (self->title != NULL)
    return g_strdup (self->title);
  if (self->kind == AMB_RELATIVE_VARIANT)
    return self->channel != NULL
               /* Translators: another text of an item; a channel */
               ? g_strdup_printf (_ ("Text for %s"), self->channel)
               : g_strdup (_ ("Another text"));
  return self->channel != NULL
             /* Translators: a channel: “Published on LinkedIn France” */
             ? g_strdup_printf (_ ("Published on %s"), self->channel)
             : g_strdup (_ ("Published"));
}

const AmbChoice *
amb_relative_get_choice (const AmbRelative *self)
{
  const char *name = self->kind == AMB_RELATIVE_VARIANT ? "state" : "standing";
  const AmbField *field = amb_entity_find_field (amb_relative_get_entity (self->kind), name);

  for (const AmbChoice *choice = field != NULL ? field->choices : NULL;
       choice != NULL && choice->id != NULL && self->state != NULL; choice++)
    if (g_str_equal (choice->id, self->state))
      return choice;
  return NULL;
}

const char *
amb_relative_get_icon (const AmbRelative *self)
{
  return amb_relative_get_entity (self->kind)->icon;
}

static char *
dup_audience (const AmbRelative *self)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("variant"), "audience");

  return amb_display_value (field, self->audience, NULL, "");
}

char *
amb_relative_dup_line (const AmbRelative *self, const char *today)
{
  const AmbChoice *choice = amb_relative_get_choice (self);
  const AmbField *day = amb_entity_find_field (amb_entity_find ("asset"), "expires-on");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add (parts, choice != NULL ? g_strdup (_ (choice->label)) : NULL);
  if (self->kind == AMB_RELATIVE_PUBLICATION)
    add (parts, amb_display_value (day, self->day, NULL, today));
  add (parts, g_strdup (self->department));
  add (parts, dup_audience (self));
  add (parts, self->language != NULL ? amb_display_language (self->language) : NULL);
  if (self->total.n > 0)
    add (parts, amb_outcome_describe (&self->total));
  return join (parts);
}

/* The frame. */

static AdwToastOverlay *
get_toasts (AdwWindow *self)
{
  return g_object_get_data (G_OBJECT (self), "amb-toasts");
}

static void
undo_cb (AdwToast *toast, AdwWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

void
amb_asset_window_say (AdwWindow *self, const char *text, gboolean with_undo)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (title);

  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
    }
  adw_toast_overlay_add_toast (get_toasts (self), toast);
}

static void
toast_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  const char *text;
  gboolean with_undo;

  g_variant_get (target, "(&sb)", &text, &with_undo);
  amb_asset_window_say (data, text, with_undo);
}

static void
forward_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (data));
  g_autofree char *name = g_strconcat ("win.", g_action_get_name (G_ACTION (action)), NULL);

  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
}

static const GActionEntry entries[] = {
  { .name = "toast", .activate = toast_cb, .parameter_type = "(sb)" },
  { .name = "undo", .activate = forward_cb },
  { .name = "redo", .activate = forward_cb },
  { .name = "open-record", .activate = forward_cb, .parameter_type = "(ss)" },
  { .name = "edit-item", .activate = forward_cb, .parameter_type = "s" },
  { .name = "family", .activate = forward_cb, .parameter_type = "s" },
  { .name = "need", .activate = forward_cb, .parameter_type = "s" },
};

static void
add_key (GtkEventController *keys, guint key, GdkModifierType modifiers, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
}

AdwWindowTitle *
amb_asset_window_fill (AdwWindow *self, const char *title, GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *name = adw_window_title_new (title, NULL);
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (actions));
  add_key (keys, GDK_KEY_Escape, 0, "window.close");
  add_key (keys, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo");
  add_key (keys, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo");
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  amb_escape_add (content, "window.close");
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, 360);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), name);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), content);
  gtk_widget_set_vexpand (toasts, TRUE);
  g_object_set_data (G_OBJECT (self), "amb-toasts", toasts);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), toasts);
  adw_window_set_content (self, box);
  return ADW_WINDOW_TITLE (name);
}

GtkWindow *
amb_asset_window_find (GType type, const char *id, GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) &&
          gtk_window_get_transient_for (window) == parent &&
          g_strcmp0 (g_object_get_data (G_OBJECT (window), "amb-id"), id) == 0)
        return window;
    }
  return NULL;
}

void
amb_asset_window_place (AdwWindow *self, const char *id, GtkWindow *parent)
{
  g_object_set_data_full (G_OBJECT (self), "amb-id", g_strdup (id), g_free);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
}
