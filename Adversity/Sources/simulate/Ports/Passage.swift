import OrderEngine
import OrderJournal

/// A request that has left the machine.
protocol Posted: AnyObject {
    /// The wall clock that its signature names.
    var signedAt: Int64 { get }
    /// When it truly left.
    var sentAt: Int64 { get }
}

/// What can become of one request on its way, whatever it is about.
struct Passage<Letter: Posted, Receipt: Sendable> {
    let letter: Letter
    /// Lets something happen at WeChat meanwhile.
    let meddle: () -> Void
    /// Has WeChat carry the request out, and takes its answer, signed at a moment.
    let open: () -> (Int64) -> ProviderAnswer<Receipt>
    /// An answer in the place of WeChat's own.
    let strange: (Mishap) -> ProviderAnswer<Receipt>
}

extension SimulatedProvider {
    /// Carries a request to WeChat and its answer back, over whatever happens on the way.
    func carry<Letter, Receipt>(
        _ passage: Passage<Letter, Receipt>, _ mishap: Mishap
    ) async -> ProviderAnswer<Receipt> {
        switch mishap {
        case .sendCrashAfter:
            deliver(passage)
            world.crash(incarnation)
            return .unknown(.connectionLost)
        case .sendLate:
            deliver(passage)
            await world.pause(Self.timeout)
            return .unknown(.timedOut)
        case .sendLostBefore:
            await world.pause(Self.timeout)
            return .unknown(.timedOut)
        default: break
        }
        await world.pause(world.delay())
        passage.meddle()
        switch mishap {
        case .sendFailedBefore: return .unknown(.serverError(status: 502, code: nil))
        case .sendUnsignedBefore: return .unknown(.unverified(AnswerClaim(.unsigned, status: 502)))
        case .sendLimited: return refuse((429, "FREQUENCY_LIMITED"))
        case .sendRefused: return refuse(world.dice.pick(WireWords.odd))
        case .sendProvesNothing, .sendOfAnother, .sendOfEarlier:
            if world.dice.falls(500) { _ = passage.open() }
            await world.pause(world.delay())
            return passage.strange(mishap)
        default: break
        }
        let answer = passage.open()
        let signedAt = world.time
        if mishap == .sendTwice { deliver(passage) }
        switch mishap {
        case .sendLostAfter:
            await world.pause(Self.timeout)
            return .unknown(.timedOut)
        case .sendFailedAfter: return .unknown(.serverError(status: 500, code: "SYSTEM_ERROR"))
        case .sendUnsignedAfter: return .unknown(.unverified(AnswerClaim(.unsigned, status: 200)))
        default: break
        }
        await world.pause(world.delay())
        guard world.canVerify(signedAt) else {
            return .unknown(.unverified(AnswerClaim(.timestampOutsideWindow, status: 200)))
        }
        return answer(signedAt)
    }

    /// Has a request arrive later; nobody waits for its answer.
    private func deliver<Letter, Receipt>(_ passage: Passage<Letter, Receipt>) {
        let world = self.world
        world.later(world.lateness(of: passage.letter)) {
            world.figures.lateEffects += 1
            _ = passage.open()
        }
    }
}
