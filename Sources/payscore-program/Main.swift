import payscore

/// The program; its commands are in a module of their own, so that a program that embeds the engine
/// can run them as well.
@main
enum Main {
    static func main() async { await PayscoreProgram.main() }
}
