/* The limits that the engine is measured beside: the same work on the bare C interfaces. */
#ifndef CREFERENCE_H
#define CREFERENCE_H

#include "counts.h"
#include "journal.h"
#include "legality.h"

/* Lets the compiler believe that the memory behind `pointer` is read and changed. */
void reference_touch(void *pointer);

/* The same without a call, for loops in which a call would be most of the time. */
static inline void reference_keep(void *pointer) {
    __asm__ volatile("" : : "r"(pointer) : "memory");
}

#endif
