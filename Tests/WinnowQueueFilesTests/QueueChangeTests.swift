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

    @Test func `Labels move on in a ring or a chain`() throws {
        let chain = try change("a, b", "{name: b, was: a}, {name: c, was: b}")
        #expect(chain.labels == [.renamed(from: "a", to: "b"), .renamed(from: "b", to: "c")])
        let ring = try change("a, b, c", "{name: b, was: a}, {name: c, was: b}, {name: a, was: c}")
        #expect(ring.movedLabels == ["a": "b", "b": "c", "c": "a"])
    }

    @Test(arguments: [
        "{name: a, was: b}, {name: b, was: a}", "{name: b, was: a}, {name: c, was: b}", "{name: a, was: b}, c",
    ])
    func `A former name that stays in the file is not followed again`(labels: String) throws {
        #expect(try change(labels, labels).isEmpty)
        #expect(try change(labels, "\(labels), d").labels == [.added("d")])
    }

    @Test func `A former name that goes is a change, so that it can come again`() throws {
        #expect(try change("{name: b, was: a}, c", "b, c").lines == ["labels.b.was: a → none"])
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
        for (new, isNew) in [
            (try definition(labels: "a, b", text: "{{title}}"), true),
            (try definition(labels: "a, b", rest: "task: multilabel"), true),
            (try definition(labels: "a, b", rest: "seed: 8"), false),
        ] {
            // What people are shown, and what the store goes by.
            #expect(QueueChange(from: old, to: new).needsNewQueue == isNew)
            #expect(new.needsNewQueue(after: old) == isNew)
        }
    }

    @Test func `What is shown is what the plan does`() throws {
        var random = RandomDefinitions(seed: 5)
        for _ in 0..<500 {
            let old = random.definition()
            var new = random.definition()
            for index in new.labels.indices where random.chance() {
                new.labels[index].was = random.pick(old.labels + new.labels).name
            }
            for label in old.labels where random.chance() && !new.labels.contains(where: { $0.name == label.name }) {
                new.labels.append(label)
            }
            let change = QueueChange(from: old, to: new)
            var shown: [String: String] = [:]
            for label in old.labels where !change.removedLabels.contains(label.name) {
                shown[label.name] = change.movedLabels[label.name] ?? label.name
            }
            #expect(shown == LabelPlan(from: old.labels, to: new.labels).heirs)
            #expect(Set(shown.values).isSubset(of: new.labels.map(\.name)))
        }
    }
}
