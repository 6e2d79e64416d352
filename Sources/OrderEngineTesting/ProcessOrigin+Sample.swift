public import OrderJournal

extension ProcessOrigin {
    /// A process of a test, the same on every machine.
    public static let sample = ProcessOrigin(host: "host-1", systemUser: "payscore")
}
