/* The selection board: what its columns and cards are. */
#include "amb-people-board.h"

#include "amb-people-designs.h"

#include <glib/gi18n.h>

#define ROLE                                                                                       \
  "(SELECT r.name FROM applications a JOIN roles r ON r.id = a.role_id WHERE a.ambassador_id = "   \
  "j.value AND a.deleted = 0 AND a.state <> 'withdrawn' ORDER BY a.submitted_on DESC, a.id DESC "  \
  "LIMIT 1)"

// clang-format off
static const AmbBoardStep steps[] = {
  { "pool",         N_("Pool"),         { "identified", NULL } },
  { "nominated",    N_("Nominated"),    { "nominated", "applied", NULL } },
  { "in-review",    N_("In review"),    { "in_review", NULL } },
  { "shortlisted",  N_("Shortlisted"),  { "shortlisted", NULL } },
  { "invited",      N_("Invited"),      { "invited", NULL } },
  { "accepted",     N_("Accepted"),     { "accepted", NULL } },
  { "waitlisted",   N_("Waitlisted"),   { "waitlisted", NULL }, TRUE },
  { "declined",     N_("Declined"),     { "declined", NULL }, TRUE },
  { "not-selected", N_("Not selected"), { "not_selected", NULL }, TRUE },
  { "withdrawn",    N_("Withdrawn"),    { "withdrawn", NULL }, TRUE },
  { NULL }
};
// clang-format on

static const char *const facets[] = { "node-id", "call", NULL };

/* A fit is shown on the card, and never part of the order of the cards. */
static void
describe (AmbListItem *item, AmbBoardNotes *notes, const AmbBoardNote *note, AmbBoardFace *face)
{
  AmbRecord *record = amb_list_item_get_record (item);
  const char *title = amb_record_get_title (record);
  const char *node = amb_list_item_get_text (
      item, (guint) amb_entity_get_field_index (amb_record_get_entity (record), "node-id"));
  const char *fit = amb_board_notes_get_fit (notes, amb_record_get_id (record));

  face->title = g_strdup (title != NULL ? title : _ ("No name"));
  face->line = g_strdup (node != NULL ? node : _ ("No node yet"));
  face->foot = note != NULL ? g_strdup (note->words) : NULL;
  /* Translators: how well a candidate fits, from 0 to 100 */
  face->chip = fit != NULL ? g_strdup_printf (_ ("Fit %s"), fit) : NULL;
  face->chip_icon = "amb-figures-symbolic";
}

static char *
dup_moved (guint n, const char *state)
{
  /* Translators: a number of people, then a state: “3 people moved to In review.” */
  return g_strdup_printf (ngettext ("%u person moved to %s.", "%u people moved to %s.", n), n,
                          state);
}

static char *
dup_heading (guint n, const char *state)
{
  /* Translators: the title of a dialog: a number of people, then a state */
  return g_strdup_printf (ngettext ("Move %u Person to %s", "Move %u People to %s", n), n, state);
}

const AmbBoardDesign amb_people_board_design = {
  .entity = "ambassador",
  .steps = steps,
  .facets = facets,
  .groups = amb_people_groups,
  .exits_hint = N_ ("Waitlisted, declined, not selected and withdrawn"),
  .empty = N_ ("Nobody"),
  .describe = describe,
  .note_sql = ROLE,
  .has_fit = TRUE,
  .dup_moved = dup_moved,
  .dup_heading = dup_heading,
  .optional_reason = N_ ("Without a reason, only those go on whom the frozen cohort or their own "
                         "answer sends there."),
};
