internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine
internal import WinnowNumerics

struct EncoderCheck: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare what an encoder makes here with what it should make.",
        discussion: """
            Looks at the files' checksums, at the vectors that the model's own library makes of some texts (for
            all-MiniLM-L6-v2 these come with Winnow, for others --against has them: a JSON object a line, with text and
            vector), and at whether precisions agree. Exit code 65 when something is wrong.

            \(placeText)

            Examples:
              winnow encoder check all-MiniLM-L6-v2
              winnow encoder check my-model --against vectors.jsonl
            """
    )

    @Argument(help: "Its name.")
    var name: String

    @Option(help: ArgumentHelp("Texts with the vectors that they should have.", valueName: "file"))
    var against: String?

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    /// A comparison.
    private struct Finding {
        let what: String
        let cosine: Double
        let least: Double

        var isRight: Bool { cosine >= least }
    }

    func run() async throws {
        let shelf = EncoderShelf(dataFolder: data.folder)
        let entry = try shelf.entry(named: name)
        let folder = shelf.folder.appending(path: entry.name).path
        guard try shelf.isWhole(entry) else {
            throw Problem(
                .badEncoder,
                "the files of \(name) are not as they were added; add or fetch it again with --replace"
            )
        }
        let findings = try entry.kind == .table ? table(folder) : network(folder)
        try report(findings)
    }

    private func table(_ folder: String) throws -> [Finding] {
        let encoder = try StaticTextEncoder(folder: folder)
        return try given().map { [try compare("f32 with \(against ?? "")", encoder, $0, least: 0.99999)] } ?? []
    }

    private func network(_ folder: String) throws -> [Finding] {
        let single = try NativeTextEncoder(folder: folder, precision: .single)
        let brain = try NativeTextEncoder(folder: folder, precision: .brain)
        var findings: [Finding] = []
        let weights = Digest(of: try Data(contentsOf: URL(filePath: folder + "/model.safetensors"))).description
        if let golden = GoldenVectors.known(weights: weights) {
            for (name, encoder, least) in [("f32", single, 0.99999), ("bf16", brain, 0.9999)] {
                let cosine = try golden.cosines(of: encoder).min() ?? 0
                findings.append(Finding(what: "\(name) with sentence-transformers", cosine: cosine, least: least))
            }
        }
        if let given = try given() {
            findings.append(try compare("f32 with \(against ?? "")", single, given, least: 0.99999))
            findings.append(try compare("bf16 with \(against ?? "")", brain, given, least: 0.9999))
        }
        let texts = GoldenVectors.known(weights: weights)?.texts ?? ["The kettle is on.", "Where are the keys?"]
        let (a, b) = (try single.vectors(of: texts), try brain.vectors(of: texts))
        let least = texts.indices.map { cosine(a.row($0), b.row($0)) }.min() ?? 0
        findings.append(Finding(what: "bf16 with f32", cosine: least, least: 0.999))
        return findings
    }

    private func compare(
        _ what: String,
        _ encoder: some VectorMaking,
        _ given: [(text: String, vector: [Float])],
        least: Double
    ) throws -> Finding {
        let made = try encoder.vectors(of: given.map(\.text))
        let cosines = given.enumerated().map { row, pair -> Double in
            // A text of which nothing is known has no direction.
            if pair.vector == Array(made.row(row)) { return 1 }
            return pair.vector.count == encoder.dimension ? cosine(pair.vector[...], made.row(row)) : 0
        }
        return Finding(what: what, cosine: cosines.min() ?? 1, least: least)
    }

    /// What `--against` names; nil without it.
    private func given() throws -> [(text: String, vector: [Float])]? {
        guard let against else { return nil }
        let data = try Data(contentsOf: URL(filePath: against))
        guard data.contains(where: { $0 > UInt8(ascii: " ") }) else {
            throw Problem(.noRecords, "\(against) has no vectors to compare with")
        }
        return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
            guard let value = try? JSONReader.read(Array(line)), let text = value["text"]?.scalarText,
                case .array(let numbers)? = value["vector"]
            else {
                throw Problem(.badRecords, "\(against):\(number + 1): an object with text and vector was expected")
            }
            return (text, numbers.compactMap { $0.scalarText.flatMap { Float($0) } })
        }
    }

    private func report(_ findings: [Finding]) throws {
        try output.console.json(
            .array(
                findings.map {
                    .members([
                        "comparison": .string($0.what), "leastCosine": .real($0.cosine), "wanted": .real($0.least),
                    ])
                }
            )
        )
        for finding in findings {
            let sign = finding.isRight ? "" : "  WRONG, at least \(finding.least) was expected"
            try output.console.result("\(finding.what): least cosine \(NumberText.fixed(finding.cosine, 7))\(sign)")
        }
        try output.console.result("The files are as they were added.")
        if let wrong = findings.first(where: { !$0.isRight }) {
            throw Problem(.badEncoder, "\(name) makes other vectors here: \(wrong.what)")
        }
    }
}
