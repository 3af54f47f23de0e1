import Testing
import WinnowLearning
import WinnowNumerics

/// What is stored of a model, whole and broken.
@Suite("A model's record") struct ModelRecordTests {
    typealias Case = ConformingClassifier.Case
    static let cases = ConformingClassifier.cases

    private static func answers(_ one: Case) -> [ConformanceData.Answers] {
        one.abilities.severalLabels ? [.twoLabels, .threeLabels, .sets] : [.twoLabels, .threeLabels]
    }

    @Test("gives a model back that predicts the same bits", arguments: cases)
    func roundTrip(one: Case) throws {
        for answers in Self.answers(one) {
            let data = ConformanceData(one.kind, answers)
            let model = try one.classifier.fit(data.training()).model
            let copy = try #require(model.record.model)
            let (first, second) = (try model.logits(of: data.features), try copy.logits(of: data.features))
            #expect(first == second)
            let pools = (try model.logits(of: data.pool), try copy.logits(of: data.pool))
            #expect(pools.0 == pools.1)
            #expect(copy.record == model.record)
        }
        let data = ConformanceData(one.kind)
        let only = try TrainingSet(features: data.pool.gather([0, 3]), targets: [.label(0), .label(0)], labelCount: 3)
        let model = try one.classifier.fit(only).model
        let copy = try #require(model.record.model)
        #expect(copy.seenLabels == [0])
    }

    @Test("with one number that is none gives no model", arguments: cases)
    func nonFinite(one: Case) throws {
        let record = try one.classifier.fit(ConformanceData(one.kind).training()).model.record
        for list in record.numbers.indices where !record.numbers[list].isEmpty {
            for bad in [Float.nan, .infinity, -.infinity] {
                var broken = record
                broken.numbers[list][broken.numbers[list].count / 2] = bad
                #expect(broken.model == nil, "list \(list)")
            }
        }
    }

    @Test("that is damaged gives no model, or one that predicts without a trap", arguments: cases)
    func fuzz(one: Case) throws {
        for answers in Self.answers(one) {
            let data = ConformanceData(one.kind, answers)
            let rows = data.pool.gather(0..<3)
            let record = try one.classifier.fit(data.training()).model.record
            var generator = SeededGenerator(seed: 9, purpose: "damage")
            var (refused, restored) = (0, 0)
            for _ in 0..<1_200 {
                var broken = record
                for _ in 0...Int.random(in: 0..<2, using: &generator) { broken.damage(using: &generator) }
                guard let model = broken.model else {
                    refused += 1
                    continue
                }
                restored += 1
                let logits = try? model.logits(of: rows)
                #expect(logits == nil || logits?.columnCount == model.head.outputCount)
                if model.labelCount <= 1_000, model.featureCount == rows.columnCount {
                    let found = try? FittedClassifier(model: model, calibration: .none).probabilities(of: rows)
                    #expect(found == nil || found?.columnCount == model.labelCount)
                }
            }
            #expect(refused > 600 && restored > 30, "\(refused) refused, \(restored) restored")
        }
    }
}

extension ModelRecord {
    /// Changes one thing.
    fileprivate mutating func damage(using generator: inout SeededGenerator) {
        let odd = [Int.min, -1, 0, 1, 2, 3, 5, 54, 1 << 32, Int.max]
        func any() -> Int { odd.randomElement(using: &generator) ?? 0 }
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: kind = Kind.allCases.randomElement(using: &generator) ?? kind
        case 1:
            head =
                [.binomial, .softmax(outputCount: any()), .oneAgainstRest(labelCount: any())].randomElement(
                    using: &generator
                ) ?? head
        case 2: labelCount = any()
        case 3: featureCount = any()
        case 4: seenLabels = (0..<Int.random(in: 0..<5, using: &generator)).map { _ in any() }
        case 5: seenLabels = Array(seenLabels.reversed().dropLast(Int.random(in: 0..<2, using: &generator)))
        case 6:
            if let list = integers.indices.randomElement(using: &generator) {
                integers[list].damage(using: &generator) { generator in
                    let odd: [UInt32] = [
                        0, 1, 2, 7, 53, 54, 1 << 20, .max, UInt32.random(in: 0...40, using: &generator),
                    ]
                    return odd.randomElement(using: &generator) ?? 0
                }
            }
        case 7, 8:
            if let list = numbers.indices.randomElement(using: &generator) {
                numbers[list].damage(using: &generator) { generator in
                    let odd: [Float] = [.nan, .infinity, 0, -1, -0.5, 2, 3e38, -3e38, .leastNonzeroMagnitude]
                    return odd.randomElement(using: &generator) ?? 0
                }
            }
        default:
            if Bool.random(using: &generator) {
                integers.damage(using: &generator) { _ in [] }
            } else {
                numbers.damage(using: &generator) { _ in [] }
            }
        }
    }
}

extension Array {
    /// Changes, drops, adds or swaps an element.
    fileprivate mutating func damage(
        using generator: inout SeededGenerator,
        _ element: (inout SeededGenerator) -> Element
    ) {
        guard let place = indices.randomElement(using: &generator) else { return append(element(&generator)) }
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: remove(at: place)
        case 1: insert(element(&generator), at: place)
        case 2: swapAt(place, Int.random(in: indices, using: &generator))
        default: self[place] = element(&generator)
        }
    }
}
