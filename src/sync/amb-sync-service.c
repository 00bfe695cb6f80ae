#include "amb-sync-service.h"

#include "amb-error.h"
#include "amb-sync-lane.h"
#include "amb-sync-private.h"
#include "amb-sync.h"

struct _AmbSyncService
{
  GObject parent_instance;

  /* owned */
  AmbWorker *writer;
  AmbProgramme *programme;
  AmbSyncLanes *lanes; /* NULL: stopped */
  char *message;

  AmbSyncState state;
  gboolean connected;
  gboolean busy;       /* a pull has more */
  gboolean pull_fails; /* whose error :message tells */
  gboolean push_fails;
  gboolean compares; /* somebody asked for a comparison and waits */
  gint64 waiting;
  gint64 held; /* of these */
  gint64 findings;
  gint64 last_sync;
  gint64 done;
  gint64 total;
  gulong network_changed;
};

G_DEFINE_FINAL_TYPE (AmbSyncService, amb_sync_service, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_WAITING,
  PROP_FINDINGS,
  PROP_LAST_SYNC,
  PROP_DONE,
  PROP_TOTAL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint applied_signal;
static guint compared_signal;

GType
amb_sync_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { AMB_SYNC_OFF, "AMB_SYNC_OFF", "off" },
    { AMB_SYNC_IDLE, "AMB_SYNC_IDLE", "idle" },
    { AMB_SYNC_RUNNING, "AMB_SYNC_RUNNING", "running" },
    { AMB_SYNC_OFFLINE, "AMB_SYNC_OFFLINE", "offline" },
    { AMB_SYNC_FAILED, "AMB_SYNC_FAILED", "failed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AmbSyncState", values));
  return type;
}

static void
set_number (AmbSyncService *self, gint64 *member, gint64 value, guint property)
{
  if (*member == value)
    return;
  *member = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_message (AmbSyncService *self, const char *message)
{
  if (g_strcmp0 (self->message, message) == 0)
    return;
  g_free (self->message);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

static void
set_state (AmbSyncService *self, AmbSyncState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* An error of one lane is told until that lane succeeds. */
static void
note_error (AmbSyncService *self, gboolean *fails, const GError *error)
{
  if (error)
    {
      *fails = TRUE;
      set_message (self, error->message);
      set_state (self, error->domain == AMB_ERROR && error->code == AMB_ERROR_OFFLINE
                           ? AMB_SYNC_OFFLINE
                           : AMB_SYNC_FAILED);
      return;
    }
  *fails = FALSE;
  if (self->pull_fails || self->push_fails)
    return;
  set_message (self, NULL);
  if (!self->connected)
    set_state (self, AMB_SYNC_OFF);
  else
    set_state (self, self->busy || self->waiting > self->held ? AMB_SYNC_RUNNING : AMB_SYNC_IDLE);
}

static void
count_progress (AmbSyncService *self, AmbSyncKind lane, const AmbSyncNews *news)
{
  gint64 step = lane == AMB_SYNC_PULL ? news->rows : news->operations;

  if (!self->busy && self->waiting == self->held)
    {
      set_number (self, &self->done, 0, PROP_DONE);
      set_number (self, &self->total, 0, PROP_TOTAL);
      return;
    }
  set_number (self, &self->done, self->done + step, PROP_DONE);
  set_number (self, &self->total, self->busy ? 0 : self->done + self->waiting, PROP_TOTAL);
}

/* Who asked for a comparison waits for an end, be it a failure. */
static void
note_comparison (AmbSyncService *self, const AmbSyncNews *news)
{
  if (!news->comparison && !(self->compares && news->error))
    return;
  self->compares = FALSE;
  g_signal_emit (self, compared_signal, 0, news->comparison, news->comparison ? NULL : news->error);
}

static void
news_cb (AmbSyncKind lane, AmbSyncNews *news, gpointer data)
{
  AmbSyncService *self = data;

  self->connected = news->connected;
  self->held = news->held;
  if (lane == AMB_SYNC_PULL)
    self->busy = news->busy;
  set_number (self, &self->waiting, news->waiting, PROP_WAITING);
  set_number (self, &self->findings, news->findings, PROP_FINDINGS);
  set_number (self, &self->last_sync, news->last_sync, PROP_LAST_SYNC);
  count_progress (self, lane, news);
  note_error (self, lane == AMB_SYNC_PULL ? &self->pull_fails : &self->push_fails, news->error);
  if (news->changes && news->changes->len > 0)
    g_signal_emit (self, applied_signal, 0, news->changes);
  note_comparison (self, news);
}

static AmbTransport *
open_transport (const AmbCredentialsKey *server,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return amb_sync_open_transport (server, cancellable, error);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, AmbSyncService *self)
{
  if (self->lanes && available)
    amb_sync_lanes_kick (self->lanes, TRUE);
}

static void
amb_sync_service_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmbSyncService *self = AMB_SYNC_SERVICE (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_WAITING:
      g_value_set_int64 (value, self->waiting);
      break;
    case PROP_FINDINGS:
      g_value_set_int64 (value, self->findings);
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, self->last_sync);
      break;
    case PROP_DONE:
      g_value_set_int64 (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amb_sync_service_dispose (GObject *object)
{
  AmbSyncService *self = AMB_SYNC_SERVICE (object);

  amb_sync_service_stop (self);
  g_clear_object (&self->programme);
  g_clear_object (&self->writer);
  G_OBJECT_CLASS (amb_sync_service_parent_class)->dispose (object);
}

static void
amb_sync_service_finalize (GObject *object)
{
  g_free (AMB_SYNC_SERVICE (object)->message);
  G_OBJECT_CLASS (amb_sync_service_parent_class)->finalize (object);
}

static GParamSpec *
new_number (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
amb_sync_service_class_init (AmbSyncServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = amb_sync_service_get_property;
  object_class->dispose = amb_sync_service_dispose;
  object_class->finalize = amb_sync_service_finalize;
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, AMB_TYPE_SYNC_STATE, AMB_SYNC_OFF, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_WAITING] = new_number ("waiting");
  properties[PROP_FINDINGS] = new_number ("findings");
  properties[PROP_LAST_SYNC] = new_number ("last-sync");
  properties[PROP_DONE] = new_number ("done");
  properties[PROP_TOTAL] = new_number ("total");
  g_object_class_install_properties (object_class, N_PROPS, properties);
  applied_signal = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  compared_signal = g_signal_new ("compared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
amb_sync_service_init (AmbSyncService *self)
{
}

AmbSyncService *
amb_sync_service_new (AmbWorker *writer, AmbProgramme *programme)
{
  AmbSyncService *self = g_object_new (AMB_TYPE_SYNC_SERVICE, NULL);

  self->writer = g_object_ref (writer);
  self->programme = g_object_ref (programme);
  return self;
}

void
amb_sync_service_start (AmbSyncService *self)
{
  amb_sync_service_start_with (self, open_transport, NULL);
}

void
amb_sync_service_start_with (AmbSyncService *self, AmbSyncOpen open, gpointer data)
{
  if (self->lanes)
    {
      amb_sync_lanes_kick (self->lanes, TRUE);
      return;
    }
  self->network_changed = g_signal_connect (g_network_monitor_get_default (), "network-changed",
                                            G_CALLBACK (network_changed_cb), self);
  self->lanes = amb_sync_lanes_new (self->writer, self->programme, open, data, news_cb, self);
}

void
amb_sync_service_stop (AmbSyncService *self)
{
  if (!self->lanes)
    return;
  g_signal_handler_disconnect (g_network_monitor_get_default (), self->network_changed);
  g_clear_pointer (&self->lanes, amb_sync_lanes_stop);
  self->pull_fails = FALSE;
  self->push_fails = FALSE;
  self->compares = FALSE;
  self->busy = FALSE;
  set_message (self, NULL);
  set_state (self, AMB_SYNC_OFF);
}

void
amb_sync_service_compare (AmbSyncService *self)
{
  if (!self->lanes)
    return;
  self->compares = TRUE;
  amb_sync_lanes_compare (self->lanes);
}

void
amb_sync_service_kick (AmbSyncService *self)
{
  if (self->lanes)
    amb_sync_lanes_kick (self->lanes, self->pull_fails || self->push_fails);
}

gboolean
amb_sync_service_run_once (AmbSyncService *self, GCancellable *cancellable, GError **error)
{
  return amb_sync_once_on (self->writer, self->programme, NULL, cancellable, error);
}

AmbSyncState
amb_sync_service_get_state (AmbSyncService *self)
{
  return self->state;
}
