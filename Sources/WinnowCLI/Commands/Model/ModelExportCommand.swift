internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct ModelExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a model version as a file that other programs read.",
        discussion: """
            As onnx it is a graph for onnxruntime, from features to the probabilities that `winnow predict` gives, with a
            description of the features in its metadata; as json it is the same in numbers. docs/model-export.md has a
            program in Python that reads it.

            Examples:
              winnow model export support-tickets --output support-tickets.onnx
              winnow model export support-tickets --model 12 --format json --output model.json
            """
    )

    @Argument(help: "The queue.")
    var queue: String

    @Option(help: ArgumentHelp("This model version; else the promoted one.", valueName: "version"))
    var model: VersionNumber?

    @Option(help: ArgumentHelp("onnx or json; else by the name of --output, else onnx.", valueName: "format"))
    var format: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; else the standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var common: OutputOptions

    func validate() throws {
        if common.json, output ?? "-" == "-" {
            throw ValidationError("--json reports on a file; name it with --output")
        }
    }

    func run() async throws {
        let format = try chosenFormat()
        if format == .onnx, output ?? "-" == "-", isatty(STDOUT_FILENO) == 1 {
            throw Problem.usage("an ONNX file is nothing to read; name a file with --output")
        }
        let place = try data.training()
        let file = try OutputFile(path: output)
        let written = try await place.export(
            queue,
            version: model?.number,
            as: format,
            to: file.descriptor,
            named: output ?? "standard output"
        )
        try file.finish()
        let target = output.map { " to \($0)" } ?? ""
        common.console.note(
            "Model v\(written.version)\(target) as \(format.rawValue), \(NumberText.count(written.byteCount, "byte"))"
        )
        try common.console.json(
            .members([
                "version": .integer(written.version), "format": .string(format.rawValue),
                "bytes": .integer(written.byteCount),
            ])
        )
    }

    private func chosenFormat() throws -> ModelExportFormat {
        guard let name = format else { return output?.lowercased().hasSuffix(".json") == true ? .json : .onnx }
        guard let format = ModelExportFormat(rawValue: name) else {
            let names = ModelExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.usage("--format is \"\(name)\"; it can be \(names)")
        }
        return format
    }
}
