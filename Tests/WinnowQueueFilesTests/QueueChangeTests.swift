import Testing
import WinnowDomain
import WinnowQueueFiles

struct QueueChangeTests {
    private func definition(labels: String, rest: String = "", text: String = "{{body}}") throws -> QueueDefinition {
        let file = "version: 1\ntitle: T\nitem: {text: \"\(text)\"}\nlabels: [\(labels)]\n\(rest)\n"
        return try #require(QueueFile.read(text: file, name: "q").definition)
    }

    private func change(_ old: String, _ new: String) throws -> QueueChange {
        QueueChange(from: try definition(labels: old), to: try definition(labels: new))
    }

    @Test func `The same definition is no change`() throws {
        let change = try change("a, {name: b, was: x}", "a, {name: b, was: x}")
        #expect(change.isEmpty)
        #expect(change.lines == ["nothing changes"])
    }

    @Test func `Labels come and go`() throws {
        let change = try change("a, b", "b, c")
        #expect(change.labels == [.added("c"), .removed("a")])
        #expect(change.removedLabels == ["a"])
        #expect(!change.areLabelsReordered)
        #expect(!change.needsNewQueue)
    }

    @Test func `A label is renamed by what it was`() throws {
        let change = try change("a, b", "{name: alpha, was: a}, b")
        #expect(change.labels == [.renamed(from: "a", to: "alpha")])
        #expect(change.movedLabels == ["a": "alpha"])
        #expect(change.removedLabels.isEmpty)
    }

    @Test func `A label that goes into one that stays is merged`() throws {
        let change = try change("a, b, c", "{name: a, was: b}, c")
        #expect(change.labels == [.merged(["b"], into: "a")])
        #expect(change.movedLabels == ["b": "a"])
        #expect(!change.areLabelsReordered)
    }

    @Test func `Two labels exchange their names`() throws {
        let change = try change("a, b", "{name: a, was: b}, {name: b, was: a}")
        #expect(change.movedLabels == ["a": "b", "b": "a"])
        #expect(Set(change.labels) == [.renamed(from: "b", to: "a"), .renamed(from: "a", to: "b")])
    }

    @Test func `Labels in another order are seen, also renamed ones`() throws {
        #expect(try change("a, b, c", "b, a, c").areLabelsReordered)
        #expect(try change("a, b, c", "c, {name: d, was: a}, b").areLabelsReordered)
        #expect(try !change("a, b, c", "{name: d, was: a}, x, c").areLabelsReordered)
    }

    @Test func `Other keys are listed with what they were`() throws {
        let old = try definition(labels: "a, {name: b, key: b}")
        let new = try definition(labels: "a, b", rest: "query: {explore: 0.2}\nassignment: {lease: 2h}")
        let change = QueueChange(from: old, to: new)
        #expect(
            change.lines == [
                "query.explore: 0.1 → 0.2", "assignment.lease: 10m → 2h", "labels.b.key: b → none",
            ]
        )
        #expect(!change.needsNewQueue)
    }

    @Test func `Another text or task needs a new queue`() throws {
        let old = try definition(labels: "a, b")
        #expect(QueueChange(from: old, to: try definition(labels: "a, b", text: "{{title}}")).needsNewQueue)
        #expect(QueueChange(from: old, to: try definition(labels: "a, b", rest: "task: multilabel")).needsNewQueue)
        #expect(!QueueChange(from: old, to: try definition(labels: "a, b", rest: "seed: 8")).needsNewQueue)
    }

    @Test func `No annotation is left without a label that takes it, and none is taken twice`() throws {
        var random = RandomDefinitions(seed: 5)
        for _ in 0..<500 {
            let old = random.definition()
            var new = random.definition()
            for index in new.labels.indices where random.chance() {
                new.labels[index].was = random.pick(old.labels).name
            }
            let change = QueueChange(from: old, to: new)
            let kept = Set(old.labels.map(\.name)).subtracting(change.removedLabels)
            let names = Set(new.labels.map(\.name))
            for name in kept { #expect(names.contains(change.movedLabels[name] ?? name)) }
        }
    }
}
