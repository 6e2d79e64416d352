public import OrderLifecycle

/// What the engine reads of a journal at one moment: where orders stand, and what led there.
public protocol OrderReader {
    /// An order, if it has records.
    func order(_ number: OutOrderNumber) throws -> OrderProjection?
    /// Orders by number, after `cursor`, of one phase's word (`OrderState.code`) or of all.
    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    /// Orders by their last change and their number, the newest first, before `cursor`.
    func orders(changedBefore cursor: OrderCursor?, limit: Int) throws -> [OrderProjection]
    /// The same of one phase's word or of all, and of those alone that have a record that a filter
    /// wants. Without an implementation of its own the records of every order are read.
    func orders(
        phase: String?, having filter: RecordFilter, changedBefore cursor: OrderCursor?, limit: Int
    ) throws -> [OrderProjection]
    /// How many orders each phase has, and what is due in it. Without an implementation of its own
    /// every order is read.
    func orderTotals() throws -> [OrderTotal]
    /// The records of one subject after a revision, in order.
    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [JournalRecord]
    /// All records after a sequence number, in order.
    func records(after sequence: Int64, limit: Int) throws -> [JournalRecord]
    /// An attempt.
    func attempt(_ id: AttemptID) throws -> AttemptProjection?
    /// Attempts by their intent, newest first, before that of `cursor`; only those without outcome,
    /// or all. Before an attempt that is not there, there is none.
    func attempts(openOnly: Bool, before cursor: AttemptID?, limit: Int) throws
        -> [AttemptProjection]
    /// Attempts that give money up, whatever became of them, by their intent, newest first, before
    /// that of `cursor`: those intended at `start` or later, before `end`, and by `actor`. Without
    /// an implementation of its own all attempts from `end` back to `start` are read.
    func attempts(
        givingUpFrom start: Timestamp?, until end: Timestamp?, by actor: ActorName?,
        before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection]
    /// An attempt's request in its envelope, as it is stored.
    func request(of attempt: AttemptID) throws -> [UInt8]?
    /// A permit, by the digest of its token.
    func permit(_ digest: Digest32) throws -> PermitProjection?
    /// A requested call.
    func approval(_ id: ApprovalID) throws -> ApprovalProjection?
    /// The requested call of an order that waits; there is one at most.
    func waitingApproval(of order: OutOrderNumber) throws -> ApprovalProjection?
    /// Requested calls by their request, newest first, before that of `cursor`; only those that
    /// wait, or all. Before one that is not there, there is none.
    func approvals(waitingOnly: Bool, before cursor: ApprovalID?, limit: Int) throws
        -> [ApprovalProjection]
    /// A requested call's request in its envelope, as it is stored.
    func request(of approval: ApprovalID) throws -> [UInt8]?
    /// The record of a notification, by WeChat's name of it.
    func notification(_ id: NotificationID) throws -> JournalRecord?
    /// What counts towards the velocity limit: what was given up by attempts intended after `since`
    /// and after it was last reset, apart by `GivenUpKind`.
    func velocityUsage(since: Timestamp) throws -> VelocityUsage
    /// The digest of the policy by which decisions are taken: the one that the last
    /// ``JournalFact/policyChanged(_:)`` names, if there is one. Asked in each commit with a
    /// decision.
    func policyInForce() throws -> Digest32?
    /// An authorization, if it has records.
    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection?
    /// Authorizations by code, after `cursor`.
    func authorizations(after cursor: AuthorizationCode?, limit: Int) throws
        -> [AuthorizationProjection]
    /// A customer's authorizations, by code.
    func authorizations(of customer: CustomerID, limit: Int) throws -> [AuthorizationProjection]
    /// A customer's orders that are in no final phase, by number; without those that were only
    /// attempted and never seen.
    func openOrders(of customer: CustomerID, limit: Int) throws -> [OutOrderNumber]
    /// A customer, by the name that records give them.
    func customer(_ id: CustomerID) throws -> CustomerEntry?
    /// A customer, by the keyed digest that leads to them.
    func customer(digest: Digest32) throws -> CustomerEntry?
    /// Position and moment of the last record; `nil` in an empty journal.
    func end() throws -> JournalEnd?
}

/// A journal without implementations of its own knows no authorizations and no customers.
extension OrderReader {
    /// There is none.
    public func authorization(_ code: AuthorizationCode) -> AuthorizationProjection? { nil }
    /// There are none.
    public func authorizations(after cursor: AuthorizationCode?, limit: Int)
        -> [AuthorizationProjection]
    { [] }
    /// There are none.
    public func authorizations(of customer: CustomerID, limit: Int) -> [AuthorizationProjection] {
        []
    }
    /// There are none.
    public func openOrders(of customer: CustomerID, limit: Int) -> [OutOrderNumber] { [] }
    /// There is none.
    public func customer(_ id: CustomerID) -> CustomerEntry? { nil }
    /// There is none.
    public func customer(digest: Digest32) -> CustomerEntry? { nil }
}

extension OrderReader {
    /// Which journal this is and whose; `nil` where it is empty.
    ///
    /// - Throws: ``ReplayProblem`` if the first record says something else, or whatever prevents
    ///   reading.
    public func beginning() throws -> BeginningDetails? {
        guard let first = try records(after: 0, limit: 1).first else { return nil }
        guard case .journal(.begun(let beginning)) = try first.content else {
            throw ReplayProblem(first, .beginningMisplaced)
        }
        return beginning
    }
}
