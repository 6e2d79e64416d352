import OrderJournal
import OrderLifecycle

extension JournalConformance {
    static let transactionChecks: [Check] = [
        Check("a body that throws leaves nothing, however much it appended") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            let before = try await JournalContent(of: journal)
            let order = try SampleOrder("Z-1")
            let known = try SampleOrder("A-1")
            try await expectThrow(BodyFailed.self, "the commit") {
                try await journal.commit(on: .wholeJournal) { journal in
                    try journal.append(order.adopted(at: 100))
                    try journal.append(order.permitted("lost", at: 100))
                    try journal.append(order.intended("att_lost", permit: "lost", at: 101))
                    try journal.append(known.draft(.order(.unprotected), at: 102))
                    try journal.append(order.journalDraft(.journal(.velocityLimitReset), at: 103))
                    throw BodyFailed()
                }
            }
            try expect("the content", try await JournalContent(of: journal), is: before)
            let next = try await journal.commit(on: .wholeJournal) {
                try $0.append(order.adopted(at: 104))
            }
            try expect("the next sequence", next.sequence, is: before.lastSequence + 1)
        },
        Check("a record of a subject that the commit does not name is refused") { test in
            let journal = try await test.begun()
            let (named, other) = (try SampleOrder("A-1"), try SampleOrder("B-2"))
            let before = try await JournalContent(of: journal)
            try await expectFailure(.subjectUndeclared, "another order") {
                try await journal.commit(on: [named.subject]) { journal in
                    try journal.append(named.adopted())
                    try journal.append(other.adopted())
                }
            }
            try await expectFailure(.subjectUndeclared, "the journal") {
                try await journal.commit(on: [named.subject]) { journal in
                    _ = try journal.append(named.journalDraft(.journal(.velocityLimitReset)))
                }
            }
            try await expectFailure(.subjectUndeclared, "an order in a sealing commit") {
                try await journal.seal { _ = try $0.append(other.adopted()) }
            }
            try expect("the content", try await JournalContent(of: journal), is: before)
            try await journal.commit(on: [named.subject, other.subject]) { journal in
                try journal.append(named.adopted())
                try expect("one that is not named", try journal.order(other.number), is: nil)
                try journal.append(other.adopted())
            }
        },
        Check("the appends of one commit see each other and are stored together") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let seen = try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                try journal.append(order.completed(at: 1))
                return try journal.order(order.number)
            }
            let stored = try await journal.read { try $0.order(order.number) }
            try expect("the order", stored, is: seen)
            try expect("its revision", stored?.revision, is: 2)
            try expect("its phase", stored?.state.code, is: "awaiting_payment")
        },
        Check("an event that cannot happen is refused and leaves nothing") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            let before = try await JournalContent(of: journal)
            try await expectThrow(IllegalTransition.self, "an expiry in service") {
                try await journal.commit(on: .wholeJournal) { journal in
                    try journal.append(order.draft(.order(.protected), at: 1))
                    try journal.append(order.draft(.order(.happened(.expired)), at: 2))
                }
            }
            try expect("the content", try await JournalContent(of: journal), is: before)
        },
        Check("a refused append fails its commit, even if the body goes on") { test in
            let journal = try await test.begun()
            let (order, other) = (try SampleOrder("A-1"), try SampleOrder("B-2"))
            let before = try await JournalContent(of: journal)
            try await expectThrow(IllegalTransition.self, "an event that cannot happen") {
                try await journal.commit(on: [order.subject]) { journal in
                    try journal.append(order.adopted())
                    _ = try? journal.append(order.draft(.order(.happened(.expired)), at: 1))
                    // The first of two is told.
                    _ = try? journal.append(other.adopted(at: 1))
                    try journal.append(order.draft(.order(.protected), at: 2))
                }
            }
            try await expectFailure(.subjectUndeclared, "another order") {
                try await journal.commit(on: [order.subject]) { journal in
                    _ = try? journal.append(other.adopted())
                    try journal.append(order.adopted())
                }
            }
            try expect("the content", try await JournalContent(of: journal), is: before)
            try await journal.commit(on: [order.subject]) { _ = try $0.append(order.adopted()) }
            try await expectReplayGivesProjections(of: journal)
        },
        Check("64 commits at once are all stored, each once") { test in
            let journal = try await test.begun()
            let sequences = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 1...64 {
                    group.addTask {
                        let order = try SampleOrder("N-\(number)")
                        return try await journal.commit(on: .wholeJournal) { journal in
                            try journal.append(order.adopted())
                            return try journal.append(order.draft(.order(.protected))).sequence
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try expect("one sequence number each", Set(sequences).count, is: 64)
            let records = try await journal.read { try $0.records(after: 1, limit: 1000) }
            try expect(
                "sequence numbers", records.map(\.sequence), is: Array(2...129))
            try await expectReplayGivesProjections(of: journal)
        },
        Check("some of many commits at once fail, and the others are stored") { test in
            let journal = try await test.begun()
            let failures = await withTaskGroup(of: Bool.self) { group in
                for number in 1...40 {
                    group.addTask {
                        do {
                            let order = try SampleOrder("N-\(number)")
                            try await journal.commit(on: .wholeJournal) { journal in
                                try journal.append(order.adopted())
                                if number.isMultiple(of: 4) { throw BodyFailed() }
                            }
                            return false
                        } catch { return true }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try expect("failures", failures, is: 10)
            let orders = try await journal.read { try $0.orders(phase: nil, after: nil, limit: 99) }
            try expect("orders", orders.count, is: 30)
            try await expectReplayGivesProjections(of: journal)
        },
        Check("a read sees one moment, whatever is committed meanwhile") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for turn in 1...40 {
                        try await journal.commit(on: .wholeJournal) { journal in
                            try journal.append(order.draft(.order(.protected), at: Int64(turn)))
                            try journal.append(order.draft(.order(.unprotected), at: Int64(turn)))
                        }
                    }
                }
                group.addTask {
                    for _ in 1...40 { try await expectOneMoment(journal, order) }
                }
                try await group.waitForAll()
            }
        },
    ]

    private static func expectOneMoment(
        _ journal: any Journal, _ order: SampleOrder
    ) async throws {
        let (last, row, count, again) = try await journal.inspect { journal in
            (
                try journal.lastRecord(), try journal.order(order.number),
                try journal.records(of: order.subject, after: 0, limit: 1000).count,
                try journal.lastRecord()
            )
        }
        try expect("the row's revision", row?.revision, is: last?.revision)
        try expect("the row's head", row?.head, is: last?.hash)
        try expect("the records", Int64(count), is: (last?.sequence ?? 0) - 1)
        try expect("the last record read twice", again, is: last)
        try expect("both records of a commit", count.isMultiple(of: 2) == false)
    }
}
