public import OrderJournal
public import OrderLifecycle

/// What an engine does about customers' authorizations (授权) of the service, which orders without
/// confirmation need.
///
///     let result = try await engine.authorizations.request(code, caller: clerk)
///     if case .attempted(_, let receipt?) = result { open(receipt.token) }
public struct Authorizations: Sendable {
    let engine: Engine

    /// Pre-authorizes a code: WeChat gives a token with which one customer can agree within an
    /// hour.
    ///
    /// The intent is durable before anything is sent. The token is recorded nowhere: if the answer
    /// is lost, request it again.
    ///
    /// - Parameters:
    ///   - code: A number of the merchant's own, one for each agreement.
    ///   - notifyURL: Where WeChat tells what the customer does, if it shall.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func request(
        _ code: AuthorizationCode, notifyURL: String? = nil, caller: Caller
    ) async throws(EngineError) -> AuthorizationResult {
        guard code.customer == nil else {
            throw .request(
                RequestProblems(
                    pointer: "/authorization_code",
                    explanation: "has the form of a customer's name in the journal; choose another"
                ))
        }
        return try await engine.perform(
            .request(code, notifyURL: notifyURL), of: code, by: .code(code), nil, caller: caller)
    }

    /// Ends an authorization by its code, unless orders of its customer are open.
    ///
    /// WeChat is asked first where it stands.
    ///
    /// - Parameters:
    ///   - code: Its code.
    ///   - reason: Why, for WeChat.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func terminate(
        _ code: AuthorizationCode, reason: CancelReason, caller: Caller
    ) async throws(EngineError) -> AuthorizationResult {
        try await engine.perform(
            .terminate(.code(code), reason), of: code, by: .code(code), nil, caller: caller)
    }

    /// Ends a customer's authorization, whatever its code, unless orders of theirs are open.
    ///
    /// - Parameters:
    ///   - openID: The customer.
    ///   - reason: Why, for WeChat.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    public func terminate(
        of openID: OpenID, reason: CancelReason, caller: Caller
    ) async throws(EngineError) -> AuthorizationResult {
        guard engine.customerKey != nil else { throw .customerKeyMissing }
        // Nobody is kept whom WeChat does not know.
        let seen = try await engine.fetchAuthorization(.openID(openID)).seen()
        let customer = try await engine.named(openID)
        return try await engine.perform(
            .terminate(.openID(openID), reason), of: seen.code, by: .openID(openID),
            (customer, seen), caller: caller)
    }

    /// Asks WeChat where an authorization stands, and records it.
    ///
    /// - Parameters:
    ///   - code: Its code.
    ///   - caller: Who asks.
    /// - Throws: ``EngineError/authorizationUnknown`` if WeChat knows no such code, or why there is
    ///   no verified answer.
    public func query(
        _ code: AuthorizationCode, caller: Caller
    ) async throws(EngineError) -> AuthorizationProjection {
        try await query(.code(code), caller: caller)
    }

    /// Asks WeChat where a customer's authorization stands, and records it under its code.
    ///
    /// - Parameters:
    ///   - openID: The customer.
    ///   - caller: Who asks.
    /// - Throws: ``EngineError/customerKeyMissing`` without the key that seals what names
    ///   customers; ``EngineError/authorizationUnknown`` if WeChat knows none.
    public func query(
        of openID: OpenID, caller: Caller
    ) async throws(EngineError) -> AuthorizationProjection {
        guard engine.customerKey != nil else { throw .customerKeyMissing }
        return try await query(.openID(openID), caller: caller)
    }

    private func query(
        _ reference: AuthorizationReference, caller: Caller
    ) async throws(EngineError) -> AuthorizationProjection {
        let seen = try await engine.fetchAuthorization(reference).seen()
        let provenance = Provenance(
            caller: caller, cause: Cause(.query, id: seen.evidence?.requestID))
        return try await engine.commit(on: [.authorization(seen.code)]) { transaction in
            try transaction.record(seen, by: provenance)
            return try transaction.authorization(seen.code)
        }
    }

    /// An authorization as the journal knows it.
    ///
    /// - Parameter code: Its code.
    public func known(
        _ code: AuthorizationCode
    ) async throws(EngineError) -> AuthorizationProjection? {
        try await engine.read(about: [.authorization(code)]) { try $0.authorization(code) }
    }

    /// Lists authorizations by code, as the journal knows them; WeChat is not asked.
    ///
    /// - Parameters:
    ///   - cursor: The last code of the page before.
    ///   - limit: The most authorizations of the page, see ``Engine/pageLimits``.
    public func list(
        after cursor: AuthorizationCode? = nil, limit: Int = 100
    ) async throws(EngineError) -> Page<AuthorizationProjection, AuthorizationCode> {
        let limit = Engine.clamped(limit)
        return try await engine.read(about: []) { reader in
            Page(
                try reader.authorizations(after: cursor, limit: limit + 1), limit: limit,
                cursor: \.code)
        }
    }

    /// Asks WeChat what became of the attempts on authorizations without an outcome, and settles
    /// what can be settled.
    ///
    /// - Parameters:
    ///   - dueOnly: Whether to leave out attempts whose next query is still to come.
    ///   - caller: Whom the records name.
    /// - Returns: Every attempt that was looked into, as it stands now.
    /// - Throws: The first failure, after all attempts were tried.
    public func reconcile(
        dueOnly: Bool = true, caller: Caller
    ) async throws(EngineError) -> [AuthorizationReport] {
        try await engine.reconcileAuthorizations(dueOnly: dueOnly, caller: caller)
    }
}
