/* Which assets would fill the weeks in which an audience has nothing. */
#include "amb-calendar-facts.h"

#include "amb-rights.h"
#include "amb-set.h"

#include <string.h>

static void
offer_free (gpointer data)
{
  AmbGapOffer *offer = data;

  g_free (offer->id);
  g_free (offer->title);
  g_free (offer->department);
  g_free (offer->language);
  g_free (offer);
}

static void
gap_free (gpointer data)
{
  AmbGap *gap = data;

  g_ptr_array_unref (gap->offers);
  g_free (gap);
}

/* The texts of an AmbGapAsset, with what was offered so far. */
typedef struct
{
  AmbGapAsset asset;
  char *texts[9];
  guint n_offered;
} Asset;

static void
asset_free (gpointer data)
{
  Asset *asset = data;

  for (guint i = 0; i < G_N_ELEMENTS (asset->texts); i++)
    g_free (asset->texts[i]);
  g_free (asset);
}

/* The earlier one of the two last days. */
#define COLUMNS                                                                                    \
  "SELECT a.id, a.title, a.language, a.department_id, n.name, a.rights, a.confidentiality, CASE "  \
  "WHEN a.rights_until IS NULL OR a.expires_on < a.rights_until THEN a.expires_on ELSE "           \
  "a.rights_until END, a.title_key, "
#define FROM_ASSETS " FROM assets a LEFT JOIN nodes n ON n.id = a.department_id "

#define ASSETS                                                                                     \
  COLUMNS "COALESCE (u.n, 0), COALESCE (u.client, 0), COALESCE (u.applicant, 0), COALESCE "        \
          "(u.partner, 0), COALESCE (u.internal, 0)" FROM_ASSETS                                   \
          "LEFT JOIN (SELECT asset_id, COUNT (*) n, SUM (audience = 'client') client, SUM "        \
          "(audience = 'applicant') applicant, SUM (audience = 'partner') partner, SUM "           \
          "(audience = 'internal') internal FROM content_items WHERE deleted = 0 AND asset_id IS " \
          "NOT NULL GROUP BY asset_id) u ON u.asset_id = a.id WHERE a.deleted = 0"

/* What was never used, in the order in which it is the better: read as far as it is needed. */
#define UNUSED_ASSETS                                                                              \
  COLUMNS "0, 0, 0, 0, 0" FROM_ASSETS                                                              \
          "WHERE a.deleted = 0 AND NOT EXISTS (SELECT 1 FROM content_items i WHERE i.deleted = 0 " \
          "AND i.asset_id = a.id) ORDER BY a.title_key, a.rid"

/* How many assets an audience may need, of those that may be used until the last day. */
typedef struct
{
  char last_day[AMB_DAY_SIZE];
  guint n[AMB_N_AUDIENCES]; /* that are still to be found */
} Wanted;

static Asset *
read_asset (AmbStmt *stmt)
{
  Asset *self = g_new0 (Asset, 1);

  for (int i = 0; i < (int) G_N_ELEMENTS (self->texts); i++)
    self->texts[i] = g_strdup (amb_stmt_get_text (stmt, i));
  self->asset = (AmbGapAsset){ .id = self->texts[0],
                               .title = self->texts[1],
                               .language = self->texts[2],
                               .department_id = self->texts[3],
                               .department = self->texts[4],
                               .rights = self->texts[5],
                               .confidentiality = self->texts[6],
                               .until = self->texts[7],
                               .key = self->texts[8],
                               .n_uses = (guint) amb_stmt_get_int (stmt, 9) };
  for (int i = 0; i < AMB_N_AUDIENCES; i++)
    self->asset.uses[i] = (guint) amb_stmt_get_int (stmt, 10 + i);
  return self;
}

static gboolean
is_all_found (const Wanted *wanted)
{
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    if (wanted->n[i] > 0)
      return FALSE;
  return TRUE;
}

static void
count_found (Wanted *wanted, const AmbGapAsset *asset, GPtrArray *languages[AMB_N_AUDIENCES])
{
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    if (wanted->n[i] > 0 && amb_gap_fits (asset, i, wanted->last_day) &&
        amb_gap_is_spoken (asset, (const char *const *) languages[i]->pdata))
      wanted->n[i]--;
}

/* As far as something is still @wanted. */
static GPtrArray *
read_assets (AmbStore *store,
             const char *sql,
             Wanted *wanted,
             GPtrArray *languages[AMB_N_AUDIENCES],
             GError **error)
{
  g_autoptr (GPtrArray) assets = g_ptr_array_new_with_free_func (asset_free);
  g_autoptr (AmbStmt) stmt = amb_db_prepare (amb_store_get_db (store), sql, error);
  GError *inner = NULL;
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  while (!is_all_found (wanted) && amb_stmt_step (stmt, &row, &inner) && row)
    {
      Asset *asset = read_asset (stmt);

      g_ptr_array_add (assets, asset);
      count_found (wanted, &asset->asset, languages);
    }
  if (inner == NULL)
    return g_steal_pointer (&assets);
  g_propagate_error (error, inner);
  return NULL;
}

/* All among which choose() finds what it would find among all assets: what was never used and
 * speaks the language comes before everything else, so often enough the first of those are it. */
static GPtrArray *
load_assets (AmbStore *store,
             const Wanted *wanted,
             GPtrArray *languages[AMB_N_AUDIENCES],
             GError **error)
{
  Wanted first = *wanted, all = *wanted;
  g_autoptr (GPtrArray) assets = read_assets (store, UNUSED_ASSETS, &first, languages, error);

  if (assets == NULL || is_all_found (&first))
    return g_steal_pointer (&assets);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    all.n[i] = G_MAXUINT;
  return read_assets (store, ASSETS, &all, languages, error);
}

/* By audience, the languages of the channels that have a weekly slot for it. */
static gboolean
load_languages (AmbStore *store, GPtrArray *languages[AMB_N_AUDIENCES], GError **error)
{
  g_autoptr (AmbStmt) stmt =
      amb_db_prepare (amb_store_get_db (store),
                      "SELECT DISTINCT s.audience, c.language FROM slot_templates s JOIN channels "
                      "c ON c.id = s.channel_id WHERE s.deleted = 0 AND c.deleted = 0 AND "
                      "c.language IS NOT NULL AND s.audience IS NOT NULL ORDER BY 1, 2",
                      error);
  GError *inner = NULL;
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  while (amb_stmt_step (stmt, &row, &inner) && row)
    {
      int audience = amb_audience_find (amb_stmt_get_text (stmt, 0));

      if (audience >= 0)
        g_ptr_array_add (languages[audience], g_strdup (amb_stmt_get_text (stmt, 1)));
    }
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* Of those that fit, one that was offered less often, then the better one. */
static Asset *
choose (GPtrArray *assets,
        guint audience,
        const char *last_day,
        const char *const *languages,
        const Asset *but)
{
  Asset *best = NULL;

  for (guint i = 0; i < assets->len; i++)
    {
      Asset *asset = g_ptr_array_index (assets, i);

      if (asset == but || !amb_gap_fits (&asset->asset, audience, last_day))
        continue;
      if (best == NULL || asset->n_offered < best->n_offered ||
          (asset->n_offered == best->n_offered &&
           amb_gap_compare (&asset->asset, &best->asset, audience, languages) < 0))
        best = asset;
    }
  return best;
}

static AmbGapOffer *
offer_new (const Asset *asset)
{
  AmbGapOffer *offer = g_new0 (AmbGapOffer, 1);

  offer->id = g_strdup (asset->asset.id);
  offer->title = g_strdup (asset->asset.title);
  offer->department = g_strdup (asset->asset.department);
  offer->language = g_strdup (asset->asset.language);
  offer->n_uses = asset->asset.n_uses;
  return offer;
}

static AmbGap *
gap_new (const char *week, guint audience)
{
  AmbGap *gap = g_new0 (AmbGap, 1);

  g_strlcpy (gap->week, week, sizeof gap->week);
  gap->audience = audience;
  gap->offers = g_ptr_array_new_with_free_func (offer_free);
  return gap;
}

static void
add_offers (AmbGap *gap, GPtrArray *assets, const char *const *languages)
{
  g_autofree char *last_day = amb_date_add_days (gap->week, 6);
  Asset *before = NULL;

  for (guint i = 0; i < AMB_GAP_OFFERS; i++)
    {
      Asset *asset = choose (assets, gap->audience, last_day, languages, before);

      if (asset == NULL)
        break;
      g_ptr_array_add (gap->offers, offer_new (asset));
      asset->n_offered++;
      before = asset;
    }
}

/* By audience, each ended by NULL; TRUE when they were read. */
static gboolean
languages_init (GPtrArray *languages[AMB_N_AUDIENCES], AmbStore *store, GError **error)
{
  gboolean ok;

  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    languages[i] = g_ptr_array_new_with_free_func (g_free);
  ok = load_languages (store, languages, error);
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    g_ptr_array_add (languages[i], NULL);
  return ok;
}

static void
languages_clear (GPtrArray *languages[AMB_N_AUDIENCES])
{
  for (guint i = 0; i < AMB_N_AUDIENCES; i++)
    g_ptr_array_unref (languages[i]);
}

static GPtrArray *
list_gaps (const AmbCalendar *calendar, const char *today)
{
  GPtrArray *gaps = g_ptr_array_new_with_free_func (gap_free);

  for (guint week = 0; week < calendar->n_weeks; week++)
    {
      g_autofree char *first = amb_calendar_dup_day (calendar, week * 7);

      if (amb_date_days_between (first, today) > 6)
        continue;
      for (guint i = 0; i < AMB_N_AUDIENCES; i++)
        if (amb_calendar_is_empty (calendar, week, i))
          g_ptr_array_add (gaps, gap_new (first, i));
    }
  return gaps;
}

/* To the first @n of them. What one was offered may all be of one audience, so each of these needs
 * as many as all of them. */
static gboolean
offer (AmbStore *store, GPtrArray *gaps, guint n, GError **error)
{
  g_autoptr (GPtrArray) assets = NULL;
  GPtrArray *languages[AMB_N_AUDIENCES];
  Wanted wanted = { "", { 0 } };
  gboolean ok;

  if (n == 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      const AmbGap *gap = gaps->pdata[i];
      g_autofree char *last_day = amb_date_add_days (gap->week, 6);

      wanted.n[gap->audience] = n * AMB_GAP_OFFERS;
      if (strcmp (last_day, wanted.last_day) > 0)
        g_strlcpy (wanted.last_day, last_day, sizeof wanted.last_day);
    }
  ok = languages_init (languages, store, error);
  if (ok)
    assets = load_assets (store, &wanted, languages, error);
  for (guint i = 0; assets != NULL && i < n; i++)
    {
      AmbGap *gap = gaps->pdata[i];

      add_offers (gap, assets, (const char *const *) languages[gap->audience]->pdata);
    }
  languages_clear (languages);
  return assets != NULL;
}

GPtrArray *
amb_calendar_load_gaps (
    AmbStore *store, const AmbCalendar *calendar, const char *today, guint most, GError **error)
{
  g_autoptr (GPtrArray) gaps = list_gaps (calendar, today);

  return offer (store, gaps, MIN (gaps->len, most), error) ? g_steal_pointer (&gaps) : NULL;
}

/* The weeks from this one on. */
static AmbCalendar *
load_coming (AmbStore *store, GTimeZone *zone, const char *node, GError **error)
{
  g_autofree char *from =
      amb_week_get_start (amb_store_get_today (store), amb_week_get_first_weekday ());
  g_autoptr (AmbQuery) filter = amb_query_new (amb_entity_find ("content-item"));
  AmbCalendarAsk ask = { .n_weeks = AMB_GAP_WEEKS, .zone = zone, .filter = filter };

  filter->within = g_strdup (node);
  g_strlcpy (ask.from, from, sizeof ask.from);
  return amb_calendar_load_balance (store, &ask, error);
}

GPtrArray *
amb_calendar_load_coming_gaps (
    AmbStore *store, GTimeZone *zone, const char *node, guint most, GError **error)
{
  g_autoptr (AmbCalendar) calendar = load_coming (store, zone, node, error);

  return calendar != NULL
             ? amb_calendar_load_gaps (store, calendar, amb_store_get_today (store), most, error)
             : NULL;
}

GPtrArray *
amb_calendar_load_offers (
    AmbStore *store, guint audience, const char *last_day, guint most, GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (offer_free);
  g_autoptr (GPtrArray) assets = NULL;
  GPtrArray *languages[AMB_N_AUDIENCES];
  Wanted wanted = { "", { 0 } };

  wanted.n[audience] = most;
  g_strlcpy (wanted.last_day, last_day, sizeof wanted.last_day);
  if (languages_init (languages, store, error))
    assets = load_assets (store, &wanted, languages, error);
  while (assets != NULL && offers->len < most)
    {
      Asset *asset = choose (assets, audience, last_day,
                             (const char *const *) languages[audience]->pdata, NULL);

      /* What was offered comes last: then all that fit are. */
      if (asset == NULL || asset->n_offered > 0)
        break;
      g_ptr_array_add (offers, offer_new (asset));
      asset->n_offered++;
    }
  languages_clear (languages);
  return assets != NULL ? g_steal_pointer (&offers) : NULL;
}

GPtrArray *
amb_calendar_load_weeks_of (AmbStore *store, const char *id, GTimeZone *zone, GError **error)
{
  g_autoptr (GPtrArray) gaps = g_ptr_array_new_with_free_func (gap_free);
  g_autoptr (AmbRecord) record = amb_store_get (store, amb_entity_find ("asset"), id, error);
  g_autoptr (AmbCalendar) calendar = NULL;
  AmbGapAsset asset = { NULL };

  if (record == NULL)
    return NULL;
  calendar = load_coming (store, zone, NULL, error);
  if (calendar == NULL)
    return NULL;
  asset.rights = amb_record_get (record, "rights");
  asset.confidentiality = amb_record_get (record, "confidentiality");
  asset.until =
      amb_rights_get_last_day (&(AmbRights){ asset.rights, amb_record_get (record, "rights-until"),
                                             amb_record_get (record, "expires-on") });
  for (guint week = 0; week < calendar->n_weeks; week++)
    for (guint i = 0; i < AMB_N_AUDIENCES; i++)
      {
        g_autofree char *first = amb_calendar_dup_day (calendar, week * 7);
        g_autofree char *last = amb_date_add_days (first, 6);

        if (amb_calendar_is_empty (calendar, week, i) && amb_gap_fits (&asset, i, last))
          g_ptr_array_add (gaps, gap_new (first, i));
      }
  return g_steal_pointer (&gaps);
}
