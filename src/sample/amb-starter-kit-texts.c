/* The words of the starter kit. They are written into the programme in the language of the desktop
 * that begins it, and belong to the programme from then on. */
#include "amb-starter-kit-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
const AmbKitRole amb_kit_roles[] = {
  { "monitoring", N_("Monitoring"), "2", "240",
    N_("Hear early what is said about us and our field, and pass on only what somebody can act on."),
    N_("Qualified signals a week\nShare dismissed as noise\nDetection lag\nEscalations upheld") },
  { "curator", N_("Curator"), "3", "180",
    N_("Find, in what every department makes, what is of use to clients, applicants and partners."),
    N_("Proposals accepted\nDerivatives per source\nItems per audience") },
  { "producer", N_("Producer"), "3", "360",
    N_("Make texts, pictures and films that tell what people here really do."),
    N_("On-time share\nAccepted the first time\nEngagement per post\nReused by others") },
  { "responder", N_("Responder"), "3", "240",
    N_("Answer people outside: true, on time, in a human voice."),
    N_("Time to first response\nAnswered in target\nResolved without escalation") },
  { "space_host", N_("Space host"), "3", "180",
    N_("Keep a space alive in which departments and guests help each other."),
    N_("Questions answered in 48 hours\nCross-department threads") },
  { "trainer", N_("Trainer or mentor"), "3", "240",
    N_("Help others to begin, and keep what worked within reach."),
    N_("People certified\nPractices verified in date") },
  { "spokesperson", N_("Spokesperson"), "4", "90",
    N_("Speak for the company when it matters, with what is known and nothing more."),
    N_("Acknowledgement time\nCorrections needed") },
  { NULL }
};

const AmbKitStep amb_kit_steps[] = {
  { "monitoring", N_("Choose three topics and save a search for each"), "once", NULL },
  { "monitoring", N_("Look through the searches for fifteen minutes"), "daily", "15" },
  { "monitoring", N_("Log what matters as a signal, with its source"), "each_time", "5" },
  { "monitoring", N_("Escalate at once when safety, law or the press is concerned"), "each_time", "5" },
  { "monitoring", N_("Say which searches brought only noise, and change them"), "monthly", "20" },
  { "curator", N_("Look at the new sources of the departments"), "weekly", "20" },
  { "curator", N_("Name the audience and the need that a source serves"), "each_time", "10" },
  { "curator", N_("Check rights and confidentiality before proposing"), "each_time", "10" },
  { "curator", N_("Propose it to a producer, with one sentence why"), "each_time", "5" },
  { "curator", N_("Tell the department what became of its source"), "monthly", "15" },
  { "producer", N_("Choose an idea and agree on its audience"), "each_time", "15" },
  { "producer", N_("Ask those who are shown or quoted"), "each_time", "15" },
  { "producer", N_("Write it in your own words, with the disclosure line"), "each_time", "90" },
  { "producer", N_("Send it to review two days before its date"), "each_time", "5" },
  { "producer", N_("Answer the comments under it for two days"), "each_time", "20" },
  { "responder", N_("Ask first: is it true?"), "each_time", "5" },
  { "responder", N_("Look for a similar case and its answer"), "each_time", "5" },
  { "responder", N_("Answer with a fact, its source and what happens next"), "each_time", "15" },
  { "responder", N_("Hand over what is not yours, with a date"), "each_time", "5" },
  { "responder", N_("Come back on that date, even with nothing new"), "each_time", "10" },
  { "responder", N_("Hand over what is open at the end of the shift"), "daily", "10" },
  { "space_host", N_("Say in the space what it is for, and pin it"), "once", "20" },
  { "space_host", N_("Welcome those who join"), "each_time", "5" },
  { "space_host", N_("Find, for each question, one person who knows"), "each_time", "10" },
  { "space_host", N_("Look for what has waited for two days"), "daily", "10" },
  { "space_host", N_("Send “What we heard” to the departments"), "monthly", "40" },
  { "trainer", N_("Prepare a session from the track, not from your habits"), "each_time", "60" },
  { "trainer", N_("Note who was there the same day"), "each_time", "5" },
  { "trainer", N_("Meet your mentee twice a month"), "weekly", "30" },
  { "trainer", N_("Verify the practices that come to you"), "each_time", "20" },
  { "trainer", N_("Renew or retire what is past its date"), "monthly", "30" },
  { "spokesperson", N_("Keep the telephone within reach when you are on the rota"), "daily", NULL },
  { "spokesperson", N_("Confirm a hold order when you have read it"), "each_time", "5" },
  { "spokesperson", N_("Say what is known, what is not, and when you speak again"), "each_time", "20" },
  { "spokesperson", N_("Correct yourself in public, at once"), "each_time", "10" },
  { "spokesperson", N_("Take part in a drill once a year at least"), "once", "90" },
  { NULL }
};

const AmbKitCriterion amb_kit_criteria[] = {
  { "enthusiasm", N_("Enthusiasm, voluntary motivation"), "25",
    N_("0: was asked by somebody else and would rather not.\n3: says why, in words of their own.\n5: already does it, without having been asked.") },
  { "sharing", N_("Shares knowledge internally"), "25",
    N_("0: nothing is known of it.\n3: explains when asked; colleagues come back.\n5: writes, teaches or answers for others every week.") },
  { "presence", N_("Professional social presence, self-declared"), "15",
    N_("0: none, or not wished.\n3: a profile that is kept up to date.\n5: takes part in conversations of the trade. Count no followers, and look up nothing that was not declared.") },
  { "skill", N_("Skill for the role"), "15",
    N_("0: would have to learn everything.\n3: has done something like it.\n5: could show others how it is done.") },
  { "availability", N_("Availability, manager informed"), "10",
    N_("0: no time, or the manager does not know.\n3: two hours a month, the manager knows.\n5: the time is agreed and written down.") },
  { "judgement", N_("Listening and judgement"), "10",
    N_("0: answers before having read.\n3: asks before answering.\n5: knows when to say nothing, and when to call for help.") },
  { NULL }
};

const AmbKitTrack amb_kit_track = {
  N_("First steps as an ambassador"),
  N_("What the programme is, what it asks and what it never asks. One leaves it with the charter read, a profile that one likes and a first contribution."),
};

const AmbKitModule amb_kit_modules[] = {
  { "read", "10", N_("Why this programme exists"),
    N_("Half a page by your head of the programme: what changes for clients, applicants and partners when colleagues speak for themselves.\n\n[Put two stories of your company here.]") },
  { "read", "15", N_("The charter, line by line"),
    N_("Read the charter together. For each line: an example that is fine, and one that is not.") },
  { "exercise", "30", N_("A profile that looks like you"),
    N_("Rewrite the first two lines of your profile: what you do, what you care about, and that you work here. No slogan.") },
  { "video", "12", N_("Disclose, cite, mind the tone"),
    N_("[Link a film of ten minutes, or record one with a telephone: the disclosure line, a source, a comment that one does not send.]") },
  { "quiz", "15", N_("What would you do?"),
    N_("Five cases to turn into questions:\n- a rumour about your site\n- a customer who is right\n- a journalist on a Sunday\n- a photograph with a screen in it\n- a colleague who asks you to post a ready-made text") },
  { "observed_practice", "20", N_("Your first contribution"),
    N_("Share, in your own words, one thing that you have seen yourself. A mentor reads it before it goes out.") },
  { NULL }
};

/* Parts between [brackets] are for whoever begins the programme to fill in. */
const AmbKitText amb_kit_texts[] = {
  { "charter", N_("Charter of the ambassadors"), {
    N_("## What you may count on\n- Taking part is voluntary. You may pause or stop on any day, without giving a reason and without consequence.\n- Nothing that you do or decline here enters your appraisal. Nobody is ranked.\n- You have [two hours] a month of working time for it, agreed with your manager.\n- Your accounts are yours: nobody asks for a password or posts in your name."),
    N_("## What we ask of you\n- Say that you work at [company] whenever you speak about it.\n- Write in your own words, about what you know. Name your sources.\n- Keep inside what is inside: customers, colleagues, figures that are not published.\n- Ask those who are seen or quoted.\n- In a crisis, wait for the approved line. When you are unsure, ask the centre: [address]."),
    N_("## When something goes wrong\nTell the centre at once: a mistake that is told is put right together. Whoever breaks the charter knowingly may be suspended; a second person looks at it within a day.\n\n[Have this text read by your legal department and by the staff representatives before it is in force.]") } },
  { "privacy_notice", N_("Privacy notice for people in the programme"), {
    N_("## Who is responsible\n[Company, address]. Data protection officer: [name, e-mail]."),
    N_("## What we keep, and why\n- Your name, work e-mail, node, department and languages, to run the programme.\n- Your state in it and who decided what, so that selection can be explained.\n- What you did for the programme, training and certificates, so that you and your lead can see it.\n- Links that you declare yourself. Nothing is collected from social networks."),
    N_("## On which basis\nRunning the programme: our legitimate interest, [as weighed on … by …]. Taking part: your own decision, recorded apart and withdrawn at any time."),
    N_("## For how long\nUnselected candidates: 24 months at most. Activity: 13 months, then monthly sums without names. Everything else: until you leave, and [one year] after."),
    N_("## Your rights\nTo see, correct, export, restrict or erase what is kept, and to object: write to [address]; you have an answer within a month. You may also turn to [supervisory authority].") } },
  { "disclosure", N_("Disclosure line of a post"), {
    N_("I work at [company]; these words are my own.") } },
  { NULL }
};

/* Acknowledge, hold and contain by the table of severities. */
const AmbKitPlaybook amb_kit_playbooks[] = {
  { "s1", N_("S1 Safety, law, conduct of leaders"),
    N_("Somebody is hurt or could have been; a court; the conduct of a leader; a financial effect within days. The sponsor and the crisis cell decide."),
    { N_("We know that something has happened at [place]. People come first. We speak again within 45 minutes, here."),
      N_("We don’t know yet how it came about. We will say so as soon as we know, and correct what was wrong.") } },
  { "s2", N_("S2 Negative press, a significant change"),
    N_("An article that others quote; a rumour with our name; an announcement that affects many. The head of the centre, communication and legal decide."),
    { N_("We have read it. We are checking, and will say what we know within the hour.") } },
  { "s3", N_("S3 Repeated, trending, or an influential author"),
    N_("The third message about the same matter in a day, or one author whom many follow. The lead of the node decides."),
    { N_("You are right to ask. We look into it today and answer you here.") } },
  { "s4", N_("S4 One complaint or error, little reach"),
    N_("One complaint, one mistake of ours, few readers. The responder decides."),
    { N_("Thank you for telling us. I look into it and come back by [day].") } },
  { NULL }
};

const AmbKitTask amb_kit_tasks[] = {
  { "s1", 0, "lead", N_("Declare the crisis, open the room, call the sponsor") },
  { "s1", 5, "scribe", N_("Open the timeline and write down who is in") },
  { "s1", 10, "lead", N_("Hold scheduled content and send the hold order") },
  { "s1", 15, "spokesperson", N_("Acknowledge, with the first line") },
  { "s1", 30, "responder", N_("Collect what is said, by language") },
  { "s1", 45, "spokesperson", N_("Give the facts that are known and say when the next ones come") },
  { "s1", 60, "sponsor", N_("Decide who speaks from now on") },
  { "s1", 75, "scribe", N_("Update every 30 to 60 minutes") },
  { "s1", 1440, "lead", N_("Contained: a plan that everybody knows") },
  { "s2", 0, "lead", N_("Declare, name backup and scribe") },
  { "s2", 10, "scribe", N_("Open the timeline") },
  { "s2", 20, "responder", N_("Check the facts at their source, two people apart") },
  { "s2", 30, "approver", N_("Acknowledge") },
  { "s2", 45, "lead", N_("Hold scheduled content that carries the tags") },
  { "s2", 60, "spokesperson", N_("Holding line, then an update every 60 minutes") },
  { "s2", 1440, "lead", N_("Contained: nobody waits for an answer of ours") },
  { "s3", 0, "lead", N_("Declare and tell the responders of the node") },
  { "s3", 60, "responder", N_("Acknowledge to the first author") },
  { "s3", 240, "approver", N_("Holding line, then an update every four hours") },
  { "s3", 480, "responder", N_("Answer each author in person") },
  { "s3", 2880, "lead", N_("Contained, and the case is written down for the next time") },
  { "s4", 0, "responder", N_("Note it with its link") },
  { "s4", 240, "responder", N_("Acknowledge to the author") },
  { "s4", 1440, "responder", N_("Put it right, or say why not") },
  { "s4", 4320, "responder", N_("Close it and write down what was learnt") },
  { NULL }
};

const AmbKitPillar amb_kit_pillars[] = {
  { N_("What we know how to do"),
    N_("We explain our trade to whoever wants to understand it."),
    N_("[Name three people who are asked for advice, and by whom.]"),
    N_("Precise, patient, without slogans.") },
  { N_("How we work together"),
    N_("Here one may ask, doubt and learn."),
    N_("[What did somebody change here last month because a colleague asked?]"),
    N_("In the first person, with the doubts left in.") },
  { N_("What we are of use for"),
    N_("What we make is of use to clients, partners and neighbours."),
    N_("[Which client would say so, and in which words?]"),
    N_("Theirs before ours: the client tells, we listen.") },
  { N_("What we have undertaken to do"),
    N_("We keep our commitments, and say where we don’t yet."),
    N_("[One figure that got better, one that did not, and who measures both.]"),
    N_("Figures before adjectives.") },
  { NULL }
};

const AmbKitTarget amb_kit_targets[] = {
  { "K1", "higher", "2", "percent", N_("Onboarded ambassadors of the headcount in scope. To adapt after the first call.") },
  { "K3", "higher", "60", "percent", N_("Ambassadors with one programme action at least. A pause is no failure.") },
  { "K5", "higher", "40", "percent", N_("Ambassadors who shared something outside.") },
  { "K7", "higher", "75", "percent", N_("Of those who joined three months ago, still active.") },
  { "K15", "higher", "85", "percent", N_("Training plans completed by their date.") },
  { "K16", "lower", "48", "hours", N_("Median from submitted to approved.") },
  { "K17", "higher", "30", "percent", N_("Published items whose source is another department’s.") },
  { "K18", "higher", "80", "percent", N_("Balance between clients, applicants, partners and the inside.") },
  { "K19", "lower", "240", "minutes", N_("Median time to the first human reply.") },
  { "K20", "higher", "90", "percent", N_("Clocks of responses that were kept.") },
  { "K23", "higher", "70", "percent", N_("Answers of 4 or 5 to “What we say outside matches what I live here”.") },
  { "K25", "higher", "80", "percent", N_("Nodes with a trained ambassador and a named backup.") },
  { "K26", "higher", "75", "percent", N_("Asks that sponsors answered by their date.") },
  { NULL }
};

const AmbKitChannel amb_kit_channels[] = {
  { "linkedin", "company", N_("Company page"), "3000" },
  { "website", "company", N_("Company blog"), NULL },
  { "newsletter", "company", N_("Newsletter for clients and partners"), NULL },
  { "linkedin", "personal", N_("Own profiles of the ambassadors"), "3000" },
  { "intranet", "internal", N_("Intranet news"), NULL },
  { NULL }
};
// clang-format on
