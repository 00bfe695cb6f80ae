#include "amb-spelling.h"

#include "amb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Lines that wait, as far as the buffer's marks keep them apart from the rest. */
typedef struct
{
  GtkTextMark *start, *end;
  gboolean is_set;
} Range;

struct _AmbSpelling
{
  GObject parent_instance;

  GtkTextView *view; /* has this object; NULL once it is gone */
  GtkTextBuffer *buffer;
  AmbSpeller *speller;
  char *language; /* nullable */

  GtkTextTag *misspelt;
  GtkTextTag *code; /* of lines within fenced code */
  Range dirty;      /* to be checked */
  Range waiting;    /* what the dictionary was asked about */
  guint idle;

  gboolean is_acting; /* a person changes the text */
  gboolean is_typing; /* the word at the cursor isn't finished */

  GMenu *menu;
  GSimpleActionGroup *actions;
  Range chosen; /* the word that the menu is about */
  char *word;   /* nullable: as it stood then */
};

G_DEFINE_FINAL_TYPE (AmbSpelling, amb_spelling, G_TYPE_OBJECT)

/* Ranges. */

static void
range_init (Range *range, GtkTextBuffer *buffer)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  range->start = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  range->end = gtk_text_buffer_create_mark (buffer, NULL, &start, FALSE);
}

static void
range_get (const Range *range, GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_mark (buffer, start, range->start);
  gtk_text_buffer_get_iter_at_mark (buffer, end, range->end);
}

static void
range_set (Range *range, GtkTextBuffer *buffer, const GtkTextIter *start, const GtkTextIter *end)
{
  gtk_text_buffer_move_mark (buffer, range->start, start);
  gtk_text_buffer_move_mark (buffer, range->end, end);
  range->is_set = TRUE;
}

static void
range_add (Range *range, GtkTextBuffer *buffer, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextIter start, end;

  range_get (range, buffer, &start, &end);
  if (!range->is_set || gtk_text_iter_compare (from, &start) < 0)
    start = *from;
  if (!range->is_set || gtk_text_iter_compare (to, &end) > 0)
    end = *to;
  range_set (range, buffer, &start, &end);
}

/* Checking. */

static gboolean
is_on (AmbSpelling *self)
{
  return self->language != NULL && amb_speller_is_enabled (self->speller) &&
         amb_speller_get_standing (self->speller, self->language) != AMB_LANGUAGE_UNKNOWN;
}

/* Of a part, or of a whole word: right where all of its parts are. @unasked takes what is not known
 * yet. */
static void
judge (AmbSpelling *self,
       const char *line,
       const AmbWord *word,
       gboolean is_whole,
       GArray *wrong,
       GPtrArray *unasked)
{
  g_autofree char *text = g_strndup (line + word->start, word->end - word->start);
  g_autoptr (GArray) parts = NULL;

  switch (amb_speller_get_verdict (self->speller, self->language, text))
    {
    case AMB_WORD_UNASKED:
      g_ptr_array_add (unasked, g_steal_pointer (&text));
      return;
    case AMB_WORD_RIGHT:
      return;
    case AMB_WORD_WRONG:
    default:
      break;
    }
  parts = is_whole ? amb_words_split (line, word, self->language) : NULL;
  if (parts == NULL || (parts->len == 1 && g_array_index (parts, AmbWord, 0).start == word->start &&
                        g_array_index (parts, AmbWord, 0).end == word->end))
    g_array_append_val (wrong, *word);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const AmbWord *part = &g_array_index (parts, AmbWord, i);

      if (part->start != word->start || part->end != word->end)
        judge (self, line, part, FALSE, wrong, unasked);
    }
}

static gboolean
is_being_typed (AmbSpelling *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  return self->is_typing && gtk_text_iter_compare (&cursor, start) >= 0 &&
         gtk_text_iter_compare (&cursor, end) <= 0;
}

static void
underline (AmbSpelling *self, const GtkTextIter *line, const GArray *wrong)
{
  for (guint i = 0; i < wrong->len; i++)
    {
      const AmbWord *word = &g_array_index (wrong, AmbWord, i);
      GtkTextIter start = *line, end = *line;

      gtk_text_iter_set_line_index (&start, (int) word->start);
      gtk_text_iter_set_line_index (&end, (int) word->end);
      if (is_being_typed (self, &start, &end))
        continue;
      gtk_text_buffer_apply_tag (self->buffer, self->misspelt, &start, &end);
    }
}

static gboolean
is_in_code (AmbSpelling *self, const GtkTextIter *line)
{
  GtkTextIter before = *line;
  g_autofree char *text = NULL;
  g_autoptr (GArray) words = NULL;
  gboolean in_code;

  if (!gtk_text_iter_backward_line (&before))
    return FALSE;
  in_code = gtk_text_iter_has_tag (&before, self->code);
  text = gtk_text_iter_get_slice (&before, line);
  words = amb_words_find (text, &in_code);
  return in_code;
}

/* Whether the line behind @line stands in code now and did not, or did and does not. */
static gboolean
check_line (AmbSpelling *self, GtkTextIter *line)
{
  GtkTextIter end = *line, next = *line;
  gboolean in_code = is_in_code (self, line);
  g_autoptr (GArray) words = NULL, wrong = g_array_new (FALSE, FALSE, sizeof (AmbWord));
  g_autoptr (GPtrArray) unasked = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  gboolean has_next = gtk_text_iter_forward_line (&next);

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  if (in_code)
    gtk_text_buffer_apply_tag (self->buffer, self->code, line, &next);
  else
    gtk_text_buffer_remove_tag (self->buffer, self->code, line, &next);
  text = gtk_text_iter_get_slice (line, &end);
  words = amb_words_find (text, &in_code);
  for (guint i = 0; i < words->len; i++)
    judge (self, text, &g_array_index (words, AmbWord, i), TRUE, wrong, unasked);
  gtk_text_buffer_remove_tag (self->buffer, self->misspelt, line, &end);
  underline (self, line, wrong);
  if (unasked->len > 0)
    {
      range_add (&self->waiting, self->buffer, line, &end);
      amb_speller_ask (self->speller, self->language, g_steal_pointer (&unasked));
    }
  return has_next && gtk_text_iter_has_tag (&next, self->code) != in_code;
}

/* A line at a time, so that a key that is typed meanwhile waits for one at the most. */
static gboolean
check_cb (gpointer data)
{
  AmbSpelling *self = data;
  GtkTextIter start, end, next;
  gboolean more;

  range_get (&self->dirty, self->buffer, &start, &end);
  gtk_text_iter_set_line_offset (&start, 0);
  more = check_line (self, &start);
  next = start;
  if (gtk_text_iter_forward_line (&next) && (more || gtk_text_iter_compare (&next, &end) <= 0))
    {
      range_set (&self->dirty, self->buffer, &next,
                 gtk_text_iter_compare (&next, &end) > 0 ? &next : &end);
      return G_SOURCE_CONTINUE;
    }
  self->dirty.is_set = FALSE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
check_between (AmbSpelling *self, const GtkTextIter *start, const GtkTextIter *end)
{
  if (!is_on (self))
    return;
  range_add (&self->dirty, self->buffer, start, end);
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, check_cb, self, NULL);
}

static void
check_all (AmbSpelling *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  if (is_on (self))
    {
      check_between (self, &start, &end);
      return;
    }
  g_clear_handle_id (&self->idle, g_source_remove);
  self->dirty.is_set = self->waiting.is_set = FALSE;
  gtk_text_buffer_remove_tag (self->buffer, self->misspelt, &start, &end);
}

static void
answered_cb (AmbSpelling *self, const char *language, gboolean everywhere)
{
  GtkTextIter start, end;

  if (g_strcmp0 (language, self->language) != 0)
    return;
  if (everywhere || !is_on (self))
    check_all (self);
  else if (self->waiting.is_set)
    {
      range_get (&self->waiting, self->buffer, &start, &end);
      self->waiting.is_set = FALSE;
      check_between (self, &start, &end);
    }
}

/* What a person does. */

static void
begin_cb (AmbSpelling *self)
{
  self->is_acting = TRUE;
}

static void
end_cb (AmbSpelling *self)
{
  self->is_acting = FALSE;
}

static void
inserted_cb (AmbSpelling *self, GtkTextIter *end, const char *text, int length)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  self->is_typing = self->is_acting;
  check_between (self, &start, end);
}

static void
deleted_cb (AmbSpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  self->is_typing = self->is_acting;
  check_between (self, start, end);
}

/* The word that was left is finished: its line is checked once more. It is that of the last change,
 * which may not be that of the cursor any more. */
static void
moved_cb (AmbSpelling *self)
{
  GtkTextIter start, end;

  if (!self->is_typing || self->is_acting)
    return;
  self->is_typing = FALSE;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  check_between (self, &start, &end);
}

/* The menu. */

static void
add_words (GMenu *section, char **suggestions)
{
  for (guint i = 0; suggestions != NULL && suggestions[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (suggestions[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.correct", "s", suggestions[i]);
      g_menu_append_item (section, item);
    }
}

/* @note: (nullable): instead of suggestions; there is no such action, so nobody can choose it */
static void
fill_menu (AmbSpelling *self, char **suggestions, const char *note)
{
  g_autoptr (GMenu) words = g_menu_new (), verbs = g_menu_new ();

  g_menu_remove_all (self->menu);
  if (note != NULL)
    g_menu_append (words, note, "spelling.none");
  add_words (words, suggestions);
  g_menu_append (verbs, _ ("Add to Dictionary"), "spelling.add");
  g_menu_append (verbs, _ ("Ignore"), "spelling.ignore");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (words));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (verbs));
}

typedef struct
{
  AmbSpelling *self;
  char *word;
} Suggesting;

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Suggesting *suggesting = data;
  g_autoptr (AmbSpelling) self = suggesting->self;
  g_autofree char *word = suggesting->word;
  g_auto (GStrv) suggestions = amb_speller_suggest_finish (source, result);

  if (g_strcmp0 (word, self->word) != 0)
    return;
  fill_menu (self, suggestions,
             suggestions == NULL || suggestions[0] == NULL ? _ ("No Suggestions") : NULL);
}

/* The underlined word at @place, or before it. */
static gboolean
find_word (AmbSpelling *self, const GtkTextIter *place, GtkTextIter *start, GtkTextIter *end)
{
  *start = *place;
  if (!gtk_text_iter_has_tag (start, self->misspelt) &&
      !gtk_text_iter_ends_tag (start, self->misspelt))
    return FALSE;
  *end = *start;
  if (!gtk_text_iter_starts_tag (start, self->misspelt))
    gtk_text_iter_backward_to_tag_toggle (start, self->misspelt);
  if (!gtk_text_iter_ends_tag (end, self->misspelt))
    gtk_text_iter_forward_to_tag_toggle (end, self->misspelt);
  return TRUE;
}

/* What the menu, which opens next, is about. */
static void
point_at (AmbSpelling *self, const GtkTextIter *place)
{
  GtkTextIter start, end;
  Suggesting *suggesting;

  g_clear_pointer (&self->word, g_free);
  g_menu_remove_all (self->menu);
  if (!is_on (self) || !gtk_text_view_get_editable (self->view) ||
      !find_word (self, place, &start, &end))
    return;
  range_set (&self->chosen, self->buffer, &start, &end);
  self->word = gtk_text_iter_get_slice (&start, &end);
  fill_menu (self, NULL, _ ("Looking for Suggestions…"));
  suggesting = g_new0 (Suggesting, 1);
  suggesting->self = g_object_ref (self);
  suggesting->word = g_strdup (self->word);
  amb_speller_suggest_async (self->speller, self->language, self->word, suggested_cb, suggesting);
}

static void
pressed_cb (AmbSpelling *self, int n, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (
      gesture, gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)));
  GtkTextIter place;
  int bx, by;

  if (event == NULL || !gdk_event_triggers_context_menu (event))
    return;
  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx,
                                         &by);
  gtk_text_view_get_iter_at_location (self->view, &place, bx, by);
  point_at (self, &place);
}

static gboolean
key_cb (AmbSpelling *self, guint key, guint code, GdkModifierType state)
{
  GtkTextIter cursor;

  if (key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor,
                                    gtk_text_buffer_get_insert (self->buffer));
  point_at (self, &cursor);
  return FALSE;
}

static void
correct_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbSpelling *self = data;
  const char *words = g_variant_get_string (target, NULL);
  GtkTextIter start, end;
  g_autofree char *there = NULL;

  range_get (&self->chosen, self->buffer, &start, &end);
  there = gtk_text_iter_get_slice (&start, &end);
  /* Changed meanwhile, by what came from elsewhere. */
  if (self->word == NULL || g_strcmp0 (there, self->word) != 0)
    return;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, words, -1);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
add_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbSpelling *self = data;

  if (self->word != NULL && self->language != NULL)
    amb_speller_add (self->speller, self->language, self->word);
}

static void
ignore_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbSpelling *self = data;

  if (self->word != NULL && self->language != NULL)
    amb_speller_ignore (self->speller, self->language, self->word);
}

/* Making. */

static void
show_colour (AmbSpelling *self)
{
  GdkRGBA colour;

  if (self->view != NULL &&
      gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self->view)),
                                      "error_color", &colour))
    g_object_set (self->misspelt, "underline-rgba", &colour, NULL);
}

static void
amb_spelling_dispose (GObject *object)
{
  AmbSpelling *self = AMB_SPELLING (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->buffer);
  g_clear_object (&self->speller);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->word, g_free);
  G_OBJECT_CLASS (amb_spelling_parent_class)->dispose (object);
}

static void
amb_spelling_class_init (AmbSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_spelling_dispose;
}

static void
amb_spelling_init (AmbSpelling *self)
{
  static const GActionEntry entries[] = {
    { .name = "correct", .activate = correct_cb, .parameter_type = "s" },
    { .name = "add", .activate = add_cb },
    { .name = "ignore", .activate = ignore_cb },
  };

  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
follow_buffer (AmbSpelling *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } signals[] = {
    { "begin-user-action", G_CALLBACK (begin_cb) },
    { "end-user-action", G_CALLBACK (end_cb) },
    { "notify::cursor-position", G_CALLBACK (moved_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->buffer, signals[i].signal, signals[i].callback, self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->buffer, "delete-range", G_CALLBACK (deleted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
follow_view (AmbSpelling *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling",
                                  G_ACTION_GROUP (self->actions));
  gtk_text_view_set_extra_menu (self->view, G_MENU_MODEL (self->menu));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (show_colour), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "map", G_CALLBACK (show_colour), self, G_CONNECT_SWAPPED);
  show_colour (self);
}

AmbSpelling *
amb_spelling_attach (GtkTextView *view, AmbSpeller *speller)
{
  AmbSpelling *self = g_object_get_data (G_OBJECT (view), "amb-spelling");

  if (self != NULL)
    return self;
  self = g_object_new (AMB_TYPE_SPELLING, NULL);
  g_set_weak_pointer (&self->view, view);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->speller = g_object_ref (speller);
  self->misspelt = gtk_text_buffer_create_tag (self->buffer, "amb-misspelt", "underline",
                                               PANGO_UNDERLINE_ERROR, NULL);
  self->code = gtk_text_buffer_create_tag (self->buffer, "amb-code", NULL);
  range_init (&self->dirty, self->buffer);
  range_init (&self->waiting, self->buffer);
  range_init (&self->chosen, self->buffer);
  follow_buffer (self);
  follow_view (self);
  g_signal_connect_object (speller, "changed", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (speller, "notify::enabled", G_CALLBACK (check_all), self,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (view), "amb-spelling", self, g_object_unref);
  return self;
}

void
amb_spelling_set_language (AmbSpelling *self, const char *language)
{
  GtkTextIter start, end;

  g_return_if_fail (AMB_IS_SPELLING (self));

  if (g_strcmp0 (language, self->language) == 0)
    return;
  g_free (self->language);
  self->language = g_strdup (language);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->misspelt, &start, &end);
  if (language != NULL && amb_speller_is_enabled (self->speller))
    amb_speller_ask (self->speller, language, g_ptr_array_new ());
  check_all (self);
}
