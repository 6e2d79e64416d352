package import OrderJournal
package import OrderLifecycle

/// The values of a row that is stored, given from left to right.
package protocol RowWriter {
    mutating func add(_ number: Int64?)
    mutating func add(_ flag: Bool)
    mutating func add(_ text: String?)
    mutating func add(_ bytes: [UInt8]?)
}

extension RowWriter {
    package mutating func add(_ number: Int) {
        add(Int64(number))
    }

    package mutating func add(_ digest: Digest32) {
        add(digest.bytes)
    }

    package mutating func add(_ time: Timestamp?) {
        add(time?.milliseconds)
    }
}
