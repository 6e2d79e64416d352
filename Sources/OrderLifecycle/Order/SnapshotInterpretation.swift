/// What a snapshot means.
public enum SnapshotInterpretation: Hashable, Sendable {
    /// The order stands in this phase; the payments seen came from there.
    case phase(OrderPhase, paidThrough: PaymentSource)
    /// The snapshot does not say, or says it in a way that is not understood.
    case indeterminate(IndeterminateReason)
}

extension OrderSnapshot {
    /// What this snapshot means; whatever is not understood to the last member is indeterminate.
    ///
    /// WeChat's `state`, `state_description` and `collection.state` are judged together.
    public var interpretation: SnapshotInterpretation {
        let collection = collection.flatMap(Self.present)
        do throws(IndeterminateReason) {
            return .phase(
                try phase(collection), paidThrough: collection.map(Self.source) ?? .untold)
        } catch {
            return .indeterminate(error)
        }
    }

    private func phase(_ collection: CollectionSnapshot?) throws(IndeterminateReason) -> OrderPhase
    {
        switch Self.present(state) {
        case "CREATED": try createdPhase(collection)
        case "DOING": try doingPhase(collection)
        case "DONE":
            .done(paid: amountPaid(collection), through: collection.flatMap(Self.route))
        case "REVOKED": .revoked
        case "EXPIRED": .expired
        case .none: throw .stateMissing
        case .some: throw .stateUnknown
        }
    }

    private func createdPhase(_ collection: CollectionSnapshot?) throws(IndeterminateReason)
        -> OrderPhase
    {
        guard Self.present(stateDescription) == nil else { throw .descriptionUnexpected }
        guard collection == nil else { throw .collectionUnexpected }
        return .created(riskFund: try knownRiskFund())
    }

    private func doingPhase(_ collection: CollectionSnapshot?) throws(IndeterminateReason)
        -> OrderPhase
    {
        let collectionState = collection.flatMap { Self.present($0.state) }
        // Paid is paid, whatever else the snapshot says: nothing may be cancelled any more.
        if collectionState == "USER_PAID" { throw .paidButOpen }
        switch Self.present(stateDescription) {
        case "USER_CONFIRM":
            guard collection == nil else { throw .collectionUnexpected }
            return .inService(riskFund: try knownRiskFund())
        case "MCH_COMPLETE":
            guard let collection else { throw .collectionUnexpected }
            guard collectionState == "USER_PAYING" else { throw .collectionStateUnknown }
            return .awaitingPayment(try Self.pending(collection))
        case .none, .some: throw .descriptionUnexpected
        }
    }

    /// The risk fund, where one was said.
    private func knownRiskFund() throws(IndeterminateReason) -> Amount? {
        if riskFund == .absent { return nil }
        guard let amount = riskFund.amount else { throw .amountsMissing }
        return amount
    }

    private static func pending(
        _ collection: CollectionSnapshot
    ) throws(IndeterminateReason) -> PendingCollection {
        guard let total = collection.totalAmount.amount, let due = collection.payingAmount.amount,
            let paid = collection.paidAmount.amount
        else { throw .amountsMissing }
        guard let pending = PendingCollection(due: due, paid: paid), pending.total == total else {
            throw .amountsDisagree
        }
        return pending
    }

    /// What was paid for a closed order, where the snapshot tells and all that it says of money
    /// agrees; otherwise that is not known.
    private func amountPaid(_ collection: CollectionSnapshot?) -> Amount? {
        guard let collection else {
            return needCollection == false && totalAmount.amount == .zero ? .zero : nil
        }
        let totals = [totalAmount, collection.totalAmount].filter { $0 != .absent }
        guard let paid = collection.paidAmount.amount,
            Self.present(collection.state) == "USER_PAID",
            totals.allSatisfy({ $0.amount == paid }),
            collection.payingAmount == .absent || collection.payingAmount.amount == .zero,
            // That nothing was paid takes more than a member that says nothing.
            paid > .zero ? needCollection != false : !totals.isEmpty
        else { return nil }
        return paid
    }

    private static func source(_ collection: CollectionSnapshot) -> PaymentSource {
        PaymentSource(route(collection), transactionIDs: collection.transactionIDs)
    }

    private static func route(_ collection: CollectionSnapshot) -> PaymentRoute? {
        let weChat = collection.paidTypes.contains("NEWTON")
        let merchant = collection.paidTypes.contains("MCH")
        return switch (weChat, merchant) {
        case (true, true): .both
        case (true, false): .weChat
        case (false, true): .merchant
        case (false, false): nil
        }
    }

    /// A word, where one was said; what is not ASCII is some other word, since a Swift `String` is
    /// equal to its canonical equivalents, such as one with U+212A to one with a K.
    private static func present(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : "?"
    }

    static func present(_ collection: CollectionSnapshot) -> CollectionSnapshot? {
        let saysNothing =
            present(collection.state) == nil && collection.totalAmount == .absent
            && collection.payingAmount == .absent && collection.paidAmount == .absent
            && collection.paidTypes.isEmpty
        return saysNothing ? nil : collection
    }
}

extension WireAmount {
    /// The amount, where one was said and it is within range.
    fileprivate var amount: Amount? {
        switch self {
        case .absent, .malformed: nil
        case .fen(let fen): try? Amount(fen: fen)
        }
    }
}
