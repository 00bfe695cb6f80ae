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

AmbCredentialsKey *
amb_credentials_key_new (const char *folder, const char *url)
{
  AmbCredentialsKey *self = g_new0 (AmbCredentialsKey, 1);

  self->folder = g_strdup (folder);
  self->url = g_strdup (url);
  return self;
}

void
amb_credentials_key_free (AmbCredentialsKey *self)
{
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

static char *
dup_path (const AmbCredentialsKey *key)
{
  return g_build_filename (key->folder, "token", NULL);
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
store_in_keyring (const AmbCredentialsKey *key, const char *token, GCancellable *cancellable)
{
  g_autofree char *label = g_strdup_printf (_ ("Ambassade: token for %s"), key->url);

  return has_bus () &&
         secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable,
                                     NULL, "profile", key->folder, "server", key->url, NULL);
}

AmbCredentialsPlace
amb_credentials_store (const AmbCredentialsKey *key,
                       const char *token,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *path = dup_path (key);
  g_autofree char *content = g_strdup_printf ("%s\n%s\n", key->url, token);

  if (store_in_keyring (key, token, cancellable))
    {
      g_unlink (path);
      return AMB_CREDENTIALS_KEYRING;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !g_file_set_contents_full (path, content, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return AMB_CREDENTIALS_NONE;
  return AMB_CREDENTIALS_FILE;
}

static char *
lookup_in_file (const AmbCredentialsKey *key)
{
  g_autofree char *path = dup_path (key);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return NULL;
  lines = g_strsplit (content, "\n", 3);
  if (g_strv_length (lines) < 2 || !g_str_equal (lines[0], key->url) || *lines[1] == '\0')
    return NULL;
  return g_strdup (lines[1]);
}

static char *
lookup_in_keyring (const AmbCredentialsKey *key, GCancellable *cancellable)
{
  g_autofree char *secret = NULL;
  char *password;

  if (!has_bus ())
    return NULL;
  password = secret_password_lookup_sync (&schema, cancellable, NULL, "profile", key->folder,
                                          "server", key->url, NULL);
  secret = g_strdup (password);
  secret_password_free (password);
  return g_steal_pointer (&secret);
}

char *
amb_credentials_lookup (const AmbCredentialsKey *key,
                        AmbCredentialsPlace *place,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *token = lookup_in_file (key);
  AmbCredentialsPlace found = AMB_CREDENTIALS_FILE;

  if (!token)
    {
      token = lookup_in_keyring (key, cancellable);
      found = token ? AMB_CREDENTIALS_KEYRING : AMB_CREDENTIALS_NONE;
    }
  if (place)
    *place = found;
  if (!token && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                 _ ("The token for the server %s is not in the keyring, nor in a file of this "
                    "profile. Connect again with the token that your administrator gave you."),
                 key->url);
  return g_steal_pointer (&token);
}

void
amb_credentials_clear (const AmbCredentialsKey *key, GCancellable *cancellable)
{
  g_autofree char *path = dup_path (key);

  g_unlink (path);
  if (has_bus ())
    secret_password_clear_sync (&schema, cancellable, NULL, "profile", key->folder, "server",
                                key->url, NULL);
}

char *
amb_credentials_describe (const AmbCredentialsKey *key, AmbCredentialsPlace place)
{
  g_autofree char *path = dup_path (key);

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
