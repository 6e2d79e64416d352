/* The heap of this process, as the C library keeps it. */
#ifndef CHEAP_H
#define CHEAP_H

/* Gives what is free back to the system, so that what stays is what is held. */
void heap_return_free(void);

#endif
