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

    /// Puts a request into the envelope that is stored.
    ///
    /// - Parameter customerKey: The key of the customer whom it names, which seals it instead.
    func envelope(
        of message: RequestMessage, for attempt: AttemptID, sealedFor customerKey: RequestKey? = nil
    ) throws(EngineError) -> RequestEnvelope {
        guard let key = customerKey ?? current else { return RequestEnvelope(open: message) }
        do { return try key.seal(message, of: attempt) } catch {
            throw .inconsistent("the request of \(attempt) cannot be sealed")
        }
    }

    /// Takes the request out of the envelope that was stored with an attempt; `nil` if its key is
    /// not among these.
    ///
    /// - Parameter customerKey: The key of the customer whom it names.
    /// - Throws: ``EngineError/inconsistent(_:)`` if it is not what was stored.
    func message(
        in envelope: RequestEnvelope?, for attempt: AttemptID, customerKey: RequestKey? = nil
    ) throws(EngineError) -> RequestMessage? {
        switch envelope?.content {
        case .open(let message): return message
        case .sealed(let keyID, let box):
            let named = customerKey?.id == keyID ? customerKey : nil
            guard let key = named ?? all[keyID] else { return nil }
            if let message = key.open(box, of: attempt) { return message }
        case nil: break
        }
        throw .inconsistent("the request of \(attempt) was altered")
    }
}
