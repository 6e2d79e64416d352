/// A place in a picture, in pixels.
struct DiagramPoint: Hashable {
    var x: Int
    var y: Int
}
