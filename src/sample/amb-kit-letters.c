#include "amb-kit-letters.h"

// clang-format off
const AmbKitLetter amb_kit_letters[] = {
  { "invitation", "en", "Invitation to a seat", "A seat among the ambassadors: {programme}",
    "Dear {first-name},\n\nwe would like to have you with us in {cohort}, as {role}. It takes two or three hours a month, with a mentor beside you, and your own words always.\n\nPlease answer by {due}. Saying no costs nothing and is held against nobody; it lets us pass the seat on in time.\n\n{sender}" },
  { "invitation", "fr", "Invitation to a seat", "Une place parmi les ambassadeurs : {programme}",
    "Bonjour {first-name},\n\nnous aimerions vous compter parmi nous dans {cohort}, au titre de : {role}. Comptez deux ou trois heures par mois, un mentor à vos côtés, et toujours vos propres mots.\n\nMerci de répondre avant le {due}. Dire non ne coûte rien et ne vous sera jamais reproché ; cela nous permet de proposer la place à temps.\n\n{sender}" },
  { "told", "en", "What the programme knows of you", "{programme}: what we noted about you",
    "Dear {first-name},\n\nyou share what you know with colleagues, and that was noticed: {evidence}. We keep your name, your work address and what you did in the open inside the company, to ask you one day whether you would like to become an ambassador.\n\nYou may see all of it, have it corrected or removed. A line in answer is enough.\n\n{sender}" },
  { "told", "fr", "What the programme knows of you", "{programme} : ce que nous avons noté à votre sujet",
    "Bonjour {first-name},\n\nvous partagez ce que vous savez avec vos collègues, et cela se remarque : {evidence}. Nous conservons votre nom, votre adresse professionnelle et ce que vous avez fait au grand jour dans l’entreprise, pour vous demander un jour si vous aimeriez devenir ambassadeur ou ambassadrice.\n\nVous pouvez tout consulter, faire rectifier ou effacer. Une ligne en réponse suffit.\n\n{sender}" },
  { "request", "en", "Something to do", "A request: {task}",
    "Dear {first-name},\n\nwould you do this for the programme: {task}? It would help us by {due}.\n\nIf it doesn’t suit you, say no. Nobody counts that.\n\n{sender}" },
  { "request", "fr", "Something to do", "Une demande : {task}",
    "Bonjour {first-name},\n\nferiez-vous ceci pour le programme : {task} ? Cela nous aiderait d’ici le {due}.\n\nSi cela ne vous convient pas, dites non. Personne ne le compte.\n\n{sender}" },
  { "reminder", "en", "Reminder", "Still open: {task}",
    "Hello,\n\n“{task}” is open until {due}. A yes, a no or “done” is all that we need.\n\n{sender}" },
  { "reminder", "fr", "Reminder", "Toujours en attente : {task}",
    "Bonjour,\n\n« {task} » est en attente jusqu’au {due}. Un oui, un non ou « c’est fait » nous suffit.\n\n{sender}" },
  { "thanks", "en", "Thank-you", "Thank you",
    "Dear {first-name},\n\nthank you for what you did. It was seen, and it helped.\n\n{sender}" },
  { "thanks", "fr", "Thank-you", "Merci",
    "Bonjour {first-name},\n\nmerci pour ce que vous avez fait. Cela s’est vu, et cela a aidé.\n\n{sender}" },
  { "free", "en", "News of the programme", "{programme}: news",
    "Hello,\n\nwhat is new in {programme}:\n\n– \n\n{sender}" },
  { "free", "fr", "News of the programme", "{programme} : des nouvelles",
    "Bonjour,\n\nquoi de neuf dans {programme} :\n\n– \n\n{sender}" },
  { NULL }
};
// clang-format on
