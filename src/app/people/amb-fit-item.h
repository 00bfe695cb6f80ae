/* One row of the ranked candidates. */
#pragma once

#include "amb-candidates.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define AMB_TYPE_FIT_ITEM (amb_fit_item_get_type ())
G_DECLARE_FINAL_TYPE (AmbFitItem, amb_fit_item, AMB, FIT_ITEM, GObject)

struct _AmbFitItem
{
  GObject parent_instance;

  char *id;
  char *rank, *title, *facts, *fit;
  gboolean is_above; /* the cut */
};

/** amb_fit_item_new: @title: what the candidate is called here */
AmbFitItem *
amb_fit_item_new (const AmbCandidates *list, const AmbCandidate *candidate, const char *title);
gboolean amb_fit_item_equal (AmbFitItem *a, AmbFitItem *b);

G_END_DECLS
