/* Administration: commands over the core, done here or by the server that runs. */
#pragma once

#include "amb-http-server.h"

G_BEGIN_DECLS

typedef struct
{
  int status;   /* as of a program: 0 done, 1 failed, 2 usage */
  GString *out; /* for standard output */
  GString *err; /* for standard error */
} AmbAdminResult;

AmbAdminResult *amb_admin_result_new (void);
void amb_admin_result_free (AmbAdminResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbAdminResult, amb_admin_result_free)

/** amb_admin_get_usage: the commands, a line each */
const char *amb_admin_get_usage (void);
/**
 * amb_admin_run:
 * @argv: "token" "create" "--access" …, ends with NULL
 *
 * Runs one command on the core's thread. Returns: (transfer full): what to print, never NULL
 */
AmbAdminResult *amb_admin_run (AmbServerCore *core, const char *const *argv);

#define AMB_ADMIN_SOCKET "admin.sock"

/** amb_admin_serve: (transfer full): takes commands on the socket in @folder and runs them on the
 * server's writer until it is freed */
GSocketService *amb_admin_serve (AmbHttpServer *server, const char *folder, GError **error);
/** amb_admin_call: (transfer full): has the server that runs on @folder do it; NULL with @error
 * when none answers */
AmbAdminResult *amb_admin_call (const char *folder, const char *const *argv, GError **error);

G_END_DECLS
