#include "amb-person-page.h"

#include "amb-leave-dialog.h"
#include "amb-person-header.h"
#include "amb-person-panel.h"
#include "amb-person-profile.h"
#include "amb-save-card.h"

#include <glib/gi18n.h>

#define SIDE_CHARS 14

struct _AmbPersonPage
{
  AmbPage parent_instance;

  GtkStack *whole; /* the person, or that nobody is chosen */
  GtkWidget *header;
  GtkWidget *menu, *verbs;
  GtkWidget *side; /* of the list of sections */
  GtkListBox *kinds;
  GtkDropDown *chooser; /* where there is little room */
  GtkStack *stack;      /* of sections, each made when it is first shown */
  GPtrArray *sections;  /* of AmbPersonSection: those that are there */
  const AmbPersonSection *section;
  char *person; /* nullable: nobody yet */
  gboolean is_choosing;
};

G_DEFINE_FINAL_TYPE (AmbPersonPage, amb_person_page, AMB_TYPE_PAGE)

// clang-format off
/* What can be done with the person; more is a row here and an action of the window or below. */
static const struct
{
  const char *label, *action;
} verbs[] = {
  { N_("Show in the List"), "page.show-in-list" },
  { N_("Ask…"),             "page.ask" },
  { N_("Write To…"),        "page.write" },
  { N_("Save as vCard…"),   "page.save-card" },
  { N_("Leave the Programme…"), "page.leave" },
};
// clang-format on

static const AmbEntity *
get_people (void)
{
  return amb_entity_find ("ambassador");
}

gboolean
amb_person_page_may_open (AmbContext *context)
{
  return amb_context_may (context, get_people (), AMB_RIGHT_READ);
}

static AmbContext *
get_context (AmbPersonPage *self)
{
  return amb_page_get_context (AMB_PAGE (self));
}

/* Sections. */

static GtkWidget *
wrap (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_set_margin_start (child, 18);
  gtk_widget_set_margin_end (child, 18);
  gtk_widget_set_margin_top (child, 12);
  gtk_widget_set_margin_bottom (child, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static void
ensure_section (AmbPersonPage *self, const AmbPersonSection *section)
{
  GtkWidget *content;

  if (gtk_stack_get_child_by_name (self->stack, section->id) != NULL || self->person == NULL)
    return;
  content = section->create != NULL
                ? section->create (get_context (self), self->person)
                : amb_person_panel_new (get_context (self), section, self->person);
  gtk_stack_add_named (self->stack, wrap (content), section->id);
}

static void
show_section (AmbPersonPage *self, guint index)
{
  if (self->is_choosing || index >= self->sections->len)
    return;
  self->is_choosing = TRUE;
  self->section = g_ptr_array_index (self->sections, index);
  amb_person_header_set_shows_state (AMB_PERSON_HEADER (self->header),
                                     self->section->create != amb_person_profile_new);
  ensure_section (self, self->section);
  gtk_stack_set_visible_child_name (self->stack, self->section->id);
  gtk_list_box_select_row (self->kinds, gtk_list_box_get_row_at_index (self->kinds, (int) index));
  gtk_drop_down_set_selected (self->chooser, index);
  self->is_choosing = FALSE;
}

static void
row_selected_cb (AmbPersonPage *self, GtkListBoxRow *row)
{
  if (row != NULL)
    show_section (self, (guint) gtk_list_box_row_get_index (row));
}

static void
chosen_cb (AmbPersonPage *self)
{
  show_section (self, gtk_drop_down_get_selected (self->chooser));
}

static GtkWidget *
new_kind (const AmbPersonSection *section)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (section->label));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), SIDE_CHARS);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (section->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (section->label), -1);
  return row;
}

/* What the person at this desk has a right to. */
static void
fill_sections (AmbPersonPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkListBoxRow *row;

  self->is_choosing = TRUE;
  g_ptr_array_set_size (self->sections, 0);
  while ((row = gtk_list_box_get_row_at_index (self->kinds, 0)) != NULL)
    gtk_list_box_remove (self->kinds, GTK_WIDGET (row));
  for (const AmbPersonSection *section = amb_person_sections (); section->id != NULL; section++)
    {
      if (!amb_person_section_is_there (section, get_context (self)))
        continue;
      g_ptr_array_add (self->sections, (gpointer) section);
      gtk_list_box_append (self->kinds, new_kind (section));
      gtk_string_list_append (names, _ (section->label));
    }
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (names));
  self->is_choosing = FALSE;
}

static void
clear_sections (AmbPersonPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stack))) != NULL)
    gtk_stack_remove (self->stack, child);
}

/* The person. */

static AmbRecord *
load_person (AmbPersonPage *self)
{
  AmbStore *store = amb_context_get_store (get_context (self));

  return self->person != NULL && store != NULL
             ? amb_store_lookup (store, get_people (), self->person, NULL)
             : NULL;
}

/* Who it is may be removed, or leave, while the page is there. */
static void
update_person (AmbPersonPage *self)
{
  GActionMap *actions = G_ACTION_MAP (amb_page_get_actions (AMB_PAGE (self)));
  g_autoptr (AmbRecord) record = load_person (self);
  gboolean is_there = record != NULL && !amb_record_get_deleted (record);

  gtk_stack_set_visible_child_name (self->whole, is_there ? "person" : "nobody");
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "write")),
      is_there &&
          amb_context_may (get_context (self), amb_entity_find ("letter"), AMB_RIGHT_CREATE));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "leave")),
                               is_there && amb_leave_dialog_can (get_context (self), record));
}

static gboolean
amb_person_page_open_record (AmbPage *page, const AmbEntity *entity, const char *id)
{
  AmbPersonPage *self = AMB_PERSON_PAGE (page);
  guint index = 0;

  if (entity != get_people ())
    return FALSE;
  if (g_strcmp0 (self->person, id) != 0)
    {
      clear_sections (self);
      g_free (self->person);
      self->person = g_strdup (id);
      amb_person_header_set_person (AMB_PERSON_HEADER (self->header), id);
    }
  update_person (self);
  fill_sections (self);
  if (self->section != NULL)
    g_ptr_array_find (self->sections, self->section, &index);
  show_section (self, index);
  return TRUE;
}

static void
amb_person_page_focus_content (AmbPage *page)
{
  AmbPersonPage *self = AMB_PERSON_PAGE (page);

  gtk_widget_child_focus (amb_page_get_narrow (page) ? GTK_WIDGET (self->chooser)
                                                     : GTK_WIDGET (self->kinds),
                          GTK_DIR_TAB_FORWARD);
}

static void
narrow_cb (AmbPersonPage *self)
{
  gboolean narrow = amb_page_get_narrow (AMB_PAGE (self));

  gtk_widget_set_visible (self->side, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), narrow);
  gtk_widget_set_visible (self->verbs, !narrow);
}

/* Actions. */

static void
show_in_list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbPersonPage *self = data;

  if (self->person != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", get_people ()->name,
                                self->person);
}

static void
ask_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbPersonPage *self = data;
  const char *const ids[] = { self->person, NULL };

  if (self->person != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.ask", "(s^as)", get_people ()->name, ids);
}

static void
write_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbPersonPage *self = data;
  const char *const ids[] = { self->person, NULL };

  if (self->person != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.write", "(s^as)", get_people ()->name, ids);
}

static void
save_card_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbPersonPage *self = data;
  g_autoptr (AmbRecord) record = load_person (self);

  if (record != NULL)
    amb_save_card (GTK_WIDGET (self), get_context (self), record);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmbPersonPage *self = data;
  g_autoptr (AmbRecord) record = load_person (self);

  if (record != NULL)
    amb_leave_dialog_show (GTK_WIDGET (self), get_context (self), record);
}

static const GActionEntry entries[] = {
  { .name = "leave", .activate = leave_cb },
  { .name = "show-in-list", .activate = show_in_list_cb },
  { .name = "ask", .activate = ask_cb },
  { .name = "write", .activate = write_cb },
  { .name = "save-card", .activate = save_card_cb },
};

/* Building. */

static GtkWidget *
build_back (void)
{
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  gtk_widget_set_tooltip_text (back, _ ("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"),
                                  -1);
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_valign (back, GTK_ALIGN_START);
  return back;
}

/* What is done most, where there is room. */
static GtkWidget *
build_verbs (AmbPersonPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *ask = gtk_button_new_with_label (_ ("Ask…"));
  GtkWidget *write = gtk_button_new_with_label (_ ("Write To…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (ask), "page.ask");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (write), "page.write");
  gtk_widget_set_visible (
      ask, amb_context_may (get_context (self), amb_entity_find ("task"), AMB_RIGHT_CREATE));
  gtk_widget_set_visible (
      write, amb_context_may (get_context (self), amb_entity_find ("letter"), AMB_RIGHT_CREATE));
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), ask);
  gtk_box_append (GTK_BOX (box), write);
  return box;
}

static GtkWidget *
build_top (AmbPersonPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (verbs[i].label), verbs[i].action);

      g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
      g_menu_append_item (menu, item);
    }
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (self->menu, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More about this person"), -1);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->header, TRUE);
  self->verbs = build_verbs (self);
  gtk_box_append (GTK_BOX (box), build_back ());
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), self->verbs);
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  return box;
}

static GtkWidget *
build_side (AmbPersonPage *self)
{
  self->side = gtk_scrolled_window_new ();
  self->kinds = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->kinds), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections"), -1);
  g_signal_connect_object (self->kinds, "row-selected", G_CALLBACK (row_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->side), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->side), GTK_WIDGET (self->kinds));
  gtk_widget_add_css_class (self->side, "amb-kinds");
  return self->side;
}

static GtkWidget *
build_person (AmbPersonPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections"), -1);
  gtk_widget_set_margin_start (GTK_WIDGET (self->chooser), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->chooser), 12);
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_vexpand (body, TRUE);
  gtk_box_append (GTK_BOX (body), build_side (self));
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), build_top (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chooser));
  gtk_box_append (GTK_BOX (box), body);
  return box;
}

static void
amb_person_page_context_set (AmbPage *page)
{
  AmbPersonPage *self = AMB_PERSON_PAGE (page);
  GtkWidget *nobody = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nobody), "amb-person-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nobody), _ ("Nobody Is Chosen"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nobody),
                                   _ ("Enter on a row of the roster opens a person’s page."));
  self->header = amb_person_header_new (get_context (self));
  gtk_stack_add_named (self->whole, nobody, "nobody");
  gtk_stack_add_named (self->whole, build_person (self), "person");
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (
          g_action_map_lookup_action (G_ACTION_MAP (amb_page_get_actions (page)), "ask")),
      amb_context_may (get_context (self), amb_entity_find ("task"), AMB_RIGHT_CREATE));
  g_signal_connect_object (get_context (self), "changed", G_CALLBACK (update_person), self,
                           G_CONNECT_SWAPPED);
  update_person (self);
  narrow_cb (self);
}

static void
amb_person_page_dispose (GObject *object)
{
  AmbPersonPage *self = AMB_PERSON_PAGE (object);

  self->is_choosing = TRUE;
  G_OBJECT_CLASS (amb_person_page_parent_class)->dispose (object);
}

static void
amb_person_page_finalize (GObject *object)
{
  AmbPersonPage *self = AMB_PERSON_PAGE (object);

  g_ptr_array_unref (self->sections);
  g_free (self->person);
  G_OBJECT_CLASS (amb_person_page_parent_class)->finalize (object);
}

static void
amb_person_page_class_init (AmbPersonPageClass *klass)
{
  AmbPageClass *page_class = AMB_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_person_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_person_page_finalize;
  page_class->context_set = amb_person_page_context_set;
  page_class->open_record = amb_person_page_open_record;
  page_class->focus_content = amb_person_page_focus_content;
}

static void
amb_person_page_init (AmbPersonPage *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->sections = g_ptr_array_new ();
  self->whole = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->whole, FALSE);
  gtk_stack_set_vhomogeneous (self->whole, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->whole));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  amb_page_set_actions (AMB_PAGE (self), G_ACTION_GROUP (actions));
  g_signal_connect (self, "notify::narrow", G_CALLBACK (narrow_cb), NULL);
}
