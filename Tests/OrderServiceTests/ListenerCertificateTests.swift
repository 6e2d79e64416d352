import NIOSSL
import OrderEngineTesting
import OrderLifecycle
import OrderService
import Testing

/// TLS of the listeners.
@Suite struct ListenerCertificateTests {
    @Test func `the API and notifications are served through TLS, each by its own`() async throws {
        let (api, notifications) = (try TestCertificate(), try TestCertificate())
        try await ServiceBench.serving(
            certificate: try api.listenerCertificate(),
            notificationCertificate: try notifications.listenerCertificate()
        ) { bench in
            let place = "https://127.0.0.1:\(bench.apiPort)/livez"
            let status = try await api.get(place)
            #expect(status == 200)
            #expect(try await api.get(place, version: .tlsv13) == 200)
            await #expect(throws: (any Error).self) {
                try await api.get(place, version: .tlsv11)
            }
            await #expect(throws: (any Error).self) { try await notifications.get(place) }
            let desk = "https://127.0.0.1:\(bench.notificationPort)/"
            #expect(try await notifications.get(desk) == 404)
            await #expect(throws: (any Error).self) { try await api.get(desk) }
            await #expect(throws: (any Error).self) {
                try await Answered.of("GET", "http://127.0.0.1:\(bench.apiPort)/livez")
            }
        }
    }

    @Test func `another certificate is used from the next connection on`() async throws {
        let (first, second) = (try TestCertificate(), try TestCertificate(endsIn: 60))
        let certificate = try first.listenerCertificate()
        #expect(certificate.endsAt.milliseconds == first.end)
        try await ServiceBench.serving(certificate: certificate) { bench in
            let place = "https://127.0.0.1:\(bench.apiPort)/livez"
            #expect(try await first.get(place) == 200)
            try certificate.replace(chain: second.chain, privateKey: second.privateKey)
            #expect(certificate.endsAt.milliseconds == second.end)
            #expect(try await second.get(place) == 200)
            await #expect(throws: (any Error).self) { try await first.get(place) }
            // What cannot be used changes nothing.
            #expect(throws: ListenerCertificateError.mismatch) {
                try certificate.replace(chain: first.chain, privateKey: second.privateKey)
            }
            #expect(try await second.get(place) == 200)
        }
    }

    @Test func `what is no certificate, and what does not belong together, is refused`() throws {
        let (one, other) = (try TestCertificate(), try TestCertificate())
        #expect(throws: ListenerCertificateError.chain) {
            try ListenerCertificate(chain: [], privateKey: one.privateKey)
        }
        #expect(throws: ListenerCertificateError.chain) {
            try ListenerCertificate(chain: one.privateKey, privateKey: one.privateKey)
        }
        #expect(throws: ListenerCertificateError.privateKey) {
            try ListenerCertificate(chain: one.chain, privateKey: one.chain)
        }
        #expect(throws: ListenerCertificateError.mismatch) {
            try ListenerCertificate(chain: one.chain, privateKey: other.privateKey)
        }
        #expect(ListenerCertificateError.mismatch.code == .certificateUnusable)
    }

    @Test func `a connection that begins no handshake is closed`() async throws {
        var limits = OrderServerLimits()
        limits.idleTimeout = .milliseconds(300)
        try await ServiceBench.serving(
            limits: limits, certificate: try TestCertificate().listenerCertificate()
        ) { bench in
            for begun in ["", "\u{16}\u{03}", "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"] {
                let received = try await RawConnection(port: bench.apiPort).exchange(begun)
                #expect(!received.contains("200"))
            }
        }
    }

    @Test func `with a certificate the API may listen everywhere`() throws {
        let elsewhere = ListenAddress(host: "0.0.0.0", port: 8090)
        let settings = try OrderServerSettings(
            api: elsewhere, certificate: try TestCertificate().listenerCertificate())
        #expect(settings.api == elsewhere)
    }
}
