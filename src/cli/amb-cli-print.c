/* What ambassadectl prints: text that no terminal takes for commands, documents as they are. */
#include "amb-cli.h"

#include "amb-validate.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT 0xfffd
#define DAY_LENGTH  10 /* of “2026-11-30” */
#define WALL_LENGTH 16 /* of “2026-11-30T17:30” */

static gboolean has_printed;

/* C0 but line ends and tabs, DEL, C1, line separators, and what turns the direction of text. */
static gboolean
is_dangerous (gunichar c)
{
  if (c == '\n' || c == '\t')
    return FALSE;
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

char *
amb_cli_dup_safe (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, is_dangerous (c) ? REPLACEMENT : c);
    }
  return g_string_free (out, FALSE);
}

char *
amb_cli_dup_cell (const char *text)
{
  return g_strdelimit (amb_cli_dup_safe (text != NULL ? text : ""), "\t\n", ' ');
}

char *
amb_cli_dup_shown (AmbStore *store, const AmbField *field, const char *value)
{
  g_autofree char *title = NULL;

  if (value == NULL || field->type != AMB_FIELD_REF)
    return amb_field_format (field, value);
  title = amb_store_dup_title (store, amb_entity_find (field->ref), value);
  return title != NULL ? g_steal_pointer (&title) : g_strdup (value);
}

static void
write_safely (FILE *file, const char *text)
{
  g_autofree char *safe = amb_cli_dup_safe (text);
  g_autofree char *local = NULL;
  const char *charset;

  if (!g_get_charset (&charset))
    local = g_convert_with_fallback (safe, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  fputs (local != NULL ? local : safe, file);
  fflush (file);
}

static void
print_cb (const char *text)
{
  has_printed = TRUE;
  write_safely (stdout, text);
}

static void
printerr_cb (const char *text)
{
  write_safely (stderr, text);
}

void
amb_cli_init_print (void)
{
  g_set_print_handler (print_cb);
  g_set_printerr_handler (printerr_cb);
}

const char *
amb_cli_get_extent (gboolean is_partial)
{
  return is_partial ? "visible" : "programme";
}

void
amb_cli_print_extent (gboolean is_partial)
{
  if (is_partial)
    g_print (_ ("Of what you may see, which is a part of the programme:\n"));
}

void
amb_cli_print_document (const char *json)
{
  has_printed = TRUE;
  fputs (json, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

gboolean
amb_cli_has_printed (void)
{
  return has_printed;
}

char *
amb_cli_dup_choice (const char *entity, const char *field, const char *value)
{
  return amb_field_format (amb_entity_find_field (amb_entity_find (entity), field), value);
}

/* “2026-11-30T17:30[Europe/Paris]” as its day, and the clock there. */
char *
amb_cli_dup_wall (const char *wall)
{
  static const AmbField day_field = { "day", "", AMB_FIELD_DATE };
  g_autofree char *day = wall != NULL ? g_strndup (wall, DAY_LENGTH) : NULL;
  g_autofree char *shown = day != NULL ? amb_field_format (&day_field, day) : NULL;
  g_autofree char *clock = NULL, *zone = NULL;

  if (shown == NULL || strlen (wall) < WALL_LENGTH + 2)
    return g_strdup (shown != NULL ? shown : "");
  clock = g_strndup (wall + DAY_LENGTH + 1, WALL_LENGTH - DAY_LENGTH - 1);
  zone = g_strndup (wall + WALL_LENGTH + 1, strcspn (wall + WALL_LENGTH + 1, "]"));
  /* Translators: a day, an hour, and where the clock tells it, as Europe/Paris */
  return g_strdup_printf (_ ("%1$s, %2$s (%3$s)"), shown, clock, zone);
}

void
amb_cli_build_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
amb_cli_build_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
amb_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  amb_cli_print_document (text);
}
