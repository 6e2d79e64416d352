extension Attack {
    static let ofWholeFiles = [
        Attack("an old copy of the database put back") { attacker, story in
            var copy = story.old
            copy.head = story.closed.head
            try copy.write(to: attacker.path)
        },
        Attack("an old copy put back, and the row that names the head removed") {
            attacker, story in
            try story.old.write(to: attacker.path)
            try attacker.forgetHead()
            try attacker.put(head: story.closed.head)
        },
        Attack("old copies of database and head put back") { attacker, story in
            try story.old.write(to: attacker.path)
        },
        Attack("the database of another journal put in its place") { attacker, story in
            var copy = story.foreign
            copy.head = story.closed.head
            try copy.write(to: attacker.path)
        },
        Attack("database and head of another journal put in their place") { attacker, story in
            try story.foreign.write(to: attacker.path)
        },
        Attack("the write-ahead log deleted") { attacker, story in
            var copy = story.stopped
            copy.log = nil
            try copy.write(to: attacker.path)
        },
        Attack("the end of the write-ahead log cut off, not sealed") { attacker, story in
            try story.withoutLastCommit.write(to: attacker.path)
        },
        Attack("the same end cut off, and the head and the row that names it removed") {
            attacker, story in
            try story.withoutLastCommit.write(to: attacker.path)
            try attacker.forgetHead()
        },
        // Nothing else notices this one, so that the head is what noticed the others.
        Attack("the same end cut off, and a new head made") { attacker, story in
            try story.withoutLastCommit.write(to: attacker.path)
            try await attacker.makeNewHead()
        },
    ]

    static let ofTheHead = [
        Attack("the head file deleted") { attacker, _ in try attacker.put(head: nil) },
        Attack("the head file deleted, and the row that names it") { attacker, _ in
            try attacker.forgetHead()
        },
        Attack("the row that names the head removed") { attacker, story in
            try attacker.forgetHead()
            try attacker.put(head: story.closed.head)
        },
        Attack("the head file emptied") { attacker, _ in try attacker.put(head: []) },
        Attack("the head file of another journal put in its place") { attacker, story in
            try attacker.put(head: story.foreign.head)
        },
        Attack("an old copy of the head file put back") { attacker, story in
            try attacker.put(head: story.old.head)
        },
        Attack("all slots of the head file damaged") { attacker, story in
            try attacker.put(head: story.head(damaging: HeadSlots.count))
        },
        Attack("all slots of the head file damaged but one") { attacker, story in
            try attacker.put(head: story.head(damaging: HeadSlots.count - 1))
        },
    ]
}

extension SealedStory {
    /// The stopped journal with its log as it was before the last commit.
    fileprivate var withoutLastCommit: JournalCopy {
        var copy = stopped
        copy.log = copy.log.map { Array($0.prefix(lengthBeforeLastCommit)) }
        return copy
    }

    /// The closed journal's head file with a bit turned in each of so many slots, the newest first.
    fileprivate func head(damaging count: Int) -> [UInt8] {
        var bytes = closed.head ?? []
        for slot in slots.newestFirst.prefix(count) {
            bytes[slot.index * HeadSlots.length + 60] ^= 1
        }
        return bytes
    }
}
