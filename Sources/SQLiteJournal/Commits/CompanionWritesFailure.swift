/// What the embedding program's own closure threw; it is passed on as it is.
struct CompanionWritesFailure: Error {
    let underlying: any Error
}
