/// Runs commands of the command line in the process that owns the journal.
///
/// The product `OwnerCommands` makes them of your engine and journal.
public struct OwnerCommands: Sendable {
    package typealias Run = @Sendable (HandedCommand, PeerUser, CommandLink) async -> Int32?

    let run: Run

    /// Takes what runs a command and returns its exit code, or `nil` if it is none that is run.
    package init(_ run: @escaping Run) {
        self.run = run
    }
}
