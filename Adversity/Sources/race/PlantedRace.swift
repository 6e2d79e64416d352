/// Two tasks that write one number without asking each other: the thread sanitizer's control.
enum PlantedRace {
    private struct Unguarded: @unchecked Sendable {
        let number = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    }

    static func run() async {
        let shared = Unguarded()
        shared.number.initialize(to: 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<100_000 { shared.number.pointee += 1 } }
            }
        }
        print("counted \(shared.number.pointee) of 400000")
        shared.number.deallocate()
    }
}
