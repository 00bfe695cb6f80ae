#include "amb-facet-button.h"

#include "amb-display.h"
#include "amb-reference.h"
#include "amb-text.h"
#include <glib/gi18n.h>

#define SEARCH_FROM 9 /* values from which the popover has a search entry */

struct _AmbFacetButton
{
  GtkWidget parent_instance;

  AmbContext *context;
  const AmbField *field;
  const char *label;
  AmbQuery *query;
  GPtrArray *values; /* of char *, NULL-terminated */

  GtkWidget *button;
  GtkWidget *popover;
  GtkWidget *search;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *spinner;
  GCancellable *counting;
};

G_DEFINE_FINAL_TYPE (AmbFacetButton, amb_facet_button, GTK_TYPE_WIDGET)

static guint values_changed_signal;

/* What is ticked is one of these values; other comparisons of the field are not this filter's. */
static AmbMatch
match_of (const AmbField *field)
{
  return field->type == AMB_FIELD_SET ? AMB_MATCH_CONTAINS : AMB_MATCH_IN;
}

/* One value of the popover. */
typedef struct
{
  char *value;
  char *words;
  char *key; /* folded, for sorting and search */
  gint64 count;
  int order; /* place among the choices */
} Value;

static void
value_free (Value *value)
{
  g_free (value->value);
  g_free (value->words);
  g_free (value->key);
  g_free (value);
}

typedef struct
{
  const AmbField *field;
  AmbQuery *query;
} Count;

static void
count_free (Count *count)
{
  amb_query_free (count->query);
  g_free (count);
}

static char *
dup_words (const AmbField *field, AmbStore *store, const char *value)
{
  const AmbChoice *choice = field->choices ? amb_field_find_choice (field, value) : NULL;
  const AmbEntity *target = field->ref ? amb_entity_find (field->ref) : NULL;

  if (value[0] == '\0')
    return g_strdup (_ ("Not set"));
  if (choice)
    return g_strdup (_ (choice->label));
  if (target)
    return amb_reference_dup_words (store, target, value);
  if (field->type == AMB_FIELD_SET)
    return g_strdup (value);
  return amb_display_value (field, value, NULL, "");
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const Value *x = *(Value *const *) a, *y = *(Value *const *) b;
  gboolean x_unset = x->value[0] == '\0', y_unset = y->value[0] == '\0';

  if (x_unset != y_unset)
    return x_unset - y_unset;
  if (x->order != y->order)
    return x->order - y->order;
  return strcmp (x->key, y->key);
}

static Value *
value_new (const AmbField *field, AmbStore *store, const char *value, gint64 n)
{
  Value *self = g_new0 (Value, 1);

  self->value = g_strdup (value);
  self->words = dup_words (field, store, value);
  self->key = amb_text_fold (self->words);
  self->count = n;
  for (const AmbChoice *choice = field->choices; choice && choice->id; choice++)
    if (strcmp (choice->id, value) != 0)
      self->order++;
    else
      break;
  return self;
}

/* On a reader thread. */
static gpointer
count_values (AmbStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;
  g_autoptr (GHashTable) counts = amb_store_count_values (store, count->query, count->field, error);
  const AmbCondition *condition =
      amb_query_find_condition (count->query, count->field, match_of (count->field));
  GPtrArray *values;
  GHashTableIter iter;
  gpointer value, n;

  if (!counts)
    return NULL;
  values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &n))
    g_ptr_array_add (values, value_new (count->field, store, value ? value : "", *(gint64 *) n));
  /* What is ticked stays in the list although no row has it now. */
  for (char **ticked = condition ? condition->values : NULL; ticked && *ticked; ticked++)
    if (!g_hash_table_contains (counts, *ticked))
      g_ptr_array_add (values, value_new (count->field, store, *ticked, 0));
  g_ptr_array_sort (values, compare_values);
  return values;
}

static gboolean
has_value (AmbFacetButton *self, const char *value, guint *index)
{
  for (guint i = 0; i + 1 < self->values->len; i++)
    if (strcmp (g_ptr_array_index (self->values, i), value) == 0)
      {
        if (index)
          *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
update_label (AmbFacetButton *self)
{
  guint n = self->values->len - 1;
  AmbStore *store = amb_context_get_store (self->context);
  g_autofree char *first = NULL, *second = NULL, *label = NULL;

  if (n > 0)
    first = dup_words (self->field, store, g_ptr_array_index (self->values, 0));
  if (n == 2)
    second = dup_words (self->field, store, g_ptr_array_index (self->values, 1));
  if (n == 0)
    label = g_strdup (self->label);
  else if (n == 1)
    label = g_strdup (first);
  else if (n == 2)
    /* Translators: two values of a filter: “English or French” */
    label = g_strdup_printf (_ ("%s or %s"), first, second);
  else
    /* Translators: a filter of many values: “English or 3 more” */
    label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s or %u more", "%s or %u more", n - 1),
                             first, n - 1);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), label);
  /* On X11 each setting asks the server where the pointer is. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->button), n > 0 ? self->label : NULL) != 0)
    gtk_widget_set_tooltip_text (self->button, n > 0 ? self->label : NULL);
  if (n > 0)
    gtk_widget_add_css_class (self->button, "on");
  else
    gtk_widget_remove_css_class (self->button, "on");
}

static void
toggled_cb (AmbFacetButton *self, GtkCheckButton *check)
{
  const char *value = g_object_get_data (G_OBJECT (check), "value");
  guint index;

  if (has_value (self, value, &index) == gtk_check_button_get_active (check))
    return;
  if (gtk_check_button_get_active (check))
    g_ptr_array_insert (self->values, (int) self->values->len - 1, g_strdup (value));
  else
    g_ptr_array_remove_index (self->values, index);
  update_label (self);
  g_signal_emit (self, values_changed_signal, 0);
}

static GtkWidget *
row_new (AmbFacetButton *self, const Value *value)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *check = gtk_check_button_new_with_label (value->words);
  g_autofree char *n = g_strdup_printf ("%'" G_GINT64_FORMAT, value->count);
  GtkWidget *count = gtk_label_new (n);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_value (self, value->value, NULL));
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value->value), g_free);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (value->key), g_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_widget_set_hexpand (check, TRUE);
  /* The row takes every click, beside its check too; keys go to the check. */
  gtk_widget_set_can_target (box, FALSE);
  gtk_widget_add_css_class (count, "amb-num");
  gtk_widget_add_css_class (count, "amb-quiet");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
row_activated_cb (AmbFacetButton *self, GtkListBoxRow *row)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static void
clear_rows (AmbFacetButton *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmbFacetButton) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values = amb_context_read_finish (AMB_CONTEXT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) || !self->list)
    return;
  clear_rows (self);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_visible (self->scroller, TRUE);
  gtk_widget_set_visible (self->search, values && values->len >= SEARCH_FROM);
  for (guint i = 0; values && i < values->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), row_new (self, g_ptr_array_index (values, i)));
  if (!values)
    gtk_list_box_append (GTK_LIST_BOX (self->list), gtk_label_new (error->message));
}

static void
shown_cb (AmbFacetButton *self)
{
  Count *count;

  if (!self->query)
    return;
  if (self->counting)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  clear_rows (self);
  gtk_widget_set_visible (self->scroller, FALSE);
  gtk_widget_set_visible (self->spinner, TRUE);

  count = g_new0 (Count, 1);
  count->field = self->field;
  count->query = amb_query_copy (self->query);
  amb_context_read_async (self->context, count_values, count, (GDestroyNotify) count_free,
                          (GDestroyNotify) g_ptr_array_unref, self->counting, counted_cb,
                          g_object_ref (self));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  AmbFacetButton *self = data;
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  g_autofree char *wanted = amb_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  return !key || strstr (key, wanted) != NULL;
}

/* An entry keeps Esc for itself. */
static void
stop_search_cb (AmbFacetButton *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
build_list (AmbFacetButton *self)
{
  self->list = gtk_list_box_new ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_widget_set_size_request (self->scroller, 200, -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

static void
build_popover (AmbFacetButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->search = gtk_search_entry_new ();
  self->spinner = gtk_spinner_new ();
  self->popover = gtk_popover_new ();
  build_list (self);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_size_request (self->spinner, 200, 48);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_add_css_class (self->popover, "amb-facet-values");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->search, "search-changed",
                            G_CALLBACK (gtk_list_box_invalidate_filter), self->list);
}

static void
amb_facet_button_dispose (GObject *object)
{
  AmbFacetButton *self = AMB_FACET_BUTTON (object);

  if (self->counting)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->list = NULL;
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (amb_facet_button_parent_class)->dispose (object);
}

static void
amb_facet_button_finalize (GObject *object)
{
  AmbFacetButton *self = AMB_FACET_BUTTON (object);

  g_clear_pointer (&self->query, amb_query_free);
  g_ptr_array_unref (self->values);
  G_OBJECT_CLASS (amb_facet_button_parent_class)->finalize (object);
}

static void
amb_facet_button_class_init (AmbFacetButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_facet_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = amb_facet_button_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  values_changed_signal = g_signal_new ("values-changed", AMB_TYPE_FACET_BUTTON, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amb_facet_button_init (AmbFacetButton *self)
{
  self->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->values, NULL);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_widget_add_css_class (self->button, "amb-facet");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  build_popover (self);
}

GtkWidget *
amb_facet_button_new (AmbContext *context, const AmbField *field, const char *label)
{
  AmbFacetButton *self = g_object_new (AMB_TYPE_FACET_BUTTON, NULL);
  /* Translators: a field follows: “Search Node” */
  g_autofree char *name = g_strdup_printf (_ ("Search %s"), label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_object_set (self->search, "placeholder-text", name, NULL);
  self->context = g_object_ref (context);
  self->field = field;
  self->label = label;
  update_label (self);
  return GTK_WIDGET (self);
}

void
amb_facet_button_set_query (AmbFacetButton *self, const AmbQuery *query)
{
  const AmbCondition *condition;

  g_return_if_fail (AMB_IS_FACET_BUTTON (self));

  condition = amb_query_find_condition (query, self->field, match_of (self->field));
  g_clear_pointer (&self->query, amb_query_free);
  self->query = amb_query_copy (query);
  g_ptr_array_set_size (self->values, 0);
  for (char **value = condition ? condition->values : NULL; value && *value; value++)
    g_ptr_array_add (self->values, g_strdup (*value));
  g_ptr_array_add (self->values, NULL);
  update_label (self);
}

const AmbField *
amb_facet_button_get_field (AmbFacetButton *self)
{
  g_return_val_if_fail (AMB_IS_FACET_BUTTON (self), NULL);

  return self->field;
}

const char *const *
amb_facet_button_get_values (AmbFacetButton *self)
{
  g_return_val_if_fail (AMB_IS_FACET_BUTTON (self), NULL);

  return self->values->len > 1 ? (const char *const *) self->values->pdata : NULL;
}

AmbMatch
amb_facet_button_get_match (AmbFacetButton *self)
{
  g_return_val_if_fail (AMB_IS_FACET_BUTTON (self), AMB_MATCH_IN);

  return match_of (self->field);
}
