public import OrderJournal
public import OrderLifecycle

/// Drafts of one order's records, to try a journal with.
public struct SampleOrder: Hashable, Sendable {
    /// The order.
    public let number: OutOrderNumber
    /// Who asks for everything that happens to it.
    public let caller: Caller
    /// The moment of its first record; each draft says how much later it is.
    public let start: Timestamp

    /// Creates an order.
    ///
    /// - Throws: `InvalidValue` if the number is none.
    public init(_ number: String, start: Int64 = 1_700_000_000_000) throws {
        self.number = try OutOrderNumber(number)
        self.start = try Timestamp(milliseconds: start)
        caller = Caller(
            actor: try ActorName("王芳-test"), channel: try CallerChannel("conformance"))
    }

    /// The subject of its records.
    public var subject: Subject { .order(number) }

    /// A moment so many milliseconds after the start.
    public func time(_ milliseconds: Int64) -> Timestamp {
        start.advanced(by: .milliseconds(milliseconds))
    }

    /// A draft of any record.
    public func draft(
        _ content: RecordContent, at milliseconds: Int64 = 0, reason: String? = nil,
        request: [UInt8]? = nil
    ) -> RecordDraft {
        RecordDraft(
            subject, content, cause: Cause(.call, id: "cause-1"), caller: caller, origin: .sample,
            at: time(milliseconds), reason: reason, rules: .v1_1, request: request)
    }

    /// A draft of a record about the journal itself.
    public func journalDraft(_ content: RecordContent, at milliseconds: Int64 = 0) -> RecordDraft {
        RecordDraft(
            .journal, content, cause: Cause(.call), caller: caller, origin: .sample,
            at: time(milliseconds))
    }

    /// The order is found in service.
    public func adopted(at milliseconds: Int64 = 0) throws -> RecordDraft {
        draft(
            .order(.observed(.event(.adopted(.inService(riskFund: try Amount(fen: 30_000)))))),
            at: milliseconds)
    }

    /// The service is completed, and so much is due.
    public func completed(due fen: Int64 = 5000, at milliseconds: Int64 = 0) throws -> RecordDraft {
        draft(.order(.happened(.completed(due: try Amount(fen: fen)))), at: milliseconds)
    }

    /// A permit is issued; its name stands for its token.
    public func permitted(
        _ token: String, for call: OrderCall = .cancel, givingUp fen: Int64 = 5000,
        at milliseconds: Int64 = 0
    ) throws -> RecordDraft {
        guard let loss = Loss([.collectionAbandoned], atStake: try Amount(fen: fen)) else {
            throw InvalidValue(.amount, .outOfRange(minimum: 1, maximum: Amount.maximum))
        }
        let terms = try Permit(
            order: number, call: call, revision: 1, loss: loss,
            requestedBy: caller.identifiedActor,
            expiresAt: time(600_000), lifetime: .seconds(540))
        return draft(
            .order(.permitIssued(PermitDetails(digest: Self.digest(token), terms: terms))),
            at: milliseconds
        )
    }

    /// An attempt, to cancel unless something else is said, is about to be made; with a permit it
    /// gives money up.
    public func intended(
        _ attempt: String, to call: OrderCall = .cancel, permit: String? = nil,
        givingUp fen: Int64 = 5000, at milliseconds: Int64 = 0
    ) throws -> RecordDraft {
        let request = Array(#"{"reason":"用户取消","id":"\#(attempt)"}"#.utf8) + [0, 0xFF]
        let intent = IntentDetails(
            attempt: AttemptID(attempt), call: call, requestDigest: .of(request),
            consent: try permit.map { token in
                ConsentDetails(
                    permit: Self.digest(token), givenUp: try Amount(fen: fen),
                    requestedBy: caller.identifiedActor,
                    acknowledgedBy: IdentifiedActor(try ActorName("李敏-test")),
                    until: time(600_000))
            })
        return draft(
            .attempt(.intended(intent)), at: milliseconds, reason: "customer asked",
            request: request)
    }

    /// The digest that stands for a token.
    public static func digest(_ token: String) -> Digest32 {
        .of(token.utf8)
    }
}
