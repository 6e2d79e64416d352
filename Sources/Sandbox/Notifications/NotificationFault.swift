/// A failure that the sandbox was told to play on the next tries of notifications.
struct NotificationFault: Codable, Sendable {
    let notification: Target
    /// The order that it is for; any, if `nil`.
    let outOrderNumber: String?
    let kind: Kind
    /// How many tries are still to meet it.
    var times: Int
    let delayMilliseconds: Int

    /// The notification that it is for.
    enum Target: String, Codable, Sendable, CaseIterable {
        case any
        case userConfirm = "user_confirm"
        case userPaid = "user_paid"
        case userOpenService = "user_open_service"
        case userCloseService = "user_close_service"

        /// Whether an event is meant.
        func includes(_ event: NotificationEvent) -> Bool {
            switch self {
            case .any: true
            case .userConfirm: event == .userConfirm
            case .userPaid: event == .userPaid
            case .userOpenService: event == .userOpenService
            case .userCloseService: event == .userCloseService
            }
        }
    }

    /// What happens to the try.
    enum Kind: String, Codable, Sendable, CaseIterable {
        /// It is sent twice, though the first was taken.
        case duplicate
        /// It is held back until the next notification about the same order has been sent.
        case reordered
        /// It is sent after the delay.
        case delay
        /// Its signature is of something else.
        case forged
        /// It is encrypted with another API v3 key.
        case wrongKey = "wrong_key"
        /// It names a key that nobody has.
        case wrongSerial = "wrong_serial"
        /// Its signature is one of WeChat's probes.
        case signTest = "signtest"
        /// It is never sent.
        case never
    }

    private enum CodingKeys: String, CodingKey {
        case notification, kind, times
        case outOrderNumber = "out_order_no"
        case delayMilliseconds = "delay_ms"
    }

    /// Tells whether this fault is for a notification.
    func concerns(_ outgoing: OutgoingNotification) -> Bool {
        notification.includes(outgoing.event)
            && (outOrderNumber == nil || outOrderNumber == outgoing.outOrderNumber)
    }
}

extension NotificationFault.Kind {
    /// Whether what is sent is not what WeChat sends, so that the right one must follow however the
    /// merchant answers.
    var spoils: Bool {
        switch self {
        case .forged, .wrongKey, .wrongSerial, .signTest: true
        case .duplicate, .reordered, .delay, .never: false
        }
    }
}
