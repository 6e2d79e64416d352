import OrderLifecycle

extension DetailReader {
    func beginning() throws(UnreadableRecord) -> BeginningDetails {
        guard let identity = JournalIdentity(text: try text("identity")) else {
            throw unreadable("identity")
        }
        guard let merchant = try? MerchantID(try text("mchid")) else { throw unreadable("mchid") }
        return BeginningDetails(identity: identity, merchant: merchant)
    }

    func policy() throws(UnreadableRecord) -> PolicyDetails {
        let stated = try digest("policy")
        // A guard of the merchant's own may have the same name, further down.
        let isFirst = lines.pairs.dropFirst().first?.name != "previous"
        let previous = isFirst ? nil : try digest("previous")
        let text = lines.pairs.dropFirst(previous == nil ? 1 : 2)
            .map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
        let details = PolicyDetails(text, previous: previous)
        guard details.digest == stated else { throw unreadable("policy") }
        return details
    }

    func sweep() throws(UnreadableRecord) -> SweepDetails {
        guard let sweep = SweepID(text: try text("sweep")) else { throw unreadable("sweep") }
        return SweepDetails(
            sweep: sweep, beganAt: try time("began_at"), asked: try number("asked"),
            differed: try number("differed"), failed: try number("failed"),
            unknown: try number("unknown"), resumedFrom: lines["resumed_from"])
    }

    func resumption() throws(UnreadableRecord) -> ResumptionDetails {
        ResumptionDetails(
            try word("loss"), epoch: try number("epoch"), found: try number("found"),
            known: try present("known", number), knownRoot: try present("known_root", digest))
    }
}
