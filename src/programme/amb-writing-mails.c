/* The mails that come of texts and people. */
#include "amb-writing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
amb_writing_mail_free (AmbWritingMail *self)
{
  g_ptr_array_unref (self->people);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->address);
  g_free (self);
}

/* Placeholders. */

static char *
dup_all (const AmbWritingText *text)
{
  return g_strconcat (text->subject, "\n", text->body, NULL);
}

char **
amb_writing_list_open (const AmbWriting *self)
{
  g_autoptr (GStrvBuilder) open = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autofree char *all = dup_all (self->texts->pdata[i]);
      g_auto (GStrv) names = amb_letter_list (all);

      for (guint k = 0; names[k] != NULL; k++)
        {
          g_autofree char *shown = g_strdup_printf ("{%s}", names[k]);

          if (amb_letter_is_personal (names[k]) || g_hash_table_contains (seen, shown))
            continue;
          g_strv_builder_add (open, shown);
          g_hash_table_add (seen, g_steal_pointer (&shown));
        }
    }
  return g_strv_builder_end (open);
}

static gboolean
uses (const AmbWritingText *text, const char *name)
{
  g_autofree char *all = dup_all (text);
  g_auto (GStrv) names = amb_letter_list (all);

  return g_strv_contains ((const char *const *) names, name);
}

/* A name is there for everybody. */
char **
amb_writing_list_without (const AmbWriting *self)
{
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();
  g_autofree gboolean *needs = g_new0 (gboolean, self->texts->len + 1);

  for (guint i = 0; i < self->texts->len; i++)
    needs[i] = uses (self->texts->pdata[i], "role");
  for (guint i = 0; i < self->people->len; i++)
    {
      const AmbWritingPerson *person = g_ptr_array_index (self->people, i);

      if (person->text >= 0 && needs[person->text] && person->role == NULL)
        g_strv_builder_add (people, person->name);
    }
  return g_strv_builder_end (people);
}

gboolean
amb_writing_is_personal (const AmbWriting *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autofree char *all = dup_all (self->texts->pdata[i]);
      g_auto (GStrv) names = amb_letter_list (all);

      for (guint k = 0; names[k] != NULL; k++)
        if (amb_letter_is_personal (names[k]))
          return TRUE;
    }
  return FALSE;
}

/* Mails. */

static char **
list_addresses (GPtrArray *people)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();

  for (guint i = 0; i < people->len; i++)
    g_strv_builder_add (addresses, ((AmbWritingPerson *) people->pdata[i])->email);
  return g_strv_builder_end (addresses);
}

/* One is written to openly, several are hidden from each other. */
static void
address (AmbWritingMail *mail)
{
  g_auto (GStrv) people = list_addresses (mail->people);
  const char *const *all = (const char *const *) people;
  gboolean is_one = mail->people->len == 1;

  mail->address =
      amb_letter_dup_address (is_one ? all : NULL, is_one ? NULL : all, mail->subject, mail->body);
  mail->is_long = strlen (mail->address) > AMB_LETTER_MAX_ADDRESS;
  if (!mail->is_long)
    return;
  g_free (mail->address);
  mail->address =
      amb_letter_dup_address (is_one ? all : NULL, is_one ? NULL : all, mail->subject, NULL);
}

static AmbWritingMail *
mail_new (const AmbWritingText *text)
{
  AmbWritingMail *mail = g_new0 (AmbWritingMail, 1);

  mail->people = g_ptr_array_new ();
  mail->text = text;
  return mail;
}

/* One line: a line break in the field of an address would begin another header (RFC 6068, 5). */
static char *
dup_subject (const char *text, GHashTable *values)
{
  g_autofree char *filled = values != NULL ? amb_letter_fill (text, values) : g_strdup (text);
  g_auto (GStrv) lines = g_strsplit_set (filled, "\r\n", -1);
  g_autoptr (GString) subject = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line != '\0')
        g_string_append_printf (subject, "%s%s", subject->len > 0 ? " " : "", line);
    }
  return g_string_free (g_steal_pointer (&subject), FALSE);
}

static void
add_own (GPtrArray *mails, const AmbWritingText *text, AmbWritingPerson *person)
{
  AmbWritingMail *mail = mail_new (text);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (values, (char *) "name", g_strdup (person->name));
  g_hash_table_insert (values, (char *) "first-name", amb_letter_dup_first_name (person->name));
  g_hash_table_insert (values, (char *) "role",
                       g_strdup (person->role != NULL ? person->role : ""));
  g_hash_table_insert (
      values, (char *) "evidence",
      /* Translators: in a letter, where no reason was kept why somebody was found */
      g_strdup (person->evidence != NULL ? person->evidence : _ ("your activity in the company")));
  mail->subject = dup_subject (text->subject, values);
  mail->body = amb_letter_fill (text->body, values);
  g_ptr_array_add (mail->people, person);
  address (mail);
  g_ptr_array_add (mails, mail);
}

/* The last mail with @text that has room; or a new one. */
static AmbWritingMail *
find_mail (GPtrArray *mails, const AmbWritingText *text)
{
  AmbWritingMail *mail = NULL;

  for (guint i = mails->len; i > 0 && mail == NULL; i--)
    if (((AmbWritingMail *) mails->pdata[i - 1])->text == text)
      mail = mails->pdata[i - 1];
  if (mail != NULL && mail->people->len < AMB_LETTER_MAX_RECIPIENTS)
    return mail;
  mail = mail_new (text);
  mail->subject = dup_subject (text->subject, NULL);
  mail->body = g_strdup (text->body);
  g_ptr_array_add (mails, mail);
  return mail;
}

GPtrArray *
amb_writing_list_mails (const AmbWriting *self, gboolean together)
{
  GPtrArray *mails = g_ptr_array_new_with_free_func ((GDestroyNotify) amb_writing_mail_free);
  gboolean own = !together || amb_writing_is_personal (self);

  for (guint i = 0; i < self->people->len; i++)
    {
      AmbWritingPerson *person = g_ptr_array_index (self->people, i);

      if (person->text < 0)
        continue;
      if (own)
        add_own (mails, self->texts->pdata[person->text], person);
      else
        g_ptr_array_add (find_mail (mails, self->texts->pdata[person->text])->people, person);
    }
  for (guint i = 0; !own && i < mails->len; i++)
    address (mails->pdata[i]);
  return mails;
}
