/// Something that must hold whatever the input is, and does not.
package struct Violation: Error, CustomStringConvertible {
    /// What must hold, and what was found.
    package let description: String
}

/// Demands that something holds.
func demand(_ holds: Bool, _ rule: @autoclosure () -> String) throws(Violation) {
    guard holds else { throw Violation(description: rule()) }
}

/// Runs what must not fail here.
func must<Value>(_ rule: String, _ body: () throws -> Value) throws(Violation) -> Value {
    do { return try body() } catch { throw Violation(description: "\(rule): \(error)") }
}
