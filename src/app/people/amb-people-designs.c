#include "amb-people-designs.h"

#include <glib/gi18n.h>

static const char *const roster[] = { "accepted", "onboarding", "active", "paused", NULL };
static const char *const pool[] = { "identified", NULL };
static const char *const candidates[] = { "nominated",  "applied", "in_review", "shortlisted",
                                          "waitlisted", "invited", NULL };
static const char *const alumni[] = { "alumni", NULL };
static const char *const to_review[] = { "nominated", "applied", NULL };
static const char *const in_review[] = { "in_review", NULL };
static const char *const to_decide[] = { "shortlisted", "in_review", NULL };
static const char *const on_their_way[] = { "accepted", "onboarding", NULL };
static const char *const shortlisted[] = { "shortlisted", "waitlisted", NULL };
static const char *const invited[] = { "invited", NULL };
static const char *const accepted[] = { "accepted", NULL };

static const char *const to_renew[] = { "requalify", "due", "soon", NULL };

static const AmbListView roster_views[] = {
  { "roster", N_ ("Roster"), "state", roster, N_ ("Nobody Is in the Roster Yet") },
  { "on-their-way", N_ ("On Their Way In"), "state", on_their_way,
    N_ ("Nobody Is on Their Way In") },
  { "to-renew", N_ ("To Renew"), "renewal", to_renew, N_ ("Nobody Has to Renew") },
  { "pool", N_ ("Pool"), "state", pool, N_ ("Nobody Is in the Pool") },
  { "candidates", N_ ("Candidates"), "state", candidates, N_ ("No Candidates at the Moment") },
  { "alumni", N_ ("Alumni"), "state", alumni, N_ ("No Alumni Yet") },
  { "everyone", N_ ("Everyone") },
  { NULL },
};

static const AmbListView selection_views[] = {
  { "candidates", N_ ("All Candidates"), "state", candidates, N_ ("No Candidates at the Moment") },
  { "pool", N_ ("Pool"), "state", pool, N_ ("Nobody Is in the Pool") },
  { "to-review", N_ ("Nominated and Applied"), "state", to_review,
    N_ ("Nobody Waits for a Review") },
  { "to-decide", N_ ("To Decide"), "state", to_decide, N_ ("Nobody Waits for a Decision") },
  { "in-review", N_ ("In Review"), "state", in_review, N_ ("Nobody Is in Review") },
  { "shortlisted", N_ ("Shortlisted"), "state", shortlisted, N_ ("Nobody Is on the Shortlist") },
  { "invited", N_ ("Invited"), "state", invited, N_ ("Nobody Is Invited at the Moment") },
  { "accepted", N_ ("Accepted"), "state", accepted, N_ ("Nobody Has Accepted Lately") },
  { NULL },
};

static const AmbListColumn roster_columns[] = {
  { "display-name" },
  { "standing", N_ ("State"), 142 },
  { "roles", N_ ("Roles"), 156, N_ ("No role yet") },
  { "node-id", N_ ("Node"), 156, N_ ("No node yet") },
  { "level", N_ ("Training"), 96, N_ ("None") },
  { "last-active-on", N_ ("Last activity"), 110, N_ ("None yet") },
  { NULL },
};

static const AmbListColumn selection_columns[] = {
  { "display-name" },
  { "standing", N_ ("State"), 146 },
  { "job-title", N_ ("Job title"), 170 },
  { "node-id", N_ ("Node"), 156, N_ ("No node yet") },
  { "language", N_ ("Language"), 110 },
  { "told-on", N_ ("Told on"), 112, N_ ("Not yet") },
  { NULL },
};

static const AmbListFacet roster_facets[] = {
  { "standing", N_ ("State") }, { "roles", N_ ("Role") },        { "node-id", N_ ("Node") },
  { "level", N_ ("Level") },    { "language", N_ ("Language") }, { NULL },
};

static const AmbListFacet selection_facets[] = {
  { "standing", N_ ("State") },
  { "node-id", N_ ("Node") },
  { "language", N_ ("Language") },
  { NULL },
};

const AmbListDesign amb_people_roster_design = {
  .key = "people.roster",
  .columns = roster_columns,
  .facets = roster_facets,
  .views = roster_views,
  .set_verb = "node-id",
  .set_label = N_ ("Set Node…"),
};

const AmbListDesign amb_people_selection_design = {
  .key = "people.selection",
  .columns = selection_columns,
  .facets = selection_facets,
  .views = selection_views,
  .set_verb = "node-id",
  .set_label = N_ ("Set Node…"),
};

static const char *const profile[] = { "display-name", "email",    "job-title", "employee-number",
                                       "country",      "language", "links",     NULL };
static const char *const place[] = { "node-id", "department-id", "manager-id", NULL };
static const char *const work[] = { "roles", "level", "last-active-on", "paused-until", NULL };
static const char *const consent[] = { "charter-version", "notice-on", "voluntary-on", "told-on",
                                       NULL };
static const char *const notes[] = { "notes", NULL };

const AmbFormGroup amb_people_groups[] = {
  { N_ ("Profile"), profile },
  { N_ ("Place in the Company"), place },
  { N_ ("Roles and Training"), work },
  { N_ ("Consent"), consent },
  { N_ ("Notes"), notes },
  { NULL },
};

static const char *const first[] = { "display-name", "email",   "job-title", "country",
                                     "language",     "node-id", NULL };

const AmbFormGroup amb_people_add_groups[] = {
  { NULL, first },
  { NULL },
};

static const char *const cohort[] = { "name",      "seats",    "call-id", "node-id",
                                      "starts-on", "owner-id", "note",    NULL };

const AmbFormGroup amb_people_cohort_groups[] = {
  { NULL, cohort },
  { NULL },
};
