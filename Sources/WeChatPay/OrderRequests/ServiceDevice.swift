import StrictJSON

/// The device that a customer uses, such as a power bank: WeChat's `device`.
public struct ServiceDevice: Hashable, Sendable {
    /// The device at which the service starts.
    public var startDeviceID: String?
    /// The device at which it ends.
    public var endDeviceID: String?
    /// The thing that is used.
    public var materialNumber: String?

    /// Creates a device.
    ///
    /// - Parameters:
    ///   - startDeviceID: The device at which the service starts, if it is to be said.
    ///   - endDeviceID: The device at which it ends, if it is to be said.
    ///   - materialNumber: The thing that is used, if it is to be said.
    public init(
        startDeviceID: String? = nil, endDeviceID: String? = nil, materialNumber: String? = nil
    ) {
        self.startDeviceID = startDeviceID
        self.endDeviceID = endDeviceID
        self.materialNumber = materialNumber
    }

    var form: JSONValue {
        .object(ofPresent: [
            ("start_device_id", startDeviceID.map(JSONValue.string)),
            ("end_device_id", endDeviceID.map(JSONValue.string)),
            ("materiel_no", materialNumber.map(JSONValue.string)),
        ])
    }
}
