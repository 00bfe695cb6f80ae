/* Pushes: each operation exactly once, each action whole, one bad one never in the way. */
#include "amb-server-private.h"

#include "amb-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  AmbServerCore *core;
  const AmbPrincipal *principal;
  AmbFrameWriter *writer;
  gint64 device;
  gint64 last_n;   /* −1: the device has sent nothing yet */
  gboolean claims; /* it is of a whole programme that is being sent */
} Push;

/* Is it the author's fault? Then it is a result; else the whole push fails and is sent again. */
static gboolean
is_rejection (const GError *error)
{
  static const AmbError kinds[] = { AMB_ERROR_INVALID,  AMB_ERROR_NOT_FOUND, AMB_ERROR_REFUSED,
                                    AMB_ERROR_CONFLICT, AMB_ERROR_DENIED,    AMB_ERROR_TOO_LARGE };

  if (error->domain == AMB_PROBLEM_ERROR)
    return amb_problem_get_status (error->code) < 500;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_error_matches (error, AMB_ERROR, kinds[i]))
      return TRUE;
  return FALSE;
}

static gboolean
find_device (Push *push, const char *id, GError **error)
{
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row;

  if (!amb_server_core_register_device (push->core, push->principal, id, error))
    return FALSE;
  stmt = amb_db_prepare (push->core->db, "SELECT rid, last_n FROM device WHERE id = ?", error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, id);
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  push->device = amb_stmt_get_int (stmt, 0);
  push->last_n = amb_stmt_get_int (stmt, 1);
  return TRUE;
}

static void
append_result (Push *push, gint64 n, const char *result)
{
  g_string_append_printf (amb_frame_writer_get_buffer (push->writer),
                          "{\"n\":%" G_GINT64_FORMAT ",%s}", n, result);
  amb_frame_writer_end_line (push->writer, TRUE);
}

static gboolean
keep_result (Push *push, const AmbPushOperation *operation, const char *result, GError **error)
{
  append_result (push, operation->n, result);
  push->last_n = operation->n;
  return amb_db_run (push->core->db, error,
                     "INSERT INTO operation (device, n, op, result, at) VALUES (?, ?, ?, ?, ?)",
                     "iitti", push->device, operation->n, operation->op, result,
                     amb_clock_now (amb_store_get_clock (push->core->store)));
}

static char *
format_outcome (const AmbPushOperation *operation, const AmbServerOutcome *outcome)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "\"op\":\"%s\",\"status\":\"%s\",\"ver\":%" G_GINT64_FORMAT,
                          operation->op, amb_push_status_to_text (outcome->status), outcome->ver);
  if (outcome->conflicts->len > 0)
    g_string_append_printf (text, ",\"conflicts\":[%s]", outcome->conflicts->str);
  return g_string_free (text, FALSE);
}

static char *
format_rejection (const AmbPushOperation *operation, const GError *problem)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "\"op\":\"%s\",\"status\":\"rejected\",\"problem\":", operation->op);
  amb_problem_append_json (problem, NULL, text);
  return g_string_free (text, FALSE);
}

/* An operation that was sent before: the stored line. */
static gboolean
repeat (Push *push, const AmbPushOperation *operation, GError **error)
{
  g_autofree char *op = NULL;
  g_autofree char *result = NULL;

  if (!amb_db_query_text (push->core->db, &op, error,
                          "SELECT op FROM operation WHERE device = ? AND n = ?", "ii", push->device,
                          operation->n) ||
      !amb_db_query_text (push->core->db, &result, error,
                          "SELECT result FROM operation WHERE device = ? AND n = ?", "ii",
                          push->device, operation->n))
    return FALSE;
  if (g_strcmp0 (op, operation->op) != 0)
    {
      amb_problem_set_error (error, AMB_PROBLEM_DEVICE_FORK,
                             _ ("Operation %" PRId64 " of this device was another one: the "
                                "device exists twice, perhaps from a copied profile. Take a new "
                                "device id and number the operations anew."),
                             operation->n);
      return FALSE;
    }
  append_result (push, operation->n, result);
  return TRUE;
}

/* Operations of a device of this principal: a result may tell of records that others don't see. */
#define OWN_OPERATION                                                                              \
  " FROM operation o JOIN device d ON d.rid = o.device WHERE o.op = ? AND d.principal = ? LIMIT 1"

/* Known under another device (a copied profile): the result that it had there. */
static gboolean
answer_known (Push *push, const AmbPushOperation *operation, gboolean *known, GError **error)
{
  g_autofree char *result = NULL;

  if (!amb_db_query_text (push->core->db, &result, error, "SELECT o.result" OWN_OPERATION, "ti",
                          operation->op, push->principal->id))
    return FALSE;
  *known = result != NULL;
  return result == NULL || keep_result (push, operation, result, error);
}

static gboolean
reject_group (Push *push,
              AmbPushOperation **operations,
              guint n,
              guint culprit,
              const GError *problem,
              GError **error)
{
  g_autoptr (GError) other = NULL;

  amb_problem_set_error (&other, AMB_PROBLEM_ACTION_REFUSED,
                         _ ("Another part of the same action was refused: %s"), problem->message);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *result = format_rejection (operations[i], i == culprit ? problem : other);

      if (!keep_result (push, operations[i], result, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_size (AmbPushOperation **operations, guint n, GError **error)
{
  gsize size = 0;

  for (guint i = 0; i < n; i++)
    size += operations[i]->size;
  if (n <= AMB_MAX_TX_OPERATIONS && size <= AMB_MAX_TX_BYTES)
    return TRUE;
  amb_problem_set_error (error, AMB_PROBLEM_TOO_LARGE,
                         _ ("One action may hold %d operations and %d bytes. Do it in smaller "
                            "parts."),
                         AMB_MAX_TX_OPERATIONS, AMB_MAX_TX_BYTES);
  return FALSE;
}

/* All operations of one action; @results gets a line each, @culprit the one that was refused. */
static gboolean
apply_group (Push *push,
             AmbPushOperation **operations,
             guint n,
             GPtrArray *results,
             guint *culprit,
             GError **error)
{
  AmbServerTx tx = {
    .core = push->core,
    .principal = push->principal,
    .device = push->device,
    .claims = push->claims,
    .operations = operations,
    .n_operations = n,
  };

  *culprit = 0;
  if (!check_size (operations, n, error) || !amb_server_tx_begin (&tx, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) conflicts = g_string_new (NULL);
      AmbServerOutcome outcome = { .conflicts = conflicts };
      gboolean ok = operations[i]->problem == NULL;

      *culprit = i;
      if (!ok)
        g_propagate_error (error, g_error_copy (operations[i]->problem));
      if (!ok || !amb_server_tx_place (&tx, operations[i]->took, error) ||
          !amb_server_apply (&tx, operations[i], &outcome, error))
        {
          amb_server_tx_rollback (&tx);
          return FALSE;
        }
      g_ptr_array_add (results, format_outcome (operations[i], &outcome));
    }
  return amb_server_tx_commit (&tx, error);
}

static gboolean
push_group (Push *push, AmbPushOperation **operations, guint n, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  guint culprit;

  if (!apply_group (push, operations, n, results, &culprit, &local))
    {
      if (is_rejection (local))
        return reject_group (push, operations, n, culprit, local, error);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!keep_result (push, operations[i], g_ptr_array_index (results, i), error))
      return FALSE;
  return TRUE;
}

/* How many operations from @start on belong to one action and are new; that at @start is. */
static gboolean
measure_group (Push *push, GPtrArray *operations, guint start, guint *n, GError **error)
{
  const char *tx = ((AmbPushOperation *) g_ptr_array_index (operations, start))->tx;

  for (*n = 1; start + *n < operations->len; (*n)++)
    {
      const AmbPushOperation *operation = g_ptr_array_index (operations, start + *n);
      gint64 known;

      if (!g_str_equal (operation->tx, tx))
        return TRUE;
      if (!amb_db_query_int (push->core->db, &known, 0, error, "SELECT 1" OWN_OPERATION, "ti",
                             operation->op, push->principal->id))
        return FALSE;
      if (known != 0)
        return TRUE;
    }
  return TRUE;
}

static gboolean
push_all (Push *push, GPtrArray *operations, GError **error)
{
  guint i = 0;

  while (i < operations->len)
    {
      const AmbPushOperation *operation = g_ptr_array_index (operations, i);
      gboolean known = FALSE;
      guint n;

      if (operation->n <= push->last_n)
        {
          if (!repeat (push, operation, error))
            return FALSE;
          i++;
          continue;
        }
      if (!answer_known (push, operation, &known, error))
        return FALSE;
      if (known)
        {
          i++;
          continue;
        }
      if (!measure_group (push, operations, i, &n, error) ||
          !push_group (push, (AmbPushOperation **) &operations->pdata[i], n, error))
        return FALSE;
      i += n;
    }
  return TRUE;
}

static gboolean
check_gap (Push *push, gint64 n0, GError **error)
{
  if (push->last_n < 0 || n0 <= push->last_n + 1)
    return TRUE;

  g_autoptr (GError) gap = NULL;
  amb_problem_set_error (&gap, AMB_PROBLEM_SEQUENCE_GAP,
                         _ ("The operations after %" PRId64 " are missing. Send them first."),
                         push->last_n);
  amb_problem_error_set_last_n (gap, push->last_n);
  g_propagate_error (error, g_steal_pointer (&gap));
  return FALSE;
}

static gboolean
run (Push *push, AmbPush *body, GError **error)
{
  return find_device (push, body->device, error) && check_gap (push, body->n0, error) &&
         amb_server_claim_take (push->core, push->principal, body->claim, &push->claims, error) &&
         push_all (push, body->operations, error) &&
         (!push->claims || !body->is_last || amb_server_claim_close (push->core, error)) &&
         amb_db_run (push->core->db, error, "UPDATE device SET last_n = ?, at = ? WHERE rid = ?",
                     "iii", push->last_n, amb_clock_now (amb_store_get_clock (push->core->store)),
                     push->device) &&
         amb_db_commit (push->core->db, error);
}

GBytes *
amb_server_core_push (AmbServerCore *self,
                      const AmbPrincipal *principal,
                      GBytes *body,
                      GError **error)
{
  g_autoptr (AmbPush) read = amb_push_read (body, error);
  g_autoptr (AmbFrameWriter) writer = amb_frame_writer_new ();
  Push push = { .core = self, .principal = principal, .writer = writer };
  g_autofree char *members = NULL;
  gint64 head;

  if (read == NULL || !amb_db_begin (self->db, error))
    return NULL;
  head = amb_server_core_get_head (self);
  if (!run (&push, read, error))
    {
      amb_server_core_rollback (self);
      return NULL;
    }
  if (amb_server_core_get_head (self) != head)
    amb_server_core_emit_committed (self);
  members = g_strdup_printf ("\"through\":%" G_GINT64_FORMAT ",\"mark\":%" G_GINT64_FORMAT
                             ",\"epoch\":\"%s\"",
                             push.last_n, amb_server_core_get_head (self), self->epoch);
  return amb_frame_writer_finish (writer, "ops", members);
}
