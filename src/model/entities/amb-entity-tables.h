/* For the tables only: what each of them includes. */
#pragma once

#include "amb-entity.h"
#include <glib/gi18n-lib.h>
