/* Invitations of a frozen cohort. */
#include "amb-composer-private.h"

#include "amb-error.h"
#include "amb-writing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Who is invited, with the words for them. */
typedef struct
{
  char *id, *state;
  char *language; /* nullable */
  char *role;     /* nullable: id */
} Guest;

static void
guest_free (gpointer data)
{
  Guest *guest = data;

  g_free (guest->id);
  g_free (guest->state);
  g_free (guest->language);
  g_free (guest->role);
  g_free (guest);
}

/* Those of the seats who can be invited, and have no invitation that still counts. */
static GPtrArray *
list_guests (AmbAct *self, const char *const *people, GError **error)
{
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func (guest_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (self->store),
      "SELECT p.id, p.state, p.language, s.role_id FROM seats s JOIN ambassadors p ON p.id = "
      "s.ambassador_id AND p.deleted = 0 WHERE s.cohort_id = ?1 AND s.kind = 'seat' AND s.deleted "
      "= 0 AND p.state IN ('shortlisted', 'waitlisted') AND NOT EXISTS (SELECT 1 FROM invitations "
      "i WHERE i.cohort_id = ?1 AND i.ambassador_id = p.id AND i.deleted = 0 AND i.state IN "
      "('draft', 'sent', 'accepted')) ORDER BY s.position IS NULL, s.position, s.id",
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
      if (!row || (people != NULL && !g_strv_contains (people, amb_stmt_get_text (stmt, 0))))
        continue;
      guest = g_new0 (Guest, 1);
      guest->id = g_strdup (amb_stmt_get_text (stmt, 0));
      guest->state = g_strdup (amb_stmt_get_text (stmt, 1));
      guest->language = g_strdup (amb_stmt_get_text (stmt, 2));
      guest->role = g_strdup (amb_stmt_get_text (stmt, 3));
      g_ptr_array_add (guests, guest);
    }
  return g_steal_pointer (&guests);
}

/* A seat that was decided ends the waiting. */
static gboolean
shortlist (AmbAct *self, const Guest *guest, GError **error)
{
  return g_str_equal (guest->state, "shortlisted") ||
         amb_programme_move (self->programme, amb_entity_find ("ambassador"), guest->id,
                             "shortlisted", amb_record_get_title (self->cohort), error);
}

static gboolean
invite_guest (AmbAct *self, const Guest *guest, const char *words, const char *by, GError **error)
{
  const AmbEntity *invitations = amb_entity_find ("invitation");
  g_autoptr (AmbRecord) invitation = amb_record_new (invitations, NULL);
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  g_autofree char *id = NULL;

  amb_record_set (invitation, "ambassador-id", guest->id);
  amb_record_set (invitation, "cohort-id", amb_record_get_id (self->cohort));
  amb_record_set (invitation, "role-id", guest->role);
  amb_record_set (invitation, "state", "draft");
  amb_record_set (invitation, "language", guest->language);
  amb_record_set (invitation, "text", words);
  amb_record_set (invitation, "sent-at", now);
  amb_record_set (invitation, "answer-by", by);
  id = amb_programme_add (self->programme, invitation, AMB_COMMAND_DEFAULT, error);
  return id != NULL && amb_programme_move (self->programme, invitations, id, "sent", NULL, error) &&
         shortlist (self, guest, error) &&
         amb_programme_move (self->programme, amb_entity_find ("ambassador"), guest->id, "invited",
                             amb_record_get_title (self->cohort), error);
}

/* Words. Somebody without an e-mail address is invited in another way, with the same ones. */

static void
reach_everybody (AmbWriting *writing)
{
  for (guint i = 0; i < writing->people->len; i++)
    ((AmbWritingPerson *) writing->people->pdata[i])->reach = AMB_WRITING_REACHED;
}

static gboolean
choose_words (AmbWriting *writing, const char *text, GError **error)
{
  g_auto (GStrv) names = amb_writing_list_names (writing, "invitation");

  if (text == NULL && names[0] == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                   _ ("There is no template of an invitation. Add one, or say what is written."));
      return FALSE;
    }
  reach_everybody (writing);
  amb_writing_choose (writing, "invitation", NULL);
  for (guint i = 0; text != NULL && i < writing->texts->len; i++)
    {
      AmbWritingText *words = g_ptr_array_index (writing->texts, i);

      g_free (words->body);
      words->body = amb_letter_fill (text, writing->values);
    }
  return TRUE;
}

/* (transfer full): id → what is written to them */
static GHashTable *
load_words (AmbAct *self, const char *text, const char *answer_by, GError **error)
{
  const char *const ids[] = { amb_record_get_id (self->cohort), NULL };
  g_autoptr (AmbWriting) writing =
      amb_writing_load (self->store, amb_entity_find ("cohort"), ids, error);
  g_autoptr (GHashTable) words = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  if (writing == NULL)
    return NULL;
  amb_writing_set_due (writing, answer_by);
  if (!choose_words (writing, text, error))
    return NULL;
  words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  mails = amb_writing_list_mails (writing, FALSE);
  for (guint i = 0; i < mails->len; i++)
    {
      const AmbWritingMail *mail = g_ptr_array_index (mails, i);
      const AmbWritingPerson *person = g_ptr_array_index (mail->people, 0);

      g_hash_table_insert (words, g_strdup (person->id), g_strdup (mail->body));
    }
  return g_steal_pointer (&words);
}

static gboolean
invite (AmbAct *self,
        const char *const *people,
        const char *text,
        const char *answer_by,
        guint *n_invited,
        GError **error)
{
  g_autoptr (GPtrArray) guests = list_guests (self, people, error);
  g_autoptr (GHashTable) words = guests != NULL ? load_words (self, text, answer_by, error) : NULL;

  if (words == NULL)
    return FALSE;
  for (guint i = 0; i < guests->len; i++)
    {
      const Guest *guest = g_ptr_array_index (guests, i);

      if (!invite_guest (self, guest, g_hash_table_lookup (words, guest->id), answer_by, error))
        return FALSE;
    }
  if (n_invited != NULL)
    *n_invited = guests->len;
  return TRUE;
}

gboolean
amb_composer_invite (AmbProgramme *programme,
                     const char *cohort,
                     const char *const *people,
                     const char *text,
                     const char *answer_by,
                     guint *n_invited,
                     GError **error)
{
  AmbAct act;

  if (!amb_check_to_come (amb_programme_get_store (programme), answer_by, error) ||
      !amb_act_begin (&act, programme, cohort, "frozen", _ ("Invite %s"), error))
    return FALSE;
  return amb_act_end (&act, invite (&act, people, text, answer_by, n_invited, error), error);
}

/* What became of them. */

static void
composer_guest_free (gpointer data)
{
  AmbComposerGuest *guest = data;

  g_free (guest->person);
  g_free (guest->name);
  g_free (guest->state);
  g_free (guest->invitation);
  g_free (guest->standing);
  g_free (guest->answer_by);
  g_free (guest->answered);
  g_free (guest->channel);
  g_free (guest->by);
  g_free (guest);
}

/* Of several invitations the last: after a no, or one that was cancelled, another may be sent. */
#define GUESTS                                                                                     \
  "SELECT p.id, p.display_name, p.state, i.id, CASE WHEN i.state = 'sent' AND i.answer_by < ?2 "   \
  "THEN 'lapsed' ELSE i.state END, i.answer_by, substr (i.answered_at, 1, 10), i.channel, "        \
  "b.display_name, s.kind = 'given_up' FROM seats s JOIN ambassadors p ON p.id = s.ambassador_id " \
  "AND p.deleted = 0 LEFT JOIN invitations i ON i.id = (SELECT x.id FROM invitations x WHERE "     \
  "x.cohort_id = ?1 AND x.ambassador_id = p.id AND x.deleted = 0 AND x.state IN ('sent', "         \
  "'accepted', 'declined') ORDER BY x.sent_at DESC, x.rid DESC LIMIT 1) LEFT JOIN ambassadors b "  \
  "ON b.id = i.by_id AND b.deleted = 0 WHERE s.cohort_id = ?1 AND s.kind IN ('seat', 'given_up') " \
  "AND s.deleted = 0 ORDER BY s.kind = 'given_up', s.position IS NULL, s.position, s.id"

GPtrArray *
amb_composer_list_guests (AmbStore *store, const char *cohort, GError **error)
{
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func (composer_guest_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), GUESTS, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, cohort);
  amb_stmt_bind_text (stmt, 2, amb_store_get_today (store));
  while (row)
    {
      AmbComposerGuest *guest;
      char **texts[9];

      if (!amb_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        break;
      guest = g_new0 (AmbComposerGuest, 1);
      memcpy (texts,
              (char **[9]){ &guest->person, &guest->name, &guest->state, &guest->invitation,
                            &guest->standing, &guest->answer_by, &guest->answered, &guest->channel,
                            &guest->by },
              sizeof texts);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = g_strdup (amb_stmt_get_text (stmt, (int) i));
      guest->gave_up = amb_stmt_get_int (stmt, G_N_ELEMENTS (texts)) != 0;
      g_ptr_array_add (guests, guest);
    }
  return g_steal_pointer (&guests);
}
