/* The chapter on people: what templates there are, and to whom was written. It takes nothing from
 * chance, so that the chapters behind it stay as they are. */
#include "amb-sample-tell-people.h"

#include "amb-kit-letters.h"

#include <string.h>

#define LETTERS 40
#define MERGES  6

static void
tell_templates (AmbSampleStory *self)
{
  for (const AmbKitLetter *letter = amb_kit_letters; letter->purpose != NULL; letter++)
    {
      g_autofree char *key = g_strdup_printf ("template:%s:%s", letter->purpose, letter->language);

      amb_sample_story_add (self, "template", key, "name", letter->name, "purpose", letter->purpose,
                            "language", letter->language, "subject", letter->subject, "body",
                            letter->body, NULL);
    }
}

/* For whoever hasn’t the programme’s languages, the English one. */
static const AmbKitLetter *
find_letter (const AmbSampleWho *who, guint number)
{
  static const char *const purposes[] = { "thanks", "free" };
  const char *purpose =
      g_str_equal (who->state, "identified") ? "told" : purposes[number % G_N_ELEMENTS (purposes)];
  const AmbKitLetter *letter = amb_kit_letters;

  while (!g_str_equal (letter->purpose, purpose) ||
         !g_str_equal (letter->language, amb_sample_people_is_french (who) ? "fr" : "en"))
    letter++;
  return letter;
}

static void
add_letter (AmbSampleStory *self, const AmbSampleWho *who, guint number)
{
  const AmbKitLetter *letter = find_letter (who, number);
  g_autofree char *key = g_strdup_printf ("template:%s:%s", letter->purpose, letter->language);
  g_autofree char *subject = NULL;
  g_auto (GStrv) parts = g_strsplit (letter->subject, "{programme}", -1);

  subject = g_strjoinv ("Voices of Meridiem", parts);
  amb_sample_story_add (self, "letter", NULL, "ambassador-id", who->id, "purpose", letter->purpose,
                        "subject", subject, "at",
                        amb_sample_story_instant (self, -MIN (who->since, 3 + (int) number % 60), 9,
                                                  (int) number % 60),
                        "by-id", amb_sample_people_head (self, who->home), "template-id",
                        amb_sample_story_id (self, "%s", key), NULL);
}

/* Somebody was nominated twice, under two spellings. */
static void
tell_merge (AmbSampleStory *self, const AmbSampleWho *who, guint number)
{
  g_autofree char *other = g_strdup_printf ("%s (2)", who->name);
  g_autofree char *gone = g_strdup_printf ("01900000-0000-7000-8000-00000000%04x", 0x3e00 + number);

  amb_sample_story_add (self, "record-merge", NULL, "entity", "ambassador", "removed", gone, "kept",
                        who->id, "title", who->name, "other", other, "at",
                        amb_sample_story_instant (self, -75 - 9 * (int) number, 10, 20), NULL);
}

void
amb_sample_tell_people_letters (AmbSampleStory *self)
{
  guint n = 0;

  tell_templates (self);
  for (guint i = 0; i < self->people->len && n < LETTERS; i++)
    {
      const AmbSampleWho *who = g_ptr_array_index (self->people, i);

      if (i % 5 == 0 &&
          (g_str_equal (who->state, "active") || g_str_equal (who->state, "identified")))
        {
          if (n < MERGES)
            tell_merge (self, who, n);
          add_letter (self, who, n++);
        }
    }
}
