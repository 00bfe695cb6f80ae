#include "amb-named-views.h"

#include "amb-error.h"
#include "amb-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const AmbEntity *
get_entity (void)
{
  return amb_entity_find ("named-view");
}

static void
named_view_free (AmbNamedView *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->query);
  g_free (self);
}

/* Who acts, as the store has it. */
typedef struct
{
  AmbStore *store;
  AmbAccess access;
  char *person; /* nullable */
} Reader;

static gboolean
may (const Reader *reader, AmbRecord *record, AmbRight right)
{
  return amb_access_get_rights (reader->access, get_entity ()) & right &&
         amb_check_place (reader->store, reader->access, record, NULL);
}

static gboolean
is_mine (const Reader *reader, AmbRecord *record)
{
  const char *owner = amb_record_get (record, "owner-id");

  return owner != NULL ? g_strcmp0 (owner, reader->person) == 0
                       : reader->access == AMB_ACCESS_MANAGER;
}

static AmbNamedView *
named_view_new (const Reader *reader, AmbRecord *record)
{
  const char *title = amb_record_get_title (record);
  AmbNamedView *self = g_new0 (AmbNamedView, 1);

  self->id = g_strdup (amb_record_get_id (record));
  self->title = g_strdup (title != NULL ? title : "–");
  self->query = g_strdup (amb_record_get (record, "query"));
  self->is_shared = g_strcmp0 (amb_record_get (record, "visibility"), "shared") == 0;
  self->is_mine = is_mine (reader, record);
  self->may_change = may (reader, record, AMB_RIGHT_UPDATE);
  self->may_remove = may (reader, record, AMB_RIGHT_DELETE);
  self->position = amb_record_get_int (record, "position", G_MAXINT64);
  return self;
}

static int
compare_views (gconstpointer a, gconstpointer b)
{
  const AmbNamedView *x = *(AmbNamedView *const *) a, *y = *(AmbNamedView *const *) b;
  g_autofree char *x_key = NULL, *y_key = NULL;
  int order;

  if (x->is_shared != y->is_shared)
    return x->is_shared - y->is_shared;
  if (x->position != y->position)
    return x->position < y->position ? -1 : 1;
  x_key = amb_text_fold (x->title);
  y_key = amb_text_fold (y->title);
  order = strcmp (x_key, y_key);
  return order != 0 ? order : strcmp (x->id, y->id);
}

static gboolean
read_views (const Reader *reader,
            const AmbEntity *entity,
            const char *visibility,
            GPtrArray *views,
            GError **error)
{
  g_autoptr (AmbQuery) query = amb_query_new (get_entity ());
  g_autoptr (GPtrArray) records = NULL;

  amb_query_where (query, amb_entity_find_field (get_entity (), "entity"), AMB_MATCH_IN,
                   (const char *const[]){ entity->name, NULL });
  amb_query_where (query, amb_entity_find_field (get_entity (), "visibility"), AMB_MATCH_IN,
                   (const char *const[]){ visibility, NULL });
  if (g_str_equal (visibility, "private"))
    amb_query_where (query, amb_entity_find_field (get_entity (), "owner-id"), AMB_MATCH_IN,
                     (const char *const[]){ "", reader->person, NULL });
  records = amb_store_list (reader->store, query, AMB_NAMED_VIEWS_MAX, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      AmbRecord *record = g_ptr_array_index (records, i);
      AmbNamedView *view = record != NULL ? named_view_new (reader, record) : NULL;

      if (view != NULL && (view->is_shared || view->is_mine))
        g_ptr_array_add (views, view);
      else if (view != NULL)
        named_view_free (view);
    }
  return records != NULL;
}

GPtrArray *
amb_named_views_list (AmbStore *store, const AmbEntity *entity, GError **error)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) named_view_free);
  g_autofree char *person = amb_store_dup_meta (store, "actor-person");
  const Reader reader = { store, amb_programme_read_access (store), person };

  if ((amb_access_get_rights (reader.access, get_entity ()) & AMB_RIGHT_READ) == 0)
    return g_steal_pointer (&views);
  if (!read_views (&reader, entity, "private", views, error) ||
      !read_views (&reader, entity, "shared", views, error))
    return NULL;
  g_ptr_array_sort (views, compare_views);
  return g_steal_pointer (&views);
}

const AmbNamedView *
amb_named_views_find (GPtrArray *views, const char *id)
{
  for (guint i = 0; i < views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (views, i);

      if (g_strcmp0 (view->id, id) == 0)
        return view;
    }
  return NULL;
}

static gboolean
has_title (const AmbNamedView *view, const char *key)
{
  g_autofree char *own = amb_text_fold (view->title);

  return g_str_equal (own, key);
}

const AmbNamedView *
amb_named_views_find_title (GPtrArray *views, const char *title)
{
  g_autofree char *key = amb_text_fold (title);

  for (guint i = 0; i < views->len; i++)
    if (has_title (g_ptr_array_index (views, i), key))
      return g_ptr_array_index (views, i);
  return NULL;
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_printf (out, "%s“%s”", out->len > 0 ? ", " : "", text);
}

static void
set_not_found (GPtrArray *views, const AmbEntity *entity, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    append_quoted (names, ((const AmbNamedView *) g_ptr_array_index (views, i))->title);
  if (views->len > 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no view “%1$s” of %2$s. There are: %3$s."), name,
                 _ (entity->label_plural), names->str);
  else
    g_set_error (error, AMB_ERROR, AMB_ERROR_NOT_FOUND,
                 _ ("There is no view “%1$s”: %2$s have none yet. Save one in their list."), name,
                 _ (entity->label_plural));
}

static char *
dup_candidate (const AmbNamedView *view)
{
  return view->is_shared ? g_strdup_printf (_ ("%s (shared)"), view->id)
                         : g_strdup_printf (_ ("%s (private)"), view->id);
}

const AmbNamedView *
amb_named_views_choose (GPtrArray *views, const AmbEntity *entity, const char *name, GError **error)
{
  const AmbNamedView *found = amb_named_views_find (views, name);
  g_autofree char *key = amb_text_fold (name);
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; found == NULL && i < views->len; i++)
    {
      const AmbNamedView *view = g_ptr_array_index (views, i);
      g_autofree char *candidate = dup_candidate (view);

      if (has_title (view, key))
        g_string_append_printf (ids, "%s%s", n++ > 0 ? ", " : "", candidate);
    }
  if (n == 1)
    found = amb_named_views_find_title (views, name);
  if (found == NULL && n == 0)
    set_not_found (views, entity, name, error);
  else if (found == NULL)
    /* Translators: ids follow, each with “(shared)” or “(private)” */
    g_set_error (error, AMB_ERROR, AMB_ERROR_CONFLICT,
                 _ ("“%1$s” is the name of several views. Take one by its id: %2$s."), name,
                 ids->str);
  return found;
}

/* What a lead or an ambassador writes is theirs, so there must be somebody whose it is. */
gboolean
amb_named_views_may_add (AmbAccess access, const char *person)
{
  return amb_access_get_rights (access, get_entity ()) & AMB_RIGHT_CREATE &&
         (access == AMB_ACCESS_MANAGER || person != NULL);
}

char *
amb_named_view_add (AmbProgramme *programme,
                    const AmbEntity *entity,
                    const char *title,
                    const char *query,
                    gboolean is_shared,
                    GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autofree char *person = amb_store_dup_meta (store, "actor-person");
  g_autoptr (AmbRecord) owner =
      person != NULL ? amb_store_get (store, amb_entity_find ("ambassador"), person, NULL) : NULL;
  g_autoptr (AmbRecord) record = amb_record_new (get_entity (), NULL);

  amb_record_set (record, "title", title);
  amb_record_set (record, "entity", entity->name);
  amb_record_set (record, "query", query);
  if (owner != NULL || amb_programme_get_access (programme) != AMB_ACCESS_MANAGER)
    amb_record_set (record, "owner-id", person);
  amb_record_set (record, "visibility", is_shared ? "shared" : "private");
  return amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, error);
}

/* The views of the kind of @id, in their order; (out) @at: where it stands. */
static GPtrArray *
list_kind (GPtrArray *views, const char *id, guint *at)
{
  const AmbNamedView *own = amb_named_views_find (views, id);
  GPtrArray *kind = g_ptr_array_new ();

  for (guint i = 0; own != NULL && i < views->len; i++)
    {
      AmbNamedView *view = g_ptr_array_index (views, i);

      if (view == own)
        *at = kind->len;
      if (view->is_shared == own->is_shared)
        g_ptr_array_add (kind, view);
    }
  return kind;
}

gboolean
amb_named_views_can_step (GPtrArray *views, const char *id, int by)
{
  guint at = 0;
  g_autoptr (GPtrArray) kind = list_kind (views, id, &at);

  for (guint i = 0; i < kind->len; i++)
    if (!((AmbNamedView *) g_ptr_array_index (kind, i))->may_change)
      return FALSE;
  return kind->len > 0 && (by < 0 ? at > 0 : at + 1 < kind->len);
}

static gboolean
set_position (AmbProgramme *programme, const AmbNamedView *view, guint position, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u", position);

  return view->position == position ||
         amb_programme_set_field (programme, get_entity (), view->id, "position", text, error);
}

gboolean
amb_named_view_step (
    AmbProgramme *programme, const AmbEntity *entity, const char *id, int by, GError **error)
{
  g_autoptr (GPtrArray) views =
      amb_named_views_list (amb_programme_get_store (programme), entity, error);
  g_autoptr (GPtrArray) kind = NULL;
  guint at = 0, to;

  if (views == NULL)
    return FALSE;
  if (!amb_named_views_can_step (views, id, by))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED,
                   _ ("This view can’t be moved there: it is at the end, or other views of the "
                      "list are not yours. Ask a manager of the programme."));
      return FALSE;
    }
  kind = list_kind (views, id, &at);
  to = by < 0 ? at - 1 : at + 1;
  for (guint i = 0; i < kind->len; i++)
    if (!set_position (programme, g_ptr_array_index (kind, i),
                       (i == at   ? to
                        : i == to ? at
                                  : i) +
                           1,
                       error))
      return FALSE;
  return TRUE;
}
