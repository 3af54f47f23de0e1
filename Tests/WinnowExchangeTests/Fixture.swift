import Foundation
import Testing
import WinnowDomain
import WinnowExchange

/// What a reader makes of some bytes.
struct Reading {
    var records: [RawRecord] = []
    var rejected: [RejectedRecord] = []
    var failure: ExchangeError?

    init(_ bytes: [UInt8], name: String = "items", options: ReadingOptions = ReadingOptions(), step: Int = .max) {
        do {
            var reader = try options.reader(of: .stepping(name: name, bytes: bytes, step: step)).reader
            while let outcome = try reader.next() {
                switch outcome {
                case .record(let record): records.append(record)
                case .rejected(let record): rejected.append(record)
                }
            }
        } catch {
            failure = error
        }
    }

    init(_ text: String, name: String = "items", options: ReadingOptions = ReadingOptions(), step: Int = .max) {
        self.init(Array(text.utf8), name: name, options: options, step: step)
    }

    /// Values of a field.
    func values(_ key: String) -> [String] {
        records.map { JSON.object($0.members)[key]?.scalarText ?? "nothing" }
    }

    var lines: [Int] { records.map(\.place.line) }
}

extension ByteSource {
    /// A source that gives at most `step` bytes at once.
    static func stepping(name: String, bytes: [UInt8], step: Int) -> ByteSource {
        var offset = 0
        return ByteSource(name: name, totalByteCount: Int64(bytes.count)) { buffer in
            let count = min(buffer.count, step, bytes.count - offset)
            buffer.copyBytes(from: bytes[offset..<offset + count])
            offset += count
            return count
        }
    }

    /// Everything that comes, and what ended it.
    func all() -> (bytes: [UInt8], failure: ExchangeError?) {
        var all: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 16)
        defer { buffer.deallocate() }
        do {
            while true {
                let count = try read(into: buffer)
                if count == 0 { return (all, nil) }
                all.append(contentsOf: buffer.prefix(count))
            }
        } catch {
            return (all, error)
        }
    }
}

extension RecordForm {
    static func make(
        _ template: String = "{{text}}",
        task: QueueDefinition.Task = .classification,
        metaFields: [String] = []
    ) throws -> RecordForm {
        let item = ItemDefinition(
            kind: .text,
            text: try TextTemplate(template),
            idField: "id",
            labelField: "label",
            metaFields: metaFields
        )
        return RecordForm(item: item, task: task)
    }

    func map(_ json: String, form: RawRecord.Form = .json) throws -> MappedRecord {
        guard case .object(let members) = try JSONReader.read(json) else { throw Unexpected.notAnObject }
        return RecordMapper(form: self).map(RawRecord(place: Place(file: "f", line: 1), members: members, form: form))
    }
}

extension MappedRecord {
    var record: IncomingRecord? { if case .record(let record) = self { record } else { nil } }
    var reason: String? { if case .rejected(let record) = self { record.reason } else { nil } }
}

enum Unexpected: Error {
    case notAnObject
}

/// Bytes that a writer hands on.
final class Collected {
    var bytes: [UInt8] = []
    var sink: ByteSink { ByteSink { self.bytes.append(contentsOf: $0) } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}
