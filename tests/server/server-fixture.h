/* A server core in memory, with people who sign in and devices that push and pull. */
#pragma once

#include "amb-error.h"
#include "amb-push.h"
#include "amb-server-core.h"

typedef struct
{
  AmbClock *clock;
  AmbStore *store;
  AmbServerCore *core;
} Server;

void server_open (Server *self);
void server_close (Server *self);

/* Somebody at one device. */
typedef struct
{
  Server *server;
  char *token;
  AmbPrincipal *principal;
  char *device;
  gint64 n; /* of the next operation */
  char *cursor;
} Person;

void person_join (Person *self,
                  Server *server,
                  const char *name,
                  AmbAccess access,
                  const char *const *nodes,
                  const char *record);
void person_leave (Person *self);
char *server_dup_id (Server *self);

/** person_push: one operation of its own action; @payload as in a push: "{\"set\":{…}}" */
AmbPushReply *person_push (
    Person *self, const char *kind, const char *entity, const char *id, const char *payload);
/** person_push_result: the only result of person_push() */
AmbPushStatus person_push_status (
    Person *self, const char *kind, const char *entity, const char *id, const char *payload);
/** person_push_problem: it must be rejected; the problem's code */
AmbProblemCode person_push_problem (
    Person *self, const char *kind, const char *entity, const char *id, const char *payload);
/** person_add: creates a record with the given members: "\"name\":\"Paris\"…"; returns its id */
char *person_add (Person *self, const char *entity, const char *members);
AmbRecord *server_get (Server *self, const char *entity, const char *id);

/* What a pull brought. */
typedef struct
{
  GPtrArray *lines; /* "put all ambassador ID", "rm all node ID left", "scope add all" */
  GPtrArray *rows;  /* of AmbJson: put and rm lines */
  gint64 mark;
  gboolean more;
} Pulled;
/** person_pull: one page, after the last cursor */
Pulled *person_pull (Person *self, guint limit);
/** person_pull_all: pages up to more=false */
Pulled *person_pull_all (Person *self);
gboolean pulled_has (Pulled *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void pulled_free (Pulled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pulled, pulled_free)
