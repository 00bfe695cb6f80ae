/* What belongs to a change of a content item or of its state, in the same command: the record of a
 * decision; back into review when an approved text is edited. */
#include "amb-content-text.h"
#include "amb-content.h"
#include "amb-error.h"
#include "amb-programme-private.h"

/* May who acts send @item back by themselves? Else whoever holds the whole, the server, does. */
static gboolean
may_send_back (AmbProgramme *self, AmbRecord *item)
{
  AmbFacts facts = { 0 };
  gboolean may =
      (amb_access_get_rights (self->access, amb_record_get_entity (item)) & AMB_RIGHT_MOVE) != 0 &&
      amb_check_place (self->store, self->access, item, NULL) &&
      amb_programme_load_facts (self, item, NULL, &facts, NULL) &&
      amb_lifecycle_check_move (item, "in_review", &facts, NULL);

  amb_facts_clear (&facts);
  return may;
}

/* Is @after, in the place of the text that it was, approved all the same? */
static gboolean
is_approved (AmbStore *store, AmbRecord *item, AmbRecord *after, gboolean *is, GError **error)
{
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (store, item, error);
  gboolean known, is_there = FALSE;

  if (facts == NULL)
    return FALSE;
  for (guint i = 0; i < facts->texts->len; i++)
    {
      AmbContentText *text = g_ptr_array_index (facts->texts, i);

      if (g_strcmp0 (amb_record_get_id (text->record), amb_record_get_id (after)) == 0)
        is_there = g_set_object (&text->record, after) || TRUE;
    }
  if (!is_there)
    amb_content_facts_add_text (facts, after, NULL);
  return amb_content_load_approved (store, facts, &known, is, error);
}

gboolean
amb_command_send_back (AmbCommand *command, AmbRecord *before, AmbRecord *after, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) item =
      amb_content_find_item (command->store, before != NULL ? before : after, &local);
  g_autofree char *had = item != NULL && before != NULL ? amb_content_dup_seal (before) : NULL;
  g_autofree char *has = item != NULL ? amb_content_dup_seal (after) : NULL;
  g_autofree char *why = amb_content_dup_sent_back ();
  const AmbField *state;
  gboolean is;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (item != NULL && amb_content_changes_out (item, before, after))
    {
      g_autofree char *message = amb_content_dup_is_out (item);

      g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, message);
      return FALSE;
    }
  if (has == NULL || item == after || g_strcmp0 (had, has) == 0 ||
      !amb_content_is_bound (amb_record_get_state (item)) ||
      !may_send_back (command->programme, item))
    return TRUE;
  if (!is_approved (command->store, item, after, &is, error))
    return FALSE;
  if (is)
    return TRUE;
  state = amb_entity_get_state_field (amb_record_get_entity (item));
  if (!amb_command_move (command, item, "in_review", why, error))
    return FALSE;
  /* @before and @after are the item: they are what it is now. */
  if (item == before)
    {
      amb_record_set (after, state->name, "in_review");
      amb_record_set (after, "review-owner-id", amb_record_get (item, "review-owner-id"));
    }
  return TRUE;
}

gboolean
amb_command_add_verdict (AmbCommand *command,
                         AmbRecord *record,
                         const char *to,
                         const char *why,
                         const AmbFacts *facts,
                         const AmbContentFacts *content,
                         GError **error)
{
  AmbProgramme *programme = command->programme;
  const char *verdict = amb_content_get_verdict (record, to);
  const AmbEntity *approvals = amb_entity_find ("approval");
  g_autofree char *id = NULL;
  g_autoptr (AmbRecord) approval = NULL;

  /* Without a person at this desk nobody can be named: the move says who it was. */
  if (verdict == NULL || programme->actor_person == NULL ||
      (amb_access_get_rights (programme->access, approvals) & AMB_RIGHT_CREATE) == 0)
    return TRUE;
  approval =
      amb_content_seal_verdict (command->store, record, content, verdict, programme->actor_person,
                                why, amb_lifecycle_is_own (record, facts), error);
  if (approval == NULL || !amb_content_check_verdict (command->store, programme->access,
                                                      programme->actor_person, approval, error))
    return FALSE;
  id = amb_clock_dup_id (amb_store_get_clock (command->store));
  amb_record_set_id (approval, id);
  return amb_command_create (command, approval, NULL, error);
}
