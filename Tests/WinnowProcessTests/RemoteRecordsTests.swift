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
        ["import", "small", "nowhere.jsonl"],
        ["import", "nope", "items.jsonl"],
        ["import", "small", "items.jsonl", "--on-conflict", "never"],
        ["export", "small"],
        ["export", "small", "--items", "--format", "csv"],
        ["export", "small", "--consensus", "--output", "out.tsv", "--json"],
        ["export", "nope"],
        ["model", "list", "small"],
        ["model", "show", "small"],
        ["rank", "small", "--json"],
        ["evaluate", "small"],
        ["retrain", "small"],
        ["retrain", "small", "--force", "--wait", "300"],
        ["model", "show", "small", "7"],
        ["rank", "small", "--top", "3", "--strategy", "entropy", "--json"],
        ["rank", "small", "--strategy", "best"],
        ["evaluate", "small", "--json"],
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
            try winnow.write("{\"id\": \"y1\", \"text\": \"right\"}\nwrong\n{\"id\": \"y2\"}\n", to: "bad.jsonl")
        }
        // What serving writes is in both.
        try Served(local).stop()
        let server = try Served(remote)
        defer { server.stop() }
        for arguments in Self.session { try server.expectSame(as: local, arguments) }
        let files = try [local, remote].map {
            try String(contentsOf: URL(filePath: $0.path("out.tsv")), encoding: .utf8)
        }
        #expect(files[0] == files[1] && files[0].hasPrefix("id\ttext\tlabel"))
    }
}
