#include "amb-display.h"

#include "amb-clock.h"
#include "amb-codes.h"
#include "amb-reference.h"
#include "amb-set.h"
#include "amb-typed.h"
#include "amb-validate.h"
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define DUE_SOON 7 /* days: until then they are counted */

static GDateTime *
parse_day (const char *date)
{
  int year, month, day;

  if (!amb_date_is_valid (date) || sscanf (date, "%d-%d-%d", &year, &month, &day) != 3)
    return NULL;
  return g_date_time_new_utc (year, month, day, 0, 0, 0);
}

char *
amb_display_date (const char *date, const char *today)
{
  g_autoptr (GDateTime) day = parse_day (date);
  int distance;

  if (!day)
    return g_strdup (date);
  distance = amb_date_days_between (today, date);
  if (distance == 0)
    return g_strdup (_ ("Today"));
  if (distance == -1)
    return g_strdup (_ ("Yesterday"));
  if (distance == 1)
    return g_strdup (_ ("Tomorrow"));
  /* Translators: a day of this year, and one of another year, as strftime's format */
  return g_date_time_format (day, strncmp (date, today, 4) == 0 ? _ ("%-d %b") : _ ("%-d %b %Y"));
}

char *
amb_display_due (const char *due, const char *today, const char **style)
{
  g_autofree char *day = g_strndup (due, 10);
  g_autofree char *date = amb_display_date (day, today);
  int days = amb_date_is_valid (day) ? amb_date_days_between (today, day) : DUE_SOON + 1;

  *style = days > DUE_SOON ? NULL : days < 0 ? "bad" : days == 0 ? "warn" : "info";
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) -days), -days);
  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days <= DUE_SOON)
    return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) days), days);
  /* Translators: a day by which something is due: “10 Dec” */
  return g_strdup_printf (_ ("Due %s"), date);
}

static GDateTime *
to_local (gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);

  return g_date_time_to_local (utc);
}

char *
amb_display_time (gint64 instant)
{
  g_autoptr (GDateTime) local = to_local (instant);

  /* Translators: the time of day, as strftime's format */
  return g_date_time_format (local, _ ("%H:%M"));
}

char *
amb_display_instant (gint64 instant, gint64 now)
{
  g_autoptr (GDateTime) local = to_local (instant);
  g_autoptr (GDateTime) local_now = to_local (now);
  g_autofree char *date = g_date_time_format (local, "%Y-%m-%d");
  g_autofree char *today = g_date_time_format (local_now, "%Y-%m-%d");
  g_autofree char *day = amb_display_date (date, today);
  g_autofree char *time = amb_display_time (instant);

  /* Translators: a day and the time of day, “Today, 14:01” */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

char *
amb_display_country (const char *code)
{
  return amb_country_dup_name (code);
}

char *
amb_display_language (const char *tag)
{
  return amb_language_dup_name (tag);
}

static char *
display_each (char **values, char *(*display) (const char *) )
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (char **value = values; *value; value++)
    g_ptr_array_add (words, display (*value));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

/* A set of languages has no choices: its members look like tags. */
static gboolean
is_languages (const AmbField *field)
{
  return field->type == AMB_FIELD_SET && !field->choices && !field->ref &&
         g_str_has_prefix (field->name, "language");
}

/* Fields of plain text that hold the name of an entity (of a move, of a saved view). */
static gboolean
is_entity_name (const AmbField *field)
{
  return field->type == AMB_FIELD_TEXT && g_str_equal (field->name, "entity");
}

char *
amb_display_value (const AmbField *field, const char *value, const char *title, const char *today)
{
  const AmbEntity *entity;

  if (!value)
    return g_strdup ("");
  if (field->ref)
    return g_strdup (title ? title : "");
  if (is_languages (field))
    {
      g_auto (GStrv) tags = amb_set_to_strv (value);

      return display_each (tags, amb_display_language);
    }
  switch (field->type)
    {
    case AMB_FIELD_DATE:
      return amb_display_date (value, today);
    case AMB_FIELD_COUNTRY:
      return amb_display_country (value);
    case AMB_FIELD_LANGUAGE:
      return amb_display_language (value);
    case AMB_FIELD_INT:
    case AMB_FIELD_DECIMAL:
    case AMB_FIELD_DURATION:
    case AMB_FIELD_INSTANT:
    case AMB_FIELD_WALL_TIME:
      return amb_typed_format (field, value, today);
    case AMB_FIELD_TEXT:
      entity = is_entity_name (field) ? amb_entity_find (value) : NULL;
      return g_strdup (entity ? _ (entity->label) : value);
    default:
      return amb_field_format (field, value);
    }
}

/* “KPI” stays what it is. */
static gboolean
is_abbreviation (const char *word)
{
  return g_unichar_isupper (g_utf8_get_char (word)) &&
         g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (word)));
}

static void
append_first (GString *out, const char *word, gunichar (*change) (gunichar))
{
  if (*word == '\0')
    return;
  g_string_append_unichar (out, change (g_utf8_get_char (word)));
  g_string_append (out, g_utf8_next_char (word));
}

char *
amb_display_noun (const char *label)
{
  g_auto (GStrv) words = g_strsplit (label, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      if (is_abbreviation (words[i]))
        g_string_append (out, words[i]);
      else
        append_first (out, words[i], g_unichar_tolower);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* As the GNOME guidelines have it: every word but the small ones within. */
static char *
capitalise (const char *label)
{
  static const char *const small[] = { "a",  "an", "and", "for", "from", "in", "of",
                                       "on", "or", "the", "to",  "with", "by", NULL };
  g_auto (GStrv) words = g_strsplit (label, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      if (i > 0 && g_strv_contains (small, words[i]))
        g_string_append (out, words[i]);
      else
        append_first (out, words[i], g_unichar_toupper);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
amb_display_add (const AmbEntity *entity)
{
  const char *label = _ (entity->label);
  /* Translators: how a noun is written on a button, after a verb. “header”: Each Word Begins with a
   * Capital; anything else: as within a sentence. Don't translate the word, choose. */
  gboolean header = g_str_equal (C_ ("capitals of buttons", "header"), "header");
  g_autofree char *noun = header ? capitalise (label) : amb_display_noun (label);

  /* Translators: a button; what kind of record follows: “Add Content Item” */
  return g_strdup_printf (C_ ("button", "Add %s"), noun);
}

char *
amb_display_state (const AmbEntity *entity, const char *state)
{
  const AmbField *field = entity ? amb_entity_get_state_field (entity) : NULL;
  const AmbChoice *choice = field && state ? amb_field_find_choice (field, state) : NULL;

  return g_strdup (choice ? _ (choice->label) : state ? state : "");
}

char *
amb_display_record_value (AmbRecord *record, guint index, const char *title, const char *today)
{
  const AmbField *field = &amb_record_get_entity (record)->fields[index];
  const AmbEntity *subject = amb_reference_get_subject (record);
  const char *value = amb_record_get_at (record, index);

  if (subject && value && field->type == AMB_FIELD_TEXT)
    {
      if (g_str_equal (field->name, "from") || g_str_equal (field->name, "to"))
        return amb_display_state (subject, value);
      if (g_str_equal (field->name, "record"))
        return g_strdup (title ? title : "");
    }
  return amb_display_value (field, value, title, today);
}
