import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct TFIDFTests {
    struct Reference: Decodable {
        let texts: [String]
        let words: [[Double]]
        let characters: [[Double]]
        let hashes: [[Field]]
    }

    enum Field: Decodable {
        case text(String)
        case number(UInt32)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(UInt32.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    static func rows(_ texts: [String], _ tfidf: TFIDF) -> SparseMatrix {
        let terms = texts.map(tfidf.terms)
        var frequencies = DocumentFrequencies(dimensions: tfidf.dimensions)
        for term in terms { frequencies.add(term) }
        let fitted = FittedTFIDF(configuration: tfidf, frequencies: frequencies)
        var builder = SparseMatrixBuilder(columnCount: tfidf.dimensions)
        for row in terms.map(fitted.row) { builder.append(columns: row.columns, values: row.values) }
        return builder.build()
    }

    static func similarities(_ rows: SparseMatrix) -> [[Double]] {
        (0..<rows.rowCount).map { left in
            let one = rows.entries(of: left).reduce(into: [UInt32: Double]()) {
                $0[rows.columns[$1]] = Double(rows.values[$1])
            }
            return (0..<rows.rowCount).map { right in
                rows.entries(of: right).reduce(0) { $0 + (one[rows.columns[$1]] ?? 0) * Double(rows.values[$1]) }
            }
        }
    }

    @Test("texts are as similar as under scikit-learn's TfidfVectorizer, by words and by characters")
    func scikitLearn() throws {
        let reference = try fixture("tfidf.json", as: Reference.self)
        let words = TFIDF(words: 1...2, characters: nil, dimensions: 1 << 22)
        let characters = TFIDF(words: nil, characters: 3...5, dimensions: 1 << 22)
        for (tfidf, expected) in [(words, reference.words), (characters, reference.characters)] {
            let found = Self.similarities(Self.rows(reference.texts, tfidf))
            for (left, right) in zip(found.joined(), expected.joined()) { #expect(abs(left - right) < 1e-5) }
        }
    }

    @Test("the hash is MurmurHash3")
    func murmur() throws {
        let reference = try fixture("tfidf.json", as: Reference.self)
        #expect(reference.hashes.count == 16)
        for entry in reference.hashes {
            guard case .text(var text) = entry[0], case .number(let seed) = entry[1], case .number(let hash) = entry[2]
            else {
                Issue.record("unreadable entry")
                continue
            }
            #expect(text.withUTF8 { MurmurHash3.hash32(UnsafeRawBufferPointer($0), seed: seed) } == hash)
        }
    }

    @Test(
        "words are found in every script, in folded case and compatibility form",
        arguments: [
            ("Hello, World!", ["hello", "world"]), ("STRASSE Straße", ["strasse", "strasse"]),
            ("ﬁne ｆｕｌｌ ①", ["fine", "full", "1"]), ("ΣΊΣΥΦΟΣ", ["σίσυφοσ"]), ("don't", ["don", "t"]),
            ("東京タワー", ["東", "京", "タ", "ワ", "ー"]), ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]), ("e\u{301}te", ["éte"]),
            ("👍🏽 ok 🇩🇪", ["👍", "ok", "\u{1F1E9}", "\u{1F1EA}"]),
            ("❤️", ["❤"]), ("£20,$5", ["£", "20", "$", "5"]), ("$5", ["$", "5"]), ("", []), (" \n\t ", []),
            ("snake_case x86-64", ["snake_case", "x86", "64"]),
            ("a\u{0}b", ["a", "b"]), ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
            ("𝐅𝐑𝐄𝐄 ⒻＲＥＥ", ["free", "free"]), ("co\u{AD}operate", ["cooperate"]), ("fr\u{2060}ee", ["free"]),
            ("می\u{200C}خواهم", ["میخواهم"]), ("ක්\u{200D}ෂ", ["ක්ෂ"]), ("one\u{200B}two", ["one", "two"]),
            ("👩\u{200D}💻", ["👩", "💻"]), ("ΐ", ["ΐ"]),
        ]
    )
    func words(text: String, expected: [String]) {
        #expect(
            NormalizedText(text).strings.map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) }
        )
    }

    @Test("an ASCII text is read the same on the fast way and on the Unicode way")
    func bothWays() {
        let text = "The QUICK_brown fox, 42 times! it's"
        let unicode = NormalizedText(text + " é")
        #expect(unicode.strings == NormalizedText(text).strings + ["é"])
    }

    @Test("terms are counted with ascending columns, in short and in long texts", arguments: [1, 5, 200])
    func counting(times: Int) {
        let text = Array(repeating: "alpha beta alpha", count: times).joined(separator: " ")
        let terms = TFIDF(words: 1...1, characters: nil, dimensions: 1 << 18).terms(of: text)
        #expect(terms.columns.count == 2 && terms.columns[0] < terms.columns[1])
        #expect(terms.counts.sorted() == [UInt32(times), UInt32(2 * times)])
    }

    @Test("terms of many texts have the first columns, and terms that the pool has not weigh nothing")
    func columns() {
        let tfidf = TFIDF(words: 1...1, characters: nil, dimensions: 1 << 18)
        var frequencies = DocumentFrequencies(dimensions: tfidf.dimensions)
        for text in ["b a", "c b a", "a"] { frequencies.add(tfidf.terms(of: text)) }
        let fitted = FittedTFIDF(configuration: tfidf, frequencies: frequencies)
        func columns(_ text: String) -> [UInt32] { fitted.row(of: tfidf.terms(of: text)).columns }
        #expect([columns("a"), columns("b"), columns("c")] == [[0], [1], [2]])
        #expect(columns("c b a a") == [0, 1, 2])
        #expect(columns("never seen before") == [])
        let known = fitted.row(of: tfidf.terms(of: "a b"))
        #expect(fitted.row(of: tfidf.terms(of: "a unheard of b")) == known)
    }

    @Test("rows have length 1, and a text without words has an empty row")
    func normalised() {
        let rows = Self.rows(["one two three", "", "!!!", "two"], TFIDF())
        for row in 0..<4 {
            let square = rows.entries(of: row).reduce(0.0) { $0 + Double(rows.values[$1] * rows.values[$1]) }
            #expect(row == 1 || row == 2 ? square == 0 : abs(square - 1) < 1e-6)
        }
    }
}
