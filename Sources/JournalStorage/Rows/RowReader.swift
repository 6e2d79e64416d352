package import OrderJournal
package import OrderLifecycle

/// The values of a stored row, read from left to right.
///
/// A value that cannot be what it should be is a journal that was damaged: an error, never a trap.
package protocol RowReader {
    /// A text; `nil` where there is none.
    mutating func textIfAny() throws(JournalError) -> String?
    /// The bytes of a text as they are stored, UTF-8 or not; `nil` where there is none.
    mutating func textBytesIfAny() throws(JournalError) -> [UInt8]?
    /// A whole number; `nil` where there is none.
    mutating func numberIfAny() throws(JournalError) -> Int64?
    /// A yes or no; `nil` where there is neither.
    mutating func flagIfAny() throws(JournalError) -> Bool?
    /// Bytes; `nil` where there are none.
    mutating func bytesIfAny() throws(JournalError) -> [UInt8]?
    /// Says of which column the value that was read last has no meaning.
    var damaged: JournalError { get }
}

extension RowReader {
    package mutating func text() throws(JournalError) -> String {
        try meaning(try textIfAny())
    }

    package mutating func number() throws(JournalError) -> Int64 {
        try meaning(try numberIfAny())
    }

    package mutating func flag() throws(JournalError) -> Bool {
        try meaning(try flagIfAny())
    }

    package mutating func digest() throws(JournalError) -> Digest32 {
        try meaning(try bytesIfAny().flatMap { Digest32(bytes: $0) })
    }

    package mutating func time() throws(JournalError) -> Timestamp {
        try meaning(try timeIfAny())
    }

    package mutating func timeIfAny() throws(JournalError) -> Timestamp? {
        guard let number = try numberIfAny() else { return nil }
        return try meaning(try? Timestamp(milliseconds: number))
    }

    package mutating func word<Word: RawRepresentable<String>>() throws(JournalError) -> Word {
        try meaning(Word(rawValue: try text()))
    }

    package mutating func wordIfAny<Word: RawRepresentable<String>>() throws(JournalError) -> Word?
    {
        guard let text = try textIfAny() else { return nil }
        return try meaning(Word(rawValue: text))
    }

    /// The bytes of a record's member.
    ///
    /// Nothing that is present is empty: to a record's hash, an empty member is an absent one.
    mutating func memberBytesIfAny() throws(JournalError) -> [UInt8]? {
        guard let bytes = try textBytesIfAny() else { return nil }
        return try meaning(bytes.isEmpty ? nil : bytes)
    }

    /// A record's member.
    mutating func memberIfAny() throws(JournalError) -> String? {
        guard let text = try textIfAny() else { return nil }
        return try meaning(text.isEmpty ? nil : text)
    }

    /// The name of an attempt.
    mutating func attemptIfAny() throws(JournalError) -> AttemptID? {
        try textIfAny().map { AttemptID($0) }
    }

    /// What records call a customer.
    mutating func customerIfAny() throws(JournalError) -> CustomerID? {
        guard let text = try textIfAny() else { return nil }
        return try meaning(CustomerID(text: text))
    }

    /// Passes on what the last value means, or reports that it means nothing.
    package func meaning<Value>(_ value: Value?) throws(JournalError) -> Value {
        guard let value else { throw damaged }
        return value
    }
}
