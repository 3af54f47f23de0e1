import Testing
import WinnowDomain
import WinnowQueueFiles

struct KeyTableTests {
    private func words(_ section: QueueFileSection, _ key: String) -> Set<String> {
        guard case .choice(let choices, let planned) = section.key(named: key)?.type else { return [] }
        #expect(Set(choices.map(\.value)).isDisjoint(with: planned))
        return Set(choices.map(\.value))
    }

    private func all<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> Set<String> {
        Set(type.allCases.map(\.rawValue))
    }

    @Test func `The table has every word that a definition can hold`() {
        #expect(words(QueueFileKeys.file, "task") == all(QueueDefinition.Task.self))
        #expect(words(QueueFileKeys.item, "kind") == all(ItemDefinition.Kind.self))
        let classifier = QueueFileKeys.classifier
        let kinds = Set(classifier.sections.map(\.name) + classifier.planned)
        #expect(kinds == all(ClassifierDefinition.Kind.self))
        for section in classifier.sections {
            #expect(words(section, "calibration") == all(ClassifierDefinition.Calibration.self))
        }
        let weighing = classifier.sections.filter { $0.key(named: "label_weights") != nil }
        #expect(!weighing.isEmpty)
        for section in weighing {
            #expect(words(section, "label_weights") == all(ClassifierDefinition.LabelWeights.self))
        }
        #expect(words(QueueFileKeys.head, "id") == all(HeadDefinition.Kind.self))
        #expect(words(QueueFileKeys.head, "aim") == all(HeadDefinition.Aim.self))
        #expect(words(QueueFileKeys.committee, "by") == all(CommitteeDefinition.Difference.self))
        #expect(words(QueueFileKeys.query, "id") == all(QueryDefinition.Strategy.self))
        #expect(
            Set(QueueFileKeys.initialization.sections.map(\.name)) == all(InitializationDefinition.Strategy.self)
        )
        #expect(words(QueueFileKeys.assignment, "order") == all(AssignmentDefinition.Order.self))
        let pairs = QueueFileKeys.counterfactuals
        #expect(words(pairs, "verification") == all(CounterfactualDefinition.Verification.self))
        #expect(words(pairs, "select") == all(CounterfactualDefinition.Selection.self))
        #expect(words(pairs, "loss") == all(CounterfactualDefinition.Loss.self))
    }

    @Test func `Every key says what it is for, in one sentence, with an example`() {
        for section in QueueFileKeys.sections {
            #expect(Set(section.keys.map(\.name)).count == section.keys.count)
            for key in section.keys {
                #expect(key.summary.hasSuffix(".") && !key.summary.contains(". "))
                #expect(!key.example.isEmpty)
            }
        }
    }

    @Test func `Keys that the page uses cannot choose a label`() {
        let start = "version: 1\ntitle: T\nitem: {text: \"{{body}}\"}\nlabels: [a, {name: b, key: "
        for key in QueueFileKeys.reservedLabelKeys + ["space", "Backspace", "ab", ""] {
            #expect(QueueFile.read(text: "\(start)\"\(key)\"}]", name: "q").errors.count == 1)
        }
        #expect(QueueFile.read(text: "\(start)\"1\"}]", name: "q").diagnostics.isEmpty)
    }
}
