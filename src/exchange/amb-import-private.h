/* What the parts of the importer share. */
#pragma once

#include "amb-importer.h"

G_BEGIN_DECLS

void amb_import_skip_free (AmbImportSkip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportSkip, amb_import_skip_free)

/* The names and keys by which rows refer to the records of one entity: loaded once, grows with
 * what the import adds. Strings live as long as the lookup. */
typedef struct _AmbImportLookup AmbImportLookup;
AmbImportLookup *amb_import_lookup_new (AmbStore *store, const AmbEntity *entity, GError **error);
void amb_import_lookup_free (AmbImportLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportLookup, amb_import_lookup_free)

/** amb_import_lookup_add: a record that the import made; @values by field index */
void amb_import_lookup_add (AmbImportLookup *self, const char *id, char *const *values);
gboolean amb_import_lookup_has_id (AmbImportLookup *self, const char *id);
const char *
amb_import_lookup_find_key (AmbImportLookup *self, const AmbField *field, const char *value);
/** amb_import_lookup_find_any_key: (nullable): the id of the record that has @text as one of its
 * keys */
const char *amb_import_lookup_find_any_key (AmbImportLookup *self, const char *text);
/** amb_import_lookup_find_twin: (nullable): the id of a record of the same folded title and node */
const char *
amb_import_lookup_find_twin (AmbImportLookup *self, const char *title, const char *node);
/** amb_import_lookup_dup_twin_key: (transfer full): what twins have in common */
char *amb_import_lookup_dup_twin_key (const char *title, const char *node);
/**
 * amb_import_lookup_find:
 * @text: as a file writes a reference: an id, a KEY value or a title
 * @id: (out) (nullable): borrowed; NULL when there is no such record
 *
 * Returns: FALSE with AMB_ERROR_INVALID when @text may mean several
 */
gboolean
amb_import_lookup_find (AmbImportLookup *self, const char *text, const char **id, GError **error);

/* Lookups of all entities that a file refers to, made when first asked for. */
typedef struct
{
  AmbStore *store;     /* borrowed */
  GHashTable *by_name; /* entity name → AmbImportLookup */
  GHashTable *values;  /* field name, US, cell → canonical value */
} AmbImportLookups;
AmbImportLookup *
amb_import_lookups_get (AmbImportLookups *self, const AmbEntity *entity, GError **error);

/* A reference that is not known yet. */
typedef struct
{
  const AmbField *field;
  char *text;
} AmbImportPending;

/* One row, its cells as canonical values. */
typedef struct
{
  gint64 line;
  char *id;            /* nullable: of an id column */
  char **values;       /* by field index; NULL: unset */
  gboolean *given;     /* by field index: has the file something to say about it? */
  GPtrArray *missing;  /* of AmbImportPending: references to records to be made */
  GPtrArray *deferred; /* of AmbImportPending: references within the file */
  guint n_fields;
  const AmbField *bad; /* the first field that is wrong */
  char *reason;        /* nullable: why the row is left out */
  char *text;          /* nullable: the cell that is wrong */
} AmbImportRow;
AmbImportRow *amb_import_row_new (const AmbEntity *entity);
void amb_import_row_free (AmbImportRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportRow, amb_import_row_free)

/**
 * amb_import_row_read:
 *
 * Cells (as many as the plan has columns) to values; what is wrong goes into `reason`, all of it,
 * `bad` is the first. FALSE with
 * @error only when the lookups can't be loaded.
 */
gboolean amb_import_row_read (AmbImportRow *self,
                              const AmbImportPlan *plan,
                              AmbImportFlags flags,
                              AmbImportLookups *lookups,
                              const char *const *cells,
                              GError **error);
/** amb_import_row_refuse: notes what is wrong; takes @reason */
void
amb_import_row_refuse (AmbImportRow *self, const AmbField *field, const char *text, char *reason);

/**
 * amb_import_list_leavers:
 * @present: ids that the file names
 * @spoiled: folded text of rows that were left out → line: who has such a name is listed with a
 * reason
 * @leavers: of AmbImportLeaver, added to
 */
gboolean amb_import_list_leavers (AmbStore *store,
                                  const AmbImportPlan *plan,
                                  GHashTable *present,
                                  GHashTable *spoiled,
                                  GPtrArray *leavers,
                                  GError **error);
/** amb_import_move_leaver: to alumni or withdrawn where the table of moves allows; says in @leaver
 * what became of it. @programme NULL: only says what would. FALSE with @error when the store fails.
 */
gboolean amb_import_move_leaver (AmbProgramme *programme,
                                 AmbStore *store,
                                 const AmbEntity *entity,
                                 const char *file,
                                 AmbImportLeaver *leaver,
                                 GError **error);
/** amb_import_error_is_of_row: is @error about the row at hand, and not about the disk? */
gboolean amb_import_error_is_of_row (const GError *error);

G_END_DECLS
