import Foundation
import Testing
import WinnowDomain
import WinnowExchange

@Suite struct ThroughputTests {
    /// The most memory this process has had, in bytes.
    static func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return 1024 * (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0)
    }

    /// A stream of 300-byte lines; run alone for a measurement, with `WINNOW_MEASURE` for 1 GB.
    @Test("JSON lines are read and mapped in bounded memory", arguments: ["jsonl", "csv"])
    func throughput(name: String) throws {
        let isMeasuring = ProcessInfo.processInfo.environment["WINNOW_MEASURE"] != nil
        let size = isMeasuring ? 1_000_000_000 : 30_000_000
        let text = String(repeating: "the invoice was paid twice and nobody answers ", count: 4)
        let line = Array(
            (name == "csv"
                ? "ticket-1048576,\"\(text), so\",naïve customer,billing,web,2026\n"
                : #"{"id":"ticket-1048576","subject":"naïve customer","body":"\#(text)","label":"billing","channel":"web","year":2026}"#
                    + "\n").utf8
        )
        var block = Array("id,body,subject,label,channel,year\n".utf8)
        if name == "jsonl" { block = [] }
        let headerByteCount = block.count
        for _ in 0..<700 { block += line }
        var (left, offset) = (size, 0)
        let source = ByteSource(name: "x." + name) { buffer in
            let count = left <= 0 && offset == headerByteCount ? 0 : min(buffer.count, block.count - offset)
            buffer.copyBytes(from: block[offset..<offset + count])
            offset += count
            left -= count
            if offset == block.count { offset = headerByteCount }
            return count
        }
        var reader = try ReadingOptions().reader(of: source).reader
        let mapper = RecordMapper(form: try RecordForm.make("{{subject}}\n{{body}}", metaFields: ["channel"]))
        let start = ContinuousClock.now
        var count = 0
        while let outcome = try reader.next() {
            guard case .record(let raw) = outcome, mapper.map(raw).record != nil else { continue }
            count += 1
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        #expect(count * line.count >= size - 1_000_000)
        if isMeasuring {
            print(
                "\(name): \(line.count) bytes a line, \(Int(Double(count) / seconds)) lines/s, peak \(try Self.peak() >> 20) MiB"
            )
            #expect(try Self.peak() < 50_000_000)
        }
    }
}
