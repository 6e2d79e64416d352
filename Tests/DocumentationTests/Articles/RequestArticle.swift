import OrderEngine
import OrderJournal
import OrderLifecycle
import WeChatPay

/// The code of the page on requests as values.
func completed(
    _ order: OutOrderNumber, by engine: Engine, now: Timestamp, clerk: Caller
) async throws -> CallResult {
    var request = CompleteOrderRequest(
        items: [OrderItem("租金", try Amount(fen: 500))], total: try Amount(fen: 500))
    request.timeRange = ServiceTimeRange(end: BeijingTime(now))
    let result = try await engine.complete(order, json: request.json, caller: clerk)
    return result
}
