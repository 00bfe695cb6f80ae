/* Paper: its size where the reader is, and a PDF of what is laid out on pages. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/** amb_paper_get_size: in points, of the reader's locale (LC_PAPER): A4, or Letter */
void amb_paper_get_size (gboolean is_landscape, double *width, double *height);
/** amb_paper_is_rtl: does the reader's language run from right to left? */
gboolean amb_paper_is_rtl (void);

/* Lays @data out for pages of that size in points; returns how many. */
typedef guint (*AmbPaperPaginate) (gpointer data, cairo_t *cr, double width, double height);
typedef void (*AmbPaperDraw) (gpointer data, cairo_t *cr, guint page);

/** amb_paper_save: a PDF at @path; any one thread. AMB_ERROR_FAILED names the file. */
gboolean amb_paper_save (const char *path,
                         double width,
                         double height,
                         AmbPaperPaginate paginate,
                         AmbPaperDraw draw,
                         gpointer data,
                         GError **error);

G_END_DECLS
