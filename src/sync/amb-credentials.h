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

/* Whose token of which server: a plain value. */
typedef struct
{
  char *folder; /* of the profile */
  char *url;    /* of the server */
} AmbCredentialsKey;
AmbCredentialsKey *amb_credentials_key_new (const char *folder, const char *url);
void amb_credentials_key_free (AmbCredentialsKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCredentialsKey, amb_credentials_key_free)

/* The keyring may wait for a person who unlocks it: any thread but the main one and the writer. */

/**
 * amb_credentials_store:
 * Keeps @token. Without a keyring it goes to the file at once.
 *
 * Returns: where it is; AMB_CREDENTIALS_NONE with @error
 */
AmbCredentialsPlace amb_credentials_store (const AmbCredentialsKey *key,
                                           const char *token,
                                           GCancellable *cancellable,
                                           GError **error);

/** amb_credentials_lookup: (transfer full): the token; NULL with AMB_ERROR_DENIED when none is
 * kept; @place: (out) (optional) */
char *amb_credentials_lookup (const AmbCredentialsKey *key,
                              AmbCredentialsPlace *place,
                              GCancellable *cancellable,
                              GError **error);

/** amb_credentials_clear: forgets it in both places */
void amb_credentials_clear (const AmbCredentialsKey *key, GCancellable *cancellable);

/** amb_credentials_describe: (transfer full): a sentence for people; doesn't wait */
char *amb_credentials_describe (const AmbCredentialsKey *key, AmbCredentialsPlace place);

G_END_DECLS
