/* The page that says which column goes into which field, with examples. */
#include "amb-import-mapping.h"

#include <glib/gi18n.h>
#include <string.h>

/* Below it a match is called a guess. */
#define CONFIDENT 0.8

typedef struct
{
  const AmbField *field;
  AmbImportPart part;
} Choice;

struct _AmbImportMapping
{
  AdwBin parent_instance;

  /* template */
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  AdwPreferencesGroup *columns_group;
  GtkWidget *missing_row, *complete_row, *running_row;
  GtkSwitch *missing_switch, *complete_switch, *clear_switch, *running_switch;

  /* owned */
  AmbImportPlan *plan; /* nullable */
  GPtrArray *rows;     /* of AdwComboRow, borrowed from the group */
  GArray *choices;     /* of Choice, in the order of the combo rows */
  GtkStringList *labels;
  gboolean is_complete;
};

G_DEFINE_FINAL_TYPE (AmbImportMapping, amb_import_mapping, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_choice (AmbImportMapping *self, const AmbField *field, AmbImportPart part, const char *label)
{
  const Choice choice = { field, part };

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (self->labels, label);
}

/* Of the answers of a form. */
static void
list_form_choices (AmbImportMapping *self, const AmbEntity *entity)
{
  const AmbField *person = amb_entity_find_field (entity, "ambassador-id");

  add_choice (self, amb_entity_find_field (entity, "answers"), AMB_IMPORT_ANSWER,
              _ ("Answer to this question"));
  add_choice (self, person, AMB_IMPORT_NAME, _ ("Name of the person"));
  add_choice (self, person, AMB_IMPORT_NAME_GIVEN, _ ("Given name"));
  add_choice (self, person, AMB_IMPORT_NAME_FAMILY, _ ("Family name"));
}

static void
list_choices (AmbImportMapping *self, const AmbEntity *entity, gboolean is_form)
{
  g_autoptr (GPtrArray) fields = amb_import_plan_list_fields (entity);
  const AmbField *title = amb_entity_get_title_field (entity);
  gboolean is_person = g_str_equal (entity->name, "ambassador");

  g_array_set_size (self->choices, 0);
  g_clear_object (&self->labels);
  self->labels = gtk_string_list_new (NULL);
  add_choice (self, NULL, AMB_IMPORT_WHOLE, _ ("Leave Out"));
  for (guint i = 0; i < fields->len; i++)
    {
      const AmbField *field = fields->pdata[i];
      add_choice (self, field, AMB_IMPORT_WHOLE, _ (field->label));
      if (field != title || !is_person)
        continue;
      add_choice (self, field, AMB_IMPORT_GIVEN, _ ("Given name"));
      add_choice (self, field, AMB_IMPORT_FAMILY, _ ("Family name"));
    }
  if (is_form)
    list_form_choices (self, entity);
  add_choice (self, NULL, AMB_IMPORT_ID, _ ("Record number (id)"));
}

static guint
find_choice (AmbImportMapping *self, const AmbImportColumn *column)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);
      if (choice->field == column->field && choice->part == column->part)
        return i;
    }
  return 0;
}

static char *
dup_examples (const AmbImportColumn *column)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < column->examples->len && i < 3; i++)
    {
      g_autofree char *line = g_strdelimit (g_strdup (column->examples->pdata[i]), "\n\r", ' ');
      g_autofree char *head = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), 40));
      g_string_append_printf (out, "%s%s%s", i ? " · " : "", head,
                              strlen (head) < strlen (line) ? "…" : "");
    }
  if (!out->len)
    g_string_append (out, _ ("No examples: the first rows are empty here"));
  return g_string_free (out, FALSE);
}

static void
update_row (AmbImportMapping *self, guint index)
{
  const AmbImportColumn *column = self->plan->columns->pdata[index];
  AdwComboRow *row = self->rows->pdata[index];
  gboolean is_used = column->field || column->part == AMB_IMPORT_ID;
  gboolean is_guess = is_used && column->confidence < CONFIDENT;
  g_autofree char *examples = dup_examples (column);
  g_autofree char *subtitle = NULL;

  /* Translators: examples of a column's cells, behind a note that the match is only a guess. */
  subtitle = is_guess ? g_strdup_printf (_ ("A guess, please check: %s"), examples)
             : column->examples->len
                 /* Translators: examples of a column's cells */
                 ? g_strdup_printf (_ ("e.g. %s"), examples)
                 : g_steal_pointer (&examples);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), is_guess  ? "dialog-warning-symbolic"
                                                      : is_used ? "amb-done-symbolic"
                                                                : "list-remove-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (row), "amb-import-guess");
  gtk_widget_remove_css_class (GTK_WIDGET (row), "amb-import-used");
  if (is_used)
    gtk_widget_add_css_class (GTK_WIDGET (row), is_guess ? "amb-import-guess" : "amb-import-used");
}

static void
check (AmbImportMapping *self)
{
  g_autoptr (GError) problem = NULL;

  self->is_complete = amb_import_plan_check (self->plan, &problem);
  if (problem)
    gtk_label_set_label (self->problem_label, problem->message);
  gtk_widget_set_visible (self->problem_box, !self->is_complete);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, AmbImportMapping *self)
{
  guint index, selected = adw_combo_row_get_selected (row);

  if (selected >= self->choices->len || !g_ptr_array_find (self->rows, row, &index))
    return;
  const Choice *choice = &g_array_index (self->choices, Choice, selected);
  amb_import_plan_set_column (self->plan, index, choice->field, choice->part);
  update_row (self, index);
  check (self);
}

static void
add_row (AmbImportMapping *self, guint index)
{
  const AmbImportColumn *column = self->plan->columns->pdata[index];
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->header);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (self, column));
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->columns_group, row);
  update_row (self, index);
  g_signal_connect (row, "notify::selected", G_CALLBACK (selected_cb), self);
}

static char *
dup_description (const AmbImportPlan *plan)
{
  const char *format =
      ngettext ("%1$u column, separated by %2$s, read as %3$s",
                "%1$u columns, separated by %2$s, read as %3$s", plan->columns->len);
  const char *separator = plan->delimiter == ';'    ? _ ("semicolons")
                          : plan->delimiter == '\t' ? _ ("tabs")
                          : plan->delimiter == '|'  ? _ ("bars")
                                                    : _ ("commas");

  if (plan->kind == AMB_IMPORT_OF_EVENTS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event of a calendar",
                                         "%u events of a calendar", plan->pieces->len),
                            plan->pieces->len);
  if (plan->kind == AMB_IMPORT_OF_CARDS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u card of an address book",
                                         "%u cards of an address book", plan->pieces->len),
                            plan->pieces->len);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, plan->columns->len, separator,
                          amb_encoding_get_name (plan->encoding));
#pragma GCC diagnostic pop
}

void
amb_import_mapping_set_plan (AmbImportMapping *self, const AmbImportPlan *plan)
{
  g_autofree char *description = dup_description (plan);
  g_autofree char *name = g_markup_escape_text (plan->name, -1);
  gboolean is_person = plan->entity->moves != NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->plan, amb_import_plan_free);
  self->plan = amb_import_plan_copy (plan);
  list_choices (self, plan->entity, plan->form != NULL);
  adw_preferences_group_set_title (self->columns_group, name);
  adw_preferences_group_set_description (self->columns_group, description);
  for (guint i = 0; i < plan->columns->len; i++)
    add_row (self, i);
  gtk_widget_set_visible (self->complete_row, is_person && !plan->form);
  gtk_widget_set_visible (self->running_row, is_person && !plan->form);
  gtk_widget_set_visible (self->missing_row, is_person);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->missing_row),
                                 plan->form ? _ ("Add people who are not known")
                                            : _ ("Create missing nodes"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->missing_row),
      plan->form ? _ ("Whoever answered with an e-mail that nobody has is added as an associate, "
                      "and has applied. Otherwise the row is left out.")
                 : _ ("A node that a row names and that does not exist yet is created. Otherwise "
                      "the row is left out."));
  check (self);
}

const AmbImportPlan *
amb_import_mapping_get_plan (AmbImportMapping *self)
{
  return self->plan;
}

typedef struct
{
  GtkSwitch *widget;
  AmbImportFlags flag;
} FlagSwitch;

#define N_FLAGS 4

static void
list_flags (AmbImportMapping *self, FlagSwitch switches[N_FLAGS])
{
  const FlagSwitch list[N_FLAGS] = {
    { self->missing_switch, AMB_IMPORT_CREATE_MISSING },
    { self->complete_switch, AMB_IMPORT_COMPLETE },
    { self->clear_switch, AMB_IMPORT_CLEAR_EMPTY },
    { self->running_switch, AMB_IMPORT_RUNNING },
  };

  memcpy (switches, list, sizeof list);
}

AmbImportFlags
amb_import_mapping_get_flags (AmbImportMapping *self)
{
  FlagSwitch switches[N_FLAGS];
  AmbImportFlags flags = AMB_IMPORT_DEFAULT;

  list_flags (self, switches);
  for (guint i = 0; i < N_FLAGS; i++)
    if (gtk_switch_get_active (switches[i].widget))
      flags |= switches[i].flag;
  return flags;
}

void
amb_import_mapping_set_flags (AmbImportMapping *self, AmbImportFlags flags)
{
  FlagSwitch switches[N_FLAGS];

  list_flags (self, switches);
  for (guint i = 0; i < N_FLAGS; i++)
    gtk_switch_set_active (switches[i].widget, (flags & switches[i].flag) != 0);
}

gboolean
amb_import_mapping_is_complete (AmbImportMapping *self)
{
  return self->is_complete;
}

static void
amb_import_mapping_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMB_TYPE_IMPORT_MAPPING);
  G_OBJECT_CLASS (amb_import_mapping_parent_class)->dispose (object);
}

static void
amb_import_mapping_finalize (GObject *object)
{
  AmbImportMapping *self = AMB_IMPORT_MAPPING (object);

  g_clear_pointer (&self->plan, amb_import_plan_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_object (&self->labels);
  G_OBJECT_CLASS (amb_import_mapping_parent_class)->finalize (object);
}

static void
amb_import_mapping_class_init (AmbImportMappingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amb_import_mapping_dispose;
  object_class->finalize = amb_import_mapping_finalize;
  signals[CHANGED] = g_signal_new ("changed", AMB_TYPE_IMPORT_MAPPING, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/importing/amb-import-mapping.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, columns_group);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, missing_row);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, complete_row);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, running_row);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, missing_switch);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, complete_switch);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, clear_switch);
  gtk_widget_class_bind_template_child (widget_class, AmbImportMapping, running_switch);
}

static void
amb_import_mapping_init (AmbImportMapping *self)
{
  self->rows = g_ptr_array_new ();
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  gtk_widget_init_template (GTK_WIDGET (self));
}
