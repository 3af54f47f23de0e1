import Testing
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@testable import WinnowCLI

/// A store that answers late, sometimes not, and remembers everything.
private struct FakeStore {
    var open: [ItemID: Assignment] = [:]
    /// Standing answers by item.
    var standing: [ItemID: Annotation] = [:]
    var pending: [FormAction] = []
    var nextAssignment: Int64 = 1
    var nextAnnotation: Int64 = 1
    let itemCount: Int64

    mutating func claim() -> NextItem {
        for number in 1...itemCount where standing[ItemID(number)] == nil && open[ItemID(number)] == nil {
            return .assigned(assign(number), FormFixture.item(number))
        }
        return .finished
    }

    mutating func assign(_ number: Int64) -> Assignment {
        let assignment = FormFixture.assignment(nextAssignment, item: number)
        nextAssignment += 1
        open[ItemID(number)] = assignment
        return assignment
    }

    mutating func carryOut(_ action: FormAction, fate: Int) -> FormEvent? {
        switch action {
        case .claim: return fate == 0 ? .claimFailed("busy") : .served(claim())
        case .submit(let assignment, let judgement, _, _):
            if fate == 0 { return .saveFailed(.init(isFinal: false, message: "busy")) }
            if fate == 1 {
                open[assignment.item] = nil
                return .saveFailed(.init(isFinal: true, message: "lost"))
            }
            let annotation = FormFixture.annotation(nextAnnotation, assignment, judgement)
            nextAnnotation += 1
            standing[assignment.item] = annotation
            open[assignment.item] = nil
            return .saved(annotation)
        case .takeBack(let annotation):
            if fate == 0 { return .takeBackFailed(annotation.id, .init(isFinal: false, message: "busy")) }
            standing[annotation.item] = nil
            if fate == 1 { return .takenBack(annotation.id, .waiting) }
            let number = annotation.item.rawValue
            return .takenBack(annotation.id, .assigned(assign(number), FormFixture.item(number)))
        case .renew(let assignment):
            if fate == 1 {
                open[assignment.item] = nil
                return .renewFailed(assignment.id, .init(isFinal: true, message: "lost"))
            }
            return .renewed(assignment.id)
        case .count: return .progress(QueueProgress(itemCount: Int(itemCount), finishedCount: standing.count))
        case .lookOutside, .redraw, .suspend, .quit: return nil
        }
    }
}

@Suite struct RandomKeysTests {
    private static let keys: [Key] =
        "boahf1 .!-u/gw?xB".map { .character($0) } + [
            .enter, .enter, .tab, .backspace, .escape, .escape, .up, .down, .pageUp, .pageDown, .home, .end, .left,
            .control("l"), .control("z"), .paste("b o\u{1b}"), .other, .backTab, .delete,
        ]

    private static let sizes = [(80, 24), (40, 10), (120, 40), (39, 9), (1, 1), (200, 12), (44, 60)]

    @Test(
        "whatever is typed: what is stored is what the form shows, each item once, and nothing is stored without a key",
        arguments: [QueueDefinition.Task.classification, .multilabel]
    )
    func invariants(task: QueueDefinition.Task) throws {
        let queue = try FormFixture.queue(task: task)
        for seed in 0..<1000 {
            try run(queue, seed: UInt64(seed))
        }
    }

    private func withOtherKeys(_ queue: Queue) -> Queue {
        var definition = queue.definition
        let keys = definition.labels.map(\.key)
        for place in keys.indices { definition.labels[place].key = keys[(place + 1) % keys.count] }
        return Queue(
            id: queue.id,
            name: queue.name,
            definition: definition,
            revision: queue.revision + 1,
            labels: queue.labels
        )
    }

    private func run(_ queue: Queue, seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var queue = queue
        var form = FormFixture.form(queue)
        var store = FakeStore(itemCount: 12)
        var now = 0.0
        store.pending = form.start()
        var actions: [FormAction] = []
        for _ in 0..<40 {
            now += Double(random.below(40)) * (random.below(20) == 0 ? 20 : 0.1)
            let pick = random.below(10)
            if pick < 4, !store.pending.isEmpty {
                let action = store.pending.remove(at: random.below(store.pending.count))
                guard let event = store.carryOut(action, fate: random.below(12)) else { continue }
                actions = form.handle(event, now: now)
                check(event, form, seed)
            } else if pick < 9 {
                actions = form.handle(.key(Self.keys[random.below(Self.keys.count)]), now: now)
            } else {
                let size = Self.sizes[random.below(Self.sizes.count)]
                let event: FormEvent
                switch random.below(5) {
                case 0, 1: event = .tick
                case 2, 3: event = .resized(TerminalSize(columns: size.0, rows: size.1))
                default:
                    queue = withOtherKeys(queue)
                    event = .queueChanged(queue)
                }
                actions = form.handle(event, now: now)
                #expect(!actions.contains { if case .submit = $0 { true } else { false } }, "seed \(seed)")
            }
            store.pending += actions
            checkState(form, store, seed)
            if random.below(16) == 0 { checkFrame(form, seed) }
        }
        let end = form.handle(.stop, now: now)
        if form.operation == nil {
            #expect(end == [.quit(release: form.open.map(\.assignment))])
            #expect(Set(store.open.values).isSubset(of: form.open.map(\.assignment)), "seed \(seed)")
        }
    }

    private func check(_ event: FormEvent, _ form: LabellingForm, _ seed: UInt64) {
        if case .takenBack(_, .assigned(let assignment, _)) = event {
            #expect(form.card?.assignment == assignment, "seed \(seed): undo has to bring the item back")
            #expect(form.card?.previous != nil)
        }
    }

    private func checkState(_ form: LabellingForm, _ store: FakeStore, _ seed: UInt64) {
        let operations = store.pending.count { action in
            switch action {
            case .claim, .submit, .takeBack: true
            default: false
            }
        }
        #expect(operations == (form.operation == nil ? 0 : 1), "seed \(seed)")
        let items = form.decisions.map(\.item.id)
        #expect(Set(items).count == items.count, "seed \(seed): an item was counted twice")
        #expect(Set(form.decisions.map(\.annotation)) == Set(store.standing.values), "seed \(seed)")
    }

    private func checkFrame(_ form: LabellingForm, _ seed: UInt64) {
        let view = FormView(form, glyphs: .unicode).frame
        #expect(view.lines.count <= form.size.rows)
        #expect(view.lines.allSatisfy { $0.width <= form.size.columns }, "seed \(seed)")
        if let cursor = view.cursor { #expect(cursor.row < form.size.rows && cursor.column < form.size.columns) }
    }
}

/// A small source of chance that is the same everywhere.
struct SplitMix {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
