import Foundation

/// Something that a test needs is not there.
struct Unwrap: Error, CustomStringConvertible {
    let description: String

    static func value<Value>(_ value: Value?, _ why: String) throws -> Value {
        guard let value else { throw Unwrap(description: why) }
        return value
    }
}
