import OrderLifecycle

/// Reads the lines of notifications.
extension DetailReader {
    func notification() throws(UnreadableRecord) -> NotificationDetails {
        let name = NotificationDetails.idLine
        guard let id = try? NotificationID(try text(name)) else { throw unreadable(name) }
        guard let type = try? NotificationType(try text("type")) else { throw unreadable("type") }
        return NotificationDetails(id, type: type, content: try digest("content"))
    }
}
