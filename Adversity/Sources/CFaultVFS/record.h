#ifndef RECORD_H
#define RECORD_H

#include "include/CFaultVFS.h"

#include <sys/types.h>

// The file number of the watched directory itself, and of what is not watched.
enum { RECORD_DIRECTORY = -1, RECORD_NONE = 0 };

// Whether SQLite's own VFS is at work on this thread, so that the layer above records its writes.
extern _Thread_local int record_within_vfs;

bool record_is_on(void);
// The name within the watched directory, or NULL.
const char *record_name(const char *path);
bool record_is_directory(const char *path);
// Which file a path stands for now.
int record_file_at(const char *path);
int record_new_file(const char *path);
// The file of a descriptor that has no name yet.
int record_nameless_file(int descriptor);
void record_add(struct fault_entry entry, const void *bytes);
// Marks the last entry of a handle and kind as failed.
void record_failed(int handle);
int record_new_handle(void);

#endif
