import Foundation
import Testing
import WinnowDomain
import WinnowExchange

@Suite struct ByteSourceTests {
    static func gzip(_ text: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-nc"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let writer = Thread {
            try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }

    static func numbered(_ count: Int) -> String {
        (0..<count).map { "{\"id\":\($0),\"text\":\"line \($0 * 7919 % 104_729)\"}\n" }.joined()
    }

    @Test(
        "gzip is recognised by its content and undone, whatever the size of the pieces",
        arguments: [1, 7, 4096, .max]
    )
    func gzip(step: Int) throws {
        let text = Self.numbered(2000)
        let source = ByteSource.stepping(name: "plain.jsonl", bytes: try Self.gzip(text), step: step)
        let (bytes, failure) = source.all()
        #expect(bytes == Array(text.utf8))
        #expect(failure == nil)
        #expect(source.readByteCount == source.totalByteCount)
    }

    @Test("gzip of several members, padded with zeros, is one content")
    func members() throws {
        let bytes = try Self.gzip("one\ntwo\n") + Self.gzip("three\n") + [UInt8](repeating: 0, count: 100)
        let read = ByteSource.stepping(name: "x", bytes: bytes, step: 3).all()
        #expect(read.bytes == Array("one\ntwo\nthree\n".utf8))
        #expect(read.failure == nil)
    }

    @Test("gzip that ends early is an error with its byte, after all complete lines before it")
    func truncated() throws {
        let text = Self.numbered(50_000)
        let whole = try Self.gzip(text)
        let cut = whole.count / 2
        let reading = Reading(Array(whole.prefix(cut)), name: "x.jsonl.gz")
        #expect(
            reading.failure == .damagedCompression(file: "x.jsonl.gz", byte: Int64(cut), reason: "the data end early")
        )
        #expect(reading.rejected.isEmpty)
        #expect(reading.records.count > 15_000)
        #expect(reading.values("id") == (0..<reading.records.count).map(String.init))
    }

    @Test(
        "gzip that is damaged anywhere never traps and ends in an error or, in its header, in nothing worse than that"
    )
    func damaged() throws {
        let text = Self.numbered(100)
        let whole = try Self.gzip(text)
        for index in 2..<whole.count {
            var bytes = whole
            bytes[index] ^= 0x55
            let read = ByteSource(name: "x", bytes: bytes).all()
            #expect(read.failure != nil || read.bytes == Array(text.utf8))
        }
    }

    @Test("what follows gzip and is none is an error, not left out")
    func garbage() throws {
        let read = ByteSource(name: "x", bytes: try Self.gzip("one\n") + Array("garbage".utf8)).all()
        #expect(read.bytes == Array("one\n".utf8))
        guard case .damagedCompression = read.failure else {
            Issue.record("\(String(describing: read.failure))")
            return
        }
    }

    @Test("UTF-16 of both byte orders is read like UTF-8", arguments: [true, false], [1, 2, 3, .max])
    func utf16(isBigEndian: Bool, step: Int) {
        let text = "{\"text\":\"naïve 🎈 שלום\"}\n{\"text\":\"second\"}\n"
        let bytes = Self.utf16(Array(text.utf16), isBigEndian: isBigEndian)
        let reading = Reading(bytes, name: "x.jsonl", step: step)
        #expect(reading.values("text") == ["naïve 🎈 שלום", "second"])
        #expect(reading.rejected.isEmpty && reading.failure == nil)
    }

    @Test("UTF-16 that ends inside a character says so")
    func truncatedUTF16() {
        let bytes = Self.utf16(Array("{\"t\":1}\n{\"t\":2}".utf16), isBigEndian: false)
        let reading = Reading(Array(bytes.dropLast()), name: "x.jsonl")
        #expect(reading.records.count == 1)
        #expect(reading.rejected.map(\.reason) == ["the file ends inside a character of UTF-16; get the file again"])
    }

    static func utf16(_ units: [UInt16], isBigEndian: Bool) -> [UInt8] {
        ([0xfeff] + units).flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xff)]
            return isBigEndian ? pair : pair.reversed()
        }
    }

    @Test("half of a surrogate pair is reported with line and column, and the next line is read")
    func surrogate() {
        let units = Array("{\"text\":\"a\"}\n{\"text\":\"b".utf16) + [0xd83d] + Array("\"}\n{\"text\":\"c\"}\n".utf16)
        let reading = Reading(Self.utf16(units, isBigEndian: false), name: "x.jsonl")
        #expect(reading.values("text") == ["a", "c"])
        #expect(reading.rejected.map(\.place) == [Place(file: "x.jsonl", line: 2, column: 11)])
        #expect(reading.rejected.first?.reason.contains("surrogate") == true)
    }

    @Test("an odd last byte and a last half of a pair are reported, not lost")
    func oddEnd() {
        let bytes = Self.utf16(Array("one\ntwo".utf16), isBigEndian: true)
        #expect(Reading(bytes + [0], name: "x.txt").rejected.map(\.place.line) == [2])
        #expect(Reading(bytes + [0xd8, 0x3d], name: "x.txt").rejected.map(\.place.line) == [2])
    }

    @Test("a UTF-8 byte order mark is no part of the first field")
    func mark() {
        let reading = Reading([0xef, 0xbb, 0xbf] + Array("id,text\n1,a\n".utf8), name: "x.csv", step: 1)
        #expect(reading.values("id") == ["1"])
    }

    @Test("UTF-32 is refused by name")
    func utf32() {
        #expect(
            Reading([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]).failure == .unsupportedEncoding(file: "items", name: "UTF-32")
        )
    }

    @Test("a missing file and a folder cannot be opened")
    func missing() {
        #expect(throws: ExchangeError.self) { _ = try ByteSource(path: "/nonexistent/file") }
        #expect(throws: ExchangeError.cannotOpen(file: "/tmp", reason: "it is a folder")) {
            _ = try ByteSource(path: "/tmp")
        }
    }

    @Test("a file is read from its path, and its size is known")
    func path() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("one\ntwo".utf8).write(to: URL(fileURLWithPath: path))
        let source = try ByteSource(path: path)
        #expect(source.totalByteCount == 7)
        #expect(source.all().bytes == Array("one\ntwo".utf8))
        #expect(source.readByteCount == 7)
    }
}
