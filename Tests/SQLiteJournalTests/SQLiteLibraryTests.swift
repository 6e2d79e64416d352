import Testing

@testable import SQLiteJournal

/// Versions of SQLite, and what is wrong with some.
struct SQLiteLibraryTests {
    @Test(arguments: [
        (3_036_000, SQLiteLibrary.Concern.tooOld), (3_037_000, .logReset),
        (3_040_001, .logReset), (3_044_005, .logReset), (3_044_006, nil), (3_050_006, .logReset),
        (3_050_007, nil), (3_051_002, .logReset), (3_051_003, nil), (3_052_000, nil),
    ])
    func `old and faulty versions of SQLite are told`(
        _ number: Int, _ concern: SQLiteLibrary.Concern?
    ) {
        #expect(SQLiteLibrary(number: number).concern == concern)
    }

    @Test func `versions are written as people write them`() {
        #expect(SQLiteLibrary(number: 3_040_001).version == "3.40.1")
        #expect(SQLiteLibrary.current.number >= 3_037_000)
    }
}
