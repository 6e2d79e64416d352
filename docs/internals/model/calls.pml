/* The calls of one order, from the intent to the outcome, and the notifications beside them.
 *
 * What is durable, what is on its way, and what is only in the engine's memory are kept apart: a
 * crash, possible between any two steps, forgets the last. A request that was sent is delivered,
 * lost, or delivered late, in any order with everything else, until the quiescence is over; that
 * none is delivered after it is the one assumption about time (`quiet` below). A notification is
 * delivered late, twice, out of order or never, at any time.
 *
 * CALL0, CALL1 and CALL2 are the calls of a search, START is where the order stands at first, and
 * BILL is the total of a complete. NOTICES and OTHERS add WeChat's notifications, and another
 * system of the merchant. Each variant that must fail is switched on by a macro; scripts/model runs
 * them all.
 */

mtype:call = { cancel, complete, modifyTo2, modifyTo1, reportPaid };

#ifndef CALL0
#define CALL0 cancel
#endif
#ifndef CALL1
#define CALL1 cancel
#endif
#ifndef CALL2
#define CALL2 complete
#endif
#ifdef CALL3
#define ATTEMPTS 4
#else
#define ATTEMPTS 3
#endif
#ifndef START
#define START IN_SERVICE
#endif
#ifndef BILL
#define BILL 1
#endif
#ifndef MAXCRASH
#define MAXCRASH 2
#endif
#ifndef MAXSEND
#define MAXSEND 2
#endif

/* Where an order stands, as one number that every change raises; a total is 1, 2 or 3. */
#define CREATED 1
#define IN_SERVICE 2
#define AWAITING(total) (6 - (total))
#define PAID(total) (9 - (total))           /* WeChat has collected it. */
#define REPORTED(total) (12 - (total))      /* The merchant says to have received it. */
#define REVOKED 12

#define BILLED AWAITING(BILL)

#define isAwaiting(s) (AWAITING(3) <= (s) && (s) <= AWAITING(1))
#define isPaid(s) (PAID(3) <= (s) && (s) <= PAID(1))
#define isReported(s) (REPORTED(3) <= (s) && (s) <= REPORTED(1))
#define isFinal(s) ((s) >= PAID(3))
#define hasTotal(s) (AWAITING(3) <= (s) && (s) <= REPORTED(1))
#define totalOf(s) (3 - ((s) % 3))

mtype:fate = { notBegun, denied, open, applied, found, refused, notApplied };
mtype:reply = { silence, accepted, refusal };
mtype:place = { idle, decide, commit, send, await, look, judge };

mtype:call call[ATTEMPTS];

/* WeChat. */
byte order = START;
byte flying[ATTEMPTS];          /* requests of an attempt that are on their way */
bool effective[ATTEMPTS];       /* whether a request of the attempt has had an effect */
bool others;                    /* whether another system has changed the order */

/* The journal: survives a crash. */
mtype:fate fate[ATTEMPTS] = notBegun;
byte decidedOn[ATTEMPTS];
byte consent[ATTEMPTS];         /* the amount that was acknowledged */
byte sendings[ATTEMPTS];
byte spendings[6];              /* of the one permit that there is for a call */
byte known = START;             /* where the order stands, by what was seen or heard */

/* The engine's memory: does not. */
mtype:place at = idle;
byte current;
byte seen;
mtype:reply reply;
bool verified;                  /* every sending of this run had a verified answer */
bool quiet;                     /* `seen` was read after the quiescence */
bool looked;                    /* an early look was taken */

#define isOpen(a) (fate[a] == open)
#define hasEnded(a) (fate[a] != open && fate[a] != notBegun)
#ifdef CALL3
#define noneOpen (!isOpen(0) && !isOpen(1) && !isOpen(2) && !isOpen(3))
#define allEnded (hasEnded(0) && hasEnded(1) && hasEnded(2) && hasEnded(3))
#else
#define noneOpen (!isOpen(0) && !isOpen(1) && !isOpen(2))
#define allEnded (hasEnded(0) && hasEnded(1) && hasEnded(2))
#endif

#ifdef TWO_OPEN
#define mayBegin true
#else
#define mayBegin noneOpen
#endif

#define isModify(a) (call[a] == modifyTo2 || call[a] == modifyTo1)
#define targetOf(a) (call[a] == modifyTo2 -> 2 : 1)

/* WeChat permits the call of attempt `a` where the order stands so. */
#define isPermitted(a, s) ( \
    (call[a] == cancel && s < PAID(3)) || (call[a] == complete && s == IN_SERVICE) || \
    (isModify(a) && isAwaiting(s) && targetOf(a) < totalOf(s)) || \
    (call[a] == reportPaid && isAwaiting(s)))

/* What it gives up there. */
#define stake(a, s) (!isAwaiting(s) -> 0 : (isModify(a) -> totalOf(s) - targetOf(a) : totalOf(s)))

/* Where the order stands after it. */
#define effectOf(a, s) (call[a] == cancel -> REVOKED : (call[a] == complete -> AWAITING(BILL) : \
    (isModify(a) -> AWAITING(targetOf(a)) : REPORTED(totalOf(s)))))

/* The order stands as the call of attempt `a` would have left it, or has gone on from there. */
#define showsEffect(a, s) ( \
    (call[a] == cancel && s == REVOKED) || (call[a] == complete && hasTotal(s)) || \
    (isModify(a) && hasTotal(s) && totalOf(s) == targetOf(a)) || \
    (call[a] == reportPaid && isReported(s)))

/* The same, as the engine takes it. */
#if defined(ROUTE_IGNORED)
#define isTakenForEffect(a, s) (showsEffect(a, s) || (call[a] == reportPaid && isPaid(s)))
#elif defined(LOWER_IS_OURS)
#define isTakenForEffect(a, s) ( \
    showsEffect(a, s) || (isModify(a) && hasTotal(s) && totalOf(s) < targetOf(a)))
#else
#define isTakenForEffect(a, s) showsEffect(a, s)
#endif

/* The call can have no effect any more, and the order does not show it. */
#define isOvertaken(a, s) (!isTakenForEffect(a, s) && \
    (isFinal(s) || (isModify(a) && isAwaiting(s) && totalOf(s) < targetOf(a))))

/* The order stands so, or did on its way. */
#define wasReached(s) (isFinal(s) -> order == s : s <= order)

#ifdef NOTICES
#define CONFIRMATION 0
#define PAYMENT 1
#define FORGERY 2
mtype:desk = { free, committing, answering };

/* WeChat: how often it still delivers a notification. A forged one comes from elsewhere. */
byte deliveries[3];
bool acknowledged[2];           /* answered with 2xx */
/* The journal. */
bool recorded[2];
/* The receiver's memory: it works beside the engine's calls, and not in their queue. */
mtype:desk desk = free;
byte notice;
byte shown;

inline announce(n) {
    deliveries[n] = 2
}
#endif

/* Two variants break several promises; what is asked of them is what becomes of the money. */
#ifdef LATE_COMPLETE
#define mayBeLate(a) (call[a] == complete)
#else
#define mayBeLate(a) false
#endif
#if defined(LATE_COMPLETE) || defined(TWO_OPEN)
#define onlyMoneyCounts true
#else
#define onlyMoneyCounts false
#endif

#ifdef CANCELLED_TWICE
#define isSameAgain(a) (showsEffect(a, order) && (effective[a] || call[a] == cancel))
#else
#define isSameAgain(a) (showsEffect(a, order) && effective[a])
#endif

#define isConsented(a) (stake(a, order) <= consent[a])

/* A request of attempt `a` arrives. */
inline arrive(a) {
    flying[a]--;
    assert(fate[a] != notBegun);                /* no effect without a durable intent */
    if
    :: isPermitted(a, order) ->
        assert(fate[a] != notApplied || mayBeLate(a));  /* no late effect of what was given up */
        assert(call[a] != cancel || isConsented(a));      /* no careless cancel */
        assert(call[a] != reportPaid || isConsented(a));  /* no careless report */
        assert(!isModify(a) || isConsented(a));  /* money given up is what was acknowledged */
        order = effectOf(a, order);
        effective[a] = true;
#ifdef NOTICES
        /* Whether a report is followed by a notification is not documented. */
        if :: call[a] == reportPaid -> announce(PAYMENT) :: true fi;
#endif
        if :: current == a && at == await -> reply = accepted :: true fi
    :: isPermitted(a, order) && isAwaiting(order) ->
        /* A deduction is running. */
        if :: current == a && at == await -> reply = refusal :: true fi
    :: !isPermitted(a, order) ->
        if
        :: current == a && at == await -> reply = refusal
        /* The same bytes again: WeChat may say that it is done. */
        :: current == a && at == await && isSameAgain(a) -> reply = accepted
        :: true
        fi
    fi
}

#define tellsEffect(outcome) (outcome == applied || outcome == found)
#define mayBeUntold(a) (!effective[a] || others || mayBeLate(a))

/* The one outcome of attempt `a`, by the run or by a notification. */
inline settle(a, outcome) {
    assert(isOpen(a));                          /* one outcome, after the intent */
    assert(outcome != applied || effective[a]); /* no outside change is attributed to a caller */
    assert(outcome != found || showsEffect(a, known));      /* what is told as done is done */
    /* Where another system went on from our effect, it is not seen any more. */
    assert(tellsEffect(outcome) || mayBeUntold(a));         /* no effect that is denied */
    fate[a] = outcome;
    /* Nothing asks for these any more: fewer states to search. */
    decidedOn[a] = 0;
    sendings[a] = 0
}

inline rest() {
    at = idle;
    current = 0;
    seen = 0;
    reply = silence;
    verified = false;
    quiet = false;
    looked = false
}

/* The run ends; where a notification has settled the attempt meanwhile, its outcome stands. */
inline conclude(outcome) {
    if
#ifdef NOTICES
#ifndef RUN_OVERWRITES
    :: !isOpen(current) -> true
#endif
#endif
    :: else -> settle(current, outcome)
    fi;
    rest()
}

/* The merchant's side did something on the way from `t` to `s`: it completed, lowered, revoked, or
 * reported as paid. */
#define isOfMerchant(t, s) (s == REVOKED || isReported(s) || (t < AWAITING(3) && hasTotal(s)) || \
    (hasTotal(t) && hasTotal(s) && totalOf(s) < totalOf(t)))

/* The run's attempt did it, or may have done it; otherwise the change is told as an outside one. */
#define mayBeOurs(s) ( \
    isOpen(current) && showsEffect(current, s) && (reply == accepted || !verified))
#define isExplained(s) ( \
    s == known || !isOfMerchant(known, s) || mayBeOurs(s) || others || onlyMoneyCounts)

/* What an answer or an observation shows is recorded; what is older than what is known moves
 * nothing. */
inline learn(s) {
    if
#ifndef OLD_OBSERVATION
    :: s < known -> true
#endif
    :: else ->
        assert(s >= known);                     /* an old observation moves nothing back */
        assert(wasReached(s));                  /* nothing is known that did not happen */
        assert(isExplained(s));                 /* no own change is told as an outside one */
        known = s
    fi
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
#ifdef CALL3
    :: atomic { flying[3] > 0 -> arrive(3) }
    :: atomic { flying[3] > 0 -> flying[3]-- }
#endif
    od
}

active proctype Customer() {
end:
    do
    :: atomic { order == CREATED -> order = IN_SERVICE;
#ifdef NOTICES
        announce(CONFIRMATION)
#endif
        }
    :: atomic { isAwaiting(order) -> order = PAID(totalOf(order));
#ifdef NOTICES
        announce(PAYMENT)
#endif
        }
    od
}

#ifdef OTHERS
/* Another system of the merchant, or a colleague on its platform. */
active proctype OtherSystem() {
end:
    do
#ifdef OTHERS_COMPLETE
    :: atomic { order == IN_SERVICE -> order = AWAITING(BILL); others = true }
#else
    :: atomic { order < PAID(3) -> order = REVOKED; others = true }
    :: atomic { isAwaiting(order) && totalOf(order) > 1 -> order++; others = true }
    :: atomic { isAwaiting(order) -> order = REPORTED(totalOf(order)); others = true }
#endif
    od
}
#endif

#ifdef NOTICES
#define isDurable(n) (!acknowledged[n] || recorded[n])
#define areDurable (isDurable(CONFIRMATION) && isDurable(PAYMENT))
#define shownBy(n) (n == CONFIRMATION -> IN_SERVICE : (n == PAYMENT -> order : PAID(BILL)))

/* What a notification shows settles the open attempt if it proves its effect, or that it can have
 * none any more. What shows no effect may be older than the sending. */
inline settleByNotice(a) {
    if
    :: isOpen(a) && isTakenForEffect(a, known) -> settle(a, found)
    :: isOpen(a) && isOvertaken(a, known) -> settle(a, notApplied)
#ifdef SETTLED_BY_NO_EFFECT
    :: isOpen(a) && !isTakenForEffect(a, known) && !isOvertaken(a, known) -> settle(a, notApplied)
#endif
    :: else -> true
    fi
}

/* Until a refusal is recorded, an open attempt may have made what it asks for. */
#define mayBeOf(a) (isOpen(a) && showsEffect(a, shown))
#ifdef CALL3
#define mayBeOfOpen (mayBeOf(0) || mayBeOf(1) || mayBeOf(2) || mayBeOf(3))
#else
#define mayBeOfOpen (mayBeOf(0) || mayBeOf(1) || mayBeOf(2))
#endif
#define isNoticeExplained ( \
    shown == known || !isOfMerchant(known, shown) || mayBeOfOpen || others)

/* The notification, and all that follows from it: one commit. */
inline take() {
    shown = shownBy(notice);
    if
#ifndef MOVED_BACK
    :: shown < known -> true
#endif
    :: else ->
        assert(wasReached(shown));              /* a forged notification has no effect */
        assert(shown >= known);                 /* a notification moves nothing back */
        assert(isNoticeExplained);              /* no own change is told as an outside one */
        known = shown;
        settleByNotice(0);
        settleByNotice(1);
        settleByNotice(2)
#ifdef CALL3
        ; settleByNotice(3)
#endif
    fi
}

inline hear(n) {
    deliveries[n]--;
    notice = n;
#ifdef ANSWERED_FIRST
    desk = (n == FORGERY -> committing : answering)
#else
    desk = committing
#endif
}

inline close() {
    desk = free;
    notice = 0;
    shown = 0
}

active proctype Receiver() {
#ifdef FORGERIES
    deliveries[FORGERY] = 1;
#endif
end:
    do
    /* A notification is lost, or comes. */
    :: atomic { deliveries[CONFIRMATION] > 0 -> deliveries[CONFIRMATION]-- }
    :: atomic { deliveries[PAYMENT] > 0 -> deliveries[PAYMENT]-- }
    :: atomic { desk == free && deliveries[CONFIRMATION] > 0 -> hear(CONFIRMATION) }
    :: atomic { desk == free && deliveries[PAYMENT] > 0 -> hear(PAYMENT) }
#ifdef FORGERIES
    :: atomic { desk == free && deliveries[FORGERY] > 0 -> hear(FORGERY) }
#endif

    :: atomic { desk == committing ->
        if
#ifndef FORGED_BELIEVED
        :: notice == FORGERY -> close()
#else
        :: notice == FORGERY -> take(); close()
#endif
        :: else ->
            if
            :: recorded[notice] -> true
            :: else -> recorded[notice] = true; take()
            fi;
#ifdef ANSWERED_FIRST
            close()
#else
            desk = answering
#endif
        fi }

    /* The answer arrives, or it does not. */
    :: atomic { desk == answering ->
        if
        :: acknowledged[notice] = true; deliveries[notice] = 0
        :: true
        fi;
#ifdef ANSWERED_FIRST
        desk = committing
#else
        close()
#endif
        }
    od
}
#endif

inline dispatch() {
    flying[current]++;
    reply = silence;
    at = await
}

inline begin(a) {
    current = a;
    seen = order;
    at = decide
}

inline resume(a) {
    current = a;
#ifdef SENDINGS_FORGOTTEN
    verified = true;
#endif
    at = look
}

/* Permit, decision and intent: one commit. */
inline intend() {
#ifndef TWO_OPEN
    assert(noneOpen);
#endif
    fate[current] = open;
    decidedOn[current] = seen;
    sendings[current] = 1;
    verified = true;
    at = send
}

active proctype Engine() {
    byte crashes;

    atomic {
        call[0] = CALL0;
        call[1] = CALL1;
        call[2] = CALL2;
#ifdef CALL3
        call[3] = CALL3;
#endif
    }
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
#ifdef CALL3
    :: atomic { at == idle && mayBegin && fate[3] == notBegun -> begin(3) }
    :: atomic { at == idle && isOpen(3) -> resume(3) }
#endif

    :: atomic { at == decide ->
#ifdef SEND_FIRST
        flying[current]++;
#endif
        at = commit }
    :: atomic { at == commit ->
        learn(seen);
        if
        /* Nothing is decided on an observation that a notification overtook. */
        :: seen == known && isPermitted(current, seen) && stake(current, seen) == 0 -> intend()
        :: seen == known && isPermitted(current, seen) && stake(current, seen) > 0 ->
            if
            :: fate[current] = denied; rest()
#ifdef CARELESS
            :: intend()
#endif
#ifdef AMOUNT_NOT_COMPARED
            :: consent[current] = 1; intend()
#endif
#ifdef PERMIT_REUSE
            :: spendings[call[current]]++;
#else
            :: spendings[call[current]] == 0 -> spendings[call[current]]++;
#endif
                assert(spendings[call[current]] <= 1);  /* one use a permit */
                consent[current] = stake(current, seen);
                intend()
            fi
        :: else -> fate[current] = denied; rest()
        fi }

    /* The observation is still fresh, and the journal knows nothing else. */
    :: atomic { at == send && isOpen(current) && known == decidedOn[current] -> dispatch() }
    /* Or the order is read again. */
    :: atomic { at == send && isOpen(current) ->
        seen = order;
        learn(seen);
        if
        :: seen == decidedOn[current] -> dispatch()
        :: isTakenForEffect(current, seen) && sendings[current] > 1 -> conclude(found)
        :: isTakenForEffect(current, seen) && sendings[current] == 1 -> conclude(notApplied)
        :: isOvertaken(current, seen) -> conclude(notApplied)
        :: else ->
            if
            :: verified -> conclude(notApplied)
            :: !verified -> at = look
            fi
        fi }
#ifdef NOTICES
    /* A notification has settled the attempt, which the run finds out now, or after the sending. */
    :: atomic { at == send && !isOpen(current) -> rest() }
    :: atomic { at == send && !isOpen(current) -> dispatch() }
#endif

    :: atomic { at == await && reply == accepted ->
        seen = effectOf(current, order);
        learn(seen);
        conclude(applied) }
#ifdef UNVERIFIED_BELIEVED
    :: atomic { at == await && reply == silence -> reply = accepted }
#endif
    :: atomic { at == await && reply == refusal -> looked = false; at = look }
    :: atomic { at == await -> verified = false; looked = false; at = look }

    /* One early look, and then one after the quiescence, in which every request has died. */
    :: atomic { at == look && !looked -> seen = order; looked = true; quiet = false; at = judge }
    :: atomic { at == look &&
#ifdef NO_QUIESCENCE
        true
#else
#ifdef LATE_COMPLETE
        (flying[current] == 0 || call[current] == complete)
#else
        flying[current] == 0
#endif
#endif
        -> seen = order; quiet = true; at = judge }
#ifdef QUIET_BY_CLOCK
    :: atomic { at == judge && !quiet && flying[current] == 0 -> quiet = true }
#endif

    :: atomic { at == judge ->
        learn(seen);
        if
#ifdef NOTICES
        :: !isOpen(current) -> conclude(notApplied)
        /* A notification overtook the observation: it says nothing, and another one is read. */
        :: isOpen(current) && seen < known -> looked = false; at = look
#endif
        :: isOpen(current) && seen == known && isTakenForEffect(current, seen) ->
            if
#ifdef REFUSED_IS_OURS
            :: verified -> conclude(applied)
#else
            /* WeChat refused every sending: somebody else has done it. */
            :: verified && call[current] != cancel -> conclude(refused)
#endif
            :: verified && call[current] == cancel -> conclude(found)
            :: !verified -> conclude(found)
            fi
        :: isOpen(current) && seen == known && isOvertaken(current, seen) -> conclude(notApplied)
        :: isOpen(current) && seen == known && !isTakenForEffect(current, seen) &&
            !isOvertaken(current, seen) ->
            if
            :: verified -> conclude(refused)
#ifdef CONCLUDE_AT_ONCE
            :: !verified -> conclude(notApplied)
#endif
            :: quiet -> conclude(notApplied)
            /* After a passing refusal or failure the same bytes go out again soon. */
            :: seen == decidedOn[current] && sendings[current] < MAXSEND ->
                /* Durable before the bytes leave again. */
                sendings[current]++;
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
#ifdef NOTICES
        assert(areDurable);                     /* an acknowledged notification is durable */
        close();
#endif
        rest() }
    od
}

/* Where nothing can happen any more, every attempt has ended. */
active proctype Watch() {
end:
    timeout -> assert(allEnded)                 /* no attempt open for ever */
}
