/* Frames: a page of any bytes is refused or read to its end. The first byte chooses the counter. */
#include "fuzz.h"

#include "amb-frame.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gsize skip = MIN (size, 1);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data + skip, size - skip);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmbFrameReader) reader =
      amb_frame_reader_new (bytes, size > 0 && data[0] % 2 == 0 ? "rows" : "ops", &error);
  gsize offset = 0;

  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    return 0;

  g_assert_cmpint (amb_json_node_get_type (amb_frame_reader_get_end (reader)), ==, AMB_JSON_OBJECT);
  for (;;)
    {
      g_autoptr (AmbJson) line = NULL;

      if (!amb_frame_reader_next (reader, &line, &error))
        {
          g_assert_nonnull (error);
          return 0;
        }
      g_assert_no_error (error);
      if (line == NULL)
        return 0;
      g_assert_cmpint (amb_json_node_get_type (amb_json_get_root (line)), ==, AMB_JSON_OBJECT);
      g_assert_cmpuint (amb_frame_reader_get_offset (reader), >, offset);
      offset = amb_frame_reader_get_offset (reader);
    }
}
