/* Who had a hand in a content item: nobody approves what is their own, by whatever way it is. */
#include "amb-content-text.h"
#include "amb-content.h"

#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

static gboolean
is_item (AmbRecord *record)
{
  return g_str_equal (amb_record_get_entity (record)->name, "content-item");
}

static gboolean
has_text (AmbRecord *record)
{
  return is_item (record) || g_str_equal (amb_record_get_entity (record)->name, "variant");
}

void
amb_content_note_adder (AmbRecord *record, const char *person)
{
  if (!is_item (record) || person == NULL || amb_record_get (record, "author-id") != NULL)
    return;
  amb_record_set (record, "author-id", person);
  if (amb_record_get (record, "owner-id") == NULL)
    amb_record_set (record, "owner-id", person);
}

gboolean
amb_content_note_writer (AmbRecord *before, AmbRecord *after, const char *person)
{
  if (!has_text (after) ||
      (before != NULL ? amb_content_same_words (before, after) : !amb_content_has_words (after)))
    return FALSE;
  amb_record_set (after, "text-by-id", person);
  return TRUE;
}

gboolean
amb_content_note_review (AmbRecord *record, const char *to)
{
  const char *owner = is_item (record) ? amb_record_get (record, "owner-id") : NULL;

  if (!is_item (record) || g_strcmp0 (to, "in_review") != 0 ||
      g_strcmp0 (owner, amb_record_get (record, "review-owner-id")) == 0)
    return FALSE;
  amb_record_set (record, "review-owner-id", owner);
  return TRUE;
}

gboolean
amb_content_load_hand (
    AmbStore *store, AmbRecord *record, const char *person, gboolean *is, GError **error)
{
  static const char *const fields[] = { "owner-id", "author-id", "text-by-id", "review-owner-id" };
  gint64 wrote = 0;

  *is = FALSE;
  if (!is_item (record) || person == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    *is = *is || g_strcmp0 (amb_record_get (record, fields[i]), person) == 0;
  if (*is)
    return TRUE;
  if (!amb_db_query_int (amb_store_get_db (store), &wrote, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM variants WHERE item_id = ? AND text_by_id = "
                         "? AND state <> 'withdrawn' AND deleted = 0)",
                         "tt", amb_record_get_id (record), person))
    return FALSE;
  *is = wrote != 0;
  return TRUE;
}

void
amb_content_set_decided (GError **error)
{
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED,
                       _ ("An approval is written when an item is approved, rejected or sent back "
                          "for changes, in the name of whoever decides. Move the item instead."));
}

/* What is said of an item: in whose name, and whether there is anything to say it of. */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_DENIED, message);
  return FALSE;
}

static gboolean
is_own_name (AmbRecord *record, const char *field, const char *person)
{
  const char *named = amb_record_get (record, field);

  return named == NULL || g_strcmp0 (named, person) == 0;
}

gboolean
amb_content_check_out (AmbRecord *item, GError **error)
{
  static const char *const out[] = {
    "approved", "scheduled", "published", "failed", "expired", NULL
  };
  g_autofree char *state = NULL;

  if (g_strv_contains (out, amb_record_get_state (item)))
    return TRUE;
  state = amb_field_format (amb_entity_get_state_field (amb_record_get_entity (item)),
                            amb_record_get_state (item));
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("“%s” is “%s”: nobody has approved that it goes out. Have it approved first."),
               amb_record_get_title (item) != NULL ? amb_record_get_title (item) : "–", state);
  return FALSE;
}

/* A desk that was apart says what happened while it was still approved: that is no less true. */
static gboolean
was_approved (AmbStore *store, const char *item, gboolean *was, GError **error)
{
  gint64 n = 0;

  if (!amb_db_query_int (amb_store_get_db (store), &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM transitions WHERE record = ? AND entity = "
                         "'content-item' AND \"to\" IN ('approved', 'scheduled', 'published') AND "
                         "deleted = 0)",
                         "t", item))
    return FALSE;
  *was = n != 0;
  return TRUE;
}

static gboolean
check_publication (AmbStore *store, AmbRecord *record, gboolean from_desk, GError **error)
{
  const char *id = amb_record_get (record, "item-id");
  g_autoptr (GError) local = NULL;
  g_autoptr (AmbRecord) item =
      id != NULL ? amb_store_lookup (store, amb_entity_find ("content-item"), id, &local) : NULL;
  gboolean was = FALSE;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (item == NULL || amb_record_get_deleted (item) ||
      g_strcmp0 (amb_record_get_state (item), "archived") == 0)
    return TRUE;
  if (from_desk && !was_approved (store, id, &was, error))
    return FALSE;
  return was || amb_content_check_out (item, error);
}

gboolean
amb_content_check_said (AmbStore *store,
                        AmbAccess access,
                        const char *person,
                        AmbRecord *record,
                        gboolean from_desk,
                        GError **error)
{
  const char *name = amb_record_get_entity (record)->name;
  gboolean is_manager = access == AMB_ACCESS_MANAGER;

  if (g_str_equal (name, "comment"))
    return (is_manager && (from_desk || person == NULL)) ||
           is_own_name (record, "author-id", person) ||
           refuse (error, _ ("A comment is made in one’s own name. Leave out its author."));
  if (!g_str_equal (name, "publication"))
    return TRUE;
  if (!is_manager && !is_own_name (record, "by-id", person))
    return refuse (error, _ ("What others published they record themselves, or a manager of the "
                             "programme does. Leave out who published it, or choose yourself."));
  return check_publication (store, record, from_desk, error);
}
