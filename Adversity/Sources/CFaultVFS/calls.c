// The C library's calls that concern files, defined anew for the whole program: each is recorded
// where the file is watched, or fails where the plan says so, and otherwise goes its usual way.

#define _GNU_SOURCE
#include "record.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { DESCRIPTOR_LIMIT = 65536 };

// Which watched file a descriptor stands for.
static _Atomic int watched[DESCRIPTOR_LIMIT];
static atomic_bool writes_through[DESCRIPTOR_LIMIT];

static struct {
    int (*open)(const char *, int, ...);
    int (*openat)(int, const char *, int, ...);
    int (*close)(int);
    ssize_t (*read)(int, void *, size_t);
    ssize_t (*pread)(int, void *, size_t, off_t);
    ssize_t (*write)(int, const void *, size_t);
    ssize_t (*pwrite)(int, const void *, size_t, off_t);
    int (*ftruncate)(int, off_t);
    int (*fsync)(int);
    int (*fdatasync)(int);
    int (*unlink)(const char *);
    int (*rename)(const char *, const char *);
    int (*link)(const char *, const char *);
    int (*linkat)(int, const char *, int, const char *, int);
} real;

static pthread_once_t found = PTHREAD_ONCE_INIT;

static void find(void) {
    real.open = dlsym(RTLD_NEXT, "open64");
    real.openat = dlsym(RTLD_NEXT, "openat64");
    real.close = dlsym(RTLD_NEXT, "close");
    real.read = dlsym(RTLD_NEXT, "read");
    real.pread = dlsym(RTLD_NEXT, "pread64");
    real.write = dlsym(RTLD_NEXT, "write");
    real.pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real.ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real.fsync = dlsym(RTLD_NEXT, "fsync");
    real.fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real.unlink = dlsym(RTLD_NEXT, "unlink");
    real.rename = dlsym(RTLD_NEXT, "rename");
    real.link = dlsym(RTLD_NEXT, "link");
    real.linkat = dlsym(RTLD_NEXT, "linkat");
}

static void ready(void) { pthread_once(&found, find); }

// The plan of what fails.
static struct fault_plan plan;
static _Atomic int64_t calls;
static _Atomic int64_t failures;
static _Atomic unsigned failed_calls;

void fault_set_plan(struct fault_plan wanted) {
    plan = wanted;
    atomic_store(&calls, 0);
    atomic_store(&failures, 0);
    atomic_store(&failed_calls, 0);
}

int64_t fault_call_count(void) { return atomic_load(&calls); }
int64_t fault_failure_count(void) { return atomic_load(&failures); }
unsigned fault_failed_calls(void) { return atomic_load(&failed_calls); }

static bool fails(enum fault_call call) {
    if ((plan.calls & (1u << call)) == 0) return false;
    int64_t index = atomic_fetch_add(&calls, 1) + 1;
    if (plan.at == 0 || index < plan.at || (index > plan.at && !plan.for_good)) return false;
    atomic_fetch_add(&failures, 1);
    atomic_fetch_or(&failed_calls, 1u << call);
    return true;
}

static int failed(void) {
    errno = plan.error != 0 ? plan.error : EIO;
    return -1;
}

static int file_of(int descriptor) {
    bool is_known = record_is_on() && descriptor >= 0 && descriptor < DESCRIPTOR_LIMIT;
    return is_known ? atomic_load(&watched[descriptor]) : RECORD_NONE;
}

static bool is_nameless(int flags) { return (flags & O_TMPFILE) == O_TMPFILE; }

static int opened(const char *path, int flags, int descriptor, bool is_new) {
    if (descriptor < 0 || descriptor >= DESCRIPTOR_LIMIT) return descriptor;
    atomic_store(&watched[descriptor], RECORD_NONE);
    if (record_is_directory(path) && is_nameless(flags)) {
        atomic_store(&writes_through[descriptor], (flags & (O_SYNC | O_DSYNC)) != 0);
        atomic_store(&watched[descriptor], record_nameless_file(descriptor));
        return descriptor;
    }
    if (record_is_directory(path)) {
        atomic_store(&watched[descriptor], RECORD_DIRECTORY);
        return descriptor;
    }
    const char *name = record_name(path);
    if (name == NULL) return descriptor;
    int file = is_new ? record_new_file(path) : record_file_at(path);
    if (is_new)
        record_add((struct fault_entry){.kind = FAULT_CREATE, .file = file, .name = name}, NULL);
    if ((flags & O_TRUNC) != 0 && !is_new)
        record_add((struct fault_entry){.kind = FAULT_TRUNCATE, .file = file}, NULL);
    atomic_store(&writes_through[descriptor], (flags & (O_SYNC | O_DSYNC)) != 0);
    atomic_store(&watched[descriptor], file);
    return descriptor;
}

static bool is_missing(const char *path, int flags) {
    struct stat seen;
    return (flags & O_CREAT) != 0 && record_name(path) != NULL && lstat(path, &seen) != 0;
}

static int open_watched(const char *path, int flags, mode_t mode) {
    ready();
    bool is_ours = record_name(path) != NULL || record_is_directory(path);
    bool is_new = is_missing(path, flags);
    enum fault_call call = is_new || is_nameless(flags) ? FAULT_CALL_CREATE
        : (flags & O_ACCMODE) == O_RDONLY ? FAULT_CALL_OPEN
                                          : FAULT_CALL_OPEN_WRITING;
    if (is_ours && fails(call)) return failed();
    return opened(path, flags, real.open(path, flags, mode), is_new);
}

static mode_t mode_of(int flags, va_list arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

#define DEFINE_OPEN(name)                                  \
    int name(const char *path, int flags, ...) {           \
        va_list arguments;                                 \
        va_start(arguments, flags);                        \
        mode_t mode = mode_of(flags, arguments);           \
        va_end(arguments);                                 \
        return open_watched(path, flags, mode);            \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)

#define DEFINE_OPENAT(name)                                            \
    int name(int directory, const char *path, int flags, ...) {        \
        va_list arguments;                                             \
        va_start(arguments, flags);                                    \
        mode_t mode = mode_of(flags, arguments);                       \
        va_end(arguments);                                             \
        if (path[0] == '/') return open_watched(path, flags, mode);    \
        ready();                                                       \
        return real.openat(directory, path, flags, mode);              \
    }

DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

int close(int descriptor) {
    ready();
    if (descriptor >= 0 && descriptor < DESCRIPTOR_LIMIT)
        atomic_store(&watched[descriptor], RECORD_NONE);
    return real.close(descriptor);
}

static ssize_t read_at(int descriptor, void *bytes, size_t length, off_t offset) {
    ready();
    if (file_of(descriptor) > 0 && fails(FAULT_CALL_READ)) {
        if (plan.error != 0) return failed();
        length /= 2;
    }
    return real.pread(descriptor, bytes, length, offset);
}

ssize_t pread(int descriptor, void *bytes, size_t length, off_t offset) {
    return read_at(descriptor, bytes, length, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t length, off_t offset) {
    return read_at(descriptor, bytes, length, offset);
}

static void wrote(int descriptor, const void *bytes, ssize_t length, off_t offset) {
    int file = file_of(descriptor);
    if (file <= 0 || length < 0) return;
    if (record_within_vfs == 0)
        record_add(
            (struct fault_entry){
                .kind = FAULT_WRITE, .file = file, .offset = offset, .length = (size_t)length},
            bytes);
    if (atomic_load(&writes_through[descriptor]))
        record_add((struct fault_entry){.kind = FAULT_SYNC, .file = file}, NULL);
}

static ssize_t write_at(int descriptor, const void *bytes, size_t length, off_t offset) {
    ready();
    if (file_of(descriptor) > 0 && fails(FAULT_CALL_WRITE)) {
        if (plan.pretend) return (ssize_t)length;
        if (plan.error != 0) return failed();
        length /= 2;
    }
    ssize_t done = real.pwrite(descriptor, bytes, length, offset);
    wrote(descriptor, bytes, done, offset);
    return done;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return write_at(descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    return write_at(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    ready();
    if (file_of(descriptor) <= 0) return real.write(descriptor, bytes, length);
    if (fails(FAULT_CALL_WRITE)) {
        if (plan.pretend) return (ssize_t)length;
        if (plan.error != 0) return failed();
        length /= 2;
    }
    // What is appended lands at the end, wherever the position was before.
    ssize_t done = real.write(descriptor, bytes, length);
    off_t end = lseek(descriptor, 0, SEEK_CUR);
    if (done > 0) wrote(descriptor, bytes, done, end - done);
    return done;
}

static int truncate_to(int descriptor, off_t length) {
    ready();
    int file = file_of(descriptor);
    if (file > 0 && fails(FAULT_CALL_TRUNCATE)) return plan.pretend ? 0 : failed();
    if (file > 0 && record_within_vfs == 0)
        record_add(
            (struct fault_entry){.kind = FAULT_TRUNCATE, .file = file, .offset = length}, NULL);
    return real.ftruncate(descriptor, length);
}

int ftruncate(int descriptor, off_t length) { return truncate_to(descriptor, length); }
int ftruncate64(int descriptor, off_t length) { return truncate_to(descriptor, length); }

static int synchronise(int descriptor, int (*call)(int)) {
    int file = file_of(descriptor);
    if (file == RECORD_NONE) return call(descriptor);
    if (fails(FAULT_CALL_SYNC)) return plan.pretend ? 0 : failed();
    if (file == RECORD_DIRECTORY)
        record_add((struct fault_entry){.kind = FAULT_SYNC_DIR}, NULL);
    else if (record_within_vfs == 0)
        record_add((struct fault_entry){.kind = FAULT_SYNC, .file = file}, NULL);
    return call(descriptor);
}

int fsync(int descriptor) {
    ready();
    return synchronise(descriptor, real.fsync);
}

int fdatasync(int descriptor) {
    ready();
    return synchronise(descriptor, real.fdatasync);
}

int unlink(const char *path) {
    ready();
    const char *name = record_name(path);
    if (name == NULL) return real.unlink(path);
    if (fails(FAULT_CALL_UNLINK)) return failed();
    int file = record_file_at(path);
    int result = real.unlink(path);
    if (result == 0)
        record_add((struct fault_entry){.kind = FAULT_UNLINK, .file = file, .name = name}, NULL);
    return result;
}

int rename(const char *from, const char *to) {
    ready();
    const char *name = record_name(from), *new_name = record_name(to);
    if (name == NULL || new_name == NULL) return real.rename(from, to);
    if (fails(FAULT_CALL_RENAME)) return failed();
    int file = record_file_at(from);
    int result = real.rename(from, to);
    if (result == 0)
        record_add(
            (struct fault_entry){
                .kind = FAULT_RENAME, .file = file, .name = name, .new_name = new_name},
            NULL);
    return result;
}

// A file takes a further name, or its first: a new name, whatever other names it has.
static int linked(int file, const char *name, int result) {
    if (result == 0)
        record_add((struct fault_entry){.kind = FAULT_CREATE, .file = file, .name = name}, NULL);
    return result;
}

int link(const char *from, const char *to) {
    ready();
    const char *name = record_name(to);
    if (name == NULL) return real.link(from, to);
    if (fails(FAULT_CALL_RENAME)) return failed();
    return linked(record_file_at(from), name, real.link(from, to));
}

int linkat(int old_directory, const char *from, int directory, const char *to, int flags) {
    ready();
    const char *name = record_name(to);
    int descriptor = -1;
    bool is_open_file = sscanf(from, "/proc/self/fd/%d", &descriptor) == 1;
    if (name == NULL || !is_open_file) return real.linkat(old_directory, from, directory, to, flags);
    if (fails(FAULT_CALL_RENAME)) return failed();
    int file = file_of(descriptor);
    return linked(file, name, real.linkat(old_directory, from, directory, to, flags));
}
