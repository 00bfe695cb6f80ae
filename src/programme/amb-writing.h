/* Writing to people: whom, in which language and with which words; the mails that come of it; and
 * that it was written. */
#pragma once

#include "amb-letter.h"
#include "amb-programme.h"

G_BEGIN_DECLS

/* Why somebody isn’t written to. */
typedef enum
{
  AMB_WRITING_REACHED,
  AMB_WRITING_NO_ADDRESS,
  AMB_WRITING_OPTED_OUT, /* took back, or refused, that messages are sent to them */
} AmbWritingReach;

typedef struct
{
  char *id;
  char *name;
  char *email;    /* nullable */
  char *language; /* nullable */
  char *role;     /* nullable: of the seat, else held today */
  char *evidence; /* nullable: by which they were found: “14 answers in 30 days in Support” */
  AmbWritingReach reach;
  int text; /* index of the one that is theirs; −1: is not written to */
} AmbWritingPerson;

/* What is written in one language; subject and body may be changed before mails are made. */
typedef struct
{
  char *language;    /* nullable: there is no template */
  char *template_id; /* nullable */
  char *subject, *body;
  guint n_people;
} AmbWritingText;

typedef struct
{
  char *id, *name, *purpose, *language, *subject, *body;
} AmbWritingTemplate;

typedef struct
{
  const AmbEntity *entity; /* of the people: ambassador or contact */
  GPtrArray *people;       /* of AmbWritingPerson, each once */
  GPtrArray *templates;    /* of AmbWritingTemplate, by name */
  GPtrArray *texts;        /* of AmbWritingText: amb_writing_choose() */
  GHashTable *values;      /* placeholder → what is the same for all */
  char *due;               /* nullable: the day behind {due} */
  char **languages;        /* of the programme */
  char *cohort, *task;     /* nullable: ids that it is about */
} AmbWriting;

/**
 * amb_writing_load:
 * @entity: ambassador or contact: @ids are people; cohort: those who have its seats; task: who was
 *   asked, or those whom it is still open to
 *
 * Any thread with a store of its own. Errors: AMB_ERROR_NOT_FOUND.
 */
AmbWriting *
amb_writing_load (AmbStore *store, const AmbEntity *entity, const char *const *ids, GError **error);
void amb_writing_free (AmbWriting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbWriting, amb_writing_free)

/** amb_writing_set_due: @day: (nullable): what {due} says from now on, in texts chosen after it */
void amb_writing_set_due (AmbWriting *self, const char *day);

/**
 * amb_writing_choose:
 * @name: (nullable): of the templates; NULL: the first name that has @purpose
 *
 * Makes the texts anew: a template for each language of those who are reached, else one of the
 * programme’s; what is the same for all is filled in. Without a template there is one empty text.
 */
void amb_writing_choose (AmbWriting *self, const char *purpose, const char *name);

/** amb_writing_list_names: (transfer full): names of templates for @purpose, each once */
char **amb_writing_list_names (const AmbWriting *self, const char *purpose);

/** amb_writing_list_open: (transfer full): placeholders of the texts that nothing is known for, as
 * they stand: “{nmae}” */
char **amb_writing_list_open (const AmbWriting *self);
/** amb_writing_list_without: (transfer full): names of those for whom a placeholder of their text
 * stays empty */
char **amb_writing_list_without (const AmbWriting *self);
/** amb_writing_is_personal: does a text say something else to each? Then each gets their own mail.
 */
gboolean amb_writing_is_personal (const AmbWriting *self);

/** amb_writing_count: of those whom @reach is said of */
guint amb_writing_count (const AmbWriting *self, AmbWritingReach reach);

typedef struct
{
  GPtrArray *people; /* of AmbWritingPerson, borrowed from the writing */
  const AmbWritingText *text;
  char *subject, *body;
  char *address;    /* “mailto:…”, without the body where that is too long for it */
  gboolean is_long; /* the body has to be pasted */
} AmbWritingMail;

void amb_writing_mail_free (AmbWritingMail *self);

/**
 * amb_writing_list_mails:
 * @together: one mail for each language, everybody in its blind copy, split where there are too
 * many for one; else one to each. Without effect where a text is personal.
 *
 * Returns: (transfer full): of AmbWritingMail; they live as long as @self
 */
GPtrArray *amb_writing_list_mails (const AmbWriting *self, gboolean together);

/* What is kept of one mail. */
typedef struct
{
  const AmbEntity *entity;
  char **people;
  char *purpose, *subject;
  char *template_id, *cohort, *task; /* nullable */
} AmbWritingNote;

/** amb_writing_note_new: of one of the mails of @self */
AmbWritingNote *
amb_writing_note_new (const AmbWriting *self, const AmbWritingMail *mail, const char *purpose);
void amb_writing_note_free (AmbWritingNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbWritingNote, amb_writing_note_free)

/** amb_writing_record: each of the people was written to; who was told that the programme knows
 * them for the first time has been told today. One undo. The writer’s thread. */
gboolean amb_writing_record (AmbProgramme *programme, const AmbWritingNote *note, GError **error);

G_END_DECLS
