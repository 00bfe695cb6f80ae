#include "amb-text-scale.h"

#include <math.h>

double
amb_text_scale_get (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  return size > 0 ? CLAMP (size / AMB_USUAL_EM, 0.5, 4.0) : 1.0;
}

int
amb_text_scale_px (GtkWidget *widget, int px)
{
  return (int) ceil (px * MAX (1.0, amb_text_scale_get (widget)));
}
