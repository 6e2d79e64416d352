import OrderService

/// Who is given each checkpoint, where the journal's writer cannot change it: a program that takes
/// it there, or an address that takes it itself.
enum Witness: Hashable, Sendable {
    case program(WitnessProgram)
    case address(WitnessAddress)

    /// What may be shown of it, in answers and in messages.
    var name: String {
        switch self {
        case .program(let program): program.path
        case .address(let address): address.shown
        }
    }

    /// The witnesses of a command and an address, each ready to be asked.
    ///
    /// - Throws: ``Failure`` if the program cannot be run, or the configured address is none.
    static func named(command: String?, address text: String?) throws(Failure) -> [Witness] {
        var witnesses: [Witness] = []
        if let command {
            let program = WitnessProgram(path: command)
            try program.check()
            witnesses.append(.program(program))
        }
        if let text {
            guard let address = WitnessAddress(text) else {
                throw Failure(
                    .configuration, "configuration_value_invalid",
                    "\(ConfigurationKey.checkpointPublishURL.rawValue) must be "
                        + WitnessAddress.rule)
            }
            witnesses.append(.address(address))
        }
        return witnesses
    }

    /// Hands a checkpoint over.
    ///
    /// - Parameter limit: How long that may take.
    /// - Throws: ``WitnessFailure``.
    func take(_ note: String, within limit: Duration) async throws(WitnessFailure) {
        switch self {
        case .program(let program): try await program.run(with: note, within: limit)
        case .address(let address): try await address.post(note, within: limit)
        }
    }
}

extension WitnessFailure {
    /// That the time was over.
    static func late(_ limit: Duration) -> WitnessFailure {
        WitnessFailure("did not end within \(limit.components.seconds) seconds")
    }
}
