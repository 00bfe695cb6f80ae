/* What is done about people found by activity. */
#include "amb-suggestions.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

/* One act on several people. */
typedef struct _Act Act;
struct _Act
{
  AmbProgramme *programme;
  const AmbEntity *people;
  AmbSuggestions *suggestions; /* nullable */
  GHashTable *untold;          /* nullable: id → AmbUntold */
  char *day;                   /* nullable */
  gboolean (*run) (Act *self, AmbRecord *person, GError **error);
};

void
amb_found_report_clear (AmbFoundReport *self)
{
  g_clear_pointer (&self->left, g_ptr_array_unref);
  self->n_done = 0;
}

static gboolean
run_one (Act *self, const char *id, AmbFoundReport *report, GError **error)
{
  g_autoptr (AmbRecord) person = amb_store_lookup (self->programme->store, self->people, id, NULL);
  g_autoptr (GError) problem = NULL;

  if (person == NULL || amb_record_get_deleted (person))
    {
      g_ptr_array_add (report->left, g_strdup (_ ("Somebody was removed meanwhile.")));
      return TRUE;
    }
  if (self->run (self, person, &problem))
    {
      report->n_done++;
      return TRUE;
    }
  if (!g_error_matches (problem, AMB_ERROR, AMB_ERROR_REFUSED) &&
      !g_error_matches (problem, AMB_ERROR, AMB_ERROR_DENIED) &&
      !g_error_matches (problem, AMB_ERROR, AMB_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  /* Translators: a person, and why nothing was done about them. */
  g_ptr_array_add (report->left, g_strdup_printf (_ ("%1$s: %2$s"), amb_record_get_title (person),
                                                  problem->message));
  return TRUE;
}

static gboolean
run_all (
    Act *self, const char *label, const char *const *ids, AmbFoundReport *report, GError **error)
{
  AmbDb *db = amb_store_get_db (self->programme->store);
  gboolean ok;

  *report = (AmbFoundReport){ .left = g_ptr_array_new_with_free_func (g_free) };
  if (!amb_db_begin (db, error))
    return FALSE;
  ok = amb_programme_open_group (self->programme, label, error);
  for (guint i = 0; ok && ids[i] != NULL; i++)
    ok = run_one (self, ids[i], report, error);
  amb_programme_close_group (self->programme);
  if (ok && report->n_done == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, "%s",
                   report->left->len > 0 ? (char *) report->left->pdata[0]
                                         : _ ("Nobody was chosen."));
      ok = FALSE;
    }
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  amb_found_report_clear (report);
  return FALSE;
}

/* Identifying. */

static const AmbSuggestion *
find (const AmbSuggestions *self, const char *id)
{
  for (guint i = 0; i < self->people->len; i++)
    if (g_str_equal (((AmbSuggestion *) self->people->pdata[i])->id, id))
      return self->people->pdata[i];
  return NULL;
}

static gboolean
identify (Act *self, AmbRecord *person, GError **error)
{
  const AmbSuggestion *suggestion = find (self->suggestions, amb_record_get_id (person));
  g_autofree char *evidence = NULL, *why = NULL;

  if (suggestion == NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
                   _ ("Their activity does not suggest them any longer."));
      return FALSE;
    }
  evidence = amb_suggestion_dup_evidence (self->suggestions, suggestion, suggestion->kinds);
  /* Translators: the reason of a move; %s: “14 answers in 30 days in Support, last on 12 Nov” */
  why = g_strdup_printf (_ ("Found by activity: %s"), evidence);
  return amb_programme_move (self->programme, self->people, amb_record_get_id (person),
                             "identified", why, error);
}

gboolean
amb_programme_identify (AmbProgramme *self,
                        const char *const *ids,
                        AmbFoundReport *report,
                        GError **error)
{
  g_autoptr (AmbSuggestions) suggestions = amb_suggestions_load (self->store, NULL, error);
  Act act = { self, amb_entity_find ("ambassador"), suggestions, .run = identify };

  return suggestions != NULL && run_all (&act, _ ("Identify"), ids, report, error);
}

/* Not now. */

static gboolean
put_off (Act *self, AmbRecord *person, GError **error)
{
  return amb_programme_set_field (self->programme, self->people, amb_record_get_id (person),
                                  "found-again-on", self->day, error);
}

gboolean
amb_programme_put_off (AmbProgramme *self,
                       const char *const *ids,
                       AmbFoundReport *report,
                       GError **error)
{
  g_autoptr (AmbSuggestions) suggestions = amb_suggestions_load (self->store, NULL, error);
  g_autofree char *day = NULL;
  Act act = { self, amb_entity_find ("ambassador"), .run = put_off };

  if (suggestions == NULL)
    return FALSE;
  day = act.day = amb_date_add_days (suggestions->today, suggestions->rules.later_days);
  return run_all (&act, _ ("Not Now"), ids, report, error);
}

/* Telling. */

static gboolean
tell (Act *self, AmbRecord *person, GError **error)
{
  if (amb_record_get (person, "told-on") != NULL)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, _ ("Somebody told them already."));
      return FALSE;
    }
  return amb_programme_set_field (self->programme, self->people, amb_record_get_id (person),
                                  "told-on", self->day, error);
}

gboolean
amb_programme_tell (AmbProgramme *self,
                    const char *const *ids,
                    AmbFoundReport *report,
                    GError **error)
{
  g_autofree char *day = g_strdup (amb_store_get_today (self->store));
  Act act = { self, amb_entity_find ("ambassador"), .day = day, .run = tell };

  return run_all (&act, _ ("Tell Them"), ids, report, error);
}

/* Removing. */

static gboolean
remove_untold (Act *self, AmbRecord *person, GError **error)
{
  const AmbUntold *untold = g_hash_table_lookup (self->untold, amb_record_get_id (person));

  if (untold != NULL && untold->is_removable)
    return amb_programme_remove (self->programme, self->people, amb_record_get_id (person), error);
  if (untold != NULL)
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, _ ("They are removed on %s at the earliest."),
                 untold->remove_on);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, _ ("They were told, or moved on, and stay."));
  return FALSE;
}

gboolean
amb_programme_remove_untold (AmbProgramme *self,
                             const char *const *ids,
                             AmbFoundReport *report,
                             GError **error)
{
  g_autoptr (GPtrArray) untold = amb_untold_load (self->store, NULL, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Act act = { self, amb_entity_find ("ambassador"), .untold = by_id, .run = remove_untold };

  if (untold == NULL)
    return FALSE;
  for (guint i = 0; i < untold->len; i++)
    g_hash_table_insert (by_id, ((AmbUntold *) untold->pdata[i])->id, untold->pdata[i]);
  return run_all (&act, _ ("Remove whom nobody told"), ids, report, error);
}
