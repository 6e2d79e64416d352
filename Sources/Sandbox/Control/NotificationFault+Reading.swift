import StrictJSON

extension NotificationFault {
    /// Whether the body of `POST /sandbox/faults` is about a notification rather than a call.
    static func isMeant(by body: [UInt8]) -> Bool {
        (try? JSONValue.read(body))?["notification"] != nil
    }

    /// Reads the body of `POST /sandbox/faults`.
    init(body: [UInt8]) throws(ControlRefusal) {
        let fields = try FaultFields(body: body, target: "notification")
        notification = try fields.word("notification")
        kind = try fields.word("kind")
        outOrderNumber = try fields.orderNumber()
        times = try fields.times()
        delayMilliseconds = try fields.delay(isNeeded: kind == .delay)
    }
}
