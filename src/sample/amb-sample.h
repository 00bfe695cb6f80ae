/* The sample programme: the fictional worldwide group Meridiem, deterministic for a seed and a day.
 */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

#define AMB_SAMPLE_PEOPLE     600
#define AMB_SAMPLE_MAX_PEOPLE 1000000

typedef struct
{
  guint people; /* 0: AMB_SAMPLE_PEOPLE */
  guint32 seed; /* another seed, other people; 0 is a seed like any other */
} AmbSampleOptions;

/** AmbSampleProgress: @done people of @total are written; on the caller's thread */
typedef void (*AmbSampleProgress) (guint done, guint total, gpointer data);

/**
 * amb_sample_fill:
 * @options: (nullable): NULL for the defaults
 * @progress: (nullable)
 *
 * Fills an empty store with the programme's record, its nodes, its people in every state and the
 * moves that brought them there. Dates are relative to the day of the store's clock. Nothing enters
 * the outbox or the journal; the file's setting "sample" becomes "1". The rows have version 0: a
 * server publishes them by amb_server_core_adopt().
 *
 * Writes in transactions of some thousand rows, so it must not be called inside one. What is
 * cancelled or fails is taken back: the store is as empty as before.
 *
 * Errors: AMB_ERROR_REFUSED when the store holds records or is connected to a server,
 * AMB_ERROR_INVALID for more than AMB_SAMPLE_MAX_PEOPLE, G_IO_ERROR_CANCELLED, the store's own.
 * The store's thread.
 */
gboolean amb_sample_fill (AmbStore *store,
                          const AmbSampleOptions *options,
                          AmbSampleProgress progress,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
