/* An order's row, as an append reads and places it. */
#include "connection.h"

#include <stdio.h>
#include <string.h>

/* The columns that an append keeps as they are. */
static const int kept_columns[KEPT_TEXTS] = {5, 6, 7, 8, 10, 11};

/* Copies a text of a row, which lives no longer than the row. */
static struct text kept(sqlite3_stmt *statement, int column, char *place) {
    const unsigned char *bytes = sqlite3_column_text(statement, column);
    if (bytes == NULL) return (struct text){.bytes = NULL};
    size_t length = (size_t)sqlite3_column_bytes(statement, column);
    if (length > STATE_LIMIT) length = STATE_LIMIT;
    memcpy(place, bytes, length);
    return (struct text){.bytes = place, .length = length};
}

struct text subject_of(const char *number, char place[SUBJECT_LIMIT]) {
    int length = snprintf(place, SUBJECT_LIMIT, "order:%s", number);
    return (struct text){.bytes = place, .length = length < 0 ? 0 : (size_t)length};
}

int order_read(struct reference_journal *journal, const char *number, struct order *order) {
    sqlite3_stmt *statement = journal->statements[STATEMENT_ORDER];
    *order = (struct order){.number = text_of(number)};
    sqlite3_bind_text(statement, 1, number, (int)order->number.length, SQLITE_STATIC);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        order->revision = sqlite3_column_int64(statement, 1);
        const void *head = sqlite3_column_blob(statement, 2);
        if (sqlite3_column_bytes(statement, 2) == SHA256_DIGEST_LENGTH)
            memcpy(order->head, head, SHA256_DIGEST_LENGTH);
        order->state = kept(statement, 3, order->bytes);
        for (int i = 0; i < KEPT_TEXTS; i++)
            order->kept[i] =
                kept(statement, kept_columns[i], order->bytes + (i + 1) * STATE_LIMIT);
        order->is_protected = sqlite3_column_int64(statement, 9);
        order->contradictions = sqlite3_column_int64(statement, 13);
        order->created_at = sqlite3_column_int64(statement, 14);
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int order_place(
    struct reference_journal *journal, const struct order *order, const struct record *record) {
    sqlite3_stmt *statement = journal->statements[STATEMENT_PLACE_ORDER];
    bind_text(statement, 1, order->number);
    sqlite3_bind_int64(statement, 2, record->revision);
    bind_digest(statement, 3, record->hash);
    bind_text(statement, 4, record->after);
    sqlite3_bind_int64(statement, 5, record->revision);
    for (int i = 0; i < KEPT_TEXTS; i++)
        bind_text(statement, kept_columns[i] + 1, order->kept[i]);
    sqlite3_bind_int64(statement, 10, order->is_protected);
    sqlite3_bind_int64(statement, 13, record->at);
    sqlite3_bind_int64(statement, 14, order->contradictions);
    sqlite3_bind_int64(statement, 15, order->revision == 0 ? record->at : order->created_at);
    sqlite3_bind_int64(statement, 16, record->at);
    return statement_run(statement);
}
