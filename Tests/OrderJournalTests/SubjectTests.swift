import OrderJournal
import OrderLifecycle
import Testing

/// What a record is about, as records write it.
struct SubjectTests {
    @Test func `an order and an authorization of one code are two subjects`() throws {
        let subjects: [Subject] = [
            .order(try OutOrderNumber("A-1")), .authorization(try AuthorizationCode("A-1")),
            .order(try OutOrderNumber("journal")), .journal,
        ]
        #expect(
            subjects.map(\.text) == ["order:A-1", "authorization:A-1", "order:journal", "journal"])
        #expect(Set(subjects).count == 4)
        for subject in subjects { #expect(try Subject(text: subject.text) == subject) }
        #expect(subjects.allSatisfy { $0.text.utf8.count <= Subject.limit })
    }

    @Test(arguments: [
        "", "A-1", "order:", "Order:A", "order:a b", "authorization:", "journal ", "x",
    ])
    func `nothing else is one`(text: String) {
        #expect(throws: InvalidValue.self) { try Subject(text: text) }
    }

    @Test func `what a record cannot hold of a process is replaced`() {
        let odd = ProcessOrigin(host: "", systemUser: "a b\nc\u{0}é")
        #expect(odd.host == "?")
        #expect(odd.systemUser == "a?b?c???")
        let long = ProcessOrigin(host: String(repeating: "h", count: 300), systemUser: "u")
        #expect(long.host.utf8.count == ProcessOrigin.limit)
        #expect(ProcessOrigin.current.host != "")
    }
}
