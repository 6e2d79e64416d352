import Foundation
import OrderService

/// A witness as the service asks it: within a time, and called by no path of this machine.
struct ServiceWitness: CheckpointWitness {
    let witness: Witness
    let limit: Duration

    var name: String {
        switch witness {
        case .program(let program): URL(fileURLWithPath: program.path).lastPathComponent
        case .address(let address): address.shown
        }
    }

    func take(_ note: String) async throws(WitnessFailure) {
        try await witness.take(note, within: limit)
    }
}
