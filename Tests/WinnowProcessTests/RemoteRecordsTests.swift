import Foundation
import Testing
import WinnowDomain

/// Records and models on a folder and on a server, byte for byte.
@Suite(.timeLimit(.minutes(10))) struct RemoteRecordsTests {
    /// In order. The labels stay fewer than the queue wants for a model, so that the server does not train by itself.
    private static let session: [[String]] = [
        ["import", "small", "items.jsonl"],
        ["import", "small", "items.jsonl", "--json"],
        [
            "import", "small", "table.csv", "--map", "Body=text", "--id", "Nr", "--label", "Verdict", "--annotator",
            "emil",
        ],
        ["import", "small", "bad.jsonl", "--max-errors", "5"],
        ["import", "small", "bad.jsonl"],
        ["import", "small", "bad.jsonl", "--max-errors", "1"],
        ["import", "small", "items.jsonl", "bad.jsonl", "--max-errors", "0", "--json"],
        ["import", "small", "bad.jsonl", "bad.jsonl", "bad.jsonl", "--max-errors", "5", "--rejects", "rejects.txt"],
        ["import", "small", "nowhere.jsonl"],
        ["import", "nope", "items.jsonl"],
        ["import", "small", "items.jsonl", "--on-conflict", "never"],
        ["export", "small"],
        ["export", "small", "--items", "--format", "csv"],
        ["export", "small", "--consensus", "--output", "out.tsv", "--json"],
        ["export", "small", "--since", "2"],
        ["export", "small", "--since", "2", "--items", "--output", "out.csv", "--json"],
        ["export", "small", "--since", "900000"],
        ["export", "nope"],
        ["model", "list", "small"],
        ["model", "show", "small"],
        ["model", "export", "small", "--output", "model.onnx"],
        ["rank", "small", "--json"],
        ["evaluate", "small"],
        ["predict", "small", "items.jsonl"],
        ["evaluate", "small", "--on", "items.jsonl"],
        ["retrain", "small"],
        ["retrain", "small", "--force", "--wait", "300"],
        ["model", "show", "small", "7"],
        ["model", "export", "small", "--format", "json"],
        ["model", "export", "small", "--model", "1", "--output", "model.onnx", "--json"],
        ["model", "export", "small", "--model", "7", "--output", "model.onnx"],
        ["model", "export", "small", "--format", "pickle"],
        ["rank", "small", "--top", "3", "--strategy", "entropy", "--json"],
        ["rank", "small", "--strategy", "best"],
        ["evaluate", "small", "--json"],
        ["predict", "small", "items.jsonl"],
        ["predict", "small", "bad.jsonl", "odd.jsonl"],
        [
            "predict", "small", "table.csv", "--map", "Body=text", "--id", "Nr", "--label", "Verdict", "--output",
            "p.jsonl", "--json",
        ],
        ["predict", "small", "many.txt", "--output", "many.jsonl"],
        ["predict", "small", "empty.jsonl"],
        ["predict", "small", "items.jsonl", "--model", "v7"],
        ["predict", "small", "nowhere.jsonl"],
        ["predict", "nope", "items.jsonl"],
        ["evaluate", "small", "--on", "items.jsonl"],
        ["evaluate", "small", "--on", "items.jsonl", "--include-learned", "--json"],
        ["evaluate", "small", "--on", "given.jsonl", "--json"],
        ["evaluate", "small", "--on", "given.jsonl", "--model", "1"],
        ["evaluate", "small", "--on", "bad.jsonl"],
        ["evaluate", "small", "--on", "odd.jsonl"],
    ]

    @Test("records go in and out and models are trained the same on a folder and on a server")
    func bothPlaces() throws {
        let (local, remote) = (try Winnow(), try Winnow())
        for winnow in [local, remote] {
            try winnow.succeed("annotator", "add", "rosa")
            try winnow.write(
                """
                version: 1
                title: Small
                item: {text: "{{text}}"}
                labels: [good, bad]
                query: {explore: 0}
                initialization: {size: 25}
                evaluation: {share: 0.3}
                """,
                to: "small.yaml"
            )
            try winnow.succeed("queue", "create", winnow.path("small.yaml"))
            let lines = (1...30).map { number in
                let label =
                    number <= 12
                    ? #", "label": "\#(number % 2 == 0 ? "good" : "bad")", "annotation": {"at": "2026-01-01T00:00:00Z"}"#
                    : ""
                return
                    #"{"id": "t\#(number)", "text": "the \#(number % 2 == 0 ? "finest" : "worst") text \#(number)"\#(label)}"#
            }
            try winnow.write(lines.joined(separator: "\n"), to: "items.jsonl")
            try winnow.write(
                "Nr;Body;Verdict;annotation.at\nx1;so good;good;2026-01-01T00:00:00Z\nx2;so bad;bad;2026-01-01T00:00:00Z\n",
                to: "table.csv"
            )
            try winnow.write(
                "{\"text\": \"tab\\t, nul \\u0000, \\ud83d\\ude00 and \\\"quotes\\\"\"}\n{\"id\": 7, \"text\": \"\\ufeffno id\"}\n",
                to: "odd.jsonl"
            )
            try winnow.write((1...2_500).map { "text \($0) is fine\n" }.joined(), to: "many.txt")
            try winnow.write("", to: "empty.jsonl")
            try winnow.write(
                (1...9).map { "{\"text\": \"finest \($0)\", \"label\": \"\($0 % 3 == 0 ? "bad" : "good")\"}\n" }
                    .joined(),
                to: "given.jsonl"
            )
            try winnow.write("{\"id\": \"y1\", \"text\": \"right\"}\nwrong\n{\"id\": \"y2\"}\n", to: "bad.jsonl")
        }
        // What serving writes is in both.
        try Served(local).stop()
        let server = try Served(remote)
        defer { server.stop() }
        for arguments in Self.session { try server.expectSame(as: local, arguments) }
        for (name, start) in [
            ("out.tsv", "id\ttext\tlabel"), ("p.jsonl", "{\"id\":\"x1\""), ("many.jsonl", "{\"id\":"),
            ("rejects.txt", "bad.jsonl:2"),
        ] {
            let files = try [local, remote].map {
                try String(contentsOf: URL(filePath: $0.path(name)), encoding: .utf8)
            }
            #expect(files[0] == files[1] && files[0].hasPrefix(start), "\(name)")
        }
    }

    @Test("a queue with fields of its own and several labels an item predicts and measures the same at both places")
    func severalLabels() throws {
        let (local, remote) = (try Winnow(), try Winnow())
        for winnow in [local, remote] {
            try winnow.write(
                """
                version: 1
                title: Mails
                task: multilabel
                item: {text: "{{subject}} / {{body.plain}}", id: text, label: tags}
                labels: [good, bad, "od\\"d"]
                evaluation: {share: 0.2}
                initialization: {size: 100}
                """,
                to: "mails.yaml"
            )
            try winnow.succeed("queue", "create", winnow.path("mails.yaml"))
            let lines = (1...40).map { number in
                let tags = [#""good""#, #""bad", "od\"d""#, #""good", "od\"d""#, ""][number % 4]
                return
                    #"{"text": "m\#(number)", "subject": "the \#(number % 2 == 0 ? "worst" : "best")", "body": {"plain": "text \#(number)"}, "tags": [\#(tags)]}"#
            }
            try winnow.write(lines.joined(separator: "\n"), to: "mails.jsonl")
            try winnow.succeed("import", "mails", winnow.path("mails.jsonl"))
            try winnow.succeed("annotator", "add", "rosa")
        }
        try Served(local).stop()
        let server = try Served(remote)
        defer { server.stop() }
        for arguments in [
            ["retrain", "mails", "--force", "--wait", "300"], ["predict", "mails", "mails.jsonl"],
            ["evaluate", "mails", "--on", "mails.jsonl", "--include-learned", "--json"],
            ["evaluate", "mails", "--on", "mails.jsonl"],
        ] { try server.expectSame(as: local, arguments) }
    }

    @Test("known answers are given over HTTP as on the folder, with the same models after each of them")
    func replay() throws {
        let (local, remote) = (try Winnow(), try Winnow())
        for winnow in [local, remote] {
            let file = try String(contentsOf: URL(filePath: Winnow.ticketQueue), encoding: .utf8)
            // Nothing is left to the lot, which each process draws for itself.
            let changes = "\nquery: {explore: 0}\nevaluation: {share: 0}\nassignment: {suggest: 0}\n"
            try winnow.write(
                Self.without(["query", "evaluation", "assignment"], in: file) + changes,
                to: "tickets.yaml"
            )
            try winnow.succeed("queue", "create", winnow.path("tickets.yaml"), "--name", "support-tickets")
            try winnow.succeed("import", "support-tickets", Winnow.tickets, "--no-labels")
            try winnow.succeed("annotator", "add", "rosa")
        }
        try Served(local).stop()
        let server = try Served(remote)
        defer { server.stop() }
        let replay = ["replay", "support-tickets", Winnow.tickets, "--annotator", "rosa", "--quiet"]
        // The queue wants twenty labels before its first model.
        try server.expectSame(as: local, replay + ["--labels", "30", "--json"])
        try server.expectSame(as: local, replay + ["--labels", "1"])
        try server.expectSame(as: local, ["model", "list", "support-tickets", "--quiet"], mask: Self.untimed)
        let models = try #require(try server.run(["model", "list", "support-tickets", "--json"]).json)
        guard case .array(let versions) = models else { throw CancellationError() }
        #expect(versions.count > 8)
        try server.expectSame(as: local, ["replay", "nope", Winnow.tickets, "--annotator", "rosa"])
        try server.expectSame(as: local, ["replay", "support-tickets", "nowhere.jsonl", "--annotator", "rosa"])
        let other = try server.run(["replay", "support-tickets", Winnow.tickets, "--annotator", "emil"])
        #expect(other.status == 64 && other.errors.contains("needs a token of emil's"))
        let own = try server.run(["replay", "support-tickets", Winnow.tickets, "--labels", "2", "--no-wait"])
        #expect(own.status == 0 && own.output.hasPrefix("2 answers by rosa; model v"))
    }

    /// A queue file without some of its keys, each of which has a line of its own.
    private static func without(_ keys: [String], in file: String) -> String {
        file.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !keys.contains { line.hasPrefix("\($0):") } }.joined(separator: "\n")
    }

    private static func untimed(_ text: String) -> String {
        text.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, with: "TIME")
    }
}
