/* What is said before all duplicates are merged. */
#include "amb-attention-merge.h"

static void
add_field (AmbAttentionItem *item, const char *name, const char *mine, const char *theirs)
{
  AmbAttentionField *field = g_new0 (AmbAttentionField, 1);

  field->field = amb_entity_find_field (amb_entity_find ("ambassador"), name);
  field->value = g_strdup (mine);
  field->mine = g_strdup (mine);
  field->theirs = g_strdup (theirs != NULL ? theirs : "Nothing");
  field->fills = theirs == NULL;
  g_ptr_array_add (item->fields, field);
}

static void
field_free (gpointer data)
{
  AmbAttentionField *field = data;

  g_free (field->value);
  g_free (field->mine);
  g_free (field->theirs);
  g_free (field);
}

static AmbAttentionItem *
new_item (const char *title, AmbResolution resolution)
{
  AmbAttentionItem *item = g_new0 (AmbAttentionItem, 1);

  item->title = g_strdup (title);
  item->fields = g_ptr_array_new_with_free_func (field_free);
  item->resolutions = g_array_new (FALSE, FALSE, sizeof (AmbResolution));
  g_array_append_val (item->resolutions, resolution);
  return item;
}

static void
item_free (gpointer data)
{
  AmbAttentionItem *item = data;

  g_free (item->title);
  g_ptr_array_unref (item->fields);
  g_array_unref (item->resolutions);
  g_free (item);
}

static void
test_dropped (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  AmbAttentionItem *ama = new_item ("Ama", AMB_RESOLVE_MERGE);
  AmbAttentionItem *bo = new_item ("Bo", AMB_RESOLVE_MERGE);
  AmbAttentionItem *other = new_item ("Cy", AMB_RESOLVE_MINE);
  g_autoptr (AmbAttentionMerge) merge = NULL;
  g_autofree char *body = NULL;

  add_field (ama, "display-name", "Ama Boateng", "Ama B.");
  add_field (ama, "email", "a@x.com", "a@x.com");
  add_field (ama, "job-title", "Painter", NULL);
  add_field (bo, "notes", "Met in Lyon", "Met in Paris");
  add_field (other, "notes", "Elsewhere", "Here");
  ((AmbAttentionField *) ama->fields->pdata[1])->is_taken = TRUE;
  g_ptr_array_add (items, ama);
  g_ptr_array_add (items, bo);
  g_ptr_array_add (items, other);
  merge = amb_attention_merge_new (items);
  g_assert_cmpuint (merge->n_records, ==, 2);
  g_assert_cmpstr (merge->filled, ==, "Ama · Job title: Painter");
  g_assert_cmpstr (merge->dropped, ==, "Ama · Name: Ama Boateng\nBo · Notes: Met in Lyon");
  body = amb_attention_merge_dup_body (merge);
  g_assert_cmpstr (body, ==,
                   "1 empty field is filled with what you have; everything else stays. What refers "
                   "to yours refers to them.\n2 values of yours are not taken, because the "
                   "existing records have others.");
}

static void
test_nothing_dropped (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  AmbAttentionItem *ama = new_item ("Ama", AMB_RESOLVE_MERGE);
  g_autoptr (AmbAttentionMerge) merge = NULL;
  g_autofree char *body = NULL;

  add_field (ama, "display-name", "Ama", "Ama");
  g_ptr_array_add (items, ama);
  merge = amb_attention_merge_new (items);
  body = amb_attention_merge_dup_body (merge);
  g_assert_cmpstr (merge->dropped, ==, "");
  g_assert_cmpstr (body, ==,
                   "The existing ones stay as they are. What refers to yours refers to them.");
}

static void
test_many (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (AmbAttentionMerge) merge = NULL;

  for (guint i = 0; i < 203; i++)
    {
      AmbAttentionItem *ama = new_item ("Ama", AMB_RESOLVE_MERGE);

      add_field (ama, "notes", "Mine", "Theirs");
      g_ptr_array_add (items, ama);
    }
  merge = amb_attention_merge_new (items);
  g_assert_cmpuint (merge->n_dropped, ==, 203);
  g_assert_true (g_str_has_suffix (merge->dropped, "Mine\nAnd 3 more"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/attention-merge/what-is-left-out-is-named", test_dropped);
  g_test_add_func ("/app/attention-merge/nothing-is-said-where-nothing-is-left-out",
                   test_nothing_dropped);
  g_test_add_func ("/app/attention-merge/of-many-the-first-are-named", test_many);
  return g_test_run ();
}
