/// Something went otherwise than the test needs.
struct Unexpected: Error {
    let what: String

    init(_ what: some Sendable) {
        self.what = String(describing: what)
    }
}
