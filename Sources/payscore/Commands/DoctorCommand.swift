import ArgumentParser

/// Checks what everything else needs.
struct DoctorCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: told(
            "Check configuration, keys, clock, database and the way to WeChat, and say what "
                + "to do.",
            zh: "检查配置、密钥、时钟、数据库和到微信的网络，并说明该怎么办。"),
        discussion: told(
            "Exit code: 0, or that of the first check that fails.",
            zh: "退出码：0，或第一项未通过的检查的退出码。"))

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let list = await Doctor(global: global).examination()
        switch output.format {
        case .json: for form in list.forms { try output.line(form) }
        case .text: try output.lines(list.lines)
        }
        return list.status
    }
}
