#include "CHeap.h"

#include <malloc.h>

void heap_return_free(void) { malloc_trim(0); }
