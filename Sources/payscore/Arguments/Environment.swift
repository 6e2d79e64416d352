import Foundation

/// The environment; what is set to nothing counts as not set.
enum Environment {
    private static let prefix = "PAYSCORE_"

    static subscript(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Makes sure that what this process is told is what was written.
    ///
    /// - Throws: ``Failure``, `environment_not_utf8`, if a value is not UTF-8: it would be
    ///   repaired in silence, and another file read or another name recorded than was meant.
    static func checkProcess() throws(Failure) {
        let others = ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix(prefix) }
        let own = ConfigurationKey.allCases.map(\.environmentName)
        let names = Set(own + others + ["PAYSCORE_CONFIG", "PAYSCORE_ACTOR"])
        for name in names.sorted() {
            guard let bytes = getenv(name) else { continue }
            let buffer = UnsafeRawBufferPointer(start: bytes, count: strlen(bytes))
            guard String(validating: buffer, as: UTF8.self) != nil else {
                throw Failure(
                    .configuration, "environment_not_utf8",
                    "the value of \(name.cut(toBytes: 100)) is not valid UTF-8")
            }
        }
    }
}
