#include "CReference.h"
#include "connection.h"

#include <string.h>

static struct text column_text(sqlite3_stmt *statement, int column) {
    const char *bytes = (const char *)sqlite3_column_text(statement, column);
    return (struct text){
        .bytes = bytes, .length = bytes ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static bool column_digest(
    sqlite3_stmt *statement, int column, unsigned char digest[SHA256_DIGEST_LENGTH]) {
    const void *bytes = sqlite3_column_blob(statement, column);
    if (sqlite3_column_bytes(statement, column) != SHA256_DIGEST_LENGTH) return false;
    memcpy(digest, bytes, SHA256_DIGEST_LENGTH);
    return true;
}

/* Reads the record that a statement stands at; its texts live until the next step. */
static int record_read(sqlite3_stmt *statement, struct record *record) {
    record->sequence = sqlite3_column_int64(statement, 0);
    record->subject = column_text(statement, 1);
    record->revision = sqlite3_column_int64(statement, 2);
    record->at = sqlite3_column_int64(statement, 3);
    record->provider_at = sqlite3_column_type(statement, 4) == SQLITE_NULL
        ? -1 : sqlite3_column_int64(statement, 4);
    record->event = column_text(statement, 5);
    record->before = column_text(statement, 6);
    record->after = column_text(statement, 7);
    record->cause = column_text(statement, 8);
    record->cause_id = column_text(statement, 9);
    record->actor = column_text(statement, 10);
    record->identified_by = column_text(statement, 11);
    record->channel = column_text(statement, 12);
    record->host = column_text(statement, 13);
    record->system_user = column_text(statement, 14);
    record->reason = column_text(statement, 15);
    record->rules = column_text(statement, 16);
    record->detail = column_text(statement, 17);
    record->evidence = column_text(statement, 18);
    if (!column_digest(statement, 19, record->previous)) return REFERENCE_DIFFERS;
    return column_digest(statement, 20, record->hash) ? SQLITE_OK : REFERENCE_DIFFERS;
}

/* The columns of an order that are numbers; the others are texts, and the head is bytes. */
static bool is_number(int column) {
    return column == 1 || column == 4 || column == 9 || column >= 12;
}

int reference_read_order(struct reference_journal *journal, const char *number) {
    sqlite3_stmt *statement = journal->statements[STATEMENT_ORDER];
    sqlite3_bind_text(statement, 1, number, -1, SQLITE_STATIC);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        for (int column = 0; column < ORDER_COLUMNS; column++) {
            struct text text;
            int64_t value;
            if (is_number(column)) {
                value = sqlite3_column_int64(statement, column);
                reference_keep(&value);
            } else if (column == 2) {
                unsigned char head[SHA256_DIGEST_LENGTH];
                if (!column_digest(statement, column, head)) code = REFERENCE_DIFFERS;
                reference_keep(head);
            } else {
                text = column_text(statement, column);
                reference_keep(&text);
            }
        }
    }
    sqlite3_reset(statement);
    if (code == SQLITE_ROW) return SQLITE_OK;
    return code == SQLITE_DONE ? REFERENCE_DIFFERS : code;
}

int reference_read_history(
    struct reference_journal *journal, const char *number, int64_t *count) {
    sqlite3_stmt *statement = journal->statements[STATEMENT_HISTORY];
    char subject[SUBJECT_LIMIT];
    bind_text(statement, 1, subject_of(number, subject));
    sqlite3_bind_int64(statement, 2, 0);
    sqlite3_bind_int64(statement, 3, 1000);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record;
        if ((code = record_read(statement, &record)) != SQLITE_OK) break;
        reference_keep(&record);
        ++*count;
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int reference_scan(struct reference_journal *journal, int64_t *sound) {
    sqlite3_stmt *statement = journal->statements[STATEMENT_SCAN];
    sqlite3_bind_int64(statement, 1, 0);
    *sound = 0;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct record record;
        unsigned char hash[SHA256_DIGEST_LENGTH];
        if ((code = record_read(statement, &record)) != SQLITE_OK) break;
        record_hash(journal, &record, hash);
        if (memcmp(hash, record.hash, sizeof hash) == 0) ++*sound;
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}
