/* Runs a fuzz target over its corpus and over mutations of it that are the same at each run.
 *   fuzz-TARGET CORPUS-FOLDER COUNT       COUNT mutations, twenty times as many with
 * AMB_TEST_LONG=1 fuzz-TARGET FILE                      one input again The input at hand stands in
 * fuzz-TARGET.last until it is through. */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SEED        20261123
#define LONG_FACTOR 20
#define MAX_SIZE    4096
#define MAX_CHANGES 8
#define MAX_CHUNK   32
#define INTERESTING(s)                                                                             \
  {                                                                                                \
    s, sizeof (s) - 1                                                                              \
  }

static const struct
{
  const char *bytes;
  gsize size;
} interesting[] = {
  INTERESTING ("\""),
  INTERESTING ("\"\""),
  INTERESTING ("\\"),
  INTERESTING ("\\u0000"),
  INTERESTING ("\\ud83d"),
  INTERESTING ("\\ude00"),
  INTERESTING ("{"),
  INTERESTING ("}"),
  INTERESTING ("["),
  INTERESTING ("]"),
  INTERESTING (":"),
  INTERESTING (","),
  INTERESTING (";"),
  INTERESTING ("\t"),
  INTERESTING ("|"),
  INTERESTING ("\n"),
  INTERESTING ("\r\n"),
  INTERESTING ("\r"),
  INTERESTING ("\0"),
  INTERESTING (" "),
  INTERESTING ("'="),
  INTERESTING ("-"),
  INTERESTING ("0"),
  INTERESTING ("e+"),
  INTERESTING ("."),
  INTERESTING ("9223372036854775807"),
  INTERESTING ("9223372036854775808"),
  INTERESTING ("\xef\xbb\xbf"),
  INTERESTING ("\xff\xfe"),
  INTERESTING ("\xed\xa0\x80"),
  INTERESTING ("\xc3\xa9"),
  INTERESTING ("\xf0\x9f\x98\x80"),
  INTERESTING ("\x81"),
  INTERESTING ("z"),
  INTERESTING ("sep="),
  INTERESTING ("\xef\xbf\xbd"),
};

/* An exact copy on the heap, so that the address sanitizer finds a read behind its end. */
static void
run_once (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
}

static void
keep (int last, const guint8 *data, gsize size)
{
  if (ftruncate (last, 0) != 0 || pwrite (last, data, size, 0) != (gssize) size)
    g_error ("The input can’t be kept: %s", g_strerror (errno));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The files of the folder by name, so that every machine takes them in the same order. */
static GPtrArray *
load_corpus (const char *folder)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);

  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *bytes;
      gsize size;

      g_assert_true (g_file_get_contents (names->pdata[i], &bytes, &size, NULL));
      g_ptr_array_add (inputs, g_byte_array_new_take ((guint8 *) bytes, size));
    }
  g_assert_cmpuint (inputs->len, >, 0);

  return inputs;
}

static void
insert (GByteArray *input, gsize at, const guint8 *bytes, gsize size)
{
  gsize old = input->len;

  g_byte_array_set_size (input, (guint) (old + size));
  memmove (input->data + at + size, input->data + at, old - at);
  memcpy (input->data + at, bytes, size);
}

static gsize
pick (GRand *rand, gsize below)
{
  return below == 0 ? 0 : g_rand_int (rand) % below;
}

static void
change (GByteArray *input, GPtrArray *corpus, GRand *rand)
{
  gsize at = pick (rand, input->len + 1);
  gsize left = input->len - at;
  guint8 byte = (guint8) pick (rand, 256);
  guint word = (guint) pick (rand, G_N_ELEMENTS (interesting));
  GByteArray *other = corpus->pdata[pick (rand, corpus->len)];
  gsize from = pick (rand, other->len);

  switch (pick (rand, 7))
    {
    case 0:
      if (left > 0)
        input->data[at] ^= (guint8) (1 << (byte & 7));
      break;
    case 1:
      if (left > 0)
        input->data[at] = byte;
      break;
    case 2:
      insert (input, at, (const guint8 *) interesting[word].bytes, interesting[word].size);
      break;
    case 3:
      if (left > 0)
        g_byte_array_remove_range (input, (guint) at,
                                   (guint) (1 + pick (rand, MIN (left, MAX_CHUNK))));
      break;
    case 4:
      if (other->len > 0)
        {
          g_autofree guint8 *chunk = g_memdup2 (other->data + from, other->len - from);

          insert (input, at, chunk, pick (rand, MIN (other->len - from, MAX_CHUNK)) + 1);
        }
      break;
    case 5:
      insert (input, at, &byte, 1);
      break;
    default:
      if (pick (rand, 4) == 0)
        g_byte_array_set_size (input, (guint) at);
      break;
    }
}

static void
run_mutations (GPtrArray *corpus, guint count, int last)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (guint i = 0; i < count; i++)
    {
      GByteArray *seed = corpus->pdata[pick (rand, corpus->len)];
      g_autoptr (GByteArray) input = g_byte_array_new ();
      guint changes = 1 + (guint) pick (rand, MAX_CHANGES);

      g_byte_array_append (input, seed->data, seed->len);
      for (guint j = 0; j < changes; j++)
        change (input, corpus, rand);
      if (input->len > MAX_SIZE)
        g_byte_array_set_size (input, MAX_SIZE);
      keep (last, input->data, input->len);
      run_once (input->data, input->len);
    }
}

static void
run_file (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  run_once ((const guint8 *) bytes, size);
}

int
main (int argc, char **argv)
{
  g_autofree char *last_path = g_strconcat (argv[0], ".last", NULL);
  g_autoptr (GPtrArray) corpus = NULL;
  guint count;
  int last;

  if (argc == 2)
    {
      run_file (argv[1]);
      return 0;
    }
  g_assert_cmpint (argc, ==, 3);

  corpus = load_corpus (argv[1]);
  count = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  if (g_strcmp0 (g_getenv ("AMB_TEST_LONG"), "1") == 0)
    count *= LONG_FACTOR;
  last = g_open (last_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_assert_cmpint (last, >=, 0);

  for (guint i = 0; i < corpus->len; i++)
    {
      GByteArray *input = corpus->pdata[i];

      keep (last, input->data, input->len);
      run_once (input->data, input->len);
    }
  run_mutations (corpus, count, last);
  close (last);
  g_unlink (last_path);
  g_print ("%u inputs and %u mutations, seed %u\n", corpus->len, count, SEED);

  return 0;
}
