/* Values as people read them in a list or a form: near days by name, codes by their names. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

/**
 * amb_display_date:
 * @date: "2026-11-21"
 * @today: the same form
 *
 * Returns: (transfer full): “Today”, “Yesterday”, “Tomorrow”, “21 Nov”, with the year when it is
 * another one
 */
char *amb_display_date (const char *date, const char *today);

/**
 * amb_display_due:
 * @due: a day; a time after it is left out
 * @style: (out) (nullable): how it stands out: "bad", "warn", "info"; NULL: not at all
 *
 * Returns: (transfer full): “3 days late”, “Today”, “2 days left”, further off “Due 10 Dec”
 */
char *amb_display_due (const char *due, const char *today, const char **style);

/** amb_display_time: (transfer full): “14:01”, local time of @instant in ms */
char *amb_display_time (gint64 instant);

/** amb_display_instant: (transfer full): “Today, 14:01”, “21 Nov, 09:30” */
char *amb_display_instant (gint64 instant, gint64 now);

/** amb_display_country: (transfer full): the country's name in the reader's language, @code when it
 * has none */
char *amb_display_country (const char *code);
/** amb_display_language: (transfer full): the language's name; “Portuguese (BR)” for pt-BR */
char *amb_display_language (const char *tag);

/**
 * amb_display_value:
 * @value: (nullable): canonical text
 * @title: (nullable): what a reference shows
 *
 * Returns: (transfer full): “” when unset
 */
char *
amb_display_value (const AmbField *field, const char *value, const char *title, const char *today);

/** amb_display_noun: (transfer full): @label of an entity within a sentence: “42 content items”,
 * “7 KPI targets” */
char *amb_display_noun (const char *label);
/** amb_display_add: (transfer full): the button that adds one, written as buttons are in the
 * reader's language: “Add Content Item” */
char *amb_display_add (const AmbEntity *entity);

/** amb_display_state: (transfer full): the word of a state of @entity; “” for NULL */
char *amb_display_state (const AmbEntity *entity, const char *state);

/** amb_display_record_value: (transfer full): the same for the field at @index of @record, whose
 * codes may be those of the entity that it is about: states of a move, the record moved (@title) */
char *
amb_display_record_value (AmbRecord *record, guint index, const char *title, const char *today);

G_END_DECLS
