#include "amb-form-row.h"
#include "amb-form.h"
#include "amb-outbox.h"
#include "list-fixture.h"

static const char *const fields[] = { "display-name",   "email",   "level", "node-id", "roles",
                                      "last-active-on", "country", "notes", NULL };
static const AmbFormGroup groups[] = { { NULL, fields }, { NULL } };

typedef struct
{
  AmbForm *form;
  guint n_saved;
} Opened;

static void
saved_cb (Opened *opened)
{
  opened->n_saved++;
}

static void
open_form (Opened *self, ListFixture *fixture, const char *id)
{
  g_autoptr (AmbRecord) record = id ? list_fixture_get (fixture, id) : NULL;

  self->n_saved = 0;
  self->form =
      g_object_ref_sink (AMB_FORM (amb_form_new (fixture->context, fixture->person, groups)));
  g_signal_connect_swapped (self->form, "saved", G_CALLBACK (saved_cb), self);
  amb_form_set_record (self->form, record);
}

static void
close_form (Opened *self)
{
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_object_run_dispose (G_OBJECT (self->form));
  g_clear_object (&self->form);
  list_fixture_iterate ();
}

static const char *
get_typed (Opened *self, const char *title)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (list_fixture_find_row (GTK_WIDGET (self->form), title)));
}

static void
type (Opened *self, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (list_fixture_find_row (GTK_WIDGET (self->form), title)),
                         text);
}

static void
leave (Opened *self, const char *title)
{
  g_signal_emit_by_name (list_fixture_find_row (GTK_WIDGET (self->form), title), "entry-activated");
}

static gboolean
is_saved (gpointer data)
{
  return ((Opened *) data)->n_saved > 0;
}

static gboolean
has_error (Opened *self, const char *title)
{
  return gtk_widget_has_css_class (list_fixture_find_row (GTK_WIDGET (self->form), title), "error");
}

static void
assert_stored (ListFixture *fixture, const char *id, const char *field, const char *value)
{
  g_autoptr (AmbRecord) record = list_fixture_get (fixture, id);

  g_assert_cmpstr (amb_record_get (record, field), ==, value);
}

static char *
dup_draft (ListFixture *fixture, const char *id, const char *field)
{
  g_autoptr (GHashTable) drafts =
      amb_draft_list (amb_context_get_store (fixture->context), fixture->person, id, NULL);

  return g_strdup (g_hash_table_lookup (drafts, field));
}

static void
test_valid_field_is_saved (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  type (&o, "E-mail", "  Ama@Meridiem.Example ");
  leave (&o, "E-mail");
  list_fixture_wait (is_saved, &o);
  assert_stored (fixture, id, "email", "ama@meridiem.example");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (list_fixture_find_row (GTK_WIDGET (o.form), "E-mail"))),
      ==, "ama@meridiem.example");
  close_form (&o);
}

static void
test_invalid_field_says_the_fix (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  g_autofree char *draft = NULL;
  GtkWidget *note;
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  type (&o, "E-mail", "no address");
  leave (&o, "E-mail");
  g_assert_true (has_error (&o, "E-mail"));
  assert_stored (fixture, id, "email", NULL);
  /* The sentence stands right below its field. */
  note = gtk_widget_get_next_sibling (list_fixture_find_row (GTK_WIDGET (o.form), "E-mail"));
  g_assert_true (gtk_widget_has_css_class (note, "amb-form-note"));
  g_assert_true (gtk_widget_get_visible (note));

  /* The problem goes as soon as it is mended, before the field is left. */
  type (&o, "E-mail", "ama@meridiem.example");
  g_assert_false (has_error (&o, "E-mail"));
  type (&o, "E-mail", "still none");
  close_form (&o);
  list_fixture_set (fixture, id, "job-title", "Editor");
  draft = dup_draft (fixture, id, "email");
  g_assert_cmpstr (draft, ==, "still none");
}

static void
test_required_field_stays (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  type (&o, "Name", "");
  leave (&o, "Name");
  g_assert_true (has_error (&o, "Name"));
  assert_stored (fixture, id, "display-name", "Person 000001");
  close_form (&o);
}

static void
test_cleared_field_is_null (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  Opened o;

  list_fixture_fill (fixture, 3);
  list_fixture_set (fixture, id, "email", "a@b.example");
  open_form (&o, fixture, id);
  type (&o, "E-mail", "");
  leave (&o, "E-mail");
  list_fixture_wait (is_saved, &o);
  assert_stored (fixture, id, "email", NULL);
  close_form (&o);
}

static void
test_refusal_stands_under_its_field (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *first = list_fixture_dup_id (fixture, 1);
  g_autofree char *second = list_fixture_dup_id (fixture, 2);
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  Opened o;

  list_fixture_fill (fixture, 3);
  list_fixture_set (fixture, first, "email", "ama@meridiem.example");
  open_form (&o, fixture, second);
  type (&o, "E-mail", "ama@meridiem.example");
  leave (&o, "E-mail");
  while (!has_error (&o, "E-mail"))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      list_fixture_iterate ();
    }
  assert_stored (fixture, second, "email", NULL);
  close_form (&o);
}

static gpointer
add_blackout_day (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find ("blackout-day"), NULL);

  amb_record_set (record, "reason", "Results");
  amb_record_set (record, "first-day", "2026-11-20");
  amb_record_set (record, "last-day", "2026-11-20");
  return amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, error);
}

static char *
open_refused_day (Opened *self, ListFixture *fixture)
{
  const AmbEntity *entity = amb_entity_find ("blackout-day");
  char *id = list_fixture_write (fixture, add_blackout_day, NULL, NULL);
  g_autoptr (AmbRecord) record =
      amb_store_lookup (amb_context_get_store (fixture->context), entity, id, NULL);
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  self->n_saved = 0;
  self->form = g_object_ref_sink (AMB_FORM (amb_form_new (fixture->context, entity, NULL)));
  g_signal_connect_swapped (self->form, "saved", G_CALLBACK (saved_cb), self);
  amb_form_set_record (self->form, record);
  type (self, "First day", "2026-11-21");
  leave (self, "First day");
  while (!has_error (self, "First day"))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      list_fixture_iterate ();
    }
  return id;
}

static void
assert_day (ListFixture *fixture, const char *id, const char *field, const char *day)
{
  g_autoptr (AmbRecord) stored = amb_store_lookup (amb_context_get_store (fixture->context),
                                                   amb_entity_find ("blackout-day"), id, NULL);

  g_assert_cmpstr (amb_record_get (stored, field), ==, day);
}

static gboolean
is_saved_twice (gpointer data)
{
  return ((Opened *) data)->n_saved > 1;
}

/* A first day after the last one is right as soon as the last one is another. */
static void
test_refusal_ends_with_its_reason (ListFixture *fixture, gconstpointer data)
{
  Opened o;
  g_autofree char *id = open_refused_day (&o, fixture);

  type (&o, "Last day", "2026-11-22");
  leave (&o, "Last day");
  list_fixture_wait (is_saved_twice, &o);
  g_assert_false (has_error (&o, "First day"));
  assert_day (fixture, id, "first-day", "2026-11-21");
  assert_day (fixture, id, "last-day", "2026-11-22");
  close_form (&o);
}

/* What is being typed is nobody's to save. */
static void
test_typed_anew_waits (ListFixture *fixture, gconstpointer data)
{
  Opened o;
  g_autofree char *id = open_refused_day (&o, fixture);

  type (&o, "First day", "2026-11-19");
  type (&o, "Last day", "2026-11-22");
  leave (&o, "Last day");
  list_fixture_wait (is_saved, &o);
  type (&o, "Reason", "Yearly results");
  leave (&o, "Reason");
  list_fixture_wait (is_saved_twice, &o);
  assert_day (fixture, id, "first-day", "2026-11-20");
  o.n_saved = 0;
  leave (&o, "First day");
  list_fixture_wait (is_saved, &o);
  assert_day (fixture, id, "first-day", "2026-11-19");
  close_form (&o);
}

static void
test_draft_comes_back (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  GtkWidget *row;
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  type (&o, "E-mail", "half an addr");
  close_form (&o);
  list_fixture_set (fixture, id, "job-title", "Editor");

  open_form (&o, fixture, id);
  row = list_fixture_find_row (GTK_WIDGET (o.form), "E-mail");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "half an addr");
  g_assert_true (has_error (&o, "E-mail"));
  type (&o, "E-mail", "whole@meridiem.example");
  leave (&o, "E-mail");
  list_fixture_wait (is_saved, &o);
  g_assert_null (dup_draft (fixture, id, "email"));
  close_form (&o);
}

static void
type_new (Opened *o, const char *purpose, const char *text)
{
  if (purpose != NULL)
    amb_form_set_purpose (o->form, purpose);
  if (text != NULL)
    type (o, "E-mail", text);
}

/* What is typed for one purpose is nobody else's, though both make a record of the same kind. */
static void
test_drafts_of_each_purpose (ListFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *purpose, *before, *typed;
  } table[] = {
    { NULL, "", "any@meridiem.example" },
    { "one", "", "one@meridiem.example" },
    { "other", "", NULL },
    { NULL, "any@meridiem.example", NULL },
    { "one", "one@meridiem.example", NULL },
  };
  g_autofree char *kept = NULL;
  Opened o;

  list_fixture_fill (fixture, 3);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      open_form (&o, fixture, NULL);
      type_new (&o, table[i].purpose, NULL);
      g_assert_cmpstr (get_typed (&o, "E-mail"), ==, table[i].before);
      type_new (&o, NULL, table[i].typed);
      close_form (&o);
    }

  /* What is filled in spares what was typed for this purpose; discarded, only that goes. */
  open_form (&o, fixture, NULL);
  amb_form_set_purpose (o.form, "one");
  amb_form_fill_in (o.form, "email", "filled@meridiem.example");
  amb_form_fill_in (o.form, "display-name", "Filled In");
  g_assert_cmpstr (get_typed (&o, "E-mail"), ==, "one@meridiem.example");
  g_assert_cmpstr (get_typed (&o, "Name"), ==, "Filled In");
  amb_form_discard (o.form);
  close_form (&o);
  open_form (&o, fixture, NULL);
  g_assert_cmpstr (get_typed (&o, "E-mail"), ==, "any@meridiem.example");
  amb_form_fill_in (o.form, "email", "filled@meridiem.example");
  g_assert_cmpstr (get_typed (&o, "E-mail"), ==, "filled@meridiem.example");
  amb_form_set_purpose (o.form, "one");
  g_assert_cmpstr (get_typed (&o, "E-mail"), ==, "");
  close_form (&o);
}

static void
test_outside_change_spares_what_is_typed (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  type (&o, "Name", "As I type");
  list_fixture_set (fixture, id, "email", "from@elsewhere.example");
  list_fixture_set (fixture, id, "display-name", "From Elsewhere");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (list_fixture_find_row (GTK_WIDGET (o.form), "E-mail"))),
      ==, "from@elsewhere.example");
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (list_fixture_find_row (GTK_WIDGET (o.form), "Name"))),
      ==, "As I type");
  close_form (&o);
}

static void
test_choice_is_saved_at_once (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  GtkWidget *row;
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  row = list_fixture_find_type (list_fixture_find_row (GTK_WIDGET (o.form), "Training"),
                                GTK_TYPE_DROP_DOWN);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (row)), ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (row), 2);
  list_fixture_wait (is_saved, &o);
  assert_stored (fixture, id, "level", "2");
  close_form (&o);
}

static void
test_day_is_read_in_words (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  GtkWidget *row;
  Opened o;

  list_fixture_fill (fixture, 3);
  list_fixture_set (fixture, id, "last-active-on", "2026-11-09");
  open_form (&o, fixture, id);
  row = list_fixture_find_row (GTK_WIDGET (o.form), "Last activity");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "9 November 2026");
  type (&o, "Last activity", "10/11/2026");
  leave (&o, "Last activity");
  list_fixture_wait (is_saved, &o);
  assert_stored (fixture, id, "last-active-on", "2026-11-10");
  close_form (&o);
}

static void
test_nothing_typed_writes_nothing (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 2);
  g_autoptr (GPtrArray) history = NULL;
  Opened o;

  list_fixture_fill (fixture, 3);
  open_form (&o, fixture, id);
  leave (&o, "Name");
  leave (&o, "E-mail");
  amb_form_flush (o.form);
  close_form (&o);
  history = amb_journal_list_record (amb_context_get_store (fixture->context), fixture->person, id,
                                     -1, NULL);
  g_assert_cmpuint (history->len, ==, 0);
}

static void
test_new_record (ListFixture *fixture, gconstpointer data)
{
  g_autoptr (AmbRecord) record = NULL;
  Opened o;

  open_form (&o, fixture, NULL);
  g_assert_null (amb_form_create_record (o.form));
  g_assert_true (has_error (&o, "Name"));
  type (&o, "Name", " Ama Boateng ");
  type (&o, "E-mail", "AMA@meridiem.example");
  record = amb_form_create_record (o.form);
  g_assert_nonnull (record);
  g_assert_cmpstr (amb_record_get (record, "display-name"), ==, "Ama Boateng");
  g_assert_cmpstr (amb_record_get (record, "email"), ==, "ama@meridiem.example");
  g_assert_cmpstr (amb_record_get_state (record), ==, "identified");
  close_form (&o);
}

/* The commit is refused when the form shows somebody else already. */
typedef struct
{
  ListFixture *fixture;
  const char *id;
} Draft;

static gboolean
has_draft (gpointer data)
{
  const Draft *draft = data;
  g_autofree char *text = dup_draft (draft->fixture, draft->id, "email");

  return g_strcmp0 (text, "ama@meridiem.example") == 0;
}

static void
test_refusal_of_a_former_record (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *first = list_fixture_dup_id (fixture, 1);
  g_autofree char *second = list_fixture_dup_id (fixture, 2);
  g_autofree char *third = list_fixture_dup_id (fixture, 3);
  g_autoptr (AmbRecord) other = NULL;
  Draft draft = { fixture, second };
  Opened o;

  list_fixture_fill (fixture, 3);
  list_fixture_set (fixture, first, "email", "ama@meridiem.example");
  open_form (&o, fixture, second);
  type (&o, "E-mail", "ama@meridiem.example");
  other = list_fixture_get (fixture, third);
  amb_form_set_record (o.form, other);
  list_fixture_wait (has_draft, &draft);
  g_assert_cmpstr (get_typed (&o, "E-mail"), ==, "");
  g_assert_false (has_error (&o, "E-mail"));
  close_form (&o);
}

static void
test_revert_puts_the_stored_value_back (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  Opened o;

  list_fixture_fill (fixture, 3);
  list_fixture_set (fixture, id, "email", "ama@meridiem.example");
  open_form (&o, fixture, id);
  g_assert_false (amb_form_revert_invalid (o.form));
  type (&o, "E-mail", "no address");
  g_assert_true (amb_form_revert_invalid (o.form));
  g_assert_cmpstr (get_typed (&o, "E-mail"), ==, "ama@meridiem.example");
  g_assert_false (has_error (&o, "E-mail"));
  g_assert_false (amb_form_revert_invalid (o.form));

  /* What is valid is no mistake: it is saved when the field is left. */
  type (&o, "E-mail", "esi@meridiem.example");
  g_assert_false (amb_form_revert_invalid (o.form));
  close_form (&o);
}

static gpointer
add_conflict (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  const AmbEntity *person = amb_entity_find ("ambassador");
  AmbFinding finding = { .is_conflict = TRUE,
                         .entity = person,
                         .id = data,
                         .field = amb_entity_find_field (person, "email"),
                         .mine = (char *) "mine@meridiem.example",
                         .theirs = (char *) "theirs@meridiem.example" };

  amb_findings_add (amb_programme_get_store (programme), &finding, error);
  return NULL;
}

static void
test_conflict_is_marked (ListFixture *fixture, gconstpointer data)
{
  g_autofree char *id = list_fixture_dup_id (fixture, 1);
  g_autoptr (GError) error = NULL;
  GtkWidget *email, *name, *button;
  Opened o;

  list_fixture_fill (fixture, 3);
  list_fixture_write (fixture, add_conflict, id, &error);
  g_assert_no_error (error);
  open_form (&o, fixture, id);
  email = gtk_widget_get_next_sibling (list_fixture_find_row (GTK_WIDGET (o.form), "E-mail"));
  name = gtk_widget_get_next_sibling (list_fixture_find_row (GTK_WIDGET (o.form), "Name"));
  button = list_fixture_find_type (email, GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_visible (email));
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.go-to");
  g_assert_false (gtk_widget_get_visible (name));
  close_form (&o);
}

static void
test_one_row_needs_no_title (ListFixture *fixture, gconstpointer data)
{
  static const char *const notes[] = { "notes", NULL };
  static const char *const names[] = { "display-name", "email", NULL };
  static const AmbFormGroup titled[] = { { "Notes", notes }, { "Name", names }, { NULL } };
  GtkWidget *form = g_object_ref_sink (amb_form_new (fixture->context, fixture->person, titled));
  GtkWidget *group;

  amb_form_set_record (AMB_FORM (form), NULL);
  group = gtk_widget_get_first_child (form);
  g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)), ==, "");
  group = gtk_widget_get_next_sibling (group);
  g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)), ==, "Name");
  g_object_run_dispose (G_OBJECT (form));
  g_assert_finalize_object (form);
  list_fixture_iterate ();
}

static GtkWidget *
open_generic (ListFixture *fixture, const AmbEntity *entity, gboolean is_new)
{
  g_autoptr (AmbRecord) record =
      is_new ? NULL : amb_record_new (entity, "01939f00-0000-7000-8000-000000000001");
  GtkWidget *form = g_object_ref_sink (amb_form_new (fixture->context, entity, NULL));

  amb_form_set_record (AMB_FORM (form), record);
  return form;
}

static void
close_generic (GtkWidget *form)
{
  g_object_run_dispose (G_OBJECT (form));
  g_assert_finalize_object (form);
  list_fixture_iterate ();
}

static gboolean
can_be_typed_in (GtkWidget *form)
{
  return list_fixture_find_type (form, ADW_TYPE_ENTRY_ROW) ||
         list_fixture_find_type (form, GTK_TYPE_DROP_DOWN) ||
         list_fixture_find_type (form, GTK_TYPE_SWITCH) ||
         list_fixture_find_type (form, GTK_TYPE_TEXT_VIEW) ||
         list_fixture_find_type (form, GTK_TYPE_MENU_BUTTON);
}

static void
test_read_only_kinds (ListFixture *fixture, gconstpointer data)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      GtkWidget *form;

      if ((*entity)->kind != AMB_KIND_APPEND && (*entity)->kind != AMB_KIND_DERIVED &&
          (*entity)->kind != AMB_KIND_PROJECTION)
        continue;
      form = open_generic (fixture, *entity, FALSE);
      g_assert_false (can_be_typed_in (form));
      /* A line says why. */
      g_assert_true (GTK_IS_LABEL (gtk_widget_get_first_child (form)));
      close_generic (form);
    }
}

static void
test_required_first (ListFixture *fixture, gconstpointer data)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      GtkWidget *form = open_generic (fixture, *entity, TRUE);
      GtkWidget *row = list_fixture_find_type (form, ADW_TYPE_PREFERENCES_ROW);
      gboolean has_optional = FALSE;

      for (; row; row = gtk_widget_get_next_sibling (row))
        for (const AmbField *field = (*entity)->fields; field->name; field++)
          {
            if (!amb_form_can_edit (field) ||
                g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                           field->label) != 0)
              continue;
            g_assert_false (has_optional && field->flags & AMB_FIELD_REQUIRED);
            has_optional |= !(field->flags & (AMB_FIELD_REQUIRED | AMB_FIELD_TITLE));
          }
      close_generic (form);
    }
}

static void
test_typed_time (ListFixture *fixture, gconstpointer data)
{
  const AmbEntity *rota = amb_entity_find ("rota");
  const AmbField *starts = amb_entity_find_field (rota, "starts-at");
  AmbFormRow *row = amb_form_row_new (fixture->context, starts);
  GtkEditable *entry = GTK_EDITABLE (amb_form_row_get_widget (row));

  gtk_editable_set_text (entry, "31/08/2026 09:00");
  g_assert_cmpstr (amb_form_row_get_text (row), ==, "2026-08-31T09:00[Europe/Paris]");
  amb_form_row_set_text (row, "2026-09-01T10:30[Europe/Paris]");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "01/09/2026 10:30");
  amb_form_row_set_text (row, "2026-09-01T10:30[Europe/London]");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "01/09/2026 10:30 Europe/London");
  g_object_unref (row);
}

static void
test_no_state_in_a_form (ListFixture *fixture, gconstpointer data)
{
  for (const AmbEntity *const *entity = amb_entities (); *entity; entity++)
    {
      GtkWidget *form = g_object_ref_sink (amb_form_new (fixture->context, *entity, NULL));

      amb_form_set_record (AMB_FORM (form), NULL);
      for (const AmbField *field = (*entity)->fields; field->name; field++)
        if (field->flags & (AMB_FIELD_STATE | AMB_FIELD_COMPUTED))
          g_assert_false (amb_form_can_edit (field));
        else if (amb_form_can_edit (field))
          g_assert_nonnull (list_fixture_find_row (form, field->label));
      g_object_run_dispose (G_OBJECT (form));
      g_assert_finalize_object (form);
      list_fixture_iterate ();
    }
}

/* A published item, and a variant of it. */

typedef struct
{
  char *item, *variant;
} Post;

static gpointer
make_post (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  Post *post = data;
  g_autoptr (AmbRecord) item = amb_record_new (amb_entity_find ("content-item"), NULL);
  g_autoptr (AmbRecord) variant = amb_record_new (amb_entity_find ("variant"), NULL);

  amb_record_set (item, "title", "Warm homes");
  amb_record_set (item, "state", "scheduled");
  amb_record_set (item, "body", "Text");
  post->item = amb_programme_add (programme, item, AMB_COMMAND_RUNNING, error);
  amb_record_set (variant, "item-id", post->item);
  amb_record_set (variant, "body", "Mots");
  post->variant = amb_programme_add (programme, variant, AMB_COMMAND_RUNNING, error);
  return NULL;
}

static gpointer
publish_post (AmbProgramme *programme, gpointer data, GCancellable *cancellable, GError **error)
{
  amb_programme_move (programme, amb_entity_find ("content-item"), ((Post *) data)->item,
                      "published", NULL, error);
  return NULL;
}

static AmbForm *
open_record_form (ListFixture *fixture, const char *entity, const char *id)
{
  AmbForm *form = AMB_FORM (
      g_object_ref_sink (amb_form_new (fixture->context, amb_entity_find (entity), NULL)));
  g_autoptr (AmbRecord) record =
      amb_store_get (amb_context_get_store (fixture->context), amb_entity_find (entity), id, NULL);

  amb_form_set_record (form, record);
  return form;
}

static gboolean
is_read (gpointer form)
{
  return amb_form_get_text (form, "body") == NULL;
}

/* From the moment on at which it goes out, and only what went out. */
static void
test_what_is_published_is_read (ListFixture *fixture, gconstpointer data)
{
  Post post = { NULL };
  g_autoptr (GError) error = NULL;
  AmbForm *forms[2], *later;

  list_fixture_write (fixture, make_post, &post, &error);
  g_assert_no_error (error);
  forms[0] = open_record_form (fixture, "content-item", post.item);
  forms[1] = open_record_form (fixture, "variant", post.variant);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_false (is_read (forms[i]));
  list_fixture_write (fixture, publish_post, &post, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    list_fixture_wait (is_read, forms[i]);
  g_assert_null (amb_form_get_text (forms[0], "title"));
  g_assert_null (amb_form_get_text (forms[1], "link"));
  g_assert_nonnull (amb_form_get_text (forms[0], "tags"));
  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (GTK_WIDGET (forms[0])))),
              "Derive another"));
  later = open_record_form (fixture, "variant", post.variant);
  g_assert_true (is_read (later));
  g_object_run_dispose (G_OBJECT (later));
  g_object_unref (later);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_object_run_dispose (G_OBJECT (forms[i]));
      g_object_unref (forms[i]);
    }
  g_free (post.item);
  g_free (post.variant);
  list_fixture_iterate ();
}

#define ADD(path, test)                                                                            \
  g_test_add ("/app/form/" path, ListFixture, NULL, list_fixture_set_up, test,                     \
              list_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("a-valid-field-that-is-left-is-saved", test_valid_field_is_saved);
  ADD ("an-invalid-field-says-the-fix-and-keeps-a-draft", test_invalid_field_says_the_fix);
  ADD ("a-required-field-can-not-be-emptied", test_required_field_stays);
  ADD ("an-emptied-field-is-unset", test_cleared_field_is_null);
  ADD ("a-refusal-stands-under-its-field", test_refusal_stands_under_its_field);
  ADD ("a-refusal-ends-with-its-reason", test_refusal_ends_with_its_reason);
  ADD ("what-is-typed-anew-waits-until-it-is-left", test_typed_anew_waits);
  ADD ("a-draft-comes-back", test_draft_comes_back);
  ADD ("drafts-are-of-one-purpose", test_drafts_of_each_purpose);
  ADD ("a-change-elsewhere-spares-what-is-being-typed", test_outside_change_spares_what_is_typed);
  ADD ("a-choice-is-saved-at-once", test_choice_is_saved_at_once);
  ADD ("a-day-is-read-in-words-and-typed-as-figures", test_day_is_read_in_words);
  ADD ("nothing-typed-writes-nothing", test_nothing_typed_writes_nothing);
  ADD ("a-new-record-is-checked-before-it-is-made", test_new_record);
  ADD ("a-refusal-of-a-former-record-keeps-what-was-typed", test_refusal_of_a_former_record);
  ADD ("an-invalid-value-is-put-back", test_revert_puts_the_stored_value_back);
  ADD ("a-conflict-marks-its-field-and-leads-to-it", test_conflict_is_marked);
  ADD ("a-single-row-is-not-titled-twice", test_one_row_needs_no_title);
  ADD ("what-nobody-edits-is-read", test_read_only_kinds);
  ADD ("what-is-published-is-read", test_what_is_published_is_read);
  ADD ("required-fields-come-first", test_required_first);
  ADD ("a-time-is-typed-as-people-write-it", test_typed_time);
  ADD ("every-field-of-every-entity-has-its-row-but-no-state", test_no_state_in_a_form);
  return g_test_run ();
}
