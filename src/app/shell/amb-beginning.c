#include "amb-beginning.h"
#include "amb-error.h"
#include "amb-validate.h"
#ifdef AMB_HAVE_SAMPLE
#include "amb-sample.h"
#include "amb-starter-kit.h"
#endif

#include <glib/gi18n.h>

#define SAMPLE_PEOPLE 600

void
amb_beginning_free (gpointer data)
{
  AmbBeginning *self = data;

  g_free (self->name);
  g_free (self->company);
  g_free (self->person);
  g_free (self->email);
  g_free (self);
}

gboolean
amb_beginning_check (const AmbBeginning *self, AmbBeginningField *field, GError **error)
{
  const AmbField *email = amb_entity_find_field (amb_entity_find ("ambassador"), "email");
  g_autofree char *value = NULL;

  *field = *self->name == '\0'     ? AMB_BEGINNING_NAME
           : *self->person == '\0' ? AMB_BEGINNING_PERSON
                                   : AMB_BEGINNING_EMAIL;
  if (*self->name == '\0')
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("Give the programme a name, as “Voices of Meridiem”."));
      return FALSE;
    }
  if (*self->person == '\0')
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("Enter your name: every move says who made it."));
      return FALSE;
    }
  return amb_field_normalise (email, self->email, &value, error);
}

/* “Europe/Paris”, where the system says it; else what the table has. */
static void
set_zone (AmbRecord *record)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *identifier = g_time_zone_get_identifier (zone);

  if (strchr (identifier, '/') != NULL && !g_path_is_absolute (identifier))
    amb_record_set (record, "zone", identifier);
}

static void
set_text (AmbRecord *record, const char *field, const char *value)
{
  amb_record_set (record, field, *value != '\0' ? value : NULL);
}

static gboolean
make (AmbProgramme *programme, const AmbBeginning *self, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("programme"), NULL);
  g_autoptr (AmbRecord) owner = amb_record_new (amb_entity_find ("ambassador"), NULL);
  const AmbField *email_field = amb_entity_find_field (amb_entity_find ("ambassador"), "email");
  g_autofree char *email = NULL;
  g_autofree char *id = NULL;
  g_autofree char *person = NULL;

  set_text (record, "name", self->name);
  set_text (record, "company", self->company);
  set_zone (record);
  id = amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, error);
  if (id == NULL || !amb_field_normalise (email_field, self->email, &email, error))
    return FALSE;

  /* Whoever runs the programme is known to it, outside of the lifecycle. */
  amb_record_set (owner, "display-name", self->person);
  amb_record_set (owner, "email", email);
  amb_record_set (owner, "state", "associate");
  person = amb_programme_add (programme, owner, AMB_COMMAND_DEFAULT, error);
  if (person == NULL || !amb_store_set_meta (store, "actor-name", self->person, error) ||
      !amb_store_set_meta (store, "actor-person", person, error) ||
      !amb_store_set_meta (store, "actor-access", amb_access_to_text (AMB_ACCESS_MANAGER), error))
    return FALSE;
  amb_programme_set_actor (programme, self->person, person, AMB_ACCESS_MANAGER);
#ifdef AMB_HAVE_SAMPLE
  return amb_starter_kit_add (programme, error);
#else
  return TRUE;
#endif
}

gpointer
amb_beginning_run (AmbProgramme *programme,
                   gpointer self,
                   GCancellable *cancellable,
                   GError **error)
{
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));
  gboolean ok;

  if (!amb_programme_open_group (programme, _ ("Begin the programme"), error))
    return NULL;
  ok = amb_db_begin (db, error) && make (programme, self, error) && amb_db_commit (db, error);
  if (!ok && amb_db_is_in_transaction (db))
    amb_db_rollback (db);
  amb_programme_close_group (programme);
  return GINT_TO_POINTER (ok);
}

gboolean
amb_beginning_has_sample (void)
{
#ifdef AMB_HAVE_SAMPLE
  return TRUE;
#else
  return FALSE;
#endif
}

gpointer
amb_beginning_run_sample (AmbProgramme *programme,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
#ifdef AMB_HAVE_SAMPLE
  AmbSampleOptions options = { .people = SAMPLE_PEOPLE };

  return GINT_TO_POINTER (amb_sample_fill (amb_programme_get_store (programme), &options, NULL,
                                           NULL, cancellable, error));
#else
  g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
               _ ("This build has no sample programme. Start your own instead."));
  return NULL;
#endif
}
