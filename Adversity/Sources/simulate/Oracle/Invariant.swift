/// What must always hold, by its number in the list of invariants.
enum Invariant: String, CaseIterable {
    /// What was acknowledged survives.
    case i1 = "I1"
    /// Sequence numbers and revisions are dense, and the chains hold.
    case i2 = "I2"
    /// The journal verifies as a whole, seals included.
    case i3 = "I3"
    /// Every request has an earlier durable intent with the same bytes.
    case i4 = "I4"
    /// No attempt is sent more often than recorded, or than its terms permit, or twice at once.
    case i5 = "I5"
    /// An order has at most one open attempt.
    case i6 = "I6"
    /// An attempt ends once, and after its intent.
    case i7 = "I7"
    /// What an attempt is said to have done is what it did at WeChat.
    case i8 = "I8"
    /// No cancel goes out against what is known without the acknowledgement that it needs.
    case i9 = "I9"
    /// A permit is spent once, together with an intent.
    case i10 = "I10"
    /// Orders follow the legal edges only.
    case i11 = "I11"
    /// What is stored of an order is what its records give.
    case i12 = "I12"
    /// A notification that was acknowledged is in the journal, and each there was sent by WeChat
    /// and is there once.
    case i13 = "I13"
    /// An older observation never takes an order back.
    case i14 = "I14"
    /// Every refusal has its record.
    case i15 = "I15"
    /// Every attempt ends or is parked once faults stop.
    case i16 = "I16"
    /// Nothing is written after a failed commit.
    case i17 = "I17"
    /// What nobody signed moves nothing that WeChat signed.
    case i21 = "I21"
    /// What another system did is told as such, and what we did or may have done is not.
    case i22 = "I22"
    /// An attempt ends as answered only by an answer that proves its success.
    case i23 = "I23"
    /// Nothing is given up unless a person stated exactly the amount at stake, and the records say
    /// who requested, who acknowledged and who called.
    case i24 = "I24"
    /// Where an authorization stands is what WeChat signed of it, and whose it is.
    case i25 = "I25"
    /// No older word moves an authorization back, and none that has ended is shown as available
    /// once that is proven.
    case i26 = "I26"
    /// No authorization is ended while the journal knows open orders of its customer, nor another
    /// agreement than the one on which that was decided.
    case i27 = "I27"
    /// After a sweep to which nothing happened, no order that was open stands behind what WeChat
    /// showed.
    case i28 = "I28"
    /// A requested call is made as it was stored, and by as many other people's words about exactly
    /// the amount at stake as the policy asks for.
    case i29 = "I29"
    /// A requested call is made once at most, in its time, and never after its end.
    case i30 = "I30"
}

/// An invariant that does not hold, and where.
struct Violation {
    let invariant: Invariant
    let explanation: String
}
