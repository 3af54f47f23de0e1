import Testing
import WinnowDomain

@Suite struct JSONTests {
    @Test(
        "what is read is written back without a loss",
        arguments: [
            #"{"b":1,"a":[1.0,1,-0,1e5,12345678901234567890],"c":{"d":null,"e":true,"f":false}}"#,
            #""quote \" back \\ line \n tab \t nul \u0000 emoji 🙂 é""#, "[]", "{}", "0", "-1.5E-7", #"[[],{},""]"#,
        ]
    )
    func roundTrip(text: String) throws {
        #expect(try JSONReader.read(text).text == text)
    }

    @Test("escapes are read as what they stand for")
    func escapes() throws {
        #expect(try JSONReader.read(#""\u0041\ud83d\ude42\/\b\f\u00e9""#) == .string("A🙂/\u{8}\u{c}é"))
    }

    @Test(
        "mistakes are found at their byte",
        arguments: [
            ("", 0), ("{", 1), ("[1,]", 3), (#"{"a":1,"a":2}"#, 7), (#"{"a" 1}"#, 5), ("[1 2]", 3), ("01", 1),
            ("1.", 2),
            ("tru", 0), (#""\ud800""#, 1), (#""\udc00x""#, 1), (#""\x""#, 2), (#""\u12g4""#, 5), ("\"a\nb\"", 2),
            ("nul", 0), ("{\"a\":}", 5), ("1 1", 2), ("\"abc", 4), ("'a'", 0), ("{a:1}", 1), ("[", 1), ("-", 1),
            ("1e", 2),
            ("NaN", 0), ("+1", 0), (".5", 0),
        ]
    )
    func mistakes(text: String, offset: Int) {
        do throws(JSONReader.Failure) {
            let value = try JSONReader.read(text)
            Issue.record("read as \(value)")
        } catch {
            #expect(error.offset == offset, "\(error)")
        }
    }

    @Test("bytes that are not UTF-8 are found, in plain and in escaped strings")
    func badUTF8() {
        for (bytes, offset) in [
            ([0x22, 0x61, 0xff, 0x22], 2), ([0x22, 0xc3, 0x22], 1), ([0x22, 0x5c, 0x6e, 0xe2, 0x82, 0x22], 3),
        ] as [([UInt8], Int)] {
            let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read(bytes) }
            #expect(failure?.offset == offset)
        }
    }

    @Test("deep nesting is refused, not followed until the stack ends")
    func depth() throws {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        _ = try JSONReader.read(deep)
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("objects are equal in any order of their members, numbers only as written")
    func equality() throws {
        #expect(try JSONReader.read(#"{"a":1,"b":[2]}"#) == JSONReader.read(#"{"b":[2],"a":1}"#))
        #expect(try JSONReader.read("1.0") != JSONReader.read("1"))
        // Composed and decomposed are different data.
        #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
    }

    @Test("keys that only look the same are two keys, and each is found by its own name")
    func exactKeys() throws {
        let value = try JSONReader.read("{\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{e9}"] == .number("1") && value["e\u{301}"] == .number("2"))
        #expect(JSON.members(["\u{e9}": .null]) != JSON.members(["e\u{301}": .null]))
    }

    @Test("a key twice is found among many")
    func duplicateAmongMany() throws {
        let members = (0..<200_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        guard case .object(let read) = try JSONReader.read("{\(members)}") else { throw CancellationError() }
        #expect(read.count == 200_000)
        for key in ["k0", "k15", "k16", "k17", "k199999"] {
            let failure = #expect(throws: JSONReader.Failure.self) { try JSONReader.read("{\(members),\"\(key)\":1}") }
            #expect(failure?.reason == "the key \"\(key)\" is here for the second time")
        }
    }

    @Test("random bytes never trap")
    func fuzz() {
        var state: UInt64 = 88_172_645_463_325_252
        let alphabet = Array(#"{}[]":,\ntruefals0123-.eE+u"#.utf8) + [0xff, 0xc3, 0x0a]
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<20 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                bytes.append(alphabet[Int(state % UInt64(alphabet.count))])
            }
            _ = try? JSONReader.read(bytes)
        }
    }
}

@Suite struct TextTemplateTests {
    @Test("fields are put in their places, dots reach into objects")
    func text() throws {
        let template = try TextTemplate("{{ subject }}\n{{mail.body}}!")
        let data = try JSONReader.read(#"{"subject":"Hi","mail":{"body":5}}"#)
        #expect(try template.text(of: data) == "Hi\n5!")
        #expect(template.fields == ["subject", "mail.body"])
    }

    @Test("what is missing is named")
    func shortfalls() throws {
        let template = try TextTemplate("{{a}}{{b}}")
        #expect(throws: TextTemplate.Shortfall.missing(field: "b")) { try template.text(of: .members(["a": "x"])) }
        #expect(throws: TextTemplate.Shortfall.notText(field: "a", kind: "a list")) {
            try template.text(of: .members(["a": .array([]), "b": "x"]))
        }
        #expect(throws: TextTemplate.Shortfall.empty) { try template.text(of: .members(["a": .null, "b": " \n"])) }
        #expect(try template.text(of: .members(["a": .null, "b": "x"])) == "x")
    }

    @Test("templates that cannot be filled are refused", arguments: ["", "no field", "{{}}", "{{ }}", "{{a", "}}{{"])
    func mistakes(source: String) {
        #expect(throws: TextTemplate.Mistake.self) { try TextTemplate(source) }
    }
}
