// Counts the calls of a process that change something outside of it, and lets one of them fail.
//
// Preloaded (LD_PRELOAD) before the C library. One counter for all threads: strace counts per
// thread, which names no point in a program with several. What it does is said by variables:
//
//   FAULT_AT=n            the call that is meant; 0 or none: only count
//   FAULT_KIND=           kill, errno, short (half of the bytes), drop (pretended from n on)
//   FAULT_WHEN=           kill before the call, or after it: done, and the program never knows
//   FAULT_ERRNO=e         the error of kind errno
//   FAULT_STICKY=1        kinds errno and short: from n on, instead of once
//   FAULT_COUNT_FILE=f    where the total is written when the process ends
//   FAULT_TRACE_FILE=f    where each call is named as it is counted
//   FAULT_CLOCK_FILE=f    eight bytes, the seconds by which the clock of day is put forward;
//                         mapped, so that a running process leaps with it
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { COUNT, KILL, ERRNO, SHORT, DROP };
enum what { GO_ON, FAIL, HALVE, PRETEND };

static atomic_long counter;
static long fault_at;
static enum kind kind;
static int kills_after, error, sticky;
static int trace = -1;
static const char *count_file;
static const volatile int64_t *leap;

static void raw_write(int fd, const char *text, size_t length) {
    syscall(SYS_write, fd, text, length);
}

__attribute__((constructor)) static void read_settings(void) {
    // Nothing outlives a trial that is interrupted.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const char *text = getenv("FAULT_AT");
    fault_at = text ? atol(text) : 0;
    text = getenv("FAULT_KIND");
    if (text && fault_at > 0) {
        if (!strcmp(text, "kill")) kind = KILL;
        if (!strcmp(text, "errno")) kind = ERRNO;
        if (!strcmp(text, "short")) kind = SHORT;
        if (!strcmp(text, "drop")) kind = DROP;
    }
    text = getenv("FAULT_WHEN");
    kills_after = text && !strcmp(text, "after");
    text = getenv("FAULT_ERRNO");
    error = text ? atoi(text) : EIO;
    sticky = getenv("FAULT_STICKY") != NULL;
    count_file = getenv("FAULT_COUNT_FILE");
    text = getenv("FAULT_TRACE_FILE");
    if (text) trace = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND, 0600);
    text = getenv("FAULT_CLOCK_FILE");
    if (text) {
        int fd = syscall(SYS_openat, AT_FDCWD, text, O_RDONLY | O_CLOEXEC, 0);
        void *page = mmap(NULL, 8, PROT_READ, MAP_SHARED, fd, 0);
        if (fd >= 0 && page != MAP_FAILED) leap = page;
        if (fd >= 0) syscall(SYS_close, fd);
    }
}

__attribute__((destructor)) static void write_count(void) {
    if (!count_file) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", atomic_load(&counter));
    int fd = syscall(SYS_openat, AT_FDCWD, count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0) return;
    raw_write(fd, text, length);
    syscall(SYS_close, fd);
}

static void die(void) {
    for (;;) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

static int is_of_type(int fd, mode_t type) {
    struct stat found;
    int before = errno;
    int is_that = fstat(fd, &found) == 0 && (found.st_mode & S_IFMT) == type;
    errno = before;
    return is_that;
}

static __thread long mine;

static enum what begin(const char *name, int fd) {
    mine = 0;
    // Wake-ups of the program's own threads, which change nothing outside, are of no file type.
    if (fd >= 0 && is_of_type(fd, 0)) return GO_ON;
    mine = atomic_fetch_add(&counter, 1) + 1;
    if (trace >= 0) {
        char line[64];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", mine, name,
                              fd >= 0 && is_of_type(fd, S_IFSOCK) ? "socket" : "file");
        raw_write(trace, line, length);
    }
    int is_meant = mine == fault_at || (sticky && mine > fault_at);
    switch (kind) {
    case COUNT: return GO_ON;
    case KILL:
        if (mine == fault_at && !kills_after) die();
        return GO_ON;
    case ERRNO: return is_meant ? FAIL : GO_ON;
    case SHORT: return is_meant ? HALVE : GO_ON;
    case DROP: return mine >= fault_at && fd >= 0 && is_of_type(fd, S_IFREG) ? PRETEND : GO_ON;
    }
    return GO_ON;
}

static void end(void) {
    if (kind == KILL && kills_after && mine == fault_at && mine > 0) die();
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/// A call whose success is 0 and whose failure is -1.
#define GUARD(name, fd, call) \
    REAL(name); \
    switch (begin(#name, fd)) { \
    case FAIL: errno = error; return -1; \
    case PRETEND: return 0; \
    default: break; \
    } \
    __typeof__(call) answer = call; \
    int kept = errno; \
    end(); \
    errno = kept; \
    return answer

/// A call that moves `size` bytes.
#define MOVE(name, fd, size, whole, half) \
    REAL(name); \
    int kept; \
    ssize_t moved; \
    switch (begin(#name, fd)) { \
    case FAIL: errno = error; return -1; \
    case PRETEND: return size; \
    case HALVE: if (size > 1) { moved = half; break; } /* fall through */ \
    default: moved = whole; \
    } \
    kept = errno; \
    end(); \
    errno = kept; \
    return moved

static size_t total(const struct iovec *parts, int count) {
    size_t sum = 0;
    for (int i = 0; i < count; i++) sum += parts[i].iov_len;
    return sum;
}

ssize_t write(int fd, const void *b, size_t n) {
    MOVE(write, fd, n, real(fd, b, n), real(fd, b, n / 2));
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) {
    MOVE(pwrite, fd, n, real(fd, b, n, o), real(fd, b, n / 2, o));
}
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) {
    MOVE(pwrite64, fd, n, real(fd, b, n, o), real(fd, b, n / 2, o));
}
ssize_t send(int fd, const void *b, size_t n, int f) {
    MOVE(send, fd, n, real(fd, b, n, f), real(fd, b, n / 2, f));
}
ssize_t sendto(int fd, const void *b, size_t n, int f, const struct sockaddr *a, socklen_t l) {
    MOVE(sendto, fd, n, real(fd, b, n, f, a, l), real(fd, b, n / 2, f, a, l));
}
ssize_t writev(int fd, const struct iovec *v, int c) {
    MOVE(writev, fd, total(v, c), real(fd, v, c), write(fd, v[0].iov_base, v[0].iov_len / 2));
}
ssize_t pwritev(int fd, const struct iovec *v, int c, off_t o) {
    MOVE(pwritev, fd, total(v, c), real(fd, v, c, o), real(fd, v, 1, o));
}
ssize_t pwritev2(int fd, const struct iovec *v, int c, off_t o, int f) {
    MOVE(pwritev2, fd, total(v, c), real(fd, v, c, o, f), real(fd, v, 1, o, f));
}
ssize_t sendmsg(int fd, const struct msghdr *m, int f) {
    MOVE(sendmsg, fd, total(m->msg_iov, m->msg_iovlen), real(fd, m, f), real(fd, m, f));
}

int fsync(int fd) { GUARD(fsync, fd, real(fd)); }
int fdatasync(int fd) { GUARD(fdatasync, fd, real(fd)); }
int sync_file_range(int fd, off64_t o, off64_t n, unsigned f) {
    GUARD(sync_file_range, fd, real(fd, o, n, f));
}
int ftruncate(int fd, off_t n) { GUARD(ftruncate, fd, real(fd, n)); }
int ftruncate64(int fd, off64_t n) { GUARD(ftruncate64, fd, real(fd, n)); }
int truncate(const char *p, off_t n) { GUARD(truncate, -1, real(p, n)); }
int unlink(const char *p) { GUARD(unlink, -1, real(p)); }
int unlinkat(int d, const char *p, int f) { GUARD(unlinkat, -1, real(d, p, f)); }
int rename(const char *a, const char *b) { GUARD(rename, -1, real(a, b)); }
int renameat(int d, const char *a, int e, const char *b) {
    GUARD(renameat, -1, real(d, a, e, b));
}
int renameat2(int d, const char *a, int e, const char *b, unsigned f) {
    GUARD(renameat2, -1, real(d, a, e, b, f));
}
int link(const char *a, const char *b) { GUARD(link, -1, real(a, b)); }
int linkat(int d, const char *a, int e, const char *b, int f) {
    GUARD(linkat, -1, real(d, a, e, b, f));
}
int mkdir(const char *p, mode_t m) { GUARD(mkdir, -1, real(p, m)); }
int fchmod(int fd, mode_t m) { GUARD(fchmod, fd, real(fd, m)); }
int fchown(int fd, uid_t u, gid_t g) { GUARD(fchown, fd, real(fd, u, g)); }
int fallocate(int fd, int m, off_t o, off_t n) { GUARD(fallocate, fd, real(fd, m, o, n)); }
int connect(int fd, const struct sockaddr *a, socklen_t l) { GUARD(connect, fd, real(fd, a, l)); }
int msync(void *p, size_t n, int f) { GUARD(msync, -1, real(p, n, f)); }

int posix_fallocate(int fd, off_t o, off_t n) {
    REAL(posix_fallocate);
    if (begin("posix_fallocate", fd) == FAIL) return error;
    int answer = real(fd, o, n);
    end();
    return answer;
}

/// Opening changes something only where it may make or empty a file.
#define OPEN(name, flags, call) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    } \
    if (!(flags & (O_CREAT | O_TRUNC))) { \
        REAL(name); \
        return call; \
    } \
    GUARD(name, -1, call)

int open(const char *p, int flags, ...) { OPEN(open, flags, real(p, flags, mode)); }
int open64(const char *p, int flags, ...) { OPEN(open64, flags, real(p, flags, mode)); }
int openat(int d, const char *p, int flags, ...) { OPEN(openat, flags, real(d, p, flags, mode)); }
int openat64(int d, const char *p, int flags, ...) {
    OPEN(openat64, flags, real(d, p, flags, mode));
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(clock_gettime);
    int answer = real(clock, now);
    if (answer == 0 && leap && clock == CLOCK_REALTIME) now->tv_sec += *leap;
    return answer;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    REAL(gettimeofday);
    int answer = real(now, zone);
    if (answer == 0 && leap) now->tv_sec += *leap;
    return answer;
}
time_t time(time_t *now) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (now) *now = found.tv_sec;
    return found.tv_sec;
}
