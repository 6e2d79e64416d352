/* The bytes that a record's hash is taken over, as docs/reference/journal-format.md has them. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "connection.h"

#include <string.h>

static const char prefix[] = "payscore-orders record 1\n";

struct text text_of(const char *bytes) {
    return (struct text){.bytes = bytes, .length = bytes ? strlen(bytes) : 0};
}

char *write_decimal(char *place, int64_t number) {
    char digits[20];
    int count = 0;
    do digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0) *place++ = digits[--count];
    return place;
}

static unsigned char *write_text(unsigned char *place, struct text text) {
    place[0] = (unsigned char)(text.length >> 24);
    place[1] = (unsigned char)(text.length >> 16);
    place[2] = (unsigned char)(text.length >> 8);
    place[3] = (unsigned char)text.length;
    if (text.length > 0) memcpy(place + 4, text.bytes, text.length);
    return place + 4 + text.length;
}

static unsigned char *write_number(unsigned char *place, int64_t number) {
    char digits[20];
    size_t length = number < 0 ? 0 : (size_t)(write_decimal(digits, number) - digits);
    return write_text(place, (struct text){.bytes = digits, .length = length});
}

void record_hash(
    struct reference_journal *journal, const struct record *record,
    unsigned char hash[SHA256_DIGEST_LENGTH]) {
    unsigned char *place = journal->canonical;
    memcpy(place, prefix, sizeof prefix - 1);
    place += sizeof prefix - 1;
    memcpy(place, record->previous, sizeof record->previous);
    place += sizeof record->previous;
    place = write_number(place, record->sequence);
    place = write_text(place, record->subject);
    place = write_number(place, record->revision);
    place = write_number(place, record->at);
    place = write_number(place, record->provider_at);
    const struct text members[] = {
        record->event, record->before, record->after, record->cause, record->cause_id,
        record->actor, record->identified_by, record->channel, record->host,
        record->system_user, record->reason, record->rules, record->detail, record->evidence,
    };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        place = write_text(place, members[i]);
    // The interface of OpenSSL that costs least for so short a text.
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, journal->canonical, (size_t)(place - journal->canonical));
    SHA256_Final(hash, &context);
}
