/* Where the keyboard is, by a name: parts that are made anew get it back. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** amb_focus_key_set: @key: what the focus in @widget is remembered by: "met:yes", an id */
void amb_focus_key_set (GtkWidget *widget, const char *key);
/** amb_focus_key_dup: (transfer full) (nullable): the key around the focus, if that is in @within
 */
char *amb_focus_key_dup (GtkWidget *within);
/** amb_focus_key_give: the focus goes to what has @key (nullable: nowhere) in @within now; else to
 * the first that takes it: the keyboard is never lost */
void amb_focus_key_give (GtkWidget *within, const char *key);

G_END_DECLS
