#include "amb-composer-parts.h"

#include "amb-composer-guests.h"
#include "amb-composer-rows.h"
#include "amb-people-view.h"

#include <glib/gi18n.h>

static void
name_widget (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The bar above: which cohort, how full it is, and what can be done with it. */

static GtkWidget *
new_text (GtkTextView **view, const char *name)
{
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *window = gtk_scrolled_window_new ();

  *view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (*view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (*view, FALSE);
  gtk_text_view_set_top_margin (*view, 6);
  gtk_text_view_set_left_margin (*view, 6);
  gtk_text_view_set_right_margin (*view, 6);
  name_widget (*view, name);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), 90);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (*view));
  gtk_frame_set_child (GTK_FRAME (frame), window);
  return frame;
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  return label;
}

static GtkWidget *
new_action_button (const char *label, const char *action, const char *style)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  return button;
}

static GtkMenuButton *
new_popover_button (const char *label, GtkWidget *content)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_widget_set_margin_top (content, 9);
  gtk_widget_set_margin_bottom (content, 9);
  gtk_widget_set_margin_start (content, 9);
  gtk_widget_set_margin_end (content, 9);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return GTK_MENU_BUTTON (button);
}

static void
build_freeze (AmbComposerParts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_box_append (GTK_BOX (box), new_heading (_ ("Why these people, and which holes remain?")));
  gtk_box_append (GTK_BOX (box), new_text (&self->freeze_text, _ ("Reason for the choice")));
  gtk_box_append (GTK_BOX (box),
                  new_action_button (_ ("Freeze Cohort"), "composer.freeze", "suggested-action"));
  self->freeze = new_popover_button (_ ("Freeze…"), box);
}

static void
setup_name_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "amb-written");
  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* Its names are as long as people make them. */
static GtkDropDown *
new_cohorts (void)
{
  GtkDropDown *cohorts = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  gtk_drop_down_set_factory (cohorts, factory);
  gtk_widget_set_hexpand (GTK_WIDGET (cohorts), TRUE);
  name_widget (cohorts, _ ("Cohort"));
  return cohorts;
}

static void
append_all (GtkWidget *box, GtkWidget *const *parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gtk_widget_set_valign (parts[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), parts[i]);
    }
}

static GtkWidget *
build_bar (AmbComposerParts *self)
{
  GtkWidget *which = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *what = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->bar = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9));
  self->cohorts = new_cohorts ();
  self->state = AMB_CHIP (amb_chip_new ());
  self->sum = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->sum), "amb-num");
  gtk_widget_set_hexpand (GTK_WIDGET (self->sum), TRUE);
  gtk_label_set_xalign (self->sum, 0);
  self->compare = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->compare, _ ("Compare With"));
  build_freeze (self);
  self->invite = new_action_button (_ ("Invite…"), "composer.invite", "suggested-action");
  self->new_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->new_button), "composer.new-cohort");
  gtk_widget_set_tooltip_text (self->new_button, _ ("Add Cohort"));
  name_widget (self->new_button, _ ("Add Cohort"));
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "amb-toolbar");
  append_all (which, (GtkWidget *const[]){ GTK_WIDGET (self->cohorts), self->new_button,
                                           GTK_WIDGET (self->state), NULL });
  append_all (what, (GtkWidget *const[]){ GTK_WIDGET (self->sum), GTK_WIDGET (self->compare),
                                          GTK_WIDGET (self->freeze), self->invite, NULL });
  gtk_widget_set_hexpand (what, TRUE);
  gtk_box_append (self->bar, which);
  gtk_box_append (self->bar, what);
  return GTK_WIDGET (self->bar);
}

/* The columns. */

static GtkWidget *
new_column (AmbComposerParts *self, GtkWidget **box)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_start (*box, 12);
  gtk_widget_set_margin_end (*box, 12);
  gtk_widget_set_margin_top (*box, 6);
  gtk_widget_set_margin_bottom (*box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), *box);
  gtk_widget_set_hexpand (window, TRUE);
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (self->columns, window);
  return window;
}

static AmbSection *
append_section (GtkWidget *box, const char *title)
{
  GtkWidget *section = amb_section_new (title);

  gtk_box_append (GTK_BOX (box), section);
  return AMB_SECTION (section);
}

static GtkWidget *
build_candidates (AmbComposerParts *self)
{
  const char *const states[] = { _ ("All Candidates"), _ ("Shortlisted"), _ ("Waitlisted"),
                                 _ ("In Review"), NULL };
  GtkWidget *box, *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *which = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *window = new_column (self, &box);

  self->search = gtk_search_entry_new ();
  name_widget (self->search, _ ("Search among candidates"));
  self->states = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (states));
  name_widget (self->states, _ ("State of the candidates"));
  self->reason = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _ ("Reason (optional)"));
  name_widget (self->reason, _ ("Reason"));
  gtk_widget_set_hexpand (self->reason, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->reason), 8);
  self->fill = new_action_button (_ ("Fill the Seats…"), "composer.fill", "suggested-action");
  gtk_box_append (GTK_BOX (box), self->fill);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_widget_set_hexpand (GTK_WIDGET (self->states), TRUE);
  gtk_box_append (GTK_BOX (which), GTK_WIDGET (self->states));
  gtk_box_append (GTK_BOX (which),
                  new_action_button (_ ("Choose All"), "composer.select-all", NULL));
  gtk_box_append (GTK_BOX (box), which);
  self->add_bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->add_bar), self->reason);
  gtk_box_append (GTK_BOX (bar), new_action_button (_ ("Add to Draft"), "composer.add", NULL));
  gtk_box_append (GTK_BOX (bar), new_action_button (_ ("Add to Wait List"), "composer.wait", NULL));
  gtk_box_append (GTK_BOX (self->add_bar), bar);
  gtk_box_append (GTK_BOX (box), self->add_bar);
  self->candidates = append_section (box, _ ("Candidates"));
  gtk_list_box_set_selection_mode (amb_section_get_list (self->candidates), GTK_SELECTION_MULTIPLE);
  gtk_list_box_set_activate_on_single_click (amb_section_get_list (self->candidates), FALSE);
  return window;
}

/* Who was invited and what they answered. */
static GtkWidget *
build_guests (AmbComposerParts *self)
{
  GtkWidget *box;
  GtkWidget *window = new_column (self, &box);

  self->guests = append_section (box, _ ("Invitations"));
  self->promote = new_action_button (_ ("Next of the Wait List…"), "composer.promote", NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->promote), "s", "");
  gtk_widget_set_halign (self->promote, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->promote);
  return window;
}

static void
build_draft (AmbComposerParts *self)
{
  GtkWidget *box;

  new_column (self, &box);
  self->draft = append_section (box, _ ("Draft"));
  self->wait = append_section (box, _ ("Wait List"));
}

static void
build_coverage (AmbComposerParts *self)
{
  GtkWidget *box;

  new_column (self, &box);
  self->holes = append_section (box, _ ("Holes"));
  for (guint i = 0; i < AMB_COMPOSER_N_SIDES; i++)
    self->sides[i] = append_section (box, amb_composer_get_side_title (i));
}

static GtkWidget *
build_none (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = amb_people_pill_new (_ ("Add Cohort"), "composer.new-cohort", TRUE);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "system-users-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Cohorts Yet"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("A cohort is composed from the candidates: seats, a wait list, and what they cover."));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

GtkWidget *
amb_composer_parts_build (AmbComposerParts *self)
{
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->pages, FALSE);
  gtk_stack_set_vhomogeneous (self->pages, FALSE);
  self->columns = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_box_set_homogeneous (self->columns, TRUE);
  gtk_box_append (GTK_BOX (whole), build_bar (self));
  self->candidates_column = build_candidates (self);
  self->guests_column = build_guests (self);
  build_draft (self);
  build_coverage (self);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->columns));
  gtk_widget_set_vexpand (GTK_WIDGET (self->scrolled), TRUE);
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->scrolled));
  amb_composer_parts_set_narrow (self, FALSE);
  gtk_stack_add_named (self->pages, whole, "cohort");
  gtk_stack_add_named (self->pages, build_none (), "none");
  return GTK_WIDGET (self->pages);
}

/* Filling. */

static void
fill_cohorts (AmbComposerParts *self, const AmbComposerFacts *facts)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GMenu) others = g_menu_new ();
  guint selected = 0;

  for (guint i = 0; i < facts->cohorts->len; i++)
    {
      const AmbComposerCohort *cohort = g_ptr_array_index (facts->cohorts, i);

      gtk_string_list_append (names, cohort->name);
      if (g_str_equal (cohort->id, facts->composition->id))
        selected = i;
      else
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (cohort->name, NULL);

          g_menu_item_set_action_and_target (item, "composer.compare", "s", cohort->id);
          g_menu_append_item (others, item);
        }
    }
  gtk_drop_down_set_model (self->cohorts, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->cohorts, selected);
  gtk_menu_button_set_menu_model (self->compare, G_MENU_MODEL (others));
  gtk_widget_set_visible (GTK_WIDGET (self->compare), facts->cohorts->len > 1);
}

/* The persons of the rows that are chosen: a set. */
static GHashTable *
list_chosen (AmbSection *section)
{
  GHashTable *chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) rows = gtk_list_box_get_selected_rows (amb_section_get_list (section));

  for (GList *l = rows; l != NULL; l = l->next)
    g_hash_table_add (chosen, g_strdup (amb_composer_row_get_person (l->data)));
  return chosen;
}

/* Clearing a list takes its placeholder too. */
static void
set_placeholder (AmbSection *section, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_add_css_class (label, "amb-quiet");
  gtk_list_box_set_placeholder (amb_section_get_list (section), label);
}

/* Whoever was chosen, and whoever had the focus, still is and has. */
static void
fill_people (AmbComposerParts *self, AmbSection *section, GPtrArray *people)
{
  GtkListBox *list = amb_section_get_list (section);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (list));
  g_autofree char *focused = g_strdup (focus != NULL ? amb_composer_row_get_person (focus) : NULL);
  int place = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
  g_autoptr (GHashTable) chosen = list_chosen (section);

  amb_section_clear (section);
  set_placeholder (section, section == self->draft ? _ ("Nobody has a seat yet.")
                                                   : _ ("Nobody is left to be chosen."));
  amb_section_set_count (section, people != NULL ? people->len : 0);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const AmbComposerPerson *person = g_ptr_array_index (people, i);
      GtkWidget *row = amb_composer_row_new (person, section == self->candidates);

      gtk_list_box_append (list, row);
      if (g_hash_table_contains (chosen, person->id))
        gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (row));
      if (g_strcmp0 (person->id, focused) == 0)
        place = (int) i;
    }
  gtk_widget_set_visible (GTK_WIDGET (section),
                          section != self->wait || (people != NULL && people->len > 0));
  if (place >= 0 && people != NULL && people->len > 0)
    gtk_widget_grab_focus (
        GTK_WIDGET (gtk_list_box_get_row_at_index (list, MIN (place, (int) people->len - 1))));
}

/* What can be done with each who has a place; the names say with whom. */
static void
add_buttons (AmbSection *section, GPtrArray *people, gboolean waits)
{
  for (guint i = 0; i < people->len; i++)
    {
      const char *name = ((AmbComposerPerson *) people->pdata[i])->name;
      GtkWidget *row =
          GTK_WIDGET (gtk_list_box_get_row_at_index (amb_section_get_list (section), (int) i));
      g_autofree char *up = g_strdup_printf (_ ("Move %s up"), name);
      g_autofree char *put =
          g_strdup_printf (waits ? _ ("Give %s a seat") : _ ("Put %s onto the wait list"), name);
      g_autofree char *out = g_strdup_printf (_ ("Take %s out"), name);

      amb_composer_row_add_button (row, "go-up-symbolic", up, "composer.up");
      amb_composer_row_add_button (
          row, waits ? "object-select-symbolic" : "document-open-recent-symbolic", put,
          waits ? "composer.put-seat" : "composer.put-waiting");
      amb_composer_row_add_button (row, "list-remove-symbolic", out, "composer.take-out");
    }
}

/* Of a frozen cohort the wait list comes up. */
static void
add_promoting (AmbSection *section, GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      GtkWidget *row =
          GTK_WIDGET (gtk_list_box_get_row_at_index (amb_section_get_list (section), (int) i));
      g_autofree char *name =
          g_strdup_printf (_ ("Give %s a seat"), ((AmbComposerPerson *) people->pdata[i])->name);

      amb_composer_row_add_button (row, "object-select-symbolic", name, "composer.promote");
    }
}

static void
fill_coverage (AmbComposerParts *self, const AmbComposition *composition)
{
  guint counts[AMB_COMPOSER_N_SIDES] = { 0 };

  amb_section_clear (self->holes);
  amb_section_set_count (self->holes, composition->holes->len);
  for (guint i = 0; i < composition->holes->len; i++)
    gtk_list_box_append (amb_section_get_list (self->holes),
                         amb_composer_hole_row_new (g_ptr_array_index (composition->holes, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->holes), composition->holes->len > 0);
  for (guint i = 0; i < AMB_COMPOSER_N_SIDES; i++)
    amb_section_clear (self->sides[i]);
  for (guint i = 0; i < composition->tallies->len; i++)
    {
      const AmbComposerTally *tally = g_ptr_array_index (composition->tallies, i);

      counts[tally->side]++;
      gtk_list_box_append (amb_section_get_list (self->sides[tally->side]),
                           amb_composer_tally_row_new (tally));
    }
  for (guint i = 0; i < AMB_COMPOSER_N_SIDES; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->sides[i]), counts[i] > 0);
}

static void
fill_state (AmbComposerParts *self, const AmbComposition *composition, gboolean may_write)
{
  const AmbField *field = amb_entity_get_state_field (amb_entity_find ("cohort"));
  gboolean is_draft = g_str_equal (composition->state, "draft");
  g_autofree char *sum = composition->seats > 0
                             /* Translators: seats taken, seats there are */
                             ? g_strdup_printf (_ ("%u of %d seats"), composition->draft->len,
                                                (int) composition->seats)
                             : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person",
                                                             "%u people", composition->draft->len),
                                                composition->draft->len);

  amb_section_set_title (self->draft, is_draft ? _ ("Draft") : _ ("Seats"));
  amb_chip_set_choice (self->state, amb_field_find_choice (field, composition->state));
  gtk_label_set_label (self->sum, sum);
  gtk_widget_set_visible (GTK_WIDGET (self->freeze), may_write && is_draft);
  gtk_widget_set_visible (self->fill, may_write);
  gtk_widget_set_visible (self->invite, may_write && g_str_equal (composition->state, "frozen"));
  gtk_widget_set_visible (self->candidates_column, is_draft);
  gtk_widget_set_visible (self->guests_column, !is_draft);
  gtk_widget_set_visible (self->promote, may_write && composition->wait->len > 0 &&
                                             g_str_equal (composition->state, "frozen"));
  gtk_widget_set_visible (self->add_bar, may_write);
}

void
amb_composer_parts_show (AmbComposerParts *self, const AmbComposerFacts *facts, gboolean may_write)
{
  const AmbComposition *composition = facts->composition;

  gtk_stack_set_visible_child_name (self->pages, composition != NULL ? "cohort" : "none");
  gtk_widget_set_visible (self->new_button, may_write);
  if (composition == NULL)
    return;
  fill_cohorts (self, facts);
  fill_people (self, self->candidates, facts->candidates);
  fill_people (self, self->draft, composition->draft);
  fill_people (self, self->wait, composition->wait);
  if (may_write && facts->candidates != NULL)
    {
      add_buttons (self->draft, composition->draft, FALSE);
      add_buttons (self->wait, composition->wait, TRUE);
    }
  if (may_write && g_str_equal (composition->state, "frozen"))
    add_promoting (self->wait, composition->wait);
  if (facts->guests != NULL)
    amb_composer_guests_fill (self->guests, facts->guests, facts->today, may_write);
  fill_coverage (self, composition);
  fill_state (self, composition, may_write);
}

/* Below each other, everything scrolls as one; beside each other, each by itself. */
void
amb_composer_parts_set_narrow (AmbComposerParts *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER,
                                  narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  for (GtkWidget *column = gtk_widget_get_first_child (GTK_WIDGET (self->columns)); column != NULL;
       column = gtk_widget_get_next_sibling (column))
    gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (column), GTK_POLICY_NEVER,
                                    narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
}

char *
amb_composer_parts_dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}
