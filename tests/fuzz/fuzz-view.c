/* Named views: any text becomes a query that the database answers, and saving it again loses
 * nothing of what was applied. */
#include "fuzz.h"

#include "amb-store.h"
#include "amb-view.h"

#include <string.h>

static AmbStore *
get_store (void)
{
  static AmbStore *store;

  if (store == NULL)
    {
      g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795435200000), 7);

      store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, NULL);
    }
  return store;
}

static void
check_same (const AmbView *a, const AmbView *b)
{
  g_assert_true (amb_query_is_same (a->query, b->query));
  g_assert_cmpuint (a->columns->len, ==, b->columns->len);
  for (guint i = 0; i < a->columns->len; i++)
    {
      const AmbViewColumn *x = g_ptr_array_index (a->columns, i);
      const AmbViewColumn *y = g_ptr_array_index (b->columns, i);

      g_assert_true (x->field == y->field && x->width == y->width);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const AmbEntity *entity = amb_entity_find ("ambassador");
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (AmbView) view = amb_view_from_json (entity, text);
  g_autofree char *notice = amb_view_dup_notice (view);
  g_autofree char *saved = amb_view_to_json (view, text);
  g_autoptr (AmbView) again = amb_view_from_json (entity, saved);
  g_autofree char *saved_again = amb_view_to_json (again, saved);
  g_autofree char *alone = amb_view_to_json (view, NULL);
  g_autoptr (AmbView) plain = amb_view_from_json (entity, alone);
  g_autoptr (AmbJson) json = amb_json_parse (saved, strlen (saved), NULL);
  g_autoptr (GError) error = NULL;
  gint64 count;

  g_assert_true (notice == NULL || g_utf8_validate (notice, -1, NULL));
  g_assert_nonnull (json);
  check_same (view, again);
  check_same (view, plain);
  g_assert_cmpstr (saved, ==, saved_again);
  g_assert_cmpuint (plain->problems->len, ==, 0);
  amb_store_count (get_store (), view->query, &count, &error);
  g_assert_no_error (error);
  return 0;
}
