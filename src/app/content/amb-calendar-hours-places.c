/* The hours of a week: weekly slots in which nothing was placed yet. */
#include "amb-calendar-hours-private.h"

#include "amb-calendar-tile.h"

const AmbCalendarSlot *
amb_calendar_hours_get_slot (AmbCalendarHours *self, guint index)
{
  const AmbCalendar *calendar = amb_calendar_model_get_calendar (self->model);

  return calendar != NULL && index < self->n_slots && self->slot_from + index < calendar->slots->len
             ? g_ptr_array_index (calendar->slots, self->slot_from + index)
             : NULL;
}

void
amb_calendar_hours_show_places (AmbCalendarHours *self)
{
  while (self->places->len < self->n_slots)
    {
      GtkWidget *tile = amb_calendar_tile_new (self->model);

      amb_calendar_tile_set_style (AMB_CALENDAR_TILE (tile), AMB_CALENDAR_TILE_DENSE);
      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      g_ptr_array_add (self->places, tile);
    }
  for (guint i = 0; i < self->places->len; i++)
    {
      const AmbCalendarSlot *slot = amb_calendar_hours_get_slot (self, i);

      if (slot != NULL)
        amb_calendar_tile_set_slot (g_ptr_array_index (self->places, i), slot);
      else
        amb_calendar_tile_set_item (g_ptr_array_index (self->places, i), NULL);
    }
}

/* Items and places as one row of tiles; FALSE: there isn't room for all of them. */
static gboolean
stack_together (
    AmbHourPlace *items, guint n_items, AmbHourPlace *places, guint n_places, int length, int most)
{
  g_autofree AmbHourPlace *all = g_new0 (AmbHourPlace, n_items + n_places + 1);
  guint item = 0, place = 0;

  for (guint i = 0; i < n_items + n_places; i++)
    if (place >= n_places || (item < n_items && items[item].start <= places[place].start))
      all[i].start = items[item++].start;
    else
      all[i].start = places[place++].start;
  amb_hours_stack (all, n_items + n_places, length, most);
  for (guint i = 0; i < n_items + n_places; i++)
    if (all[i].lane < 0)
      return FALSE;
  item = place = 0;
  for (guint i = 0; i < n_items + n_places; i++)
    if (place >= n_places || (item < n_items && items[item].start <= places[place].start))
      items[item++] = all[i];
    else
      places[place++] = all[i];
  return TRUE;
}

static gboolean
meets_item (const AmbHourPlace *place, const AmbHourPlace *items, guint n_items, int length)
{
  for (guint i = 0; i < n_items; i++)
    if (ABS (items[i].start - place->start) < length)
      return TRUE;
  return FALSE;
}

void
amb_calendar_hours_stack_places (AmbCalendarHours *self,
                                 AmbHourPlace *items,
                                 guint n_items,
                                 AmbHourPlace *places,
                                 guint n_places,
                                 int most)
{
  int length = amb_calendar_hours_get_length (self);

  if (n_places > 0 && stack_together (items, n_items, places, n_places, length, most))
    return;
  amb_hours_stack (items, n_items, length, most);
  amb_hours_stack (places, n_places, length, most);
  for (guint i = 0; i < n_places; i++)
    if (meets_item (&places[i], items, n_items, length))
      places[i].lane = -1;
}
