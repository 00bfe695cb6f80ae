/* What the sample has too little of to be measured: activity, and roles that are lived. */
#pragma once

#include "amb-store.h"

G_BEGIN_DECLS

#define BENCH_WORLD_KINDS 7

/* Of roles, in the order of bench_world_hold(). */
extern const char *const bench_world_kinds[BENCH_WORLD_KINDS];

/** bench_world_act: most people are associates, and every fifth of all did something lately */
void bench_world_act (AmbStore *store);
/** bench_world_hold: everybody in the roster holds one of seven roles and did what its metrics
 * count. Leaves the temporary tables r (id, kind) and p (id, n, kind): roles and their holders */
void bench_world_hold (AmbStore *store);
/** bench_world_share: 20,000 assets of all departments, 50,000 items made of them, a fifth by way
 * of another item, 2,000 needs; five hundred items of one asset, and of one need */
void bench_world_share (AmbStore *store);

G_END_DECLS
