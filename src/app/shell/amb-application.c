#define G_LOG_DOMAIN "ambassade"

#include "amb-application.h"
#include "amb-dialog-names.h"
#include "amb-focus-guard.h"
#include "amb-shortcuts.h"
#include "amb-speller.h"
#include "amb-whole-text.h"
#include "amb-window.h"

#include "amb-sync-digest.h"

#include <glib/gi18n.h>

struct _AmbApplication
{
  AdwApplication parent_instance;

  char *profile;
  AmbClock *clock;
  AmbContext *context;
  GSettings *settings; /* nullable: no schema is installed */
};

G_DEFINE_FINAL_TYPE (AmbApplication, amb_application, ADW_TYPE_APPLICATION)

/* g_settings_new() would abort where the schema is not installed (a build folder). */
static GSettings *
find_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, AMB_APP_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
appearance_changed_cb (AmbApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_PREFER_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int appearance = g_settings_get_enum (self->settings, "appearance");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (appearance, 0, 2)]);
}

/* No library logs: a mismatch is told here, by its counts and by nobody's name. */
static void
compared_cb (AmbSyncService *sync, const AmbSyncComparison *comparison)
{
  for (guint i = 0; comparison != NULL && i < comparison->differences->len; i++)
    {
      const AmbSyncDifference *difference = g_ptr_array_index (comparison->differences, i);

      g_warning ("%s differs from the server: %d missing, %d too many, %d other%s",
                 difference->entity != NULL ? difference->entity->name : "a scope",
                 (int) difference->lacks, (int) difference->stays, (int) difference->differs,
                 comparison->repairs ? "; fetched again" : "");
    }
}

static void
open_window (AmbApplication *self)
{
  g_autoptr (GError) error = NULL;
  AmbWindow *window;

  if (self->context == NULL)
    {
      self->context = amb_context_new (self->profile, self->clock, &error);
      if (self->context != NULL)
        g_signal_connect (amb_context_get_sync (self->context), "compared",
                          G_CALLBACK (compared_cb), NULL);
      if (self->context != NULL && self->settings != NULL)
        g_settings_bind (self->settings, "check-spelling", amb_speller_of (self->context),
                         "enabled", G_SETTINGS_BIND_GET);
    }
  if (self->context == NULL)
    window = amb_window_new_for_error (ADW_APPLICATION (self), error->message);
  else
    {
      amb_sync_service_start (amb_context_get_sync (self->context));
      window = amb_window_new (ADW_APPLICATION (self), self->context, self->settings);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
amb_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (AMB_APPLICATION (application));
}

/* What is over the windows of the application is closed first: it keeps what was typed in it. The
 * one with the key outlives them, and GTK 4.8 would then look for the window that it was over. */
static void
quit_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autolist (GtkWindow) tops = gtk_window_list_toplevels ();
  GList *windows;

  g_list_foreach (tops, (GFunc) g_object_ref, NULL);
  for (GList *l = tops; l != NULL; l = l->next)
    if (!GTK_IS_APPLICATION_WINDOW (l->data))
      {
        gtk_window_close (l->data);
        gtk_window_set_transient_for (l->data, NULL);
      }
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (data))) != NULL)
    gtk_window_destroy (windows->data);
}

static void
try_again_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  GtkWindow *old = gtk_application_get_active_window (GTK_APPLICATION (data));

  open_window (data);
  if (old != NULL)
    gtk_window_destroy (old);
}

/* People from a file of this path, as by the assistant's own choice of a file. */
static void
import_file_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (target, NULL));

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (data)); l != NULL; l = l->next)
    if (AMB_IS_WINDOW (l->data) && AMB_APPLICATION (data)->context != NULL)
      {
        amb_window_import (l->data, amb_entity_find ("ambassador"), file);
        return;
      }
}

static void
amb_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb },
    { "try-again", try_again_cb },
    { "import-file", import_file_cb, "s" },
  };
  AmbApplication *self = AMB_APPLICATION (application);

  g_application_set_resource_base_path (application, "/org/ambassade/Ambassade");
  G_APPLICATION_CLASS (amb_application_parent_class)->startup (application);
  amb_whole_text_begin ();
  amb_dialog_names_begin ();
  amb_focus_guard_begin ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  amb_shortcuts_install_application (GTK_APPLICATION (self));
  gtk_window_set_default_icon_name (AMB_APP_ID);
  self->clock = amb_clock_new_system ();
  self->settings = find_settings ();
  if (self->settings != NULL)
    {
      g_signal_connect_object (self->settings, "changed::appearance",
                               G_CALLBACK (appearance_changed_cb), self, G_CONNECT_SWAPPED);
      appearance_changed_cb (self);
    }
}

/* What waits to be written is written before the process ends. */
static void
amb_application_shutdown (GApplication *application)
{
  AmbApplication *self = AMB_APPLICATION (application);

  G_APPLICATION_CLASS (amb_application_parent_class)->shutdown (application);
  if (self->context != NULL)
    amb_context_close (self->context);
  g_clear_object (&self->context);
}

static void
amb_application_finalize (GObject *object)
{
  AmbApplication *self = AMB_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_free (self->profile);
  G_OBJECT_CLASS (amb_application_parent_class)->finalize (object);
}

static void
amb_application_class_init (AmbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amb_application_finalize;
  application_class->startup = amb_application_startup;
  application_class->activate = amb_application_activate;
  application_class->shutdown = amb_application_shutdown;
}

static void
amb_application_init (AmbApplication *self)
{
}

AmbApplication *
amb_application_new (const char *profile)
{
  AmbApplication *self;
  g_autofree char *id = NULL;

  if (profile != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (profile, NULL);
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
      id = g_strdup_printf ("%s.p%.8s", AMB_APP_ID, hash);
    }
  self = g_object_new (AMB_TYPE_APPLICATION, "application-id", id != NULL ? id : AMB_APP_ID, NULL);
  self->profile = profile != NULL ? g_canonicalize_filename (profile, NULL)
                                  : g_build_filename (g_get_user_data_dir (), "ambassade", NULL);
  return self;
}
