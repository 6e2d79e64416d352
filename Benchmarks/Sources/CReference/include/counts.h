/* What this program asks the system for, counted exactly: its own definitions of these functions
   take the place of the C library's, also for the libraries that it loads. Linux only. */
#ifndef CREFERENCE_COUNTS_H
#define CREFERENCE_COUNTS_H

#include <stdint.h>

/* Begins to count the allocations of the calling thread. */
void reference_begin_counting_allocations(void);

/* Ends that, and returns how many there were. */
int64_t reference_end_counting_allocations(void);

/* Waits for a disk, since the program began. */
struct reference_waits {
    /* Calls of fdatasync. */
    int64_t data_syncs;
    /* Calls of fsync and sync_file_range. */
    int64_t other_syncs;
    /* Writes to descriptors that were opened with O_DSYNC or O_SYNC, while those are watched. */
    int64_t synchronous_writes;
};

/* Returns the waits so far. */
struct reference_waits reference_waits(void);

/* Begins or ends to watch for synchronous writes, which costs a system call a write. */
void reference_watch_writes(int on);

#endif
