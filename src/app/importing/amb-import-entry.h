/* One line of the lists that an import shows: what it is about, what became of it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AMB_TYPE_IMPORT_ENTRY (amb_import_entry_get_type ())
G_DECLARE_FINAL_TYPE (AmbImportEntry, amb_import_entry, AMB, IMPORT_ENTRY, GObject)

/** amb_import_entry_new: @line: of the file, 0: none; @index: of the list in the report; texts are
 * nullable */
AmbImportEntry *amb_import_entry_new (
    gint64 line, const char *title, const char *cell, const char *detail, guint index);
gint64 amb_import_entry_get_line (AmbImportEntry *self);
const char *amb_import_entry_get_title (AmbImportEntry *self);
const char *amb_import_entry_get_cell (AmbImportEntry *self);
const char *amb_import_entry_get_detail (AmbImportEntry *self);
guint amb_import_entry_get_index (AmbImportEntry *self);

/** amb_import_entry_set_verb: (nullable): what its button says; NULL: no button */
void amb_import_entry_set_verb (AmbImportEntry *self, const char *verb);
const char *amb_import_entry_get_verb (AmbImportEntry *self);

G_END_DECLS
