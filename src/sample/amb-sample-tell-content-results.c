/* What became of what was published: where it went out, who shared it, what was counted. */
#include "amb-sample-tell-content.h"

#include <string.h>

typedef struct
{
  AmbSampleStory *story;
  const AmbSampleItem *item;
  guint n;
  const char *at;
  int day;
} Outing;

/* Followers were fewer when it went out. */
static int
get_audience (Outing *self)
{
  int now = self->item->channel > 0 ? amb_sample_channels[self->item->channel - 1].audience : 0;

  return now + now / 1000 * self->day / 3;
}

/* What is made of people is read more than what is made of products. */
static int
guess_impressions (Outing *self, int audience)
{
  int share = self->item->kind == 'l'   ? 31
              : self->item->kind == 'c' ? 27
              : self->item->kind == 'p' ? 9
                                        : 19;

  return audience * share / 100 * amb_sample_random_between (&self->story->random, 60, 150) / 100;
}

static void
add_measurement (Outing *self, const char *publication, int audience, int after, int part)
{
  AmbSampleRandom *random = &self->story->random;
  int impressions = guess_impressions (self, audience) * part / 100;
  int reactions = impressions * amb_sample_random_between (random, 8, 26) / 1000;
  int clicks = impressions * amb_sample_random_between (random, 6, 19) / 1000;
  int unique = clicks * amb_sample_random_between (random, 72, 93) / 100;
  gboolean is_known = !amb_sample_random_chance (random, 12);
  gboolean is_guess = self->item->channel == 8;
  const char *source = is_guess ? "estimated" : self->n % 3 == 0 ? "imported" : "measured";

  amb_sample_story_add (
      self->story, "measurement", NULL, "publication-id", publication, "measured-on",
      amb_sample_story_day (self->story, MIN (self->day + after, 0)), "impressions",
      is_known ? amb_sample_story_number (self->story, impressions) : NULL, "reactions",
      amb_sample_story_number (self->story, reactions), "comments",
      amb_sample_story_number (self->story, reactions / 9), "reposts",
      amb_sample_story_number (self->story, reactions / 14), "clicks",
      is_guess ? NULL : amb_sample_story_number (self->story, clicks), "unique-clicks",
      is_guess ? NULL : amb_sample_story_number (self->story, unique), "conversions",
      self->item->campaign > 0 && !is_guess ? amb_sample_story_number (self->story, unique / 60)
                                            : NULL,
      "source", source, "note",
      is_guess           ? "Opened letters, by sample"
      : !is_known        ? "The network gives no impressions for this account"
      : self->n % 3 == 0 ? "Export of the network, monthly"
                         : NULL,
      NULL);
}

static void
publish_by_company (Outing *self)
{
  const AmbSampleItem *item = self->item;
  const AmbSampleChannel *channel = &amb_sample_channels[item->channel - 1];
  const AmbSampleWho *by = amb_sample_desk_pick (self->story, "producer", item->department);
  int audience = get_audience (self);
  gboolean is_internal = g_str_equal (channel->kind, "internal");
  g_autofree char *link = channel->url != NULL
                              ? g_strdup_printf ("%s/posts/%u", channel->url, 70000 + self->n * 13)
                              : NULL;
  AmbRecord *record = amb_sample_story_add (
      self->story, "publication", NULL, "item-id",
      amb_sample_story_id (self->story, "item:%u", self->n), "kind", "company", "channel-id",
      amb_sample_desk_get_id_of (self->story, "channel", item->channel), "published-at", self->at,
      "by-id", amb_sample_desk_get_id (by), "node-id",
      amb_sample_story_node (self->story, item->department), "link", link, "audience-size",
      amb_sample_desk_get_number (self->story, audience), NULL);
  const char *id = amb_record_get_id (record);

  if (self->day > -2)
    return;
  add_measurement (self, id, is_internal ? audience * 2 : audience, self->day > -8 ? 1 : 7, 62);
  if (self->day <= -31 && self->n % 2 == 0)
    add_measurement (self, id, audience, 30, 100);
}

static void
share (Outing *self, guint i)
{
  const AmbSampleItem *item = self->item;
  const char *variant = amb_sample_desk_get_id_of (self->story, "variant", self->n);
  const AmbSampleWho *by =
      amb_sample_desk_pick (self->story, NULL, i == 0 ? item->department : NULL);
  int audience = amb_sample_random_between (&self->story->random, 120, 2400);
  const char *at = amb_sample_desk_get_later (
      self->story, self->at, amb_sample_random_between (&self->story->random, 45, 1300));
  AmbRecord *record;

  if (by == NULL || self->day > -2)
    return;
  record = amb_sample_story_add (
      self->story, "publication", NULL, "item-id",
      amb_sample_story_id (self->story, "item:%u", self->n), "variant-id", i == 0 ? variant : NULL,
      "kind", "personal", "channel-id", amb_sample_desk_get_id_of (self->story, "channel", 10),
      "published-at", at, "by-id", by->id, "node-id",
      by->home != AMB_SAMPLE_NO_NODE ? self->story->sample->node_ids[by->home] : NULL,
      "audience-size", amb_sample_story_number (self->story, audience), NULL);
  if (amb_sample_random_chance (&self->story->random, 55))
    add_measurement (self, amb_record_get_id (record), audience * 2, 6, 100);
}

static guint
count_shares (AmbSampleStory *self, const AmbSampleItem *item, guint n)
{
  if (item->audience == 'i')
    return 0;
  if (item->channel == 10)
    return 1;
  if (amb_sample_desk_get_id_of (self, "variant", n) != NULL)
    return 4;
  return n % 3 == 1 ? 1 : 0;
}

void
amb_sample_content_tell_results (AmbSampleStory *self)
{
  if (amb_sample_desk_pick (self, NULL, NULL) == NULL)
    return;
  for (guint n = 1; n <= amb_sample_content_get_n_items (); n++)
    {
      Outing outing = { .story = self, .item = amb_sample_content_get_item (n), .n = n };
      const char *zone;
      int hour, minute;

      if (!amb_sample_content_is_out (outing.item))
        continue;
      amb_sample_content_get_wall (outing.item, n, &hour, &minute, &zone);
      outing.day = amb_sample_desk_get_workday (self, outing.item->day);
      outing.at = amb_sample_desk_get_instant (self, outing.day, hour, minute, zone);
      if (outing.item->channel != 10)
        publish_by_company (&outing);
      for (guint i = 0; i < count_shares (self, outing.item, n); i++)
        share (&outing, i);
    }
}
