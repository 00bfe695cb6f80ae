/* Cursors: where a client stands in the feed; opaque and authenticated on the wire. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMB_CURSOR_KEY_SIZE 32

/* A scope that still bootstraps: its feed is read from 0. */
typedef struct
{
  char *scope;
  gint64 start; /* the head when the bootstrap began: removals up to it needn't be sent */
  gint64 pos;   /* delivered up to this version */
  gint64 gen;   /* generation of the memberships that this bootstrap renews */
} AmbCursorScope;

typedef struct
{
  char *epoch;
  gint64 gen;        /* grants generation of the principal */
  gint64 pos;        /* position of all scopes that are complete */
  GPtrArray *scopes; /* of AmbCursorScope, those that bootstrap */
} AmbCursor;

AmbCursor *amb_cursor_new (const char *epoch, gint64 gen, gint64 pos);
void amb_cursor_free (AmbCursor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbCursor, amb_cursor_free)

/** amb_cursor_add_scope: begins a bootstrap; the cursor copies @scope */
AmbCursorScope *
amb_cursor_add_scope (AmbCursor *self, const char *scope, gint64 start, gint64 pos, gint64 gen);
/** amb_cursor_find_scope: (nullable): borrowed */
AmbCursorScope *amb_cursor_find_scope (AmbCursor *self, const char *scope);
void amb_cursor_remove_scope (AmbCursor *self, const char *scope);
/** amb_cursor_get_mark: the least position of all scopes */
gint64 amb_cursor_get_mark (const AmbCursor *self);

/**
 * amb_cursor_encode:
 * @key: AMB_CURSOR_KEY_SIZE secret bytes of the server
 * @principal: for whom it is made; another's cursor is refused
 *
 * Returns: (transfer full): base64url of the content and its HMAC-SHA256
 */
char *amb_cursor_encode (const AmbCursor *self, const guint8 *key, gint64 principal);
/** amb_cursor_decode: (transfer full): NULL with AMB_PROBLEM_BAD_CURSOR for anything that this key
 * didn't make for @principal */
AmbCursor *
amb_cursor_decode (const char *text, const guint8 *key, gint64 principal, GError **error);

G_END_DECLS
