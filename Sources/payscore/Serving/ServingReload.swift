import OrderService
import ServiceLifecycle
import StrictJSON
import UnixSignals

/// Reads tokens, the identity provider's keys and certificates again at each SIGHUP; where a file
/// cannot be used, what was read of it before stays.
struct ServingReload: Service {
    let tokens: TokenFile
    let configuration: PayscoreConfiguration
    let accepted: AcceptedTokens
    let certificates: [OrderListener: ListenerCertificate]
    let output: Output

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await read() }
    }

    private func read() async {
        // Each by itself: a damaged file of the one must not keep a revoked token of the other.
        do throws(Failure) {
            if let provider = try await configuration.identityProvider() {
                accepted.replace(provider: provider)
                output.report(
                    ["log": "identity_keys_read", "level": "notice"],
                    text: told(
                        "the identity provider's keys were read again", zh: "已重新读取身份提供方的密钥"))
            }
        } catch { output.report(error) }
        do throws(Failure) {
            accepted.replace(with: try tokens.read(isNeeded: !accepted.hasProvider))
            output.report(
                ["log": "tokens_read", "level": "notice"],
                text: told("the tokens were read again", zh: "已重新读取令牌"))
        } catch { output.report(error) }
        for (listener, certificate) in certificates {
            do throws(Failure) {
                try configuration.replace(certificate, of: listener)
                output.report(
                    [
                        "log": "certificate_read", "level": "notice",
                        "listener": .string(listener.rawValue),
                    ],
                    text: told(
                        "the certificate of \(listener.rawValue) was read again",
                        zh: "已重新读取 \(listener.rawValue) 的证书"))
            } catch { output.report(error) }
        }
    }
}
