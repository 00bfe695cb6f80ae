/* Texts on their way out: as they are handed over, and that they went out. */
#include "amb-content-flow.h"

#include "amb-content-text.h"
#include "amb-content.h"
#include "amb-error.h"
#include "amb-programme-private.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

void
amb_content_outlet_free (AmbContentOutlet *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->channel);
  g_free (self);
}

/* The text itself. */

char *
amb_content_dup_measured_link (
    AmbRecord *item, AmbRecord *record, AmbRecord *channel, const char *campaign, const char *link)
{
  const char *own = link != NULL ? link : amb_record_get (record, "link");
  const char *source = NULL, *medium = NULL, *content = NULL;

  if (amb_text_is_blank (own))
    own = amb_record_get (item, "link");
  if (record != item)
    {
      source = amb_record_get (record, "utm-source");
      medium = amb_record_get (record, "utm-medium");
      content = amb_record_get (record, "utm-content");
    }
  else if (channel != NULL)
    {
      source = amb_record_get (channel, "network");
      medium =
          g_strcmp0 (amb_record_get (channel, "kind"), "personal") == 0 ? "advocacy" : "social";
    }
  return amb_content_dup_link (own, source, medium, campaign, content);
}

char *
amb_content_dup_post (AmbRecord *item,
                      AmbRecord *record,
                      AmbRecord *channel,
                      const char *campaign,
                      const char *body,
                      const char *link,
                      const char *disclosure)
{
  g_autofree char *plain =
      amb_content_dup_plain (body != NULL ? body : amb_record_get (record, "body"));
  g_autofree char *measured = amb_content_dup_measured_link (item, record, channel, campaign, link);
  g_autoptr (GString) post = g_string_new (plain);

  if (disclosure == NULL)
    disclosure = amb_record_get (item, "disclosure");
  if (measured != NULL)
    g_string_append_printf (post, "%s%s", post->len > 0 ? "\n\n" : "", measured);
  if (!amb_text_is_blank (disclosure))
    g_string_append_printf (post, "%s%s", post->len > 0 ? "\n\n" : "", disclosure);
  return g_string_free (g_steal_pointer (&post), FALSE);
}

/* What goes out. */

static gboolean
is_outlet (AmbContentText *text, gboolean is_item, guint n_texts)
{
  if (!is_item)
    return g_strcmp0 (amb_record_get_state (text->record), "withdrawn") != 0;
  /* An item whose variants say everything has no text of its own. */
  return n_texts == 1 || !amb_text_is_blank (amb_record_get (text->record, "body"));
}

static gboolean
count_out (AmbStore *store, const char *item, GPtrArray *outlets, GError **error)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT COALESCE (variant_id, item_id), count(*) FROM publications WHERE item_id = ? AND "
      "deleted = 0 AND kind <> 'personal' GROUP BY 1",
      error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, item);
  while (amb_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      for (guint i = 0; i < outlets->len; i++)
        {
          AmbContentOutlet *outlet = g_ptr_array_index (outlets, i);

          if (g_strcmp0 (amb_record_get_id (outlet->record), amb_stmt_get_text (stmt, 0)) == 0)
            outlet->n_out = (guint) amb_stmt_get_int (stmt, 1);
        }
    }
  return FALSE;
}

GPtrArray *
amb_content_list_outlets (AmbStore *store, const char *item, GError **error)
{
  g_autoptr (AmbRecord) record =
      amb_store_get (store, amb_entity_find ("content-item"), item, error);
  g_autoptr (AmbContentFacts) facts =
      record != NULL ? amb_content_load_texts (store, record, error) : NULL;
  g_autoptr (GPtrArray) outlets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amb_content_outlet_free);

  if (facts == NULL)
    return NULL;
  for (guint i = 0; i < facts->texts->len; i++)
    {
      AmbContentText *text = g_ptr_array_index (facts->texts, i);
      AmbContentOutlet *outlet;

      if (!is_outlet (text, i == 0, facts->texts->len))
        continue;
      outlet = g_new0 (AmbContentOutlet, 1);
      outlet->record = g_object_ref (text->record);
      if (text->channel != NULL)
        outlet->channel = g_object_ref (text->channel);
      g_ptr_array_add (outlets, outlet);
    }
  return count_out (store, item, outlets, error) ? g_steal_pointer (&outlets) : NULL;
}

/* That it went out. */

static void
fill (AmbRecord *record, const char *field, const char *value)
{
  if (amb_record_get (record, field) == NULL && value != NULL)
    amb_record_set (record, field, value);
}

static gboolean
fill_channel (
    AmbProgramme *self, AmbRecord *item, AmbRecord *publication, gboolean has_kind, GError **error)
{
  const char *variant_id = amb_record_get (publication, "variant-id");
  g_autoptr (AmbRecord) variant = NULL, channel = NULL;
  const char *kind;

  if (variant_id != NULL)
    {
      variant = amb_store_get (self->store, amb_entity_find ("variant"), variant_id, error);
      if (variant == NULL)
        return FALSE;
      fill (publication, "channel-id", amb_record_get (variant, "channel-id"));
    }
  fill (publication, "channel-id", amb_record_get (item, "channel-id"));
  if (amb_record_get (publication, "channel-id") == NULL)
    return TRUE;
  channel = amb_store_get (self->store, amb_entity_find ("channel"),
                           amb_record_get (publication, "channel-id"), error);
  if (channel == NULL)
    return FALSE;
  kind = amb_record_get (channel, "kind");
  if (!has_kind)
    amb_record_set (publication, "kind",
                    g_strcmp0 (kind, "personal") == 0 ? "personal" : "company");
  fill (publication, "audience-size", amb_record_get (channel, "audience-size"));
  return TRUE;
}

static gboolean
complete (AmbProgramme *self, AmbRecord *item, AmbRecord *publication, GError **error)
{
  g_autofree char *now = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  const AmbField *kind = amb_entity_find_field (amb_entity_find ("publication"), "kind");
  gboolean has_kind = amb_record_get (publication, "kind") != NULL &&
                      g_strcmp0 (amb_record_get (publication, "kind"), kind->initial) != 0;

  fill (publication, "published-at", now);
  fill (publication, "by-id", self->actor_person);
  fill (publication, "node-id", amb_record_get (item, "department-id"));
  return fill_channel (self, item, publication, has_kind, error);
}

/* Recorded twice, its reach would count twice. */
static gboolean
check_once (AmbProgramme *self, AmbRecord *item, AmbRecord *publication, GError **error)
{
  gint64 there = 0;

  if (!amb_db_query_int (
          amb_store_get_db (self->store), &there, 0, error,
          "SELECT 1 FROM publications WHERE item_id = ? AND variant_id IS ? AND "
          "channel_id IS ? AND (link = ? OR published_at = ?) AND deleted = 0",
          "ttttt", amb_record_get_id (item), amb_record_get (publication, "variant-id"),
          amb_record_get (publication, "channel-id"), amb_record_get (publication, "link"),
          amb_record_get (publication, "published-at")))
    return FALSE;
  if (there == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("This publication of “%s” is recorded already. Give another link, or the time at "
                  "which it went out again."),
               amb_record_get_title (item) != NULL ? amb_record_get_title (item) : "–");
  return FALSE;
}

static gboolean
is_all_out (AmbStore *store, const char *item, gboolean *all, GError **error)
{
  g_autoptr (GPtrArray) outlets = amb_content_list_outlets (store, item, error);

  if (outlets == NULL)
    return FALSE;
  *all = TRUE;
  for (guint i = 0; i < outlets->len; i++)
    *all = *all && ((AmbContentOutlet *) g_ptr_array_index (outlets, i))->n_out > 0;
  return TRUE;
}

/* May who acts say so? Whoever only published it records that, and its owner sees it. */
static gboolean
may_move (AmbProgramme *self, AmbRecord *item)
{
  guint who = 0;

  return (amb_access_get_rights (self->access, amb_record_get_entity (item)) & AMB_RIGHT_MOVE) !=
             0 &&
         amb_check_place (self->store, self->access, item, NULL) &&
         amb_who_load (self->store, item, self->access, self->actor_person, &who, NULL) &&
         (who & (AMB_WHO_SELF | AMB_WHO_LEAD | AMB_WHO_MANAGER)) != 0;
}

static gboolean
set_out (AmbProgramme *self, AmbRecord *item, AmbRecord *publication, GError **error)
{
  const char *state = amb_record_get_state (item);
  const char *id = amb_record_get_id (item);
  gboolean waits = g_str_equal (state, "approved") || g_str_equal (state, "failed");
  gboolean all;

  if (g_str_equal (amb_record_get (publication, "kind"), "personal") ||
      (!waits && !g_str_equal (state, "scheduled")) || !may_move (self, item))
    return TRUE;
  if (!is_all_out (self->store, id, &all, error))
    return FALSE;
  if (!all)
    return TRUE;
  return (!waits ||
          amb_programme_move (self, amb_record_get_entity (item), id, "scheduled", NULL, error)) &&
         amb_programme_move (self, amb_record_get_entity (item), id, "published", NULL, error);
}

char *
amb_programme_record_publication (AmbProgramme *self, AmbRecord *publication, GError **error)
{
  AmbDb *db = amb_store_get_db (self->store);
  const char *item_id = amb_record_get (publication, "item-id");
  g_autoptr (AmbRecord) item =
      amb_store_get (self->store, amb_entity_find ("content-item"), item_id, error);
  g_autofree char *id = NULL;
  gboolean ok;

  if (item == NULL || !amb_content_check_out (item, error) ||
      !complete (self, item, publication, error) || !check_once (self, item, publication, error) ||
      !amb_db_begin (db, error))
    return NULL;
  ok = amb_programme_open_group (self, _ ("Record Publication"), error);
  if (ok)
    id = amb_programme_add (self, publication, AMB_COMMAND_DEFAULT, error);
  ok = id != NULL && set_out (self, item, publication, error);
  amb_programme_close_group (self);
  if (ok)
    return amb_db_commit (db, error) ? g_steal_pointer (&id) : NULL;
  amb_db_rollback (db);
  return NULL;
}

/* That it was handed over. */

static char *
dup_note (const char *name, AmbHandedBy how)
{
  if (name == NULL)
    return g_strdup (how == AMB_HANDED_BY_MAIL       ? _ ("Handed over by e-mail")
                     : how == AMB_HANDED_BY_CALENDAR ? _ ("Handed over as a calendar entry")
                                                     : _ ("Handed over as a copy"));
  /* Translators: %s is a person’s name */
  return g_strdup_printf (how == AMB_HANDED_BY_MAIL ? _ ("Handed over to %s by e-mail")
                          : how == AMB_HANDED_BY_CALENDAR
                              ? _ ("Handed over to %s as a calendar entry")
                              : _ ("Handed over to %s as a copy"),
                          name);
}

gboolean
amb_programme_note_hand_over (AmbProgramme *self,
                              const char *item,
                              const char *variant,
                              const char *person,
                              AmbHandedBy how,
                              GError **error)
{
  g_autofree char *name =
      person != NULL ? amb_store_dup_title (self->store, amb_entity_find ("ambassador"), person)
                     : NULL;
  g_autofree char *of =
      variant != NULL ? amb_store_dup_title (self->store, amb_entity_find ("variant"), variant)
                      : NULL;
  g_autofree char *note = dup_note (name, how);
  g_autofree char *whole = of != NULL ? g_strdup_printf ("%s: %s", note, of) : g_strdup (note);
  g_autofree char *at = amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
  g_autoptr (AmbRecord) comment = amb_record_new (amb_entity_find ("comment"), NULL);
  g_autofree char *id = NULL;

  amb_record_set (comment, "item-id", item);
  amb_record_set (comment, "author-id", self->actor_person);
  amb_record_set (comment, "at", at);
  amb_record_set (comment, "body", whole);
  amb_record_set (comment, "resolved", "1");
  id = amb_programme_add (self, comment, AMB_COMMAND_DEFAULT, error);
  return id != NULL;
}
