/* Counts waits for a disk on their way to the system. */
#define _GNU_SOURCE
#include "counts.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_llong data_syncs;
static atomic_llong other_syncs;
static atomic_llong synchronous_writes;
static atomic_int is_watching;

struct reference_waits reference_waits(void) {
    return (struct reference_waits){
        .data_syncs = atomic_load(&data_syncs),
        .other_syncs = atomic_load(&other_syncs),
        .synchronous_writes = atomic_load(&synchronous_writes),
    };
}

void reference_watch_writes(int on) { atomic_store(&is_watching, on); }

int fdatasync(int descriptor) {
    atomic_fetch_add_explicit(&data_syncs, 1, memory_order_relaxed);
    return (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
    atomic_fetch_add_explicit(&other_syncs, 1, memory_order_relaxed);
    return (int)syscall(SYS_fsync, descriptor);
}

int sync_file_range(int descriptor, off64_t offset, off64_t length, unsigned int flags) {
    atomic_fetch_add_explicit(&other_syncs, 1, memory_order_relaxed);
    return (int)syscall(SYS_sync_file_range, descriptor, offset, length, flags);
}

static ssize_t write_at(int descriptor, const void *bytes, size_t count, off64_t offset) {
    if (atomic_load_explicit(&is_watching, memory_order_relaxed)
        && (fcntl(descriptor, F_GETFL) & O_DSYNC))
        atomic_fetch_add_explicit(&synchronous_writes, 1, memory_order_relaxed);
    return syscall(SYS_pwrite64, descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return write_at(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return write_at(descriptor, bytes, count, offset);
}
