/* Commands about assets and needs; each is one undo. */
#pragma once

#include "amb-programme.h"

G_BEGIN_DECLS

/* What a new idea is made of and for. */
typedef struct
{
  const char *source;   /* nullable: id of an asset or a content item */
  const char *audience; /* nullable: the source's, else the need's */
  const char *need;     /* nullable: id */
} AmbDerivation;

/**
 * amb_programme_derive:
 *
 * A new idea out of @derivation's source, of the source's department, language and title; without
 * one it has the need's title. The actor is its author. AMB_ERROR_NOT_FOUND, AMB_ERROR_DENIED
 *
 * Returns: (transfer full): the id
 */
char *amb_programme_derive (AmbProgramme *self, const AmbDerivation *derivation, GError **error);

/** amb_programme_renew_rights: rights of the asset end so many years later (amb_rights_renew()).
 * AMB_ERROR_REFUSED where its rights are to be cleared first */
gboolean
amb_programme_renew_rights (AmbProgramme *self, const char *asset, int years, GError **error);

/** amb_programme_serve_need: the item serves that need from now on, whatever it served before */
gboolean
amb_programme_serve_need (AmbProgramme *self, const char *need, const char *item, GError **error);

/**
 * amb_programme_answer_need:
 * @met: “yes”, “partly”, “no”
 * @outcome: (nullable): what came of it; NULL leaves what was written
 *
 * Who stated the need says whether it was met: its owner. A lead of its department or a manager
 * says it on their behalf; the history names whoever did. AMB_ERROR_DENIED for anybody else.
 */
gboolean amb_programme_answer_need (
    AmbProgramme *self, const char *need, const char *met, const char *outcome, GError **error);

G_END_DECLS
