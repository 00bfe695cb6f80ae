/* Who was told to speak or to hold, and who has read and confirmed it. */
#include "amb-sample-tell-crises.h"

#include <string.h>

// clang-format off
static const struct
{
  AmbSampleCrisisName crisis;
  const char *kind, *level, *node;
  int sent; /* minutes after the declaration; −1: not yet */
  int lifted; /* day relative to today; 1: still holds */
  guint receivers; /* at the most */
  int pace; /* how many of a hundred have confirmed */
  const char *title, *lines, *nots;
} orders[] = {
  { AMB_SAMPLE_RECALL, "hold", "4", NULL, 26, -12, 44, 93, "Batteries in Iberia: please don’t answer outside",
    "“I have read it too. The people who know are checking; they answer here within the hour.”",
    "Don’t guess. Don’t name other makers. Don’t delete what others wrote. Don’t send pictures from the workshop." },
  { AMB_SAMPLE_RECALL, "speak", "3", NULL, 200, 1, 24, 71, "Batteries in Iberia: you may answer with the fact sheet",
    "None of our series is on the list. The list and our signed sheet: safety.meridiem.example.\nNinguna de nuestras series está en la lista.",
    "No promise about the time to come. No word on the four series of others." },
  { AMB_SAMPLE_TAPS, "hold", "3", "MA", 30, 1, 22, 46, "Casablanca : laissez répondre le niveau 3",
    "« L’eau est trouble, elle est saine ; prochain point à midi. »",
    "Ne pas conseiller de faire bouillir l’eau. Ne pas citer de quartier." },
  { AMB_SAMPLE_BUS, "hold", "4", "PL", -1, 1, 0, 0, "The old picture of a bus: don’t share it, not even to correct it",
    "“The picture is six years old; the bus is not one of ours.”", "Don’t post the picture again." },
  { AMB_SAMPLE_DRILL, "hold", "4", "HEA", 14, -140, 12, 83, "DRILL: don’t answer outside",
    "DRILL: “We check and answer within the hour.”", "DRILL: nothing of this leaves the house." },
  { AMB_SAMPLE_FIRE, "hold", NULL, "GRU", 9, -247, 16, 100, "Fire in São Paulo: nobody speaks but the plant’s director",
    "“No one is hurt. We speak again at six.”", "No films from the yard." },
  { AMB_SAMPLE_SERVER, "hold", "4", "HEA", 20, -84, 0, 0, "Test server: press goes to Communication", NULL, "No guess about what is on it." },
};
// clang-format on

/* Eight in ten confirm within the hour; of the others, some have read it and some have not. */
static void
tell_receipt (AmbSampleStory *self,
              AmbRecord *order,
              guint i,
              guint k,
              const AmbSampleWho *who,
              const AmbSampleCrisis *crisis)
{
  const char *sent = amb_record_get (order, "sent-at");
  gboolean is_confirmed = k * 37 % 100 < (guint) orders[i].pace;
  gboolean is_read = is_confirmed || k % 3 != 0;
  int read_after = 2 + (int) (k * 13 % 31);
  int confirmed_after = read_after + (k % 9 == 8 ? 600 : 1 + (int) (k * 7 % 24));
  const AmbSampleWho *by = is_confirmed && k % 11 == 10 ? crisis->parts[AMB_SAMPLE_BACKUP] : NULL;

  amb_sample_story_add (
      self, "receipt", NULL, "hold-order-id", amb_record_get_id (order), "ambassador-id", who->id,
      "sent-at", sent, "read-at",
      is_read ? amb_sample_desk_get_later (self, sent, read_after) : NULL, "confirmed-at",
      is_confirmed ? amb_sample_desk_get_later (self, sent, confirmed_after) : NULL, "by-id",
      by != who ? amb_sample_desk_get_id (by) : NULL, "note",
      by != NULL ? "Confirmed by telephone" : NULL, NULL);
}

/* First those of the node, then whoever is there: each once. */
static void
tell_receipts (AmbSampleStory *self, AmbRecord *order, guint i, const AmbSampleCrisis *crisis)
{
  guint node = amb_sample_story_find_node (crisis->node);
  guint n = 0;

  for (guint round = 0; round < 2; round++)
    for (guint k = 0; k < self->people->len && n < orders[i].receivers; k++)
      {
        const AmbSampleWho *who = g_ptr_array_index (self->people, k);
        gboolean is_near = who->home == node || who->department == node;

        if (g_str_equal (who->state, "active") && is_near == (round == 0))
          tell_receipt (self, order, i, n++, who, crisis);
      }
}

void
amb_sample_crises_tell_orders (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const AmbSampleCrisis *crisis = &crises[orders[i].crisis];
      const AmbSampleWho *author = crisis->parts[AMB_SAMPLE_LEAD];
      const char *by =
          author != NULL ? author->name : amb_sample_desk_get_lead_name (self, crisis->node);
      const char *sent = orders[i].sent >= 0
                             ? amb_sample_desk_get_later (self, crisis->declared, orders[i].sent)
                             : NULL;
      AmbRecord *record = amb_sample_story_add (
          self, "hold-order", NULL, "title", orders[i].title, "crisis-id", crisis->id, "drill",
          crisis->is_drill ? "1" : "0", "kind", orders[i].kind, "level", orders[i].level, "node-id",
          orders[i].node != NULL ? amb_sample_story_node (self, orders[i].node) : NULL,
          "approved-lines", orders[i].lines, "do-nots", orders[i].nots, "author-id",
          amb_sample_desk_get_id (author), "sent-at", sent, NULL);

      if (sent == NULL)
        continue;
      amb_sample_desk_move (self, record, "sent", sent, by, NULL);
      if (orders[i].lifted < 1)
        amb_sample_desk_move (self, record, "lifted",
                              amb_sample_story_instant (self, orders[i].lifted, 17, 5), by, NULL);
      tell_receipts (self, record, i, crisis);
    }
}
