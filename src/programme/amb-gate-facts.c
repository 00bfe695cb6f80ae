/* What other records say about a person: the facts behind the gates of the lifecycle. */
#include "amb-programme-private.h"

/* ?1: the person, ?2: today. Of several applications the latest one that was not taken back counts;
 * a call without criteria of its own is judged by those of the whole programme. */
#define LOAD                                                                                       \
  "WITH app AS (SELECT id, call_id, role_id FROM applications WHERE ambassador_id = ?1 AND "       \
  "deleted = 0 AND state <> 'withdrawn' ORDER BY submitted_on DESC, id DESC LIMIT 1), "            \
  "own AS (SELECT EXISTS (SELECT 1 FROM criteria WHERE call_id = (SELECT call_id FROM app) AND "   \
  "in_use IS NOT 0 AND deleted = 0) AS any), "                                                     \
  "need AS (SELECT id FROM criteria WHERE deleted = 0 AND in_use IS NOT 0 AND (role_id IS NULL "   \
  "OR "                                                                                            \
  "role_id = (SELECT role_id FROM app)) AND CASE WHEN (SELECT any FROM own) THEN call_id = "       \
  "(SELECT call_id FROM app) ELSE call_id IS NULL END), "                                          \
  "marks AS (SELECT by_id, criterion_id FROM assessments WHERE deleted = 0 AND ambassador_id = "   \
  "?1 "                                                                                            \
  "AND by_id <> ?1 AND (score IS NOT NULL OR blank_on_purpose = 1) UNION SELECT by_id, "           \
  "criterion_id FROM assessments WHERE deleted = 0 AND application_id = (SELECT id FROM app) AND " \
  "by_id <> ?1 AND (score IS NOT NULL OR blank_on_purpose = 1)), "                                 \
  "frozen AS (SELECT s.kind FROM seats s JOIN cohorts c ON c.id = s.cohort_id WHERE "              \
  "s.ambassador_id = ?1 AND s.deleted = 0 AND c.deleted = 0 AND c.state IN ('frozen', "            \
  "'running')) "

#define N_CRITERIA                                                                                 \
  "SELECT (SELECT count(*) FROM need), (SELECT count(*) FROM criteria WHERE deleted = 0 AND "      \
  "in_use "                                                                                        \
  "IS NOT 0 AND role_id IS NOT NULL AND (SELECT role_id FROM app) IS NULL AND (call_id IS NULL "   \
  "OR "                                                                                            \
  "call_id = (SELECT call_id FROM app))), "
#define N_RATERS                                                                                   \
  "(SELECT count(*) FROM (SELECT by_id FROM marks WHERE criterion_id IN (SELECT id FROM need) "    \
  "GROUP BY by_id HAVING count(DISTINCT criterion_id) = (SELECT count(*) FROM need))), "
#define SEAT      "EXISTS (SELECT 1 FROM frozen WHERE kind = 'seat'), "
#define WAIT_LIST "EXISTS (SELECT 1 FROM frozen WHERE kind = 'wait_list'), "
#define LEFT_OUT                                                                                   \
  "EXISTS (SELECT 1 FROM cohorts c JOIN app ON c.call_id = app.call_id WHERE c.deleted = 0 AND "   \
  "c.state IN ('frozen', 'running', 'closed') AND NOT EXISTS (SELECT 1 FROM seats s WHERE "        \
  "s.cohort_id = c.id AND s.ambassador_id = ?1 AND s.deleted = 0)), "
#define CERTIFICATE                                                                                \
  "EXISTS (SELECT 1 FROM certificates WHERE ambassador_id = ?1 AND deleted = 0 AND state = "       \
  "'valid' AND (expires_on IS NULL OR expires_on >= ?2)), "
#define ROLE                                                                                       \
  "EXISTS (SELECT 1 FROM assignments WHERE ambassador_id = ?1 AND deleted = 0 AND state = "        \
  "'current' AND (ends_on IS NULL OR ends_on >= ?2)), "
#define WITHDREW                                                                                   \
  "(SELECT count(*) > 0 AND NOT total(withdrawn_on IS NULL OR withdrawn_on > ?2) FROM consents "   \
  "WHERE ambassador_id = ?1 AND purpose = 'participation' AND deleted = 0), "
#define ANSWER                                                                                     \
  "(SELECT CASE WHEN trim(COALESCE(i.proof, '')) <> '' OR EXISTS (SELECT 1 FROM transitions t "    \
  "WHERE t.record = i.id AND t.deleted = 0 AND t.\"to\" = i.state AND t.by_person = ?1) THEN "     \
  "i.state END FROM invitations i WHERE i.ambassador_id = ?1 AND i.deleted = 0 AND i.state <> "    \
  "'draft' ORDER BY i.id DESC LIMIT 1)"

gboolean
amb_gate_facts_load (AmbStore *store, AmbRecord *record, AmbFacts *facts, GError **error)
{
  g_autoptr (AmbStmt) stmt = NULL;
  gboolean row;

  if (!g_str_equal (amb_record_get_entity (record)->name, "ambassador"))
    return TRUE;
  stmt = amb_db_prepare (
      amb_store_get_db (store),
      LOAD N_CRITERIA N_RATERS SEAT WAIT_LIST LEFT_OUT CERTIFICATE ROLE WITHDREW ANSWER, error);
  if (stmt == NULL)
    return FALSE;
  amb_stmt_bind_text (stmt, 1, amb_record_get_id (record));
  amb_stmt_bind_text (stmt, 2, amb_store_get_today (store));
  if (!amb_stmt_step (stmt, &row, error))
    return FALSE;
  facts->n_criteria = (guint) amb_stmt_get_int (stmt, 0);
  facts->n_role_criteria = (guint) amb_stmt_get_int (stmt, 1);
  facts->n_raters = (guint) amb_stmt_get_int (stmt, 2);
  facts->places = (amb_stmt_get_int (stmt, 3) ? AMB_COHORT_SEAT : 0) |
                  (amb_stmt_get_int (stmt, 4) ? AMB_COHORT_WAIT_LIST : 0) |
                  (amb_stmt_get_int (stmt, 5) ? AMB_COHORT_LEFT_OUT : 0);
  facts->has_certificate = amb_stmt_get_int (stmt, 6) != 0;
  facts->has_role = amb_stmt_get_int (stmt, 7) != 0;
  facts->withdrew = amb_stmt_get_int (stmt, 8) != 0;
  facts->answer = g_strdup (amb_stmt_get_text (stmt, 9));
  return TRUE;
}
