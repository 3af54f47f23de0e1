import Testing
import WinnowDomain
import WinnowExchange
import WinnowTestSupport

/// A project made by lot: items with all that people said of them.
struct PeerProject {
    struct Item {
        var id: String
        var data: JSON
        var meta: JSON?
        var annotations: [IncomingAnnotation]
    }

    /// With what separates labels somewhere, with control words and letters that look alike.
    static let labels = [
        "order", "needs, care", "a#b", "accept", "ignore", "__label__x", "50 % off", "оrder", " spaced ", "שלום",
        "null", "true",
        "re\u{301}sume\u{301}", "😀",
    ]

    let definition: QueueDefinition
    private(set) var items: [Item] = []
    private var random: RoundTripTests

    init(_ task: QueueDefinition.Task, seed: UInt64, count: Int = 60) throws {
        definition = try QueueDefinition.sample(Self.labels, task: task)
        random = RoundTripTests()
        random.generator = SplitMix(state: seed)
        for number in 0..<count { items.append(item(number)) }
    }

    mutating func add(_ id: String, _ text: String, _ said: IncomingAnnotation) {
        items.append(Item(id: id, data: .members(["text": .string(text)]), annotations: [said]))
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random.generator) }

    private mutating func item(_ number: Int) -> Item {
        var data = [JSON.Member("text", .string("x\(number) " + random.text()))]
        if random.chance() { data.append(JSON.Member("label of old", random.value(forTable: false))) }
        var meta: [JSON.Member] = []
        if random.chance() { meta.append(JSON.Member("k", .string("s" + random.text()))) }
        let people = ["anna", "ben 😀", "c,d"].prefix(self.number(0...3))
        return Item(
            id: "id \"\(number)\",🎈",
            data: .object(data),
            meta: meta.isEmpty ? nil : .object(meta),
            annotations: people.map { annotation($0) }
        )
    }

    private mutating func annotation(_ name: String) -> IncomingAnnotation {
        var said = IncomingAnnotation(annotator: name)
        said.answer =
            number(0...3) > 0 ? .label : Judgement.Answer.allCases.randomElement(using: &random.generator) ?? .skip
        if said.answer == .label {
            let names = Self.labels.shuffled(using: &random.generator)
            said.isPartial = number(0...3) == 0
            let isMultilabel = definition.task == .multilabel
            said.present = Array(names.prefix(isMultilabel ? number(0...3) : said.isPartial ? 0 : 1))
            if said.isPartial { said.absent = Array(names.dropFirst(3).prefix(number(1...2))) }
        }
        if random.chance() { said.note = "n" + random.text() }
        if random.chance() { said.at = Moment(Double(number(1_000_000_000...1_900_000_000)) + 0.25) }
        if random.chance() { said.seconds = Double(number(0...4_000)) / 8 }
        return said
    }

    var rows: [OutgoingRow] {
        items.flatMap { item -> [OutgoingRow] in
            let bare = OutgoingRow(externalID: item.id, data: item.data, meta: item.meta)
            if item.annotations.isEmpty { return [bare] }
            return item.annotations.map { said in
                var row = bare
                row.judgement = .annotation(said)
                return row
            }
        }
    }

    /// The project in a format, and what the format could not say.
    func written(_ format: ExportFormat) throws -> (bytes: [UInt8], losses: [String]) {
        let collected = Collected()
        var writer = ExportWriter(format: format, definition: definition, sink: collected.sink)
        for row in rows { try writer.write(row) }
        let losses = try writer.finish().lines
        return (collected.bytes, losses)
    }
}

/// What an import makes of a file.
struct PeerReading {
    var records: [IncomingRecord] = []
    var rejected: [RejectedRecord] = []
    let notes: PeerNotes

    init(
        _ bytes: [UInt8],
        _ definition: QueueDefinition,
        name: String = "file",
        change: (inout RecordWishes) -> Void = { _ in }
    ) throws {
        var wishes = RecordWishes()
        change(&wishes)
        let source = ByteSource.stepping(name: name, bytes: bytes, step: 1_000)
        var stream = try RecordStream([source], wishes: wishes, definition: definition)
        notes = stream.notes
        while let next = try stream.next() {
            switch next {
            case .record(let record): records.append(record)
            case .rejected(let record): rejected.append(record)
            }
        }
    }

    init(
        _ text: String,
        _ definition: QueueDefinition,
        name: String = "file",
        change: (inout RecordWishes) -> Void = { _ in }
    ) throws {
        try self.init(Array(text.utf8), definition, name: name, change: change)
    }

    /// The answers in words, in the order of the file.
    var said: [String] {
        records.map { record in
            guard let one = record.annotation else { return "\(record.externalID): nothing" }
            let labels = one.answer == .label ? one.present.joined(separator: "+") : one.answer.rawValue
            let absent = one.isPartial ? " not " + one.absent.joined(separator: "+") : ""
            return "\(record.externalID): \(labels)\(absent) by \(one.annotator ?? "nobody")"
        }
    }
}
