/* What the kinds of controls of AmbFormRow share. */
#pragma once

#include "amb-form-row.h"

G_BEGIN_DECLS

struct _AmbFormRow
{
  GObject parent_instance;

  AmbContext *context;
  const AmbField *field;
  char *text;
  char *problem;

  GtkWidget *widget; /* owned: the list row */
  GtkWidget *note;   /* owned: the list row below */
  GtkWidget *note_label;
  GtkWidget *control; /* borrowed: what takes the focus */
  GtkWidget *popover; /* borrowed, nullable */
  gboolean is_setting;

  /* Shows self->text in the control. */
  void (*show) (AmbFormRow *self);
};

/* Each makes the list row and sets `show`. */
void amb_form_row_build_entry (AmbFormRow *self);
void amb_form_row_build_date (AmbFormRow *self);
void amb_form_row_build_choice (AmbFormRow *self);
void amb_form_row_build_code (AmbFormRow *self);
void amb_form_row_build_switch (AmbFormRow *self);
void amb_form_row_build_reference (AmbFormRow *self);
void amb_form_row_build_set (AmbFormRow *self);
void amb_form_row_build_text (AmbFormRow *self);

/** amb_form_row_take: the control holds @text now: a change is told as "edited" */
void amb_form_row_take (AmbFormRow *self, const char *text);
void amb_form_row_leave (AmbFormRow *self);
void amb_form_row_watch_focus (AmbFormRow *self, GtkWidget *widget);

G_END_DECLS
