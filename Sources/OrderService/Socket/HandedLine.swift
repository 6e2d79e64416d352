/// A line that a person typed; `nil` at the end of the input.
package struct HandedLine: Codable, Hashable, Sendable {
    package var line: String?

    package init(line: String?) {
        self.line = line
    }
}
