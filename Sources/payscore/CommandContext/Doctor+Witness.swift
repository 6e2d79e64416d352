extension Doctor {
    /// Looks whether the witnesses that the configuration names can be asked; none is.
    func checkWitness(_ configuration: PayscoreConfiguration, _ list: inout CheckList) {
        let name = told("witness", zh: "见证者")
        do throws(Failure) {
            let witnesses = try Witness.named(
                command: configuration.text(.checkpointPublishCommand),
                address: configuration.text(.checkpointPublishURL))
            guard !witnesses.isEmpty else { return }
            let names = witnesses.map(\.name).joined(separator: ", ")
            list.ok(
                name, told("each checkpoint goes to \(names)", zh: "每个检查点都交给 \(names)"))
        } catch {
            list.fail(
                name, error,
                told(
                    "correct checkpoint_publish_command or checkpoint_publish_url",
                    zh: "请改正 checkpoint_publish_command 或 checkpoint_publish_url"))
        }
    }
}
