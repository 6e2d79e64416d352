#include "CReference.h"

/* The largest amount that is believed, in fen. */
static const int64_t largest = 1000000000;

static bool enter(struct reference_phase *next, int32_t kind, int64_t amount, int64_t paid) {
    *next = (struct reference_phase){.kind = kind, .amount = amount, .paid = paid};
    return true;
}

static bool await(struct reference_phase *next, int64_t due, int64_t paid) {
    if (due <= 0 || due + paid > largest) return false;
    return enter(next, REFERENCE_AWAITING_PAYMENT, due, paid);
}

/* Whether a phase in which an order was found comes after the known one. */
static bool is_later(const struct reference_phase *known, const struct reference_phase *seen) {
    switch (known->kind) {
    case REFERENCE_CREATED:
        if (seen->kind == REFERENCE_CREATED) return known->amount < 0 && seen->amount >= 0;
        return true;
    case REFERENCE_IN_SERVICE:
        switch (seen->kind) {
        case REFERENCE_IN_SERVICE: return known->amount < 0 && seen->amount >= 0;
        case REFERENCE_AWAITING_PAYMENT: case REFERENCE_DONE: case REFERENCE_REVOKED: return true;
        default: return false;
        }
    case REFERENCE_AWAITING_PAYMENT:
        switch (seen->kind) {
        case REFERENCE_DONE: case REFERENCE_REVOKED: return true;
        case REFERENCE_AWAITING_PAYMENT:
            return (known->amount != seen->amount || known->paid != seen->paid)
                && seen->amount + seen->paid <= known->amount + known->paid
                && seen->paid >= known->paid;
        default: return false;
        }
    default: return false;
    }
}

static bool advance(
    const struct reference_phase *phase, const struct reference_event *event,
    struct reference_phase *next) {
    if (!is_later(phase, &event->phase)) return false;
    *next = event->phase;
    return true;
}

bool reference_following(
    const struct reference_phase *phase, const struct reference_event *event,
    struct reference_phase *next) {
    int64_t total = phase->amount + phase->paid;
    switch (phase->kind) {
    case REFERENCE_CREATED:
        switch (event->kind) {
        case REFERENCE_EVENT_CONFIRMED:
            return enter(next, REFERENCE_IN_SERVICE, phase->amount, 0);
        case REFERENCE_EVENT_EXPIRED: return enter(next, REFERENCE_EXPIRED, 0, 0);
        case REFERENCE_EVENT_REVOKED: return enter(next, REFERENCE_REVOKED, 0, 0);
        case REFERENCE_EVENT_ADVANCED: return advance(phase, event, next);
        default: return false;
        }
    case REFERENCE_IN_SERVICE:
        switch (event->kind) {
        case REFERENCE_EVENT_COMPLETED: return await(next, event->amount, 0);
        case REFERENCE_EVENT_COMPLETED_WITHOUT_CHARGE:
            return enter(next, REFERENCE_DONE, 0, 0);
        case REFERENCE_EVENT_REVOKED: return enter(next, REFERENCE_REVOKED, 0, 0);
        case REFERENCE_EVENT_ADVANCED: return advance(phase, event, next);
        default: return false;
        }
    case REFERENCE_AWAITING_PAYMENT:
        switch (event->kind) {
        case REFERENCE_EVENT_REDUCED:
            return event->amount < total && await(next, event->amount - phase->paid, phase->paid);
        case REFERENCE_EVENT_PARTLY_PAID:
            return event->amount > phase->paid
                && await(next, total - event->amount, event->amount);
        case REFERENCE_EVENT_PAID: return enter(next, REFERENCE_DONE, event->amount, 0);
        case REFERENCE_EVENT_REVOKED: return enter(next, REFERENCE_REVOKED, 0, 0);
        case REFERENCE_EVENT_ADVANCED: return advance(phase, event, next);
        default: return false;
        }
    default: return false;
    }
}

int64_t reference_count_legal(const struct reference_pair *pairs, size_t count) {
    int64_t legal = 0;
    for (size_t i = 0; i < count; i++) {
        struct reference_phase next;
        if (reference_following(&pairs[i].phase, &pairs[i].event, &next)) legal++;
        reference_keep(&next);
    }
    return legal;
}
