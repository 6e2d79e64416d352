import OrderEngine
import OrderEngineJSON
import OrderJournal

/// An order, with what may be done on it as far as the journal knows.
struct OrderAnswerJSON: AnswerForm {
    let order: OrderJSON
    /// Each call once, decided on the last recorded observation; WeChat was not asked.
    let offlineCalls: [CallOptionJSON]

    private enum CodingKeys: String, CodingKey {
        case order
        case offlineCalls = "offline_calls"
    }

    init(_ order: OrderProjection, _ options: [CallOption]) {
        self.order = OrderJSON(order)
        offlineCalls = options.map { CallOptionJSON($0) }
    }
}
