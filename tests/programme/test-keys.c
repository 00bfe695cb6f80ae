/* What there is once: keys, and fields of which there is one record together. */
#include "programme-fixture.h"

#include <string.h>

static void
test_key_taken (Fixture *f, gconstpointer data)
{
  g_autofree char *owner = fixture_add (
      f, fixture_new (f, f->people, "display-name", "Zoé Dubois", "email", "zoe@a.example", NULL),
      0);
  g_autofree char *message = fixture_refuse (
      f, fixture_new (f, f->people, "display-name", "Other", "email", "zoe@a.example", NULL),
      AMB_ERROR_CONFLICT);
  g_autoptr (AmbRecord) other =
      fixture_new (f, f->people, "display-name", "Other", "email", "zoe@a.example", NULL);
  g_autofree char *found = NULL;

  g_assert_nonnull (strstr (message, "E-mail"));
  g_assert_nonnull (strstr (message, "zoe@a.example"));
  g_assert_nonnull (strstr (message, "Zoé Dubois"));
  g_assert_false (amb_check_keys (f->store, other, NULL, &found, NULL));
  g_assert_cmpstr (found, ==, owner);
}

static void
test_key_free (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add (
      f, fixture_new (f, f->people, "display-name", "Zoé", "email", "zoe@a.example", NULL), 0);
  g_autoptr (AmbRecord) own = amb_store_get (f->store, f->people, id, NULL);
  g_autofree char *next = NULL;

  g_assert_true (amb_check_keys (f->store, own, NULL, NULL, NULL));
  g_assert_true (amb_programme_remove (f->programme, f->people, id, NULL));
  next = fixture_add (
      f, fixture_new (f, f->people, "display-name", "New", "email", "zoe@a.example", NULL), 0);
}

static void
test_unset_keys_do_not_collide (Fixture *f, gconstpointer data)
{
  g_autofree char *a = fixture_add_person (f, "A");
  g_autofree char *b = fixture_add_person (f, "B");

  g_assert_cmpstr (a, !=, b);
}

/* A space that Zoé belongs to. */
typedef struct
{
  const AmbEntity *spaces, *memberships, *roles, *assignments, *threads, *posts;
  char *zoe, *other, *space;
} House;

static void
house_build (House *self, Fixture *f)
{
  self->spaces = amb_entity_find ("space");
  self->memberships = amb_entity_find ("membership");
  self->roles = amb_entity_find ("role");
  self->assignments = amb_entity_find ("assignment");
  self->threads = amb_entity_find ("thread");
  self->posts = amb_entity_find ("post");
  self->zoe = fixture_add_person (f, "Zoé");
  self->other = fixture_add_person (f, "Other");
  self->space =
      fixture_add (f, fixture_new (f, self->spaces, "name", "Bread", "purpose", "Bread", NULL), 0);
}

static void
house_clear (House *self)
{
  g_free (self->zoe);
  g_free (self->other);
  g_free (self->space);
}

static AmbRecord *
new_membership (Fixture *f, House *house, const char *person)
{
  return fixture_new (f, house->memberships, "space-id", house->space, "ambassador-id", person,
                      NULL);
}

static void
test_once (Fixture *f, gconstpointer data)
{
  House house;
  house_build (&house, f);
  g_autofree char *first = fixture_add (f, new_membership (f, &house, house.zoe), 0);
  g_autofree char *another = fixture_add (f, new_membership (f, &house, house.other), 0);
  g_autofree char *message =
      fixture_refuse (f, new_membership (f, &house, house.zoe), AMB_ERROR_CONFLICT);
  g_autoptr (AmbRecord) second = new_membership (f, &house, house.zoe);
  g_autofree char *found = NULL;
  g_autofree char *again = NULL;

  g_assert_nonnull (strstr (message, "Space, Person"));
  g_assert_nonnull (strstr (message, "Zoé"));
  g_assert_false (amb_check_keys (f->store, second, NULL, &found, NULL));
  g_assert_cmpstr (found, ==, first);
  /* who has one may change it, and after it was removed there may be another */
  fixture_set (f, house.memberships, first, "note", "Bakes");
  g_assert_true (amb_programme_remove (f->programme, house.memberships, first, NULL));
  again = fixture_add (f, new_membership (f, &house, house.zoe), 0);
  g_assert_false (amb_programme_restore (f->programme, house.memberships, first, NULL));
  house_clear (&house);
}

/* Guests have no person in common. */
static void
test_empty_does_not_count (Fixture *f, gconstpointer data)
{
  const AmbEntity *contacts = amb_entity_find ("contact");
  House house;
  house_build (&house, f);
  g_autofree char *a = fixture_add (f, fixture_new (f, contacts, "name", "A", NULL), 0);
  g_autofree char *b = fixture_add (f, fixture_new (f, contacts, "name", "B", NULL), 0);
  g_autofree char *first = fixture_add (
      f, fixture_new (f, house.memberships, "space-id", house.space, "contact-id", a, NULL), 0);
  g_autofree char *second = fixture_add (
      f, fixture_new (f, house.memberships, "space-id", house.space, "contact-id", b, NULL), 0);
  g_autofree char *message = fixture_refuse (
      f, fixture_new (f, house.memberships, "space-id", house.space, "contact-id", b, NULL),
      AMB_ERROR_CONFLICT);
  house_clear (&house);
}

static gboolean
move (Fixture *f, House *house, const char *id, const char *to, const char *why, GError **error)
{
  return amb_programme_move (f->programme, house->assignments, id, to, why, error);
}

/* A role that ended may be given anew, and is then not taken up again beside it. */
static void
test_while (Fixture *f, gconstpointer data)
{
  House house;
  g_autoptr (GError) error = NULL;
  house_build (&house, f);
  g_autofree char *role =
      fixture_add (f, fixture_new (f, house.roles, "name", "Baker", "mission", "Bake", NULL), 0);
#define NEW                                                                                        \
  fixture_new (f, house.assignments, "role-id", role, "ambassador-id", house.zoe, "starts-on",     \
               "2026-01-01", "ends-on", "2026-11-01", NULL)
  g_autofree char *first = fixture_add (f, NEW, 0);
  g_autofree char *refused = fixture_refuse (f, NEW, AMB_ERROR_CONFLICT);

  g_assert_true (move (f, &house, first, "current", NULL, NULL));
  g_assert_true (move (f, &house, first, "ended", NULL, NULL));
  g_autofree char *second = fixture_add (f, NEW, 0);
  g_assert_false (move (f, &house, first, "current", "Comes back", &error));
  g_assert_error (error, AMB_ERROR, AMB_ERROR_CONFLICT);
#undef NEW
  house_clear (&house);
}

/* An undo that would bring a second one about is left, and says why. */
static void
test_undo (Fixture *f, gconstpointer data)
{
  House house;
  house_build (&house, f);
  g_autofree char *role =
      fixture_add (f, fixture_new (f, house.roles, "name", "Baker", "mission", "Bake", NULL), 0);
  g_autoptr (AmbRecord) theirs = NULL;
  g_autofree char *id = NULL;
  g_autofree char *left = NULL;
#define NEW                                                                                        \
  fixture_new (f, house.assignments, "role-id", role, "ambassador-id", house.zoe, "ends-on",       \
               "2026-11-01", "starts-on", "2026-01-01", NULL)
  id = fixture_add (f, NEW, 0);
  g_assert_true (move (f, &house, id, "declined", NULL, NULL));
  /* meanwhile another desk proposed it anew */
  theirs = NEW;
  amb_record_set_id (theirs, "01890000-0000-7000-8000-000000000077");
  g_assert_true (amb_store_put (f->store, theirs, NULL));
  left = fixture_undo (f, 0, 1);
  g_assert_nonnull (strstr (left, "Baker"));
  fixture_assert (f, house.assignments, id, "state", "declined");
#undef NEW
  house_clear (&house);
}

/* A desk may hold two of what its server will refuse: what else they say stays open to edits. */
static void
test_others_stay_open (Fixture *f, gconstpointer data)
{
  House house;
  g_autoptr (AmbRecord) theirs = NULL;
  house_build (&house, f);
  g_autofree char *mine = fixture_add (f, new_membership (f, &house, house.zoe), 0);

  theirs = new_membership (f, &house, house.zoe);
  amb_record_set_id (theirs, "01890000-0000-7000-8000-000000000077");
  g_assert_true (amb_store_put (f->store, theirs, NULL));
  fixture_set (f, house.memberships, mine, "note", "Bakes");
  fixture_assert (f, house.memberships, mine, "note", "Bakes");
  house_clear (&house);
}

static void
test_closed (Fixture *f, gconstpointer data)
{
  House house;
  house_build (&house, f);
  g_autofree char *thread = fixture_add (
      f, fixture_new (f, house.threads, "title", "Which flour?", "space-id", house.space, NULL), 0);
#define NEW                                                                                        \
  fixture_new (f, house.posts, "thread-id", thread, "space-id", house.space, "posted-at",          \
               "2026-11-01T09:00:00.000Z", "body", "Rye", NULL)
  g_autofree char *post = fixture_add (f, NEW, 0);
  g_autofree char *message = NULL;
  g_autofree char *again = NULL;

  g_assert_true (
      amb_programme_move (f->programme, house.threads, thread, "closed", "Answered", NULL));
  message = fixture_refuse (f, NEW, AMB_ERROR_REFUSED);
  g_assert_nonnull (strstr (message, "Which flour?"));
  g_assert_nonnull (strstr (message, "Closed to replies"));
  /* what was said stays, and may be corrected */
  fixture_set (f, house.posts, post, "body", "Rye, 800");
  g_assert_true (amb_programme_move (f->programme, house.threads, thread, "open", NULL, NULL));
  again = fixture_add (f, NEW, 0);
#undef NEW
  house_clear (&house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/programme/keys/a-taken-key-names-its-owner", test_key_taken);
  ADD ("/programme/keys/a-key-is-free-for-its-owner-and-after-removal", test_key_free);
  ADD ("/programme/keys/unset-keys-do-not-collide", test_unset_keys_do_not_collide);
  ADD ("/programme/keys/a-person-belongs-to-a-space-once", test_once);
  ADD ("/programme/keys/what-is-empty-does-not-count", test_empty_does_not_count);
  ADD ("/programme/keys/an-ended-role-is-given-anew-but-not-twice", test_while);
  ADD ("/programme/keys/an-undo-makes-no-second-one", test_undo);
  ADD ("/programme/keys/two-of-a-kind-stay-open-to-edits", test_others_stay_open);
  ADD ("/programme/keys/a-closed-thread-takes-no-posts", test_closed);
  return g_test_run ();
}
