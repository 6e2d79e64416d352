public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Lists the calls that gave money up, or may have, the newest first.
    ///
    /// Calls that are known to have had no effect are left out.
    ///
    ///     var totals = GivenUpTotals()
    ///     var cursor: AttemptID?
    ///     repeat {
    ///         let page = try await engine.givenUp(from: monday, before: cursor)
    ///         for call in page.elements { totals.add(call) }
    ///         cursor = page.next
    ///     } while cursor != nil
    ///
    /// - Parameters:
    ///   - start: The earliest intent; without it, from the beginning.
    ///   - end: The moment before which the intent was recorded; without it, to the end.
    ///   - actor: Who made the call; without it, anybody.
    ///   - requester: Who requested what gave the money up; without it, anybody.
    ///   - acknowledger: Who stated the amount; without it, anybody.
    ///   - cursor: Where the page before ended.
    ///   - limit: The most attempts that are read for the page, see ``pageLimits``.
    /// - Returns: A page that may be shorter than the limit, and even empty, although another
    ///   follows.
    public func givenUp(
        from start: Timestamp? = nil, until end: Timestamp? = nil, by actor: ActorName? = nil,
        requestedBy requester: ActorName? = nil, acknowledgedBy acknowledger: ActorName? = nil,
        before cursor: AttemptID? = nil, limit: Int = 100
    ) async throws(EngineError) -> Page<GivenUpCall, AttemptID> {
        let limit = Self.clamped(limit)
        return try await inspect { reader in
            let found = try reader.attempts(
                givingUpFrom: start, until: end, by: actor, before: cursor, limit: limit + 1)
            let attempts = Page(found, limit: limit, cursor: \.id)
            return Page(
                elements: try attempts.elements.compactMap { attempt in
                    let consent = attempt.intent.consent
                    guard requester.map({ consent?.requestedBy.name == $0 }) ?? true,
                        acknowledger.map({ consent?.acknowledgedBy.name == $0 }) ?? true
                    else { return nil }
                    return GivenUpCall(attempt, isAppliedLate: try attempt.isAppliedLate(reader))
                }, next: attempts.next)
        }
    }
}

extension AttemptProjection {
    /// Whether the attempt showed its effect after it was taken to have failed.
    fileprivate func isAppliedLate(_ reader: any OrderReader) throws -> Bool {
        guard case .settled(let outcome) = condition, !outcome.isApplied else { return false }
        var revision: Int64 = 0
        while true {
            let page = try reader.records(of: subject, after: revision, limit: 100)
            guard let last = page.last else { return false }
            if page.contains(where: { (try? $0.content) == .attempt(.appliedLate(id)) }) {
                return true
            }
            revision = last.revision
        }
    }
}
