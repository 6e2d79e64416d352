/// Thrown behind the last byte of an answer, to have the connection closed.
struct ConnectionDropped: Error {}
