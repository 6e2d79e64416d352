/// That the owner of the journal ran the command, which ended with this exit code.
struct EndedAtOwner: Error {
    let status: ExitStatus
}
