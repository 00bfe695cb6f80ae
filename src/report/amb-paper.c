#include "amb-paper.h"

#include "amb-error.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <pango/pango.h>

#define A4_WIDTH   210 /* mm */
#define A4_HEIGHT  297
#define POINTS(mm) ((mm) *72 / 25.4)

/* glibc keeps the number where others have a text. */
static int
get_length (nl_item item, int otherwise)
{
  int length = GPOINTER_TO_INT (nl_langinfo (item));

  return length >= 100 && length <= 2000 ? length : otherwise;
}

void
amb_paper_get_size (gboolean is_landscape, double *width, double *height)
{
  double across = POINTS (get_length (_NL_PAPER_WIDTH, A4_WIDTH));
  double along = POINTS (get_length (_NL_PAPER_HEIGHT, A4_HEIGHT));

  *width = is_landscape ? along : across;
  *height = is_landscape ? across : along;
}

gboolean
amb_paper_is_rtl (void)
{
  static const PangoScript rtl[] = { PANGO_SCRIPT_ARABIC, PANGO_SCRIPT_HEBREW, PANGO_SCRIPT_SYRIAC,
                                     PANGO_SCRIPT_THAANA, PANGO_SCRIPT_NKO };
  int n_scripts = 0;
  const PangoScript *scripts =
      pango_language_get_scripts (pango_language_get_default (), &n_scripts);

  for (guint i = 0; n_scripts > 0 && i < G_N_ELEMENTS (rtl); i++)
    if (scripts[0] == rtl[i])
      return TRUE;
  return FALSE;
}

gboolean
amb_paper_save (const char *path,
                double width,
                double height,
                AmbPaperPaginate paginate,
                AmbPaperDraw draw,
                gpointer data,
                GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, width, height);
  cairo_t *cr = cairo_create (surface);
  guint n = paginate (data, cr, width, height);
  cairo_status_t status;

  for (guint page = 0; page < n; page++)
    {
      draw (data, cr, page);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_FAILED,
               _ ("The PDF “%1$s” can’t be written: %2$s. Name a file that you may write."), path,
               cairo_status_to_string (status));
  return FALSE;
}
