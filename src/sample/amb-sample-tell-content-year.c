/* The calendar of content: what went out in the past year, up to a month ago. */
#include "amb-sample-tell-content.h"

// clang-format off
const AmbSampleItem amb_sample_items_year[] = {
  /* day, journey, audience, kind, pillar, need, campaign, asset, channel, parent */
  /* 1 */
  { -362, 'Y', 'c', 'e', 1, 2, 0, 11, 7, 0, "NRG", "fr", "Pompe à chaleur : les trois papiers que tout le monde oublie", "Le dossier revient une fois sur deux pour la même raison. Voici les trois papiers à joindre dès le départ." },
  { -355, 'A', 'a', 'l', 6, 5, 0, 0, 10, 0, "HR", "en", "Why I took the job on the night shift", "I said no twice. Then I went to see it. Three things I had got wrong about nights." },
  { -351, 'E', 'i', 'n', 6, 0, 0, 0, 9, 0, "COM", "en", "Your questions to the executive committee, answered", "Nineteen questions, nineteen answers, two of them “we don’t know yet”." },
  { -344, 'A', 'c', 'e', 2, 3, 0, 4, 1, 0, "MOB", "en", "Charging forty buses with the power of ten", "The depot in Utrecht charges in turns. The timetable is the hard part, not the plug." },
  { -338, 'Y', 'p', 'n', 1, 4, 0, 0, 8, 0, "SAL", "en", "What installers asked us in the first month", "Training dates, spare parts, and who answers on a Saturday." },
  { -331, 'A', 'c', 'e', 3, 6, 0, 5, 1, 0, "HEA", "en", "“I stopped driving home with my telephone in my hand”", "A nurse tells what changed when the night alarms went to a team instead of to her." },
  { -325, 'E', 'a', 'l', 6, 5, 0, 21, 11, 0, "IN", "en-IN", "First woman on the pump crew, and not the last", "Her mother asked who would fix the motorbike. She did." },
  { -318, 'A', 'i', 'l', 6, 0, 0, 0, 9, 0, "COM", "en", "What an ambassador is, and what nobody asks of you", "No quotas, no ready-made posts, no ranking. You may stop on any day." },
  { -311, 'Y', 'c', 'e', 5, 0, 0, 8, 7, 0, "DIG", "fr", "Comment un détecteur apprend à entendre une fuite", "Il a écouté onze mille heures de rue. Il s’est trompé souvent, et c’est la partie intéressante." },
  /* 10 */
  { -304, 'p', 'c', 'e', 1, 2, 4, 10, 1, 0, "NRG", "en", "A housing cooperative tells what the first winter cost", "They expected 62 euros a flat and paid 71. They say why, and what they would do again." },
  { -300, 'E', 'c', 'c', 4, 9, 0, 29, 1, 0, "WAT", "en", "A third of the water never arrives", "It leaves the works and is lost under the street. The figure is old; the streets are older." },
  { -297, 'A', 'a', 'l', 6, 5, 0, 0, 3, 0, "DE", "de", "Vom Labor in den Graben", "Nach sechs Jahren am Schreibtisch wollte ich wissen, wo meine Zahlen herkommen." },
  { -290, 'E', 'c', 'e', 1, 2, 4, 11, 7, 10, "NRG", "fr", "Le premier hiver d’une coopérative, en chiffres", "62 euros prévus, 71 payés par logement. D’où vient l’écart." },
  { -283, 'A', 'p', 'e', 1, 2, 4, 10, 8, 10, "SAL", "en", "What a cooperative needs from its installer", "One telephone number, one date, one person who comes back." },
  { -277, 'X', 'c', 'n', 3, 0, 0, 0, 4, 0, "HEA", "en", "Remote monitoring reaches its thousandth patient", "Her doctor is 140 km away. She checks her own figures before breakfast." },
  { -270, 'E', 'a', 'l', 2, 0, 0, 0, 10, 0, "MOB", "en", "I drive the bus that I have programmed", "Once a quarter our team drives a shift. Nothing has changed our code so much." },
  { -264, 'A', 'i', 'c', 6, 0, 0, 17, 9, 0, "HR", "en", "One post in three was filled from inside", "Where people came from, where they went, and the two departments in which nobody moved." },
  { -256, 'A', 'c', 'c', 4, 0, 0, 0, 2, 0, "WAT", "fr", "Une nuit avec l’équipe qui écoute les rues", "De minuit à quatre heures, la ville est assez silencieuse pour entendre une fuite." },
  { -249, 'Y', 'c', 'p', 1, 0, 0, 0, 1, 0, "MKT", "en", "The new heat pump in sixty seconds", "Quieter by four decibels. Here is how we measured." },
  /* 20 */
  { -243, 'A', 'a', 'e', 5, 0, 0, 7, 10, 0, "INN", "en", "Three of our twelve prototypes failed. Here they are", "The umbrella that charges, the app that nobody needed, and a very good idea ten years early." },
  { -236, 'E', 'c', 'e', 2, 3, 0, 4, 3, 4, "DE", "de", "Vierzig Busse, Strom für zehn", "Im Depot wird der Reihe nach geladen. Schwierig ist der Fahrplan, nicht der Stecker." },
  { -229, 'A', 'i', 'l', 6, 0, 0, 14, 9, 0, "COM", "en", "Ask before you take the picture", "Five lines on consent, glasses and badges, from the people who were in the pictures." },
  { -224, 'p', 'p', 'e', 4, 9, 0, 2, 8, 0, "WAT", "en", "Twelve cities have let us publish their losses", "The best loses 9 %, the worst 47 %. All twelve wanted their names on it." },
  { -217, 'P', 'c', 'e', 4, 9, 0, 2, 1, 23, "WAT", "en", "What a city with 9 % losses does on Mondays", "Every Monday somebody reads the night flow. That is nearly all." },
  { -209, 'A', 'i', 'n', 6, 0, 5, 0, 9, 0, "COM", "en", "The spring cohort is here: 58 colleagues from 21 countries", "They were chosen by two raters each. Here is what they said they hope for." },
  { -204, 'A', 'a', 'l', 6, 0, 5, 0, 10, 0, "CUS", "en", "A hundred days: what I stopped doing", "I stopped sharing posts that I had not read. I share a third now, and people answer." },
  { -198, 'A', 'a', 'l', 6, 5, 5, 0, 2, 0, "FR", "fr", "Cent jours pour oser poser une question en public", "La première fois, j’ai mis quarante minutes à écrire trois lignes." },
  { -192, 'E', 'c', 'e', 1, 2, 4, 11, 1, 0, "NRG", "en", "The subsidy in four questions", "Who pays first, what counts as renovation, when to call us, when not to." },
  { -187, 'A', 'c', 'e', 3, 6, 0, 23, 6, 0, "HEA", "en", "A day in hospital logistics", "Follow one blood sample from the ward to the answer: 14 hands, 3 lifts, 52 minutes." },
  /* 30 */
  { -180, 'A', 'a', 'l', 6, 0, 5, 20, 10, 0, "YUL", "fr-CA", "Une heure avec l’équipe de nuit", "Au studio, on règle les alertes pour que les autres puissent dormir." },
  { -175, 'P', 'c', 'e', 5, 0, 0, 8, 1, 9, "DIG", "en", "Our leak detector is wrong one time in nine", "We publish when it is wrong, because the crews know it anyway." },
  { -171, 'A', 'i', 'c', 1, 0, 0, 0, 9, 0, "LYS", "fr", "Le campus chauffe l’école d’à côté", "Depuis janvier, la chaleur de nos serveurs passe sous la rue." },
  { -164, 'P', 'p', 'e', 2, 0, 0, 0, 8, 0, "MOB", "en", "What we learnt from a contract that we lost", "The client has agreed that we tell it. We answered every question but the one they had." },
  { -159, 'A', 'a', 'l', 6, 11, 0, 26, 2, 0, "MA", "fr", "Une classe de Casablanca visite l’atelier", "Ils voulaient voir les robots. Ils ont surtout regardé la soudeuse." },
  { -153, 'P', 'c', 'e', 4, 9, 2, 2, 3, 23, "DE", "de", "Zwölf Städte legen ihre Verluste offen", "Die beste verliert 9 %, die schlechteste 47 %. Alle zwölf wollten genannt werden." },
  { -149, 'P', 'c', 'c', 4, 9, 2, 1, 6, 0, "BLR", "en-IN", "Pune: the pump house that stopped leaking", "Eleven minutes with the night shift that found 214 leaks in one monsoon. No commentary; they tell it themselves." },
  { -145, 'P', 'a', 'l', 4, 1, 2, 1, 11, 36, "HR", "en-IN", "“I hear a leak before I see it”: join the night shift of Pune", "She studied music. Now she trains the crew that listens to pipes. We are looking for sixty more." },
  { -140, 'p', 'p', 'e', 4, 9, 2, 1, 8, 36, "WAT", "en", "How Pune paid for its leak search out of the leaks", "Nothing up front: the city paid a share of the water that it no longer lost. The contract is public." },
  { -136, 'A', 'i', 'l', 4, 0, 2, 1, 9, 36, "COM", "en", "From Bengaluru to twelve cities: the story behind the film", "Who had the idea, who said no at first, and what Lyon has copied since." },
  /* 40 */
  { -131, 'P', 'c', 'e', 4, 9, 2, 1, 2, 36, "WAT", "fr", "Pune, ou comment payer une recherche de fuites avec l’eau retrouvée", "Rien à l’avance : la ville a payé une part de l’eau qu’elle ne perd plus." },
  { -125, 'P', 'c', 'c', 4, 0, 2, 1, 5, 36, "BR", "pt-BR", "O que São Paulo pode aprender com Pune", "O vazamento que se escuta à noite é o que a cidade deixa de pagar de dia." },
  { -121, 'E', 'i', 'n', 6, 0, 0, 0, 9, 0, "HR", "en", "How to say no to a task (and what happens: nothing)", "Declining costs nothing and is counted nowhere. Try it once." },
  { -117, 'A', 'a', 'l', 6, 0, 5, 0, 10, 0, "RND", "en", "The question that I could not answer on stage", "I said “I don’t know” to 200 people. Eleven of them wrote to me." },
  { -112, 'P', 'p', 'e', 1, 4, 0, 19, 12, 0, "SAL", "es", "Tres instaladores cuentan por qué se unieron al club", "El primero vino por los repuestos. Se quedó por el grupo." },
  { -107, 'P', 'c', 'e', 1, 0, 0, 25, 3, 0, "DE", "de", "Wärmewende in Kassel: ein Gespräch ohne Wunder", "Die Leiterin des Stadtwerks sagt, was teurer wurde und was sie wieder täte." },
  { -103, 'P', 'a', 'e', 5, 1, 0, 0, 11, 0, "BLR", "en-IN", "What our interviews ask, and what they don’t", "No puzzles. You repair something with us for an hour." },
  { -99, 'P', 'c', 'e', 3, 6, 0, 5, 2, 6, "HEA", "fr", "« Je ne rentre plus avec le téléphone à la main »", "Une infirmière raconte ce qui change quand l’alarme réveille une équipe, et plus une personne." },
  { -95, 'P', 'a', 'l', 6, 11, 7, 6, 2, 0, "MA", "fr", "Quatre apprentis, quatre villes, une même première semaine", "Marseille, Gênes, Casablanca, Lyon : la peur de casser quelque chose est la même partout." },
  { -92, 'P', 'i', 'e', 6, 7, 0, 12, 9, 0, "LYS", "fr", "Nouveau campus : où serez-vous assis, et avec qui ?", "Le plan par étage, les 41 questions reçues, et les trois auxquelles on ne sait pas encore répondre." },
  /* 50 */
  { -88, 'P', 'a', 'l', 6, 11, 7, 6, 2, 48, "HR", "fr", "Ce que j’aurais voulu savoir avant mon apprentissage", "Qu’on a le droit de se tromper, mais pas de le cacher." },
  { -85, 'E', 'c', 'p', 2, 3, 0, 0, 4, 0, "MKT", "en", "New depot charger: the data sheet, read aloud", "Four minutes, every line, by the woman who wrote it." },
  { -82, 'P', 'c', 'e', 5, 6, 0, 0, 1, 0, "DIG", "en", "Can a nurse ask the model why?", "Yes, in one sentence. We tested the sentence on forty wards." },
  { -78, 'f', 'p', 'n', 4, 9, 2, 2, 8, 23, "WAT", "en", "Seven cities have signed; five places are left", "What the first measurement takes: six weeks, two crews, one table." },
  { -75, 'P', 'a', 'e', 4, 1, 2, 21, 11, 0, "IN", "en-IN", "Three women engineers on their first leak", "“It was not where the map said it was.”" },
  { -71, 'P', 'i', 'c', 6, 0, 0, 0, 9, 0, "FIN", "en", "What the works council changed in our charter", "Two sentences, both better than before." },
  { -68, 'P', 'c', 'e', 1, 8, 0, 9, 7, 0, "CUS", "fr", "Votre première facture, ligne par ligne", "Cent questions en deux semaines d’appels. Les dix premières sont ici." },
  { -66, 'J', 'c', 'p', 2, 0, 0, 0, 1, 0, "MKT", "en", "Why our battery beats all the others", "A table with six makers and one winner." },
  { -63, 'P', 'a', 'n', 6, 0, 1, 0, 1, 0, "COM", "en", "Voices of Meridiem: the autumn call is open", "We look for people who already explain what they do. No followers needed. Criteria and dates are public." },
  { -61, 'P', 'a', 'n', 6, 0, 1, 0, 2, 58, "FR", "fr", "Voix de Meridiem : l’appel d’automne est ouvert", "Pas besoin d’abonnés. Les critères et les dates sont publics." },
  /* 60 */
  { -58, 'P', 'i', 'n', 6, 0, 1, 0, 9, 58, "HR", "en", "Thinking of applying? Three people who hesitated", "One applied, one did not, one nominated a colleague. All three were right." },
  { -56, 'P', 'a', 'l', 6, 0, 1, 0, 5, 58, "GRU", "pt-BR", "Minha voz, minha linha de montagem", "Trabalho há nove anos na linha 3. Ninguém nunca tinha me perguntado nada." },
  { -53, 'p', 'c', 'e', 2, 3, 0, 4, 1, 4, "MOB", "en", "What a cold night does to a charging plan", "At −8 °C the plan is 40 minutes late. We show the curve and the repair." },
  { -51, 'P', 'a', 'l', 6, 0, 1, 0, 10, 58, "CUS", "en", "I answer telephones, and I was chosen", "I thought ambassadors were engineers. I know what people don’t understand." },
  { -49, 'P', 'p', 'e', 1, 4, 0, 19, 12, 44, "ES", "es", "Lo que un instalador espera del sábado", "Que alguien conteste. Desde mayo, contesta alguien." },
  { -46, 'B', 'c', 'n', 2, 0, 6, 0, 4, 0, "MOB", "en", "Meet us in Barcelona, hall 4", "Two demonstrations a day, one of them can fail." },
  { -45, 'P', 'c', 'e', 3, 6, 0, 0, 1, 0, "HEA", "en", "Two days a year on the ward: what our engineers wrote down", "“I have deleted a button.” Twelve notes from twelve wards." },
  { -42, 'T', 'c', 'e', 5, 0, 0, 8, 4, 31, "DIG", "en", "Wrong one time in nine, and getting better slowly", "The curve of the last twelve months, with the two bad weeks left in." },
  { -40, 'P', 'i', 'l', 4, 0, 2, 1, 9, 36, "BLR", "en-IN", "The night shift of Pune visits Lyon", "They heard a leak in the car park on the first evening." },
  { -38, 'P', 'a', 'e', 4, 1, 2, 1, 10, 37, "BLR", "en-IN", "From music school to leak detection", "Hearing is a trade. It took me eight months, and I was paid for each of them." },
  /* 70 */
  { -36, 'P', 'c', 'c', 1, 0, 0, 0, 2, 0, "LYS", "fr", "La chaleur de nos serveurs, un an après", "L’école d’à côté a brûlé 31 % de gaz en moins. L’ascenseur a été en panne deux fois." },
  { -34, 'P', 'p', 'e', 4, 9, 2, 2, 8, 38, "MEA", "en", "What Casablanca wants to know before it signs", "Who owns the data, who digs, and what happens in year four." },
  { -33, 'P', 'i', 'e', 6, 7, 0, 12, 9, 49, "LYS", "fr", "Déménagement : ce qui change pour les trains de 7 h 42", "Une navette, deux horaires, et un formulaire pour dire que ça ne va pas." },
};
// clang-format on
const guint amb_sample_n_items_year = G_N_ELEMENTS (amb_sample_items_year);
