import OrderLifecycle

extension LifecycleDiagram {
    /// The diagram as a picture that any browser shows.
    package var svg: String {
        let layout = DiagramLayout(self)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(layout.width)\" "
                + "height=\"\(layout.height)\" viewBox=\"0 0 \(layout.width) \(layout.height)\" "
                + "font-family=\"sans-serif\">",
            "<title>\(title.quotedForXML)</title>",
            "<defs>\(Self.arrow("arrow", Colour.line))\(Self.arrow("taken", Colour.taken))</defs>",
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
        ]
        lines += edges.map { line(of: $0, layout) }
        lines += nodes.map { box(of: $0, layout) }
        lines += edges.map { text(of: $0, layout) }
        lines += notes(layout)
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private enum Colour {
        static let line = "#5f6368"
        static let shortcut = "#9aa0a6"
        static let taken = "#b3261e"
        static let note = "#b26a00"
        static let box = "#1a73e8"
        static let text = "#202124"
    }

    private var title: String {
        path.map { told("The way of order \($0.order)", zh: "订单 \($0.order) 的经过") }
            ?? told("The life of a service order", zh: "服务订单的一生")
    }

    private static func arrow(_ name: String, _ colour: String) -> String {
        "<marker id=\"\(name)\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"10\" "
            + "markerHeight=\"10\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
            + "<path d=\"M0 0 L10 5 L0 10 z\" fill=\"\(colour)\"/></marker>"
    }

    private func line(of edge: LifecycleGraph.Edge, _ layout: DiagramLayout) -> String {
        let isTaken = isTaken(edge)
        let colour = isTaken ? Colour.taken : isShortcut(edge) ? Colour.shortcut : Colour.line
        let dashes = isShortcut(edge) ? " stroke-dasharray=\"5 4\"" : ""
        return "<path d=\"\(layout.curve(of: edge).path)\" fill=\"none\" stroke=\"\(colour)\" "
            + "stroke-width=\"\(isTaken ? 3 : 1)\"\(dashes) "
            + "marker-end=\"url(#\(isTaken ? "taken" : "arrow"))\"/>"
    }

    /// The label of an edge, once broad and white as its ground, and once as itself.
    private func text(of edge: LifecycleGraph.Edge, _ layout: DiagramLayout) -> String {
        let place = layout.label(of: edge)
        let common =
            "<text x=\"\(place.x)\" y=\"\(place.y)\" font-size=\"11\" text-anchor=\"middle\""
        let words = label(of: edge).quotedForXML
        let ground = "stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\""
        return "\(common) \(ground) fill=\"#ffffff\" aria-hidden=\"true\">\(words)</text>"
            + "\(common) fill=\"\(isTaken(edge) ? Colour.taken : Colour.text)\">\(words)</text>"
    }

    private func box(of node: LifecycleNode, _ layout: DiagramLayout) -> String {
        let centre = layout.centre(of: node)
        let isNow = path?.now == node
        let stroke =
            "stroke=\"\(isNow ? Colour.taken : Colour.box)\" stroke-width=\"\(isNow ? 3 : 1)\""
        let fill =
            switch node {
            case .start: "#e8f0fe"
            case .indeterminate: "#fef7e0"
            case .phase(let kind): kind.isFinal ? "#f1f3f4" : "#e8f0fe"
            }
        if node == .start {
            return "<circle cx=\"\(centre.x)\" cy=\"\(centre.y)\" "
                + "r=\"\(DiagramLayout.startRadius)\" fill=\"\(fill)\" \(stroke)/>"
        }
        let (width, height) = (DiagramLayout.boxWidth, DiagramLayout.boxHeight)
        return "<rect x=\"\(centre.x - width / 2)\" y=\"\(centre.y - height / 2)\" "
            + "width=\"\(width)\" height=\"\(height)\" rx=\"10\" fill=\"\(fill)\" \(stroke)/>"
            + "<text x=\"\(centre.x)\" y=\"\(centre.y + 5)\" font-size=\"14\" "
            + "text-anchor=\"middle\" fill=\"\(Colour.text)\">\(node.name)</text>"
    }

    /// What was denied, and what was done elsewhere, below the picture.
    private func notes(_ layout: DiagramLayout) -> [String] {
        (path?.notes ?? []).enumerated().map { index, note in
            let place = told("in \(note.at.name)", zh: "在 \(note.at.name)")
            let words = "\(note.isOutside ? "!" : "✗") \(place) · \(note.label)"
            return "<text x=\"24\" y=\"\(layout.noteTop + 24 * index)\" font-size=\"13\" "
                + "fill=\"\(Colour.note)\">\(words.quotedForXML)</text>"
        }
    }
}

extension String {
    /// The text as it may stand in XML.
    fileprivate var quotedForXML: String {
        visible.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
