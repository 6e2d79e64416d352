import OrderJournal

/// Makes sure that two values are the same.
func expect<Value: Equatable>(
    _ what: String, _ found: Value, is expected: Value
) throws(Unexpected) {
    guard found == expected else {
        throw Unexpected(expected: "\(what) \(expected)", found: "\(found)")
    }
}

/// Makes sure that something is true.
func expect(_ what: String, _ isTrue: Bool) throws(Unexpected) {
    guard isTrue else { throw Unexpected(expected: what, found: "otherwise") }
}

/// Makes sure that something is there, and returns it.
func require<Value>(_ what: String, _ value: Value?) throws(Unexpected) -> Value {
    guard let value else { throw Unexpected(expected: what, found: "nothing") }
    return value
}

/// Makes sure that a commit is refused as a conflict.
func expectConflict(_ what: String, _ body: () async throws -> Void) async throws {
    try await expectFailure(.conflict, what, body)
}

/// Makes sure that something fails with one of the journal's codes.
func expectFailure(
    _ code: JournalErrorCode, _ what: String, _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as JournalError where error.code == code {
        return
    } catch {
        throw Unexpected(expected: "\(what) to be refused as \(code)", found: "\(error)")
    }
    throw Unexpected(expected: "\(what) to be refused as \(code)", found: "success")
}

/// Makes sure that a commit throws one error of one kind.
func expectThrow<Failure: Error>(
    _ kind: Failure.Type, _ what: String, _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch is Failure {
        return
    } catch {
        throw Unexpected(expected: "\(what) to throw \(kind)", found: "\(error)")
    }
    throw Unexpected(expected: "\(what) to throw \(kind)", found: "success")
}
