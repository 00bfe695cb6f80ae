/* The answers of a form, as applications to a call: which column answers which question. */
#pragma once

#include "amb-csv-reader.h"
#include "amb-import-plan.h"

G_BEGIN_DECLS

/* Immutable, shared by the copies of a plan. */
struct _AmbImportForm
{
  char *call;        /* id */
  char *name;        /* of the call */
  GPtrArray *labels; /* of char *: the questions in their order, then the criteria */
};

AmbImportForm *amb_import_form_ref (AmbImportForm *self);
void amb_import_form_unref (AmbImportForm *self);

/** amb_import_form_find: index of the label that @header asks for, as it stands or nearly; −1 */
int amb_import_form_find (const AmbImportForm *self, const char *header);

/* Who answers more than once: the later answer counts. */
typedef struct _AmbImportAnswers AmbImportAnswers;

/** amb_import_answers_scan: goes through the whole file and rewinds @reader */
AmbImportAnswers *
amb_import_answers_scan (const AmbImportPlan *plan, AmbCsvReader *reader, GError **error);
void amb_import_answers_free (AmbImportAnswers *self);
/** amb_import_answers_find_later: the line of the later answer of the same person; 0: this is it */
gint64 amb_import_answers_find_later (AmbImportAnswers *self,
                                      const AmbImportPlan *plan,
                                      const AmbCsvRow *row);

G_END_DECLS
