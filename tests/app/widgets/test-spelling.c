/* A text view whose words are checked, by a dictionary of the test's own: of the language “qaa”. */
#include "amb-spelling.h"
#include "list-fixture.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define AFF "SET UTF-8\nTRY etaoinshrdlu\n"
#define DIC "6\nthe\nold\nwater\nwords\nover\nmill\n"

static char *folder;

static void
write_dictionary (void)
{
  g_autofree char *hunspell = NULL;

  folder = g_dir_make_tmp ("ambassade-spelling-XXXXXX", NULL);
  hunspell = g_build_filename (folder, "hunspell", NULL);
  g_assert_cmpint (g_mkdir (hunspell, 0700), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (hunspell, i > 0 ? "qaa.dic" : "qaa.aff", NULL);

      g_assert_true (g_file_set_contents (path, i > 0 ? DIC : AFF, -1, NULL));
    }
  g_setenv ("ENCHANT_CONFIG_DIR", folder, TRUE);
}

typedef struct
{
  GtkWidget *window, *view;
  GtkTextBuffer *buffer;
  AmbSpeller *speller;
  AmbSpelling *spelling;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->view = gtk_text_view_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  self->speller = amb_speller_new ();
  self->spelling = amb_spelling_attach (GTK_TEXT_VIEW (self->view), self->speller);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  list_fixture_iterate ();
  g_object_unref (self->speller);
}

/* (transfer full): what is underlined, in order */
static char *
dup_underlined (Fixture *self)
{
  GtkTextTag *tag =
      gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->buffer), "amb-misspelt");
  GString *text = g_string_new (NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  while (gtk_text_iter_has_tag (&start, tag) || gtk_text_iter_forward_to_tag_toggle (&start, tag))
    {
      g_autofree char *word = NULL;

      if (!gtk_text_iter_has_tag (&start, tag))
        break;
      end = start;
      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      word = gtk_text_iter_get_slice (&start, &end);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", word);
      start = end;
    }
  return g_string_free (text, FALSE);
}

/* Waits until exactly @words are underlined. */
static void
wait_for (Fixture *self, const char *words)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autofree char *last = dup_underlined (self);

  while (g_strcmp0 (last, words) != 0 && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (last);
      last = dup_underlined (self);
    }
  g_assert_cmpstr (last, ==, words);
}

/* As a key does it. */
static void
type (Fixture *self, const char *text)
{
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
move_to (Fixture *self, int offset)
{
  GtkTextIter place;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &place, offset);
  gtk_text_buffer_place_cursor (self->buffer, &place);
}

static void
test_underlined (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "teh old wtaer\n#tag https://x.org/teh\nover the wrold",
                            -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "teh|wtaer|wrold");
  amb_spelling_set_language (self->spelling, NULL);
  wait_for (self, "");
}

static void
test_parts (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "old-mill over-teh-water", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "teh");
}

static void
test_typing (Fixture *self, gconstpointer data)
{
  amb_spelling_set_language (self->spelling, "qaa");
  type (self, "wrnog the wtaer");
  wait_for (self, "wrnog");
  type (self, " ");
  wait_for (self, "wrnog|wtaer");
  type (self, "ovre");
  wait_for (self, "wrnog|wtaer");
  move_to (self, 0);
  wait_for (self, "wrnog|wtaer|ovre");
}

/* A fence that comes or goes changes what all lines below it are. */
static void
test_code (Fixture *self, gconstpointer data)
{
  GtkTextIter start, end;

  gtk_text_buffer_set_text (self->buffer, "teh\n\nwtaer\nover\n```\nwrold", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "teh|wtaer");
  move_to (self, 4);
  type (self, "```");
  wait_for (self, "teh|wrold");
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, 4);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, 7);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  wait_for (self, "teh|wtaer");
}

/* As Shift+F10 does it: what the menu offers for the word at the cursor. */
static GMenuModel *
open_menu (Fixture *self)
{
  GListModel *controllers = gtk_widget_observe_controllers (self->view);
  gboolean handled;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (one) &&
          gtk_event_controller_get_propagation_phase (one) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (one, "key-pressed", GDK_KEY_F10, 0, GDK_SHIFT_MASK, &handled);
    }
  g_object_unref (controllers);
  return gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (self->view));
}

static gboolean
offers (GMenuModel *menu, const char *word)
{
  g_autoptr (GMenuModel) section = g_menu_model_get_n_items (menu) > 0
                                       ? g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION)
                                       : NULL;

  for (int i = 0; section != NULL && i < g_menu_model_get_n_items (section); i++)
    {
      g_autofree char *label = NULL;

      g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      if (g_strcmp0 (label, word) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_correct (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL, *before = NULL;
  GMenuModel *menu;

  gtk_text_buffer_set_text (self->buffer, "over the wtaer mill", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "wtaer");
  move_to (self, 6);
  menu = open_menu (self);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 0);
  move_to (self, 11);
  menu = open_menu (self);
  while (!offers (menu, "water"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_activate_action (self->view, "spelling.correct", "s", "water"));
  wait_for (self, "");
  g_object_get (self->buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "over the water mill");
  /* Chosen again, it would be about a word that is gone. */
  gtk_widget_activate_action (self->view, "spelling.correct", "s", "weather");
  gtk_text_buffer_undo (self->buffer);
  g_object_get (self->buffer, "text", &before, NULL);
  g_assert_cmpstr (before, ==, "over the wtaer mill");
  move_to (self, 0);
  wait_for (self, "wtaer");
}

static void
test_ignore (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "wtaer over teh wtaer", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "wtaer|teh|wtaer");
  move_to (self, 1);
  open_menu (self);
  gtk_widget_activate_action (self->view, "spelling.ignore", NULL);
  wait_for (self, "teh");
}

/* Another program, or this one the next time, knows it. */
static void
test_add (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "Ambassade over teh", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "Ambassade|teh");
  move_to (self, 1);
  open_menu (self);
  gtk_widget_activate_action (self->view, "spelling.add", NULL);
  wait_for (self, "teh");
  tear_down (self, data);
  set_up (self, data);
  gtk_text_buffer_set_text (self->buffer, "Ambassade over teh", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "teh");
}

static void
test_switch (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "teh", -1);
  amb_spelling_set_language (self->spelling, "qaa");
  wait_for (self, "teh");
  g_object_set (self->speller, "enabled", FALSE, NULL);
  wait_for (self, "");
  g_object_set (self->speller, "enabled", TRUE, NULL);
  wait_for (self, "teh");
}

static void
test_no_dictionary (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "teh", -1);
  amb_spelling_set_language (self->spelling, "qab");
  while (amb_speller_get_standing (self->speller, "qab") == AMB_LANGUAGE_UNASKED)
    g_main_context_iteration (NULL, TRUE);
  list_fixture_iterate ();
  wait_for (self, "");
  g_assert_cmpint (amb_speller_get_standing (self->speller, "qab"), ==, AMB_LANGUAGE_UNKNOWN);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/app/spelling/what-is-misspelt-is-underlined", test_underlined },
    { "/app/spelling/only-the-part-that-is-wrong", test_parts },
    { "/app/spelling/not-while-it-is-typed", test_typing },
    { "/app/spelling/a-fence-changes-what-is-below", test_code },
    { "/app/spelling/mended-in-one-step-of-undo", test_correct },
    { "/app/spelling/ignored-everywhere", test_ignore },
    { "/app/spelling/added-for-good", test_add },
    { "/app/spelling/switched-off-and-on", test_switch },
    { "/app/spelling/without-a-dictionary-nothing", test_no_dictionary },
  };

  g_test_init (&argc, &argv, NULL);
  write_dictionary ();
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
