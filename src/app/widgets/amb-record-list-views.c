/* The views of a list: those of its design, then the named ones, one's own and the shared. An
 * action's target tells them apart: "=id" of the design's, else the id of a named view's record. */
#include "amb-record-list-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MENU_COLUMNS 32 /* of a name in the menu, wide characters are two */

const AmbListView *
amb_record_list_get_view (AmbRecordList *self)
{
  const AmbListView *views = self->design ? self->design->views : NULL;

  for (const AmbListView *view = views; view && view->id; view++)
    if (g_strcmp0 (view->id, self->state->view) == 0)
      return view;
  return g_strcmp0 (self->state->view, "") == 0 ? NULL : views;
}

const AmbNamedView *
amb_record_list_get_named (AmbRecordList *self)
{
  return self->state->named ? amb_view_book_find (self->book, self->state->named) : NULL;
}

/* Is what is shown as the named view was saved? */

/* The columns that the named view stands for: its own, or those that the person has anyway. */
static const AmbView *
get_layout (AmbRecordList *self)
{
  return amb_record_list_knows_layout (self, self->state->saved) ? self->state->saved
                                                                 : self->state->own;
}

static gboolean
is_as_saved (AmbRecordList *self)
{
  g_autoptr (AmbQuery) query = amb_record_list_dup_query (self);
  const AmbView *layout = get_layout (self);

  return amb_query_is_same (query, self->state->saved->query) &&
         (!layout || amb_record_list_has_layout (self, layout));
}

/* The menu. */

/* A name of any length on one line of a menu, whose underscores are no mnemonics. */
static char *
dup_menu_label (const char *title)
{
  GString *label = g_string_new (NULL);
  int room = MENU_COLUMNS;

  for (const char *p = title; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      room -= g_unichar_iswide (character) ? 2 : 1;
      if (room < 0)
        {
          g_string_append (label, "…");
          break;
        }
      if (character == '_')
        g_string_append_c (label, '_');
      g_string_append_unichar (label, character);
    }
  return g_string_free (label, FALSE);
}

/* What a section is to hold: labels, each with an action and, for a view, its target. */
typedef struct
{
  char *label;
  const char *action;
  char *target; /* nullable */
} Entry;

static void
entry_free (Entry *entry)
{
  g_free (entry->label);
  g_free (entry->target);
  g_free (entry);
}

static GPtrArray *
entries_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
}

static void
add_entry (GPtrArray *entries, const char *label, const char *action, const char *target)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->label = g_strdup (label);
  entry->action = action;
  entry->target = g_strdup (target);
  g_ptr_array_add (entries, entry);
}

static gboolean
has_attribute (GMenu *section, int at, const char *name, const char *wanted)
{
  g_autofree char *value = NULL;

  g_menu_model_get_item_attribute (G_MENU_MODEL (section), at, name, "s", &value);
  return g_strcmp0 (value, wanted) == 0;
}

static gboolean
is_entry (GMenu *section, int at, const Entry *entry)
{
  return has_attribute (section, at, G_MENU_ATTRIBUTE_LABEL, entry->label) &&
         has_attribute (section, at, G_MENU_ATTRIBUTE_ACTION, entry->action) &&
         has_attribute (section, at, G_MENU_ATTRIBUTE_TARGET, entry->target);
}

/* The smallest change: a menu that is open closes when the item with the focus goes. */
static void
update_section (GMenu *section, GPtrArray *entries)
{
  int n = (int) entries->len, was = g_menu_model_get_n_items (G_MENU_MODEL (section));
  int first = 0, same_end = 0;

  while (first < MIN (n, was) && is_entry (section, first, g_ptr_array_index (entries, first)))
    first++;
  while (same_end < MIN (n, was) - first &&
         is_entry (section, was - 1 - same_end, g_ptr_array_index (entries, n - 1 - same_end)))
    same_end++;
  for (int i = first; i < was - same_end; i++)
    g_menu_remove (section, first);
  for (int i = first; i < n - same_end; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GMenuItem) item =
          g_menu_item_new (entry->label, entry->target ? NULL : entry->action);

      if (entry->target)
        g_menu_item_set_action_and_target (item, entry->action, "s", entry->target);
      g_menu_insert_item (section, i, item);
    }
}

static void
update_designed (AmbRecordList *self)
{
  g_autoptr (GPtrArray) entries = entries_new ();

  for (const AmbListView *view = self->design ? self->design->views : NULL; view && view->id;
       view++)
    {
      g_autofree char *target = g_strconcat ("=", view->id, NULL);

      add_entry (entries, _ (view->label), "records.view", target);
    }
  if (entries->len == 0)
    add_entry (entries, _ ("Everything"), "records.view", "=");
  update_section (self->view_sections[AMB_SECTION_DESIGNED], entries);
}

static void
update_named (AmbRecordList *self, gboolean shared)
{
  g_autoptr (GPtrArray) entries = entries_new ();
  GPtrArray *views = amb_view_book_get_views (self->book);

  for (guint i = 0; i < views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (views, i);
      g_autofree char *label = dup_menu_label (view->title);

      if (view->is_shared == shared)
        add_entry (entries, label, "records.view", view->id);
    }
  update_section (self->view_sections[shared ? AMB_SECTION_SHARED : AMB_SECTION_MINE], entries);
}

static gboolean
has_action (AmbRecordList *self, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->actions),
                                            action + strlen ("records."));
}

/* What one may not do, or has no use for, is absent. */
static void
update_verbs (AmbRecordList *self)
{
  const AmbNamedView *named = amb_record_list_get_named (self);
  gboolean is_shared = named && named->is_shared;
  const struct
  {
    AmbViewSection section;
    const char *action;
    const char *label;
  } verbs[] = {
    { AMB_SECTION_SAVING, "records.update-view", _ ("Save Changes") },
    { AMB_SECTION_SAVING, "records.revert-view", _ ("Revert Changes") },
    { AMB_SECTION_SAVING, "records.save-view", _ ("Save View As…") },
    { AMB_SECTION_VERBS, "records.rename-view", _ ("Rename View…") },
    { AMB_SECTION_VERBS, "records.share-view",
      is_shared ? _ ("Make View Private") : _ ("Share View") },
    { AMB_SECTION_VERBS, "records.move-view-up", _ ("Move View Up") },
    { AMB_SECTION_VERBS, "records.move-view-down", _ ("Move View Down") },
    { AMB_SECTION_VERBS, "records.remove-view", _ ("Remove View") },
  };

  for (AmbViewSection section = AMB_SECTION_SAVING; section <= AMB_SECTION_VERBS; section++)
    {
      g_autoptr (GPtrArray) entries = entries_new ();

      for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
        if (verbs[i].section == section && has_action (self, verbs[i].action))
          add_entry (entries, verbs[i].label, verbs[i].action, NULL);
      update_section (self->view_sections[section], entries);
    }
}

/* One menu lives on: it may be open while a view comes or goes. */
static void
update_menu (AmbRecordList *self)
{
  update_named (self, FALSE);
  update_named (self, TRUE);
  update_verbs (self);
}

static void
create_menu (AmbRecordList *self)
{
  const char *const titles[AMB_N_SECTIONS] = { NULL, _ ("My Views"), _ ("Shared Views"), NULL,
                                               NULL };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < AMB_N_SECTIONS; i++)
    {
      self->view_sections[i] = g_menu_new ();
      g_menu_append_section (menu, titles[i], G_MENU_MODEL (self->view_sections[i]));
    }
  update_designed (self);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->view_button), G_MENU_MODEL (menu));
}

static GSimpleAction *
get_action (AmbRecordList *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static gboolean
can_step (AmbRecordList *self, const AmbNamedView *named, int by)
{
  return named && amb_named_views_can_step (amb_view_book_get_views (self->book), named->id, by);
}

static void
update_actions (AmbRecordList *self)
{
  const AmbNamedView *named = amb_record_list_get_named (self);
  gboolean may_change = named && named->may_change;
  g_autofree char *person = amb_context_dup_person (self->context);
  const struct
  {
    const char *name;
    gboolean enabled;
  } verbs[] = {
    { "save-view", amb_named_views_may_add (amb_context_get_access (self->context), person) },
    { "update-view", may_change && self->is_view_changed },
    { "revert-view", named && self->is_view_changed },
    { "rename-view", may_change },
    { "share-view", may_change },
    { "move-view-up", can_step (self, named, -1) },
    { "move-view-down", can_step (self, named, 1) },
    { "remove-view", named && named->may_remove },
  };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_simple_action_set_enabled (get_action (self, verbs[i].name), verbs[i].enabled);
}

static void
update_button (AmbRecordList *self)
{
  const AmbListView *view = amb_record_list_get_view (self);
  const char *title = self->state->named ? self->state->title : NULL;
  const char *label = title ? title : view ? _ (view->label) : _ ("Everything");
  g_autofree char *name = NULL;

  if (self->is_view_changed)
    /* Translators: the name of a view follows, which is not shown as it was saved */
    name = g_strdup_printf (_ ("View: %s (modified)"), label);
  else
    /* Translators: the name of a view follows */
    name = g_strdup_printf (_ ("View: %s"), label);
  gtk_label_set_label (GTK_LABEL (self->view_label), label);
  gtk_label_set_label (GTK_LABEL (self->view_mark), self->is_narrow ? "•" : _ ("Modified"));
  gtk_widget_set_visible (self->view_mark, self->is_view_changed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  /* On X11 each setting asks the server where the pointer is. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->view_button), name) != 0)
    gtk_widget_set_tooltip_text (self->view_button, name);
}

static void
update_notice (AmbRecordList *self)
{
  g_autofree char *notice = self->state->saved ? amb_view_dup_notice (self->state->saved) : NULL;

  gtk_label_set_label (GTK_LABEL (self->notice_label), notice ? notice : "");
  gtk_widget_set_visible (self->notice_box, notice != NULL);
}

void
amb_record_list_update_views (AmbRecordList *self)
{
  const AmbListView *view = amb_record_list_get_view (self);
  g_autofree char *target = self->state->named ? g_strdup (self->state->named)
                                               : g_strconcat ("=", view ? view->id : "", NULL);

  self->is_view_changed = self->state->saved && !is_as_saved (self);
  update_actions (self);
  update_menu (self);
  update_button (self);
  update_notice (self);
  g_simple_action_set_state (get_action (self, "view"), g_variant_new_string (target));
}

/* Choosing. */

void
amb_record_list_reload_state (AmbRecordList *self)
{
  const char *search = self->state->query->search;

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), search ? search : "");
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), search != NULL);
  amb_record_list_restore_sort (self);
  amb_record_list_apply (self);
}

/* The design's view whose filter is among those of @query, else the one of everything. */
static const AmbListView *
find_base (AmbRecordList *self, const AmbQuery *query)
{
  const AmbListView *everything = NULL;

  for (const AmbListView *view = self->design ? self->design->views : NULL; view && view->id;
       view++)
    {
      const AmbCondition wanted = { view->field ? amb_entity_find_field (self->entity, view->field)
                                                : NULL,
                                    AMB_MATCH_IN, (char **) view->values };
      const AmbCondition *condition =
          wanted.field ? amb_query_find_condition (query, wanted.field, AMB_MATCH_IN) : NULL;

      if (condition && amb_condition_is_same (condition, &wanted))
        return view;
      if (!view->field && !everything)
        everything = view;
    }
  return everything;
}

void
amb_record_list_keep_own (AmbRecordList *self)
{
  if (self->state->own)
    return;
  self->state->own = amb_view_new (self->entity);
  self->state->own->query->sort = self->state->query->sort;
  self->state->own->query->descending = self->state->query->descending;
  amb_record_list_take_layout (self, self->state->own);
}

/* The list becomes what its state holds as saved. */
static void
show_saved (AmbRecordList *self)
{
  const AmbListView *base = find_base (self, self->state->saved->query);

  g_free (self->state->view);
  self->state->view = g_strdup (base ? base->id : "");
  amb_query_free (self->state->query);
  self->state->query = amb_query_copy (self->state->saved->query);
  if (base && base->field)
    amb_query_where (self->state->query, amb_entity_find_field (self->entity, base->field),
                     AMB_MATCH_IN, NULL);
  amb_record_list_show_layout (self, get_layout (self));
  amb_record_list_reload_state (self);
}

static void
show_named (AmbRecordList *self, const AmbNamedView *named)
{
  amb_record_list_keep_own (self);
  amb_list_state_choose (self->state, named->id, named->title, named->query);
  g_clear_pointer (&self->gone_view, g_free);
  show_saved (self);
}

void
amb_record_list_leave_named (AmbRecordList *self)
{
  g_autoptr (AmbView) own = g_steal_pointer (&self->state->own);

  amb_list_state_leave (self->state);
  g_clear_pointer (&self->gone_view, g_free);
  if (!own)
    return;
  amb_record_list_show_layout (self, own);
  self->state->query->sort = own->query->sort;
  self->state->query->descending = own->query->descending;
  g_clear_pointer (&self->state->query->search, g_free);
}

static void
view_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;
  const char *name = g_variant_get_string (target, NULL);
  const AmbNamedView *named = name[0] != '=' ? amb_view_book_find (self->book, name) : NULL;

  if (named)
    show_named (self, named);
  if (name[0] != '=')
    return;
  amb_record_list_leave_named (self);
  g_free (self->state->view);
  self->state->view = g_strdup (name + 1);
  g_ptr_array_set_size (self->state->query->conditions, 0);
  amb_record_list_reload_state (self);
}

static void
revert_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  AmbRecordList *self = data;

  if (self->state->saved)
    show_saved (self);
}

/* Following what others do. */

/* A view that went leaves the list as it is; when it comes back, by Undo, and nothing was changed
 * meanwhile, it is the one that is shown again. */
static void
look_for_gone (AmbRecordList *self)
{
  const AmbNamedView *back =
      self->gone_view ? amb_view_book_find (self->book, self->gone_view) : NULL;

  if (!back || self->state->named)
    return;
  amb_list_state_choose (self->state, back->id, back->title, back->query);
  if (is_as_saved (self))
    g_clear_pointer (&self->gone_view, g_free);
  else
    amb_list_state_leave (self->state);
}

/* Who has changed something keeps it, and sees the difference; else the list follows. */
static void
follow (AmbRecordList *self, const AmbNamedView *named)
{
  gboolean was_as_saved = is_as_saved (self);
  gboolean is_same = g_strcmp0 (self->state->json, named->query) == 0;

  amb_list_state_choose (self->state, named->id, named->title, named->query);
  if (!is_same && was_as_saved)
    show_saved (self);
}

static void
book_changed_cb (AmbRecordList *self)
{
  const AmbNamedView *named = amb_record_list_get_named (self);

  self->n_books++;
  if (named)
    follow (self, named);
  else if (self->state->named)
    {
      g_free (self->gone_view);
      self->gone_view = g_strdup (self->state->named);
      amb_list_state_leave (self->state);
    }
  else
    look_for_gone (self);
  amb_record_list_update_views (self);
  amb_record_list_queue_save (self);
}

static const GActionEntry entries[] = {
  { .name = "view", .activate = view_cb, .parameter_type = "s", .state = "''" },
  { .name = "revert-view", .activate = revert_cb },
};

void
amb_record_list_add_views (AmbRecordList *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  amb_record_list_add_naming (self);
  create_menu (self);
  g_signal_connect_swapped (self->book, "changed", G_CALLBACK (book_changed_cb), self);
}
