/* How a file is read: its columns, and the field that each of them goes into. */
#pragma once

#include "amb-encoding.h"
#include "amb-store.h"

G_BEGIN_DECLS

/* What of the field a column holds. */
typedef enum
{
  AMB_IMPORT_WHOLE,
  AMB_IMPORT_GIVEN,  /* of a person's name: “Prénom” */
  AMB_IMPORT_FAMILY, /* of a person's name: “Nom” beside a “Prénom” */
  AMB_IMPORT_ID,     /* the record's id, as an export writes it; `field` is NULL */
  AMB_IMPORT_ANSWER, /* of a form, to the question that the header asks; there may be many */
  AMB_IMPORT_NAME,   /* of the person whom the row is about, where nobody knows them yet… */
  AMB_IMPORT_NAME_GIVEN,
  AMB_IMPORT_NAME_FAMILY, /* …whole, or in parts */
} AmbImportPart;

typedef struct
{
  char *header;          /* as in the file; “Column 3” when the cell is empty */
  const AmbField *field; /* NULL: passed over (or the id) */
  AmbImportPart part;
  double confidence;   /* 0…1; 1 when a person chose it */
  GPtrArray *examples; /* of char *: the first distinct cells that are not empty, at most 5 */
} AmbImportColumn;

/* What a row of the table was made from: a card, an event. */
typedef struct
{
  guint line;         /* of the file, where it begins */
  char *reason;       /* nullable: why it can’t be used, and what to do */
  GPtrArray *notices; /* of char *: what of it was not taken */
} AmbImportPiece;

typedef enum
{
  AMB_IMPORT_OF_ROWS,
  AMB_IMPORT_OF_CARDS,  /* vCards */
  AMB_IMPORT_OF_EVENTS, /* of iCalendar */
} AmbImportKind;

typedef struct _AmbImportForm AmbImportForm; /* amb-import-form.h */

typedef struct
{
  const AmbEntity *entity;
  AmbImportForm *form; /* nullable: the rows are applications to a call */
  char *path;
  char *name;    /* the file’s name, for messages */
  GBytes *bytes; /* all of the file: a pipe can be read once only, and what was shown is taken */
  AmbEncoding encoding;
  char delimiter;
  GPtrArray *columns; /* of AmbImportColumn */
  AmbImportKind kind;
  GPtrArray *pieces; /* nullable: of AmbImportPiece: the file holds cards or events; `bytes` is
                        their table, a row each */
} AmbImportPlan;

/**
 * amb_import_plan_new:
 *
 * Reads the first 20 rows of a CSV file: delimiter and encoding are detected, columns are matched
 * to fields by their headers (names and labels of the fields, usual words in English and French)
 * and by what the cells look like. A file of vCards, or of iCalendar, is taken as a table with a
 * row a card or an event. The file is read once and kept. Any thread. Errors:
 * AMB_ERROR_NOT_FOUND, AMB_ERROR_INVALID (no header, not text), each naming the file;
 * AMB_ERROR_REFUSED for an entity that no file may fill, with the reason.
 */
AmbImportPlan *amb_import_plan_new (const AmbEntity *entity, const char *path, GError **error);
AmbImportPlan *amb_import_plan_copy (const AmbImportPlan *self);
void amb_import_plan_free (AmbImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportPlan, amb_import_plan_free)

/**
 * amb_import_plan_set_call:
 * @call: id of a call that is published, or closed
 *
 * The rows are the answers of its form: columns are matched to the person, to the fields of an
 * application, and to the questions and criteria of the call. On the thread of @store. Errors:
 * AMB_ERROR_NOT_FOUND, AMB_ERROR_REFUSED: nobody can have applied to it yet; AMB_ERROR_USAGE:
 * another entity
 */
gboolean
amb_import_plan_set_call (AmbImportPlan *self, AmbStore *store, const char *call, GError **error);

/** amb_import_plan_list_fields: (transfer container): of const AmbField *, those that a file may
 * fill */
GPtrArray *amb_import_plan_list_fields (const AmbEntity *entity);

/**
 * amb_import_plan_map:
 * @text: `COLUMN=FIELD`: a header or a number from 1; a field's name (“display-name”,
 *   “display-name.given”, “display-name.family”, “id”) or label; nothing after `=` passes the
 *   column over
 *
 * Errors: AMB_ERROR_USAGE, names what there is to choose from
 */
gboolean amb_import_plan_map (AmbImportPlan *self, const char *text, GError **error);

/** amb_import_plan_set_column: as chosen by a person; @field NULL passes the column over (or takes
 * it as the id) */
void amb_import_plan_set_column (AmbImportPlan *self,
                                 guint column,
                                 const AmbField *field,
                                 AmbImportPart part);

/** amb_import_plan_dup_headers: (transfer full): the first headers of the file, in quotation marks
 */
char *amb_import_plan_dup_headers (const AmbImportPlan *self);

/** amb_import_plan_check_header: AMB_ERROR_INVALID when the first row holds values and no names */
gboolean amb_import_plan_check_header (const AmbImportPlan *self, GError **error);

/** amb_import_plan_check: two columns for one field, no column that says what a row is about, a
 * first row of values: AMB_ERROR_INVALID says which */
gboolean amb_import_plan_check (const AmbImportPlan *self, GError **error);

G_END_DECLS
