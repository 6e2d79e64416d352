import OrderLifecycle

extension LifecycleDiagram {
    /// The diagram in Graphviz's language.
    package var dot: String {
        var lines = [
            "digraph order {", "  rankdir=LR;",
            "  node [shape=box, style=rounded, fontname=\"sans-serif\"];",
            "  edge [fontname=\"sans-serif\", fontsize=10];",
        ]
        for node in nodes {
            var attributes = ["label=\"\(node.name)\""]
            switch node {
            case .start: attributes += ["shape=circle", "width=0.3"]
            case .indeterminate: attributes.append("style=\"rounded,dashed\"")
            case .phase(let kind): if kind.isFinal { attributes.append("peripheries=2") }
            }
            if path?.now == node { attributes += ["color=\"#b3261e\"", "penwidth=2.5"] }
            lines.append("  \(node.name) [\(attributes.joined(separator: ", "))];")
        }
        for edge in edges {
            var attributes = ["label=\"\(label(of: edge))\""]
            if isShortcut(edge) { attributes.append("style=dashed") }
            if isTaken(edge) {
                attributes += ["color=\"#b3261e\"", "fontcolor=\"#b3261e\"", "penwidth=2.5"]
            }
            lines.append(
                "  \(edge.from.name) -> \(edge.to.name) [\(attributes.joined(separator: ", "))];")
        }
        for (index, note) in (path?.notes ?? []).enumerated() {
            let name = note.name(index)
            lines.append(
                "  \(name) [shape=note, color=\"#b26a00\", "
                    + "label=\"\(note.label.quotedForDot)\"];")
            lines.append(
                "  \(note.at.name) -> \(name) [style=dotted, arrowhead=tee, color=\"#b26a00\"];")
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    /// The diagram in Mermaid's language.
    package var mermaid: String {
        var lines = ["flowchart LR"]
        for node in nodes {
            switch node {
            case .start: lines.append("  start((start))")
            case .indeterminate: lines.append("  indeterminate{{indeterminate}}")
            case .phase(let kind):
                lines.append(
                    kind.isFinal ? "  \(node.name)([\(node.name)])" : "  \(node.name)(\(node.name))"
                )
            }
        }
        var taken: [Int] = []
        for (index, edge) in edges.enumerated() {
            let arrow = isShortcut(edge) ? "-.->" : "-->"
            let label = label(of: edge).quotedForMermaid
            lines.append("  \(edge.from.name) \(arrow)|\"\(label)\"| \(edge.to.name)")
            if isTaken(edge) { taken.append(index) }
        }
        for (index, note) in (path?.notes ?? []).enumerated() {
            let name = note.name(index)
            lines.append("  \(note.at.name) -.-x \(name)[\"\(note.label.quotedForMermaid)\"]")
            lines.append("  style \(name) stroke:#b26a00,color:#b26a00")
        }
        if !taken.isEmpty {
            let indices = taken.map(String.init).joined(separator: ",")
            lines.append("  linkStyle \(indices) stroke:#b3261e,stroke-width:3px")
        }
        if let now = path?.now {
            lines.append("  style \(now.name) stroke:#b3261e,stroke-width:3px")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension OrderPath.Note {
    /// The name of the box that it stands in.
    fileprivate func name(_ index: Int) -> String {
        "\(isOutside ? "outside" : "denied")\(index + 1)"
    }

    /// What stands in the note: the words, and at which revisions.
    var label: String {
        "\(words) " + revisions.map { "#\($0)" }.joined(separator: " ")
    }
}

extension String {
    /// The text between the quotation marks of Graphviz's language.
    fileprivate var quotedForDot: String {
        visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// The text between the quotation marks of Mermaid's language.
    fileprivate var quotedForMermaid: String {
        visible.replacing("#", with: "#35;").replacing("\"", with: "#quot;")
            .replacing("<", with: "#lt;").replacing(">", with: "#gt;")
    }
}
