/* Writes what a list shows to a file that spreadsheets and scripts read. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_EXPORT_CSV,
  AMB_EXPORT_JSON,
  AMB_EXPORT_VCARD, /* of people and contacts: version 4.0; notes are no part of it */
  AMB_EXPORT_ICAL,  /* of content items that have a day, and as cancelled those that were removed
                       within 30 days: iCalendar */
} AmbExportFormat;

/* Everything may be zero or NULL. */
typedef struct
{
  AmbExportFormat format;
  const AmbField *const *fields; /* NULL-terminated; NULL: the title, though it is computed, and
                                    every stored field that is not LOCAL */
  char delimiter;                /* CSV: 0 is ';' where the decimal sign is a comma, else ',' */
  gboolean with_id; /* CSV: a column “id” in front, by which an import finds the record; always
                       there when the entity has no KEY to find it by */
  gboolean raw;     /* canonical values and field names instead of words and labels */
  gboolean with_provenance; /* CSV: the filters, the date and the freshness in a second file, PATH +
                               “.about.txt” */
  const char *view;         /* nullable: the name of the view whose filters these are */
  gboolean view_is_changed; /* but not as it was saved */
  const char *as_of;        /* nullable: freshness of the data, as the sync chip says it */
  GOutputStream *stream; /* nullable: where it goes instead of into a file, which isn’t closed */
  GCancellable *cancellable;
} AmbExportOptions;

/** amb_export_format_from_path: by the file's ending; AMB_EXPORT_CSV unless it is “.json”, “.vcf”,
 * “.vcard” or “.ics” */
AmbExportFormat amb_export_format_from_path (const char *path);
/** amb_export_format_find: “csv”, “json”, “vcard” or “ics”; AMB_ERROR_USAGE names them */
gboolean amb_export_format_find (const char *name, AmbExportFormat *format, GError **error);
/** amb_export_check_path: AMB_ERROR_INVALID when the ending promises what an export can’t write, as
 * “.xlsx”; it names those that it can. A name without an ending is CSV. */
gboolean amb_export_check_path (const char *path, AmbExportFormat *format, GError **error);

/**
 * amb_export_query:
 * @store: a reader's, or any
 * @count: (out) (optional): records written
 *
 * CSV is UTF-8 with BOM, one header row, references by title; a cell that a spreadsheet would take
 * for a formula gets an apostrophe in front. CSV has no place for comments, so filters, date and
 * freshness go to a second file when asked for; JSON carries them:
 * `{"entity","exported","as_of","view","view_changed","query","records":[…],"total"}`, the two of
 * the view only where there is one; a vCard has a card a record, a calendar an
 * event, and the second file as CSV has it.
 * The file is written beside
 * and renamed, so that a failure leaves the former one. Errors: AMB_ERROR_INVALID for cards of what
 * is no person and calendars of what has no day, AMB_ERROR_FULL, _FAILED with the
 * path, G_IO_ERROR_CANCELLED.
 */
gboolean amb_export_query (AmbStore *store,
                           const AmbQuery *query,
                           const char *path,
                           const AmbExportOptions *options,
                           gint64 *count,
                           GError **error);

/** amb_export_card: the card of one person or contact; errors as amb_export_query(), and
 * AMB_ERROR_NOT_FOUND */
gboolean amb_export_card (
    AmbStore *store, const AmbEntity *entity, const char *id, const char *path, GError **error);

G_END_DECLS
