import OrderEngine
import OrderJournal
import OrderLifecycle
import WeChatPay

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
