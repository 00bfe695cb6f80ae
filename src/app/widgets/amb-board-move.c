/* Moving what is selected: the ways there are, the reason, and what came of it. */
#include "amb-board-private.h"

#include "amb-display.h"
#include "amb-lifecycle.h"
#include "amb-reason.h"
#include <glib/gi18n.h>

#define ASKED_GATES (AMB_GATE_REASON | AMB_GATE_COHORT | AMB_GATE_PROOF)

/* One move on its way. */
typedef struct
{
  AmbBoard *board;
  AmbBoardColumn *from;
  AmbRowSet *rows; /* what was selected when it began */
  guint n;
  char *to;
  char *why; /* nullable: "" too where none was given */
} Moving;

static void
moving_free (gpointer data)
{
  Moving *moving = data;

  g_object_unref (moving->board);
  g_object_unref (moving->from);
  amb_row_set_free (moving->rows);
  g_free (moving->to);
  g_free (moving->why);
  g_free (moving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Moving, moving_free)

static void
toast (AmbBoard *self, const char *sentence, gboolean with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", sentence, with_undo);
}

static char *
dup_sentence (const Moving *moving, const AmbBulkReport *report)
{
  g_autofree char *state = amb_display_state (moving->board->entity, moving->to);
  g_autofree char *done = NULL;
  g_autofree char *left = NULL;

  done = moving->board->design->dup_moved (report->n_done, state);
  if (report->n_refused == 0)
    return g_steal_pointer (&done);
  left = g_strdup_printf (ngettext ("%u was left alone: the card says why.",
                                    "%u were left alone: their cards say why.", report->n_refused),
                          report->n_refused);
  if (report->n_done == 0)
    return g_steal_pointer (&left);
  return g_strdup_printf ("%s %s", done, left);
}

/* The focus was on a card that is gone to another column. */
static void
keep_focus (Moving *moving)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (moving->board));

  if (root != NULL && gtk_root_get_focus (root) == NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (moving->from)))
    amb_board_column_focus (moving->from);
}

static gboolean
has_reason (const Moving *moving)
{
  return moving->why != NULL && moving->why[0] != '\0';
}

static void ask_reason (Moving *moving, const char *body);

/* Nothing moved: one card's refusal is told in its words. */
static void
ask_again (Moving *moving, const AmbBulkReport *report, const char *sentence)
{
  const AmbBulkRefusal *only =
      report->n_refused == 1 && report->refusals->len == 1 ? report->refusals->pdata[0] : NULL;

  ask_reason (moving, only != NULL ? only->message : sentence);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Moving) moving = data;
  AmbBoard *self = moving->board;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbBulkReport) report = amb_bulk_run_finish (AMB_CONTEXT (source), result, &error);
  g_autofree char *sentence = NULL;

  self->is_moving = FALSE;
  if (self->columns == NULL)
    return;
  if (report == NULL && has_reason (moving))
    ask_reason (g_steal_pointer (&moving), error->message);
  else if (report == NULL)
    toast (self, error->message, FALSE);
  if (report == NULL)
    return;
  amb_board_notes_set_refusals (self->notes, report);
  sentence = dup_sentence (moving, report);
  if (report->n_done > 0 || !has_reason (moving))
    toast (self, sentence, report->n_done > 0);
  keep_focus (moving);
  if (report->n_done == 0 && report->n_refused > 0 && has_reason (moving))
    ask_again (g_steal_pointer (&moving), report, sentence);
}

/* @moving: (transfer full) */
static void
start_move (Moving *moving)
{
  AmbBoard *self = moving->board;
  g_autofree char *state = amb_display_state (self->entity, moving->to);
  /* Translators: a move to a state, as “Undo” names it: “Move to Active” */
  g_autofree char *label = g_strdup_printf (_ ("Move to %s"), state);

  self->is_moving = TRUE;
  amb_board_notes_set_refusals (self->notes, NULL);
  amb_bulk_run_async (self->context, self->entity, amb_row_set_copy (moving->rows), AMB_BULK_MOVE,
                      moving->to, has_reason (moving) ? moving->why : NULL, label, NULL, NULL,
                      moved_cb, moving);
}

/* @rows: (transfer full) */
static Moving *
moving_new (AmbBoard *self, AmbBoardColumn *from, AmbRowSet *rows, guint n, const char *to)
{
  Moving *moving = g_new0 (Moving, 1);

  moving->board = g_object_ref (self);
  moving->from = g_object_ref (from);
  moving->rows = rows;
  moving->n = n;
  moving->to = g_strdup (to);
  return moving;
}

/* What the moves from the column's states to @to ask in words. */
static guint
find_asked (AmbBoard *self, AmbBoardColumn *from, const char *to)
{
  const AmbBoardStep *step = amb_board_column_get_step (from);
  guint asked = 0;

  for (guint i = 0; step->states[i] != NULL; i++)
    {
      const AmbMove *move = amb_lifecycle_find_move (self->entity, step->states[i], to);

      asked |= move != NULL ? move->gates & ASKED_GATES : 0;
    }
  return asked;
}

static void
asked_cb (gpointer data, const char *why)
{
  const Moving *asked = data;
  Moving *moving;

  if (asked->board->columns == NULL || asked->board->is_moving)
    return;
  moving =
      moving_new (asked->board, asked->from, amb_row_set_copy (asked->rows), asked->n, asked->to);
  moving->why = g_strdup (why);
  start_move (moving);
}

/* @moving: (transfer full): what was written before is there again. */
static void
ask_reason (Moving *moving, const char *body)
{
  AmbBoard *self = moving->board;
  g_autofree char *state = amb_display_state (self->entity, moving->to);
  g_autofree char *heading = self->design->dup_heading (moving->n, state);
  guint asked = find_asked (self, moving->from, moving->to);

  amb_reason_ask (GTK_WIDGET (self), heading, body, _ ("_Move"), (asked & AMB_GATE_REASON) != 0,
                  moving->why, asked_cb, moving, moving_free);
}

void
amb_board_move (AmbBoard *self, AmbBoardColumn *from, const char *to)
{
  AmbSelection *selection = amb_board_column_get_selection (from);
  guint n = amb_selection_get_n_selected (selection), asked = find_asked (self, from, to);
  Moving *moving;

  if (n == 0 || self->is_moving)
    return;
  moving = moving_new (self, from, amb_selection_dup_rows (selection), n, to);
  if (asked == 0)
    start_move (moving);
  else
    ask_reason (
        moving,
        asked & AMB_GATE_REASON
            ? _ ("This move keeps a reason. Whoever may see the record can read it in its history.")
            : _ (self->design->optional_reason));
}

/* Ways. */

/* Is there a way from one of the states of @column to where @to takes its cards? */
static gboolean
is_way (AmbBoard *self, AmbBoardColumn *column, AmbBoardColumn *to)
{
  const char *state = amb_board_column_get_step (to)->states[0];
  const AmbBoardStep *step = amb_board_column_get_step (column);

  for (guint i = 0; step->states[i] != NULL; i++)
    if (amb_lifecycle_find_move (self->entity, step->states[i], state) != NULL)
      return TRUE;
  return FALSE;
}

AmbBoardColumn *
amb_board_find_beside (AmbBoard *self, AmbBoardColumn *column, int by)
{
  AmbBoardColumn *beside = NULL;
  guint at;

  if (amb_board_column_get_step (column)->is_exit || !g_ptr_array_find (self->columns, column, &at))
    return NULL;
  for (int i = (int) at + by; i >= 0 && i < (int) self->columns->len; i += by)
    {
      AmbBoardColumn *other = g_ptr_array_index (self->columns, i);

      if (amb_board_column_get_step (other)->is_exit)
        break;
      if (is_way (self, column, other))
        return other;
      if (beside == NULL)
        beside = other;
    }
  return beside;
}

static void
append_beside (GMenu *menu, AmbBoardColumn *beside, int by, const char *action)
{
  g_autofree char *label = g_strdup_printf (by > 0
                                                /* Translators: a menu item; a column of the board
                                                 * follows */
                                                ? _ ("On to %s")
                                                /* Translators: a menu item; a column of the board
                                                 * follows */
                                                : _ ("Back to %s"),
                                            _ (amb_board_column_get_step (beside)->label));

  g_menu_append (menu, label, action);
}

static void
append_way (AmbBoard *self, GMenu *menu, const char *to)
{
  g_autofree char *word = amb_display_state (self->entity, to);
  /* Translators: a menu item; a state follows: “Move to Active” */
  g_autofree char *label = g_strdup_printf (_ ("Move to %s"), word);
  g_autofree char *action = g_strdup_printf ("board.move::%s", to);

  g_menu_append (menu, label, action);
}

/* Whose record it is, and who looks after it, may do what a lead may not. */
static guint
load_who (AmbBoard *self, AmbRecord *record)
{
  g_autofree char *person = amb_context_dup_person (self->context);
  guint who = 0;

  amb_who_load (amb_context_get_store (self->context), record,
                amb_context_get_access (self->context), person, &who, NULL);
  return who;
}

/* Nullable: where the column beside takes its cards. */
static const char *
get_state (AmbBoardColumn *column)
{
  return column != NULL ? amb_board_column_get_step (column)->states[0] : NULL;
}

/* What is another's is absent; a shut gate is told. The way on is offered where there is none too:
 * whoever takes it reads which ways there are. */
GMenuModel *
amb_board_make_ways (AmbBoard *self, AmbBoardColumn *column, AmbRecord *record)
{
  const char *state = amb_record_get_state (record);
  guint who = load_who (self, record);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) beside = g_menu_new ();
  g_autoptr (GMenu) ways = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  AmbBoardColumn *next = amb_board_find_beside (self, column, 1);
  AmbBoardColumn *back = amb_board_find_beside (self, column, -1);
  const AmbMove *on = amb_lifecycle_find_move (self->entity, state, get_state (next));
  const AmbMove *off = amb_lifecycle_find_move (self->entity, state, get_state (back));

  if (next != NULL && (on == NULL || (on->who & who) != 0))
    append_beside (beside, next, 1, "board.next");
  if (off != NULL && (off->who & who) != 0)
    append_beside (beside, back, -1, "board.previous");
  for (const AmbMove *move = self->entity->moves; move->to != NULL; move++)
    if (g_strcmp0 (move->from, state) == 0 && (move->who & who) != 0 && move != on && move != off)
      append_way (self, ways, move->to);
  g_menu_append (rest, _ ("Open"), "board.open");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (beside));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (ways));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

void
amb_board_make_menu (AmbBoardColumn *column,
                     AmbBoardCard *card,
                     GtkMenuButton *button,
                     gpointer data)
{
  AmbListItem *item = amb_board_card_get_item (card);
  AmbRecord *record = item != NULL ? amb_list_item_get_record (item) : NULL;
  g_autoptr (GMenuModel) menu = NULL;

  if (record == NULL)
    return;
  menu = amb_board_make_ways (AMB_BOARD (data), column, record);
  gtk_menu_button_set_menu_model (button, menu);
}
