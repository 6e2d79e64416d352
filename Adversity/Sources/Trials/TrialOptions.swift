public import ArgumentParser

/// What every trial is told on its command line.
public struct TrialOptions: ParsableArguments {
    /// Where all randomness of the trial begins.
    @Option(help: "Where all randomness of the trial begins; the same seed repeats the trial.")
    public var seed: UInt64 = 20_200_423

    /// Where the figures are written, if anywhere.
    @Option(help: ArgumentHelp("Where the figures are written.", valueName: "file"))
    public var figures: String?

    /// Creates the options of a trial without arguments.
    public init() {}
}
