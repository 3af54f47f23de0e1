import Testing
import WinnowExchange

@Suite struct LineReaderTests {
    static func lines(_ text: String, limit: Int = 100, step: Int = .max) throws -> [String] {
        let source = ByteSource.stepping(name: "x", bytes: Array(text.utf8), step: step)
        let reader = LineReader(source, byteLimit: limit)
        var lines: [String] = []
        while let line = try reader.next() {
            switch line {
            case .line(let bytes, let number): lines.append("\(number) \(String(decoding: bytes, as: UTF8.self))")
            case .overlong(let number, let byteCount): lines.append("\(number) overlong \(byteCount)")
            }
        }
        return lines
    }

    @Test("lines end in LF or CRLF, and the last one may have no end", arguments: [1, 2, 3, .max])
    func ends(step: Int) throws {
        #expect(try Self.lines("a\r\n\nb\rc\nd", step: step) == ["1 a", "2 ", "3 b\rc", "4 d"])
        #expect(try Self.lines("", step: step) == [])
        #expect(try Self.lines("\n", step: step) == ["1 "])
        #expect(try Self.lines("a\r", step: step) == ["1 a\r"])
    }

    @Test("a line over the limit is reported with its size and skipped")
    func overlong() throws {
        let long = String(repeating: "x", count: 3_000_000)
        #expect(
            try Self.lines("a\n\(long)\nb\n\(long)", limit: 1000) == [
                "1 a", "2 overlong 3000000", "3 b", "4 overlong 3000000",
            ]
        )
        let edge = String(repeating: "x", count: 101)
        #expect(try Self.lines("\(edge)\n\(edge.dropLast())\n").map { $0.prefix(9) } == ["1 overlon", "2 xxxxxxx"])
    }

    @Test("a stream of 1 GB of lines, and a line of 1 GB, are held in a window of bounded size")
    func bounded() throws {
        for hasLines in [true, false] {
            var left = 1_000_000_000
            let source = ByteSource(name: "x") { buffer in
                let count = min(buffer.count, left)
                for index in stride(from: 0, to: count, by: 301) where hasLines { buffer[index] = 0x0a }
                left -= count
                return count
            }
            let reader = LineReader(source, byteLimit: 4 * 1024 * 1024)
            while try reader.next() != nil {}
            #expect(reader.heldByteCount <= (hasLines ? 1 : 8) * 1024 * 1024)
        }
    }
}
