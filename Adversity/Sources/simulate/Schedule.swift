/// One schedule of a seed, and how it ended.
struct Schedule {
    let seed: UInt64
    let number: Int

    /// What a run of a schedule left.
    struct End {
        let violation: Violation?
        let digest: UInt64
        let story: [String]
        let figures: Figures
    }

    func run(
        tampering: Tampering? = nil, coverage: Coverage, isTold: Bool = false
    ) -> End {
        let world = World(
            dice: Dice(seed: seed, schedule: number), tampering: tampering, coverage: coverage,
            isTold: isTold)
        world.run()
        var figures = world.figures
        figures.schedules = 1
        return End(
            violation: world.oracle.violation, digest: world.digest, story: world.story ?? [],
            figures: figures)
    }

    /// One line that shows it again.
    var repro: String { "scripts/adversity simulate --seed \(seed) --schedule \(number) --trace" }
}
