/* Digests: what a set of rows comes to, so that both sides can be compared without sending the
 * rows. */
#pragma once

#include "amb-record.h"

G_BEGIN_DECLS

/* Rows are spread over so many buckets by their id. */
#define AMB_DIGEST_BUCKETS 256

/* How many rows, and the sum of their hashes modulo 2⁶⁴: in whatever order they came. */
typedef struct
{
  gint64 n;
  guint64 sum;
} AmbDigestSum;

void amb_digest_sum_add (AmbDigestSum *self, guint64 hash);
gboolean amb_digest_sum_equals (const AmbDigestSum *a, const AmbDigestSum *b);
/** amb_digest_sum_append: `"n":3,"sum":"00f1…"`, members of a line */
void amb_digest_sum_append (const AmbDigestSum *self, GString *out);
/** amb_digest_read_hash: the member `sum` of a line: 16 hexadecimal digits; FALSE: it has none */
gboolean amb_digest_read_hash (const AmbJsonNode *line, guint64 *hash);
/** amb_digest_sum_read: the members `n` and `sum` of a line; FALSE: they are no digest */
gboolean amb_digest_sum_read (AmbDigestSum *self, const AmbJsonNode *line);

/** amb_digest_get_bucket: of a record's id: its last byte, which is random in a UUIDv7, whose
 * leading ones are the time; an id that is no UUID stands in bucket 0 */
guint8 amb_digest_get_bucket (const char *id);

/* Makes hashes; one thread at a time. */
typedef struct _AmbDigestHasher AmbDigestHasher;

AmbDigestHasher *amb_digest_hasher_new (void);
void amb_digest_hasher_free (AmbDigestHasher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmbDigestHasher, amb_digest_hasher_free)

/**
 * amb_digest_hasher_hash:
 * The first 64 bits of SHA-256 over entity, id, version, versions of fields, and every member that
 * the record has on the wire, by name: a member hashes the same whether a program knows it as a
 * field or keeps it verbatim. Row number and the mark of deletion don't count.
 */
guint64 amb_digest_hasher_hash (AmbDigestHasher *self, AmbRecord *record);

G_END_DECLS
