/// One line of the record file: all that one request, action or try changed.
struct StoreEntry: Codable {
    var order: ServiceOrder?
    var authorization: ServiceAuthorization?
    var request: RequestRecord?
    var faults: [Fault]?
    var notifications: [OutgoingNotification]?
    var notificationFaults: [NotificationFault]?
}
