/// What is still to happen in a schedule, by its moment; equal moments in an order that dice chose.
struct Agenda {
    private struct Entry {
        let at: Int64
        let rank: UInt64
        let work: () -> Void

        func precedes(_ other: Entry) -> Bool {
            (at, rank) < (other.at, other.rank)
        }
    }

    private var heap: [Entry] = []

    var isEmpty: Bool { heap.isEmpty }

    mutating func add(at: Int64, rank: UInt64, _ work: @escaping () -> Void) {
        heap.append(Entry(at: at, rank: rank, work: work))
        var child = heap.count - 1
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out what happens next.
    mutating func next() -> (at: Int64, work: () -> Void)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.at, first.work)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].precedes(heap[least]) {
                least = child
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
