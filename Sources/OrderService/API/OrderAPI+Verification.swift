import Hummingbird
import HummingbirdCore
import OrderJournal

extension OrderAPI {
    /// The verification that is under way, or was made last.
    func latestVerification() throws -> Response {
        try Response(VerificationRunJSON(verifiable().latest))
    }

    /// Begins a verification of the whole journal, unless one is under way.
    func verify(_ exchange: Exchange) throws -> Response {
        let note = try exchange.members(["checkpoint"]).optionalText("checkpoint")
        let outside = note.flatMap(Checkpoint.init(cosigned:))
        guard note == nil || outside != nil else {
            throw ServiceProblem(
                .badRequest, .memberInvalid,
                "the member checkpoint must be a note as payscore checkpoint writes it")
        }
        guard let run = try verifiable().begin(against: outside) else {
            throw ServiceProblem.tooMany(
                "a verification that compares something else is under way; ask again once it is "
                    + "over", retryAfter: 10)
        }
        return try Response(VerificationRunJSON(run), .accepted)
    }

    /// What verifies the journal.
    func verifiable() throws(ServiceProblem) -> JournalVerification {
        guard let verification else {
            throw ServiceProblem(
                .notFound, .endpointUnknown, "this service does not verify its journal")
        }
        return verification
    }
}
