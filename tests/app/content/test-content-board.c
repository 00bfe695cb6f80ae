/* Which moves the menu of a card offers to whom. */
#include "amb-board-private.h"
#include "amb-content-board.h"
#include "list-fixture.h"

typedef struct
{
  ListFixture list;
  char *me;
  char *other;
} Fixture;

typedef struct
{
  const char *title, *state, *owner, *reviewer;
} Item;

static gpointer
run_add_person (AmbProgramme *programme, gpointer name, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbRecord) person = amb_record_new (amb_entity_find ("ambassador"), NULL);

  amb_record_set (person, "display-name", name);
  amb_record_set (person, "state", "active");
  return amb_programme_add (programme, person, AMB_COMMAND_RUNNING, error);
}

static gpointer
run_add_item (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Item *item = data;
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("content-item"), NULL);

  amb_record_set (record, "title", item->title);
  amb_record_set (record, "state", item->state);
  amb_record_set (record, "owner-id", item->owner);
  amb_record_set (record, "reviewer-id", item->reviewer);
  return amb_programme_add (programme, record, AMB_COMMAND_RUNNING, error);
}

static gpointer
run_become (AmbProgramme *programme, gpointer person, GCancellable *cancellable, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);

  if (!amb_store_set_meta (store, "actor-person", person, error) ||
      !amb_store_set_meta (store, "actor-access", "ambassador", error))
    return NULL;
  amb_programme_load_actor (programme);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
write_job (Fixture *fixture, AmbContextWrite job, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer result = list_fixture_write (&fixture->list, job, (gpointer) data, &error);

  g_assert_no_error (error);
  return result;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  list_fixture_set_up (&self->list, data);
  self->me = write_job (self, run_add_person, "Fatou Diop");
  self->other = write_job (self, run_add_person, "Ann Abe");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->me);
  g_free (self->other);
  list_fixture_tear_down (&self->list, data);
}

static void
list_actions (GMenuModel *menu, GPtrArray *actions)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GVariant) target =
          g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);

      if (section != NULL)
        list_actions (section, actions);
      else if (target != NULL)
        g_ptr_array_add (actions, g_variant_dup_string (target, NULL));
      else
        {
          char *action = NULL;

          g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
          g_ptr_array_add (actions, action);
        }
    }
}

static AmbBoardColumn *
find_column (AmbBoard *board, const char *state)
{
  for (guint i = 0; i < board->columns->len; i++)
    if (g_str_equal (amb_board_column_get_step (board->columns->pdata[i])->states[0], state))
      return board->columns->pdata[i];
  g_assert_not_reached ();
}

/* What the menu of @item offers me, who am an ambassador: states, and actions. */
static char *
dup_ways (Fixture *fixture, const Item *item)
{
  g_autofree char *id = write_job (fixture, run_add_item, item);
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (GMenuModel) menu = NULL;
  GtkWidget *board;

  write_job (fixture, run_become, fixture->me);
  record = amb_store_lookup (amb_context_get_store (fixture->list.context),
                             amb_entity_find ("content-item"), id, NULL);
  board = g_object_ref_sink (amb_board_new (fixture->list.context, &amb_content_board_design));
  menu =
      amb_board_make_ways (AMB_BOARD (board), find_column (AMB_BOARD (board), item->state), record);
  list_actions (menu, actions);
  g_ptr_array_add (actions, NULL);
  g_assert_finalize_object (board);
  return g_strjoinv (" ", (char **) actions->pdata);
}

static void
test_owner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ways =
      dup_ways (fixture, &(Item){ "Night shift", "draft", fixture->me, fixture->other });

  g_assert_cmpstr (ways, ==, "board.next archived board.open");
}

static void
test_reviewer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ways =
      dup_ways (fixture, &(Item){ "Night shift", "scheduled", fixture->other, fixture->me });

  g_assert_cmpstr (ways, ==, "in_review board.open");
}

static void
test_another (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ways =
      dup_ways (fixture, &(Item){ "Night shift", "draft", fixture->other, NULL });

  g_assert_cmpstr (ways, ==, "board.open");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77; /* skipped: no display */
  adw_init ();
  g_test_add ("/app/content-board/an-owner-may-archive-their-draft", Fixture, NULL, set_up,
              test_owner, tear_down);
  g_test_add ("/app/content-board/a-reviewer-may-take-it-back-to-review", Fixture, NULL, set_up,
              test_reviewer, tear_down);
  g_test_add ("/app/content-board/what-is-anothers-stays-theirs", Fixture, NULL, set_up,
              test_another, tear_down);
  return g_test_run ();
}
