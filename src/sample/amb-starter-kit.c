#include "amb-starter-kit.h"

#include "amb-error.h"
#include "amb-kit-letters.h"
#include "amb-starter-kit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Translators: the code of the language into which you translate, as “fr” or “pt-BR” */
#define LANGUAGE _ ("en")

/* (transfer full): the id of a new record of @entity; @...: pairs of field and value, a NULL field
 * ends them, a NULL value is unset. NULL with @error. */
static char *G_GNUC_NULL_TERMINATED
add (AmbProgramme *programme, GError **error, const char *entity, ...)
{
  g_autoptr (AmbRecord) record = amb_record_new (amb_entity_find (entity), NULL);
  va_list pairs;

  va_start (pairs, entity);
  for (const char *field = va_arg (pairs, const char *); field != NULL;
       field = va_arg (pairs, const char *))
    amb_record_set (record, field, va_arg (pairs, const char *));
  va_end (pairs);
  return amb_programme_add (programme, record, AMB_COMMAND_DEFAULT, error);
}

/* (transfer full): the translated parts, @between them */
static char *
dup_joined (const char *const *parts, const char *between)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < AMB_KIT_N_PARTS && parts[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? between : "", _ (parts[i]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_steps (AmbProgramme *programme, const char *kind, const char *role, GError **error)
{
  guint position = 0;

  for (const AmbKitStep *step = amb_kit_steps; step->role != NULL; step++)
    {
      g_autofree char *id = NULL;
      g_autofree char *number = NULL;

      if (!g_str_equal (step->role, kind))
        continue;
      number = g_strdup_printf ("%u", ++position);
      id = add (programme, error, "role-step", "what", _ (step->what), "role-id", role, "position",
                number, "rhythm", step->rhythm, "minutes", step->minutes, NULL);
      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_roles (AmbProgramme *programme, GError **error)
{
  for (guint i = 0; amb_kit_roles[i].kind != NULL; i++)
    {
      const AmbKitRole *role = &amb_kit_roles[i];
      g_autofree char *position = g_strdup_printf ("%u", i + 1);
      g_autofree char *id =
          add (programme, error, "role", "name", _ (role->name), "kind", role->kind, "mission",
               _ (role->mission), "metrics", _ (role->metrics), "level", role->level, "minutes",
               role->minutes, "position", position, NULL);

      if (id == NULL || !add_steps (programme, role->kind, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_criteria (AmbProgramme *programme, GError **error)
{
  for (guint i = 0; amb_kit_criteria[i].kind != NULL; i++)
    {
      const AmbKitCriterion *criterion = &amb_kit_criteria[i];
      g_autofree char *position = g_strdup_printf ("%u", i + 1);
      g_autofree char *id = add (programme, error, "criterion", "name", _ (criterion->name), "kind",
                                 criterion->kind, "weight", criterion->weight, "guide",
                                 _ (criterion->guide), "position", position, NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_track (AmbProgramme *programme, GError **error)
{
  g_autofree char *track =
      add (programme, error, "track", "name", _ (amb_kit_track.name), "level", "1", "language",
           LANGUAGE, "description", _ (amb_kit_track.description), NULL);

  for (guint i = 0; track != NULL && amb_kit_modules[i].kind != NULL; i++)
    {
      const AmbKitModule *module = &amb_kit_modules[i];
      g_autofree char *position = g_strdup_printf ("%u", i + 1);
      g_autofree char *id = add (programme, error, "module", "title", _ (module->title), "track-id",
                                 track, "position", position, "kind", module->kind, "minutes",
                                 module->minutes, "body", _ (module->body), NULL);

      if (id == NULL)
        return FALSE;
    }
  return track != NULL;
}

static gboolean
add_texts (AmbProgramme *programme, GError **error)
{
  for (const AmbKitText *text = amb_kit_texts; text->kind != NULL; text++)
    {
      g_autofree char *body = dup_joined (text->parts, "\n\n");
      g_autofree char *id = add (programme, error, "policy-text", "title", _ (text->title), "kind",
                                 text->kind, "language", LANGUAGE, "body", body, NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

/* In both languages, whatever the desk’s: people are written to in theirs. */
static gboolean
add_letters (AmbProgramme *programme, GError **error)
{
  for (const AmbKitLetter *letter = amb_kit_letters; letter->purpose != NULL; letter++)
    {
      g_autofree char *id = add (programme, error, "template", "name", letter->name, "purpose",
                                 letter->purpose, "language", letter->language, "subject",
                                 letter->subject, "body", letter->body, NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

/* “15 | spokesperson | Acknowledge, with the first line”, one task a line */
static char *
dup_tasks (const char *severity)
{
  g_autoptr (GString) steps = g_string_new (NULL);

  for (const AmbKitTask *task = amb_kit_tasks; task->severity != NULL; task++)
    if (g_str_equal (task->severity, severity))
      g_string_append_printf (steps, "%s%d | %s | %s", steps->len > 0 ? "\n" : "", task->minute,
                              task->role, _ (task->what));
  return g_string_free (g_steal_pointer (&steps), FALSE);
}

static gboolean
add_playbooks (AmbProgramme *programme, GError **error)
{
  for (const AmbKitPlaybook *playbook = amb_kit_playbooks; playbook->severity != NULL; playbook++)
    {
      g_autofree char *steps = dup_tasks (playbook->severity);
      g_autofree char *statements = dup_joined (playbook->statements, "\n");
      g_autofree char *id =
          add (programme, error, "playbook", "title", _ (playbook->title), "severity",
               playbook->severity, "language", LANGUAGE, "used-when", _ (playbook->used_when),
               "steps", steps, "holding-statements", statements, NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_pillars (AmbProgramme *programme, GError **error)
{
  for (guint i = 0; amb_kit_pillars[i].name != NULL; i++)
    {
      const AmbKitPillar *pillar = &amb_kit_pillars[i];
      g_autofree char *position = g_strdup_printf ("%u", i + 1);
      g_autofree char *id =
          add (programme, error, "pillar", "name", _ (pillar->name), "promise", _ (pillar->promise),
               "proof", _ (pillar->proof), "tone", _ (pillar->tone), "target-share", "25",
               "position", position, NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Months are compared with targets, so they apply from the first of this one on. */
static gboolean
add_targets (AmbProgramme *programme, GError **error)
{
  AmbStore *store = amb_programme_get_store (programme);
  g_autofree char *from = amb_clock_dup_today (amb_store_get_clock (store), NULL);

  memcpy (from + strlen ("2026-11-"), "01", 2);
  for (const AmbKitTarget *target = amb_kit_targets; target->kpi != NULL; target++)
    {
      g_autofree char *id = add (programme, error, "kpi-target", "kpi", target->kpi, "period-from",
                                 from, "direction", target->direction, "target", target->target,
                                 "unit", target->unit, "note", _ (target->note), NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_channels (AmbProgramme *programme, GError **error)
{
  for (const AmbKitChannel *channel = amb_kit_channels; channel->network != NULL; channel++)
    {
      g_autofree char *id =
          add (programme, error, "channel", "name", _ (channel->name), "network", channel->network,
               "kind", channel->kind, "length-limit", channel->length_limit, NULL);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_new (AmbDb *db, GError **error)
{
  gint64 known;

  if (!amb_db_query_int (db, &known, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM roles WHERE deleted = 0)", NULL))
    return FALSE;
  if (known == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_REFUSED,
               _ ("This programme has roles already. The starter kit is for a programme that was "
                  "just begun."));
  return FALSE;
}

gboolean
amb_starter_kit_add (AmbProgramme *programme, GError **error)
{
  static gboolean (*const parts[]) (AmbProgramme *, GError **) = {
    add_roles,     add_criteria, add_track,   add_texts,    add_letters,
    add_playbooks, add_pillars,  add_targets, add_channels,
  };
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));
  gboolean ok;

  if (!amb_db_begin (db, error))
    return FALSE;
  ok = check_new (db, error);
  for (guint i = 0; ok && i < G_N_ELEMENTS (parts); i++)
    ok = parts[i](programme, error);
  if (!ok)
    amb_db_rollback (db);
  return ok && amb_db_commit (db, error);
}
