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
    fileprivate(set) var orders: [ImportedOrder] = []
    /// The lines that are none.
    fileprivate(set) var badLines: [BadLine] = []
    /// How many bytes of the input were read by its end.
    fileprivate(set) var bytesRead = 0

    /// How many lines it has, blank ones left out.
    var lines: Int { orders.count + badLines.count }

    /// How many of the orders tell no phase.
    var unclear: Int {
        orders.count { order in
            switch order.snapshot.reading {
            case .phase: false
            case .unclear: true
            }
        }
    }
}

/// An import's lines, read and judged batch by batch.
struct ImportBatches {
    private var lines: InputLines
    private let ours: OrderIdentity

    /// - Parameter ours: To whom the orders of this merchant belong.
    init(of input: OpenInput, ours: OrderIdentity) {
        lines = InputLines(limit: WeChatOrderJSON.sizeLimit) { () throws(Failure) in
            try input.nextPart()
        }
        self.ours = ours
    }

    /// Returns the next batch; `nil` at the end.
    mutating func next() throws(Failure) -> ImportBatch? {
        var batch = ImportBatch()
        while batch.lines < Engine.importLimit, let line = try lines.next() {
            do throws(Failure) {
                batch.orders.append(try ImportedOrder(queryAnswer: line.bytes, of: ours))
            } catch {
                batch.badLines.append(.init(number: line.number, failure: error))
            }
        }
        batch.bytesRead = lines.bytesRead
        return batch.lines > 0 ? batch : nil
    }
}
