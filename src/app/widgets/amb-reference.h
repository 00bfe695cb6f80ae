/* What a reference shows: a name, also where this desk doesn't hold the record; never an id. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

/**
 * amb_reference_dup_words:
 * @target: what @id is a record of
 *
 * The record's name; that of its narrower view (a person's card) where only that is here; else
 * “A removed record” or “Not visible to you”. On the thread of @store.
 *
 * Returns: (transfer full)
 */
char *amb_reference_dup_words (AmbStore *store, const AmbEntity *target, const char *id);

/**
 * amb_reference_dup_value:
 * @value: (nullable): canonical text of @field, which has a `ref`: an id, or a set of ids
 *
 * Returns: (transfer full) (nullable): the words of each, NULL when unset
 */
char *amb_reference_dup_value (AmbStore *store, const AmbField *field, const char *value);

/**
 * amb_reference_get_subject:
 * @record: (nullable)
 *
 * Returns: (nullable): the entity that @record names in its field `entity` (a move, a saved view)
 */
const AmbEntity *amb_reference_get_subject (AmbRecord *record);

/** amb_reference_dup_title: (transfer full) (nullable): what the field at @index of @record refers
 * to, as amb_display_record_value() takes it; NULL where it is no reference or unset */
char *amb_reference_dup_title (AmbStore *store, AmbRecord *record, guint index);

G_END_DECLS
