#include "amb-error.h"

G_DEFINE_QUARK (amb - error - quark, amb_error)
