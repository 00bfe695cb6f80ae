#include "amb-attention-merge.h"

#include <glib/gi18n.h>

#define LINES 200 /* of each: a dialog is no list */

gboolean
amb_attention_drops (const AmbAttentionField *field)
{
  return field->value != NULL && field->theirs != NULL && !field->is_taken && !field->fills &&
         !g_str_equal (field->mine, field->theirs);
}

void
amb_attention_merge_free (AmbAttentionMerge *self)
{
  g_free (self->filled);
  g_free (self->dropped);
  g_free (self);
}

static void
append_line (GString *lines, guint n, const AmbAttentionItem *item, const AmbAttentionField *field)
{
  if (n <= LINES)
    /* Translators: a record, a field, and a value of it */
    g_string_append_printf (lines, _ ("%s · %s: %s\n"), item->title, _ (field->field->label),
                            field->mine);
}

static char *
end_lines (GString *lines, guint n)
{
  if (n > LINES)
    g_string_append_printf (lines, ngettext ("And %u more", "And %u more", n - LINES), n - LINES);
  else if (lines->len > 0)
    g_string_truncate (lines, lines->len - 1);
  return g_string_free (lines, FALSE);
}

AmbAttentionMerge *
amb_attention_merge_new (GPtrArray *items)
{
  AmbAttentionMerge *self = g_new0 (AmbAttentionMerge, 1);
  GString *filled = g_string_new (NULL), *dropped = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const AmbAttentionItem *item = g_ptr_array_index (items, i);

      if (!amb_attention_item_fits (item, AMB_RESOLVE_MERGE))
        continue;
      self->n_records++;
      for (guint k = 0; k < item->fields->len; k++)
        {
          const AmbAttentionField *field = g_ptr_array_index (item->fields, k);

          if (field->fills)
            append_line (filled, ++self->n_filled, item, field);
          else if (amb_attention_drops (field))
            append_line (dropped, ++self->n_dropped, item, field);
        }
    }
  self->filled = end_lines (filled, self->n_filled);
  self->dropped = end_lines (dropped, self->n_dropped);
  return self;
}

char *
amb_attention_merge_dup_body (const AmbAttentionMerge *self)
{
  g_autofree char *fills =
      self->n_filled == 0
          ? g_strdup (_ ("The existing ones stay as they are. What refers to yours refers to "
                         "them."))
          : g_strdup_printf (ngettext ("%u empty field is filled with what you have; everything "
                                       "else stays. What refers to yours refers to them.",
                                       "%u empty fields are filled with what you have; "
                                       "everything else stays. What refers to yours refers to "
                                       "them.",
                                       self->n_filled),
                             self->n_filled);
  g_autofree char *drops = g_strdup_printf (
      ngettext ("%u value of yours is not taken, because the existing record has another one.",
                "%u values of yours are not taken, because the existing records have others.",
                self->n_dropped),
      self->n_dropped);

  return self->n_dropped > 0 ? g_strdup_printf ("%s\n%s", fills, drops) : g_steal_pointer (&fills);
}
