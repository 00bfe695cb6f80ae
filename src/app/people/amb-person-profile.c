#include "amb-person-profile.h"

#include "amb-checklist.h"
#include "amb-move-button.h"
#include "amb-people-designs.h"

typedef struct
{
  AmbContext *context;
  char *person;
  GtkWidget *checklist;
  GtkWidget *move_button;
  GtkWidget *form;
} Profile;

static void
profile_free (gpointer data)
{
  Profile *self = data;

  g_object_unref (self->context);
  g_free (self->person);
  g_free (self);
}

static AmbRecord *
load (Profile *self)
{
  AmbStore *store = amb_context_get_store (self->context);

  return store != NULL
             ? amb_store_lookup (store, amb_entity_find ("ambassador"), self->person, NULL)
             : NULL;
}

/* The form follows the context by itself. */
static void
changed_cb (GtkWidget *box)
{
  Profile *self = g_object_get_data (G_OBJECT (box), "amb-profile");
  g_autoptr (AmbRecord) record = load (self);

  if (record == NULL || amb_record_get_deleted (record))
    return;
  amb_move_button_set_record (AMB_MOVE_BUTTON (self->move_button), record);
  amb_checklist_set_record (AMB_CHECKLIST (self->checklist), record);
}

static void
fill_in_cb (GtkWidget *box, const char *field)
{
  Profile *self = g_object_get_data (G_OBJECT (box), "amb-profile");

  amb_form_focus_field (AMB_FORM (self->form), field);
}

static void
checked_cb (GtkWidget *box, const char *to)
{
  Profile *self = g_object_get_data (G_OBJECT (box), "amb-profile");

  amb_move_button_move (AMB_MOVE_BUTTON (self->move_button), to);
}

/* What was typed last is written before the page goes. */
static void
unmap_cb (GtkWidget *box)
{
  Profile *self = g_object_get_data (G_OBJECT (box), "amb-profile");

  amb_form_flush (AMB_FORM (self->form));
}

GtkWidget *
amb_person_profile_new (AmbContext *context, const char *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  Profile *self = g_new0 (Profile, 1);
  g_autoptr (AmbRecord) record = NULL;

  self->context = g_object_ref (context);
  self->person = g_strdup (person);
  self->move_button = amb_move_button_new (context);
  self->checklist = amb_checklist_new (context);
  self->form = amb_form_new (context, amb_entity_find ("ambassador"), amb_people_groups);
  gtk_widget_set_halign (self->move_button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->move_button);
  gtk_box_append (GTK_BOX (box), self->checklist);
  gtk_box_append (GTK_BOX (box), self->form);
  g_object_set_data_full (G_OBJECT (box), "amb-profile", self, profile_free);
  g_signal_connect_object (self->move_button, "fill-in", G_CALLBACK (fill_in_cb), box,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->checklist, "fill-in", G_CALLBACK (fill_in_cb), box,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->checklist, "move", G_CALLBACK (checked_cb), box,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (changed_cb), box, G_CONNECT_SWAPPED);
  g_signal_connect (box, "unmap", G_CALLBACK (unmap_cb), NULL);
  record = load (self);
  if (record != NULL)
    amb_form_set_record (AMB_FORM (self->form), record);
  changed_cb (box);
  return box;
}
