/* Tells json-reference.py what the strict reader makes of its inputs.
 * In: a decimal length, a line break, that many bytes, again and again. Out, for each: `no` or the
 * compact document, and a line break. */
#include "amb-json.h"

#include <stdio.h>

static gboolean
read_input (GByteArray *input)
{
  unsigned long size;

  if (scanf ("%lu", &size) != 1 || getchar () != '\n')
    return FALSE;
  g_byte_array_set_size (input, (guint) size);

  return fread (input->data, 1, size, stdin) == size;
}

int
main (void)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  while (read_input (input))
    {
      /* An exact copy on the heap, so that the address sanitizer finds a read behind its end. */
      g_autofree char *copy = g_memdup2 (input->data, MAX (input->len, 1));
      g_autoptr (AmbJson) json = amb_json_parse (copy, input->len, NULL);

      g_string_truncate (out, 0);
      if (json != NULL)
        amb_json_node_append (amb_json_get_root (json), out);
      puts (json != NULL ? out->str : "no");
    }

  return 0;
}
