#include "amb-person-sections.h"

#include "amb-display.h"
#include "amb-person-profile.h"
#include "amb-person-roles.h"
#include "amb-reference.h"

#include <glib/gi18n.h>

#define SHOWN     25
#define SEPARATOR " · "

// clang-format off
static const AmbPersonSource tasks[] = {
  { N_("Asked of this person"), "task", "ambassador-id", NULL, "asked-at", NULL, "kind standing due-on minutes" },
  { NULL }
};

static const AmbPersonSource training[] = {
  { N_("Tracks"), "enrolment", "ambassador-id", NULL, "started-on", "track-id", "standing due completed-on" },
  { N_("Sessions"), "attendance", "ambassador-id", NULL, NULL, "session-id", "presence" },
  { N_("Mentored by"), "mentoring", "mentee-id", NULL, "starts-on", "mentor-id", "state starts-on" },
  { N_("Mentor of"), "mentoring", "mentor-id", NULL, "starts-on", "mentee-id", "state starts-on" },
  { N_("Prior learning"), "evidence", "ambassador-id", NULL, NULL, NULL, "kind state" },
  { NULL }
};

static const AmbPersonSource activity[] = {
  { N_("What was done"), "activity", "ambassador-id", NULL, "at", "what", "kind at source provenance" },
  { NULL }
};

static const AmbPersonSource content[] = {
  { N_("Looks after"), "content-item", "owner-id", NULL, "publish-on", NULL, "standing publish-on" },
  { N_("Wrote"), "content-item", "author-id", NULL, "publish-on", NULL, "standing publish-on" },
  { N_("Published"), "publication", "by-id", NULL, "published-at", "item-id", "channel-id published-at" },
  { NULL }
};

static const AmbPersonSource signals[] = {
  { N_("Reported"), "signal", "reporter-id", NULL, "captured-at", NULL, "standing captured-at" },
  { N_("Looks after"), "signal", "owner-id", NULL, "captured-at", NULL, "standing due-at" },
  { N_("Answered"), "response", "by-id", NULL, "at", "signal-id", "kind at" },
  { NULL }
};

static const AmbPersonSource consents[] = {
  { N_("Consents"), "consent", "ambassador-id", NULL, "given-on", "purpose", "standing given-on withdrawn-on text-version" },
  { N_("Privacy requests"), "privacy-request", "ambassador-id", NULL, "received-on", "kind", "standing received-on due-on" },
  { NULL }
};

static const AmbPersonSource history[] = {
  { N_("Moves"), "transition", "record", "entity=ambassador", "at", "to", "from by at why imported" },
  { NULL }
};

static const AmbPersonSource gained[] = {
  { N_("Certificates"), "certificate", "ambassador-id", NULL, "issued-on", "track-id", "level standing issued-on expires-on" },
  { N_("Trainings completed"), "enrolment", "ambassador-id", "state=complete waived", "completed-on", "track-id", "completed-on" },
  { N_("Roles"), "assignment", "ambassador-id", "state=current ended", "starts-on", "role-id", "node-id starts-on ends-on" },
  { N_("Thanks"), "thanks", "ambassador-id", NULL, "at", "text", "signature at" },
  { N_("Nominated"), "nomination", "ambassador-id", NULL, "nominated-on", "call-id", "kind nominated-on" },
  { N_("Practices that others may use"), "practice", "author-id", "state=verified", "verified-until", NULL, "standing verified-until" },
  { NULL }
};

static const AmbPersonSection sections[] = {
  { "profile",  N_("Profile"),  "amb-person-symbolic", NULL, NULL, NULL, amb_person_profile_new },
  { "roles",    N_("Roles"),    "amb-role-symbolic", NULL, NULL, NULL, amb_person_roles_new },
  { "tasks",    N_("Tasks"),    "amb-task-symbolic", N_("Nothing Was Asked Yet"), N_("Ask… sends a request, with what speaks against it."), tasks },
  { "training", N_("Training"), "amb-training-symbolic", N_("No Training Yet"), N_("Whoever is enrolled in a track stands here with how far they are."), training },
  { "activity", N_("Activity"), "amb-clock-symbolic", N_("No Activity Yet"), N_("Requests done, shares and what is imported from the internal network come here."), activity },
  { "content",  N_("Content"),  "amb-content-symbolic", N_("No Content Yet"), N_("Items that this person wrote, looks after or published come here."), content },
  { "signals",  N_("Signals"),  "amb-signal-symbolic", N_("No Signals Yet"), N_("Signals that this person reported, looks after or answered come here."), signals },
  { "consents", N_("Consents"), "channel-secure-symbolic", N_("No Consent Yet"), N_("Charter, notice and voluntary confirmation come here with the checklist."), consents },
  { "history",  N_("History"),  "document-open-recent-symbolic", N_("Never Moved"), N_("Every move comes here: who, when and why."), history },
  { "gained",   N_("Gained"),   "starred-symbolic", N_("Nothing Gained Yet"), N_("Certificates, roles, thanks and practices come here."), gained },
  { NULL }
};
// clang-format on

const AmbPersonSection *
amb_person_sections (void)
{
  return sections;
}

static gboolean
may_read (const AmbPersonSource *source, AmbAccess access)
{
  return (amb_access_get_rights (access, amb_entity_find (source->entity)) & AMB_RIGHT_READ) != 0;
}

gboolean
amb_person_section_is_there (const AmbPersonSection *section, AmbContext *context)
{
  AmbAccess access = amb_context_get_access (context);

  if (section->may_show != NULL)
    return section->may_show (context);
  if (section->create != NULL)
    return TRUE;
  for (const AmbPersonSource *source = section->sources; source->entity != NULL; source++)
    if (may_read (source, access))
      return TRUE;
  return FALSE;
}

/* Reading. */

static void
row_free (gpointer data)
{
  AmbPersonRow *row = data;

  g_free (row->id);
  g_free (row->title);
  g_free (row->told);
  g_free (row);
}

static void
part_free (gpointer data)
{
  AmbPersonPart *part = data;

  g_ptr_array_unref (part->rows);
  g_free (part->query);
  g_free (part);
}

static AmbQuery *
new_query (const AmbPersonSource *source, const char *person)
{
  const AmbEntity *entity = amb_entity_find (source->entity);
  AmbQuery *query = amb_query_new (entity);

  amb_query_where (query, amb_entity_find_field (entity, source->person), AMB_MATCH_IN,
                   (const char *[]){ person, NULL });
  if (source->only != NULL)
    {
      g_auto (GStrv) sides = g_strsplit (source->only, "=", 2);
      g_auto (GStrv) values = g_strsplit (sides[1], " ", -1);

      amb_query_where (query, amb_entity_find_field (entity, sides[0]), AMB_MATCH_IN,
                       (const char *const *) values);
    }
  if (source->sort != NULL)
    query->sort = amb_entity_find_field (entity, source->sort);
  query->descending = source->sort != NULL;
  return query;
}

/* “” when unset */
static char *
dup_value (AmbStore *store, AmbRecord *record, const char *name)
{
  int index = amb_entity_get_field_index (amb_record_get_entity (record), name);
  g_autofree char *title = amb_reference_dup_title (store, record, (guint) index);

  return amb_display_record_value (record, (guint) index, title, amb_store_get_today (store));
}

/* “Imported”, and not “Yes”. */
static char *
dup_told_value (AmbStore *store, AmbRecord *record, const char *name)
{
  const AmbField *field = amb_entity_find_field (amb_record_get_entity (record), name);

  if (field->type != AMB_FIELD_BOOL)
    return dup_value (store, record, name);
  return g_strdup (g_strcmp0 (amb_record_get (record, name), "1") == 0 ? _ (field->label) : "");
}

/* A day says which one it is; states and kinds speak for themselves. */
static gboolean
needs_label (const AmbField *field)
{
  return field->type == AMB_FIELD_DATE || field->type == AMB_FIELD_INSTANT ||
         field->type == AMB_FIELD_WALL_TIME || field->type == AMB_FIELD_TEXT ||
         field->type == AMB_FIELD_LONG_TEXT || field->type == AMB_FIELD_DURATION ||
         field->type == AMB_FIELD_REF;
}

static char *
dup_told (AmbStore *store, AmbRecord *record, const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const AmbField *field = amb_entity_find_field (amb_record_get_entity (record), names[i]);
      g_autofree char *value = dup_told_value (store, record, names[i]);

      if (value == NULL || *value == '\0')
        continue;
      g_string_append (text, text->len > 0 ? SEPARATOR : "");
      if (needs_label (field))
        /* Translators: a field, its value: “Due on: 21 Nov” */
        g_string_append_printf (text, _ ("%s: %s"), _ (field->label), value);
      else
        g_string_append (text, value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static AmbPersonRow *
new_row (AmbStore *store, const AmbPersonSource *source, AmbRecord *record)
{
  AmbPersonRow *row = g_new0 (AmbPersonRow, 1);
  const char *title = amb_record_get_title (record);

  /* A move is told here whole; nothing more of it can be opened. */
  row->entity = amb_record_get_entity (record);
  row->id = g_strdup (amb_record_get_id (record));
  if (g_str_equal (source->entity, "transition"))
    row->entity = NULL;
  if (source->name != NULL)
    row->title = dup_value (store, record, source->name);
  if (row->title == NULL || *row->title == '\0')
    {
      g_free (row->title);
      row->title = g_strdup (title != NULL ? title : _ ("Without a name"));
    }
  row->told = dup_told (store, record, source->told);
  return row;
}

static AmbPersonPart *
read_part (AmbStore *store, const AmbPersonSource *source, const char *person, GError **error)
{
  g_autoptr (AmbQuery) query = new_query (source, person);
  g_autoptr (GPtrArray) records = amb_store_list (store, query, SHOWN, error);
  AmbPersonPart *part;

  if (records == NULL)
    return NULL;
  part = g_new0 (AmbPersonPart, 1);
  part->source = source;
  part->rows = g_ptr_array_new_with_free_func (row_free);
  part->query = amb_query_to_json (query);
  part->count = records->len;
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (part->rows, new_row (store, source, g_ptr_array_index (records, i)));
  if (records->len == SHOWN && !amb_store_count (store, query, &part->count, error))
    g_clear_pointer (&part, part_free);
  return part;
}

GPtrArray *
amb_person_section_read (AmbStore *store,
                         const AmbPersonSection *section,
                         AmbAccess access,
                         const char *person,
                         GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);

  for (const AmbPersonSource *source = section->sources; source->entity != NULL; source++)
    {
      AmbPersonPart *part =
          may_read (source, access) ? read_part (store, source, person, error) : NULL;

      if (part != NULL)
        g_ptr_array_add (parts, part);
      else if (may_read (source, access))
        return NULL;
    }
  return g_steal_pointer (&parts);
}
