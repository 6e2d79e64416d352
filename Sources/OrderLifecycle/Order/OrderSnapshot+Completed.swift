extension OrderSnapshot {
    /// This snapshot with what it does not say as it is where nothing of a total is paid yet, so
    /// that only what it does say can speak against it.
    package func completed(collecting total: Amount) -> OrderSnapshot {
        var snapshot = self
        snapshot.stateDescription = stateDescription ?? "MCH_COMPLETE"
        var collection = collection ?? CollectionSnapshot(state: nil)
        collection.state = collection.state ?? "USER_PAYING"
        if collection.totalAmount == .absent { collection.totalAmount = .fen(total.fen) }
        if collection.payingAmount == .absent, collection.paidAmount == .absent {
            collection.paidAmount = .fen(0)
        }
        if collection.payingAmount == .absent {
            collection.payingAmount = collection.paidAmount.rest(of: total)
        } else if collection.paidAmount == .absent {
            collection.paidAmount = collection.payingAmount.rest(of: total)
        }
        snapshot.collection = collection
        return snapshot
    }
}

extension WireAmount {
    /// What is left of a total; absent where this is no part of it.
    fileprivate func rest(of total: Amount) -> WireAmount {
        guard case .fen(let part) = self, (0...total.fen).contains(part) else { return .absent }
        return .fen(total.fen - part)
    }
}
