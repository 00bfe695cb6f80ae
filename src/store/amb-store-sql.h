/* SQL text from entity tables and queries; no database here. */
#pragma once

#include "amb-query.h"

G_BEGIN_DECLS

/** amb_sql_create_table: (transfer full): CREATE TABLE IF NOT EXISTS for the columns of the table
 */
char *amb_sql_create_table (const AmbEntity *entity);
/** amb_sql_create_indexes: (transfer full): indexes and the search table */
char *amb_sql_create_indexes (const AmbEntity *entity);
/** amb_sql_find_once: (transfer full): the id of another living record with the same values: those
 * of `fields` and of `also` are bound in their order, then the record's own id */
char *amb_sql_find_once (const AmbEntity *entity, const AmbOnce *once);
/** amb_sql_add_column: (transfer full): the step that brings @field to a table that lacks it */
char *amb_sql_add_column (const AmbEntity *entity, const AmbField *field);
/** amb_sql_key_column: (transfer full) (nullable): the folded sort key's column, when there is a
 * title */
char *amb_sql_key_column (const AmbEntity *entity);
/** amb_sql_has_covering_index: is there "…_covers", of AmbEntity.covers? */
gboolean amb_sql_has_covering_index (const AmbEntity *entity);
gboolean amb_sql_has_search (const AmbEntity *entity);
gboolean amb_sql_has_sets (const AmbEntity *entity);

/** amb_sql_select: (transfer full): "SELECT rid, id, ver, fv, extra, deleted, fields… FROM t",
 * COMPUTED ones for the day @today */
char *amb_sql_select (const AmbEntity *entity);
#define AMB_SQL_FIRST_FIELD 6
/** amb_sql_insert: (transfer full): a new row; parameters: id, ver, fv, extra, deleted, stored
 * fields, key. Neither this nor the update returns anything or writes more than one row: SQLite
 * would open a savepoint for it, and at each savepoint FTS5 flushes to disk. */
char *amb_sql_insert (const AmbEntity *entity);
/** amb_sql_update: (transfer full): the whole row anew; the same parameters, then the rid */
char *amb_sql_update (const AmbEntity *entity);
/* Fields with one of these, and references, are in an index or its condition. */
#define AMB_SQL_INDEXED (AMB_FIELD_TITLE | AMB_FIELD_INDEX | AMB_FIELD_INDEXED | AMB_FIELD_KEY)
gboolean amb_sql_is_indexed (const AmbField *field);
/** amb_sql_update_plain: (transfer full): the same but for id, `deleted` and what is in an index:
 * SQLite writes an index anew for each of its columns that an UPDATE names, changed or not.
 * Parameters: ver, fv, extra, fields, rid, id. */
char *amb_sql_update_plain (const AmbEntity *entity);

/** amb_sql_where: appends " WHERE …" and the texts to bind to @binds (transfer none: of @query);
 * @skip: leave that field's condition out; @wide: most rows belong to the query's node */
void amb_sql_where (
    const AmbQuery *query, const AmbField *skip, gboolean wide, GString *sql, GPtrArray *binds);
/** amb_sql_within: appends " AND …": what the scopes of @entity publish to @node or to a node below
 * it; nothing where it reaches no node. The texts to bind go to @binds. @by_row: each row is
 * looked at anyway, so that it is asked, and no list is made of those that belong there */
void amb_sql_within (
    const AmbEntity *entity, const char *node, gboolean by_row, GString *sql, GPtrArray *binds);
/** amb_sql_order: appends " ORDER BY …". @sorts: the rows are found first and then sorted, and not
 * looked for in the order of names, which is better only for the first of them */
void amb_sql_order (const AmbQuery *query, gboolean sorts, GString *sql);
/** amb_sql_expression: (transfer full): how a field is read in SQL */
char *amb_sql_expression (const AmbField *field);
/** amb_sql_expression_of_many: (transfer full): the same where it is asked of all rows */
char *amb_sql_expression_of_many (const AmbField *field);
/** amb_sql_insert_texts: (transfer full): search texts of the rows whose numbers are in a JSON
 * array;
 * @missing: where they have none */
char *amb_sql_insert_texts (const AmbEntity *entity, gboolean missing);
/** amb_sql_delete_texts: (transfer full): of the rows in a JSON array, the search texts that are no
 * longer theirs */
char *amb_sql_delete_texts (const AmbEntity *entity);
/** amb_sql_match: (transfer full) (nullable): FTS5 MATCH text of what a person typed; NULL when it
 * has no word */
char *amb_sql_match (const char *search);

G_END_DECLS
