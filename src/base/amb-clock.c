/* Time and randomness, ids, instants and calendar days. */
#include "amb-clock.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define DAY_MS G_GINT64_CONSTANT (86400000)
/* 0001-01-01 and 9999-12-31, in days since 1970-01-01: what four digits of a year can say. */
#define FIRST_DAY     G_GINT64_CONSTANT (-719162)
#define LAST_DAY      G_GINT64_CONSTANT (2932896)
#define FIRST_INSTANT (FIRST_DAY * DAY_MS)
#define LAST_INSTANT  ((LAST_DAY + 1) * DAY_MS - 1)

#define POOL_WORDS     64
#define ID_COUNTER_MAX 0xfff

struct _AmbClock
{
  GObject parent_instance;

  GMutex mutex;

  gboolean is_manual;
  gint64 now; /* of a manual clock */

  GRand *rand; /* of a manual clock with a seed, else the kernel's randomness in pool */
  guint32 pool[POOL_WORDS];
  guint pool_left;

  gint64 id_time;
  guint id_counter;
};

G_DEFINE_FINAL_TYPE (AmbClock, amb_clock, G_TYPE_OBJECT)

static void
fill_pool (AmbClock *self)
{
  guint8 *bytes = (guint8 *) self->pool;
  gsize filled = 0;

  while (filled < sizeof self->pool)
    {
      gssize got = getrandom (bytes + filled, sizeof self->pool - filled, 0);

      if (got > 0)
        filled += (gsize) got;
      else if (errno != EINTR)
        g_error ("The system gives no random numbers: %s", g_strerror (errno));
    }
  self->pool_left = POOL_WORDS;
}

static guint32
random_locked (AmbClock *self)
{
  guint32 word;

  if (self->rand != NULL)
    return g_rand_int (self->rand);

  if (self->pool_left == 0)
    fill_pool (self);
  word = self->pool[--self->pool_left];
  self->pool[self->pool_left] = 0;

  return word;
}

static gint64
now_locked (AmbClock *self)
{
  return self->is_manual ? self->now : g_get_real_time () / 1000;
}

static void
amb_clock_finalize (GObject *object)
{
  AmbClock *self = AMB_CLOCK (object);

  g_clear_pointer (&self->rand, g_rand_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (amb_clock_parent_class)->finalize (object);
}

static void
amb_clock_class_init (AmbClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amb_clock_finalize;
}

static void
amb_clock_init (AmbClock *self)
{
  g_mutex_init (&self->mutex);
  self->id_time = G_MININT64;
}

AmbClock *
amb_clock_new_system (void)
{
  return g_object_new (AMB_TYPE_CLOCK, NULL);
}

AmbClock *
amb_clock_new_manual (gint64 now, guint32 seed)
{
  AmbClock *self = g_object_new (AMB_TYPE_CLOCK, NULL);

  self->is_manual = TRUE;
  self->now = now;
  if (seed != 0)
    self->rand = g_rand_new_with_seed (seed);

  return self;
}

void
amb_clock_restart (AmbClock *self, gint64 now, guint32 seed)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (AMB_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  locker = g_mutex_locker_new (&self->mutex);
  self->now = now;
  self->id_time = G_MININT64;
  self->id_counter = 0;
  g_clear_pointer (&self->rand, g_rand_free);
  if (seed != 0)
    self->rand = g_rand_new_with_seed (seed);
}

gint64
amb_clock_now (AmbClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (AMB_IS_CLOCK (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return now_locked (self);
}

void
amb_clock_set (AmbClock *self, gint64 now)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (AMB_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  locker = g_mutex_locker_new (&self->mutex);
  self->now = now;
}

void
amb_clock_advance (AmbClock *self, gint64 milliseconds)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (AMB_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  locker = g_mutex_locker_new (&self->mutex);
  self->now += milliseconds;
}

guint32
amb_clock_random (AmbClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (AMB_IS_CLOCK (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return random_locked (self);
}

/* RFC 9562, 6.2, method 1: the 12 bits after the time are a counter. It starts in its lower half in
 * each millisecond; when it is used up, or time went back, the id's own time runs ahead. */
static void
next_id_locked (AmbClock *self)
{
  gint64 now = CLAMP (now_locked (self), 0, G_GINT64_CONSTANT (0xffffffffffff));

  if (now > self->id_time)
    {
      self->id_time = now;
      self->id_counter = random_locked (self) & (ID_COUNTER_MAX >> 1);
    }
  else if (self->id_counter < ID_COUNTER_MAX)
    {
      self->id_counter++;
    }
  else
    {
      self->id_time++;
      self->id_counter = random_locked (self) & (ID_COUNTER_MAX >> 1);
    }
}

char *
amb_clock_dup_id (AmbClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  guint32 high;
  guint32 low;

  g_return_val_if_fail (AMB_IS_CLOCK (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);
  next_id_locked (self);
  high = random_locked (self);
  low = random_locked (self);

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%04x%08x", (guint32) (self->id_time >> 16),
                          (guint) (self->id_time & 0xffff), self->id_counter, 0x8000 | (high >> 18),
                          high & 0xffff, low);
}

gboolean
amb_id_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != 36)
    return FALSE;

  for (guint i = 0; i < 36; i++)
    {
      char c = text[i];

      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (c != '-')
            return FALSE;
        }
      else if (!g_ascii_isdigit (c) && (c < 'a' || c > 'f'))
        {
          return FALSE;
        }
    }

  return text[14] == '7' && strchr ("89ab", text[19]) != NULL;
}

gint64
amb_id_get_instant (const char *id)
{
  char digits[13] = { 0 }; /* 48 bits */

  if (!amb_id_is_valid (id))
    return 0;
  memcpy (digits, id, 8);
  memcpy (digits + 8, id + 9, 4);
  return (gint64) g_ascii_strtoull (digits, NULL, 16);
}

/* Days since 1970-01-01 of a day of the Gregorian calendar; years count from March, so that the
 * leap day comes last. */
static gint64
days_from_civil (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return (gint64) era * 146097 + day_of_era - 719468;
}

static void
civil_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int day_of_era = (int) (shifted - era * 146097);
  int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month_from_march = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  *year = (int) (year_of_era + era * 400) + (*month <= 2 ? 1 : 0);
}

static gboolean
read_digits (const char **cursor, guint count, int *value)
{
  const char *p = *cursor;
  int number = 0;

  for (guint i = 0; i < count; i++, p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      number = number * 10 + (*p - '0');
    }
  *cursor = p;
  *value = number;

  return TRUE;
}

static gboolean
read_char (const char **cursor, char expected)
{
  if (**cursor != expected)
    return FALSE;
  (*cursor)++;

  return TRUE;
}

static gboolean
read_date (const char **cursor, gint64 *days)
{
  int year;
  int month;
  int day;

  if (!read_digits (cursor, 4, &year) || !read_char (cursor, '-') ||
      !read_digits (cursor, 2, &month) || !read_char (cursor, '-') ||
      !read_digits (cursor, 2, &day))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day < 1 ||
      day > g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year))
    return FALSE;

  *days = days_from_civil (year, month, day);

  return TRUE;
}

/* Milliseconds of the fraction; finer digits are cut off, as a clock does. */
static gboolean
read_fraction (const char **cursor, int *milliseconds)
{
  int scale = 100;

  *milliseconds = 0;
  if (!read_char (cursor, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**cursor))
    return FALSE;

  for (; g_ascii_isdigit (**cursor); (*cursor)++, scale /= 10)
    *milliseconds += (**cursor - '0') * scale;

  return TRUE;
}

static gboolean
read_offset (const char **cursor, int *minutes)
{
  int sign;
  int hour;
  int minute;

  *minutes = 0;
  if (read_char (cursor, 'Z') || read_char (cursor, 'z'))
    return TRUE;

  if (**cursor != '+' && **cursor != '-')
    return FALSE;
  sign = *(*cursor)++ == '-' ? -1 : 1;
  if (!read_digits (cursor, 2, &hour) || !read_char (cursor, ':') ||
      !read_digits (cursor, 2, &minute) || hour > 23 || minute > 59)
    return FALSE;

  *minutes = sign * (hour * 60 + minute);

  return TRUE;
}

/* A leap second stands only at the end of a month in UTC; it counts as the second after it. */
static gboolean
is_end_of_month (gint64 next_second_ms)
{
  int year;
  int month;
  int day;

  if (next_second_ms % DAY_MS != 0)
    return FALSE;
  civil_from_days (next_second_ms / DAY_MS, &year, &month, &day);

  return day == 1;
}

gboolean
amb_instant_parse (const char *text, gint64 *instant)
{
  const char *cursor = text;
  gint64 days;
  gint64 value;
  int hour;
  int minute;
  int second;
  int milliseconds;
  int offset;

  if (text == NULL || !read_date (&cursor, &days) ||
      (!read_char (&cursor, 'T') && !read_char (&cursor, 't')) ||
      !read_digits (&cursor, 2, &hour) || !read_char (&cursor, ':') ||
      !read_digits (&cursor, 2, &minute) || !read_char (&cursor, ':') ||
      !read_digits (&cursor, 2, &second) || !read_fraction (&cursor, &milliseconds) ||
      !read_offset (&cursor, &offset) || *cursor != '\0')
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  value = days * DAY_MS + ((hour * 60 + minute - offset) * 60 + second) * G_GINT64_CONSTANT (1000);
  if (second == 60 && !is_end_of_month (value))
    return FALSE;
  value += milliseconds;
  if (value < FIRST_INSTANT || value > LAST_INSTANT)
    return FALSE;

  *instant = value;

  return TRUE;
}

char *
amb_instant_format (gint64 instant)
{
  gint64 value = CLAMP (instant, FIRST_INSTANT, LAST_INSTANT);
  gint64 days = (value - FIRST_INSTANT) / DAY_MS + FIRST_DAY;
  int rest = (int) (value - days * DAY_MS);
  int year;
  int month;
  int day;

  civil_from_days (days, &year, &month, &day);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day, rest / 3600000,
                          rest / 60000 % 60, rest / 1000 % 60, rest % 1000);
}

static gboolean
parse_date (const char *text, gint64 *days)
{
  const char *cursor = text;

  return text != NULL && read_date (&cursor, days) && *cursor == '\0';
}

static char *
format_date (gint64 days)
{
  int year;
  int month;
  int day;

  civil_from_days (days, &year, &month, &day);

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
amb_instant_dup_day (gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
}

gboolean
amb_date_is_valid (const char *text)
{
  gint64 days;

  return parse_date (text, &days);
}

char *
amb_clock_dup_today (AmbClock *self, GTimeZone *zone)
{
  g_autoptr (GTimeZone) local = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) here = NULL;
  gint64 now;

  g_return_val_if_fail (AMB_IS_CLOCK (self), NULL);

  if (zone == NULL)
    zone = local = g_time_zone_new_local ();
  /* A day inside the ends, so that no zone leads out of the four digits. */
  now = CLAMP (amb_clock_now (self), FIRST_INSTANT + DAY_MS, LAST_INSTANT - DAY_MS);
  utc = g_date_time_new_from_unix_utc ((now - FIRST_INSTANT) / 1000 + FIRST_INSTANT / 1000);
  here = g_date_time_to_timezone (utc, zone);

  return format_date (days_from_civil (g_date_time_get_year (here), g_date_time_get_month (here),
                                       g_date_time_get_day_of_month (here)));
}

char *
amb_date_add_days (const char *date, int days)
{
  gint64 value;

  if (!parse_date (date, &value))
    return NULL;
  value += days;

  return value < FIRST_DAY || value > LAST_DAY ? NULL : format_date (value);
}

int
amb_date_days_between (const char *from, const char *to)
{
  gint64 first = 0;
  gint64 last = 0;

  g_return_val_if_fail (parse_date (from, &first), 0);
  g_return_val_if_fail (parse_date (to, &last), 0);

  return (int) (last - first);
}
