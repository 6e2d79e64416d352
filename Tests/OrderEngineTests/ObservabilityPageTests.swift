import Foundation
import Testing

@testable import OrderEngine

/// docs/reference/observability.md beside the names in the code, both ways.
struct ObservabilityPageTests {
    private static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/reference/observability.md")

    /// The rows of the table whose first column has this heading, without their quotes.
    private static func rows(of heading: String) throws -> [[String]] {
        let lines = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("| \(heading) |") })
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map {
                $0.replacing("`", with: "").trimmingCharacters(in: .whitespaces)
            }
        }
    }

    @Test func `each span is on the page, and each on the page is in the code`() throws {
        let rows = try Self.rows(of: "span").map(\.[0])
        #expect(Set(rows) == Set(SpanName.all.map(\.text)))
        #expect(rows.count == SpanName.all.count)
    }

    @Test func `so is each attribute`() throws {
        let rows = try Self.rows(of: "attribute").map(\.[0])
        #expect(rows == SpanKey.allCases.map(\.rawValue))
    }

    @Test func `so is each log line`() throws {
        let rows = try Self.rows(of: "message").map(\.[0])
        #expect(rows == LogMessage.allCases.map(\.rawValue))
    }

    @Test func `so is each key`() throws {
        let rows = try Self.rows(of: "key").map(\.[0])
        #expect(rows == LogKey.allCases.map(\.rawValue))
    }

    @Test func `so is each metric, with its kind and its dimensions`() throws {
        let rows = try Self.rows(of: "metric").map { [$0[0], $0[1], $0[3]] }
        let expected = MetricName.allCases.map { metric in
            [
                metric.rawValue, metric.kind.rawValue,
                metric.dimensions.map(\.rawValue).joined(separator: ", "),
            ].map { $0.isEmpty ? "none" : $0 }
        }
        #expect(rows == expected)
    }

    @Test func `so is each dimension`() throws {
        let rows = try Self.rows(of: "dimension").map(\.[0])
        #expect(rows == MetricDimension.allCases.map(\.rawValue))
    }
}
