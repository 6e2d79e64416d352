import OrderLifecycle
import Testing

/// The closed machine of an authorization.
struct AuthorizationStateTests {
    private typealias State = AuthorizationState
    private typealias Event = AuthorizationEvent

    private static func time(_ seconds: Int64?) -> Timestamp? {
        seconds.flatMap { try? Timestamp(milliseconds: $0 * 1000) }
    }

    /// Each state with the events that can happen in it, and where they lead.
    private static let table: [AuthorizationState: [AuthorizationEvent: AuthorizationState]] = [
        .unseen: [.requested: .pending, .opened: .available, .closed: .unavailable],
        .pending: [.opened: .available, .closed: .unavailable],
        .available: [.closed: .unavailable],
        .unavailable: [.opened: .available],
        .indeterminate: [.requested: .pending, .opened: .available, .closed: .unavailable],
    ]

    @Test func `each event leads where the table says, and nowhere else`() throws {
        for state in State.allCases {
            for event in Event.allCases {
                if let expected = Self.table[state]?[event] {
                    #expect(try state.following(event) == expected, "\(state) \(event)")
                } else {
                    #expect(throws: IllegalAuthorizationEvent(state: state, event: event)) {
                        try state.following(event)
                    }
                }
            }
        }
    }

    @Test(
        arguments: [
            ("UNBINDUSER", State.pending), ("AVAILABLE", .available), ("UNAVAILABLE", .unavailable),
            ("available", .indeterminate), ("AVAILABLE ", .indeterminate), ("", .indeterminate),
            ("UNSEEN", .indeterminate), (nil, .indeterminate),
        ] as [(String?, AuthorizationState)])
    func `WeChat's word is compared letter for letter`(word: String?, state: AuthorizationState) {
        #expect(AuthorizationSnapshot(state: word).shown == state)
    }

    /// What is known and since when, what WeChat shows and since when, and what that adds.
    @Test(
        arguments: [
            (State.unseen, nil, "UNBINDUSER", nil, AuthorizationFinding.event(.requested)),
            (.unseen, nil, "AVAILABLE", 10, .event(.opened)),
            (.unseen, nil, "UNAVAILABLE", 10, .event(.closed)),
            (.unseen, nil, "ELSE", nil, .indeterminate),
            (.pending, nil, "UNBINDUSER", nil, .confirmed),
            (.pending, nil, "AVAILABLE", nil, .event(.opened)),
            (.available, 10, "AVAILABLE", 10, .confirmed),
            (.available, 10, "UNAVAILABLE", 11, .event(.closed)),
            (.available, 10, "UNAVAILABLE", 10, .event(.closed)),
            (.available, 10, "UNAVAILABLE", nil, .event(.closed)),
            (.available, 10, "UNAVAILABLE", 9, .stale(.unavailable)),
            (.available, nil, "UNBINDUSER", nil, .stale(.pending)),
            (.unavailable, 20, "AVAILABLE", 10, .stale(.available)),
            (.unavailable, 20, "AVAILABLE", 21, .event(.opened)),
            (.unavailable, 20, "AVAILABLE", nil, .event(.opened)),
            (.unavailable, 20, "UNBINDUSER", nil, .stale(.pending)),
            (.unavailable, 20, "UNAVAILABLE", 20, .confirmed),
            (.unavailable, 20, "UNAVAILABLE", 19, .confirmed),
            (.unavailable, 20, "AVAILABLE", 20, .stale(.available)),
            (.indeterminate, 20, "AVAILABLE", 20, .event(.opened)),
            (.indeterminate, 20, "AVAILABLE", 19, .stale(.available)),
            (.indeterminate, 20, "UNBINDUSER", nil, .stale(.pending)),
            (.indeterminate, nil, "UNBINDUSER", nil, .event(.requested)),
        ] as [(AuthorizationState, Int64?, String, Int64?, AuthorizationFinding)])
    func `an older word never moves an authorization back`(
        state: AuthorizationState, since: Int64?, word: String, moment: Int64?,
        expected: AuthorizationFinding
    ) throws {
        let known = AuthorizationKnowledge(state, since: Self.time(since))
        let snapshot = AuthorizationSnapshot(
            state: word, openedAt: word == "AVAILABLE" ? Self.time(moment) : nil,
            closedAt: word == "UNAVAILABLE" ? Self.time(moment) : nil)
        let finding = known.finding(in: snapshot)
        #expect(finding == expected)
        let next = try known.following(finding, at: snapshot.since)
        #expect(next.state == (expected.supportsState ? snapshot.shown : state))
        #expect((next.since ?? Timestamp(clamping: 0)) >= (known.since ?? Timestamp(clamping: 0)))
    }

    @Test func `whatever is seen in whatever order, a finding's event can happen`() throws {
        let words: [String?] = ["UNBINDUSER", "AVAILABLE", "UNAVAILABLE", "ELSE", nil]
        var known: Set<AuthorizationKnowledge> = [.unseen]
        for _ in 0..<4 {
            for knowledge in known {
                for word in words {
                    for moment in [nil, 1, 2, 3] as [Int64?] {
                        let snapshot = AuthorizationSnapshot(
                            state: word, openedAt: Self.time(moment), closedAt: Self.time(moment))
                        let finding = knowledge.finding(in: snapshot)
                        known.insert(try knowledge.following(finding, at: snapshot.since))
                    }
                }
            }
        }
        #expect(known.count > 10)
    }

    @Test func `notifications that come late and twice leave the last change`() throws {
        let opened = AuthorizationSnapshot.opened(at: try Timestamp(milliseconds: 1000))
        let closed = AuthorizationSnapshot.closed(at: try Timestamp(milliseconds: 2000))
        for story in [[opened, closed], [closed, opened], [closed, opened, closed, opened]] {
            var known = AuthorizationKnowledge.unseen
            for snapshot in story {
                known = try known.following(known.finding(in: snapshot), at: snapshot.since)
            }
            #expect(known == AuthorizationKnowledge(.unavailable, since: closed.closedAt))
        }
    }
}
