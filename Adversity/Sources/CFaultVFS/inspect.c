// Reads a database that lies in memory, with its log, as SQLite finds it when it opens it.

#include "include/CFaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

struct image {
    const uint8_t *bytes;
    size_t length;
};

struct image_file {
    sqlite3_file base;
    struct image image;
};

static _Thread_local struct image database, log_file;

static int close_image(sqlite3_file *file) {
    (void)file;
    return SQLITE_OK;
}

static int read_image(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
    struct image image = ((struct image_file *)file)->image;
    size_t wanted = (size_t)length;
    size_t there = (size_t)offset < image.length ? image.length - (size_t)offset : 0;
    size_t given = there < wanted ? there : wanted;
    if (given > 0) memcpy(bytes, image.bytes + offset, given);
    if (given == wanted) return SQLITE_OK;
    memset((uint8_t *)bytes + given, 0, wanted - given);
    return SQLITE_IOERR_SHORT_READ;
}

// Reading never writes: not even the recovery of a log does.
static int write_image(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    (void)file; (void)bytes; (void)length; (void)offset;
    return SQLITE_IOERR_WRITE;
}

static int truncate_image(sqlite3_file *file, sqlite3_int64 length) {
    (void)file; (void)length;
    return SQLITE_IOERR_TRUNCATE;
}

static int sync_image(sqlite3_file *file, int flags) {
    (void)file; (void)flags;
    return SQLITE_OK;
}

static int size_image(sqlite3_file *file, sqlite3_int64 *size) {
    *size = (sqlite3_int64)((struct image_file *)file)->image.length;
    return SQLITE_OK;
}

static int lock_image(sqlite3_file *file, int level) {
    (void)file; (void)level;
    return SQLITE_OK;
}

static int check_image(sqlite3_file *file, int *result) {
    (void)file;
    *result = 0;
    return SQLITE_OK;
}

static int control_image(sqlite3_file *file, int verb, void *argument) {
    (void)file; (void)verb; (void)argument;
    return SQLITE_NOTFOUND;
}

static int sector_image(sqlite3_file *file) {
    (void)file;
    return 512;
}

static int character_image(sqlite3_file *file) {
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    1, close_image, read_image, write_image, truncate_image, sync_image, size_image, lock_image,
    lock_image, check_image, control_image, sector_image, character_image, NULL, NULL, NULL, NULL,
    NULL, NULL,
};

static int open_image(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *found) {
    (void)vfs; (void)path;
    struct image_file *opened = (struct image_file *)file;
    opened->base.pMethods = &methods;
    opened->image = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? database
        : (flags & SQLITE_OPEN_WAL) != 0               ? log_file
                                                       : (struct image){0};
    if (found != NULL) *found = flags;
    return SQLITE_OK;
}

static int delete_image(sqlite3_vfs *vfs, const char *path, int syncs) {
    (void)vfs; (void)path; (void)syncs;
    return SQLITE_OK;
}

static int access_image(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
    (void)vfs; (void)flags;
    size_t length = strlen(path);
    bool is_log = length > 4 && strcmp(path + length - 4, "-wal") == 0;
    *result = is_log && log_file.length > 0;
    return SQLITE_OK;
}

static int name_image(sqlite3_vfs *vfs, const char *path, int length, char *full) {
    (void)vfs;
    snprintf(full, (size_t)length, "%s", path);
    return SQLITE_OK;
}

static pthread_once_t registered = PTHREAD_ONCE_INIT;
static sqlite3_vfs images;

static void make_vfs(void) {
    images = *sqlite3_vfs_find("unix");
    images.iVersion = 1;
    images.szOsFile = sizeof(struct image_file);
    images.pNext = NULL;
    images.zName = "images";
    images.xOpen = open_image;
    images.xDelete = delete_image;
    images.xAccess = access_image;
    images.xFullPathname = name_image;
    sqlite3_vfs_register(&images, 0);
}

static uint64_t mixed(uint64_t digest, const void *bytes, size_t length) {
    const uint8_t *byte = bytes;
    for (; length >= 8; length -= 8, byte += 8) {
        uint64_t word;
        memcpy(&word, byte, 8);
        digest = (digest ^ word) * 0x9FB21C651E98DF25u;
        digest ^= digest >> 32;
    }
    for (size_t i = 0; i < length; i++) digest = (digest ^ byte[i]) * 0x100000001B3u;
    return digest ^ (digest >> 29);
}

static uint64_t mixed_value(uint64_t digest, sqlite3_stmt *row, int column) {
    int type = sqlite3_column_type(row, column);
    digest = mixed(digest, &type, sizeof type);
    if (type == SQLITE_INTEGER) {
        sqlite3_int64 number = sqlite3_column_int64(row, column);
        return mixed(digest, &number, sizeof number);
    }
    const void *bytes = sqlite3_column_blob(row, column);
    int length = sqlite3_column_bytes(row, column);
    digest = mixed(digest, &length, sizeof length);
    return length > 0 ? mixed(digest, bytes, (size_t)length) : digest;
}

// Mixes all rows of a query into the digest; counts them, and keeps the last first column.
static int read_rows(
    sqlite3 *connection, const char *sql, uint64_t *digest, int64_t *rows, int64_t *last) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
    *rows = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        ++*rows;
        *last = sqlite3_column_int64(statement, 0);
        for (int column = 0; column < sqlite3_column_count(statement); column++)
            *digest = mixed_value(*digest, statement, column);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int check(sqlite3 *connection, struct fault_state *state) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(statement, 0);
        state->is_whole = said != NULL && strcmp(said, "ok") == 0;
        if (!state->is_whole) snprintf(state->said, sizeof state->said, "%s", said ? said : "");
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code;
}

// Reads all tables, whichever there are, in the order of their names.
static int read_tables(sqlite3 *connection, struct fault_state *state) {
    static const char names[] =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' "
        "ORDER BY name";
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection, names, -1, &statement, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        char sql[200];
        int64_t rows = 0, last = 0;
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", name);
        code = read_rows(connection, sql, &state->digest, &rows, &last);
        if (strcmp(name, "payscore_checkpoints") == 0) state->checkpoints = rows;
        if (strcmp(name, "payscore_records") != 0) continue;
        state->records = rows;
        state->last = last;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int read_all(sqlite3 *connection, struct fault_state *state) {
    int64_t rows = 0, last = 0;
    int code = sqlite3_exec(
        connection, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON", NULL, NULL,
        NULL);
    if (code == SQLITE_OK)
        code = read_rows(
            connection, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name",
            &state->digest, &rows, &last);
    if (code != SQLITE_OK || rows == 0) return code;
    code = check(connection, state);
    return code == SQLITE_OK && state->is_whole ? read_tables(connection, state) : code;
}

struct fault_state fault_inspect(
    const uint8_t *bytes, size_t length, const uint8_t *log_bytes, size_t log_length) {
    pthread_once(&registered, make_vfs);
    struct fault_state state = {0};
    sqlite3 *connection = NULL;
    database = (struct image){bytes, length};
    log_file = (struct image){log_bytes, log_length};
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    state.code = sqlite3_open_v2("image.db", &connection, flags, "images");
    if (state.code == SQLITE_OK) {
        // Closing must not write either.
        sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
        state.code = read_all(connection, &state);
    }
    if (state.code != SQLITE_OK)
        snprintf(state.said, sizeof state.said, "%s", sqlite3_errmsg(connection));
    sqlite3_close(connection);
    return state;
}
