/// One page of a list, and where the next one begins.
public struct Page<Element: Sendable, Cursor: Hashable & Sendable>: Sendable {
    /// What is on the page.
    public let elements: [Element]
    /// What to ask with for the next page; `nil` on the last one.
    public let next: Cursor?

    /// Takes what is on the page, and where the next one begins.
    init(elements: [Element], next: Cursor?) {
        self.elements = elements
        self.next = next
    }

    /// Takes one element more than a page has, which tells whether there is another page.
    init(_ found: [Element], limit: Int, cursor: (Element) -> Cursor) {
        elements = Array(found.prefix(limit))
        next = found.count > limit ? elements.last.map(cursor) : nil
    }
}

extension Page: Equatable where Element: Equatable {}
extension Page: Hashable where Element: Hashable {}
