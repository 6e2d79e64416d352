import Foundation
import Testing

@testable import SQLiteJournal

@Suite struct NewFileTests {
    private let content = Array("new".utf8)

    @Test func `a new file is whole, and nothing else is left`() throws {
        let place = try TemporaryPlace()
        try NewFile.make(content, at: place.path, mode: 0o600)
        #expect(try place.names() == ["journal.sqlite"])
        #expect(try place.bytes(place.path) == Data(content))
        let attributes = try FileManager.default.attributesOfItem(atPath: place.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test(arguments: ExistingThing.allCases)
    func `a new file never takes the place of another`(_ thing: ExistingThing) throws {
        let place = try TemporaryPlace()
        try thing.put(at: place.path, in: place)
        let before = try place.sight()
        let failure = #expect(throws: NewFileFailure.self) {
            try NewFile.make(content, at: place.path, mode: 0o600)
        }
        #expect(failure?.isTaken == true)
        #expect(try place.sight() == before)
    }

    @Test func `of many who make one file, one succeeds`() async throws {
        let place = try TemporaryPlace()
        let path = place.path
        let winners = await withTaskGroup(of: UInt8?.self) { group in
            for number in 0..<UInt8(32) {
                group.addTask {
                    let made: Void? = try? NewFile.make([number], at: path, mode: 0o600)
                    return made == nil ? nil : number
                }
            }
            return await group.reduce(into: [UInt8]()) { if let number = $1 { $0.append(number) } }
        }
        #expect(winners.count == 1)
        #expect(try place.bytes(path) == Data(winners))
        #expect(try place.names() == ["journal.sqlite"])
    }

    @Test func `a new file in no directory is refused`() throws {
        let place = try TemporaryPlace()
        for (path, number) in [(place.file("none/x"), ENOENT), ("", ENOENT)] {
            let failure = #expect(throws: NewFileFailure.self) {
                try NewFile.make(content, at: path, mode: 0o600)
            }
            #expect(failure?.number == number)
        }
        #expect(try place.names() == [])
    }
}
