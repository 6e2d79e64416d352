import Foundation

/// A place that breaks a rule of style.
struct Finding: Hashable, CustomStringConvertible {
    /// The file, from the package's root.
    let path: String
    /// The line, from 1; `nil` if the finding is about the whole file.
    let line: Int?
    /// What is wrong.
    let problem: String

    init(_ file: ProjectFile, line: Int? = nil, _ problem: String) {
        path = file.path
        self.line = line
        self.problem = problem
    }

    var description: String {
        "\(path)\(line.map { ":\($0)" } ?? ""): \(problem)"
    }
}
