import OrderLifecycle
import Testing

/// Moments as WeChat writes them, in Beijing time.
struct TimestampBeijingTests {
    @Test(
        arguments: [
            ("20260131160000", "2026-01-31T08:00:00.000Z"),
            ("20260131", "2026-01-30T16:00:00.000Z"),
            ("20240229235959", "2024-02-29T15:59:59.000Z"),
            ("20000229", "2000-02-28T16:00:00.000Z"),
            ("19700101080000", "1970-01-01T00:00:00.000Z"),
            ("20261231235959", "2026-12-31T15:59:59.000Z"),
            ("99991231235959", "9999-12-31T15:59:59.000Z"),
        ])
    func `both forms are read, eight hours ahead of UTC`(text: String, utc: String) throws {
        let moment = try Timestamp(beijing: text)
        #expect(moment.description == utc)
        #expect(moment.beijing == (text.utf8.count == 8 ? text + "000000" : text))
    }

    @Test(arguments: [
        "", "2026", "2026013", "202601311", "2026013116000", "202601311600000", "20260230",
        "20250229", "21000229", "20260431", "20260001", "20261301", "20260100", "20260132",
        "20260131240000", "20260131236000", "20260131235960", "2026-01-31", "20260131T16000",
        "+2026013", "２０２６０１３１", "19700101", "19700101075959", "00000101", "2026013116000a",
        "2026-01-31T16",
    ])
    func `another form, or a moment that does not exist, is refused`(text: String) {
        #expect(throws: InvalidValue(.paidAt, .notBeijingTime)) { try Timestamp(beijing: text) }
    }

    @Test func `every day of the calendar is read as it is written`() throws {
        let first = try Timestamp(beijing: "19700102")
        // More than four hundred years, which is when the calendar repeats.
        for day in 0..<150_000 {
            let moment = first.advanced(by: .seconds(86_400) * day)
            #expect(try Timestamp(beijing: moment.beijing) == moment)
        }
    }

    @Test func `the fraction of a second is left behind`() {
        #expect(at(1_999).inWholeSeconds == at(1000))
        #expect(at(1000).inWholeSeconds == at(1000))
        #expect(at(1_999).beijing == at(1000).beijing)
    }
}
