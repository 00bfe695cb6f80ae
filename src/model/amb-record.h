/* One record of an entity: a GObject whose properties are the entity's fields. */
#pragma once

#include "amb-entity.h"
#include "amb-json.h"

G_BEGIN_DECLS

#define AMB_TYPE_RECORD (amb_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmbRecord, amb_record, AMB, RECORD, GObject)

struct _AmbRecordClass
{
  GObjectClass parent_class;
  const AmbEntity *entity;
  guint n_fields;
  GParamSpec **properties; /* one a field */
};

/** amb_entity_get_type: the GType generated from the table (registered once; any thread) */
GType amb_entity_get_type (const AmbEntity *entity);

/** amb_record_new: (transfer full): fields hold their initial values; @id may be NULL */
AmbRecord *amb_record_new (const AmbEntity *entity, const char *id);
/** amb_record_dup: (transfer full): a copy, metadata included */
AmbRecord *amb_record_dup (AmbRecord *self);

const AmbEntity *amb_record_get_entity (AmbRecord *self);
const char *amb_record_get_id (AmbRecord *self);
void amb_record_set_id (AmbRecord *self, const char *id);

/* Values are canonical text, NULL = unset. An index is the position in the entity's table.
 * COMPUTED fields hold what the list's SQL gave, or what the reader of one row computed. */
const char *amb_record_get (AmbRecord *self, const char *field);
const char *amb_record_get_at (AmbRecord *self, guint index);
/** amb_record_set: stores @value as it is (validation: amb-validate.h), notifies when it changed */
void amb_record_set (AmbRecord *self, const char *field, const char *value);
void amb_record_set_at (AmbRecord *self, guint index, const char *value);
gint64 amb_record_get_int (AmbRecord *self, const char *field, gint64 fallback);
/** amb_record_is_of: is it @person's own record, as its entity's `self` says? @person NULL: no */
gboolean amb_record_is_of (AmbRecord *self, const char *person);
/** amb_record_meets: @when of a scope's rule or of an AmbOnce; NULL: every record does */
gboolean amb_record_meets (AmbRecord *self, const char *when);
/** amb_record_get_title: (nullable): what a reference to it shows; never an id */
const char *amb_record_get_title (AmbRecord *self);
const char *amb_record_get_state (AmbRecord *self); /* nullable */

/* Metadata. rid: local row number; ver: server version (0: no server has seen it);
 * fv: JSON object of field versions {"*":v0,"field":v}, NULL: every field is at ver;
 * extra: JSON object of members that this program does not know, kept verbatim. */
gint64 amb_record_get_rid (AmbRecord *self);
gint64 amb_record_get_ver (AmbRecord *self);
const char *amb_record_get_fv (AmbRecord *self);
const char *amb_record_get_extra (AmbRecord *self);
gboolean amb_record_get_deleted (AmbRecord *self);
void amb_record_set_rid (AmbRecord *self, gint64 rid);
void amb_record_set_ver (AmbRecord *self, gint64 ver);
void amb_record_set_fv (AmbRecord *self, const char *fv);
void amb_record_set_extra (AmbRecord *self, const char *extra);
void amb_record_set_deleted (AmbRecord *self, gboolean deleted);
/** amb_record_mark_stored: it is now as its row is; for who reads rows */
void amb_record_mark_stored (AmbRecord *self);
/** amb_record_has_changed: since it was read from its row, has a field that has one of @flags, or
 * `deleted`? TRUE for a record that was read from none. */
gboolean amb_record_has_changed (AmbRecord *self, AmbFieldFlags flags);
/** amb_record_has_changed_type: the same of fields of @type */
gboolean amb_record_has_changed_type (AmbRecord *self, AmbFieldType type);
/** amb_record_has_changed_field: the same of one field; a name that is none hasn't */
gboolean amb_record_has_changed_field (AmbRecord *self, const char *field);
/** amb_record_get_field_version: version of one field, from fv and ver */
gint64 amb_record_get_field_version (AmbRecord *self, const char *field);
/** amb_record_set_field_version: @field is at @version from now on; ver becomes at least that */
void amb_record_set_field_version (AmbRecord *self, const char *field, gint64 version);

/** amb_record_append_json: `{"display-name":"…",…}`: the stored fields that are set, then the
 * members of `extra`; LOCAL and COMPUTED fields are left out */
void amb_record_append_json (AmbRecord *self, GString *out);
/** amb_field_append_value: one value as JSON (number, boolean, array for a set, string, null) */
void amb_field_append_value (const AmbField *field, const char *value, GString *out);
/**
 * amb_record_read_json:
 * Takes the members of @object into the record, each by its type; unknown ones go to `extra`;
 * missing ones stay as they are. Types and storability are checked, not rules. AMB_ERROR_INVALID
 * names the field.
 */
gboolean amb_record_read_json (AmbRecord *self, const AmbJsonNode *object, GError **error);
/** amb_record_read_json_of: the same of a record that a program of the schema @schema wrote: the
 * fields that came after it are taken as amb_record_take_extra() does */
gboolean
amb_record_read_json_of (AmbRecord *self, const AmbJsonNode *object, guint schema, GError **error);
/**
 * amb_record_take_extra:
 * @schema: of the program that wrote the record
 *
 * Members of `extra` that are fields of this program become their values. Nobody checked them when
 * they were written: what doesn't fit its field is dropped. A REQUIRED field that came after
 * @schema and has no value gets its initial one. The same record comes to the same on every
 * machine.
 *
 * Returns: whether anything was changed
 */
gboolean amb_record_take_extra (AmbRecord *self, guint schema);
/** amb_field_read_value: canonical text of a JSON value; (out) (transfer full) (nullable) @value */
gboolean
amb_field_read_value (const AmbField *field, const AmbJsonNode *node, char **value, GError **error);

G_END_DECLS
