/// The program `payscore`, whose commands are in this module.
public enum PayscoreProgram {
    /// Runs the process: parses, performs, reports, exits.
    public static func main() async { await Payscore.main() }
}
