import OrderLifecycle

extension CallDecision {
    /// What would be given up and must be acknowledged, or was.
    var loss: Loss? {
        switch self {
        case .allowed(let clearance): clearance.acknowledged?.loss
        case .needsAcknowledgement(let loss): loss
        case .denied: nil
        }
    }

    /// In which ways it is given up.
    var hazards: [MessageJSON] {
        (loss?.sentences ?? []).map { MessageJSON($0) }
    }

    /// What may be lost without being asked about.
    var notices: [NoticeJSON] {
        switch self {
        case .allowed(let clearance): clearance.notice.map { [NoticeJSON($0)] } ?? []
        case .needsAcknowledgement, .denied: []
        }
    }

    /// When the order may be collected for next, where it was a short while ago.
    var nextCollectAt: String? {
        switch self {
        case .allowed, .needsAcknowledgement: nil
        case .denied(let denial): denial.nextCollectAt?.description
        }
    }

    /// All that speaks against the call.
    var reasons: [MessageJSON] {
        switch self {
        case .allowed, .needsAcknowledgement: []
        case .denied(let denial): denial.sentences.map { MessageJSON($0) }
        }
    }
}
