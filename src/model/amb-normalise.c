/* How a person's typing, or a cell of a file, becomes canonical text. */
#include "amb-clock.h"
#include "amb-error.h"
#include "amb-set.h"
#include "amb-text.h"
#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const AmbChoice *
find_choice_by_label (const AmbField *field, const char *input)
{
  g_autofree char *key = amb_text_fold (input);

  for (const AmbChoice *c = field->choices; c != NULL && c->id != NULL; c++)
    {
      g_autofree char *id = amb_text_fold (c->id);
      g_autofree char *english = amb_text_fold (c->label);
      g_autofree char *translated = amb_text_fold (_ (c->label));

      if (g_str_equal (key, id) || g_str_equal (key, english) || g_str_equal (key, translated))
        return c;
    }
  return NULL;
}

static gboolean
refuse_choice (const AmbField *field, const char *input, GError **error)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (const AmbChoice *c = field->choices; c->id != NULL; c++)
    g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", _ (c->label));
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("“%s” is not a choice. Take one of: %s."),
               input, labels->str);
  return FALSE;
}

static gboolean
normalise_choice (const AmbField *field, const char *input, char **value, GError **error)
{
  const AmbChoice *choice = find_choice_by_label (field, input);

  if (choice == NULL)
    return refuse_choice (field, input, error);
  *value = g_strdup (choice->id);
  return TRUE;
}

static gboolean
normalise_set (const AmbField *field, const char *input, char **value, GError **error)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (input[0] == '[')
    {
      g_autoptr (AmbJson) json = amb_json_parse (input, strlen (input), error);

      return json != NULL && amb_field_read_value (field, amb_json_get_root (json), value, error) &&
             amb_field_validate (field, *value, error);
    }
  parts = g_strsplit_set (input, ",;|", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      const AmbChoice *choice = field->choices != NULL ? find_choice_by_label (field, part) : NULL;

      if (*part == '\0')
        continue;
      if (field->choices != NULL && choice == NULL)
        return refuse_choice (field, part, error);
      g_ptr_array_add (items, (char *) (choice != NULL ? choice->id : part));
    }
  g_ptr_array_add (items, NULL);
  *value = amb_set_from_strv ((const char *const *) items->pdata);
  return TRUE;
}

static gboolean
normalise_bool (const char *input, char **value, GError **error)
{
  static const char *const yes[] = { "yes", "y", "true", "1", "oui", "o", "x", "vrai", NULL };
  static const char *const no[] = { "no", "n", "false", "0", "non", "faux", NULL };
  g_autofree char *key = amb_text_fold (input);

  if (!g_strv_contains (yes, key) && !g_strv_contains (no, key))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID, _ ("“%s” is neither yes nor no."), input);
      return FALSE;
    }
  *value = g_strdup (g_strv_contains (yes, key) ? "1" : "0");
  return TRUE;
}

static gboolean
normalise_date (const char *input, char **value, GError **error)
{
  int a, b, c, end = 0;
  g_autofree char *date = NULL;

  if (sscanf (input, "%4d-%2d-%2d%n", &a, &b, &c, &end) == 3 && input[end] == '\0')
    date = g_strdup_printf ("%04d-%02d-%02d", a, b, c);
  else if ((sscanf (input, "%2d/%2d/%4d%n", &a, &b, &c, &end) == 3 ||
            sscanf (input, "%2d.%2d.%4d%n", &a, &b, &c, &end) == 3) &&
           input[end] == '\0' && c >= 1000)
    date = g_strdup_printf ("%04d-%02d-%02d", c, b, a);
  if (date == NULL || !amb_date_is_valid (date))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” is not a day. Write it as 2026-08-31 or 31/08/2026."), input);
      return FALSE;
    }
  *value = g_steal_pointer (&date);
  return TRUE;
}

/* Groups of three, set apart as spreadsheets and networks do: “1,234”, “1.234.567”, “1’234”. One
 * point before three digits may as well begin a fraction: that is asked. */
static void
join_thousands (GString *digits)
{
  static const char *const forms[] = {
    "^[+-]?[0-9]{1,3}(,[0-9]{3})+$",
    "^[+-]?[0-9]{1,3}(\\.[0-9]{3}){2,}$",
    "^[+-]?[0-9]{1,3}(['’][0-9]{3})+$",
  };
  static const char *const signs[] = { ",", ".", "'", "’" };
  gboolean is_grouped = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    is_grouped = is_grouped || g_regex_match_simple (forms[i], digits->str, 0, 0);
  for (guint i = 0; is_grouped && i < G_N_ELEMENTS (signs); i++)
    g_string_replace (digits, signs[i], "", 0);
}

static gboolean
normalise_number (const char *input, char **value, GError **error)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gint64 number = 0;

  for (const char *p = input; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (digits, g_utf8_get_char (p));
  join_thousands (digits);
  if (g_regex_match_simple ("^[+-]?[0-9]{1,3}\\.[0-9]{3}$", digits->str, 0, 0))
    {
      g_autofree char *fraction = g_strdup (digits->str);

      g_string_replace (digits, ".", "", 0);
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   /* Translators: what was typed, as 1.234, then the same without its point */
                   _ ("“%1$s” may be %2$s or a fraction. Write digits only, as %2$s."), fraction,
                   digits->str);
      return FALSE;
    }
  if (!g_ascii_string_to_signed (digits->str, 10, G_MININT64, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("“%s” is not a whole number. Write digits only, as 1200."), input);
      return FALSE;
    }
  *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return TRUE;
}

static gboolean
normalise_language (const char *input, char **value)
{
  g_auto (GStrv) parts = g_strsplit_set (input, "-_", 2);
  g_autofree char *language = g_ascii_strdown (parts[0], -1);

  if (parts[0] == NULL || parts[1] == NULL)
    *value = g_steal_pointer (&language);
  else
    {
      g_autofree char *region =
          strlen (parts[1]) == 2 ? g_ascii_strup (parts[1], -1) : g_strdup (parts[1]);

      *value = g_strdup_printf ("%s-%s", language, region);
    }
  return TRUE;
}

static char *
fold_line_ends (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p != '\r')
      g_string_append_c (out, *p);
    else if (p[1] != '\n')
      g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/* “1,234.50” and “1.234,50”: of two signs the last sets the fraction apart; what stands there more
 * than once doesn't. */
static void
join_groups (char **text)
{
  static const struct
  {
    const char *form;
    char thousands;
  } forms[] = {
    { "^[+-]?[0-9]{1,3}(,[0-9]{3})+\\.[0-9]*$", ',' },
    { "^[+-]?[0-9]{1,3}(,[0-9]{3}){2,}$", ',' },
    { "^[+-]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]*$", '.' },
    { "^[+-]?[0-9]{1,3}(\\.[0-9]{3}){2,}$", '.' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_regex_match_simple (forms[i].form, *text, 0, 0))
      {
        const char sign[] = { forms[i].thousands, '\0' };
        g_auto (GStrv) parts = g_strsplit (*text, sign, -1);

        g_free (*text);
        *text = g_strdelimit (g_strjoinv ("", parts), ",", '.');
        return;
      }
}

static gboolean
refuse_comma (const char *input, const char *squeezed, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (squeezed, ",", 2);

  if (!g_regex_match_simple ("^[+-]?[0-9]{1,3},[0-9]{3}$", squeezed, 0, 0))
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
               /* Translators: what was typed, as 1,234, then the digits before and behind its comma
                */
               _ ("“%1$s” may be %2$s%3$s or %2$s.%3$s. Write it as one of them."), input, sides[0],
               sides[1]);
  return FALSE;
}

/* “1 234,50” is 1234.5, however the spaces are made. One comma before three digits may set
 * thousands apart: that is asked. */
static char *
normalise_decimal (const char *input, GError **error)
{
  g_autoptr (GRegex) space = g_regex_new ("[\\s\\x{A0}\\x{202F}]", 0, 0, NULL);
  g_autoptr (GString) text = NULL;
  g_autofree char *squeezed = g_regex_replace_literal (space, input, -1, 0, "", 0, NULL);
  gboolean is_negative;

  if (!refuse_comma (input, squeezed, error))
    return NULL;
  join_groups (&squeezed);
  if (g_regex_match_simple ("^[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})$", squeezed, 0, 0))
    g_strdelimit (squeezed, ",", '.');
  if (!g_regex_match_simple ("^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)$", squeezed, 0, 0))
    return g_strdup (input);
  is_negative = squeezed[0] == '-';
  text = g_string_new (squeezed + (is_negative || squeezed[0] == '+' ? 1 : 0));
  if (strchr (text->str, '.') != NULL)
    while (text->str[text->len - 1] == '0' || text->str[text->len - 1] == '.')
      {
        gboolean is_point = text->str[text->len - 1] == '.';

        g_string_truncate (text, text->len - 1);
        if (is_point || text->len == 0)
          break;
      }
  while (text->len > 1 && text->str[0] == '0' && text->str[1] != '.')
    g_string_erase (text, 0, 1);
  if (text->len == 0 || text->str[0] == '.')
    g_string_prepend_c (text, '0');
  if (is_negative && !g_str_equal (text->str, "0"))
    g_string_prepend_c (text, '-');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
normalise_by_type (const AmbField *field, const char *input, char **value, GError **error)
{
  switch (field->type)
    {
    case AMB_FIELD_ENUM:
      return normalise_choice (field, input, value, error);
    case AMB_FIELD_SET:
      return normalise_set (field, input, value, error);
    case AMB_FIELD_BOOL:
      return normalise_bool (input, value, error);
    case AMB_FIELD_DATE:
      return normalise_date (input, value, error);
    case AMB_FIELD_INT:
    case AMB_FIELD_DURATION:
      return normalise_number (input, value, error);
    case AMB_FIELD_LANGUAGE:
      return normalise_language (input, value);
    case AMB_FIELD_COUNTRY:
      *value = g_ascii_strup (input, -1);
      return TRUE;
    case AMB_FIELD_EMAIL:
      *value = g_utf8_strdown (input, -1);
      return TRUE;
    case AMB_FIELD_INSTANT:
      {
        gint64 instant;

        *value =
            amb_instant_parse (input, &instant) ? amb_instant_format (instant) : g_strdup (input);
        return TRUE;
      }
    case AMB_FIELD_LONG_TEXT:
    case AMB_FIELD_MARKDOWN:
      *value = fold_line_ends (input);
      return TRUE;
    case AMB_FIELD_DECIMAL:
      *value = normalise_decimal (input, error);
      return *value != NULL;
    case AMB_FIELD_TEXT:
    case AMB_FIELD_REF:
    case AMB_FIELD_ORDER:
    case AMB_FIELD_WALL_TIME:
    case AMB_FIELD_URL:
    default:
      *value = g_strdup (input);
      return TRUE;
    }
}

gboolean
amb_field_normalise (const AmbField *field, const char *input, char **value, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *result = NULL;

  *value = NULL;
  if (input != NULL && !amb_text_is_valid (input, -1))
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_INVALID,
                   _ ("This is not readable text (UTF-8). Save the file as UTF-8 and try again."));
      return FALSE;
    }
  trimmed = g_strstrip (g_strdup (input != NULL ? input : ""));
  if (*trimmed != '\0' && !normalise_by_type (field, trimmed, &result, error))
    return FALSE;
  if (!amb_field_validate (field, result, error))
    return FALSE;
  *value = g_steal_pointer (&result);
  return TRUE;
}
