/* A GIO module: where GIO_EXTRA_MODULES names its folder, a GTK program answers SIGUSR1 with what
 * the judge of layouts says about its windows, as soon as nothing moves in them any more. It goes
 * to AMB_LAYOUT/report, a JSON object a line; AMB_LAYOUT/ready is there once the signal may come.
 * AMB_DPI: the dots per inch of text, as GNOME’s Large Text sets them.
 */
#include "layout-judge.h"

#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdlib.h>

#define LOOK_MS    150
#define SAME_LOOKS 4   /* in a row, and nothing moves */
#define MAX_LOOKS  200 /* half a minute: what turns for ever is told as it is */

typedef struct
{
  guint state;
  guint n_same;
  guint n_looks;
} Wait;

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMB_LAYOUT"), name, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, text, -1, &error))
    g_error ("%s", error->message);
}

static void
append_line (GString *report, JsonBuilder *builder)
{
  g_autoptr (JsonNode) node = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (node, FALSE);

  g_string_append_printf (report, "%s\n", line);
}

static void
append_finding (GString *report, const LayoutFinding *finding)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *members[][2] = { { "rule", finding->rule },
                               { "text", finding->text },
                               { "why", finding->why },
                               { "path", finding->path } };
  const int numbers[] = { finding->rect.x, finding->rect.y, finding->rect.width,
                          finding->rect.height };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i][0]);
      json_builder_add_string_value (builder, members[i][1]);
    }
  json_builder_set_member_name (builder, "rect");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_builder_add_int_value (builder, numbers[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  append_line (report, builder);
}

/* The last line: a report without it was not finished. */
static void
append_texts (GString *report, GPtrArray *texts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "texts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  append_line (report, builder);
}

static gboolean
look_cb (gpointer data)
{
  Wait *wait = data;
  g_autoptr (LayoutVerdict) verdict = layout_judge ();
  g_autoptr (GString) report = g_string_new (NULL);

  wait->n_same = verdict->state == wait->state && !verdict->is_busy ? wait->n_same + 1 : 0;
  wait->state = verdict->state;
  if (++wait->n_looks < MAX_LOOKS && wait->n_same < SAME_LOOKS)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < verdict->findings->len; i++)
    append_finding (report, g_ptr_array_index (verdict->findings, i));
  append_texts (report, verdict->texts);
  write_file ("report", report->str);
  return G_SOURCE_REMOVE;
}

/* After everything that lays out and paints. */
static gboolean
asked_cb (gpointer data)
{
  g_timeout_add_full (G_PRIORITY_LOW, LOOK_MS, look_cb, g_new0 (Wait, 1), g_free);
  return G_SOURCE_CONTINUE;
}

static gboolean
begin_cb (gpointer data)
{
  const char *dpi = g_getenv ("AMB_DPI");

  if (dpi != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", atoi (dpi) * 1024, NULL);
  g_unix_signal_add (SIGUSR1, asked_cb, NULL);
  write_file ("ready", "");
  return G_SOURCE_REMOVE;
}

G_MODULE_EXPORT void g_io_module_load (GIOModule *module);
G_MODULE_EXPORT void g_io_module_unload (GIOModule *module);
G_MODULE_EXPORT char **g_io_module_query (void);

void
g_io_module_load (GIOModule *module)
{
  g_type_module_use (G_TYPE_MODULE (module)); /* stays */
  if (g_getenv ("AMB_LAYOUT") != NULL)
    g_idle_add (begin_cb, NULL); /* GTK may not have begun */
}

void
g_io_module_unload (GIOModule *module)
{
}

char **
g_io_module_query (void)
{
  return g_new0 (char *, 1);
}
