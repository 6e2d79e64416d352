import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Which authorization a command is about.
struct AuthorizationOptions: ParsableArguments {
    @Argument(help: told("The authorization's code.", zh: "授权协议号。"))
    var code: String?

    @Option(
        name: .customLong("openid-file"),
        help: told(
            "Instead of the code, a file that holds the customer's openid; - is standard input.",
            zh: "不给授权协议号时，存有用户 openid 的文件；- 表示标准输入。"),
        completion: .file())
    var openIDFile: String?

    func validate() throws {
        guard (code == nil) != (openIDFile == nil) else {
            throw ValidationError(
                "Give the authorization's code, or --openid-file.",
                zh: "请给出授权协议号，或 --openid-file，二者选一。")
        }
    }

    /// What WeChat is asked about.
    func reference() throws -> AuthorizationReference {
        if let openIDFile { return .openID(try OpenIDFile.read(openIDFile)) }
        return .code(try AuthorizationCode(code ?? ""))
    }
}
