public import OrderJournal
public import OrderLifecycle

/// Drafts of one authorization's records, to try a journal with.
public struct SampleAuthorization: Hashable, Sendable {
    /// Its code.
    public let code: AuthorizationCode
    /// Its customer.
    public let customer: CustomerEntry
    private let order: SampleOrder

    /// Creates an authorization of a customer.
    ///
    /// - Parameters:
    ///   - code: Its code.
    ///   - seed: What the customer is drawn from.
    /// - Throws: `InvalidValue` if the code is none.
    public init(_ code: String, seed: UInt64 = 1) throws {
        self.code = try AuthorizationCode(code)
        let random = SeededRandom(seed: seed)
        customer = CustomerEntry(
            id: CustomerID(random: random), digest: .of(random.bytes(32)),
            wrappedKey: random.bytes(60))
        order = try SampleOrder("OF-\(code)")
    }

    /// The subject of its records.
    public var subject: Subject { .authorization(code) }

    /// A draft of any record.
    ///
    /// - Parameters:
    ///   - content: What it says.
    ///   - milliseconds: How long after the start.
    ///   - request: The request of an intent.
    public func draft(
        _ content: RecordContent, at milliseconds: Int64 = 0, request: [UInt8]? = nil
    ) -> RecordDraft {
        RecordDraft(
            subject, content, cause: Cause(.call, id: "cause-1"), caller: order.caller,
            origin: .sample, at: order.time(milliseconds), request: request)
    }

    /// WeChat shows it, changed at a moment after the start.
    ///
    /// - Parameters:
    ///   - finding: What that adds.
    ///   - changedAt: When it changed.
    ///   - milliseconds: How long after the start it is recorded.
    public func seen(
        _ finding: AuthorizationFinding, changedAt: Int64? = nil, at milliseconds: Int64 = 0
    ) -> RecordDraft {
        draft(
            .authorization(.seen(finding, at: changedAt.map { order.time($0) })),
            at: milliseconds)
    }

    /// An attempt to end it is about to be made.
    ///
    /// - Parameters:
    ///   - attempt: The attempt's name.
    ///   - milliseconds: How long after the start.
    public func intended(_ attempt: String, at milliseconds: Int64 = 0) -> RecordDraft {
        let request = Array("POST /terminate\n\(attempt)".utf8)
        let intent = IntentDetails(
            attempt: AttemptID(attempt), authorizationCall: .terminate,
            requestDigest: .of(request), customer: customer.id)
        return draft(.attempt(.intended(intent)), at: milliseconds, request: request)
    }

    /// The attempt ended.
    ///
    /// - Parameters:
    ///   - attempt: The attempt's name.
    ///   - milliseconds: How long after the start.
    public func settled(_ attempt: String, at milliseconds: Int64 = 0) -> RecordDraft {
        draft(
            .attempt(
                .settled(
                    SettlementDetails(
                        attempt: AttemptID(attempt),
                        attempted: .authorization(.terminate), outcome: .applied(.answered)))),
            at: milliseconds)
    }

    /// Who the customer is was forgotten.
    public func forgotten(at milliseconds: Int64 = 0) -> RecordDraft {
        order.journalDraft(.journal(.customerForgotten(customer.id)), at: milliseconds)
    }
}
