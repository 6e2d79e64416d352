public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// The customer of an `openid`, whom the journal keeps from now on.
    ///
    /// - Throws: ``EngineError/customerKeyMissing`` without a key to seal for them;
    ///   ``EngineError/customerKeyDiffers`` with another than the journal's customers were named
    ///   with.
    func named(_ openID: OpenID) async throws(EngineError) -> NamedCustomer {
        if let known = try await self.known(openID) { return known }
        guard let customerKey else { throw .customerKeyMissing }
        let digest = customerKey.digest(of: openID)
        let (drawn, check): (CustomerEntry, CustomerEntry)
        do {
            drawn = try customerKey.draw(for: openID, random)
            check = try customerKey.check(random)
        } catch { throw .inconsistent("a customer's key cannot be wrapped") }
        let kept = try await commit(on: []) { transaction in
            // Somebody else may have been first.
            if let known = try transaction.writer.customer(digest: digest) { return known }
            switch try customerKey.named(thoseIn: transaction.writer) {
            case true?: break
            case false?: throw EngineError.customerKeyDiffers
            case nil: try transaction.writer.keep(check)
            }
            try transaction.writer.keep(drawn)
            return drawn
        }
        return try opened(kept)
    }

    /// The customer of an `openid`, if the journal keeps them already; nothing is written.
    ///
    /// - Throws: ``EngineError/customerKeyMissing`` without a key that finds them.
    func known(_ openID: OpenID) async throws(EngineError) -> NamedCustomer? {
        guard let customerKey else { throw .customerKeyMissing }
        let digest = customerKey.digest(of: openID)
        guard let kept = try await read(about: [], { try $0.customer(digest: digest) }) else {
            return nil
        }
        return try opened(kept)
    }

    private func opened(_ customer: CustomerEntry) throws(EngineError) -> NamedCustomer {
        guard let key = customerKey?.requestKey(of: customer) else {
            throw .inconsistent("the key of \(customer.id) does not open")
        }
        return NamedCustomer(id: customer.id, key: key)
    }

    /// The key that sealed the request of an attempt, where that is its customer's.
    func sealingKey(
        of attempt: AttemptProjection, in reader: any OrderReader
    ) throws -> RequestKey? {
        guard let customer = try attempt.intent.customer.flatMap({ try reader.customer($0) })
        else { return nil }
        return customerKey?.requestKey(of: customer)
    }

    /// Finds a customer by their `openid`.
    ///
    /// - Parameter openID: The customer.
    /// - Returns: What records call them; `nil` if no record does, or they were forgotten.
    /// - Throws: ``EngineError/customerKeyMissing`` without the key that finds them;
    ///   ``EngineError/customerKeyDiffers`` with another than theirs.
    public func customer(_ openID: OpenID) async throws(EngineError) -> CustomerID? {
        guard let customerKey else { throw .customerKeyMissing }
        let digest = customerKey.digest(of: openID)
        return try await read(about: []) { reader in
            guard try customerKey.named(thoseIn: reader) != false else {
                throw EngineError.customerKeyDiffers
            }
            return try reader.customer(digest: digest)?.id
        }
    }

    /// Forgets who a customer is.
    ///
    /// Nobody can tell any more whose their name in the records was, nor read a request that was
    /// sealed for them. The records stay, and the journal still verifies.
    /// Copies of the journal made before keep what they have.
    ///
    /// - Parameters:
    ///   - customer: What records call the customer.
    ///   - reason: Why.
    ///   - caller: Who asks.
    /// - Returns: Whether anything was to forget.
    /// - Throws: ``EngineError/customerUnknown`` if the journal keeps no such customer;
    ///   ``EngineError/customerBusy(_:)`` while an attempt that names them has no outcome, since
    ///   its request may have to be sent again.
    @discardableResult
    public func forget(
        _ customer: CustomerID, reason: OperatorReason, caller: Caller
    ) async throws(EngineError) -> Bool {
        try await commit(on: [.journal]) { transaction in
            guard customer != .keyCheck, let known = try transaction.writer.customer(customer)
            else {
                throw EngineError.customerUnknown
            }
            if known.isForgotten { return false }
            let open = try transaction.writer.attempts(
                openOnly: true, before: nil, limit: Self.maxAttempts)
            if let attempt = open.first(where: { $0.intent.customer == customer }) {
                throw EngineError.customerBusy(attempt.id)
            }
            try transaction.append(
                .customerForgotten(customer), by: Provenance(caller: caller, cause: Cause(.call)),
                reason: reason.text)
            return true
        }
    }
}

extension EngineTransaction {
    /// Makes sure that a customer for whom a request is sealed was not forgotten meanwhile.
    func expect(_ customer: CustomerID?) throws {
        guard let customer else { return }
        guard try writer.customer(customer)?.isForgotten == false else {
            throw JournalError(.conflict, "the customer \(customer) was forgotten meanwhile")
        }
    }
}
