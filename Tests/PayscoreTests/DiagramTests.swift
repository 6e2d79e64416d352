import Foundation
import OrderLifecycle
import Testing

@testable import OrderPresentation
@testable import payscore

/// Diagrams are made by the transition function, not beside it.
struct DiagramTests {
    @Test func `every phase has its events, and final phases have none`() {
        let graph = LifecycleGraph()
        for kind in OrderPhase.Kind.allCases {
            let leaving = graph.edges.filter { $0.from == .phase(kind) }
            #expect(leaving.isEmpty == kind.isFinal)
            #expect(graph.edges.contains { $0.to == .phase(kind) })
        }
        // A correction takes back what was only claimed; it is no step of a life.
        for event in OrderEvent.Kind.allCases where event != .corrected {
            #expect(graph.edges.contains { $0.events.contains(event) }, "\(event)")
        }
    }

    @Test(arguments: [
        (OrderPhase.Kind.created, OrderEvent.Kind.confirmed, OrderPhase.Kind.inService),
        (.inService, .completed, .awaitingPayment), (.inService, .completedWithoutCharge, .done),
        (.awaitingPayment, .reduced, .awaitingPayment), (.awaitingPayment, .paid, .done),
        (.awaitingPayment, .revoked, .revoked), (.created, .expired, .expired),
    ])
    func `the steps that people know are there`(
        from: OrderPhase.Kind, event: OrderEvent.Kind, to: OrderPhase.Kind
    ) {
        let edge = LifecycleGraph().edges.first { $0.from == .phase(from) && $0.to == .phase(to) }
        #expect(edge?.events.contains(event) == true)
    }

    @Test func `the three languages name every phase`() throws {
        let diagram = LifecycleDiagram()
        for text in [diagram.mermaid, diagram.dot, diagram.svg] {
            for kind in OrderPhase.Kind.allCases { #expect(text.contains(kind.rawValue)) }
        }
        #expect(diagram.mermaid.hasPrefix("flowchart LR\n"))
        #expect(diagram.dot.hasPrefix("digraph order {\n") && diagram.dot.hasSuffix("}\n"))
        #expect(diagram.svg.hasPrefix("<svg ") && diagram.svg.hasSuffix("</svg>\n"))
    }

    @Test func `boxes stand apart and within the picture`() {
        let diagram = LifecycleDiagram()
        let layout = DiagramLayout(diagram)
        let centres = diagram.nodes.map(layout.centre)
        #expect(Set(centres).count == centres.count)
        for centre in centres {
            #expect((0...layout.width).contains(centre.x))
            #expect((0...layout.height).contains(centre.y))
        }
    }

    @Test func `an order's way and its denied tries are drawn`() async throws {
        let shop = try await Shop()
        try await shop.charge("A-1")
        _ = try await shop.payscore("cancel", "A-1", "--reason", "x")
        let mermaid = try await shop.payscore("diagram", "A-1")
        #expect(mermaid.status == 0)
        #expect(mermaid.output.contains("linkStyle"))
        #expect(mermaid.output.contains("cancel: needs acknowledgement"))
        let dot = try await shop.payscore("diagram", "A-1", "--format", "dot")
        #expect(dot.output.contains("penwidth=2.5"))
        let svg = try await shop.payscore("diagram", "A-1", "--format", "svg")
        #expect(svg.output.contains("The way of order A-1"))
        let unknown = try await shop.payscore("diagram", "NONE", "--output", "json")
        #expect(unknown.status == 66)
    }
}
