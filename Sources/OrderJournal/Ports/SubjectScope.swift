/// Which subjects a commit or a read is about, said up front, so that a journal can lock them and
/// fetch what it has of them in one round trip.
public enum SubjectScope: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// These subjects.
    case subjects(Set<Subject>)
    /// All subjects: for what cannot know them beforehand, and may wait for every other commit.
    case wholeJournal

    /// Creates a scope of some subjects.
    public init(arrayLiteral subjects: Subject...) {
        self = .subjects(Set(subjects))
    }

    /// Whether a subject is among them.
    public func contains(_ subject: Subject) -> Bool {
        switch self {
        case .subjects(let subjects): subjects.contains(subject)
        case .wholeJournal: true
        }
    }

    /// Returns the scope with one more subject.
    public func adding(_ subject: Subject) -> SubjectScope {
        switch self {
        case .subjects(let subjects): .subjects(subjects.union([subject]))
        case .wholeJournal: .wholeJournal
        }
    }

    /// Makes sure that a record of this subject may be appended.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/subjectUndeclared`` if not.
    public func check(_ subject: Subject) throws(JournalError) {
        guard !contains(subject) else { return }
        throw JournalError(
            .subjectUndeclared,
            "a record of \(subject) was appended in a commit that was not said to be about it; "
                + "name it in commit(on:)")
    }
}
