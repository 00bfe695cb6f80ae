/* What somebody does themselves to go on with a track. */
#include "amb-own-training.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

static gboolean
begin (AmbProgramme *self, AmbRecord *enrolment, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (enrolment);
  const char *id = amb_record_get_id (enrolment);

  if (g_strcmp0 (amb_record_get_state (enrolment), "assigned") != 0)
    return TRUE;
  return (amb_record_get (enrolment, "started-on") != NULL ||
          amb_programme_set_field (self, entity, id, "started-on",
                                   amb_store_get_today (self->store), error)) &&
         amb_programme_move (self, entity, id, "in_progress", NULL, error);
}

/* A module that wasn't passed has a result already: that becomes another. */
static gboolean
set_done (AmbProgramme *self, const char *result, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) "outcome", (gpointer) "done");
  g_hash_table_insert (values, (gpointer) "done-on", (gpointer) amb_store_get_today (self->store));
  return amb_programme_set (self, amb_entity_find ("module-result"), result, values, error);
}

static gboolean
add_result (AmbProgramme *self, AmbRecord *enrolment, AmbRecord *module, GError **error)
{
  g_autoptr (AmbRecord) result = amb_record_new (amb_entity_find ("module-result"), NULL);
  g_autofree char *known = NULL, *id = NULL;

  if (g_strcmp0 (amb_record_get (module, "track-id"), amb_record_get (enrolment, "track-id")) != 0)
    {
      g_set_error (
          error, AMB_ERROR, AMB_ERROR_REFUSED,
          _ ("“%s” is a module of another track. Choose one of the track that you are on."),
          amb_record_get_title (module));
      return FALSE;
    }
  if (!amb_db_query_text (amb_store_get_db (self->store), &known, error,
                          "SELECT id FROM module_results WHERE enrolment_id = ? AND module_id = ? "
                          "AND round = 'first' AND deleted = 0",
                          "tt", amb_record_get_id (enrolment), amb_record_get_id (module)))
    return FALSE;
  if (known != NULL)
    return set_done (self, known, error);
  amb_record_set (result, "enrolment-id", amb_record_get_id (enrolment));
  amb_record_set (result, "module-id", amb_record_get_id (module));
  amb_record_set (result, "ambassador-id", amb_record_get (enrolment, "ambassador-id"));
  amb_record_set (result, "done-on", amb_store_get_today (self->store));
  id = amb_programme_add (self, result, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

static char *
dup_label (AmbProgramme *self, AmbRecord *enrolment, AmbOwnStep step, AmbRecord *module)
{
  g_autofree char *track = amb_store_dup_title (self->store, amb_entity_find ("track"),
                                                amb_record_get (enrolment, "track-id"));

  if (step == AMB_OWN_STEP_DONE)
    /* Translators: what “Undo …” takes back: a module of a track */
    return g_strdup_printf (_ ("Done: “%s”"), amb_record_get_title (module));
  return g_strdup_printf (step == AMB_OWN_STEP_BEGIN ? _ ("Begin “%s”") : _ ("Hand in “%s”"),
                          track != NULL ? track : "");
}

static gboolean
take (AmbProgramme *self, AmbRecord *enrolment, AmbOwnStep step, AmbRecord *module, GError **error)
{
  if (!begin (self, enrolment, error))
    return FALSE;
  if (step == AMB_OWN_STEP_DONE)
    return add_result (self, enrolment, module, error);
  return step != AMB_OWN_STEP_HAND_IN ||
         amb_programme_move (self, amb_record_get_entity (enrolment), amb_record_get_id (enrolment),
                             "waiting_review", NULL, error);
}

gboolean
amb_programme_take_step (AmbProgramme *self,
                         const char *enrolment_id,
                         AmbOwnStep step,
                         const char *module_id,
                         GError **error)
{
  g_autoptr (AmbRecord) enrolment =
      amb_store_get (self->store, amb_entity_find ("enrolment"), enrolment_id, error);
  g_autoptr (AmbRecord) module = NULL;
  g_autofree char *label = NULL;
  gboolean ok;

  if (enrolment == NULL)
    return FALSE;
  if (step == AMB_OWN_STEP_DONE)
    {
      module = amb_store_get (self->store, amb_entity_find ("module"), module_id, error);
      if (module == NULL)
        return FALSE;
    }
  label = dup_label (self, enrolment, step, module);
  if (!amb_db_begin (amb_store_get_db (self->store), error))
    return FALSE;
  ok = amb_programme_open_group (self, label, error);
  if (ok)
    {
      ok = take (self, enrolment, step, module, error);
      amb_programme_close_group (self);
    }
  if (!ok)
    amb_db_rollback (amb_store_get_db (self->store));
  return ok && amb_db_commit (amb_store_get_db (self->store), error);
}
