/* Whose programme an empty server gets: one sender's, whole, and nobody else's beside it. */
#include "amb-server-private.h"

#include <glib/gi18n-lib.h>

/* The head when the server had made what it makes itself, and nobody had written anything. */
#define META_BEGUN "begun"
/* The claim under which the programme came; "1" beside it: all of it is here. */
#define META_CLAIM  "claim"
#define META_CLOSED "claim-closed"

/* A server that was begun before this was kept made one version by itself. */
static gint64
get_begun (AmbServerCore *self)
{
  return amb_store_get_meta_int (self->store, META_BEGUN, 1);
}

gboolean
amb_server_claim_note_begin (AmbServerCore *self, gint64 head, GError **error)
{
  gint64 now = amb_server_core_get_head (self);

  return (head != 0 && head != get_begun (self)) ||
         amb_store_set_meta_int (self->store, META_BEGUN, now, error);
}

gboolean
amb_server_core_is_empty (AmbServerCore *self, gboolean *empty, GError **error)
{
  const AmbEntity *const *entities = amb_entities ();
  gint64 written = 0;

  /* Not the head: a restore moves it, and writes nothing. */
  if (!amb_db_query_int (self->db, &written, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM version WHERE ver > ?)", "i",
                         get_begun (self)))
    return FALSE;
  *empty = written == 0;
  /* What an administrator put into the file before its first start is of that version too. */
  for (guint i = 0; *empty && entities[i] != NULL; i++)
    {
      gint64 found = 0;

      if (amb_entity_get_singleton_id (entities[i]) != NULL)
        continue;
      if (!amb_db_query_int (self->db, &found, 0, error,
                             "SELECT EXISTS (SELECT 1 FROM feed WHERE entity = ?)", "i",
                             amb_server_core_get_entity_code (self, entities[i])))
        return FALSE;
      *empty = found == 0;
    }
  return TRUE;
}

static void
set_not_empty (GError **error)
{
  amb_problem_set_error (error, AMB_PROBLEM_NOT_EMPTY,
                         _ ("This server holds a programme already. A whole programme is taken by "
                            "an empty server only."));
}

gboolean
amb_server_claim_take (AmbServerCore *self,
                       const AmbPrincipal *principal,
                       const char *claim,
                       gboolean *open,
                       GError **error)
{
  g_autofree char *known = amb_store_dup_meta (self->store, META_CLAIM);
  gboolean empty = FALSE;

  *open = FALSE;
  if (claim == NULL)
    return TRUE;
  if (principal->access != AMB_ACCESS_MANAGER)
    {
      amb_problem_set_error (error, AMB_PROBLEM_FORBIDDEN,
                             _ ("Only a manager sends a whole programme to a server."));
      return FALSE;
    }
  if (g_strcmp0 (known, claim) == 0)
    {
      *open = amb_store_get_meta_int (self->store, META_CLOSED, 0) == 0;
      return TRUE;
    }
  if (!amb_server_core_is_empty (self, &empty, error))
    return FALSE;
  if (!empty)
    {
      set_not_empty (error);
      return FALSE;
    }
  *open = TRUE;
  return amb_store_set_meta (self->store, META_CLAIM, claim, error) &&
         amb_store_set_meta_int (self->store, META_CLOSED, 0, error);
}

gboolean
amb_server_claim_close (AmbServerCore *self, GError **error)
{
  return amb_store_set_meta_int (self->store, META_CLOSED, 1, error);
}
