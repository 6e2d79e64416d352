import ArgumentParser
import OrderEngine
import OrderLifecycle

/// How often the service asks WeChat about every order that is not final, and how fast.
struct SweepingOptions: ParsableArguments {
    private static let range = 0...43_200
    private static let standardMinutes = 1440

    @Option(
        help: ArgumentHelp(
            told(
                "Sweep at the start, and again so many minutes after the end of a sweep; 0 never. "
                    + "Default: 1440.",
                zh: "启动时巡查一次，此后每次巡查结束多少分钟再巡查；0 表示不巡查。默认 1440。"),
            valueName: "minutes"),
        transform: WholeNumber.read)
    var sweepMinutes: Int?

    @Option(
        help: ArgumentHelp(
            told(
                "The most questions a second of a sweep, from 1 to 100. Default: 5.",
                zh: "巡查时每秒最多查询多少笔，1 到 100。默认 5。"), valueName: "number"),
        transform: WholeNumber.read)
    var sweepRate: Int?

    func validate() throws {
        guard sweepMinutes.map(Self.range.contains) != false else {
            throw ValidationError(
                "--sweep-minutes must be a number from 0 to 43200.",
                zh: "--sweep-minutes 须是 0 到 43200 之间的分钟数。")
        }
        guard sweepRate.map(SweepSettings.rateRange.contains) != false else {
            throw ValidationError(
                "--sweep-rate is a whole number from 1 to 100.",
                zh: "--sweep-rate 须是 1 到 100 的整数。")
        }
    }

    /// What the engine's service does besides reconciling.
    func settings() throws(InvalidValue) -> EngineServiceSettings {
        var settings = EngineServiceSettings()
        let minutes = sweepMinutes ?? Self.standardMinutes
        if minutes > 0 { try settings.setSweepPause(.seconds(minutes) * 60) }
        if let sweepRate { try settings.sweep.setRate(sweepRate) }
        return settings
    }
}
