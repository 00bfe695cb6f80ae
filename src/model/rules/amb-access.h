/* Who may do what: one table that hides in the window and enforces on the server. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

typedef enum
{
  AMB_ACCESS_NONE,
  AMB_ACCESS_MANAGER,
  AMB_ACCESS_LEAD,
  AMB_ACCESS_AMBASSADOR,
  AMB_ACCESS_SPONSOR,
  AMB_ACCESS_AUDITOR,
} AmbAccess;

typedef enum
{
  AMB_RIGHT_READ = 1 << 0,
  AMB_RIGHT_CREATE = 1 << 1,
  AMB_RIGHT_UPDATE = 1 << 2,
  AMB_RIGHT_DELETE = 1 << 3,
  AMB_RIGHT_MOVE = 1 << 4,
} AmbRight;

/** amb_access_from_text: of "manager", "lead"…; AMB_ACCESS_NONE when unknown */
AmbAccess amb_access_from_text (const char *text);
const char *amb_access_to_text (AmbAccess access);

/** amb_access_get_rights: AmbRight bits of @access on @entity; scopes narrow the rows. Default
 * deny. */
guint amb_access_get_rights (AmbAccess access, const AmbEntity *entity);
/** amb_access_dup_reason: (transfer full) (nullable): why nobody does @right with @entity, whatever
 * their access: by its kind; NULL when it is a question of access */
char *amb_access_dup_reason (const AmbEntity *entity, AmbRight right);
/** amb_access_sees_all: every row of @entity, whatever its scopes */
gboolean amb_access_sees_all (AmbAccess access, const AmbEntity *entity);
/** amb_access_may_write: may @access, which has the right to update, write this field? An
 * ambassador doesn't open own gates. */
gboolean amb_access_may_write (AmbAccess access, const AmbEntity *entity, const AmbField *field);
/** amb_access_may_put: may @person (nullable), who has @access and may change @record, write this
 * field of it? Nobody puts words into another's mouth. */
gboolean
amb_access_may_put (AmbAccess access, const char *person, AmbRecord *record, const AmbField *field);
/** amb_access_may_begin: does a record that is made with @access begin with a value of this field?
 * Nobody chooses their own raters. */
gboolean amb_access_may_begin (AmbAccess access, const AmbEntity *entity, const AmbField *field);
/** amb_access_check_new: may @person (nullable), who has @access, make @record with these values?
 * AMB_ERROR_DENIED */
gboolean
amb_access_check_new (AmbAccess access, const char *person, AmbRecord *record, GError **error);
/** amb_access_dup_denied: (transfer full): why they may not */
char *amb_access_dup_denied (AmbAccess access, AmbRecord *record, const AmbField *field);
/** amb_access_get_who: AmbWho bits for the tables of moves */
guint amb_access_get_who (AmbAccess access, gboolean is_self);

G_END_DECLS
