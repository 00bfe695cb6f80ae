/* What the files of the sample share. */
#pragma once

#include "amb-sample.h"

G_BEGIN_DECLS

#define AMB_SAMPLE_N_NODES  40
#define AMB_SAMPLE_NO_NODE  G_MAXUINT
#define AMB_SAMPLE_CULTURES "FDSIEHPNTBKJVAZ" /* one letter a culture of names */
#define AMB_SAMPLE_N_NAMES  24                /* given and family names of each culture */

/* Who runs the programme from the centre of excellence: outside of the lifecycle, and in every
 * history. */
#define AMB_SAMPLE_N_MANAGERS 4
extern const char *const amb_sample_managers[AMB_SAMPLE_N_MANAGERS];

/* splitmix64: the same numbers on every machine, one stream a person. */
typedef struct
{
  guint64 state;
} AmbSampleRandom;

/** amb_sample_random_begin: the stream of record @index */
void amb_sample_random_begin (AmbSampleRandom *self, guint32 seed, guint index);
guint64 amb_sample_random_next (AmbSampleRandom *self);
/** amb_sample_random_below: 0 … @limit − 1 */
guint amb_sample_random_below (AmbSampleRandom *self, guint limit);
/** amb_sample_random_between: both ends included */
int amb_sample_random_between (AmbSampleRandom *self, int low, int high);
gboolean amb_sample_random_chance (AmbSampleRandom *self, guint percent);

/* A node of the group. People belong to countries, business lines and spokes by weight. */
typedef struct
{
  const char *code;
  const char *name;
  const char *kind;
  int parent;          /* −1: none */
  const char *country; /* nullable */
  int headcount;       /* for a programme of 600 people */
  guint weight;        /* of the people who belong to it */
  const char
      *cultures; /* countries: letters of AMB_SAMPLE_CULTURES, as many as they are frequent */
  const char *languages; /* countries: tags separated by blanks */
  gboolean has_head, has_backup;
} AmbSampleNode;

extern const AmbSampleNode amb_sample_nodes[AMB_SAMPLE_N_NODES];

/** amb_sample_pick_node: a node of @kind by weight */
guint amb_sample_pick_node (AmbSampleRandom *random, const char *kind);
/** amb_sample_find_spoke: a spoke of country @parent, AMB_SAMPLE_NO_NODE when it has none */
guint amb_sample_find_spoke (guint parent);

/* One run. */
typedef struct
{
  guint32 seed;
  guint n_people;
  guint n_holders; /* the first people head nodes or stand in for a head */
  char *today;
  gint64 midnight; /* instant at which @today begins in UTC */
  AmbClock *ids;
  char *node_ids[AMB_SAMPLE_N_NODES];
  char *head_ids[AMB_SAMPLE_N_NODES];       /* NULL: none */
  char *backup_ids[AMB_SAMPLE_N_NODES];     /* NULL: none */
  char *head_names[AMB_SAMPLE_N_NODES];     /* known once the head is made */
  char *manager_ids[AMB_SAMPLE_N_MANAGERS]; /* NULL: too few people; they come after the holders */
  guint n_named[sizeof AMB_SAMPLE_CULTURES];
  struct _AmbSampleStory *story; /* who takes notes of the people; NULL: nobody */
} AmbSample;

/** amb_sample_dup_name: (transfer full): the next name of @culture, a letter of
 * AMB_SAMPLE_CULTURES; (out) (transfer full) @email: no other person's, however many there are */
char *amb_sample_dup_name (AmbSample *self, char culture, char **email);

/** amb_sample_get_given_name, amb_sample_get_family_name: entries of the tables, for their test */
const char *amb_sample_get_given_name (guint culture, guint index);
const char *amb_sample_get_family_name (guint culture, guint index);

/** amb_sample_add_nodes: appends the records of the nodes to @records */
void amb_sample_add_nodes (AmbSample *self, GPtrArray *records);
/** amb_sample_add_person: appends the record of person @index and of each move to @records */
void amb_sample_add_person (AmbSample *self, guint index, GPtrArray *records);

G_END_DECLS
