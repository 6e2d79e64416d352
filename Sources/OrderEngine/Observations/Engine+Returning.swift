public import OrderLifecycle

extension Engine {
    /// Takes a customer's return from a page of WeChat's to the merchant's app: asks WeChat where
    /// the order stands, and records what it shows.
    ///
    /// Whatever the app was handed comes from the customer's device and means nothing by itself,
    /// neither that the customer confirmed nor that they paid. So the `query_id` is taken as it
    /// came, is recorded nowhere, and is only what WeChat is asked by. It may lead to another order
    /// than the one whose page was opened: compare the order's number before anything is handed
    /// out.
    ///
    ///     let report = try await engine.handleReturn(queryID: body.queryID, caller: app)
    ///     guard report.order.order == opened, report.order.state.phase?.kind == .inService
    ///     else { return .wait }
    ///
    /// A customer who leaves the page in another way brings no `query_id`; ask by the order's
    /// number then, with `query(_:caller:)`.
    ///
    /// - Parameters:
    ///   - queryID: WeChat's `query_id`, as the app sent it.
    ///   - caller: Whom the records name: the program that was told of the return.
    /// - Returns: The order that WeChat names, with what the observation brought.
    /// - Throws: ``EngineError/request(_:)`` at `/query_id` if the text cannot be one, and nothing
    ///   is sent; ``EngineError/refused(_:)`` if WeChat finds no order by it; or why there is no
    ///   verified answer.
    public func handleReturn(
        queryID: String, caller: Caller
    ) async throws(EngineError) -> ObservationReport {
        let id: QueryID
        do throws(InvalidValue) { id = try QueryID(queryID) } catch {
            throw .request(
                RequestProblems(pointer: "/query_id", explanation: error.explanation))
        }
        return try await query(id, caller: caller)
    }
}
