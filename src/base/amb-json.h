/* The strict JSON reader (RFC 8259): the only one that may read bytes from outside. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A parsed document: nodes in one block, strings in one arena. Immutable after parsing. */
typedef struct _AmbJson AmbJson;
typedef struct _AmbJsonNode AmbJsonNode;

typedef enum
{
  AMB_JSON_NULL,
  AMB_JSON_BOOL,
  AMB_JSON_INT,     /* fits in int64 exactly */
  AMB_JSON_DECIMAL, /* has a fraction or an exponent: kept as its text */
  AMB_JSON_STRING,
  AMB_JSON_ARRAY,
  AMB_JSON_OBJECT,
} AmbJsonType;

#define AMB_JSON_MAX_DEPTH 16

/**
 * amb_json_parse:
 * @data: the bytes; need not end in NUL
 *
 * Strict RFC 8259: UTF-8 checked, no U+0000 and no lone surrogate in strings, depth ≤ 16, integers
 * exact in int64 (else refused), no duplicate keys, nothing after the value. Comments, trailing
 * commas, leading zeros, single quotes are refused.
 *
 * Returns: (transfer full): the document; NULL with AMB_ERROR_INVALID whose message gives the byte
 * offset
 */
AmbJson *amb_json_parse (const char *data, gsize length, GError **error);
void amb_json_free (AmbJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbJson, amb_json_free)

const AmbJsonNode *amb_json_get_root (const AmbJson *self);
AmbJsonType amb_json_node_get_type (const AmbJsonNode *node);

/* Members and items: borrowed, NULL when there is none. Every getter accepts a NULL node. */
const AmbJsonNode *amb_json_node_get_member (const AmbJsonNode *node, const char *name);
const AmbJsonNode *amb_json_node_get_first (const AmbJsonNode *node); /* of an array or object */
const AmbJsonNode *amb_json_node_get_next (const AmbJsonNode *node);
guint amb_json_node_get_length (const AmbJsonNode *node);
const char *
amb_json_node_get_key (const AmbJsonNode *node); /* of a member of an object, else NULL */

/* Values: the fallback when the node is NULL or of another type. */
const char *amb_json_node_get_string (const AmbJsonNode *node);      /* NULL when not a string */
const char *amb_json_node_get_number_text (const AmbJsonNode *node); /* INT or DECIMAL as written */
gint64 amb_json_node_get_int (const AmbJsonNode *node, gint64 fallback);
gboolean amb_json_node_get_bool (const AmbJsonNode *node, gboolean fallback);

/* Shorthands for a member of an object. */
const char *amb_json_node_get_member_string (const AmbJsonNode *node, const char *name);
gint64 amb_json_node_get_member_int (const AmbJsonNode *node, const char *name, gint64 fallback);

/** amb_json_node_append: writes the node back as compact JSON (bit-equal values, keys in order). */
void amb_json_node_append (const AmbJsonNode *node, GString *out);

/* Writing, for the bulk paths; small documents use json-glib. */
/** amb_json_append_string: @text quoted and escaped, or null */
void amb_json_append_string (GString *out, const char *text);
/** amb_json_append_key: `,` when @out needs one (its last byte is not `{`, `[` or `:`), then
 * "name": */
void amb_json_append_key (GString *out, const char *name);

G_END_DECLS
