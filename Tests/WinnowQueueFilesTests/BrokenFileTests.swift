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
        #expect(found.first.map { [10, 9].contains($0.column) } == true)
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
    }

    @Test func `Ampersands and stars in the guidelines are no aliases`() {
        let text = ReadingTests.minimal + "guidelines: |\n  Read *all* of it, Q&A and R & D too. &nbsp;\n"
        #expect(QueueFile.read(text: text, name: "q").diagnostics.isEmpty)
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

    @Test func `Tags, second documents, control characters and a list are refused`() {
        #expect(only("!!python/object:os.system x")?.message.contains("tag") == true)
        #expect(only("version: 1\n---\nversion: 1\n")?.message.contains("one document") == true)
        #expect(only("title: \u{0}\n")?.message.contains("U+0000") == true)
        #expect(only("- a\n- b\n")?.message == "`the file` must be a mapping of keys to values, not a list")
    }

    @Test func `A byte order mark is passed over`() {
        #expect(QueueFile.read(text: "\u{feff}" + ReadingTests.minimal, name: "q").diagnostics.isEmpty)
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
