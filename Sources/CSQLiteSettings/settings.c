#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "CSQLiteSettings.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>

#ifdef __linux__
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#include <string.h>
#endif

int payscore_set_switches(struct sqlite3 *connection, const struct payscore_switches *wanted) {
    const int switches[][2] = {
        {SQLITE_DBCONFIG_DEFENSIVE, wanted->defensive},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, wanted->load_extension},
        {SQLITE_DBCONFIG_DQS_DML, wanted->double_quoted_dml},
        {SQLITE_DBCONFIG_DQS_DDL, wanted->double_quoted_ddl},
    };
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        int code = sqlite3_db_config(connection, switches[i][0], switches[i][1], (int *)NULL);
        if (code != SQLITE_OK) return code;
    }
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, wanted->length);
    sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, wanted->sql_length);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, wanted->attached);
    sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, wanted->trigger_depth);
    return SQLITE_OK;
}

int payscore_read_switches(struct sqlite3 *connection, struct payscore_switches *found) {
    struct {
        int verb;
        int *value;
    } switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, &found->defensive},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, &found->load_extension},
        {SQLITE_DBCONFIG_DQS_DML, &found->double_quoted_dml},
        {SQLITE_DBCONFIG_DQS_DDL, &found->double_quoted_ddl},
    };
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        int code = sqlite3_db_config(connection, switches[i].verb, -1, switches[i].value);
        if (code != SQLITE_OK) return code;
    }
    found->length = sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, -1);
    found->sql_length = sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, -1);
    found->attached = sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, -1);
    found->trigger_depth = sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, -1);
    return SQLITE_OK;
}

int payscore_leave_log_at_close(struct sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
}

const unsigned char *payscore_serialize(struct sqlite3 *connection, int64_t *count) {
    sqlite3_int64 found = 0;
    const unsigned char *bytes = sqlite3_serialize(connection, "main", &found, 0);
    *count = found;
    return bytes;
}

void payscore_free(const unsigned char *bytes) { sqlite3_free((void *)bytes); }

/// Runs a statement with one number as its answer.
static int ask(sqlite3 *connection, const char *sql, int *found) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) *found = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

int payscore_identify(const char *uri, int *number, int *has_tables) {
    sqlite3 *connection = NULL;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE;
    int code = sqlite3_open_v2(uri, &connection, flags, NULL);
    if (code == SQLITE_OK) code = ask(connection, "PRAGMA application_id", number);
    if (code == SQLITE_OK)
        // What cannot be read has none: the opening finds out what is wrong with it.
        ask(connection,
            "SELECT count(*) FROM sqlite_master WHERE name = 'payscore_schema'", has_tables);
    sqlite3_close(connection);
    return code;
}

int payscore_sqlite_version(void) { return sqlite3_libversion_number(); }

int payscore_reads_uris(void) {
#ifdef SQLITE_OMIT_COMPILEOPTION_DIAGS
    return 0;
#else
    return sqlite3_compileoption_used("USE_URI");
#endif
}

int payscore_file_system(const char *path, uint32_t *number, char *name, size_t size) {
    struct statfs file_system;
    if (statfs(path, &file_system) != 0) return -1;
    *number = 0;
    name[0] = 0;
#ifdef __linux__
    (void)size;
    *number = (uint32_t)file_system.f_type;
#else
    strlcpy(name, file_system.f_fstypename, size);
#endif
    return 0;
}

int64_t payscore_file_size(const char *path) {
#ifdef __linux__
    struct statx file;
    int code = statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_SIZE, &file);
    return code == 0 ? (int64_t)file.stx_size : -1;
#else
    struct stat file;
    return lstat(path, &file) == 0 ? (int64_t)file.st_size : -1;
#endif
}

int payscore_rename_new(const char *from, const char *to) {
#ifdef __linux__
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
#else
    return renamex_np(from, to, RENAME_EXCL) == 0 ? 0 : errno;
#endif
}
