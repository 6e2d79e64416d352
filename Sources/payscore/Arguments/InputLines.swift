/// The lines of an input, one after the other: of an input of any size, no more is held than one
/// part and one line.
struct InputLines {
    /// One line, without what ended it.
    struct Line: Hashable, Sendable {
        /// Which line of the input it is, from 1.
        let number: Int
        /// Its bytes; of a line that is too long, more than the limit, and not all.
        let bytes: [UInt8]
    }

    /// How many bytes of the input have become lines.
    private(set) var bytesRead = 0
    private let limit: Int
    private let nextPart: () throws(Failure) -> [UInt8]
    private var part: ArraySlice<UInt8> = []
    private var number = 0
    private var isOver = false

    /// Reads lines.
    ///
    /// - Parameters:
    ///   - limit: The most bytes of a line.
    ///   - nextPart: Gives the next part of the input; an empty one is the end.
    init(limit: Int, nextPart: @escaping () throws(Failure) -> [UInt8]) {
        self.limit = limit
        self.nextPart = nextPart
    }

    /// Returns the next line, blank ones passed over; `nil` at the end.
    mutating func next() throws(Failure) -> Line? {
        while let bytes = try nextBytes() {
            number += 1
            guard bytes.count <= limit, bytes.allSatisfy(Self.isSpace) else {
                return Line(number: number, bytes: bytes)
            }
        }
        return nil
    }

    /// The next line, without the `\n` or `\r\n` that ended it.
    private mutating func nextBytes() throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        var isBegun = false
        while try fill() {
            isBegun = true
            let end = part.firstIndex(of: UInt8(ascii: "\n"))
            let rest = part[..<(end ?? part.endIndex)]
            // One byte more shows that the line is too long, and another may be the `\r`.
            bytes += rest.prefix(limit + 2 - bytes.count)
            let used = rest.count + (end == nil ? 0 : 1)
            bytesRead += used
            part = part.dropFirst(used)
            if end != nil { break }
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return isBegun ? bytes : nil
    }

    /// Takes the next part where the last one is used up.
    ///
    /// - Returns: Whether there is something.
    private mutating func fill() throws(Failure) -> Bool {
        if part.isEmpty, !isOver {
            part = try nextPart()[...]
            isOver = part.isEmpty
        }
        return !part.isEmpty
    }

    /// Whether a byte is one of those that a blank line has.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }
}
