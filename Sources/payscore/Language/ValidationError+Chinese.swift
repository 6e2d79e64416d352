import ArgumentParser

extension ValidationError {
    /// What is wrong with a command line, in the language of the person.
    init(_ english: String, zh chinese: String) {
        self.init(told(english, zh: chinese))
    }
}
