/* Keys that are pressed while what had the focus is taken away. */
#include "amb-focus-guard.h"
#include "list-fixture.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *first;
  GtkWidget *second;
  gboolean is_pressed;
  gboolean is_heard; /* by the window */
} Fixture;

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_width (((Fixture *) data)->window) > 0;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->first = gtk_button_new_with_label ("Give Role");
  self->second = gtk_button_new_with_label ("Close");
  gtk_box_append (GTK_BOX (self->box), self->first);
  gtk_box_append (GTK_BOX (self->box), self->second);
  gtk_window_set_child (GTK_WINDOW (self->window), self->box);
  gtk_window_present (GTK_WINDOW (self->window));
  list_fixture_wait (has_size, self);
  g_assert_true (gtk_widget_grab_focus (self->first));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* Where a key goes: to what has the focus and from there upwards, or to the window itself. */
static gboolean
press_cb (gpointer data)
{
  Fixture *self = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  self->is_pressed = TRUE;
  self->is_heard = focus == NULL || gtk_widget_is_ancestor (focus, self->window);
  return G_SOURCE_REMOVE;
}

static gboolean
is_pressed (gpointer data)
{
  return ((Fixture *) data)->is_pressed;
}

/* As events come: before the next frame. */
static void
press (Fixture *self)
{
  g_idle_add_full (GDK_PRIORITY_EVENTS, press_cb, self, NULL);
  list_fixture_wait (is_pressed, self);
}

static gboolean
is_second (gpointer data)
{
  Fixture *self = data;

  return gtk_window_get_focus (GTK_WINDOW (self->window)) == self->second;
}

static void
test_removed (Fixture *self, gconstpointer data)
{
  gtk_box_remove (GTK_BOX (self->box), self->first);
  press (self);
  g_assert_true (self->is_heard);
  list_fixture_wait (is_second, self);
}

/* With what is around it. */
static void
test_removed_around (Fixture *self, gconstpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_with_label ("Give Role");

  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->box), row);
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_box_remove (GTK_BOX (self->box), row);
  press (self);
  g_assert_true (self->is_heard);
}

static void
test_taken_elsewhere (Fixture *self, gconstpointer data)
{
  gtk_box_remove (GTK_BOX (self->box), self->first);
  g_assert_true (gtk_widget_grab_focus (self->second));
  press (self);
  g_assert_true (is_second (self));
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/focus-guard/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  amb_focus_guard_begin ();
  ADD ("a-key-is-heard-where-the-focus-was-removed", test_removed);
  ADD ("a-key-is-heard-where-a-row-was-removed-around-the-focus", test_removed_around);
  ADD ("who-gave-the-focus-elsewhere-keeps-it-there", test_taken_elsewhere);
  return g_test_run ();
}
