import ArgumentParser

/// Where the tokens are kept.
struct TokenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            told(
                "The file of the tokens. Default: the journal's path with .tokens behind it.",
                zh: "存放令牌的文件。默认为账本路径加 .tokens。"), valueName: "path"),
        completion: .file())
    var tokens: String?
}
