#include "amb-beginning.h"
#include "amb-error.h"

static AmbBeginning *
new_beginning (const char *name, const char *person, const char *email)
{
  AmbBeginning *self = g_new0 (AmbBeginning, 1);

  self->name = g_strdup (name);
  self->company = g_strdup ("");
  self->person = g_strdup (person);
  self->email = g_strdup (email);
  return self;
}

static void
test_says_what_is_missing (void)
{
  static const struct
  {
    const char *name, *person, *email;
    gboolean is_fine;
    AmbBeginningField wrong;
  } cases[] = {
    { "Voices", "Ama Boateng", "ama@x.example", TRUE },
    { "Voices", "Ama Boateng", "", TRUE },
    { "", "Ama Boateng", "", FALSE, AMB_BEGINNING_NAME },
    { "Voices", "", "", FALSE, AMB_BEGINNING_PERSON },
    { "Voices", "Ama Boateng", "no address", FALSE, AMB_BEGINNING_EMAIL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AmbBeginning *self = new_beginning (cases[i].name, cases[i].person, cases[i].email);
      AmbBeginningField field;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (amb_beginning_check (self, &field, &error), ==, cases[i].is_fine);
      if (!cases[i].is_fine)
        {
          g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
          g_assert_cmpint (field, ==, cases[i].wrong);
        }
      amb_beginning_free (self);
    }
}

static void
test_makes_the_programme_and_its_owner (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbClock) clock = amb_clock_new_manual (G_GINT64_CONSTANT (1795442520000), 1);
  g_autoptr (AmbStore) store = amb_store_open (":memory:", AMB_STORE_DEFAULT, clock, &error);
  g_autoptr (AmbProgramme) programme = amb_programme_new (store);
  AmbBeginning *self = new_beginning ("Voices", "Ama Boateng", "AMA@X.example");
  const AmbEntity *entity = amb_entity_find ("programme");
  g_autoptr (AmbRecord) record = NULL;
  g_autoptr (AmbRecord) owner = NULL;
  g_autofree char *person = NULL;

  g_assert_nonnull (amb_beginning_run (programme, self, NULL, &error));
  g_assert_no_error (error);
  amb_beginning_free (self);

  record = amb_store_get (store, entity, amb_entity_get_singleton_id (entity), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (amb_record_get_title (record), ==, "Voices");
  person = amb_store_dup_meta (store, "actor-person");
  owner = amb_store_get (store, amb_entity_find ("ambassador"), person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (amb_record_get_title (owner), ==, "Ama Boateng");
  g_assert_cmpstr (amb_record_get_state (owner), ==, "associate");
  g_assert_cmpstr (amb_record_get (owner, "email"), ==, "ama@x.example");
  g_assert_cmpstr (amb_programme_get_actor_name (programme), ==, "Ama Boateng");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shell/beginning/says-what-is-missing", test_says_what_is_missing);
  g_test_add_func ("/shell/beginning/makes-the-programme-and-its-owner",
                   test_makes_the_programme_and_its_owner);
  return g_test_run ();
}
