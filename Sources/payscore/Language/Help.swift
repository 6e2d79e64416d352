import ArgumentParser

/// What the parser says, in the language of the person.
enum Help {
    /// So many columns that the parser breaks no line.
    private static let unbroken = 10_000

    /// All commands, and what each is for.
    static var overview: String {
        told(
            Payscore.helpMessage(),
            zh: ChineseHelp(width: Terminal.width).text(Payscore.helpMessage(columns: unbroken)))
    }

    /// The help that was asked for, or what is wrong with a command line.
    static func message(for error: any Error) -> String {
        told(
            Payscore.fullMessage(for: error),
            zh: ChineseHelp(width: Terminal.width).text(
                Payscore.fullMessage(for: error, columns: unbroken)))
    }
}
