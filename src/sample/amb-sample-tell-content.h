/* The files of the chapter on content; private to it. */
#pragma once

#include "amb-sample-desk.h"

G_BEGIN_DECLS

/* Days of the battery recall, in which what carries its tag was held; the crises chapter tells of
 * it by the same days. */
#define AMB_SAMPLE_RECALL_DAY    (-19) /* declared, and contained a day later */
#define AMB_SAMPLE_RECALL_LIFTED (-12)
#define AMB_SAMPLE_RECALL_REVIEW (-8)

/* An item as a row. How it went, by letter: see the journeys in amb-sample-tell-content-item.c. */
typedef struct
{
  int day; /* on which it goes out, relative to today; AMB_SAMPLE_NO_DAY: not planned */
  char journey;
  char audience; /* c a p i */
  char kind;     /* e l c n p: expertise, life at work, commitment, news, product */
  guint8 pillar, need, campaign, asset, channel, parent; /* numbers of keys; 0: none */
  const char *department;
  const char *language;
  const char *title;
  const char *body;
  const char *tags; /* nullable: besides its pillar's, separated by | */
} AmbSampleItem;

#define AMB_SAMPLE_NO_DAY 999

/* item:1 … are the rows of the past year, then those of now. */
extern const AmbSampleItem amb_sample_items_year[];
extern const guint amb_sample_n_items_year;
extern const AmbSampleItem amb_sample_items_now[];
extern const guint amb_sample_n_items_now;
guint amb_sample_content_get_n_items (void);
/** amb_sample_content_get_item: row of “item:@n”, which begins with 1 */
const AmbSampleItem *amb_sample_content_get_item (guint n);
/** amb_sample_content_get_wall: hour and zone at which the item goes out */
void amb_sample_content_get_wall (
    const AmbSampleItem *item, guint n, int *hour, int *minute, const char **zone);
/** amb_sample_content_is_out: was it published? */
gboolean amb_sample_content_is_out (const AmbSampleItem *item);
/** amb_sample_content_get_audience: stored */
const char *amb_sample_content_get_audience (char letter);

/* A channel as a row. */
typedef struct
{
  const char *name, *network, *kind, *url, *language, *node;
  int limit, audience;
  const char *active;
} AmbSampleChannel;

extern const AmbSampleChannel amb_sample_channels[];
extern const guint amb_sample_n_channels;

void amb_sample_content_tell_ground (AmbSampleStory *self);   /* pillars, channels, campaigns */
void amb_sample_content_tell_sources (AmbSampleStory *self);  /* needs, assets */
void amb_sample_content_tell_calendar (AmbSampleStory *self); /* slots, blackout days, holidays */
void amb_sample_content_tell_item (AmbSampleStory *self, guint n);
void amb_sample_content_tell_words (AmbSampleStory *self);   /* variants, comments */
void amb_sample_content_tell_results (AmbSampleStory *self); /* publications, measurements */

G_END_DECLS
