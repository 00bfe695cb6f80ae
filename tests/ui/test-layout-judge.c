/* The judge of layouts finds each kind of thing that can't be read, and is silent about what can.
 */
#include "layout-judge.h"

#include <adwaita.h>

#define LONG "The community manager of Northern Europe and the islands"

typedef struct
{
  const char *name;
  int width;         /* of the window */
  const char *rule;  /* nullable: nothing is to be found */
  const char *text;  /* what is to be named */
  const char *why;   /* a part of the reason */
  const char *child; /* of the window */
} Case;

#define LABEL(text, properties)                                                                    \
  "<object class='GtkLabel'><property name='label'>" text "</property>" properties "</object>"
#define PROPERTY(name, value) "<property name='" name "'>" value "</property>"
#define END                   PROPERTY ("ellipsize", "end")
#define BOX(properties, children)                                                                  \
  "<object class='GtkBox'>" PROPERTY ("orientation", "vertical") properties children "</object>"
#define CHILD(object) "<child>" object "</child>"
#define AT(x, y)      "<layout><property name='transform'>translate(" x ", " y ")</property></layout>"
#define BUTTON(label, properties)                                                                  \
  "<object class='GtkButton'>" PROPERTY ("label", label) properties "</object>"
#define SCROLLED(policy, child)                                                                    \
  "<object class='GtkScrolledWindow'>" PROPERTY ("vexpand", "1")                                   \
      PROPERTY ("hscrollbar-policy", policy) "<property name='child'>" child                       \
                                             "</property></object>"
#define FIXED(children)                                                                            \
  "<object class='GtkFixed'>" PROPERTY ("overflow", "visible") children "</object>"

// clang-format off
static const Case cases[] = {
  { "a-right-layout-is-left-alone", 360, NULL, NULL, NULL,
    BOX ("", CHILD (LABEL ("Roster", "")) CHILD (LABEL (LONG, PROPERTY ("wrap", "1")))
             CHILD (BUTTON ("Add Person", ""))) },
  { "an-ellipsis-without-a-tooltip", 200, "ellipsis", LONG, "no tooltip",
    BOX ("", CHILD (LABEL (LONG, END))) },
  { "an-ellipsis-whose-tooltip-tells-something-else", 200, "ellipsis", LONG, "no tooltip",
    BOX ("", CHILD (LABEL (LONG, END PROPERTY ("tooltip-text", "Open")))) },
  { "an-ellipsis-whose-tooltip-tells-the-whole", 200, NULL, NULL, NULL,
    BOX ("", CHILD (LABEL (LONG, END PROPERTY ("tooltip-text", LONG)))) },
  { "an-ellipsis-that-a-widget-around-it-tells", 200, NULL, NULL, NULL,
    BOX (PROPERTY ("tooltip-text", "Role: " LONG), CHILD (LABEL (LONG, END))) },
  { "a-nearer-tooltip-hides-the-one-around-it", 200, "ellipsis", LONG, "no tooltip",
    BOX (PROPERTY ("tooltip-text", LONG), CHILD (LABEL (LONG, END PROPERTY ("tooltip-text", "Open")))) },
  { "a-button-that-says-half", 60, "ellipsis", LONG, "own words",
    BOX (PROPERTY ("tooltip-text", LONG), CHILD ("<object class='GtkButton'><property name='child'>"
                                                 LABEL (LONG, END) "</property></object>")) },
  { "two-letters-are-no-text", 30, "ellipsis", LONG, "characters before its ellipsis",
    BOX ("", CHILD (LABEL (LONG, END PROPERTY ("tooltip-text", LONG)))) },
  { "an-inscription-that-is-cut", 200, "ellipsis", LONG, "no tooltip",
    BOX ("", CHILD ("<object class='GtkInscription'>" PROPERTY ("text", LONG)
                    PROPERTY ("text-overflow", "ellipsize-end") "</object>")) },
  { "an-inscription-with-room-for-its-lines", 360, NULL, NULL, NULL,
    BOX ("", CHILD ("<object class='GtkInscription'>" PROPERTY ("text", LONG)
                    PROPERTY ("min-lines", "4") "</object>")) },
  { "a-text-that-nobody-can-scroll-to", 200, "cut", LONG, "of its width are cut by GtkViewport",
    SCROLLED ("external", "<object class='GtkViewport'><property name='child'>" LABEL (LONG, "")
              "</property></object>") },
  { "a-text-that-can-be-scrolled-to", 200, NULL, NULL, NULL,
    SCROLLED ("automatic", "<object class='GtkViewport'><property name='child'>" LABEL (LONG, "")
              "</property></object>") },
  { "a-text-below-the-edge-of-its-box", 200, "cut", "Level", "of its height are cut by GtkFixed",
    "<object class='GtkFixed'>" PROPERTY ("overflow", "hidden") PROPERTY ("height-request", "40")
      CHILD (LABEL ("Level", AT ("0", "-8"))) "</object>" },
  { "a-text-over-the-edge-of-the-window", 360, "cut", "Level", "of its width are cut by GtkWindow",
    FIXED (CHILD (LABEL ("Level", AT ("-12", "0")))) },
  { "a-button-over-the-edge-of-the-window", 360, "cut", "Add Person", "are cut by GtkWindow",
    FIXED (CHILD (BUTTON ("Add Person", AT ("-30", "0")))) },
  { "two-texts-over-each-other", 360, "overlap", "Chair of the board", "“Ghana” overlap",
    FIXED (CHILD (LABEL ("Chair of the board", AT ("10", "10"))) CHILD (LABEL ("Ghana", AT ("60", "14")))) },
  { "a-text-under-a-button", 360, "overlap", "Chair of the board", "“Open” overlap",
    FIXED (CHILD (LABEL ("Chair of the board", AT ("10", "10")))
           CHILD (BUTTON ("Open", AT ("60", "4")))) },
  { "two-texts-beside-each-other", 360, NULL, NULL, NULL,
    FIXED (CHILD (LABEL ("Chair", AT ("10", "10"))) CHILD (LABEL ("Ghana", AT ("160", "10")))) },
  { "a-text-that-is-not-shown-lies-over-nothing", 360, NULL, NULL, NULL,
    FIXED (CHILD (LABEL ("Chair of the board", AT ("10", "10")))
           CHILD (LABEL ("Ghana", PROPERTY ("visible", "0") AT ("60", "14")))
           CHILD (LABEL ("Kenya", PROPERTY ("opacity", "0") AT ("60", "14")))) },
  { "the-other-page-of-a-stack-lies-over-nothing", 360, NULL, NULL, NULL,
    "<object class='GtkStack'>" CHILD (LABEL ("Roster", "")) CHILD (LABEL ("Selection", "")) "</object>" },
  { "a-window-that-is-wider-than-the-screen", 360, "window", "GtkWindow", "px wide on a screen of",
    BOX ("", CHILD (LABEL ("Level", "")) CHILD (LABEL (LONG, PROPERTY ("width-request", "9000")))) },
};
// clang-format on

static void
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
iterate (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add_once (milliseconds, over_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
show (const Case *c)
{
  g_autofree char *xml = g_strdup_printf (
      "<interface><object class='GtkWindow' id='window'><property name='decorated'>0</property>"
      "<property name='default-width'>%d</property><property name='default-height'>200</property>"
      "<property name='child'>%s</property></object></interface>",
      c->width, c->child);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));

  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (window) == 0)
    g_main_context_iteration (NULL, TRUE);
  iterate (50);
  return window;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  GtkWidget *window = show (c);
  g_autoptr (LayoutVerdict) verdict = layout_judge_window (GTK_WINDOW (window));
  gboolean is_found = FALSE;

  for (guint i = 0; i < verdict->findings->len; i++)
    {
      const LayoutFinding *finding = g_ptr_array_index (verdict->findings, i);

      g_test_message ("%s: “%s” %s, at %d,%d %d×%d in %s", finding->rule, finding->text,
                      finding->why, finding->rect.x, finding->rect.y, finding->rect.width,
                      finding->rect.height, finding->path);
      g_assert_cmpstr (finding->rule, ==, c->rule);
      is_found = is_found || (g_str_equal (finding->text, c->text) &&
                              strstr (finding->why, c->why) != NULL && *finding->path != '\0');
    }
  g_assert_cmpint (is_found, ==, c->rule != NULL);
  g_assert_cmpuint (verdict->texts->len, >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/layout-judge/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
