import OrderJournal

extension JournalError {
    /// Says in the journal's words what the server reported.
    init(_ failure: ServerFailure) {
        let said = "PostgreSQL says \"\(failure.message)\" (\(failure.sqlState))"
        switch (failure.kind, failure.sqlState) {
        case (.commitUnknown, _):
            self.init(
                .outcomeUnknown,
                "the server went away while it committed, and did not come back in time, so "
                    + "that nobody knows whether this was stored; read again before it is "
                    + "repeated; \(said)")
        case (_, SQLState.overtaken):
            self.init(.overloaded, "other hosts were first again and again; try again; \(said)")
        case (_, SQLState.unsafeSettings):
            self.init(.unsafeSettings, failure.message)
        case (_, "28000"), (_, "28P01"), (_, "42501"):
            self.init(
                .notPermitted,
                "the server does not let this user in, or lets it do less than is needed here; "
                    + "\(said)")
        case (_, "3D000"):
            self.init(.missing, "there is no such database; \(said)")
        case (_, "25006"):
            self.init(
                .readOnly,
                "the server only reads, as a standby does; write to the primary; \(said)")
        case (_, "53100"):
            self.init(.full, "the server's disk is full; make room; \(said)")
        case (_, "53300"), (_, "53200"), (_, "40001"), (_, "40P01"), (_, "55P03"), (_, "25P03"):
            self.init(.overloaded, "the server is busy; try again later; \(said)")
        case (_, "58030"), (_, "XX001"), (_, "XX002"):
            self.init(.inputOutput, "the server's disk failed; look at its log; \(said)")
        case (_, "23505"):
            self.init(.conflict, "somebody else was first; read again; \(said)")
        case (_, SQLState.refused), (_, "23502"), (_, "23503"), (_, "23514"):
            self.init(.corrupt, "a rule of the journal's tables refused this; \(said)")
        case (_, "42P01"), (_, "42883"), (_, "42703"), (_, "3F000"), (_, "42P13"):
            self.init(.schemaAltered, "the journal's tables are not as expected; \(said)")
        case (.disconnected, _):
            self.init(.unreachable, "the server cannot be reached; \(said)")
        default:
            self.init(.inputOutput, "the server failed; look at its log; \(said)")
        }
    }

    /// Says a failure of the server's in the journal's words; what another threw stands.
    static func translating(_ error: any Error) -> any Error {
        (error as? ServerFailure).map { JournalError($0) } ?? error
    }
}
