import Crypto
import Foundation
import Measuring
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// A journal as a shop leaves it, sealed at its end: four records an order, of which two rest on
/// WeChat's word and carry its evidence; it is kept between runs.
struct MixedFile: Sendable {
    private static let recordsEach = 4
    private static let wave = 250

    /// How many records there are, the journal's beginning, its policy and the one that announces
    /// the sealing key included.
    let records: Int64
    /// Where the journal is.
    let files: JournalFiles
    private let orders: Int

    init(under conditions: Conditions) {
        orders = conditions.orders / Self.recordsEach
        records = Int64(orders * Self.recordsEach) + 3
        files = JournalFiles(path: conditions.path("records-\(conditions.orders).sqlite"))
    }

    /// Makes the journal, unless it is there.
    func prepared() async throws -> JournalFiles {
        if try await files.isMade(records: records) { return files }
        Console.say("Making a journal of \(records) records: \(files.path)")
        try files.remove()
        let journal = try await SQLiteJournalStore.open(at: files.path)
        try await journal.begin()
        let clock = SystemClock()
        let story = try Story()
        try await journal.commit(on: [.journal]) {
            _ = try $0.append(story.policyChange(at: clock.now()))
        }
        // Each wave of orders goes one step further while the next begins.
        for first in stride(from: 0, to: orders + 2 * Self.wave, by: Self.wave) {
            let begun = try numbers(from: first)
            let confirmed = try numbers(from: first - Self.wave)
            let decided = try numbers(from: first - 2 * Self.wave)
            try await journal.commit(on: .wholeJournal) { writer in
                for number in begun {
                    for draft in story.beginning(of: number, at: clock.now()) {
                        try writer.append(draft)
                    }
                }
                for number in confirmed {
                    try writer.append(story.confirmation(of: number, at: clock.now()))
                }
                for number in decided {
                    try writer.append(story.decision(on: number, at: clock.now()))
                }
            }
        }
        let sealer = JournalSealer(
            journal: journal, key: Curve25519.Signing.PrivateKey(), caller: story.caller)
        _ = try await sealer.seal(at: clock.now())
        let last = try await journal.inspect { try $0.lastRecord()?.sequence }
        try await journal.close()
        try Miscount.check(last, is: records, "records in \(files.path)")
        try files.markAsMade()
        return files
    }

    private func numbers(from first: Int) throws -> [OutOrderNumber] {
        let wave = (first..<first + Self.wave).clamped(to: 0..<orders)
        return try wave.map { try SampleOrders.number($0) }
    }
}

/// What happens to one order of a mixed file, as the engine records it.
private struct Story: Sendable {
    private static let policy = PolicyDetails(EngineSettings().policyText, previous: nil)

    private let confirmation: Circumstances
    private let answer: Evidence
    private let riskFund: Amount
    private let identity: OrderIdentity
    private let creation = Cause(.call, id: "att_8f14e45fceea167a5a36dedd4bea2543")

    init() throws {
        confirmation = try .notification(showing: QueryAnswer.inService)
        answer = try Circumstances.notification(showing: QueryAnswer.created).evidence
        riskFund = try Amount(fen: 20_000)
        identity = OrderIdentity(
            merchantID: try MerchantID("1230000109"), appID: try AppID("wxd678efh567hg6787"),
            serviceID: try ServiceID("00004000000000159312345678901234"),
            orderID: try OrderID("1000000000202601311693036660066"))
    }

    var caller: Caller { confirmation.caller }

    func policyChange(at time: Timestamp) -> RecordDraft {
        RecordDraft(
            .journal, .journal(.policyChanged(Self.policy)), cause: Cause(.call), caller: caller,
            origin: .sample, at: time)
    }

    func beginning(of order: OutOrderNumber, at time: Timestamp) -> [RecordDraft] {
        let event = OrderEvent.created(.confirm, riskFund: riskFund)
        return [
            RecordDraft(
                .order(order), .order(.happened(event)), cause: creation, caller: caller,
                origin: .sample, at: time,
                evidence: answer),
            RecordDraft(
                .order(order), .order(.identified(identity)), cause: creation, caller: caller,
                origin: .sample,
                at: time),
        ]
    }

    func confirmation(of order: OutOrderNumber, at time: Timestamp) -> RecordDraft {
        confirmation.draft(of: order, .confirmed, at: time)
    }

    func decision(on order: OutOrderNumber, at time: Timestamp) -> RecordDraft {
        let entry = DecisionDetails(
            code: .allowed, notice: "service_uncharged", stateRevision: 3,
            policy: Self.policy.digest, call: .cancel)
        return RecordDraft(
            .order(order), .order(.decided(entry)), cause: Cause(.call), caller: caller,
            origin: .sample, at: time,
            rules: .v1_1)
    }
}
