package import WinnowDomain

/// Reads contrast sets as Gardner et al. 2020 give them out: a file of originals and one of revised texts, which belong together
/// by the order of their rows.
///
/// Because one row too many would pair all that follow wrongly, both are read to their ends first; such sets are small.
package struct ContrastStream {
    private var found: [PairOutcome] = []

    /// - Throws: `ExchangeError.badOption`, also where the files have different numbers of rows; what reading says.
    package init(
        originals: ByteSource,
        revised: ByteSource,
        wishes: RecordWishes,
        definition: QueueDefinition
    ) throws(ExchangeError) {
        let rows = PairRows(wishes.form(definition))
        let (left, right) = (try Self.read(originals, wishes), try Self.read(revised, wishes))
        guard left.count == right.count else {
            throw .badOption(
                reason:
                    "the originals have \(left.count) rows and the contrast set \(right.count); they belong together by the "
                    + "order of their rows, so there have to be as many"
            )
        }
        found = zip(left, right).map { original, revised in
            switch (original, revised) {
            case (.rejected(let rejected), _), (_, .rejected(let rejected)): return .rejected(rejected)
            case (.record(let original), .record(let revised)):
                switch (rows.member(original), rows.member(revised)) {
                case (.rejected(let rejected), _), (_, .rejected(let rejected)): return .rejected(rejected)
                case (.record(let first), .record(let second)):
                    return .pair(PairRecord(first, second, isNamed: rows.isNamed(original)))
                }
            }
        }.reversed()
    }

    /// The next pair, or why there is none at its place; nil at the end.
    package mutating func next() -> PairOutcome? { found.popLast() }

    private static func read(
        _ source: ByteSource,
        _ wishes: RecordWishes
    ) throws(ExchangeError) -> [RecordOutcome] {
        let (plain, names) = (try wishes.reading().reader(of: source).reader, try wishes.names())
        var reader: any RecordReader = names.isEmpty ? plain : RenamingReader(plain, names: names)
        var rows: [RecordOutcome] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }
}
