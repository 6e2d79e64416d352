import OrderLifecycle

/// Walks through the stored orders in the order of their numbers, beside their records.
struct StoredOrderCursor {
    private let reader: any JournalReader
    private let pageSize: Int
    private var page: ArraySlice<OrderProjection> = []
    private var cursor: OutOrderNumber?
    private var isOver = false
    /// Whether every page could be read, and went on; from then on each order is read by itself.
    private var isReadable = true
    /// Whether the orders were listed in order; a damaged table may go round in a circle.
    private(set) var isInOrder = true

    init(reader: any JournalReader, pageSize: Int) {
        self.reader = reader
        self.pageSize = pageSize
    }

    /// Goes on to the next stored order, and returns it if it comes before a number; without a
    /// number, whichever it is.
    mutating func order(before number: OutOrderNumber?) throws -> OrderProjection? {
        guard let next = try next() else { return nil }
        if let number, !Subject.order(next.order).precedes(.order(number)) { return nil }
        page.removeFirst()
        return next
    }

    /// Returns an order if it is stored and can be read; those before it have been passed.
    mutating func order(_ number: OutOrderNumber) throws -> OrderProjection? {
        let next = try next()
        guard isReadable else { return try readable { try reader.order(number) } ?? nil }
        guard let next, next.order == number else { return nil }
        page.removeFirst()
        return next
    }

    /// The next stored order, which stays.
    private mutating func next() throws -> OrderProjection? {
        if page.isEmpty, isReadable, !isOver {
            let after = cursor
            let next = try readable {
                try reader.orders(phase: nil, after: after, limit: pageSize)
            }
            isInOrder = next.map { isAscending($0) } ?? true
            isReadable = next != nil && isInOrder
            page = isReadable ? (next ?? [])[...] : []
            isOver = page.isEmpty
            cursor = page.last?.order ?? cursor
        }
        return page.first
    }

    /// Tells whether a page's orders come after those before it, and each after the other.
    private func isAscending(_ page: [OrderProjection]) -> Bool {
        var last = cursor
        for next in page.map(\.order) {
            if let last, !Subject.order(last).precedes(.order(next)) { return false }
            last = next
        }
        return true
    }
}
