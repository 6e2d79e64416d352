import Foundation

/// The head of an answer, and how long the answer is.
struct HTTPAnswer {
    let status: Int
    /// The bytes of its body.
    let bodyBytes: Int
    /// The bytes of head and body.
    let size: Int
    private let head: ArraySlice<UInt8>

    private static let end = Array("\r\n\r\n".utf8)
    private static let length = Array("\r\ncontent-length:".utf8)

    /// Takes a head, once it is there as a whole.
    ///
    /// - Parameter head: What came so far.
    init?(head received: ArraySlice<UInt8>) {
        guard received.count > 12, let end = Self.place(of: Self.end, in: received) else {
            return nil
        }
        head = received[..<end]
        status = received[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
        var bodyBytes = 0
        if let name = Self.place(of: Self.length, in: head) {
            for byte in head[(name + Self.length.count)...].drop(while: { $0 == 0x20 }) {
                guard (0x30...0x39).contains(byte) else { break }
                bodyBytes = bodyBytes * 10 + Int(byte) - 48
            }
        }
        self.bodyBytes = bodyBytes
        size = end + Self.end.count + bodyBytes
    }

    /// The value of the first header of a name, which is given in lower case.
    func header(_ name: String) -> String? {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let line = lines.first { $0.lowercased().hasPrefix(name + ":") }
        return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    /// Where bytes stand; letters are found in both cases, where the bytes are in lower case.
    private static func place(of bytes: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        text.withUnsafeBufferPointer { text in
            var start = 0
            while start + bytes.count <= text.count {
                var matched = 0
                while matched < bytes.count {
                    let byte = text[start + matched]
                    let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                    guard lower == bytes[matched] else { break }
                    matched += 1
                }
                if matched == bytes.count { return start }
                start += 1
            }
            return nil
        }
    }
}
