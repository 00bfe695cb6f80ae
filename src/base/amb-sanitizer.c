#define _GNU_SOURCE /* dl_iterate_phdr() */
#include "amb-sanitizer.h"

#ifdef __SANITIZE_ADDRESS__

#include <link.h>
#include <string.h>

#define NAMES_A_BLOCK 2048
#define BLOCKS        3

/* What <sanitizer/lsan_interface.h> says of them. */
void __lsan_disable (void);
void __lsan_enable (void);

static GPtrArray *kept; /* copies of what GLib's variables held when the program began */

static int
keep_variables (struct dl_phdr_info *info, size_t size, void *data)
{
  if (strstr (info->dlpi_name, "libglib-2.0.so") == NULL)
    return 0;
  for (guint i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &info->dlpi_phdr[i];

      if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) != 0)
        g_ptr_array_add (
            kept, g_memdup2 ((const char *) info->dlpi_addr + segment->p_vaddr, segment->p_memsz));
    }
  return 1;
}

void
amb_sanitizer_prepare (void)
{
  kept = g_ptr_array_new_with_free_func (g_free);
  dl_iterate_phdr (keep_variables, NULL);
  __lsan_disable ();
  for (guint i = 0; i < BLOCKS * NAMES_A_BLOCK; i++)
    {
      char name[32];

      g_snprintf (name, sizeof name, "amb-sanitizer-%u", i);
      g_quark_from_string (name);
    }
  __lsan_enable ();
}

#else

void
amb_sanitizer_prepare (void)
{
}

#endif
