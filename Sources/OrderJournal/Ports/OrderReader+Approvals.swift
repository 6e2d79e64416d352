package import OrderLifecycle

extension OrderReader {
    /// A requested call as the records of its order make it, whatever else is stored of it.
    ///
    /// - Throws: ``ReplayProblem`` where the records contradict each other; whatever prevents
    ///   reading.
    package func replayedApproval(
        _ id: ApprovalID, of order: OutOrderNumber
    ) throws -> ApprovalProjection? {
        var (found, revision): (ApprovalProjection?, Int64) = (nil, 0)
        while true {
            let page = try records(of: .order(order), after: revision, limit: Self.pageSize)
            guard let last = page.last else { return found }
            for record in page {
                let content = try record.content
                guard content.approval == id else { continue }
                if case .order(.approval(.requested(let details))) = content {
                    found = ApprovalProjection(details, record)
                } else {
                    guard let known = found else {
                        throw ReplayProblem(record, .approvalMisused)
                    }
                    found = try known.applying(record, content)
                }
            }
            revision = last.revision
        }
    }
}
