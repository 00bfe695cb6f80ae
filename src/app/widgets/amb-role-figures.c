#include "amb-role-figures.h"

#include "amb-display.h"
#include "amb-role-cards.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define REFRESH_MS 250
#define SPACING    18 /* px, between the roles */

struct _AmbRoleFigures
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GPtrArray *figures; /* of GtkWidget, borrowed: rows of metrics, in the order of the cards */
  GPtrArray *ticks;   /* of GtkWidget, borrowed: check buttons of the steps */
  char *shape;        /* nullable: what the rows were made for */

  AmbContext *context;
  const AmbEntity *entity; /* nullable: ambassador or role */
  char *id;
  GCancellable *reading; /* nullable */
  guint refresh_source;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (AmbRoleFigures, amb_role_figures, GTK_TYPE_WIDGET)

/* What is read. */

typedef struct
{
  const AmbEntity *entity;
  char *id;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->id);
  g_free (asked);
}

/* On a reader thread. Returns: of AmbRoleCard */
static gpointer
read_cards (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  g_autoptr (GPtrArray) cards = NULL;
  AmbRoleCard *card;

  if (asked->entity == amb_entity_find ("ambassador"))
    return amb_role_cards_load_person (store, asked->id, error);
  card = amb_role_cards_load_role (store, asked->id, error);
  if (card == NULL)
    return NULL;
  cards = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_role_card_free);
  g_ptr_array_add (cards, card);
  return g_steal_pointer (&cards);
}

static gboolean
is_person (AmbRoleFigures *self)
{
  return self->entity == amb_entity_find ("ambassador");
}

/* Ticking. */

typedef struct
{
  char *person;
  char *step;
  gboolean done;
} Ticking;

static void
ticking_free (gpointer data)
{
  Ticking *ticking = data;

  g_free (ticking->person);
  g_free (ticking->step);
  g_free (ticking);
}

static gpointer
run_tick (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ticking *ticking = data;

  return GINT_TO_POINTER (
      amb_programme_tick_step (programme, ticking->person, ticking->step, ticking->done, error));
}

static void refresh (AmbRoleFigures *self);

static void
ticked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbRoleFigures) self = data;
  g_autoptr (GError) error = NULL;

  if (amb_context_write_finish (AMB_CONTEXT (source), result, &error) != NULL || error == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", error->message, FALSE);
  if (self->id != NULL)
    refresh (self); /* the tick shows again what is */
}

static void
toggled_cb (AmbRoleFigures *self, GtkCheckButton *check)
{
  Ticking *ticking;

  if (self->is_filling || self->id == NULL)
    return;
  ticking = g_new0 (Ticking, 1);
  ticking->person = g_strdup (self->id);
  ticking->step = g_strdup (g_object_get_data (G_OBJECT (check), "step"));
  ticking->done = gtk_check_button_get_active (check);
  amb_context_write_async (self->context, run_tick, ticking, ticking_free, NULL, NULL, ticked_cb,
                           g_object_ref (self));
}

/* May whoever sits here say what the person did? */
static gboolean
may_tick (AmbRoleFigures *self)
{
  g_autoptr (AmbRecord) tick = NULL;

  if (!is_person (self))
    return FALSE;
  tick = amb_record_new (amb_entity_find ("step-check"), NULL);
  amb_record_set (tick, "ambassador-id", self->id);
  return amb_context_may_write (self->context, tick, AMB_RIGHT_CREATE);
}

/* Rows. */

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
new_group (AmbRoleFigures *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *markup = g_markup_escape_text (title, -1);
  g_autofree char *words = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  gtk_widget_add_css_class (group, "amb-compact");
  gtk_box_append (GTK_BOX (self->box), group);
  return group;
}

static void
add_figure (AmbRoleFigures *self, GtkWidget *group, AmbMetricId id)
{
  GtkWidget *row = new_row (amb_metric_get_label (id), NULL);
  GtkWidget *value = gtk_label_new (NULL);

  gtk_widget_add_css_class (value, "amb-num");
  gtk_widget_add_css_class (value, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  gtk_widget_set_tooltip_text (row, amb_metric_get_definition (id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  amb_metric_get_definition (id), -1);
  /* Its name says the value too; the title alone would be said again. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_object_set_data (G_OBJECT (row), "value", value);
  g_ptr_array_add (self->figures, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
fill_figure (GtkWidget *row, const AmbRoleCard *card, AmbMetricId id)
{
  AmbMetric metric = amb_role_card_get_metric (card, id);
  g_autofree char *value = amb_metric_dup_value (id, &metric);
  g_autofree char *basis = amb_role_card_dup_basis (card, id);
  /* Translators: for a screen reader: a metric, its value, what it was counted from */
  g_autofree char *name =
      g_strdup_printf (_ ("%s: %s, %s"), amb_metric_get_label (id), value, basis);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), basis);
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), "value"), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* “Every day · 10 min” */
static char *
dup_rhythm (const AmbRoleStep *step)
{
  const AmbField *field = amb_entity_find_field (amb_entity_find ("role-step"), "rhythm");
  const AmbChoice *choice = amb_field_find_choice (field, step->rhythm);

  if (choice == NULL || step->minutes < 0)
    return g_strdup (choice != NULL ? _ (choice->label) : NULL);
  /* Translators: how often a step is done, and how many minutes it takes */
  return g_strdup_printf (_ ("%s · %d min"), _ (choice->label), (int) step->minutes);
}

static void
add_step (AmbRoleFigures *self, GtkWidget *group, const AmbRoleStep *step, gboolean may)
{
  g_autofree char *rhythm = dup_rhythm (step);
  GtkWidget *row = new_row (step->what, rhythm);
  GtkWidget *check = gtk_check_button_new ();

  if (is_person (self))
    {
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_widget_set_sensitive (check, may);
      g_object_set_data_full (G_OBJECT (check), "step", g_strdup (step->id), g_free);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      step->what, -1);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), may ? check : NULL);
      g_ptr_array_add (self->ticks, check);
    }
  else
    g_object_unref (g_object_ref_sink (check));
  if (step->how != NULL)
    gtk_widget_set_tooltip_text (row, step->how);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_figures (AmbRoleFigures *self, GtkWidget *group, const AmbRoleCard *card)
{
  if (card->metrics == NULL)
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        new_row (_ ("What is done in it is for its holders, their leads and the managers"), NULL));
  for (AmbMetricId id = 0; card->metrics != NULL && id < AMB_N_METRICS; id++)
    if (g_strcmp0 (amb_metric_get_role (id), card->kind) == 0)
      add_figure (self, group, id);
}

static GtkWidget *
new_role_button (const AmbRoleCard *card)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  /* Translators: for a screen reader: the name of a role follows */
  g_autofree char *name = g_strdup_printf (_ ("Open the role: %s"), card->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Open the Role"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "role", card->id);
  return button;
}

/* A person's role: one group, so that several stay apart. */
static void
add_held (AmbRoleFigures *self, const AmbRoleCard *card)
{
  GtkWidget *group = new_group (self, card->name, card->mission);
  gboolean may = may_tick (self);

  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), new_role_button (card));
  add_figures (self, group, card);
  for (guint i = 0; i < card->steps->len; i++)
    add_step (self, group, g_ptr_array_index (card->steps, i), may);
}

static void
add_holder (AmbRoleFigures *self, GtkWidget *group, const AmbRoleHolder *holder)
{
  GtkWidget *row = new_row (holder->name, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "ambassador", holder->id);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_role (AmbRoleFigures *self, const AmbRoleCard *card)
{
  const char *extent = card->is_partial ? _ ("Of what you may see") : NULL;
  GtkWidget *group;

  add_figures (self, new_group (self, _ ("The Role as a Whole"), extent), card);
  group = new_group (self, _ ("Process"), NULL);
  for (guint i = 0; i < card->steps->len; i++)
    add_step (self, group, g_ptr_array_index (card->steps, i), FALSE);
  gtk_widget_set_visible (group, card->steps->len > 0);
  group = new_group (self, _ ("Held by"), extent);
  for (guint i = 0; i < card->holders->len; i++)
    add_holder (self, group, g_ptr_array_index (card->holders, i));
  if (card->n_holders > card->holders->len)
    {
      guint rest = card->n_holders - card->holders->len;
      g_autofree char *text =
          g_strdup_printf (g_dngettext (NULL, "and %u more", "and %u more", rest), rest);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (text, NULL));
    }
  gtk_widget_set_visible (group, card->n_holders > 0);
}

/* Filling. */

/* What the rows depend on, but for their values. */
static char *
dup_shape (AmbRoleFigures *self, GPtrArray *cards)
{
  GString *shape = g_string_new (self->id);

  for (guint i = 0; i < cards->len; i++)
    {
      const AmbRoleCard *card = g_ptr_array_index (cards, i);

      g_string_append_printf (shape, "\n%s %s %s %d %u", card->name, card->kind, card->mission,
                              card->metrics != NULL, card->n_holders);
      for (guint k = 0; k < card->steps->len; k++)
        {
          const AmbRoleStep *step = g_ptr_array_index (card->steps, k);

          g_string_append_printf (shape, "\n%s %s %s %d", step->id, step->what, step->rhythm,
                                  (int) step->minutes);
        }
      for (guint k = 0; k < card->holders->len; k++)
        g_string_append_printf (shape, "\n%s",
                                ((AmbRoleHolder *) g_ptr_array_index (card->holders, k))->name);
    }
  return g_string_free (shape, FALSE);
}

static void
clear (AmbRoleFigures *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_ptr_array_set_size (self->figures, 0);
  g_ptr_array_set_size (self->ticks, 0);
  g_clear_pointer (&self->shape, g_free);
}

static void
build (AmbRoleFigures *self, GPtrArray *cards)
{
  if (is_person (self) && cards->len > 0)
    {
      GtkWidget *title = gtk_label_new (_ ("Roles"));

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_add_css_class (title, "title-4");
      gtk_box_append (GTK_BOX (self->box), title);
    }
  for (guint i = 0; i < cards->len; i++)
    {
      if (is_person (self))
        add_held (self, g_ptr_array_index (cards, i));
      else
        add_role (self, g_ptr_array_index (cards, i));
    }
}

static void
fill_card (AmbRoleFigures *self, const AmbRoleCard *card, guint *figure, guint *tick)
{
  for (AmbMetricId id = 0; card->metrics != NULL && id < AMB_N_METRICS; id++)
    if (g_strcmp0 (amb_metric_get_role (id), card->kind) == 0)
      fill_figure (g_ptr_array_index (self->figures, (*figure)++), card, id);
  for (guint i = 0; is_person (self) && i < card->steps->len; i++)
    {
      const AmbRoleStep *step = g_ptr_array_index (card->steps, i);

      gtk_check_button_set_active (g_ptr_array_index (self->ticks, (*tick)++), step->is_ticked);
    }
}

/* Rows stay as long as they say the same, so that the keyboard stays where it is. */
static void
fill (AmbRoleFigures *self, GPtrArray *cards)
{
  g_autofree char *shape = dup_shape (self, cards);
  guint figure = 0, tick = 0;

  if (g_strcmp0 (shape, self->shape) != 0)
    {
      clear (self);
      build (self, cards);
      self->shape = g_steal_pointer (&shape);
    }
  self->is_filling = TRUE;
  for (guint i = 0; i < cards->len; i++)
    fill_card (self, g_ptr_array_index (cards, i), &figure, &tick);
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), cards->len > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbRoleFigures) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (self->id == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (cards != NULL)
    fill (self, cards);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE); /* not for who sits here */
}

static void
refresh (AmbRoleFigures *self)
{
  Asked *asked = g_new0 (Asked, 1);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  asked->entity = self->entity;
  asked->id = g_strdup (self->id);
  amb_context_read_async (self->context, read_cards, asked, asked_free,
                          (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb,
                          g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  AmbRoleFigures *self = data;

  self->refresh_source = 0;
  if (self->id != NULL)
    refresh (self);
  return G_SOURCE_REMOVE;
}

/* A signal, a post or a certificate moves a figure. */
static void
changed_cb (AmbRoleFigures *self)
{
  if (self->id != NULL && self->refresh_source == 0 &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
set_asked (AmbRoleFigures *self, const AmbEntity *entity, const char *id)
{
  if (g_strcmp0 (self->id, id) != 0)
    {
      clear (self);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      g_free (self->id);
      self->id = g_strdup (id);
      self->entity = entity;
    }
  if (self->id != NULL)
    refresh (self);
}

static void
amb_role_figures_dispose (GObject *object)
{
  AmbRoleFigures *self = AMB_ROLE_FIGURES (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->ticks, g_ptr_array_unref);
  g_clear_pointer (&self->shape, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_role_figures_parent_class)->dispose (object);
}

static void
amb_role_figures_class_init (AmbRoleFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amb_role_figures_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
amb_role_figures_init (AmbRoleFigures *self)
{
  self->figures = g_ptr_array_new ();
  self->ticks = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
amb_role_figures_new (AmbContext *context)
{
  AmbRoleFigures *self = g_object_new (AMB_TYPE_ROLE_FIGURES, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
amb_role_figures_set_person (AmbRoleFigures *self, const char *person)
{
  g_return_if_fail (AMB_IS_ROLE_FIGURES (self));

  set_asked (self, amb_entity_find ("ambassador"), person);
}

void
amb_role_figures_set_record (AmbRoleFigures *self, AmbRecord *record)
{
  static const char *const entities[] = { "ambassador", "role", NULL };
  const AmbEntity *entity = record != NULL ? amb_record_get_entity (record) : NULL;

  g_return_if_fail (AMB_IS_ROLE_FIGURES (self));

  if (entity != NULL && g_strv_contains (entities, entity->name))
    set_asked (self, entity, amb_record_get_id (record));
  else
    set_asked (self, NULL, NULL);
}
