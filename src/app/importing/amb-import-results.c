/* What an import would do, or did: counts, and a list for each kind of row. */
#include "amb-import-results.h"

#include "amb-import-entry.h"

#include <glib/gi18n.h>

typedef enum
{
  TAB_SKIPPED,
  TAB_CREATED,
  TAB_UPDATED,
  TAB_DUPLICATES,
  TAB_LEAVERS,
  TAB_WARNINGS,
  N_TABS
} Tab;

struct _AmbImportResults
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *heading, *summary;
  GtkBox *tabs;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty_page;
  GtkWidget *show_button;

  /* borrowed */
  const AmbImportReport *report; /* nullable */

  /* owned */
  GtkToggleButton *buttons[N_TABS]; /* children of the tabs */
  GListStore *entries[N_TABS];
  GPtrArray *fresh[N_TABS]; /* of AmbImportEntry, on their way into entries */
};

G_DEFINE_FINAL_TYPE (AmbImportResults, amb_import_results, ADW_TYPE_BIN)

enum
{
  MERGE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The lists. */

static void
add_entry (AmbImportResults *self,
           Tab tab,
           gint64 line,
           const char *title,
           const char *cell,
           const char *detail,
           guint index)
{
  AmbImportEntry *entry = amb_import_entry_new (line, title, cell, detail, index);

  if (tab == TAB_DUPLICATES && !self->report->dry_run)
    amb_import_entry_set_verb (entry, _ ("_Merge"));
  g_ptr_array_add (self->fresh[tab], entry);
}

/* All at once: a list of 20,000 rows must not be told of each. */
static void
flush_entries (AmbImportResults *self)
{
  for (Tab tab = 0; tab < N_TABS; tab++)
    {
      g_list_store_splice (self->entries[tab], 0, 0, self->fresh[tab]->pdata,
                           self->fresh[tab]->len);
      g_ptr_array_set_size (self->fresh[tab], 0);
    }
}

static void
add_skips (AmbImportResults *self, Tab tab, const GPtrArray *skips)
{
  for (guint i = 0; i < skips->len; i++)
    {
      const AmbImportSkip *skip = skips->pdata[i];
      add_entry (self, tab, skip->line, skip->field ? _ (skip->field->label) : _ ("Whole row"),
                 skip->text, skip->reason, i);
    }
}

/* The report keeps the first rows only. */
static void
add_rest (AmbImportResults *self, Tab tab, gint64 count)
{
  gint64 rest = count - self->fresh[tab]->len;
  g_autofree char *text = NULL;

  if (rest <= 0)
    return;
  text = g_strdup_printf (ngettext ("And %'d more row", "And %'d more rows", (gulong) rest),
                          (int) rest);
  add_entry (self, tab, 0, text, NULL, NULL, 0);
}

static void
add_examples (AmbImportResults *self)
{
  const GPtrArray *examples = self->report->examples;

  for (guint i = 0; i < examples->len; i++)
    {
      const AmbImportExample *example = examples->pdata[i];
      add_entry (self, example->action == AMB_IMPORT_CREATED ? TAB_CREATED : TAB_UPDATED,
                 example->line, example->title, NULL, example->details, i);
    }
  add_rest (self, TAB_CREATED, self->report->created);
  add_rest (self, TAB_UPDATED, self->report->updated);
}

static void
add_duplicates (AmbImportResults *self)
{
  const GPtrArray *duplicates = self->report->duplicates;

  for (guint i = 0; i < duplicates->len; i++)
    {
      const AmbImportDuplicate *duplicate = duplicates->pdata[i];
      add_entry (self, TAB_DUPLICATES, duplicate->line, duplicate->title, NULL,
                 _ ("Somebody of this name is already in the same node. If they are one person, "
                    "merging keeps the older record and fills its empty fields."),
                 i);
    }
}

static void
add_leavers (AmbImportResults *self)
{
  const AmbField *field = amb_entity_get_state_field (self->report->entity);

  for (guint i = 0; i < self->report->leavers->len; i++)
    {
      const AmbImportLeaver *leaver = self->report->leavers->pdata[i];
      const AmbChoice *choice =
          field && leaver->state ? amb_field_find_choice (field, leaver->state) : NULL;
      g_autofree char *detail = NULL;

      if (!choice)
        detail = g_strdup (leaver->reason);
      else if (self->report->dry_run)
        detail = g_strdup_printf (_ ("Would be moved to %s"), _ (choice->label));
      else
        detail = g_strdup_printf (_ ("Moved to %s"), _ (choice->label));
      add_entry (self, TAB_LEAVERS, 0, leaver->title, NULL, detail, i);
    }
}

static void
show_tab (AmbImportResults *self, Tab tab)
{
  static const char *const nothing[N_TABS] = {
    [TAB_SKIPPED] = N_ ("No row is left out"),
    [TAB_CREATED] = N_ ("No row is new"),
    [TAB_UPDATED] = N_ ("No row changes anything"),
    [TAB_DUPLICATES] = N_ ("No possible duplicates"),
    [TAB_LEAVERS] = N_ ("Nobody has left"),
    [TAB_WARNINGS] = N_ ("No notes"),
  };
  GListModel *model = G_LIST_MODEL (self->entries[tab]);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (model));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  adw_status_page_set_title (self->empty_page, _ (nothing[tab]));
  adw_status_page_set_icon_name (self->empty_page, "amb-done-symbolic");
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (model) ? "list" : "empty");
}

static void
tab_toggled_cb (GtkToggleButton *button, AmbImportResults *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (Tab tab = 0; tab < N_TABS; tab++)
    if (self->buttons[tab] == button)
      show_tab (self, tab);
}

static void
set_tab (AmbImportResults *self, Tab tab, const char *label, gint64 count, gboolean visible)
{
  g_autofree char *text =
      /* Translators: the name of a list, and how many are in it. */
      g_strdup_printf (_ ("%1$s %2$'d"), label, (int) count);

  gtk_button_set_label (GTK_BUTTON (self->buttons[tab]), text);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons[tab]), visible);
}

static void
set_tabs (AmbImportResults *self)
{
  const AmbImportReport *report = self->report;
  gboolean dry = report->dry_run;
  Tab first = report->skipped->len ? TAB_SKIPPED : report->created ? TAB_CREATED : TAB_UPDATED;

  set_tab (self, TAB_SKIPPED, _ ("Left Out"), report->skipped->len, TRUE);
  set_tab (self, TAB_CREATED, dry ? _ ("New") : _ ("Created"), report->created, TRUE);
  set_tab (self, TAB_UPDATED, dry ? _ ("Changed") : _ ("Updated"), report->updated, TRUE);
  set_tab (self, TAB_DUPLICATES, _ ("Possible Duplicates"), report->duplicates->len,
           report->duplicates->len > 0);
  set_tab (self, TAB_LEAVERS, _ ("Leavers"), report->leavers->len, report->leavers->len > 0);
  set_tab (self, TAB_WARNINGS, _ ("Notes"), report->warnings->len, report->warnings->len > 0);
  if (!dry && report->duplicates->len && !report->skipped->len)
    first = TAB_DUPLICATES;
  gtk_toggle_button_set_active (self->buttons[first], TRUE);
  show_tab (self, first);
}

void
amb_import_results_clear (AmbImportResults *self)
{
  self->report = NULL;
  for (Tab tab = 0; tab < N_TABS; tab++)
    g_list_store_remove_all (self->entries[tab]);
}

void
amb_import_results_set_report (AmbImportResults *self,
                               const AmbImportReport *report,
                               const char *heading)
{
  g_autofree char *summary = amb_import_report_dup_summary (report);

  amb_import_results_clear (self);
  self->report = report;
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->summary, summary);
  /* New people are not in the roster yet: without this their page would look as before. */
  gtk_widget_set_visible (self->show_button,
                          !report->dry_run && report->created > 0 && report->entity->moves != NULL);
  add_skips (self, TAB_SKIPPED, report->skipped);
  add_skips (self, TAB_WARNINGS, report->warnings);
  add_examples (self);
  add_duplicates (self);
  add_leavers (self);
  flush_entries (self);
  set_tabs (self);
}

void
amb_import_results_set_problem (AmbImportResults *self, const char *problem)
{
  gtk_label_set_label (self->summary, problem);
}

static void
refresh_entry (AmbImportResults *self, Tab tab, guint position, const char *verb)
{
  g_autoptr (AmbImportEntry) old =
      g_list_model_get_item (G_LIST_MODEL (self->entries[tab]), position);
  g_autoptr (AmbImportEntry) entry = amb_import_entry_new (
      amb_import_entry_get_line (old), amb_import_entry_get_title (old), NULL,
      verb ? amb_import_entry_get_detail (old) : _ ("Settled"), amb_import_entry_get_index (old));

  amb_import_entry_set_verb (entry, verb);
  g_list_store_splice (self->entries[tab], position, 1, (gpointer *) &entry, 1);
}

void
amb_import_results_set_merged (AmbImportResults *self, guint index)
{
  refresh_entry (self, TAB_DUPLICATES, index, NULL);
}

void
amb_import_results_set_undone (AmbImportResults *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries[TAB_DUPLICATES]));

  gtk_widget_set_visible (self->show_button, FALSE);
  gtk_label_set_label (self->heading, _ ("The import was taken back"));
  gtk_label_set_label (self->summary, _ ("The lists below show what it had done."));
  for (guint i = 0; i < n; i++)
    refresh_entry (self, TAB_DUPLICATES, i, NULL);
}

/* A row: the line, what it is about, why; perhaps a button. */

typedef struct
{
  GtkLabel *line, *title, *cell, *detail;
  GtkButton *button;
} RowParts;

static GtkWidget *
new_label (const char *css, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wraps);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (!wraps)
    {
      /* GTK 4.8 warns where an ellipsis is wider than the whole text. */
      gtk_label_set_width_chars (GTK_LABEL (label), 2);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
merge_clicked_cb (GtkButton *button, GtkListItem *item)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (button), AMB_TYPE_IMPORT_RESULTS);
  AmbImportEntry *entry = gtk_list_item_get_item (item);

  g_signal_emit (list, signals[MERGE_REQUESTED], 0, amb_import_entry_get_index (entry));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AmbImportResults *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  RowParts *parts = g_new0 (RowParts, 1);

  parts->line = GTK_LABEL (new_label ("amb-import-line", FALSE));
  gtk_label_set_width_chars (parts->line, 9);
  gtk_widget_set_valign (GTK_WIDGET (parts->line), GTK_ALIGN_START);
  parts->title = GTK_LABEL (new_label ("amb-import-title", TRUE));
  parts->cell = GTK_LABEL (new_label ("amb-import-cell", FALSE));
  gtk_widget_set_hexpand (GTK_WIDGET (parts->cell), TRUE);
  parts->detail = GTK_LABEL (new_label ("amb-import-detail", TRUE));
  parts->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (parts->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (parts->button), GTK_ALIGN_CENTER);
  g_signal_connect_object (parts->button, "clicked", G_CALLBACK (merge_clicked_cb), item, 0);

  gtk_box_append (GTK_BOX (head), GTK_WIDGET (parts->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (parts->cell));
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (parts->detail));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (parts->line));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (parts->button));
  gtk_widget_add_css_class (box, "amb-import-row");
  g_object_set_data_full (G_OBJECT (item), "amb-parts", parts, g_free);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

/* May it be cut where the window is narrow? */
static gboolean
is_long (const char *text)
{
  return text && g_utf8_strlen (text, -1) > 24;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AmbImportResults *self)
{
  RowParts *parts = g_object_get_data (G_OBJECT (item), "amb-parts");
  AmbImportEntry *entry = gtk_list_item_get_item (item);
  g_autofree char *line = NULL;
  g_autofree char *name = NULL;

  if (amb_import_entry_get_line (entry))
    line = g_strdup_printf (_ ("Line %'d"), (int) amb_import_entry_get_line (entry));
  set_text (parts->line, line);
  set_text (parts->title, amb_import_entry_get_title (entry));
  set_text (parts->cell, amb_import_entry_get_cell (entry));
  gtk_widget_set_tooltip_text (GTK_WIDGET (parts->cell), is_long (amb_import_entry_get_cell (entry))
                                                             ? amb_import_entry_get_cell (entry)
                                                             : NULL);
  set_text (parts->detail, amb_import_entry_get_detail (entry));
  gtk_widget_set_visible (GTK_WIDGET (parts->button), amb_import_entry_get_verb (entry) != NULL);
  if (!amb_import_entry_get_verb (entry))
    return;
  gtk_button_set_label (parts->button, amb_import_entry_get_verb (entry));
  name = g_strdup_printf (_ ("Merge “%s”"), amb_import_entry_get_title (entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (parts->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
add_tabs (AmbImportResults *self)
{
  for (Tab tab = 0; tab < N_TABS; tab++)
    {
      self->buttons[tab] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("Rows")));
      self->entries[tab] = g_list_store_new (AMB_TYPE_IMPORT_ENTRY);
      self->fresh[tab] = g_ptr_array_new_with_free_func (g_object_unref);
      gtk_widget_add_css_class (GTK_WIDGET (self->buttons[tab]), "flat");
      if (tab > 0)
        gtk_toggle_button_set_group (self->buttons[tab], self->buttons[0]);
      g_signal_connect (self->buttons[tab], "toggled", G_CALLBACK (tab_toggled_cb), self);
      gtk_box_append (self->tabs, GTK_WIDGET (self->buttons[tab]));
    }
}

static void
amb_import_results_dispose (GObject *object)
{
  AmbImportResults *self = AMB_IMPORT_RESULTS (object);

  for (Tab tab = 0; tab < N_TABS; tab++)
    {
      g_clear_object (&self->entries[tab]);
      g_clear_pointer (&self->fresh[tab], g_ptr_array_unref);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), AMB_TYPE_IMPORT_RESULTS);
  G_OBJECT_CLASS (amb_import_results_parent_class)->dispose (object);
}

static void
amb_import_results_class_init (AmbImportResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amb_import_results_dispose;
  signals[MERGE_REQUESTED] =
      g_signal_new ("merge-requested", AMB_TYPE_IMPORT_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/ambassade/Ambassade/ui/importing/amb-import-results.ui");
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, heading);
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, summary);
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, tabs);
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, stack);
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, list);
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AmbImportResults, show_button);
}

static void
amb_import_results_init (AmbImportResults *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_tabs (self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
}
