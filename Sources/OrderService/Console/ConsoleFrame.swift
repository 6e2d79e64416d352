import Foundation
import HTTPTypes
import OrderLifecycle
import OrderPresentation

/// What every page shows, around what it is about.
struct ConsoleFrame {
    let lang: String
    let title: String
    let visitor: Visitor?
    let csrf: String?
    /// Where the page is, for the link that changes the language.
    let back: String
    /// In which zone times are told.
    let times: String
    let isLive: Bool
    let page: Any

    /// Who is signed in, and the pages that they may open.
    struct Visitor {
        let name: String
        let roles: String
        let links: [Link]
    }

    /// A link to a page.
    struct Link {
        let href: String
        let label: String
        let isHere: Bool
    }

    init(
        _ visit: ConsoleVisit, title: String, isLive: Bool, hasWebhook: Bool, _ page: Any
    ) {
        self.title = title
        self.isLive = isLive
        self.page = page
        lang = told("en", zh: "zh-CN")
        times = told("Times in UTC.", zh: "时间为北京时间（Asia/Shanghai），悬停可看 UTC。")
        csrf = visit.signedIn?.session.formKey
        let place = visit.page.method == .get ? visit.place : ConsolePage.overview.path
        back = place.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        visitor = visit.signedIn.map { signedIn in
            Visitor(
                name: signedIn.principal.name.text,
                roles: Role.allCases.filter(signedIn.principal.roles.contains).map(\.rawValue)
                    .joined(separator: ", "),
                links: Self.links.filter { link in
                    visit.may(link.page) && (link.page != .webhook || hasWebhook)
                }.map { link in
                    Link(
                        href: link.page == .overview ? "/console/" : link.page.path,
                        label: link.label(), isHere: visit.page == link.page)
                })
        }
    }

    private static let links: [(page: ConsolePage, label: @Sendable () -> String)] = [
        (.overview, { told("Overview", zh: "概览") }),
        (.orders, { told("Orders", zh: "订单") }),
        (.approvals, { told("Approvals", zh: "审批") }),
        (.attempts, { told("Calls", zh: "请求") }),
        (.authorizations, { told("Authorizations", zh: "授权") }),
        (.limit, { told("Limit", zh: "限额") }),
        (.drift, { told("Drift", zh: "不符") }),
        (.checkpoints, { told("Checkpoints", zh: "检查点") }),
        (.webhook, { told("Webhook", zh: "推送") }),
    ]
}
