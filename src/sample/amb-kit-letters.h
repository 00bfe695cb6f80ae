/* Templates of letters, in English and in French: for the starter kit and the sample programme. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *purpose, *language, *name, *subject, *body;
} AmbKitLetter;

/* Each purpose in each language, under one name; a NULL purpose ends them. */
extern const AmbKitLetter amb_kit_letters[];

G_END_DECLS
