import OrderJournal
import OrderLifecycle

/// The keys with which an engine seals the requests that it stores, and opens those that it sends
/// again.
///
/// A former key is kept for as long as an attempt that it sealed is unresolved. Destroyed after
/// that, it makes unreadable what the requests said of customers.
public struct RequestKeys: Sendable {
    /// No key: requests are stored as they are sent.
    public static let none = RequestKeys()

    private let current: RequestKey?
    private let all: [RequestKeyID: RequestKey]

    /// Creates a set of keys.
    ///
    /// - Parameters:
    ///   - current: The key that seals; without one, requests are stored as they are sent.
    ///   - former: Keys that only open.
    public init(sealingWith current: RequestKey? = nil, former: [RequestKey] = []) {
        self.current = current
        all = Dictionary(
            (former + [current].compactMap { $0 }).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// Puts a request's body into the envelope that is stored.
    func envelope(
        of body: [UInt8], for attempt: AttemptID
    ) throws(EngineError) -> RequestEnvelope {
        guard let current else { return RequestEnvelope(open: body) }
        do { return try current.seal(body, of: attempt) } catch {
            throw .inconsistent("the request of \(attempt) cannot be sealed")
        }
    }

    /// Takes the body out of the envelope that was stored with an attempt; `nil` if its key is not
    /// among these.
    ///
    /// - Throws: ``EngineError/inconsistent(_:)`` if it is not what was stored.
    func body(
        of envelope: RequestEnvelope?, for attempt: AttemptID
    ) throws(EngineError) -> [UInt8]? {
        switch envelope?.content {
        case .open(let body): return body
        case .sealed(let keyID, let box):
            guard let key = all[keyID] else { return nil }
            if let body = key.open(box, of: attempt) { return body }
        case nil: break
        }
        throw .inconsistent("the request of \(attempt) was altered")
    }
}
