/* One append: the order is read, the record is made, hashed and inserted, the order is placed. */
#include "connection.h"

#include <string.h>
#include <time.h>

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int reference_begin(struct reference_journal *journal) {
    int code = statement_run(journal->statements[STATEMENT_BEGIN]);
    if (code != SQLITE_OK) return code;
    sqlite3_stmt *statement = journal->statements[STATEMENT_END];
    bool is_there = sqlite3_step(statement) == SQLITE_ROW;
    journal->sequence = is_there ? sqlite3_column_int64(statement, 0) : 0;
    journal->at = is_there ? sqlite3_column_int64(statement, 1) : 0;
    return sqlite3_reset(statement);
}

int reference_commit(struct reference_journal *journal) {
    return statement_run(journal->statements[STATEMENT_COMMIT]);
}

static char *write_word(char *place, const char *word) {
    size_t length = strlen(word);
    memcpy(place, word, length);
    return place + length;
}

static struct text awaiting(char *place, const char *name, int64_t due, int64_t paid) {
    char *end = write_word(place, name);
    end = write_decimal(write_word(end, "awaiting_payment due="), due);
    end = write_decimal(write_word(end, " paid="), paid);
    return (struct text){.bytes = place, .length = (size_t)(end - place)};
}

/* Reads the amounts of a state such as `awaiting_payment due=5000 paid=0`. */
static bool read_amounts(struct text state, int64_t *due, int64_t *paid) {
    static const char phase[] = "awaiting_payment due=";
    if (state.length < sizeof phase || memcmp(state.bytes, phase, sizeof phase - 1) != 0)
        return false;
    const char *place = state.bytes + sizeof phase - 1;
    const char *end = state.bytes + state.length;
    *due = *paid = 0;
    while (place < end && *place != ' ') *due = *due * 10 + (*place++ - '0');
    if (end - place < 7 || memcmp(place, " paid=", 6) != 0) return false;
    for (place += 6; place < end;) *paid = *paid * 10 + (*place++ - '0');
    return true;
}

static struct text evidence(
    struct reference_journal *journal, const struct reference_circumstances *circumstances) {
    const char *const names[] = {"body_sha256=", "request_id=", "signed_by=", "excerpt="};
    const char *const values[] = {
        circumstances->body_digest, circumstances->request_id, circumstances->signed_by,
        circumstances->excerpt,
    };
    char *place = journal->evidence;
    for (int i = 0; i < 4; i++) {
        if (values[i] == NULL) continue;
        if (place != journal->evidence) *place++ = '\n';
        place = write_word(write_word(place, names[i]), values[i]);
    }
    if (place == journal->evidence) return (struct text){.bytes = NULL};
    return (struct text){
        .bytes = journal->evidence, .length = (size_t)(place - journal->evidence)};
}

static int insert(struct reference_journal *journal, const struct record *record) {
    sqlite3_stmt *statement = journal->statements[STATEMENT_INSERT_RECORD];
    sqlite3_bind_int64(statement, 1, record->sequence);
    bind_text(statement, 2, record->subject);
    sqlite3_bind_int64(statement, 3, record->revision);
    sqlite3_bind_int64(statement, 4, record->at);
    if (record->provider_at < 0)
        sqlite3_bind_null(statement, 5);
    else
        sqlite3_bind_int64(statement, 5, record->provider_at);
    const struct text texts[] = {
        record->event, record->before, record->after, record->cause, record->cause_id,
        record->actor, record->identified_by, record->channel, record->host,
        record->system_user, record->reason, record->rules, record->detail, record->evidence,
    };
    for (int i = 0; i < 14; i++) bind_text(statement, 6 + i, texts[i]);
    bind_digest(statement, 20, record->previous);
    bind_digest(statement, 21, record->hash);
    return statement_run(statement);
}

static int append(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const struct order *order, const char *event, struct text before, struct text after,
    struct text detail) {
    int64_t time = now();
    char subject[SUBJECT_LIMIT];
    struct record record = {
        .sequence = journal->sequence + 1,
        .revision = order->revision + 1,
        .at = time > journal->at ? time : journal->at,
        .provider_at = circumstances->provider_at,
        .subject = subject_of(order->number.bytes, subject),
        .event = text_of(event),
        .before = before,
        .after = after,
        .cause = text_of(circumstances->cause),
        .cause_id = text_of(circumstances->cause_id),
        .actor = text_of(circumstances->actor),
        .identified_by = text_of(circumstances->identified_by),
        .channel = text_of(circumstances->channel),
        .host = text_of(circumstances->host),
        .system_user = text_of(circumstances->system_user),
        .detail = detail,
        .evidence = evidence(journal, circumstances),
    };
    memcpy(record.previous, order->head, sizeof record.previous);
    record_hash(journal, &record, record.hash);
    int code = insert(journal, &record);
    if (code == SQLITE_OK) code = order_place(journal, order, &record);
    if (code != SQLITE_OK) return code;
    journal->sequence = record.sequence;
    journal->at = record.at;
    return SQLITE_OK;
}

int reference_adopt(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const char *number, int64_t due) {
    struct order order;
    int code = order_read(journal, number, &order);
    if (code != SQLITE_OK) return code;
    if (order.revision != 0) return REFERENCE_DIFFERS;
    char after[STATE_LIMIT], detail[STATE_LIMIT];
    return append(
        journal, circumstances, &order, "adopted", text_of("indeterminate why=never_seen"),
        awaiting(after, "", due, 0), awaiting(detail, "phase=", due, 0));
}

int reference_reduce(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const char *number, int64_t total) {
    struct order order;
    int64_t due, paid;
    int code = order_read(journal, number, &order);
    if (code != SQLITE_OK) return code;
    if (!read_amounts(order.state, &due, &paid) || total >= due + paid || total <= paid)
        return REFERENCE_DIFFERS;
    char after[STATE_LIMIT], detail[STATE_LIMIT];
    char *end = write_decimal(write_word(detail, "total="), total);
    return append(
        journal, circumstances, &order, "reduced", order.state,
        awaiting(after, "", total - paid, paid),
        (struct text){.bytes = detail, .length = (size_t)(end - detail)});
}

int reference_transition(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const char *number, int64_t total) {
    int code = reference_begin(journal);
    if (code == SQLITE_OK) code = reference_reduce(journal, circumstances, number, total);
    return code == SQLITE_OK ? reference_commit(journal) : code;
}
