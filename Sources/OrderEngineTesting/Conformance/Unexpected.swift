/// What a check found instead of what it expected.
struct Unexpected: Error {
    let expected: String
    let found: String
}
