/* What the files of the journal's reference share. */
#ifndef CREFERENCE_CONNECTION_H
#define CREFERENCE_CONNECTION_H

#include "journal.h"

#include <openssl/sha.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* A text that something else owns; without bytes it is absent. */
struct text {
    const char *bytes;
    size_t length;
};

struct record {
    int64_t sequence, revision, at;
    /* Negative where it is absent. */
    int64_t provider_at;
    struct text subject, event, before, after, cause, cause_id, actor, identified_by, channel,
        host, system_user, reason, rules, detail, evidence;
    unsigned char previous[SHA256_DIGEST_LENGTH];
    unsigned char hash[SHA256_DIGEST_LENGTH];
};

enum statement {
    STATEMENT_BEGIN,
    STATEMENT_COMMIT,
    STATEMENT_END,
    STATEMENT_ORDER,
    STATEMENT_INSERT_RECORD,
    STATEMENT_PLACE_ORDER,
    STATEMENT_HISTORY,
    STATEMENT_SCAN,
    STATEMENT_COUNT,
};

enum {
    ORDER_COLUMNS = 17,
    KEPT_TEXTS = 6,
    STATE_LIMIT = 256,
    SUBJECT_LIMIT = 64,
    EVIDENCE_LIMIT = 65536,
    CANONICAL_LIMIT = 262144,
};

struct reference_journal {
    sqlite3 *connection;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    /* Of the last record. */
    int64_t sequence, at;
    char evidence[EVIDENCE_LIMIT];
    unsigned char canonical[CANONICAL_LIMIT];
};

/* A text that ends with a zero byte. */
struct text text_of(const char *bytes);

/* Stores the hash of a record's canonical bytes. */
void record_hash(
    struct reference_journal *journal, const struct record *record,
    unsigned char hash[SHA256_DIGEST_LENGTH]);

/* Writes the subject of an order's records, and returns it. */
struct text subject_of(const char *number, char place[SUBJECT_LIMIT]);

/* Writes a number's digits, and returns where they end. */
char *write_decimal(char *place, int64_t number);

/* An order's row, with copies of its texts. */
struct order {
    struct text number;
    int64_t revision, is_protected, contradictions, created_at;
    unsigned char head[SHA256_DIGEST_LENGTH];
    struct text state;
    /* What an append keeps as it is, and may be null. */
    struct text kept[KEPT_TEXTS];
    char bytes[(KEPT_TEXTS + 1) * STATE_LIMIT];
};

/* Reads an order's row; its revision is 0 if there is none. */
int order_read(struct reference_journal *journal, const char *number, struct order *order);

/* Places an order's row after a record, which leaves it awaiting payment. */
int order_place(
    struct reference_journal *journal, const struct order *order, const struct record *record);

/* Runs a statement that selects nothing. */
int statement_run(sqlite3_stmt *statement);

/* Binds a text, or null where it is absent; binds a digest. Both stay where they are. */
void bind_text(sqlite3_stmt *statement, int index, struct text text);
void bind_digest(sqlite3_stmt *statement, int index, const unsigned char *digest);

#endif
