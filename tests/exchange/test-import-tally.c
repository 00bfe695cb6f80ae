/* Activity of the internal network and of analytics: whose it is, what it is, and each once. */
#include "import-fixture.h"

#define PEOPLE                                                                                     \
  "Name,E-mail,Staff number,Public profiles\n"                                                     \
  "Zoé Lambert,zoe@x.com,17,https://www.linkedin.com/in/zoe-lambert/\n"                           \
  "Ann Carter,ann@x.com,18,\"https://www.linkedin.com/in/ann\nhttps://x.com/annc\"\n"

typedef struct
{
  Fixture base;
  const AmbEntity *activity;
} Ground;

static void
set_up_ground (Ground *g, gconstpointer data)
{
  g_autoptr (AmbImportReport) people = NULL;

  set_up (&g->base, data);
  g->activity = amb_entity_find ("activity");
  people = import_text (&g->base, g->base.people, PEOPLE, 0);
  g_assert_cmpint (people->created, ==, 2);
}

static void
tear_down_ground (Ground *g, gconstpointer data)
{
  tear_down (&g->base, data);
}

/* “kind|count|external|day” of all activities of whoever has that e-mail, in order. */
static char *
dup_told (Ground *g, const char *email)
{
  g_autoptr (AmbStmt) stmt = amb_db_prepare (
      amb_store_get_db (g->base.store),
      "SELECT a.kind || '|' || ifnull (a.count, '') || '|' || a.external || '|' || "
      "substr (a.at, 1, 16) || '|' || ifnull (a.place, '') || '|' || a.source || '|' || "
      "a.provenance FROM activities a JOIN ambassadors p ON p.id = a.ambassador_id "
      "WHERE p.email = ? AND a.deleted = 0 ORDER BY a.at, a.rid",
      NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean row = FALSE;

  amb_stmt_bind_text (stmt, 1, email);
  while (amb_stmt_step (stmt, &row, NULL) && row)
    g_string_append_printf (out, "%s%s", out->len ? " " : "", amb_stmt_get_text (stmt, 0));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
what_the_internal_network_says (Ground *g, gconstpointer data)
{
  static const char text[] = "Auteur;Type d’activité;Date;Nombre;Espace\n"
                             "zoe@x.com;réponse;12/11/2026;14;Support\n"
                             "18;a partagé;2026-11-13 9:05;;Paris\n"
                             "Ann Carter;post;2026-11-13T10:00:00+01:00;2;Paris\n";
  g_autoptr (AmbImportReport) report = import_text (&g->base, g->activity, text, 0);
  g_autofree char *zoe = dup_told (g, "zoe@x.com"), *ann = dup_told (g, "ann@x.com");

  g_assert_cmpint (report->created, ==, 3);
  g_assert_cmpstr (zoe, ==, "reply|14|0|2026-11-12T12:00|Support|file|imported");
  g_assert_cmpstr (ann, ==,
                   "creation|2|0|2026-11-13T09:00|Paris|file|imported "
                   "share||0|2026-11-13T09:05|Paris|file|imported");
}

static void
what_analytics_say (Ground *g, gconstpointer data)
{
  static const char text[] = "Profile URL,Event,Day,Count,Platform\n"
                             "fr.linkedin.com/in/Zoe-Lambert?trk=1,Post,2026-11-12,1,LinkedIn\n"
                             "https://x.com/annc/,mention,2026-11-12,3,X\n"
                             "ann@x.com,link clicks,2026-11-14,120,LinkedIn\n"
                             "ann@x.com,post,2026-11-15,1,Intranet\n";
  g_autoptr (AmbImportReport) report = import_text (&g->base, g->activity, text, 0);
  g_autofree char *zoe = dup_told (g, "zoe@x.com"), *ann = dup_told (g, "ann@x.com");

  g_assert_cmpint (report->created, ==, 4);
  g_assert_cmpstr (zoe, ==, "creation|1|1|2026-11-12T12:00|LinkedIn|file|imported");
  g_assert_cmpstr (ann, ==,
                   "mention|3|1|2026-11-12T12:00|X|file|imported "
                   "click|120|1|2026-11-14T12:00|LinkedIn|file|imported "
                   "creation|1|0|2026-11-15T12:00|Intranet|file|imported");
}

/* Each line of a log is one; two that say the same are two. */
static void
the_same_file_adds_nothing (Ground *g, gconstpointer data)
{
  static const char text[] = "E-mail,Kind,At,Where\n"
                             "zoe@x.com,answer,2026-11-12,Support\n"
                             "zoe@x.com,answer,2026-11-12,Support\n"
                             "zoe@x.com,answer,2026-11-12,Paris\n";
  g_autoptr (AmbImportReport) first = import_text (&g->base, g->activity, text, 0);
  g_autoptr (AmbImportReport) dry = import_text (&g->base, g->activity, text, AMB_IMPORT_DRY_RUN);
  g_autoptr (AmbImportReport) again = import_text (&g->base, g->activity, text, 0);

  g_assert_cmpint (first->created, ==, 3);
  g_assert_cmpint (dry->unchanged, ==, 3);
  g_assert_cmpint (again->created, ==, 0);
  g_assert_cmpint (again->unchanged, ==, 3);
  g_assert_cmpint (count (&g->base, g->activity), ==, 3);
}

/* An export of the same days that was made later holds more: what is more comes in. */
static void
a_later_file_adds_what_is_more (Ground *g, gconstpointer data)
{
  static const struct
  {
    const char *count, *told;
    gint64 created;
  } files[] = {
    { "3", "reply|3|0|2026-11-12T12:00|Support|file|imported", 1 },
    { "5",
      "reply|3|0|2026-11-12T12:00|Support|file|imported "
      "reply|2|0|2026-11-12T12:00|Support|file|imported",
      1 },
    { "5",
      "reply|3|0|2026-11-12T12:00|Support|file|imported "
      "reply|2|0|2026-11-12T12:00|Support|file|imported",
      0 },
    { "4",
      "reply|3|0|2026-11-12T12:00|Support|file|imported "
      "reply|2|0|2026-11-12T12:00|Support|file|imported",
      0 },
    { "0",
      "reply|3|0|2026-11-12T12:00|Support|file|imported "
      "reply|2|0|2026-11-12T12:00|Support|file|imported",
      0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "Person,Kind,At,Count,Where\nzoe@x.com,answer,2026-11-12,%s,Support\n", files[i].count);
      g_autoptr (AmbImportReport) report = import_text (&g->base, g->activity, text, 0);
      g_autofree char *told = dup_told (g, "zoe@x.com");

      g_assert_cmpint (report->created, ==, files[i].created);
      g_assert_cmpint (report->created + report->unchanged, ==, 1);
      g_assert_cmpstr (told, ==, files[i].told);
    }
}

/* What somebody typed in counts for itself. */
static void
what_no_file_brought_is_not_counted (Ground *g, gconstpointer data)
{
  static const char typed[] = "Person,Kind,At,Source,Where\n"
                              "zoe@x.com,reply,2026-11-12,person,Support\n";
  static const char text[] = "Person,Kind,At,Where\nzoe@x.com,reply,2026-11-12,Support\n";
  g_autoptr (AmbImportReport) first = import_text (&g->base, g->activity, typed, 0);
  g_autoptr (AmbImportReport) second = import_text (&g->base, g->activity, text, 0);

  g_assert_cmpint (first->created, ==, 1);
  g_assert_cmpint (second->created, ==, 1);
}

/* Nothing is lost: what is wrong is named, by line and column, with what to do. */
static void
errors_name_line_and_column (Ground *g, gconstpointer data)
{
  static const struct
  {
    const char *row, *field, *words;
  } rows[] = {
    { "nobody@x.com,reply,2026-11-12,1", "ambassador-id", "create it first" },
    { "https://linkedin.com/in/nobody,reply,2026-11-12,1", "ambassador-id", "was not found" },
    { ",reply,2026-11-12,1", "ambassador-id", "Person" },
    { "zoe@x.com,danced,2026-11-12,1", "kind", "danced" },
    { "zoe@x.com,reply,yesterday,1", "at", "2026-08-31 14:02" },
    { "zoe@x.com,reply,2026-13-12,1", "at", "2026-08-31 14:02" },
    { "zoe@x.com,reply,2026-11-12 25:00,1", "at", "2026-08-31 14:02" },
    { "zoe@x.com,reply,2026-11-12,-1", "count", "less than nothing" },
    { "zoe@x.com,reply,2026-11-12,many", "count", "whole number" },
  };
  g_autoptr (GString) text = g_string_new ("Person,Kind,At,Count\n");
  g_autoptr (AmbImportReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (text, "%s\n", rows[i].row);
  report = import_text (&g->base, g->activity, text->str, 0);
  g_assert_cmpint (report->created, ==, 0);
  g_assert_cmpuint (report->skipped->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const AmbImportSkip *skip = report->skipped->pdata[i];

      g_test_message ("%s: %s", rows[i].row, skip->reason);
      g_assert_cmpint (skip->line, ==, i + 2);
      g_assert_cmpstr (skip->field->name, ==, rows[i].field);
      g_assert_nonnull (strstr (skip->reason, rows[i].words));
    }
}

static void
a_profile_of_two_is_nobodys (Ground *g, gconstpointer data)
{
  g_autoptr (AmbImportReport) third =
      import_text (&g->base, g->base.people,
                   "Name,E-mail,Public profiles\nEve,eve@x.com,linkedin.com/in/ann\n", 0);
  g_autoptr (AmbImportReport) report = import_text (
      &g->base, g->activity, "Profile,Kind,At\nhttps://linkedin.com/in/ann,post,2026-11-12\n", 0);

  g_assert_cmpint (third->created, ==, 1);
  g_assert_cmpint (report->created, ==, 0);
  g_assert_nonnull (strstr (((AmbImportSkip *) report->skipped->pdata[0])->reason, "Several"));
}

/* How many have a day on which they were active last. */
static int
count_active (Ground *g)
{
  gint64 n = -1;

  g_assert_true (amb_db_query_int (
      amb_store_get_db (g->base.store), &n, -1, NULL,
      "SELECT count(*) FROM ambassadors WHERE last_active_on = '2026-11-12'", NULL));
  return (int) n;
}

/* The activities, and the day of who was active. */
static void
one_undo_takes_it_back (Ground *g, gconstpointer data)
{
  static const char text[] =
      "Person,Kind,At\nzoe@x.com,post,2026-11-12\nann@x.com,post,2026-11-12\n";
  g_autoptr (AmbImportReport) report = import_text (&g->base, g->activity, text, 0);
  g_autoptr (AmbUndoReport) undone = NULL;
  g_autoptr (AmbImportReport) again = NULL;

  g_assert_cmpint (report->created, ==, 2);
  g_assert_cmpint (count_active (g), ==, 2);
  undone = amb_programme_undo (g->base.programme, NULL);
  g_assert_cmpuint (undone->n_undone, ==, 4);
  g_assert_cmpint (count_active (g), ==, 0);
  g_assert_cmpint (count (&g->base, g->activity), ==, 0);
  again = import_text (&g->base, g->activity, text, 0);
  g_assert_cmpint (again->created, ==, 2);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/exchange/import-tally/" name, Ground, NULL, set_up_ground, function,               \
              tear_down_ground)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("what-the-internal-network-says", what_the_internal_network_says);
  TEST ("what-analytics-say", what_analytics_say);
  TEST ("the-same-file-adds-nothing", the_same_file_adds_nothing);
  TEST ("a-later-file-adds-what-is-more", a_later_file_adds_what_is_more);
  TEST ("what-no-file-brought-is-not-counted", what_no_file_brought_is_not_counted);
  TEST ("errors-name-line-and-column", errors_name_line_and_column);
  TEST ("a-profile-of-two-is-nobody-s", a_profile_of_two_is_nobodys);
  TEST ("one-undo-takes-it-back", one_undo_takes_it_back);
  return g_test_run ();
}
