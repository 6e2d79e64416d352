@main struct Payscore { static func main() {} }
