import Foundation
import Testing

/// Certificates and the identity provider's keys, as `serve` reads them from files.
@Suite struct ServeSecretsTests {
    /// The public key of RFC 7517's example, which nobody's token was signed with.
    private static let keySet = """
        {"keys":[{"kty":"EC","crv":"P-256","kid":"1","use":"sig",\
        "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",\
        "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}
        """

    private static func write(_ text: String, _ name: String, in shop: Shop) throws {
        let url = shop.directory.url.appendingPathComponent("sandbox/\(name)")
        try Data(text.utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
    }

    private static func copy(_ name: String, to other: String, in shop: Shop) throws {
        let url = shop.directory.url.appendingPathComponent("sandbox/\(name)")
        try write(String(contentsOf: url, encoding: .utf8), other, in: shop)
    }

    /// A shop with the merchant's own certificate as that of its service, and a provider.
    private static func shop() async throws -> Shop {
        let shop = try await Shop()
        try copy("merchant_certificate.pem", to: "tls.pem", in: shop)
        try copy("merchant_private_key.pem", to: "tls.key", in: shop)
        try write(keySet, "keys.json", in: shop)
        try shop.set(
            "tls", to: ["certificate_file": "tls.pem", "private_key_file": "tls.key"])
        try shop.set(
            "identity",
            to: [
                "issuer": "https://login.example.com/", "audience": "payscore",
                "key_set_file": "keys.json",
            ])
        try await shop.prepareToServe()
        return shop
    }

    @Test func `they are read again at a SIGHUP, and kept where a file is damaged`() async throws {
        let shop = try await Self.shop()
        let service = try ServiceProcess(in: shop)
        #expect(service.api.hasPrefix("https://127.0.0.1:"))
        service.reload()
        while try !service.log.contains("certificate_read") { await Task.yield() }
        #expect(try service.log.contains("tokens_read"))

        try Self.copy("wechatpay_public_key.pem", to: "tls.pem", in: shop)
        try Self.write("{}", "keys.json", in: shop)
        service.reload()
        while try !service.log.contains("certificate_unusable") { await Task.yield() }
        #expect(try service.log.contains("identity_keys_invalid"))
        #expect(try service.stop() == 0)
    }

    @Test func `with an identity provider nobody needs a token of the list`() async throws {
        let shop = try await Self.shop()
        try FileManager.default.removeItem(atPath: shop.database + ".tokens")
        let service = try ServiceProcess(in: shop)
        #expect(try service.stop() == 0)
        try shop.set("identity", to: [:])
        let run = try await shop.payscore("serve", "--output", "json")
        #expect(run.errorCode == "key_file_missing")
    }

    @Test func `the doctor looks at them`() async throws {
        let shop = try await Self.shop()
        let fine = try await shop.payscore("doctor")
        #expect(fine.status == 0, "\(fine.errors)")
        #expect(fine.output.contains("tls (api)"))
        #expect(fine.output.contains("its keys can be used"))

        try Self.copy("wechatpay_public_key.pem", to: "tls.pem", in: shop)
        try Self.write(#"{"keys":[]}"#, "keys.json", in: shop)
        let wrong = try await shop.payscore("doctor")
        #expect(wrong.status == 78)
        #expect(wrong.output.contains("certificates in PEM are needed"))
        #expect(wrong.output.contains("no key of the set signs tokens"))
    }

    @Test(arguments: [
        ("tls", ["certificate_file": "tls.pem"], "tls.private_key_file"),
        (
            "notifications_tls", ["private_key_file": "tls.key"],
            "notifications_tls.certificate_file"
        ),
        ("identity", ["issuer": "x", "audience": "y"], "identity.key_set_file"),
    ])
    func `a part of it is not enough`(
        object: String, members: [String: String], missing: String
    ) async throws {
        let shop = try await Self.shop()
        try shop.set(object, to: members)
        let run = try await shop.payscore("serve", "--output", "json")
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_incomplete")
        #expect(run.errors.contains(missing))
    }

    @Test func `a private key that others may read is refused`() async throws {
        let shop = try await Self.shop()
        let path = shop.directory.url.appendingPathComponent("sandbox/tls.key").path
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let run = try await shop.payscore("serve", "--output", "json")
        #expect(run.status == 77)
    }
}
