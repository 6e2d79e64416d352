import Foundation
import Testing

/// `token new`, `token list` and `token revoke`.
@Suite struct TokenCommandTests {
    private static func run(
        _ desk: TemporaryDirectory, _ words: String...
    ) async throws -> Program.Run {
        try await Program.run(["token"] + words + ["--output", "json"], in: desk.url)
    }

    @Test func `a token is shown once, and the file keeps no token`() async throws {
        let desk = try TemporaryDirectory()
        let made = try await Self.run(
            desk, "new", "--name", "财务-2", "--role", "clerk,approver", "--expires",
            "2099-12-31")
        #expect(made.status == 0, "\(made.errors)")
        let token = try Unwrap.value(made.json["token"] as? String, "no token")
        let path = desk.url.path + "/payscore.sqlite.tokens"
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!kept.contains(token.dropFirst(4)))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)

        let list = try await Self.run(desk, "list")
        let entry = try Unwrap.value(list.lines.first, "no entry")
        #expect(entry["name"] as? String == "财务-2")
        #expect(entry["roles"] as? [String] == ["clerk", "approver"])
        #expect(entry["expires_at"] as? String == "2100-01-01T00:00:00.000Z")
        #expect(entry["expired"] as? Bool == false)
        #expect(!list.output.contains(token.dropFirst(4)))
        let text = try await Program.run(["token", "list"], in: desk.url)
        #expect(text.output.contains("clerk approver"))
    }

    @Test func `each token is another, and is revoked by its identifier`() async throws {
        let desk = try TemporaryDirectory()
        var tokens: [String] = []
        for name in ["a", "b"] {
            let made = try await Self.run(desk, "new", "--name", name, "--role", "reader")
            tokens.append(try Unwrap.value(made.json["token"] as? String, "no token"))
        }
        #expect(Set(tokens).count == 2)
        let first = try await Self.run(desk, "list").lines.first?["id"] as? String
        let id = try Unwrap.value(first, "no identifier")
        let revoked = try await Self.run(desk, "revoke", id)
        #expect(try revoked.json["name"] as? String == "a")
        #expect(try await Self.run(desk, "list").lines.map { $0["name"] as? String } == ["b"])
        let again = try await Self.run(desk, "revoke", id)
        #expect(again.status == 66)
        #expect(again.errorCode == "token_not_listed")
    }

    @Test func `changes at the same time lose no token`() async throws {
        let desk = try TemporaryDirectory()
        let made = try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 1...8 {
                group.addTask {
                    try await Self.run(desk, "new", "--name", "n-\(number)", "--role", "reader")
                        .status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(made.allSatisfy { $0 == 0 })
        #expect(try await Self.run(desk, "list").lines.count == 8)
    }

    @Test func `through a link, the file that it leads to is changed`() async throws {
        let desk = try TemporaryDirectory()
        _ = try await Self.run(desk, "new", "--name", "a", "--role", "reader")
        let id = try Unwrap.value(
            try await Self.run(desk, "list").lines.first?["id"] as? String, "no identifier")
        try FileManager.default.createSymbolicLink(
            atPath: desk.url.path + "/link.tokens",
            withDestinationPath: "payscore.sqlite.tokens")
        #expect(try await Self.run(desk, "revoke", id, "--tokens", "link.tokens").status == 0)
        #expect(try await Self.run(desk, "list").lines.isEmpty)
    }

    @Test func `a name, a role or a time that is none is refused`() async throws {
        let desk = try TemporaryDirectory()
        let name = try await Self.run(desk, "new", "--name", "a b", "--role", "reader")
        #expect(name.errorCode == "invalid_actor")
        for role in ["root", "", "clerk,", "clerk,root"] {
            #expect(try await Self.run(desk, "new", "--name", "a", "--role", role).status == 64)
        }
        #expect(try await Self.run(desk, "new", "--name", "a").status == 64)
        #expect(
            try await Self.run(
                desk, "new", "--name", "a", "--role", "reader", "--expires", "soon"
            ).status == 64)
        #expect(!FileManager.default.fileExists(atPath: desk.url.path + "/payscore.sqlite.tokens"))
    }

    @Test func `a file that others may read, or that is another's, is refused`() async throws {
        let desk = try TemporaryDirectory()
        _ = try await Self.run(desk, "new", "--name", "a", "--role", "reader")
        let path = desk.url.path + "/payscore.sqlite.tokens"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let open = try await Self.run(desk, "list")
        #expect(open.status == 77)
        #expect(open.errorCode == "key_file_permissions")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
        let damaged = try await Self.run(desk, "new", "--name", "b", "--role", "reader")
        #expect(damaged.status == 65)
        #expect(damaged.errorCode == "token_list_invalid")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "{}")
        let taken = try await Self.run(
            desk, "new", "--name", "b", "--role", "reader", "--tokens", "payscore.sqlite.head")
        #expect(taken.errorCode == "file_name_invalid")
    }
}
