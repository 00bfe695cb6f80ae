#include "amb-sync-account.h"

#include "amb-sync-engine-private.h"

/* A grant that changes neither rows nor scopes (a manager becomes an auditor) is learnt after this.
 */
#define TRUST_MILLISECONDS (60 * 60 * 1000)

#define ACTOR_NAME   "actor-name"
#define ACTOR_PERSON "actor-person"
#define ACTOR_ACCESS "actor-access"
/* Who acted before the server did; the access is there exactly while something is kept. */
#define FORMER_NAME   "former-actor-name"
#define FORMER_PERSON "former-actor-person"
#define FORMER_ACCESS "former-actor-access"

static gboolean
copy_meta (AmbStore *store, const char *from, const char *to, GError **error)
{
  g_autofree char *value = amb_store_dup_meta (store, from);

  return amb_store_set_meta (store, to, value, error);
}

/* Once: what a later registration says replaces nothing that is kept. */
static gboolean
keep_former (AmbStore *store, GError **error)
{
  g_autofree char *kept = amb_store_dup_meta (store, FORMER_ACCESS);
  g_autofree char *access = amb_store_dup_meta (store, ACTOR_ACCESS);

  return kept ||
         (copy_meta (store, ACTOR_NAME, FORMER_NAME, error) &&
          copy_meta (store, ACTOR_PERSON, FORMER_PERSON, error) &&
          amb_store_set_meta (store, FORMER_ACCESS,
                              access ? access : amb_access_to_text (AMB_ACCESS_MANAGER), error));
}

gboolean
amb_sync_account_take (AmbStore *store, const AmbJsonNode *account, GError **error)
{
  const char *access = amb_json_node_get_member_string (account, "access");
  const char *name = amb_json_node_get_member_string (account, "name");
  const char *person = amb_json_node_get_member_string (account, "person");
  gint64 now = amb_clock_now (amb_store_get_clock (store));

  if (!amb_store_set_meta_int (store, AMB_SYNC_META_ACCOUNT_AT, now, error))
    return FALSE;
  if (!access)
    return TRUE;
  return keep_former (store, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_PRINCIPAL, name, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_ACCESS, access, error) &&
         amb_store_set_meta (store, ACTOR_NAME, name, error) &&
         amb_store_set_meta (store, ACTOR_PERSON, person, error) &&
         amb_store_set_meta (store, ACTOR_ACCESS, access, error);
}

gboolean
amb_sync_account_leave (AmbStore *store, GError **error)
{
  g_autofree char *kept = amb_store_dup_meta (store, FORMER_ACCESS);

  return !kept || (copy_meta (store, FORMER_NAME, ACTOR_NAME, error) &&
                   copy_meta (store, FORMER_PERSON, ACTOR_PERSON, error) &&
                   copy_meta (store, FORMER_ACCESS, ACTOR_ACCESS, error) &&
                   amb_store_set_meta (store, FORMER_NAME, NULL, error) &&
                   amb_store_set_meta (store, FORMER_PERSON, NULL, error) &&
                   amb_store_set_meta (store, FORMER_ACCESS, NULL, error));
}

gboolean
amb_sync_account_revoke (AmbStore *store, GError **error)
{
  return keep_former (store, error) &&
         amb_store_set_meta (store, AMB_SYNC_META_ACCESS, amb_access_to_text (AMB_ACCESS_NONE),
                             error) &&
         amb_store_set_meta (store, ACTOR_PERSON, NULL, error) &&
         amb_store_set_meta (store, ACTOR_ACCESS, amb_access_to_text (AMB_ACCESS_NONE), error);
}

gboolean
amb_sync_account_doubt (AmbStore *store, GError **error)
{
  return amb_store_set_meta_int (store, AMB_SYNC_META_ACCOUNT_AT, 0, error);
}

/* A clock that was put back must not keep the server from being asked. */
gboolean
amb_sync_account_is_due (AmbStore *store)
{
  gint64 at = amb_store_get_meta_int (store, AMB_SYNC_META_ACCOUNT_AT, 0);
  gint64 now = amb_clock_now (amb_store_get_clock (store));

  return at <= 0 || at > now || now - at > TRUST_MILLISECONDS;
}
