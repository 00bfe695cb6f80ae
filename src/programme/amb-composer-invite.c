/* Invitations of a frozen cohort, and the answers to them. */
#include "amb-composer-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;
  char *name;
  char *language; /* nullable */
  char *role;     /* nullable: id */
} Guest;

static void
guest_free (gpointer data)
{
  Guest *guest = data;

  g_free (guest->id);
  g_free (guest->name);
  g_free (guest->language);
  g_free (guest->role);
  g_free (guest);
}

/* Those of the seats who are shortlisted and have no invitation that still counts. */
static GPtrArray *
list_guests (AmbAct *self, GError **error)
{
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func (guest_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT p.id, p.display_name, p.language, s.role_id FROM seats s JOIN ambassadors p ON p.id "
      "= "
      "s.ambassador_id AND p.deleted = 0 WHERE s.cohort_id = ?1 AND s.kind = 'seat' AND s.deleted "
      "= "
      "0 AND p.state = 'shortlisted' AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.cohort_id "
      "= ?1 AND i.ambassador_id = p.id AND i.deleted = 0 AND i.state IN ('draft', 'sent', "
      "'accepted')) ORDER BY s.position IS NULL, s.position, s.id",
      error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (self->cohort));
  while (row)
    {
      Guest *guest;

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        break;
      guest = g_new0 (Guest, 1);
      guest->id = g_strdup (amb_stmt_get_text (stmt, 0));
      guest->name = g_strdup (amb_stmt_get_text (stmt, 1));
      guest->language = g_strdup (amb_stmt_get_text (stmt, 2));
      guest->role = g_strdup (amb_stmt_get_text (stmt, 3));
      g_ptr_array_add (guests, guest);
    }
  return g_steal_pointer (&guests);
}

static gboolean
invite_guest (AmbAct *self, const Guest *guest, const char *text, const char *by, GError **error)
{
  const AmbEntity *invitations = amb_entity_find ("invitation");
  g_autoptr (AmbRecord) invitation = amb_record_new (invitations, NULL);
  g_autoptr (GString) words = g_string_new (text);
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  g_autofree char *id = NULL;

  g_string_replace (words, "{name}", guest->name, 0);
  amb_record_set (invitation, "ambassador-id", guest->id);
  amb_record_set (invitation, "cohort-id", amb_record_get_id (self->cohort));
  amb_record_set (invitation, "role-id", guest->role);
  amb_record_set (invitation, "state", "draft");
  amb_record_set (invitation, "language", guest->language);
  amb_record_set (invitation, "text", words->str);
  amb_record_set (invitation, "sent-at", now);
  amb_record_set (invitation, "answer-by", by);
  id = amb_programme_add (self->programme, invitation, AMB_COMMAND_DEFAULT, error);
  return id != NULL && amb_programme_move (self->programme, invitations, id, "sent", NULL, error) &&
         amb_programme_move (self->programme, amb_entity_find ("ambassador"), guest->id, "invited",
                             amb_record_get_title (self->cohort), error);
}

gboolean
amb_composer_invite (AmbProgramme *programme,
                     const char *cohort,
                     const char *text,
                     const char *answer_by,
                     guint *n_invited,
                     GError **error)
{
  g_autoptr (GPtrArray) guests = NULL;
  gboolean ok;
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, "frozen", _ ("Invite %s"), error))
    return FALSE;
  guests = list_guests (&act, error);
  ok = guests != NULL;
  for (guint i = 0; ok && i < guests->len; i++)
    ok = invite_guest (&act, g_ptr_array_index (guests, i), text, answer_by, error);
  if (n_invited != NULL)
    *n_invited = guests != NULL ? guests->len : 0;
  return amb_act_end (&act, ok, error);
}

/* The answer. */

static gboolean
find_invitation (AmbAct *self, const char *person, char **id, GError **error)
{
  g_autofree char *name = NULL;

  if (!amb_db_query_text (
          amb_store_get_db (self->store), id, error,
          "SELECT id FROM invitations WHERE cohort_id = ? AND ambassador_id = ? AND "
          "state = 'sent' AND deleted = 0",
          "tt", amb_record_get_id (self->cohort), person))
    return FALSE;
  if (*id != NULL)
    return TRUE;
  name = amb_store_dup_title (self->store, amb_entity_find ("ambassador"), person);
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("%s has no invitation to “%s” that waits for an answer."),
               name != NULL ? name : "–", amb_record_get_title (self->cohort));
  return FALSE;
}

static gboolean
record_answer (AmbAct *self,
               const char *invitation,
               const char *person,
               gboolean accepts,
               const char *channel,
               const char *proof,
               GError **error)
{
  const AmbEntity *invitations = amb_entity_find ("invitation");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  const char *to = accepts ? "accepted" : "declined";

  g_hash_table_insert (values, (char *) "answered-at", now);
  if (channel != NULL)
    g_hash_table_insert (values, (char *) "channel", (char *) channel);
  if (proof != NULL)
    {
      g_hash_table_insert (values, (char *) "proof", (char *) proof);
      g_hash_table_insert (values, (char *) "by-id", self->programme->actor_person);
    }
  return amb_programme_set (self->programme, invitations, invitation, values, error) &&
         amb_programme_move (self->programme, invitations, invitation, to, proof, error) &&
         amb_programme_move (self->programme, amb_entity_find ("ambassador"), person, to, proof,
                             error);
}

gboolean
amb_composer_answer (AmbProgramme *programme,
                     const char *cohort,
                     const char *person,
                     gboolean accepts,
                     const char *channel,
                     const char *proof,
                     char **next,
                     GError **error)
{
  g_autofree char *invitation = NULL;
  gboolean ok;
  AmbAct act;

  if (!amb_act_begin (&act, programme, cohort, NULL, _ ("Record an answer to %s"), error))
    return FALSE;
  ok = find_invitation (&act, person, &invitation, error) &&
       record_answer (&act, invitation, person, accepts, channel, proof, error);
  if (ok && !accepts && next != NULL)
    ok = amb_db_query_text (amb_store_get_db (act.store), next, error,
                            "SELECT p.id FROM seats s JOIN ambassadors p ON p.id = s.ambassador_id "
                            "AND p.deleted = 0 WHERE s.cohort_id = ? AND s.kind = 'wait_list' AND "
                            "s.deleted = 0 AND p.state IN ('shortlisted', 'waitlisted') ORDER BY "
                            "s.position IS NULL, s.position, s.id LIMIT 1",
                            "t", cohort);
  return amb_act_end (&act, ok, error);
}
