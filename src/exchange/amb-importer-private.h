/* The importer from inside: stages (amb-importer.c) and rows (amb-importer-rows.c). */
#pragma once

#include "amb-csv-reader.h"
#include "amb-import-form.h"
#include "amb-import-private.h"
#include "amb-import-tally.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_IMPORTER_LOAD,
  AMB_IMPORTER_REHEARSAL, /* of a complete file: who would leave? */
  AMB_IMPORTER_ROWS,
  AMB_IMPORTER_REFERENCES, /* within the file */
  AMB_IMPORTER_LEAVERS,
  AMB_IMPORTER_DONE,
} AmbImporterStage;

/* A reference to a record that comes later in the file. */
typedef struct
{
  gint64 line;
  const char *id; /* of the record that refers; the lookup’s */
  const AmbField *field;
  char *text;
  char *before;          /* nullable: what it refers to now */
  gboolean is_unchanged; /* the row counts as unchanged unless this changes something */
} AmbImportDeferred;

struct _AmbImporter
{
  GObject parent_instance;

  AmbImportPlan *plan;
  AmbImportFlags flags;
  AmbImporterStage stage;
  AmbCsvReader *reader;
  AmbImportLookups lookups;
  AmbImportLookup *own;      /* borrowed: of the plan's entity */
  AmbImportTally *tally;     /* nullable: of facts that count together */
  AmbImportAnswers *answers; /* nullable: of a form */
  AmbImportReport *report;
  AmbImporter *rehearsal; /* nullable */
  GHashTable *taken;      /* id (the lookup’s) → line that was taken */
  GHashTable *present; /* COMPLETE: ids (the lookup’s) that the file names, in rows that were left
                          out too */
  GHashTable *spoiled; /* folded texts of rows that were left out → line */
  GPtrArray *deferred; /* of AmbImportDeferred */
  GPtrArray *leavers;  /* of AmbImportLeaver, borrowed from the report */
  guint next;          /* of deferred or leavers */
  gint64 mended;       /* line that a reference made an updated one */
  gint64 group;        /* of undo; 0: none yet */
  gint64 total;        /* rows of the file; only counted when they are written */
  int permille;        /* atomic */
  int permille_before; /* that a rehearsal took */
  int rows;            /* atomic */
};

/**
 * amb_importer_take_row:
 * @programme: (nullable): NULL in a dry run
 * @piece: (nullable): that the row was made from
 *
 * One row of the file: created, updated, unchanged or left out with a reason, which that of a piece
 * may have already. FALSE with @error only when the store fails.
 */
gboolean amb_importer_take_row (AmbImporter *self,
                                AmbStore *store,
                                AmbProgramme *programme,
                                const AmbCsvRow *row,
                                const AmbImportPiece *piece,
                                GError **error);

G_END_DECLS
