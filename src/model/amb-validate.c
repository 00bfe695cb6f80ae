#include "amb-validate.h"

#include "amb-clock.h"
#include "amb-codes.h"
#include "amb-error.h"
#include "amb-set.h"
#include "amb-text.h"
#include "amb-zone.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define FIRST_DAY "1900-01-01"
#define LAST_DAY  "2199-12-31"

/* A local part, one @, a domain with a dot; no spaces or controls (RFC 5321 lengths). */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  if (at == NULL || at == text || at - text > 64 || strlen (text) > 254 || strchr (at + 1, '@'))
    return FALSE;
  if (dot == NULL || dot == at + 1 || dot[1] == '\0' || strstr (text, "..") != NULL)
    return FALSE;
  if (text[0] == '.' || at[-1] == '.' || at[1] == '-')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p) || strchr ("<>()[],;:\"\\", *p) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_url (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "http") ||
          g_str_equal (g_uri_get_scheme (uri), "https"));
}

static gboolean
is_decimal (const char *text)
{
  return g_regex_match_simple ("^-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?$", text, 0, 0);
}

static gboolean
is_number (const char *text)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

static gboolean
is_wall_time (const char *text)
{
  const char *open = strchr (text, '[');
  g_autofree char *local = open != NULL ? g_strndup (text, open - text) : NULL;
  g_autofree char *date = local != NULL ? g_strndup (local, 10) : NULL;

  return open != NULL && g_str_has_suffix (text, "]") && amb_date_is_valid (date) &&
         g_regex_match_simple ("^T([01][0-9]|2[0-3]):[0-5][0-9]$", local + 10, 0, 0);
}

static gboolean
is_instant (const char *text)
{
  gint64 instant;
  g_autofree char *canonical = NULL;

  if (!amb_instant_parse (text, &instant))
    return FALSE;
  canonical = amb_instant_format (instant);
  return g_str_equal (canonical, text);
}

static gboolean
refuse (GError **error, const char *format, const char *value)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, format, value);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
is_kept (const char *day)
{
  return strncmp (day, FIRST_DAY, 10) >= 0 && strncmp (day, LAST_DAY, 10) <= 0;
}

static gboolean
refuse_far (const char *value, GError **error)
{
  return is_kept (value) ||
         refuse (error, _ ("“%s” is too far away: days from 1900 to 2199 are kept."), value);
}

gboolean
amb_day_check (const char *day, GError **error)
{
  return (amb_date_is_valid (day) ||
          refuse (error, _ ("“%s” is not a day. Write it as 2026-08-31 or 31/08/2026."), day)) &&
         refuse_far (day, error);
}

gboolean
amb_zone_check (const char *name, GError **error)
{
  return amb_zone_is_known (name) ||
         refuse (error,
                 _ ("“%s” is not a time zone that is known. Write the name of a place in it, as "
                    "Europe/Paris or America/Sao_Paulo, or UTC."),
                 name);
}

static gboolean
check_wall_time (const char *value, GError **error)
{
  const char *open = strchr (value, '[');
  g_autofree char *name = NULL;

  if (!is_wall_time (value))
    return refuse (error, _ ("“%s” is not a local time as 2026-08-31T09:00[Europe/Paris]."), value);
  name = g_strndup (open + 1, strlen (open) - 2);
  return amb_zone_check (name, error);
}

static gboolean
validate_set (const AmbField *field, const char *value, GError **error)
{
  g_auto (GStrv) items = amb_set_to_strv (value);
  g_autofree char *canonical = amb_set_from_strv ((const char *const *) items);

  if (g_strcmp0 (canonical, value) != 0)
    return refuse (error, _ ("“%s” is not a sorted list of distinct values."), value);
  for (guint i = 0; field->choices != NULL && items[i] != NULL; i++)
    if (amb_field_find_choice (field, items[i]) == NULL)
      return refuse (error, _ ("“%s” is not one of the choices."), items[i]);
  return TRUE;
}

static gboolean
refuse_controls (const char *value, gboolean lines, GError **error)
{
  if (!amb_text_has_controls (value, lines))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("There is a character in this text that can’t be seen and doesn’t belong there. "
                  "Type the text anew."));
  return FALSE;
}

static gboolean
has_form (const AmbField *field, const char *value, GError **error)
{
  switch (field->form)
    {
    case AMB_FORM_TIME:
      return g_regex_match_simple ("^([01][0-9]|2[0-3]):[0-5][0-9]$", value, 0, 0) ||
             refuse (error, _ ("“%s” is not a time of the day. Write it as 09:00."), value);
    case AMB_FORM_ZONE:
      return amb_zone_check (value, error);
    case AMB_FORM_KPI:
      return g_regex_match_simple ("^K([1-9]|1[0-9]|2[0-7])$", value, 0, 0) ||
             refuse (error, _ ("“%s” is not a KPI. Write its code, from K1 to K27."), value);
    case AMB_FORM_ANY:
    default:
      return TRUE;
    }
}

static gboolean
is_within (const AmbField *field, const char *value, GError **error)
{
  double number = g_ascii_strtod (value, NULL);

  if (field->most == 0 || (number >= 0 && number <= (double) field->most))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               _ ("“%1$s” is out of range: it goes from 0 to %2$d."), value, (int) field->most);
  return FALSE;
}

static gboolean
validate_by_type (const AmbField *field, const char *value, GError **error)
{
  switch (field->type)
    {
    case AMB_FIELD_EMAIL:
      return is_email (value) ||
             refuse (error,
                     _ ("“%s” is not an e-mail address. It should look like name@company.com."),
                     value);
    case AMB_FIELD_URL:
      return is_url (value) ||
             refuse (error, _ ("“%s” is not a web address. It should begin with https://."), value);
    case AMB_FIELD_COUNTRY:
      return amb_country_is_valid (value) ||
             refuse (error, _ ("“%s” is not a country. Use two letters, as FR or BR."), value);
    case AMB_FIELD_LANGUAGE:
      return amb_language_is_valid (value) ||
             refuse (error, _ ("“%s” is not a language. Use a code, as fr or pt-BR."), value);
    case AMB_FIELD_DATE:
      return amb_day_check (value, error);
    case AMB_FIELD_INSTANT:
      return (is_instant (value) ||
              refuse (error, _ ("“%s” is not an instant as 2026-08-31T09:00:00.000Z."), value)) &&
             refuse_far (value, error);
    case AMB_FIELD_WALL_TIME:
      return check_wall_time (value, error) && refuse_far (value, error);
    case AMB_FIELD_INT:
    case AMB_FIELD_DURATION:
      return (is_number (value) ||
              refuse (error, _ ("“%s” is not a whole number. Write digits only, as 1200."),
                      value)) &&
             (value[0] != '-' || refuse (error, _ ("“%s” is less than nothing."), value)) &&
             is_within (field, value, error);
    case AMB_FIELD_DECIMAL:
      return (is_decimal (value) || refuse (error, _ ("“%s” is not a number, as 12.5."), value)) &&
             is_within (field, value, error);
    case AMB_FIELD_BOOL:
      return g_str_equal (value, "1") || g_str_equal (value, "0") ||
             refuse (error, _ ("“%s” is neither yes nor no."), value);
    case AMB_FIELD_ENUM:
      return amb_field_find_choice (field, value) != NULL ||
             refuse (error, _ ("“%s” is not one of the choices."), value);
    case AMB_FIELD_REF:
      return amb_id_is_valid (value) ||
             refuse (error, _ ("“%s” is not a record that can be referred to."), value);
    case AMB_FIELD_SET:
      return validate_set (field, value, error);
    case AMB_FIELD_TEXT:
      return (strpbrk (value, "\r\n") == NULL ||
              refuse (error, _ ("“%s” must be on one line."), value)) &&
             refuse_controls (value, FALSE, error) && has_form (field, value, error);
    case AMB_FIELD_LONG_TEXT:
    case AMB_FIELD_MARKDOWN:
    case AMB_FIELD_ORDER:
    default:
      return refuse_controls (value, TRUE, error);
    }
}

static gboolean
check_length (const AmbField *field, const char *value, GError **error)
{
  if (field->type == AMB_FIELD_TEXT && g_utf8_strlen (value, -1) > AMB_MAX_LINE)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                 _ ("This is too long: %d characters at the most."), AMB_MAX_LINE);
  else if (strlen (value) > AMB_MAX_STRING)
    g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("This is too long: %d kB at the most."),
                 AMB_MAX_STRING / 1024);
  else
    return TRUE;
  return FALSE;
}

gboolean
amb_field_validate (const AmbField *field, const char *value, GError **error)
{
  if (value == NULL || *value == '\0')
    {
      if ((field->flags & AMB_FIELD_REQUIRED) == 0)
        return TRUE;
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("This can’t be empty."));
      return FALSE;
    }
  if (!amb_text_is_valid (value, -1))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("This is not readable text (UTF-8)."));
      return FALSE;
    }
  if ((field->flags & AMB_FIELD_REQUIRED) != 0 && amb_text_is_blank (value))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("This can’t be empty."));
      return FALSE;
    }
  return check_length (field, value, error) && validate_by_type (field, value, error);
}

/* A plan's instant: its local time in its zone. */
static gint64
read_wall_time (const char *value)
{
  gint64 seconds = 0;

  amb_zone_read_wall (value, &seconds, NULL, NULL);
  return seconds;
}

/* The earliest day that it is somewhere on Earth. */
static char *
dup_first_day (const char *value)
{
  gint64 instant = 0;
  g_autofree char *west = NULL;

  if (!amb_instant_parse (value, &instant))
    return g_strdup (value);
  west = amb_instant_format (instant - 12 * G_GINT64_CONSTANT (3600000));
  return g_strndup (west, 10);
}

/* Days and instants sort as their texts; of a day and something finer, the day decides: that of an
 * instant is not the same everywhere. */
static gboolean
is_before (const AmbField *a, const char *one, const AmbField *b, const char *other)
{
  if (a->type == AMB_FIELD_WALL_TIME && b->type == AMB_FIELD_WALL_TIME)
    return read_wall_time (one) < read_wall_time (other);
  if (a->type == AMB_FIELD_DATE && b->type == AMB_FIELD_INSTANT)
    {
      g_autofree char *day = dup_first_day (other);

      return strcmp (one, day) < 0;
    }
  return a->type == b->type ? strcmp (one, other) < 0 : strncmp (one, other, 10) < 0;
}

gboolean
amb_record_check_spans (AmbRecord *self,
                        GHashTable *changed,
                        const AmbField **field,
                        GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (self);

  for (const AmbSpan *span = entity->spans; span != NULL && span->from != NULL; span++)
    {
      const AmbField *from = amb_entity_find_field (entity, span->from);
      const AmbField *to = amb_entity_find_field (entity, span->to);
      const char *begin = amb_record_get (self, span->from);
      const char *end = amb_record_get (self, span->to);

      if (begin == NULL || end == NULL || !is_before (to, end, from, begin) ||
          (changed != NULL && !g_hash_table_contains (changed, span->from) &&
           !g_hash_table_contains (changed, span->to)))
        continue;
      if (field != NULL)
        *field = to;
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%1$s” can’t come before “%2$s”. Change one of the two."), _ (to->label),
                   _ (from->label));
      return FALSE;
    }
  return TRUE;
}

gboolean
amb_record_validate (AmbRecord *self, GError **error)
{
  return amb_record_validate_edit (NULL, self, error);
}

gboolean
amb_record_validate_edit (AmbRecord *before, AmbRecord *self, GError **error)
{
  const AmbEntity *entity = amb_record_get_entity (self);
  g_autoptr (GString) json = g_string_new (NULL);

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      const AmbField *field = &entity->fields[i];

      if (!amb_field_is_stored (field) ||
          (before != NULL &&
           g_strcmp0 (amb_record_get_at (before, i), amb_record_get_at (self, i)) == 0) ||
          amb_field_validate (field, amb_record_get_at (self, i), error))
        continue;
      g_prefix_error (error, _ ("%s: "), _ (field->label));
      return FALSE;
    }
  amb_record_append_json (self, json);
  if (json->len > AMB_MAX_RECORD)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_TOO_LARGE,
                   _ ("The record is too large: shorten its texts to %d kB in all."),
                   AMB_MAX_RECORD / 1024);
      return FALSE;
    }
  return TRUE;
}

static char *
format_date (const char *value, const char *format)
{
  int year, month, day;
  g_autoptr (GDateTime) date = NULL;

  if (sscanf (value, "%d-%d-%d", &year, &month, &day) != 3)
    return g_strdup (value);
  date = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return date != NULL ? g_date_time_format (date, format) : g_strdup (value);
}

static char *
format_set (const AmbField *field, const char *value)
{
  g_auto (GStrv) items = amb_set_to_strv (value);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; items[i] != NULL; i++)
    {
      const AmbChoice *choice = amb_field_find_choice (field, items[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                              choice != NULL ? _ (choice->label) : items[i]);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
format_instant (const char *value)
{
  gint64 instant;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (!amb_instant_parse (value, &instant))
    return g_strdup (value);
  utc = g_date_time_new_from_unix_utc (instant / 1000);
  local = g_date_time_to_local (utc);
  /* Translators: a day with its time, as strftime's format */
  return g_date_time_format (local, _ ("%-d %B %Y, %H:%M"));
}

/* By the clock of its zone, which is told where it is another than one's own. */
static char *
format_wall_time (const char *value)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) clock = NULL;
  g_autofree char *text = NULL, *zone = NULL;
  int year, month, day, hour, minute;

  if (sscanf (value, "%d-%d-%dT%d:%d[%m[^]]", &year, &month, &day, &hour, &minute, &zone) != 6)
    return g_strdup (value);
  clock = g_date_time_new_utc (year, month, day, hour, minute, 0);
  if (clock == NULL)
    return g_strdup (value);
  text = g_date_time_format (clock, _ ("%-d %B %Y, %H:%M"));
  if (g_strcmp0 (g_time_zone_get_identifier (here), zone) == 0)
    return g_steal_pointer (&text);
  /* Translators: a day with its time, and the time zone where it is another than one's own */
  return g_strdup_printf (_ ("%s (%s)"), text, zone);
}

char *
amb_field_format (const AmbField *field, const char *value)
{
  const AmbChoice *choice;

  if (value == NULL)
    return g_strdup ("");
  switch (field->type)
    {
    case AMB_FIELD_ENUM:
      choice = amb_field_find_choice (field, value);
      return g_strdup (choice != NULL ? _ (choice->label) : value);
    case AMB_FIELD_BOOL:
      return g_strdup (g_str_equal (value, "1") ? _ ("Yes") : _ ("No"));
    case AMB_FIELD_SET:
      return format_set (field, value);
    case AMB_FIELD_DATE:
      /* Translators: a day, as strftime's format */
      return format_date (value, _ ("%-d %B %Y"));
    case AMB_FIELD_INSTANT:
      return format_instant (value);
    case AMB_FIELD_WALL_TIME:
      return format_wall_time (value);
    case AMB_FIELD_LANGUAGE:
      return amb_language_dup_name (value);
    default:
      return g_strdup (value);
    }
}

gboolean
amb_field_same (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}
