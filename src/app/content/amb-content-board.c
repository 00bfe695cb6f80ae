/* The board of content: what its columns and cards are. */
#include "amb-content-board.h"

#include "amb-calendar-words.h"
#include "amb-display.h"

#include <glib/gi18n.h>

/* What is asked for comes before what is asked about, so that the way on from a review is approval.
 */
// clang-format off
static const AmbBoardStep steps[] = {
  { "idea",      N_("Ideas"),     { "idea", NULL } },
  { "draft",     N_("Drafts"),    { "draft", NULL } },
  { "changes",   N_("Changes requested"), { "changes_requested", NULL } },
  { "review",    N_("In review"), { "in_review", NULL } },
  { "approved",  N_("Approved"),  { "approved", NULL } },
  { "scheduled", N_("Scheduled"), { "scheduled", NULL } },
  { "published", N_("Published"), { "published", NULL } },
  { "held",      N_("On hold"),   { "on_hold", NULL }, TRUE },
  { "failed",    N_("Failed"),    { "failed", NULL }, TRUE },
  { "rejected",  N_("Rejected"),  { "rejected", NULL }, TRUE },
  { "archived",  N_("Archived"),  { "archived", "expired", NULL }, TRUE },
  { NULL }
};
// clang-format on

static const char *
get_text (AmbListItem *item, const char *field)
{
  const AmbEntity *entity = amb_record_get_entity (amb_list_item_get_record (item));

  return amb_list_item_get_text (item, (guint) amb_entity_get_field_index (entity, field));
}

static void
describe (AmbListItem *item, AmbBoardNotes *notes, const AmbBoardNote *note, AmbBoardFace *face)
{
  AmbRecord *record = amb_list_item_get_record (item);
  const AmbEntity *entity = amb_record_get_entity (record);
  int audience = amb_audience_find (amb_record_get (record, "audience"));
  const char *channel = get_text (item, "channel-id"), *owner = get_text (item, "owner-id");
  const char *planned = amb_record_get (record, "publish-on");
  const char *standing = amb_record_get (record, "standing");

  face->title = g_strdup (amb_record_get_title (record));
  face->icon = audience >= 0 ? amb_calendar_get_mark ((guint) audience) : "amb-content-symbolic";
  face->icon_css = audience >= 0 ? amb_audience_get_id ((guint) audience) : NULL;
  if (channel != NULL && owner != NULL)
    face->line = g_strdup_printf ("%s · %s", channel, owner);
  else
    face->line = g_strdup (channel != NULL ? channel : owner != NULL ? owner : _ ("No owner yet"));
  if (planned != NULL)
    {
      AmbMoment at;
      g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

      if (amb_wall_time_read (planned, zone, &at))
        face->foot = amb_calendar_format_day (at.day, _ ("%-d %b"));
    }
  if (g_strcmp0 (standing, "overdue") == 0 || g_strcmp0 (standing, "out") == 0)
    {
      face->chip =
          amb_display_value (amb_entity_find_field (entity, "standing"), standing, NULL, NULL);
      face->chip_icon =
          amb_field_find_choice (amb_entity_find_field (entity, "standing"), standing)->icon;
    }
}

static char *
dup_moved (guint n, const char *state)
{
  /* Translators: a number of content items, then a state: “3 items moved to In review.” */
  return g_strdup_printf (ngettext ("%u item moved to %s.", "%u items moved to %s.", n), n, state);
}

static char *
dup_heading (guint n, const char *state)
{
  /* Translators: the title of a dialog: a number of content items, then a state */
  return g_strdup_printf (ngettext ("Move %u Item to %s", "Move %u Items to %s", n), n, state);
}

const AmbBoardDesign amb_content_board_design = {
  .entity = "content-item",
  .steps = steps,
  .exits_hint = N_ ("On hold, failed, rejected and archived"),
  .empty = N_ ("Nothing"),
  .describe = describe,
  .dup_moved = dup_moved,
  .dup_heading = dup_heading,
};
