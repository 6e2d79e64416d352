/// One cell of WeChat's table, and what the core says there.
package struct LegalityRow: Hashable, Sendable, CustomStringConvertible {
    /// What WeChat answers.
    package enum Answer: Hashable, Sendable {
        /// 200, and where the order stands then.
        case permits(LegalityState)
        /// The code and the HTTP status; the message where it is known.
        case refuses(String, Int, String?)
    }

    /// What the core says.
    package enum Core: Hashable, Sendable {
        case allowed
        /// A person must acknowledge what is given up.
        case asks
        /// With the code of its reason.
        case denied(String)
    }

    package let call: LegalityCall
    package let from: LegalityState
    package let answer: Answer
    package let core: Core

    /// Whether the core permits less than WeChat.
    package var isStricter: Bool {
        guard case (.permits, .denied) = (answer, core) else { return false }
        return true
    }

    /// Whether the core permits what WeChat refuses: a refusal is then a normal outcome.
    package var isRefusedLater: Bool {
        switch (answer, core) {
        case (.refuses, .allowed), (.refuses, .asks): true
        case (.refuses, .denied), (.permits, _): false
        }
    }

    package var description: String { "\(call.rawValue) of \(from.rawValue)" }
}
