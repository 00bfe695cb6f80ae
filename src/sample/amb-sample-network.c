/* The network of the sample: hubs, countries, business lines, departments, spokes. */
#include "amb-sample-private.h"

#include <string.h>

/* Names are the group's own words: data, not translated. */
// clang-format off
const AmbSampleNode amb_sample_nodes[AMB_SAMPLE_N_NODES] = {
  { "GRP", "Meridiem Group",         "hub", -1, "FR", 24800, 0, NULL, NULL, TRUE,  TRUE },
  { "EUR", "Europe",                 "hub",  0, "FR", 12500, 0, NULL, NULL, TRUE,  TRUE },
  { "AME", "Americas",               "hub",  0, "US",  6900, 0, NULL, NULL, TRUE,  TRUE },
  { "APA", "Asia-Pacific",           "hub",  0, "JP",  3900, 0, NULL, NULL, TRUE,  TRUE },
  { "MEA", "Middle East and Africa", "hub",  0, "MA",  1500, 0, NULL, NULL, TRUE,  FALSE },

  { "FR", "France",         "country", 1, "FR", 5200, 20, "FFFFFFAAVS", "fr fr fr fr en", TRUE, TRUE },
  { "DE", "Germany",        "country", 1, "DE", 2600, 11, "DDDDDDTTPI", "de de de en", TRUE, TRUE },
  { "ES", "Spain",          "country", 1, "ES", 1100,  6, "SSSSSSB", "es es es en", TRUE, TRUE },
  { "IT", "Italy",          "country", 1, "IT",  900,  6, "IIIIIIA", "it it it en", TRUE, TRUE },
  { "GB", "United Kingdom", "country", 1, "GB", 1000,  6, "EEEEKKZP", "en-GB", TRUE, TRUE },
  { "NL", "Netherlands",    "country", 1, "NL",  500,  4, "HHHHHTA", "nl nl en", TRUE, TRUE },
  { "PL", "Poland",         "country", 1, "PL",  600,  4, "PPPPPP", "pl pl en", TRUE, FALSE },
  { "SE", "Sweden",         "country", 1, "SE",  300,  3, "NNNNNA", "sv sv en", TRUE, TRUE },
  { "TR", "Türkiye",        "country", 1, "TR",  300,  3, "TTTTTT", "tr tr en", TRUE, FALSE },
  { "US", "United States",  "country", 2, "US", 3400, 11, "EEEEESSKVZ", "en-US en-US en-US es", TRUE, TRUE },
  { "CA", "Canada",         "country", 2, "CA", 1300,  6, "EEEFFFKV", "en-CA fr-CA", TRUE, TRUE },
  { "BR", "Brazil",         "country", 2, "BR", 1500,  7, "BBBBBBIJ", "pt-BR pt-BR pt-BR en", TRUE, TRUE },
  { "MX", "Mexico",         "country", 2, "MX",  700,  4, "SSSSSS", "es-MX es-MX en", TRUE, TRUE },
  { "IN", "India",          "country", 3, "IN", 2400,  9, "KKKKKK", "en-IN hi", TRUE, TRUE },
  { "JP", "Japan",          "country", 3, "JP",  900,  5, "JJJJJJ", "ja ja ja en", TRUE, TRUE },
  { "VN", "Viet Nam",       "country", 3, "VN",  600,  4, "VVVVVV", "vi vi en", TRUE, FALSE },
  { "MA", "Morocco",        "country", 4, "MA",  900,  5, "AAAAAAF", "fr fr ar", TRUE, TRUE },
  { "ZA", "South Africa",   "country", 4, "ZA",  600,  4, "ZZZZEHK", "en-ZA en-ZA zu", TRUE, TRUE },

  { "NRG", "Energy",           "business_line", 0, NULL, 6100, 6, NULL, NULL, TRUE,  TRUE },
  { "MOB", "Mobility",         "business_line", 0, NULL, 5400, 5, NULL, NULL, TRUE,  TRUE },
  { "HEA", "Health",           "business_line", 0, NULL, 4300, 4, NULL, NULL, TRUE,  TRUE },
  { "WAT", "Water",            "business_line", 0, NULL, 2200, 2, NULL, NULL, FALSE, FALSE },
  { "DIG", "Digital services", "business_line", 0, NULL, 3100, 5, NULL, NULL, TRUE,  TRUE },

  { "MKT", "Marketing",                "department", 0, NULL,  900, 16, NULL, NULL, TRUE,  TRUE },
  { "COM", "Communication",            "department", 0, NULL,  400, 14, NULL, NULL, TRUE,  TRUE },
  { "INN", "Innovation",               "department", 0, NULL,  600, 12, NULL, NULL, TRUE,  TRUE },
  { "HR",  "Human resources",          "department", 0, NULL,  800, 13, NULL, NULL, TRUE,  TRUE },
  { "SAL", "Sales",                    "department", 0, NULL, 3300, 14, NULL, NULL, TRUE,  TRUE },
  { "RND", "Research and development", "department", 0, NULL, 2900, 14, NULL, NULL, TRUE,  TRUE },
  { "CUS", "Customer service",         "department", 0, NULL, 2100,  9, NULL, NULL, TRUE,  FALSE },
  { "FIN", "Finance and legal",        "department", 0, NULL,  700,  8, NULL, NULL, FALSE, FALSE },

  { "LYS", "Lyon campus",                  "spoke",  5, "FR", 620, 3, NULL, NULL, TRUE, TRUE },
  { "YUL", "Montréal studio",              "spoke", 15, "CA", 210, 2, NULL, NULL, TRUE, TRUE },
  { "GRU", "São Paulo factory",            "spoke", 16, "BR", 540, 2, NULL, NULL, TRUE, FALSE },
  { "BLR", "Bengaluru engineering centre", "spoke", 18, "IN", 830, 3, NULL, NULL, TRUE, TRUE },
};
// clang-format on

/* By whose clock a country works; the group's own is the programme's. */
static const struct
{
  const char *country, *zone;
} zones[] = {
  { "DE", "Europe/Berlin" },       { "ES", "Europe/Madrid" },     { "IT", "Europe/Rome" },
  { "GB", "Europe/London" },       { "NL", "Europe/Amsterdam" },  { "PL", "Europe/Warsaw" },
  { "SE", "Europe/Stockholm" },    { "TR", "Europe/Istanbul" },   { "US", "America/New_York" },
  { "CA", "America/Toronto" },     { "BR", "America/Sao_Paulo" }, { "MX", "America/Mexico_City" },
  { "IN", "Asia/Kolkata" },        { "JP", "Asia/Tokyo" },        { "VN", "Asia/Ho_Chi_Minh" },
  { "ZA", "Africa/Johannesburg" }, { "MA", "Africa/Casablanca" },
};

static const char *
find_zone (const AmbSampleNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_str_equal (node->kind, "country") && g_str_equal (node->country, zones[i].country))
      return zones[i].zone;
  return NULL;
}

guint
amb_sample_pick_node (AmbSampleRandom *random, const char *kind)
{
  guint total = 0;
  guint at;

  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    total += g_str_equal (amb_sample_nodes[i].kind, kind) ? amb_sample_nodes[i].weight : 0;
  at = amb_sample_random_below (random, total);
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    {
      guint weight = g_str_equal (amb_sample_nodes[i].kind, kind) ? amb_sample_nodes[i].weight : 0;

      if (at < weight)
        return i;
      at -= weight;
    }
  return 0;
}

guint
amb_sample_find_spoke (guint parent)
{
  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    if (amb_sample_nodes[i].parent == (int) parent &&
        g_str_equal (amb_sample_nodes[i].kind, "spoke"))
      return i;
  return AMB_SAMPLE_NO_NODE;
}

void
amb_sample_add_nodes (AmbSample *self, GPtrArray *records)
{
  const AmbEntity *entity = amb_entity_find ("node");

  for (guint i = 0; i < AMB_SAMPLE_N_NODES; i++)
    {
      const AmbSampleNode *node = &amb_sample_nodes[i];
      AmbRecord *record = amb_record_new (entity, self->node_ids[i]);
      gint64 scale = MAX (self->n_people, AMB_SAMPLE_PEOPLE);
      g_autofree char *headcount =
          g_strdup_printf ("%" G_GINT64_FORMAT, node->headcount * scale / AMB_SAMPLE_PEOPLE);

      amb_record_set (record, "name", node->name);
      amb_record_set (record, "code", node->code);
      amb_record_set (record, "kind", node->kind);
      amb_record_set (record, "parent-id", node->parent < 0 ? NULL : self->node_ids[node->parent]);
      amb_record_set (record, "head-id", self->head_ids[i]);
      amb_record_set (record, "backup-id", self->backup_ids[i]);
      amb_record_set (record, "headcount", headcount);
      amb_record_set (record, "country", node->country);
      amb_record_set (record, "zone", find_zone (node));
      g_ptr_array_add (records, record);
    }
}
