import Foundation
import OrderService

extension PayscoreConfiguration {
    private static let socketRoles: [(ConfigurationKey, Role)] = [
        (.socketClerk, .clerk), (.socketApprover, .approver), (.socketOperator, .operator),
        (.socketService, .service),
    ]

    /// The roles of users of the system on the socket beside the journal's lock, by their number.
    ///
    /// - Throws: ``Failure``, `configuration_value_invalid`, if the system has no such user.
    func socketRoles() throws(Failure) -> [UInt32: Set<Role>] {
        var roles: [UInt32: Set<Role>] = [:]
        for (key, role) in Self.socketRoles {
            for name in (text(key) ?? "").split(separator: ",") {
                let name = name.trimmingCharacters(in: .whitespaces)
                guard let user = UInt32(name) ?? getpwnam(name)?.pointee.pw_uid else {
                    throw Failure(
                        .configuration, "configuration_value_invalid",
                        "\(key.rawValue): this system has no user \(name); give names or numbers, "
                            + "with commas between them",
                        zh: "\(key.rawValue)：系统没有用户 \(name)；请写用户名或编号，用逗号隔开。")
                }
                roles[user, default: []].insert(role)
            }
        }
        return roles
    }
}
