/// What goes wrong at one call of a port.
enum Mishap: Int, CaseIterable {
    // A request to WeChat.
    case sendSmooth, sendLostBefore, sendLostAfter, sendFailedBefore, sendFailedAfter
    case sendUnsignedBefore, sendUnsignedAfter, sendUnreachable, sendLate, sendTwice
    case sendLimited, sendRefused, sendCrashBefore, sendCrashAfter
    case sendProvesNothing, sendOfAnother, sendOfEarlier
    // A question to WeChat.
    case querySmooth, queryLost, queryFailed, queryUnsigned, queryUnreachable, queryStale
    case queryRefused, queryIndeterminate, queryCrash, queryReplayed
    // A commit or a read.
    case commitSmooth, commitLostHalting, commitLost, commitFailed, commitRefused
    case commitCrashBefore, commitCrashAfter
    case readSmooth, readFailed, readCrash
    // The wall clock, while a call is made.
    case clockForward, clockBack, clockFrozen

    static let sending: [Mishap] = [
        .sendLostBefore, .sendLostAfter, .sendFailedBefore, .sendFailedAfter, .sendUnsignedBefore,
        .sendUnsignedAfter, .sendUnreachable, .sendLate, .sendTwice, .sendLimited, .sendRefused,
        .sendCrashBefore, .sendCrashAfter, .sendProvesNothing, .sendOfAnother, .sendOfEarlier,
    ]
    static let querying: [Mishap] = [
        .queryLost, .queryFailed, .queryUnsigned, .queryUnreachable, .queryStale, .queryRefused,
        .queryIndeterminate, .queryCrash, .queryReplayed,
    ]
    static let committing: [Mishap] = [
        .commitLostHalting, .commitLost, .commitFailed, .commitRefused, .commitCrashBefore,
        .commitCrashAfter,
    ]
    static let reading: [Mishap] = [.readFailed, .readCrash]
    static let ofTheClock: [Mishap] = [.clockForward, .clockBack, .clockFrozen]

    var isCrash: Bool {
        switch self {
        case .sendCrashBefore, .sendCrashAfter, .queryCrash, .commitCrashBefore, .commitCrashAfter,
            .readCrash:
            true
        default: false
        }
    }

    var isSmooth: Bool {
        switch self {
        case .sendSmooth, .querySmooth, .commitSmooth, .readSmooth: true
        default: false
        }
    }
}

/// What a caller asks the engine for.
enum Action: Int, CaseIterable {
    case create, query, decide, cancel, dryRun, complete, modify, collect, reportPaid, reconcile
    case protect, unprotect
    case resetVelocityLimit, observe, seal, createCompleted, receive, sweep
    case requestAuthorization, terminate, terminateCustomer, queryAuthorization
    case reconcileAuthorizations, receiveAuthorization
    case requestApproval, acknowledge, reject, withdraw, runApprovals

    /// Those of which any schedule of orders draws some.
    static let ofOrders = allCases.filter {
        !$0.isOfAuthorizations && !$0.isOfApprovals && $0 != .sweep
    }

    /// Whether it is about authorizations.
    var isOfAuthorizations: Bool {
        switch self {
        case .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations, .receiveAuthorization:
            true
        case .create, .createCompleted, .query, .decide, .cancel, .dryRun, .complete, .modify,
            .collect, .reportPaid, .reconcile, .protect, .unprotect, .resetVelocityLimit,
            .observe, .seal, .receive, .sweep, .requestApproval, .acknowledge, .reject,
            .withdraw, .runApprovals:
            false
        }
    }

    /// Whether it is about calls that are requested, and wait.
    var isOfApprovals: Bool {
        switch self {
        case .requestApproval, .acknowledge, .reject, .withdraw, .runApprovals: true
        default: false
        }
    }
}
