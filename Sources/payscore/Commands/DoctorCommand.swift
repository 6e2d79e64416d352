import ArgumentParser

/// Checks what everything else needs.
struct DoctorCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check configuration, keys, clock, database and the way to WeChat, and say what "
            + "to do.",
        discussion: "Exit code: 0, or that of the first check that fails.")

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let list = await Doctor(global: global).examination()
        switch output.format {
        case .json: for form in list.forms { try output.line(form) }
        case .text: try output.lines(list.lines)
        }
        return list.status
    }
}
