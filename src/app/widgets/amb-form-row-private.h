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
  GtkWidget *note_icon;   /* of a conflict */
  GtkWidget *note_button; /* of a conflict: leads to where it is resolved */
  char *hint;             /* nullable: shown in the note where there is no problem */
  GtkWidget *control;     /* borrowed: what takes the focus */
  GtkWidget *title;       /* borrowed, nullable: the label over many lines */
  GtkWidget *popover;     /* borrowed, nullable */
  char *zone;             /* nullable: the programme's, where a time of day is typed */
  gboolean is_setting;
  gboolean has_conflict;

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
void amb_form_row_build_fact (AmbFormRow *self);

/** amb_form_row_build_fold: the list row becomes one with the field's label and @control beside or
 * below it; a click on the row is one on the control */
void amb_form_row_build_fold (AmbFormRow *self, GtkWidget *control);

/** amb_form_row_take: the control holds @text now: a change is told as "edited" */
void amb_form_row_take (AmbFormRow *self, const char *text);
void amb_form_row_leave (AmbFormRow *self);
void amb_form_row_watch_focus (AmbFormRow *self, GtkWidget *widget);

G_END_DECLS
