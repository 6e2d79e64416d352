import Crypto
import OrderJournal
import OrderLifecycle

extension JournalConformance {
    static let readingChecks: [Check] = [
        Check("an empty journal has nothing in it") { test in
            let journal = try await test.empty()
            let order = try SampleOrder("A-1")
            try await journal.inspect { journal in
                try expect("the last record", try journal.lastRecord(), is: nil)
                try expect("the end", try journal.end(), is: nil)
                try expect("an order", try journal.order(order.number), is: nil)
                try expect("an attempt", try journal.attempt(AttemptID("att_1")), is: nil)
                try expect("subjects", try journal.subjects(after: nil, limit: 10), is: [])
                try expect("records", try journal.records(after: 0, limit: 10), is: [])
                try expect("the last checkpoint", try journal.lastCheckpoint(), is: nil)
                try expect(
                    "the velocity "
                        + "limit", try journal.velocityUsage(since: order.start),
                    is: VelocityUsage())
            }
        },
        Check("records, orders, subjects and attempts are read page by page") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            try await journal.inspect { journal in
                let all = try journal.records(after: 0, limit: 1000)
                let records = try pages(of: all.count) { last, limit in
                    try journal.records(after: last?.sequence ?? 0, limit: limit)
                }
                try expect("the records, in order", records == all)
                let subject = try Subject(text: "order:B-2")
                let ofSubject = try pages(of: all.count) { last, limit in
                    try journal.records(of: subject, after: last?.revision ?? 0, limit: limit)
                }
                try expect("its records", ofSubject == all.filter { $0.subject == subject })
                let orders = try pages(of: 3) { last, limit in
                    try journal.orders(phase: nil, after: last?.order, limit: limit)
                }
                try expect("the orders", orders.map(\.order.text), is: ["A-1", "B-2", "C-3"])
                let subjects = try pages(of: 4) { last, limit in
                    try journal.subjects(after: last, limit: limit)
                }
                try expect(
                    "the subjects", subjects.map(\.text),
                    is: ["journal", "order:A-1", "order:B-2", "order:C-3"])
                let changed = try pages(of: 3) { last, limit in
                    try journal.orders(changedBefore: last.map { OrderCursor($0) }, limit: limit)
                }
                try expect(
                    "the orders by their last change", changed,
                    is: orders.sorted {
                        ($0.updatedAt, $0.order.text) > ($1.updatedAt, $1.order.text)
                    })
                let attempts = try pages(of: 3) { last, limit in
                    try journal.attempts(openOnly: false, before: last?.id, limit: limit)
                }
                try expect(
                    "the attempts, page by page", attempts,
                    is: try journal.attempts(openOnly: false, before: nil, limit: 99))
                try expect(
                    "before an attempt that is not there",
                    try journal.attempts(openOnly: false, before: AttemptID("no"), limit: 9), is: []
                )
                let newest = try journal.attempts(openOnly: false, before: nil, limit: 2)
                try expect("the newest attempts", newest.map(\.id.text), is: ["att_3", "att_2"])
                let open = try journal.attempts(openOnly: true, before: nil, limit: 9)
                try expect("the open attempts", open.map(\.id.text), is: ["att_3"])
                try expect(
                    "no attempt", try journal.attempts(openOnly: false, before: nil, limit: 0),
                    is: [])
            }
        },
        Check("digests are those of the records, page by page") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            try await journal.inspect { journal in
                let all = try journal.records(after: 0, limit: 1000)
                let digests = try pages(of: all.count) { last, limit in
                    try journal.digests(after: last?.sequence ?? 0, limit: limit)
                }
                try expect("the digests", digests == all.map { RecordDigest(of: $0) })
            }
        },
        Check("orders are filtered by the word of their phase") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            let indeterminate = try SampleOrder("D-4")
            try await journal.commit(on: .wholeJournal) { journal in
                _ = try journal.append(
                    indeterminate.draft(.order(.observed(.indeterminate(.stateUnknown))), at: 99))
            }
            try await journal.read { journal in
                func numbers(_ phase: String) throws -> [String] {
                    try journal.orders(phase: phase, after: nil, limit: 9).map(\.order.text)
                }
                try expect("awaiting payment", try numbers("awaiting_payment"), is: ["A-1"])
                try expect("revoked", try numbers("revoked"), is: ["B-2"])
                try expect("in service", try numbers("in_service"), is: ["C-3"])
                try expect("indeterminate", try numbers("indeterminate"), is: ["D-4"])
                try expect("of no such word", try numbers("x' OR 1=1 --"), is: [])
            }
        },
        Check(
            "the velocity limit counts acknowledged cancels since a moment and its last "
                + "reset"
        ) { test in
            let journal = try await test.begun()
            func make(
                _ number: Int, _ call: OrderCall = .cancel, givingUp fen: Int64?, at time: Int64
            ) async throws {
                let order = try SampleOrder("N-\(number)")
                try await journal.commit(on: .wholeJournal) { journal in
                    try journal.append(order.adopted(at: time))
                    let permit = fen.map { _ in "token-\(number)" }
                    if let permit, let fen {
                        try journal.append(
                            order.permitted(permit, for: call, givingUp: fen, at: time))
                    }
                    try journal.append(
                        order.intended(
                            "att_\(number)", to: call, permit: permit, givingUp: fen ?? 0, at: time)
                    )
                }
            }
            let order = try SampleOrder("A-1")
            func usage(since time: Int64) async throws -> VelocityUsage {
                try await journal.read { try $0.velocityUsage(since: order.time(time)) }
            }
            let report = OrderCall.reportPaid(at: order.time(0))
            try await make(1, givingUp: 100, at: 10)
            try await make(2, givingUp: 200, at: 20)
            try await make(3, givingUp: nil, at: 30)
            try expect("all", try await usage(since: 0), is: VelocityUsage(cancels: 2, fen: 300))
            try expect(
                "after 10", try await usage(since: 10), is: VelocityUsage(cancels: 1, fen: 200))
            try await journal.commit(on: .wholeJournal) {
                _ = try $0.append(order.journalDraft(.journal(.velocityLimitTripped), at: 40))
            }
            try expect(
                "tripped", try await usage(since: 0),
                is: VelocityUsage(isTripped: true, cancels: 2, fen: 300))
            try await journal.commit(on: .wholeJournal) {
                _ = try $0.append(order.journalDraft(.journal(.velocityLimitReset), at: 50))
            }
            try expect("reset", try await usage(since: 0), is: VelocityUsage())
            try await make(5, report, givingUp: 800, at: 50)
            try expect(
                "what is reported as paid elsewhere", try await usage(since: 0),
                is: VelocityUsage(reports: 1, reportedFen: 800))
            try await make(6, report, givingUp: 200, at: 60)
            try expect(
                "apart, and since", try await usage(since: 50),
                is: VelocityUsage(reports: 1, reportedFen: 200))
            try await make(4, givingUp: 400, at: 50)
            try expect(
                "since", try await usage(since: 0),
                is: VelocityUsage(cancels: 1, fen: 400, reports: 2, reportedFen: 1000))
        },
        Check("checkpoints are kept in their order") { test in
            let journal = try await test.begun()
            let notes = try sampleCheckpoints(5)
            for note in notes { try await journal.seal { try $0.keep(note) } }
            try await journal.inspect { journal in
                let read = try pages(of: notes.count) { last, limit in
                    try journal.checkpoints(after: last?.position ?? 0, limit: limit)
                }
                try expect("the notes", read.map(\.checkpoint) == notes)
                try expect("the positions", read.map(\.position) == [1, 2, 3, 4, 5])
                try expect("the last", try journal.lastCheckpoint() == notes.last)
            }
        },
        Check("a checkpoint of a commit that throws is not kept") { test in
            let journal = try await test.begun()
            let notes = try sampleCheckpoints(2)
            try await journal.seal { try $0.keep(notes[0]) }
            try await expectThrow(BodyFailed.self, "the commit") {
                try await journal.seal { journal in
                    try journal.keep(notes[1])
                    throw BodyFailed()
                }
            }
            let last = try await journal.inspect { try $0.lastCheckpoint() }
            try expect("the last after a failure", last == notes[0])
        },
        Check("a checkpoint that seals no more than the last, or does not name it, is refused") {
            test in
            let journal = try await test.begun()
            let (notes, others) = (try sampleCheckpoints(3), try sampleCheckpoints(4))
            try await expectConflict("one that names an earlier one, as the first") {
                try await journal.seal { try $0.keep(notes[1]) }
            }
            try await journal.seal { journal in
                try journal.keep(notes[0])
                try journal.keep(notes[1])
            }
            let refused = [
                ("the last once more", notes[1]), ("an earlier one", notes[0]),
                ("one that names another", others[3]),
                ("one of the same size that names the last", try sameSize(after: notes[1])),
            ]
            for (what, note) in refused {
                try await expectConflict(what) {
                    try await journal.seal { try $0.keep(note) }
                }
            }
            let last = try await journal.inspect { try $0.lastCheckpoint() }
            try expect("the last after refusals", last == notes[1])
            try await journal.seal { try $0.keep(notes[2]) }
        },
        Check("a refused checkpoint fails its commit, even if the body goes on") { test in
            let journal = try await test.begun()
            let notes = try sampleCheckpoints(2)
            let order = try SampleOrder("A-1")
            let before = try await JournalContent(of: journal)
            try await expectConflict("one that names an earlier one, as the first") {
                try await journal.seal { journal in
                    try? journal.keep(notes[1])
                    try journal.keep(notes[0])
                    _ = try journal.append(order.journalDraft(.journal(.velocityLimitReset)))
                }
            }
            try expect("the content", try await JournalContent(of: journal), is: before)
            let last = try await journal.inspect { try $0.lastCheckpoint() }
            try expect("the last checkpoint", last == nil)
            try await journal.seal { try $0.keep(notes[0]) }
        },
    ]

    static let durabilityChecks: [Check] = [
        Check("what was committed is there after opening again") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            for note in try sampleCheckpoints(2) { try await journal.seal { try $0.keep(note) } }
            let before = try await JournalContent(of: journal)
            guard let opened = try await test.reopened(journal) else { return }
            try expect("the content", try await JournalContent(of: opened), is: before)
            let order = try SampleOrder("Z-1")
            let next = try await opened.commit(on: .wholeJournal) { try $0.append(order.adopted()) }
            try expect("the next sequence", next.sequence, is: before.lastSequence + 1)
            try await expectReplayGivesProjections(of: opened)
        }
    ]

    /// Reads everything in pages of two.
    static func pages<Element>(
        of count: Int, _ page: (Element?, Int) throws -> [Element]
    ) throws -> [Element] {
        var elements: [Element] = []
        while elements.count <= count {
            let next = try page(elements.last, 2)
            try expect("pages of at most two", next.count <= 2)
            if next.isEmpty { return elements }
            elements += next
        }
        return elements
    }

    /// A checkpoint that names another one and seals no more.
    private static func sameSize(after last: Checkpoint) throws -> Checkpoint {
        var tree = MerkleTree()
        for number in 1...last.size { tree.append(.of([UInt8(number)])) }
        return try Checkpoint(
            of: .sample, tree: tree, previous: last, at: last.at,
            signingWith: Curve25519.Signing.PrivateKey())
    }

    private static func sampleCheckpoints(_ count: Int) throws -> [Checkpoint] {
        let key = Curve25519.Signing.PrivateKey()
        let start = try SampleOrder("A-1").start
        var tree = MerkleTree()
        var notes: [Checkpoint] = []
        for number in 1...count {
            tree.append(.of([UInt8(number)]))
            notes.append(
                try Checkpoint(
                    of: .sample, tree: tree, previous: notes.last,
                    at: start.advanced(by: .milliseconds(number)), signingWith: key))
        }
        return notes
    }
}
