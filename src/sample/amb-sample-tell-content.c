/* The chapter on content: what it stands on, the items in order, what became of them. */
#include "amb-sample-tell-content.h"

guint
amb_sample_content_get_n_items (void)
{
  return amb_sample_n_items_year + amb_sample_n_items_now;
}

const AmbSampleItem *
amb_sample_content_get_item (guint n)
{
  return n <= amb_sample_n_items_year ? &amb_sample_items_year[n - 1]
                                      : &amb_sample_items_now[n - amb_sample_n_items_year - 1];
}

void
amb_sample_tell_content (AmbSampleStory *self)
{
  amb_sample_content_tell_ground (self);
  amb_sample_content_tell_sources (self);
  amb_sample_content_tell_calendar (self);
  for (guint n = 1; n <= amb_sample_content_get_n_items (); n++)
    amb_sample_content_tell_item (self, n);
  amb_sample_content_tell_words (self);
  amb_sample_content_tell_results (self);
}
