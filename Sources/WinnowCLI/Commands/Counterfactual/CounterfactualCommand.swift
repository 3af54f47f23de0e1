internal import ArgumentParser

struct CounterfactualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counterfactual",
        abstract: "Pairs of an original and a minimally edited text: write and review them, bring them in and out.",
        subcommands: [
            CounterfactualWrite.self, CounterfactualReview.self, CounterfactualListCommand.self,
            CounterfactualPropose.self, CounterfactualImport.self, CounterfactualExport.self,
        ]
    )
}
