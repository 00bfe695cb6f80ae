/* What a thread is to the others of its program. */
#include "amb-thread.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BEHIND 10 /* of 19: what nice(1) takes by itself */

void
amb_thread_give_way (void)
{
  int now = getpriority (PRIO_PROCESS, 0);

  /* Linux: a thread has a priority of its own under its number (setpriority(2), “C library/kernel
   * differences”). To lower it needs no right; were it refused all the same, the work is done as
   * before. */
  if (now < BEHIND)
    (void) setpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid), BEHIND);
}
#else
void
amb_thread_give_way (void)
{
}
#endif
