/* Playbooks: what is done when, by whom, and what may be said before the facts are known. */
#include "amb-sample-tell-crises.h"

// clang-format off
static const struct
{
  const char *key, *title, *severity, *node, *language, *used_when, *steps, *statements, *tags;
  int review; /* days from today */
  const char *path;
  int day;
} playbooks[] = {
  { "playbook:S1", "S1 Safety, law, conduct of leaders", "s1", NULL, "en",
    "Somebody is hurt or could have been; a court; a leader’s conduct; money within the quarter.",
    "0 | lead | Declare, open the room, call the sponsor\n5 | scribe | Open the timeline, write down who is in\n15 | approver | Acknowledge and let the first line go out\n15 | lead | Hold everything that carries the tags\n30 | responder | Collect what is said, by language\n45 | spokesperson | Give the facts that are known, and when the next come\n60 | sponsor | Decide who speaks; tell the families’ number\n1440 | lead | A plan to contain it is agreed",
    "We know that something has happened at our site. People come first: the emergency services are there. We speak again within 45 minutes.",
    "factory|product", 64, "in_force", -420 },
  { "playbook:S2", "S2 Negative press, a significant change", "s2", NULL, "en",
    "An article that others quote; a rumour with our name; an announcement that affects many.",
    "0 | lead | Declare, name backup and scribe\n10 | scribe | Open the timeline\n20 | responder | Check the facts at the source; two of us, apart\n30 | approver | Acknowledge\n45 | lead | Hold scheduled content with the tags; send the hold order\n60 | spokesperson | Holding line, then every 60 minutes\n180 | approver | Fact sheet, signed by the department\n1440 | lead | Contained: nobody waits for an answer of ours",
    "We have read it. We are checking and will say what we know within the hour.\nLo hemos leído. Lo estamos comprobando y diremos lo que sepamos en una hora.",
    "battery|iberia|health", 20, "in_force", -400 },
  { "playbook:S3", "S3 Repeated, trending, or an influential author", "s3", NULL, "en",
    "The third message on the same matter in a day, or one author whom many follow.",
    "0 | lead | Declare, tell the responders of the node\n60 | lead | Acknowledge\n90 | responder | Answer the first author in person\n240 | approver | Holding line if others repeat it\n480 | scribe | Update every four hours\n2880 | lead | Contained",
    "You are right to ask. We look into it today and answer you here.", NULL, -9, "in_force", -400 },
  { "playbook:S4", "S4 One complaint, little reach", "s4", NULL, "en",
    "One complaint, one mistake of ours, few readers.",
    "0 | responder | Note it, with the link\n240 | responder | Acknowledge\n1440 | responder | Put right, or say why not\n4320 | responder | Close, and write down what was learnt",
    "Thank you for telling us. I am on it.", NULL, 110, "in_force", -380 },
  { NULL, "Compte d’un réseau social détourné", "s2", "FR", "fr",
    "Quelqu’un d’autre publie en notre nom.",
    "0 | lead | Prévenir le réseau et couper les accès\n15 | scribe | Noter l’heure de chaque publication\n30 | approver | Message sur les autres canaux\n120 | responder | Répondre à ceux qui ont réagi",
    "Notre compte ne nous appartient plus depuis quelques minutes. Ne cliquez sur rien.", NULL, 45, "in_force", -150 },
  { NULL, "Rumour about the closing of a site", "s2", "FR", "en",
    "A paper, a union or a member of parliament speaks of a closing.",
    "0 | lead | Colleagues hear it first: works council within the hour\n30 | approver | Acknowledge\n60 | spokesperson | One voice, on the spot",
    NULL, NULL, 14, "", 0 },
  { NULL, "Merger with a rival", "s1", NULL, "en", "No longer: the talks ended.",
    "0 | lead | Say nothing, tell the sponsor", "We do not comment on rumours.", NULL, -200, "in_force retired", -210 },
};
// clang-format on

void
amb_sample_crises_tell_playbooks (AmbSampleStory *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (playbooks); i++)
    {
      AmbSampleCrisis cast = { 0 };
      const AmbSampleWho *owner = amb_sample_desk_get_head (self, "COM");
      AmbRecord *record;

      amb_sample_crises_cast (self, playbooks[i].node != NULL ? playbooks[i].node : "COM", &cast);
      if (owner == NULL)
        owner = amb_sample_desk_pick (self, NULL, NULL);
      record = amb_sample_story_add (
          self, "playbook", playbooks[i].key, "title", playbooks[i].title, "severity",
          playbooks[i].severity, "node-id",
          playbooks[i].node != NULL ? amb_sample_story_node (self, playbooks[i].node) : NULL,
          "language", playbooks[i].language, "used-when", playbooks[i].used_when, "steps",
          playbooks[i].steps, "lead-id", amb_sample_desk_get_id (cast.parts[AMB_SAMPLE_LEAD]),
          "backup-id", amb_sample_desk_get_id (cast.parts[AMB_SAMPLE_BACKUP]), "scribe-id",
          amb_sample_desk_get_id (cast.parts[AMB_SAMPLE_SCRIBE]), "approver-id",
          amb_sample_desk_get_id (cast.parts[AMB_SAMPLE_APPROVER]), "spokesperson-id",
          amb_sample_desk_get_id (cast.parts[AMB_SAMPLE_SPOKESPERSON]), "sponsor-id",
          playbooks[i].severity[1] <= '2' ? amb_sample_desk_get_sponsor (self, "GRP") : NULL,
          "holding-statements", playbooks[i].statements, "hold-tags",
          amb_sample_desk_get_set (playbooks[i].tags), "owner-id", amb_sample_desk_get_id (owner),
          "review-on", amb_sample_story_day (self, playbooks[i].review), NULL);
      if (playbooks[i].path[0] != '\0' && owner != NULL)
        amb_sample_story_walk (self, record, playbooks[i].path, playbooks[i].day,
                               amb_sample_desk_get_lead_name (self, "COM"), NULL);
    }
}
