/* What the writing window reads and writes, on the threads of the context. */
#include "amb-write-private.h"

#include "amb-composer.h"
#include "amb-suggestions.h"

AmbWriteTarget *
amb_write_target_new (const AmbEntity *entity, const char *const *ids, gboolean invites)
{
  AmbWriteTarget *self = g_new0 (AmbWriteTarget, 1);

  self->entity = entity;
  self->ids = g_strdupv ((char **) ids);
  self->invites = invites;
  return self;
}

void
amb_write_target_free (AmbWriteTarget *self)
{
  g_strfreev (self->ids);
  g_free (self);
}

/* Whoever has an invitation that counts, or isn’t a candidate, is invited no more. */
static gboolean
can_invite (const AmbComposerGuest *guest)
{
  return !guest->gave_up &&
         (guest->standing == NULL || g_str_equal (guest->standing, "declined")) &&
         (g_str_equal (guest->state, "shortlisted") || g_str_equal (guest->state, "waitlisted"));
}

static gboolean
keep_guests (AmbWriting *writing, AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) guests = amb_composer_list_guests (store, writing->cohort, error);
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);

  if (guests == NULL)
    return FALSE;
  for (guint i = 0; i < guests->len; i++)
    if (can_invite (g_ptr_array_index (guests, i)))
      g_hash_table_add (kept, ((AmbComposerGuest *) guests->pdata[i])->person);
  for (guint i = writing->people->len; i > 0; i--)
    if (!g_hash_table_contains (kept, ((AmbWritingPerson *) writing->people->pdata[i - 1])->id))
      g_ptr_array_remove_index (writing->people, i - 1);
  return TRUE;
}

gpointer
amb_write_read (AmbStore *store, gpointer target, GCancellable *cancellable, GError **error)
{
  const AmbWriteTarget *asked = target;
  g_autoptr (AmbWriting) writing =
      amb_writing_load (store, asked->entity, (const char *const *) asked->ids, error);

  if (writing == NULL || (asked->invites && !keep_guests (writing, store, error)) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&writing);
}

void
amb_write_record_free (AmbWriteRecord *self)
{
  amb_writing_note_free (self->note);
  g_free (self->text);
  g_free (self->answer_by);
  g_free (self);
}

/* Whoever wants no messages learns all the same that the programme knows them. */
gboolean
amb_write_is_other (const AmbWritingPerson *person, const char *purpose)
{
  return person->reach == AMB_WRITING_NO_ADDRESS ||
         (person->reach == AMB_WRITING_OPTED_OUT && g_str_equal (purpose, "told"));
}

static gboolean
tell (AmbProgramme *programme, const AmbWritingNote *note, GError **error)
{
  g_auto (AmbFoundReport) report = { 0 };

  return amb_programme_tell (programme, (const char *const *) note->people, &report, error);
}

gpointer
amb_write_run_record (AmbProgramme *programme,
                      gpointer record,
                      GCancellable *cancellable,
                      GError **error)
{
  const AmbWriteRecord *self = record;
  gboolean done;

  if (self->invites)
    done = amb_composer_invite (programme, self->note->cohort,
                                (const char *const *) self->note->people, self->text,
                                self->answer_by, NULL, error);
  else if (self->tells)
    done = tell (programme, self->note, error);
  else
    done = amb_writing_record (programme, self->note, error);
  return GINT_TO_POINTER (done);
}

guint
amb_write_count_mails (const AmbWriting *writing, gboolean together)
{
  gboolean own = !together || amb_writing_is_personal (writing);
  guint n = 0;

  for (guint i = 0; i < writing->texts->len; i++)
    {
      guint people = ((AmbWritingText *) writing->texts->pdata[i])->n_people;

      n += own ? people : (people + AMB_LETTER_MAX_RECIPIENTS - 1) / AMB_LETTER_MAX_RECIPIENTS;
    }
  return n;
}
