import ArgumentParser
import WeChatPay

/// Who is given the checkpoint, besides whoever reads the answer.
struct WitnessOptions: ParsableArguments {
    /// How long a witness may take, in seconds.
    static let range = 1...600
    static let standardSeconds = 30

    @Option(
        help: ArgumentHelp(
            told(
                "Run this program with the checkpoint on its standard input.",
                zh: "运行这个程序，并从标准输入把检查点交给它。"), valueName: "program"),
        completion: .file())
    var publishCommand: String?

    @Option(
        name: .customLong("publish-url"),
        help: ArgumentHelp(
            told("Post the checkpoint to this address.", zh: "把检查点以 POST 发往这个地址。"),
            valueName: "url"))
    var publishURL: String?

    @Option(
        help: ArgumentHelp(
            told(
                "How long the program or the address may take. Default: 30.",
                zh: "程序或地址最多可用多少秒。默认 30。"), valueName: "seconds"),
        transform: WholeNumber.read)
    var publishSeconds: Int?

    func validate() throws {
        guard publishCommand.map(PathText.isNoPath) != true, publishCommand != "" else {
            throw ValidationError(
                "--publish-command must be the path of a program.",
                zh: "--publish-command 须是一个程序的路径。")
        }
        guard publishURL.map({ WitnessAddress($0) == nil }) != true else {
            throw ValidationError(
                "--publish-url must be \(WitnessAddress.rule).",
                zh: "--publish-url 须是 https://HOST/PATH，或本机（127.0.0.0/8、[::1]、localhost）的 "
                    + "http://；不含用户名和片段。")
        }
        guard publishSeconds.map(Self.range.contains) != false else {
            throw ValidationError(
                "--publish-seconds must be a number from 1 to 600.",
                zh: "--publish-seconds 须是 1 到 600 之间的秒数。")
        }
    }

    /// The witnesses that are named here, or else by the configuration, each ready to be asked.
    ///
    /// - Throws: ``Failure`` if a program cannot be run, or an address is none.
    func witnesses(_ configuration: PayscoreConfiguration) throws(Failure) -> [Witness] {
        try Witness.named(
            command: publishCommand ?? configuration.text(.checkpointPublishCommand),
            address: publishURL ?? configuration.text(.checkpointPublishURL))
    }

    /// How long each may take.
    func limit(_ configuration: PayscoreConfiguration) -> Duration {
        .seconds(
            publishSeconds ?? configuration.number(.checkpointPublishSeconds)
                ?? Self.standardSeconds)
    }
}
