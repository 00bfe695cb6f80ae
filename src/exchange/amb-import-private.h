/* What the parts of the importer share. */
#pragma once

#include "amb-importer.h"

G_BEGIN_DECLS

void amb_import_skip_free (AmbImportSkip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportSkip, amb_import_skip_free)

/* The names and keys by which rows refer to the records of one entity: loaded once, grows with
 * what the import adds. Strings live as long as the lookup, and each id is one string only: ids
 * that a lookup gave may be compared as pointers. */
typedef struct _AmbImportLookup AmbImportLookup;

/* What is kept beside ids and keys: it costs memory with each record. */
typedef enum
{
  AMB_IMPORT_LOOKUP_WORDS = 1 << 0, /* for amb_import_lookup_find() */
  AMB_IMPORT_LOOKUP_TWINS = 1 << 1, /* for amb_import_lookup_find_twins() */
} AmbImportLookupFlags;

/* Records of the same folded title and node. */
typedef struct
{
  const char *oldest;
  const char *keyless; /* nullable: the oldest that has no KEY */
  GQueue free;         /* of const char *: those from before the import that no row was about yet */
} AmbImportTwins;

AmbImportLookup *amb_import_lookup_new (AmbStore *store,
                                        const AmbEntity *entity,
                                        AmbImportLookupFlags flags,
                                        GError **error);
void amb_import_lookup_free (AmbImportLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportLookup, amb_import_lookup_free)

/** amb_import_lookup_add: a record that the import made; @values by field index */
void amb_import_lookup_add (AmbImportLookup *self, const char *id, char *const *values);
/** amb_import_lookup_add_key: a KEY that a known record was given; @id as the lookup gave it */
void amb_import_lookup_add_key (AmbImportLookup *self,
                                const char *id,
                                const AmbField *field,
                                const char *value);
/** amb_import_lookup_find_id: (nullable): the lookup's own string of that id */
const char *amb_import_lookup_find_id (AmbImportLookup *self, const char *id);
const char *
amb_import_lookup_find_key (AmbImportLookup *self, const AmbField *field, const char *value);
/** amb_import_lookup_find_once: (nullable): the id of the record that has what there is once, by
 * field index; where @given (nullable) says that a row is silent, the initial value counts */
const char *
amb_import_lookup_find_once (AmbImportLookup *self, char *const *values, const gboolean *given);
/** amb_import_lookup_add_once: what a record that is known has of it; @id as the lookup gave it */
void amb_import_lookup_add_once (AmbImportLookup *self,
                                 const char *id,
                                 char *const *values,
                                 const gboolean *given);
/** amb_import_lookup_find_any_key: (nullable): the id of the record that has @text as one of its
 * keys */
const char *amb_import_lookup_find_any_key (AmbImportLookup *self, const char *text);
/** amb_import_lookup_find_twins: (nullable): borrowed; `free` may be taken from */
AmbImportTwins *
amb_import_lookup_find_twins (AmbImportLookup *self, const char *title, const char *node);
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
  AmbStore *store;        /* borrowed */
  GHashTable *by_name;    /* entity name → AmbImportLookup */
  const AmbEntity *own;   /* of the plan: the only one whose twins are asked for */
  gboolean own_has_words; /* do its records refer to each other? */
  GHashTable *values;     /* field name, US, cell → canonical value */
} AmbImportLookups;
AmbImportLookup *
amb_import_lookups_get (AmbImportLookups *self, const AmbEntity *entity, GError **error);

/* A reference that is not known yet. */
typedef struct
{
  const AmbField *field;
  char *text;
} AmbImportPending;

/* What a cell of a form answers. */
typedef struct
{
  int order;  /* of the question in the call; those that it does not ask come last */
  char *text; /* the question, a line end, the answer */
} AmbImportAnswer;

/* One row, its cells as canonical values. */
typedef struct
{
  gint64 line;
  char *id;            /* nullable: of an id column */
  char **values;       /* by field index; NULL: unset */
  gboolean *given;     /* by field index: has the file something to say about it? */
  GPtrArray *missing;  /* of AmbImportPending: references to records to be made */
  GPtrArray *deferred; /* of AmbImportPending: references within the file */
  GPtrArray *left;     /* of AmbImportPending: references of a card that nobody knows: not taken */
  guint n_fields;
  gboolean is_linked;  /* it names a person by a public profile */
  char *person;        /* nullable: the name of whom it is about, where nobody knows them */
  GPtrArray *answers;  /* of AmbImportAnswer, to the questions of a form */
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
 * @own: the lookup of the plan’s entity: who came after it was loaded is not looked at
 * @present: ids of @own that the file names
 * @spoiled: folded text of rows that were left out → line: who has such a name is listed with a
 * reason
 * @report: its `leavers` and `known` are filled
 */
gboolean amb_import_list_leavers (AmbStore *store,
                                  const AmbImportPlan *plan,
                                  AmbImportLookup *own,
                                  GHashTable *present,
                                  GHashTable *spoiled,
                                  AmbImportReport *report,
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
