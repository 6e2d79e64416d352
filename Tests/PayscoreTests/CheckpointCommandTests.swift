import Foundation
import Testing

/// `checkpoint`, and the key that signs it.
struct CheckpointCommandTests {
    @Test func `the key of the seals is made once, for its owner only`() async throws {
        let shop = try await Shop()
        _ = try await shop.create("A-1")
        let first = try await shop.payscore("checkpoint", "--output", "json")
        let key = shop.database + ".checkpoint-key"
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        _ = try await shop.create("A-2")
        let second = try await shop.payscore("checkpoint", "--output", "json")
        #expect(
            try first.json["public_key"] as? String == second.json["public_key"] as? String)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try await shop.payscore("checkpoint", "--output", "json")
        #expect(open.status == 77)
        #expect(open.errorCode == "key_file_permissions")
        try Data("short\n".utf8).write(to: URL(fileURLWithPath: key))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        let broken = try await shop.payscore("checkpoint", "--output", "json")
        #expect(broken.status == 78)
        #expect(broken.errorCode == "checkpoint_key_invalid")
    }
}
