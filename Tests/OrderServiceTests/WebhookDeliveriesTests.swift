import Logging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

@testable import OrderService

/// Records reach a receiver that fails, through a service that dies, at least once and in order.
@Suite struct WebhookDeliveriesTests {
    /// A receiver that takes what it likes, and checks what it gets.
    private final class Receiver: WebhookReceiver {
        struct State {
            var isDown = false
            /// Messages that are refused, and how often.
            var poison: [String: Int] = [:]
            /// The revisions of each subject that were taken.
            var taken: [String: [Int64]] = [:]
            var tries = 0
        }

        let name = "receiver"
        let state = Mutex(State())
        private let records: @Sendable (String) -> (subject: String, revision: Int64)?

        init(_ records: @escaping @Sendable (String) -> (subject: String, revision: Int64)?) {
            self.records = records
        }

        func take(_ message: WebhookMessage) async throws(WebhookFailure) {
            let known = records(message.id)
            let failure = state.withLock { state -> WebhookFailure? in
                state.tries += 1
                if state.isDown { return WebhookFailure("connection refused") }
                if let left = state.poison[message.id], left > 0 {
                    state.poison[message.id] = left - 1
                    return WebhookFailure("answered 422", isOfMessage: true)
                }
                guard let known else { return WebhookFailure("no such record") }
                state.taken[known.subject, default: []].append(known.revision)
                return nil
            }
            if let failure { throw failure }
        }
    }

    /// A store that dies before or after it has kept something.
    private final class DyingStore: WebhookStore {
        struct Death: Error {}

        let journal: InMemoryJournal
        private let random: SeededRandom
        let isMortal = Mutex(true)

        init(_ journal: InMemoryJournal, _ random: SeededRandom) {
            self.journal = journal
            self.random = random
        }

        private func maybeDie() throws {
            if isMortal.withLock(\.self), random.bytes(1)[0] < 40 { throw Death() }
        }

        func webhookProgress() async throws -> WebhookProgress? {
            try await journal.webhookProgress()
        }

        func keep(
            _ progress: WebhookProgress?, holding held: [HeldDelivery],
            releasing subjects: [Subject]
        ) async throws {
            try maybeDie()
            try await journal.keep(progress, holding: held, releasing: subjects)
            try maybeDie()
        }

        func heldDeliveries(of subjects: [Subject]) async throws -> [HeldDelivery] {
            try await journal.heldDeliveries(of: subjects)
        }

        func heldDeliveries(dueBy moment: Timestamp, limit: Int) async throws -> [HeldDelivery] {
            try await journal.heldDeliveries(dueBy: moment, limit: limit)
        }

        func heldDeliveries(after subject: Subject?, limit: Int) async throws -> [HeldDelivery] {
            try await journal.heldDeliveries(after: subject, limit: limit)
        }

        func heldCount() async throws -> (waiting: Int, dead: Int) {
            try await journal.heldCount()
        }
    }

    /// A journal whose orders get records, and what is delivered of it.
    private struct Bench {
        let journal = InMemoryJournal()
        let clock = ManualClock()
        let engine: Engine
        let random: SeededRandom
        let receiver: Receiver
        let store: DyingStore
        let caller: Caller

        init(seed: UInt64, isMortal: Bool = true) throws {
            let provider = FakeProvider()
            let clock = clock
            provider.sign { clock.now() }
            random = SeededRandom(seed: seed)
            engine = Engine(
                journal: journal, provider: provider, clock: clock,
                logger: Logger(label: "engine") { _ in SwiftLogNoOpLogHandler() })
            caller = Caller(actor: try ActorName("tester"), channel: try CallerChannel("test"))
            let journal = journal
            receiver = Receiver { id in
                guard let position = EventPosition(text: id) else { return nil }
                let all = journal.tamper { $0.records }
                return all.first { $0.position == position }.map {
                    ($0.subject.text, $0.revision)
                }
            }
            store = DyingStore(journal, random)
            store.isMortal.withLock { $0 = isMortal }
        }

        /// Delivers up to a first order's first record, which is refused so many times.
        func refusing(_ times: Int) async throws -> (WebhookDeliveries, JournalRecord) {
            let deliveries = try deliveries()
            _ = try await deliveries.round()
            let start = try #require(try await journal.webhookProgress()).sequence
            try await happen(to: 1)
            let first = try #require(
                try await engine.audit { try $0.records(after: start, limit: 1) }.first)
            receiver.state.withLock { $0.poison["\(first.position)"] = times }
            return (deliveries, first)
        }

        /// Another process's service, which knows only what was kept.
        func deliveries() throws -> WebhookDeliveries {
            WebhookDeliveries(
                of: engine, kept: store, to: receiver,
                secret: try #require(
                    WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                logger: Logger(label: "webhook") { _ in SwiftLogNoOpLogHandler() })
        }

        func draw(_ count: Int) -> Int { Int(random.bytes(1)[0]) % count }

        func order(_ number: Int) throws -> OutOrderNumber { try OutOrderNumber("O-\(number)") }

        func begin() async throws {
            for number in 0..<6 {
                _ = try await engine.create(
                    try order(number),
                    json: Array(#"{"risk_fund":{"amount":100}}"#.utf8), caller: caller)
            }
        }

        /// Adds records of an order.
        func happen(to number: Int) async throws {
            let reason = try OperatorReason("x")
            _ = try await engine.protect(try order(number), reason: reason, caller: caller)
            _ = try await engine.unprotect(try order(number), reason: reason, caller: caller)
        }

        /// What was taken is in order and whole, of each subject, from a record on.
        func check(after sequence: Int64, isWhole: Bool) async throws {
            let records = try await engine.audit { try $0.records(after: sequence, limit: 10_000) }
            let taken = receiver.state.withLock(\.taken)
            for (subject, records) in Dictionary(grouping: records, by: \.subject) {
                let revisions = records.map(\.revision)
                var firsts: [Int64] = []
                // Whatever comes again, nothing comes before what precedes it.
                for revision in taken[subject.text] ?? [] where !firsts.contains(revision) {
                    #expect(revision == revisions[firsts.count], "\(subject) \(revision)")
                    firsts.append(revision)
                }
                if isWhole { #expect(firsts == revisions, "\(subject)") }
            }
            #expect(taken.keys.allSatisfy { (try? Subject(text: $0)) != nil })
        }
    }

    @Test(arguments: UInt64(1)...40)
    func `whatever fails and dies, every record arrives, those of an order in order`(
        seed: UInt64
    ) async throws {
        let bench = try Bench(seed: seed)
        try await bench.begin()
        // Where it begins is kept once.
        while try await bench.journal.webhookProgress() == nil {
            _ = try? await bench.deliveries().round()
        }
        let start = try #require(try await bench.journal.webhookProgress()).sequence
        for _ in 0..<60 {
            switch bench.draw(6) {
            case 0: bench.receiver.state.withLock { $0.isDown.toggle() }
            case 1:
                let last = try await bench.engine.audit { try $0.end()?.sequence ?? 0 }
                let next = try await bench.engine.audit {
                    try $0.records(after: last - 1, limit: 1).first
                }
                if let position = next?.position {
                    bench.receiver.state.withLock { $0.poison["\(position)"] = bench.draw(12) }
                }
            default: try await bench.happen(to: bench.draw(6))
            }
            _ = try? await bench.deliveries().round()
            bench.clock.advance(by: .seconds(bench.draw(3600)))
            try await bench.check(after: start, isWhole: false)
        }
        bench.receiver.state.withLock { ($0.isDown, $0.poison) = (false, [:]) }
        bench.store.isMortal.withLock { $0 = false }
        let deliveries = try bench.deliveries()
        for _ in 0..<40 {
            while try await deliveries.round() == nil {}
            for dead in try await deliveries.held(after: nil, limit: 100) where dead.isDead {
                #expect(try await deliveries.revive(dead.subject, dropping: false))
            }
            bench.clock.advance(by: .seconds(6 * 3600))
        }
        try await bench.check(after: start, isWhole: true)
        let status = try await deliveries.status()
        #expect(status.behind == 0 && status.waiting == 0 && status.dead == 0)
    }

    @Test func `an order whose record is refused waits, and keeps no other waiting`() async throws {
        let bench = try Bench(seed: 7, isMortal: false)
        try await bench.begin()
        let (deliveries, first) = try await bench.refusing(1000)
        try await bench.happen(to: 2)
        while try await deliveries.round() == nil {}
        let taken = bench.receiver.state.withLock(\.taken)
        #expect(taken["order:O-2"]?.count == 2)
        #expect(taken["order:O-1"] == nil)
        // It is tried for three days, and then given up.
        for _ in 0..<20 {
            bench.clock.advance(by: .seconds(6 * 3600))
            while try await deliveries.round() == nil {}
        }
        let dead = try #require(try await deliveries.held(after: nil, limit: 9).first)
        #expect(dead.isDead && dead.revision == first.revision && dead.problem == "answered 422")
        #expect(try await deliveries.status().dead == 1)
        let tries = bench.receiver.state.withLock(\.tries)
        bench.clock.advance(by: .seconds(30 * 86_400))
        _ = try await deliveries.round()
        #expect(bench.receiver.state.withLock(\.tries) == tries)
        // Dropped, it is left out, and what follows arrives.
        #expect(try await deliveries.revive(.journal, dropping: true) == false)
        #expect(try await deliveries.revive(first.subject, dropping: true))
        while try await deliveries.round() == nil {}
        #expect(
            bench.receiver.state.withLock(\.taken)["order:O-1"] == [first.revision + 1])
        #expect(try await deliveries.held(after: nil, limit: 9).isEmpty)
    }

    @Test func `an order that waits loses no patience while the receiver takes nothing`()
        async throws
    {
        let bench = try Bench(seed: 8, isMortal: false)
        try await bench.begin()
        let (deliveries, _) = try await bench.refusing(2)
        try await bench.happen(to: 2)
        while try await deliveries.round() == nil {}
        #expect(try await deliveries.status().waiting == 1)
        // Nobody is asked for four days, and the receiver is gone for as long.
        bench.clock.advance(by: .seconds(4 * 86_400))
        bench.receiver.state.withLock { $0.isDown = true }
        try await bench.happen(to: 2)
        for _ in 0..<100 {
            while try await deliveries.round() == nil {}
            bench.clock.advance(by: .seconds(3600))
        }
        #expect(try await deliveries.held(after: nil, limit: 9).map(\.tries) == [1])
        bench.receiver.state.withLock { $0.isDown = false }
        for _ in 0..<3 {
            while try await deliveries.round() == nil {}
            bench.clock.advance(by: .seconds(3600))
        }
        #expect(try await deliveries.held(after: nil, limit: 9).isEmpty)
        #expect(bench.receiver.state.withLock(\.taken)["order:O-1"]?.count == 2)
    }

    @Test func `a receiver that takes nothing is left alone for a while, and nobody waits`()
        async throws
    {
        let bench = try Bench(seed: 9, isMortal: false)
        try await bench.begin()
        let deliveries = try bench.deliveries()
        _ = try await deliveries.round()
        try await bench.happen(to: 1)
        bench.receiver.state.withLock { $0.isDown = true }
        let pause = try #require(try await deliveries.round())
        #expect(pause >= .seconds(1) && pause <= .milliseconds(1200))
        let tries = bench.receiver.state.withLock(\.tries)
        _ = try await deliveries.round()
        #expect(bench.receiver.state.withLock(\.tries) == tries)
        let status = try await deliveries.status()
        #expect(status.waiting == 0 && status.behind == 2)
        #expect(status.problem == "connection refused")
        bench.receiver.state.withLock { $0.isDown = false }
        bench.clock.advance(by: .seconds(2))
        while try await deliveries.round() == nil {}
        #expect(try await deliveries.status().behind == 0)
        #expect(try await deliveries.status().problem == nil)
    }

    @Test func `a receiver may ask to be left alone for longer, up to an hour`() throws {
        let schedule = WebhookSchedule(random: SeededRandom(seed: 1))
        let (start, now) = (WebhookProgress(sequence: 1), Timestamp(clamping: 1_767_225_600_000))
        for (wish, least, most) in [(0, 1, 2), (1, 1, 2), (90, 90, 90), (90_000, 3600, 3600)] {
            let failure = WebhookFailure("answered 503", retryAfter: .seconds(wish))
            let moment = try #require(schedule.waiting(start, failure, at: now).retryAt)
            let pause = moment.since(now)
            #expect(pause >= .seconds(least) && pause <= .seconds(most), "\(wish): \(pause)")
            #expect(schedule.isAhead(moment, of: now))
            // A clock that was set back by a day does not silence it for a day.
            #expect(!schedule.isAhead(moment, of: now.advanced(by: .seconds(-86_400))))
        }
    }

    @Test func `a message is signed as the specification says`() throws {
        // The example of standard-webhooks/standard-webhooks, spec/standard-webhooks.md.
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        #expect(
            secret.signature(
                of: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330,
                Array(#"{"test": 2432232314}"#.utf8))
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(!"\(secret)".contains("MfKQ"))
        // While it is changed, both sign.
        let both = try #require(
            WebhookSecret(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"
                    + "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\n"))
        let signatures = both.signature(of: "a", at: 1, []).split(separator: " ")
        #expect(signatures.count == 2 && signatures[0] != signatures[1])
        #expect(signatures[0] == secret.signature(of: "a", at: 1, [])[...])
        for wrong in [
            "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjU",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw x",
            String(repeating: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ", count: 3),
        ] {
            #expect(WebhookSecret(wrong) == nil)
        }
    }
}
