import OrderLifecycle
import Testing

/// Names as identifiers: what they are made of, and when two of them are the same actor.
struct ActorNameTests {
    @Test(arguments: [
        "a", "clerk-1", "Clerk_1", "wang.fang+rentals@example.com", "财务-2", "王芳", "\u{3400}",
        "\u{4DBF}\u{4E00}\u{9FFF}", "0", "-",
    ])
    func `an identifier is kept exactly as it was given`(text: String) throws {
        let name = try ActorName(text)
        #expect(Array(name.text.utf8) == Array(text.utf8))
        #expect(Array(name.description.utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        ("clerk-1 ", 0x20, 7), (" clerk-1", 0x20, 0), ("wang fang", 0x20, 4), ("a\t", 0x09, 1),
        ("a\n", 0x0A, 1), ("a\r\nb", 0x0D, 1), ("a\0", 0x00, 1), ("\u{7F}", 0x7F, 0),
        // A host's own way to write a domain before a user.
        ("SHOP\\clerk", 0x5C, 4), ("a/b", 0x2F, 1), ("=a", 0x3D, 0), ("a:b", 0x3A, 1),
        // Looks like c, like -, like 1, like a capital K, and like nothing.
        ("\u{441}lerk-1", 0x441, 0), ("clerk\u{2010}1", 0x2010, 5), ("clerk-\u{FF11}", 0xFF11, 6),
        ("\u{212A}", 0x212A, 0), ("clerk\u{200B}", 0x200B, 5), ("clerk\u{3164}", 0x3164, 5),
        ("\u{FF23}lerk-1", 0xFF23, 0), ("\u{202E}1-krelc", 0x202E, 0),
        // A mark that would make another letter of the one before it.
        ("e\u{301}", 0x301, 1), ("\u{E9}", 0xE9, 0), ("\u{130}", 0x130, 0), ("\u{DF}", 0xDF, 0),
        // Compatibility forms of Han characters, radicals, and those beyond the basic plane.
        ("王\u{F900}", 0xF900, 3), ("\u{2F00}", 0x2F00, 0), ("\u{20BB7}", 0x20BB7, 0),
        ("王　芳", 0x3000, 3), ("\u{33FF}", 0x33FF, 0), ("\u{4DC0}", 0x4DC0, 0),
        ("\u{A000}", 0xA000, 0), ("\u{30AB}", 0x30AB, 0),
    ])
    func `any other character is refused by its number and place`(
        text: String, codePoint: UInt32, offset: Int
    ) throws {
        let scalar = try #require(Unicode.Scalar(codePoint))
        #expect(throws: InvalidValue(.actor, .foreignToIdentifiers(scalar, offset: offset))) {
            try ActorName(text)
        }
    }

    @Test func `a refusal names the character without showing it`() {
        let problem = InvalidValue(.actor, .foreignToIdentifiers("\u{441}", offset: 7))
        #expect(problem.description.hasPrefix("actor has U+0441 at byte 7; an identifier has"))
        let rare = InvalidValue(.actor, .foreignToIdentifiers("\u{20BB7}", offset: 0))
        #expect(rare.description.contains("U+20BB7"))
        #expect(!problem.description.contains("\u{441}"))
    }

    @Test(arguments: [("clerk-1", "Clerk-1"), ("AZ@", "az@"), ("李-A", "李-a")])
    func `capitals make no other actor`(one: String, other: String) throws {
        let (first, second) = (try ActorName(one), try ActorName(other))
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
        #expect(first.text != second.text)
    }

    @Test(arguments: [
        ("clerk-1", "clerk-2"), ("clerk-1", "clerk-11"), ("clerk-1", "clerk_1"), ("财务", "财務"),
        ("a", "财"), ("a.b", "a-b"),
    ])
    func `other bytes make another actor`(one: String, other: String) throws {
        #expect(try ActorName(one) != ActorName(other))
    }

    @Test func `a name has at most sixty-four characters`() throws {
        #expect(throws: InvalidValue(.actor, .empty)) { try ActorName("") }
        let longest = String(repeating: "王", count: 64)
        #expect(try ActorName(longest).text == longest)
        #expect(throws: InvalidValue(.actor, .tooLong(length: 65, limit: 64))) {
            try ActorName(longest + "王")
        }
        #expect(throws: InvalidValue(.actor, .tooLong(length: 10_240, limit: 64))) {
            try ActorName(String(repeating: "x", count: 10_240))
        }
    }
}
