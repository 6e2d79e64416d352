/// Why the control interface did not do what it was asked; the sentence says what to send instead.
struct ControlRefusal: Error, Sendable {
    let status: Int
    let code: String
    let message: String

    /// The request to the control interface is not one that it knows how to read.
    static func badRequest(_ message: String) -> ControlRefusal {
        ControlRefusal(status: 400, code: "bad_request", message: message)
    }

    /// The request was sent to another name than this machine's, as a web page may do.
    static let foreignHost = ControlRefusal(
        status: 403, code: "foreign_host",
        message: "Only 127.0.0.1, localhost and [::1] are served as the host.")

    /// The request would change something, and does not bear the token.
    static let noToken = ControlRefusal(
        status: 403, code: "no_token",
        message: """
            A change needs the header in the file control-token of the sandbox's directory: \
            curl -X POST -H @control-token …
            """)

    /// No order has this number.
    static func noSuchOrder(_ number: String) -> ControlRefusal {
        ControlRefusal(
            status: 404, code: "no_such_order",
            message: "No order \(number) has been created in this sandbox.")
    }

    /// No authorization has this code.
    static func noSuchAuthorization(_ code: String) -> ControlRefusal {
        ControlRefusal(
            status: 404, code: "no_such_authorization",
            message: "No authorization \(code) has been asked for in this sandbox.")
    }

    /// No notification has this identifier.
    static func noSuchNotification(_ id: String) -> ControlRefusal {
        ControlRefusal(
            status: 404, code: "no_such_notification",
            message: "No notification \(id) is in the list of GET /sandbox/notifications.")
    }

    /// The order or authorization does not stand where this can happen to it.
    static func wrongStage(_ message: String) -> ControlRefusal {
        ControlRefusal(status: 409, code: "wrong_state", message: message)
    }

    /// WeChat refuses what a colleague does on the merchant platform.
    static func refused(_ refusal: SandboxRefusal) -> ControlRefusal {
        .wrongStage("WeChat refuses it: \(refusal.code) \(refusal.message)")
    }

    /// The change could not be stored.
    static let notStored = ControlRefusal(
        status: 500, code: "not_stored",
        message: "The change could not be written to the disk; nothing was changed.")

    /// Nothing is served under this path.
    static let unknownPath = ControlRefusal(
        status: 404, code: "unknown_path",
        message: """
            Known are GET /sandbox/, POST /sandbox/orders/{out_order_no}/{confirm|pay|\
            deduction-start|deduction-stop|deductions|expire|revoke|complete|modify}, \
            GET /sandbox/orders[/{out_order_no}], \
            POST /sandbox/authorizations/{authorization_code}/{open|close}, \
            GET /sandbox/authorizations[/{authorization_code}], GET, POST and DELETE \
            /sandbox/faults, GET /sandbox/requests, GET /sandbox/notifications, POST \
            /sandbox/notifications/{id}/send, and POST /sandbox/keys/rotate.
            """)

    /// The path is served, but not for this method.
    static func wrongMethod(_ allowed: String) -> ControlRefusal {
        ControlRefusal(status: 405, code: "wrong_method", message: "Use \(allowed).")
    }

    /// The answer that says so.
    var answer: Answer {
        Answer(status: status, ["error": code, "message": message], signature: .absent)
    }
}
