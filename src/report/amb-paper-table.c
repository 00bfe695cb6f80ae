#include "amb-paper-table.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#define MARGIN     30 /* points, as all that follows */
#define PAD        3  /* of a cell */
#define GAP        3  /* between entries */
#define BAR        2.5
#define INSET      6 /* of an entry's text */
#define LEAST_ROW  18
#define PER_STEP   48 /* entries that are measured at once */
#define HEAD_GAP   8
#define FOOT_SPACE 20

typedef enum
{
  FACE_TITLE,
  FACE_KIND,
  FACE_LINE,
  FACE_HEAD,
  FACE_NOTE,
  FACE_ENTRY,
  FACE_DETAIL,
  N_FACES
} Face;

static const struct
{
  double size;
  PangoWeight weight;
  double grey;
} faces[N_FACES] = {
  [FACE_TITLE] = { 17, PANGO_WEIGHT_BOLD, 0 },     [FACE_KIND] = { 12, PANGO_WEIGHT_NORMAL, 0.25 },
  [FACE_LINE] = { 8.5, PANGO_WEIGHT_NORMAL, 0.3 }, [FACE_HEAD] = { 8.5, PANGO_WEIGHT_BOLD, 0.1 },
  [FACE_NOTE] = { 7, PANGO_WEIGHT_NORMAL, 0.3 },   [FACE_ENTRY] = { 7.5, PANGO_WEIGHT_NORMAL, 0 },
  [FACE_DETAIL] = { 7, PANGO_WEIGHT_NORMAL, 0.3 },
};

typedef struct
{
  char *lead, *text, *detail;
  const double *colour;
  guint column;
  double height;
} Entry;

typedef struct
{
  char *title, *note;
  gboolean is_dim;
  GPtrArray *entries; /* nullable: none */
  double head;        /* height of title and note */
} Cell;

typedef struct
{
  char *title, *note;
  Cell *cells;
  double head;
} Row;

/* A row, or the part of it that a page has room for. */
typedef struct
{
  guint row, page;
  double y, height;
  gboolean goes_on; /* its beginning stands on a page before */
  guint *from, *to; /* of each cell's entries */
} Slice;

struct _AmbPaperTable
{
  char *title, *kind, *subtitle, *footer, *corner;
  double head_width;
  gboolean is_landscape, is_rtl, fills;
  GPtrArray *columns; /* of char *[2] */
  GPtrArray *rows;    /* of Row */
  GPtrArray *entries; /* of Entry */

  PangoLayout *layout; /* nullable: between begin and free */
  double width, height, column_width, top, body, heads;
  guint n_measured;
  GPtrArray *slices; /* of Slice */
  guint n_pages;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->lead);
  g_free (entry->text);
  g_free (entry->detail);
  g_free (entry);
}

static void
slice_free (gpointer data)
{
  Slice *slice = data;

  g_free (slice->from);
  g_free (slice->to);
  g_free (slice);
}

AmbPaperTable *
amb_paper_table_new (const AmbPaperTableStyle *style)
{
  AmbPaperTable *self = g_new0 (AmbPaperTable, 1);

  self->title = g_strdup (style->title);
  self->kind = g_strdup (style->kind);
  self->subtitle = g_strdup (style->subtitle);
  self->footer = g_strdup (style->footer);
  self->corner = g_strdup (style->corner);
  self->head_width = style->head_width;
  self->is_landscape = style->is_landscape;
  self->is_rtl = style->is_rtl;
  self->fills = style->fills;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->rows = g_ptr_array_new ();
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->slices = g_ptr_array_new_with_free_func (slice_free);
  return self;
}

static void
row_free (const AmbPaperTable *self, Row *row)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_free (row->cells[i].title);
      g_free (row->cells[i].note);
      g_clear_pointer (&row->cells[i].entries, g_ptr_array_unref);
    }
  g_free (row->cells);
  g_free (row->title);
  g_free (row->note);
  g_free (row);
}

void
amb_paper_table_free (AmbPaperTable *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    row_free (self, g_ptr_array_index (self->rows, i));
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->slices);
  g_clear_object (&self->layout);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->subtitle);
  g_free (self->footer);
  g_free (self->corner);
  g_free (self);
}

void
amb_paper_table_add_column (AmbPaperTable *self, const char *title, const char *note)
{
  const char *texts[] = { title != NULL ? title : "", note != NULL ? note : "", NULL };

  g_assert (self->rows->len == 0);
  g_ptr_array_add (self->columns, g_strdupv ((char **) texts));
}

guint
amb_paper_table_add_row (AmbPaperTable *self, const char *title, const char *note)
{
  Row *row = g_new0 (Row, 1);

  row->title = g_strdup (title);
  row->note = g_strdup (note);
  row->cells = g_new0 (Cell, self->columns->len);
  g_ptr_array_add (self->rows, row);
  return self->rows->len - 1;
}

void
amb_paper_table_add_note (AmbPaperTable *self, const char *note)
{
  if (self->columns->len == 0)
    amb_paper_table_add_column (self, "", NULL);
  amb_paper_table_set_cell (self, amb_paper_table_add_row (self, NULL, NULL), 0, note, NULL, FALSE);
}

guint
amb_paper_table_get_n_rows (const AmbPaperTable *self)
{
  return self->rows->len;
}

static Cell *
get_cell (const AmbPaperTable *self, guint row, guint column)
{
  g_assert (row < self->rows->len && column < self->columns->len);
  return &((Row *) g_ptr_array_index (self->rows, row))->cells[column];
}

void
amb_paper_table_set_cell (AmbPaperTable *self,
                          guint row,
                          guint column,
                          const char *title,
                          const char *note,
                          gboolean is_dim)
{
  Cell *cell = get_cell (self, row, column);

  g_free (cell->title);
  g_free (cell->note);
  cell->title = g_strdup (title);
  cell->note = g_strdup (note);
  cell->is_dim = is_dim;
}

void
amb_paper_table_add_entry (AmbPaperTable *self,
                           guint row,
                           guint column,
                           const char *lead,
                           const char *text,
                           const char *detail,
                           const double *colour)
{
  Cell *cell = get_cell (self, row, column);
  Entry *entry = g_new0 (Entry, 1);

  entry->lead = g_strdup (lead);
  entry->text = g_strdup (text);
  entry->detail = g_strdup (detail);
  entry->colour = colour;
  entry->column = column;
  g_ptr_array_add (self->entries, entry);
  if (cell->entries == NULL)
    cell->entries = g_ptr_array_new ();
  g_ptr_array_add (cell->entries, entry);
}

/* Text. */

/* Each line begins at the side where the page begins, whatever the direction of its own words. */
static void
show_lines (
    const AmbPaperTable *self, cairo_t *cr, double x, double y, double width, gboolean at_end)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);

  do
    {
      PangoRectangle box;
      double rest;

      pango_layout_iter_get_line_extents (iter, NULL, &box);
      rest = self->is_rtl != at_end ? width - (double) box.width / PANGO_SCALE : 0;
      cairo_move_to (cr, x + rest,
                     y + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/* @cr: NULL: it is measured only; @x from the side where the page begins. Returns its height. */
static double
put (AmbPaperTable *self,
     cairo_t *cr,
     Face face,
     const char *lead,
     const char *text,
     double x,
     double y,
     double width,
     gboolean at_end)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  PangoAttribute *size = pango_attr_size_new_absolute ((int) (faces[face].size * PANGO_SCALE));
  PangoAttribute *weight = pango_attr_weight_new (faces[face].weight);
  g_autofree char *whole = lead != NULL ? g_strdup_printf ("%s  %s", lead, text) : NULL;
  const char *shown = whole != NULL ? whole : text;
  int height;

  if (shown == NULL || *shown == '\0')
    return 0;
  pango_attr_list_insert (list, size);
  pango_attr_list_insert (list, weight);
  if (lead != NULL)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->end_index = (guint) strlen (lead);
      pango_attr_list_insert (list, bold);
    }
  pango_layout_set_attributes (self->layout, list);
  pango_layout_set_width (self->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (self->layout, shown, -1);
  pango_layout_get_size (self->layout, NULL, &height);
  if (cr != NULL)
    {
      cairo_set_source_rgb (cr, faces[face].grey, faces[face].grey, faces[face].grey);
      show_lines (self, cr, self->is_rtl ? self->width - x - width : x, y, width, at_end);
    }
  return (double) height / PANGO_SCALE;
}

static void
fill_box (const AmbPaperTable *self, cairo_t *cr, double x, double y, double width, double height)
{
  cairo_rectangle (cr, self->is_rtl ? self->width - x - width : x, y, width, height);
  cairo_fill (cr);
}

static double
put_pair (AmbPaperTable *self,
          cairo_t *cr,
          const char *title,
          const char *note,
          double x,
          double y,
          double width)
{
  double height = put (self, cr, FACE_HEAD, NULL, title, x, y, width, FALSE);

  return height + put (self, cr, FACE_NOTE, NULL, note, x, y + height, width, FALSE);
}

static double
put_entry (AmbPaperTable *self, cairo_t *cr, const Entry *entry, double x, double y, double width)
{
  double height = 1 + put (self, cr, FACE_ENTRY, entry->lead, entry->text, x + INSET, y + 1,
                           width - INSET - 1, FALSE);

  return 1 + height +
         put (self, cr, FACE_DETAIL, NULL, entry->detail, x + INSET, y + height, width - INSET - 1,
              FALSE);
}

/* Title, and under it what it is about; the same on every page. */
static double
put_top (AmbPaperTable *self, cairo_t *cr)
{
  double width = self->width - 2 * MARGIN;
  double part = width * 0.62;
  double height = put (self, cr, FACE_TITLE, NULL, self->title, MARGIN, MARGIN, part, FALSE);

  put (self, cr, FACE_KIND, NULL, self->kind, MARGIN + part, MARGIN + 4, width - part, TRUE);
  return height +
         put (self, cr, FACE_LINE, NULL, self->subtitle, MARGIN, MARGIN + height, width, FALSE);
}

static double
get_x (const AmbPaperTable *self, guint column)
{
  return MARGIN + self->head_width + column * self->column_width;
}

static double
put_heads (AmbPaperTable *self, cairo_t *cr)
{
  double y = self->top + PAD;
  double height =
      put (self, cr, FACE_NOTE, NULL, self->corner, MARGIN, y, self->head_width - PAD, FALSE);

  for (guint i = 0; i < self->columns->len; i++)
    {
      char **texts = g_ptr_array_index (self->columns, i);

      height = MAX (height, put_pair (self, cr, texts[0], texts[1], get_x (self, i) + PAD, y,
                                      self->column_width - 2 * PAD));
    }
  return height > 0 ? height + 2 * PAD : 0;
}

/* Layout. */

void
amb_paper_table_get_size (const AmbPaperTable *self, double *width, double *height)
{
  amb_paper_get_size (self->is_landscape, width, height);
}

gboolean
amb_paper_table_is_landscape (const AmbPaperTable *self)
{
  return self->is_landscape;
}

void
amb_paper_table_begin (AmbPaperTable *self, cairo_t *cr, double width, double height)
{
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");

  g_clear_object (&self->layout);
  self->layout = pango_cairo_create_layout (cr);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_context_set_base_dir (pango_layout_get_context (self->layout),
                              self->is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_layout_context_changed (self->layout);
  self->width = width;
  self->height = height;
  self->column_width = (width - 2 * MARGIN - self->head_width) / MAX (self->columns->len, 1);
  self->top = MARGIN + put_top (self, NULL) + HEAD_GAP;
  self->heads = put_heads (self, NULL);
  self->body = height - MARGIN - FOOT_SPACE - self->top - self->heads;
  self->n_measured = 0;
  g_ptr_array_set_size (self->slices, 0);
  self->n_pages = 0;
}

static void
measure_heads (AmbPaperTable *self, Row *row)
{
  /* On a further page it says so too. */
  row->head = put_pair (self, NULL, row->title, row->note, 0, 0, self->head_width - PAD) +
              put (self, NULL, FACE_NOTE, NULL, _ ("continued"), 0, 0,
                   MAX (self->head_width - PAD, 40), FALSE);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Cell *cell = &row->cells[i];

      cell->head =
          put_pair (self, NULL, cell->title, cell->note, 0, 0, self->column_width - 2 * PAD);
    }
}

/* How many entries from @from on have room in @room; one that is alone has it always. */
static guint
find_end (const Cell *cell, guint from, double room, gboolean at_least_one, double *used)
{
  guint n = cell->entries != NULL ? cell->entries->len : 0;
  guint to = from;
  double height = cell->head;

  while (to < n)
    {
      const Entry *entry = g_ptr_array_index (cell->entries, to);

      if (height + GAP + entry->height > room && !(at_least_one && to == from))
        break;
      height += GAP + entry->height;
      to++;
    }
  *used = height;
  return to;
}

static Slice *
slice_new (AmbPaperTable *self, guint index, const guint *from, double room, gboolean at_least_one)
{
  const Row *row = g_ptr_array_index (self->rows, index);
  Slice *slice = g_new0 (Slice, 1);

  slice->row = index;
  slice->from = g_memdup2 (from, self->columns->len * sizeof *from);
  slice->to = g_new0 (guint, self->columns->len);
  slice->height = MAX (LEAST_ROW, row->head + 2 * PAD);
  for (guint i = 0; i < self->columns->len; i++)
    {
      double used;

      slice->to[i] = find_end (&row->cells[i], from[i], room - 2 * PAD, at_least_one, &used);
      slice->height = MAX (slice->height, used + 2 * PAD);
    }
  return slice;
}

static gboolean
is_whole (const AmbPaperTable *self, const Slice *slice)
{
  const Row *row = g_ptr_array_index (self->rows, slice->row);

  for (guint i = 0; i < self->columns->len; i++)
    if (row->cells[i].entries != NULL && slice->to[i] < row->cells[i].entries->len)
      return FALSE;
  return TRUE;
}

/* A row that a page has room for stays whole; a longer one goes on over the pages. */
static void
place_row (AmbPaperTable *self, guint index, guint *page, double *y)
{
  g_autofree guint *from = g_new0 (guint, self->columns->len);
  Slice *whole = slice_new (self, index, from, self->body, FALSE);
  double needed = is_whole (self, whole) ? whole->height : self->body / 2;
  gboolean is_done = FALSE;

  slice_free (whole);
  if (*y > 0 && *y + needed > self->body)
    {
      ++*page;
      *y = 0;
    }
  for (gboolean goes_on = FALSE; !is_done; goes_on = TRUE)
    {
      Slice *slice;

      if (goes_on)
        {
          ++*page;
          *y = 0;
        }
      slice = slice_new (self, index, from, self->body - *y, *y <= 0);
      slice->page = *page;
      slice->y = *y;
      slice->goes_on = goes_on;
      *y += slice->height;
      g_ptr_array_add (self->slices, slice);
      memcpy (from, slice->to, self->columns->len * sizeof *from);
      is_done = is_whole (self, slice);
    }
}

static void
share_rest (AmbPaperTable *self, double used)
{
  double more = (self->body - used) / MAX (self->slices->len, 1);

  for (guint i = 0; i < self->slices->len; i++)
    {
      Slice *slice = g_ptr_array_index (self->slices, i);

      slice->y += more * i;
      slice->height += more;
    }
}

static void
arrange (AmbPaperTable *self)
{
  guint page = 0;
  double y = 0;

  for (guint i = 0; i < self->rows->len; i++)
    place_row (self, i, &page, &y);
  self->n_pages = page + 1;
  if (self->fills && page == 0)
    share_rest (self, y);
}

gboolean
amb_paper_table_go_on (AmbPaperTable *self)
{
  guint end = MIN (self->n_measured + PER_STEP, self->entries->len);

  for (; self->n_measured < end; self->n_measured++)
    {
      Entry *entry = g_ptr_array_index (self->entries, self->n_measured);

      entry->height = put_entry (self, NULL, entry, 0, 0, self->column_width - 2 * PAD);
    }
  if (self->n_measured < self->entries->len)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    measure_heads (self, g_ptr_array_index (self->rows, i));
  arrange (self);
  return TRUE;
}

guint
amb_paper_table_get_n_pages (const AmbPaperTable *self)
{
  return self->n_pages;
}

/* Drawing. */

static void
draw_entry (AmbPaperTable *self, cairo_t *cr, const Entry *entry, double x, double y)
{
  double width = self->column_width - 2 * PAD;
  const double *colour = entry->colour;

  cairo_set_source_rgb (cr, 0.965, 0.965, 0.965);
  fill_box (self, cr, x, y, width, entry->height);
  if (colour != NULL)
    {
      cairo_set_source_rgb (cr, colour[0], colour[1], colour[2]);
      fill_box (self, cr, x, y, BAR, entry->height);
    }
  put_entry (self, cr, entry, x, y, width);
}

static void
draw_cell (AmbPaperTable *self, cairo_t *cr, const Slice *slice, guint column, double y)
{
  const Cell *cell = get_cell (self, slice->row, column);
  double x = get_x (self, column);
  double width = self->column_width;

  if (cell->is_dim)
    {
      cairo_set_source_rgb (cr, 0.92, 0.92, 0.92);
      fill_box (self, cr, x, y, width, slice->height);
    }
  put_pair (self, cr, cell->title, cell->note, x + PAD, y + PAD, width - 2 * PAD);
  y += PAD + cell->head;
  for (guint i = slice->from[column]; i < slice->to[column]; i++)
    {
      const Entry *entry = g_ptr_array_index (cell->entries, i);

      draw_entry (self, cr, entry, x + PAD, y + GAP);
      y += GAP + entry->height;
    }
}

static void
draw_line (cairo_t *cr, double x, double y, double to_x, double to_y, double grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, to_x, to_y);
  cairo_stroke (cr);
}

static void
draw_slice (AmbPaperTable *self, cairo_t *cr, const Slice *slice)
{
  const Row *row = g_ptr_array_index (self->rows, slice->row);
  double y = self->top + self->heads + slice->y;
  double height =
      put_pair (self, cr, row->title, row->note, MARGIN, y + PAD, MAX (self->head_width - PAD, 0));

  if (slice->goes_on && self->head_width > 0)
    put (self, cr, FACE_NOTE, NULL, _ ("continued"), MARGIN, y + PAD + height,
         self->head_width - PAD, FALSE);
  for (guint i = 0; i < self->columns->len; i++)
    draw_cell (self, cr, slice, i, y);
  for (guint i = 0; i < self->columns->len && self->columns->len > 1; i++)
    {
      double x = self->is_rtl ? self->width - get_x (self, i) : get_x (self, i);

      draw_line (cr, x, y, x, y + slice->height, 0.75);
    }
  draw_line (cr, MARGIN, y, self->width - MARGIN, y, 0.45);
}

static void
draw_foot (AmbPaperTable *self, cairo_t *cr, guint page)
{
  /* Translators: the number of a page, and how many there are */
  g_autofree char *number = g_strdup_printf (_ ("Page %1$u of %2$u"), page + 1, self->n_pages);
  double width = (self->width - 2 * MARGIN) / 2;
  double y = self->height - MARGIN - 10;

  put (self, cr, FACE_NOTE, NULL, self->footer, MARGIN, y, width, FALSE);
  put (self, cr, FACE_NOTE, NULL, number, MARGIN + width, y, width, TRUE);
}

void
amb_paper_table_draw (AmbPaperTable *self, cairo_t *cr, guint page)
{
  pango_cairo_update_layout (cr, self->layout);
  put_top (self, cr);
  put_heads (self, cr);
  for (guint i = 0; i < self->slices->len; i++)
    {
      const Slice *slice = g_ptr_array_index (self->slices, i);

      if (slice->page == page)
        draw_slice (self, cr, slice);
    }
  draw_foot (self, cr, page);
}

static guint
paginate (gpointer data, cairo_t *cr, double width, double height)
{
  AmbPaperTable *self = data;

  amb_paper_table_begin (self, cr, width, height);
  while (!amb_paper_table_go_on (self))
    ;
  return self->n_pages;
}

static void
draw (gpointer data, cairo_t *cr, guint page)
{
  amb_paper_table_draw (data, cr, page);
}

gboolean
amb_paper_table_save (AmbPaperTable *self, const char *path, GError **error)
{
  double width, height;

  amb_paper_table_get_size (self, &width, &height);
  return amb_paper_save (path, width, height, paginate, draw, self, error);
}
