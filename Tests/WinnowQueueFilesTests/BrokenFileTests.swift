import Testing
import WinnowQueueFiles

struct BrokenFileTests {
    private func diagnostics(_ bytes: [UInt8]) -> [QueueFileDiagnostic] {
        let reading = QueueFile.read(bytes, name: "q.yaml")
        #expect(reading.definition == nil)
        return reading.diagnostics
    }

    private func only(_ text: String) -> QueueFileDiagnostic? {
        let diagnostics = diagnostics(Array(text.utf8))
        return diagnostics.count == 1 ? diagnostics.first : nil
    }

    @Test func `An empty file says what it needs`() {
        for text in ["", "\n", "# nothing\n", "   "] {
            #expect(only(text)?.message.contains("empty") == true)
        }
    }

    @Test func `Bytes that are not UTF-8 are reported where they are`() {
        let found = diagnostics(Array("version: 1\ntitle: Gr".utf8) + [0xfc, 0x6e] + Array("\nseed: 1\n".utf8))
        #expect(found.map(\.message) == ["this is not UTF-8; save the file as UTF-8"])
        #expect(found.first?.line == 2)
        #expect(found.first?.column == 10)
    }

    @Test func `A file of more than 1 MiB is refused`() {
        let large = Array(repeating: UInt8(ascii: "#"), count: (1 << 20) + 1)
        #expect(diagnostics(large).first?.message.contains("1 MiB") == true)
    }

    @Test func `A syntax error stands alone with its place`() {
        let found = only("version: 1\ntitle: a: b\nlabels: [\n")
        #expect(found?.line == 2)
        #expect(found?.message.contains("quote text that contains a colon") == true)
    }

    @Test func `An alias bomb is refused before it is followed`() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            bomb += "a\(level): &a\(level) [\(repeatElement("*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        bomb += "? *a30\n: 1\n"
        #expect(only(bomb)?.message.contains("aliases") == true)
        #expect(only("a: &x 1\nb: *x\n")?.column == 4)
        #expect(only("a: &x {b: 1}\nc: *x\n")?.line == 2)
    }

    @Test func `Ampersands and stars in the guidelines are no aliases`() {
        let text = ReadingTests.minimal + "guidelines: |\n  Read *all* of it, Q&A and R & D too. &nbsp;\n"
        #expect(QueueFile.read(text: text, name: "q").diagnostics.isEmpty)
        let quoted = ReadingTests.minimal.replacing("[a, b]", with: #"["&x", "*x"]"#)
        #expect(QueueFile.read(text: quoted, name: "q").diagnostics.isEmpty)
    }

    @Test func `Depth without end is a diagnostic`() async {
        for opening in ["[", "{", "- ", "? ", "{a: ", "[["] {
            let text = String(repeating: opening, count: 200_000)
            // On a task's thread too, whose stack may be small.
            let count = await Task { QueueFile.read(text: text, name: "q").errors.count }.value
            #expect(count > 0)
        }
        for depth in [10, 900, 990] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let count = await Task { QueueFile.read(text: "title: \(text)", name: "q").errors.count }.value
            #expect(count > 0)
        }
    }

    @Test func `Nesting without end is told in words of this page`() {
        let message = only(String(repeating: "[", count: 200_000))?.message
        #expect(message?.contains("nested too deeply") == true && message?.contains("yaml_") == false)
    }

    @Test func `Tags, second documents, control characters and a list are refused`() {
        #expect(only("!!python/object:os.system x")?.message.contains("tag") == true)
        #expect(only("version: 1\n---\nversion: 1\n")?.message.contains("one document") == true)
        #expect(only("title: \u{0}\n")?.message.contains("U+0000") == true)
        #expect(only("- a\n- b\n")?.message == "`the file` must be a mapping of keys to values, not a list")
    }

    @Test func `A byte order mark is passed over`() {
        #expect(QueueFile.read(text: "\u{feff}" + ReadingTests.minimal, name: "q").diagnostics.isEmpty)
    }

    @Test func `A long line is shown around its mistake, and tabs stay tabs`() {
        let long = "title: {a: \(String(repeating: "x", count: 300)), b: 1}"
        let found = QueueFile.read(text: "version: 1\nitem: {\ttext: 1}\n\(long)\n", name: "q").diagnostics
        #expect(found.contains { $0.line == 2 && $0.underline == "       \t      ^" })
        for diagnostic in found { #expect(diagnostic.snippet.count <= 126) }
    }

    @Test func `Keys that stand twice too often are still all reported`() {
        let file = (0..<30).map { "k\($0): 1\nk\($0): 2\n" }.joined()
        let found = diagnostics(Array(file.utf8))
        #expect(found.count == 21)
        #expect(found.allSatisfy { $0.message.contains("stands more than once") })
    }

    @Test func `Windows line ends are line ends`() {
        let text = ReadingTests.minimal.replacing("\n", with: "\r\n") + "lables: 1\r\n"
        let found = QueueFile.read(text: text, name: "q").diagnostics
        #expect(found.map(\.line) == [5])
        #expect(found.first?.snippet == "lables: 1")
    }

    @Test(arguments: LargeFile.allCases)
    func `A large file full of mistakes is answered soon, and not with everything`(file: LargeFile) {
        let clock = ContinuousClock()
        var found: [QueueFileDiagnostic] = []
        let time = clock.measure { found = diagnostics(Array(file.text.utf8)) }
        #expect((1...101).contains(found.count))
        #expect(time < .seconds(60), "\(file) took \(time)")
    }
}

/// Files near the limit that are costly to read in one way or another.
enum LargeFile: String, CaseIterable {
    case unknownKeys
    case duplicateKeys
    case longLine
    case deepKeys
    case manyLabels

    var text: String {
        switch self {
        case .unknownKeys: (0..<60_000).map { "key\($0): 1\n" }.joined()
        case .duplicateKeys: (0..<60_000).map { "key\($0 / 2): 1\n" }.joined()
        case .longLine: "title: " + String(repeating: "x", count: 1_000_000)
        case .deepKeys:
            String(repeating: "{", count: 900) + "[" + String(repeating: "x,", count: 200_000) + "]"
                + String(repeating: ": 1}", count: 900)
        case .manyLabels: "labels: [" + String(repeating: "a, ", count: 300_000) + "]"
        }
    }
}
