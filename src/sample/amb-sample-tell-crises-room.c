/* What happened in the room: the timeline, the tasks, and the signals that came in. */
#include "amb-sample-tell-crises.h"

#include "amb-sample-tell-listening.h"

#include <string.h>

#define NO_DAY 999
#define DAY    1440 /* minutes */

// clang-format off
static const struct
{
  AmbSampleCrisisName crisis;
  int minute; /* after the declaration */
  const char *kind;
  AmbSamplePart by;
  const char *text, *detail;
} entries[] = {
  { AMB_SAMPLE_RECALL, -48, "fact", AMB_SAMPLE_BACKUP, "Chain message: “Meridiem recalls its batteries too”", "Seen in three groups of drivers in Zaragoza; no source." },
  { AMB_SAMPLE_RECALL, 0, "decision", AMB_SAMPLE_LEAD, "Declared as S2", "Unsure between S3 and S2: the higher one." },
  { AMB_SAMPLE_RECALL, 6, "action", AMB_SAMPLE_SCRIBE, "Timeline opened; five people in the room", NULL },
  { AMB_SAMPLE_RECALL, 12, "action", AMB_SAMPLE_LEAD, "Quality and Research check the serial numbers, apart", NULL },
  { AMB_SAMPLE_RECALL, 17, "statement", AMB_SAMPLE_APPROVER, "Acknowledged in public", "Lo hemos leído. Comparamos los números de serie y diremos lo que sepamos en una hora." },
  { AMB_SAMPLE_RECALL, 22, "decision", AMB_SAMPLE_LEAD, "Four scheduled items with “battery” are held", "Restore list kept: two to go out afterwards, two to be decided in the review." },
  { AMB_SAMPLE_RECALL, 26, "action", AMB_SAMPLE_LEAD, "Hold order sent to everybody in Iberia and to Mobility", "Level 4 speaks; nobody else answers." },
  { AMB_SAMPLE_RECALL, 48, "fact", AMB_SAMPLE_BACKUP, "Research: no match in 41,200 serial numbers", NULL },
  { AMB_SAMPLE_RECALL, 57, "statement", AMB_SAMPLE_SPOKESPERSON, "Holding line in Spanish and Portuguese", "La lista nombra cuatro series. Por ahora ninguna coincide con las nuestras; seguimos comprobando." },
  { AMB_SAMPLE_RECALL, 79, "fact", AMB_SAMPLE_SCRIBE, "80 % have confirmed the order", "53 minutes; Porto by telephone." },
  { AMB_SAMPLE_RECALL, 95, "fact", AMB_SAMPLE_BACKUP, "A taxi association asks for 240 members", NULL },
  { AMB_SAMPLE_RECALL, 117, "statement", AMB_SAMPLE_SPOKESPERSON, "Second update, nothing new, said so", NULL },
  { AMB_SAMPLE_RECALL, 160, "fact", AMB_SAMPLE_BACKUP, "Quality agrees with Research: none of ours", NULL },
  { AMB_SAMPLE_RECALL, 176, "decision", AMB_SAMPLE_APPROVER, "The fact sheet may go out, with date and hour", "Legal: “as of today” stays in." },
  { AMB_SAMPLE_RECALL, 190, "statement", AMB_SAMPLE_SPOKESPERSON, "Fact sheet published, signed by Quality", "Ninguna de nuestras series está en la lista." },
  { AMB_SAMPLE_RECALL, 245, "action", AMB_SAMPLE_BACKUP, "The twelve first authors have an answer in person", NULL },
  { AMB_SAMPLE_RECALL, 410, "fact", AMB_SAMPLE_SCRIBE, "Volume back to twice the usual", "It was eleven times at 17:00." },
  { AMB_SAMPLE_RECALL, 1010, "fact", AMB_SAMPLE_BACKUP, "The authority confirms by telephone: nothing of Meridiem", NULL },
  { AMB_SAMPLE_RECALL, 1280, "decision", AMB_SAMPLE_LEAD, "Contained: nobody waits for an answer of ours", NULL },
  { AMB_SAMPLE_RECALL, 3 * DAY, "action", AMB_SAMPLE_LEAD, "Letter to 310 fleet clients in Iberia", "By their own contact, not by the centre." },
  { AMB_SAMPLE_RECALL, 7 * DAY, "decision", AMB_SAMPLE_APPROVER, "Hold order lifted; two items restored", NULL },
  { AMB_SAMPLE_RECALL, 11 * DAY, "decision", AMB_SAMPLE_LEAD, "After-action review begins", "Why did the first sign wait a day and a half?" },
  { AMB_SAMPLE_RECALL, 15 * DAY, "fact", AMB_SAMPLE_SCRIBE, "First round of the review: nine points, seven owners", NULL },
  { AMB_SAMPLE_DRILL, 0, "inject", AMB_SAMPLE_LEAD, "DRILL: a survey says that one alarm in four is lost", NULL },
  { AMB_SAMPLE_DRILL, 21, "statement", AMB_SAMPLE_APPROVER, "DRILL: acknowledged", NULL },
  { AMB_SAMPLE_DRILL, 30, "inject", AMB_SAMPLE_LEAD, "DRILL: a hospital director calls the nurse of our film", NULL },
  { AMB_SAMPLE_DRILL, 52, "statement", AMB_SAMPLE_SPOKESPERSON, "DRILL: holding line", NULL },
  { AMB_SAMPLE_DRILL, 90, "inject", AMB_SAMPLE_LEAD, "DRILL: Montréal answers by itself", NULL },
  { AMB_SAMPLE_DRILL, 170, "decision", AMB_SAMPLE_LEAD, "DRILL: contained", NULL },
  { AMB_SAMPLE_BUS, -35, "fact", AMB_SAMPLE_BACKUP, "The picture is six years old: same bus in an article of that time", NULL },
  { AMB_SAMPLE_BUS, 0, "decision", AMB_SAMPLE_LEAD, "Declared as S3; nobody has acknowledged yet", NULL },
  { AMB_SAMPLE_PAGE, 0, "decision", AMB_SAMPLE_LEAD, "Declared after the second payment", NULL },
  { AMB_SAMPLE_PAGE, 41, "statement", AMB_SAMPLE_APPROVER, "Warning on the real page: applying costs nothing", NULL },
  { AMB_SAMPLE_PAGE, 300, "action", AMB_SAMPLE_BACKUP, "The registrar is asked to close the address", "Ticket open; no answer by the evening." },
  { AMB_SAMPLE_TAPS, 0, "decision", AMB_SAMPLE_LEAD, "Déclarée S3 : deux quartiers, 4 000 abonnés", NULL },
  { AMB_SAMPLE_TAPS, 38, "statement", AMB_SAMPLE_SPOKESPERSON, "« L’eau est trouble, elle est saine ; on purge, prochain point à midi »", NULL },
  { AMB_SAMPLE_TAPS, 270, "fact", AMB_SAMPLE_BACKUP, "Deuxième analyse conforme ; un quartier est clair", NULL },
  { AMB_SAMPLE_FILM, 0, "decision", AMB_SAMPLE_LEAD, "Film taken down, scene looked at with the shift", NULL },
  { AMB_SAMPLE_FILM, 26 * 60, "statement", AMB_SAMPLE_APPROVER, "New cut, with a line that says what was wrong", NULL },
  { AMB_SAMPLE_NIGHTS, 0, "decision", AMB_SAMPLE_LEAD, "Third review in a week: declared", NULL },
  { AMB_SAMPLE_NIGHTS, 200, "statement", AMB_SAMPLE_SPOKESPERSON, "“Two nights were not written down. They are paid with this month.”", NULL },
  { AMB_SAMPLE_NIGHTS, 9 * DAY, "action", AMB_SAMPLE_BACKUP, "The planning tool counts nights by itself", NULL },
  { AMB_SAMPLE_CHARGERS, 0, "decision", AMB_SAMPLE_LEAD, "Zwei Busse stehen; Zeitung vor Ort", NULL },
  { AMB_SAMPLE_CHARGERS, 13 * DAY, "decision", AMB_SAMPLE_APPROVER, "Closed; eighteen of twenty chargers checked", NULL },
  { AMB_SAMPLE_CHARGERS, 32 * DAY, "fact", AMB_SAMPLE_BACKUP, "Second article, photograph of last night", NULL },
  { AMB_SAMPLE_QUOTE, 120, "statement", AMB_SAMPLE_SPOKESPERSON, "The sentence sent in writing: “non possiamo ancora”", NULL },
  { AMB_SAMPLE_SERVER, 12, "decision", AMB_SAMPLE_LEAD, "The server is switched off before we discuss", NULL },
  { AMB_SAMPLE_SERVER, 175, "fact", AMB_SAMPLE_BACKUP, "Proof that the data are invented goes to the agency", NULL },
  { AMB_SAMPLE_FIRE, 13, "statement", AMB_SAMPLE_APPROVER, "First line: fire, no one hurt, next word at 6:00", NULL },
  { AMB_SAMPLE_FIRE, 45, "statement", AMB_SAMPLE_SPOKESPERSON, "Facts: paint shop, line 1 stands still", NULL },
  { AMB_SAMPLE_FIRE, 70, "fact", AMB_SAMPLE_SCRIBE, "Fire out; roll call complete: 214 of 214", NULL },
  { AMB_SAMPLE_FIRE, 3 * DAY, "action", AMB_SAMPLE_LEAD, "Open evening for the neighbours", NULL },
};

static const struct
{
  AmbSampleCrisisName crisis;
  const char *role; /* of the table of crisis tasks */
  int day, minute; /* due: relative to today, or else minutes after the declaration */
  char journey; /* o open, d done, x dropped, r done and open again, u dropped and open again */
  const char *what, *note;
} tasks[] = {
  { AMB_SAMPLE_RECALL, "lead", NO_DAY, 10, 'd', "Name backup, scribe, approver", NULL },
  { AMB_SAMPLE_RECALL, "scribe", NO_DAY, 15, 'd', "Open the timeline", NULL },
  { AMB_SAMPLE_RECALL, "responder", NO_DAY, 60, 'd', "Compare the list with our serial numbers, twice, apart", "41,200 numbers" },
  { AMB_SAMPLE_RECALL, "approver", NO_DAY, 30, 'd', "Acknowledge in public", NULL },
  { AMB_SAMPLE_RECALL, "lead", NO_DAY, 45, 'd', "Hold what carries “battery”", "Four items" },
  { AMB_SAMPLE_RECALL, "spokesperson", NO_DAY, 60, 'd', "Holding line in two languages", NULL },
  { AMB_SAMPLE_RECALL, "approver", NO_DAY, 240, 'd', "Fact sheet, signed by Quality", NULL },
  { AMB_SAMPLE_RECALL, "responder", NO_DAY, 300, 'd', "Answer the twelve first authors in person", NULL },
  { AMB_SAMPLE_RECALL, "sponsor", NO_DAY, 1440, 'x', "Press conference in Madrid", NULL },
  { AMB_SAMPLE_RECALL, "backup", NO_DAY, 3 * DAY, 'd', "Letter to 310 fleet clients", NULL },
  { AMB_SAMPLE_RECALL, "lead", -2, 0, 'o', "Ask the authority for its confirmation in writing", "By telephone only so far." },
  { AMB_SAMPLE_RECALL, "responder", 0, 0, 'r', "Write to the clients who have not opened the fact sheet", "38 of them; the list was wrong the first time." },
  { AMB_SAMPLE_RECALL, "approver", 2, 0, 'o', "Decide on the two items that are still held", NULL },
  { AMB_SAMPLE_BUS, "lead", -1, 0, 'o', "Acknowledge", "Due an hour after the declaration." },
  { AMB_SAMPLE_BUS, "responder", 0, 0, 'o', "Find the first author and the year of the picture", NULL },
  { AMB_SAMPLE_BUS, "approver", 0, 0, 'o', "Holding line in Polish", NULL },
  { AMB_SAMPLE_PAGE, "responder", -1, 0, 'd', "Write to the eleven who reported it", NULL },
  { AMB_SAMPLE_PAGE, "backup", -1, 0, 'o', "Have the address closed", "The registrar does not answer." },
  { AMB_SAMPLE_PAGE, "lead", 1, 0, 'o', "See what we owe to the two who paid", NULL },
  { AMB_SAMPLE_TAPS, "spokesperson", 0, 0, 'o', "Point de midi avec les deux quartiers", NULL },
  { AMB_SAMPLE_TAPS, "responder", 0, 0, 'o', "Répondre aux 60 appels notés", "23 faits" },
  { AMB_SAMPLE_TAPS, "scribe", -1, 0, 'd', "Ouvrir le journal", NULL },
  { AMB_SAMPLE_FILM, "responder", -4, 0, 'd', "Take the film down", NULL },
  { AMB_SAMPLE_FILM, "approver", 3, 0, 'o', "Look through the other films for glasses", NULL },
  { AMB_SAMPLE_NIGHTS, "lead", -7, 0, 'd', "Pay the two nights", NULL },
  { AMB_SAMPLE_NIGHTS, "backup", 4, 0, 'o', "Ask the shift whether it is settled", NULL },
  { AMB_SAMPLE_CHARGERS, "responder", -20, 0, 'r', "Check all twenty chargers", "Eighteen were done when it was closed." },
  { AMB_SAMPLE_CHARGERS, "lead", 0, 0, 'o', "Call the client before noon", NULL },
  { AMB_SAMPLE_CHARGERS, "scribe", 1, 0, 'u', "Date every photograph of the repair", NULL },
  { AMB_SAMPLE_DRILL, "scribe", NO_DAY, 15, 'd', "DRILL: open the timeline", NULL },
  { AMB_SAMPLE_DRILL, "approver", NO_DAY, 30, 'd', "DRILL: acknowledge", NULL },
  { AMB_SAMPLE_DRILL, "spokesperson", NO_DAY, 60, 'd', "DRILL: holding line", NULL },
  { AMB_SAMPLE_NEXT_DRILL, "lead", 7, 0, 'o', "Tell the works council and the fire brigade the day", NULL },
  { AMB_SAMPLE_NEXT_DRILL, "scribe", 14, 0, 'o', "Prepare a second scribe", "From the spring drill." },
  { AMB_SAMPLE_QUOTE, "spokesperson", NO_DAY, 180, 'd', "Send the sentence in writing", NULL },
  { AMB_SAMPLE_SERVER, "responder", NO_DAY, 60, 'd', "Switch the server off", NULL },
  { AMB_SAMPLE_SERVER, "approver", NO_DAY, 60, 'x', "Letter to patients", NULL },
  { AMB_SAMPLE_FIRE, "sponsor", NO_DAY, 60, 'd', "Number for the families", NULL },
  { AMB_SAMPLE_FIRE, "lead", NO_DAY, 3 * DAY, 'd', "Invite the neighbours", NULL },
};

/* Of the recall; rows are as in the chapter on listening. */
static const AmbSampleSignal recall[] = {
  { -19, 14, 22, 'e', 'n', 'c', 'M', 'a', '2', 3, 0, 4, "ES", "ES", "es", "Battery recall", "Chain message", 6000, "“Meridiem también retira sus baterías”", "Sin fuente; en tres grupos de conductores.", "Lo hemos leído. Comparamos los números de serie y diremos lo que sepamos en una hora.", "The rumour itself; became the crisis." },
  { -19, 16, 15, 'V', 'n', 'r', 'M', 'j', '2', 3, 11, 4, "ES", "ES", "es", "Battery recall", "Diario Ibérico", 35000, "Pregunta: ¿está Meridiem en la lista?", "Cierran a las 20 horas.", "Por ahora ninguna coincidencia; a las 19 horas, la ficha firmada.", "Article names the list, not us." },
  { -19, 16, 30, 'V', 'n', 'c', 'U', 'o', '3', 3, 0, 2, "ES", "ES", "es", "Battery recall", "Asociación de taxis", 4100, "240 socios preguntan si deben parar", NULL, "No deben parar: ninguna de sus baterías está en la lista. Adjunto la ficha y mi número.", "Fact sheet hangs in their office." },
  { -19, 17, 20, 'V', 'n', 'c', 'R', 'p', '3', 3, 0, 2, "ES", "PT", "pt", "Battery recall", "Motorista de Braga", 900, "“Já sabiam há dois dias e calaram-se”", NULL, "A lista saiu hoje às 14h. Tínhamos lido o aviso; devíamos tê-lo dito.", NULL },
  { -19, 18, 10, 'U', 'n', 'c', '0', 'p', '0', 3, 0, 0, "ES", "PT", "pt", "Battery recall", "Motorista do Porto", 150, "A mesma mensagem, com fotografia", NULL, NULL, "33" },
  { -19, 18, 40, 'V', 'n', 'p', 'M', 'o', '3', 6, 10, 1, "SAL", "ES", "es", "Battery recall", "Taller de Oporto", 260, "Los clientes llaman al taller, no a vosotros", NULL, "Tenéis razón. Aquí la ficha para el mostrador y un número para las dudas.", NULL },
  { -18, 7, 300, 'V', '-', 'r', 'M', 'j', '3', 1, 0, 1, "MOB", "GB", "en", "Battery recall", "Fleet Week", 21000, "Four series recalled in Spain; other makers deny", NULL, "“Deny” is not the word: here are the list and our sheet, side by side.", "Headline changed to “not concerned”." },
  { -18, 9, 50, 'V', 'p', 'c', 'P', 'o', '4', 6, 1, 2, "ES", "ES", "es", "Battery recall", "Empresa de autobuses", 0, "Gracias por llamar antes que la prensa", NULL, "Para eso estamos. El lunes paso por el depósito.", NULL },
  { -18, 12, 15, 'd', 'n', 'c', 'T', 'a', '4', 3, 0, 0, "ES", "ES", "es", "Battery recall", "quemado_77", 60, "“Todo arde”, cuarenta veces seguidas", NULL, NULL, "noise" },
  { -17, 10, 90, 'R', 'n', 'c', 'U', 'i', '3', 3, 0, 2, "ES", "ES", "es", "Battery recall", "Canal de motor", 112000, "Vídeo: «Miro mi batería y no me fío»", "Enseña una serie que no está en la lista.", "La de tu vídeo no está en la lista; te invito a verla abierta en Zaragoza, con cámara.", NULL },
};

/* Of the drill in spring: they enter no figure. */
static const AmbSampleSignal drill[] = {
  { -140, 9, 5, 'V', 'n', 'r', 'M', 'j', '2', 6, 0, 0, "HEA", "FR", "en", "Patient data", "DRILL: trade press", 0, "DRILL: one alarm in four is lost, says a survey", NULL, "DRILL: we check and answer within the hour.", NULL },
  { -140, 10, 5, 'V', 'n', 'c', 'U', 'o', '3', 6, 0, 0, "HEA", "FR", "en", "Patient data", "DRILL: hospital director", 0, "DRILL: “why do I learn of it from a nurse?”", NULL, "DRILL: you are right; here is what we know.", NULL },
  { -140, 10, 5, 'v', 'n', 'c', 'R', 'p', '4', 6, 0, 0, "YUL", "CA", "fr-CA", "Patient data", "EXERCICE : patient", 0, "EXERCICE : « Montréal dit autre chose »", NULL, NULL, NULL },
};
// clang-format on

void
amb_sample_crises_tell_signals (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  for (guint i = 0; i < G_N_ELEMENTS (recall); i++)
    {
      g_autofree char *key = g_strdup_printf ("signal:recall:%u", i + 1);

      amb_sample_listening_tell_signal (self, &recall[i], key, crises[AMB_SAMPLE_RECALL].id, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (drill); i++)
    amb_sample_listening_tell_signal (self, &drill[i], NULL, crises[AMB_SAMPLE_DRILL].id, TRUE);
}

void
amb_sample_crises_tell_timeline (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      const AmbSampleCrisis *crisis = &crises[entries[i].crisis];

      amb_sample_story_add (
          self, "timeline-entry", NULL, "text", entries[i].text, "crisis-id", crisis->id, "at",
          amb_sample_desk_get_later (self, crisis->declared, entries[i].minute), "kind",
          entries[i].kind, "by-id", amb_sample_desk_get_id (crisis->parts[entries[i].by]), "detail",
          entries[i].detail, NULL);
    }
}

/* Who holds the part; responders and sponsors are no part of the cell. */
static const AmbSampleWho *
get_owner (AmbSampleStory *self, const AmbSampleCrisis *crisis, const char *role)
{
  static const char *const parts[AMB_SAMPLE_N_PARTS] = { "lead", "backup", "scribe", "approver",
                                                         "spokesperson" };

  for (guint i = 0; i < AMB_SAMPLE_N_PARTS; i++)
    if (g_str_equal (parts[i], role))
      return crisis->parts[i];
  return g_str_equal (role, "responder") ? amb_sample_desk_pick (self, role, crisis->node)
                                         : crisis->parts[AMB_SAMPLE_LEAD];
}

static void
lead_task (
    AmbSampleStory *self, AmbRecord *record, guint i, const AmbSampleCrisis *crisis, const char *by)
{
  const char *due = amb_record_get (record, "due-at");
  gboolean is_dropped = strchr ("xu", tasks[i].journey) != NULL;
  gboolean is_again = strchr ("ru", tasks[i].journey) != NULL;
  const char *at =
      tasks[i].day == NO_DAY
          ? amb_sample_desk_get_later (self, due, amb_sample_random_between (&self->random, -9, 5))
          : amb_sample_desk_get_later (
                self, amb_sample_story_instant (self, MIN (tasks[i].day, -1), 0, 0),
                amb_sample_random_between (&self->random, -500, -60));

  if (tasks[i].journey == 'o')
    return;
  if (strcmp (at, crisis->declared) < 0)
    at = amb_sample_desk_get_later (self, crisis->declared, 5);
  amb_sample_desk_move (self, record, is_dropped ? "dropped" : "done", at, by,
                        is_dropped ? "The facts have made it needless" : NULL);
  if (is_again)
    amb_sample_desk_move (self, record, "open", amb_sample_desk_get_later (self, at, 400), by,
                          NULL);
}

void
amb_sample_crises_tell_tasks (AmbSampleStory *self, const AmbSampleCrisis *crises)
{
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      const AmbSampleCrisis *crisis = &crises[tasks[i].crisis];
      const AmbSampleWho *owner = get_owner (self, crisis, tasks[i].role);
      const char *due =
          tasks[i].day == NO_DAY
              ? amb_sample_desk_get_later (self, crisis->declared, tasks[i].minute)
              : amb_sample_story_instant (self, tasks[i].day, tasks[i].day == -1 ? 19 : 15, 0);
      AmbRecord *record = amb_sample_story_add (
          self, "crisis-task", NULL, "what", tasks[i].what, "crisis-id", crisis->id, "role",
          tasks[i].role, "owner-id", amb_sample_desk_get_id (owner), "due-at", due, "note",
          tasks[i].note, "position", amb_sample_story_number (self, i + 1), NULL);

      lead_task (self, record, i, crisis,
                 owner != NULL ? owner->name : amb_sample_desk_get_lead_name (self, crisis->node));
    }
}
