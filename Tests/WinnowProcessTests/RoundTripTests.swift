import Foundation
import Testing
import WinnowDomain

@Suite struct RoundTripTests {
    @Test(
        "an export is imported unchanged into an empty queue, and changes nothing in its own",
        arguments: ["jsonl", "csv"]
    )
    func export(format: String) throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--annotator", "rosa")
        let file = winnow.path("labels.\(format)")
        try winnow.succeed("export", "support-tickets", "--output", file)
        let again = try winnow.succeed("import", "support-tickets", file, "--json").json
        #expect(again?["unchanged"] == .integer(406))
        #expect(again?["unchangedAnnotations"] == .integer(406))

        let other = try Winnow()
        try other.succeed("queue", "create", Winnow.ticketQueue)
        try other.succeed("import", "support-tickets", file)
        let copy = other.path("copy.\(format)")
        try other.succeed("export", "support-tickets", "--output", copy)
        #expect(try Data(contentsOf: URL(filePath: copy)) == Data(contentsOf: URL(filePath: file)))
    }

    @Test("labels of the same file given to two annotators are two annotations an item")
    func annotators() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--annotator", "rosa")
        let second = try winnow.succeed("import", "support-tickets", Winnow.tickets, "--annotator", "emil", "--json")
            .json
        #expect(second?["annotations"] == .integer(406))
        let consensus = try winnow.succeed("export", "support-tickets", "--consensus").output
        #expect(consensus.split(separator: "\n").count == 406)
        #expect(consensus.contains("\"annotators\":2"))
    }

    @Test("fields with other names are mapped, and the rest of the record is kept")
    func mapping() throws {
        let winnow = try Winnow()
        try winnow.write("version: 1\ntitle: T\nitem: {text: \"{{text}}\"}\nlabels: [good, bad]\n", to: "reviews.yaml")
        try winnow.succeed("queue", "create", "reviews.yaml")
        let csv = "nr,Review Text,Sentiment,stars\n7,\"nice, really\",good,5\n8,awful,bad,1\n"
        let outcome = try winnow.succeed(
            "import",
            "reviews",
            "--format",
            "csv",
            "--id",
            "nr",
            "--label",
            "Sentiment",
            "--map",
            "Review Text=text",
            "--json",
            input: csv
        ).json
        #expect(outcome?["imported"] == .integer(2))
        #expect(outcome?["annotations"] == .integer(2))
        let exported = try winnow.succeed("export", "reviews").output
        #expect(exported.contains("\"id\":\"7\"") && exported.contains("\"stars\":\"5\""))
    }
}
