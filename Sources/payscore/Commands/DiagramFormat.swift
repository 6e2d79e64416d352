import ArgumentParser
import OrderEngine
import OrderLifecycle

/// A language that diagrams are written in.
enum DiagramFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case mermaid, dot, svg
}
