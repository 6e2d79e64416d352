#ifndef CSQLITESETTINGS_H
#define CSQLITESETTINGS_H

// What Swift cannot call: sqlite3_db_config takes variable arguments, and statfs and statx differ
// between systems.

#include <stddef.h>
#include <stdint.h>

struct sqlite3;

/// The switches and limits of one connection.
struct payscore_switches {
    int defensive;
    int load_extension;
    int double_quoted_dml;
    int double_quoted_ddl;
    int length;
    int sql_length;
    int attached;
    int trigger_depth;
};

/// Sets the switches and limits; returns SQLite's result code.
int payscore_set_switches(struct sqlite3 *connection, const struct payscore_switches *wanted);

/// Reads the switches and limits; returns SQLite's result code.
int payscore_read_switches(struct sqlite3 *connection, struct payscore_switches *found);

/// Lets the connection leave SQLite's log as it is when it is closed; returns SQLite's result code.
int payscore_leave_log_at_close(struct sqlite3 *connection);

/// The bytes of a connection's database, to be given back with payscore_free; null if there is no
/// memory for them.
const unsigned char *payscore_serialize(struct sqlite3 *connection, int64_t *count);

/// Gives back what payscore_serialize returned.
void payscore_free(const unsigned char *bytes);

/// Reads the number by which a file is known, and whether it has the journal's tables, and changes
/// nothing: neither its log nor any lock is looked at. Returns SQLite's result code.
///
/// SQLite itself reads it: a descriptor of ours, once closed, would give up SQLite's own locks.
int payscore_identify(const char *uri, int *number, int *has_tables);

/// SQLite's version as a number, such as 3040001.
int payscore_sqlite_version(void);

/// Whether this SQLite reads file names that are URIs without being asked.
int payscore_reads_uris(void);

/// Which kind of file system a path lies on: its number on Linux, its name elsewhere. Returns -1 if
/// it cannot be told.
int payscore_file_system(const char *path, uint32_t *number, char *name, size_t size);

/// The bytes of a file, or -1 if they cannot be told.
///
/// It asks for nothing else. Linux keeps a file's times to the tick, but once somebody has looked
/// at them the next write gets one of its own, and with it an inode to be written: a commit that
/// looked at its log before took a fifth longer.
int64_t payscore_file_size(const char *path);

/// Gives a file another name, unless something has that name already. Returns 0, or the number of
/// the failure: EINVAL or ENOSYS where the file system cannot do both in one step.
int payscore_rename_new(const char *from, const char *to);

#endif
