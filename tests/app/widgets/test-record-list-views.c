/* The named views of a list, in a window. */
#include "amb-record-list-private.h"
#include "list-fixture.h"

#include <string.h>

#define FRENCH "{\"field\":\"language\",\"match\":\"in\",\"values\":[\"fr\"]}"

static const char *const active[] = { "active", NULL };
static const char *const pool[] = { "identified", NULL };
static const AmbListView designed_views[] = {
  { "active", "Active", "state", active },
  { "pool", "Pool", "state", pool },
  { NULL },
};
static const AmbListColumn designed_columns[] = { { "display-name" }, { "standing" }, { NULL } };
static const AmbListDesign design = { .key = "people.test",
                                      .views = designed_views,
                                      .columns = designed_columns };

typedef struct
{
  ListFixture *fixture;
  GtkWidget *window;
  AmbRecordList *list;
  char *toast; /* the last one */
} Shown;

static gboolean
is_idle (gpointer data)
{
  AmbListModel *model = amb_record_list_get_model (data);

  return amb_list_model_get_query (model) && !amb_list_model_get_loading (model);
}

static gboolean
is_read (gpointer data)
{
  AmbRecordList *list = data;

  return list->n_books > 0 && is_idle (list);
}

static void
toast_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  Shown *s = data;
  gboolean with_undo;

  g_free (s->toast);
  g_variant_get (target, "(sb)", &s->toast, &with_undo);
}

static void
open_list (Shown *s, ListFixture *fixture, const AmbListDesign *list_design)
{
  static const GActionEntry entries[] = {
    { .name = "toast", .activate = toast_cb, .parameter_type = "(sb)" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  memset (s, 0, sizeof *s);
  s->fixture = fixture;
  s->list = g_object_new (AMB_TYPE_RECORD_LIST, NULL);
  amb_record_list_setup (s->list, fixture->context, fixture->person, list_design);
  s->window = gtk_window_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), s);
  gtk_widget_insert_action_group (s->window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (GTK_WINDOW (s->window), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (s->window), GTK_WIDGET (s->list));
  gtk_window_present (GTK_WINDOW (s->window));
  list_fixture_wait (is_read, s->list);
}

static void
close_list (Shown *s)
{
  GtkWidget *list = GTK_WIDGET (s->list);

  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  gtk_window_destroy (GTK_WINDOW (s->window));
  while (list)
    list_fixture_iterate ();
  g_free (s->toast);
}

/* Records, as another desk or another page of the window writes them. */

typedef struct
{
  const char *id; /* NULL: a new one */
  const char *title;
  const char *query;
  const char *visibility;
  const char *owner;
  gboolean removes;
} Edit;

static gpointer
edit_view (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  const AmbEntity *entity = amb_entity_find ("named-view");
  g_autoptr (AmbRecord) record = amb_record_new (entity, NULL);
  const char *const pairs[][2] = { { "title", edit->title },
                                   { "query", edit->query },
                                   { "visibility", edit->visibility },
                                   { "owner-id", edit->owner } };

  if (edit->removes)
    {
      amb_programme_remove (programme, entity, edit->id, error);
      return NULL;
    }
  amb_record_set (record, "entity", "ambassador");
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][1] && edit->id)
      amb_programme_set_field (programme, entity, edit->id, pairs[i][0], pairs[i][1], error);
    else if (pairs[i][1])
      amb_record_set (record, pairs[i][0], pairs[i][1]);
  return edit->id ? NULL : amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, error);
}

typedef struct
{
  AmbRecordList *list;
  guint n_books;
} Books;

static gboolean
is_read_again (gpointer data)
{
  const Books *books = data;

  return books->list->n_books > books->n_books && is_idle (books->list);
}

/* Written, and told to the list when there is one. */
static char *
write_view (ListFixture *fixture, AmbRecordList *list, Edit edit)
{
  g_autoptr (GError) error = NULL;
  Books books = { list, list ? list->n_books : 0 };
  char *id = list_fixture_write (fixture, edit_view, &edit, &error);

  g_assert_no_error (error);
  if (list)
    list_fixture_wait (is_read_again, &books);
  return id;
}

static char *
add_view (ListFixture *fixture, AmbRecordList *list, const char *title, const char *query)
{
  return write_view (fixture, list, (Edit){ .title = title, .query = query });
}

static gpointer
undo (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbUndoReport) report = GPOINTER_TO_INT (data) ? amb_programme_redo (programme, error)
                                                            : amb_programme_undo (programme, error);

  g_assert_true (!report || report->left->len == 0);
  return NULL;
}

static void
take_back (Shown *s, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  Books books = { s->list, s->list->n_books };

  list_fixture_write (s->fixture, undo, GINT_TO_POINTER (redo), &error);
  g_assert_no_error (error);
  list_fixture_wait (is_read_again, &books);
}

static char *
dup_field (ListFixture *fixture, const char *id, const char *field)
{
  g_autoptr (AmbRecord) record = amb_store_lookup (amb_context_get_store (fixture->context),
                                                   amb_entity_find ("named-view"), id, NULL);

  g_assert_nonnull (record);
  return amb_record_get_deleted (record) ? g_strdup ("removed")
                                         : g_strdup (amb_record_get (record, field));
}

#define assert_field(fixture, id, field, value)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *is = dup_field (fixture, id, field);                                          \
    g_assert_cmpstr (is, ==, value);                                                               \
  }                                                                                                \
  G_STMT_END

/* What a person sees and does. */

static void
activate (Shown *s, const char *action)
{
  g_autofree char *name = g_strconcat ("records.", action, NULL);

  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (s->list->actions), action));
  gtk_widget_activate_action (GTK_WIDGET (s->list), name, NULL);
}

static void
activate_and_wait (Shown *s, const char *action)
{
  Books books = { s->list, s->list->n_books };

  activate (s, action);
  list_fixture_wait (is_read_again, &books);
}

static void
choose (Shown *s, const char *target)
{
  gtk_widget_activate_action (GTK_WIDGET (s->list), "records.view", "s", target);
  list_fixture_wait (is_idle, s->list);
}

static void
filter (Shown *s, const char *name, const char *value)
{
  amb_query_where (s->list->state->query, amb_entity_find_field (s->fixture->person, name),
                   AMB_MATCH_IN, value ? (const char *const[]){ value, NULL } : NULL);
  amb_record_list_apply (s->list);
  list_fixture_wait (is_idle, s->list);
}

static guint
count_rows (Shown *s)
{
  return g_list_model_get_n_items (G_LIST_MODEL (amb_record_list_get_model (s->list)));
}

static char *
dup_columns (Shown *s)
{
  g_autoptr (AmbView) view = amb_view_new (s->fixture->person);
  g_autoptr (GString) out = g_string_new (NULL);

  amb_record_list_take_layout (s->list, view);
  for (guint i = 0; i < view->columns->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                            ((AmbViewColumn *) g_ptr_array_index (view->columns, i))->field->name);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_menu (GMenuModel *menu, GString *out)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *label = NULL;

      /* GTK shows nothing of a section without items. */
      if (section && g_menu_model_get_n_items (section) == 0)
        continue;
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_string_append_printf (out, "%s%s",
                              out->len == 0 || g_str_has_suffix (out->str, "[") ? "" : " ",
                              label ? label : "");
      if (!section)
        continue;
      g_string_append_c (out, '[');
      append_menu (section, out);
      g_string_append_c (out, ']');
    }
}

/* “[Everything] My Views[A] [Save View As…]” */
static char *
dup_menu (Shown *s)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_menu (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (s->list->view_button)), out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

#define assert_menu(s, menu)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *is = dup_menu (s);                                                            \
    g_assert_cmpstr (is, ==, menu);                                                                \
  }                                                                                                \
  G_STMT_END

#define assert_columns(s, columns)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *is = dup_columns (s);                                                         \
    g_assert_cmpstr (is, ==, columns);                                                             \
  }                                                                                                \
  G_STMT_END

static void
assert_shown (Shown *s, const char *label, gboolean is_modified)
{
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (s->list->view_label)), ==, label);
  g_assert_cmpint (gtk_widget_get_visible (s->list->view_mark), ==, is_modified);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

/* Types a name; @everybody: −1 where nothing is asked. */
static void
answer (Shown *s, const char *action, const char *name, int everybody)
{
  AdwMessageDialog *dialog;
  GtkWidget *entry, *check;

  activate (s, action);
  list_fixture_wait (has_dialog, NULL);
  dialog = find_dialog ();
  entry = list_fixture_find_type (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  check = list_fixture_find_type (GTK_WIDGET (dialog), GTK_TYPE_SWITCH);
  g_assert_cmpint (check != NULL, ==, everybody >= 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  if (check)
    gtk_switch_set_active (GTK_SWITCH (check), everybody);
}

static void
save_answer (Shown *s)
{
  Books books = { s->list, s->list->n_books };

  g_assert_true (adw_message_dialog_get_response_enabled (find_dialog (), "save"));
  adw_message_dialog_response (find_dialog (), "save");
  list_fixture_wait (is_read_again, &books);
}

/* People who are found by a search too: those of the fixture are written past it. */
static void
fill_for_search (ListFixture *fixture, guint n)
{
  list_fixture_fill (fixture, n);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *id = list_fixture_dup_id (fixture, i);

      list_fixture_set (fixture, id, "job-title", "Editor");
    }
}

/* Tests. */

static void
test_choosing (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_view (fixture, NULL, "French",
                                  "{\"where\":[" FRENCH "],\"search\":\" Person \",\"sort\":"
                                  "\"language\",\"descending\":true,\"columns\":[{\"field\":"
                                  "\"email\",\"width\":240},{\"field\":\"display-name\"}]}");
  g_autofree char *plain = add_view (fixture, NULL, "Plain", "{}");
  g_autofree char *own = NULL;
  const AmbListState *state;
  Shown s;

  fill_for_search (fixture, 30);
  open_list (&s, fixture, NULL);
  own = dup_columns (&s);
  filter (&s, "country", "FR");
  s.list->state->query->sort = amb_entity_find_field (fixture->person, "level");
  choose (&s, id);
  state = s.list->state;
  g_assert_cmpuint (count_rows (&s), ==, 10);
  g_assert_cmpuint (state->query->conditions->len, ==, 1);
  g_assert_cmpstr (state->query->sort->name, ==, "language");
  g_assert_true (state->query->descending);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (s.list->search_entry)), ==, "Person");
  assert_columns (&s, "email display-name");
  assert_shown (&s, "French", FALSE);

  /* A view that says nothing of columns has those that the person has anyway. */
  choose (&s, plain);
  g_assert_cmpuint (count_rows (&s), ==, 30);
  g_assert_null (state->query->sort);
  assert_columns (&s, own);
  assert_shown (&s, "Plain", FALSE);

  choose (&s, id);
  choose (&s, "=");
  g_assert_cmpuint (count_rows (&s), ==, 30);
  g_assert_cmpstr (state->query->sort->name, ==, "level");
  g_assert_null (state->query->search);
  assert_columns (&s, own);
  assert_shown (&s, "Everything", FALSE);
  choose (&s, "no-such-view");
  assert_shown (&s, "Everything", FALSE);
  close_list (&s);
}

/* A view is whole: saved over a view of the design, it shows the same elsewhere. */
static void
test_views_of_the_design_are_part_of_it (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL, *elsewhere = NULL;
  Shown s;

  list_fixture_fill (fixture, 30);
  elsewhere = add_view (fixture, NULL, "All French", "{\"where\":[" FRENCH "]}");
  open_list (&s, fixture, &design);
  choose (&s, "=pool");
  filter (&s, "language", "fr");
  g_assert_cmpuint (count_rows (&s), ==, 5);
  answer (&s, "save-view", "French pool", FALSE);
  save_answer (&s);
  id = g_strdup (s.list->state->named);
  assert_field (
      fixture, id, "query",
      "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"identified\"]}," FRENCH
      "],\"descending\":false,\"columns\":[{\"field\":\"display-name\"},"
      "{\"field\":\"standing\"},{\"field\":\"roles\"}]}");
  choose (&s, "=active");
  g_assert_cmpuint (count_rows (&s), ==, 15);
  choose (&s, id);
  g_assert_cmpuint (count_rows (&s), ==, 5);
  g_assert_cmpuint (s.list->state->query->conditions->len, ==, 1);
  g_assert_cmpstr (s.list->state->view, ==, "pool");
  assert_shown (&s, "French pool", FALSE);
  /* One of no view of the design shows what it asks for, and no less. */
  choose (&s, elsewhere);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  close_list (&s);

  open_list (&s, fixture, NULL);
  choose (&s, id);
  g_assert_cmpuint (count_rows (&s), ==, 5);
  assert_shown (&s, "French pool", FALSE);
  close_list (&s);
}

static void
test_menu (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *other = list_fixture_dup_id (fixture, 2);
  g_autofree char *mine = NULL, *shared = NULL, *theirs = NULL;
  Shown s;

  list_fixture_fill (fixture, 4);
  open_list (&s, fixture, NULL);
  assert_menu (&s, "[Everything] [Save View As…]");
  mine = add_view (fixture, s.list, "snake_case", "{}");
  shared = write_view (fixture, s.list,
                       (Edit){ .title = "Ünîcode name that goes on and on for ever",
                               .visibility = "shared",
                               .owner = other });
  theirs = write_view (fixture, s.list, (Edit){ .title = "Not mine", .owner = other });
  assert_menu (&s,
               "[Everything] My Views[snake__case] Shared Views[Ünîcode name that goes on and on"
               "…] [Save View As…]");
  choose (&s, mine);
  assert_menu (&s,
               "[Everything] My Views[snake__case] Shared Views[Ünîcode name that goes on and on"
               "…] [Save View As…] [Rename View… Share View Remove View]");
  choose (&s, shared);
  filter (&s, "language", "fr");
  assert_menu (&s,
               "[Everything] My Views[snake__case] Shared Views[Ünîcode name that goes on and on"
               "…] [Save Changes Revert Changes Save View As…] [Rename View… Make View "
               "Private Remove View]");
  close_list (&s);
}

static void
items_changed_cb (GMenuModel *section, int position, int removed, int added, gpointer data)
{
  g_string_append_printf (data, "%d-%d+%d ", position, removed, added);
}

/* A menu that is open closes when the item with the focus goes: what comes is added, no more. */
static void
test_the_menu_changes_little (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *b = add_view (fixture, NULL, "B", "{}");
  g_autofree char *a = NULL;
  g_autoptr (GString) changes = g_string_new (NULL);
  Shown s;

  open_list (&s, fixture, NULL);
  for (guint i = 0; i < AMB_N_SECTIONS; i++)
    g_signal_connect (s.list->view_sections[i], "items-changed", G_CALLBACK (items_changed_cb),
                      changes);
  a = add_view (fixture, s.list, "A", "{}");
  assert_menu (&s, "[Everything] My Views[A B] [Save View As…]");
  g_assert_cmpstr (changes->str, ==, "0-0+1 ");
  g_string_truncate (changes, 0);
  write_view (fixture, s.list, (Edit){ .id = b, .title = "C" });
  g_assert_cmpstr (changes->str, ==, "1-1+0 1-0+1 ");
  g_string_truncate (changes, 0);
  filter (&s, "language", "fr");
  write_view (fixture, s.list, (Edit){ .id = b, .query = "{\"search\":\"x\"}" });
  g_assert_cmpstr (changes->str, ==, "");
  for (guint i = 0; i < AMB_N_SECTIONS; i++)
    g_signal_handlers_disconnect_by_data (s.list->view_sections[i], changes);
  close_list (&s);
}

static gpointer
become (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  const char *const *actor = data;
  g_autoptr (AmbRecord) record = NULL;

  g_assert_true (amb_store_set_meta (store, "actor-person", actor[0], NULL));
  g_assert_true (amb_store_set_meta (store, "actor-access", actor[1], NULL));
  amb_programme_load_actor (programme);
  if (!actor[2])
    return NULL;
  /* It came by the scope of everybody, not by one's own. */
  record = amb_store_get (store, amb_entity_find ("named-view"), actor[2], NULL);
  g_assert_true (amb_db_run (amb_store_get_db (store), NULL,
                             "INSERT INTO sync_scope (id, name, gen) VALUES (1, 'org', 1)", NULL));
  g_assert_true (amb_db_run (amb_store_get_db (store), NULL,
                             "INSERT INTO sync_member (entity, rid, scope, gen) VALUES "
                             "('named-view', ?, 1, 1)",
                             "i", amb_record_get_rid (record)));
  return NULL;
}

/* Whoever may only read a view may still start from it. */
static void
test_rights (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *me = list_fixture_dup_id (fixture, 1);
  g_autofree char *other = list_fixture_dup_id (fixture, 2);
  g_autofree char *shared = NULL;
  const char *lead[] = { me, "lead", NULL }, *auditor[] = { me, "auditor", NULL };
  Shown s;

  list_fixture_fill (fixture, 4);
  shared = write_view (fixture, NULL,
                       (Edit){ .title = "Theirs", .visibility = "shared", .owner = other });
  lead[2] = shared;
  list_fixture_write (fixture, become, lead, NULL);
  open_list (&s, fixture, NULL);
  choose (&s, shared);
  filter (&s, "language", "fr");
  assert_menu (&s, "[Everything] Shared Views[Theirs] [Revert Changes Save View As…]");
  close_list (&s);

  list_fixture_write (fixture, become, auditor, NULL);
  open_list (&s, fixture, NULL);
  assert_menu (&s, "[Everything] Shared Views[Theirs] [Revert Changes]");
  close_list (&s);
}

static void
test_save_as (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  Shown s;

  list_fixture_fill (fixture, 30);
  open_list (&s, fixture, NULL);
  filter (&s, "language", "fr");
  answer (&s, "save-view", "  French  ", TRUE);
  save_answer (&s);
  id = g_strdup (s.list->state->named);
  assert_field (fixture, id, "title", "French");
  assert_field (fixture, id, "entity", "ambassador");
  assert_field (fixture, id, "visibility", "shared");
  assert_shown (&s, "French", FALSE);
  g_assert_cmpstr (s.toast, ==, "View “French” saved.");

  /* Ctrl+Z takes the view, not what is shown; with Ctrl+Shift+Z it is shown again. */
  take_back (&s, FALSE);
  assert_field (fixture, id, "title", "removed");
  assert_shown (&s, "Everything", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  take_back (&s, TRUE);
  assert_shown (&s, "French", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  close_list (&s);
}

static void
test_names_are_told_apart (ListFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean is_taken, can_save;
  } cases[] = {
    { "", FALSE, FALSE },       { "   ", FALSE, FALSE },    { "French", TRUE, FALSE },
    { " frênch", TRUE, FALSE }, { "=French", FALSE, TRUE }, { "French 2", FALSE, TRUE },
  };
  g_autofree char *id = add_view (fixture, NULL, "French", "{}");
  Shown s;

  open_list (&s, fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      answer (&s, "save-view", cases[i].name, FALSE);
      g_test_message ("“%s”", cases[i].name);
      g_assert_cmpint (adw_message_dialog_get_response_enabled (find_dialog (), "save"), ==,
                       cases[i].can_save);
      g_assert_cmpint (
          gtk_widget_has_css_class (
              list_fixture_find_type (GTK_WIDGET (find_dialog ()), ADW_TYPE_ENTRY_ROW), "error"),
          ==, cases[i].is_taken);
      gtk_window_destroy (GTK_WINDOW (find_dialog ()));
    }
  choose (&s, id);
  answer (&s, "rename-view", "french", -1);
  save_answer (&s);
  assert_field (fixture, id, "title", "french");
  assert_shown (&s, "french", FALSE);
  close_list (&s);
}

static void
test_changes_are_seen_saved_and_reverted (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_view (fixture, NULL, "V", "{\"where\":[" FRENCH "],\"later\":[1]}");
  Shown s;

  list_fixture_fill (fixture, 30);
  open_list (&s, fixture, NULL);
  choose (&s, id);
  assert_shown (&s, "V", FALSE);
  filter (&s, "language", "en");
  assert_shown (&s, "V", TRUE);
  filter (&s, "language", "fr");
  assert_shown (&s, "V", FALSE);
  s.list->state->query->sort = amb_entity_find_field (fixture->person, "display-name");
  amb_record_list_apply (s.list);
  assert_shown (&s, "V", FALSE);
  s.list->state->query->descending = TRUE;
  amb_record_list_apply (s.list);
  assert_shown (&s, "V", TRUE);
  activate (&s, "revert-view");
  assert_shown (&s, "V", FALSE);
  g_assert_false (s.list->state->query->descending);

  /* A column is a change too; what is not known here stays in the record. */
  gtk_widget_activate_action (GTK_WIDGET (s.list), "records.column-email", NULL);
  assert_shown (&s, "V", TRUE);
  activate (&s, "revert-view");
  assert_shown (&s, "V", FALSE);
  filter (&s, "language", "en");
  activate_and_wait (&s, "update-view");
  assert_shown (&s, "V", FALSE);
  assert_field (fixture, id, "query",
                "{\"where\":[{\"field\":\"language\",\"match\":\"in\",\"values\":[\"en\"]}],"
                "\"descending\":false,\"later\":[1]}");
  g_assert_cmpuint (count_rows (&s), ==, 20);
  take_back (&s, FALSE);
  assert_field (fixture, id, "query", "{\"where\":[" FRENCH "],\"later\":[1]}");
  assert_shown (&s, "V", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  close_list (&s);
}

static void
test_share_and_remove (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_view (fixture, NULL, "V", "{\"where\":[" FRENCH "]}");
  Shown s;

  list_fixture_fill (fixture, 30);
  open_list (&s, fixture, NULL);
  choose (&s, id);
  activate_and_wait (&s, "share-view");
  assert_field (fixture, id, "visibility", "shared");
  g_assert_cmpstr (s.toast, ==, "Everybody finds the view “V” in this list now.");
  activate_and_wait (&s, "share-view");
  assert_field (fixture, id, "visibility", "private");
  g_assert_cmpstr (s.toast, ==, "Only you find the view “V” in this list now.");
  assert_shown (&s, "V", FALSE);

  activate_and_wait (&s, "remove-view");
  assert_field (fixture, id, "title", "removed");
  g_assert_cmpstr (s.toast, ==, "View “V” removed.");
  g_assert_cmpstr (amb_context_get_undo_label (fixture->context, FALSE), ==, "Remove View “V”");
  assert_shown (&s, "Everything", FALSE);
  assert_menu (&s, "[Everything] [Save View As…]");
  take_back (&s, FALSE);
  assert_shown (&s, "V", FALSE);

  /* Who goes on meanwhile is not called back. */
  activate_and_wait (&s, "remove-view");
  filter (&s, "language", "en");
  take_back (&s, FALSE);
  assert_shown (&s, "Everything", FALSE);
  close_list (&s);
}

/* By the menu, so also by keys alone; what is at an end goes no further. */
static void
test_reorder (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_view (fixture, NULL, "A", "{}");
  g_autofree char *b = add_view (fixture, NULL, "B", "{}");
  g_autofree char *c = add_view (fixture, NULL, "C", "{}");
  Shown s;

  list_fixture_fill (fixture, 4);
  open_list (&s, fixture, NULL);
  choose (&s, c);
  assert_menu (&s, "[Everything] My Views[A B C] [Save View As…] [Rename View… Share View "
                   "Move View Up Remove View]");
  activate_and_wait (&s, "move-view-up");
  g_assert_cmpstr (s.toast, ==, "View “C” is one place further up.");
  assert_menu (&s, "[Everything] My Views[A C B] [Save View As…] [Rename View… Share View "
                   "Move View Up Move View Down Remove View]");
  assert_shown (&s, "C", FALSE);
  activate_and_wait (&s, "move-view-up");
  assert_menu (&s, "[Everything] My Views[C A B] [Save View As…] [Rename View… Share View "
                   "Move View Down Remove View]");
  g_assert_cmpstr (amb_context_get_undo_label (fixture->context, FALSE), ==, "Reorder View “C”");
  take_back (&s, FALSE);
  assert_menu (&s, "[Everything] My Views[A C B] [Save View As…] [Rename View… Share View "
                   "Move View Up Move View Down Remove View]");
  close_list (&s);
}

/* What others do to the view that is shown. */
static void
test_others_change_it (ListFixture *fixture, gconstpointer data)
{
  static const char english[] =
      "{\"where\":[{\"field\":\"language\",\"match\":\"in\",\"values\":[\"en\"]}]}";
  g_autofree char *id = add_view (fixture, NULL, "V", "{\"where\":[" FRENCH "]}");
  Shown s;

  list_fixture_fill (fixture, 30);
  open_list (&s, fixture, NULL);
  choose (&s, id);
  write_view (fixture, s.list, (Edit){ .id = id, .title = "W" });
  assert_shown (&s, "W", FALSE);
  write_view (fixture, s.list, (Edit){ .id = id, .query = english });
  assert_shown (&s, "W", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 20);

  /* Who has changed something keeps it. */
  filter (&s, "state", "active");
  g_assert_cmpuint (count_rows (&s), ==, 10);
  write_view (fixture, s.list, (Edit){ .id = id, .query = "{\"where\":[" FRENCH "]}" });
  assert_shown (&s, "W", TRUE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  activate (&s, "revert-view");
  list_fixture_wait (is_idle, s.list);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  assert_shown (&s, "W", FALSE);

  write_view (fixture, s.list, (Edit){ .id = id, .removes = TRUE });
  assert_shown (&s, "Everything", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  close_list (&s);
}

static void
test_restart (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_view (fixture, NULL, "V",
                                  "{\"where\":[" FRENCH
                                  "],\"search\":\"person\",\"columns\":[{\"field\":\"email\"}]}");
  g_autofree char *own = NULL;
  Shown s;

  fill_for_search (fixture, 30);
  open_list (&s, fixture, NULL);
  own = dup_columns (&s);
  choose (&s, id);
  close_list (&s);

  open_list (&s, fixture, NULL);
  assert_shown (&s, "V", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  g_assert_cmpstr (s.list->state->query->search, ==, "person");
  assert_columns (&s, "email");
  filter (&s, "state", "active");
  close_list (&s);

  /* Changed before the end, renamed and changed elsewhere meanwhile. */
  write_view (fixture, NULL, (Edit){ .id = id, .title = "W", .query = "{}" });
  open_list (&s, fixture, NULL);
  assert_shown (&s, "W", TRUE);
  g_assert_cmpuint (count_rows (&s), ==, 5);
  activate (&s, "revert-view");
  list_fixture_wait (is_idle, s.list);
  g_assert_cmpuint (count_rows (&s), ==, 30);
  close_list (&s);

  /* As it was saved, and changed elsewhere meanwhile: the list follows. */
  write_view (fixture, NULL, (Edit){ .id = id, .query = "{\"where\":[" FRENCH "]}" });
  open_list (&s, fixture, NULL);
  list_fixture_wait (is_idle, s.list);
  assert_shown (&s, "W", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  close_list (&s);

  write_view (fixture, NULL, (Edit){ .id = id, .removes = TRUE });
  open_list (&s, fixture, NULL);
  assert_shown (&s, "Everything", FALSE);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  choose (&s, "=");
  assert_columns (&s, own);
  close_list (&s);
}

static void
test_what_is_not_known_is_said (ListFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *said;
    guint n_rows;
  } cases[] = {
    { "{\"where\":[" FRENCH ",{\"field\":\"aura\",\"match\":\"in\",\"values\":[\"blue\"]}]}",
      "“aura”", 10 },
    { "{\"where\":[{\"field\":\"state\",\"match\":\"in\",\"values\":[\"active\",\"cloned\"]}]}",
      "“cloned”", 15 },
    { "{\"columns\":[{\"field\":\"aura\"}]}", "“aura”", 30 },
    { "{\"columns\":[{\"field\":\"notes\"}]}", NULL, 30 },
    { "{\"where\":[", "can’t be read", 30 },
    { "[]", "can’t be read", 30 },
  };
  Shown s;

  list_fixture_fill (fixture, 30);
  open_list (&s, fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = g_strdup_printf ("V%u", i);
      g_autofree char *id = add_view (fixture, s.list, title, cases[i].query);
      const char *said;

      g_test_message ("%s", cases[i].query);
      choose (&s, id);
      said = gtk_label_get_label (GTK_LABEL (s.list->notice_label));
      g_assert_cmpint (gtk_widget_get_visible (s.list->notice_box), ==, cases[i].said != NULL);
      g_assert_nonnull (strstr (said, cases[i].said ? cases[i].said : ""));
      g_assert_cmpuint (count_rows (&s), ==, cases[i].n_rows);
      assert_shown (&s, title, FALSE);
      assert_field (fixture, id, "query", cases[i].query);
      choose (&s, "=");
      g_assert_false (gtk_widget_get_visible (s.list->notice_box));
    }
  close_list (&s);
}

/* A list that is asked for something else shows no named view any more. */
static void
test_a_question_leaves_the_view (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_view (fixture, NULL, "V", "{\"columns\":[{\"field\":\"email\"}]}");
  g_autoptr (AmbQuery) query = amb_query_new (fixture->person);
  g_autofree char *own = NULL;
  Shown s;

  list_fixture_fill (fixture, 30);
  open_list (&s, fixture, NULL);
  own = dup_columns (&s);
  choose (&s, id);
  amb_query_where (query, amb_entity_find_field (fixture->person, "language"), AMB_MATCH_IN,
                   (const char *const[]){ "fr", NULL });
  amb_record_list_show_query (s.list, query);
  list_fixture_wait (is_idle, s.list);
  assert_shown (&s, "Everything", FALSE);
  assert_columns (&s, own);
  g_assert_cmpuint (count_rows (&s), ==, 10);
  close_list (&s);
}

static GMutex held;

/* On a reader thread: until the test lets go. */
static gpointer
wait_for_the_test (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&held);
  g_mutex_unlock (&held);
  return NULL;
}

/* However many come while they are read, they are read once more. */
static void
test_many_changes_are_one_read (ListFixture *fixture, gconstpointer data)
{
  Books books;
  Shown s;

  open_list (&s, fixture, NULL);
  books = (Books){ s.list, s.list->n_books };
  g_mutex_lock (&held);
  for (guint i = 0; i < 2; i++)
    amb_context_read_async (fixture->context, wait_for_the_test, NULL, NULL, NULL, NULL, NULL,
                            NULL);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *title = g_strdup_printf ("V%u", i);
      g_autofree char *id = add_view (fixture, NULL, title, "{}");
    }
  g_mutex_unlock (&held);
  list_fixture_wait (is_read_again, &books);
  g_assert_cmpuint (amb_view_book_get_views (s.list->book)->len, ==, 20);
  g_assert_cmpuint (s.list->n_books, ==, books.n_books + 1);
  close_list (&s);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/record-list-views/" path, ListFixture, NULL, list_fixture_set_up, test,        \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("choosing-sets-filters-search-sort-and-columns", test_choosing);
  ADD ("the-view-of-the-design-below-is-part-of-it", test_views_of_the_design_are_part_of_it);
  ADD ("the-menu-has-built-in-ones-mine-shared-and-what-one-may-do", test_menu);
  ADD ("the-menu-changes-no-more-than-it-must", test_the_menu_changes_little);
  ADD ("what-one-has-no-right-to-is-absent", test_rights);
  ADD ("a-view-is-saved-and-one-undo-takes-it-back", test_save_as);
  ADD ("two-views-of-one-name-are-refused", test_names_are_told_apart);
  ADD ("changes-are-seen-saved-and-reverted", test_changes_are_seen_saved_and_reverted);
  ADD ("a-view-is-shared-made-private-removed-and-comes-back", test_share_and_remove);
  ADD ("views-change-places-by-the-menu", test_reorder);
  ADD ("what-others-do-to-a-view-is-followed-or-kept-apart", test_others_change_it);
  ADD ("a-restart-shows-the-same-view-as-it-was-left", test_restart);
  ADD ("what-is-not-known-here-is-said-and-left-in-the-record", test_what_is_not_known_is_said);
  ADD ("a-question-leaves-the-view", test_a_question_leaves_the_view);
  ADD ("many-changes-are-one-read", test_many_changes_are_one_read);
  return g_test_run ();
}
