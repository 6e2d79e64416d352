import OrderEngineJSON

/// Whether the service answers.
struct HealthJSON: AnswerForm {
    /// `alive` or `ready`.
    let status: String
}
