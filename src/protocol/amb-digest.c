#include "amb-digest.h"

#include <string.h>

/* One member of a record on the wire: a field, or what is kept verbatim. */
typedef struct
{
  const char *name;
  int field;               /* index, −1: @node */
  const AmbJsonNode *node; /* nullable */
} Member;

struct _AmbDigestHasher
{
  GChecksum *checksum;
  GString *text;
  GHashTable *orders; /* entity → GArray of Member: its fields by name */
};

void
amb_digest_sum_add (AmbDigestSum *self, guint64 hash)
{
  self->n++;
  self->sum += hash;
}

gboolean
amb_digest_sum_equals (const AmbDigestSum *a, const AmbDigestSum *b)
{
  return a->n == b->n && a->sum == b->sum;
}

void
amb_digest_sum_append (const AmbDigestSum *self, GString *out)
{
  g_string_append_printf (out, "\"n\":%" G_GINT64_FORMAT ",\"sum\":\"%016" G_GINT64_MODIFIER "x\"",
                          self->n, self->sum);
}

gboolean
amb_digest_read_hash (const AmbJsonNode *line, guint64 *hash)
{
  const char *text = amb_json_node_get_member_string (line, "sum");

  *hash = 0;
  if (text == NULL || strlen (text) != 16)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isxdigit (*c))
        return FALSE;
      *hash = *hash << 4 | (guint64) g_ascii_xdigit_value (*c);
    }
  return TRUE;
}

gboolean
amb_digest_sum_read (AmbDigestSum *self, const AmbJsonNode *line)
{
  self->n = amb_json_node_get_member_int (line, "n", -1);
  return amb_digest_read_hash (line, &self->sum) && self->n >= 0;
}

guint8
amb_digest_get_bucket (const char *id)
{
  gsize length = strlen (id);
  int high, low;

  if (length < 2)
    return 0;
  high = g_ascii_xdigit_value (id[length - 2]);
  low = g_ascii_xdigit_value (id[length - 1]);
  return high >= 0 && low >= 0 ? (guint8) (high << 4 | low) : 0;
}

AmbDigestHasher *
amb_digest_hasher_new (void)
{
  AmbDigestHasher *self = g_new0 (AmbDigestHasher, 1);

  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->text = g_string_new (NULL);
  self->orders = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

void
amb_digest_hasher_free (AmbDigestHasher *self)
{
  g_checksum_free (self->checksum);
  g_string_free (self->text, TRUE);
  g_hash_table_unref (self->orders);
  g_free (self);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Member *) a)->name, ((const Member *) b)->name);
}

static GArray *
get_order (AmbDigestHasher *self, const AmbEntity *entity)
{
  GArray *order = g_hash_table_lookup (self->orders, entity);

  if (order != NULL)
    return order;
  order = g_array_new (FALSE, FALSE, sizeof (Member));
  for (int i = 0; entity->fields[i].name != NULL; i++)
    {
      Member member = { .name = entity->fields[i].name, .field = i };

      if (amb_field_is_stored (&entity->fields[i]) && !(entity->fields[i].flags & AMB_FIELD_LOCAL))
        g_array_append_val (order, member);
    }
  g_array_sort (order, compare_members);
  g_hash_table_insert (self->orders, (gpointer) entity, order);
  return order;
}

/* What is kept of a field that this program has is no part of the record: its column is. */
static void
add_extra (GArray *members, const AmbEntity *entity, const AmbJsonNode *extra)
{
  for (const AmbJsonNode *node = amb_json_node_get_first (extra); node != NULL;
       node = amb_json_node_get_next (node))
    {
      Member member = { .name = amb_json_node_get_key (node), .field = -1, .node = node };

      if (member.name != NULL && amb_entity_find_field (entity, member.name) == NULL)
        g_array_append_val (members, member);
    }
  g_array_sort (members, compare_members);
}

/* JSON holds no line break of its own: a line is one member and nothing else. */
static void
append_members (GArray *members, AmbRecord *record, GString *out)
{
  const AmbEntity *entity = amb_record_get_entity (record);

  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = &g_array_index (members, Member, i);
      const char *value = member->field >= 0 ? amb_record_get_at (record, member->field) : NULL;

      if (member->field >= 0 && value == NULL)
        continue;
      g_string_append (out, member->name);
      g_string_append_c (out, ':');
      if (member->field >= 0)
        amb_field_append_value (&entity->fields[member->field], value, out);
      else
        amb_json_node_append (member->node, out);
      g_string_append_c (out, '\n');
    }
}

static AmbJson *
parse (const char *text)
{
  return text != NULL ? amb_json_parse (text, strlen (text), NULL) : NULL;
}

static void
append_versions (AmbRecord *record, GString *out)
{
  g_autoptr (AmbJson) json = parse (amb_record_get_fv (record));
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));

  if (json == NULL)
    return;
  for (const AmbJsonNode *node = amb_json_node_get_first (amb_json_get_root (json)); node != NULL;
       node = amb_json_node_get_next (node))
    {
      Member member = { .name = amb_json_node_get_key (node), .field = -1, .node = node };

      if (member.name != NULL)
        g_array_append_val (members, member);
    }
  g_array_sort (members, compare_members);
  append_members (members, record, out);
}

static void
append_content (AmbDigestHasher *self, AmbRecord *record)
{
  const AmbEntity *entity = amb_record_get_entity (record);
  GArray *order = get_order (self, entity);
  g_autoptr (AmbJson) extra = parse (amb_record_get_extra (record));
  g_autoptr (GArray) all = NULL;

  if (extra != NULL)
    {
      all = g_array_copy (order);
      add_extra (all, entity, amb_json_get_root (extra));
    }
  append_members (all != NULL ? all : order, record, self->text);
}

guint64
amb_digest_hasher_hash (AmbDigestHasher *self, AmbRecord *record)
{
  guint8 bytes[32];
  gsize length = sizeof bytes;
  guint64 hash = 0;

  g_string_printf (self->text, "%s\n%s\n%" G_GINT64_FORMAT "\n",
                   amb_record_get_entity (record)->name, amb_record_get_id (record),
                   amb_record_get_ver (record));
  append_versions (record, self->text);
  g_string_append_c (self->text, '\n');
  append_content (self, record);
  g_checksum_reset (self->checksum);
  g_checksum_update (self->checksum, (const guchar *) self->text->str, (gssize) self->text->len);
  g_checksum_get_digest (self->checksum, bytes, &length);
  for (guint i = 0; i < sizeof hash; i++)
    hash = hash << 8 | bytes[i];
  return hash;
}
