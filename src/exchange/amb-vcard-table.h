/* Cards as records: the table that an import takes in, and a record as a card. */
#pragma once

#include "amb-store.h"
#include "amb-vcard.h"

G_BEGIN_DECLS

/** amb_vcard_table_has: are the records of @entity people, so that there are cards of them? */
gboolean amb_vcard_table_has (const AmbEntity *entity);

/** amb_vcard_table_check: AMB_ERROR_INVALID when there are no cards of @entity, naming what can be
 * done instead */
gboolean amb_vcard_table_check (const AmbEntity *entity, GError **error);

/**
 * amb_vcard_table_write:
 * @cards: of AmbVcard
 *
 * A CSV with a column for each part that @entity has a field for, headed by the field’s label, and
 * one row a card, in their order. Its last column numbers the cards, so that none is blank.
 *
 * Returns: (transfer full)
 */
GBytes *amb_vcard_table_write (const AmbEntity *entity, GPtrArray *cards);

/** amb_vcard_table_get_field: (nullable): the one that the @column of that table goes into */
const AmbField *amb_vcard_table_get_field (const AmbEntity *entity, guint column);

/** amb_vcard_table_dup_card: (transfer full): what others may know of the record; notes stay here.
 * @names: id → name of what it refers to; @company: (nullable): of people of the programme */
AmbVcard *amb_vcard_table_dup_card (AmbRecord *record, GHashTable *names, const char *company);

G_END_DECLS
