/* The chapter on people: the seats of each cohort and the invitations to them. */
#include "amb-sample-tell-people.h"

#include <string.h>

// clang-format off
/* Who sits where: in what state, since when. */
static const struct
{
  const char *cohort, *states;
  int from, to; /* days that the state has lasted */
  guint limit;
  const char *kind;
} places[] = {
  { "pilot",     "active alumni", 350, 600, 22, "seat" },
  { "spring",    "active", 90, 186, 22, "seat" },
  { "spring",    "paused", 0, 170, 2, "seat" },
  { "spring",    "waitlisted", 31, 200, 6, "wait_list" },
  { "spring",    "not_selected", 60, 188, 4, "wait_list" },
  { "autumn",    "accepted", 0, 40, 11, "seat" },
  { "autumn",    "invited", 0, 40, 13, "seat" },
  { "autumn",    "onboarding", 0, 17, 8, "seat" },
  { "autumn",    "waitlisted", 0, 30, 6, "wait_list" },
  { "autumn-a",  "shortlisted", 0, 40, 9, "seat" },
  { "autumn-a",  "in_review", 16, 40, 5, "seat" },
  { "autumn-a",  "in_review", 0, 6, 3, "wait_list" },
  { "autumn-b",  "shortlisted", 5, 40, 7, "seat" },
  { "autumn-b",  "in_review", 8, 24, 5, "seat" },
  { "autumn-b",  "waitlisted", 0, 60, 2, "wait_list" },
  { "autumn-b",  "in_review", 1, 7, 3, "wait_list" },
  { "bengaluru", "applied", 0, 2, 3, "seat" },
};

static const char *const reasons[][2] = {
  { "Above the line in every criterion.", "Au-dessus de la ligne sur tous les critères." },
  { "Closes the hole in Asia-Pacific.", "Comble le trou en Asie-Pacifique." },
  { "First voice of the site.", "Première voix du site." },
  { "Equal in fit with the next; the department had nobody yet.", "À égalité avec la suivante ; le service n’avait personne." },
  { "Speaks the language in which the questions come.", "Parle la langue dans laquelle arrivent les questions." },
  { "Strong on listening, where the wave is thin.", "Solide sur l’écoute, où la vague est mince." },
};

static const char *const wished[] = { "monitoring", "curator", "producer", "responder", "space_host" };

static const char *const words[] = {
  "Dear colleague,\n\nwe would like to have you among the **Voices of Meridiem**: three hours a month, a mentor, two training days in two weeks, and your own words.\n\nSaying no costs nothing and is written down nowhere. Your answer by the day below helps us to pass the seat on.\n\nThe centre of excellence",
  "Bonjour,\n\nnous aimerions vous compter parmi les **Voix de Meridiem** : trois heures par mois, un mentor, deux jours de formation dans deux semaines, et vos propres mots.\n\nDire non ne coûte rien et n’est noté nulle part. Une réponse avant la date ci-dessous nous aide à proposer la place.\n\nLe centre d’excellence",
};

/* What became of an invitation. */
static const struct
{
  const char *cohort, *states, *path; /* nullable */
  int from, to;
  guint limit;
} invitations[] = {
  { "autumn", "invited", "sent", 0, 40, 18 },
  { "autumn", "accepted", "sent accepted", 0, 40, 14 },
  { "autumn", "onboarding", "sent accepted", 0, 17, 8 },
  { "autumn", "declined", "sent declined", 0, 25, 6 },
  { "spring", "active", "sent accepted", 90, 186, 22 },
  { "spring", "declined", "sent declined", 26, 200, 5 },
  { "spring", "withdrawn", "sent called_off", 0, 200, 3 },
  { "autumn-a", "shortlisted", NULL, 0, 40, 6 },
  { "autumn-b", "in_review", "called_off", 8, 40, 2 },
};
// clang-format on

static gboolean
stands (const AmbSampleWho *who, const char *states, int from, int to)
{
  return amb_words_contain (states, who->state) && who->since >= from && who->since <= to;
}

static void
add_seat (AmbSampleStory *self, const AmbSampleWho *who, guint place, guint position)
{
  int fit = amb_sample_random_between (&self->random, 590, 940);
  g_autofree char *text = fit % 10 == 0 ? g_strdup_printf ("%d", fit / 10)
                                        : g_strdup_printf ("%d.%d", fit / 10, fit % 10);

  amb_sample_story_add (
      self, "seat", NULL, "cohort-id",
      amb_sample_story_id (self, "cohort:%s", places[place].cohort), "ambassador-id", who->id,
      "kind", places[place].kind, "position", amb_sample_story_number (self, position), "role-id",
      amb_sample_people_role (self, who, wished[position % G_N_ELEMENTS (wished)]), "fit", text,
      "reason",
      position % 3 == 2 ? NULL
                        : reasons[amb_sample_random_below (&self->random, G_N_ELEMENTS (reasons))]
                                 [amb_sample_people_is_french (who)],
      NULL);
}

static void
tell_seats (AmbSampleStory *self)
{
  guint position = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      guint n = 0;

      if (i == 0 || !g_str_equal (places[i].cohort, places[i - 1].cohort) ||
          !g_str_equal (places[i].kind, places[i - 1].kind))
        position = 0;
      for (guint k = 0; k < self->people->len && n < places[i].limit; k++)
        {
          const AmbSampleWho *who = g_ptr_array_index (self->people, k);

          if (!stands (who, places[i].states, places[i].from, places[i].to))
            continue;
          add_seat (self, who, i, ++position);
          n++;
        }
    }
}

/* The answer, given by the person or recorded by their lead. */
static void
answer (AmbSampleStory *self,
        AmbRecord *record,
        const AmbSampleWho *who,
        const char *path,
        int sent,
        int answered,
        gboolean behalf)
{
  // clang-format off
  static const struct { const char *channel, *proof[2]; } proofs[] = {
    { "phone",     { "Telephone note in the folder of the cohort", "Note d’appel dans le dossier de la cohorte" } },
    { "e_mail",    { "E-mail to the lead, kept with the cohort", "Courriel au responsable, gardé avec la cohorte" } },
    { "paper",     { "Answer slip, in the binder of the site", "Coupon-réponse, dans le classeur du site" } },
    { "in_person", { "Said in the weekly talk, two witnesses", "Dit au point hebdomadaire, deux témoins" } },
  };
  // clang-format on
  const int days[] = { sent, answered };
  const guint at = amb_sample_random_below (&self->random, G_N_ELEMENTS (proofs));
  const char *head = amb_sample_people_head (self, who->home);
  gboolean is_answer = g_str_has_suffix (path, "accepted") || g_str_has_suffix (path, "declined");

  amb_sample_people_walk (self, record, "sent", days, amb_sample_people_manager (self), NULL);
  if (!is_answer && g_str_equal (path, "sent"))
    return;
  if (is_answer)
    amb_record_set (record, "answered-at",
                    amb_sample_story_instant (self, answered, 7 + at * 3, 12 + 9 * at));
  if (is_answer && behalf)
    {
      amb_record_set (record, "channel", proofs[at].channel);
      amb_record_set (record, "by-id", head);
      amb_record_set (record, "proof", proofs[at].proof[amb_sample_people_is_french (who)]);
    }
  amb_sample_people_walk (self, record, path + strlen ("sent "), days + 1,
                          !is_answer ? amb_sample_people_manager (self)
                          : behalf   ? amb_sample_people_lead (self, who->home)
                                     : who->name,
                          is_answer ? NULL : "Left the company before the answer was due");
}

static void
add_invitation (AmbSampleStory *self, const AmbSampleWho *who, guint at, guint number)
{
  const char *path = invitations[at].path;
  gboolean french = amb_sample_people_is_french (who);
  gboolean spring = g_str_equal (invitations[at].cohort, "spring");
  gboolean is_old = spring && g_str_equal (who->state, "active");
  gboolean waits = g_strcmp0 (path, "sent") == 0;
  int answered = is_old  ? amb_sample_random_between (&self->random, -182, -175)
                 : waits ? 0
                         : -who->since - (g_str_equal (who->state, "onboarding") ? 3 : 0);
  int sent = is_old  ? -184
             : waits ? -who->since
                     : MAX (answered - amb_sample_random_between (&self->random, 1, 6),
                            spring ? -240 : -40);
  gboolean is_sent = path != NULL && g_str_has_prefix (path, "sent");
  AmbRecord *record = amb_sample_story_add (
      self, "invitation", NULL, "ambassador-id", who->id, "cohort-id",
      amb_sample_story_id (self, "cohort:%s", invitations[at].cohort), "role-id",
      amb_sample_people_role (self, who, wished[number % G_N_ELEMENTS (wished)]), "language",
      who->language, "text", words[french], "answer-by",
      is_sent ? amb_sample_story_day (self, sent + 14) : NULL, "sent-at",
      is_sent ? amb_sample_story_instant (self, sent, 8, 30 + (int) (number % 25)) : NULL, NULL);

  if (is_sent)
    answer (self, record, who, path, sent, answered, number % 4 == 1);
  else if (path != NULL)
    amb_sample_story_walk (self, record, path, -1, amb_sample_people_manager (self), NULL);
}

void
amb_sample_tell_people_cohorts (AmbSampleStory *self)
{
  tell_seats (self);
  for (guint i = 0; i < G_N_ELEMENTS (invitations); i++)
    {
      guint n = 0;

      for (guint k = 0; k < self->people->len && n < invitations[i].limit; k++)
        {
          const AmbSampleWho *who = g_ptr_array_index (self->people, k);

          if (stands (who, invitations[i].states, invitations[i].from, invitations[i].to))
            add_invitation (self, who, i, n++);
        }
    }
}
