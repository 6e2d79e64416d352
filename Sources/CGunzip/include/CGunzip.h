#ifndef CGUNZIP_H
#define CGUNZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Unpacks one gzip file that fills `input` to its last byte, with its own check of the content.
/// Never writes more than `capacity` bytes; false if the file is damaged, longer or has surplus.
bool payscore_gunzip(const uint8_t *input, size_t count, uint8_t *output, size_t capacity,
                     size_t *written);

#endif
