#include "CGunzip.h"

#include <limits.h>
#include <zlib.h>

// A window as large as the format permits, and only gzip.
#define GZIP_ONLY (MAX_WBITS + 16)

bool payscore_gunzip(const uint8_t *input, size_t count, uint8_t *output, size_t capacity,
                     size_t *written) {
    *written = 0;
    if (count > UINT_MAX || capacity > UINT_MAX) return false;
    z_stream stream = {0};
    stream.next_in = (Bytef *)input;
    stream.avail_in = (uInt)count;
    stream.next_out = output;
    stream.avail_out = (uInt)capacity;
    if (inflateInit2(&stream, GZIP_ONLY) != Z_OK) return false;
    int result = inflate(&stream, Z_FINISH);
    *written = stream.total_out;
    bool isWhole = result == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return isWhole;
}
