/* A titled boxed list with a count and a link at its end: the building block of Today. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMB_TYPE_SECTION (amb_section_get_type ())
G_DECLARE_FINAL_TYPE (AmbSection, amb_section, AMB, SECTION, GtkBox)

GtkWidget *amb_section_new (const char *title);
void amb_section_set_title (AmbSection *self, const char *title);

/** amb_section_set_count: the pill beside the title; 0: none */
void amb_section_set_count (AmbSection *self, guint count);

/**
 * amb_section_set_link:
 * @label: (nullable): "Show All"; NULL: no link
 * @name: what a screen reader says, where it differs: “Show all of Gone quiet”
 * @action: detailed action name without target; @target is sunk
 */
void amb_section_set_link (
    AmbSection *self, const char *label, const char *name, const char *action, GVariant *target);

/** amb_section_get_list: the boxed list: append rows to it */
GtkListBox *amb_section_get_list (AmbSection *self);
/** amb_section_clear: removes the rows */
void amb_section_clear (AmbSection *self);

G_END_DECLS
