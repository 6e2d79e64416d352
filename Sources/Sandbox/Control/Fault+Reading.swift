extension Fault {
    /// Reads the body of `POST /sandbox/faults`.
    init(body: [UInt8]) throws(ControlRefusal) {
        let fields = try FaultFields(body: body, target: "operation")
        operation = try fields.word("operation")
        kind = try fields.word("kind")
        outOrderNumber = try fields.orderNumber()
        times = try fields.times()
        delayMilliseconds = try fields.delay(isNeeded: kind == .delay)
    }

    /// Tells whether this fault is for a request.
    func concerns(_ operation: SandboxOperation, _ number: String?) -> Bool {
        self.operation.rawValue == operation.name
            && (outOrderNumber == nil || outOrderNumber == number)
    }
}
