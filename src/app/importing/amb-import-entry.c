/* One line of the lists that an import shows. */
#include "amb-import-entry.h"

struct _AmbImportEntry
{
  GObject parent_instance;

  gint64 line;
  char *title, *cell, *detail, *verb;
  guint index;
};

G_DEFINE_FINAL_TYPE (AmbImportEntry, amb_import_entry, G_TYPE_OBJECT)

static void
amb_import_entry_finalize (GObject *object)
{
  AmbImportEntry *self = AMB_IMPORT_ENTRY (object);

  g_free (self->title);
  g_free (self->cell);
  g_free (self->detail);
  g_free (self->verb);
  G_OBJECT_CLASS (amb_import_entry_parent_class)->finalize (object);
}

static void
amb_import_entry_class_init (AmbImportEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_import_entry_finalize;
}

static void
amb_import_entry_init (AmbImportEntry *self)
{
}

AmbImportEntry *
amb_import_entry_new (
    gint64 line, const char *title, const char *cell, const char *detail, guint index)
{
  AmbImportEntry *self = g_object_new (AMB_TYPE_IMPORT_ENTRY, NULL);

  self->line = line;
  self->title = g_strdup (title);
  self->cell = g_strdup (cell);
  self->detail = g_strdup (detail);
  self->index = index;
  return self;
}

gint64
amb_import_entry_get_line (AmbImportEntry *self)
{
  return self->line;
}

const char *
amb_import_entry_get_title (AmbImportEntry *self)
{
  return self->title;
}

const char *
amb_import_entry_get_cell (AmbImportEntry *self)
{
  return self->cell;
}

const char *
amb_import_entry_get_detail (AmbImportEntry *self)
{
  return self->detail;
}

guint
amb_import_entry_get_index (AmbImportEntry *self)
{
  return self->index;
}

void
amb_import_entry_set_verb (AmbImportEntry *self, const char *verb)
{
  char *copy = g_strdup (verb);

  g_free (self->verb);
  self->verb = copy;
}

const char *
amb_import_entry_get_verb (AmbImportEntry *self)
{
  return self->verb;
}
