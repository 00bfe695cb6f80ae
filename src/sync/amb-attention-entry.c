#include "amb-attention-entry.h"

#include "amb-attention-acts.h"
#include "amb-content-text.h"

#include <glib/gi18n-lib.h>

void
amb_attention_entry_free (gpointer data)
{
  AmbAttentionEntry *self = data;

  amb_attention_item_free (self->item);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* The records that an act is about: from which to which, in the order of the list, from 1. */
typedef struct
{
  guint first, last;
} Span;

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const guint x = ((const Span *) a)->first, y = ((const Span *) b)->first;

  return x < y ? -1 : x > y;
}

static char *
dup_record (const AmbFinding *finding)
{
  return g_strconcat (finding->entity->name, " ", finding->id, NULL);
}

/* (transfer full): of Span, by where they begin. @findings: the newest first, by records */
static GArray *
list_spans (GPtrArray *acts, GPtrArray *findings)
{
  g_autoptr (GHashTable) place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GArray *spans = g_array_sized_new (FALSE, FALSE, sizeof (Span), acts->len);

  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *record = dup_record (g_ptr_array_index (findings, i));

      if (!g_hash_table_contains (place, record))
        g_hash_table_insert (place, g_steal_pointer (&record),
                             GUINT_TO_POINTER (g_hash_table_size (place) + 1));
    }
  for (guint i = 0; i < acts->len; i++)
    {
      const AmbAttentionAct *act = g_ptr_array_index (acts, i);
      Span span = { G_MAXUINT, 0 };

      for (guint k = 0; k < act->findings->len; k++)
        {
          g_autofree char *record = dup_record (g_ptr_array_index (act->findings, k));
          const guint at = GPOINTER_TO_UINT (g_hash_table_lookup (place, record));

          span.first = MIN (span.first, at);
          span.last = MAX (span.last, at);
        }
      g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_spans);
  return spans;
}

/* How many records hold the first @limit of them, and all that was done with these? */
static guint
count_records (GPtrArray *acts, GPtrArray *findings, guint limit)
{
  g_autoptr (GArray) spans = limit > 0 ? list_spans (acts, findings) : NULL;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (span->first <= limit)
        limit = MAX (limit, span->last);
    }
  return limit;
}

/* What nobody typed isn't shown as typed. */
static void
drop_noted (AmbAttentionItem *item)
{
  for (guint i = item->fields->len; i-- > 0;)
    if (amb_content_is_noted (((AmbAttentionField *) item->fields->pdata[i])->field))
      g_ptr_array_remove_index (item->fields, i);
}

static void
take_waiting (AmbAttentionItem *self, AmbAttentionItem *part)
{
  for (guint i = 0; i < part->waiting->len; i++)
    g_ptr_array_add (self->waiting, g_strdup (g_ptr_array_index (part->waiting, i)));
}

/* Takes of @items, by the key of the finding, what belongs to @act; NULL: it isn't there. */
static AmbAttentionEntry *
new_entry (const AmbAttentionAct *act, GHashTable *items)
{
  AmbAttentionItem *item = g_hash_table_lookup (items, &act->main->key);
  AmbAttentionEntry *self;

  if (item == NULL)
    return NULL;
  g_hash_table_steal (items, &act->main->key);
  self = g_new0 (AmbAttentionEntry, 1);
  self->item = item;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_attention_item_free);
  drop_noted (item);
  if (act->detail != act->main->detail && act->detail != NULL &&
      !amb_attention_item_fits (item, AMB_RESOLVE_RESTORE_WITH_MINE))
    {
      g_free (item->what);
      item->what = g_strdup (act->detail);
    }
  for (guint i = 0; i < act->findings->len; i++)
    {
      const AmbFinding *finding = g_ptr_array_index (act->findings, i);
      AmbAttentionItem *part = g_hash_table_lookup (items, &finding->key);

      if (part == NULL || amb_attention_act_get_role (act, finding) != AMB_ATTENTION_PART)
        continue;
      g_hash_table_steal (items, &finding->key);
      drop_noted (part);
      take_waiting (item, part);
      g_ptr_array_add (self->parts, part);
    }
  return self;
}

/* (transfer container): what each finding belongs to, by its key */
static GHashTable *
index_acts (GPtrArray *acts)
{
  GHashTable *by_key = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < acts->len; i++)
    {
      const AmbAttentionAct *act = g_ptr_array_index (acts, i);

      for (guint k = 0; k < act->findings->len; k++)
        g_hash_table_insert (by_key, &((AmbFinding *) act->findings->pdata[k])->key,
                             (gpointer) act);
    }
  return by_key;
}

GPtrArray *
amb_attention_entries_read (AmbStore *store, guint limit, guint *total, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (store, error);
  g_autoptr (GPtrArray) acts = findings != NULL ? amb_attention_acts_new (findings) : NULL;
  g_autoptr (GPtrArray) items =
      acts != NULL
          ? amb_attention_items_read (store, count_records (acts, findings, limit), NULL, error)
          : NULL;
  g_autoptr (GHashTable) left = NULL;
  g_autoptr (GHashTable) by_key = NULL;
  GPtrArray *entries;

  if (items == NULL)
    return NULL;
  by_key = index_acts (acts);
  left = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                (GDestroyNotify) amb_attention_item_free);
  entries = g_ptr_array_new_with_free_func (amb_attention_entry_free);
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      AmbAttentionItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (left, &item->finding->key, item);
    }
  for (guint i = 0; i < items->len; i++)
    {
      AmbAttentionItem *item = g_ptr_array_index (items, i);
      const AmbAttentionAct *act = g_hash_table_lookup (by_key, &item->finding->key);

      /* Of a finding that came up between the two statements the next reading tells. */
      if (act != NULL && act->main->key == item->finding->key)
        g_ptr_array_add (entries, new_entry (act, left));
    }
  *total = acts->len;
  return entries;
}

static void
append_typed (GString *text, const AmbAttentionItem *item, const char *prefix)
{
  for (guint i = 0; i < item->fields->len; i++)
    {
      const AmbAttentionField *field = g_ptr_array_index (item->fields, i);

      if (field->value == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, prefix);
      /* Translators: a field and its value: “Name: Ama Boateng” */
      g_string_append_printf (text, _ ("%s: %s"), _ (field->field->label), field->mine);
    }
}

char *
amb_attention_entry_dup_typed (const AmbAttentionEntry *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_typed (text, self->item, "");
  for (guint i = 0; i < self->parts->len; i++)
    {
      const AmbAttentionItem *part = g_ptr_array_index (self->parts, i);
      g_autofree char *prefix = NULL;

      if (!amb_attention_item_is_same_record (self->item, part))
        prefix = g_strconcat (part->title, " · ", NULL);
      append_typed (text, part, prefix != NULL ? prefix : "");
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}
