internal import WinnowDomain

/// What filters need to know of every item of a queue: small enough to be held for a million items, and brought up to date by
/// what came since.
struct ItemBoard: Sendable {
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8

        static let isEvaluation = Marks(rawValue: 1)
        static let isAnnotated = Marks(rawValue: 2)
        static let isFinished = Marks(rawValue: 4)
        static let isFlagged = Marks(rawValue: 8)
        static let isSkipped = Marks(rawValue: 16)
        static let isUnsure = Marks(rawValue: 32)
        static let isDuplicate = Marks(rawValue: 64)
        static let isRevised = Marks(rawValue: 128)

        /// What an item is from the start, whatever is said of it.
        static let lasting: Marks = [.isEvaluation, .isDuplicate, .isRevised]
    }

    /// An annotation that stands.
    private struct Standing: Sendable {
        let annotator: AnnotatorID
        let answer: Judgement.Answer
        let isPartial: Bool
        let present: [LabelID]
    }

    private let task: QueueDefinition.Task
    private let overlap: Int
    /// In item order: a position is a row of the ranking too.
    private(set) var ids: [ItemID] = []
    private(set) var marks: [Marks] = []
    private var standing: [Int: [Standing]] = [:]

    init(_ queue: Queue) {
        task = queue.definition.task
        overlap = queue.definition.assignment.overlap
    }

    var count: Int { ids.count }

    mutating func append(_ entries: [ItemIndexEntry]) {
        ids.reserveCapacity(ids.count + entries.count)
        marks.reserveCapacity(ids.count + entries.count)
        for entry in entries {
            ids.append(entry.id)
            var mark: Marks = entry.isEvaluation ? .isEvaluation : []
            if entry.isRevised {
                mark.insert(.isRevised)
            } else if entry.root != entry.id {
                mark.insert(.isDuplicate)
            }
            marks.append(mark)
        }
    }

    /// Takes in annotations in the order of time.
    mutating func apply(_ annotations: [Annotation]) {
        for annotation in annotations {
            guard let row = row(of: annotation.item) else { continue }
            var all = standing[row] ?? []
            // At most one of an annotator stands: the last, unless it takes another back.
            all.removeAll { $0.annotator == annotation.annotator }
            if annotation.action == .submit {
                all.append(
                    Standing(
                        annotator: annotation.annotator,
                        answer: annotation.judgement.answer,
                        isPartial: annotation.judgement.isPartial,
                        present: annotation.judgement.present
                    )
                )
            }
            standing[row] = all.isEmpty ? nil : all
            mark(row, all)
        }
    }

    private mutating func mark(_ row: Int, _ all: [Standing]) {
        var new = marks[row].intersection(.lasting)
        if !all.isEmpty { new.insert(.isAnnotated) }
        if all.count(where: { $0.answer != .skip }) >= overlap { new.insert(.isFinished) }
        for one in all {
            switch one.answer {
            case .flag: new.insert(.isFlagged)
            case .skip: new.insert(.isSkipped)
            case .unsure: new.insert(.isUnsure)
            case .label: break
            }
        }
        marks[row] = new
    }

    /// The first row whose item is this one or comes later.
    func lowerBound(of item: ItemID) -> Int {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < item { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first row whose item comes later.
    func upperBound(of item: ItemID) -> Int {
        let row = lowerBound(of: item)
        return row < ids.count && ids[row] == item ? row + 1 : row
    }

    func row(of item: ItemID) -> Int? {
        let row = lowerBound(of: item)
        return row < ids.count && ids[row] == item ? row : nil
    }

    func isGiven(by annotator: AnnotatorID, _ row: Int) -> Bool {
        standing[row]?.contains { $0.annotator == annotator } ?? false
    }

    /// The first of some labels that an item has, as `hasLabel` says.
    func firstLabel(of row: Int, among labels: [LabelID]) -> Int? {
        standing[row] == nil ? nil : labels.firstIndex { hasLabel($0, row) }
    }

    /// Whether most annotators say that an item has a label; where they are split, whether one of them does.
    func hasLabel(_ label: LabelID, _ row: Int) -> Bool {
        let full = (standing[row] ?? []).filter { $0.answer == .label && !$0.isPartial }
        let votes = full.count { $0.present.contains(label) }
        guard votes > 0, full.count > 1 else { return votes > 0 }
        switch task {
        case .multilabel: return 2 * votes >= full.count
        case .classification:
            var others: [LabelID: Int] = [:]
            for one in full { for given in one.present { others[given, default: 0] += 1 } }
            return others.values.allSatisfy { $0 <= votes }
        }
    }
}
