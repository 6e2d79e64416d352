/// Tells whether calls that overlapped can have happened one after the other, each at a moment
/// between its beginning and its end (Wing and Gong's search).
struct HistoryChecker {
    private let calls: [Call]
    private var refused: Set<Position> = []

    private struct Position: Hashable {
        let done: UInt64
        let model: OrderModel
    }

    /// - Parameter calls: The calls of one order; 64 at most.
    init(_ calls: [Call]) {
        precondition(calls.count <= 64)
        self.calls = calls
    }

    /// Whether there is such an order of the calls.
    static func accepts(_ calls: [Call], from start: OrderModel) -> Bool {
        var checker = HistoryChecker(calls)
        return checker.search(Position(done: 0, model: start))
    }

    private mutating func search(_ position: Position) -> Bool {
        if position.done.nonzeroBitCount == calls.count { return true }
        if refused.contains(position) { return false }
        let open = calls.indices.filter { position.done & 1 << UInt64($0) == 0 }
        let firstEnd = open.map { calls[$0].ended }.min() ?? .max
        // Whatever began after another had ended comes after it.
        let next = open.filter { calls[$0].begun < firstEnd }.compactMap { index in
            position.model.after(
                calls[index], isContended: isContended(index), isPermitTaken: isPermitTaken(index)
            ).map { Position(done: position.done | 1 << UInt64(index), model: $0) }
        }
        // What changes nothing may come first: it takes nothing from those that follow.
        if let harmless = next.first(where: { $0.model == position.model }) {
            return search(harmless)
        }
        if next.contains(where: { search($0) }) { return true }
        refused.insert(position)
        return false
    }

    private func isContended(_ index: Int) -> Bool { !overlapping(index).isEmpty }

    private func isPermitTaken(_ index: Int) -> Bool {
        guard case .cancel(let permit?, _) = calls[index].deed else { return false }
        return overlapping(index).contains {
            $0.deed == .cancel(permit: permit) && $0.told == .done
        }
    }

    private func overlapping(_ index: Int) -> [Call] {
        let call = calls[index]
        return calls.indices.filter { $0 != index }.map { calls[$0] }
            .filter { $0.begun < call.ended && call.begun < $0.ended }
    }
}
