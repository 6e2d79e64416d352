extension Doctor {
    /// Looks whether the webhook that the configuration names can be served; nothing is sent.
    func checkWebhook(_ configuration: PayscoreConfiguration, _ list: inout CheckList) {
        do throws(Failure) {
            guard let webhook = try configuration.webhook() else { return }
            let place = webhook.address.shown
            list.ok(
                "webhook", told("every record goes to \(place)", zh: "每条记录都发往 \(place)"))
        } catch {
            list.fail(
                "webhook", error,
                told("correct webhook in the configuration", zh: "请改正配置中的 webhook"))
        }
    }
}
