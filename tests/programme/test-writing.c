/* Whom one writes to, with which words, in which mails; and what is kept of it. */
#include "programme-fixture.h"

#include "amb-writing.h"
#include <string.h>

typedef struct
{
  Fixture f;
  char *ana, *ben, *chloe, *dai, *eve; /* fr, en-GB, ja, no address, opted out */
} World;

#define ADD(self, entity, ...) FIXTURE_ADD (&(self)->f, entity, __VA_ARGS__)

static void
add_template (
    World *self, const char *purpose, const char *language, const char *subject, const char *body)
{
  g_autofree char *id = ADD (self, "template", "name", "First", "purpose", purpose, "language",
                             language, "subject", subject, "body", body);
}

static void
set_up (World *self, gconstpointer data)
{
  g_autofree char *programme = NULL, *first = NULL, *again = NULL;

  fixture_set_up (&self->f, data);
  programme = ADD (self, "programme", "name", "Voices", "languages", "[\"fr\"]");
  self->ana = ADD (self, "ambassador", "display-name", "Ana Costa", "email", "ana@x.example",
                   "language", "fr", "state", "identified");
  self->ben = ADD (self, "ambassador", "display-name", "Ben Hur", "email", "ben@x.example",
                   "language", "en-GB", "state", "identified");
  self->chloe = ADD (self, "ambassador", "display-name", "Chloé", "email", "c@x.example",
                     "language", "ja", "state", "identified", "told-on", "2026-01-02");
  self->dai = ADD (self, "ambassador", "display-name", "Dai", "language", "en");
  self->eve = ADD (self, "ambassador", "display-name", "Eve", "email", "eve@x.example");
  first = ADD (self, "consent", "ambassador-id", self->eve, "purpose", "contact", "given-on",
               "2026-01-01", "withdrawn-on", "2026-11-01");
  /* Ben took it back once and gave it again. */
  again = ADD (self, "consent", "ambassador-id", self->ben, "purpose", "contact", "given-on",
               "2026-01-01", "withdrawn-on", "2026-02-01");
  g_free (again);
  again = ADD (self, "consent", "ambassador-id", self->ben, "purpose", "contact", "given-on",
               "2026-03-01");
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->ana);
  g_free (self->ben);
  g_free (self->chloe);
  g_free (self->dai);
  g_free (self->eve);
  fixture_tear_down (&self->f, data);
}

static AmbWriting *
load (World *self, const char *entity, const char *const *ids)
{
  g_autoptr (GError) error = NULL;
  AmbWriting *writing = amb_writing_load (self->f.store, amb_entity_find (entity), ids, &error);

  g_assert_no_error (error);
  return writing;
}

static AmbWriting *
load_all (World *self)
{
  const char *const ids[] = { self->eve, self->dai, self->chloe, self->ben, self->ana, NULL };

  return load (self, "ambassador", ids);
}

static const AmbWritingMail *
get (GPtrArray *mails, guint i)
{
  g_assert_cmpuint (i, <, mails->len);
  return g_ptr_array_index (mails, i);
}

static char *
join (char **words)
{
  char *joined = g_strjoinv (" ", words);

  g_strfreev (words);
  return joined;
}

static void
test_languages (World *self, gconstpointer data)
{
  g_autoptr (AmbWriting) writing = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  add_template (self, "thanks", "fr", "Merci", "Bonjour {first-name}, {programme}");
  add_template (self, "thanks", "en", "Thanks", "Dear {name}, {programme}");
  writing = load_all (self);
  amb_writing_choose (writing, "thanks", NULL);
  g_assert_cmpuint (writing->texts->len, ==, 2);
  g_assert_cmpuint (amb_writing_count (writing, AMB_WRITING_REACHED), ==, 3);
  g_assert_cmpuint (amb_writing_count (writing, AMB_WRITING_NO_ADDRESS), ==, 1);
  g_assert_cmpuint (amb_writing_count (writing, AMB_WRITING_OPTED_OUT), ==, 1);
  g_assert_true (amb_writing_is_personal (writing));
  /* Each says something else to each: together has no effect. */
  mails = amb_writing_list_mails (writing, TRUE);
  g_assert_cmpuint (mails->len, ==, 3);
  g_assert_cmpstr (get (mails, 0)->body, ==, "Bonjour Ana, Voices");
  g_assert_cmpstr (get (mails, 1)->body, ==, "Dear Ben Hur, Voices");
  /* Nobody writes Japanese here, so in the programme's language. */
  g_assert_cmpstr (get (mails, 2)->body, ==, "Bonjour Chloé, Voices");
  g_assert_true (g_str_has_prefix (get (mails, 0)->address, "mailto:ana@x.example?subject=Merci&"));
}

static void
test_together (World *self, gconstpointer data)
{
  g_autoptr (AmbWriting) writing = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  add_template (self, "free", "fr", "Nouvelles", "Bonjour");
  add_template (self, "free", "en", "News", "Hello");
  writing = load_all (self);
  amb_writing_choose (writing, "free", "First");
  mails = amb_writing_list_mails (writing, TRUE);
  g_assert_cmpuint (mails->len, ==, 2);
  g_assert_cmpstr (get (mails, 0)->address, ==,
                   "mailto:?bcc=ana@x.example,c@x.example&subject=Nouvelles&body=Bonjour");
  g_assert_cmpstr (get (mails, 1)->address, ==, "mailto:ben@x.example?subject=News&body=Hello");
}

static void
test_chunks (World *self, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmbWriting) writing = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  g_autofree char *body = g_strnfill (AMB_LETTER_MAX_ADDRESS, 'x');

  for (guint i = 0; i < 2 * AMB_LETTER_MAX_RECIPIENTS + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("P%03u", i);
      g_autofree char *email = g_strdup_printf ("p%u@x.example", i);

      g_ptr_array_add (ids, ADD (self, "ambassador", "display-name", name, "email", email));
    }
  g_ptr_array_add (ids, NULL);
  add_template (self, "free", "fr", "Nouvelles", "Bonjour");
  writing = load (self, "ambassador", (const char *const *) ids->pdata);
  amb_writing_choose (writing, "free", NULL);
  mails = amb_writing_list_mails (writing, TRUE);
  g_assert_cmpuint (mails->len, ==, 3);
  g_assert_cmpuint (get (mails, 0)->people->len, ==, AMB_LETTER_MAX_RECIPIENTS);
  g_assert_cmpuint (get (mails, 2)->people->len, ==, 1);
  g_assert_false (get (mails, 0)->is_long);
  g_clear_pointer (&mails, g_ptr_array_unref);
  /* What an address can't hold is pasted. */
  AmbWritingText *text = g_ptr_array_index (writing->texts, 0);
  g_free (text->body);
  text->body = g_strdup (body);
  mails = amb_writing_list_mails (writing, TRUE);
  g_assert_true (get (mails, 0)->is_long);
  g_assert_null (strstr (get (mails, 0)->address, "body="));
  g_assert_cmpuint (strlen (get (mails, 0)->address), <, AMB_LETTER_MAX_ADDRESS);
  g_assert_cmpstr (get (mails, 0)->body, ==, body);
}

static void
test_open (World *self, gconstpointer data)
{
  g_autoptr (AmbWriting) writing = NULL;
  g_autofree char *open = NULL, *without = NULL;

  add_template (self, "free", "fr", "{nmae} {due}", "Bonjour {first-name} {nmae} {role} {call}");
  writing = load_all (self);
  amb_writing_choose (writing, "free", NULL);
  open = join (amb_writing_list_open (writing));
  without = join (amb_writing_list_without (writing));
  g_assert_cmpstr (open, ==, "{nmae} {due} {call}");
  g_assert_cmpstr (without, ==, "Ana Costa Ben Hur Chloé");
}

/* Of a cohort those of its seats, with what they are offered; of a task, who was asked. */
static void
test_targets (World *self, gconstpointer data)
{
  g_autofree char *call = ADD (self, "call", "name", "Autumn call");
  g_autofree char *cohort = ADD (self, "cohort", "name", "Spring", "call-id", call, "seats", "2");
  g_autofree char *role = ADD (self, "role", "name", "Curator", "kind", "curator");
  g_autofree char *seat =
      ADD (self, "seat", "cohort-id", cohort, "ambassador-id", self->ben, "role-id", role);
  g_autofree char *wait =
      ADD (self, "seat", "cohort-id", cohort, "ambassador-id", self->ana, "kind", "wait_list");
  g_autofree char *task = ADD (self, "task", "title", "Share the film", "ambassador-id", self->ana,
                               "due-on", "2026-12-01");
  const char *const cohorts[] = { cohort, NULL }, *const tasks[] = { task, NULL };
  g_autoptr (AmbWriting) about_cohort = NULL;
  g_autoptr (AmbWriting) about_task = NULL;
  g_autoptr (GPtrArray) mails = NULL, others = NULL;

  add_template (self, "request", "en", "{call}: {cohort}", "{role} by {due}");
  about_cohort = load (self, "cohort", cohorts);
  amb_writing_set_due (about_cohort, "2026-12-24");
  amb_writing_choose (about_cohort, "request", NULL);
  mails = amb_writing_list_mails (about_cohort, FALSE);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_cmpstr (get (mails, 0)->subject, ==, "Autumn call: Spring");
  g_assert_cmpstr (get (mails, 0)->body, ==, "Curator by 24 December 2026");
  about_task = load (self, "task", tasks);
  amb_writing_choose (about_task, "reminder", NULL);
  g_assert_cmpuint (about_task->texts->len, ==, 1); /* an empty one: there is no template */
  g_assert_cmpstr (((AmbWritingText *) about_task->texts->pdata[0])->body, ==, "");
  g_assert_cmpstr (g_hash_table_lookup (about_task->values, "task"), ==, "Share the film");
  others = amb_writing_list_mails (about_task, FALSE);
  g_assert_cmpstr (((AmbWritingPerson *) get (others, 0)->people->pdata[0])->name, ==, "Ana Costa");
}

static void
test_contacts (World *self, gconstpointer data)
{
  g_autofree char *oda =
      ADD (self, "contact", "name", "Oda", "email", "o@x.example", "consent", "refused");
  g_autofree char *pim = ADD (self, "contact", "name", "Pim", "email", "p@x.example");
  const char *const ids[] = { oda, pim, NULL };
  g_autoptr (AmbWriting) writing = load (self, "contact", ids);
  g_autoptr (GPtrArray) mails = NULL;
  g_autoptr (AmbWritingNote) note = NULL;

  add_template (self, "thanks", "fr", "Merci", "Bonjour");
  g_clear_pointer (&writing, amb_writing_free);
  writing = load (self, "contact", ids);
  amb_writing_choose (writing, "thanks", NULL);
  g_assert_cmpuint (amb_writing_count (writing, AMB_WRITING_OPTED_OUT), ==, 1);
  mails = amb_writing_list_mails (writing, FALSE);
  g_assert_cmpuint (mails->len, ==, 1);
  note = amb_writing_note_new (writing, get (mails, 0), "thanks");
  g_assert_true (amb_writing_record (self->f.programme, note, NULL));
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM letters WHERE contact_id IS NOT "
                                            "NULL AND ambassador_id IS NULL AND subject = 'Merci'"),
                   ==, 1);
}

/* Who is told for the first time has been told today; who knew it keeps their day. */
static void
test_record (World *self, gconstpointer data)
{
  g_autoptr (AmbWriting) writing = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  add_template (self, "told", "fr", "À savoir", "Bonjour");
  writing = load_all (self);
  amb_writing_choose (writing, "told", NULL);
  mails = amb_writing_list_mails (writing, TRUE);
  g_assert_cmpuint (mails->len, ==, 1);
  g_autoptr (AmbWritingNote) note = amb_writing_note_new (writing, get (mails, 0), "told");
  g_assert_true (amb_writing_record (self->f.programme, note, NULL));
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM letters WHERE deleted = 0 AND "
                                            "purpose = 'told' AND template_id IS NOT NULL"),
                   ==, 3);
  fixture_assert (&self->f, self->f.people, self->ana, "told-on", "2026-11-23");
  fixture_assert (&self->f, self->f.people, self->chloe, "told-on", "2026-01-02");
  g_autofree char *left = fixture_undo (&self->f, 5, 0);
  g_assert_null (left);
  fixture_assert (&self->f, self->f.people, self->ana, "told-on", NULL);
  g_assert_cmpint (fixture_count (&self->f, "SELECT count(*) FROM letters WHERE deleted = 0"), ==,
                   0);
}

/* Each reads by what they were found, in a mail of their own. */
static void
test_evidence (World *self, gconstpointer data)
{
  g_autofree char *fay =
      ADD (self, "ambassador", "display-name", "Fay", "email", "f@x.example", "state", "associate");
  const char *const ids[] = { fay, self->ana, NULL };
  g_autoptr (AmbWriting) writing = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  fixture_move (&self->f, fay, "identified", "Found by activity: 14 answers & more");
  add_template (self, "told", "fr", "À savoir", "Noted: {evidence}.");
  writing = load (self, "ambassador", ids);
  amb_writing_choose (writing, "told", NULL);
  mails = amb_writing_list_mails (writing, TRUE);
  g_assert_cmpuint (mails->len, ==, 2);
  g_assert_cmpstr (get (mails, 0)->body, ==, "Noted: your activity in the company.");
  g_assert_cmpstr (get (mails, 1)->body, ==, "Noted: 14 answers & more.");
  g_assert_nonnull (strstr (get (mails, 1)->address, "14%20answers%20%26%20more"));
}

#define TEST(path, function)                                                                       \
  g_test_add ("/programme/writing/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("each-reads-their-language-or-the-programmes", test_languages);
  TEST ("together-is-a-mail-a-language-in-blind-copy", test_together);
  TEST ("many-and-long-ones-are-split-and-pasted", test_chunks);
  TEST ("what-nothing-is-known-for-is-named", test_open);
  TEST ("a-cohort-is-its-seats-and-a-task-its-person", test_targets);
  TEST ("contacts-who-refused-are-left-out", test_contacts);
  TEST ("the-letter-says-by-what-they-were-found", test_evidence);
  TEST ("what-was-written-is-kept-by-one-undo", test_record);
  return g_test_run ();
}
