/* The table of the life of an order, as a C programmer would write it. */
#ifndef CREFERENCE_LEGALITY_H
#define CREFERENCE_LEGALITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum reference_phase_kind {
    REFERENCE_CREATED,
    REFERENCE_IN_SERVICE,
    REFERENCE_AWAITING_PAYMENT,
    REFERENCE_DONE,
    REFERENCE_REVOKED,
    REFERENCE_EXPIRED,
};

/* Where an order stands. `amount` is the risk fund, what is due or what was paid; amounts that are
   not known are negative. */
struct reference_phase {
    int32_t kind;
    int64_t amount;
    int64_t paid;
};

enum reference_event_kind {
    REFERENCE_EVENT_CREATED,
    REFERENCE_EVENT_ADOPTED,
    REFERENCE_EVENT_CONFIRMED,
    REFERENCE_EVENT_COMPLETED,
    REFERENCE_EVENT_COMPLETED_WITHOUT_CHARGE,
    REFERENCE_EVENT_REDUCED,
    REFERENCE_EVENT_PARTLY_PAID,
    REFERENCE_EVENT_PAID,
    REFERENCE_EVENT_REVOKED,
    REFERENCE_EVENT_EXPIRED,
    REFERENCE_EVENT_ADVANCED,
    REFERENCE_EVENT_CORRECTED,
};

/* What happened; `phase` is where an adopted or advanced order was found. */
struct reference_event {
    int32_t kind;
    int64_t amount;
    struct reference_phase phase;
};

/* Tells whether an event can happen in a phase, and stores the phase that it leads to. */
bool reference_following(
    const struct reference_phase *phase, const struct reference_event *event,
    struct reference_phase *next);

/* A phase and an event. */
struct reference_pair {
    struct reference_phase phase;
    struct reference_event event;
};

/* Looks up all pairs, and returns how many of them are legal. */
int64_t reference_count_legal(const struct reference_pair *pairs, size_t count);

#endif
