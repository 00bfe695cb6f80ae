/* Where the facts of a role's metrics are: one statement a source, whoever and however many hold
 * the role. What counts is decided by the rule alone; a statement only leaves out what surely
 * doesn't. */
#include "amb-role-cards-private.h"

#include "amb-content-figures.h"

#include <string.h>

/* Column 0 is the role, 1 since which day the holder's facts count. */

/* When @record moved to @to: "min" the first time, "max" the latest. */
#define MOVED(which, record, entity, to)                                                           \
  "(SELECT " which " (m.at) FROM transitions m WHERE m.deleted = 0 AND m.record = " record         \
  " AND m.entity = '" entity "' AND m.\"to\" = '" to "')"

static const char *
get_earlier (const char *a, const char *b)
{
  return a == NULL || (b != NULL && strcmp (b, a) < 0) ? b : a;
}

static const char *
get_later (const char *a, const char *b)
{
  return a == NULL || (b != NULL && strcmp (b, a) > 0) ? b : a;
}

/* Monitoring. */

#define HEARD                                                                                      \
  "SELECT h.role, h.since, s.captured_at, s.published_at, s.state, s.triage_class, s.dismissal, "  \
  "COALESCE (s.escalation_upheld, -1) FROM h JOIN signals s ON s.reporter_id = h.id AND "          \
  "s.deleted = 0 AND s.drill = 0 AND s.captured_at >= h.since"

static void
add_heard (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const AmbHeardFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .captured_at = amb_stmt_get_text (stmt, 2),
    .published_at = amb_stmt_get_text (stmt, 3),
    .state = amb_stmt_get_text (stmt, 4),
    .triage_class = amb_stmt_get_text (stmt, 5),
    .dismissal = amb_stmt_get_text (stmt, 6),
    .upheld = (int) amb_stmt_get_int (stmt, 7),
  };

  amb_role_metrics_add_heard (metrics, &fact);
}

/* Curator and producer. A verdict is an approval, or what a move out of the review says; as
 * “INSTANT WORD” it sorts by its instant. */

#define APPROVED(which, words)                                                                     \
  "(SELECT " which " (v.at || ' ' || v.verdict) FROM approvals v WHERE v.item_id = i.id AND "      \
  "v.deleted = 0 AND v.verdict IN (" words ") AND NOT EXISTS (SELECT 1 FROM approvals b WHERE "    \
  "b.takes_back_id = v.id AND b.deleted = 0))"
#define REVIEWED(which, moves)                                                                     \
  "(SELECT " which " (t.at || ' ' || t.\"to\") FROM transitions t WHERE t.deleted = 0 AND "        \
  "t.record = i.id AND t.entity = 'content-item' AND " moves ")"

// clang-format off
#define PROPOSALS \
  "SELECT h.role, h.since, h.id, COALESCE (i.asset_id, i.parent_id), i.audience, " \
  APPROVED ("max", "'approved', 'rejected'") ", " \
  REVIEWED ("max", "(t.\"to\" = 'rejected' OR (t.\"to\" = 'approved' AND t.\"from\" = 'in_review'))") \
  " FROM h JOIN content_items i ON i.author_id = h.id AND i.deleted = 0"
// clang-format on

static void
add_proposal (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const char *verdict = get_later (amb_stmt_get_text (stmt, 5), amb_stmt_get_text (stmt, 6));
  g_autofree char *at = verdict != NULL ? g_strndup (verdict, strcspn (verdict, " ")) : NULL;
  const AmbProposalFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .holder = amb_stmt_get_text (stmt, 2),
    .source = amb_stmt_get_text (stmt, 3),
    .audience = amb_stmt_get_text (stmt, 4),
    .decided_at = at,
    .approved = at != NULL && g_str_has_suffix (verdict, " approved"),
  };

  amb_role_metrics_add_proposal (metrics, &fact);
}

/* When it was published, and the first verdict of a review. */
#define MOVES                                                                                      \
  "(SELECT COALESCE (min (CASE t.\"to\" WHEN 'published' THEN t.at END), '') || ',' || COALESCE "  \
  "(min (CASE WHEN t.\"from\" = 'in_review' AND t.\"to\" IN ('approved', 'changes_requested', "    \
  "'rejected') THEN t.at || ' ' || t.\"to\" END), '') FROM transitions t WHERE t.deleted = 0 AND " \
  "t.record = i.id AND t.entity = 'content-item')"
/* When it went out first, and whether somebody else took it to their own profile. */
#define OUT                                                                                        \
  "(SELECT COALESCE (min (q.published_at), '') || ',' || COALESCE (max (q.kind = 'personal' AND "  \
  "q.by_id <> h.id), 0) FROM publications q WHERE q.item_id = i.id AND q.deleted = 0)"
/* What is found in one place is asked for once. */
// clang-format off
#define ITEMS \
  "SELECT h.role, h.since, i.state, i.publish_on, " OUT ", " MOVES ", " \
  APPROVED ("min", "'approved', 'changes_requested', 'rejected'") ", " \
  "EXISTS (SELECT 1 FROM content_items c WHERE c.parent_id = i.id AND c.deleted = 0 AND c.author_id <> h.id) " \
  "FROM h JOIN content_items i ON i.owner_id = h.id AND i.deleted = 0"
// clang-format on

/* (transfer full) (nullable): the part of “A,B” that is before the comma, or after it */
static char *
dup_part (const char *both, gboolean after)
{
  const char *comma = strchr (both, ',');
  const char *from = after ? comma + 1 : both;
  gsize length = after ? strlen (from) : (gsize) (comma - both);

  return length > 0 ? g_strndup (from, length) : NULL;
}

static void
add_item (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  g_autofree char *published = dup_part (amb_stmt_get_text (stmt, 4), FALSE);
  g_autofree char *shared = dup_part (amb_stmt_get_text (stmt, 4), TRUE);
  g_autofree char *moved = dup_part (amb_stmt_get_text (stmt, 5), FALSE);
  g_autofree char *reviewed = dup_part (amb_stmt_get_text (stmt, 5), TRUE);
  const char *verdict = get_earlier (amb_stmt_get_text (stmt, 6), reviewed);
  g_autofree char *at = verdict != NULL ? g_strndup (verdict, strcspn (verdict, " ")) : NULL;
  const AmbItemFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .state = amb_stmt_get_text (stmt, 2),
    .plan = amb_stmt_get_text (stmt, 3),
    .out_at = get_earlier (published, moved),
    .judged_at = at,
    .passed = at != NULL && g_str_has_suffix (verdict, " approved"),
    .reused = amb_stmt_get_int (stmt, 7) != 0 || g_strcmp0 (shared, "1") == 0,
  };

  amb_role_metrics_add_item (metrics, &fact);
}

/* Each publication, and one after the other what was measured of it. */
#define PUBLICATIONS                                                                               \
  "SELECT h.role, h.since, p.published_at, p.rid, m.measured_on, m.source, m.reactions, "          \
  "m.comments, m.reposts FROM h CROSS JOIN content_items i ON i.owner_id = h.id AND i.deleted = "  \
  "0 CROSS JOIN publications p ON p.item_id = i.id AND p.deleted = 0 AND p.published_at >= "       \
  "h.since LEFT JOIN measurements m ON m.publication_id = p.id AND m.deleted = 0 AND "             \
  "m.measured_on <= amb_today ()"

/* A publication of which the measurements are being read. */
typedef struct
{
  AmbRoleCard *card; /* nullable: none yet, or of a role without a card */
  char *since;
  char *published_at;
  gint64 rid;
  AmbResults results;
} Post;

static void
post_clear (Post *self)
{
  g_free (self->since);
  g_free (self->published_at);
  *self = (Post){ 0 };
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Post, post_clear)

/* As K10 has it: what was estimated only isn't counted. */
static void
add_post (const Post *self)
{
  gint64 engagement;
  gboolean is_whole;
  AmbOrigin origin = amb_results_get_engagement (&self->results, &engagement, &is_whole);
  const AmbPublicationFact fact = {
    .since = self->since,
    .published_at = self->published_at,
    .engagement = amb_origin_is_known (origin) ? engagement : -1,
  };

  if (self->card != NULL)
    amb_role_metrics_add_publication (self->card->metrics, &fact);
}

static void
begin_post (Post *self, AmbRoleCard *card, AmbStmt *stmt)
{
  add_post (self);
  post_clear (self);
  self->card = card;
  self->since = g_strdup (amb_stmt_get_text (stmt, 1));
  self->published_at = g_strdup (amb_stmt_get_text (stmt, 2));
  self->rid = amb_stmt_get_int (stmt, 3);
  amb_results_clear (&self->results);
}

static void
take_measurement (Post *self, AmbStmt *stmt)
{
  static const AmbResultId parts[] = { AMB_RESULT_REACTIONS, AMB_RESULT_COMMENTS,
                                       AMB_RESULT_REPOSTS };
  const char *day = amb_stmt_get_text (stmt, 4);
  AmbOrigin origin = amb_origin_find (amb_stmt_get_text (stmt, 5));

  for (int i = 0; day != NULL && i < (int) G_N_ELEMENTS (parts); i++)
    if (!amb_stmt_is_null (stmt, 6 + i))
      amb_results_take (&self->results, parts[i], day, origin, amb_stmt_get_int (stmt, 6 + i));
}

static gboolean
read_publications (const AmbRoleReading *self, GError **error)
{
  GError *inner = NULL;
  g_auto (Post) post = { 0 };
  g_autoptr (AmbStmt) stmt = amb_role_reading_prepare (self, "producer", PUBLICATIONS, &inner);

  while (stmt != NULL && amb_role_reading_next (stmt, &inner))
    {
      AmbRoleCard *card = amb_role_reading_find (self, amb_stmt_get_text (stmt, 0));

      if (card != post.card || amb_stmt_get_int (stmt, 3) != post.rid)
        begin_post (&post, card, stmt);
      take_measurement (&post, stmt);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  else
    add_post (&post);
  return inner == NULL;
}

/* Responder. What was due before a signal was reopened is not known any more. */

#define BEGUN "CASE WHEN s.reopened_at <= r.at THEN s.reopened_at ELSE s.captured_at END"
#define ANSWERS                                                                                    \
  "SELECT h.role, h.since, " BEGUN                                                                 \
  ", CASE WHEN s.reopened_at > r.at THEN NULL ELSE s.due_at END, r.at FROM h JOIN responses r ON " \
  "r.by_id = h.id AND r.deleted = 0 AND r.kind = 'human' AND r.at >= h.since JOIN signals s ON "   \
  "s.id = r.signal_id AND s.deleted = 0 AND s.drill = 0 AND r.at >= " BEGUN                        \
  " WHERE NOT EXISTS (SELECT 1 FROM responses q WHERE q.signal_id = s.id AND q.deleted = 0 AND "   \
  "q.kind = 'human' AND q.at >= " BEGUN " AND (q.at < r.at OR (q.at = r.at AND q.rid < r.rid)))"
#define WAITING                                                                                    \
  "SELECT h.role, h.since, COALESCE (s.reopened_at, s.captured_at), s.due_at, NULL FROM h JOIN "   \
  "signals s ON s.owner_id = h.id AND s.deleted = 0 AND s.drill = 0 AND s.due_at >= h.since AND "  \
  "s.state IN ('new', 'triaged', 'assigned', 'escalated') WHERE NOT EXISTS (SELECT 1 FROM "        \
  "responses q WHERE q.signal_id = s.id AND q.deleted = 0 AND q.kind = 'human' AND q.at >= "       \
  "COALESCE (s.reopened_at, s.captured_at))"

static void
add_answer (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const AmbAnswerFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .begun_at = amb_stmt_get_text (stmt, 2),
    .due_at = amb_stmt_get_text (stmt, 3),
    .answered_at = amb_stmt_get_text (stmt, 4),
  };

  amb_role_metrics_add_answer (metrics, &fact);
}

// clang-format off
#define RESOLVED \
  "SELECT h.role, h.since, (SELECT COALESCE (max (CASE t.\"to\" WHEN 'resolved' THEN t.at END), '') || ',' || max " \
  "(t.\"to\" = 'escalated') FROM transitions t WHERE t.deleted = 0 AND t.record = s.id AND t.entity = 'signal') FROM h " \
  "JOIN signals s ON s.owner_id = h.id AND s.deleted = 0 AND s.drill = 0 AND s.state = 'resolved'"
// clang-format on

static void
add_resolved (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const char *moves = amb_stmt_get_text (stmt, 2);
  g_autofree char *at = moves != NULL ? dup_part (moves, FALSE) : NULL;
  const AmbResolvedFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .resolved_at = at,
    .escalated = moves != NULL && g_str_has_suffix (moves, ",1"),
  };

  amb_role_metrics_add_resolved (metrics, &fact);
}

/* Space host. A thread was begun when its record was made, or with what its author said first. */

// clang-format off
#define IN_WINDOW "p.posted_at >= h.since AND p.posted_at <= ?3"
#define THREADS \
  "SELECT h.role, h.since, t.id, min (CASE WHEN p.author_id = t.author_id THEN p.posted_at END), min (CASE WHEN " \
  "p.author_id <> t.author_id THEN p.posted_at END), " MOVED ("min", "t.id", "thread", "answered") ", sum (" IN_WINDOW \
  "), count (DISTINCT CASE WHEN " IN_WINDOW " THEN COALESCE (a.department_id, c.department_id) END) FROM h JOIN " \
  "spaces s ON s.host_id = h.id AND s.deleted = 0 JOIN threads t ON t.space_id = s.id AND t.deleted = 0 LEFT JOIN " \
  "posts p ON p.thread_id = t.id AND p.deleted = 0 LEFT JOIN ambassadors a ON a.id = p.author_id LEFT JOIN " \
  "person_cards c ON c.id = p.author_id GROUP BY h.role, t.rid"
// clang-format on

static void
add_thread (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  g_autofree char *made = amb_instant_format (amb_id_get_instant (amb_stmt_get_text (stmt, 2)));
  const AmbThreadFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .asked_at = get_earlier (made, amb_stmt_get_text (stmt, 3)),
    .answered_at = get_earlier (amb_stmt_get_text (stmt, 4), amb_stmt_get_text (stmt, 5)),
    .n_posts = amb_stmt_get_int (stmt, 6),
    .n_departments = amb_stmt_get_int (stmt, 7),
  };

  amb_role_metrics_add_thread (metrics, &fact);
}

/* Trainer or mentor. */

#define CERTIFIED(person)                                                                          \
  "(SELECT max (c.issued_on) FROM certificates c WHERE c.deleted = 0 AND c.ambassador_id "         \
  "= " person " AND c.state = 'valid' AND c.issued_on <= amb_today ())"
#define TRAINEES                                                                                   \
  "SELECT h.role, h.since, h.id, m.mentee_id, m.starts_on, COALESCE (m.ends_on, CASE m.state "     \
  "WHEN "                                                                                          \
  "'ended' THEN m.starts_on END), " CERTIFIED (                                                    \
      "m.mentee_id") " FROM h JOIN mentorings m ON m.deleted = 0 AND m.mentor_id = h.id AND "      \
                     "m.state IN ('active', "                                                      \
                     "'ended') UNION ALL SELECT h.role, h.since, h.id, t.ambassador_id, substr "   \
                     "(s.starts_at, 1, 10),"                                                       \
                     " substr (s.starts_at, 1, 10), " CERTIFIED (                                  \
                         "t.ambassador_id") " FROM h JOIN sessions s ON s.trainer_id = h.id AND "  \
                                            "s.deleted = 0 AND s.state = 'held' AND "              \
                                            "s.starts_at >= h.since JOIN attendances t ON "        \
                                            "t.deleted = 0 AND t.session_id = s.id AND "           \
                                            "t.presence = 'present'"

static void
add_trainee (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const AmbTraineeFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .holder = amb_stmt_get_text (stmt, 2),
    .person = amb_stmt_get_text (stmt, 3),
    .from = amb_stmt_get_text (stmt, 4),
    .until = amb_stmt_get_text (stmt, 5),
    .certified = amb_stmt_get_text (stmt, 6),
  };

  amb_role_metrics_add_trainee (metrics, &fact);
}

#define PRACTICES                                                                                  \
  "SELECT h.role, h.since, p.verified_until FROM h JOIN practices p ON p.verifier_id = h.id AND "  \
  "p.deleted = 0 AND p.state = 'verified'"

static void
add_practice (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const AmbPracticeFact fact = { .verified_until = amb_stmt_get_text (stmt, 2) };

  amb_role_metrics_add_practice (metrics, &fact);
}

/* Spokesperson. */

#define RECEIPTS                                                                                   \
  "SELECT h.role, h.since, r.sent_at, r.confirmed_at FROM h JOIN receipts r ON r.ambassador_id = " \
  "h.id AND r.deleted = 0 AND r.sent_at >= h.since JOIN hold_orders o ON o.id = r.hold_order_id "  \
  "AND o.deleted = 0 AND o.drill = 0"

static void
add_receipt (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const AmbReceiptFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .sent_at = amb_stmt_get_text (stmt, 2),
    .confirmed_at = amb_stmt_get_text (stmt, 3),
  };

  amb_role_metrics_add_receipt (metrics, &fact);
}

// clang-format off
#define STATEMENTS \
  "SELECT h.role, h.since, r.at, CASE r.outcome WHEN 'worse' THEN r.at END FROM h JOIN responses r ON r.by_id = " \
  "h.id AND r.deleted = 0 AND r.kind = 'human' AND r.outcome IS NOT NULL AND r.at >= h.since JOIN signals s ON " \
  "s.id = r.signal_id AND s.deleted = 0 AND s.drill = 0 UNION ALL SELECT h.role, h.since, " \
  MOVED ("max", "l.id", "approved-line", "approved") ", (SELECT max (t.at) FROM transitions t WHERE t.deleted = 0 " \
  "AND t.record = l.id AND t.entity = 'approved-line' AND t.\"from\" = 'approved' AND t.\"to\" = 'draft') FROM h " \
  "JOIN approved_lines l ON l.owner_id = h.id AND l.deleted = 0"
// clang-format on

static void
add_statement (AmbRoleMetrics *metrics, AmbStmt *stmt)
{
  const AmbStatementFact fact = {
    .since = amb_stmt_get_text (stmt, 1),
    .said_at = amb_stmt_get_text (stmt, 2),
    .corrected_at = amb_stmt_get_text (stmt, 3),
  };

  amb_role_metrics_add_statement (metrics, &fact);
}

// clang-format off
static const struct
{
  const char *kind, *sql;
  void (*add) (AmbRoleMetrics *metrics, AmbStmt *stmt);
} sources[] = {
  { "monitoring",   HEARD,        add_heard },
  { "curator",      PROPOSALS,    add_proposal },
  { "producer",     ITEMS,        add_item },
  { "responder",    ANSWERS,      add_answer },
  { "responder",    WAITING,      add_answer },
  { "responder",    RESOLVED,     add_resolved },
  { "space_host",   THREADS,      add_thread },
  { "trainer",      TRAINEES,     add_trainee },
  { "trainer",      PRACTICES,    add_practice },
  { "spokesperson", RECEIPTS,     add_receipt },
  { "spokesperson", STATEMENTS,   add_statement },
};
// clang-format on

static gboolean
read_source (const AmbRoleReading *self, guint source, GError **error)
{
  GError *inner = NULL;
  g_autoptr (AmbStmt) stmt =
      amb_role_reading_prepare (self, sources[source].kind, sources[source].sql, &inner);

  while (stmt != NULL && amb_role_reading_next (stmt, &inner))
    {
      AmbRoleCard *card = amb_role_reading_find (self, amb_stmt_get_text (stmt, 0));

      if (card != NULL)
        sources[source].add (card->metrics, stmt);
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

gboolean
amb_role_reading_add_facts (const AmbRoleReading *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (!read_source (self, i, error))
      return FALSE;
  return read_publications (self, error);
}
