import Crypto
import OrderEngineTesting
import OrderJournal
import OrderLifecycle

/// A real journal with a few hundred records, and what an auditor would have kept of it.
struct SealedStory {
    /// The closed journal: everything in the database, and a head that has been written many times
    /// round.
    let closed: JournalCopy
    /// The same as it was when its owner was stopped: its end stands in the log alone.
    let stopped: JournalCopy
    /// How long the log was before its last commit, which no checkpoint seals.
    let lengthBeforeLastCommit: Int
    /// The same half-way, with three of the checkpoints.
    let old: JournalCopy
    /// Another journal.
    let foreign: JournalCopy
    /// The checkpoints, as they were published.
    let notes: [String]
    /// The export of an order, with proofs under the last checkpoint.
    let export: String
    /// Everything that the closed journal says, and the stopped one as well.
    let content: JournalContent

    /// The keys that sign.
    static let keys = Result {
        try [7, 8].map {
            try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: $0, count: 32))
        }
    }
    /// Which keys sign each time that the journal is sealed.
    ///
    /// The first comes back twice, once with nothing recorded in between.
    static let turns = [[0], [1, 0], [1], [0]]
    static let orders = 36
    static let permits = (0..<orders).map { SampleOrder.digest("permit-\($0)") }

    /// The last checkpoint.
    var published: Checkpoint? { notes.last.flatMap { Checkpoint(note: $0) } }

    /// The slots of the closed journal's head.
    var slots: HeadSlots { HeadSlots(closed.head ?? []) }

    /// A record that no checkpoint seals, the last of its order but not of all.
    var lastOfAnOrderNotSealed: JournalRecord? {
        let end = content.records.last?.subject
        return content.records.last {
            $0.subject != end && $0.subject != .journal && $0.sequence > published?.size ?? 0
        }
    }

    /// The drafts of one order's records; how far it comes depends on its number.
    static func drafts(of number: Int) throws -> [RecordDraft] {
        let order = try SampleOrder("N-\(number)")
        let attempt = "att_\(number)"
        let drafts: [RecordDraft] = [
            try order.adopted(),
            order.draft(.order(.observed(.confirmed)), reason: "who looked at order \(number)"),
            try order.completed(),
            try order.permitted("permit-\(number)"),
            try order.intended(attempt, permit: "permit-\(number)"),
            order.draft(
                .attempt(
                    .deferred(
                        DeferralDetails(
                            attempt: AttemptID(attempt), why: "timed_out", uncertainty: .unknown,
                            refusal: nil, lastSentAt: order.time(9),
                            nextAt: order.time(300_000))))),
            order.draft(.attempt(.dispatched(AttemptID(attempt), count: 2))),
            order.draft(.order(.happened(.revoked))),
            order.draft(
                .attempt(
                    .settled(
                        SettlementDetails(
                            attempt: AttemptID(attempt), call: .cancel, outcome: .applied(.found))))
            ),
            order.draft(.order(.protected), reason: "closed"),
        ]
        return Array(drafts.prefix(number % 4 == 3 ? drafts.count : 3 + number % 7))
    }
}
