import Foundation
import Testing
import WinnowDomain

/// `winnow counterfactual write` and `review`, in a terminal of their own, with small programs as editors.
@Suite(.timeLimit(.minutes(10))) struct RevisingTests {
    /// A queue of reviews that anna has labelled.
    struct Desk {
        let winnow: Winnow

        init(labels: String = "[good, poor]", template: String = "\"{{text}}\"", records: [String]? = nil) throws {
            winnow = try Winnow()
            let definition = """
                version: 1
                title: Reviews
                task: classification
                item: {kind: text, text: \(template), id: id, label: label}
                labels: \(labels)
                evaluation: {share: 0}
                """
            try winnow.succeed("queue", "create", try winnow.write(definition, to: "reviews.yaml"))
            let usual = [
                "{\"id\":\"r0\",\"text\":\"a good film\\nwith a fine cast\",\"label\":\"good\"}",
                "{\"id\":\"r1\",\"text\":\"a bad film with a dull cast\",\"label\":\"poor\"}",
                "{\"id\":\"r2\",\"text\":\"good music and good pictures\",\"label\":\"good\"}",
                "{\"id\":\"r3\",\"text\":\"I hated every minute of it\",\"label\":\"poor\"}",
            ]
            let input = (records ?? usual).joined(separator: "\n")
            for name in ["anna", "ben"] { try winnow.succeed("annotator", "add", name) }
            try winnow.succeed("import", "reviews", "--format", "jsonl", "--annotator", "anna", input: input)
            try FileManager.default.createDirectory(atPath: winnow.path("tmp"), withIntermediateDirectories: true)
        }

        func sit(
            _ command: [String],
            editor: String,
            output: String? = nil,
            _ environment: [String: String] = [:]
        ) throws -> Seat {
            let usual = ["EDITOR": editor, "TMPDIR": winnow.path("tmp"), "NO_COLOR": "1"]
            return try Seat(
                winnow,
                ["counterfactual"] + command + ["--annotator", "anna"],
                output: output,
                environment: usual.merging(environment) { $1 }
            )
        }

        /// The pairs that there are, as exported, oldest first.
        func pairs() throws -> [JSON] {
            let lines = try winnow.succeed("counterfactual", "export", "reviews").output.split(separator: "\n")
            return try lines.map { try JSONReader.read(String($0)) }
        }

        func leftovers() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: winnow.path("tmp")) }

        func list() throws -> [JSON] {
            guard case .array(let rows)? = try winnow.succeed("counterfactual", "list", "reviews", "--json").json else {
                return []
            }
            return rows.reversed()
        }
    }

    private static let prompt = "[q]uit:"

    @Test("without a terminal there is no editor: 64, and it is said what scripts use")
    func noTerminal() throws {
        let desk = try Desk()
        for command in ["write", "review"] {
            let outcome = try desk.winnow("counterfactual", command, "reviews")
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("winnow counterfactual import"))
        }
    }

    @Test("without any editor nothing is begun: 64")
    func noEditor() throws {
        let desk = try Desk()
        let seat = try desk.sit(["write", "reviews"], editor: "", ["PATH": "/nonexistent"])
        #expect(seat.wait(for: "export EDITOR=nano"))
        #expect(seat.status() == 64)
    }

    @Test("what the editor changed is shown and stored, with the result in the file that the output goes to")
    func stored() throws {
        let desk = try Desk()
        let file = desk.winnow.path("out.json")
        let seat = try desk.sit(["write", "reviews", "r0", "--json"], editor: "sed -i 's/ good/ bad/'", output: file)
        #expect(seat.wait(for: Self.prompt))
        #expect(seat.shown.contains("r0: good → poor"))
        #expect(seat.shown.contains("a [-good-]{+bad+} film\r\nwith a fine cast"))
        #expect(seat.shown.contains("1 of 7 words and marks changed"))
        seat.type("s\n")
        seat.wait()
        #expect(seat.status() == 0)
        let result = try JSONReader.read(try String(contentsOf: URL(filePath: file), encoding: .utf8))
        #expect(result["written"] == .integer(1))
        let pair = try #require(try desk.list().first)
        #expect(pair["item"] == "r0" && pair["target"] == "poor" && pair["state"] == "validated")
        #expect(try desk.pairs().first?["counterfactual_text"] == "a bad film\nwith a fine cast")
        #expect(try desk.leftovers() == [])
    }

    @Test("one text after the other comes up until there are none, and one that stays as it was is not stored")
    func all() throws {
        let desk = try Desk()
        let seat = try desk.sit(["write", "reviews"], editor: "sed -i 's/hated/loved/'")
        #expect(seat.wait(for: Self.prompt))
        var seen: [String] = []
        for place in 1...4 {
            let heading = try #require(seat.shown.matches(of: /(r\d): \w+ → \w+/).last)
            let item = String(heading.output.1)
            seen.append(item)
            #expect(seat.shown.contains("there is nothing to store") == (item != "r3"))
            if place == 4 {
                seat.type(item == "r3" ? "s\n" : "i\n")
            } else {
                #expect(seat.type(item == "r3" ? "s\n" : "n\n", until: Self.prompt))
            }
        }
        seat.wait()
        #expect(seat.status() == 0)
        #expect(Set(seen).count == 4)
        #expect(seat.shown.contains("Every labelled text is revised, or passed over."))
        #expect(try desk.list().contains { $0["item"] == "r3" && $0["state"] == "validated" })
    }

    @Test("it ends after as many texts as were asked for, and what cannot be flipped is an answer")
    func counted() throws {
        let desk = try Desk()
        let seat = try desk.sit(["write", "reviews", "--target", "poor", "--count", "1"], editor: "true")
        #expect(seat.wait(for: Self.prompt))
        seat.type("i\n")
        seat.wait()
        #expect(seat.status() == 0)
        let pair = try #require(try desk.list().first)
        #expect(pair["label"] == "good" && pair["state"] == "rejected")
        #expect(seat.shown.contains("1 impossible by anna"))
    }

    @Test("an editor that fails stores nothing, whatever it has written")
    func failing() throws {
        let desk = try Desk()
        let seat = try desk.sit(["write", "reviews", "r0"], editor: "sed -i 's/ good/ bad/' \"$@\"; exit 3 #")
        #expect(seat.wait(for: Self.prompt))
        #expect(seat.shown.contains("The editor ended with 3") && !seat.shown.contains("[s]tore"))
        #expect(seat.type("s\n", until: Self.prompt))
        #expect(seat.type("q\n", until: "[b]ack:"))
        seat.type("t\n")
        seat.wait()
        #expect(seat.status() == 0)
        #expect(try desk.list().isEmpty && desk.leftovers().isEmpty)
    }

    @Test("at the end of the input, and where the process has to end, what was written is kept and it is said where")
    func kept() throws {
        for ending in ["\u{4}", "\u{3}"] {
            let desk = try Desk()
            let seat = try desk.sit(["write", "reviews", "r0"], editor: "sed -i 's/ good/ bad/'")
            #expect(seat.wait(for: Self.prompt))
            #expect(seat.type("q\n", until: "[b]ack:"))
            #expect(seat.type("b\n", until: Self.prompt))
            // Right behind the editor it would have been meant for that.
            usleep(400_000)
            #expect(seat.type(ending, until: "What you wrote is in /"))
            seat.wait()
            if ending == "\u{4}" { #expect(seat.status() == 0) }
            let file = try #require(try desk.leftovers().first { $0.hasSuffix(".txt") })
            let text = try String(contentsOfFile: desk.winnow.path("tmp/\(file)"), encoding: .utf8)
            #expect(text.contains("\na bad film\nwith a fine cast\n"))
            #expect(try desk.list().isEmpty)
        }
    }

    @Test("with several labels it is asked which, and lines that begin with # and ends of lines are kept")
    func targets() throws {
        let desk = try Desk(
            labels: "[good, {name: poor, key: p}, mixed]",
            template: "\"{{head}} {{body}}\"",
            records: ["{\"id\":\"r0\",\"head\":\"# good\",\"body\":\"one\\r\\n# two good\\r\\n\",\"label\":\"good\"}"]
        )
        let seat = try desk.sit(["write", "reviews", "r0"], editor: "sed -i 's/two good/two bad/'")
        #expect(seat.wait(for: "q to quit:"))
        #expect(seat.shown.contains("[p] poor"))
        #expect(seat.type("x\n", until: "q to quit:"))
        #expect(seat.type("p\n", until: Self.prompt))
        seat.type("s\n")
        seat.wait()
        #expect(seat.status() == 0)
        let pair = try #require(try desk.pairs().first)
        #expect(pair["counterfactual_text"] == "# good one\r\n# two bad\r\n")
    }

    @Test("nothing from an item reaches the terminal as a command to it")
    func escapes() throws {
        let desk = try Desk(
            labels: "[good, poor, mixed]",
            records: ["{\"id\":\"r0\",\"text\":\"a \\u001b[2Jgood \\u009b2J film\",\"label\":\"good\"}"]
        )
        let seat = try desk.sit(["write", "reviews"], editor: "sed -i 's/Jgood/Jbad/'", ["TERM": "dumb"])
        #expect(seat.wait(for: "q to quit:"))
        #expect(seat.type("poor\n", until: Self.prompt))
        #expect(!seat.shown.contains("\u{1b}") && !seat.shown.contains("\u{9b}"))
        seat.type("n\n")
        seat.wait()
        #expect(!seat.shown.contains("\u{1b}"))
        #expect(seat.status() == 0)
    }

    @Test("a new text wants a reason, and an invariance keeps the label")
    func reason() throws {
        let desk = try Desk()
        let rewriting = "sed -i 's/^I hated.*/one two three four five six seven eight nine ten eleven twelve thirteen/'"
        let seat = try desk.sit(["write", "reviews", "r3", "--invariance"], editor: rewriting)
        #expect(seat.wait(for: Self.prompt))
        #expect(seat.shown.contains("Wants a reason:") && seat.shown.contains("poor → still poor"))
        #expect(seat.type("s\n", until: "back)"))
        #expect(seat.type("\n", until: Self.prompt))
        #expect(seat.type("s\n", until: "back)"))
        seat.type("it is a list\n")
        seat.wait()
        #expect(seat.status() == 0)
        let pair = try #require(try desk.list().first)
        #expect(pair["kind"] == "invariance" && pair["target"] == "poor")
    }

    @Test("what is wrong on the command line, or done already, is said before an editor opens")
    func mistakes() throws {
        let desk = try Desk()
        let cases: [([String], Int32)] = [
            (["write", "reviews", "nope"], 66), (["write", "nope"], 66),
            (["write", "reviews", "--target", "fine"], 64),
            (["write", "reviews", "r0", "--count", "2"], 64), (["write", "reviews", "--count", "0"], 64),
            (["write", "reviews", "--target", "good", "--invariance"], 64), (["review", "reviews"], 2),
            (["review", "reviews", "--state", "accepted"], 64), (["write", "reviews", "--server", "http://x"], 64),
        ]
        for (command, status) in cases {
            let seat = try desk.sit(command, editor: "false")
            seat.wait()
            #expect(seat.status() == status, "\(command): \(seat.shown)")
        }
    }

    @Test("drafts are stood for, rejected with a reason, or written anew")
    func drafts() throws {
        let desk = try Desk()
        try desk.winnow.succeed("counterfactual", "propose", "reviews", "--by", "lexicon.v1,negation.v1")
        let drafts = try desk.list()
        try #require(drafts.count >= 3)
        let seat = try desk.sit(["review", "reviews"], editor: "sed -i 's/film/movie/;s/music/songs/;s/minute/hour/'")
        #expect(seat.wait(for: Self.prompt))
        #expect(seat.shown.contains("draft, of the item"))
        #expect(seat.type("a\n", until: Self.prompt))
        #expect(seat.type("r\n", until: "back)"))
        #expect(seat.type("\n", until: Self.prompt))
        #expect(seat.type("r\n", until: "back)"))
        #expect(seat.type("nobody says so\n", until: Self.prompt))
        #expect(seat.type("e\n", until: "[s]tore"))
        seat.type("s\n")
        #expect(seat.wait(for: "Stored as counterfactual"))
        if drafts.count > 3 { seat.type("q\n") }
        seat.wait()
        #expect(seat.status() == 0)
        let states = try desk.list().map { $0["state"]?.scalarText ?? "" }
        #expect(states.prefix(3) == ["validated", "rejected", "rejected"])
        #expect(states.last == "validated" && states.count == drafts.count + 1)
    }

    @Test("of a disputed pair the blind label is shown, and a reviewer decides")
    func disputed() throws {
        let desk = try Desk()
        let writing = try desk.sit(["write", "reviews", "r0"], editor: "sed -i 's/ good/ bad/'")
        #expect(writing.wait(for: Self.prompt))
        writing.type("s\n")
        writing.wait()
        #expect(writing.status() == 0)
        let blind = "{\"id\":\"r0~1\",\"text\":\"a bad film\\nwith a fine cast\",\"label\":\"good\"}"
        try desk.winnow.succeed("import", "reviews", "--format", "jsonl", "--annotator", "ben", input: blind)
        let seat = try desk.sit(["review", "reviews", "--state", "disputed"], editor: "false")
        #expect(seat.wait(for: Self.prompt))
        #expect(seat.shown.contains("Labelled blindly: good, by ben") && !seat.shown.contains("[e]dit"))
        seat.type("a\n")
        seat.wait()
        #expect(seat.status() == 0)
        #expect(try desk.list().first?["state"] == "accepted")
    }
}
