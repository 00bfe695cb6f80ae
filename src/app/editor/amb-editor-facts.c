#include "amb-editor-facts.h"

#include "amb-content-flow.h"
#include "amb-lifecycle.h"
#include "amb-programme.h"
#include "amb-reference.h"

#define SHOWN 100

static void
remark_free (gpointer data)
{
  AmbEditorRemark *remark = data;

  g_object_unref (remark->record);
  g_free (remark->who);
  g_free (remark);
}

void
amb_editor_facts_free (AmbEditorFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->content, amb_content_facts_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_clear_object (&self->pillar);
  g_free (self->campaign);
  g_free (self->unsaid);
  g_free (self);
}

/* @by: the field that names a person */
static GPtrArray *
read_remarks (AmbStore *store, const char *entity, const char *by, const char *id, GError **error)
{
  const AmbEntity *table = amb_entity_find (entity);
  const char *const ids[] = { id, NULL };
  g_autoptr (AmbQuery) query = amb_query_new (table);
  g_autoptr (GPtrArray) records = NULL;
  AmbAccess access = amb_programme_read_access (store);
  gboolean may = (amb_access_get_rights (access, table) & AMB_RIGHT_UPDATE) != 0;
  GPtrArray *remarks;

  amb_query_where (query, amb_entity_find_field (table, "item-id"), AMB_MATCH_IN, ids);
  query->sort = amb_entity_find_field (table, "at");
  query->descending = TRUE;
  records = amb_store_list (store, query, SHOWN, error);
  if (records == NULL)
    return NULL;
  remarks = g_ptr_array_new_with_free_func (remark_free);
  for (guint i = 0; i < records->len; i++)
    {
      AmbEditorRemark *remark = g_new0 (AmbEditorRemark, 1);

      remark->record = g_object_ref (g_ptr_array_index (records, i));
      remark->who = amb_reference_dup_value (store, amb_entity_find_field (table, by),
                                             amb_record_get (remark->record, by));
      remark->may_write = may && amb_check_place (store, access, remark->record, NULL);
      g_ptr_array_add (remarks, remark);
    }
  return remarks;
}

/* By the seals that an approval holds; one without any says nothing of texts. */
static void
mark_older (AmbEditorFacts *self)
{
  for (guint i = 0; i < self->decisions->len; i++)
    {
      AmbEditorRemark *remark = g_ptr_array_index (self->decisions, i);
      const char *seals = amb_record_get (remark->record, "texts");

      remark->is_older = seals != NULL &&
                         g_strcmp0 (amb_record_get (remark->record, "verdict"), "approved") == 0 &&
                         !amb_content_is_sealed (seals, self->content->texts);
    }
}

static gboolean
read_facts (AmbStore *store, AmbEditorFacts *self, GError **error)
{
  AmbRecord *item = self->content->item;
  g_autoptr (GError) why = NULL;
  AmbFacts facts;

  if (!amb_programme_read_facts (store, item, &facts, error))
    return FALSE;
  self->who = facts.who;
  if (amb_content_is_unsaid (item))
    {
      amb_content_check_unsaid (store, item, &facts, &why);
      self->unsaid = g_strdup (why != NULL ? why->message : "");
    }
  amb_facts_clear (&facts);
  return TRUE;
}

gpointer
amb_editor_facts_read (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *id = data;
  g_autoptr (AmbEditorFacts) self = g_new0 (AmbEditorFacts, 1);
  g_autoptr (AmbRecord) campaign = NULL;
  const char *pillar, *of;
  gboolean known, is;

  self->content = amb_content_load (store, id, error);
  if (self->content == NULL ||
      !amb_content_load_approved (store, self->content, &known, &is, error))
    return NULL;
  if (!read_facts (store, self, error))
    return NULL;
  self->checks = amb_content_judge (self->content);
  self->is_edited =
      known && !is && amb_content_is_bound (amb_record_get_state (self->content->item));
  self->comments = read_remarks (store, "comment", "author-id", id, error);
  if (self->comments != NULL)
    self->decisions = read_remarks (store, "approval", "by-id", id, error);
  if (self->decisions == NULL)
    return NULL;
  mark_older (self);
  pillar = amb_record_get (self->content->item, "pillar-id");
  of = amb_record_get (self->content->item, "campaign-id");
  if (pillar != NULL)
    self->pillar = amb_store_lookup (store, amb_entity_find ("pillar"), pillar, NULL);
  if (of != NULL)
    campaign = amb_store_lookup (store, amb_entity_find ("campaign"), of, NULL);
  self->campaign = campaign != NULL ? g_strdup (amb_record_get (campaign, "utm-campaign")) : NULL;
  return g_steal_pointer (&self);
}
