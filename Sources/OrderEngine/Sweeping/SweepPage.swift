import OrderJournal
import OrderLifecycle

/// The orders of a group that a sweep asks about next.
struct SweepPage: Sendable {
    /// The orders, by number.
    let orders: [OrderProjection]
    /// Where the next page begins; `nil` where the group has no more.
    let next: OutOrderNumber?
}
