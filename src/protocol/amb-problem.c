/* The table of problems, and how they travel as errors and as JSON. */
#include "amb-problem.h"
#include "amb-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *title; /* N_() */
  guint status;
  AmbError error; /* what it means to a caller that shows it */
  gboolean retryable;
} Problem;

// clang-format off
static const Problem problems[] = {
  [AMB_PROBLEM_BAD_REQUEST]        = { "bad-request",        N_("The request can’t be understood"),  400, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_BAD_CURSOR]         = { "bad-cursor",         N_("The cursor is not valid"),          400, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_BAD_FRAME]          = { "bad-frame",          N_("The data arrived incomplete"),      400, AMB_ERROR_PROTOCOL,  TRUE },
  [AMB_PROBLEM_UNAUTHORIZED]       = { "unauthorized",       N_("Not signed in"),                    401, AMB_ERROR_DENIED,    FALSE },
  [AMB_PROBLEM_TOKEN_REVOKED]      = { "token-revoked",      N_("The token was revoked"),            401, AMB_ERROR_DENIED,    FALSE },
  [AMB_PROBLEM_FORBIDDEN]          = { "forbidden",          N_("Not allowed"),                      403, AMB_ERROR_DENIED,    FALSE },
  [AMB_PROBLEM_DEVICE_REVOKED]     = { "device-revoked",     N_("The device was revoked"),           403, AMB_ERROR_DENIED,    FALSE },
  [AMB_PROBLEM_NOT_FOUND]          = { "not-found",          N_("Not found"),                        404, AMB_ERROR_NOT_FOUND, FALSE },
  [AMB_PROBLEM_METHOD_NOT_ALLOWED] = { "method-not-allowed", N_("The method is not allowed here"),   405, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_SEQUENCE_GAP]       = { "sequence-gap",       N_("Operations are missing"),           409, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_DEVICE_FORK]        = { "device-fork",        N_("The device exists twice"),          409, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_STATE_CHANGED]      = { "state-changed",      N_("The state has changed meanwhile"),  409, AMB_ERROR_CONFLICT,  FALSE },
  [AMB_PROBLEM_STATE_BY_MOVE]      = { "state-by-move",      N_("A state changes only by a move"),   409, AMB_ERROR_REFUSED,   FALSE },
  [AMB_PROBLEM_REFUSED]            = { "refused",            N_("A rule says no"),                   409, AMB_ERROR_REFUSED,   FALSE },
  [AMB_PROBLEM_DUPLICATE]          = { "duplicate",          N_("Another record has this value"),    409, AMB_ERROR_REFUSED,   FALSE },
  [AMB_PROBLEM_ACTION_REFUSED]     = { "action-refused",     N_("Part of the action was refused"),   409, AMB_ERROR_REFUSED,   FALSE },
  [AMB_PROBLEM_NOT_EMPTY]          = { "not-empty",          N_("The server is not empty"),          409, AMB_ERROR_CONFLICT,  FALSE },
  [AMB_PROBLEM_GONE]               = { "gone",               N_("The record was deleted"),           410, AMB_ERROR_NOT_FOUND, FALSE },
  [AMB_PROBLEM_EPOCH_CHANGED]      = { "epoch-changed",      N_("The server was restored"),          410, AMB_ERROR_CONFLICT,  FALSE },
  [AMB_PROBLEM_STALE]              = { "stale",              N_("Somebody changed it since"),        412, AMB_ERROR_CONFLICT,  FALSE },
  [AMB_PROBLEM_TOO_LARGE]          = { "too-large",          N_("Too large"),                        413, AMB_ERROR_TOO_LARGE, FALSE },
  [AMB_PROBLEM_MEDIA_TYPE]         = { "media-type",         N_("The content type is not accepted"), 415, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_INVALID]            = { "invalid",            N_("A value is not valid"),             422, AMB_ERROR_INVALID,   FALSE },
  [AMB_PROBLEM_TOO_OLD]            = { "too-old",            N_("The program is too old"),           426, AMB_ERROR_TOO_NEW,   FALSE },
  [AMB_PROBLEM_IF_MATCH]           = { "if-match-required",  N_("If-Match is missing"),              428, AMB_ERROR_PROTOCOL,  FALSE },
  [AMB_PROBLEM_TOO_MANY]           = { "too-many-requests",  N_("Too many requests"),                429, AMB_ERROR_OFFLINE,   TRUE },
  [AMB_PROBLEM_INTERNAL]           = { "internal",           N_("The server failed"),                500, AMB_ERROR_FAILED,    TRUE },
  [AMB_PROBLEM_UNAVAILABLE]        = { "unavailable",        N_("The server is not available"),      503, AMB_ERROR_OFFLINE,   TRUE },
  [AMB_PROBLEM_FULL]               = { "storage-full",       N_("The server’s disk is full"),        507, AMB_ERROR_FULL,      TRUE },
};
// clang-format on
G_STATIC_ASSERT (G_N_ELEMENTS (problems) == AMB_PROBLEM_LAST + 1);

typedef struct
{
  char *other;
  char *field;
  gint64 last_n;
} AmbProblemErrorPrivate;

static void
amb_problem_error_private_init (AmbProblemErrorPrivate *priv)
{
  priv->last_n = -1;
}

static void
amb_problem_error_private_copy (const AmbProblemErrorPrivate *from, AmbProblemErrorPrivate *to)
{
  to->other = g_strdup (from->other);
  to->field = g_strdup (from->field);
  to->last_n = from->last_n;
}

static void
amb_problem_error_private_clear (AmbProblemErrorPrivate *priv)
{
  g_free (priv->other);
  g_free (priv->field);
}

G_DEFINE_EXTENDED_ERROR (AmbProblemError, amb_problem_error)

const char *
amb_problem_get_name (AmbProblemCode code)
{
  return problems[code].name;
}

gboolean
amb_problem_find (const char *name, AmbProblemCode *code)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (problems); i++)
    if (g_str_equal (problems[i].name, name))
      {
        *code = i;
        return TRUE;
      }
  return FALSE;
}

guint
amb_problem_get_status (AmbProblemCode code)
{
  return problems[code].status;
}

const char *
amb_problem_get_title (AmbProblemCode code)
{
  return _ (problems[code].title);
}

gboolean
amb_problem_is_retryable (AmbProblemCode code)
{
  return problems[code].retryable;
}

int
amb_problem_to_error (AmbProblemCode code)
{
  return problems[code].error;
}

void
amb_problem_set_error (GError **error, AmbProblemCode code, const char *format, ...)
{
  if (error == NULL)
    return;

  va_list args;
  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (AMB_PROBLEM_ERROR, code, format, args));
  va_end (args);
}

void
amb_problem_error_set_other (GError *error, const char *id)
{
  if (error == NULL)
    return;
  AmbProblemErrorPrivate *priv = amb_problem_error_get_private (error);
  g_free (priv->other);
  priv->other = g_strdup (id);
}

const char *
amb_problem_error_get_other (const GError *error)
{
  return error->domain == AMB_PROBLEM_ERROR ? amb_problem_error_get_private (error)->other : NULL;
}

void
amb_problem_error_set_field (GError *error, const char *field)
{
  if (error == NULL)
    return;
  AmbProblemErrorPrivate *priv = amb_problem_error_get_private (error);
  g_free (priv->field);
  priv->field = g_strdup (field);
}

const char *
amb_problem_error_get_field (const GError *error)
{
  return error->domain == AMB_PROBLEM_ERROR ? amb_problem_error_get_private (error)->field : NULL;
}

void
amb_problem_error_set_last_n (GError *error, gint64 last_n)
{
  if (error != NULL)
    amb_problem_error_get_private (error)->last_n = last_n;
}

gint64
amb_problem_error_get_last_n (const GError *error)
{
  return error->domain == AMB_PROBLEM_ERROR ? amb_problem_error_get_private (error)->last_n : -1;
}

static AmbProblemCode
code_of_kind (AmbError kind)
{
  switch (kind)
    {
    case AMB_ERROR_INVALID:
      return AMB_PROBLEM_INVALID;
    case AMB_ERROR_NOT_FOUND:
      return AMB_PROBLEM_NOT_FOUND;
    case AMB_ERROR_REFUSED:
      return AMB_PROBLEM_REFUSED;
    case AMB_ERROR_CONFLICT:
      return AMB_PROBLEM_STALE;
    case AMB_ERROR_DENIED:
      return AMB_PROBLEM_FORBIDDEN;
    case AMB_ERROR_TOO_LARGE:
      return AMB_PROBLEM_TOO_LARGE;
    case AMB_ERROR_PROTOCOL:
    case AMB_ERROR_USAGE:
      return AMB_PROBLEM_BAD_REQUEST;
    case AMB_ERROR_FULL:
      return AMB_PROBLEM_FULL;
    case AMB_ERROR_BUSY:
    case AMB_ERROR_OFFLINE:
      return AMB_PROBLEM_UNAVAILABLE;
    case AMB_ERROR_TOO_NEW:
      return AMB_PROBLEM_TOO_OLD;
    case AMB_ERROR_FAILED:
    case AMB_ERROR_CORRUPT:
    default:
      return AMB_PROBLEM_INTERNAL;
    }
}

AmbProblemCode
amb_problem_from_error (const GError *error)
{
  if (error->domain == AMB_PROBLEM_ERROR)
    return error->code;
  if (error->domain == AMB_ERROR)
    return code_of_kind (error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return AMB_PROBLEM_UNAVAILABLE;
  return AMB_PROBLEM_INTERNAL;
}

static void
append_text (GString *out, const char *name, const char *value)
{
  amb_json_append_key (out, name);
  amb_json_append_string (out, value);
}

void
amb_problem_append_json (const GError *error, const char *instance, GString *out)
{
  AmbProblemCode code = amb_problem_from_error (error);
  g_autofree char *type = g_strconcat ("urn:ambassade:problem:", problems[code].name, NULL);

  g_string_append_c (out, '{');
  append_text (out, "type", type);
  append_text (out, "title", amb_problem_get_title (code));
  amb_json_append_key (out, "status");
  g_string_append_printf (out, "%u", problems[code].status);
  if (problems[code].status < 500 || error->domain == AMB_PROBLEM_ERROR)
    append_text (out, "detail", error->message);
  if (instance != NULL)
    append_text (out, "instance", instance);
  append_text (out, "code", problems[code].name);
  amb_json_append_key (out, "retryable");
  g_string_append (out, problems[code].retryable ? "true" : "false");
  if (amb_problem_error_get_other (error) != NULL)
    append_text (out, "other", amb_problem_error_get_other (error));
  if (amb_problem_error_get_field (error) != NULL)
    {
      amb_json_append_key (out, "fields");
      g_string_append_c (out, '[');
      amb_json_append_string (out, amb_problem_error_get_field (error));
      g_string_append_c (out, ']');
    }
  if (amb_problem_error_get_last_n (error) >= 0)
    {
      amb_json_append_key (out, "last_n");
      g_string_append_printf (out, "%" G_GINT64_FORMAT, amb_problem_error_get_last_n (error));
    }
  g_string_append_c (out, '}');
}

/* What a code that this program doesn't know comes closest to: never one that is acted upon. */
static AmbProblemCode
code_of_status (guint status)
{
  if (status == problems[AMB_PROBLEM_REFUSED].status)
    return AMB_PROBLEM_REFUSED;
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i].status == status)
      return i;
  return status >= 500 ? AMB_PROBLEM_UNAVAILABLE : AMB_PROBLEM_BAD_REQUEST;
}

GError *
amb_problem_read_json (const AmbJsonNode *node, guint status)
{
  AmbProblemCode code;
  if (!amb_problem_find (amb_json_node_get_member_string (node, "code"), &code))
    code = code_of_status ((guint) amb_json_node_get_member_int (node, "status", status));

  const char *detail = amb_json_node_get_member_string (node, "detail");
  if (detail == NULL)
    detail = amb_json_node_get_member_string (node, "title");
  if (detail == NULL)
    detail = amb_problem_get_title (code);

  GError *error = g_error_new_literal (AMB_PROBLEM_ERROR, code, detail);
  amb_problem_error_set_other (error, amb_json_node_get_member_string (node, "other"));
  amb_problem_error_set_last_n (error, amb_json_node_get_member_int (node, "last_n", -1));
  const AmbJsonNode *fields = amb_json_node_get_member (node, "fields");
  if (amb_json_node_get_first (fields) != NULL)
    amb_problem_error_set_field (error,
                                 amb_json_node_get_string (amb_json_node_get_first (fields)));
  return error;
}
