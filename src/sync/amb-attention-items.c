#include "amb-attention-items.h"
#include "amb-journal.h"
#include "amb-text-merge.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A run of lines that are the same is cut down to what stands beside a change. */
#define LINES_AROUND 1

static void
field_free (gpointer data)
{
  AmbAttentionField *self = data;

  g_free (self->value);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self);
}

void
amb_attention_item_free (AmbAttentionItem *self)
{
  g_clear_pointer (&self->finding, amb_finding_free);
  g_free (self->title);
  g_free (self->what);
  g_free (self->was);
  g_free (self->yours);
  g_free (self->theirs);
  g_free (self->was_who);
  g_free (self->yours_who);
  g_free (self->who);
  g_free (self->yours_marked);
  g_free (self->theirs_marked);
  g_free (self->typed);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->resolutions, g_array_unref);
  g_free (self);
}

/* A reference shows the name of what it refers to; nothing shows a word. */
static char *
format_value (AmbStore *store, const AmbField *field, const char *value)
{
  g_autofree char *text = NULL;

  if (field->type == AMB_FIELD_REF && value != NULL)
    {
      text = amb_store_dup_title (store, amb_entity_find (field->ref), value);
      return text != NULL ? g_steal_pointer (&text) : g_strdup (_ ("A record that is gone"));
    }
  text = amb_field_format (field, value);
  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_ ("Nothing"));
}

/* @at: instant, 0: unknown */
static char *
format_who (const char *by, gint64 at)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *moment = NULL;

  if (at == 0)
    return g_strdup (by);
  utc = g_date_time_new_from_unix_utc (at / 1000);
  local = g_date_time_to_local (utc);
  /* Translators: a day with its time, in the g_date_time_format() notation */
  moment = g_date_time_format (local, _ ("%-d %b, %H:%M"));
  if (by == NULL)
    return g_steal_pointer (&moment);
  /* Translators: who changed it, and when: “Fatou Diop, 23 Nov, 14:02” */
  return g_strdup_printf (_ ("%s, %s"), by, moment);
}

/* The id of an operation was made when the change was typed: a UUIDv7 begins with the instant. */
static gint64
get_instant (const char *id)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = id; c != NULL && *c != '\0' && digits->len < 12; c++)
    if (g_ascii_isxdigit (*c))
      g_string_append_c (digits, *c);
  return (gint64) g_ascii_strtoull (digits->str, NULL, 16);
}

/* Who wrote the value that both began with, if this desktop saw it. */
static char *
dup_was_who (AmbStore *store, const AmbFinding *finding)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT by, at FROM journal WHERE entity = ? AND id = ? AND ((field = ? AND value IS ?) OR "
      "action = ?) ORDER BY seq DESC LIMIT 1",
      NULL);
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  amb_stmt_bind_text (stmt, 1, finding->entity->name);
  amb_stmt_bind_text (stmt, 2, finding->id);
  amb_stmt_bind_text (stmt, 3, finding->field->name);
  amb_stmt_bind_text (stmt, 4, finding->base);
  amb_stmt_bind_int (stmt, 5, AMB_JOURNAL_CREATE);
  if (!amb_stmt_step (stmt, &row, NULL) || !row)
    return NULL;
  return format_who (amb_stmt_get_text (stmt, 0), amb_stmt_get_int (stmt, 1));
}

static AmbJson *
parse_typed (const AmbFinding *finding)
{
  return finding->typed != NULL ? amb_json_parse (finding->typed, strlen (finding->typed), NULL)
                                : NULL;
}

/* The name of the record; of one that the server never took, the name that was typed. */
static char *
dup_title (AmbStore *store, const AmbFinding *finding)
{
  const AmbField *field = amb_entity_get_title_field (finding->entity);
  g_autofree char *title = amb_store_dup_title (store, finding->entity, finding->id);
  g_autoptr (AmbJson) json = NULL;

  if (title == NULL && field != NULL)
    json = parse_typed (finding);
  if (json != NULL)
    title = g_strdup (amb_json_node_get_member_string (amb_json_get_root (json), field->name));
  return title != NULL ? g_steal_pointer (&title) : g_strdup (_ (finding->entity->label));
}

/* What was typed beside what the existing record has. */
static gboolean
add_compared (AmbAttentionItem *self, AmbStore *store)
{
  g_autoptr (GPtrArray) compared = amb_sync_compare_duplicate (store, self->finding, NULL);

  for (guint i = 0; compared != NULL && i < compared->len; i++)
    {
      AmbDuplicateField *pair = g_ptr_array_index (compared, i);
      AmbAttentionField *field;

      if (pair->field->type == AMB_FIELD_ORDER)
        continue;
      field = g_new0 (AmbAttentionField, 1);
      field->field = pair->field;
      field->value = g_strdup (pair->mine);
      field->mine = format_value (store, pair->field, pair->mine);
      field->theirs = format_value (store, pair->field, pair->theirs);
      field->is_taken = pair->is_taken;
      field->fills = pair->fills;
      g_ptr_array_add (self->fields, field);
    }
  return compared != NULL;
}

static void
add_typed (AmbAttentionItem *self, AmbStore *store)
{
  g_autoptr (AmbJson) json = parse_typed (self->finding);

  for (const AmbJsonNode *member = json != NULL ? amb_json_node_get_first (amb_json_get_root (json))
                                                : NULL;
       member != NULL; member = amb_json_node_get_next (member))
    {
      const AmbField *known =
          amb_entity_find_field (self->finding->entity, amb_json_node_get_key (member));
      g_autofree char *value = NULL;
      AmbAttentionField *field;

      if (known == NULL || known->type == AMB_FIELD_ORDER ||
          !amb_field_read_value (known, member, &value, NULL))
        continue;
      field = g_new0 (AmbAttentionField, 1);
      field->field = known;
      field->mine = format_value (store, known, value);
      field->value = g_steal_pointer (&value);
      g_ptr_array_add (self->fields, field);
    }
}

/* What others have changed since the record was removed here. */
static void
add_changes (AmbAttentionItem *self, AmbStore *store)
{
  const AmbFinding *finding = self->finding;
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (store),
      "SELECT field, old, value FROM journal WHERE entity = ?1 AND id = ?2 AND action = ?3 AND seq "
      "> (SELECT max (seq) FROM journal WHERE entity = ?1 AND id = ?2 AND action = ?4 AND at <= "
      "?5) "
      "ORDER BY seq",
      NULL);
  gboolean row = FALSE;

  if (stmt == NULL)
    return;
  amb_stmt_bind_text (stmt, 1, finding->entity->name);
  amb_stmt_bind_text (stmt, 2, finding->id);
  amb_stmt_bind_int (stmt, 3, AMB_JOURNAL_REMOTE);
  amb_stmt_bind_int (stmt, 4, AMB_JOURNAL_REMOVE);
  /* “Delete Anyway” removed it again, and was undone. */
  amb_stmt_bind_int (stmt, 5, finding->at);
  while (amb_stmt_step (stmt, &row, NULL) && row)
    {
      const AmbField *known = amb_entity_find_field (finding->entity, amb_stmt_get_text (stmt, 0));
      AmbAttentionField *field;

      if (known == NULL || known->type == AMB_FIELD_ORDER)
        continue;
      field = g_new0 (AmbAttentionField, 1);
      field->field = known;
      field->mine = format_value (store, known, amb_stmt_get_text (stmt, 1));
      field->theirs = format_value (store, known, amb_stmt_get_text (stmt, 2));
      g_ptr_array_add (self->fields, field);
    }
}

static char *
join_typed (const AmbAttentionItem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const AmbAttentionField *field = g_ptr_array_index (self->fields, i);

      if (field->value == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a field and its value: “Name: Ama Boateng” */
      g_string_append_printf (text, _ ("%s: %s"), _ (field->field->label), field->mine);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/* What happened. */
static char *
describe (const AmbAttentionItem *self)
{
  const AmbFinding *finding = self->finding;

  if (amb_attention_item_fits (self, AMB_RESOLVE_RESTORE_WITH_MINE))
    return g_strdup_printf (_ ("%s was removed by somebody else before your changes reached the "
                               "server."),
                            self->title);
  if (!finding->is_conflict)
    return g_strdup (finding->detail != NULL
                         ? finding->detail
                         : _ ("The server refused this change without saying why."));
  if (finding->field == NULL && finding->by == NULL)
    return g_strdup_printf (_ ("%s was changed by somebody else since you removed it."),
                            self->title);
  if (finding->field == NULL)
    /* Translators: a record, then who changed it: “Ama Boateng was changed by Fatou Diop since…” */
    return g_strdup_printf (_ ("%s was changed by %s since you removed it."), self->title,
                            finding->by);
  /* Translators: a field: “Notes” */
  return g_strdup_printf (_ ("Changed by you and by somebody else: %s."),
                          _ (finding->field->label));
}

/* Lines with their marks, on the way into markup. */
typedef struct
{
  GString *markup;
  GPtrArray *same; /* of char *: lines that are the same since the last that was not */
  gboolean is_begun;
} Marking;

static void
append_line (Marking *self, const char *format, const char *line)
{
  g_autofree char *escaped = g_markup_escape_text (line, -1);

  if (self->markup->len > 0)
    g_string_append_c (self->markup, '\n');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (self->markup, format, escaped);
#pragma GCC diagnostic pop
}

static void
end_run (Marking *self, gboolean is_end)
{
  const guint n = self->same->len;
  const guint head = self->is_begun ? LINES_AROUND : 0;
  const guint tail = is_end ? 0 : LINES_AROUND;

  for (guint i = 0; i < n; i++)
    {
      if (n > head + tail + 1 && i >= head && i < n - tail)
        {
          if (i == head)
            append_line (self, "%s", "…");
          continue;
        }
      append_line (self, "%s", g_ptr_array_index (self->same, i));
    }
  g_ptr_array_set_size (self->same, 0);
  self->is_begun = TRUE;
}

static void
mark_line (AmbTextMark mark, const char *line, gpointer data)
{
  Marking *self = data;

  if (mark == AMB_TEXT_SAME)
    {
      g_ptr_array_add (self->same, g_strdup (line));
      return;
    }
  end_run (self, FALSE);
  append_line (self, mark == AMB_TEXT_ADDED ? "+ <b>%s</b>" : "− <s>%s</s>", line);
}

static char *
mark_lines (const char *from, const char *to)
{
  Marking marking = { g_string_new (NULL), g_ptr_array_new_with_free_func (g_free), FALSE };

  amb_text_compare (from, to, mark_line, &marking);
  end_run (&marking, TRUE);
  g_ptr_array_unref (marking.same);
  return g_string_free (marking.markup, FALSE);
}

static void
describe_versions (AmbAttentionItem *self, AmbStore *store)
{
  const AmbFinding *finding = self->finding;
  const AmbField *field = finding->field;

  self->was = format_value (store, field, finding->base);
  self->yours = format_value (store, field, finding->mine);
  self->theirs = format_value (store, field, finding->theirs);
  self->was_who = dup_was_who (store, finding);
  /* Translators: who changed it: the person at this desktop */
  self->yours_who = format_who (_ ("You"), get_instant (finding->op));
  if ((field->type == AMB_FIELD_LONG_TEXT || field->type == AMB_FIELD_MARKDOWN) &&
      finding->base != NULL)
    {
      self->yours_marked = mark_lines (finding->base, finding->mine);
      self->theirs_marked = mark_lines (finding->base, finding->theirs);
    }
}

/* @parked: how many operations wait at all */
static void
list_waiting (AmbAttentionItem *self, AmbStore *store)
{
  g_autoptr (GPtrArray) operations = amb_sync_list_waiting (store, self->finding->id, NULL);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const AmbOperation *operation = g_ptr_array_index (operations, i);
      g_autofree char *title = amb_store_dup_title (store, operation->entity, operation->id);

      /* Translators: a record and what it is: “Tom Baker (Ambassador)” */
      g_ptr_array_add (self->waiting,
                       g_strdup_printf (_ ("%s (%s)"),
                                        title != NULL ? title : _ (operation->entity->label),
                                        _ (operation->entity->label)));
    }
}

/* A removal that nobody can carry through isn't offered: the reason and the way out are said. */
static void
drop_removal (AmbAttentionItem *self, AmbStore *store)
{
  const AmbFinding *finding = self->finding;
  g_autoptr (AmbRecord) record = amb_store_lookup (store, finding->entity, finding->id, NULL);
  g_autoptr (GPtrArray) dependents =
      record != NULL ? amb_list_dependents (store, finding->entity, finding->id, NULL) : NULL;
  const AmbDependent *refusal = dependents != NULL ? amb_find_refusal (dependents) : NULL;
  g_autofree char *kept = refusal != NULL ? amb_dup_kept (store, record, refusal) : NULL;
  g_autofree char *what = NULL;

  if (kept == NULL)
    return;
  for (guint i = self->resolutions->len; i-- > 0;)
    if (g_array_index (self->resolutions, AmbResolution, i) == AMB_RESOLVE_DELETE_ANYWAY)
      g_array_remove_index (self->resolutions, i);
  what = g_steal_pointer (&self->what);
  self->what = g_strjoin (" ", what, kept, NULL);
}

static AmbAttentionItem *
new_item (AmbStore *store, AmbFinding *finding, gboolean has_parked)
{
  AmbAttentionItem *self = g_new0 (AmbAttentionItem, 1);

  self->finding = finding;
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  self->title = dup_title (store, finding);
  self->resolutions = amb_sync_list_resolutions (finding);
  self->what = describe (self);
  if (amb_attention_item_fits (self, AMB_RESOLVE_DELETE_ANYWAY))
    drop_removal (self, store);
  if (finding->field != NULL)
    describe_versions (self, store);
  self->who = format_who (finding->by, finding->by_at);
  if (finding->is_conflict && finding->field == NULL)
    add_changes (self, store);
  if (finding->is_conflict)
    return self;
  if (!amb_sync_is_duplicate (finding) || !add_compared (self, store))
    add_typed (self, store);
  self->typed = join_typed (self);
  if (has_parked && g_strcmp0 (finding->kind, "create") == 0)
    list_waiting (self, store);
  return self;
}

static gboolean
is_of (const AmbFinding *a, const AmbFinding *b)
{
  return a->entity == b->entity && g_strcmp0 (a->id, b->id) == 0;
}

/* The findings of the newest one's record, then those of the next, up to @limit records. */
static GPtrArray *
group (GPtrArray *findings, guint limit)
{
  GPtrArray *grouped = g_ptr_array_new ();

  for (guint i = 0, n = 0; i < findings->len && (limit == 0 || n < limit); i++)
    {
      AmbFinding *first = findings->pdata[i];

      if (first == NULL)
        continue;
      n++;
      for (guint k = i; k < findings->len; k++)
        if (findings->pdata[k] != NULL && is_of (first, findings->pdata[k]))
          g_ptr_array_add (grouped, g_steal_pointer (&findings->pdata[k]));
    }
  return grouped;
}

GPtrArray *
amb_attention_items_read (AmbStore *store, guint limit, guint *total, GError **error)
{
  g_autoptr (GPtrArray) findings = amb_findings_list (store, error);
  g_autoptr (GPtrArray) grouped = NULL;
  gint64 parked = 0;
  GPtrArray *items;

  if (findings == NULL || !amb_db_query_int (amb_store_get_db (store), &parked, 0, error,
                                             "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = ?)",
                                             "i", (gint64) AMB_OPERATION_PARKED))
    return NULL;
  if (total != NULL)
    *total = findings->len;
  grouped = group (findings, limit);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_attention_item_free);
  for (guint i = 0; i < grouped->len; i++)
    g_ptr_array_add (items, new_item (store, g_ptr_array_index (grouped, i), parked != 0));
  return items;
}

gboolean
amb_attention_item_fits (const AmbAttentionItem *self, AmbResolution resolution)
{
  for (guint i = 0; i < self->resolutions->len; i++)
    if (g_array_index (self->resolutions, AmbResolution, i) == resolution)
      return TRUE;
  return FALSE;
}

gboolean
amb_attention_item_is_same_record (const AmbAttentionItem *self, const AmbAttentionItem *other)
{
  return is_of (self->finding, other->finding);
}

/* Leaving it as the server has it. */
static const char *
get_their_verb (const AmbAttentionItem *self)
{
  if (amb_attention_item_fits (self, AMB_RESOLVE_MERGE))
    return _ ("Drop Mine");
  if (amb_attention_item_fits (self, AMB_RESOLVE_RESTORE_WITH_MINE))
    return _ ("Leave It Removed");
  if (!self->finding->is_conflict)
    return _ ("Leave It");
  return self->finding->field != NULL ? _ ("Keep Theirs") : _ ("Keep It");
}

const char *
amb_attention_item_get_verb (const AmbAttentionItem *self, AmbResolution resolution)
{
  switch (resolution)
    {
    case AMB_RESOLVE_MINE:
      return self->finding->is_conflict ? _ ("Keep Mine") : _ ("Try Again");
    case AMB_RESOLVE_THEIRS:
      return get_their_verb (self);
    case AMB_RESOLVE_VALUE:
      return amb_attention_item_fits (self, AMB_RESOLVE_MERGE) ? _ ("Keep Both…") : _ ("Edit…");
    case AMB_RESOLVE_RESTORE_WITH_MINE:
      return _ ("Restore With My Changes");
    case AMB_RESOLVE_DELETE_ANYWAY:
      return _ ("Delete Anyway");
    case AMB_RESOLVE_MERGE:
      return _ ("Merge Into the Existing One");
    default:
      return "";
    }
}

char *
amb_attention_item_dup_outcome (const AmbAttentionItem *self, AmbResolution resolution)
{
  const gboolean of_field = self->finding->is_conflict && self->finding->field != NULL;
  const char *what = self->title;

  if (of_field && resolution == AMB_RESOLVE_MINE)
    what = self->yours;
  else if (of_field && resolution == AMB_RESOLVE_THEIRS)
    what = self->theirs;
  else if (of_field)
    what = _ (self->finding->field->label);
  /* Translators: what a button does, and what comes of it: “Keep Mine: Lyon” */
  return g_strdup_printf (_ ("%s: %s"), amb_attention_item_get_verb (self, resolution), what);
}

char *
amb_attention_item_dup_done (const AmbAttentionItem *self, AmbResolution resolution)
{
  switch (resolution)
    {
    case AMB_RESOLVE_VALUE:
      return g_strdup_printf (_ ("Settled with another value: %s"), self->title);
    case AMB_RESOLVE_DELETE_ANYWAY:
      return g_strdup_printf (_ ("Deleted: %s"), self->title);
    case AMB_RESOLVE_RESTORE_WITH_MINE:
      return g_strdup_printf (_ ("Restored with your changes: %s"), self->title);
    case AMB_RESOLVE_MERGE:
      return g_strdup_printf (_ ("Merged into the existing one: %s"), self->title);
    case AMB_RESOLVE_THEIRS:
      return g_strdup_printf (self->finding->is_conflict ? _ ("Kept theirs: %s") : _ ("Left: %s"),
                              self->title);
    case AMB_RESOLVE_MINE:
    default:
      return g_strdup_printf (
          self->finding->is_conflict ? _ ("Kept yours: %s") : _ ("Tried again: %s"), self->title);
    }
}
