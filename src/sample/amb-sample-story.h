/* What the files of the story write with: people to choose from, days relative to today, records by
 * name. Private to the sample. */
#pragma once

#include "amb-sample-private.h"

G_BEGIN_DECLS

/* The story is told of so many people at the most; beyond them the sample is a crowd. */
#define AMB_SAMPLE_STORY_PEOPLE 3000

typedef struct
{
  char *id;
  char *name;
  guint home;        /* index into amb_sample_nodes */
  guint department;  /* the same */
  const char *state; /* interned */
  char *roles;       /* nullable: the stored set */
  char *language;
  int level;       /* of the certificates; 0: none */
  int since;       /* days that the state has lasted */
  int last_active; /* days since the last activity; −1: none */
} AmbSampleWho;

typedef struct _AmbSampleStory
{
  AmbSample *sample;
  AmbSampleRandom random;
  GPtrArray *people;   /* of AmbSampleWho, in the order in which they were made */
  GPtrArray *records;  /* of AmbRecord: what is to be written */
  GHashTable *ids;     /* key → id */
  GHashTable *persons; /* name → id, of the people and the managers; of two of a name the first */
  GStringChunk *words; /* days, instants, numbers */
} AmbSampleStory;

AmbSampleStory *amb_sample_story_new (AmbSample *sample);
void amb_sample_story_free (AmbSampleStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbSampleStory, amb_sample_story_free)
/** amb_sample_story_note: remembers @person (a record of an ambassador) for the story, while there
 * is room */
void amb_sample_story_note (AmbSampleStory *self, AmbRecord *person, int since);

/** amb_sample_story_person: (nullable): the id of who is called so, among the people and the
 * managers; @name NULL: nobody */
const char *amb_sample_story_person (AmbSampleStory *self, const char *name);

/** amb_sample_story_add: (transfer none): a new record of @entity among the records; with @key
 * (nullable, as “role:curator”) others find its id. @...: pairs of field and value, both const char
 * *; a NULL field ends them; a NULL value is unset. */
AmbRecord *amb_sample_story_add (AmbSampleStory *self, const char *entity, const char *key, ...)
    G_GNUC_NULL_TERMINATED;
/** amb_sample_story_id: of what was added under @key (printf); a missing one is a programming error
 */
const char *amb_sample_story_id (AmbSampleStory *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
/** amb_sample_story_has: was something added under @key? */
gboolean amb_sample_story_has (AmbSampleStory *self, const char *key);

/** amb_sample_story_day: borrowed from the story: the day so many days after today; before it when
 * negative */
const char *amb_sample_story_day (AmbSampleStory *self, int days);
/** amb_sample_story_instant: borrowed from the story: @minute of that day, UTC */
const char *amb_sample_story_instant (AmbSampleStory *self, int days, int hour, int minute);
/** amb_sample_story_wall: borrowed from the story: a plan in local time */
const char *
amb_sample_story_wall (AmbSampleStory *self, int days, int hour, int minute, const char *zone);
/** amb_sample_story_number: decimal digits, borrowed from the story */
const char *amb_sample_story_number (AmbSampleStory *self, gint64 number);
/** amb_sample_story_choose: one of the strings */
const char *
amb_sample_story_choose (AmbSampleStory *self, const char *const *choices, guint n_choices);
#define AMB_SAMPLE_CHOOSE(story, array) amb_sample_story_choose (story, array, G_N_ELEMENTS (array))

/** amb_sample_story_pick: a person of the story in one of @states (separated by blanks), with @role
 * (nullable, as “curator”), of @node as home or department (AMB_SAMPLE_NO_NODE: anywhere). Gives up
 * node, then role, before it gives up the state; NULL only when nobody is in these states. */
const AmbSampleWho *
amb_sample_story_pick (AmbSampleStory *self, const char *states, const char *role, guint node);
/** amb_sample_story_find_node: its index, by code (“MKT”) */
guint amb_sample_story_find_node (const char *code);
/** amb_sample_story_node: id of the node with that code */
const char *amb_sample_story_node (AmbSampleStory *self, const char *code);

/**
 * amb_sample_story_walk:
 * @path: the states after the first, in order, separated by blanks: “in_review approved”
 * @day: of the last move, relative to today; the moves before came one to four days earlier each
 * @by: who moves, as a history shows it
 * @why: (nullable): the reason of the last move
 *
 * Leads @record from its present state along @path and writes the moves. A move that is not in the
 * table is a programming error.
 */
void amb_sample_story_walk (AmbSampleStory *self,
                            AmbRecord *record,
                            const char *path,
                            int day,
                            const char *by,
                            const char *why);

/* The chapters, in the order in which they are told; each may refer to those before it. */
void amb_sample_tell_network (AmbSampleStory *self);
void amb_sample_tell_people (AmbSampleStory *self);
void amb_sample_tell_training (AmbSampleStory *self);
void amb_sample_tell_content (AmbSampleStory *self);
void amb_sample_tell_listening (AmbSampleStory *self);
void amb_sample_tell_crises (AmbSampleStory *self);
void amb_sample_tell_spaces (AmbSampleStory *self);
void amb_sample_tell_sponsors (AmbSampleStory *self);
void amb_sample_tell_administration (AmbSampleStory *self);

G_END_DECLS
