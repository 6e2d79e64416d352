/* Loaded before everything else: counts the calls by which a program changes the world outside,
 * over all its threads, and at the one that is asked for kills the program, fails, writes less, or
 * only pretends. It can also let the wall clock run ahead.
 *
 *   FAULT_AT      the number of the call, from 1; none: only count
 *   FAULT_KIND    kill-before, kill-after, errno, short, or drop (pretend from there on)
 *   FAULT_ERRNO   the number that a failing call sets
 *   FAULT_STICKY  not empty: every later call fails as well
 *   FAULT_COUNT   a file that gets the number of calls at the end
 *   FAULT_CLOCK   how far the wall clock runs ahead, in seconds
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { NONE, KILL_BEFORE, KILL_AFTER, FAIL, SHORT, DROP };

static atomic_long calls;
static long fault_at;
static long clock_ahead;
static enum kind fault_kind;
static int fault_errno = EIO;
static int is_sticky;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
    const char *number = getenv("FAULT_ERRNO"), *ahead = getenv("FAULT_CLOCK");
    const char *sticky = getenv("FAULT_STICKY");
    if (ahead) clock_ahead = atol(ahead);
    if (number) fault_errno = atoi(number);
    is_sticky = sticky && *sticky;
    if (!at || !kind) return;
    fault_at = atol(at);
    if (!strcmp(kind, "kill-before")) fault_kind = KILL_BEFORE;
    if (!strcmp(kind, "kill-after")) fault_kind = KILL_AFTER;
    if (!strcmp(kind, "errno")) fault_kind = FAIL;
    if (!strcmp(kind, "short")) fault_kind = SHORT;
    if (!strcmp(kind, "drop")) fault_kind = DROP;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULT_COUNT");
    if (!path) return;
    int file = REAL(open)(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
    if (REAL(write)(file, text, (size_t)length) < 0) {}
    close(file);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts a call; returns what is to become of it. */
static enum kind reached(void) {
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (fault_kind == NONE || number < fault_at) return NONE;
    if (number > fault_at && fault_kind != DROP && !is_sticky) return NONE;
    if (fault_kind == KILL_BEFORE) die();
    return fault_kind;
}

/* What wakes another thread of the same program changes nothing outside. */
static int is_outside(int fd) {
    struct stat status;
    int saved = errno, answer = fstat(fd, &status) == 0 && (status.st_mode & S_IFMT) != 0;
    errno = saved;
    return answer;
}

static int is_log(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 4) return 0;
    path[length] = 0;
    return strcmp(path + length - 4, "-wal") == 0;
}

/* A call that may be killed or fail; `pretended` is what it answers when it only pretends. */
#define CALL(type, name, parameters, arguments, counts, pretended)                               \
    type name parameters {                                                                       \
        enum kind fault = (counts) ? reached() : NONE;                                           \
        if (fault == FAIL) {                                                                     \
            errno = fault_errno;                                                                 \
            return -1;                                                                           \
        }                                                                                        \
        if (fault == DROP) return (pretended);                                                   \
        type answer = REAL(name) arguments;                                                      \
        if (fault == KILL_AFTER) die();                                                          \
        return answer;                                                                           \
    }

/* The same for what writes a number of bytes, which can also be fewer. */
#define WRITE(name, parameters, arguments, fewer)                                                \
    ssize_t name parameters {                                                                    \
        enum kind fault = is_outside(fd) ? reached() : NONE;                                     \
        if (fault == FAIL) {                                                                     \
            errno = fault_errno;                                                                 \
            return -1;                                                                           \
        }                                                                                        \
        if (fault == DROP && is_log(fd)) return (ssize_t)count;                                  \
        if (fault == SHORT && count > 1) {                                                       \
            size_t whole = count;                                                                \
            count = whole / 2;                                                                   \
            return REAL(name) fewer;                                                             \
        }                                                                                        \
        ssize_t answer = REAL(name) arguments;                                                   \
        if (fault == KILL_AFTER) die();                                                          \
        return answer;                                                                           \
    }

WRITE(write, (int fd, const void *bytes, size_t count), (fd, bytes, count), (fd, bytes, count))
WRITE(pwrite, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at),
      (fd, bytes, count, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at),
      (fd, bytes, count, at))
WRITE(send, (int fd, const void *bytes, size_t count, int flags), (fd, bytes, count, flags),
      (fd, bytes, count, flags))
WRITE(sendto,
      (int fd, const void *bytes, size_t count, int flags, const struct sockaddr *to,
       socklen_t length),
      (fd, bytes, count, flags, to, length), (fd, bytes, count, flags, to, length))

#define PRETEND(fd, done) (is_log(fd) ? 0 : (done))

CALL(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count),
     is_outside(fd), REAL(writev)(fd, parts, count))
CALL(ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags), 1,
     REAL(sendmsg)(fd, message, flags))
CALL(int, fsync, (int fd), (fd), 1, 0)
CALL(int, fdatasync, (int fd), (fd), 1, 0)
CALL(int, ftruncate, (int fd, off_t size), (fd, size), 1, PRETEND(fd, REAL(ftruncate)(fd, size)))
CALL(int, ftruncate64, (int fd, off64_t size), (fd, size), 1,
     PRETEND(fd, REAL(ftruncate64)(fd, size)))
CALL(int, fallocate, (int fd, int mode, off_t at, off_t size), (fd, mode, at, size), 1,
     REAL(fallocate)(fd, mode, at, size))
CALL(int, unlink, (const char *path), (path), 1, REAL(unlink)(path))
CALL(int, unlinkat, (int place, const char *path, int flags), (place, path, flags), 1,
     REAL(unlinkat)(place, path, flags))
CALL(int, rename, (const char *from, const char *to), (from, to), 1, REAL(rename)(from, to))
CALL(int, link, (const char *from, const char *to), (from, to), 1, REAL(link)(from, to))
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), 1, REAL(mkdir)(path, mode))
CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), 1, REAL(fchmod)(fd, mode))
CALL(int, connect, (int fd, const struct sockaddr *to, socklen_t length), (fd, to, length), 1,
     REAL(connect)(fd, to, length))

/* Only opening that makes or empties a file changes something. */
#define OPEN(name, parameters, arguments)                                                        \
    int name parameters {                                                                        \
        mode_t mode = 0;                                                                         \
        int changes = (flags & (O_CREAT | O_TRUNC)) != 0;                                        \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                     \
            va_list list;                                                                        \
            va_start(list, flags);                                                               \
            mode = va_arg(list, mode_t);                                                         \
            va_end(list);                                                                        \
        }                                                                                        \
        enum kind fault = changes ? reached() : NONE;                                            \
        if (fault == FAIL) {                                                                     \
            errno = fault_errno;                                                                 \
            return -1;                                                                           \
        }                                                                                        \
        int answer = REAL(name) arguments;                                                       \
        if (fault == KILL_AFTER) die();                                                          \
        return answer;                                                                           \
    }

OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int place, const char *path, int flags, ...), (place, path, flags, mode))
OPEN(openat64, (int place, const char *path, int flags, ...), (place, path, flags, mode))

int clock_gettime(clockid_t clock, struct timespec *time) {
    int answer = REAL(clock_gettime)(clock, time);
    if (answer == 0 && clock == CLOCK_REALTIME) time->tv_sec += clock_ahead;
    return answer;
}
