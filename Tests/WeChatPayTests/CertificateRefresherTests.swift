import Foundation
import InMemoryLogging
import Logging
import Metrics
import MetricsTestKit
import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle
import ServiceLifecycleTestKit
import Synchronization
import Testing

@testable import WeChatPay

struct CertificateRefresherTests {
    @Test func `certificates are downloaded at the start and every twelve hours`() async throws {
        let metrics = TestMetrics()
        try await withMetricsFactory(metrics) {
            try await Self.serving(.answering) { server, provider in
                #expect(
                    Outcome(await provider.query(try OutOrderNumber("A1")))
                        == .unverified(.unknownSerial, status: 200))
                let slept = try await Self.run(provider, rounds: 3)
                #expect(slept == [.seconds(43_200), .seconds(43_200), .seconds(43_200)])
                #expect(server.requests.filter { $0.target == "/v3/certificates" }.count == 3)
                #expect(Outcome(await provider.query(try OutOrderNumber("A1"))) == .accepted)
            }
            let gauge = try metrics.expectGauge("payscore_key_expires_seconds")
            #expect(gauge.values == [86_400, 43_200, 432_000])
        }
    }

    @Test func `a download that fails takes no key away and is told without secrets`()
        async throws
    {
        let log = InMemoryLogHandler()
        try await Self.serving(.failingAfterTheFirst) { server, provider in
            let slept = try await Self.run(provider, rounds: 3, log: log)
            #expect(slept == [.seconds(43_200), .seconds(60), .seconds(120)])
            #expect(server.requests.filter { $0.target == "/v3/certificates" }.count == 3)
            #expect(Outcome(await provider.query(try OutOrderNumber("A1"))) == .accepted)
        }
        #expect(log.entries.map(\.level) == [.info, .error, .error])
        #expect(log.entries.first?.metadata["new"] == "45")
        for entry in log.entries.dropFirst() {
            #expect(entry.metadata["code"] == "certificates_unavailable")
            #expect(!"\(entry)".contains(TestKeys.apiV3Key))
            #expect(!"\(entry)".contains("Signature"))
        }
    }

    @Test func `once no certificate is valid the gauge says zero`() async throws {
        let metrics = TestMetrics()
        try await withMetricsFactory(metrics) {
            try await Self.serving(.failing(times: .max)) { _, provider in
                // A minute and twice as long each time: more than a day is over after twelve.
                let slept = try await Self.run(provider, rounds: 12)
                #expect(
                    slept.dropFirst(9) == [.seconds(30_720), .seconds(43_200), .seconds(43_200)])
            }
            let gauge = try metrics.expectGauge("payscore_key_expires_seconds")
            #expect(gauge.values.prefix(3) == [86_400, 86_340, 86_220])
            #expect(gauge.values.suffix(2) == [25_020, 0])
        }
    }

    @Test func `a failed download is repeated sooner, and never later than the interval`()
        async throws
    {
        try await Self.serving(.failing(times: 5)) { _, provider in
            let slept = try await Self.run(provider, rounds: 7, every: .seconds(300))
            #expect(slept.map(\.components.seconds) == [60, 120, 240, 300, 300, 300, 300])
        }
        try await Self.serving(.failing(times: 2)) { _, provider in
            let slept = try await Self.run(provider, rounds: 4)
            #expect(slept.map(\.components.seconds) == [60, 120, 43_200, 43_200])
        }
    }

    @Test func `a certificate that cannot be used is told, and takes no other with it`()
        async throws
    {
        let log = InMemoryLogHandler()
        let misnamed = ("46", try TestKeys.certificate(serial: [0x47]))
        try await Self.serving(.answering, listing: [misnamed]) { _, provider in
            let slept = try await Self.run(provider, rounds: 1, log: log)
            #expect(slept == [.seconds(43_200)])
            #expect(Outcome(await provider.query(try OutOrderNumber("A1"))) == .accepted)
        }
        #expect(log.entries.map(\.level) == [.error, .info])
        #expect(log.entries.first?.metadata["code"] == "certificate_serial")
        #expect(log.entries.last?.metadata["new"] == "45")
    }

    @Test func `a certificate that begins later is kept until then`() async throws {
        let log = InMemoryLogHandler()
        let metrics = TestMetrics()
        let begin = TestKeys.seconds + 100
        let later = try TestKeys.certificate(serial: [0x46], from: begin, to: begin + 9)
        try await withMetricsFactory(metrics) {
            try await Self.serving(.answering, listing: [("46", later)]) { _, provider in
                _ = try await Self.run(provider, rounds: 1, log: log)
            }
        }
        #expect(log.entries.first?.metadata["new"] == "45,46")
        // Of those that are valid now the first ends in a day.
        #expect(try metrics.expectGauge("payscore_key_expires_seconds").values == [86_400])

        let ring = KeyRing([])
        #expect(ring.add(try .certificate(pem: Array(later.utf8))))
        #expect(ring.lastingKey(at: TestKeys.now) == nil)
        #expect(ring.firstEnd(after: TestKeys.now) == nil)
        #expect(ring.lastingKey(at: TestKeys.now.advanced(by: .seconds(100)))?.id == "46")
    }

    @Test func `the page has the lines that it writes, and no other`() async throws {
        let log = InMemoryLogHandler()
        try await Self.serving(.failingAfterTheFirst) { _, provider in
            _ = try await Self.run(provider, rounds: 2, log: log)
        }
        let written = Set(
            log.entries.map { entry in
                ["\(entry.message)", entry.level.rawValue] + entry.metadata.keys.sorted()
            })
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "docs/reference/observability.md"), encoding: .utf8)
        let lines = page.components(separatedBy: "\n")
        let table = try #require(lines.firstIndex { $0.hasPrefix("| line |") })
        let rows = lines[(table + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            let cells = line.split(separator: "|").map {
                $0.replacing("`", with: "").trimmingCharacters(in: .whitespaces)
            }
            return cells[...1] + cells[3].components(separatedBy: ", ").sorted()
        }
        #expect(Set(rows.map(Array.init)) == written)
        #expect(rows.count == written.count)
        #expect(page.contains("`\(CertificateRefresher.gauge)`"))
    }

    @Test func `with WeChat's public key alone nothing is downloaded`() async throws {
        try await LoopbackServer.serving(.hangUp) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                try await testGracefulShutdown { trigger in
                    trigger.triggerGracefulShutdown()
                    try await CertificateRefresher(provider).run()
                }
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a cancelled task ends with that error`() async throws {
        try await Self.serving(.answering) { _, provider in
            for keys in [nil, [try TestKeys.trustedKey()]] {
                try await WeChatPayProvider.speaking(
                    to: "http://127.0.0.1:1", trusting: keys
                ) { other in
                    let refresher = try CertificateRefresher(keys == nil ? provider : other)
                    let task = Task { try await refresher.run() }
                    task.cancel()
                    await #expect(throws: CancellationError.self) { try await task.value }
                }
            }
        }
    }

    @Test(arguments: [Duration.seconds(59), .seconds(604_801), .zero, .seconds(-1)])
    func `an interval outside its range is refused`(interval: Duration) async throws {
        try await WeChatPayProvider.speaking(to: "http://127.0.0.1:1") { provider in
            do throws(WeChatPayError) {
                _ = try CertificateRefresher(provider, every: interval)
                Issue.record("\(interval) was accepted")
            } catch {
                #expect(error.code == .settingInvalid)
            }
        }
    }

    @Test func `a request names a key that is valid`() async throws {
        let past = try WeChatPayKey.certificate(
            pem: Array(TestKeys.certificate(serial: [0x43], to: TestKeys.seconds - 1).utf8))
        try await LoopbackServer.serving(.hangUp) { server in
            for keys in [[past, try TestKeys.trustedKey()], [past]] {
                try await WeChatPayProvider.speaking(to: server.origin, trusting: keys) {
                    _ = await $0.query(try OutOrderNumber("A1"))
                }
            }
            #expect(
                server.requests.map { $0.headers["Wechatpay-Serial"] } == [
                    [TestKeys.weChatID], ["43"],
                ])
        }
    }

    @Test func `the key that lasts longest is the one without an end`() throws {
        func key(_ serial: UInt8, to end: Int64) throws -> WeChatPayKey {
            try .certificate(
                pem: Array(
                    TestKeys.certificate(serial: [serial], to: TestKeys.seconds + end).utf8))
        }
        let certificates = [try key(0x41, to: 5), try key(0x43, to: 9), try key(0x42, to: -5)]
        let ring = KeyRing(certificates)
        #expect(ring.lastingKey(at: TestKeys.now)?.id == "43")
        #expect(ring.lastingKey(at: TestKeys.now.advanced(by: .seconds(20))) == nil)
        #expect(
            ring.firstEnd(after: TestKeys.now) == TestKeys.now.advanced(by: .seconds(5)))
        let all = KeyRing(certificates + [try TestKeys.trustedKey()])
        #expect(all.lastingKey(at: TestKeys.now)?.id == TestKeys.weChatID)
    }

    // MARK: Support

    /// What the server does with a download.
    private enum Downloads {
        case answering, failingAfterTheFirst
        case failing(times: Int)
    }

    /// Runs `body` with a provider that trusts the certificate 44, and a server whose list names
    /// 45 too, with which it signs its answers about orders, and then others.
    private static func serving(
        _ downloads: Downloads, listing others: [(serial: String, pem: String)] = [],
        _ body: (LoopbackServer, WeChatPayProvider) async throws -> Void
    ) async throws {
        let trusted = try TestKeys.certificate(serial: [0x44])
        let next = try TestKeys.certificate(
            serial: [0x45], to: TestKeys.seconds + 518_400, key: TestKeys.weChat)
        let list = try TestKeys.certificateList([("44", trusted), ("45", next)] + others)
        let count = Mutex(0)
        let reply = { @Sendable (request: ReceivedRequest) -> ServerReply in
            guard request.target == "/v3/certificates" else {
                return WeChatImitation(serial: "45").answer(200, WeChatImitation.order("A1"))
            }
            let number = count.withLock { count in
                count += 1
                return count
            }
            switch downloads {
            case .answering: break
            case .failingAfterTheFirst where number == 1: break
            case .failing(let times) where number > times: break
            case .failingAfterTheFirst, .failing: return .hangUp
            }
            return .answer(
                status: 200,
                headers: WeChatImitation(key: TestKeys.stranger, serial: "44").headers(over: list),
                body: list)
        }
        let keys = [try WeChatPayKey.certificate(pem: Array(trusted.utf8))]
        try await LoopbackServer.serving(by: reply) { server in
            try await WeChatPayProvider.speaking(
                to: server.origin, answerBytes: 16_384, trusting: keys
            ) { try await body(server, $0) }
        }
    }

    /// Runs the service until it waits for the last of so many times.
    private static func run(
        _ provider: WeChatPayProvider, rounds: Int,
        every interval: Duration = CertificateRefresher.standardInterval,
        log: InMemoryLogHandler = InMemoryLogHandler()
    ) async throws -> [Duration] {
        try await testGracefulShutdown { trigger in
            let clock = RoundsClock(rounds) { trigger.triggerGracefulShutdown() }
            try await CertificateRefresher(
                provider, every: interval, clock: clock, logger: Logger(label: "test") { _ in log }
            ).run()
            return clock.slept
        }
    }
}

/// A clock on which nobody waits, until so many have; then something is done, and it stands still.
private final class RoundsClock: EngineClock {
    private let rounds: Int
    private let whenOver: @Sendable () -> Void
    private let sleeps = Mutex<[Duration]>([])

    init(_ rounds: Int, whenOver: @escaping @Sendable () -> Void) {
        self.rounds = rounds
        self.whenOver = whenOver
    }

    var slept: [Duration] { sleeps.withLock { $0 } }

    func now() -> Timestamp { TestKeys.now.advanced(by: slept.reduce(.zero, +)) }
    func uptime() -> Duration { slept.reduce(.zero, +) }

    func sleep(for duration: Duration) async throws {
        let count = sleeps.withLock { sleeps in
            sleeps.append(duration)
            return sleeps.count
        }
        guard count == rounds else { return }
        whenOver()
        try await Task.sleep(for: .seconds(600))
    }
}
