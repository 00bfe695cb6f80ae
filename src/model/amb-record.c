#define G_LOG_DOMAIN "amb-record"

#include "amb-record.h"

#include <string.h>

typedef struct
{
  char *id;
  gint64 rid;
  gint64 ver;
  char *fv;
  char *extra;
  gboolean deleted;
  char **values; /* one a field, NULL = unset */
  /* Against the row that it was read from: */
  gboolean is_stored; /* it was read from one */
  gboolean moved;     /* `deleted` is another */
  guint8 *changed;    /* one a field; behind the values */
} AmbRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmbRecord, amb_record, G_TYPE_OBJECT)

static GParamSpec *id_property;

static int
find_field (AmbRecord *self, const char *name)
{
  int i = amb_entity_get_field_index (amb_record_get_entity (self), name);

  if (i < 0)
    g_critical ("%s has no field “%s”", amb_record_get_entity (self)->name, name);
  return i;
}

/* GObject does not inherit these two: every generated class sets them. Property i + 1 is field i.
 */
static void
entity_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (AMB_RECORD (object));
  const char *text = priv->values[prop_id - 1];

  if (G_IS_PARAM_SPEC_INT64 (pspec))
    g_value_set_int64 (value, text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0);
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    g_value_set_boolean (value, g_strcmp0 (text, "1") == 0);
  else
    g_value_set_string (value, text);
}

static void
entity_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AmbRecord *self = AMB_RECORD (object);
  g_autofree char *text = NULL;

  if (G_IS_PARAM_SPEC_INT64 (pspec))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    text = g_strdup (g_value_get_boolean (value) ? "1" : "0");
  else
    text = g_value_dup_string (value);
  amb_record_set_at (self, prop_id - 1, text);
}

static void
amb_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (AMB_RECORD (object));

  g_value_set_string (value, priv->id);
}

static void
amb_record_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  amb_record_set_id (AMB_RECORD (object), g_value_get_string (value));
}

static void
amb_record_finalize (GObject *object)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (AMB_RECORD (object));

  for (guint i = 0; i < AMB_RECORD_GET_CLASS (object)->n_fields; i++)
    g_free (priv->values[i]);
  g_clear_pointer (&priv->values, g_free);
  g_clear_pointer (&priv->id, g_free);
  g_clear_pointer (&priv->fv, g_free);
  g_clear_pointer (&priv->extra, g_free);
  G_OBJECT_CLASS (amb_record_parent_class)->finalize (object);
}

static void
amb_record_class_init (AmbRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amb_record_finalize;
  object_class->get_property = amb_record_get_property;
  object_class->set_property = amb_record_set_property;
  id_property = g_param_spec_string (
      "id", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, 1, id_property);
}

static void
amb_record_init (AmbRecord *self)
{
}

static GParamSpec *
new_param_spec (const AmbField *field)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  if (field->type == AMB_FIELD_INT || field->type == AMB_FIELD_DURATION)
    return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  if (field->type == AMB_FIELD_BOOL)
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
  return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
}

/* Runs once an entity type; class_data is the entity's table. */
static void
entity_class_init (gpointer g_class, gpointer class_data)
{
  AmbRecordClass *klass = g_class;
  GObjectClass *object_class = g_class;

  klass->entity = class_data;
  klass->n_fields = amb_entity_get_n_fields (klass->entity);
  object_class->get_property = entity_get_property;
  object_class->set_property = entity_set_property;
  klass->properties = g_new (GParamSpec *, klass->n_fields);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      klass->properties[i] = new_param_spec (&klass->entity->fields[i]);
      g_object_class_install_property (object_class, i + 1, klass->properties[i]);
    }
}

static void
entity_instance_init (GTypeInstance *instance, gpointer g_class)
{
  AmbRecordClass *klass = g_class;
  AmbRecordPrivate *priv = amb_record_get_instance_private ((AmbRecord *) instance);

  priv->values = g_malloc0 (klass->n_fields * (sizeof (char *) + 1));
  priv->changed = (guint8 *) (priv->values + klass->n_fields);
  for (guint i = 0; i < klass->n_fields; i++)
    priv->values[i] = g_strdup (klass->entity->fields[i].initial);
}

GType
amb_entity_get_type (const AmbEntity *entity)
{
  static GMutex mutex;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GType type = g_type_from_name (entity->type_name);
  const GTypeInfo info = {
    .class_size = sizeof (AmbRecordClass),
    .class_init = entity_class_init,
    .class_data = entity,
    .instance_size = sizeof (AmbRecord),
    .instance_init = entity_instance_init,
  };

  if (type != 0)
    return type;
  return g_type_register_static (AMB_TYPE_RECORD, entity->type_name, &info, G_TYPE_FLAG_FINAL);
}

AmbRecord *
amb_record_new (const AmbEntity *entity, const char *id)
{
  AmbRecord *self = g_object_new (amb_entity_get_type (entity), NULL);
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  priv->id = g_strdup (id);
  return self;
}

AmbRecord *
amb_record_dup (AmbRecord *self)
{
  AmbRecordPrivate *from = amb_record_get_instance_private (self);
  AmbRecord *copy = amb_record_new (amb_record_get_entity (self), from->id);
  AmbRecordPrivate *to = amb_record_get_instance_private (copy);

  for (guint i = 0; i < AMB_RECORD_GET_CLASS (self)->n_fields; i++)
    {
      g_free (to->values[i]);
      to->values[i] = g_strdup (from->values[i]);
    }
  to->rid = from->rid;
  to->ver = from->ver;
  to->fv = g_strdup (from->fv);
  to->extra = g_strdup (from->extra);
  to->deleted = from->deleted;
  return copy;
}

const AmbEntity *
amb_record_get_entity (AmbRecord *self)
{
  return AMB_RECORD_GET_CLASS (self)->entity;
}

const char *
amb_record_get_id (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  return priv->id;
}

void
amb_record_set_id (AmbRecord *self, const char *id)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  if (g_strcmp0 (priv->id, id) == 0)
    return;
  g_free (priv->id);
  priv->id = g_strdup (id);
  g_object_notify_by_pspec (G_OBJECT (self), id_property);
}

const char *
amb_record_get_at (AmbRecord *self, guint index)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  g_return_val_if_fail (index < AMB_RECORD_GET_CLASS (self)->n_fields, NULL);
  return priv->values[index];
}

const char *
amb_record_get (AmbRecord *self, const char *field)
{
  int i = find_field (self, field);

  return i < 0 ? NULL : amb_record_get_at (self, i);
}

void
amb_record_set_at (AmbRecord *self, guint index, const char *value)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  g_return_if_fail (index < AMB_RECORD_GET_CLASS (self)->n_fields);
  if (g_strcmp0 (priv->values[index], value) == 0)
    return;
  g_free (priv->values[index]);
  priv->values[index] = g_strdup (value);
  priv->changed[index] = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), AMB_RECORD_GET_CLASS (self)->properties[index]);
}

void
amb_record_set (AmbRecord *self, const char *field, const char *value)
{
  int i = find_field (self, field);

  if (i >= 0)
    amb_record_set_at (self, i, value);
}

gint64
amb_record_get_int (AmbRecord *self, const char *field, gint64 fallback)
{
  const char *text = amb_record_get (self, field);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : fallback;
}

gboolean
amb_record_is_of (AmbRecord *self, const char *person)
{
  const char *field = amb_record_get_entity (self)->self;

  if (field == NULL || person == NULL)
    return FALSE;
  return g_strcmp0 (g_str_equal (field, "id") ? amb_record_get_id (self)
                                              : amb_record_get (self, field),
                    person) == 0;
}

gboolean
amb_record_meets (AmbRecord *self, const char *when)
{
  const char *equals = when != NULL ? strchr (when, '=') : NULL;
  g_autofree char *field = NULL;

  if (equals == NULL)
    return TRUE;
  field = g_strndup (when, equals - when);
  if (equals[1] == '\0')
    return amb_record_get (self, field) == NULL;
  return amb_words_contain (equals + 1, amb_record_get (self, field));
}

const char *
amb_record_get_title (AmbRecord *self)
{
  const AmbField *field = amb_entity_get_title_field (amb_record_get_entity (self));

  return field != NULL ? amb_record_get (self, field->name) : NULL;
}

const char *
amb_record_get_state (AmbRecord *self)
{
  const AmbField *field = amb_entity_get_state_field (amb_record_get_entity (self));

  return field != NULL ? amb_record_get (self, field->name) : NULL;
}

gint64
amb_record_get_rid (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  return priv->rid;
}

gint64
amb_record_get_ver (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  return priv->ver;
}

const char *
amb_record_get_fv (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  return priv->fv;
}

const char *
amb_record_get_extra (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  return priv->extra;
}

gboolean
amb_record_get_deleted (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  return priv->deleted;
}

void
amb_record_set_rid (AmbRecord *self, gint64 rid)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  priv->rid = rid;
}

void
amb_record_set_ver (AmbRecord *self, gint64 ver)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  priv->ver = ver;
}

void
amb_record_set_fv (AmbRecord *self, const char *fv)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);
  char *copy = g_strdup (fv);

  g_free (priv->fv);
  priv->fv = copy;
}

void
amb_record_set_extra (AmbRecord *self, const char *extra)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);
  char *copy = g_strdup (extra);

  g_free (priv->extra);
  priv->extra = copy;
}

void
amb_record_set_deleted (AmbRecord *self, gboolean deleted)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  priv->moved = priv->moved || priv->deleted != deleted;
  priv->deleted = deleted;
}

void
amb_record_mark_stored (AmbRecord *self)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);

  priv->is_stored = TRUE;
  priv->moved = FALSE;
  memset (priv->changed, FALSE, AMB_RECORD_GET_CLASS (self)->n_fields);
}

gboolean
amb_record_has_changed (AmbRecord *self, AmbFieldFlags flags)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);
  const AmbField *fields = amb_record_get_entity (self)->fields;

  if (!priv->is_stored || priv->moved)
    return TRUE;
  for (guint i = 0; fields[i].name != NULL; i++)
    if (priv->changed[i] && (fields[i].flags & flags) != 0)
      return TRUE;
  return FALSE;
}

gboolean
amb_record_has_changed_type (AmbRecord *self, AmbFieldType type)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);
  const AmbField *fields = amb_record_get_entity (self)->fields;

  if (!priv->is_stored || priv->moved)
    return TRUE;
  for (guint i = 0; fields[i].name != NULL; i++)
    if (priv->changed[i] && fields[i].type == type)
      return TRUE;
  return FALSE;
}

gboolean
amb_record_has_changed_field (AmbRecord *self, const char *field)
{
  AmbRecordPrivate *priv = amb_record_get_instance_private (self);
  int i = amb_entity_get_field_index (amb_record_get_entity (self), field);

  return !priv->is_stored || priv->moved || (i >= 0 && priv->changed[i]);
}
