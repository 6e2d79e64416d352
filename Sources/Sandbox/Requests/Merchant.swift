/// The one merchant that the sandbox serves.
struct Merchant: Codable, Sendable {
    let merchantID: String
    let appID: String
    let serviceID: String

    /// Refuses an appid or a service that is not this merchant's.
    func requireOwn(appID: String, serviceID: String) throws(SandboxRefusal) {
        guard appID == self.appID else { throw .foreignAppID }
        try requireOwn(serviceID: serviceID)
    }

    /// Refuses a service that is not this merchant's.
    func requireOwn(serviceID: String) throws(SandboxRefusal) {
        guard serviceID == self.serviceID else { throw .foreignService }
    }
}
