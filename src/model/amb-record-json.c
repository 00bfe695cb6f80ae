/* Records and their field versions as JSON: the wire's and the journal's form. */
#include "amb-error.h"
#include "amb-record.h"
#include "amb-set.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
set_type_error (const AmbField *field, const char *expected, GError **error)
{
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("“%s” must be %s."), field->name, expected);
  return FALSE;
}

static gboolean
read_set (const AmbField *field, const AmbJsonNode *node, char **value, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (amb_json_node_get_type (node) != AMB_JSON_ARRAY)
    return set_type_error (field, _ ("an array of strings"), error);
  for (const AmbJsonNode *item = amb_json_node_get_first (node); item != NULL;
       item = amb_json_node_get_next (item))
    {
      if (amb_json_node_get_type (item) != AMB_JSON_STRING)
        return set_type_error (field, _ ("an array of strings"), error);
      g_ptr_array_add (items, (char *) amb_json_node_get_string (item));
    }
  g_ptr_array_add (items, NULL);
  *value = amb_set_from_strv ((const char *const *) items->pdata);
  return TRUE;
}

gboolean
amb_field_read_value (const AmbField *field, const AmbJsonNode *node, char **value, GError **error)
{
  AmbJsonType type = amb_json_node_get_type (node);

  *value = NULL;
  if (type == AMB_JSON_NULL)
    return TRUE;
  if (field->type == AMB_FIELD_SET)
    return read_set (field, node, value, error);
  if (field->type == AMB_FIELD_BOOL)
    {
      if (type != AMB_JSON_BOOL)
        return set_type_error (field, _ ("true or false"), error);
      *value = g_strdup (amb_json_node_get_bool (node, FALSE) ? "1" : "0");
      return TRUE;
    }
  if (amb_field_is_number (field))
    {
      if (type != AMB_JSON_INT)
        return set_type_error (field, _ ("a whole number"), error);
      *value = g_strdup_printf ("%" G_GINT64_FORMAT, amb_json_node_get_int (node, 0));
      return TRUE;
    }
  if (type != AMB_JSON_STRING)
    return set_type_error (field, _ ("a string"), error);
  *value = g_strdup (amb_json_node_get_string (node));
  return TRUE;
}

void
amb_field_append_value (const AmbField *field, const char *value, GString *out)
{
  if (value == NULL)
    g_string_append (out, "null");
  else if (field->type == AMB_FIELD_BOOL)
    g_string_append (out, g_str_equal (value, "1") ? "true" : "false");
  else if (amb_field_is_number (field) || field->type == AMB_FIELD_SET)
    g_string_append (out, value);
  else
    amb_json_append_string (out, value);
}

void
amb_record_append_json (AmbRecord *self, GString *out)
{
  const AmbEntity *entity = amb_record_get_entity (self);
  const char *extra = amb_record_get_extra (self);

  g_string_append_c (out, '{');
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      const AmbField *field = &entity->fields[i];
      const char *value = amb_record_get_at (self, i);

      if (value == NULL || (field->flags & (AMB_FIELD_LOCAL | AMB_FIELD_COMPUTED)) != 0)
        continue;
      amb_json_append_key (out, field->name);
      amb_field_append_value (field, value, out);
    }
  if (extra != NULL && extra[0] == '{' && extra[1] != '}')
    {
      if (out->str[out->len - 1] != '{')
        g_string_append_c (out, ',');
      g_string_append_len (out, extra + 1, strlen (extra) - 2);
    }
  g_string_append_c (out, '}');
}

static gboolean
read_members (AmbRecord *self, const AmbJsonNode *object, guint schema, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (self);
  g_autoptr (GString) extra = g_string_new ("{");

  if (amb_json_node_get_type (object) != AMB_JSON_OBJECT)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("A record must be a JSON object."));
      return FALSE;
    }
  for (const AmbJsonNode *member = amb_json_node_get_first (object); member != NULL;
       member = amb_json_node_get_next (member))
    {
      int i = amb_entity_get_field_index (entity, amb_json_node_get_key (member));
      g_autofree char *value = NULL;

      if (i < 0 || (entity->fields[i].flags & (AMB_FIELD_LOCAL | AMB_FIELD_COMPUTED)) != 0 ||
          entity->fields[i].since > schema)
        {
          amb_json_append_key (extra, amb_json_node_get_key (member));
          amb_json_node_append (member, extra);
          continue;
        }
      if (!amb_field_read_value (&entity->fields[i], member, &value, error))
        return FALSE;
      amb_record_set_at (self, i, value);
    }
  if (extra->len > 1)
    {
      g_string_append_c (extra, '}');
      amb_record_set_extra (self, extra->str);
    }
  return TRUE;
}

gboolean
amb_record_read_json (AmbRecord *self, const AmbJsonNode *object, GError **error)
{
  return read_members (self, object, G_MAXUINT, error);
}

gboolean
amb_record_read_json_of (AmbRecord *self, const AmbJsonNode *object, guint schema, GError **error)
{
  if (!read_members (self, object, schema, error))
    return FALSE;
  if (schema < amb_schema_version ())
    amb_record_take_extra (self, schema);
  return TRUE;
}

/* The field of a member that nobody checked when it was written. */
static const AmbField *
find_taken (const AmbEntity *entity, const AmbJsonNode *member)
{
  const AmbField *field = amb_entity_find_field (entity, amb_json_node_get_key (member));

  return field != NULL && (field->flags & (AMB_FIELD_LOCAL | AMB_FIELD_COMPUTED)) == 0 ? field
                                                                                       : NULL;
}

static void
take_member (AmbRecord *self, const AmbField *field, const AmbJsonNode *member)
{
  g_autofree char *value = NULL;

  if (amb_field_read_value (field, member, &value, NULL) && amb_field_validate (field, value, NULL))
    amb_record_set (self, field->name, value);
}

static gboolean
take_members (AmbRecord *self)
{
  const AmbEntity *entity = amb_record_get_entity (self);
  const char *extra = amb_record_get_extra (self);
  g_autoptr (AmbJson) json = extra != NULL ? amb_json_parse (extra, strlen (extra), NULL) : NULL;
  g_autoptr (GString) left = g_string_new ("{");
  gboolean taken = FALSE;

  for (const AmbJsonNode *member = json != NULL ? amb_json_node_get_first (amb_json_get_root (json))
                                                : NULL;
       member != NULL; member = amb_json_node_get_next (member))
    {
      const AmbField *field = find_taken (entity, member);

      taken = taken || field != NULL;
      if (field != NULL)
        {
          take_member (self, field, member);
          continue;
        }
      amb_json_append_key (left, amb_json_node_get_key (member));
      amb_json_node_append (member, left);
    }
  g_string_append_c (left, '}');
  if (taken)
    amb_record_set_extra (self, left->len > 2 ? left->str : NULL);
  return taken;
}

gboolean
amb_record_take_extra (AmbRecord *self, guint schema)
{
  const AmbEntity *entity = amb_record_get_entity (self);
  gboolean changed = take_members (self);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (entity->fields[i].since > schema && (entity->fields[i].flags & AMB_FIELD_REQUIRED) != 0 &&
        entity->fields[i].initial != NULL && amb_record_get_at (self, i) == NULL)
      {
        amb_record_set_at (self, i, entity->fields[i].initial);
        changed = TRUE;
      }
  return changed;
}

gint64
amb_record_get_field_version (AmbRecord *self, const char *field)
{
  const char *fv = amb_record_get_fv (self);
  g_autoptr (AmbJson) json = fv != NULL ? amb_json_parse (fv, strlen (fv), NULL) : NULL;
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  gint64 fallback = amb_json_node_get_member_int (root, "*", amb_record_get_ver (self));

  return amb_json_node_get_member_int (root, field, fallback);
}

void
amb_record_set_field_version (AmbRecord *self, const char *field, gint64 version)
{
  const char *fv = amb_record_get_fv (self);
  g_autoptr (AmbJson) json = fv != NULL ? amb_json_parse (fv, strlen (fv), NULL) : NULL;
  const AmbJsonNode *root = json != NULL ? amb_json_get_root (json) : NULL;
  g_autoptr (GString) out = g_string_new ("{");

  amb_json_append_key (out, "*");
  g_string_append_printf (out, "%" G_GINT64_FORMAT,
                          amb_json_node_get_member_int (root, "*", amb_record_get_ver (self)));
  for (const AmbJsonNode *member = amb_json_node_get_first (root); member != NULL;
       member = amb_json_node_get_next (member))
    {
      const char *key = amb_json_node_get_key (member);

      if (g_str_equal (key, "*") || g_str_equal (key, field))
        continue;
      amb_json_append_key (out, key);
      amb_json_node_append (member, out);
    }
  amb_json_append_key (out, field);
  g_string_append_printf (out, "%" G_GINT64_FORMAT "}", version);
  amb_record_set_fv (self, out->str);
  if (amb_record_get_ver (self) < version)
    amb_record_set_ver (self, version);
}
