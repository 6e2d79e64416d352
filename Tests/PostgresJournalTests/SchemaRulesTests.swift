import Foundation
import Testing

@testable import PostgresJournal

/// What our SQL must keep to, so that PL/Proxy and Citus can send a call to where its partition is.
@Suite struct SchemaRulesTests {
    private static let tables = Schema.tables.map(\.name) + ["partitions"]

    @Test(arguments: Schema.functions.map(\.name))
    func `a function reads and writes one partition, and says so in every statement`(
        name: String
    ) throws {
        let function = try #require(Schema.functions.first { $0.name == name })
        #expect(function.definition.contains("payscore.\(name)(p_partition int"))
        #expect(function.call.contains("payscore.\(name)($1"))
        let words = Self.words(of: function.body)
        for (index, word) in words.enumerated() where word.hasPrefix("payscore.") {
            let table = String(word.dropFirst("payscore.".count))
            #expect(Self.tables.contains(table), "\(word) is no table of ours")
            // The statement goes on to name the partition before it ends.
            let end = words[index...].firstIndex { $0.hasSuffix(";") } ?? words.endIndex - 1
            let rest = words[index...end]
            let names = ["p_partition", "p.partition", "i.partition", "a.partition"]
            #expect(
                rest.contains { word in names.contains { word.contains($0) } },
                "\(name): a statement on \(table) does not name its partition")
        }
    }

    @Test(arguments: Schema.functions.map(\.name))
    func `a function stays plain`(name: String) throws {
        let function = try #require(Schema.functions.first { $0.name == name })
        let body = function.body.lowercased()
        for word in [
            "nextval", "currval", "pg_advisory", "set_config", "create temp", "dblink",
            "security definer", "cross join", "execute ",
        ] {
            #expect(!body.contains(word), "\(name) uses \(word)")
        }
        // An element of an array in SET crashed Citus's worker: it is copied to a variable first.
        for statement in body.split(separator: ";") where statement.contains("update ") {
            let set = statement.range(of: " set ").map { statement[$0.upperBound...] } ?? ""
            #expect(!set.contains("["), "\(name) sets a column to an element of an array")
        }
    }

    @Test func `functions have different names, and few enough arguments`() {
        #expect(Set(Schema.functions.map(\.name)).count == Schema.functions.count)
        for function in Schema.functions {
            // PostgreSQL takes a hundred.
            #expect(function.call.split(separator: "$").count <= 100, "\(function.name)")
        }
    }

    @Test(arguments: Schema.tables.map(\.name))
    func `every key and every unique index of a table has the partition`(name: String) throws {
        let table = try #require(Schema.tables.first { $0.name == name })
        for statement in table.statements {
            for line in statement.split(separator: "\n") {
                let isKey = ["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"].contains { line.contains($0) }
                guard isKey, !line.contains("CREATE UNIQUE INDEX") else { continue }
                #expect(line.contains("partition"), "\(name): \(line)")
            }
            if statement.contains("CREATE UNIQUE INDEX") {
                #expect(statement.contains("(partition,"), "\(statement)")
            }
        }
    }

    private static func words(of text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" || $0 == "(" || $0 == "," }.map(String.init)
    }
}
