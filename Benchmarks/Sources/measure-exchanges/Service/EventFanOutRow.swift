import Measuring

/// Row 18: records to a hundred readers of server-sent events, beside a stream of constants.
struct EventFanOutRow {
    let rounds: Int
    let seconds: Double

    private static let readers = 100

    func measure(in scratch: Scratch) async throws -> Row {
        let notes = try await EventSource.open(in: scratch.disk)
        // A pilot says how many records take about as long as a round should.
        let pilot = try await ours(notes, records: 20)
        let count = max(20, Int(pilot * seconds / Double(Self.readers)))
        let event = try await notes.sample()
        let constant = try await ConstantServer.start(
            answering: [], event: event, repeated: count)
        let pair = try await Interleaved(rounds: rounds) { _ in
            try await ours(notes, records: count)
        } reference: { _ in
            try await reference(constant, records: count)
        }
        await constant.stop()
        try await notes.close()
        return Row(
            "18", work: Self.work, reference: Self.reference, rounds: rounds,
            figures: [
                Figure("rate, of the constants'", unit: "×", Spread(of: pair.ratios)),
                Figure("records × readers", unit: "/s", Spread(of: pair.ours)),
                Figure("constants × readers", unit: "/s", Spread(of: pair.reference)),
                Figure("an event", unit: "B", Spread(of: [Double(event.count)])),
            ])
    }

    /// How many records a second times readers arrive, of records that are made meanwhile.
    private func ours(_ source: EventSource, records: Int) async throws -> Double {
        let service = try await RunningService.start(source.engine, followers: Self.readers)
        let path = "/v1/events?after=\(try await source.end())"
        let readers = try EventReaders(
            Self.readers, port: service.api,
            request: HTTPRequestText.make("GET", path, headers: [service.authorization]))
        // Once each has a record, all are known to follow.
        async let first: Void = readers.read(Self.readers)
        try await source.note()
        try await first
        let start = Clocks.wall
        async let all: Void = readers.read(records * Self.readers)
        for _ in 0..<records { try await source.note() }
        try await all
        let taken = Clocks.wall - start
        await service.stop()
        return Double(records * Self.readers) / taken
    }

    private func reference(_ server: ConstantServer, records: Int) async throws -> Double {
        let request = HTTPRequestText.make("GET", ConstantServer.streamPath)
        let start = Clocks.wall
        let readers = try EventReaders(Self.readers, port: server.port, request: request)
        try await readers.read(records * Self.readers)
        return Double(records * Self.readers) / (Clocks.wall - start)
    }

    private static let work =
        "records to \(readers) readers of server-sent events, from one caller's commit of each to "
        + "the last reader's socket"
    private static let reference =
        "Hummingbird, the server library, streaming a constant event of the same size to as many "
        + "readers"
}
