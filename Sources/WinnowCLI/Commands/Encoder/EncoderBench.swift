internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowEngine
internal import WinnowNumerics

struct EncoderBench: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast an encoder is on this machine.",
        discussion: """
            Encodes texts on all cores, and one at a time, for some seconds each. The texts are sentences of 8 to 60 words
            unless --texts names a file with one a line.

            \(placeText)

            Examples:
              winnow encoder bench all-MiniLM-L6-v2
              winnow encoder bench all-MiniLM-L6-v2 --texts my-texts.txt --json
            """
    )

    @Argument(help: "Its name.")
    var name: String

    @Option(help: ArgumentHelp("A text a line.", valueName: "file"))
    var texts: String?

    @Option(help: ArgumentHelp("Seconds for each measurement.", valueName: "seconds"))
    var seconds = 3.0

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    private struct Figure {
        let precision: String
        let textsPerSecond: Double
        /// Of one text at a time.
        let milliseconds: Double
    }

    func validate() throws {
        try refuseServer()
        guard (0.1...600).contains(seconds) else { throw ValidationError("--seconds has to be 0.1 to 600") }
    }

    func run() async throws {
        let shelf = EncoderShelf(dataFolder: data.folder)
        let entry = try shelf.entry(named: name)
        let folder = shelf.folder.appending(path: entry.name).path
        let texts = try sample()
        let figures: [Figure] = try await TrainingExecutor.onDemand.perform {
            if entry.kind == .table { return [try measure("f32", StaticTextEncoder(folder: folder), texts)] }
            return try EncoderPrecision.allCases.map {
                try measure($0.rawValue, NativeTextEncoder(folder: folder, precision: $0), texts)
            }
        }
        try output.console.json(
            .array(
                figures.map {
                    .members([
                        "precision": .string($0.precision), "textsPerSecond": .real($0.textsPerSecond),
                        "millisecondsForOne": .real($0.milliseconds),
                    ])
                }
            )
        )
        var table = TextTable([("precision", .left), ("texts a second", .right), ("one text, ms", .right)])
        for figure in figures {
            let one = NumberText.fixed(figure.milliseconds, 2)
            table.add([figure.precision, NumberText.count(Int(figure.textsPerSecond)), one])
        }
        try output.console.result(table.text)
    }

    private func measure(_ precision: String, _ encoder: some VectorMaking, _ texts: [String]) throws -> Figure {
        let clock = ContinuousClock()
        // The first run maps the weights.
        _ = try encoder.vectors(of: Array(texts.prefix(8)))
        func repeated(_ work: () throws -> Int) rethrows -> Double {
            let start = clock.now
            var count = 0
            while start.duration(to: clock.now) < .seconds(seconds) { count += try work() }
            let spent = start.duration(to: clock.now).components
            return Double(count) / (Double(spent.seconds) + Double(spent.attoseconds) * 1e-18)
        }
        let many = try repeated { try encoder.vectors(of: texts).rowCount }
        var next = 0
        let one = try repeated {
            next = (next + 1) % texts.count
            return try encoder.vectors(of: [texts[next]]).rowCount
        }
        return Figure(precision: precision, textsPerSecond: many, milliseconds: 1000 / one)
    }

    private func sample() throws -> [String] {
        guard let texts else { return EncoderBench.sentences }
        let lines = try TextLines.read(try Data(contentsOf: URL(filePath: texts)), texts).filter { !$0.isEmpty }
        guard !lines.isEmpty else { throw Problem(.noRecords, "\(texts) has no lines") }
        return lines
    }

    /// Sentences of 8 to 60 words.
    private static let sentences: [String] = {
        let words = """
            the delivery came late and one of the two boxes was open so I would like to know who pays for the broken cup and \
            whether the other order can still be changed before it leaves the house on Monday morning because nobody is at \
            home then and the neighbours are away until the end of the month which I had written in the first message too
            """.split(separator: " ")
        return (0..<256).map { number in
            let count = 8 + number * 37 % 53
            return (0..<count).map { String(words[(number * 7 + $0) % words.count]) }.joined(separator: " ")
        }
    }()
}
