/* A comparison that was made, and how it is told. */
#include "amb-sync-digest-private.h"

#include <glib/gi18n-lib.h>

void
amb_sync_difference_free (AmbSyncDifference *self)
{
  g_free (self->scope);
  g_free (self);
}

void
amb_sync_comparison_free (AmbSyncComparison *self)
{
  g_ptr_array_unref (self->differences);
  g_free (self);
}

gint64
amb_sync_comparison_count (const AmbSyncComparison *self)
{
  gint64 n = 0;

  for (guint i = 0; i < self->differences->len; i++)
    {
      const AmbSyncDifference *difference = g_ptr_array_index (self->differences, i);

      n += MAX (1, difference->lacks + difference->stays + difference->differs);
    }
  return n;
}

static char *
dup_sentence (const char *format, gint64 n)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, (int) n);
#pragma GCC diagnostic pop
}

char *
amb_sync_comparison_dup_sentence (const AmbSyncComparison *self)
{
  gint64 n = amb_sync_comparison_count (self);

  if (self->gave_up)
    return g_strdup (_ ("The programme changes so much at the moment that it couldn’t be compared "
                        "to the end. Nothing was changed; try again later."));
  if (n == 0)
    return g_strdup (_ ("Everything here is as the server has it."));
  if (self->repairs)
    return dup_sentence (
        g_dngettext (GETTEXT_PACKAGE,
                     "%d record differed from the server. It is fetched again; nothing that you "
                     "typed is lost.",
                     "%d records differed from the server. They are fetched again; nothing that "
                     "you typed is lost.",
                     (gulong) n),
        n);
  return dup_sentence (
      g_dngettext (GETTEXT_PACKAGE, "%d record differs from the server. Nothing was changed.",
                   "%d records differ from the server. Nothing was changed.", (gulong) n),
      n);
}

static void
append_count (GString *text, const char *format, gint64 n)
{
  g_autofree char *part = n > 0 ? dup_sentence (format, n) : NULL;

  if (part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

char *
amb_sync_difference_dup_text (const AmbSyncDifference *self)
{
  g_autoptr (GString) counts = g_string_new (NULL);
  const char *scope = self->scope ? self->scope : _ ("in no scope");

  if (!self->entity)
    return g_strdup_printf (_ ("%s: only one side has this scope"), scope);
  append_count (counts, _ ("%d missing here"), self->lacks);
  append_count (counts, _ ("%d that the server doesn’t give"), self->stays);
  append_count (counts, _ ("%d with another content"), self->differs);
  if (self->at_least)
    return g_strdup_printf (_ ("%1$s, %2$s: at least %3$s"), scope, _ (self->entity->label_plural),
                            counts->str);
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s"), scope, _ (self->entity->label_plural),
                          counts->str);
}
