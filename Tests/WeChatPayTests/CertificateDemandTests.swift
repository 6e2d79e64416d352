import Testing

@testable import WeChatPay

struct CertificateDemandTests {
    @Test func `they are asked for once a minute`() {
        let demand = CertificateDemand()
        let asked = [0, 1, 59, 60, 61, 119, 120].map { demand.mayAsk(at: .seconds($0)) }
        #expect(asked == [true, false, false, true, false, false, true])
    }
}
