/* A value as a person writes it, in a cell or on a command line. */
#include "amb-import-value.h"

#include "amb-clock.h"
#include "amb-country-names.h"
#include "amb-error.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>

/* A cell in a reason is not longer than this. */
#define MAX_SHOWN 60

char *
amb_import_shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (g_utf8_strlen (valid, -1) <= MAX_SHOWN)
    return g_steal_pointer (&valid);
  g_autofree char *head = g_utf8_substring (valid, 0, MAX_SHOWN);
  return g_strconcat (head, "…", NULL);
}

static char *
dup_unknown_country (const char *text)
{
  g_autofree char *like = amb_country_suggest (text);
  g_autofree char *shown = amb_import_shorten (text);

  if (like)
    return g_strdup_printf (_ ("“%1$s” is not a country that is known. Did you mean %2$s? Write "
                               "the name or the code of two letters, as “FR”."),
                            shown, like);
  return g_strdup_printf (_ ("“%s” is not a country that is known. Write the name or the code of "
                             "two letters, as “FR”."),
                          shown);
}

/* Names of countries and languages beside their codes. */
static gboolean
normalise_named (const AmbField *field, const char *text, char **value, GError **error)
{
  g_autofree char *shown = amb_import_shorten (text);
  g_autofree char *reason = NULL;

  if (field->type == AMB_FIELD_COUNTRY)
    *value = g_strdup (amb_country_find (text));
  else
    *value = amb_language_find (text);
  if (*value ||
      (field->type == AMB_FIELD_LANGUAGE && amb_field_normalise (field, text, value, NULL)))
    return TRUE;
  if (field->type == AMB_FIELD_COUNTRY)
    reason = dup_unknown_country (text);
  else
    reason = g_strdup_printf (
        _ ("“%s” is not a language that is known. Write its name or its code, as “fr” or “pt-BR”."),
        shown);
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_INVALID, reason);
  return FALSE;
}

/* “31/08/2026”, “2026-08-31 14:02”: exports of other systems seldom write what RFC 3339 asks for.
 * Without a zone it is UTC; a day alone is its noon, which is that day almost everywhere. */
static gboolean
normalise_instant (const char *text, char **value, GError **error)
{
  static const AmbField day_field = { "day", "", AMB_FIELD_DATE };
  /* What may be missing behind a time. */
  static const char *const ends[] = { "", "Z", ":00Z" };
  g_auto (GStrv) parts = g_strsplit_set (text, " T", 2);
  g_autofree char *day = NULL, *shown = NULL;
  const char *time = parts[0] && parts[1] && *parts[1] ? parts[1] : "12:00";
  const char *zero = g_ascii_isdigit (time[0]) && time[1] == ':' ? "0" : "";

  if (parts[0] && !amb_field_normalise (&day_field, parts[0], &day, NULL))
    g_clear_pointer (&day, g_free);
  for (guint i = 0; day && i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *full = g_strconcat (day, "T", zero, time, ends[i], NULL);
      gint64 instant;

      if (!amb_instant_parse (full, &instant))
        continue;
      *value = amb_instant_format (instant);
      return TRUE;
    }
  shown = amb_import_shorten (text);
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("“%s” is not a day, nor a day and a time. Write it as 2026-08-31 or "
                  "2026-08-31 14:02."),
               shown);
  return FALSE;
}

/* The day as it was written, of a day with a time. */
static gboolean
normalise_day (const AmbField *field, const char *text, char **value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " T", 2);
  g_autofree char *instant = NULL;

  if (parts[0] && parts[1] && normalise_instant (text, &instant, NULL))
    return amb_field_normalise (field, parts[0], value, error);
  return amb_field_normalise (field, text, value, error);
}

gboolean
amb_import_normalise (const AmbField *field, const char *text, char **value, GError **error)
{
  g_autofree char *trimmed = NULL;

  if ((field->type != AMB_FIELD_COUNTRY && field->type != AMB_FIELD_LANGUAGE &&
       field->type != AMB_FIELD_INSTANT && field->type != AMB_FIELD_DATE) ||
      !g_utf8_validate (text, -1, NULL))
    return amb_field_normalise (field, text, value, error);
  trimmed = g_strstrip (g_strdup (text));
  if (*trimmed && field->type == AMB_FIELD_INSTANT)
    return normalise_instant (trimmed, value, error);
  if (field->type == AMB_FIELD_DATE)
    return normalise_day (field, trimmed, value, error);
  return *trimmed ? normalise_named (field, trimmed, value, error)
                  : amb_field_normalise (field, trimmed, value, error);
}

/* Adds the ids of those whose @field is @text. */
static gboolean
add_ids (AmbStore *store,
         const AmbEntity *entity,
         const AmbField *field,
         const char *text,
         gboolean folded,
         GPtrArray *ids,
         GError **error)
{
  g_autoptr (GPtrArray) found = amb_store_find (store, entity, field, text, folded, error);

  for (guint i = 0; found && i < found->len; i++)
    if (!g_ptr_array_find_with_equal_func (ids, found->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (found->pdata[i]));
  return found != NULL;
}

/* By a KEY as the record has it, else by a KEY or the title as somebody might type it. */
static GPtrArray *
list_named (AmbStore *store, const AmbEntity *entity, const char *text, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (const AmbField *field = entity->fields; field->name; field++)
    {
      g_autofree char *value = NULL;
      if ((field->flags & AMB_FIELD_KEY) && amb_import_normalise (field, text, &value, NULL) &&
          value && !add_ids (store, entity, field, value, FALSE, ids, error))
        return NULL;
    }
  for (const AmbField *field = entity->fields; field->name && !ids->len; field++)
    if ((field->flags & (AMB_FIELD_KEY | AMB_FIELD_TITLE)) &&
        !add_ids (store, entity, field, text, TRUE, ids, error))
      return NULL;
  return g_steal_pointer (&ids);
}

static gboolean
find_reference (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error)
{
  const AmbEntity *target = amb_entity_get_base (amb_entity_find (field->ref));
  g_autoptr (GPtrArray) ids = list_named (store, target, text, error);
  g_autofree char *shown = amb_import_shorten (text);

  if (!ids)
    return FALSE;
  if (ids->len == 1)
    {
      *value = g_strdup (ids->pdata[0]);
      return TRUE;
    }
  if (ids->len == 0)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("“%1$s” was not found in %2$s. Correct the name, or create it first."), shown,
                 _ (target->label_plural));
  else
    amb_import_set_several (shown, error);
  return FALSE;
}

void
amb_import_set_several (const char *text, GError **error)
{
  g_set_error (
      error, AMB_ERROR, AMB_ERROR_INVALID,
      _ ("Several records are called “%s”. Write the code, e-mail, number or id of the one "
         "that is meant."),
      text);
}

gboolean
amb_import_read_value (
    AmbStore *store, const AmbField *field, const char *text, char **value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_utf8_make_valid (text, -1));

  *value = NULL;
  if (field->type == AMB_FIELD_REF && *trimmed && !amb_id_is_valid (trimmed))
    return find_reference (store, field, trimmed, value, error);
  return amb_import_normalise (field, text, value, error);
}
