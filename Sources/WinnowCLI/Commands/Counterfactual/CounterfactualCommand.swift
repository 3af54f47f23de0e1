internal import ArgumentParser

struct CounterfactualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counterfactual",
        abstract: "Pairs of an original and a minimally edited text: list them, bring them in, take them out.",
        subcommands: [
            CounterfactualListCommand.self, CounterfactualPropose.self, CounterfactualImport.self,
            CounterfactualExport.self,
        ]
    )
}
