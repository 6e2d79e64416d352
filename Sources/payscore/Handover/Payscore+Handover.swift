extension Payscore {
    /// The commands that the owner of a journal runs for other processes.
    ///
    /// The others end with `journal_locked`: they run for long (`sweep`, `import`), begin or mend a
    /// journal (`init`, `resume`), are owners themselves (`serve`), or do what the owner does
    /// (`receive`).
    static var handedOver: [any PayscoreCommand.Type] {
        [
            AuthorizationQueryCommand.self, AuthorizationRequestCommand.self,
            AuthorizationTerminateCommand.self, CallsCommand.self, CanCancelCommand.self,
            CancelCommand.self, CheckpointCommand.self, CollectCommand.self, CompleteCommand.self,
            CreateCommand.self, CreateCompletedCommand.self, ForgetCustomerCommand.self,
            ModifyCommand.self, NoteCommand.self, ObserveCommand.self, ProtectCommand.self,
            QueryCommand.self, ReconcileCommand.self, ReportPaidCommand.self,
            ApprovalAcknowledgeCommand.self,
            ApprovalRejectCommand.self, ApprovalWithdrawCommand.self, ApprovalRunCommand.self,
            UnprotectCommand.self,
            VelocityLimitResetCommand.self,
        ]
    }

    /// Runs a command that another process handed over.
    ///
    /// - Returns: `nil` if it is none of those.
    static func statusOfHanded(_ words: [String]) async -> ExitStatus? {
        guard let command = try? parsed(words) as? any PayscoreCommand,
            command.isHandedOver
        else { return nil }
        return await command.status()
    }
}

extension PayscoreCommand {
    /// Whether the owner of the journal would run this command.
    var isHandedOver: Bool {
        Payscore.handedOver.contains { $0 == Self.self } && needsNoFileOfItsOwn
    }
}
