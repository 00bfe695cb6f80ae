/* The sections of a person's page: which records of whom, told as a table. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

/* Records of one entity that are the person's. */
typedef struct
{
  const char *title; /* N_() */
  const char *entity;
  const char *person; /* the field that names the person */
  const char *only;   /* nullable: "state=complete": as a scope's rule has it; several by blanks */
  const char *sort;   /* the field whose latest come first */
  const char *name;   /* nullable: the field that a row is called by; NULL: its title */
  const char *told;   /* fields that stand below the name, separated by blanks */
} AmbPersonSource;

/* What is read of one. */
typedef struct
{
  const AmbPersonSource *source;
  gint64 count;    /* of all; the rows are the first of them */
  GPtrArray *rows; /* of AmbPersonRow */
  char *query;     /* JSON of all of them */
} AmbPersonPart;

typedef struct
{
  const AmbEntity *entity; /* that is opened; a move's is NULL */
  char *id;                /* nullable */
  char *title;
  char *told; /* nullable */
} AmbPersonRow;

typedef struct
{
  const char *id;
  const char *label; /* N_() */
  const char *icon;
  const char *empty;              /* N_(): the title where nothing is there */
  const char *hint;               /* N_(): how something comes here */
  const AmbPersonSource *sources; /* ends with a NULL entity */
  /* A section that is no list of records: its widget, of the person; it follows the context by
   * itself. NULL: the sources are shown. */
  GtkWidget *(*create) (AmbContext *context, const char *person);
  gboolean (*may_show) (AmbContext *context); /* nullable: for whom it is there */
} AmbPersonSection;

/** amb_person_sections: ends with a NULL id, in their order. A further one is a row of this table.
 */
const AmbPersonSection *amb_person_sections (void);
/** amb_person_section_is_there: has the person at this desk a right to any of it? */
gboolean amb_person_section_is_there (const AmbPersonSection *section, AmbContext *context);

/** amb_person_section_read: (transfer full): of AmbPersonPart, without the sources that @access has
 * no right to read. On the thread of @store. */
GPtrArray *amb_person_section_read (AmbStore *store,
                                    const AmbPersonSection *section,
                                    AmbAccess access,
                                    const char *person,
                                    GError **error);

G_END_DECLS
