import OrderService
import ServiceLifecycle
import StrictJSON
import UnixSignals

/// Reads the tokens again at each SIGHUP; where the file is no list, those that were read stay.
struct TokenReloading: Service {
    let file: TokenFile
    let accepted: AcceptedTokens
    let output: Output

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(Failure) {
                accepted.replace(with: try file.read())
                output.report(
                    ["log": "tokens_read", "level": "notice"],
                    text: told("the tokens were read again", zh: "已重新读取令牌"))
            } catch { output.report(error) }
        }
    }
}
