import OrderJournal
import OrderLifecycle

extension JournalConformance {
    /// What a journal must do of authorizations and customers; all of them are among ``checks``.
    public static let authorizationChecks: [Check] = [
        Check("an authorization stands where its records leave it") { test in
            let journal = try await test.begun()
            let sample = try SampleAuthorization("AUTH-1")
            let stored = try await journal.commit(on: [sample.subject]) { journal in
                try journal.append(sample.seen(.event(.requested)))
                try journal.append(sample.draft(.authorization(.bound(sample.customer.id)), at: 1))
                try journal.append(sample.seen(.event(.opened), changedAt: 2, at: 3))
                try journal.append(sample.seen(.confirmed, changedAt: 2, at: 4))
                try journal.append(sample.seen(.stale(.pending), at: 5))
                return try require("the row", try journal.authorization(sample.code))
            }
            try expect("the state", stored.state, is: .available)
            try expect("the revision", stored.revision, is: 5)
            try expect("the customer", stored.customer, is: sample.customer.id)
            try expect("what is read", try await row(of: sample, in: journal), is: stored)
            let listed = try await journal.read { journal in
                (
                    try journal.authorizations(of: sample.customer.id, limit: 10),
                    try journal.authorizations(after: nil, limit: 10),
                    try journal.authorizations(after: sample.code, limit: 10)
                )
            }
            try expect("the customer's", listed.0, is: [stored])
            try expect("all of them", listed.1, is: [stored])
            try expect("those after it", listed.2, is: [])
            try await expectSound(journal)
        },
        Check("an event that an authorization cannot have is refused and leaves nothing") { test in
            let journal = try await test.begun()
            let sample = try SampleAuthorization("AUTH-1")
            try await expectThrow(IllegalAuthorizationEvent.self, "two requests") {
                try await journal.commit(on: [sample.subject]) { journal in
                    try journal.append(sample.seen(.event(.requested)))
                    try journal.append(sample.seen(.event(.requested), at: 1))
                }
            }
            try expect("the row", try await row(of: sample, in: journal), is: nil)
        },
        Check("an authorization has one open attempt, which is found with all others") { test in
            let journal = try await test.begun()
            let sample = try SampleAuthorization("AUTH-1")
            let order = try SampleOrder("A-1")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(sample.seen(.event(.opened)))
                try journal.append(sample.intended("att_1", at: 1))
                try journal.append(order.intended("att_2", at: 2))
            }
            try await expectConflict("a second attempt") {
                try await journal.commit(on: [sample.subject]) {
                    _ = try $0.append(sample.intended("att_3", at: 3))
                }
            }
            let open = try await journal.read {
                try $0.attempts(openOnly: true, before: nil, limit: 10)
            }
            try expect("the open attempts", open.map(\.id.text), is: ["att_2", "att_1"])
            try expect("its subject", open.last?.subject, is: sample.subject)
            try expect("its customer", open.last?.intent.customer, is: sample.customer.id)
            try await expectSound(journal)
            try await journal.commit(on: [sample.subject]) { journal in
                try journal.append(sample.settled("att_1", at: 4))
                try journal.append(sample.seen(.event(.closed), changedAt: 4, at: 4))
            }
            try expect("the state", try await row(of: sample, in: journal)?.state, is: .unavailable)
            try expect("none is open", try await row(of: sample, in: journal)?.openAttempt, is: nil)
            try await expectSound(journal)
        },
        Check("a customer's open orders are those in no final phase") { test in
            let journal = try await test.begun()
            let sample = try SampleAuthorization("AUTH-1")
            let orders = try ["A-1", "B-2", "C-3", "D-4"].map { try SampleOrder($0) }
            try await journal.commit(on: .wholeJournal) { journal in
                for (index, order) in orders.enumerated() {
                    try journal.append(order.created("att_\(index)", for: sample.customer.id))
                    // Of the last, nothing was ever seen.
                    if order == orders[3] { continue }
                    try journal.append(order.adopted(at: 1))
                    try journal.append(order.ended("att_\(index)", at: 2))
                }
                try journal.append(orders[1].draft(.order(.happened(.revoked)), at: 3))
                let other = try SampleOrder("E-5")
                try journal.append(other.adopted(at: 3))
            }
            func open() async throws -> [String] {
                try await journal.read { journal in
                    try journal.openOrders(of: sample.customer.id, limit: 10).map(\.text)
                }
            }
            try expect("the open orders", try await open(), is: ["A-1", "C-3", "D-4"])
            try await journal.commit(on: .wholeJournal) { journal in
                _ = try journal.append(orders[3].ended("att_3", at: 4))
            }
            try expect("those without an attempt", try await open(), is: ["A-1", "C-3"])
            let first = try await journal.read { journal in
                try journal.openOrders(of: sample.customer.id, limit: 1).map(\.text)
            }
            try expect("the first of them", first, is: ["A-1"])
            try await expectSound(journal)
        },
        Check("a customer is kept under one name and one digest, until forgotten") { test in
            let journal = try await test.begun()
            let sample = try SampleAuthorization("AUTH-1")
            let (other, entry) = (try SampleAuthorization("AUTH-2", seed: 2), sample.customer)
            let digest = try require("the digest", entry.digest)
            try await journal.commit(on: []) { try $0.keep(entry) }
            for taken in [
                entry,
                CustomerEntry(
                    id: other.customer.id, digest: entry.digest,
                    wrappedKey: other.customer.wrappedKey),
                CustomerEntry(
                    id: entry.id, digest: other.customer.digest, wrappedKey: entry.wrappedKey),
            ] {
                try await expectConflict("a name or a digest that is taken") {
                    try await journal.commit(on: []) { try $0.keep(taken) }
                }
            }
            try await journal.commit(on: []) { try $0.keep(other.customer) }
            try expect("the customer", try await customer(entry.id, in: journal), is: entry)
            let found = try await journal.read { try $0.customer(digest: digest) }
            try expect("the customer by digest", found, is: entry)
            try await journal.commit(on: [.journal]) {
                _ = try $0.append(sample.forgotten(at: 1))
            }
            let forgotten = CustomerEntry(id: entry.id, digest: nil, wrappedKey: nil)
            try expect("the customer", try await customer(entry.id, in: journal), is: forgotten)
            let gone = try await journal.read { try $0.customer(digest: digest) }
            try expect("the customer by digest", gone, is: nil)
            try expect(
                "another customer", try await customer(other.customer.id, in: journal),
                is: other.customer)
            try await expectSound(journal)
        },
    ]

    private static func row(
        of sample: SampleAuthorization, in journal: any Journal
    ) async throws -> AuthorizationProjection? {
        try await journal.read { try $0.authorization(sample.code) }
    }

    private static func customer(
        _ id: CustomerID, in journal: any Journal
    ) async throws -> CustomerEntry? {
        try await journal.read { try $0.customer(id) }
    }

    private static func expectSound(_ journal: any Journal) async throws {
        let report = try await JournalVerifier().verify(journal)
        try expect("the findings", report.findings, is: [])
    }
}

extension SampleOrder {
    /// A create that names a customer is about to be made.
    fileprivate func created(_ attempt: String, for customer: CustomerID) -> RecordDraft {
        let request = Array("POST /create\n\(attempt)".utf8)
        let intent = IntentDetails(
            attempt: AttemptID(attempt), call: .create(.noConfirm, riskFund: nil),
            requestDigest: .of(request), customer: customer)
        return draft(.attempt(.intended(intent)), request: request)
    }

    /// The create ended without an effect that anybody saw.
    fileprivate func ended(_ attempt: String, at milliseconds: Int64) -> RecordDraft {
        draft(
            .attempt(
                .settled(
                    SettlementDetails(
                        attempt: AttemptID(attempt), call: .create,
                        outcome: .notApplied(.neverSent)))), at: milliseconds)
    }
}
