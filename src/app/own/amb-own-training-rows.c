#include "amb-own-training-rows.h"

#include "amb-action.h"
#include "amb-chip.h"
#include "amb-display.h"
#include "amb-icon-tile.h"
#include "amb-section.h"
#include <glib/gi18n.h>

/* What is known, in one line; NULL and "" are left out. */
static char *
join (const char *const *parts, guint n_parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
#define JOIN(...)                                                                                  \
  join ((const char *const[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

static const char *
get_label (const AmbChoice *choice)
{
  return choice != NULL ? _ (choice->label) : NULL;
}

static char *
dup_minutes (gint64 minutes)
{
  /* Translators: a duration */
  return minutes > 0 ? g_strdup_printf (_ ("%d min"), (int) minutes) : NULL;
}

static char *
dup_modules (guint n_modules)
{
  return n_modules > 0
             ? g_strdup_printf (ngettext ("%u module", "%u modules", n_modules), n_modules)
             : NULL;
}

static GtkWidget *
new_row (const char *icon, const char *style, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), amb_icon_tile_new (icon, style));
  return row;
}

static void
let_open (GtkWidget *row, const char *entity, const char *id)
{
  g_autofree char *action = g_strdup_printf ("win.open-record(('%s','%s'))", entity, id);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  amb_action_set (GTK_ACTIONABLE (row), action);
}

static GtkWidget *
add_button (GtkWidget *row, const char *verb, const char *about, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (verb);
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, about);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "amb-line-button");
  amb_action_set (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static char *
dup_due (const AmbOwnTrack *track, const char *today, const char **style)
{
  return track->due != NULL ? amb_display_due (track->due, today, style) : NULL;
}

/* The next step. */

static char *
dup_step_caption (const AmbOwnTrack *track, const char *due)
{
  g_autofree char *minutes = NULL, *modules = NULL;

  switch (track->step)
    {
    case AMB_OWN_STEP_HAND_IN:
      return JOIN (_ ("Enough is done for a review"), due);
    case AMB_OWN_STEP_BEGIN:
      modules = dup_modules (track->modules->len);
      return JOIN (modules, due);
    default:
      minutes = dup_minutes (track->next->minutes);
      return JOIN (track->name, get_label (track->next->kind), minutes, due);
    }
}

static const char *
get_step_verb (AmbOwnStep step)
{
  switch (step)
    {
    case AMB_OWN_STEP_BEGIN:
      return _ ("Begin");
    case AMB_OWN_STEP_DONE:
      return _ ("Done");
    case AMB_OWN_STEP_HAND_IN:
      return _ ("Hand In");
    default:
      return _ ("Open");
    }
}

GtkWidget *
amb_own_training_step_row_new (const AmbOwnTrack *track, const char *today, gboolean leads)
{
  gboolean is_of_module = track->step == AMB_OWN_STEP_DONE || track->step == AMB_OWN_STEP_OPEN;
  const char *title = is_of_module ? track->next->title : track->name;
  const char *style = NULL;
  g_autofree char *due = dup_due (track, today, &style);
  g_autofree char *caption = dup_step_caption (track, due);
  GtkWidget *row = new_row ("amb-training-symbolic", style, title, caption);
  g_autofree char *action = NULL;
  GtkWidget *button;

  if (track->step == AMB_OWN_STEP_OPEN)
    action = g_strdup_printf ("win.open-record(('module','%s'))", track->next->id);
  else
    action = g_strdup_printf ("page.step(('%s',%d,'%s'))", track->enrolment, (int) track->step,
                              track->next != NULL ? track->next->id : "");
  button = add_button (row, get_step_verb (track->step), title, action);
  if (leads)
    gtk_widget_add_css_class (button, "suggested-action");
  if (is_of_module)
    let_open (row, "module", track->next->id);
  return row;
}

/* A track that runs. */

static GtkWidget *
new_module_row (const AmbOwnModule *module, const char *today)
{
  g_autofree char *minutes = dup_minutes (module->minutes);
  g_autofree char *day = module->done_on != NULL ? amb_display_date (module->done_on, today) : NULL;
  /* Translators: a module, and the day on which it was done */
  g_autofree char *done = day != NULL ? g_strdup_printf (_ ("Done: %s"), day) : NULL;
  gboolean is_next = module->standing == AMB_OWN_MODULE_NEXT;
  g_autofree char *caption =
      JOIN (is_next        ? _ ("Next")
            : done != NULL ? done
                           : _ ("Still to come"),
            module->is_tried ? _ ("Not passed yet") : NULL, get_label (module->kind), minutes,
            module->is_required ? NULL : _ ("Optional"));
  GtkWidget *row = new_row (done != NULL ? "amb-done-symbolic" : "amb-todo-symbolic",
                            is_next ? "info" : NULL, module->title, caption);

  if (done != NULL)
    gtk_widget_add_css_class (row, "amb-quiet");
  let_open (row, "module", module->id);
  return row;
}

static char *
dup_certificate (const AmbOwnCertificate *certificate, const char *today)
{
  g_autofree char *day = certificate != NULL && certificate->expires_on != NULL
                             ? amb_display_date (certificate->expires_on, today)
                             : NULL;

  if (certificate == NULL)
    return NULL;
  if (certificate->is_revoked)
    return g_strdup (_ ("Certificate revoked"));
  if (day != NULL && !certificate->is_valid)
    return g_strdup_printf (_ ("Certificate was valid until %s"), day);
  return day != NULL ? g_strdup_printf (_ ("Certificate valid until %s"), day)
                     : g_strdup (_ ("Certificate valid"));
}

static char *
dup_progress (const AmbOwnTrack *track)
{
  guint needed = track->needed;

  for (guint i = 0; track->needed == 0 && i < track->modules->len; i++)
    needed += ((AmbOwnModule *) g_ptr_array_index (track->modules, i))->is_required;
  if (needed == 0)
    return dup_modules (track->modules->len);
  /* Translators: how many modules of a track are done, then how many it takes */
  return g_strdup_printf (_ ("%u done, %u needed"), track->n_done, needed);
}

GtkWidget *
amb_own_training_track_new (const AmbOwnTrack *track, const char *today)
{
  GtkWidget *section = amb_section_new (track->name);
  GtkListBox *list = amb_section_get_list (AMB_SECTION (section));
  const char *style = NULL;
  g_autofree char *due = dup_due (track, today, &style);
  g_autofree char *certificate = dup_certificate (track->certificate, today);
  g_autofree char *progress = dup_progress (track);
  gboolean is_late = g_strcmp0 (track->standing->id, "overdue") == 0;
  gboolean in_review = g_strcmp0 (track->standing->id, "waiting_review") == 0;
  g_autofree char *caption =
      JOIN (progress, in_review ? _ ("Your lead looks at it") : due, certificate);
  GtkWidget *row = new_row (track->standing->icon, is_late ? "warn" : NULL,
                            get_label (track->standing), caption);

  let_open (row, "enrolment", track->enrolment);
  gtk_list_box_append (list, row);
  for (guint i = 0; i < track->modules->len; i++)
    gtk_list_box_append (list, new_module_row (g_ptr_array_index (track->modules, i), today));
  return section;
}

/* What is over, and what is open. */

static GtkWidget *
new_chip (const AmbChoice *choice)
{
  GtkWidget *chip = amb_chip_new ();

  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  amb_chip_set_choice (AMB_CHIP (chip), choice);
  return chip;
}

GtkWidget *
amb_own_training_past_row_new (const AmbOwnTrack *track, const char *today)
{
  const AmbOwnCertificate *certificate = track->certificate;
  g_autofree char *day =
      track->completed_on != NULL ? amb_display_date (track->completed_on, today) : NULL;
  /* Translators: the day on which a track was completed */
  g_autofree char *completed = day != NULL ? g_strdup_printf (_ ("Completed: %s"), day) : NULL;
  g_autofree char *valid = dup_certificate (certificate, today);
  g_autofree char *caption = JOIN (completed, valid);
  GtkWidget *row =
      new_row (certificate != NULL ? "amb-certificate-symbolic" : "amb-training-symbolic", NULL,
               track->name, caption);

  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      new_chip (certificate != NULL ? certificate->standing : track->standing));
  if (certificate != NULL)
    let_open (row, "certificate", certificate->id);
  else
    let_open (row, "enrolment", track->enrolment);
  return row;
}

GtkWidget *
amb_own_training_open_row_new (const AmbOpenTrack *track, gboolean may_ask)
{
  g_autofree char *minutes = dup_minutes (track->minutes);
  g_autofree char *modules = dup_modules (track->n_modules);
  g_autofree char *caption = JOIN (get_label (track->level), track->role, modules, minutes);
  GtkWidget *row = new_row ("amb-training-symbolic", NULL, track->name, caption);
  g_autofree char *action = g_strdup_printf ("page.join::%s", track->id);

  if (may_ask)
    add_button (row, _ ("Join…"), track->name, action);
  let_open (row, "track", track->id);
  return row;
}
