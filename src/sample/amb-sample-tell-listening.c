/* The chapter on listening: what is listened to, what was heard, to whom it was handed. */
#include "amb-sample-tell-listening.h"

void
amb_sample_tell_listening (AmbSampleStory *self)
{
  amb_sample_listening_tell_ground (self);
  for (guint i = 0; i < amb_sample_n_signals; i++)
    {
      g_autofree char *key = g_strdup_printf ("signal:%u", i + 1);

      amb_sample_listening_tell_signal (self, &amb_sample_signals[i], key, NULL, FALSE);
    }
  amb_sample_listening_tell_flows (self);
}
