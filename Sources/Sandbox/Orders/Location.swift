/// `location`: where the service begins and ends.
struct Location: Codable, Sendable {
    var startLocation: String?
    var endLocation: String?

    private enum CodingKeys: String, CodingKey {
        case startLocation = "start_location"
        case endLocation = "end_location"
    }
}
