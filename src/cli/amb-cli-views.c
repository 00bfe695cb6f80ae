/* Named views of a list, for the commands that take --view. */
#include "amb-cli.h"

AmbView *
amb_cli_read_view (
    AmbStore *store, const AmbEntity *entity, const char *name, char **title, GError **error)
{
  g_autoptr (GPtrArray) views = amb_named_views_list (store, entity, error);
  const AmbNamedView *view =
      views != NULL ? amb_named_views_choose (views, entity, name, error) : NULL;

  if (view == NULL)
    return NULL;
  *title = g_strdup (view->title);
  return amb_view_from_json (entity, view->query);
}

/* What a set contains may be asked for in two ways. */
static gboolean
is_asked_for (const AmbQuery *query, const AmbCondition *c)
{
  return amb_query_find_condition (query, c->field, c->match) != NULL ||
         (c->match == AMB_MATCH_CONTAINS &&
          amb_query_find_condition (query, c->field, AMB_MATCH_IN) != NULL);
}

gboolean
amb_cli_merge_view (AmbQuery *query, const AmbView *view)
{
  gboolean is_changed = amb_query_is_filtered (query);

  for (guint i = 0; i < view->query->conditions->len; i++)
    {
      const AmbCondition *c = g_ptr_array_index (view->query->conditions, i);

      if (!is_asked_for (query, c))
        amb_query_where (query, c->field, c->match, (const char *const *) c->values);
    }
  if (query->search == NULL)
    query->search = g_strdup (view->query->search);
  if (query->sort == NULL)
    {
      query->sort = view->query->sort;
      query->descending = view->query->descending;
    }
  return is_changed;
}
