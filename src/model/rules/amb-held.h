/* Which rows a desk holds with all that belongs to them, as SQL: pure words over the tables that
 * say in which scopes a row came. */
#pragma once

/** AMB_SQL_HELD: did the row of @entity, numbered @rid, come by a node, as one’s own or with
 * everything, so that what refers to it came as well? One that came as reference data or as a card
 * alone came without; one that came in no scope was made here, or there is no server. In a desk's
 * file only: the server's has no such tables. */
#define AMB_SQL_HELD(entity, rid)                                                                  \
  "(NOT EXISTS (SELECT 1 FROM sync_member h WHERE h.entity = '" entity "' AND h.rid = " rid        \
  " AND h.dead = 0) OR EXISTS (SELECT 1 FROM sync_member h JOIN sync_scope s ON s.id = h.scope "   \
  "WHERE h.entity = '" entity "' AND h.rid = " rid                                                 \
  " AND h.dead = 0 AND (s.name = 'all' OR s.name GLOB 'node:*' OR s.name GLOB 'own:*')))"
