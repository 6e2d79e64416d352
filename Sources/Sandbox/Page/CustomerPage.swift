import Crypto
import Foundation

/// The page at `GET /sandbox/`, on which a person plays the customer and the colleague by hand.
///
/// It is one file that loads nothing else. It reads what the control interface shows to any program
/// of this machine; for a change it sends the token, which it takes from the fragment of its own
/// address. Browsers send no fragment, neither here nor as a referrer, and the script takes it out
/// of the address bar at once.
enum CustomerPage {
    /// The answer that carries the page.
    static func answer() -> Answer {
        let script = script()
        var answer = Answer(status: 200, body: Array(html(script).utf8), signature: .absent)
        answer.contentType = "text/html; charset=utf-8"
        answer.headers = [
            ("Content-Security-Policy", policy(script)),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ]
        return answer
    }

    /// Allows this script and this style by their digests, requests to where the page is from, and
    /// nothing else.
    private static func policy(_ script: String) -> String {
        [
            "default-src 'none'", "script-src '\(digest(script))'", "style-src '\(digest(style))'",
            "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        ].joined(separator: "; ")
    }

    private static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }

    private static func script() -> String {
        let actions = [
            "orders": CustomerPageAction.order, "authorizations": CustomerPageAction.authorization,
        ]
        // Texts of ours are always encoded.
        let json = (try? JSONText.bytes(of: actions)) ?? Array("{}".utf8)
        return "const actions = \(String(decoding: json, as: UTF8.self));\n\(behaviour)"
    }

    private static func html(_ script: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>payscore sandbox</title>
        <style>\(style)</style>
        </head>
        <body>
        <h1>模拟的微信支付分 <span lang="en">A sandbox of WeChat Pay Score</span></h1>
        <p id="mode" role="status" aria-live="polite"></p>
        <p id="message" role="alert"></p>
        <h2>订单 <span lang="en">Orders</span></h2>
        <div id="orders"></div>
        <h2>授权 <span lang="en">Authorizations</span></h2>
        <div id="authorizations"></div>
        <noscript>此页面需要 JavaScript。<span lang="en">This page needs JavaScript.</span></noscript>
        <script>\(script)</script>
        </body>
        </html>

        """
    }
}
