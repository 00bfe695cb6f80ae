/* That people were written to. */
#include "amb-writing.h"

#include "amb-error.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

AmbWritingNote *
amb_writing_note_new (const AmbWriting *self, const AmbWritingMail *mail, const char *purpose)
{
  AmbWritingNote *note = g_new0 (AmbWritingNote, 1);
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();

  for (guint i = 0; i < mail->people->len; i++)
    g_strv_builder_add (people, ((AmbWritingPerson *) mail->people->pdata[i])->id);
  note->entity = self->entity;
  note->people = g_strv_builder_end (people);
  note->purpose = g_strdup (purpose);
  note->subject = g_strdup (mail->subject);
  note->template_id = g_strdup (mail->text->template_id);
  note->cohort = g_strdup (self->cohort);
  note->task = g_strdup (self->task);
  return note;
}

void
amb_writing_note_free (AmbWritingNote *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->people);
  g_free (self->purpose);
  g_free (self->subject);
  g_free (self->template_id);
  g_free (self->cohort);
  g_free (self->task);
  g_free (self);
}

static gboolean
add_letter (AmbProgramme *programme,
            const AmbWritingNote *note,
            const char *person,
            const char *now,
            GError **error)
{
  g_autoptr (AmbRecord) letter = amb_record_new (amb_entity_find ("letter"), NULL);
  g_autofree char *id = NULL;

  amb_record_set (
      letter, g_str_equal (note->entity->name, "contact") ? "contact-id" : "ambassador-id", person);
  amb_record_set (letter, "purpose", note->purpose);
  amb_record_set (letter, "subject", note->subject);
  amb_record_set (letter, "at", now);
  amb_record_set (letter, "by-id", programme->actor_person);
  amb_record_set (letter, "template-id", note->template_id);
  amb_record_set (letter, "task-id", note->task);
  amb_record_set (letter, "cohort-id", note->cohort);
  id = amb_programme_add (programme, letter, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}

/* Whoever knew it before has known it since then. */
static gboolean
tell (AmbProgramme *programme, const AmbWritingNote *note, const char *person, GError **error)
{
  g_autoptr (AmbRecord) record = NULL;

  if (!g_str_equal (note->purpose, "told") || !g_str_equal (note->entity->name, "ambassador"))
    return TRUE;
  record = amb_store_get (programme->store, note->entity, person, error);
  if (record == NULL)
    return FALSE;
  return amb_record_get (record, "told-on") != NULL ||
         amb_programme_set_field (programme, note->entity, person, "told-on",
                                  amb_store_get_today (programme->store), error);
}

static char *
dup_label (AmbProgramme *programme, const AmbWritingNote *note)
{
  guint n = g_strv_length (note->people);
  g_autofree char *name =
      n == 1 ? amb_store_dup_title (programme->store, note->entity, note->people[0]) : NULL;

  if (name != NULL)
    /* Translators: what “Undo …” takes back; a name */
    return g_strdup_printf (_ ("Letter to %s"), name);
  /* Translators: what “Undo …” takes back */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Letter to %u person", "Letter to %u people", n), n);
}

static gboolean
record_all (AmbProgramme *programme, const AmbWritingNote *note, GError **error)
{
  g_autofree char *now =
      amb_instant_format (amb_clock_now (amb_store_get_clock (programme->store)));

  for (guint i = 0; note->people[i] != NULL; i++)
    if (!add_letter (programme, note, note->people[i], now, error) ||
        !tell (programme, note, note->people[i], error))
      return FALSE;
  return TRUE;
}

gboolean
amb_writing_record (AmbProgramme *programme, const AmbWritingNote *note, GError **error)
{
  AmbDb *db = amb_store_get_db (programme->store);
  g_autofree char *label = dup_label (programme, note);
  gboolean ok;

  if (!amb_db_begin (db, error))
    return FALSE;
  ok = amb_programme_open_group (programme, label, error) && record_all (programme, note, error);
  amb_programme_close_group (programme);
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}
