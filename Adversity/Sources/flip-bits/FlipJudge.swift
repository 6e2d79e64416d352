import OrderEngine

/// Judges what came of one flipped bit.
struct FlipJudge {
    let story: SealedStory
    let flip: Int
    let file: FlippedFile

    /// Tells whether the flip had an effect; one that had and is not noticed is a failure.
    func judge(_ found: Inspection, _ tally: inout FlipTally) -> Bool {
        if let untyped = found.untyped {
            tally.fail(flip, "an error without a type: \(untyped)")
        }
        let isSame = found.content == story.content
        if found.isDetected {
            let how = found.isOpen ? "found by verifying" : "refused with a typed error"
            tally.count("flips of \(file.rawValue): \(how)")
            checkWhoNoticed(found, &tally)
            return true
        }
        if let unreadable = found.unreadable {
            tally.fail(flip, "\(unreadable): a verification does not see it, only who reads it")
            return true
        }
        if isSame {
            tally.count("flips of \(file.rawValue): without effect on what it says")
            return false
        }
        let members = found.content?.members(differingFrom: story.content) ?? ["all"]
        tally.fail(flip, "not noticed: \(file.rawValue), \(members)")
        return true
    }

    /// A damaged slot counts as none: the newest of the others speaks, and says what it was
    /// written to say.
    func judge(damaged slot: Int, _ found: Inspection, _ tally: inout FlipTally) -> Bool {
        let slots = story.slots
        if found.isDetected || found.untyped != nil || found.content != story.content {
            tally.fail(flip, "a damaged slot of \(slots.newestFirst.count) stops the journal")
        }
        if slots.newest(without: [slot])?.isSaid(by: found.head) != true {
            tally.fail(flip, "slot \(slot) is damaged, and the head says something else")
        }
        let isNewest = slots.newest()?.index == slot
        tally.count(
            "flips of the head file: the slot counts as none, "
                + (isNewest ? "the one before it speaks" : "the newest speaks"))
        return slots.newestFirst.contains { $0.index == slot }
    }

    private func checkWhoNoticed(_ found: Inspection, _ tally: inout FlipTally) {
        let altered = story.content.firstDifference(in: found.records)
        if let altered, found.firstBad ?? .max > altered {
            tally.fail(flip, "record \(altered) differs, found: \(Self.words(found))")
        }
        guard let content = found.content, content != story.content else { return }
        // A log with a bad frame ends before it.
        if file == .log {
            if !found.layers.contains(.head) || found.firstBad != altered {
                tally.fail(flip, "a lost end is not noticed by the head, or not named")
            } else if found.layers.isDisjoint(with: [.hashes, .kept, .published]) {
                tally.count("flips of the write-ahead log: noticed by the head file alone")
            }
        }
        guard let altered = content.onlyDifference(from: story.content) else { return }
        if found.firstBad == altered {
            tally.count("flips of one record: named")
        } else {
            tally.fail(flip, "record \(altered) was altered, found: \(Self.words(found))")
        }
    }

    private static func words(_ found: Inspection) -> String {
        found.findings.prefix(3).map(\.description).joined(separator: "; ")
    }
}
