// The recording VFS: SQLite's own, with a note of each write, truncation and sync.

#define _GNU_SOURCE
#include "record.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

struct recorded {
    sqlite3_file base;
    int file;
    int handle;
    sqlite3_file *real;
};

static sqlite3_vfs *original;
static sqlite3_vfs recording;

#define REAL(file) (((struct recorded *)(file))->real)
#define DO(file, method, ...) (REAL(file)->pMethods->method(REAL(file), ##__VA_ARGS__))

// Runs a call of the VFS below; what it does to the file's bytes is recorded here already.
#define WITHIN(result, call)  \
    do {                      \
        record_within_vfs++;  \
        result = call;        \
        record_within_vfs--;  \
    } while (0)

static void note(sqlite3_file *file, int kind, const void *bytes, int length, int64_t offset) {
    struct recorded *recorded = (struct recorded *)file;
    if (recorded->file == RECORD_NONE) return;
    record_add(
        (struct fault_entry){
            .kind = kind, .file = recorded->file, .handle = recorded->handle, .offset = offset,
            .length = (size_t)length},
        bytes);
}

static int answered(sqlite3_file *file, int code) {
    struct recorded *recorded = (struct recorded *)file;
    if (code != SQLITE_OK && recorded->file != RECORD_NONE) record_failed(recorded->handle);
    return code;
}

static int close_file(sqlite3_file *file) {
    int code;
    WITHIN(code, DO(file, xClose));
    sqlite3_free(REAL(file));
    return code;
}

static int read_file(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
    return DO(file, xRead, bytes, length, offset);
}

static int write_file(
    sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    int code;
    note(file, FAULT_WRITE, bytes, length, offset);
    WITHIN(code, DO(file, xWrite, bytes, length, offset));
    return answered(file, code);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 length) {
    int code;
    note(file, FAULT_TRUNCATE, NULL, 0, length);
    WITHIN(code, DO(file, xTruncate, length));
    return answered(file, code);
}

static int sync_file(sqlite3_file *file, int flags) {
    int code;
    note(file, FAULT_SYNC, NULL, 0, 0);
    WITHIN(code, DO(file, xSync, flags));
    return answered(file, code);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return DO(file, xFileSize, size);
}

static int lock_file(sqlite3_file *file, int level) { return DO(file, xLock, level); }
static int unlock_file(sqlite3_file *file, int level) { return DO(file, xUnlock, level); }

static int check_lock(sqlite3_file *file, int *result) {
    return DO(file, xCheckReservedLock, result);
}

static int control_file(sqlite3_file *file, int verb, void *argument) {
    int code;
    WITHIN(code, DO(file, xFileControl, verb, argument));
    return code;
}

static int sector_size(sqlite3_file *file) { return DO(file, xSectorSize); }

static int device_characteristics(sqlite3_file *file) {
    return DO(file, xDeviceCharacteristics);
}

static int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **at) {
    int code;
    WITHIN(code, DO(file, xShmMap, page, size, extend, at));
    return code;
}

static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    return DO(file, xShmLock, offset, count, flags);
}

static void fence_shared(sqlite3_file *file) { DO(file, xShmBarrier); }

static int unmap_shared(sqlite3_file *file, int deletes) {
    return DO(file, xShmUnmap, deletes);
}

static const sqlite3_io_methods methods = {
    2, close_file, read_file, write_file, truncate_file, sync_file, file_size, lock_file,
    unlock_file, check_lock, control_file, sector_size, device_characteristics, map_shared,
    lock_shared, fence_shared, unmap_shared, NULL, NULL,
};

static int open_file(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *found) {
    (void)vfs;
    struct recorded *recorded = (struct recorded *)file;
    memset(recorded, 0, sizeof *recorded);
    sqlite3_file *below = sqlite3_malloc(original->szOsFile);
    if (below == NULL) return SQLITE_NOMEM;
    memset(below, 0, (size_t)original->szOsFile);
    int code;
    WITHIN(code, original->xOpen(original, path, below, flags, found));
    if (code != SQLITE_OK) {
        sqlite3_free(below);
        return code;
    }
    recorded->real = below;
    recorded->base.pMethods = &methods;
    if (record_name(path) != NULL) {
        recorded->file = record_file_at(path);
        recorded->handle = record_new_handle();
    }
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int syncs) {
    (void)vfs;
    return original->xDelete(original, path, syncs);
}

static int access_file(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
    (void)vfs;
    return original->xAccess(original, path, flags, result);
}

// The last connection to a watched file that may write, and the setting of connections to come.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3 *writer;
static int log_pages;

static int meet(sqlite3 *connection, const char **message, const void *routines) {
    (void)message;
    (void)routines;
    bool is_watched = record_name(sqlite3_db_filename(connection, "main")) != NULL;
    pthread_mutex_lock(&lock);
    if (log_pages > 0) sqlite3_wal_autocheckpoint(connection, log_pages);
    if (is_watched && sqlite3_db_readonly(connection, "main") == 0) writer = connection;
    pthread_mutex_unlock(&lock);
    return SQLITE_OK;
}

void fault_set_log_pages(int pages) {
    pthread_mutex_lock(&lock);
    log_pages = pages;
    pthread_mutex_unlock(&lock);
}

int fault_execute(const char *sql) {
    pthread_mutex_lock(&lock);
    sqlite3 *connection = writer;
    pthread_mutex_unlock(&lock);
    return connection == NULL ? SQLITE_MISUSE : sqlite3_exec(connection, sql, NULL, NULL, NULL);
}

int fault_install(void) {
    original = sqlite3_vfs_find(NULL);
    recording = *original;
    recording.iVersion = 2;
    recording.szOsFile = sizeof(struct recorded);
    recording.pNext = NULL;
    recording.zName = "recording";
    recording.xOpen = open_file;
    recording.xDelete = delete_file;
    recording.xAccess = access_file;
    sqlite3_auto_extension((void (*)(void))meet);
    return sqlite3_vfs_register(&recording, 1);
}

struct fault_connection {
    sqlite3 *connection;
};

struct fault_connection *fault_raw_open(const char *path) {
    struct fault_connection *raw = sqlite3_malloc(sizeof *raw);
    if (raw != NULL && sqlite3_open(path, &raw->connection) == SQLITE_OK) return raw;
    fault_raw_close(raw);
    return NULL;
}

int fault_raw_execute(struct fault_connection *raw, const char *sql) {
    return raw == NULL ? SQLITE_MISUSE : sqlite3_exec(raw->connection, sql, NULL, NULL, NULL);
}

void fault_raw_close(struct fault_connection *raw) {
    if (raw != NULL) sqlite3_close(raw->connection);
    sqlite3_free(raw);
}
