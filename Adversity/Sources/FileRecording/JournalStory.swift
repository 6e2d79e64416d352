import Crypto
import Foundation
import Logging
import OrderEngine
import OrderEngineTesting
public import OrderJournal
import OrderLifecycle

/// What is done to a journal while its files are recorded: orders' records of many sorts, in small
/// transactions, by one caller or by several at once.
public struct JournalStory: Sendable {
    private let journal: AnsweredJournal
    private let seed: UInt64
    private let key: Curve25519.Signing.PrivateKey

    /// Begins a story.
    ///
    /// - Parameter seed: What tells this story's orders from those of another.
    public init(in journal: some Journal, seed: UInt64) throws {
        self.journal = AnsweredJournal(journal)
        self.seed = seed
        let bytes = SHA256.hash(data: Array("key \(seed)".utf8))
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: Array(bytes))
    }

    /// One order from its first record to its outcome, a transaction at a time.
    public func tell(order name: String) async throws {
        let order = try SampleOrder(name)
        for drafts in try Self.chapters(of: order) {
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.begin()
                for draft in drafts { try journal.append(draft) }
            }
        }
    }

    /// Several orders at once, whose commits share transactions.
    public func tell(orders names: [String]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in names { group.addTask { try await tell(order: name) } }
            try await group.waitForAll()
        }
    }

    /// Signs a checkpoint over all that there is.
    public func seal() async throws {
        let caller = Caller(actor: try ActorName("trial"), channel: try CallerChannel("trial"))
        _ = try await JournalSealer(journal: journal, key: key, caller: caller)
            .seal(at: try Timestamp(milliseconds: 1_700_000_100_000))
    }

    /// Lets an engine cancel one order and complete another, with an answer lost on the way.
    public func operate(order name: String) async throws {
        let provider = FakeProvider()
        let engine = Engine(
            journal: journal, provider: provider, clock: ManualClock(),
            random: SeededRandom(seed: seed),
            logger: Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() })
        let caller = Caller(actor: try ActorName("trial"), channel: try CallerChannel("trial"))
        let (one, two) = (try OutOrderNumber(name + "-1"), try OutOrderNumber(name + "-2"))
        _ = try await engine.create(one, json: Array("{}".utf8), caller: caller)
        provider.disturbSending(.lost(isApplied: true))
        _ = try await engine.cancel(one, reason: try CancelReason("用户取消"), caller: caller)
        provider.show(two, as: OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"))
        let completion = Array(#"{"total_amount": 5000}"#.utf8)
        _ = try await engine.complete(two, json: completion, caller: caller)
        _ = try await engine.cancelDecision(on: two, caller: caller)
    }

    private static func chapters(of order: SampleOrder) throws -> [[RecordDraft]] {
        let (first, second) = (order.number.text + ".1", order.number.text + ".2")
        let lost = DeferralDetails(
            attempt: AttemptID(first), why: "timed_out", uncertainty: .unknown, refusal: nil,
            lastSentAt: order.time(9), nextAt: order.time(300_000))
        return [
            [
                try order.adopted(),
                order.draft(.order(.observed(.indeterminate(.amountsMissing))), at: 1),
            ],
            [order.draft(.order(.observed(.resolved)), at: 2), try order.completed(at: 3)],
            [try order.permitted(order.number.text, at: 8)],
            [try order.intended(first, permit: order.number.text, at: 9)],
            [order.draft(.attempt(.deferred(lost)), at: 10)],
            [
                order.draft(.attempt(.dispatched(AttemptID(first), count: 2)), at: 11),
                order.draft(
                    .attempt(
                        .settled(
                            SettlementDetails(
                                attempt: AttemptID(first), call: .cancel,
                                outcome: .notApplied(.unchanged)))), at: 13),
            ],
            [order.draft(.order(.protected), at: 14, reason: "look first")],
            [
                try order.intended(second, at: 15),
                order.journalDraft(.journal(.velocityLimitTripped), at: 16),
            ],
            [order.draft(.attempt(.parked(AttemptID(second))), at: 20)],
        ]
    }
}
