/* Replies to pushes as a client reads them. */
#include "amb-push.h"
#include "amb-clock.h"

#include <glib/gi18n-lib.h>

// clang-format off
static const char *const statuses[] = {
  [AMB_PUSH_APPLIED]  = "applied",
  [AMB_PUSH_MERGED]   = "merged",
  [AMB_PUSH_CONFLICT] = "conflict",
  [AMB_PUSH_REJECTED] = "rejected",
};
// clang-format on

const char *
amb_push_status_to_text (AmbPushStatus status)
{
  return statuses[status];
}

static gboolean
status_from_text (const char *text, AmbPushStatus *status)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i], text))
      {
        *status = i;
        return TRUE;
      }
  return FALSE;
}

void
amb_push_result_free (AmbPushResult *self)
{
  g_clear_pointer (&self->conflicts, g_array_unref);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->json, amb_json_free);
  g_free (self);
}

void
amb_push_reply_free (AmbPushReply *self)
{
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_free (self->epoch);
  g_free (self);
}

static void
read_conflicts (AmbPushResult *self, const AmbJsonNode *array)
{
  for (const AmbJsonNode *item = amb_json_node_get_first (array); item != NULL;
       item = amb_json_node_get_next (item))
    {
      const char *at = amb_json_node_get_member_string (item, "at");
      AmbPushConflict conflict = {
        .field = amb_json_node_get_member_string (item, "field"),
        .base = amb_json_node_get_member_int (item, "base", 0),
        .ver = amb_json_node_get_member_int (item, "ver", 0),
        .mine = amb_json_node_get_member (item, "mine"),
        .theirs = amb_json_node_get_member (item, "theirs"),
        .by = amb_json_node_get_member_string (item, "by"),
      };
      if (at != NULL)
        amb_instant_parse (at, &conflict.at);
      g_array_append_val (self->conflicts, conflict);
    }
}

static gboolean
read_result (AmbPushReply *reply, AmbJson *json, GError **error)
{
  g_autoptr (AmbPushResult) self = g_new0 (AmbPushResult, 1);
  const AmbJsonNode *node = amb_json_get_root (json);

  self->json = json;
  self->conflicts = g_array_new (FALSE, FALSE, sizeof (AmbPushConflict));
  self->n = amb_json_node_get_member_int (node, "n", -1);
  self->op = amb_json_node_get_member_string (node, "op");
  self->ver = amb_json_node_get_member_int (node, "ver", 0);
  if (self->n < 0 || self->op == NULL ||
      !status_from_text (amb_json_node_get_member_string (node, "status"), &self->status))
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_FRAME,
                             _ ("The server answered an operation in a way that this program "
                                "doesn’t understand."));
      return FALSE;
    }
  if (self->status == AMB_PUSH_REJECTED)
    self->problem = amb_problem_read_json (amb_json_node_get_member (node, "problem"), 409);
  read_conflicts (self, amb_json_node_get_member (node, "conflicts"));
  g_ptr_array_add (reply->results, g_steal_pointer (&self));
  return TRUE;
}

AmbPushReply *
amb_push_reply_read (GBytes *body, GError **error)
{
  g_autoptr (AmbFrameReader) reader = amb_frame_reader_new (body, "ops", error);
  if (reader == NULL)
    return NULL;

  const AmbJsonNode *end = amb_frame_reader_get_end (reader);
  g_autoptr (AmbPushReply) reply = g_new0 (AmbPushReply, 1);
  reply->results = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_push_result_free);
  reply->epoch = g_strdup (amb_json_node_get_member_string (end, "epoch"));
  reply->through = amb_json_node_get_member_int (end, "through", 0);
  reply->mark = amb_json_node_get_member_int (end, "mark", 0);
  for (;;)
    {
      AmbJson *line = NULL;
      if (!amb_frame_reader_next (reader, &line, error))
        return NULL;
      if (line == NULL)
        return g_steal_pointer (&reply);
      if (!read_result (reply, line, error))
        return NULL;
    }
}
