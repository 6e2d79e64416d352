import OrderEngine
import OrderLifecycle
import WeChatPay

/// What some lines of an import say.
struct ImportBatch: Sendable {
    /// A line that is no order to take over.
    struct BadLine: Sendable {
        let number: Int
        let failure: Failure
    }

    /// The orders, as they came.
    var orders: [ImportedOrder] = []
    /// The lines that are none.
    var badLines: [BadLine] = []
    /// How many bytes of the input were read by its end.
    var bytesRead = 0

    /// How many lines it has, blank ones left out.
    var lines: Int { orders.count + badLines.count }

    /// How many of the orders tell no phase.
    var indeterminate: Int {
        orders.count { order in
            switch order.snapshot.interpretation {
            case .phase: false
            case .indeterminate: true
            }
        }
    }
}
