#include "amb-places.h"
#include "amb-shortcuts.h"

#include <glib/gstdio.h>

/* A key of the whole window has one meaning everywhere; one of a page has one there. */
static void
test_every_key_is_bound_once (void)
{
  for (const AmbShortcut *row = amb_shortcuts (); row->title != NULL; row++)
    {
      g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (row->accel);

      g_assert_nonnull (trigger);
      for (const AmbShortcut *other = row + 1; other->title != NULL; other++)
        if (row->action != NULL || other->action != NULL || g_str_equal (row->group, other->group))
          g_assert_cmpstr (row->accel, !=, other->accel);
    }
}

static void
test_groups_stand_together (void)
{
  g_autoptr (GHashTable) ended = g_hash_table_new (g_str_hash, g_str_equal);
  const char *group = NULL;

  for (const AmbShortcut *row = amb_shortcuts (); row->title != NULL; row++)
    {
      if (g_strcmp0 (row->group, group) != 0 && group != NULL)
        g_hash_table_add (ended, (gpointer) group);
      group = row->group;
      g_assert_false (g_hash_table_contains (ended, group));
    }
}

static void
test_actions_are_well_formed (void)
{
  for (const AmbShortcut *row = amb_shortcuts (); row->title != NULL; row++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (row->action == NULL)
        continue;
      g_assert_true (g_action_parse_detailed_name (row->action, &name, &target, NULL));
      if (g_str_equal (name, "win.go-to"))
        g_assert_nonnull (amb_place_find (g_variant_get_string (target, NULL)));
    }
}

static void
test_alt_and_a_number_follow_the_order_of_the_places (void)
{
  guint number = 0;

  /* Nine keys for the nine places of the chain; Administration and My Data stand apart. */
  for (const AmbPlace *place = amb_places (); place->id != NULL; place++)
    {
      g_autofree char *accel = g_strdup_printf ("<Alt>%u", ++number);
      g_autofree char *action = g_strdup_printf ("win.go-to::%s", place->id);
      gboolean is_bound = FALSE;

      for (const AmbShortcut *row = amb_shortcuts (); row->title != NULL; row++)
        is_bound =
            is_bound || (g_str_equal (row->accel, accel) && g_strcmp0 (row->action, action) == 0);
      g_assert_cmpint (is_bound, ==, number <= 9);
      g_assert_cmpint (place->is_listed, ==, number <= 11);
    }
}

/* What lists and forms bind by themselves, all of src/app: whoever adds one, adds its row here. */
static void
test_keys_of_lists_and_forms_are_listed (void)
{
  static const char *const keys[] = { "<Control>Return", "<Control>a", "Delete", "Escape" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean is_listed = FALSE;

      for (const AmbShortcut *row = amb_shortcuts (); row->title != NULL; row++)
        is_listed = is_listed || g_str_equal (row->accel, keys[i]);
      g_assert_true (is_listed);
    }
}

static void
test_every_entity_has_a_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("amb-places-XXXXXX", &error);
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795442400000), 7);
  g_autoptr (AmbContext) context = amb_context_new (folder, clock, &error);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_no_error (error);
  for (const AmbEntity *const *entity = amb_entities (); *entity != NULL; entity++)
    g_assert_nonnull (amb_place_find_for_entity (*entity, context));
  amb_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shell/shortcuts/every-key-is-bound-once", test_every_key_is_bound_once);
  g_test_add_func ("/shell/shortcuts/groups-stand-together", test_groups_stand_together);
  g_test_add_func ("/shell/shortcuts/actions-are-well-formed", test_actions_are_well_formed);
  g_test_add_func ("/shell/shortcuts/alt-and-a-number-follow-the-order-of-the-places",
                   test_alt_and_a_number_follow_the_order_of_the_places);
  g_test_add_func ("/shell/shortcuts/keys-of-lists-and-forms-are-listed",
                   test_keys_of_lists_and_forms_are_listed);
  g_test_add_func ("/shell/shortcuts/every-entity-has-a-place", test_every_entity_has_a_place);
  return g_test_run ();
}
