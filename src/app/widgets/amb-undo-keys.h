/* Ctrl+Z and Ctrl+Shift+Z in a field: typing while there is any, and what was done last when there
 * is none. A newer GTK keeps the keys to itself in both cases; GTK 4.8 did in a search that had
 * been typed in and was empty again. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** AmbUndoKeysTyped: is there typing in @widget? */
typedef gboolean (*AmbUndoKeysTyped) (GtkWidget *widget);

/** amb_undo_keys_add: for whatever has the keyboard in @widget; they activate `win.undo` and
 * `win.redo`. Main thread. */
void amb_undo_keys_add (GtkWidget *widget, AmbUndoKeysTyped is_typed);

/** amb_undo_keys_add_to_search: the same of a search, which holds no typing when it is empty */
void amb_undo_keys_add_to_search (GtkEditable *search);

G_END_DECLS
