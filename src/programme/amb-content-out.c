/* What went out and isn't said to be published: one desk recorded it while another one, apart from
 * it, edited or held the item; or whoever recorded it may not move it. */
#include "amb-content-flow.h"

#include "amb-content.h"
#include "amb-error.h"
#include "amb-lifecycle.h"
#include "amb-programme-private.h"

#include <glib/gi18n-lib.h>

static const char *
get_title (AmbRecord *item)
{
  return amb_record_get_title (item) != NULL ? amb_record_get_title (item) : "–";
}

static gboolean G_GNUC_PRINTF (2, 0) refuse (GError **error, const char *format, AmbRecord *item)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED, format, get_title (item));
  return FALSE;
}

gboolean
amb_content_is_unsaid (AmbRecord *item)
{
  return g_strcmp0 (amb_record_get (item, "standing"), "out") == 0;
}

/* In review its words are not those that were approved, or somebody took it back. */
static gboolean
refuse_in_review (AmbStore *store, AmbRecord *item, GError **error)
{
  g_autoptr (AmbContentFacts) facts = amb_content_load_texts (store, item, error);
  gboolean known, is;

  if (facts == NULL || !amb_content_load_approved (store, facts, &known, &is, error))
    return FALSE;
  return refuse (error,
                 known && !is
                     ? _ ("“%s” went out, and its text was changed here since. Put back the words "
                          "that went out, or have these approved; then it can be published.")
                     : _ ("“%s” went out, and is in review again. Once it is approved, it can be "
                          "published."),
                 item);
}

/* The state on the way from that of @item to published, nullable: there is none between. */
static const char *
get_step (AmbRecord *item)
{
  return g_strcmp0 (amb_record_get_state (item), "scheduled") != 0 ? "scheduled" : NULL;
}

gboolean
amb_content_check_unsaid (AmbStore *store, AmbRecord *item, const AmbFacts *facts, GError **error)
{
  const AmbField *state = amb_entity_get_state_field (amb_record_get_entity (item));
  g_autoptr (AmbRecord) next = amb_record_dup (item);
  const char *step = get_step (item);

  if (!amb_content_is_unsaid (item))
    return refuse (error,
                   _ ("“%s” isn’t out as a whole, or is published already. Record where it went "
                      "out first."),
                   item);
  if (g_strcmp0 (amb_record_get_state (item), "in_review") == 0 ||
      g_strcmp0 (amb_record_get_state (item), "changes_requested") == 0)
    return refuse_in_review (store, item, error);
  if (step != NULL && !amb_lifecycle_check_move (next, step, facts, error))
    return FALSE;
  amb_record_set (next, state->name, "scheduled");
  return amb_lifecycle_check_move (next, "published", facts, error) &&
         amb_content_check_move (store, next, "published", error);
}

static gboolean
say (AmbProgramme *self, AmbRecord *item, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (item);
  const char *id = amb_record_get_id (item), *step = get_step (item);
  AmbFacts facts = { 0 };
  gboolean ok = amb_programme_check_right (self, entity, AMB_RIGHT_MOVE, error) &&
                amb_check_place (self->store, self->access, item, error) &&
                amb_programme_load_facts (self, item, NULL, &facts, error) &&
                amb_content_check_unsaid (self->store, item, &facts, error);

  amb_facts_clear (&facts);
  return ok && (step == NULL || amb_programme_move (self, entity, id, step, NULL, error)) &&
         amb_programme_move (self, entity, id, "published", NULL, error);
}

gboolean
amb_programme_say_out (AmbProgramme *self, const char *item, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  g_autoptr (AmbRecord) record =
      amb_store_get (self->store, amb_entity_find ("content-item"), item, error);
  g_autofree char *label = NULL;
  gboolean ok;

  if (record == NULL)
    return FALSE;
  /* Translators: what “Undo …” says: the title of a content item */
  label = g_strdup_printf (_ ("Publish %s"), get_title (record));
  if (!amb_db_begin (db, error))
    return FALSE;
  ok = amb_programme_open_group (self, label, error) && say (self, record, error);
  amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error);
  amb_db_rollback (db);
  return FALSE;
}
