import OrderJournal
import OrderLifecycle

extension JournalConformance {
    static let recordChecks: [Check] = [
        Check("the first record begins the journal, and no other does") { test in
            let journal = try await test.empty()
            let order = try SampleOrder("A-1")
            for draft in [try order.adopted(), order.journalDraft(.journal(.velocityLimitReset))] {
                try await expectFailure(.notBegun, "a first record that is no beginning") {
                    try await journal.commit(on: .wholeJournal) { _ = try $0.append(draft) }
                }
            }
            let first = try await journal.commit(on: .wholeJournal) { try $0.append(.beginning()) }
            try expect("the first record", first.sequence, is: 1)
            try await expectConflict("a second beginning") {
                try await journal.commit(on: .wholeJournal) { _ = try $0.append(.beginning()) }
            }
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            let read = try await journal.read { try $0.records(after: 0, limit: 1) }
            try expect("what it says", try read.first?.content, is: .journal(.begun(.sample)))
        },
        Check("sequence numbers are dense and revisions are dense in their subject") { test in
            let journal = try await test.begun()
            let (first, second) = (try SampleOrder("A-1"), try SampleOrder("B-1"))
            let stored = try await journal.commit(on: .wholeJournal) { journal in
                [
                    try journal.append(first.adopted()), try journal.append(second.adopted()),
                    try journal.append(first.journalDraft(.journal(.velocityLimitTripped))),
                    try journal.append(first.draft(.order(.protected))),
                    try journal.append(first.journalDraft(.journal(.velocityLimitReset))),
                ]
            }
            try expect("sequence numbers", stored.map(\.sequence), is: [2, 3, 4, 5, 6])
            try expect("revisions", stored.map(\.revision), is: [1, 1, 2, 2, 3])
            let read = try await journal.read { try $0.records(after: 1, limit: 10) }
            try expect("the records read to be those appended", read == stored)
        },
        Check("every record is hashed canonically and chained to its subject's last") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            let records = try await journal.read { try $0.records(after: 0, limit: 1000) }
            var heads: [Subject: Digest32] = [:]
            for record in records {
                try expect("previous", record.previous, is: heads[record.subject] ?? .zero)
                try expect("hash", record.hash, is: RecordHash.of(record))
                heads[record.subject] = record.hash
            }
            try expect("several subjects", heads.count > 2)
        },
        Check("moments never go back") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let records = try await journal.commit(on: .wholeJournal) { journal in
                [
                    try journal.append(order.adopted(at: 5000)),
                    try journal.append(order.draft(.order(.protected), at: -86_400_000)),
                    try journal.append(order.draft(.order(.unprotected), at: 5001)),
                ]
            }
            let moments = [order.time(5000), order.time(5000), order.time(5001)]
            try expect("moments", records.map(\.at), is: moments)
            let later = try await journal.commit(on: .wholeJournal) {
                try $0.append(order.draft(.order(.protected), at: 1))
            }
            try expect("the moment of a later commit", later.at, is: order.time(5001))
        },
        Check("the policy in force is the last that was recorded") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let first = PolicyDetails("unresolved=1\nfreshness=5000", previous: nil)
            let second = PolicyDetails("unresolved=1\nown=a=b", previous: first.digest)
            try expect("no policy", try await journal.read { try $0.policyInForce() }, is: nil)
            for change in [first, second] {
                let (inside, stored) = try await journal.commit(on: [.journal]) { journal in
                    let stored = try journal.append(
                        order.journalDraft(.journal(.policyChanged(change))))
                    return (try journal.policyInForce(), stored)
                }
                try expect("the policy in its commit", inside, is: change.digest)
                try expect(
                    "what it says", try stored.content, is: .journal(.policyChanged(change)))
            }
            struct Undone: Error {}
            do {
                try await journal.commit(on: .wholeJournal) { journal in
                    try journal.append(order.journalDraft(.journal(.policyChanged(first))))
                    throw Undone()
                }
            } catch is Undone {}
            try await journal.commit(on: .wholeJournal) { _ = try $0.append(order.adopted()) }
            let digest = try await journal.read { try $0.policyInForce() }
            try expect("the policy", digest, is: second.digest)
        },
        Check("a notification is recorded once, and found by its name") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let details = NotificationDetails(
                NotificationID(checked: "fe1c7a3c"),
                type: NotificationType(checked: "PAYSCORE.USER_PAID"), content: .of("paid".utf8))
            let other = NotificationDetails(
                NotificationID(checked: "fe1c7a3"), type: details.type, content: details.content)
            let (stored, inside) = try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(order.adopted())
                let stored = try journal.append(order.draft(.order(.notified(details))))
                return (stored, try journal.notification(details.id))
            }
            try expect("the record in its commit", inside == stored)
            for draft in [
                order.draft(.order(.notified(details))),
                order.journalDraft(.journal(.notified(details))),
                try SampleOrder("B-2").draft(.order(.notified(details))),
            ] {
                try await expectConflict("the notification once more") {
                    try await journal.commit(on: .wholeJournal) { _ = try $0.append(draft) }
                }
            }
            let second = try await journal.commit(on: [.journal]) {
                try $0.append(order.journalDraft(.journal(.notified(other))))
            }
            let found = try await journal.read {
                [try $0.notification(details.id), try $0.notification(other.id)]
            }
            try expect("the records that are found", found == [stored, second])
            let unknown = try await journal.read {
                try $0.notification(NotificationID(checked: "fe1c7a3c2"))
            }
            try expect("no record of another name", unknown == nil)
        },
        Check("the projections are what a replay of the records gives") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            try await expectReplayGivesProjections(of: journal)
        },
        Check("what a record says is read back to the letter") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("a|*_-9")
            var draft = try order.adopted()
            draft.reason = "退租 – \"quoted\" 'and' \\ %_\n=HYPERLINK(1) <script>"
            draft.evidence = Evidence(
                excerpt: #"{"state":"DOING"}"#, bodyDigest: String(repeating: "a", count: 64),
                requestID: "req", signedBy: "SERIAL", signedAt: order.time(-5))
            let full = draft
            let stored = try await journal.commit(on: [order.subject]) { journal in
                let stored = try journal.append(full)
                try expect("the end in a commit", try journal.end(), is: JournalEnd(stored))
                return stored
            }
            let (read, end) = try await journal.inspect { (try $0.lastRecord(), try $0.end()) }
            try expect("the record", try require("a record", read), is: stored)
            try expect("the end", end, is: JournalEnd(stored))
            try expect("the provider's time", stored.providerAt, is: order.time(-5))
            try expect("the reason", stored.reason, is: full.reason)
        },
    ]
}

/// Replays all records and compares the outcome with what the journal stored.
func expectReplayGivesProjections(of journal: any Journal) async throws {
    try await journal.read { journal in
        var orders: [OutOrderNumber: OrderProjection] = [:]
        var attempts: [AttemptID: AttemptProjection] = [:]
        var permits: [Digest32: PermitProjection] = [:]
        var approvals: [ApprovalID: ApprovalProjection] = [:]
        for record in try journal.records(after: 0, limit: 100_000) {
            let content = try record.content
            guard case .order(let number) = record.subject else { continue }
            let before = orders[number]
            var order = before ?? OrderProjection(order: number, createdAt: record.at)
            try order.apply(record, content)
            orders[number] = order
            let changes = try AttemptChanges(
                record, content, decidedOn: before?.state ?? .unseen,
                attempt: content.attempt.flatMap { attempts[$0] },
                permit: content.permitDigest.flatMap { permits[$0] },
                approval: content.approval.flatMap { approvals[$0] })
            if let attempt = changes.attempt { attempts[attempt.id] = attempt }
            if let permit = changes.permit { permits[permit.digest] = permit }
            if let approval = changes.approval { approvals[approval.id] = approval }
        }
        try expect("some orders", !orders.isEmpty)
        for (number, order) in orders {
            try expect("the order", try require("an order", journal.order(number)), is: order)
        }
        try expect(
            "no order more", try journal.orders(phase: nil, after: nil, limit: 100_000).count,
            is: orders.count)
        for (id, attempt) in attempts {
            try expect("the attempt", try require("an attempt", journal.attempt(id)), is: attempt)
        }
        try expect(
            "no attempt more",
            try journal.attempts(openOnly: false, before: nil, limit: 100_000).count,
            is: attempts.count)
        for (digest, permit) in permits {
            try expect("the permit", try require("a permit", journal.permit(digest)), is: permit)
        }
        for (id, approval) in approvals {
            try expect(
                "the requested call", try require("a requested call", journal.approval(id)),
                is: approval)
        }
    }
}
