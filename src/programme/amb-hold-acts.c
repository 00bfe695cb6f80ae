/* Holding publications and lifting a hold: one command and one undo each. */
#include "amb-content.h"
#include "amb-error.h"
#include "amb-holds-private.h"
#include "amb-programme-private.h"
#include "amb-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AmbProgramme *programme;
  AmbStore *store;
  AmbHoldReport *report;
  GPtrArray *entries; /* of char *: what was held by now */
} Act;

static const AmbEntity *
get_items (void)
{
  return amb_entity_find ("content-item");
}

static const AmbEntity *
get_orders (void)
{
  return amb_entity_find ("hold-order");
}

void
amb_hold_report_free (AmbHoldReport *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self->crisis);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

static void
act_init (Act *self, AmbProgramme *programme)
{
  *self = (Act){ programme, amb_programme_get_store (programme), g_new0 (AmbHoldReport, 1),
                 g_ptr_array_new_with_free_func (g_free) };
  self->report->refused = g_ptr_array_new_with_free_func (g_free);
}

static gboolean
refuse_all (GError **error, const char *why)
{
  g_set_error_literal (error, AMB_ERROR, AMB_ERROR_REFUSED, why);
  return FALSE;
}

static void
tell (Act *self, const AmbHoldItem *item, const char *why)
{
  g_ptr_array_add (self->report->refused, amb_hold_dup_refusal (item, why));
}

/* What a rule or a right says of one item is told beside the others; anything else ends it. */
static gboolean
is_told (const GError *error)
{
  return g_error_matches (error, AMB_ERROR, AMB_ERROR_DENIED) ||
         g_error_matches (error, AMB_ERROR, AMB_ERROR_REFUSED) ||
         g_error_matches (error, AMB_ERROR, AMB_ERROR_INVALID);
}

static gboolean
move (Act *self,
      const AmbHoldItem *item,
      const char *to,
      const char *why,
      gboolean *moved,
      GError **error)
{
  g_autoptr (GError) inner = NULL;

  *moved = amb_programme_move (self->programme, get_items (), item->id, to, why, &inner);
  if (*moved)
    return TRUE;
  if (is_told (inner))
    {
      tell (self, item, inner->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Holding. */

static gboolean
hold_items (Act *self, GPtrArray *items, const char *why, GError **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      const AmbHoldItem *item = items->pdata[i];
      gboolean moved;

      if (!move (self, item, "on_hold", why, &moved, error))
        return FALSE;
      if (!moved)
        continue;
      self->report->n_done++;
      g_ptr_array_add (self->entries, amb_hold_make_entry (item->id, item->state));
    }
  if (self->report->n_done > 0 || items->len == 0)
    return TRUE;
  g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED, "%s",
               (const char *) self->report->refused->pdata[0]);
  return FALSE;
}

/* (transfer full): @before, a set, with what was held by now. */
static char *
dup_held (Act *self, const char *before)
{
  g_auto (GStrv) had = amb_set_to_strv (before);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; had[i] != NULL; i++)
    g_ptr_array_add (all, had[i]);
  g_ptr_array_extend (all, self->entries, NULL, NULL);
  g_ptr_array_add (all, NULL);
  return amb_set_from_strv ((const char *const *) all->pdata);
}

static gboolean
add_record (Act *self, AmbRecord *record, char **id, GError **error)
{
  g_autofree char *added = amb_programme_add (self->programme, record, AMB_COMMAND_DEFAULT, error);

  if (added == NULL)
    return FALSE;
  if (id != NULL)
    *id = g_steal_pointer (&added);
  return TRUE;
}

static char *
dup_now (Act *self)
{
  return amb_instant_format (amb_clock_now (amb_store_get_clock (self->store)));
}

/* The crisis's timeline says what was done, by whom, when. */
static gboolean
log_act (Act *self, const char *crisis, const char *text, const char *detail, GError **error)
{
  g_autoptr (AmbRecord) entry = amb_record_new (amb_entity_find ("timeline-entry"), NULL);
  g_autofree char *now = dup_now (self);

  amb_record_set (entry, "text", text);
  amb_record_set (entry, "crisis-id", crisis);
  amb_record_set (entry, "at", now);
  amb_record_set (entry, "kind", "action");
  amb_record_set (entry, "by-id", self->programme->actor_person);
  amb_record_set (entry, "detail", detail);
  return add_record (self, entry, NULL, error);
}

static gboolean
declare (Act *self, const AmbHoldAsk *ask, char **id, GError **error)
{
  g_autoptr (AmbRecord) crisis = amb_record_new (amb_entity_find ("crisis"), NULL);
  g_autofree char *now = dup_now (self);

  amb_record_set (crisis, "title", ask->title);
  amb_record_set (crisis, "severity", ask->severity != NULL ? ask->severity : "s2");
  amb_record_set (crisis, "declared-at", now);
  amb_record_set (crisis, "detected-at", now);
  amb_record_set (crisis, "lead-id", self->programme->actor_person);
  return amb_hold_check_crisis (amb_record_get (crisis, "severity"), "declared", FALSE, error) &&
         add_record (self, crisis, id, error);
}

/* (transfer full): the crisis that is held for. */
static AmbRecord *
get_crisis (Act *self, const AmbHoldAsk *ask, GError **error)
{
  g_autofree char *declared = NULL;
  g_autoptr (AmbRecord) crisis = NULL;

  if (ask->crisis == NULL && !declare (self, ask, &declared, error))
    return NULL;
  crisis = amb_store_get (self->store, amb_entity_find ("crisis"),
                          declared != NULL ? declared : ask->crisis, error);
  if (crisis == NULL ||
      !amb_hold_check_crisis (amb_record_get (crisis, "severity"), amb_record_get_state (crisis),
                              g_strcmp0 (amb_record_get (crisis, "drill"), "1") == 0, error))
    return NULL;
  return g_steal_pointer (&crisis);
}

static gboolean
send_order (Act *self, const AmbHoldAsk *ask, AmbRecord *crisis, const char *scope, GError **error)
{
  g_autoptr (AmbRecord) order = amb_record_new (get_orders (), NULL);
  g_autofree char *now = dup_now (self);
  g_autofree char *words = amb_holds_dup_scope (self->store, scope);
  g_autofree char *held = dup_held (self, NULL);
  /* Translators: what is held: “All publications”, “Client · LinkedIn” */
  g_autofree char *title = g_strdup_printf (_ ("On hold: %s"), words);

  amb_record_set (order, "title", title);
  amb_record_set (order, "crisis-id", amb_record_get_id (crisis));
  amb_record_set (order, "kind", "hold");
  amb_record_set (order, "node-id", amb_record_get (crisis, "node-id"));
  amb_record_set (order, "author-id", self->programme->actor_person);
  amb_record_set (order, "scope", scope);
  amb_record_set (order, "reason", ask->reason);
  amb_record_set (order, "approver-id",
                  ask->approver != NULL ? ask->approver : amb_record_get (crisis, "approver-id"));
  amb_record_set (order, "held", held);
  amb_record_set (order, "sent-at", now);
  return add_record (self, order, &self->report->order, error) &&
         amb_programme_move (self->programme, get_orders (), self->report->order, "sent",
                             ask->reason, error);
}

static gboolean
log_hold (Act *self, const char *crisis, const char *reason, GError **error)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u publication was put on hold",
                                 "%u publications were put on hold", self->report->n_done),
                       self->report->n_done);

  return log_act (self, crisis, text, reason, error);
}

static gboolean
hold (Act *self, const AmbHoldAsk *ask, GError **error)
{
  static const char *const all[] = { AMB_HOLD_ALL, NULL };
  g_autofree char *everything = amb_set_from_strv (all);
  const char *scope = ask->scope != NULL && *ask->scope != '\0' ? ask->scope : everything;
  gboolean may =
      amb_programme_check_right (self->programme, get_orders (), AMB_RIGHT_CREATE, error);
  g_autoptr (AmbRecord) crisis = may ? get_crisis (self, ask, error) : NULL;
  g_autoptr (GPtrArray) items =
      crisis != NULL ? amb_holds_list_holdable (self->store, scope, error) : NULL;

  if (items == NULL || !amb_hold_check_size (0, items->len, error) ||
      !hold_items (self, items, ask->reason, error))
    return FALSE;
  self->report->crisis = g_strdup (amb_record_get_id (crisis));
  return send_order (self, ask, crisis, scope, error) &&
         log_hold (self, self->report->crisis, ask->reason, error);
}

/* Ends what @act began, whole or not at all. */
static AmbHoldReport *
finish (Act *self, gboolean is_grouped, gboolean ok, GError **error)
{
  g_autoptr (AmbHoldReport) report = self->report;
  AmbDb *db = amb_store_get_db (self->store);

  g_ptr_array_unref (self->entries);
  if (!is_grouped)
    amb_programme_close_group (self->programme);
  if (!ok)
    {
      amb_db_rollback (db);
      return NULL;
    }
  return amb_db_commit (db, error) ? g_steal_pointer (&report) : NULL;
}

static gboolean
begin (Act *self, AmbProgramme *programme, const char *label, gboolean *is_grouped, GError **error)
{
  AmbDb *db = amb_store_get_db (amb_programme_get_store (programme));

  *is_grouped = amb_programme_get_group (programme) != 0;
  if (!amb_db_begin (db, error))
    return FALSE;
  if (!*is_grouped && !amb_programme_open_group (programme, label, error))
    {
      amb_db_rollback (db);
      return FALSE;
    }
  act_init (self, programme);
  return TRUE;
}

static gboolean
has_words (const char *text)
{
  return text != NULL && text[strspn (text, " \t\r\n")] != '\0';
}

AmbHoldReport *
amb_programme_hold (AmbProgramme *self, const AmbHoldAsk *ask, GError **error)
{
  gboolean is_grouped;
  Act act;

  if (!has_words (ask->reason))
    {
      refuse_all (error, _ ("A hold has a reason: those whose posts wait read it."));
      return NULL;
    }
  if (ask->crisis == NULL && !has_words (ask->title))
    {
      refuse_all (error, _ ("Publications are held for a crisis. Choose one, or say what "
                            "happened."));
      return NULL;
    }
  if (!begin (&act, self, _ ("Hold Publications"), &is_grouped, error))
    return NULL;
  return finish (&act, is_grouped, hold (&act, ask, error), error);
}

/* (transfer full): an order that stands and holds publications. */
static AmbHold *
get_standing (Act *self, const char *id, GError **error)
{
  g_autoptr (AmbHold) standing = amb_holds_load (self->store, id, error);

  if (standing == NULL)
    return NULL;
  self->report->order = g_strdup (id);
  self->report->crisis = g_strdup (amb_record_get (standing->order, "crisis-id"));
  if (amb_record_get (standing->order, "scope") == NULL)
    refuse_all (error, _ ("This order is about speaking: it holds no publications."));
  else if (g_strcmp0 (amb_record_get_state (standing->order), "sent") != 0)
    refuse_all (error, _ ("This hold doesn’t stand: it was lifted, or not sent yet."));
  else
    return g_steal_pointer (&standing);
  return NULL;
}

static gboolean
hold_more (Act *self, const char *id, GError **error)
{
  g_autoptr (AmbHold) standing = get_standing (self, id, error);
  g_autoptr (GPtrArray) items =
      standing != NULL
          ? amb_holds_list_holdable (self->store, amb_record_get (standing->order, "scope"), error)
          : NULL;
  const char *reason = standing != NULL ? amb_record_get (standing->order, "reason") : NULL;
  g_autofree char *held = NULL;

  if (items == NULL || !amb_hold_check_size (standing->items->len, items->len, error) ||
      !hold_items (self, items, reason != NULL ? reason : amb_record_get_title (standing->order),
                   error))
    return FALSE;
  if (items->len == 0)
    return refuse_all (error, _ ("Nothing has come since that this hold covers."));
  held = dup_held (self, amb_record_get (standing->order, "held"));
  return amb_programme_set_field (self->programme, get_orders (), id, "held", held, error) &&
         log_hold (self, self->report->crisis, reason, error);
}

AmbHoldReport *
amb_programme_hold_more (AmbProgramme *self, const char *order, GError **error)
{
  gboolean is_grouped;
  Act act;

  if (!begin (&act, self, _ ("Hold Publications"), &is_grouped, error))
    return NULL;
  return finish (&act, is_grouped, hold_more (&act, order, error), error);
}

/* Lifting. */

typedef struct
{
  Act *act;
  GHashTable *choices; /* id → AmbLiftChoice */
  GHashTable *kept;    /* id → record of the other order that covers it */
  GHashTable *handed;  /* id of another order → GPtrArray of entries */
  const char *why;
  guint n_left;
} Lift;

static void
lift_init (Lift *self, Act *act, const AmbLiftChoice *choices, guint n, const char *why)
{
  *self = (Lift){
    act,
    g_hash_table_new (g_str_hash, g_str_equal),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
    why,
    0,
  };
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (self->choices, (gpointer) choices[i].id, (gpointer) &choices[i]);
}

static void
lift_clear (Lift *self)
{
  g_hash_table_unref (self->choices);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->handed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lift, lift_clear)

/* What other orders that stand cover of what is on hold. */
static gboolean
find_kept (Lift *self, const char *order, GError **error)
{
  g_autoptr (GPtrArray) orders = amb_holds_list_orders (self->act->store, error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    {
      AmbRecord *other = orders->pdata[i];
      g_autoptr (GPtrArray) covered = NULL;

      if (g_str_equal (amb_record_get_id (other), order))
        continue;
      covered = amb_holds_list_covered (self->act->store, amb_record_get (other, "scope"),
                                        "[\"on_hold\"]", error);
      if (covered == NULL)
        return FALSE;
      for (guint j = 0; j < covered->len; j++)
        g_hash_table_insert (self->kept, g_strdup (((AmbHoldItem *) covered->pdata[j])->id),
                             g_object_ref (other));
    }
  return TRUE;
}

static void
hand_over (Lift *self, const AmbHoldItem *item, AmbRecord *other)
{
  const char *id = amb_record_get_id (other);
  GPtrArray *entries = g_hash_table_lookup (self->handed, id);
  /* Translators: the title of another hold */
  g_autofree char *why = g_strdup_printf (_ ("“%s” still stands."), amb_record_get_title (other));

  if (entries == NULL)
    {
      entries = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->handed, g_strdup (id), entries);
    }
  g_ptr_array_add (entries, amb_hold_make_entry (item->id, item->was));
  tell (self->act, item, why);
}

static gboolean
write_handed (Lift *self, GError **error)
{
  GHashTableIter iter;
  gpointer id, entries;

  g_hash_table_iter_init (&iter, self->handed);
  while (g_hash_table_iter_next (&iter, &id, &entries))
    {
      Act other = { .entries = entries };
      g_autoptr (AmbRecord) order = amb_store_get (self->act->store, get_orders (), id, error);
      g_autofree char *held =
          order != NULL ? dup_held (&other, amb_record_get (order, "held")) : NULL;

      if (order == NULL ||
          !amb_programme_set_field (self->act->programme, get_orders (), id, "held", held, error))
        return FALSE;
    }
  return TRUE;
}

/* Its new day, at the hour that it has by its own clock. */
static gboolean
set_day (Lift *self, const AmbHoldItem *item, const char *day, gboolean *is_set, GError **error)
{
  g_autofree char *from =
      item->publish_on != NULL ? g_strndup (item->publish_on, AMB_DAY_SIZE - 1) : NULL;
  g_autofree char *wall =
      from != NULL && amb_date_is_valid (from) && amb_date_is_valid (day)
          ? amb_wall_time_shift (item->publish_on, amb_date_days_between (from, day))
          : NULL;
  g_autoptr (GError) inner = NULL;

  *is_set = FALSE;
  if (wall == NULL)
    {
      tell (self->act, item, _ ("it has no time that could move. Place it in the calendar first."));
      return TRUE;
    }
  *is_set = amb_programme_set_field (self->act->programme, get_items (), item->id, "publish-on",
                                     wall, &inner);
  if (*is_set)
    return TRUE;
  if (is_told (inner))
    {
      tell (self->act, item, inner->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* (nullable) (transfer full): why the item can't be what it was: its text is another one. */
static char *
dup_edited (Act *self, const AmbHoldItem *item)
{
  g_autoptr (AmbRecord) record = amb_store_get (self->store, get_items (), item->id, NULL);
  g_autoptr (GError) why = NULL;

  if (record == NULL || amb_content_check_move (self->store, record, item->was, &why))
    return NULL;
  return g_strdup (why->message);
}

static gboolean
restore (Lift *self, const AmbHoldItem *item, gboolean *moved, GError **error)
{
  g_autofree char *edited = dup_edited (self->act, item);

  if (edited == NULL)
    return move (self->act, item, item->was, self->why, moved, error);
  if (!move (self->act, item, "in_review", edited, moved, error))
    return FALSE;
  if (*moved)
    /* Translators: the title of a content item, then the reason, a whole sentence */
    g_ptr_array_add (self->act->report->refused,
                     g_strdup_printf (_ ("“%s” goes back into review: %s"), item->title, edited));
  return TRUE;
}

static gboolean
lift_item (Lift *self, const AmbHoldItem *item, GError **error)
{
  const AmbLiftChoice *choice = g_hash_table_lookup (self->choices, item->id);
  AmbRecord *other = g_hash_table_lookup (self->kept, item->id);
  gboolean moved = TRUE;

  if (choice != NULL && choice->drop)
    {
      if (!move (self->act, item, "archived", self->why, &moved, error))
        return FALSE;
    }
  else if (choice != NULL && choice->day != NULL &&
           !set_day (self, item, choice->day, &moved, error))
    return FALSE;
  else if (moved && other != NULL)
    {
      hand_over (self, item, other);
      return TRUE;
    }
  else if (moved && !restore (self, item, &moved, error))
    return FALSE;
  self->act->report->n_done += moved;
  self->n_left += !moved;
  return TRUE;
}

/* A choice of what this hold doesn't hold is a slip of whoever made it. */
static gboolean
check_choices (Lift *self, const AmbHold *standing, GError **error)
{
  guint n_known = 0;

  for (guint i = 0; i < standing->items->len; i++)
    n_known +=
        g_hash_table_contains (self->choices, ((AmbHoldItem *) standing->items->pdata[i])->id);
  return n_known == g_hash_table_size (self->choices) ||
         refuse_all (error, _ ("What is to be moved or dropped isn’t on the restore list of this "
                               "hold. “hold” shows the list."));
}

static gboolean
end_order (Lift *self, const char *order, GError **error)
{
  AmbHoldReport *report = self->act->report;
  g_autofree char *text =
      g_strdup_printf (ngettext ("The hold was lifted: %u publication goes on",
                                 "The hold was lifted: %u publications go on", report->n_done),
                       report->n_done);

  report->is_lifted = self->n_left == 0;
  return (!report->is_lifted || amb_programme_move (self->act->programme, get_orders (), order,
                                                    "lifted", self->why, error)) &&
         log_act (self->act, report->crisis, text, self->why, error);
}

static gboolean
lift (Lift *self, const char *order, GError **error)
{
  g_autoptr (AmbHold) standing = get_standing (self->act, order, error);

  if (standing == NULL || !check_choices (self, standing, error) || !find_kept (self, order, error))
    return FALSE;
  for (guint i = 0; i < standing->items->len; i++)
    {
      const AmbHoldItem *item = standing->items->pdata[i];

      if ((item->held == AMB_HELD_WAITS || item->held == AMB_HELD_PASSED) &&
          !lift_item (self, item, error))
        return FALSE;
    }
  if (self->n_left > 0 && self->act->report->n_done == 0)
    {
      g_set_error (error, AMB_ERROR, AMB_ERROR_DENIED, "%s",
                   (const char *) self->act->report->refused->pdata[0]);
      return FALSE;
    }
  return write_handed (self, error) && end_order (self, order, error);
}

AmbHoldReport *
amb_programme_lift (AmbProgramme *self,
                    const char *order,
                    const AmbLiftChoice *choices,
                    guint n_choices,
                    const char *why,
                    GError **error)
{
  gboolean is_grouped;
  g_auto (Lift) lifting;
  Act act;

  lift_init (&lifting, &act, choices, n_choices, why);
  if (!begin (&act, self, _ ("Lift the Hold"), &is_grouped, error))
    return NULL;
  return finish (&act, is_grouped, lift (&lifting, order, error), error);
}
