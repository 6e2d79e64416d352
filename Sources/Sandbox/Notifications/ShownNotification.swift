import Foundation

/// A notification as the control interface shows it.
struct ShownNotification: Encodable, Sendable {
    private let id: String
    private let eventType: String
    private let outOrderNumber: String?
    private let notifyURL: String
    private let createTime: String
    private let delivery: OutgoingNotification.Progress
    private let nextTry: String?
    private let tries: [NotificationTry]
    private let payload: String

    private enum CodingKeys: String, CodingKey {
        case id, delivery, tries, payload
        case eventType = "event_type"
        case outOrderNumber = "out_order_no"
        case notifyURL = "notify_url"
        case createTime = "create_time"
        case nextTry = "next_try"
    }

    init(_ outgoing: OutgoingNotification) {
        id = outgoing.id
        eventType = outgoing.event.rawValue
        outOrderNumber = outgoing.outOrderNumber
        notifyURL = outgoing.notifyURL
        createTime = WeChatTime.utcMilliseconds(of: outgoing.createdAt)
        delivery = outgoing.progress
        nextTry = outgoing.due.map(WeChatTime.utcMilliseconds)
        tries = outgoing.tries
        payload = outgoing.payload
    }
}
