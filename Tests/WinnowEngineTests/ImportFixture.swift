import WinnowDomain
import WinnowEngine
import WinnowExchange
import WinnowStore
import WinnowTestSupport

/// A database with a queue that is empty, for imports of whole files.
struct ImportFixture {
    let folder: TemporaryFolder
    let database: Database
    let queue: Queue

    init(evaluationShare: Double = 0.5) async throws {
        folder = try TemporaryFolder()
        database = try Database(path: folder.path("winnow.sqlite"))
        var definition = try QueueDefinition.sample()
        definition.evaluation = EvaluationDefinition(share: evaluationShare)
        queue = try await database.createQueue(named: "tickets", definition: definition, at: Moment(0))
    }

    func run(portionCount: Int = 4, errorCount: Int? = nil, policy: ConflictPolicy = .fail) -> ImportRun {
        var limits = ImportLimits(errorCount: errorCount)
        limits.portionCount = portionCount
        let importer = Importer(
            queue: queue,
            store: database,
            clock: ManualClock(),
            policy: policy,
            annotator: "gold"
        )
        return ImportRun(importer, limits: limits)
    }

    /// Imports text files, one after the other, by name and content.
    func importFiles(
        _ files: KeyValuePairs<String, String>,
        portionCount: Int = 4,
        errorCount: Int? = nil,
        policy: ConflictPolicy = .fail
    ) async throws -> (report: ImportReport, rejected: [String]) {
        let source = TextRecords(files.map { ($0.key, Array($0.value.utf8)) }, queue: queue)
        var rejected: [String] = []
        let report = await run(portionCount: portionCount, errorCount: errorCount, policy: policy).run(
            source,
            rejected: { rejected += $0.map(\.description) }
        )
        return (report, rejected)
    }

    /// External id, root and side of all items, in item order.
    func items() async throws -> [Item] {
        try await database.items(in: queue.id, after: nil, limit: 100_000)
    }
}

/// Records of files in memory.
struct TextRecords: RecordSource {
    private var files: [(name: String, bytes: [UInt8])]
    private var reader: (any RecordReader)?
    private let mapper: RecordMapper
    let fraction: Double? = nil

    init(_ files: [(String, [UInt8])], queue: Queue) {
        self.files = files.reversed()
        mapper = RecordMapper(form: RecordForm(item: queue.definition.item, task: queue.definition.task))
    }

    mutating func next() throws -> MappedRecord? {
        while true {
            if let outcome = try reader?.next() {
                switch outcome {
                case .record(let record): return mapper.map(record)
                case .rejected(let rejected): return .rejected(rejected)
                }
            }
            guard let file = files.popLast() else { return nil }
            reader = try ReadingOptions().reader(of: ByteSource(name: file.name, bytes: file.bytes)).reader
        }
    }
}

/// Records that a closure makes, counted.
struct MadeRecords: RecordSource {
    let count: Int
    let make: @Sendable (Int) throws -> MappedRecord
    private var position = 0
    var fraction: Double? { Double(position) / Double(count) }

    init(_ count: Int, make: @Sendable @escaping (Int) throws -> MappedRecord) {
        self.count = count
        self.make = make
    }

    mutating func next() throws -> MappedRecord? {
        if position == count { return nil }
        position += 1
        return try make(position)
    }

    static func record(_ number: Int, text: String? = nil) -> MappedRecord {
        let text = text ?? "text \(number)"
        return .record(
            IncomingRecord(
                place: Place(file: "made", line: number),
                externalID: "r\(number)",
                data: .members(["text": .string(text)]),
                text: text
            )
        )
    }

    static func bad(_ number: Int) -> MappedRecord {
        .rejected(RejectedRecord(place: Place(file: "made", line: number), reason: "bad"))
    }
}
