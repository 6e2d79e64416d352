#include "connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_NAMES                                                                              \
    "sequence, subject, revision, at, provider_at, event, phase_before, phase_after, cause, "     \
    "cause_id, actor, identified_by, channel, host, system_user, reason, rules, detail, "          \
    "evidence, previous, hash"
#define ORDER_NAMES                                                                               \
    "number, revision, head, phase, phase_revision, merchant_id, app_id, service_id, "      \
    "order_id, is_protected, open_attempt, failed_cancel, observed_at, contradictions, "            \
    "created_at, updated_at, is_verified"

static const char *const sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE TRANSACTION",
    [STATEMENT_COMMIT] = "COMMIT TRANSACTION",
    [STATEMENT_END] =
        "SELECT sequence, at FROM payscore_records ORDER BY sequence DESC LIMIT 1",
    [STATEMENT_ORDER] = "SELECT " ORDER_NAMES " FROM payscore_orders WHERE number = ?",
    [STATEMENT_INSERT_RECORD] =
        "INSERT INTO payscore_records (" RECORD_NAMES ") "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_PLACE_ORDER] =
        "INSERT INTO payscore_orders (" ORDER_NAMES ") "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
        "ON CONFLICT (number) DO UPDATE SET "
        "revision = excluded.revision, head = excluded.head, phase = excluded.phase, "
        "phase_revision = excluded.phase_revision, "
        "merchant_id = excluded.merchant_id, app_id = excluded.app_id, "
        "service_id = excluded.service_id, order_id = excluded.order_id, "
        "is_protected = excluded.is_protected, open_attempt = excluded.open_attempt, "
        "failed_cancel = excluded.failed_cancel, observed_at = excluded.observed_at, "
        "contradictions = excluded.contradictions, updated_at = excluded.updated_at, "
        "is_verified = excluded.is_verified",
    [STATEMENT_HISTORY] =
        "SELECT " RECORD_NAMES " FROM payscore_records WHERE subject = ? AND revision > ? "
        "ORDER BY revision LIMIT ?",
    [STATEMENT_SCAN] =
        "SELECT " RECORD_NAMES " FROM payscore_records WHERE sequence > ? ORDER BY sequence",
};

static const char *const writer_settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON; "
    "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = FAST; "
    "PRAGMA journal_size_limit = 67108864;";
static const char *const shared_settings =
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;";

static int apply_settings(struct reference_journal *journal, bool writes) {
    int code = sqlite3_busy_timeout(journal->connection, 5000);
    if (code == SQLITE_OK)
        code = sqlite3_db_config(
            journal->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(journal->connection, shared_settings, NULL, NULL, NULL);
    if (code == SQLITE_OK && writes)
        code = sqlite3_exec(journal->connection, writer_settings, NULL, NULL, NULL);
    return code;
}

static int prepare(struct reference_journal *journal) {
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        int code = sqlite3_prepare_v3(
            journal->connection, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &journal->statements[i],
            NULL);
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int reference_open(
    const char *path, enum reference_mode mode, struct reference_journal **journal) {
    *journal = calloc(1, sizeof **journal);
    if (*journal == NULL) return SQLITE_NOMEM;
    char name[4096];
    const char *suffix = mode == REFERENCE_READS_AT_REST ? "?immutable=1" : "";
    snprintf(name, sizeof name, "file:%s%s", path, suffix);
    bool writes = mode == REFERENCE_WRITES;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
        | (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    int code = sqlite3_open_v2(name, &(*journal)->connection, flags, NULL);
    if (code == SQLITE_OK) code = apply_settings(*journal, writes);
    return code == SQLITE_OK ? prepare(*journal) : code;
}

int statement_run(sqlite3_stmt *statement) {
    sqlite3_step(statement);
    return sqlite3_reset(statement);
}

void bind_text(sqlite3_stmt *statement, int index, struct text text) {
    if (text.bytes == NULL)
        sqlite3_bind_null(statement, index);
    else
        sqlite3_bind_text(statement, index, text.bytes, (int)text.length, SQLITE_STATIC);
}

void bind_digest(sqlite3_stmt *statement, int index, const unsigned char *digest) {
    sqlite3_bind_blob(statement, index, digest, SHA256_DIGEST_LENGTH, SQLITE_STATIC);
}

int reference_close(struct reference_journal *journal) {
    for (int i = 0; i < STATEMENT_COUNT; i++) sqlite3_finalize(journal->statements[i]);
    int code = sqlite3_close(journal->connection);
    free(journal);
    return code;
}

const char *reference_message(struct reference_journal *journal) {
    return sqlite3_errmsg(journal->connection);
}

int reference_select(struct reference_journal *journal, const char *query, int64_t *number) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(journal->connection, query, -1, &statement, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        *number = sqlite3_column_int64(statement, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? REFERENCE_DIFFERS : code;
}
