#include "amb-credentials.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  AMB_APP_ID ".Token",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

static char *
dup_path (const char *folder)
{
  return g_build_filename (folder, "token", NULL);
}

/* Without a session bus libsecret would try to start one. */
static gboolean
has_bus (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *socket = runtime ? g_build_filename (runtime, "bus", NULL) : NULL;

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL ||
         (socket && g_file_test (socket, G_FILE_TEST_EXISTS));
}

static gboolean
store_in_keyring (const char *folder, const char *url, const char *token)
{
  g_autofree char *label = g_strdup_printf (_ ("Ambassade: token for %s"), url);

  return has_bus () &&
         secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, NULL, NULL,
                                     "profile", folder, "server", url, NULL);
}

AmbCredentialsPlace
amb_credentials_store (const char *folder, const char *url, const char *token, GError **error)
{
  g_autofree char *path = dup_path (folder);
  g_autofree char *content = g_strdup_printf ("%s\n%s\n", url, token);

  if (store_in_keyring (folder, url, token))
    {
      g_unlink (path);
      return AMB_CREDENTIALS_KEYRING;
    }
  if (!g_file_set_contents_full (path, content, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return AMB_CREDENTIALS_NONE;
  return AMB_CREDENTIALS_FILE;
}

static char *
lookup_in_file (const char *folder, const char *url)
{
  g_autofree char *path = dup_path (folder);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return NULL;
  lines = g_strsplit (content, "\n", 3);
  if (g_strv_length (lines) < 2 || !g_str_equal (lines[0], url) || *lines[1] == '\0')
    return NULL;
  return g_strdup (lines[1]);
}

static char *
lookup_in_keyring (const char *folder, const char *url)
{
  g_autofree char *secret = NULL;
  char *password;

  if (!has_bus ())
    return NULL;
  password =
      secret_password_lookup_sync (&schema, NULL, NULL, "profile", folder, "server", url, NULL);
  secret = g_strdup (password);
  secret_password_free (password);
  return g_steal_pointer (&secret);
}

char *
amb_credentials_lookup (const char *folder,
                        const char *url,
                        AmbCredentialsPlace *place,
                        GError **error)
{
  g_autofree char *token = lookup_in_file (folder, url);
  AmbCredentialsPlace found = AMB_CREDENTIALS_FILE;

  if (!token)
    {
      token = lookup_in_keyring (folder, url);
      found = token ? AMB_CREDENTIALS_KEYRING : AMB_CREDENTIALS_NONE;
    }
  if (place)
    *place = found;
  if (!token)
    g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                 _ ("The token for the server %s is not in the keyring, nor in a file of this "
                    "profile. Connect again with the token that your administrator gave you."),
                 url);
  return g_steal_pointer (&token);
}

void
amb_credentials_clear (const char *folder, const char *url)
{
  g_autofree char *path = dup_path (folder);

  g_unlink (path);
  if (has_bus ())
    secret_password_clear_sync (&schema, NULL, NULL, "profile", folder, "server", url, NULL);
}

char *
amb_credentials_describe (const char *folder, AmbCredentialsPlace place)
{
  g_autofree char *path = dup_path (folder);

  switch (place)
    {
    case AMB_CREDENTIALS_KEYRING:
      return g_strdup (_ ("The token is kept in the keyring."));
    case AMB_CREDENTIALS_FILE:
      return g_strdup_printf (
          _ ("There is no keyring: the token is kept in the file %s, which only you can read."),
          path);
    default:
      return g_strdup (_ ("No token is kept."));
    }
}
