#define _GNU_SOURCE
#include "record.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_LIMIT = 1024, FILE_LIMIT = 65536 };

_Thread_local int record_within_vfs = 0;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool on = false;
static char directory[PATH_LIMIT];
static size_t directory_length;
static struct fault_entry *entries;
static size_t count, capacity;
static ino_t numbers[FILE_LIMIT];
static int files;
static int handles;

bool record_is_on(void) { return atomic_load_explicit(&on, memory_order_acquire); }

const char *record_name(const char *path) {
    if (!record_is_on() || path == NULL) return NULL;
    if (strncmp(path, directory, directory_length) != 0) return NULL;
    const char *name = path + directory_length;
    size_t length = strlen(name);
    if (length == 0 || strchr(name, '/') != NULL) return NULL;
    // SQLite makes this file anew at each opening; it holds nothing.
    if (length > 4 && strcmp(name + length - 4, "-shm") == 0) return NULL;
    return name;
}

bool record_is_directory(const char *path) {
    if (!record_is_on() || path == NULL) return false;
    size_t length = strlen(path);
    return strncmp(path, directory, directory_length - 1) == 0
        && (length == directory_length - 1
            || (length == directory_length && path[length - 1] == '/'));
}

static int file_of(ino_t number) {
    for (int file = files; file > 0; file--)
        if (numbers[file] == number) return file;
    return RECORD_NONE;
}

int record_file_at(const char *path) {
    struct stat found;
    if (lstat(path, &found) != 0) return RECORD_NONE;
    pthread_mutex_lock(&lock);
    int file = file_of(found.st_ino);
    pthread_mutex_unlock(&lock);
    return file;
}

static int new_file(ino_t number) {
    pthread_mutex_lock(&lock);
    int file = files + 1 < FILE_LIMIT ? ++files : files;
    numbers[file] = number;
    pthread_mutex_unlock(&lock);
    return file;
}

int record_new_file(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0 ? new_file(found.st_ino) : RECORD_NONE;
}

int record_nameless_file(int descriptor) {
    struct stat found;
    return fstat(descriptor, &found) == 0 ? new_file(found.st_ino) : RECORD_NONE;
}

int record_new_handle(void) {
    pthread_mutex_lock(&lock);
    int handle = ++handles;
    pthread_mutex_unlock(&lock);
    return handle;
}

void record_add(struct fault_entry entry, const void *bytes) {
    if (!record_is_on()) return;
    if (bytes != NULL) {
        uint8_t *copy = malloc(entry.length > 0 ? entry.length : 1);
        memcpy(copy, bytes, entry.length);
        entry.bytes = copy;
    }
    if (entry.name != NULL) entry.name = strdup(entry.name);
    if (entry.new_name != NULL) entry.new_name = strdup(entry.new_name);
    pthread_mutex_lock(&lock);
    if (count == capacity) {
        capacity = capacity == 0 ? 1024 : capacity * 2;
        entries = realloc(entries, capacity * sizeof *entries);
    }
    entries[count++] = entry;
    pthread_mutex_unlock(&lock);
}

void record_failed(int handle) {
    pthread_mutex_lock(&lock);
    for (size_t i = count; i > 0; i--) {
        if (entries[i - 1].handle != handle) continue;
        entries[i - 1].failed = true;
        break;
    }
    pthread_mutex_unlock(&lock);
}

static void forget(void) {
    for (size_t i = 0; i < count; i++) {
        free((void *)entries[i].bytes);
        free((void *)entries[i].name);
        free((void *)entries[i].new_name);
    }
    count = 0;
    files = 0;
    handles = 0;
}

static void record_existing(const char *name) {
    char path[PATH_LIMIT + 256];
    snprintf(path, sizeof path, "%s%s", directory, name);
    if (record_name(path) == NULL) return;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat found;
    if (descriptor < 0) return;
    if (fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode)) {
        size_t length = (size_t)found.st_size;
        uint8_t *bytes = malloc(length + 1);
        ssize_t got = pread(descriptor, bytes, length, 0);
        int file = record_new_file(path);
        record_add(
            (struct fault_entry){
                .kind = FAULT_EXISTS, .file = file, .name = name,
                .length = got < 0 ? 0 : (size_t)got},
            bytes);
        free(bytes);
    }
    close(descriptor);
}

void fault_watch(const char *path) {
    atomic_store(&on, false);
    forget();
    snprintf(directory, sizeof directory, "%s", path);
    directory_length = strlen(directory);
    DIR *listing = opendir(path);
    atomic_store(&on, true);
    record_within_vfs++;
    if (listing != NULL) {
        for (struct dirent *item; (item = readdir(listing)) != NULL;) record_existing(item->d_name);
        closedir(listing);
    }
    record_within_vfs--;
}

void fault_unwatch(void) { atomic_store(&on, false); }

void fault_mark(int64_t value) {
    record_add((struct fault_entry){.kind = FAULT_MARK, .value = value}, NULL);
}

size_t fault_entry_count(void) {
    pthread_mutex_lock(&lock);
    size_t found = count;
    pthread_mutex_unlock(&lock);
    return found;
}

struct fault_entry fault_entry_at(size_t index) {
    pthread_mutex_lock(&lock);
    struct fault_entry entry = entries[index];
    pthread_mutex_unlock(&lock);
    return entry;
}
