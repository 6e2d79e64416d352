import OrderLifecycle

/// Writes a text into the memory that it will have, so that nothing is allocated on the way.
struct TextWriter {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    private init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        self.memory = memory
    }

    /// Returns the text that is written.
    ///
    /// - Parameter length: The most bytes that it has.
    static func text(upTo length: Int, _ write: (inout TextWriter) -> Void) -> String {
        String(unsafeUninitializedCapacity: length) { memory in
            var writer = TextWriter(memory)
            write(&writer)
            return writer.count
        }
    }

    /// Tells whether what is written is this text, without making another.
    static func writes(
        _ text: String, upTo length: Int, _ write: (inout TextWriter) -> Void
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { memory in
            var writer = TextWriter(memory)
            write(&writer)
            let written = UnsafeBufferPointer(memory.extracting(..<writer.count))
            return text.withBytes { $0.count == written.count && $0.elementsEqual(written) }
        }
    }

    /// Whether nothing was written yet.
    var isEmpty: Bool { count == 0 }

    mutating func add(_ text: String) {
        text.withBytes { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds a text with every control character turned into a space, which is a byte as well.
    mutating func addLine(_ text: String) {
        let line = memory.extracting(count...)
        let start = count
        add(text)
        // Without a branch in it, so that it goes over many bytes at once.
        for index in 0..<count - start {
            let byte = line[index]
            line[index] = byte < 0x20 || byte == 0x7F ? UInt8(ascii: " ") : byte
        }
    }

    mutating func add(_ number: Int64) {
        DecimalDigits.of(number) { add($0) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(memory.extracting(count...)).copyMemory(from: bytes)
        count += bytes.count
    }
}
