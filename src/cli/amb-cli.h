/* ambassadectl: what its commands share. */
#pragma once

#include "amb-lock.h"
#include "amb-named-views.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit statuses. */
typedef enum
{
  AMB_CLI_DONE = 0,
  AMB_CLI_FAILED = 1,
  AMB_CLI_USAGE = 2,
  AMB_CLI_PARTLY = 3,
} AmbCliStatus;

/* One run of the program. */
typedef struct
{
  char *profile;     /* the profile's folder */
  gboolean is_named; /* --profile said so */
  gboolean json;
  AmbClock *clock;
  GCancellable *cancellable; /* Ctrl+C */

  AmbLock *lock;           /* held while a command writes */
  AmbStore *store;         /* opened by amb_cli_open_reader() or amb_cli_open_writer() */
  AmbProgramme *programme; /* of a writer */
} AmbCli;

/**
 * AmbCliRun:
 * @args: what stands after the command's name, options included, NULL-terminated
 *
 * Returns the exit status; AMB_CLI_FAILED with @error set is printed by the caller, and
 * AMB_ERROR_USAGE becomes AMB_CLI_USAGE.
 */
typedef AmbCliStatus (*AmbCliRun) (AmbCli *self, char **args, GError **error);

typedef struct
{
  const char *name;
  const char *usage;   /* arguments, as printed by --help */
  const char *summary; /* N_() */
  AmbCliRun run;
} AmbCliCommand;

/** amb_cli_check_server: "check --server": compares the cache with the server; @dry: only tells */
AmbCliStatus amb_cli_check_server (AmbCli *self, gboolean dry, GError **error);

/* Tables, each ends with a NULL name. */
extern const AmbCliCommand amb_cli_record_commands[];
extern const AmbCliCommand amb_cli_fit_commands[];
extern const AmbCliCommand amb_cli_history_commands[];
extern const AmbCliCommand amb_cli_lifecycle_commands[];
extern const AmbCliCommand amb_cli_file_commands[];
extern const AmbCliCommand amb_cli_sync_commands[];
extern const AmbCliCommand amb_cli_attention_commands[];
extern const AmbCliCommand amb_cli_sample_commands[];
extern const AmbCliCommand amb_cli_asset_commands[];
extern const AmbCliCommand amb_cli_calendar_commands[];
extern const AmbCliCommand amb_cli_coverage_commands[];
extern const AmbCliCommand amb_cli_cohort_commands[];
extern const AmbCliCommand amb_cli_metrics_commands[];
extern const AmbCliCommand amb_cli_content_commands[];
extern const AmbCliCommand amb_cli_task_commands[];
extern const AmbCliCommand amb_cli_found_commands[];
extern const AmbCliCommand amb_cli_call_commands[];
extern const AmbCliCommand amb_cli_calendar_feed_commands[];
extern const AmbCliCommand amb_cli_figures_commands[];
extern const AmbCliCommand amb_cli_hold_commands[];
extern const AmbCliCommand amb_cli_write_commands[];
extern const AmbCliCommand amb_cli_me_commands[];

/** amb_cli_open_reader: beside an open window too; the profile is made when there is none */
gboolean amb_cli_open_reader (AmbCli *self, GError **error);
/** amb_cli_open_writer: takes the profile's lock; AMB_ERROR_BUSY says who holds it */
gboolean amb_cli_open_writer (AmbCli *self, GError **error);

/**
 * amb_cli_parse:
 * @entries: (nullable): options of the command
 * @min: @max: how many arguments besides options; @max −1: any number
 *
 * Leaves the arguments alone in @args. AMB_ERROR_USAGE says what is wrong.
 */
gboolean
amb_cli_parse (char ***args, const GOptionEntry *entries, int min, int max, GError **error);
/** amb_cli_check_number: AMB_ERROR_USAGE unless @number, of the option @name (“--seats”), is @least
 * or more */
gboolean amb_cli_check_number (const char *name, int number, int least, GError **error);
/** amb_cli_find_entity: AMB_ERROR_USAGE names the entities there are */
const AmbEntity *amb_cli_find_entity (const char *name, GError **error);
/** amb_cli_find_field: AMB_ERROR_USAGE names the fields there are */
const AmbField *amb_cli_find_field (const AmbEntity *entity, const char *name, GError **error);
/**
 * amb_cli_read_value:
 * @text: as typed
 * @value: (out) (transfer full) (nullable): canonical, by the same rules as a cell of an imported
 *   file: a reference may be an id, the name or a key of its record; countries have names
 *
 * AMB_ERROR_INVALID names the field and quotes @text; AMB_ERROR_USAGE where no record is named.
 */
gboolean amb_cli_read_value (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error);
/** amb_cli_take_id: @text: (inout): the id or the name of a record of @entity becomes its id;
 * errors as amb_cli_read_value() */
gboolean amb_cli_take_id (AmbCli *self, const char *entity, char **text, GError **error);
/** amb_cli_read_field: the same of FIELD=VALUE, where nothing clears a reference, too */
gboolean amb_cli_read_field (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error);
/**
 * amb_cli_read_view:
 * @name: of a named view of @entity, or its id
 * @title: (out) (transfer full): as it is written in the view
 *
 * Returns: (transfer full): what of it can be applied; NULL with the views there are
 */
AmbView *amb_cli_read_view (
    AmbStore *store, const AmbEntity *entity, const char *name, char **title, GError **error);
/** amb_cli_merge_view: @query asks for what it names itself, and for the rest as @view does. FALSE:
 * nothing but the view */
gboolean amb_cli_merge_view (AmbQuery *query, const AmbView *view);
/* Text is printed with g_print() and g_printerr(). */
/** amb_cli_init_print: from now on they print amb_cli_dup_safe() of it, in the locale’s charset */
void amb_cli_init_print (void);
/** amb_cli_dup_safe: (transfer full): control characters other than line ends and tabs, and those
 * that turn the direction of text, become U+FFFD, so that data can’t steer the terminal */
char *amb_cli_dup_safe (const char *text);
/** amb_cli_dup_cell: (transfer full): the same on one line, without tabs; @text NULL is empty */
char *amb_cli_dup_cell (const char *text);
/** amb_cli_dup_shown: (transfer full): what a person reads; a reference by its title */
char *amb_cli_dup_shown (AmbStore *store, const AmbField *field, const char *value);

/** amb_cli_dup_choice: (transfer full): the words of the choice @value of a field; "" for NULL */
char *amb_cli_dup_choice (const char *entity, const char *field, const char *value);
/** amb_cli_dup_wall: (transfer full): a wall time for a person to read; "" for NULL */
char *amb_cli_dup_wall (const char *wall);

/* Documents of --json go out byte for byte. */
void amb_cli_build_string (JsonBuilder *builder, const char *name, const char *value);
void amb_cli_build_int (JsonBuilder *builder, const char *name, gint64 value);
/** amb_cli_print_json: what was built, on one line of standard output */
void amb_cli_print_json (JsonBuilder *builder);
/** amb_cli_get_extent: of what a number is, for --json: “programme”, or “visible”: of what who acts
 * may see */
const char *amb_cli_get_extent (gboolean is_partial);
/** amb_cli_print_extent: the same as a line before the numbers; of the programme it says nothing */
void amb_cli_print_extent (gboolean is_partial);
/** amb_cli_print_document: @json and a line end */
void amb_cli_print_document (const char *json);
/** amb_cli_has_printed: has anything gone to standard output? */
gboolean amb_cli_has_printed (void);
/** amb_cli_append_record: one JSON object with id, fields and computed ones */
void amb_cli_append_record (AmbRecord *record, GString *out);

G_END_DECLS
