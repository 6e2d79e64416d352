/// An observation of WeChat's, and from when it is.
struct DatedObservation: Sendable {
    let observation: OrderObservation
    let time: ObservationTime

    func cause(_ kind: Cause.Kind) -> Cause {
        Cause(kind, id: observation.evidence?.requestID)
    }
}
