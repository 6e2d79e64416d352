import Mustache
import OrderPresentation

/// The pages as templates, in each language.
///
/// A text stands in a template in both languages: `[[English|中文]]`.
struct ConsoleTemplates: Sendable {
    private let libraries: [Language: MustacheLibrary]

    /// The pages, and the parts that they share.
    enum Name: String, CaseIterable {
        case head
        case foot
        case money
        case moment
        case styled
        case records
        case orderRows = "order-rows"
        case signIn = "sign-in"
        case problem
        case overview
        case orders
        case order
        case record
        case call
        case request
        case approvals
        case approval
        case attempts
        case authorizations
        case authorization
        case limit
        case drift
        case checkpoints
        case webhook
        case evidence

        /// The template as it is written.
        var source: [UInt8] {
            switch self {
            case .head: PackageResources.head_mustache
            case .foot: PackageResources.foot_mustache
            case .money: PackageResources.money_mustache
            case .moment: PackageResources.moment_mustache
            case .styled: PackageResources.styled_mustache
            case .records: PackageResources.records_mustache
            case .orderRows: PackageResources.order_rows_mustache
            case .signIn: PackageResources.sign_in_mustache
            case .problem: PackageResources.problem_mustache
            case .overview: PackageResources.overview_mustache
            case .orders: PackageResources.orders_mustache
            case .order: PackageResources.order_mustache
            case .record: PackageResources.record_mustache
            case .request: PackageResources.request_mustache
            case .call: PackageResources.call_mustache
            case .approvals: PackageResources.approvals_mustache
            case .approval: PackageResources.approval_mustache
            case .attempts: PackageResources.attempts_mustache
            case .authorizations: PackageResources.authorizations_mustache
            case .authorization: PackageResources.authorization_mustache
            case .limit: PackageResources.limit_mustache
            case .drift: PackageResources.drift_mustache
            case .checkpoints: PackageResources.checkpoints_mustache
            case .webhook: PackageResources.webhook_mustache
            case .evidence: PackageResources.evidence_mustache
            }
        }
    }

    /// Reads all templates.
    ///
    /// - Throws: If one is none, which a test would have found.
    init() throws {
        MustacheContentTypes.register(EscapedText(), named: EscapedText.name)
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var templates: [String: MustacheTemplate] = [:]
            for name in Name.allCases {
                let source = String(decoding: name.source, as: UTF8.self)
                templates[name.rawValue] = try MustacheTemplate(
                    string: "{{% CONTENT_TYPE:\(EscapedText.name)}}"
                        + Self.text(source, in: language))
            }
            libraries[language] = MustacheLibrary(templates: templates)
        }
        self.libraries = libraries
    }

    /// A page of a template and what it shows, in the language of who is told something now.
    func page(_ name: Name, _ frame: ConsoleFrame) -> [UInt8] {
        let library = libraries[Language.current]
        return Array((library?.render(frame, withTemplate: name.rawValue) ?? "").utf8)
    }

    /// A template with its texts in one language.
    private static func text(_ source: String, in language: Language) -> String {
        source.replacing(/\[\[([^|\]]*)\|([^\]]*)\]\]/) { match in
            language == .chinese ? match.2 : match.1
        }
    }
}

/// Text as it may stand in a page, between tags and in the quotes of an attribute.
///
/// The library compares whole characters, and lets a quotation mark through that a combining
/// character follows.
private struct EscapedText: MustacheContentType {
    static let name = "ESCAPED"

    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
