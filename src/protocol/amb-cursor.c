/* Cursors as text: a JSON object and its HMAC, both in base64url. */
#include "amb-cursor.h"
#include "amb-json.h"
#include "amb-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAC_SIZE   32
#define MAX_CURSOR (256 * 1024)

static void
scope_free (AmbCursorScope *scope)
{
  g_free (scope->scope);
  g_free (scope);
}

AmbCursor *
amb_cursor_new (const char *epoch, gint64 gen, gint64 pos)
{
  AmbCursor *self = g_new0 (AmbCursor, 1);
  self->epoch = g_strdup (epoch);
  self->gen = gen;
  self->pos = pos;
  self->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) scope_free);
  return self;
}

void
amb_cursor_free (AmbCursor *self)
{
  g_free (self->epoch);
  g_ptr_array_unref (self->scopes);
  g_free (self);
}

AmbCursorScope *
amb_cursor_add_scope (AmbCursor *self, const char *scope, gint64 start, gint64 pos, gint64 gen)
{
  AmbCursorScope *added = g_new0 (AmbCursorScope, 1);
  added->scope = g_strdup (scope);
  added->start = start;
  added->pos = pos;
  added->gen = gen;
  g_ptr_array_add (self->scopes, added);
  return added;
}

static gboolean
is_scope_called (gconstpointer scope, gconstpointer name)
{
  return g_str_equal (((const AmbCursorScope *) scope)->scope, name);
}

AmbCursorScope *
amb_cursor_find_scope (AmbCursor *self, const char *scope)
{
  guint index;
  if (!g_ptr_array_find_with_equal_func (self->scopes, scope, is_scope_called, &index))
    return NULL;
  return g_ptr_array_index (self->scopes, index);
}

void
amb_cursor_remove_scope (AmbCursor *self, const char *scope)
{
  guint index;
  if (g_ptr_array_find_with_equal_func (self->scopes, scope, is_scope_called, &index))
    g_ptr_array_remove_index (self->scopes, index);
}

gint64
amb_cursor_get_mark (const AmbCursor *self)
{
  gint64 mark = self->pos;
  for (guint i = 0; i < self->scopes->len; i++)
    mark = MIN (mark, ((AmbCursorScope *) g_ptr_array_index (self->scopes, i))->pos);
  return mark;
}

static void
append_base64url (GString *out, const guint8 *data, gsize size)
{
  g_autofree char *text = g_base64_encode (data, size);
  for (char *p = text; *p != '\0' && *p != '='; p++)
    g_string_append_c (out, *p == '+' ? '-' : *p == '/' ? '_' : *p);
}

static guint8 *
decode_base64url (const char *text, gsize length, gsize *size)
{
  g_autoptr (GString) plain = g_string_sized_new (length + 4);
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
        return NULL;
      g_string_append_c (plain, text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i]);
    }
  while (plain->len % 4 != 0)
    g_string_append_c (plain, '=');
  return g_base64_decode (plain->str, size);
}

static void
compute_mac (const guint8 *key, const guint8 *data, gsize size, guint8 *mac)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, AMB_CURSOR_KEY_SIZE);
  gsize length = MAC_SIZE;
  g_hmac_update (hmac, data, (gssize) size);
  g_hmac_get_digest (hmac, mac, &length);
}

static gboolean
is_mac_equal (const guint8 *a, const guint8 *b)
{
  guint8 difference = 0;
  for (gsize i = 0; i < MAC_SIZE; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

char *
amb_cursor_encode (const AmbCursor *self, const guint8 *key, gint64 principal)
{
  g_autoptr (GString) json = g_string_new ("{");
  amb_json_append_key (json, "e");
  amb_json_append_string (json, self->epoch);
  g_string_append_printf (json,
                          ",\"u\":%" G_GINT64_FORMAT ",\"g\":%" G_GINT64_FORMAT
                          ",\"p\":%" G_GINT64_FORMAT ",\"s\":[",
                          principal, self->gen, self->pos);
  for (guint i = 0; i < self->scopes->len; i++)
    {
      const AmbCursorScope *scope = g_ptr_array_index (self->scopes, i);
      g_string_append (json, i > 0 ? ",[" : "[");
      amb_json_append_string (json, scope->scope);
      g_string_append_printf (json,
                              ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]",
                              scope->start, scope->pos, scope->gen);
    }
  g_string_append (json, "]}");

  guint8 mac[MAC_SIZE];
  compute_mac (key, (const guint8 *) json->str, json->len, mac);

  GString *out = g_string_new (NULL);
  append_base64url (out, (const guint8 *) json->str, json->len);
  g_string_append_c (out, '.');
  append_base64url (out, mac, MAC_SIZE);
  return g_string_free (out, FALSE);
}

/* The content of a cursor whose seal is whole. */
static AmbJson *
open_seal (const char *text, const guint8 *key)
{
  const char *dot = strlen (text) <= MAX_CURSOR ? strchr (text, '.') : NULL;
  if (dot == NULL)
    return NULL;

  gsize size = 0, mac_size = 0;
  g_autofree guint8 *json = decode_base64url (text, (gsize) (dot - text), &size);
  g_autofree guint8 *told = decode_base64url (dot + 1, strlen (dot + 1), &mac_size);
  if (json == NULL || told == NULL || mac_size != MAC_SIZE)
    return NULL;

  guint8 mac[MAC_SIZE];
  compute_mac (key, json, size, mac);
  if (!is_mac_equal (mac, told))
    return NULL;
  return amb_json_parse ((const char *) json, size, NULL);
}

AmbCursor *
amb_cursor_decode (const char *text, const guint8 *key, gint64 principal, GError **error)
{
  g_autoptr (AmbJson) json = open_seal (text, key);
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  const char *epoch = amb_json_node_get_member_string (root, "e");

  if (epoch == NULL || amb_json_node_get_member_int (root, "u", -1) != principal)
    {
      amb_problem_set_error (error, AMB_PROBLEM_BAD_CURSOR,
                             _ ("The cursor was not made by this server for this sign-in. "
                                "Start again without one."));
      return NULL;
    }

  AmbCursor *self = amb_cursor_new (epoch, amb_json_node_get_member_int (root, "g", 0),
                                    amb_json_node_get_member_int (root, "p", 0));
  for (const AmbJsonNode *item = amb_json_node_get_first (amb_json_node_get_member (root, "s"));
       item != NULL; item = amb_json_node_get_next (item))
    {
      const AmbJsonNode *name = amb_json_node_get_first (item);
      const AmbJsonNode *start = amb_json_node_get_next (name);
      const AmbJsonNode *pos = amb_json_node_get_next (start);
      const AmbJsonNode *gen = amb_json_node_get_next (pos);
      amb_cursor_add_scope (self, amb_json_node_get_string (name), amb_json_node_get_int (start, 0),
                            amb_json_node_get_int (pos, 0), amb_json_node_get_int (gen, 0));
    }
  return self;
}
