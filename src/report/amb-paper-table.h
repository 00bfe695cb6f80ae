/* A table on pages: columns, rows and, in their cells, entries that go on on the next page where
 * a page ends. Nothing in it is cut. */
#pragma once

#include "amb-paper.h"

G_BEGIN_DECLS

typedef struct _AmbPaperTable AmbPaperTable;

/* What stands around it; copied. */
typedef struct
{
  const char *title;
  const char *kind;     /* beside the title, at the other end */
  const char *subtitle; /* nullable: under the title */
  const char *footer;   /* nullable: beside the number of the page */
  const char *corner;   /* nullable: over the heads of rows */
  double head_width;    /* points; 0: rows have no head */
  gboolean is_landscape;
  gboolean is_rtl;
  gboolean fills; /* rows share what a page has left */
} AmbPaperTableStyle;

AmbPaperTable *amb_paper_table_new (const AmbPaperTableStyle *style);
void amb_paper_table_free (AmbPaperTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbPaperTable, amb_paper_table_free)

/** amb_paper_table_add_column: before the first row; @note: (nullable): under the title */
void amb_paper_table_add_column (AmbPaperTable *self, const char *title, const char *note);
/** amb_paper_table_add_row: returns its index; @title and @note: (nullable) */
guint amb_paper_table_add_row (AmbPaperTable *self, const char *title, const char *note);
/** amb_paper_table_add_note: a row of one sentence, for a table that has nothing else to show */
void amb_paper_table_add_note (AmbPaperTable *self, const char *note);
guint amb_paper_table_get_n_rows (const AmbPaperTable *self);
/** amb_paper_table_set_cell: what stands over the entries of a cell (nullable); @is_dim: it belongs
 * to something else than what the page is about */
void amb_paper_table_set_cell (AmbPaperTable *self,
                               guint row,
                               guint column,
                               const char *title,
                               const char *note,
                               gboolean is_dim);
/**
 * amb_paper_table_add_entry: the next one of a cell
 * @lead: (nullable): in bold before the text
 * @detail: (nullable): under it
 * @colour: (nullable): three parts from 0 to 1, static: a bar before it
 */
void amb_paper_table_add_entry (AmbPaperTable *self,
                                guint row,
                                guint column,
                                const char *lead,
                                const char *text,
                                const char *detail,
                                const double *colour);

/** amb_paper_table_get_size: of its pages, in points: the locale's, turned as it is wide */
void amb_paper_table_get_size (const AmbPaperTable *self, double *width, double *height);
gboolean amb_paper_table_is_landscape (const AmbPaperTable *self);
/** amb_paper_table_begin: to lay it out for pages of that size; @cr is borrowed until it is done */
void amb_paper_table_begin (AmbPaperTable *self, cairo_t *cr, double width, double height);
/** amb_paper_table_go_on: a few milliseconds of it; TRUE: it is done. For a main thread. */
gboolean amb_paper_table_go_on (AmbPaperTable *self);
guint amb_paper_table_get_n_pages (const AmbPaperTable *self); /* once it is laid out */
void amb_paper_table_draw (AmbPaperTable *self, cairo_t *cr, guint page);
/** amb_paper_table_save: as PDF; any one thread. AMB_ERROR_FAILED names the file. */
gboolean amb_paper_table_save (AmbPaperTable *self, const char *path, GError **error);

G_END_DECLS
