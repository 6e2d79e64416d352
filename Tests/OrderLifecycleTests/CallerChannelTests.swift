import OrderLifecycle
import Testing

/// The ways into the engine.
struct CallerChannelTests {
    @Test(arguments: ["cli", "order-service", "reconciler_2", "0"])
    func `lower-case letters, digits and two signs are a channel`(text: String) throws {
        #expect(try CallerChannel(text).text == text)
    }

    @Test(
        arguments: [
            ("", .empty),
            ("Cli", .forbiddenCharacter(offset: 0)),
            ("a b", .forbiddenCharacter(offset: 1)),
            ("a\nb", .forbiddenCharacter(offset: 1)),
            ("渠道", .forbiddenCharacter(offset: 0)),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", .tooLong(length: 33, limit: 32)),
        ] as [(String, InvalidValue.Problem)])
    func `nothing else is a channel`(text: String, problem: InvalidValue.Problem) {
        #expect(throws: InvalidValue(.channel, problem)) { try CallerChannel(text) }
    }
}
