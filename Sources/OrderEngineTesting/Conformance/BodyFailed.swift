/// What a body throws to make its commit fail.
struct BodyFailed: Error {}
