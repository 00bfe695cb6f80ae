#include "amb-calendar-bar.h"

#include "amb-calendar-views.h"
#include "amb-calendar-words.h"
#include "amb-facet-button.h"

#include <glib/gi18n.h>

struct _AmbCalendarBar
{
  GtkBox parent_instance;

  AmbCalendarModel *model;
  GtkWidget *when, *arrows, *today, *views, *second, *scroller, *rest;
  gboolean has_when;
  GtkWidget *month, *menu, *filters, *more;
  GtkWidget *toggles[AMB_N_AUDIENCES], *words[AMB_N_AUDIENCES];
  GtkWidget *separators[2];
  GPtrArray *facets; /* of AmbFacetButton, borrowed */
  guint n_shown;     /* of them beside the button of the others */
};

G_DEFINE_FINAL_TYPE (AmbCalendarBar, amb_calendar_bar, GTK_TYPE_BOX)

#define SHOWN 1 /* facets of the row at the most; the others are behind a button */

static const char *const facet_fields[] = { "channel-id",    "pillar-id", "campaign-id",
                                            "department-id", "standing",  "language",
                                            "owner-id" };

static void
toggled_cb (AmbCalendarBar *self)
{
  guint audiences = 0;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[i])))
      audiences |= 1U << i;
  amb_calendar_model_set_audiences (self->model, audiences);
}

static void
facet_cb (AmbCalendarBar *self, AmbFacetButton *facet)
{
  AmbQuery *filter = amb_calendar_model_get_filter (self->model);

  amb_query_where (filter, amb_facet_button_get_field (facet), amb_facet_button_get_match (facet),
                   amb_facet_button_get_values (facet));
  amb_calendar_model_refresh (self->model);
}

static void show_more (AmbCalendarBar *self);

/* A named view has its own audiences. */
static void
show_audiences (AmbCalendarBar *self)
{
  guint audiences = amb_calendar_model_get_audiences (self->model);

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    {
      g_signal_handlers_block_by_func (self->toggles[i], toggled_cb, self);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[i]),
                                    (audiences & (1U << i)) != 0);
      g_signal_handlers_unblock_by_func (self->toggles[i], toggled_cb, self);
    }
}

static void
loaded_cb (AmbCalendarBar *self)
{
  /* Translators: the month over the calendar, as strftime's format: “November 2026” */
  g_autofree char *month =
      amb_calendar_format_day (amb_calendar_model_get_month (self->model), _ ("%B %Y"));

  gtk_label_set_label (GTK_LABEL (self->month), month);
  for (guint i = 0; i < self->facets->len; i++)
    amb_facet_button_set_query (g_ptr_array_index (self->facets, i),
                                amb_calendar_model_get_filter (self->model));
  show_more (self);
  show_audiences (self);
}

static GtkWidget *
new_arrow (const char *icon, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  return button;
}

static GtkWidget *
make_when (AmbCalendarBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrows = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *today = gtk_button_new_with_label (_ ("Today"));

  self->when = box;
  self->arrows = arrows;
  self->today = today;
  gtk_widget_add_css_class (arrows, "linked");
  gtk_box_append (GTK_BOX (arrows),
                  new_arrow ("go-previous-symbolic", "calendar.previous", _ ("Before")));
  gtk_box_append (GTK_BOX (arrows), new_arrow ("go-next-symbolic", "calendar.next", _ ("After")));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (today), "calendar.today");
  self->month = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->month), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->month), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->month, TRUE);
  gtk_widget_add_css_class (self->month, "amb-calendar-month-name");
  gtk_box_append (GTK_BOX (box), arrows);
  gtk_box_append (GTK_BOX (box), today);
  gtk_box_append (GTK_BOX (box), self->month);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
make_toggle (AmbCalendarBar *self, guint audience)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = amb_calendar_new_mark ();
  const char *label = amb_calendar_get_audience (audience);

  amb_calendar_set_mark (mark, (int) audience);
  self->words[audience] = gtk_label_new (label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), self->words[audience]);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "amb-facet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (button, label);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (button),
      (amb_calendar_model_get_audiences (self->model) & (1U << audience)) != 0);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  self->toggles[audience] = button;
  return button;
}

static GtkWidget *
new_separator (void)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_set_margin_top (separator, 4);
  gtk_widget_set_margin_bottom (separator, 4);
  return separator;
}

static GtkWidget *
make_menu (AmbCalendarBar *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) paper = g_menu_new ();
  g_autoptr (GMenu) acts = g_menu_new ();

  g_menu_append (menu, _ ("Month"), "calendar.view::month");
  g_menu_append (menu, _ ("Week"), "calendar.view::week");
  g_menu_append (menu, _ ("Board"), "calendar.view::board");
  g_menu_append (menu, _ ("Lanes"), "calendar.view::lanes");
  g_menu_append (menu, _ ("Agenda"), "calendar.view::agenda");
  g_menu_append (paper, _ ("Print…"), "calendar.print");
  g_menu_append (paper, _ ("Save as PDF…"), "calendar.save-pdf");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (paper));
  g_menu_append (acts, _ ("Hold Publications…"), "win.hold::");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (self->menu, "amb-facet");
  return self->menu;
}

/* The facets that the row has no room for. */
static GtkWidget *
make_more (AmbCalendarBar *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->more = gtk_menu_button_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), self->rest);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->more), popover);
  gtk_widget_add_css_class (self->more, "amb-facet");
  return self->more;
}

/* How many of them filter. */
static void
show_more (AmbCalendarBar *self)
{
  g_autofree char *label = NULL;
  guint n = 0;

  for (guint i = self->n_shown; i < self->facets->len; i++)
    {
      const char *const *values = amb_facet_button_get_values (g_ptr_array_index (self->facets, i));

      n += values != NULL && values[0] != NULL;
    }
  label = n > 0 ? g_strdup_printf (ngettext ("%u Filter", "%u Filters", n), n)
                : g_strdup (_ ("Filters"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->more), label);
}

static GtkWidget *
make_filters (AmbCalendarBar *self)
{
  AmbContext *context = amb_calendar_model_get_context (self->model);
  const AmbEntity *entity = amb_entity_find ("content-item");

  self->rest = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->filters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->views = amb_calendar_views_new (self->model);
  gtk_box_append (GTK_BOX (self->filters), self->views);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    gtk_box_append (GTK_BOX (self->filters), make_toggle (self, i));
  self->separators[0] = new_separator ();
  gtk_box_append (GTK_BOX (self->filters), self->separators[0]);
  for (guint i = 0; i < G_N_ELEMENTS (facet_fields); i++)
    {
      const AmbField *field = amb_entity_find_field (entity, facet_fields[i]);
      GtkWidget *facet = amb_facet_button_new (context, field, _ (field->label));

      g_signal_connect_object (facet, "values-changed", G_CALLBACK (facet_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->facets, facet);
      gtk_box_append (GTK_BOX (i < SHOWN ? self->filters : self->rest), facet);
    }
  gtk_box_append (GTK_BOX (self->filters), make_more (self));
  return self->filters;
}

void
amb_calendar_bar_set_view (AmbCalendarBar *self, const char *label)
{
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->menu), label);
}

void
amb_calendar_bar_set_when (AmbCalendarBar *self, gboolean has_when)
{
  self->has_when = has_when;
  gtk_widget_set_visible (self->arrows, has_when);
  gtk_widget_set_visible (self->today, has_when);
  gtk_widget_set_visible (self->month, has_when);
}

static void
take_over (GtkWidget *child, GtkWidget *box, GtkWidget *after)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (parent == box)
    return;
  g_object_ref (child);
  gtk_box_remove (GTK_BOX (parent), child);
  gtk_box_insert_child_after (GTK_BOX (box), child, after);
  g_object_unref (child);
}

/* The menus: in the row of all, beside the month, in a row of their own. */
static void
fold (AmbCalendarBar *self, gboolean is_folded, gboolean is_narrow)
{
  gtk_widget_set_visible (self->second, is_folded);
  if (is_folded)
    {
      take_over (self->second, is_narrow ? GTK_WIDGET (self) : self->when,
                 is_narrow ? self->scroller : self->month);
      take_over (self->menu, self->second, NULL);
      take_over (self->views, self->second, self->menu);
      take_over (self->more, self->second, self->views);
      return;
    }
  take_over (self->views, self->filters, NULL);
  take_over (self->more, self->filters, gtk_widget_get_last_child (self->filters));
  take_over (self->menu, GTK_WIDGET (self), self->separators[1]);
}

void
amb_calendar_bar_set_room (AmbCalendarBar *self, AmbCalendarBarRoom room)
{
  gboolean is_folded = room >= AMB_CALENDAR_BAR_FOLDED, is_narrow = room == AMB_CALENDAR_BAR_NARROW;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), is_folded ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    gtk_widget_set_visible (self->words[i], !is_narrow);
  fold (self, is_folded, is_narrow);
  self->n_shown = room == AMB_CALENDAR_BAR_SHORT ? 0 : SHOWN;
  for (guint i = 0; i < SHOWN; i++)
    {
      if (self->n_shown == 0)
        take_over (self->facets->pdata[i], self->rest, NULL);
      else
        take_over (self->facets->pdata[i], self->filters, self->separators[0]);
    }
  show_more (self);
  gtk_widget_set_visible (self->when, !is_narrow || self->has_when);
  for (guint i = 0; i < G_N_ELEMENTS (self->separators); i++)
    gtk_widget_set_visible (self->separators[i], !is_folded);
  if (is_narrow)
    gtk_widget_add_css_class (self->filters, "compact");
  else
    gtk_widget_remove_css_class (self->filters, "compact");
}

static void
amb_calendar_bar_dispose (GObject *object)
{
  AmbCalendarBar *self = AMB_CALENDAR_BAR (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  G_OBJECT_CLASS (amb_calendar_bar_parent_class)->dispose (object);
}

static void
amb_calendar_bar_class_init (AmbCalendarBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_calendar_bar_dispose;
}

static void
amb_calendar_bar_init (AmbCalendarBar *self)
{
  self->facets = g_ptr_array_new ();
  self->has_when = TRUE;
  self->n_shown = SHOWN;
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "amb-toolbar");
}

GtkWidget *
amb_calendar_bar_new (AmbCalendarModel *model)
{
  AmbCalendarBar *self = g_object_new (AMB_TYPE_CALENDAR_BAR, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->model = g_object_ref (model);
  gtk_box_append (GTK_BOX (self), make_when (self));
  /* What a narrow window has no room for is scrolled to. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_filters (self));
  gtk_box_append (GTK_BOX (self), scroller);
  self->scroller = scroller;
  self->separators[1] = new_separator ();
  gtk_box_append (GTK_BOX (self), self->separators[1]);
  gtk_box_append (GTK_BOX (self), make_menu (self));
  self->second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_visible (self->second, FALSE);
  gtk_box_append (GTK_BOX (self), self->second);
  g_signal_connect_object (model, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
