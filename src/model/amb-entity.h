/* What an entity is: one const table of fields drives everything else. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AMB_FIELD_TEXT,
  AMB_FIELD_LONG_TEXT,
  AMB_FIELD_MARKDOWN,
  AMB_FIELD_INT,
  AMB_FIELD_DECIMAL,   /* canonical text, no float */
  AMB_FIELD_BOOL,      /* "1" or "0" */
  AMB_FIELD_ENUM,      /* one of choices[].id */
  AMB_FIELD_REF,       /* id of a record of `ref` */
  AMB_FIELD_SET,       /* sorted JSON array of distinct strings, of choices[] when there are any */
  AMB_FIELD_ORDER,     /* fractional key */
  AMB_FIELD_DATE,      /* 2026-08-31 */
  AMB_FIELD_INSTANT,   /* RFC 3339 UTC with milliseconds */
  AMB_FIELD_WALL_TIME, /* 2026-08-31T09:00[Europe/Paris] */
  AMB_FIELD_DURATION,  /* minutes */
  AMB_FIELD_EMAIL,     /* stored lower case */
  AMB_FIELD_URL,
  AMB_FIELD_COUNTRY,  /* ISO 3166-1 alpha-2, upper case */
  AMB_FIELD_LANGUAGE, /* BCP 47: “fr”, “pt-BR” */
} AmbFieldType;

typedef enum
{
  AMB_FIELD_REQUIRED = 1 << 0,
  AMB_FIELD_KEY = 1 << 1,      /* identifies a record from outside; unique among living records */
  AMB_FIELD_SEARCH = 1 << 2,   /* goes into the full-text index; on a REF: found by the name of what
                                  it refers to */
  AMB_FIELD_PERSONAL = 1 << 3, /* personal data: privacy export and erasure */
  AMB_FIELD_LOCAL = 1 << 4,    /* never leaves this machine */
  AMB_FIELD_TITLE = 1 << 5, /* the record's name; unless computed, with a folded, indexed sort key
                             */
  AMB_FIELD_STATE = 1 << 6, /* changes only by a move */
  AMB_FIELD_COMPUTED = 1 << 7, /* no column: `sql` computes it for lists; never stored or synced */
  AMB_FIELD_LIST = 1 << 8,     /* a column of the generic list by default */
  AMB_FIELD_FACET = 1 << 9,    /* a filter of the generic list */
  AMB_FIELD_FIXED = 1 << 10,   /* set at creation only */
  AMB_FIELD_INDEX = 1 << 11,   /* lists sort or filter by it: indexed */
  AMB_FIELD_INDEXED = 1 << 12, /* stands in one of `indexes` or in `covers`: an update that leaves
                                  it alone doesn't name it */
  AMB_FIELD_PAST = 1 << 13,    /* a day or an instant at which something happened: never to come */
} AmbFieldFlags;

/* What happens to two changes of one field (docs/sync-protocol.md). */
typedef enum
{
  AMB_MERGE_ASK,      /* theirs stays, mine becomes a conflict that a person resolves */
  AMB_MERGE_REGISTER, /* the later arrival wins; the loser is in the history */
  AMB_MERGE_SET,      /* sets: additions and removals always merge */
  AMB_MERGE_TEXT,     /* three-way by line; overlap asks */
  AMB_MERGE_LATEST,   /* days: the later day wins, whichever arrives first */
} AmbMerge;

/* What happens to a reference when its target is deleted. */
typedef enum
{
  AMB_REFUSE, /* the target can't be deleted while this refers to it */
  AMB_CLEAR,
  AMB_CASCADE,
} AmbOnDelete;

typedef enum
{
  AMB_KIND_ORDINARY,
  AMB_KIND_APPEND,     /* created, never changed or deleted */
  AMB_KIND_SINGLETON,  /* one record, of the id amb_entity_get_singleton_id() */
  AMB_KIND_DERIVED,    /* computed from other records on this machine; never written by a person,
                          never synced */
  AMB_KIND_PROJECTION, /* a narrower view of `of`, with the same id; made when a page is sent, read
                          only */
} AmbEntityKind;

/* The place of the window that an entity belongs to, in the order of the sidebar. */
typedef enum
{
  AMB_PLACE_PEOPLE = 1,
  AMB_PLACE_NETWORK,
  AMB_PLACE_TRAINING,
  AMB_PLACE_CONTENT,
  AMB_PLACE_LISTENING,
  AMB_PLACE_CRISES,
  AMB_PLACE_SPACES,
  AMB_PLACE_FIGURES,
  AMB_PLACE_ADMINISTRATION,
} AmbEntityPlace;

typedef struct
{
  const char *id;
  const char *label; /* N_() */
  const char *icon;  /* nullable: symbolic icon name */
  const char *style; /* nullable: "good" "warn" "bad" "info": the chip's colour */
  guint since;       /* schema version that brought it; 0: as old as its field */
  const char *of; /* nullable: of a COMPUTED field: the states in which alone a record comes to it,
                     separated by spaces (amb_query_narrow()) */
} AmbChoice;

/* What a TEXT must look like, beyond being one line. */
typedef enum
{
  AMB_FORM_ANY,
  AMB_FORM_TIME, /* 09:00 */
  AMB_FORM_ZONE, /* Europe/Paris */
  AMB_FORM_KPI,  /* K1 … K27 */
} AmbTextForm;

typedef struct
{
  const char *name;  /* property, JSON member; column with '-' as '_' */
  const char *label; /* N_() */
  AmbFieldType type;
  guint flags;              /* AmbFieldFlags */
  guint since;              /* schema version that brought it */
  const char *initial;      /* default, as stored text */
  const AmbChoice *choices; /* ends with a NULL id */
  const char *ref;          /* entity name */
  const char *ref_is; /* nullable: "kind=department": what the record that it refers to is, as a
                         scope's `when` says it */
  AmbOnDelete on_delete;
  AmbMerge merge;
  const char *sql;  /* COMPUTED: an expression over the table's columns and :today */
  const char *many; /* COMPUTED, nullable: the same for a list of many rows, which asks other tables
                       once and not for each row */
  const char *only; /* with `many`: true of every row that has a value, and found by an index */
  const char *hint; /* N_(), nullable: one line under the form row */
  gint64 most;      /* INT, DURATION, DECIMAL: no more, and no less than 0; 0: no limit */
  AmbTextForm form; /* TEXT */
} AmbField;

/* Who may do a move; the access table of model/rules maps principals to it. */
typedef enum
{
  AMB_WHO_SELF = 1 << 0,
  AMB_WHO_LEAD = 1 << 1,
  AMB_WHO_MANAGER = 1 << 2,
  AMB_WHO_KEEPER = 1 << 3, /* one of the entity's `keepers` */
} AmbWho;

typedef struct
{
  const char *from;
  const char *to;
  guint who;         /* AmbWho */
  guint gates;       /* AmbGate bits (amb-lifecycle.h) that must be open */
  const char *needs; /* nullable: fields that must be filled, separated by spaces */
} AmbMove;

/* Where a row is published besides `all`: the scopes of the sync protocol. */
typedef enum
{
  AMB_SCOPE_NONE,   /* ends a list of rules */
  AMB_SCOPE_ORG,    /* `org`: reference data, for leads and ambassadors */
  AMB_SCOPE_NODE,   /* `node:<id>`: leads of that node and of those above it */
  AMB_SCOPE_NODES,  /* every `node:<id>` of the record that it belongs to: whoever leads there holds
                       both */
  AMB_SCOPE_CARD,   /* `card:<node>`: cards of persons, for the ambassadors of that home node */
  AMB_SCOPE_SPACE,  /* `space:<id>`: its members, its host and its backup */
  AMB_SCOPE_SPACES, /* of a person: every `space:<id>` that they belong to or look after */
  AMB_SCOPE_OWN,    /* `own:<person>`: the person whom it is about or who made it */
  AMB_SCOPE_SUBJECT, /* those of the record that the fields `entity` and `record` name */
} AmbScopeKind;

typedef struct
{
  AmbScopeKind kind;
  const char *path; /* NODES: own REF field; NODE, CARD, SPACE, OWN: own REF field, "id", or one hop
                       "a.b": field b of the record that own field a refers to */
  const char *when; /* nullable: "state=published scheduled": only while the own field has one of
                       these values; "ends-on=": while it is empty */
} AmbScopeRule;

/* Two days, instants or local times of which the second never comes before the first. */
typedef struct
{
  const char *from, *to; /* NULL ends a list */
} AmbSpan;

/* A day or an instant that lies within those of the record that another field refers to. */
typedef struct
{
  const char *field; /* NULL ends a list */
  const char *from;  /* nullable: "publication-id.published-at" */
  const char *to;    /* nullable: "call-id.closes-on" */
  const char *when;  /* nullable: "call-id.state=published": the only value in which it takes any */
} AmbBound;

/* Fields of which there is one living record together: a person belongs to a space once. A KEY of
 * several fields; the words are separated by spaces. */
typedef struct
{
  const char *fields; /* counts when each of them is filled; NULL ends a list */
  const char *also;   /* nullable: compared too, where empty equals empty */
  const char *when;   /* nullable: as of a scope's rule; records that don't meet it don't count */
} AmbOnce;

/* An index that no flag of a field asks for. */
typedef struct
{
  const char *name; /* NULL ends a list */
  const char *columns;
  const char *when; /* nullable: of the rows that it is true of only */
} AmbIndex;

typedef struct
{
  const char *name;         /* "ambassador" */
  const char *collection;   /* table and REST path: "ambassadors" */
  const char *type_name;    /* GType: "AmbAmbassador" */
  const char *label;        /* N_("Ambassador") */
  const char *label_plural; /* N_("Ambassadors") */
  const char *icon;         /* symbolic icon name */
  AmbEntityPlace place;
  AmbEntityKind kind;
  guint since;
  const AmbScopeRule *scopes; /* ends with AMB_SCOPE_NONE; NULL: `all` only */
  gboolean is_private;        /* not in `all`: not even managers hold it */
  const char *self;           /* nullable: the field that names the person whose record it is ("id":
                                 the record is the person): who AMB_WHO_SELF is */
  const char *keepers; /* nullable: paths to the persons who look after it, as a scope's, separated
                          by spaces: who AMB_WHO_KEEPER is */
  gboolean of_members; /* an ambassador makes one only in a space that they are a member or a
                          keeper of */
  const char *takes; /* nullable: "thread-id.state=open answered": one is made only while the record
                        that the own field refers to has one of these values */
  const AmbSpan *spans;   /* nullable: ends with a NULL `from` */
  const AmbBound *bounds; /* nullable: ends with a NULL `field` */
  const char *any;     /* nullable: fields of which one at least is filled, separated by spaces */
  const AmbOnce *once; /* nullable: ends with NULL fields */
  const AmbIndex *indexes; /* nullable: ends with a NULL name */
  const char *tally;       /* nullable: of facts that files bring: the fields by which they count
                              together, separated by spaces; “count” says how many one of them is */
  const char *own_fields;  /* nullable: what that person may write of it by themselves, separated
                              by spaces; NULL: every field */
  const char *words;       /* nullable: what that person said, separated by spaces: others have it
                              removed, but only a manager puts other words there */
  const char *recorder;    /* nullable: the field that says who recorded it: an ambassador does so
                              in their own name */
  const char *withheld;    /* nullable: what an ambassador leaves to others even in a new record of
                              their own, separated by spaces */
  const char *of;          /* PROJECTION: the entity that it shows */
  const char *begins;      /* nullable: states in which a record may begin, separated by spaces;
                              NULL: the state field's initial value only */
  const char *order;      /* nullable: the field that a list begins with, "-starts-on" from its end;
                             NULL: the title. For names that other tables hold: by them, every row is
                             read before the first is shown */
  const char *covers;     /* nullable: fields that are read by a record's id so often that one index
                             holds them, separated by spaces: the row isn't read for them */
  const AmbField *fields; /* ends with a NULL name */
  const AmbMove *moves;   /* ends with a NULL `to`; NULL: no states */
} AmbEntity;

/* The schema version that this program writes; stays 1 until the first tag. */
#define AMB_SCHEMA_VERSION 1
/** amb_schema_version: AMB_SCHEMA_VERSION, but in tests of upgrades (amb-entity-levels.h) */
guint amb_schema_version (void);

/** amb_entities: the registry in reference order (a referred entity before those that refer to
 * it), NULL-terminated. Any thread, as everything in this file. */
const AmbEntity *const *amb_entities (void);
/** amb_entity_find: by name or collection; NULL when there is none */
const AmbEntity *amb_entity_find (const char *name);

guint amb_entity_get_n_fields (const AmbEntity *self);
const AmbField *amb_entity_find_field (const AmbEntity *self, const char *name);
/** amb_entity_get_field_index: position in the table, −1: none */
int amb_entity_get_field_index (const AmbEntity *self, const char *name);
const AmbField *amb_entity_get_title_field (const AmbEntity *self); /* nullable */
const AmbField *amb_entity_get_state_field (const AmbEntity *self); /* nullable */
/** amb_entity_get_base: what a PROJECTION shows; any other entity itself */
const AmbEntity *amb_entity_get_base (const AmbEntity *self);
/** amb_entity_is_synced: travels between desks and server */
gboolean amb_entity_is_synced (const AmbEntity *self);
/** amb_entity_can_begin: may a record begin in @state, without a move into it? */
gboolean amb_entity_can_begin (const AmbEntity *self, const char *state);
/** amb_entity_reaches_nodes: do its records belong to nodes, by its scopes? Those of the others are
 * of every node */
gboolean amb_entity_reaches_nodes (const AmbEntity *self);
/** amb_words_contain: is @word one of @words, which are separated by spaces? @words NULL: no */
gboolean amb_words_contain (const char *words, const char *word);
/** amb_entity_get_singleton_id: the fixed id of a SINGLETON's record, else NULL */
const char *amb_entity_get_singleton_id (const AmbEntity *self);

/** amb_field_is_stored: has a column (is not COMPUTED) */
gboolean amb_field_is_stored (const AmbField *field);
/** amb_field_is_number: INT, BOOL, DURATION are int64 in SQL, numbers or booleans on the wire */
gboolean amb_field_is_number (const AmbField *field);
const AmbChoice *amb_field_find_choice (const AmbField *field, const char *id);
/** amb_field_dup_column: (transfer full): "node-id" → "node_id" */
char *amb_field_dup_column (const AmbField *field);

G_END_DECLS
