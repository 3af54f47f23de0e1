import Foundation
import Testing
import WinnowDomain
import WinnowTestSupport

/// Networks that learn from a queue's labels.
@Suite struct EncoderTuneTests {
    private let winnow: Winnow
    private static let words = ["my", "card", "is", "here", "new", "york", "bank", "the"]

    init() throws {
        winnow = try Winnow()
        let folder = URL(filePath: winnow.path("net"), directoryHint: .isDirectory)
        try NetworkModel.write(to: folder, words: Self.words)
        try winnow.succeed("encoder", "add", folder.path)
    }

    /// A queue of texts of two to eleven words; `isOrdered` asks whether "my" comes before "card", else the label is any.
    private func queue(_ name: String, isOrdered: Bool, labelled: Bool = true, task: String = "classification") throws {
        let definition = """
            version: 1
            title: Order
            task: \(task)
            item: {kind: text, text: "{{text}}", id: id, label: label}
            labels: [{name: first}, {name: second}]
            features: [{id: encoder.v1, model: net}]
            """
        try winnow.succeed("queue", "create", try winnow.write(definition, to: "\(name).yaml"))
        let records = (0..<200).map { number -> String in
            let isFirst = number % 2 == 0
            let others = { (place: Int) in Self.words[2 + (number * 7 + place * 5 + number / 6 * place) % 6] }
            var text = (0..<number / 2 % 4).map(others) + [isFirst ? "my" : "card"]
            text += (4..<4 + number / 8 % 3).map(others) + [isFirst ? "card" : "my"]
            text += (7..<7 + number / 24 % 4).map(others)
            let label = (isOrdered ? isFirst : number * 7 % 11 < 5) ? "first" : "second"
            let given = labelled ? ", \"label\": \"\(label)\"" : ""
            return "{\"id\": \"\(number)\", \"text\": \"\(text.joined(separator: " "))\"\(given)}"
        }
        try winnow.succeed("import", name, winnow.write(records.joined(separator: "\n"), to: "\(name).jsonl"))
    }

    private var encoders: [String] {
        let folder = winnow.data.appending(path: "encoders").path
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return found.filter { !$0.hasPrefix(".") }.sorted()
    }

    @Test("what helps is an encoder of its own, that a queue can name, and can be made again")
    func helps() throws {
        try queue("order", isOrdered: true)
        let tune = ["encoder", "tune", "net", "--queue", "order", "--steps", "60", "--json"]
        let made = try winnow.run(tune)
        try #require(made.status == 0, "\(made.errors)")
        #expect(made.json?["name"] == "net-order" && made.json?["id"] == "encoder.v1")
        #expect(made.json?["gain"] != nil && made.json?["labels"] != nil)
        let file = try String(contentsOfFile: winnow.path("order.yaml"), encoding: .utf8)
        let changed = try winnow.write(file.replacing("model: net", with: "model: net-order"), to: "order.yaml")
        try winnow.succeed("queue", "update", "order", changed, "--yes")
        try winnow.succeed("retrain", "order")
        try winnow.succeed("check")
        #expect(try winnow.run(tune).status == 73)
        let again = try winnow.run(tune + ["--replace"])
        #expect(again.json?["digest"] == made.json?["digest"])
        #expect(encoders == ["net", "net-order"])
    }

    @Test("what does not help, or has no labels, writes nothing and is no failure")
    func nothing() throws {
        try queue("noise", isOrdered: false)
        let outcome = try winnow("encoder", "tune", "net", "--queue", "noise")
        #expect(outcome.status == 2 && outcome.errors.contains("points"), "\(outcome.errors)")
        try queue("empty", isOrdered: true, labelled: false)
        #expect(try winnow("encoder", "tune", "net", "--queue", "empty").status == 2)
        #expect(encoders == ["net"])
    }

    @Test("what cannot be tuned is refused")
    func refused() throws {
        try queue("many", isOrdered: true, task: "multilabel")
        let outcome = try winnow("encoder", "tune", "net", "--queue", "many")
        #expect(outcome.status != 0 && outcome.errors.contains("single choice"), "\(outcome.errors)")
        #expect(try winnow("encoder", "tune", "net", "--queue", "nowhere").status == 66)
        #expect(try winnow("encoder", "tune", "other", "--queue", "many").status == 66)
        #expect(try winnow("encoder", "tune", "net", "--queue", "many", "--name", "../x").status == 64)
        let table = URL(filePath: winnow.path("table"), directoryHint: .isDirectory)
        try StaticModel.write(to: table, words: Self.words)
        try winnow.succeed("encoder", "add", table.path)
        #expect(try winnow("encoder", "tune", "table", "--queue", "many").errors.contains("name a network"))
        #expect(encoders == ["net", "table"])
    }
}
