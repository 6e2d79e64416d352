/// The word before a line of a card, in a column of its own.
func cardLabel(_ english: String, zh chinese: String) -> StyledText {
    StyledText("  " + told(english, zh: chinese)).padded(to: 12)
}
