/* What an import did, or would do: counts, and a reason for every row that stayed out. */
#pragma once

#include "amb-import-plan.h"

G_BEGIN_DECLS

/* A row that was left out, or (in `warnings`) a cell that was. */
typedef struct
{
  gint64 line;           /* of the file, the header is 1 */
  const AmbField *field; /* nullable: the row as a whole */
  char *reason;          /* a sentence: what is wrong and how it should look */
  char *text;            /* nullable: the cell */
  char **cells;          /* nullable: the row as it was read, for the file of failed rows */
} AmbImportSkip;

/* A row that was taken in (or would be) and that looks like a record that was already there. */
typedef struct
{
  gint64 line;
  char *id;       /* nullable: the record made from the row; NULL in a dry run */
  char *title;    /* what the row calls it */
  char *other_id; /* the record that was there before */
  double score;   /* 0…1, how much alike */
} AmbImportDuplicate;

/* Somebody who is not in a file that is said to be complete. */
typedef struct
{
  char *id;
  char *title;
  char *state;  /* nullable: the state moved to (or that it would be moved to) */
  char *reason; /* nullable: why it stays as it is */
} AmbImportLeaver;

typedef enum
{
  AMB_IMPORT_CREATED,
  AMB_IMPORT_UPDATED,
} AmbImportAction;

/* One of the first rows that were taken, for a preview. */
typedef struct
{
  gint64 line;
  AmbImportAction action;
  char *title;
  char *details; /* what is set or changed, for a person to read */
} AmbImportExample;

/* A column of the file, and what became of it. */
typedef struct
{
  char *header;
  char *field; /* nullable: as `--map` names it, “display-name.given”, “id”; NULL: not taken */
} AmbImportTaken;

/* The examples stop here; the counts do not. */
#define AMB_IMPORT_MAX_EXAMPLES 200

/* Made by one thread, then read by another: immutable once the import has ended. */
typedef struct
{
  gatomicrefcount refs;
  const AmbEntity *entity;
  gint64 rows; /* read, header apart */
  gint64 created, updated, unchanged;
  GPtrArray *skipped;       /* of AmbImportSkip, one a row, by line */
  GPtrArray *warnings;      /* of AmbImportSkip: the row is in, that cell is not */
  GPtrArray *duplicates;    /* of AmbImportDuplicate */
  GPtrArray *leavers;       /* of AmbImportLeaver */
  GPtrArray *examples;      /* of AmbImportExample */
  GPtrArray *made;          /* of char *: titles of records made because a row refers to them */
  const AmbEntity *made_of; /* nullable: what these are */
  gboolean dry_run;
  gboolean cancelled;   /* what is counted is in; the rest of the file was not read */
  char **header;        /* nullable: of the file */
  char delimiter;       /* of the file */
  AmbImportKind kind;   /* of cards or events: what is kept of those that failed is their table */
  AmbEncoding encoding; /* of the file */
  GPtrArray *columns;   /* of AmbImportTaken, as in the file */
  gint64 known;         /* of a complete file: records that it could name */
  gboolean needs_force; /* of a dry run: more than half of them would leave, so that the import is
                           refused without AMB_IMPORT_FORCE */
} AmbImportReport;

AmbImportReport *amb_import_report_new (const AmbEntity *entity);
/** amb_import_report_ref: for a thread that reads a finished report, which nobody changes any more
 */
AmbImportReport *amb_import_report_ref (AmbImportReport *self);
/** amb_import_report_free: gives back one reference; any thread */
void amb_import_report_free (AmbImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbImportReport, amb_import_report_free)

/** amb_import_report_is_partial: was a row left out, or the import cancelled (exit status 3)? */
gboolean amb_import_report_is_partial (const AmbImportReport *self);

/** amb_import_report_dup_summary: (transfer full): the counts in one line of translated sentences
 */
char *amb_import_report_dup_summary (const AmbImportReport *self);

/** amb_import_report_count_leaving: how many leavers were moved out, or would be */
guint amb_import_report_count_leaving (const AmbImportReport *self);

/** amb_import_report_dup_details: (transfer full): translated, a line each: how the file was read,
 * columns not taken, what was made, possible duplicates, who left and who did not */
char *amb_import_report_dup_details (const AmbImportReport *self);

/** amb_import_report_check_force: AMB_ERROR_REFUSED when it needs force: how many would leave, and
 * what to do; @file: its name */
gboolean
amb_import_report_check_force (const AmbImportReport *self, const char *file, GError **error);

/**
 * amb_import_report_to_json:
 *
 * Returns: (transfer full): `{"created","updated","unchanged","skipped":[{"line","field","reason",
 * "text"}],"warnings":[…],"duplicates":[{"line","id","title","other","score"}],"leavers":[{"id",
 * "title","state","reason"}],"made":[…],"columns":[{"column","field"}],"encoding","delimiter",
 * "needs_force","dry_run","cancelled"}`, compact, members in that order
 */
char *amb_import_report_to_json (const AmbImportReport *self);

/** amb_import_report_check_target: can amb_import_report_save_failed() write to @path, as far as
 * one can tell before? AMB_ERROR_FAILED with the path. */
gboolean amb_import_report_check_target (const char *path, GError **error);

/**
 * amb_import_report_save_failed:
 * @path: replaced when it exists
 *
 * Writes the rows that were left out with their cells as they were, behind two columns “Line” and
 * “Reason”, in the file's delimiter and UTF-8 with BOM: mend the cells and import it again (both
 * columns are passed over, a row with too few or too many cells still is one). Errors:
 * AMB_ERROR_FULL, AMB_ERROR_FAILED with the path.
 */
gboolean
amb_import_report_save_failed (const AmbImportReport *self, const char *path, GError **error);

G_END_DECLS
