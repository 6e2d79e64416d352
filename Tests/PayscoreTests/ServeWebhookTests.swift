import Foundation
import FoundationNetworking
import Testing

/// Records on their way to a receiver, from a service that is killed.
@Suite struct ServeWebhookTests {
    private static let taken = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
    private static let refused =
        "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    private static func shop(_ server: WitnessServer, secret: String) async throws -> Shop {
        let shop = try await Shop()
        let file = shop.directory.url.appendingPathComponent("sandbox/webhook")
        try Data((secret + "\n").utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try shop.set("webhook", to: ["url": server.url, "secret_file": "webhook"])
        try await shop.prepareToServe()
        return shop
    }

    /// Waits until it is kept where delivery begins.
    private static func started(_ shop: Shop) async throws -> ServiceProcess {
        let service = try ServiceProcess(in: shop, ["--sweep-minutes", "0"])
        let run = try await shop.payscore(
            "token", "new", "--name", "watcher", "--role", "reader", "--output", "json")
        let token = try Unwrap.value(run.json["token"] as? String, "no token")
        service.reload()
        let url = try Unwrap.value(URL(string: service.api + "/metrics"), "no URL")
        var request = URLRequest(url: url)
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        while true {
            let (data, _) = try await URLSession.shared.data(for: request)
            if String(decoding: data, as: UTF8.self).contains("payscore_webhook_behind_records ") {
                return service
            }
            await Task.yield()
        }
    }

    @Test func `what is recorded reaches the receiver, signed, also after the service was killed`()
        async throws
    {
        let server = try WitnessServer()
        let shop = try await Self.shop(
            server, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let service = try await Self.started(shop)
        async let created = shop.payscore(
            "create", "-", "--wait", "60", input: Shop.creation("A-1"))
        var message = try await server.next(answering: Self.taken)
        while !message.contains("A-1") {
            message = try await server.next(answering: Self.taken)
        }
        #expect(message.hasPrefix("POST /log?token=s3cret HTTP/1.1\r\n"))
        for header in ["webhook-id: 0:", "webhook-timestamp: 1", "webhook-signature: v1,"] {
            #expect(message.lowercased().contains(header), "\(message)")
        }
        #expect(message.contains(#""version":1"#))
        // Nobody takes what follows; the service dies, and its successor brings it again.
        let second = try await server.next(answering: Self.refused)
        try service.kill()
        _ = try await created
        let successor = try ServiceProcess(in: shop, ["--sweep-minutes", "0"])
        while Self.id(of: try await server.next(answering: Self.taken)) != Self.id(of: second) {}
        #expect(try !successor.log.contains("s3cret"))
        try successor.kill()
    }

    private static func id(of message: String) -> String? {
        message.lowercased().split(separator: "\r\n").first { $0.hasPrefix("webhook-id: ") }
            .map(String.init)
    }

    @Test func `what cannot be a webhook is told before it listens`() async throws {
        let server = try WitnessServer()
        let wrong = try await Self.shop(server, secret: "s3cret")
        let run = try await wrong.payscore("serve", "--output", "json")
        #expect(run.errorCode == "webhook_secret_invalid")
        #expect(!run.errors.contains("s3cret"))
        #expect(try await wrong.payscore("doctor").status == 78)
        try wrong.set("webhook", to: ["url": server.url])
        #expect(
            try await wrong.payscore("serve", "--output", "json").errorCode
                == "configuration_incomplete")
        try wrong.set("webhook", to: ["url": "http://example.com/", "secret_file": "webhook"])
        #expect(
            try await wrong.payscore("serve", "--output", "json").errorCode
                == "configuration_value_invalid")
    }
}
