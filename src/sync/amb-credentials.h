/* Where a profile keeps the token of its server: the keyring, else a file that only its owner
 * reads. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AMB_CREDENTIALS_NONE,
  AMB_CREDENTIALS_KEYRING,
  AMB_CREDENTIALS_FILE, /* FOLDER/token, mode 0600 */
} AmbCredentialsPlace;

/**
 * amb_credentials_store:
 * @folder: the profile's folder
 * @url: the server's address
 *
 * Keeps @token. Without a keyring it goes to the file at once. Blocks; any thread.
 *
 * Returns: where it is; AMB_CREDENTIALS_NONE with @error
 */
AmbCredentialsPlace
amb_credentials_store (const char *folder, const char *url, const char *token, GError **error);

/** amb_credentials_lookup: (transfer full): the token; NULL with AMB_ERROR_DENIED when none is
 * kept; @place: (out) (optional) */
char *amb_credentials_lookup (const char *folder,
                              const char *url,
                              AmbCredentialsPlace *place,
                              GError **error);

/** amb_credentials_clear: forgets it in both places */
void amb_credentials_clear (const char *folder, const char *url);

/** amb_credentials_describe: (transfer full): a sentence for people */
char *amb_credentials_describe (const char *folder, AmbCredentialsPlace place);

G_END_DECLS
