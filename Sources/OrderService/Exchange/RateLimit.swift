import OrderLifecycle
import Synchronization

/// How many requests each principal may make: a bucket of tokens that fills with time.
final class RateLimit: Sendable {
    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[ActorName: Bucket]>([:])

    private struct Bucket {
        var tokens: Double
        var at: Duration
    }

    /// The most buckets that are kept once all that are full were forgotten.
    private static let forgottenAbove = 200

    /// - Parameters:
    ///   - perSecond: How many tokens come in a second.
    ///   - burst: How many a bucket holds.
    init(perSecond: Int, burst: Int) {
        self.perSecond = Double(max(1, perSecond))
        self.burst = Double(max(1, burst))
    }

    /// Takes a token of a principal's bucket.
    ///
    /// - Parameter now: The time since some fixed moment.
    /// - Returns: How long until there is one again; `nil` if one was taken.
    func take(of principal: ActorName, at now: Duration) -> Duration? {
        buckets.withLock { buckets in
            if buckets.count > Self.forgottenAbove {
                buckets = buckets.filter { filled($0.value, at: now) < burst }
            }
            let tokens = buckets[principal].map { filled($0, at: now) } ?? burst
            guard tokens >= 1 else { return .seconds((1 - tokens) / perSecond) }
            buckets[principal] = Bucket(tokens: tokens - 1, at: now)
            return nil
        }
    }

    private func filled(_ bucket: Bucket, at now: Duration) -> Double {
        min(burst, bucket.tokens + max(0, (now - bucket.at) / .seconds(1)) * perSecond)
    }
}
