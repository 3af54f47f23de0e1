internal import ArgumentParser
internal import WinnowDomain

/// The command `winnow` and everything that it can do.
struct Winnow: AsyncParsableCommand {
    static let version = Release.version

    static let configuration = CommandConfiguration(
        commandName: "winnow",
        abstract: "Active learning and annotation: label what teaches the model most.",
        discussion: """
            A first session:
              winnow queue create queues/support-tickets.yaml
              winnow import support-tickets examples/support-tickets/tickets.jsonl --no-labels
              winnow label support-tickets

            Everything lies in one folder: --data, or the variable WINNOW_DATA, or else ./winnow-data.
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Queues and items",
                subcommands: [QueueCommand.self, ImportCommand.self, ExportCommand.self, WebhookCommand.self]
            ),
            CommandGroup(
                name: "Labelling",
                subcommands: [
                    ServeCommand.self, LabelCommand.self, ReplayCommand.self, AnnotatorCommand.self,
                    CounterfactualCommand.self,
                ]
            ),
            CommandGroup(
                name: "Learning",
                subcommands: [
                    RetrainCommand.self, RankCommand.self, PredictCommand.self, EvaluateCommand.self,
                    SimulateCommand.self, TuneCommand.self, ModelCommand.self, EncoderCommand.self, EncodeCommand.self,
                ]
            ),
            CommandGroup(
                name: "Upkeep",
                subcommands: [CheckCommand.self, BackupCommand.self, DoctorCommand.self, CompletionsCommand.self]
            ),
        ]
    )
}
