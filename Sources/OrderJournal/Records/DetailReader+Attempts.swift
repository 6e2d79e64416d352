import OrderLifecycle

extension DetailReader {
    func intent() throws(UnreadableRecord) -> IntentDetails {
        IntentDetails(
            attempt: try attempt(), attempted: try attemptedCall(),
            requestDigest: try digest("request_sha256"), consent: try present("permit", consent),
            customer: try present("customer", customer),
            approval: try present("approval", approval))
    }

    private func attemptedCall() throws(UnreadableRecord) -> AttemptedCall {
        let kind: AttemptedCall.Kind = try word("call")
        return switch kind {
        case .order: .order(try call())
        case .authorization(let call): .authorization(call)
        }
    }

    private func consent(_ permit: String) throws(UnreadableRecord) -> ConsentDetails {
        guard try amount("given_up") > .zero else { throw unreadable("given_up") }
        return ConsentDetails(
            permit: try digest(permit), givenUp: try amount("given_up"),
            requestedBy: try person("requested_by", identifiedBy: "requester_identified_by"),
            acknowledgedBy: try acknowledger(),
            alsoBy: try present("also_acknowledged_by") { name throws(UnreadableRecord) in
                try person(name, identifiedBy: "also_identified_by")
            }, until: try time("acknowledged_until"))
    }

    func deferral() throws(UnreadableRecord) -> DeferralDetails {
        DeferralDetails(
            attempt: try attempt(), why: try text("why"), uncertainty: try word("uncertainty"),
            refusal: lines["refusal"] == nil ? nil : try refusal(),
            claim: try present("unverified_because", claim),
            lastSentAt: try time("last_sent_at"), nextAt: try time("next_at"))
    }

    private func claim(_ because: String) throws(UnreadableRecord) -> AnswerClaim {
        AnswerClaim(
            try word(because), status: Int(try number("unverified_status")),
            code: lines["unverified_code"], message: lines["unverified_message"],
            keyID: lines["unverified_key"], date: try present("unverified_date", time),
            receivedAt: try present("received_at", time))
    }

    func outcome() throws(UnreadableRecord) -> AttemptOutcome {
        let code = try text("outcome")
        if let proof = AttemptProof(rawValue: code) { return .applied(proof) }
        if let failure = AttemptFailure(rawValue: code) { return .notApplied(failure) }
        if code == AttemptOutcome.unproven.code { return .unproven }
        guard code == "refused" else { throw unreadable("outcome") }
        return .refused(try refusal())
    }

    private func refusal() throws(UnreadableRecord) -> Refusal {
        Refusal(
            kind: try word("refusal"), code: try text("code"), status: Int(try number("status")),
            message: lines["message"] ?? "")
    }
}
