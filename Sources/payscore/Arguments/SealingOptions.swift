import ArgumentParser
import OrderJournal
import OrderLifecycle
import OrderService

/// How often the service seals, and who is given the checkpoints.
struct SealingOptions: ParsableArguments {
    private static let range = 1...1440
    private static let standardMinutes = 10

    @Option(
        help: ArgumentHelp(
            told(
                "Seal what was recorded after so many minutes. Default: 10.",
                zh: "每隔多少分钟封存一次新的记录。默认 10。"), valueName: "minutes"),
        transform: WholeNumber.read)
    var sealMinutes: Int?

    @OptionGroup var witness: WitnessOptions

    func validate() throws {
        guard sealMinutes.map(Self.range.contains) != false else {
            throw ValidationError(
                "--seal-minutes must be a number from 1 to 1440.",
                zh: "--seal-minutes 须是 1 到 1440 之间的分钟数。")
        }
    }

    /// What seals a journal while it is served; the key is made if there is none.
    ///
    /// - Throws: ``Failure`` if the key cannot be used, or a witness cannot be asked.
    func sealing(
        of context: CommandContext, in names: JournalNames, by caller: Caller, _ output: Output
    ) throws -> CheckpointSealing {
        try CheckpointKey.checkPlace(in: names)
        let configuration = context.configuration
        let limit = witness.limit(configuration)
        let witnesses = try witness.witnesses(configuration).map {
            ServiceWitness(witness: $0, limit: limit)
        }
        let sealer = JournalSealer(
            journal: context.journal, key: try CheckpointKey.loadOrMake(at: names.checkpointKey),
            name: try configuration.checkpointName(),
            merchant: try configuration.merchantID(), caller: caller)
        return CheckpointSealing(
            sealer, witnesses: witnesses,
            every: .seconds((sealMinutes ?? Self.standardMinutes) * 60),
            logger: ServiceLogHandler.logger(output))
    }
}
