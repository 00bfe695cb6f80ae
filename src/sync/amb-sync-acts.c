#include "amb-sync.h"

static gboolean
accepts (const AmbAttentionAct *act, gpointer data)
{
  const AmbSyncAnswer *answer = data;

  if (answer->key != 0)
    return amb_attention_act_has (act, answer->key);
  if (answer->resolution == AMB_RESOLVE_MERGE && !amb_sync_is_duplicate (act->main))
    return FALSE;
  return answer->accepts == NULL || answer->accepts (act, answer->data);
}

/* Whatever keeps mine is kept in all parts, the removed and the refused. */
static gboolean
settle (AmbProgramme *programme,
        const AmbFinding *finding,
        AmbAttentionRole role,
        gpointer data,
        GError **error)
{
  const AmbSyncAnswer *answer = data;
  AmbResolution resolution = answer->resolution;

  if (role == AMB_ATTENTION_WRITTEN)
    resolution = AMB_RESOLVE_THEIRS;
  else if (resolution != AMB_RESOLVE_THEIRS &&
           (role == AMB_ATTENTION_PART || (answer->key == 0 && resolution == AMB_RESOLVE_MINE)))
    resolution = amb_sync_find_mine (finding);
  return amb_sync_resolve (programme, finding->key, resolution,
                           resolution == AMB_RESOLVE_VALUE ? answer->value : NULL, error);
}

gboolean
amb_sync_answer (AmbProgramme *programme,
                 const AmbSyncAnswer *answer,
                 const char *label,
                 AmbAttentionReport *report,
                 GError **error)
{
  return amb_programme_settle_acts (programme, accepts, settle, (gpointer) answer, label, report,
                                    error);
}
