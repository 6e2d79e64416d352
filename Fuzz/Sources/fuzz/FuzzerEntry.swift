import Glibc
import Inputs

/// The check that the environment names.
private let check: @Sendable ([UInt8]) throws(Violation) -> Void = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    if let target = FuzzTarget(rawValue: name) {
        return { bytes throws(Violation) in try target.check(bytes) }
    }
    if let fault = PlantedFault(rawValue: name) {
        return { bytes throws(Violation) in try fault.check(bytes) }
    }
    complain("FUZZ_TARGET must be one of:")
    for name in FuzzTarget.allCases.map(\.rawValue) + PlantedFault.allCases.map(\.rawValue) {
        complain("  " + name)
    }
    exit(64)
}()

/// Tries one input; the fuzzer calls it again and again.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(Violation) {
        try check(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        complain("violation: \(error)")
        abort()
    }
    return 0
}

/// Writes a line to standard error.
private func complain(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
