#include "amb-application.h"
#include "amb-sanitizer.h"

#include <glib/gi18n.h>
#include <locale.h>

/* The profile decides the application id, so it is read before GApplication sees the arguments. */
static gboolean
take_options (int *argc, char ***argv, char **profile, GError **error)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, profile, N_ ("Folder of the profile to open"),
      N_ ("DIR") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  return g_option_context_parse (context, argc, argv, error);
}

int
main (int argc, char **argv)
{
  g_autofree char *profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbApplication) application = NULL;

  amb_sanitizer_prepare ();
  setlocale (LC_ALL, "");
  /* A build folder has its translations elsewhere. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("AMBASSADE_LOCALE_DIR") != NULL
                                       ? g_getenv ("AMBASSADE_LOCALE_DIR")
                                       : AMB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!take_options (&argc, &argv, &profile, &error))
    {
      g_printerr ("ambassade: %s\n", error->message);
      return 2;
    }
  application = amb_application_new (profile);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
