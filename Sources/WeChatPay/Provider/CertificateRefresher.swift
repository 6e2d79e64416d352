public import Logging
import Metrics
public import OrderEngine
import OrderLifecycle
public import ServiceLifecycle

/// Downloads WeChat's platform certificates (平台证书) for as long as a program runs, so that the
/// next one is trusted before answers are signed with it.
///
/// It downloads them when it starts and then at each interval. A download that fails is logged, and
/// takes no key away; it is repeated after a minute, then after twice as long each time, and never
/// later than after the interval. A single certificate that cannot be used is logged as well. Where
/// only WeChat's public key (微信支付公钥) is trusted there is nothing to download, and it waits for
/// the shutdown.
///
/// The gauge `payscore_key_expires_seconds` says after each download how long the certificate that
/// ends first is still valid, and 0 once none is.
public struct CertificateRefresher: Service {
    private let provider: WeChatPayProvider
    private let interval: Duration
    private let clock: any EngineClock
    private let logger: Logger

    /// Twelve hours.
    public static let standardInterval: Duration = .seconds(43_200)
    /// How soon a download that failed is repeated for the first time: after a minute.
    public static let firstRetry: Duration = .seconds(60)
    /// What the time between two downloads may be: one minute to seven days.
    public static let intervalRange: ClosedRange<Duration> = .seconds(60) ... .seconds(604_800)

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - provider: The provider whose trusted keys are kept current.
    ///   - interval: The time between two downloads, within ``intervalRange``.
    ///   - clock: Waits for the next download, and says how long a certificate is still valid.
    ///   - logger: Where failed downloads are told.
    /// - Throws: ``WeChatPayError``, `setting_invalid`, for an interval outside its range.
    public init(
        _ provider: WeChatPayProvider,
        every interval: Duration = CertificateRefresher.standardInterval,
        clock: any EngineClock = SystemClock(),
        logger: Logger = Logger(label: "payscore.certificates")
    ) throws(WeChatPayError) {
        try WeChatPayLimits.check(interval, in: Self.intervalRange, "refresh interval")
        self.provider = provider
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    /// Downloads until a graceful shutdown begins, which also ends a download that is under way.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func run() async throws {
        guard provider.trustsCertificates else { return try await gracefulShutdown() }
        do {
            try await cancelWhenGracefulShutdown {
                var retry = Self.firstRetry
                while !Task.isCancelled {
                    let isRefreshed = await refresh()
                    try await clock.sleep(for: isRefreshed ? interval : min(retry, interval))
                    retry = isRefreshed ? Self.firstRetry : min(retry * 2, interval)
                }
            }
        } catch is CancellationError {
            // A graceful shutdown ends the downloads as a cancellation does, but is none.
        }
        try Task.checkCancellation()
    }

    /// Downloads once, and says whether that succeeded.
    private func refresh() async -> Bool {
        defer { recordEnd() }
        do throws(WeChatPayError) {
            let (new, refused) = try await provider.downloadCertificates()
            for problem in refused { log(problem) }
            logger.info(Self.logMessage, metadata: ["new": "\(new.joined(separator: ","))"])
            return true
        } catch {
            if !Task.isCancelled { log(error) }
            return false
        }
    }

    private func log(_ problem: WeChatPayError) {
        logger.error(
            Self.logMessage,
            metadata: ["code": "\(problem.code.rawValue)", "cause": "\(problem.description)"])
    }

    private func recordEnd() {
        let now = clock.now()
        let end = provider.firstCertificateEnd(after: now)
        Gauge(label: Self.gauge).record(end.map { $0.since(now).milliseconds / 1000 } ?? 0)
    }

    // What docs/reference/observability.md calls them.
    static let logMessage: Logger.Message = "certificates"
    static let gauge = "payscore_key_expires_seconds"
}
