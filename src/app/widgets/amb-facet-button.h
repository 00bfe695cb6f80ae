/* A filter of a list: a round menu button that says what it filters by. */
#pragma once

#include "amb-context.h"

G_BEGIN_DECLS

#define AMB_TYPE_FACET_BUTTON (amb_facet_button_get_type ())
G_DECLARE_FINAL_TYPE (AmbFacetButton, amb_facet_button, AMB, FACET_BUTTON, GtkWidget)

/**
 * amb_facet_button_new:
 * @label: what it says while it filters nothing, translated and static: “Node”
 *
 * The popover lists the values with how many rows each has, counted on a reader when it opens.
 * Signal "values-changed": the person ticked or cleared one.
 */
GtkWidget *amb_facet_button_new (AmbContext *context, const AmbField *field, const char *label);

/** amb_facet_button_set_query: what the counts are of; its own condition is what is ticked */
void amb_facet_button_set_query (AmbFacetButton *self, const AmbQuery *query);
const AmbField *amb_facet_button_get_field (AmbFacetButton *self);
/** amb_facet_button_get_values: (nullable): NULL-terminated; "" is “not set” */
const char *const *amb_facet_button_get_values (AmbFacetButton *self);
AmbMatch amb_facet_button_get_match (AmbFacetButton *self);

G_END_DECLS
