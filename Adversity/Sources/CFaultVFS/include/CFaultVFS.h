#ifndef CFAULTVFS_H
#define CFAULTVFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The record of what a program does to the files of one directory.
//
// Two layers write it. A SQLite VFS, registered as the default, records what SQLite writes,
// truncates, syncs and deletes. The functions of the C library that change files, defined anew in
// calls.c, record the rest: what our own code does, and what SQLite's VFS does to the directory.

enum fault_kind {
    FAULT_EXISTS,    // a file that lay in the directory when the record began, with its bytes
    FAULT_CREATE,    // a name for a new file, or a further one
    FAULT_UNLINK,    // a name goes
    FAULT_RENAME,    // a file takes another name, from whichever file had it
    FAULT_WRITE,     // bytes at an offset
    FAULT_TRUNCATE,  // a new length, in `offset`
    FAULT_SYNC,      // a file is made durable
    FAULT_SYNC_DIR,  // the directory is made durable
    FAULT_MARK,      // the program says `value` about itself, such as what it was promised
};

struct fault_entry {
    int kind;
    int file;           // which file; a name that is used again stands for another file
    int handle;         // which opening of the file by SQLite, or 0
    bool failed;        // the call was answered with an error
    int64_t offset;
    int64_t value;
    size_t length;
    const uint8_t *bytes;
    const char *name;
    const char *new_name;
};

// Registers the recording VFS as SQLite's default. Call it first of all.
int fault_install(void);
// Begins a record of a directory and forgets the one before; `directory` ends with a slash.
void fault_watch(const char *directory);
// Ends the record; its entries stay until the next one begins.
void fault_unwatch(void);
void fault_mark(int64_t value);
size_t fault_entry_count(void);
// The entry must have been recorded before the call.
struct fault_entry fault_entry_at(size_t index);

// How large SQLite's log may grow, in pages, before a connection opened from now on copies it into
// the database; 0 leaves SQLite's default.
void fault_set_log_pages(int pages);
// Runs statements on the connection that was opened last to write to a watched file; it must be
// open still, and idle.
int fault_execute(const char *sql);

// A connection to a recorded database without any of the journal's settings.
struct fault_connection;
struct fault_connection *fault_raw_open(const char *path);
int fault_raw_execute(struct fault_connection *connection, const char *sql);
void fault_raw_close(struct fault_connection *connection);

// One call of the C library that concerns a file of the watched directory.
enum fault_call {
    FAULT_CALL_OPEN,          // to read
    FAULT_CALL_OPEN_WRITING,  // to write what is there
    FAULT_CALL_CREATE,        // by opening what is not there
    FAULT_CALL_READ, FAULT_CALL_WRITE, FAULT_CALL_TRUNCATE, FAULT_CALL_SYNC,
    FAULT_CALL_UNLINK,
    FAULT_CALL_RENAME,        // or giving a file a further name
};

struct fault_plan {
    int64_t at;      // the first call to fail, counted from 1; 0 for none
    bool for_good;   // whether all later calls of the same kind of failure fail too
    int error;       // the errno; 0 for a short read or write
    unsigned calls;  // which calls count, as bits `1 << FAULT_CALL_…`
    bool pretend;    // whether a failing write or sync is answered with success all the same
};

void fault_set_plan(struct fault_plan plan);
int64_t fault_call_count(void);   // how many calls counted since the plan was set
int64_t fault_failure_count(void);  // how many of them were made to fail
unsigned fault_failed_calls(void);  // which ones, as bits like those of the plan

// What a database that lies in memory holds, as SQLite sees it after its recovery.
struct fault_state {
    int code;          // SQLite's result code; 0 when everything could be read
    bool is_whole;     // what PRAGMA quick_check says
    int64_t records;   // the rows of payscore_records
    int64_t last;      // the highest sequence number
    int64_t checkpoints;  // the rows of payscore_checkpoints
    uint64_t digest;   // of the schema and of every row of every table
    char said[120];    // what SQLite said, where something is wrong
};

struct fault_state fault_inspect(
    const uint8_t *database, size_t database_length, const uint8_t *log, size_t log_length);

#endif
