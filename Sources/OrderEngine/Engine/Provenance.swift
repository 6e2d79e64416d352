import OrderJournal
import OrderLifecycle

/// Who and what a record is marked with.
struct Provenance: Hashable, Sendable {
    let caller: Caller
    let cause: Cause
}
