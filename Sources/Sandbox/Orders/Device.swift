/// `device`: the machines that the service was taken from and returned to.
struct Device: Codable, Sendable {
    var startDeviceID: String?
    var endDeviceID: String?
    var materielNumber: String?

    private enum CodingKeys: String, CodingKey {
        case startDeviceID = "start_device_id"
        case endDeviceID = "end_device_id"
        case materielNumber = "materiel_no"
    }
}
