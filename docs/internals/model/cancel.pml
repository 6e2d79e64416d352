/* The way of a cancel, and of a complete beside it: one order, two cancels, one complete.
 *
 * What is durable, what is on its way, and what is only in the engine's memory are kept apart: a
 * crash, possible between any two steps, forgets the last. A request that was sent is delivered,
 * lost, or delivered late, in any order with everything else, until the quiescence is over; that
 * none is delivered after it is the one assumption about time (`quiet` below).
 *
 * Each variant that must fail is switched on by a macro; scripts/model runs them all.
 */

#ifndef MAXCRASH
#define MAXCRASH 2
#endif
#ifndef MAXSEND
#define MAXSEND 2
#endif
#ifndef CANCELS
#define CANCELS 2
#endif
#define COMPLETE CANCELS
#define ATTEMPTS (CANCELS + 1)

mtype:phase = { inService, awaitingPayment, done, revoked };
mtype:fate = { notBegun, denied, open, applied, refused, notApplied };
mtype:reply = { silence, accepted, refusal };
mtype:place = { idle, decide, commit, send, await, look, judge };

/* WeChat. */
mtype:phase order = inService;
byte flying[ATTEMPTS];          /* requests of an attempt that are on their way */
bool effective[ATTEMPTS];       /* whether a request of the attempt has had an effect */

/* The journal: survives a crash. */
mtype:fate fate[ATTEMPTS] = notBegun;
mtype:phase decidedOn[ATTEMPTS];
bool acknowledged[ATTEMPTS];
byte sendings[ATTEMPTS];
byte spendings;                 /* of the one permit there is */

/* The engine's memory: does not. */
mtype:place at = idle;
byte current;
mtype:phase seen;
mtype:reply reply;
bool verified;                  /* every sending of this run had a verified answer */
bool quiet;                     /* `seen` was read after the quiescence */
bool looked;                    /* an early look was taken */

#define isOpen(a) (fate[a] == open)
#if CANCELS == 2
#define noneOpen (!isOpen(0) && !isOpen(1) && !isOpen(2))
#define allEnded (noneOpen && fate[0] != notBegun && fate[1] != notBegun && fate[2] != notBegun)
#else
#define noneOpen (!isOpen(0) && !isOpen(1) && !isOpen(2) && !isOpen(3))
#define allEnded (noneOpen && fate[0] != notBegun && fate[1] != notBegun \
    && fate[2] != notBegun && fate[3] != notBegun)
#endif

#ifdef TWO_OPEN
#define mayBegin true
#else
#define mayBegin noneOpen
#endif

/* A request of attempt `a` arrives. */
inline arrive(a) {
    flying[a]--;
    assert(fate[a] != notBegun);                /* no effect without a durable intent */
    if
    :: a != COMPLETE && (order == inService || order == awaitingPayment) ->
        assert(fate[a] != notApplied);          /* no late effect of what was given up */
        assert(order == inService || acknowledged[a]);  /* no careless cancel */
        order = revoked;
        effective[a] = true;
        if :: current == a && at == await -> reply = accepted :: skip fi
    :: a == COMPLETE && order == inService ->
        order = awaitingPayment;
        effective[a] = true;
        if :: current == a && at == await -> reply = accepted :: skip fi
    :: else ->
        if :: current == a && at == await -> reply = refusal :: skip fi
    fi
}

inline settle(outcome) {
    assert(isOpen(current));                    /* one outcome, after the intent */
    assert(outcome != applied || current == COMPLETE || order == revoked);
    assert(outcome != applied || current != COMPLETE || order != inService);
#ifdef LATE_COMPLETE
    assert(outcome == applied || !effective[current] || current == COMPLETE);
#else
    assert(outcome == applied || !effective[current]);  /* no effect that is denied */
#endif
    fate[current] = outcome;
    at = idle;
}

active proctype WeChat() {
end:
    do
    :: atomic { flying[0] > 0 -> arrive(0) }
    :: atomic { flying[1] > 0 -> arrive(1) }
    :: atomic { flying[2] > 0 -> arrive(2) }
    :: atomic { flying[0] > 0 -> flying[0]-- }
    :: atomic { flying[1] > 0 -> flying[1]-- }
    :: atomic { flying[2] > 0 -> flying[2]-- }
#if CANCELS == 3
    :: atomic { flying[3] > 0 -> arrive(3) }
    :: atomic { flying[3] > 0 -> flying[3]-- }
#endif
    od
}

active proctype Customer() {
end:
    do
    :: atomic { order == awaitingPayment -> order = done }
    od
}

#ifdef FOREIGN_COMPLETES
active proctype OtherSystem() {
end:
    do
    :: atomic { order == inService -> order = awaitingPayment }
    od
}
#endif

inline begin(a) {
    current = a;
    seen = order;
    at = decide;
}

inline resume(a) {
    current = a;
    verified = false;
    looked = false;
    at = look;
}

/* Permit, decision and intent: one commit. */
inline intend(isAcknowledged) {
#ifndef TWO_OPEN
    assert(noneOpen);
#endif
    fate[current] = open;
    decidedOn[current] = seen;
    acknowledged[current] = isAcknowledged;
    sendings[current] = 1;
    verified = true;
    looked = false;
    at = send;
}

active proctype Engine() {
    byte crashes;
end:
    do
    /* A call begins with a fresh observation; one that is open is taken up again. */
    :: atomic { at == idle && mayBegin && fate[0] == notBegun -> begin(0) }
    :: atomic { at == idle && mayBegin && fate[1] == notBegun -> begin(1) }
    :: atomic { at == idle && mayBegin && fate[2] == notBegun -> begin(2) }
#ifndef NEVER_RESUMED
    :: atomic { at == idle && isOpen(0) -> resume(0) }
    :: atomic { at == idle && isOpen(1) -> resume(1) }
    :: atomic { at == idle && isOpen(2) -> resume(2) }
#endif
#if CANCELS == 3
    :: atomic { at == idle && mayBegin && fate[3] == notBegun -> begin(3) }
    :: atomic { at == idle && isOpen(3) -> resume(3) }
#endif

    :: atomic { at == decide ->
#ifdef SEND_FIRST
        flying[current]++;
#endif
        at = commit }
    :: atomic { at == commit ->
        if
        :: seen == inService -> intend(false)
        :: seen == awaitingPayment && current != COMPLETE ->
            if
            :: fate[current] = denied; at = idle
#ifdef CARELESS
            :: intend(false)
#endif
#ifdef PERMIT_REUSE
            :: spendings++;
#else
            :: spendings == 0 -> spendings++;
#endif
                assert(spendings <= 1);         /* one use a permit */
                intend(true)
            fi
        :: else -> fate[current] = denied; at = idle
        fi }

    /* The observation is still fresh, or it is read again. */
    :: atomic { at == send ->
        assert(isOpen(current));
        flying[current]++;
        reply = silence;
        at = await }
    :: atomic { at == send && sendings[current] == 1 && verified && order != decidedOn[current] ->
        settle(notApplied) }

    :: atomic { at == await && reply == accepted -> settle(applied) }
    :: atomic { at == await && reply == refusal -> at = look }
    :: atomic { at == await -> verified = false; at = look }

    /* One early look, and then one after the quiescence, in which every request has died. */
    :: atomic { at == look && !looked -> seen = order; looked = true; quiet = false; at = judge }
    :: atomic { at == look &&
#ifdef NO_QUIESCENCE
        true
#else
#ifdef LATE_COMPLETE
        (flying[current] == 0 || current == COMPLETE)
#else
        flying[current] == 0
#endif
#endif
        -> seen = order; quiet = true; at = judge }
#ifdef QUIET_BY_CLOCK
    :: atomic { at == judge && !quiet && flying[current] == 0 -> quiet = true }
#endif

    :: atomic { at == judge ->
        if
        :: current != COMPLETE && seen == revoked -> settle(applied)
        :: current == COMPLETE && (seen == awaitingPayment || seen == done) -> settle(applied)
        :: else ->
            if
            :: verified && sendings[current] == 1 -> settle(refused)
#ifdef CONCLUDE_AT_ONCE
            :: !verified -> settle(notApplied)
#endif
            :: quiet -> settle(notApplied)
            :: quiet && seen == decidedOn[current] && sendings[current] < MAXSEND ->
                /* Durable before the bytes leave again. */
                sendings[current]++;
                looked = false;
                verified = false;
                at = send
            :: !quiet -> at = look
            fi
        fi }

    :: atomic { crashes < MAXCRASH ->
        crashes++;
#ifdef ASSUME_NOT_SENT
        if
        :: at != idle && at != decide && at != commit && sendings[current] == 1 ->
            fate[current] = notApplied
        :: else
        fi;
#endif
        at = idle;
        current = 0;
        reply = silence;
        verified = false;
        quiet = false;
        looked = false }
    od
}

/* Where nothing can happen any more, every attempt has ended. */
active proctype Watch() {
end:
    timeout -> assert(allEnded)                 /* no attempt open for ever */
}
