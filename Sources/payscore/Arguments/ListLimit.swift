import ArgumentParser

/// Refuses a limit that is none.
func validateLimit(_ limit: Int) throws {
    guard (1...1000).contains(limit) else {
        throw ValidationError("--limit must be from 1 to 1000.")
    }
}
