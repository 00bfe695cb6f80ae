/* What is read of what needs attention: acts, whole, however few records are asked for. */
#include "amb-attention-entry.h"
#include "amb-programme.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795442520000)) /* 2026-11-23T14:02:00Z */

typedef struct
{
  AmbStore *store;
  char *ids[26];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AmbClock) clock = amb_clock_new_manual (NOW, 1);
  g_autoptr (GError) error = NULL;

  fixture->store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->ids); i++)
    g_free (fixture->ids[i]);
  g_clear_object (&fixture->store);
}

/* A change of record @record that was refused with the rest of action @act. */
static void
refuse (Fixture *fixture, char record, char act)
{
  g_autoptr (AmbClock) clock = g_object_ref (amb_store_get_clock (fixture->store));
  char **id = &fixture->ids[record - 'A'];
  g_autofree char *op = amb_clock_dup_id (clock);
  g_autofree char *tx = g_strdup_printf ("action %c", act);
  const AmbFinding finding = {
    .entity = amb_entity_find ("ambassador"),
    .id = *id != NULL ? *id : (*id = amb_clock_dup_id (clock)),
    .typed = (char *) "{\"job-title\":\"Lyon\"}",
    .kind = (char *) "patch",
    .code = (char *) "action-refused",
    .op = op,
    .tx = tx,
    .at = NOW,
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (amb_findings_add (fixture->store, &finding, &error));
  g_assert_no_error (error);
}

/* Records and actions by letters, the oldest first. */
static const struct
{
  const char *refused;
  guint limit;
  const char *read; /* how many parts each has that is read, the newest first */
} cases[] = {
  { "Aa Bb Cc", 0, "000" },
  { "Aa Bb Cc", 1, "0" },
  { "Aa Bb Cc", 2, "00" },
  { "Aa Ba Ca", 1, "2" },             /* one action is whole */
  { "Aa Bb Ca", 1, "01" },            /* and what stands between its records comes with it */
  { "Aa Ba Cb Db Ec", 1, "0" },       /* but not more */
  { "Aa Bb Ca Db Ec", 2, "011" },     /* one leads to the next */
  { "Aa Ab Ac Ba", 1, "001" },        /* all of one record, and what belongs to these */
  { "Aa Bb Cb Dc Ea Fd", 9, "0011" }, /* more than there are */
};

static void
test_a_page_holds_whole_actions (Fixture *fixture, gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_auto (GStrv) words = g_strsplit (cases[i].refused, " ", -1);
  g_autoptr (GString) read = g_string_new (NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GHashTable) acts = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  guint total = 0;

  for (guint k = 0; words[k] != NULL; k++)
    {
      refuse (fixture, words[k][0], words[k][1]);
      g_hash_table_add (acts, GINT_TO_POINTER (words[k][1]));
    }
  entries = amb_attention_entries_read (fixture->store, cases[i].limit, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (total, ==, g_hash_table_size (acts));
  for (guint k = 0; k < entries->len; k++)
    g_string_append_printf (read, "%u",
                            ((AmbAttentionEntry *) g_ptr_array_index (entries, k))->parts->len);
  g_assert_cmpstr (read->str, ==, cases[i].read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/sync/attention-entry/%s/%u", cases[i].refused, cases[i].limit);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_a_page_holds_whole_actions,
                  tear_down);
    }
  return g_test_run ();
}
