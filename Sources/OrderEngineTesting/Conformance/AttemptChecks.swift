import OrderJournal
import OrderLifecycle

extension JournalConformance {
    static let attemptChecks: [Check] = [
        Check("a second intent while one is open is a conflict") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(order.intended("att_1"))
            }
            try await expectConflict("a second intent") {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.intended("att_2", at: 1))
                }
            }
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(
                    order.draft(
                        .attempt(
                            .settled(
                                SettlementDetails(
                                    attempt: AttemptID("att_1"), call: .cancel,
                                    outcome: .notApplied(.neverSent)))), at: 2))
                try journal.append(order.intended("att_2", at: 3))
            }
            let open = try await journal.read { try $0.order(order.number)?.openAttempt }
            try expect("the open attempt", open, is: AttemptID("att_2"))
        },
        Check("a parked attempt is still open") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(order.intended("att_1"))
                try journal.append(order.draft(.attempt(.parked(AttemptID("att_1"))), at: 1))
            }
            try await expectConflict("a second intent") {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.intended("att_2", at: 2))
                }
            }
        },
        Check("an attempt's name is used once") { test in
            let journal = try await test.begun()
            let (one, two) = (try SampleOrder("A-1"), try SampleOrder("B-2"))
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(one.adopted())
                try journal.append(two.adopted())
                try journal.append(one.intended("att_1"))
            }
            try await expectConflict("the same name again") {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(two.intended("att_1", at: 1))
                }
            }
        },
        Check("of many intents at once exactly one wins") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            let conflicts = try await countConflicts(32) { number in
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.intended("att_\(number)"))
                }
            }
            try expect("conflicts", conflicts, is: 31)
            let attempts = try await journal.read {
                try $0.attempts(openOnly: true, before: nil, limit: 99)
            }
            try expect("open attempts", attempts.count, is: 1)
        },
        Check("a request's bytes are returned exactly") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let draft = try order.intended("att_1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(draft)
            }
            let (bytes, none) = try await journal.read { journal in
                (
                    try journal.request(of: AttemptID("att_1")),
                    try journal.request(of: AttemptID("att_9"))
                )
            }
            try expect("the bytes", bytes, is: draft.request)
            try expect("of an unknown attempt", none, is: nil)
        },
        Check("an attempt goes from its intent through deferrals to one outcome") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let id = AttemptID("att_1")
            func state(after drafts: RecordDraft...) async throws -> AttemptProjection {
                let attempt = try await journal.commit(on: .wholeJournal) { journal in
                    for draft in drafts { try journal.append(draft) }
                    return try journal.attempt(id)
                }
                let read = try await journal.read { try $0.attempt(id) }
                try expect("the attempt outside the commit", read, is: attempt)
                return try require("the attempt", attempt)
            }
            let begun = try await state(after: order.adopted(), order.intended("att_1", at: 9))
            try expect("its dispatches", begun.dispatches, is: 1)
            try expect("its uncertainty", begun.uncertainty, is: .unknown)
            try expect("its condition", begun.condition, is: .open(nextAt: order.time(9)))
            let deferred = try await state(
                after: order.draft(.attempt(.deferred(SampleStory.refused(order, "att_1"))), at: 12)
            )
            try expect("its refusal's code", deferred.refusal?.code, is: "FREQUENCY_LIMITED")
            try expect("its condition", deferred.condition, is: .open(nextAt: order.time(20_000)))
            let again = try await state(
                after: order.draft(.attempt(.dispatched(id, count: 2)), at: 13))
            try expect("its dispatches", again.dispatches, is: 2)
            try expect("its refusal", again.refusal, is: nil)
            try expect("its last sending", again.lastSentAt, is: order.time(13))
            let settled = try await state(
                after: order.draft(
                    .attempt(
                        .settled(
                            SettlementDetails(attempt: id, call: .cancel, outcome: .applied(.found))
                        )), at: 14))
            try expect("its condition", settled.condition, is: .settled(.applied(.found)))
            try await expectThrow(ReplayProblem.self, "a second outcome") {
                try await journal.commit(on: .wholeJournal) { journal in
                    _ = try journal.append(
                        order.draft(
                            .attempt(
                                .settled(
                                    SettlementDetails(
                                        attempt: id, call: .cancel, outcome: .notApplied(.unchanged)
                                    ))), at: 15))
                }
            }
            let late = try await state(after: order.draft(.attempt(.appliedLate(id)), at: 16))
            try expect("its condition", late.condition, is: .settled(.applied(.found)))
        },
        Check("a step of an attempt that never began is refused") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            try await expectThrow(ReplayProblem.self, "parking it") {
                try await journal.commit(on: .wholeJournal) { journal in
                    _ = try journal.append(order.draft(.attempt(.parked(AttemptID("att_9")))))
                }
            }
        },
    ]

    static let permitChecks: [Check] = [
        Check("a permit is spent once") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(order.permitted("token"))
                try journal.append(order.intended("att_1", permit: "token", at: 1))
                try journal.append(
                    order.draft(
                        .attempt(
                            .settled(
                                SettlementDetails(
                                    attempt: AttemptID("att_1"), call: .cancel,
                                    outcome: .notApplied(.neverSent)))), at: 2))
            }
            let permit = try await journal.read { try $0.permit(SampleOrder.digest("token")) }
            try expect("who spent it", permit?.spentBy, is: AttemptID("att_1"))
            try await expectConflict("spending it again") {
                try await journal.commit(on: .wholeJournal) { journal in
                    _ = try journal.append(order.intended("att_2", permit: "token", at: 3))
                }
            }
        },
        Check("of many that spend one permit at once exactly one wins") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(order.permitted("token"))
            }
            let conflicts = try await countConflicts(32) { number in
                try await journal.commit(on: .wholeJournal) { journal in
                    let id = AttemptID("att_\(number)")
                    try journal.append(order.intended(id.text, permit: "token"))
                    try journal.append(
                        order.draft(
                            .attempt(
                                .settled(
                                    SettlementDetails(
                                        attempt: id, call: .cancel, outcome: .notApplied(.neverSent)
                                    )))))
                }
            }
            try expect("conflicts", conflicts, is: 31)
            try await expectReplayGivesProjections(of: journal)
        },
        Check("a permit that was never issued is a conflict") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            try await expectConflict("spending it") {
                try await journal.commit(on: .wholeJournal) { journal in
                    _ = try journal.append(order.intended("att_1", permit: "forged"))
                }
            }
            let permit = try await journal.read { try $0.permit(SampleOrder.digest("forged")) }
            try expect("the permit", permit, is: nil)
        },
        Check("a token is issued once") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(order.permitted("token"))
            }
            try await expectConflict("issuing it again") {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(order.permitted("token", at: 1))
                }
            }
        },
    ]

    /// Runs something many times at once and returns how many were refused as a conflict.
    private static func countConflicts(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...count {
                group.addTask {
                    do {
                        try await body(number)
                        return false
                    } catch let error as JournalError where error.code == .conflict {
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }
}
