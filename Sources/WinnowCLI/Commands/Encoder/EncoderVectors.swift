internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine
internal import WinnowNumerics

struct EncoderVectors: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "vectors",
        abstract: "Write the vectors of texts, a JSON object a line.",
        discussion: """
            For programs of your own, and to compare machines: what it writes, `winnow encoder check --against` reads.

            \(placeText)

            Example:
              winnow encoder vectors all-MiniLM-L6-v2 texts.txt > vectors.jsonl
            """
    )

    @Argument(help: "The encoder.")
    var name: String

    @Argument(help: "A text a line; - is the standard input.")
    var file: String

    @Option(help: ArgumentHelp("f32, bf16 or int8; else what is fastest here.", valueName: "precision"))
    var precision: String?

    @Option(help: ArgumentHelp("What is put before each text.", valueName: "text"))
    var prompt = ""

    @Option(help: ArgumentHelp("Tokens of a text that are read; else what the model says.", valueName: "n"))
    var limit: Int?

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func validate() throws {
        try refuseServer()
        if let limit, !(8...8192).contains(limit) { throw ValidationError("--limit has to be 8 to 8192") }
        if let precision, EncoderPrecision(rawValue: precision) == nil {
            throw ValidationError("--precision is \"\(precision)\"; there are f32, bf16 and int8")
        }
    }

    func run() async throws {
        let shelf = EncoderShelf(dataFolder: data.folder)
        let entry = try shelf.entry(named: name)
        let folder = shelf.folder.appending(path: entry.name).path
        let reading = TextReading(prompt: prompt, limit: limit)
        let chosen = precision.flatMap { EncoderPrecision(rawValue: $0) } ?? .best
        if entry.kind == .table {
            try write(try StaticTextEncoder(folder: folder, reading: reading))
        } else {
            try write(try NativeTextEncoder(folder: folder, reading: reading, precision: chosen))
        }
    }

    private func write(_ encoder: some VectorMaking) throws {
        let data =
            file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(filePath: file))
        let texts = try TextLines.read(data, file)
        for start in stride(from: 0, to: texts.count, by: 1024) {
            let part = Array(texts[start..<min(start + 1024, texts.count)])
            let vectors = try encoder.vectors(of: part)
            let lines = part.enumerated().map { row, text in
                let vector = JSON.array(vectors.row(row).map { .number("\($0)") })
                return JSON.members(["text": .string(text), "vector": vector]).text
            }
            try output.console.result(lines.joined(separator: "\n"))
        }
        if encoder.cutCount > 0 {
            output.console.warn("\(NumberText.count(encoder.cutCount, "text is", "texts are")) longer than is read")
        }
    }
}
