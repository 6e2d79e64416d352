#include "CReference.h"

void reference_touch(void *pointer) { __asm__ volatile("" : : "r"(pointer) : "memory"); }
