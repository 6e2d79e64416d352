internal import CReference

/// What keeps the optimizer honest: it must neither know what goes in nor drop what comes out.
public enum Optimizer {
    /// Returns a value that the optimizer knows nothing of.
    @inline(never)
    public static func hidden<Value>(_ value: Value) -> Value {
        var value = value
        withUnsafeMutableBytes(of: &value) { reference_touch($0.baseAddress) }
        return value
    }

    /// Uses a value.
    @inline(never)
    public static func consume<Value>(_ value: Value) {
        withUnsafeBytes(of: value) {
            reference_touch(UnsafeMutableRawPointer(mutating: $0.baseAddress))
        }
    }
}
