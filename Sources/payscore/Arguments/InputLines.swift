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

    /// The most bytes in a row that are passed over without a line that could be read: blank
    /// lines, and the rest of a line that is too long.
    static let passedOverLimit = 4_194_304

    /// How many bytes of the input have become lines.
    private(set) var bytesRead = 0
    private let limit: Int
    private let nextPart: () throws(Failure) -> [UInt8]
    private var part: ArraySlice<UInt8> = []
    private var number = 0
    private var isOver = false
    /// Whether the line that was given last was too long, so that its rest comes next.
    private var isInLongLine = false
    private var passedOver = 0

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
    ///
    /// Of a line that is too long the rest is only read with the next one: who ends at such a line
    /// ends, even if it never does, as that of `/dev/zero`.
    ///
    /// - Throws: ``Failure``: `file_too_large` after ``passedOverLimit`` bytes that are no line to
    ///   read, or what the next part throws.
    mutating func next() throws(Failure) -> Line? {
        passedOver = 0
        try passOverRest()
        while let bytes = try nextBytes() {
            number += 1
            guard bytes.count <= limit, bytes.allSatisfy(Self.isSpace) else {
                return Line(number: number, bytes: bytes)
            }
        }
        return nil
    }

    /// Passes over the rest of a line that was too long.
    private mutating func passOverRest() throws(Failure) {
        while isInLongLine, try fill() {
            let end = part.firstIndex(of: UInt8(ascii: "\n"))
            isInLongLine = end == nil
            try use(end.map { $0 - part.startIndex + 1 } ?? part.count)
        }
    }

    private mutating func use(_ count: Int) throws(Failure) {
        bytesRead += count
        part = part.dropFirst(count)
        passedOver += count
        guard passedOver <= Self.passedOverLimit + limit else {
            throw Failure(
                .badInput, "file_too_large",
                "after line \(number): more than \(Self.passedOverLimit) bytes that are blank, or "
                    + "of one line, are not read")
        }
    }

    /// The next line, without the `\n` or `\r\n` that ended it.
    private mutating func nextBytes() throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        var isBegun = false
        while try fill() {
            isBegun = true
            // One byte more shows that the line is too long, and another may be the `\r`.
            let room = part.prefix(limit + 2 - bytes.count)
            let end = room.firstIndex(of: UInt8(ascii: "\n"))
            bytes += room[..<(end ?? room.endIndex)]
            try use(end.map { $0 - room.startIndex + 1 } ?? room.count)
            if end != nil { break }
            isInLongLine = bytes.count == limit + 2
            if isInLongLine { break }
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
