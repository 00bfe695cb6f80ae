/* The fit, by cases worked out by hand, and what would change the decision: applied, it must give
 * exactly the place that was promised, and nothing smaller may do. */
#include "amb-fit.h"
#include "amb-json.h"

#include <string.h>

#define MAX_SCORES 200

typedef struct
{
  AmbFitCriterion criteria[16];
  guint n_criteria;
  AmbFitScore scores[MAX_SCORES];
  guint n_scores;
} Book;

static AmbJson *
read_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "fit-cases.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  AmbJson *json;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  json = amb_json_parse (text, length, &error);
  g_assert_no_error (error);
  return json;
}

/* An item of an array, by its place. */
static const AmbJsonNode *
get_item (const AmbJsonNode *array, guint index)
{
  const AmbJsonNode *item = amb_json_node_get_first (array);

  while (item != NULL && index-- > 0)
    item = amb_json_node_get_next (item);
  return item;
}

static void
read_criteria (Book *book, const AmbJsonNode *array)
{
  for (const AmbJsonNode *c = amb_json_node_get_first (array); c != NULL;
       c = amb_json_node_get_next (c))
    book->criteria[book->n_criteria++] = (AmbFitCriterion){
      amb_json_node_get_string (get_item (c, 0)),
      amb_json_node_get_int (get_item (c, 1), 0),
      amb_json_node_get_string (get_item (c, 2)),
    };
}

static void
read_scores (Book *book, const AmbJsonNode *array)
{
  for (const AmbJsonNode *s = amb_json_node_get_first (array); s != NULL;
       s = amb_json_node_get_next (s))
    {
      g_assert_cmpuint (book->n_scores, <, MAX_SCORES);
      book->scores[book->n_scores++] = (AmbFitScore){
        amb_json_node_get_string (get_item (s, 0)),
        amb_json_node_get_string (get_item (s, 1)),
        amb_json_node_get_string (get_item (s, 3)),
        (int) amb_json_node_get_int (get_item (s, 2), AMB_FIT_NONE),
        g_strcmp0 (amb_json_node_get_string (get_item (s, 2)), "blank") == 0,
      };
    }
}

static AmbFit *
compute (const Book *book, const char *role)
{
  return amb_fit_compute (book->criteria, book->n_criteria, book->scores, book->n_scores, role,
                          "candidate");
}

static char *
dup_hundredths (int value)
{
  return value == AMB_FIT_NONE ? g_strdup ("–")
                               : g_strdup_printf ("%d.%02d", value / 100, value % 100);
}

static void
assert_hundredths (int value, const AmbJsonNode *expected)
{
  g_autofree char *text = dup_hundredths (value);

  if (amb_json_node_get_type (expected) == AMB_JSON_NULL)
    g_assert_cmpint (value, ==, AMB_FIT_NONE);
  else
    g_assert_cmpstr (text, ==, amb_json_node_get_string (expected));
}

static void
test_cases (void)
{
  g_autoptr (AmbJson) json = read_cases ();
  const AmbJsonNode *root = amb_json_get_root (json);
  guint n = 0;

  for (const AmbJsonNode *c = amb_json_node_get_first (amb_json_node_get_member (root, "fits"));
       c != NULL; c = amb_json_node_get_next (c), n++)
    {
      const AmbJsonNode *criteria = amb_json_node_get_member (c, "criteria");
      g_autoptr (AmbFit) fit = NULL;
      Book book = { 0 };

      g_test_message ("%s", amb_json_node_get_member_string (c, "name"));
      read_criteria (&book, criteria != NULL ? criteria : amb_json_node_get_member (root, "six"));
      read_scores (&book, amb_json_node_get_member (c, "scores"));
      fit = compute (&book, amb_json_node_get_member_string (c, "role"));
      assert_hundredths (fit->fit, amb_json_node_get_member (c, "fit"));
      assert_hundredths (fit->completeness, amb_json_node_get_member (c, "completeness"));
      assert_hundredths (fit->blank, amb_json_node_get_member (c, "blank"));
      g_assert_cmpint (fit->n_raters, ==, amb_json_node_get_member_int (c, "raters", -1));
      g_assert_cmpint (fit->n_thorough, ==, amb_json_node_get_member_int (c, "thorough", -1));
      g_assert_cmpint (fit->spread, ==, amb_json_node_get_member_int (c, "spread", -1));
      g_assert_cmpint (amb_fit_has_two_raters (fit), ==, fit->n_thorough >= 2);
    }
  g_assert_cmpuint (n, >=, 15);
}

static void
test_bars_tell_who_gave_what (void)
{
  const AmbFitCriterion criteria[] = { { "a", 10, "other" }, { "b", 20, NULL }, { "c", -5, NULL } };
  const AmbFitScore scores[] = {
    { "c", "Ann", NULL, 5, FALSE }, { "b", "Ben", NULL, 5, FALSE }, { "b", "Ann", NULL, 2, FALSE },
    { "b", "Ann", NULL, 4, FALSE }, { "a", "Ann", NULL, 1, FALSE }, { "?", "Ann", NULL, 1, FALSE },
    { "b", "Cho", NULL, 6, FALSE },
  };
  g_autoptr (AmbFit) fit = amb_fit_compute (criteria, 3, scores, G_N_ELEMENTS (scores), NULL, NULL);
  const AmbFitBar *bar = amb_fit_get_bar (fit, 1);

  g_assert_null (amb_fit_get_bar (fit, 0));
  g_assert_cmpuint (fit->bars->len, ==, 2);
  g_assert_cmpuint (bar->given->len, ==, 2);
  g_assert_cmpuint (g_array_index (bar->given, guint, 0), ==, 3);
  g_assert_cmpuint (g_array_index (bar->given, guint, 1), ==, 1);
  g_assert_cmpint (bar->sum, ==, 9);
  g_assert_cmpint (bar->lowest, ==, 4);
  g_assert_cmpint (bar->highest, ==, 5);
  g_assert_cmpint (amb_fit_get_bar (fit, 2)->weight, ==, 0);
  g_assert_cmpint (fit->fit, ==, 9000);
}

static void
test_order (void)
{
  /* Each stands before the next. */
  static const AmbFitStanding order[] = {
    { 9000, 1000, 1, "2026-09-09", "z" },  { 8000, 10000, 2, "2026-09-09", "z" },
    { 8000, 9000, 3, "2026-09-09", "z" },  { 8000, 9000, 2, "2026-09-01", "z" },
    { 8000, 9000, 2, "2026-09-02", "a" },  { 8000, 9000, 2, "2026-09-02", "b" },
    { 8000, 9000, 2, NULL, "a" },          { 0, 10000, 9, NULL, "a" },
    { AMB_FIT_NONE, 10000, 9, NULL, "a" }, { AMB_FIT_NONE, 0, 0, NULL, "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint k = 0; k < G_N_ELEMENTS (order); k++)
      {
        int way = amb_fit_standing_compare (&order[i], &order[k]);

        g_assert_cmpint ((way > 0) - (way < 0), ==, (i > k) - (i < k));
      }
}

#define MAX_PEOPLE 12

/* A ranked list. */
typedef struct
{
  const char *names[MAX_PEOPLE];
  char ids[MAX_PEOPLE][8];
  Book books[MAX_PEOPLE];
  AmbFit *fits[MAX_PEOPLE];
  AmbFitStanding standings[MAX_PEOPLE];
  guint order[MAX_PEOPLE]; /* indexes of people */
  guint n;
} Board;

static int
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  const Board *board = data;

  return amb_fit_standing_compare (&board->standings[*(const guint *) a],
                                   &board->standings[*(const guint *) b]);
}

static void
rank (Board *board)
{
  for (guint i = 0; i < board->n; i++)
    {
      g_clear_pointer (&board->fits[i], amb_fit_free);
      board->fits[i] = compute (&board->books[i], NULL);
      g_snprintf (board->ids[i], sizeof board->ids[i], "%02u", i);
      board->standings[i] = (AmbFitStanding){ board->fits[i]->fit, board->fits[i]->completeness,
                                              board->fits[i]->n_raters, NULL, board->ids[i] };
      board->order[i] = i;
    }
  g_qsort_with_data (board->order, (int) board->n, sizeof (guint), compare_people, board);
}

static void
clear (Board *board)
{
  for (guint i = 0; i < board->n; i++)
    g_clear_pointer (&board->fits[i], amb_fit_free);
}

static guint
get_place (const Board *board, guint person)
{
  guint at = 0;

  while (board->order[at] != person)
    at++;
  return at;
}

static void
find_change (const Board *board, guint person, guint seats, AmbFitChange *change)
{
  AmbFitStanding sorted[MAX_PEOPLE];

  for (guint i = 0; i < board->n; i++)
    sorted[i] = board->standings[board->order[i]];
  amb_fit_find_change (board->fits[person], sorted, board->n, get_place (board, person), seats,
                       change);
}

static char *
describe (const Board *board, guint person, const AmbFitChange *change)
{
  static const char *const words[] = { [AMB_FIT_CHANGE_NO_SEATS] = "no seats",
                                       [AMB_FIT_CHANGE_NOT_RATED] = "not rated",
                                       [AMB_FIT_CHANGE_ALL_SEATED] = "seated",
                                       [AMB_FIT_CHANGE_NONE] = "none" };
  g_autofree char *fit = dup_hundredths (change->fit);
  const AmbFitBar *bar;
  const char *name;

  if (change->kind >= AMB_FIT_CHANGE_NO_SEATS)
    return g_strdup (words[change->kind]);
  bar = &g_array_index (board->fits[person]->bars, AmbFitBar, change->bar);
  name = board->books[person].criteria[bar->criterion].id;
  if (change->kind == AMB_FIT_CHANGE_OPEN)
    return g_strdup_printf ("open %s %d %s %u", name, change->points, fit, change->rank);
  return g_strdup_printf ("%s %s %.2f %.2f %s %u", change->lifts ? "up" : "down", name,
                          (double) bar->sum / bar->n, (double) (bar->sum + change->points) / bar->n,
                          fit, change->rank);
}

static void
give (Book *book, guint criterion, guint rater, const AmbJsonNode *score)
{
  static const char *const raters[] = { "Ann", "Ben", "Cho", "Dag" };

  if (amb_json_node_get_type (score) == AMB_JSON_INT)
    book->scores[book->n_scores++] =
        (AmbFitScore){ book->criteria[criterion].id, raters[rater], NULL,
                       (int) amb_json_node_get_int (score, 0), FALSE };
}

static void
read_candidates (Board *board, const AmbJsonNode *c)
{
  for (const AmbJsonNode *who =
           amb_json_node_get_first (amb_json_node_get_member (c, "candidates"));
       who != NULL; who = amb_json_node_get_next (who), board->n++)
    {
      Book *book = &board->books[board->n];

      board->names[board->n] = amb_json_node_get_key (who);
      read_criteria (book, amb_json_node_get_member (c, "criteria"));
      for (guint i = 0; i < book->n_criteria; i++)
        {
          const AmbJsonNode *score = get_item (who, i);
          guint rater = 0;

          if (amb_json_node_get_type (score) != AMB_JSON_ARRAY)
            give (book, i, 0, score);
          else
            for (score = amb_json_node_get_first (score); score != NULL;
                 score = amb_json_node_get_next (score))
              give (book, i, rater++, score);
        }
    }
}

static void
test_change_cases (void)
{
  g_autoptr (AmbJson) json = read_cases ();
  guint n = 0;

  for (const AmbJsonNode *c =
           amb_json_node_get_first (amb_json_node_get_member (amb_json_get_root (json), "changes"));
       c != NULL; c = amb_json_node_get_next (c), n++)
    {
      const AmbJsonNode *order = amb_json_node_get_member (c, "order");
      g_autofree char *found = NULL;
      AmbFitChange change;
      Board board = { 0 };
      guint person = 0;

      g_test_message ("%s", amb_json_node_get_member_string (c, "name"));
      read_candidates (&board, c);
      rank (&board);
      for (guint i = 0; i < amb_json_node_get_length (order); i++)
        {
          g_autofree char *fit = dup_hundredths (board.standings[board.order[i]].fit);
          g_autofree char *line = g_strdup_printf ("%s %s", board.names[board.order[i]], fit);

          g_assert_cmpstr (line, ==, amb_json_node_get_string (get_item (order, i)));
        }
      while (g_strcmp0 (board.names[person], amb_json_node_get_member_string (c, "of")) != 0)
        person++;
      find_change (&board, person, (guint) amb_json_node_get_member_int (c, "seats", 0), &change);
      found = describe (&board, person, &change);
      g_assert_cmpstr (found, ==, amb_json_node_get_member_string (c, "change"));
      clear (&board);
    }
  g_assert_cmpuint (n, >=, 10);
}

static const char *const names[] = { "a", "b", "c", "d", "e" };
static const char *const raters[] = { "Ann", "Ben", "Cho" };

/* In some lists the last criterion is heavy, and half of the people lack it. */
static void
make_up (GRand *rand, Board *board)
{
  guint n_criteria = (guint) g_rand_int_range (rand, 1, 6);
  gboolean is_uneven = g_rand_int_range (rand, 0, 3) == 0;
  gint64 weights[5];

  board->n = (guint) g_rand_int_range (rand, 1, MAX_PEOPLE);
  for (guint i = 0; i < n_criteria; i++)
    weights[i] = is_uneven && i == n_criteria - 1 ? 300 : g_rand_int_range (rand, 0, 5) * 10;
  for (guint p = 0; p < board->n; p++)
    {
      Book *book = &board->books[p];
      guint n_raters = (guint) g_rand_int_range (rand, 0, 4);
      gboolean is_late = is_uneven && g_rand_boolean (rand);

      for (guint i = 0; i < n_criteria; i++)
        {
          book->criteria[book->n_criteria++] = (AmbFitCriterion){ names[i], weights[i], NULL };
          for (guint r = 0; r < n_raters && !(is_late && i == n_criteria - 1); r++)
            if (g_rand_int_range (rand, 0, 5) > 0)
              book->scores[book->n_scores++] = (AmbFitScore){
                names[i],
                raters[r],
                NULL,
                g_rand_int_range (rand, 0, 6),
                g_rand_int_range (rand, 0, 9) == 0,
              };
        }
    }
}

/* Gives @points to, or takes them from, the raters of one criterion. */
static void
apply_points (Book *book, const AmbFitBar *bar, int points)
{
  for (guint i = 0; i < bar->given->len; i++)
    {
      int *score = &book->scores[g_array_index (bar->given, guint, i)].score;
      int step = CLAMP (*score + points, 0, AMB_FIT_BEST) - *score;

      if (*score == AMB_FIT_NONE)
        continue;
      *score += step;
      points -= step;
    }
  g_assert_cmpint (points, ==, 0);
}

/* The rater of whatever was given to the candidate answers the missing criterion. */
static void
apply_open (Book *book, const AmbFitBar *bar, int points)
{
  book->scores[book->n_scores] = (AmbFitScore){ book->criteria[bar->criterion].id,
                                                book->scores[0].rater, NULL, points, FALSE };
  book->n_scores++;
}

/* Where would the person be, by counting everything anew? */
static guint
try_out (const Board *board, guint person, guint at, int points, int *fit)
{
  const AmbFitBar *bar = &g_array_index (board->fits[person]->bars, AmbFitBar, at);
  Board then = *board;
  guint place;

  memset (then.fits, 0, sizeof then.fits);
  if (bar->answer == AMB_FIT_SCORED)
    apply_points (&then.books[person], bar, points);
  else
    apply_open (&then.books[person], bar, points);
  rank (&then);
  place = get_place (&then, person);
  *fit = then.fits[person]->fit;
  clear (&then);
  return place;
}

/* Nothing smaller than what was found may do, by trying all of it. */
static void
assert_smallest (
    const Board *board, guint person, guint seats, const AmbFitChange *change, guint *n_tried)
{
  const AmbFit *fit = board->fits[person];
  const AmbFitBar *best = &g_array_index (fit->bars, AmbFitBar, change->bar);
  gboolean found = change->kind == AMB_FIT_CHANGE_SCORE;

  for (guint i = 0; i < fit->bars->len; i++)
    {
      const AmbFitBar *bar = &g_array_index (fit->bars, AmbFitBar, i);
      int most = change->lifts ? (int) bar->n * AMB_FIT_BEST - bar->sum : bar->sum;

      for (int p = 1; bar->answer == AMB_FIT_SCORED && p <= most; p++, (*n_tried)++)
        {
          int then, sign = change->lifts ? 1 : -1;
          gboolean would = (try_out (board, person, i, sign * p, &then) < seats) == change->lifts;

          if (found && (guint) p * best->n >= (guint) ABS (change->points) * bar->n)
            break;
          g_assert_false (would);
        }
    }
}

static void
test_what_would_change_does (void)
{
  guint seen[AMB_FIT_CHANGE_NONE + 1] = { 0 }, n_tried = 0, lifts = 0;

  for (guint32 seed = 0; seed < 3000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      Board board = { 0 };
      guint seats, person;
      AmbFitChange change;

      make_up (rand, &board);
      rank (&board);
      seats = (guint) g_rand_int_range (rand, 0, (int) board.n + 2);
      person = (guint) g_rand_int_range (rand, 0, (int) board.n);
      find_change (&board, person, seats, &change);
      seen[change.kind]++;
      g_assert_cmpint (change.lifts, ==, get_place (&board, person) >= seats);
      if (change.kind == AMB_FIT_CHANGE_SCORE || change.kind == AMB_FIT_CHANGE_OPEN)
        {
          int fit;
          guint place = try_out (&board, person, change.bar, change.points, &fit);

          g_assert_cmpuint (place + 1, ==, change.rank);
          g_assert_cmpint (fit, ==, change.fit);
          g_assert_cmpint (place < seats, ==, change.lifts);
          lifts += change.lifts;
        }
      if (change.kind == AMB_FIT_CHANGE_SCORE || change.kind == AMB_FIT_CHANGE_OPEN ||
          change.kind == AMB_FIT_CHANGE_NONE)
        assert_smallest (&board, person, seats, &change, &n_tried);
      clear (&board);
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      g_test_message ("kind %u: %u times", i, seen[i]);
      g_assert_cmpuint (seen[i], >, 5);
    }
  g_assert_cmpuint (lifts, >, 50);
  g_assert_cmpuint (n_tried, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/fit/cases-worked-out-by-hand", test_cases);
  g_test_add_func ("/model/fit/bars-tell-who-gave-what", test_bars_tell_who_gave_what);
  g_test_add_func ("/model/fit/order-is-total-and-documented", test_order);
  g_test_add_func ("/model/fit/what-would-change-by-hand", test_change_cases);
  g_test_add_func ("/model/fit/what-would-change-applied-gives-that-place",
                   test_what_would_change_does);
  return g_test_run ();
}
