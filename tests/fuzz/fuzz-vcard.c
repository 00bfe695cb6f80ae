/* Cards: whatever the bytes, every card is text with a line, and what is written of it is read
 * again as it was. */
#include "fuzz.h"

#include "amb-error.h"
#include "amb-vcard-table.h"
#include "amb-csv-reader.h"

#include <string.h>

static void
check_card (const AmbVcard *card, guint last)
{
  g_assert_cmpuint (card->line, >, last);
  g_assert_true (card->reason != NULL || card->texts[AMB_VCARD_NAME] != NULL);
  g_assert_true (card->reason == NULL || g_utf8_validate (card->reason, -1, NULL));
  for (guint i = 0; i < card->notices->len; i++)
    g_assert_true (g_utf8_validate (card->notices->pdata[i], -1, NULL));
  for (guint i = 0; i < AMB_VCARD_N_PARTS; i++)
    g_assert_true (card->texts[i] == NULL ||
                   (*card->texts[i] != '\0' && g_utf8_validate (card->texts[i], -1, NULL)));
}

static void
check_written (const AmbVcard *card)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const AmbVcard *copy;

  amb_vcard_append (card, text);
  bytes = g_bytes_new_static (text->str, text->len);
  again = amb_vcard_read (bytes, NULL);
  g_assert_true (again != NULL && again->len == 1);
  copy = g_ptr_array_index (again, 0);
  g_assert_cmpstr (copy->reason, ==, NULL);
  for (guint i = 0; i < AMB_VCARD_N_PARTS; i++)
    g_assert_cmpstr (copy->texts[i], ==, card->texts[i]);
}

/* Each card has its row. */
static void
check_table (GPtrArray *cards, const char *entity)
{
  g_autoptr (GBytes) table = amb_vcard_table_write (amb_entity_find (entity), cards);
  g_autoptr (AmbCsvReader) reader = amb_csv_reader_new (table, ',', NULL);
  AmbCsvRow row;
  guint n = 0;

  g_assert_nonnull (reader);
  while (amb_csv_reader_next (reader, &row, NULL))
    n++;
  g_assert_cmpuint (n, ==, cards->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = amb_vcard_read (bytes, &error);
  guint last = 0;

  g_assert_true ((cards == NULL) == (error != NULL));
  if (cards == NULL)
    {
      g_assert_error (error, AMB_ERROR, AMB_ERROR_INVALID);
      return 0;
    }
  for (guint i = 0; i < cards->len; i++)
    {
      const AmbVcard *card = g_ptr_array_index (cards, i);

      check_card (card, last);
      last = card->line;
      if (card->reason == NULL)
        check_written (card);
    }
  check_table (cards, "ambassador");
  check_table (cards, "contact");
  return 0;
}
