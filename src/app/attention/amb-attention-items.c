#include "amb-attention-items.h"
#include "amb-validate.h"

#include <glib/gi18n.h>

void
amb_attention_item_free (AmbAttentionItem *self)
{
  g_clear_pointer (&self->finding, amb_finding_free);
  g_free (self->title);
  g_free (self->what);
  g_free (self->was);
  g_free (self->yours);
  g_free (self->theirs);
  g_free (self->who);
  g_free (self->typed);
  g_clear_pointer (&self->resolutions, g_array_unref);
  g_free (self);
}

/* A reference shows the name of what it refers to; nothing shows a word. */
static char *
format_value (AmbStore *store, const AmbField *field, const char *value)
{
  g_autofree char *text = NULL;

  if (field->type == AMB_FIELD_REF && value != NULL)
    {
      text = amb_store_dup_title (store, amb_entity_find (field->ref), value);
      return text != NULL ? g_steal_pointer (&text) : g_strdup (_ ("A record that is gone"));
    }
  text = amb_field_format (field, value);
  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_ ("Nothing"));
}

static char *
format_who (const AmbFinding *finding)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *moment = NULL;

  if (finding->by_at == 0)
    return g_strdup (finding->by);
  utc = g_date_time_new_from_unix_utc (finding->by_at / 1000);
  local = g_date_time_to_local (utc);
  /* Translators: a day with its time, in the g_date_time_format() notation */
  moment = g_date_time_format (local, _ ("%-d %b, %H:%M"));
  if (finding->by == NULL)
    return g_steal_pointer (&moment);
  /* Translators: who changed it, and when: “Fatou Diop, 23 Nov, 14:02” */
  return g_strdup_printf (_ ("%s, %s"), finding->by, moment);
}

/* The name of the record; of one that the server never took, the name that was typed. */
static char *
dup_title (AmbStore *store, const AmbFinding *finding)
{
  const AmbField *field = amb_entity_get_title_field (finding->entity);
  g_autofree char *title = amb_store_dup_title (store, finding->entity, finding->id);
  g_autoptr (AmbJson) json = NULL;

  if (title == NULL && field != NULL && finding->typed != NULL)
    json = amb_json_parse (finding->typed, strlen (finding->typed), NULL);
  if (json != NULL)
    title = g_strdup (amb_json_node_get_member_string (amb_json_get_root (json), field->name));
  return title != NULL ? g_steal_pointer (&title) : g_strdup (_ (finding->entity->label));
}

/* What was typed, a line a field, so that it can be read and copied. */
static char *
format_typed (AmbStore *store, const AmbFinding *finding)
{
  g_autoptr (AmbJson) json = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (finding->typed == NULL)
    return NULL;
  json = amb_json_parse (finding->typed, strlen (finding->typed), NULL);
  if (json == NULL)
    return g_strdup (finding->typed);
  for (const AmbJsonNode *member = amb_json_node_get_first (amb_json_get_root (json));
       member != NULL; member = amb_json_node_get_next (member))
    {
      const AmbField *field =
          amb_entity_find_field (finding->entity, amb_json_node_get_key (member));
      g_autofree char *value = NULL;
      g_autofree char *shown = NULL;

      if (field == NULL || !amb_field_read_value (field, member, &value, NULL))
        continue;
      shown = format_value (store, field, value);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a field and its value: “Name: Ama Boateng” */
      g_string_append_printf (text, _ ("%s: %s"), _ (field->label), shown);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/* What happened. */
static char *
describe (const AmbAttentionItem *self)
{
  const AmbFinding *finding = self->finding;

  if (amb_attention_item_fits (self, AMB_RESOLVE_RESTORE_WITH_MINE))
    return g_strdup_printf (_ ("%s was removed by somebody else before your changes reached the "
                               "server."),
                            self->title);
  if (!finding->is_conflict)
    return g_strdup (finding->detail != NULL
                         ? finding->detail
                         : _ ("The server refused this change without saying why."));
  if (finding->field == NULL && finding->by == NULL)
    return g_strdup_printf (_ ("%s was changed by somebody else since you removed it."),
                            self->title);
  if (finding->field == NULL)
    /* Translators: a record, then who changed it: “Ama Boateng was changed by Fatou Diop since…” */
    return g_strdup_printf (_ ("%s was changed by %s since you removed it."), self->title,
                            finding->by);
  return g_strdup_printf (_ ("%s was changed by you and by somebody else."),
                          _ (finding->field->label));
}

static AmbAttentionItem *
new_item (AmbStore *store, AmbFinding *finding)
{
  AmbAttentionItem *self = g_new0 (AmbAttentionItem, 1);

  self->finding = finding;
  self->title = dup_title (store, finding);
  self->resolutions = amb_sync_list_resolutions (finding);
  self->what = describe (self);
  if (finding->field != NULL)
    {
      self->was = format_value (store, finding->field, finding->base);
      self->yours = format_value (store, finding->field, finding->mine);
      self->theirs = format_value (store, finding->field, finding->theirs);
    }
  self->who = format_who (finding);
  if (!finding->is_conflict)
    self->typed = format_typed (store, finding);
  return self;
}

GPtrArray *
amb_attention_items_read (AmbStore *store, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (store, error);
  GPtrArray *items;

  if (findings == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_attention_item_free);
  while (findings->len > 0)
    g_ptr_array_add (items, new_item (store, g_ptr_array_steal_index (findings, 0)));
  return items;
}

gboolean
amb_attention_item_fits (const AmbAttentionItem *self, AmbResolution resolution)
{
  for (guint i = 0; i < self->resolutions->len; i++)
    if (g_array_index (self->resolutions, AmbResolution, i) == resolution)
      return TRUE;
  return FALSE;
}
