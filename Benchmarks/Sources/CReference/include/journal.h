/* The journal on SQLite's C interface alone: the same file and settings, the same statements,
   prepared once, and SHA-256 over the same canonical bytes with OpenSSL. What it writes verifies.

   Functions return SQLite's result code, or REFERENCE_DIFFERS. */
#ifndef CREFERENCE_JOURNAL_H
#define CREFERENCE_JOURNAL_H

#include <stdint.h>

/* What is stored is not what it should be. */
enum { REFERENCE_DIFFERS = -1 };

/* What records say beside the change itself; texts may be null. */
struct reference_circumstances {
    const char *cause;
    const char *cause_id;
    const char *actor;
    const char *identified_by;
    const char *channel;
    const char *host;
    const char *system_user;
    /* Milliseconds, or negative. */
    int64_t provider_at;
    const char *body_digest;
    const char *request_id;
    const char *signed_by;
    const char *excerpt;
};

struct reference_journal;

/* What a journal's file is opened for. */
enum reference_mode {
    /* To write. */
    REFERENCE_WRITES,
    /* To read beside whoever writes. */
    REFERENCE_READS,
    /* To read while nobody has it open. */
    REFERENCE_READS_AT_REST,
};

/* Opens a journal's file with the settings that the engine gives its connections; the path needs
   no escape in a URI. */
int reference_open(
    const char *path, enum reference_mode mode, struct reference_journal **journal);

/* Closes it; the writing connection moves the log into the database. */
int reference_close(struct reference_journal *journal);

/* SQLite's last message. */
const char *reference_message(struct reference_journal *journal);

/* Begins a write transaction and reads the last record; makes one durable. */
int reference_begin(struct reference_journal *journal);
int reference_commit(struct reference_journal *journal);

/* Takes over an order that awaits payment of `due` fen. */
int reference_adopt(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const char *number, int64_t due);

/* Lowers what is to be collected for an order to `total` fen. */
int reference_reduce(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const char *number, int64_t total);

/* One durable transition: begin, reduce, commit. */
int reference_transition(
    struct reference_journal *journal, const struct reference_circumstances *circumstances,
    const char *number, int64_t total);

/* Reads all columns of an order's row. */
int reference_read_order(struct reference_journal *journal, const char *number);

/* Reads all columns of an order's records, and adds to `count` how many there are. */
int reference_read_history(
    struct reference_journal *journal, const char *number, int64_t *count);

/* Hashes all records by sequence number, and stores how many are what their hash says. */
int reference_scan(struct reference_journal *journal, int64_t *sound);

/* Stores the number that a statement selects. */
int reference_select(struct reference_journal *journal, const char *sql, int64_t *number);

#endif
