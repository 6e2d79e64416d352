package import OrderJournal
package import OrderLifecycle

extension InMemoryContent {
    package func approval(_ id: ApprovalID) -> ApprovalProjection? {
        approvals.first { $0.id == id }
    }

    package func waitingApproval(of order: OutOrderNumber) -> ApprovalProjection? {
        approvals.first { $0.isWaiting && $0.terms.order == order }
    }

    package func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int
    ) -> [ApprovalProjection] {
        let newest = approvals.reversed()
        let rest =
            cursor.map { cursor in newest.drop { $0.id != cursor }.dropFirst() } ?? newest[...]
        return rest.lazy.filter { !waitingOnly || $0.isWaiting }.first(limit)
    }

    package func request(of approval: ApprovalID) -> [UInt8]? { approvalRequests[approval] }

    /// Keeps a requested call in its place.
    func store(_ approval: ApprovalProjection, bringing request: [UInt8]?) {
        if let index = approvals.firstIndex(where: { $0.id == approval.id }) {
            approvals[index] = approval
        } else {
            approvals.append(approval)
            approvalRequests[approval.id] = request
        }
    }
}
